/* SPDX-License-Identifier: MIT */
#include "chance/draw.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "chance/density.h"
#include "core/memory.h"

/* ---------------------------------------------------------------- binomial */

#define WALKED_MEAN 10.0  ///< least mean for which the hat below is one
#define FURTHEST    110.0 ///< P(X > 110) < 1e-70 where the mean is below 10

/* From 0 upwards, each outcome by the one before it, until the uniform number
 * is used up. What rounding leaves of it is drawn again. */
static double walk(qp_stream *stream, double n, double p)
{
    double none = exp(n * log1p(-p));
    double odds = p / (1 - p);
    double last = fmin(n, FURTHEST);
    for (;;) {
        double left = qp_stream_uniform(stream);
        double term = none;
        double x = 0;
        while (left >= term && x < last) {
            left -= term;
            term *= odds * (n - x) / (x + 1);
            x++;
        }
        if (left < term)
            return x;
    }
}

/* P(X = x) / P(X = mode). Near the mode by P(x + 1) / P(x) = (n - x) p /
 * ((x + 1) q), one division for all: 16 factors of 2^53 are in range. */
static double against_mode(double x, double n, double p)
{
    double mode = floor((n + 1) * p);
    if (fabs(x - mode) > 16)
        return qp_density_binomial(x, n, p) / qp_density_binomial(mode, n, p);
    double q = 1 - p;
    double k = fmin(x, mode);
    double last = fmax(x, mode);
    double rises = 1;
    double falls = 1;
    while (k < last) {
        rises *= (n - k) * p;
        k += 1;
        falls *= k * q;
    }
    return x > mode ? rises / falls : falls / rises;
}

/* A number is proposed from under a hat laid over the histogram: a flat top,
 * and tails as those of 1/x^2. Most fall where no look at the histogram is
 * needed. All constants are Hormann's. */
static double propose(qp_stream *stream, double n, double p)
{
    double spread = sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double quick = 0.92 - 4.2 / b;
    for (;;) {
        double u = qp_stream_uniform(stream) - 0.5;
        double v = qp_stream_uniform(stream);
        double edge = 0.5 - fabs(u);
        double x = floor((2 * a / edge + b) * u + n * p + 0.5);
        if (edge >= 0.07 && v <= quick)
            return x;
        double top = (2.83 + 5.1 / b) * spread / (a / (edge * edge) + b);
        if (x >= 0 && x <= n && v * top <= against_mode(x, n, p))
            return x;
    }
}

static double draw_rarer(qp_stream *stream, double n, double p)
{
    return n * p < WALKED_MEAN ? walk(stream, n, p) : propose(stream, n, p);
}

uint64_t qp_draw_binomial(qp_stream *stream, uint64_t trials,
                          double probability)
{
    assert(trials <= (uint64_t)1 << 53);
    assert(probability >= 0 && probability <= 1);
    double n = (double)trials;
    if (trials == 0 || probability <= 0)
        return 0;
    if (probability >= 1)
        return trials;
    if (probability <= 0.5)
        return (uint64_t)draw_rarer(stream, n, probability);
    return trials - (uint64_t)draw_rarer(stream, n, 1 - probability);
}

/* ------------------------------------------------------------- made ready */

enum {
    BLOCK_BITS = 6,
    BLOCK = 1 << BLOCK_BITS, ///< cells a block
    KEEP_BITS = 64 - BLOCK_BITS,
};

typedef struct {
    double weight;
    uint32_t cell;
} weighted;

static int by_falling_weight(const void *left, const void *right)
{
    const weighted *a = left;
    const weighted *b = right;
    int order = (a->weight < b->weight) - (a->weight > b->weight);
    return order != 0 ? order : (a->cell > b->cell) - (a->cell < b->cell);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The columns of one block: of the 64 equal columns a cell fills as much of
 * its own as its share allows, and a cell with too much fills up the rest. */
static void fill_columns(const weighted cells[], size_t count, double sum,
                         uint64_t keep[], uint8_t other[])
{
    double height[BLOCK] = {0};
    uint8_t low[BLOCK];
    uint8_t high[BLOCK];
    size_t lows = 0;
    size_t highs = 0;
    for (size_t k = 0; k < count; k++)
        height[k] = cells[k].weight / sum * BLOCK;
    for (size_t k = 0; k < BLOCK; k++)
        if (height[k] < 1)
            low[lows++] = (uint8_t)k;
        else
            high[highs++] = (uint8_t)k;
    while (lows > 0 && highs > 0) {
        uint8_t from = high[highs - 1];
        uint8_t to = low[--lows];
        keep[to] = (uint64_t)ldexp(height[to], KEEP_BITS);
        other[to] = from;
        height[from] -= 1 - height[to];
        if (height[from] < 1) {
            low[lows++] = from;
            highs--;
        }
    }
    /* Full, or short of it by rounding only. */
    while (lows + highs > 0) {
        uint8_t full = highs > 0 ? high[--highs] : low[--lows];
        keep[full] = (uint64_t)1 << KEEP_BITS;
        other[full] = full;
    }
}

/* Sums from the smallest upwards, so that a share of what follows is right
 * also where little follows. */
static void fill_block(qp_multinomial *m, const weighted cells[], size_t b,
                       double *after)
{
    size_t first = b * BLOCK;
    size_t count = least(m->used - first, BLOCK);
    double sum = 0;
    for (size_t k = first + count; k > first; k--) {
        sum += cells[k - 1].weight;
        m->share[k - 1] = cells[k - 1].weight / sum;
        m->cell[k - 1] = cells[k - 1].cell;
    }
    *after += sum;
    m->block[b] = sum / *after;
    fill_columns(cells + first, count, sum, m->keep + first, m->other + first);
}

static bool make_room(qp_multinomial *m)
{
    m->cell = qp_acquire(m->used, sizeof *m->cell);
    m->share = qp_acquire(m->used, sizeof *m->share);
    m->block = qp_acquire(m->block_count, sizeof *m->block);
    m->keep = qp_acquire(m->block_count, BLOCK * sizeof *m->keep);
    m->other = qp_acquire(m->block_count, BLOCK * sizeof *m->other);
    return m->cell != NULL && m->share != NULL && m->block != NULL &&
           m->keep != NULL && m->other != NULL;
}

static size_t sort_weights(const double weight[], size_t cells,
                           weighted sorted[])
{
    size_t used = 0;
    for (size_t c = 0; c < cells; c++) {
        assert(weight[c] >= 0);
        if (weight[c] > 0)
            sorted[used++] = (weighted){weight[c], (uint32_t)c};
    }
    assert(used > 0);
    qsort(sorted, used, sizeof *sorted, by_falling_weight);
    return used;
}

qp_status qp_multinomial_make(const double weight[], size_t cells,
                              qp_multinomial *multinomial, qp_error *err)
{
    assert(cells <= UINT32_MAX);
    qp_multinomial m = {.cell_count = cells};
    weighted *sorted = qp_acquire(cells, sizeof *sorted);
    if (sorted != NULL) {
        m.used = sort_weights(weight, cells, sorted);
        m.block_count = (m.used + BLOCK - 1) / BLOCK;
    }
    if (sorted == NULL || !make_room(&m)) {
        qp_multinomial_clear(&m);
        qp_release(sorted);
        return qp_fail(err, QP_E_MEMORY, "no memory to draw from %zu cells",
                       cells);
    }
    double after = 0;
    for (size_t b = m.block_count; b > 0; b--)
        fill_block(&m, sorted, b - 1, &after);
    assert(isfinite(after));
    qp_release(sorted);
    *multinomial = m;
    return QP_OK;
}

void qp_multinomial_clear(qp_multinomial *multinomial)
{
    qp_release(multinomial->cell);
    qp_release(multinomial->share);
    qp_release(multinomial->block);
    qp_release(multinomial->keep);
    qp_release(multinomial->other);
    *multinomial = (qp_multinomial){0};
}

/* ------------------------------------------------------------------- drawn */

/* Balls a cell from which on a binomial draw a cell is less work, as measured:
 * a ball takes 5 ns, a binomial draw 60. */
enum { CROWDED = 12 };

/* One word tells the column, and nearly always also whether the ball keeps to
 * it: a second is drawn where 26 bits do not decide. Whether it moves cannot be
 * foreseen, so it is reckoned, not branched. */
static void throw_balls(const qp_multinomial *m, size_t first, uint64_t balls,
                        qp_stream *stream, double counts[])
{
    const uint64_t *keep = m->keep + first;
    const uint8_t *other = m->other + first;
    uint32_t tally[BLOCK] = {0};
    for (; balls > 0; balls--) {
        uint32_t word = qp_stream_word(stream);
        uint32_t column = word % BLOCK;
        uint64_t height = (uint64_t)(word >> BLOCK_BITS) << 32;
        if (height >> 32 == keep[column] >> 32)
            height |= qp_stream_word(stream);
        uint32_t moved = 0U - (uint32_t)(height >= keep[column]);
        tally[column ^ ((column ^ other[column]) & moved)]++;
    }
    size_t count = least(m->used - first, BLOCK);
    for (size_t k = 0; k < count; k++)
        counts[m->cell[first + k]] = tally[k];
}

static void fill_cells(const qp_multinomial *m, size_t first, uint64_t balls,
                       qp_stream *stream, double counts[])
{
    for (size_t k = first; balls > 0; k++) {
        uint64_t in = qp_draw_binomial(stream, balls, m->share[k]);
        counts[m->cell[k]] = (double)in;
        balls -= in;
    }
}

void qp_multinomial_draw(const qp_multinomial *multinomial, uint64_t trials,
                         qp_stream *stream, double counts[])
{
    const qp_multinomial *m = multinomial;
    memset(counts, 0, m->cell_count * sizeof *counts);
    for (size_t b = 0; trials > 0; b++) {
        size_t first = b * BLOCK;
        uint64_t in = qp_draw_binomial(stream, trials, m->block[b]);
        uint64_t crowd = CROWDED * (uint64_t)least(m->used - first, BLOCK);
        if (in < crowd)
            throw_balls(m, first, in, stream, counts);
        else
            fill_cells(m, first, in, stream, counts);
        trials -= in;
    }
}
