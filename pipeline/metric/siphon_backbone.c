/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "metric/backbone.h"
#include "metric/siphon_run.h"

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
    add_number(out, isnan(measured) ? NAN : kept);
}

static void add_name(const qp_siphon_run *run, qp_string name)
{
    qp_text_add(run->backbone, ",");
    qp_text_add_field(run->backbone, qp_pool_text(&run->panel->text, name));
}

static void add_line(const qp_siphon_run *run, const qp_backbone *backbone,
                     size_t c)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    const qp_backbone_cell *cell = &backbone->cells[c];
    qp_text *out = run->backbone;
    qp_text_add_field(out, qp_pool_text(&run->panel->text, run->place.layer));
    add_name(run, run->place.window);
    add_name(run, run->region_text[all->region[cell->from]]);
    add_name(run, run->region_text[all->region[cell->to]]);
    add_number(out, cell->flow);
    add_number(out, cell->alpha_out);
    add_number(out, cell->alpha_in);
    add_number(out, cell->alpha);
    add_kept(out, cell->alpha, cell->alpha < QP_DISPARITY_LEVEL);
    add_number(out, cell->score);
    add_number(out, cell->sd);
    add_kept(out, cell->score, cell->score > QP_NOISE_DELTA * cell->sd);
    qp_text_add(out, "\n");
}

qp_status qp_siphon_backbone(qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_backbone backbone = {0};
    if (run->backbone == NULL || qp_siphon_why_not(all) != QP_REASON_NONE)
        return QP_OK;
    qp_status status = qp_backbone_measure(&all->square, all->exchange.counts,
                                           &backbone, run->err);
    for (size_t c = 0; c < backbone.count && status == QP_OK; c++)
        add_line(run, &backbone, c);
    qp_backbone_clear(&backbone);
    return status == QP_OK ? qp_text_status(run->backbone, run->err) : status;
}
