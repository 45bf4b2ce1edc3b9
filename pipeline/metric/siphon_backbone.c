/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "metric/backbone.h"
#include "metric/siphon_run.h"

#define LEVEL 0.05 ///< of the disparity filter
#define DELTA 1.64 ///< of the noise correction: one-sided 95 %

const char qp_siphon_backbone_header[] =
    "layer,window,from,to,flow,alpha_out,alpha_in,alpha,disparity,score,sd,"
    "noise_corrected\n";

static void add_number(qp_text *out, double value)
{
    qp_text_add(out, ",");
    qp_text_add_number(out, value);
}

/* 1: the filter keeps the flow, 0: it does not, blank: it cannot tell. */
static void add_kept(qp_text *out, double measured, bool kept)
{
    add_number(out, isnan(measured) ? NAN : (double)kept);
}

static void add_name(const qp_siphon_run *run, qp_string name)
{
    qp_text_add(run->backbone, ",");
    qp_text_add_field(run->backbone,
                      qp_pool_text(&run->base.panel->text, name));
}

static void add_line(const qp_siphon_run *run, const qp_backbone *b, size_t c)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_text *out = run->backbone;
    qp_text_add_field(
        out, qp_pool_text(&run->base.panel->text, run->base.place.layer));
    add_name(run, run->base.place.window);
    add_name(run, run->base.region_text[all->region[b->from[c]]]);
    add_name(run, run->base.region_text[all->region[b->to[c]]]);
    add_number(out, b->flow[c]);
    add_number(out, b->alpha_out[c]);
    add_number(out, b->alpha_in[c]);
    add_number(out, b->alpha[c]);
    add_kept(out, b->alpha[c], qp_disparity_keeps(b->alpha[c], LEVEL));
    add_number(out, b->score[c]);
    add_number(out, b->sd[c]);
    add_kept(out, b->sd[c], qp_noise_keeps(b->score[c], b->sd[c], DELTA));
    qp_text_add(out, "\n");
}

qp_status qp_siphon_backbone(qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_backbone backbone = {0};
    if (run->backbone == NULL || qp_siphon_why_not(all) != QP_REASON_NONE)
        return QP_OK;
    qp_status status = qp_backbone_measure(&all->square, all->exchange.counts,
                                           &backbone, run->base.err);
    for (size_t c = 0; c < backbone.count && status == QP_OK; c++)
        add_line(run, &backbone, c);
    qp_backbone_clear(&backbone);
    return status == QP_OK ? qp_text_status(run->backbone, run->base.err)
                           : status;
}
