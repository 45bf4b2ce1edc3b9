/* SPDX-License-Identifier: MIT */
#include "chance/draw.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/memory.h"

#define FEW 10.0 ///< successes up to which the distribution is searched

enum { LEAST_A_CELL = 3 }; ///< moves from which a cell has a binomial

/* ------------------------------------------------------------------ binomial */

/* From 0 upwards, until the probability passed exceeds a uniform number. Each
 * term follows from the one before. */
static uint64_t search(qp_stream *stream, uint64_t trials, double p)
{
    double n = (double)trials;
    double odds = p / (1 - p);
    double term = exp(n * log1p(-p));
    double left = qp_stream_uniform(stream);
    double k = 0;
    while (left >= term && k < n) {
        left -= term;
        k++;
        term *= odds * (n - k + 1) / k;
    }
    return (uint64_t)k;
}

/* ln k! less its first terms, by Stirling's series; a table where that is
 * rough. */
static double stirling_tail(double k)
{
    static const double small[] = {0.08106146679532733,  0.04134069595540928,
                                   0.02767792568499835,  0.02079067210376509,
                                   0.016644691189821193, 0.013876128823070747,
                                   0.011896709945891770, 0.010411265261972097,
                                   0.009255462182712733, 0.008330563433362871};
    if (k <= 9)
        return small[(int)k];
    double next = k + 1;
    double square = next * next;
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / next;
}

/** What the proposals for one binomial have in common. */
typedef struct {
    double n, p, mode;
    double a, b, center, spread, odds;
} proposal;

static proposal propose(double n, double p)
{
    double sd = sqrt(n * p * (1 - p));
    proposal t = {.n = n, .p = p, .mode = floor((n + 1) * p)};
    t.b = 1.15 + 2.53 * sd;
    t.a = -0.0873 + 0.0248 * t.b + 0.01 * p;
    t.center = n * p + 0.5;
    t.spread = (2.83 + 5.1 / t.b) * sd;
    t.odds = p / (1 - p);
    return t;
}

/* Is k kept? By the ratio of its probability to that of the mode. */
static bool is_kept(const proposal *t, double k, double v, double us)
{
    double n = t->n;
    double m = t->mode;
    double bound = (m + 0.5) * log((m + 1) / (t->odds * (n - m + 1))) +
                   stirling_tail(m) + stirling_tail(n - m) +
                   (n + 1) * log((n - m + 1) / (n - k + 1)) +
                   (k + 0.5) * log(t->odds * (n - k + 1) / (k + 1)) -
                   stirling_tail(k) - stirling_tail(n - k);
    return log(v * t->spread / (t->a / (us * us) + t->b)) <= bound;
}

static uint64_t reject(qp_stream *stream, uint64_t trials, double p)
{
    proposal t = propose((double)trials, p);
    double sure = 0.92 - 4.2 / t.b;
    for (;;) {
        double v = 1 - qp_stream_uniform(stream);
        double u = qp_stream_uniform(stream) - 0.5;
        double us = 0.5 - fabs(u);
        double k = floor((2 * t.a / us + t.b) * u + t.center);
        if (us >= 0.07 && v <= sure)
            return (uint64_t)k;
        if (k >= 0 && k <= t.n && is_kept(&t, k, v, us))
            return (uint64_t)k;
    }
}

uint64_t qp_draw_binomial(qp_stream *stream, uint64_t trials,
                          double probability)
{
    assert(trials <= (uint64_t)1 << 53);
    if (trials == 0 || probability <= 0)
        return 0;
    if (probability >= 1)
        return trials;
    bool turned = probability > 0.5;
    double p = turned ? 1 - probability : probability;
    uint64_t successes = (double)trials * p < FEW ? search(stream, trials, p)
                                                  : reject(stream, trials, p);
    return turned ? trials - successes : successes;
}

/* --------------------------------------------------------------- multinomial */

static size_t block_end(const qp_multinomial *m, size_t block)
{
    size_t end = (block + 1) * QP_BLOCK_CELLS;
    return end < m->cells ? end : m->cells;
}

/* Sums from the back, so that the last share of what is left is exactly 1. */
static void sum_rests(qp_multinomial *m)
{
    double after = 0;
    for (size_t b = m->blocks; b-- > 0;) {
        size_t end = block_end(m, b);
        for (size_t c = end; c-- > b * QP_BLOCK_CELLS;)
            m->rest[c] = m->weight[c] + (c + 1 < end ? m->rest[c + 1] : 0);
        after += m->rest[b * QP_BLOCK_CELLS];
        m->block_rest[b] = after;
    }
}

/* Vose's table of one block: cells below the mean are filled up by one above
 * it. */
static void make_alias(qp_multinomial *m, size_t start, size_t end)
{
    uint32_t poor[QP_BLOCK_CELLS];
    uint32_t rich[QP_BLOCK_CELLS];
    size_t poor_count = 0;
    size_t rich_count = 0;
    double mean = m->rest[start] / (double)(end - start);
    uint32_t largest = (uint32_t)start;
    for (size_t c = start; c < end; c++)
        largest = m->weight[c] > m->weight[largest] ? (uint32_t)c : largest;
    for (size_t c = start; c < end; c++) {
        m->keep[c] = mean > 0 ? m->weight[c] / mean : 0;
        m->alias[c] = largest;
        if (m->keep[c] < 1)
            poor[poor_count++] = (uint32_t)c;
        else
            rich[rich_count++] = (uint32_t)c;
    }
    while (poor_count > 0 && rich_count > 0) {
        uint32_t p = poor[--poor_count];
        uint32_t r = rich[rich_count - 1];
        m->alias[p] = r;
        m->keep[r] -= 1 - m->keep[p];
        if (m->keep[r] < 1)
            poor[poor_count++] = rich[--rich_count];
    }
    /* What rounding has left over: a cell that may not be drawn goes to the
     * largest. */
    while (rich_count > 0)
        m->keep[rich[--rich_count]] = 1;
}

qp_status qp_multinomial_make(const double weight[], size_t cells,
                              qp_multinomial *moves, qp_error *err)
{
    qp_multinomial m = {
        .cells = cells,
        .blocks = (cells + QP_BLOCK_CELLS - 1) / QP_BLOCK_CELLS,
        .weight = qp_acquire(cells, sizeof *m.weight),
        .rest = qp_acquire(cells, sizeof *m.rest),
        .keep = qp_acquire(cells, sizeof *m.keep),
        .alias = qp_acquire(cells, sizeof *m.alias),
    };
    m.block_rest = qp_acquire(m.blocks, sizeof *m.block_rest);
    if (m.weight == NULL || m.rest == NULL || m.keep == NULL ||
        m.alias == NULL || m.block_rest == NULL) {
        qp_multinomial_clear(&m);
        return qp_fail(err, QP_E_MEMORY, "no memory to draw from %zu cells",
                       cells);
    }
    memcpy(m.weight, weight, cells * sizeof *weight);
    sum_rests(&m);
    for (size_t b = 0; b < m.blocks; b++)
        make_alias(&m, b * QP_BLOCK_CELLS, block_end(&m, b));
    *moves = m;
    return QP_OK;
}

/* Few moves: each by itself. */
static void fall(const qp_multinomial *m, size_t start, size_t end,
                 uint64_t trials, qp_stream *stream, double count[])
{
    double cells = (double)(end - start);
    for (; trials > 0; trials--) {
        double place = qp_stream_uniform(stream) * cells;
        double whole = floor(place);
        size_t c = start + (size_t)whole;
        count[place - whole < m->keep[c] ? c : m->alias[c]]++;
    }
}

/* Many: cell by cell, the share of what is left. */
static void divide(const qp_multinomial *m, size_t start, size_t end,
                   uint64_t trials, qp_stream *stream, double count[])
{
    for (size_t c = start; c < end && trials > 0; c++) {
        if (!(m->weight[c] > 0))
            continue;
        uint64_t drawn = qp_draw_binomial(stream, trials,
                                          m->weight[c] / m->rest[c]);
        count[c] = (double)drawn;
        trials -= drawn;
    }
}

void qp_multinomial_draw(const qp_multinomial *moves, uint64_t trials,
                         qp_stream *stream, double count[])
{
    const qp_multinomial *m = moves;
    memset(count, 0, m->cells * sizeof *count);
    for (size_t b = 0; b < m->blocks && trials > 0; b++) {
        size_t start = b * QP_BLOCK_CELLS;
        size_t end = block_end(m, b);
        if (!(m->rest[start] > 0))
            continue;
        uint64_t drawn = qp_draw_binomial(stream, trials,
                                          m->rest[start] / m->block_rest[b]);
        if (drawn < LEAST_A_CELL * (end - start))
            fall(m, start, end, drawn, stream, count);
        else
            divide(m, start, end, drawn, stream, count);
        trials -= drawn;
    }
}

void qp_multinomial_clear(qp_multinomial *moves)
{
    qp_release(moves->weight);
    qp_release(moves->rest);
    qp_release(moves->block_rest);
    qp_release(moves->keep);
    qp_release(moves->alias);
    *moves = (qp_multinomial){0};
}
