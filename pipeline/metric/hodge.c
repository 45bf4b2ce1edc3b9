/* SPDX-License-Identifier: MIT */
#include "metric/hodge.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "chance/exact.h"
#include "core/memory.h"
#include "core/sum.h"
#include "graph/dense.h"

/* Asymmetries below this share of the flow are rounding: balance. */
#define BALANCE 1e-24

static double weight(const qp_square *square, size_t r, size_t s)
{
    return square->flow[r * square->n + s] + square->flow[s * square->n + r];
}

/* ---------------------------------------------------------------- components */

/* Number the components of units with flow from 1, by their first unit; 0: no
 * flow. A unit found is spread from once: waiting[] is the queue. */
static size_t find_components(const qp_square *square, double component[],
                              double waiting[])
{
    size_t n = square->n;
    size_t count = 0;
    memset(component, 0, n * sizeof *component);
    for (size_t first = 0; first < n; first++) {
        size_t next = 0;
        size_t end = 0;
        if (component[first] > 0 ||
            !(square->inflow[first] + square->outflow[first] > 0))
            continue;
        component[first] = (double)++count;
        waiting[end++] = (double)first;
        while (next < end) {
            size_t u = (size_t)waiting[next++];
            for (size_t v = 0; v < n; v++)
                if (!(component[v] > 0) && weight(square, u, v) > 0) {
                    component[v] = (double)count;
                    waiting[end++] = (double)v;
                }
        }
    }
    return count;
}

/* The first unit of each component stays at height 0, and so do units without
 * flow: their rows are those of the unit matrix. */
static void mark_ground(size_t n, const double component[], double ground[])
{
    double seen = 0;
    for (size_t u = 0; u < n; u++) {
        bool first = component[u] > seen;
        ground[u] = first || !(component[u] > 0) ? 1 : 0;
        seen = first ? component[u] : seen;
    }
}

/* The lower triangle of L, with the ground taken out. */
static void fill_laplacian(const qp_square *square, const double ground[],
                           double matrix[])
{
    size_t n = square->n;
    for (size_t r = 0; r < n; r++) {
        double *row = matrix + r * n;
        for (size_t s = 0; s < r; s++)
            row[s] = ground[r] > 0 || ground[s] > 0 ? 0 : -weight(square, r, s);
        row[r] = ground[r] > 0 ? 1 : square->inflow[r] + square->outflow[r];
    }
}

static void center(size_t n, const double component[], size_t components,
                   double phi[])
{
    for (size_t c = 1; c <= components; c++) {
        qp_sum sum = {0};
        double count = 0;
        for (size_t u = 0; u < n; u++)
            if (component[u] == (double)c) {
                qp_sum_add(&sum, phi[u]);
                count++;
            }
        double mean = qp_sum_value(&sum) / count;
        for (size_t u = 0; u < n; u++)
            if (component[u] == (double)c)
                phi[u] -= mean;
    }
    for (size_t u = 0; u < n; u++)
        if (!(component[u] > 0))
            phi[u] = NAN;
}

/* -------------------------------------------------------------------- heights */

size_t qp_hodge_room(size_t n)
{
    return n * n + 3 * n;
}

/* O - I, but for the ground. */
static void fill_net(const qp_square *square, const double ground[],
                     double net[])
{
    for (size_t u = 0; u < square->n; u++)
        net[u] = ground[u] > 0 ? 0 : square->outflow[u] - square->inflow[u];
}

void qp_hodge_potential(const qp_square *square, double work[], double phi[])
{
    size_t n = square->n;
    double *component = work;
    double *ground = work + n;
    double *matrix = work + 3 * n;
    size_t components = find_components(square, component, work + 2 * n);
    mark_ground(n, component, ground);
    fill_laplacian(square, ground, matrix);
    fill_net(square, ground, phi);
    bool solved = qp_dense_cholesky(n, matrix);
    if (solved)
        qp_dense_cholesky_solve(n, matrix, 1, phi);
    center(n, component, solved ? components : 0, phi);
}

/* ------------------------------------------------------------------ measuring */

static size_t count_linked(const qp_square *square)
{
    size_t linked = 0;
    for (size_t u = 0; u < square->n; u++)
        linked += square->inflow[u] + square->outflow[u] > 0 ? 1 : 0;
    return linked;
}

/* Sums over the pairs: w y^2, and w times the squared difference of heights. */
static void sum_pairs(const qp_square *square, qp_hodge *h)
{
    size_t n = square->n;
    qp_sum asymmetry = {0};
    qp_sum gradient = {0};
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < r; s++) {
            double w = weight(square, r, s);
            double d = square->flow[r * n + s] - square->flow[s * n + r];
            double slope = h->potential[r] - h->potential[s];
            if (!(w > 0))
                continue;
            h->pairs++;
            qp_sum_add(&asymmetry, d * d / w);
            qp_sum_add(&gradient, w * slope * slope);
        }
    h->asymmetry = qp_sum_value(&asymmetry);
    if (h->asymmetry > BALANCE * square->total)
        h->eta = fmin(qp_sum_value(&gradient) / h->asymmetry, 1);
}

static void measure(const qp_square *square, double work[], qp_hodge *h)
{
    qp_hodge_potential(square, work, h->potential);
    h->components = find_components(square, work, work + square->n);
    h->linked = count_linked(square);
    sum_pairs(square, h);
    h->cycle_rank = h->pairs + h->components - h->linked;
    h->df = (double)(h->linked - h->components);
    if (h->pairs > 0)
        h->expected = h->df / (double)h->pairs;
    h->stuart_maxwell = h->eta * h->asymmetry;
    if (!isnan(h->stuart_maxwell) && h->df > 0)
        h->p = qp_chi2_p(h->stuart_maxwell, h->df);
}

qp_status qp_hodge_measure(const qp_square *square, qp_hodge *hodge,
                           qp_error *err)
{
    qp_hodge h = {.eta = NAN, .expected = NAN, .p = NAN};
    double *work = qp_acquire(qp_hodge_room(square->n), sizeof *work);
    h.potential = qp_acquire(square->n, sizeof *h.potential);
    if (work == NULL || h.potential == NULL) {
        qp_release(work);
        qp_release(h.potential);
        return qp_fail(err, QP_E_MEMORY,
                       "no memory for the hierarchy of %zu "
                       "units",
                       square->n);
    }
    measure(square, work, &h);
    qp_release(work);
    *hodge = h;
    return QP_OK;
}

void qp_hodge_clear(qp_hodge *hodge)
{
    qp_release(hodge->potential);
    *hodge = (qp_hodge){0};
}

/* --------------------------------------------------------------------- chance */

qp_status qp_hodge_factorise(const qp_square *square, qp_hodge_factor *factor,
                             qp_error *err)
{
    size_t n = square->n;
    qp_hodge_factor f = {
        .n = n,
        .factor = qp_acquire(n, n * sizeof *f.factor),
        .ground = qp_acquire(n, sizeof *f.ground),
    };
    double *work = qp_acquire(2 * n, sizeof *work);
    bool room = f.factor != NULL && f.ground != NULL && work != NULL;
    if (room) {
        find_components(square, work, work + n);
        mark_ground(n, work, f.ground);
        fill_laplacian(square, f.ground, f.factor);
    }
    bool factored = room && qp_dense_cholesky(n, f.factor);
    assert(!room || factored);
    qp_release(work);
    if (factored) {
        *factor = f;
        return QP_OK;
    }
    qp_hodge_factor_clear(&f);
    return qp_fail(err, QP_E_MEMORY, "no memory for the hierarchy of %zu units",
                   n);
}

void qp_hodge_factor_clear(qp_hodge_factor *factor)
{
    qp_release(factor->factor);
    qp_release(factor->ground);
    *factor = (qp_hodge_factor){0};
}

/* sum w (phi_r - phi_s)^2 = phi' L phi = phi' net. */
double qp_hodge_gradient_share(const qp_hodge_factor *factor,
                               const double net[], double asymmetry,
                               double work[])
{
    qp_sum gradient = {0};
    for (size_t u = 0; u < factor->n; u++)
        work[u] = factor->ground[u] > 0 ? 0 : net[u];
    qp_dense_cholesky_solve(factor->n, factor->factor, 1, work);
    for (size_t u = 0; u < factor->n; u++)
        qp_sum_add(&gradient, work[u] * net[u]);
    return asymmetry > 0 ? fmin(qp_sum_value(&gradient) / asymmetry, 1) : NAN;
}
