/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/composite.h"
#include "metric/score.h"
#include "metric/synergy_run.h"

/** Two windows of a region, and room for the orders of its chains. */
typedef struct {
    qp_synergy_run *run;
    const qp_scores *from;
    const qp_scores *to;
    double *before; ///< [chains]
    double *after;  ///< [chains]
} comparison;

/* Without a mapping: an order is where between its bounds a chain stands. */
static void find_orders(const qp_scores *scores, size_t region, double order[])
{
    const double *score = scores->score + region * scores->indicator_count;
    for (size_t g = 0; g < scores->group_count; g++)
        order[g] = qp_composite_order(score + scores->start[g],
                                      scores->start[g + 1] - scores->start[g]);
}

/* Why a region has no value: all windows have the same definitions. */
static qp_reason why_not(const comparison *c, size_t region)
{
    if (c->from->group_count < 2)
        return QP_REASON_FEW_CHAINS;
    if (c->from->unbounded)
        return QP_REASON_NO_BOUNDS;
    return c->from->reason[region] != QP_REASON_NONE ? c->from->reason[region]
                                                     : c->to->reason[region];
}

static qp_status add_region(const comparison *c, size_t region)
{
    qp_run *run = &c->run->base;
    qp_reason reason = why_not(c, region);
    qp_panel_row row = qp_run_row(run, QP_M_COMPOSITE_SYNERGY_DEGREE,
                                  run->region_text[region]);
    double synergy = NAN;
    if (reason == QP_REASON_NONE) {
        find_orders(c->from, region, c->before);
        find_orders(c->to, region, c->after);
        synergy = qp_composite_synergy(c->before, c->after,
                                       c->from->group_count);
    }
    qp_frame_give(&row, synergy, reason);
    row.n = (double)(c->from->known[region] + c->to->known[region]);
    row.missing = 2 * (double)c->from->indicator_count - row.n;
    if (reason == QP_REASON_NONE && c->from->pooled)
        row.flags |= 1U << QP_FLAG_POOLED;
    if (reason == QP_REASON_NONE &&
        (c->from->clipped[region] || c->to->clipped[region]))
        row.flags |= 1U << QP_FLAG_CLIPPED;
    return qp_run_add(run, &row);
}

static qp_status add_regions(const comparison *c)
{
    qp_status status = QP_OK;
    for (size_t r = 0; r < c->from->region_count && status == QP_OK; r++)
        status = add_region(c, r);
    return status;
}

static qp_status compare(qp_synergy_run *run, const qp_scores *from,
                         const qp_scores *to)
{
    comparison c = {
        .run = run,
        .from = from,
        .to = to,
        .before = qp_acquire(from->group_count, sizeof *c.before),
        .after = qp_acquire(from->group_count, sizeof *c.after),
    };
    qp_status status = c.before != NULL && c.after != NULL
                           ? add_regions(&c)
                           : qp_run_no_memory(&run->base);
    qp_release(c.before);
    qp_release(c.after);
    return status;
}

static qp_status compare_windows(qp_synergy_run *run, const qp_scores scores[])
{
    const qp_frame *frame = run->frame;
    qp_status status = QP_OK;
    for (size_t w = 0; w < frame->window_count; w++)
        for (size_t from = 0; from < w && status == QP_OK; from++) {
            if (!qp_frame_is_compared(frame->window_count, from, w))
                continue;
            qp_frame_enter_change(frame->windows[from], frame->windows[w],
                                  run->base.panel, &run->base.place);
            status = compare(run, &scores[from], &scores[w]);
        }
    return status;
}

static qp_status measure(qp_synergy_run *run, qp_scores scores[])
{
    qp_status status = QP_OK;
    for (size_t w = 0; w < run->frame->window_count && status == QP_OK; w++) {
        const qp_score_options options = {.window = run->frame->windows[w],
                                          .level = run->options->level};
        status = qp_scores_make(run->base.net, &options, run->base.region,
                                run->base.region_count, &scores[w],
                                run->base.err);
    }
    return status == QP_OK ? compare_windows(run, scores) : status;
}

/* One window has no change. */
static qp_status refuse(qp_synergy_run *run)
{
    qp_status status = QP_OK;
    run->base.place.window = QP_NONE;
    for (size_t r = 0; r < run->base.region_count && status == QP_OK; r++) {
        qp_panel_row row = qp_run_row(&run->base, QP_M_COMPOSITE_SYNERGY_DEGREE,
                                      run->base.region_text[r]);
        qp_frame_give(&row, NAN, QP_REASON_ONE_WINDOW);
        status = qp_run_add(&run->base, &row);
    }
    return status;
}

qp_status qp_synergy_composite(qp_synergy_run *run)
{
    size_t count = run->frame->window_count;
    if (count < 2)
        return refuse(run);
    qp_scores *scores = qp_acquire(count, sizeof *scores);
    qp_status status = scores != NULL ? measure(run, scores)
                                      : qp_run_no_memory(&run->base);
    for (size_t w = 0; scores != NULL && w < count; w++)
        qp_scores_clear(&scores[w]);
    qp_release(scores);
    return status;
}
