/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "metric/siphon_run.h"

/* ----------------------------------------------------------------- balanced */

/* Regions without a flow in a window that has any are not in all windows. */
static void drop_absent(qp_siphon_run *run, const qp_exchange *x)
{
    for (size_t r = 0; r < run->base.region_count && x->flow > 0; r++)
        if (!(x->inflow[r] + x->outflow[r] > 0))
            run->kept[r] = false;
}

static qp_status look_at_window(qp_siphon_run *run, qp_period window)
{
    qp_flows flows = {0};
    qp_exchange x = {0};
    qp_status status = qp_flows_sum(run->base.net, run->layer, window,
                                    run->options->level, &flows, run->base.err);
    if (status == QP_OK)
        status = qp_exchange_fold(&flows, NULL, 0, false, &x, run->base.err);
    if (status == QP_OK)
        drop_absent(run, &x);
    qp_exchange_clear(&x);
    qp_flows_clear(&flows);
    return status;
}

static qp_status choose_kept(qp_siphon_run *run, const qp_frame *frame)
{
    bool balanced = run->options->balanced &&
                    run->base.net->layers.directed[run->layer];
    qp_status status = QP_OK;
    for (size_t r = 0; r < run->base.region_count; r++)
        run->kept[r] = true;
    for (size_t w = 0; balanced && w < frame->window_count && status == QP_OK;
         w++)
        status = look_at_window(run, frame->windows[w]);
    for (size_t r = 0; r < run->base.region_count; r++)
        run->kept_cluster[r] = run->kept[r] ? run->base.cluster[r] : QP_NONE;
    return status;
}

/* -------------------------------------------------------------------- units */

/* The regions of one cluster; QP_NONE: of all. */
static bool cut(const qp_siphon_run *run, qp_row cluster, qp_siphon_part *part)
{
    *part = (qp_siphon_part){
        .unit = qp_acquire(run->base.region_count, sizeof *part->unit),
        .region = qp_acquire(run->base.region_count, sizeof *part->region),
    };
    if (part->unit == NULL || part->region == NULL)
        return false;
    for (uint32_t r = 0; r < run->base.region_count; r++) {
        bool in = run->kept[r] &&
                  (cluster == QP_NONE || run->base.cluster[r] == cluster);
        part->unit[r] = in ? (uint32_t)part->count : QP_NONE;
        if (in)
            part->region[part->count++] = r;
    }
    part->subject = cluster == QP_NONE ? run->base.all
                                       : run->base.cluster_text[cluster];
    part->reason = part->count < 2 ? QP_REASON_ONE_REGION : QP_REASON_NONE;
    return true;
}

static qp_reason why_not_between(const qp_siphon_run *run)
{
    size_t clusters = 0;
    for (qp_row k = 0; k < run->base.cluster_count; k++)
        clusters += run->part[1 + k].count > 0 ? 1 : 0;
    if (clusters == 0)
        return QP_REASON_NO_CLUSTER;
    return clusters < 2 ? QP_REASON_ONE_CLUSTER : QP_REASON_NONE;
}

/* The units are the clusters, with the flows of their regions summed. */
static bool cut_between(const qp_siphon_run *run, qp_siphon_part *part)
{
    *part = (qp_siphon_part){
        .subject = run->base.between,
        .reason = why_not_between(run),
        .count = run->base.cluster_count,
        .unit = qp_acquire(run->base.region_count, sizeof *part->unit),
    };
    for (size_t r = 0; part->unit != NULL && r < run->base.region_count; r++)
        part->unit[r] = run->kept_cluster[r];
    return part->unit != NULL;
}

qp_status qp_siphon_cut_parts(qp_siphon_run *run, const qp_frame *frame)
{
    qp_siphon_clear_parts(run);
    qp_status status = choose_kept(run, frame);
    bool cut_all = status == QP_OK &&
                   cut(run, QP_NONE, &run->part[QP_SIPHON_ALL]);
    for (qp_row k = 0; k < run->base.cluster_count && cut_all; k++)
        cut_all = cut(run, k, &run->part[1 + k]);
    cut_all = cut_all && cut_between(run, &run->part[run->between_part]);
    return status == QP_OK && !cut_all ? qp_run_no_memory(&run->base) : status;
}

void qp_siphon_clear_parts(qp_siphon_run *run)
{
    qp_siphon_empty_parts(run);
    for (size_t p = 0; run->part != NULL && p <= run->between_part; p++) {
        qp_release(run->part[p].unit);
        qp_release(run->part[p].region);
        run->part[p] = (qp_siphon_part){0};
    }
}

/* -------------------------------------------------------------------- flows */

static qp_status fill(qp_siphon_run *run, qp_siphon_part *part)
{
    bool counted = run->base.net->layers.measure[run->layer] == QP_COUNT;
    qp_status status = qp_exchange_fold(&run->flows, part->unit, part->count,
                                        counted, &part->exchange,
                                        run->base.err);
    if (status == QP_OK)
        status = qp_square_make(part->count, &part->square, run->base.err);
    if (status != QP_OK)
        return status;
    qp_square_fill(&run->flows, part->unit, &part->square);
    if (qp_siphon_why_not(part) != QP_REASON_NONE)
        return QP_OK;
    status = qp_expectation_measure(&part->square, part->exchange.counts,
                                    run->options->draws.threads,
                                    &part->expectation, run->base.err);
    if (status == QP_OK)
        status = qp_hodge_measure(&part->square, &part->hodge, run->base.err);
    return status;
}

qp_status qp_siphon_fill_parts(qp_siphon_run *run)
{
    qp_status status = QP_OK;
    for (size_t p = 0; p <= run->between_part && status == QP_OK; p++)
        status = fill(run, &run->part[p]);
    run->missing = (double)(run->flows.missing + run->flows.undated +
                            run->part[QP_SIPHON_ALL].exchange.left_out);
    return status;
}

void qp_siphon_empty_parts(qp_siphon_run *run)
{
    for (size_t p = 0; run->part != NULL && p <= run->between_part; p++) {
        qp_siphon_part *part = &run->part[p];
        qp_exchange_clear(&part->exchange);
        qp_square_clear(&part->square);
        qp_expectation_clear(&part->expectation);
        qp_hodge_clear(&part->hodge);
        part->index.drawn = part->gradient.drawn = false;
        part->reciprocity.drawn = part->cycling.drawn = false;
    }
}

qp_reason qp_siphon_why_not(const qp_siphon_part *part)
{
    if (part->reason != QP_REASON_NONE)
        return part->reason;
    return part->exchange.flow > 0 ? QP_REASON_NONE : QP_REASON_NO_FLOW;
}

/* ------------------------------------------------------------------ closure */

/* What enters a part from elsewhere: the outside world, or other regions.
 * Where more leaves a unit for others of the part than is known to enter it,
 * the difference has come from somewhere: throughflow is what leaves then. */
qp_boundary qp_siphon_close(const qp_siphon_run *run,
                            const qp_siphon_part *part, const qp_square *whole,
                            const qp_square *inner, const qp_square *square,
                            double room[])
{
    const qp_flows *flows = &run->flows;
    const uint32_t *unit = run->part[QP_SIPHON_ALL].unit;
    if (flows->outside == QP_NONE)
        return (qp_boundary){.lambda = run->options->lambda};
    for (size_t u = 0; u < part->count; u++) {
        uint32_t r = part->region[u];
        double enters = flows->from_outside[r] + whole->inflow[unit[r]] -
                        inner->inflow[u];
        room[u] = fmax(enters, square->outflow[u] - square->inflow[u]);
    }
    return (qp_boundary){.inflow = room};
}
