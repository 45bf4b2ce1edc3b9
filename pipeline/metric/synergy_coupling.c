/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/coupling.h"
#include "metric/score.h"
#include "metric/synergy_run.h"

#define LEAST 0.01 ///< what a score of 0 becomes, so that it is no end of all

enum { WEIGHTINGS = 1000 }; ///< drawn, however many replicates chance is asked

/** What is told of each region, in blocks of all regions. */
enum {
    DEGREE_WANG,
    DEGREE_STANDARD,
    LEVEL,
    COORDINATION_WANG,
    COORDINATION_STANDARD,
    RANK, ///< by COORDINATION_WANG
    COLUMNS
};

static const qp_metric metrics[COLUMNS] = {
    [DEGREE_WANG] = QP_M_COUPLING_DEGREE_WANG,
    [DEGREE_STANDARD] = QP_M_COUPLING_DEGREE_STANDARD,
    [LEVEL] = QP_M_DEVELOPMENT_LEVEL,
    [COORDINATION_WANG] = QP_M_COUPLING_COORDINATION_WANG,
    [COORDINATION_STANDARD] = QP_M_COUPLING_COORDINATION_STANDARD,
    [RANK] = QP_M_COUPLING_COORDINATION_RANK,
};

/** The regions of one window. */
typedef struct {
    qp_scores scores;
    qp_reason none;   ///< why no region has a value
    double *observed; ///< [COLUMNS * regions]
    double *drawn;    ///< [WEIGHTINGS * COLUMNS * regions]; NULL: none
} coupling;

/** How chains and the indicators inside them are weighted. */
typedef struct {
    const double *chain;     ///< [chains]; NULL: alike
    const double *indicator; ///< [indicators]
} weighting;

/* --------------------------------------------------------------------- values */

static void measure_region(const qp_scores *scores, size_t region,
                           const weighting *w, double chain[], double values[])
{
    size_t count = scores->group_count;
    size_t step = scores->region_count;
    double *value = values + region;
    for (size_t g = 0; g < count; g++)
        chain[g] = qp_scores_mean(scores, region, g, w->indicator);
    value[DEGREE_WANG * step] = qp_coupling_degree(QP_COUPLING_WANG, chain,
                                                   count);
    value[DEGREE_STANDARD * step] = qp_coupling_degree(QP_COUPLING_STANDARD,
                                                       chain, count);
    value[LEVEL * step] = qp_development_level(chain, w->chain, count);
    value[COORDINATION_WANG * step] = qp_coupling_coordination(
        value[DEGREE_WANG * step], value[LEVEL * step]);
    value[COORDINATION_STANDARD * step] = qp_coupling_coordination(
        value[DEGREE_STANDARD * step], value[LEVEL * step]);
}

/* 1 and the number of those above: who are the same, but for rounding, have the
 * same rank. */
static void rank_regions(const double value[], size_t count, double rank[])
{
    for (size_t r = 0; r < count; r++) {
        size_t above = 0;
        for (size_t s = 0; s < count; s++)
            above += value[s] - value[r] > QP_TIE * value[s] ? 1 : 0;
        rank[r] = isnan(value[r]) ? NAN : (double)(1 + above);
    }
}

static void measure_regions(const qp_scores *scores, const weighting *w,
                            double chain[], double values[])
{
    size_t count = scores->region_count;
    for (size_t r = 0; r < count; r++)
        measure_region(scores, r, w, chain, values);
    rank_regions(values + COORDINATION_WANG * count, count,
                 values + RANK * count);
}

/* ----------------------------------------------------------------- weightings */

/* Uniform among all weights that add up to 1: Dirichlet(1, ..., 1). */
static void draw_weights(qp_stream *stream, double weight[], size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        weight[i] = -log1p(-qp_stream_uniform(stream));
        sum += weight[i];
    }
    for (size_t i = 0; i < count; i++)
        weight[i] /= sum;
}

/* Work: the weights of chains and of indicators, the scores of chains. */
static size_t room_of(const qp_scores *scores)
{
    return 2 * scores->group_count + scores->indicator_count;
}

static void draw_weighting(void *context, qp_stream *stream, void *room,
                           double values[])
{
    const qp_scores *scores = context;
    double *chain = room;
    double *score = chain + scores->group_count;
    double *indicator = score + scores->group_count;
    draw_weights(stream, chain, scores->group_count);
    for (size_t g = 0; g < scores->group_count; g++)
        draw_weights(stream, indicator + scores->start[g],
                     scores->start[g + 1] - scores->start[g]);
    measure_regions(scores, &(weighting){chain, indicator}, score, values);
}

static qp_status draw(qp_synergy_run *run, coupling *c)
{
    qp_run_question question = {
        .name = "weightings of chains",
        .subject = run->base.all,
        .width = COLUMNS * c->scores.region_count,
        .room = room_of(&c->scores) * sizeof(double),
        .draw = draw_weighting,
        .context = &c->scores,
    };
    return qp_run_ask(&run->base, &question, &c->drawn);
}

/* ----------------------------------------------------------------------- rows */

static void mark(const coupling *c, size_t region, int column,
                 qp_panel_row *row)
{
    const qp_scores *scores = &c->scores;
    const double *observed = c->observed + region;
    if (isnan(row->value))
        return;
    row->flags |= scores->pooled ? 1U << QP_FLAG_POOLED : 0;
    row->flags |= scores->clipped[region] ? 1U << QP_FLAG_CLIPPED : 0;
    row->flags |= isnan(row->low) ? 0 : 1U << QP_FLAG_WEIGHTINGS;
    if (column != LEVEL &&
        observed[DEGREE_STANDARD * scores->region_count] <= 0)
        row->flags |= 1U << QP_FLAG_ZERO_CHAIN;
    if (column == COORDINATION_WANG)
        row->rank = observed[RANK * scores->region_count];
}

static qp_status add_row(qp_synergy_run *run, const coupling *c, size_t region,
                         int column)
{
    const qp_scores *scores = &c->scores;
    size_t at = (size_t)column * scores->region_count + region;
    qp_interval interval = {NAN, NAN};
    qp_status status = QP_OK;
    qp_panel_row row = qp_run_row(&run->base, metrics[column],
                                  run->base.region_text[region]);
    row.n = (double)scores->known[region];
    row.missing = (double)(scores->indicator_count - scores->known[region]);
    qp_frame_give(&row, c->observed[at],
                  c->none != QP_REASON_NONE ? c->none : scores->reason[region]);
    if (!isnan(row.value) && c->drawn != NULL)
        status = qp_run_percentiles(&run->base, c->drawn + at,
                                    COLUMNS * scores->region_count, &interval);
    row.low = interval.low;
    row.high = interval.high;
    mark(c, region, column, &row);
    return status == QP_OK ? qp_run_add(&run->base, &row) : status;
}

static qp_status add_rows(qp_synergy_run *run, const coupling *c)
{
    qp_status status = QP_OK;
    for (int column = 0; column < COLUMNS; column++)
        for (size_t r = 0; r < c->scores.region_count && status == QP_OK; r++)
            status = add_row(run, c, r, column);
    return status;
}

/* ------------------------------------------------------------------------ all */

static qp_reason why_none(const qp_scores *scores)
{
    if (scores->group_count < 2)
        return QP_REASON_FEW_CHAINS;
    return scores->unbounded ? QP_REASON_NO_BOUNDS : QP_REASON_NONE;
}

static bool is_any(const double values[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            return true;
    return false;
}

/* Where no region has a value, nothing is drawn. */
static qp_status measure(qp_synergy_run *run, coupling *c, double chain[])
{
    size_t cells = COLUMNS * c->scores.region_count;
    qp_status status = QP_OK;
    for (size_t i = 0; i < cells; i++)
        c->observed[i] = NAN;
    if (c->none == QP_REASON_NONE)
        measure_regions(&c->scores, &(weighting){NULL, c->scores.weight}, chain,
                        c->observed);
    if (is_any(c->observed, cells))
        status = draw(run, c);
    return status == QP_OK ? add_rows(run, c) : status;
}

static qp_status couple(qp_synergy_run *run, coupling *c)
{
    double *chain = qp_acquire(c->scores.group_count, sizeof *chain);
    c->observed = qp_acquire(c->scores.region_count,
                             COLUMNS * sizeof *c->observed);
    qp_status status = chain != NULL && c->observed != NULL
                           ? measure(run, c, chain)
                           : qp_run_no_memory(&run->base);
    qp_release(chain);
    return status;
}

static qp_status score_and_couple(qp_synergy_run *run)
{
    const qp_synergy_options *o = run->options;
    const qp_score_options options = {.entropy = o->entropy,
                                      .least = o->raw ? 0 : LEAST,
                                      .window = run->window,
                                      .level = o->level};
    coupling c = {.none = QP_REASON_NONE};
    qp_status status = qp_scores_make(run->base.net, &options, run->base.region,
                                      run->base.region_count, &c.scores,
                                      run->base.err);
    c.none = why_none(&c.scores);
    if (status == QP_OK)
        status = couple(run, &c);
    qp_scores_clear(&c.scores);
    qp_release(c.observed);
    qp_release(c.drawn);
    return status;
}

/* Weightings are no null: their number is part of the metric, and they are too
 * few to be worth computing in shards. */
qp_status qp_synergy_coupling(qp_synergy_run *run)
{
    const qp_draws *draws = run->base.draws;
    qp_draws weightings = *draws;
    weightings.replicates = WEIGHTINGS;
    weightings.shard = NULL;
    run->base.draws = &weightings;
    qp_status status = score_and_couple(run);
    run->base.draws = draws;
    return status;
}
