/* SPDX-License-Identifier: MIT */
#include "metric/expectation.h"

#include <math.h>
#include <string.h>

#include "chance/exact.h"
#include "core/memory.h"
#include "core/sum.h"
#include "graph/dense.h"

enum { MOST_ROUNDS = 10000 };

#define TOLERANCE 1e-10 ///< relative, of all sums
#define FORCED    1e-9  ///< of all flow: what a unit has no part in
#define NOT_FREE  1e-9  ///< 1 - h below this: the cell follows from the others

#define EXACT_BELOW 5.0 ///< expected flow below which p is exact

/* ---------------------------------------------------------------------- fit */

static double row_sum(size_t n, const double row[])
{
    double sum = 0;
    for (size_t s = 0; s < n; s++)
        sum += row[s];
    return sum;
}

static void scale_rows(size_t n, const double out[], double e[])
{
    for (size_t r = 0; r < n; r++) {
        double sum = row_sum(n, e + r * n);
        double factor = sum > 0 ? out[r] / sum : 0;
        for (size_t s = 0; s < n; s++)
            e[r * n + s] *= factor;
    }
}

/* The largest relative error of a column before it is scaled: rows are right
 * then, so it is the error of all. */
static double scale_columns(size_t n, const double in[], double e[],
                            double factor[])
{
    double worst = 0;
    memset(factor, 0, n * sizeof *factor);
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            factor[s] += e[r * n + s];
    for (size_t s = 0; s < n; s++) {
        double sum = factor[s];
        if (in[s] > 0)
            worst = fmax(worst, fabs(sum / in[s] - 1));
        factor[s] = sum > 0 ? in[s] / sum : 0;
    }
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            e[r * n + s] *= factor[s];
    return worst;
}

static void start_fit(const qp_sums *sums, const double seed[], double e[])
{
    size_t n = sums->n;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            bool open = r != s && sums->out[r] > 0 && sums->in[s] > 0;
            double start = seed != NULL ? seed[r * n + s] : 1;
            e[r * n + s] = open ? start : 0;
        }
}

/* A unit with a part in all flows forces them all. */
static bool is_forced(const qp_square *square)
{
    double all = square->total;
    bool forced = !(all > 0);
    for (size_t u = 0; u < square->n; u++)
        forced = forced ||
                 all - square->outflow[u] - square->inflow[u] <= FORCED * all;
    return forced;
}

bool qp_expectation_fit(const qp_sums *sums, const double seed[], double work[],
                        double expected[])
{
    size_t n = sums->n;
    bool done = false;
    start_fit(sums, seed, expected);
    for (int round = 0; round < MOST_ROUNDS && !done; round++) {
        scale_rows(n, sums->out, expected);
        done = scale_columns(n, sums->in, expected, work) <= TOLERANCE;
    }
    return done;
}

/* ----------------------------------------------------------------- leverages */

/** The log-linear model of origins and destinations, solved for the variance of
 * its effects. */
typedef struct {
    const qp_square *square;
    const double *expected;
    double *share;    ///< [n * n] A = E / O, by rows
    double *schur;    ///< [n * n] of destinations, the first with inflow fixed
    double *variance; ///< [n * n] its inverse, V
    double *mixed;    ///< [n * n] A V
} model;

static bool make_model(size_t n, model *m)
{
    m->share = qp_acquire(n, n * sizeof *m->share);
    m->schur = qp_acquire(n, n * sizeof *m->schur);
    m->variance = qp_acquire(n, n * sizeof *m->variance);
    m->mixed = qp_acquire(n, n * sizeof *m->mixed);
    return m->share != NULL && m->schur != NULL && m->variance != NULL &&
           m->mixed != NULL;
}

static void clear_model(model *m)
{
    qp_release(m->share);
    qp_release(m->schur);
    qp_release(m->variance);
    qp_release(m->mixed);
}

/* to += left' right or left right', row by row: c[i] += a[i][k] b[k]. */
static void add_product(size_t n, const double a[], const double b[],
                        double c[])
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            double factor = a[i * n + k];
            for (size_t j = 0; factor != 0 && j < n; j++)
                c[i * n + j] += factor * b[k * n + j];
        }
}

/* S = diag(I) - E' A, without the row and column of what is fixed. */
static void fill_schur(model *m, size_t fixed)
{
    size_t n = m->square->n;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            double e = m->expected[r * n + s];
            m->share[r * n + s] = e > 0 ? e / m->square->outflow[r] : 0;
        }
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            double e = m->expected[r * n + s];
            for (size_t t = 0; e > 0 && t <= s; t++)
                m->schur[s * n + t] -= e * m->share[r * n + t];
        }
    for (size_t s = 0; s < n; s++) {
        bool out = s == fixed || !(m->square->inflow[s] > 0);
        for (size_t t = 0; t < n; t++)
            if (out || t == fixed)
                m->schur[s * n + t] = 0;
        m->schur[s * n + s] = out ? 1
                                  : m->schur[s * n + s] + m->square->inflow[s];
    }
}

/* What was fixed varies with nothing. */
static void free_fixed(model *m, size_t fixed)
{
    size_t n = m->square->n;
    for (size_t s = 0; s < n; s++) {
        bool out = s == fixed || !(m->square->inflow[s] > 0);
        m->variance[s * n + s] *= out ? 0 : 1;
    }
}

static bool solve_model(model *m)
{
    size_t n = m->square->n;
    size_t fixed = 0;
    while (!(m->square->inflow[fixed] > 0))
        fixed++;
    fill_schur(m, fixed);
    if (!qp_dense_cholesky(n, m->schur))
        return false;
    qp_dense_cholesky_inverse(n, m->schur, m->variance);
    free_fixed(m, fixed);
    add_product(n, m->share, m->variance, m->mixed);
    return true;
}

/* h = E (1/O + (A V A')_rr - 2 (A V)_rs + V_ss), written over `share`. */
static void fill_leverages(model *m)
{
    size_t n = m->square->n;
    for (size_t r = 0; r < n; r++) {
        double *row = m->share + r * n;
        const double *mixed = m->mixed + r * n;
        double own = 0;
        for (size_t s = 0; s < n; s++)
            own += mixed[s] * row[s];
        for (size_t s = 0; s < n; s++) {
            double e = m->expected[r * n + s];
            row[s] = e > 0 ? e * (1 / m->square->outflow[r] + own -
                                  2 * mixed[s] + m->variance[s * n + s])
                           : NAN;
        }
    }
}

static void approximate_leverages(const qp_square *square,
                                  const double expected[], double h[])
{
    size_t n = square->n;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            double e = expected[r * n + s];
            h[r * n + s] = e > 0 ? e / square->outflow[r] +
                                       e / square->inflow[s] - e / square->total
                                 : NAN;
        }
}

/* ----------------------------------------------------------------- residuals */

static double degrees_of_freedom(const qp_square *square)
{
    size_t n = square->n;
    double cells = 0;
    double sums = 0;
    for (size_t u = 0; u < n; u++)
        sums += (square->outflow[u] > 0) + (square->inflow[u] > 0);
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            cells += r != s && square->outflow[r] > 0 && square->inflow[s] > 0;
    return cells - sums + 1;
}

static double dispersion_of(const qp_square *square, const double expected[],
                            double df)
{
    qp_sum sum = {0};
    for (size_t i = 0; i < square->n * square->n; i++)
        if (expected[i] > 0)
            qp_sum_add(&sum, (square->flow[i] - expected[i]) *
                                 (square->flow[i] - expected[i]) / expected[i]);
    return df > 0 ? qp_sum_value(&sum) / df : NAN;
}

static void fill_tests(const qp_square *square, const double leverage[],
                       bool counts, qp_expectation *x)
{
    double scale = x->dispersion > 1 ? sqrt(x->dispersion) : 1;
    for (size_t i = 0; i < x->n * x->n; i++) {
        double e = x->expected[i];
        double kept = 1 - leverage[i];
        bool can = e > 0 && kept > NOT_FREE && x->df > 0;
        x->z[i] = can ? (square->flow[i] - e) / sqrt(e * kept) / scale : NAN;
        x->p[i] = NAN;
        if (counts && e > 0 && e < EXACT_BELOW && x->df > 0)
            x->p[i] = qp_poisson_p(square->flow[i], e);
        else if (counts)
            x->p[i] = qp_normal_p(x->z[i]);
    }
}

/* The leverages, in the room of the model's share. */
static bool find_leverages(const qp_square *square, qp_expectation *x, model *m)
{
    x->approximate = x->n > QP_LEVERAGE_MOST;
    if (x->approximate) {
        approximate_leverages(square, x->expected, m->share);
        return true;
    }
    if (!solve_model(m))
        return false;
    fill_leverages(m);
    return true;
}

static qp_status measure(const qp_square *square, bool counts,
                         qp_expectation *x, qp_error *err)
{
    model m = {.square = square, .expected = x->expected};
    const qp_sums sums = {x->n, square->outflow, square->inflow};
    x->forced = x->n <= 2 || is_forced(square);
    x->converged = !x->forced &&
                   qp_expectation_fit(&sums, NULL, x->z, x->expected);
    if (!x->converged)
        return QP_OK;
    if (!make_model(x->n, &m)) {
        clear_model(&m);
        return qp_fail(err, QP_E_MEMORY,
                       "no memory for the leverages of %zu "
                       "units",
                       x->n);
    }
    x->df = degrees_of_freedom(square);
    x->dispersion = dispersion_of(square, x->expected, x->df);
    x->converged = find_leverages(square, x, &m);
    if (x->converged)
        fill_tests(square, m.share, counts, x);
    clear_model(&m);
    return QP_OK;
}

qp_status qp_expectation_measure(const qp_square *square, bool counts,
                                 qp_expectation *expectation, qp_error *err)
{
    size_t n = square->n;
    qp_expectation x = {
        .n = n,
        .expected = qp_acquire(n, n * sizeof *x.expected),
        .z = qp_acquire(n, n * sizeof *x.z),
        .p = qp_acquire(n, n * sizeof *x.p),
        .dispersion = NAN,
    };
    qp_status status = QP_OK;
    if (x.expected == NULL || x.z == NULL || x.p == NULL)
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the expected flows "
                         "of %zu units",
                         n);
    if (status == QP_OK)
        status = measure(square, counts, &x, err);
    if (status == QP_OK)
        *expectation = x;
    else
        qp_expectation_clear(&x);
    return status;
}

double qp_plain_residual(double flow, double expected, double total)
{
    return (flow - expected) / sqrt(expected * (1 - expected / total));
}

void qp_expectation_clear(qp_expectation *expectation)
{
    qp_release(expectation->expected);
    qp_release(expectation->z);
    qp_release(expectation->p);
    *expectation = (qp_expectation){0};
}
