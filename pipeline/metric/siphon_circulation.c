/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/correction.h"
#include "core/memory.h"
#include "metric/ascendency.h"
#include "metric/circulation.h"
#include "metric/siphon_run.h"

/* -------------------------------------------------------------- reciprocity */

static qp_status reciprocity_row(qp_siphon_run *run, size_t p,
                                 qp_panel_row *row)
{
    size_t column = run->sample.at.reciprocity + p;
    *row = qp_siphon_part_row(run, QP_M_WEIGHTED_RECIPROCITY, p);
    row->value = run->sample.observed[column];
    qp_run_test(&run->part[p].reciprocity, QP_TAIL_BOTH, QP_NULL_MULTINOMIAL,
                row);
    return qp_siphon_bound(run, column, row);
}

/* rho grows with R, so that its interval is that of R, carried over. */
static qp_status excess_row(qp_siphon_run *run, size_t p, qp_panel_row *row)
{
    const qp_run_chance *chance = &run->part[p].reciprocity;
    qp_status status = reciprocity_row(run, p, row);
    qp_reason reason = run->part[p].exchange.counts
                           ? qp_siphon_why_no_expectation(&run->part[p])
                           : QP_REASON_NOT_COUNTS;
    double expected = chance->drawn ? chance->summary.mean : NAN;
    row->metric = QP_M_RECIPROCITY_EXCESS;
    row->low = qp_reciprocity_excess(row->low, expected);
    row->high = qp_reciprocity_excess(row->high, expected);
    if (isnan(row->value))
        return status;
    if (chance->drawn)
        reason = QP_REASON_NO_EXCESS;
    qp_frame_give(row, qp_reciprocity_excess(row->value, expected), reason);
    bool told = !isnan(row->value);
    row->expected = told ? 0 : NAN;
    row->z = told ? row->z : NAN;
    row->p = told ? row->p : NAN;
    row->null = told ? row->null : QP_NULL_NONE;
    return status;
}

static qp_status cycling_row(qp_siphon_run *run, size_t p, qp_panel_row *row)
{
    size_t column = run->sample.at.cycling + p;
    *row = qp_siphon_part_row(run, QP_M_FINN_CYCLING_INDEX, p);
    row->value = run->sample.observed[column];
    if (run->flows.outside != QP_NONE)
        row->flags |= 1U << QP_FLAG_BOUNDARY;
    if (run->sample.closed[p])
        row->flags |= 1U << QP_FLAG_CLOSED;
    qp_run_test(&run->part[p].cycling, QP_TAIL_BOTH, QP_NULL_MULTINOMIAL, row);
    return qp_siphon_bound(run, column, row);
}

/* -------------------------------------------------------- on the expectation */

/** The expected flows of a part as a square, with room to measure them. */
typedef struct {
    qp_square square;
    double *work;
} expected_flows;

static qp_status make_expected(qp_siphon_run *run, const qp_siphon_part *part,
                               expected_flows *e)
{
    size_t n = part->count;
    qp_status status = qp_square_make(n, &e->square, run->base.err);
    if (status != QP_OK)
        return status;
    e->work = qp_acquire(2 * n + qp_cycling_room(n), sizeof *e->work);
    if (e->work == NULL)
        return qp_run_no_memory(&run->base);
    for (size_t i = 0; i < n * n; i++)
        e->square.flow[i] = qp_siphon_expected(part, i);
    qp_square_sum(&e->square);
    return QP_OK;
}

static void measure_expected(const qp_siphon_run *run,
                             const qp_siphon_part *part, expected_flows *e,
                             double *reciprocity, double *cycling)
{
    bool closed = false;
    qp_boundary boundary = qp_siphon_close(run, part,
                                           &run->part[QP_SIPHON_ALL].square,
                                           &part->square, &e->square, e->work);
    *reciprocity = qp_reciprocity(&e->square);
    *cycling = qp_finn_cycling(&e->square, &boundary, e->work + 2 * part->count,
                               &closed);
}

static qp_status add_on_expectation(qp_siphon_run *run, size_t p)
{
    const qp_siphon_part *part = &run->part[p];
    expected_flows e = {.work = NULL};
    double values[2] = {NAN, NAN};
    const qp_metric metrics[2] = {QP_M_RECIPROCITY_ON_EXPECTATION,
                                  QP_M_FCI_ON_EXPECTATION};
    qp_reason reason = qp_siphon_why_not(part);
    qp_status status = QP_OK;
    if (reason == QP_REASON_NONE)
        reason = qp_siphon_why_no_expectation(part);
    if (reason == QP_REASON_NONE)
        status = make_expected(run, part, &e);
    if (reason == QP_REASON_NONE && status == QP_OK)
        measure_expected(run, part, &e, &values[0], &values[1]);
    for (size_t m = 0; m < 2 && status == QP_OK; m++) {
        qp_panel_row row = qp_siphon_part_row(run, metrics[m], p);
        qp_frame_give(&row, values[m], reason);
        status = qp_run_add(&run->base, &row);
    }
    qp_square_clear(&e.square);
    qp_release(e.work);
    return status;
}

/* ----------------------------------------------------------- regions, X11 */

static qp_status add_node_reciprocity(qp_siphon_run *run, uint32_t r)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_panel_row row = qp_siphon_region_row(run, QP_M_NODE_RECIPROCITY, r);
    if (row.reason == QP_REASON_NONE)
        qp_frame_give(&row, qp_node_reciprocity(&all->square, all->unit[r]),
                      QP_REASON_NO_OUTFLOW);
    return qp_run_add(&run->base, &row);
}

static qp_status measure_ascendency(qp_siphon_run *run,
                                    qp_ascendency *ascendency)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    size_t n = all->count;
    double *room = qp_acquire(n, 3 * sizeof *room);
    if (room == NULL)
        return qp_run_no_memory(&run->base);
    double *leaves = room + n;
    qp_boundary boundary = qp_siphon_close(run, all, &all->square, &all->square,
                                           &all->square, room);
    if (run->flows.outside != QP_NONE) {
        for (size_t u = 0; u < n; u++)
            leaves[u] = run->flows.to_outside[all->region[u]];
        boundary.outflow = leaves;
    }
    *ascendency = qp_ascendency_measure(&all->square, &boundary, room + 2 * n);
    qp_release(room);
    return QP_OK;
}

static qp_status add_ascendency(qp_siphon_run *run)
{
    static const qp_metric metrics[] = {
        QP_M_AVERAGE_MUTUAL_INFORMATION,
        QP_M_ASCENDENCY,
        QP_M_DEVELOPMENT_CAPACITY,
        QP_M_ROBUSTNESS,
    };
    qp_reason reason = qp_siphon_why_not(&run->part[QP_SIPHON_ALL]);
    qp_ascendency a = {0};
    qp_status status = QP_OK;
    if (reason == QP_REASON_NONE)
        status = measure_ascendency(run, &a);
    const double values[] = {a.mutual_information, a.ascendency, a.capacity,
                             a.robustness};
    for (size_t m = 0; m < 4 && status == QP_OK; m++) {
        qp_panel_row row = qp_siphon_part_row(run, metrics[m], QP_SIPHON_ALL);
        if (reason == QP_REASON_NONE)
            qp_frame_give(&row, values[m], QP_REASON_ZERO_TOTAL);
        if (run->flows.outside != QP_NONE)
            row.flags |= 1U << QP_FLAG_BOUNDARY;
        status = qp_run_add(&run->base, &row);
    }
    return status;
}

qp_status qp_siphon_circulation(qp_siphon_run *run)
{
    double resolution = qp_replicate_resolution(run->options->draws.replicates);
    qp_status status = qp_siphon_add_parts(run, reciprocity_row, resolution);
    if (status == QP_OK)
        status = qp_siphon_add_parts(run, excess_row, resolution);
    if (status == QP_OK)
        status = qp_siphon_add_parts(run, cycling_row, resolution);
    for (size_t p = 0; p < run->between_part && status == QP_OK; p++)
        status = add_on_expectation(run, p);
    for (uint32_t r = 0; r < run->base.region_count && status == QP_OK; r++)
        status = add_node_reciprocity(run, r);
    return status == QP_OK ? add_ascendency(run) : status;
}
