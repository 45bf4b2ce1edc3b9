/* SPDX-License-Identifier: MIT */
#include "metric/run.h"

#include <math.h>

#include "chance/correction.h"
#include "chance/exact.h"
#include "core/memory.h"
#include "core/threads.h"
#include "net/flow.h"

#define NO_ERROR 1e-9 ///< relative: below it an error is that of rounding

/* ---------------------------------------------------------------- the ground */

static qp_status find_regions(qp_run *run, const char *level)
{
    qp_status status = qp_flow_regions(run->net, level, &run->region,
                                       &run->region_count, run->err);
    if (status == QP_OK && level != NULL && run->region_count == 0)
        status = qp_frame_misuse(run->err, "--level", level,
                                 "no region is of this kind");
    return status;
}

static bool make_columns(qp_run *run)
{
    size_t regions = run->region_count;
    size_t clusters = run->cluster_count;
    run->cluster = qp_acquire(regions, sizeof *run->cluster);
    run->region_text = qp_acquire(regions, sizeof *run->region_text);
    run->cluster_text = qp_acquire(clusters, sizeof *run->cluster_text);
    run->cluster_size = qp_acquire(clusters, sizeof *run->cluster_size);
    return run->cluster != NULL && run->region_text != NULL &&
           run->cluster_text != NULL && run->cluster_size != NULL;
}

static void fill_columns(qp_run *run)
{
    const qp_network *net = run->net;
    run->all = qp_panel_string(run->panel, "all");
    run->between = qp_panel_string(run->panel, "between-clusters");
    for (qp_row k = 0; k < run->cluster_count; k++)
        run->cluster_text[k] = qp_panel_string(
            run->panel, qp_network_text(net, net->clusters.id[k]));
    for (uint32_t r = 0; r < run->region_count; r++) {
        qp_row actor = run->region[r];
        run->cluster[r] = net->actors.cluster[actor];
        run->region_text[r] = qp_panel_string(
            run->panel, qp_network_text(net, net->actors.id[actor]));
        if (run->cluster[r] != QP_NONE)
            run->cluster_size[run->cluster[r]]++;
    }
}

qp_status qp_run_begin(qp_run *run, const char *level)
{
    qp_status status = find_regions(run, level);
    run->cluster_count = run->net->clusters.count;
    if (status == QP_OK && !make_columns(run))
        status = qp_run_no_memory(run);
    if (status == QP_OK)
        fill_columns(run);
    return status;
}

void qp_run_clear(qp_run *run)
{
    qp_release(run->region);
    qp_release(run->cluster);
    qp_release(run->region_text);
    qp_release(run->cluster_text);
    qp_release(run->cluster_size);
}

uint32_t qp_run_position(const qp_run *run, qp_row actor)
{
    return qp_row_position(run->region, run->region_count, actor);
}

uint32_t qp_run_place(const qp_run *run, qp_row actor)
{
    const qp_actors *actors = &run->net->actors;
    qp_row at = actor != QP_NONE ? actors->region[actor] : QP_NONE;
    uint32_t place = QP_NONE;
    while (at != QP_NONE && place == QP_NONE) {
        place = qp_run_position(run, at);
        at = qp_optional_row(actors->parent, at);
    }
    return place;
}

bool qp_run_is_cooperative(const qp_network *net, qp_row layer)
{
    double sense = net->layers.sense[layer];
    return sense != QP_SENSE_RIVALRY && sense != QP_SENSE_RESTRICTION &&
           sense != QP_SENSE_GOVERNANCE;
}

/* --------------------------------------------------------------------- rows */

qp_status qp_run_no_memory(qp_run *run)
{
    return qp_fail(run->err, QP_E_MEMORY, "no memory to measure %zu regions",
                   run->region_count);
}

qp_panel_row qp_run_row(const qp_run *run, qp_metric metric, qp_string subject)
{
    return qp_frame_row(run->panel, &run->place, metric, subject);
}

qp_status qp_run_add(qp_run *run, const qp_panel_row *row)
{
    return qp_panel_add(run->panel, row, run->err);
}

static qp_status correct(qp_run *run, qp_panel_row rows[], size_t count,
                         double resolution, double p[])
{
    bool resolved = true;
    double *q = p + count;
    for (size_t r = 0; r < count; r++)
        p[r] = rows[r].p;
    qp_status status = qp_benjamini_hochberg(p, count, resolution, q, &resolved,
                                             run->err);
    for (size_t r = 0; r < count && status == QP_OK; r++) {
        rows[r].q = q[r];
        if (!resolved && !isnan(p[r]))
            rows[r].flags |= 1U << QP_FLAG_RESOLUTION;
    }
    return status;
}

qp_status qp_run_add_family(qp_run *run, qp_panel_row rows[], size_t count,
                            double resolution)
{
    double *p = qp_acquire(2 * count, sizeof *p);
    qp_status status = p != NULL ? correct(run, rows, count, resolution, p)
                                 : qp_run_no_memory(run);
    for (size_t r = 0; r < count && status == QP_OK; r++)
        status = qp_run_add(run, &rows[r]);
    qp_release(p);
    return status;
}

/* ------------------------------------------------------------------- chance */

/* Each question, layer, window and subject draws from streams of its own. */
static void write_question(const qp_run *run, const qp_run_question *question,
                           qp_text *text)
{
    const qp_pool *pool = &run->panel->text;
    qp_text_addf(text, "%s\n%s\n%s\n%s", question->name,
                 qp_pool_text(pool, run->place.layer),
                 qp_pool_text(pool, run->place.window),
                 qp_pool_text(pool, question->subject));
}

static size_t pieces_of(const qp_run *run, const qp_run_question *question)
{
    return question->pieces > 0 ? question->pieces : run->draws->replicates;
}

static qp_status answer(qp_run *run, const qp_run_question *question,
                        const char *text, double value[])
{
    const qp_draws *draws = run->draws;
    qp_shard *shard = draws->shard;
    qp_question chance = {
        .seed = qp_seed_for(draws->seed, text),
        .replicates = pieces_of(run, question),
        .width = question->width,
        .room = question->room,
        .threads = draws->threads,
        .draw = question->draw,
        .context = question->context,
    };
    qp_shard_form form = {chance.replicates, chance.width};
    if (shard == NULL)
        return qp_replicate(&chance, 0, 1, value, run->err);
    if (qp_shard_is_read(shard))
        return qp_shard_take(shard, text, form, value, run->err);
    qp_status status = qp_replicate(&chance, shard->number - 1, shard->count,
                                    value, run->err);
    return status == QP_OK ? qp_shard_put(shard, text, form, value, run->err)
                           : status;
}

qp_status qp_run_ask(qp_run *run, const qp_run_question *question,
                     double **value)
{
    qp_text text = {0};
    write_question(run, question, &text);
    size_t pieces = pieces_of(run, question);
    double *answers = qp_acquire(pieces, question->width * sizeof *answers);
    qp_status status = qp_text_status(&text, run->err);
    if (status == QP_OK && answers == NULL)
        status = qp_fail(run->err, QP_E_MEMORY,
                         "no memory for %zu replicates of %zu numbers", pieces,
                         question->width);
    if (status == QP_OK)
        status = answer(run, question, text.bytes, answers);
    qp_text_clear(&text);
    if (status == QP_OK)
        *value = answers;
    else
        qp_release(answers);
    return status;
}

qp_run_chance qp_run_summarise(const qp_run *run, const double value[],
                               size_t width, double observed)
{
    return (qp_run_chance){
        .summary = qp_summarise(value, run->draws->replicates, width, observed),
        .drawn = true,
    };
}

void qp_run_test(const qp_run_chance *chance, qp_tail tail, qp_null null,
                 qp_panel_row *row)
{
    static double (*const p[])(const qp_null_summary *) = {
        [QP_TAIL_UPPER] = qp_null_p_upper,
        [QP_TAIL_LOWER] = qp_null_p_lower,
        [QP_TAIL_BOTH] = qp_null_p_both,
    };
    const qp_null_summary *s = &chance->summary;
    if (!chance->drawn || isnan(row->value) || s->valid == 0)
        return;
    row->expected = s->mean;
    row->z = qp_null_z(s);
    row->p = p[tail](s);
    row->null = null;
}

void qp_run_test_normal(double error, double expected, qp_null null,
                        qp_panel_row *row)
{
    if (isnan(row->value) || !(error > NO_ERROR * (1 + fabs(row->value))))
        return;
    row->low = row->value - QP_Z_95 * error;
    row->high = row->value + QP_Z_95 * error;
    row->expected = expected;
    row->z = (row->value - expected) / error;
    row->p = qp_normal_p(row->z);
    row->null = null;
}

static qp_interval find_percentiles(const double value[], size_t count,
                                    size_t step, double sorted[])
{
    size_t valid = qp_sort_valid(value, count, step, sorted);
    bool enough = (double)(count - valid) <= QP_MOST_LOST * (double)count;
    return enough ? qp_percentile_interval(sorted, valid)
                  : (qp_interval){NAN, NAN};
}

qp_status qp_run_percentiles(qp_run *run, const double value[], size_t step,
                             qp_interval *interval)
{
    size_t count = run->draws->replicates;
    double *sorted = qp_acquire(count, sizeof *sorted);
    if (sorted == NULL)
        return qp_run_no_memory(run);
    *interval = find_percentiles(value, count, step, sorted);
    qp_release(sorted);
    return QP_OK;
}

/** Intervals of many numbers, on their way. */
typedef struct {
    const double *value; ///< [count * width]
    size_t count;        ///< replicates
    size_t width;
    size_t share; ///< numbers of a piece
    double *room; ///< [pieces * count]
    qp_interval *interval;
} many;

static void find_many(size_t piece, void *context)
{
    const many *m = context;
    size_t end = (piece + 1) * m->share;
    for (size_t i = piece * m->share; i < end && i < m->width; i++)
        m->interval[i] = find_percentiles(m->value + i, m->count, m->width,
                                          m->room + piece * m->count);
}

qp_status qp_run_intervals(qp_run *run, const double value[], size_t width,
                           qp_interval interval[])
{
    size_t pieces = qp_threads_for(width, run->draws->threads);
    many m = {
        .value = value,
        .count = run->draws->replicates,
        .width = width,
        .share = (width + pieces - 1) / pieces,
        .room = qp_acquire(pieces, run->draws->replicates * sizeof *m.room),
        .interval = interval,
    };
    if (m.room == NULL)
        return qp_run_no_memory(run);
    qp_parallel(pieces, run->draws->threads, find_many, &m);
    qp_release(m.room);
    return QP_OK;
}
