/* SPDX-License-Identifier: MIT */
#include "metric/dominance.h"

#include <math.h>
#include <string.h>

#include "core/pool.h"
#include "core/sum.h"

#define TIE 1e-9 ///< relative: values this near are the same

/* --------------------------------------------------------------- dominance */

double qp_dominance(double own, double total, size_t n)
{
    double others = total - own;
    return n > 1 && others > 0 ? own * (double)(n - 1) / others : NAN;
}

double qp_dominance_of_all(double own, double total, size_t n)
{
    return total > 0 ? own * (double)n / total : NAN;
}

double qp_relative_strength(double flow, double total)
{
    return total > 0 ? flow / total : NAN;
}

static double surprise(double share)
{
    return share > 0 ? -share * log2(share) : 0;
}

double qp_link_symmetry(double forth, double back)
{
    double both = forth + back;
    return both > 0 ? surprise(forth / both) + surprise(back / both) : NAN;
}

/* ----------------------------------------------------------------- parents */

static bool is_as_large(double value, double largest)
{
    return value >= largest * (1 - TIE);
}

/* The unit of largest flow from r; of several, the one of largest inflow; of
 * those, the first. QP_NONE where nothing flows. */
static uint32_t largest_destination(const qp_square *f, size_t r)
{
    const double *row = f->flow + r * f->n;
    double flow = 0;
    double inflow = 0;
    for (size_t s = 0; s < f->n; s++)
        flow = fmax(flow, row[s]);
    if (flow <= 0)
        return QP_NONE;
    for (size_t s = 0; s < f->n; s++)
        if (is_as_large(row[s], flow))
            inflow = fmax(inflow, f->inflow[s]);
    size_t s = 0;
    while (!is_as_large(row[s], flow) || !is_as_large(f->inflow[s], inflow))
        s++;
    return (uint32_t)s;
}

void qp_dominant_parents(const qp_square *square, uint32_t parent[])
{
    for (size_t r = 0; r < square->n; r++) {
        uint32_t s = largest_destination(square, r);
        bool root = s == QP_NONE ||
                    is_as_large(square->inflow[r], square->inflow[s]);
        parent[r] = root ? QP_NONE : s;
    }
}

/* ---------------------------------------------------------------- focusing */

/** One flow on its way through the sort. */
typedef struct {
    double flow;
    uint32_t from;
    uint32_t to;
} item;

enum { DIGITS = 8, VALUES = 256 };

/* Doubles from 0 on are ordered as their bits are. */
static uint64_t bits_of(double flow)
{
    uint64_t bits = 0;
    memcpy(&bits, &flow, sizeof bits);
    return bits;
}

static unsigned digit_of(double flow, int digit)
{
    return (unsigned)(bits_of(flow) >> (8 * digit)) & (VALUES - 1);
}

/* The bits in which not all flows are the same. */
static uint64_t varying_bits(const item items[], size_t count)
{
    uint64_t varying = 0;
    for (size_t i = 1; i < count; i++)
        varying |= bits_of(items[i].flow) ^ bits_of(items[0].flow);
    return varying;
}

/* Where the items of each value of a digit begin, the largest value first. */
static void place_digits(const item items[], size_t count, int digit,
                         size_t start[VALUES])
{
    size_t here[VALUES] = {0};
    size_t next = 0;
    for (size_t i = 0; i < count; i++)
        here[digit_of(items[i].flow, digit)]++;
    for (int value = VALUES - 1; value >= 0; value--) {
        start[value] = next;
        next += here[value];
    }
}

/* Largest first, equal ones in the order they came. What is in other is
 * forgotten. Returns which of both the items have come to. */
static item *sort_items(item items[], item other[], size_t count)
{
    size_t start[VALUES];
    uint64_t varying = varying_bits(items, count);
    for (int digit = 0; digit < DIGITS; digit++) {
        if ((varying >> (8 * digit) & (VALUES - 1)) == 0)
            continue;
        place_digits(items, count, digit, start);
        for (size_t i = 0; i < count; i++)
            other[start[digit_of(items[i].flow, digit)]++] = items[i];
        item *full = other;
        other = items;
        items = full;
    }
    return items;
}

static size_t take_items(const qp_square *f, item items[])
{
    size_t count = 0;
    for (uint32_t r = 0; r < f->n; r++)
        for (uint32_t s = 0; s < f->n; s++) {
            double flow = f->flow[r * f->n + s];
            if (flow > 0)
                items[count++] = (item){flow, r, s};
        }
    return count;
}

/** A field, its flows coming in from the largest on. */
typedef struct {
    double rank; ///< of the last one, from 1
    qp_sum gaps; ///< half of the sum of |F - F'| over ordered pairs
} field;

/* Among m values the t-th largest is above m - t of them and below t - 1; so
 * the zeros need not be seen. */
static void add_flow(field *to, double flow, double m)
{
    to->rank += 1;
    qp_sum_add(&to->gaps, (m + 1 - 2 * to->rank) * flow);
}

/* Equal flows may leave less than nothing. */
static double gini(double gaps, double m, double sum)
{
    return sum > 0 ? fmax(gaps / (m * sum), 0) : NAN;
}

/* The mean over fields, weighted by their sums. */
static double mean_gini(const field fields[], const qp_square *f)
{
    qp_sum gaps = {0};
    for (size_t u = 0; u < f->n; u++)
        qp_sum_add(&gaps, qp_sum_value(&fields[u].gaps));
    return gini(qp_sum_value(&gaps), (double)(f->n - 1), f->total);
}

static void tell_fields(const field fields[], const double sums[], size_t n,
                        double told[])
{
    for (size_t u = 0; u < n && told != NULL; u++)
        told[u] = gini(qp_sum_value(&fields[u].gaps), (double)(n - 1), sums[u]);
}

size_t qp_focusing_room(size_t n)
{
    size_t items = 2 * n * n;
    size_t fields = 2 * n;
    return (items * sizeof(item) + fields * sizeof(field)) / sizeof(double);
}

qp_focusing qp_focusing_measure(const qp_square *square, double room[],
                                double in_field[], double out_field[])
{
    size_t n = square->n;
    size_t cells = n * n;
    item *items = (item *)room;
    field *in = (field *)(room + 2 * cells * sizeof(item) / sizeof(double));
    field *out = in + n;
    field all = {0};
    double others = (double)n - 1;
    size_t count = take_items(square, items);
    const item *sorted = sort_items(items, items + cells, count);
    for (size_t u = 0; u < n; u++)
        in[u] = out[u] = (field){0};
    for (size_t i = 0; i < count; i++) {
        add_flow(&all, sorted[i].flow, others * (double)n);
        add_flow(&out[sorted[i].from], sorted[i].flow, others);
        add_flow(&in[sorted[i].to], sorted[i].flow, others);
    }
    tell_fields(in, square->inflow, n, in_field);
    tell_fields(out, square->outflow, n, out_field);
    return (qp_focusing){
        .all = gini(qp_sum_value(&all.gaps), others * (double)n, square->total),
        .in = mean_gini(in, square),
        .out = mean_gini(out, square),
    };
}
