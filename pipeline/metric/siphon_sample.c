/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "chance/draw.h"
#include "core/memory.h"
#include "metric/catchment.h"
#include "metric/circulation.h"
#include "metric/dominance.h"
#include "metric/net_balance.h"
#include "metric/siphon_run.h"

/** What one worker works in; all doubles, carved from one block. */
typedef struct {
    double *count;   ///< [cells] moves drawn, counts only
    qp_square whole; ///< the flows of a replicate
    qp_square inner; ///< those inside a cluster
    double *closure; ///< [2 * units]
    double *work;    ///< [room of the metrics]
    bool *closed;    ///< [parts] of what is observed; NULL: nobody asks
    bool unreached;  ///< some outflow reaches no core
} scratch;

/** How flows are resampled. */
typedef struct {
    const qp_siphon_run *run;
    const qp_siphon_part *all;
    size_t n;             ///< units of all
    size_t cells;         ///< of the square, with flow
    size_t *cell;         ///< [cells] position in the square
    uint32_t *core;       ///< [clusters] unit of its core, QP_NONE: none
    uint32_t *source;     ///< [cores] units that absorb, each once
    size_t sources;       ///< cores
    size_t *source_of;    ///< [clusters] position in source
    bool counts;          ///< moves are drawn, else rows
    qp_multinomial moves; ///< over the cells
    size_t rows;          ///< links between units
    size_t *row;          ///< [rows] position among the links of the flows
    size_t *landing;      ///< [parts] position in the square; n * n: none
} sampler;

/* -------------------------------------------------------------------- layout */

static qp_siphon_columns columns_of(const qp_siphon_run *run)
{
    size_t r = run->base.region_count;
    size_t k = run->base.cluster_count;
    qp_siphon_columns at = {0};
    size_t *const place[] = {&at.net,       &at.effectiveness, &at.potential,
                             &at.catchment, &at.core,          &at.taken,
                             &at.given,     &at.inside,        &at.reciprocity,
                             &at.cycling,   &at.focusing,      &at.total};
    const size_t width[] = {
        r, r, r, k, k, k, k, k, 1 + k, 1 + k, QP_SIPHON_FIELDS, 1};
    for (size_t i = 0; i < sizeof width / sizeof *width; i++) {
        *place[i] = at.width;
        at.width += width[i];
    }
    return at;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t work_room(const sampler *s)
{
    size_t room = larger(qp_cycling_room(s->n), qp_hodge_room(s->n));
    room = larger(room, qp_catchment_room(s->n, s->sources));
    return larger(room, qp_focusing_room(s->n));
}

static size_t scratch_room(const sampler *s)
{
    size_t square = s->n * s->n + 2 * s->n;
    return s->cells + 2 * square + 2 * s->n + work_room(s);
}

static qp_square carve_square(double **next, size_t n)
{
    qp_square square = {.n = n, .flow = *next};
    square.inflow = square.flow + n * n;
    square.outflow = square.inflow + n;
    *next = square.outflow + n;
    return square;
}

static scratch carve(const sampler *s, void *room)
{
    scratch w = {.closed = NULL};
    double *next = room;
    w.count = next;
    next += s->cells;
    w.whole = carve_square(&next, s->n);
    w.inner = carve_square(&next, s->n);
    w.closure = next;
    w.work = next + 2 * s->n;
    return w;
}

/* --------------------------------------------------------------------- values */

/* The part of a square that lies inside a cluster. */
static void cut_inner(const sampler *s, const qp_siphon_part *part,
                      const qp_square *whole, qp_square *inner)
{
    size_t n = part->count;
    inner->n = n;
    inner->inflow = inner->flow + n * n;
    inner->outflow = inner->inflow + n;
    for (size_t u = 0; u < n; u++) {
        const double *row = whole->flow +
                            s->all->unit[part->region[u]] * whole->n;
        for (size_t v = 0; v < n; v++)
            inner->flow[u * n + v] = row[s->all->unit[part->region[v]]];
    }
    qp_square_sum(inner);
}

static void evaluate_part(const sampler *s, size_t p, const qp_square *whole,
                          const qp_square *square, scratch *w, double values[])
{
    const qp_siphon_run *run = s->run;
    const qp_siphon_columns *at = &run->sample.at;
    const qp_siphon_part *part = &run->part[p];
    bool closed = false;
    qp_boundary boundary = qp_siphon_close(run, part, whole, square, square,
                                           w->closure);
    values[at->reciprocity + p] = qp_reciprocity(square);
    values[at->cycling + p] = qp_finn_cycling(square, &boundary, w->work,
                                              &closed);
    if (w->closed != NULL)
        w->closed[p] = closed;
}

static void evaluate_cluster(const sampler *s, size_t k, scratch *w,
                             double values[])
{
    const qp_siphon_columns *at = &s->run->sample.at;
    const qp_siphon_part *part = &s->run->part[1 + k];
    double taken = NAN;
    double given = NAN;
    cut_inner(s, part, &w->whole, &w->inner);
    if (s->core[k] != QP_NONE) {
        uint32_t core = part->unit[s->all->region[s->core[k]]];
        taken = w->inner.inflow[core];
        given = w->inner.outflow[core];
    }
    values[at->core + k] = qp_effectiveness(taken, given);
    values[at->taken + k] = taken;
    values[at->given + k] = given;
    values[at->inside + k] = w->inner.total;
    if (part->reason == QP_REASON_NONE)
        evaluate_part(s, 1 + k, &w->whole, &w->inner, w, values);
}

static void evaluate_regions(const sampler *s, scratch *w, double values[])
{
    const qp_siphon_run *run = s->run;
    const qp_siphon_columns *at = &run->sample.at;
    double *potential = w->closure;
    qp_hodge_potential(&w->whole, w->work, potential);
    for (size_t u = 0; u < s->n; u++) {
        uint32_t r = s->all->region[u];
        double in = w->whole.inflow[u];
        double out = w->whole.outflow[u];
        values[at->net + r] = in - out;
        values[at->effectiveness + r] = qp_effectiveness(in, out);
        values[at->potential + r] = -potential[u];
    }
}

static void evaluate_catchment(const sampler *s, scratch *w, double values[])
{
    const qp_siphon_columns *at = &s->run->sample.at;
    double *share = w->closure;
    if (s->sources == 0)
        return;
    w->unreached = qp_catchment_shares(&w->whole, s->source, s->sources,
                                       w->work, share) > 0;
    for (size_t k = 0; k < s->run->base.cluster_count; k++)
        if (s->core[k] != QP_NONE)
            values[at->catchment + k] = share[s->source_of[k]];
}

/* All that is told of a replicate; its square is in w->whole. */
static void evaluate(const sampler *s, scratch *w, double values[])
{
    const qp_siphon_columns *at = &s->run->sample.at;
    for (size_t i = 0; i < at->width; i++)
        values[i] = NAN;
    values[at->total] = w->whole.total;
    if (!(w->whole.total > 0))
        return;
    evaluate_part(s, QP_SIPHON_ALL, &w->whole, &w->whole, w, values);
    evaluate_regions(s, w, values);
    evaluate_catchment(s, w, values);
    qp_focusing focusing = qp_focusing_measure(&w->whole, w->work, NULL, NULL);
    values[at->focusing] = focusing.all;
    values[at->focusing + 1] = focusing.in;
    values[at->focusing + 2] = focusing.out;
    for (size_t k = 0; k < s->run->base.cluster_count; k++)
        evaluate_cluster(s, k, w, values);
}

/* -------------------------------------------------------------------- drawing */

static void draw_moves(const sampler *s, qp_stream *stream, scratch *w)
{
    qp_multinomial_draw(&s->moves, (uint64_t)s->all->square.total, stream,
                        w->count);
    for (size_t c = 0; c < s->cells; c++)
        w->whole.flow[s->cell[c]] = w->count[c];
}

/* As many links as there are, each with all its parts. */
static void draw_rows(const sampler *s, qp_stream *stream, scratch *w)
{
    const qp_flows *flows = &s->run->flows;
    for (size_t i = 0; i < s->rows; i++) {
        size_t link = s->row[qp_stream_below(stream, s->rows)];
        for (size_t p = flows->part_start[link];
             p < flows->part_start[link + 1]; p++)
            if (s->landing[p] < s->n * s->n)
                w->whole.flow[s->landing[p]] += flows->part_weight[p];
    }
}

static void draw(void *context, qp_stream *stream, void *room, double values[])
{
    const sampler *s = context;
    scratch w = carve(s, room);
    memset(w.whole.flow, 0, s->n * s->n * sizeof *w.whole.flow);
    if (s->counts)
        draw_moves(s, stream, &w);
    else
        draw_rows(s, stream, &w);
    qp_square_sum(&w.whole);
    evaluate(s, &w, values);
}

/* ------------------------------------------------------------------ the cells */

static bool gather_cells(sampler *s)
{
    const qp_square *square = &s->all->square;
    s->cell = qp_acquire(s->n, s->n * sizeof *s->cell);
    for (size_t i = 0; s->cell != NULL && i < s->n * s->n; i++)
        if (square->flow[i] > 0)
            s->cell[s->cells++] = i;
    return s->cell != NULL;
}

static qp_status prepare_moves(sampler *s, qp_error *err)
{
    double *weight = qp_acquire(s->cells, sizeof *weight);
    qp_status status = QP_OK;
    if (weight == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu cells", s->cells);
    for (size_t c = 0; c < s->cells; c++)
        weight[c] = s->all->square.flow[s->cell[c]];
    status = qp_multinomial_make(weight, s->cells, &s->moves, err);
    qp_release(weight);
    return status;
}

static void land_parts(sampler *s)
{
    const qp_flows *flows = &s->run->flows;
    for (size_t link = 0; link < flows->link_count; link++) {
        bool lands = false;
        for (size_t p = flows->part_start[link];
             p < flows->part_start[link + 1]; p++) {
            uint32_t from = s->all->unit[flows->from[flows->part_cell[p]]];
            uint32_t to = s->all->unit[flows->to[flows->part_cell[p]]];
            bool between = from != QP_NONE && to != QP_NONE && from != to;
            s->landing[p] = between ? from * s->n + to : s->n * s->n;
            lands |= between;
        }
        if (lands)
            s->row[s->rows++] = link;
    }
}

static bool prepare_rows(sampler *s)
{
    const qp_flows *flows = &s->run->flows;
    s->row = qp_acquire(flows->link_count, sizeof *s->row);
    s->landing = qp_acquire(flows->part_start[flows->link_count],
                            sizeof *s->landing);
    if (s->row == NULL || s->landing == NULL)
        return false;
    land_parts(s);
    return true;
}

/* Two clusters never share a core, for a region is in one cluster. */
static bool gather_cores(sampler *s)
{
    const qp_siphon_run *run = s->run;
    s->core = qp_acquire(run->base.cluster_count, sizeof *s->core);
    s->source = qp_acquire(run->base.cluster_count, sizeof *s->source);
    s->source_of = qp_acquire(run->base.cluster_count, sizeof *s->source_of);
    if (s->core == NULL || s->source == NULL || s->source_of == NULL)
        return false;
    for (size_t k = 0; k < run->base.cluster_count; k++) {
        uint32_t region = run->core[k].region;
        s->core[k] = region != QP_NONE ? s->all->unit[region] : QP_NONE;
        if (s->core[k] == QP_NONE)
            continue;
        s->source_of[k] = s->sources;
        s->source[s->sources++] = s->core[k];
    }
    return true;
}

static qp_status prepare(sampler *s, qp_error *err)
{
    bool room = gather_cores(s) && gather_cells(s);
    if (room && !s->counts)
        room = prepare_rows(s);
    if (!room)
        return qp_fail(err, QP_E_MEMORY, "no memory to resample %zu regions",
                       s->n);
    return s->counts && s->cells > 0 ? prepare_moves(s, err) : QP_OK;
}

static void clear(sampler *s)
{
    qp_release(s->cell);
    qp_release(s->core);
    qp_release(s->source);
    qp_release(s->source_of);
    qp_release(s->row);
    qp_release(s->landing);
    qp_multinomial_clear(&s->moves);
}

/* ----------------------------------------------------------------- the sample */

static qp_status observe(const sampler *s, qp_siphon_sample *sample,
                         qp_error *err)
{
    const qp_square *square = &s->all->square;
    double *room = qp_acquire(scratch_room(s), sizeof *room);
    sample->observed = qp_acquire(sample->at.width, sizeof(double));
    sample->closed = qp_acquire(s->run->between_part, sizeof(bool));
    if (room == NULL || sample->observed == NULL || sample->closed == NULL) {
        qp_release(room);
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu numbers",
                       sample->at.width);
    }
    scratch w = carve(s, room);
    memcpy(w.whole.flow, square->flow, s->n * s->n * sizeof *w.whole.flow);
    qp_square_sum(&w.whole);
    w.closed = sample->closed;
    evaluate(s, &w, sample->observed);
    sample->unreached = w.unreached;
    qp_release(room);
    return QP_OK;
}

static bool is_resampled(const qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    return qp_siphon_why_not(all) == QP_REASON_NONE &&
           run->base.net->layers.measure[run->layer] != QP_SCORE;
}

qp_status qp_siphon_take_sample(qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    sampler s = {.run = run,
                 .all = all,
                 .n = all->count,
                 .counts = all->exchange.counts};
    run->sample = (qp_siphon_sample){.window = run->window,
                                     .at = columns_of(run)};
    qp_status status = prepare(&s, run->base.err);
    if (status == QP_OK)
        status = observe(&s, &run->sample, run->base.err);
    if (status == QP_OK && is_resampled(run)) {
        qp_run_question question = {
            .name = "bootstrap",
            .subject = all->subject,
            .width = run->sample.at.width,
            .room = scratch_room(&s) * sizeof(double),
            .draw = draw,
            .context = &s,
        };
        status = qp_run_ask(&run->base, &question, &run->sample.value);
    }
    clear(&s);
    return status;
}

void qp_siphon_clear_sample(qp_siphon_sample *sample)
{
    qp_release(sample->closed);
    qp_release(sample->observed);
    qp_release(sample->value);
    *sample = (qp_siphon_sample){0};
}

/* ------------------------------------------------------------------ intervals */

static bool is_biased(const qp_siphon_columns *at, size_t column)
{
    return column >= at->reciprocity && column < at->total;
}

qp_status qp_siphon_percentiles(qp_siphon_run *run, const double value[],
                                size_t step, size_t column, double observed,
                                qp_interval *interval)
{
    qp_status status = qp_run_percentiles(&run->base, value, step, interval);
    if (status == QP_OK && is_biased(&run->sample.at, column)) {
        double bias = qp_summarise(value, run->options->draws.replicates, step,
                                   observed)
                          .mean -
                      observed;
        interval->low = interval->low - bias;
        interval->high = interval->high - bias;
    }
    return status;
}

qp_status qp_siphon_interval(qp_siphon_run *run, size_t column,
                             qp_interval *interval)
{
    const qp_siphon_sample *sample = &run->sample;
    *interval = (qp_interval){NAN, NAN};
    if (sample->value == NULL)
        return QP_OK;
    qp_status status = qp_siphon_percentiles(
        run, sample->value + column, sample->at.width, column,
        sample->observed[column], interval);
    if (is_biased(&sample->at, column)) { /* NaN stays NaN */
        interval->low = interval->low < 0 ? 0 : interval->low;
        interval->high = interval->high > 1 ? 1 : interval->high;
    }
    return status;
}

qp_status qp_siphon_bound(qp_siphon_run *run, size_t column, qp_panel_row *row)
{
    qp_interval interval = {NAN, NAN};
    qp_status status = QP_OK;
    if (!isnan(row->value))
        status = qp_siphon_interval(run, column, &interval);
    row->low = interval.low;
    row->high = interval.high;
    return status;
}
