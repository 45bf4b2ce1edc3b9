/* SPDX-License-Identifier: MIT */
#include "metric/dominance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double dominance(double own, double all, size_t n)
{
    double others = all - own;
    return others > 0 ? own * (double)(n - 1) / others : NAN;
}

double qp_dominance_index(const qp_square *square, size_t unit)
{
    return dominance(square->inflow[unit] + square->outflow[unit],
                     2 * square->total, square->n);
}

double qp_inflow_dominance_index(const qp_square *square, size_t unit)
{
    return dominance(square->inflow[unit], square->total, square->n);
}

static double entropy_term(double share)
{
    return share > 0 ? -share * log2(share) : 0;
}

double qp_link_symmetry(double forth, double back)
{
    double both = forth + back;
    return both > 0 ? entropy_term(forth / both) + entropy_term(back / both)
                    : NAN;
}

uint32_t qp_dominant_parent(const qp_square *square, size_t unit)
{
    const double *row = square->flow + unit * square->n;
    const double *inflow = square->inflow;
    size_t best = unit;
    for (size_t s = 0; s < square->n; s++)
        if (row[s] > row[best] ||
            (row[s] > 0 && !(row[s] < row[best]) && inflow[s] > inflow[best]))
            best = s;
    bool follows = best != unit && inflow[best] > inflow[unit];
    return follows ? (uint32_t)best : QP_NONE;
}

/* ------------------------------------------------------------------ focusing */

const char *const qp_focusing_names[QP_FOCUSING_COUNT] = {"all", "in", "out"};

enum { DIGIT_BITS = 8, DIGITS = 8, VALUES = 1 << DIGIT_BITS };

/** Cells with flow, to be sorted by it. Flows are positive, and positive
 * doubles are in the order of their bits. */
typedef struct {
    size_t count;
    uint64_t *key;   ///< [count] bits of the flow
    uint32_t *cell;  ///< [count] its place in the square
    uint64_t *key2;  ///< as many; room for sorting
    uint32_t *cell2; ///< as many
} cells;

/** One field of flows: its Gini on the way. */
typedef struct {
    double rank; ///< of the flow last seen, from 1; flows of 0 come first
    double sum;  ///< of flows
    double gaps; ///< sum of (2 rank - m - 1) flow
} field;

enum { FIELD_DOUBLES = sizeof(field) / sizeof(double) };

size_t qp_focusing_room(size_t n)
{
    return 3 * n * n + 2 * FIELD_DOUBLES * n;
}

static cells gather(const qp_square *square, double work[])
{
    size_t n2 = square->n * square->n;
    cells c = {0, (uint64_t *)(void *)work, (uint32_t *)(void *)(work + 2 * n2),
               (uint64_t *)(void *)(work + n2), NULL};
    c.cell2 = c.cell + n2;
    for (size_t i = 0; i < n2; i++)
        if (square->flow[i] > 0) {
            memcpy(&c.key[c.count], &square->flow[i], sizeof *c.key);
            c.cell[c.count++] = (uint32_t)i;
        }
    return c;
}

static size_t digit_of(uint64_t key, int digit)
{
    return (size_t)(key >> (digit * DIGIT_BITS)) & (VALUES - 1);
}

static void swap(cells *c)
{
    uint64_t *key = c->key;
    uint32_t *cell = c->cell;
    c->key = c->key2;
    c->cell = c->cell2;
    c->key2 = key;
    c->cell2 = cell;
}

/* One pass of a radix sort; nothing where all have the same digit. */
static void sort_by_digit(cells *c, int digit, const uint32_t counts[])
{
    uint32_t start[VALUES];
    uint32_t next = 0;
    if (c->count == 0 || counts[digit_of(c->key[0], digit)] == c->count)
        return;
    for (size_t v = 0; v < VALUES; v++) {
        start[v] = next;
        next += counts[v];
    }
    for (size_t i = 0; i < c->count; i++) {
        uint32_t to = start[digit_of(c->key[i], digit)]++;
        c->key2[to] = c->key[i];
        c->cell2[to] = c->cell[i];
    }
    swap(c);
}

static void sort(cells *c)
{
    uint32_t counts[DIGITS][VALUES] = {{0}};
    for (size_t i = 0; i < c->count; i++)
        for (int d = 0; d < DIGITS; d++)
            counts[d][digit_of(c->key[i], d)]++;
    for (int d = 0; d < DIGITS; d++)
        sort_by_digit(c, d, counts[d]);
}

static void see(field *f, double flow, double members)
{
    f->rank++;
    f->sum += flow;
    f->gaps += (2 * f->rank - members - 1) * flow;
}

static double gini_of(const field *f, double members)
{
    return f->sum > 0 ? f->gaps / (members * f->sum) : NAN;
}

/* Of all fields, each weighted by its flows. */
static double mean_gini(const field fields[], size_t n, double members)
{
    double gaps = 0;
    double sum = 0;
    for (size_t u = 0; u < n; u++) {
        gaps += fields[u].gaps / members;
        sum += fields[u].sum;
    }
    return sum > 0 && members > 1 ? gaps / sum : NAN;
}

/* Flows of 0 have the first ranks. */
static void start_fields(const qp_square *square, const cells *c, field *all,
                         field into[], field out[])
{
    size_t n = square->n;
    *all = (field){.rank = (double)(n * (n - 1) - c->count)};
    for (size_t u = 0; u < n; u++)
        into[u] = out[u] = (field){.rank = (double)(n - 1)};
    for (size_t i = 0; i < c->count; i++) {
        into[c->cell[i] % n].rank--;
        out[c->cell[i] / n].rank--;
    }
}

void qp_spatial_focusing(const qp_square *square, double work[], double gini[])
{
    size_t n = square->n;
    double members = (double)n * ((double)n - 1);
    cells c = gather(square, work);
    field *into = (field *)(void *)(work + 3 * n * n);
    field *out = into + n;
    field all;
    sort(&c);
    start_fields(square, &c, &all, into, out);
    for (size_t i = 0; i < c.count; i++) {
        double flow = square->flow[c.cell[i]];
        see(&all, flow, members);
        see(&into[c.cell[i] % n], flow, (double)n - 1);
        see(&out[c.cell[i] / n], flow, (double)n - 1);
    }
    gini[QP_FOCUSING_ALL] = gini_of(&all, members);
    gini[QP_FOCUSING_IN] = mean_gini(into, n, (double)n - 1);
    gini[QP_FOCUSING_OUT] = mean_gini(out, n, (double)n - 1);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

double qp_field_gini(const qp_square *square, size_t unit, qp_focusing side,
                     double work[])
{
    size_t n = square->n;
    size_t count = 0;
    field f = {0};
    for (size_t u = 0; u < n; u++)
        if (u != unit)
            work[count++] = square->flow[side == QP_FOCUSING_IN ? u * n + unit
                                                                : unit * n + u];
    qsort(work, count, sizeof *work, ascending);
    for (size_t i = 0; i < count; i++)
        see(&f, work[i], (double)count);
    return gini_of(&f, (double)count);
}
