/* SPDX-License-Identifier: MIT */
#include "metric/hodge.h"

#include <math.h>
#include <string.h>

#include "chance/exact.h"
#include "core/memory.h"
#include "core/pool.h"
#include "core/sum.h"
#include "graph/components.h"
#include "graph/dense.h"
#include "graph/laplacian.h"

/* Asymmetries below this share of the flow are rounding: balance. */
#define BALANCE 1e-24

static double weight(const qp_square *square, size_t r, size_t s)
{
    return square->flow[r * square->n + s] + square->flow[s * square->n + r];
}

static bool is_linked(const qp_square *square, size_t u)
{
    return square->inflow[u] + square->outflow[u] > 0;
}

/* ---------------------------------------------------------------- components */

/* The first unit of each component stays at height 0; a unit without flow is a
 * component. Components are numbered by their first units. */
static void mark_ground(size_t n, const double component[], double ground[])
{
    double next = 0;
    for (size_t u = 0; u < n; u++) {
        ground[u] = component[u] >= next ? 1 : 0;
        next += ground[u];
    }
}

/* Number the components of units with flow alone. number[c] is that of a
 * component, once its first unit was seen. */
static void number_linked(const qp_square *square, const double component[],
                          double number[], qp_hodge *h)
{
    double next = 0;
    for (size_t u = 0; u < square->n; u++) {
        bool linked = is_linked(square, u);
        size_t c = (size_t)component[u];
        if (component[u] >= next) {
            number[c] = (double)h->components;
            h->components += linked ? 1 : 0;
            next++;
        }
        h->linked += linked ? 1 : 0;
        h->component[u] = linked ? (uint32_t)number[c] : QP_NONE;
    }
}

/* Mean 0 in each component, no height without flow. */
static void center(const qp_square *square, const double component[],
                   double mean[], double size[], double phi[])
{
    size_t n = square->n;
    memset(mean, 0, n * sizeof *mean);
    memset(size, 0, n * sizeof *size);
    for (size_t u = 0; u < n; u++) {
        mean[(size_t)component[u]] += phi[u];
        size[(size_t)component[u]]++;
    }
    for (size_t u = 0; u < n; u++) {
        size_t c = (size_t)component[u];
        phi[u] = is_linked(square, u) ? phi[u] - mean[c] / size[c] : NAN;
    }
}

/* ------------------------------------------------------------------- heights */

/** What is worked in; carved from one block of doubles. */
typedef struct {
    double *component; ///< [n]
    double *ground;    ///< [n] 1: held at height 0
    double *spare;     ///< [n]
    double *matrix;    ///< [n * n] of the dense way
} workspace;

enum { COLUMNS = 3 }; /* of n, without the matrix */

size_t qp_hodge_room(size_t n)
{
    return n * n + COLUMNS * n;
}

static workspace carve(size_t n, double work[])
{
    return (workspace){work, work + n, work + 2 * n, work + COLUMNS * n};
}

static void find_ground(const qp_square *square, workspace *w)
{
    qp_weak_components(square->n, square->flow, w->component);
    mark_ground(square->n, w->component, w->ground);
}

/* The lower triangle of L, with the ground taken out: its rows are those of the
 * unit matrix. */
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

/* O - I, but for the ground. */
static void fill_net(const qp_square *square, const double ground[],
                     double net[])
{
    for (size_t u = 0; u < square->n; u++)
        net[u] = ground[u] > 0 ? 0 : square->outflow[u] - square->inflow[u];
}

static bool solve_densely(const qp_square *square, workspace *w, double phi[])
{
    fill_laplacian(square, w->ground, w->matrix);
    fill_net(square, w->ground, phi);
    if (!qp_dense_cholesky(square->n, w->matrix))
        return false;
    qp_dense_cholesky_solve(square->n, w->matrix, 1, phi);
    return true;
}

void qp_hodge_potential(const qp_square *square, double work[], double phi[])
{
    workspace w = carve(square->n, work);
    find_ground(square, &w);
    bool solved = solve_densely(square, &w, phi);
    center(square, w.component, w.ground, w.spare, phi);
    for (size_t u = 0; !solved && u < square->n; u++)
        phi[u] = NAN;
}

static size_t count_pairs(const qp_square *square)
{
    size_t count = 0;
    for (size_t r = 0; r < square->n; r++)
        for (size_t s = 0; s < r; s++)
            count += weight(square, r, s) > 0 ? 1 : 0;
    return count;
}

static void list_pairs(const qp_square *square, uint32_t first[],
                       uint32_t second[], double weights[])
{
    size_t p = 0;
    for (uint32_t r = 0; r < square->n; r++)
        for (uint32_t s = 0; s < r; s++) {
            double w = weight(square, r, s);
            if (!(w > 0))
                continue;
            first[p] = s;
            second[p] = r;
            weights[p++] = w;
        }
}

static qp_status solve_sparsely(const qp_square *square, size_t count,
                                workspace *w, double phi[], qp_error *err)
{
    qp_status status = QP_OK;
    uint32_t *first = qp_acquire(count, sizeof *first);
    uint32_t *second = qp_acquire(count, sizeof *second);
    double *weights = qp_acquire(count, sizeof *weights);
    if (first == NULL || second == NULL || weights == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory for %zu pairs", count);
    } else {
        qp_laplacian_pairs pairs = {count, first, second, weights};
        list_pairs(square, first, second, weights);
        fill_net(square, w->ground, w->spare);
        status = qp_laplacian_solve(square->n, &pairs, w->ground, w->spare, phi,
                                    err);
    }
    qp_release(first);
    qp_release(second);
    qp_release(weights);
    return status;
}

/* ----------------------------------------------------------------- measuring */

static qp_status too_far_apart(const qp_square *square, qp_error *err)
{
    return qp_fail(err, QP_E_NUMERIC,
                   "hierarchy of %zu units: flows are too far apart",
                   square->n);
}

static bool is_sparse(const qp_square *square, size_t pairs)
{
    return square->n > QP_HODGE_DENSE && pairs < QP_HODGE_SPARSE * square->n;
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
            qp_sum_add(&asymmetry, d * d / w);
            qp_sum_add(&gradient, w * slope * slope);
        }
    h->asymmetry = qp_sum_value(&asymmetry);
    if (h->asymmetry > BALANCE * square->total)
        h->eta = fmin(qp_sum_value(&gradient) / h->asymmetry, 1);
}

/* The heights and the components of a square. */
static qp_status find_heights(const qp_square *square, double work[],
                              qp_hodge *h, qp_error *err)
{
    qp_status status = QP_OK;
    workspace w = carve(square->n, work);
    find_ground(square, &w);
    if (is_sparse(square, h->pairs))
        status = solve_sparsely(square, h->pairs, &w, h->potential, err);
    else if (!solve_densely(square, &w, h->potential))
        status = too_far_apart(square, err);
    if (status != QP_OK)
        return status;
    center(square, w.component, w.ground, w.spare, h->potential);
    number_linked(square, w.component, w.spare, h);
    return QP_OK;
}

static void derive(const qp_square *square, qp_hodge *h)
{
    sum_pairs(square, h);
    h->cycle_rank = h->pairs + h->components - h->linked;
    h->df = (double)(h->linked - h->components);
    if (h->pairs > 0)
        h->expected = h->df / (double)h->pairs;
    h->stuart_maxwell = h->eta * h->asymmetry;
    if (!isnan(h->stuart_maxwell) && h->df > 0)
        h->p = qp_chi2_p(h->stuart_maxwell, h->df);
}

static qp_status measure(const qp_square *square, double work[], qp_hodge *h,
                         qp_error *err)
{
    qp_status status = find_heights(square, work, h, err);
    if (status == QP_OK)
        derive(square, h);
    return status;
}

qp_status qp_hodge_measure(const qp_square *square, qp_hodge *hodge,
                           qp_error *err)
{
    size_t n = square->n;
    qp_hodge h = {.eta = NAN, .expected = NAN, .p = NAN};
    h.pairs = count_pairs(square);
    double *work = qp_acquire(is_sparse(square, h.pairs) ? COLUMNS * n
                                                         : qp_hodge_room(n),
                              sizeof *work);
    h.potential = qp_acquire(n, sizeof *h.potential);
    h.component = qp_acquire(n, sizeof *h.component);
    bool room = work != NULL && h.potential != NULL && h.component != NULL;
    qp_status status = room
                           ? measure(square, work, &h, err)
                           : qp_fail(err, QP_E_MEMORY,
                                     "no memory for the hierarchy of %zu units",
                                     n);
    qp_release(work);
    if (status == QP_OK)
        *hodge = h;
    else
        qp_hodge_clear(&h);
    return status;
}

void qp_hodge_clear(qp_hodge *hodge)
{
    qp_release(hodge->potential);
    qp_release(hodge->component);
    *hodge = (qp_hodge){0};
}

/* --------------------------------------------------------------------- chance */

qp_status qp_hodge_factorise(const qp_square *square, qp_hodge_factor *factor,
                             qp_error *err)
{
    size_t n = square->n;
    qp_status status = QP_OK;
    qp_hodge_factor f = {
        .n = n,
        .factor = qp_acquire(n, n * sizeof *f.factor),
        .ground = qp_acquire(n, sizeof *f.ground),
    };
    if (f.factor == NULL || f.ground == NULL) {
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the hierarchy of %zu units", n);
    } else {
        /* Its first row is room enough for the components. */
        qp_weak_components(n, square->flow, f.factor);
        mark_ground(n, f.factor, f.ground);
        fill_laplacian(square, f.ground, f.factor);
        if (!qp_dense_cholesky(n, f.factor))
            status = too_far_apart(square, err);
    }
    if (status == QP_OK)
        *factor = f;
    else
        qp_hodge_factor_clear(&f);
    return status;
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
