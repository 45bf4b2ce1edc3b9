/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/dominance.h"
#include "metric/net_balance.h"
#include "metric/siphon_run.h"

static qp_panel_row pair_row(const qp_siphon_run *run, qp_metric metric,
                             uint32_t from, uint32_t to, double links)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_panel_row row = qp_run_row(&run->base, metric,
                                  run->base.region_text[all->region[from]]);
    row.object = run->base.region_text[all->region[to]];
    row.n = links;
    row.missing = run->missing;
    return row;
}

/* ------------------------------------------------------- both directions */

static qp_status add_pair(qp_siphon_run *run, size_t p)
{
    const qp_exchange *x = &run->part[QP_SIPHON_ALL].exchange;
    double links = (double)x->links[p];
    if (!(x->forth[p] + x->back[p] > 0))
        return QP_OK;
    qp_panel_row row = pair_row(run, QP_M_BILATERAL_ASYMMETRY, x->first[p],
                                x->second[p], links);
    row.value = qp_effectiveness(x->forth[p], x->back[p]);
    qp_status status = qp_run_add(&run->base, &row);
    if (status != QP_OK)
        return status;
    row = pair_row(run, QP_M_LINK_SYMMETRY, x->first[p], x->second[p], links);
    row.value = qp_link_symmetry(x->forth[p], x->back[p]);
    return qp_run_add(&run->base, &row);
}

/* ------------------------------------------------------- one direction */

/* A pair with flow is told both ways: that nothing flows one way says as much
 * as that something does. */
static bool is_told(const qp_square *square, size_t cell)
{
    size_t back = cell % square->n * square->n + cell / square->n;
    return square->flow[cell] > 0 || square->flow[back] > 0;
}

static size_t count_cells(const qp_square *square)
{
    size_t cells = 0;
    for (size_t i = 0; i < square->n * square->n; i++)
        cells += is_told(square, i) ? 1 : 0;
    return cells;
}

static qp_panel_row ratio_row(const qp_siphon_run *run, size_t cell)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    const qp_expectation *e = &all->expectation;
    qp_panel_row row = pair_row(run, QP_M_FLOW_RATIO,
                                (uint32_t)(cell / all->count),
                                (uint32_t)(cell % all->count), NAN);
    qp_reason reason = qp_siphon_why_no_expectation(all);
    bool open = reason == QP_REASON_NONE && e->expected[cell] > 0;
    qp_frame_give(&row, open ? all->square.flow[cell] / e->expected[cell] : NAN,
                  reason != QP_REASON_NONE ? reason : QP_REASON_NO_FLOW);
    if (!open)
        return row;
    row.expected = 1;
    row.z = e->z[cell];
    row.p = all->exchange.counts ? e->p[cell] : NAN;
    row.df = e->df;
    row.null = QP_NULL_EXPECTATION;
    row.flags |= e->approximate ? 1U << QP_FLAG_APPROXIMATE : 0;
    return row;
}

/* The expected flow has the row of its ratio, but for the value. */
static qp_status add_expected(qp_siphon_run *run, const qp_panel_row *ratio,
                              size_t cell)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_panel_row row = pair_row(run, QP_M_EXPECTED_FLOW,
                                (uint32_t)(cell / all->count),
                                (uint32_t)(cell % all->count), NAN);
    qp_frame_give(
        &row,
        ratio->reason == QP_REASON_NONE ? all->expectation.expected[cell] : NAN,
        ratio->reason);
    return qp_run_add(&run->base, &row);
}

static qp_status fill_ratios(qp_siphon_run *run, qp_panel_row rows[])
{
    const qp_square *square = &run->part[QP_SIPHON_ALL].square;
    size_t count = 0;
    qp_status status = QP_OK;
    for (size_t i = 0; i < square->n * square->n && status == QP_OK; i++) {
        if (!is_told(square, i))
            continue;
        rows[count] = ratio_row(run, i);
        status = add_expected(run, &rows[count++], i);
    }
    return status == QP_OK ? qp_run_add_family(&run->base, rows, count, 0)
                           : status;
}

static qp_status add_ratios(qp_siphon_run *run)
{
    size_t cells = count_cells(&run->part[QP_SIPHON_ALL].square);
    qp_panel_row *rows = qp_acquire(cells, sizeof *rows);
    qp_status status = rows != NULL ? fill_ratios(run, rows)
                                    : qp_run_no_memory(&run->base);
    qp_release(rows);
    return status;
}

qp_status qp_siphon_pairs(qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    bool wanted = run->options->pairs || run->window.from == QP_NO_DAY;
    qp_status status = QP_OK;
    if (!wanted || qp_siphon_why_not(all) != QP_REASON_NONE)
        return QP_OK;
    for (size_t p = 0; p < all->exchange.pair_count && status == QP_OK; p++)
        status = add_pair(run, p);
    return status == QP_OK ? add_ratios(run) : status;
}
