/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/correction.h"
#include "core/memory.h"
#include "metric/dominance.h"
#include "metric/siphon_run.h"

/* -------------------------------------------------------------------- system */

static qp_status gradient_row(qp_siphon_run *run, size_t p, qp_panel_row *row)
{
    const qp_siphon_part *part = &run->part[p];
    const qp_hodge *h = &part->hodge;
    *row = qp_siphon_part_row(run, QP_M_GRADIENT_SHARE, p);
    if (qp_siphon_why_not(part) != QP_REASON_NONE)
        return QP_OK;
    qp_frame_give(row, h->eta, QP_REASON_NO_ASYMMETRY);
    row->n = (double)h->cycle_rank;
    if (isnan(row->value))
        return QP_OK;
    row->expected = h->expected;
    row->flags |= h->cycle_rank == 0 ? 1U << QP_FLAG_TRIVIAL : 0;
    qp_run_test(&part->gradient, QP_TAIL_UPPER, QP_NULL_SYMMETRIC, row);
    return QP_OK;
}

static qp_status margins_row(qp_siphon_run *run, size_t p, qp_panel_row *row)
{
    const qp_siphon_part *part = &run->part[p];
    const qp_hodge *h = &part->hodge;
    *row = qp_siphon_part_row(run, QP_M_STUART_MAXWELL_CHI2, p);
    if (qp_siphon_why_not(part) != QP_REASON_NONE)
        return QP_OK;
    bool counts = part->exchange.counts;
    qp_frame_give(row, counts ? h->stuart_maxwell : NAN,
                  counts ? QP_REASON_NO_ASYMMETRY : QP_REASON_NOT_COUNTS);
    if (isnan(row->value))
        return QP_OK;
    row->df = h->df;
    row->expected = h->df;
    row->p = h->p;
    row->null = QP_NULL_SYMMETRIC;
    return QP_OK;
}

/* ------------------------------------------------------------------- regions */

static qp_status add_potential(qp_siphon_run *run, uint32_t r)
{
    size_t column = run->sample.at.potential + r;
    qp_panel_row row = qp_siphon_region_row(run, QP_M_SIPHON_POTENTIAL, r);
    if (row.reason == QP_REASON_NONE)
        qp_frame_give(&row, run->sample.observed[column], QP_REASON_NO_FLOW);
    qp_status status = qp_siphon_bound(run, column, &row);
    return status == QP_OK ? qp_run_add(&run->base, &row) : status;
}

static qp_status add_dominance(qp_siphon_run *run, uint32_t r)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    const qp_square *square = &all->square;
    qp_panel_row row = qp_siphon_region_row(run, QP_M_DOMINANCE_INDEX, r);
    if (row.reason != QP_REASON_NONE)
        return qp_run_add(&run->base, &row);
    uint32_t u = all->unit[r];
    qp_frame_give(&row,
                  qp_dominance(square->inflow[u] + square->outflow[u],
                               2 * square->total, square->n),
                  QP_REASON_NO_FLOW);
    return qp_run_add(&run->base, &row);
}

static qp_status add_parent(qp_siphon_run *run, uint32_t r,
                            const uint32_t parents[])
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_panel_row row = qp_siphon_region_row(run, QP_M_DOMINANT_PARENT, r);
    if (row.reason != QP_REASON_NONE)
        return qp_run_add(&run->base, &row);
    uint32_t u = all->unit[r];
    uint32_t parent = parents[u];
    if (parent == QP_NONE) {
        row.reason = QP_REASON_ROOT;
        return qp_run_add(&run->base, &row);
    }
    row.object = run->base.region_text[all->region[parent]];
    row.value = all->square.flow[u * all->count + parent];
    return qp_run_add(&run->base, &row);
}

static qp_status add_all_parents(qp_siphon_run *run, uint32_t parents[])
{
    qp_status status = QP_OK;
    qp_dominant_parents(&run->part[QP_SIPHON_ALL].square, parents);
    for (uint32_t r = 0; r < run->base.region_count && status == QP_OK; r++)
        status = add_parent(run, r, parents);
    return status;
}

static qp_status add_parents(qp_siphon_run *run)
{
    uint32_t *parents = qp_acquire(run->part[QP_SIPHON_ALL].count,
                                   sizeof *parents);
    qp_status status = parents != NULL ? add_all_parents(run, parents)
                                       : qp_run_no_memory(&run->base);
    qp_release(parents);
    return status;
}

static qp_status add_regions(qp_siphon_run *run)
{
    qp_status status = QP_OK;
    for (uint32_t r = 0; r < run->base.region_count && status == QP_OK; r++) {
        status = add_potential(run, r);
        if (status == QP_OK)
            status = add_dominance(run, r);
    }
    return status == QP_OK ? add_parents(run) : status;
}

/* ----------------------------------------------------------------- catchment */

static qp_status add_catchment(qp_siphon_run *run, qp_row k)
{
    size_t column = run->sample.at.catchment + k;
    uint32_t core = run->core[k].region;
    if (core == QP_NONE)
        return QP_OK;
    qp_panel_row row = qp_siphon_region_row(run, QP_M_CATCHMENT_SHARE, core);
    row.flags |= run->core[k].flags;
    if (row.reason == QP_REASON_NONE)
        qp_frame_give(&row, run->sample.observed[column], QP_REASON_NO_FLOW);
    row.flags |= run->sample.unreached ? 1U << QP_FLAG_UNREACHED : 0;
    qp_status status = qp_siphon_bound(run, column, &row);
    return status == QP_OK ? qp_run_add(&run->base, &row) : status;
}

qp_status qp_siphon_hierarchy(qp_siphon_run *run)
{
    double resolution = qp_replicate_resolution(run->options->draws.replicates);
    qp_status status = qp_siphon_add_parts(run, gradient_row, resolution);
    if (status == QP_OK)
        status = qp_siphon_add_parts(run, margins_row, /* resolution = */ 0);
    if (status == QP_OK)
        status = add_regions(run);
    for (qp_row k = 0; k < run->base.cluster_count && status == QP_OK; k++)
        status = add_catchment(run, k);
    return status;
}
