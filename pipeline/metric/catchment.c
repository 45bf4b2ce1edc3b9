/* SPDX-License-Identifier: MIT */
#include "metric/catchment.h"

#include <math.h>
#include <string.h>

#include "graph/components.h"
#include "graph/dense.h"

enum { UNREACHED, REACHED, CORE }; /* REACHED is what qp_mark_leading sets */

/** What is worked in; carved from one block of doubles. */
typedef struct {
    double *state;  ///< [n] UNREACHED, REACHED, CORE
    double *matrix; ///< [n * n] D - F over the units that reach a core
    double *right;  ///< [n * cores] flows into cores, then the solution
} workspace;

size_t qp_catchment_room(size_t n, size_t cores)
{
    return n + n * n + n * cores + n * cores;
}

static workspace carve(size_t n, double work[])
{
    return (workspace){work, work + n, work + n + n * n};
}

static void find_reaching(const qp_square *square, const uint32_t core[],
                          size_t cores, workspace *w)
{
    size_t n = square->n;
    memset(w->state, 0, n * sizeof *w->state);
    for (size_t c = 0; c < cores; c++)
        w->state[core[c]] = CORE;
    /* The matrix is not in use yet. */
    qp_mark_leading(n, square->flow, w->matrix, w->state);
}

/* Is a unit one from which a core is reached, and none itself? */
static bool is_transient(const workspace *w, size_t unit)
{
    return w->state[unit] > UNREACHED && w->state[unit] < CORE;
}

/* (D - F) B = flows into cores; what goes to a unit that reaches no core is
 * lost on the way. */
static void fill_system(const qp_square *square, const uint32_t core[],
                        size_t cores, workspace *w)
{
    size_t n = square->n;
    for (size_t u = 0; u < n; u++) {
        bool in = is_transient(w, u);
        double *row = w->matrix + u * n;
        for (size_t v = 0; v < n; v++)
            row[v] = in && is_transient(w, v) ? -square->flow[u * n + v] : 0;
        row[u] = in ? square->outflow[u] : 1;
        for (size_t c = 0; c < cores; c++)
            w->right[u * cores + c] = in ? square->flow[u * n + core[c]] : 0;
    }
}

void qp_catchment_reach(const qp_square *square, const uint32_t core[],
                        size_t cores, double work[], double reach[])
{
    size_t n = square->n;
    workspace w = carve(n, work);
    find_reaching(square, core, cores, &w);
    fill_system(square, core, cores, &w);
    bool solved = qp_dense_lu(n, w.matrix);
    if (solved)
        qp_dense_lu_solve(n, w.matrix, cores, w.right);
    for (size_t u = 0; u < n; u++) {
        bool in = is_transient(&w, u);
        for (size_t c = 0; c < cores; c++)
            reach[u * cores + c] = in && solved ? w.right[u * cores + c] : NAN;
    }
}

size_t qp_catchment_shares(const qp_square *square, const uint32_t core[],
                           size_t cores, double work[], double share[])
{
    size_t n = square->n;
    double *reach = work + n + n * n + n * cores;
    double outflow = 0;
    size_t unreached = 0;
    qp_catchment_reach(square, core, cores, work, reach);
    const double *state = carve(n, work).state;
    for (size_t c = 0; c < cores; c++)
        share[c] = 0;
    for (size_t u = 0; u < n; u++) {
        unreached += !(state[u] > UNREACHED) && square->outflow[u] > 0 ? 1 : 0;
        if (!(state[u] > UNREACHED) || state[u] >= CORE)
            continue;
        outflow += square->outflow[u];
        for (size_t c = 0; c < cores; c++)
            share[c] += reach[u * cores + c] * square->outflow[u];
    }
    for (size_t c = 0; c < cores; c++)
        share[c] = outflow > 0 ? fmin(share[c] / outflow, 1) : NAN;
    return unreached;
}
