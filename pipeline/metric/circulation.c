/* SPDX-License-Identifier: MIT */
#include "metric/circulation.h"

#include <math.h>
#include <string.h>

#include "graph/components.h"
#include "graph/dense.h"

/* Leaks below this share of throughflow are rounding. */
#define NO_LEAK 1e-12

double qp_reciprocity(const qp_square *square)
{
    size_t n = square->n;
    double both = 0;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < r; s++)
            both += fmin(square->flow[r * n + s], square->flow[s * n + r]);
    return square->total > 0 ? fmin(2 * both / square->total, 1) : NAN;
}

double qp_node_reciprocity(const qp_square *square, size_t unit)
{
    size_t n = square->n;
    double both = 0;
    for (size_t s = 0; s < n; s++)
        both += fmin(square->flow[unit * n + s], square->flow[s * n + unit]);
    double out = square->outflow[unit];
    return out > 0 ? fmin(both / out, 1) : NAN;
}

double qp_reciprocity_excess(double reciprocity, double expected)
{
    return expected < 1 ? (reciprocity - expected) / (1 - expected) : NAN;
}

/* ------------------------------------------------------------------- cycling */

void qp_throughflow(const qp_square *square, const qp_boundary *boundary,
                    double through[])
{
    for (size_t u = 0; u < square->n; u++)
        through[u] = boundary->inflow != NULL
                         ? boundary->inflow[u] + square->inflow[u]
                         : (1 + boundary->lambda) *
                               fmax(square->inflow[u], square->outflow[u]);
}

/** What is worked in; carved from one block of doubles. */
typedef struct {
    double *share;   ///< [n] c_r
    double *through; ///< [n]
    double *state;   ///< [n] 0: it cycles for ever, 1: it does not
    double *search;  ///< [qp_strong_room(n)]
    double *matrix;  ///< [n * n]
} workspace;

size_t qp_cycling_room(size_t n)
{
    return n * n + 3 * n + qp_strong_room(n);
}

static workspace carve(size_t n, double work[])
{
    return (workspace){
        .share = work,
        .through = work + n,
        .state = work + 2 * n,
        .search = work + 3 * n,
        .matrix = work + 3 * n + qp_strong_room(n),
    };
}

static bool leaks(const qp_square *square, const double through[], size_t u)
{
    return !(through[u] > 0) ||
           through[u] - square->outflow[u] > NO_LEAK * through[u];
}

static bool leads_out(const qp_square *square, const double component[],
                      size_t u)
{
    const double *row = square->flow + u * square->n;
    bool out = false;
    for (size_t v = 0; v < square->n && !out; v++)
        out = row[v] > 0 && component[v] != component[u];
    return out;
}

/* A strong component of which no unit leaks or leads to another one cycles for
 * ever. A unit that only leads there does not: what leaves it is gone. */
static bool find_closed(const qp_square *square, workspace *w)
{
    size_t n = square->n;
    double *component = w->share;
    double *open = w->matrix; /* its first row is not in use yet */
    size_t tight = 0;
    bool closed = false;
    for (size_t u = 0; u < n; u++) {
        w->state[u] = leaks(square, w->through, u) ? 1 : 0;
        tight += w->state[u] > 0 ? 0 : 1;
    }
    if (tight == 0)
        return false;
    qp_strong_components(n, square->flow, w->search, component);
    memset(open, 0, n * sizeof *open);
    for (size_t u = 0; u < n; u++)
        if (w->state[u] > 0 || leads_out(square, component, u))
            open[(size_t)component[u]] = 1;
    for (size_t u = 0; u < n; u++) {
        w->state[u] = open[(size_t)component[u]];
        closed = closed || !(w->state[u] > 0);
    }
    return closed;
}

/* D - F over the units that do not cycle for ever; other rows and columns are
 * those of the unit matrix. */
static void fill_matrix(const qp_square *square, workspace *w)
{
    size_t n = square->n;
    for (size_t u = 0; u < n; u++) {
        double *row = w->matrix + u * n;
        bool in = w->state[u] > 0 && w->through[u] > 0;
        for (size_t v = 0; v < n; v++)
            row[v] = in && w->state[v] > 0 ? -square->flow[u * n + v] : 0;
        row[u] = in ? w->through[u] : 1;
    }
}

static double mean_share(const qp_square *square, const workspace *w)
{
    double cycled = 0;
    double all = 0;
    for (size_t u = 0; u < square->n; u++) {
        cycled += w->through[u] * w->share[u];
        all += w->through[u];
    }
    return all > 0 ? fmin(cycled / all, 1) : NAN;
}

double qp_finn_cycling(const qp_square *square, const qp_boundary *boundary,
                       double work[], bool *closed)
{
    size_t n = square->n;
    workspace w = carve(n, work);
    *closed = false;
    if (!(square->total > 0))
        return NAN;
    qp_throughflow(square, boundary, w.through);
    *closed = find_closed(square, &w);
    fill_matrix(square, &w);
    if (!qp_dense_lu(n, w.matrix))
        return NAN;
    qp_dense_lu_inverse_diagonal(n, w.matrix, w.share);
    for (size_t u = 0; u < n; u++) {
        double visits = w.through[u] * w.share[u]; /* N_rr, at least 1 */
        w.share[u] = w.through[u] > 0 && visits > 1 ? (visits - 1) / visits : 0;
        w.share[u] = w.state[u] > 0 ? w.share[u] : 1;
    }
    return mean_share(square, &w);
}
