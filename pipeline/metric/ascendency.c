/* SPDX-License-Identifier: MIT */
#include "metric/ascendency.h"

#include <math.h>

#include "core/sum.h"

/** Sums over the cells of the extended flows. */
typedef struct {
    double total;     ///< S
    qp_sum diversity; ///< - sum X log2 (X/S)
    qp_sum mutual;    ///< sum X log2 (X S / (row column))
} sums;

static void add_cell(sums *s, double flow, double row, double column)
{
    if (!(flow > 0))
        return;
    qp_sum_add(&s->diversity, -flow * log2(flow / s->total));
    qp_sum_add(&s->mutual, flow * log2(flow / row * (s->total / column)));
}

/** The flows from and to the outside. */
typedef struct {
    const double *through; ///< [n] T
    const double *outflow; ///< [n] y; NULL: T - O
    double entering;       ///< sum of z
    double leaving;        ///< sum of y
} outside;

static double leaves(const qp_square *square, const outside *o, size_t u)
{
    return o->outflow != NULL ? o->outflow[u]
                              : o->through[u] - square->outflow[u];
}

static void sum_outside(const qp_square *square, outside *o)
{
    qp_sum entering = {0};
    qp_sum leaving = {0};
    for (size_t u = 0; u < square->n; u++) {
        qp_sum_add(&entering, o->through[u] - square->inflow[u]);
        qp_sum_add(&leaving, leaves(square, o, u));
    }
    o->entering = qp_sum_value(&entering);
    o->leaving = qp_sum_value(&leaving);
}

/* A column of a unit adds up to T, its row to O + y; z enters from one source,
 * y leaves to one sink. */
static void add_cells(const qp_square *square, const outside *o, sums *s)
{
    size_t n = square->n;
    for (size_t r = 0; r < n; r++) {
        double y = leaves(square, o, r);
        double row = square->outflow[r] + y;
        for (size_t c = 0; c < n; c++)
            add_cell(s, square->flow[r * n + c], row, o->through[c]);
        add_cell(s, o->through[r] - square->inflow[r], o->entering,
                 o->through[r]);
        add_cell(s, y, row, o->leaving);
    }
}

qp_ascendency qp_ascendency_measure(const qp_square *square,
                                    const qp_boundary *boundary,
                                    double through[])
{
    qp_ascendency a = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    outside o = {.through = through, .outflow = boundary->outflow};
    if (!(square->total > 0))
        return a;
    qp_throughflow(square, boundary, through);
    sum_outside(square, &o);
    a.throughflow = square->total + o.entering;
    sums s = {.total = a.throughflow + o.leaving};
    add_cells(square, &o, &s);
    a.throughput = s.total;
    a.path_length = o.entering > 0 ? a.throughflow / o.entering : NAN;
    a.diversity = qp_sum_value(&s.diversity) / s.total;
    a.ascendency = fmax(qp_sum_value(&s.mutual), 0); /* but for rounding */
    a.mutual_information = a.ascendency / s.total;
    a.capacity = qp_sum_value(&s.diversity);
    double order = a.diversity > 0 ? a.mutual_information / a.diversity : NAN;
    a.robustness = order > 0 ? -order * log(order) : order;
    return a;
}
