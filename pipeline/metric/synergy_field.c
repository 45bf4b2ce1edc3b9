/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "chance/correction.h"
#include "core/memory.h"
#include "core/number.h"
#include "metric/barrier.h"
#include "metric/covariates.h"
#include "metric/field.h"
#include "metric/score.h"
#include "metric/synergy_run.h"

/** The fields of all clusters in one window. */
typedef struct {
    qp_synergy_run *run;
    qp_scores scores;
    qp_reason none; ///< why no cluster has a value
    qp_factors factors;
    qp_distance_source source;
    qp_string object;    ///< "gamma=1"
    uint32_t *holder;    ///< [holder_count] regions that have all factors
    size_t holder_count; ///< of all regions, in clusters or not
    uint32_t *member;    ///< [holder_count] holders by cluster
    size_t *start;       ///< [clusters + 1] first member of each
    double *drawn;       ///< [replicates * clusters]; NULL: none
} fields;

/* ------------------------------------------------------------------- nearness */

static bool are_of_one_cluster(const qp_run *run, size_t r, size_t s)
{
    return run->cluster[r] != QP_NONE && run->cluster[r] == run->cluster[s];
}

/* Where the two directions differ, their mean. */
static void level_directions(double value[], size_t count)
{
    for (size_t r = 0; r < count; r++)
        for (size_t s = r + 1; s < count; s++) {
            double mean = (value[r * count + s] + value[s * count + r]) / 2;
            value[r * count + s] = mean;
            value[s * count + r] = mean;
        }
}

/* The median of the distances known between regions of one cluster; the room
 * is taken for them. */
static double median_of_clusters(const qp_run *run, const double distance[],
                                 double room[])
{
    size_t n = run->region_count;
    size_t count = 0;
    for (size_t r = 0; r < n; r++)
        for (size_t s = r + 1; s < n; s++)
            if (are_of_one_cluster(run, r, s))
                room[count++] = distance[r * n + s];
    size_t valid = qp_sort_valid(room, count, 1, room + count);
    return qp_quantile(room + count, valid, 0.5);
}

static void fill_nearness(fields *f, const double distance[],
                          const double barrier[], double reach)
{
    const qp_run *run = &f->run->base;
    size_t n = run->region_count;
    for (size_t i = 0; i < n * n; i++)
        f->factors.nearness[i] = qp_field_nearness(
            distance[i], reach, barrier[i], f->run->options->beta);
}

/* The room for barriers is first that of the median. */
static void measure_nearness(fields *f, double distance[], double barrier[])
{
    const qp_run *run = &f->run->base;
    size_t n = run->region_count;
    double reach = f->run->options->reach;
    f->source = qp_distances(run->net, run->region, n, distance);
    level_directions(distance, n);
    if (isnan(reach))
        reach = median_of_clusters(run, distance, barrier);
    (void)qp_barriers(run->net, run->region, n, barrier);
    level_directions(barrier, n);
    fill_nearness(f, distance, barrier, reach);
}

static qp_status find_nearness(fields *f)
{
    size_t n = f->run->base.region_count;
    double *distance = qp_acquire(n, n * sizeof *distance);
    double *barrier = qp_acquire(n, n * sizeof *barrier);
    bool room = distance != NULL && barrier != NULL;
    if (room)
        measure_nearness(f, distance, barrier);
    qp_release(distance);
    qp_release(barrier);
    return room ? QP_OK : qp_run_no_memory(&f->run->base);
}

/* --------------------------------------------------------------------- stocks */

static void fill_stocks(fields *f)
{
    const qp_scores *scores = &f->scores;
    size_t factors = scores->group_count;
    for (size_t r = 0; r < scores->region_count; r++)
        for (size_t l = 0; l < factors; l++) {
            double stock = qp_scores_mean(scores, r, l, scores->weight);
            f->factors.stock[r * factors + l] = stock;
            f->factors.root[r * factors + l] = sqrt(stock);
        }
}

static void list_holders(fields *f)
{
    const qp_run *run = &f->run->base;
    size_t members = 0;
    for (uint32_t r = 0; r < run->region_count; r++)
        if (f->scores.reason[r] == QP_REASON_NONE)
            f->holder[f->holder_count++] = r;
    for (qp_row k = 0; k < run->cluster_count; k++) {
        for (size_t h = 0; h < f->holder_count; h++)
            if (run->cluster[f->holder[h]] == k)
                f->member[members++] = f->holder[h];
        f->start[k + 1] = members;
    }
}

static qp_surplus measure_cluster(const fields *f, size_t k,
                                  const uint32_t bearer[])
{
    return qp_field_surplus(&f->factors, f->member + f->start[k],
                            f->start[k + 1] - f->start[k], bearer);
}

/* --------------------------------------------------------------------- chance */

/* What each region has falls on another: of those that have all factors. */
static void draw_fields(void *context, qp_stream *stream, void *room,
                        double values[])
{
    const fields *f = context;
    uint32_t *bearer = room; /* [regions] */
    for (size_t h = 0; h < f->holder_count; h++)
        bearer[f->holder[h]] = f->holder[h];
    for (size_t h = f->holder_count; h > 1; h--) {
        uint32_t *last = &bearer[f->holder[h - 1]];
        uint32_t *other = &bearer[f->holder[qp_stream_below(stream, h)]];
        uint32_t kept = *last;
        *last = *other;
        *other = kept;
    }
    for (size_t k = 0; k < f->run->base.cluster_count; k++)
        values[k] = measure_cluster(f, k, bearer).value;
}

static qp_status draw(fields *f)
{
    qp_run *run = &f->run->base;
    qp_run_question question = {
        .name = "fields",
        .subject = run->all,
        .width = run->cluster_count,
        .room = run->region_count * sizeof(uint32_t),
        .draw = draw_fields,
        .context = f,
    };
    return qp_run_ask(run, &question, &f->drawn);
}

/* ----------------------------------------------------------------------- rows */

static qp_reason why_not(const fields *f, size_t k)
{
    size_t members = f->start[k + 1] - f->start[k];
    if (f->run->base.cluster_size[k] < 2)
        return QP_REASON_ONE_REGION;
    if (f->none != QP_REASON_NONE)
        return f->none;
    return members < 2 ? QP_REASON_MISSING_INDICATOR : QP_REASON_NO_DISTANCE;
}

static void mark(const fields *f, size_t k, qp_panel_row *row)
{
    if (isnan(row->value))
        return;
    row->flags |= f->scores.pooled ? 1U << QP_FLAG_POOLED : 0;
    row->flags |= f->source == QP_DISTANCE_GREAT_CIRCLE
                      ? 1U << QP_FLAG_GREAT_CIRCLE
                      : 0;
    for (size_t m = f->start[k]; m < f->start[k + 1]; m++)
        if (f->scores.clipped[f->member[m]])
            row->flags |= 1U << QP_FLAG_CLIPPED;
}

static qp_panel_row row_of(const fields *f, size_t k)
{
    const qp_run *run = &f->run->base;
    double size = (double)run->cluster_size[k];
    qp_surplus sum = {NAN, 0};
    if (f->none == QP_REASON_NONE)
        sum = measure_cluster(f, k, NULL);
    qp_panel_row row = qp_run_row(run, QP_M_FIELD_SURPLUS,
                                  run->cluster_text[k]);
    row.object = f->object;
    row.n = (double)sum.pairs;
    row.missing = size * (size - 1) / 2 - row.n;
    qp_frame_give(&row, sum.value, why_not(f, k));
    mark(f, k, &row);
    if (f->drawn != NULL && !isnan(row.value)) {
        qp_run_chance chance = qp_run_summarise(run, f->drawn + k,
                                                run->cluster_count, row.value);
        qp_run_test(&chance, QP_TAIL_BOTH, QP_NULL_PERMUTATION, &row);
    }
    return row;
}

static qp_status add_rows(const fields *f)
{
    qp_run *run = &f->run->base;
    qp_panel_row *rows = qp_acquire(run->cluster_count, sizeof *rows);
    if (rows == NULL)
        return qp_run_no_memory(run);
    for (size_t k = 0; k < run->cluster_count; k++)
        rows[k] = row_of(f, k);
    qp_status status = qp_run_add_family(
        run, rows, run->cluster_count,
        qp_replicate_resolution(run->draws->replicates));
    qp_release(rows);
    return status;
}

/* ------------------------------------------------------------------------ all */

static qp_reason why_none(const qp_scores *scores)
{
    if (scores->group_count < 2)
        return QP_REASON_FEW_FACTORS;
    return scores->unbounded ? QP_REASON_NO_BOUNDS : QP_REASON_NONE;
}

static void name_gamma(fields *f)
{
    char number[QP_NUMBER_SIZE];
    char text[QP_NUMBER_SIZE + sizeof "gamma="];
    snprintf(text, sizeof text, "gamma=%s",
             qp_number_text(f->run->options->gamma, number));
    f->object = qp_panel_string(f->run->base.panel, text);
}

static bool make_room(fields *f)
{
    const qp_run *run = &f->run->base;
    f->holder = qp_acquire(run->region_count, sizeof *f->holder);
    f->member = qp_acquire(run->region_count, sizeof *f->member);
    f->start = qp_acquire(run->cluster_count + 1, sizeof *f->start);
    return f->holder != NULL && f->member != NULL && f->start != NULL &&
           qp_factors_make(run->region_count, f->scores.group_count,
                           &f->factors);
}

static qp_status measure(fields *f)
{
    if (!make_room(f))
        return qp_run_no_memory(&f->run->base);
    f->factors.gamma = f->run->options->gamma;
    name_gamma(f);
    list_holders(f);
    qp_status status = QP_OK;
    if (f->none == QP_REASON_NONE) {
        fill_stocks(f);
        status = find_nearness(f);
    }
    if (status == QP_OK && f->none == QP_REASON_NONE)
        status = draw(f);
    return status == QP_OK ? add_rows(f) : status;
}

qp_status qp_synergy_field(qp_synergy_run *run)
{
    const qp_score_options options = {
        .factors = true, .window = run->window, .level = run->options->level};
    fields f = {.run = run};
    if (run->base.cluster_count == 0)
        return QP_OK;
    qp_status status = qp_scores_make(run->base.net, &options, run->base.region,
                                      run->base.region_count, &f.scores,
                                      run->base.err);
    f.none = why_none(&f.scores);
    if (status == QP_OK)
        status = measure(&f);
    qp_scores_clear(&f.scores);
    qp_factors_clear(&f.factors);
    qp_release(f.holder);
    qp_release(f.member);
    qp_release(f.start);
    qp_release(f.drawn);
    return status;
}
