/* SPDX-License-Identifier: MIT */
#include "metric/expectation.h"

#include <math.h>
#include <string.h>

#include "chance/exact.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/threads.h"
#include "metric/leverage.h"

enum {
    HALVINGS = 60, /* of (-1, 1): to the last digit of 1 and beyond */
    POLISH = 5
};

#define NO_FREEDOM 1e-12 ///< share of the flow; less passes the hub by
#define ROUNDING   1e-12 ///< share of E
#define FIXED_CELL 1e-9  ///< 1 - h below it is what rounding has left
#define SMALL_CELL 5.0   ///< below it p is exact

/* ------------------------------------------------------------ one unknown */

/* With x = a / sum a, y = b / sum b and v = 1 / (sum a sum b), the margins are
 *
 *      O v = x (1 - y),   I v = y (1 - x),   x - y = (O - I) v
 *
 * and for given v, x and y are the two roots
 *
 *      x = (1 + o - i -+ u) / 2,   y = (1 - o + i -+ u) / 2
 *      u = sqrt((1 - o - i)^2 - 4 o i),   o = O v, i = I v
 *
 * The larger one (+) makes x + y above 1, so at most one unit has it: the
 * hub, largest in sqrt(O) + sqrt(I). Its u, with a minus sign for the larger
 * root, is taken for the unknown, since v as a function of it has no branches:
 * it falls to 0 at both ends of (-1, 1), and is never so large that another
 * unit has no root. At +1 the x sum to 0, at -1 to more than 1; so between them
 * is a solution, and there is only one E. */
typedef struct {
    const qp_square *f;
    size_t hub;
} model;

typedef struct {
    double x;
    double y;
} share;

static double scale_at(const model *m, double u)
{
    double turnover = m->f->outflow[m->hub] + m->f->inflow[m->hub];
    double net = m->f->outflow[m->hub] - m->f->inflow[m->hub];
    double lean = net / turnover;
    double rest = (1 - u) * (1 + u);
    return rest / (turnover * (1 + sqrt(1 - lean * lean * rest)));
}

static share larger_root(double o, double i, double u)
{
    return (share){(1 + o - i + u) / 2, (1 - o + i + u) / 2};
}

/* The product of both roots x is o; so nothing cancels. */
static double by_product(double o, double i, double u)
{
    return o > 0 ? 2 * o / (1 + o - i + u) : 0;
}

static share smaller_root(double o, double i, double u)
{
    return (share){by_product(o, i, u), by_product(i, o, u)};
}

static share share_of(const model *m, size_t r, double v, double u)
{
    double o = m->f->outflow[r] * v;
    double i = m->f->inflow[r] * v;
    if (r != m->hub) {
        double square = (1 - o - i) * (1 - o - i) - 4 * o * i;
        return smaller_root(o, i, sqrt(fmax(square, 0)));
    }
    return u < 0 ? larger_root(o, i, -u) : smaller_root(o, i, u);
}

/* Do the x sum to more than 1? Of the larger root 1 - x is the smaller y. */
static bool is_above_one(const model *m, double u)
{
    double v = scale_at(m, u);
    qp_sum sum = {0};
    for (size_t r = 0; r < m->f->n; r++)
        if (r != m->hub)
            qp_sum_add(&sum, share_of(m, r, v, u).x);
    double o = m->f->outflow[m->hub] * v;
    double i = m->f->inflow[m->hub] * v;
    double room = u < 0 ? smaller_root(o, i, -u).y
                        : 1 - smaller_root(o, i, u).x;
    return qp_sum_value(&sum) > room;
}

static double find_unknown(const model *m)
{
    double low = -1;
    double high = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
        double middle = low + (high - low) / 2;
        if (is_above_one(m, middle))
            low = middle;
        else
            high = middle;
    }
    return high;
}

static size_t find_hub(const qp_square *square)
{
    size_t hub = 0;
    double most = -1;
    for (size_t r = 0; r < square->n; r++) {
        double size = sqrt(square->outflow[r]) + sqrt(square->inflow[r]);
        if (size > most) {
            most = size;
            hub = r;
        }
    }
    return hub;
}

static double others(const share shares[], size_t n, size_t unit, bool x)
{
    double sum = 0;
    for (size_t u = 0; u < n; u++)
        if (u != unit)
            sum += x ? shares[u].x : shares[u].y;
    return sum;
}

/* Where nearly all flows touch one unit, or two, the x sum to 1 within the
 * last digits only of the large ones. Rounds of proportional fitting give the
 * small ones theirs. */
static void polish(const qp_square *f, double v, share shares[])
{
    for (int round = 0; round < POLISH; round++) {
        for (size_t r = 0; r < f->n; r++)
            if (f->outflow[r] > 0)
                shares[r].x = f->outflow[r] * v /
                              others(shares, f->n, r, false);
        for (size_t s = 0; s < f->n; s++)
            if (f->inflow[s] > 0)
                shares[s].y = f->inflow[s] * v / others(shares, f->n, s, true);
    }
}

/* A row or column without flow is out of the model. */
static double cell(const qp_square *f, size_t r, size_t s, double product)
{
    if (r == s)
        return 0;
    return f->outflow[r] > 0 && f->inflow[s] > 0 ? product : NAN;
}

static void expect_flows(const qp_square *f, share shares[], double expected[])
{
    model m = {f, find_hub(f)};
    double u = find_unknown(&m);
    double v = scale_at(&m, u);
    for (size_t r = 0; r < f->n; r++)
        shares[r] = share_of(&m, r, v, u);
    polish(f, v, shares);
    for (size_t r = 0; r < f->n; r++)
        for (size_t s = 0; s < f->n; s++)
            expected[r * f->n + s] = cell(f, r, s,
                                          shares[r].x * shares[s].y / v);
}

/* -------------------------------------------------------------- residuals */

double qp_multinomial_residual(double flow, double expected, double total)
{
    double variance = expected * (1 - expected / total);
    return variance > 0 ? (flow - expected) / sqrt(variance) : NAN;
}

/* What rounding leaves of a perfect fit is no gap. */
static double gap_of(double flow, double expected)
{
    double gap = flow - expected;
    return fabs(gap) > ROUNDING * expected ? gap : 0;
}

static void add_chi2(const qp_square *f, qp_expectation *e)
{
    qp_sum chi2 = {0};
    for (size_t c = 0; c < f->n * f->n; c++) {
        double gap = gap_of(f->flow[c], e->expected[c]);
        if (e->expected[c] > 0)
            qp_sum_add(&chi2, gap / e->expected[c] * gap);
    }
    e->chi2 = qp_sum_value(&chi2);
    e->dispersion = e->chi2 / e->df;
}

/* Into z, where residuals replace them. */
static qp_status fill_leverages(const qp_square *f, unsigned threads,
                                qp_expectation *e, qp_error *err)
{
    size_t n = f->n;
    e->approximate = n > QP_EXPECTATION_EXACT;
    if (!e->approximate)
        return qp_leverage(n, e->expected, threads, e->z, err);
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            e->z[r * n + s] = qp_leverage_estimate(
                e->expected[r * n + s], f->outflow[r], f->inflow[s], f->total);
    return QP_OK;
}

typedef struct {
    const qp_square *f;
    const qp_expectation *e;
    bool counts;
    double scale; ///< sqrt of the dispersion by which z is divided
} comparison;

static void compare_row(size_t r, void *context)
{
    const comparison *k = context;
    const qp_expectation *e = k->e;
    for (size_t c = r * e->n; c < (r + 1) * e->n; c++) {
        double freedom = 1 - e->z[c];
        double expected = e->expected[c];
        e->z[c] = NAN;
        e->p[c] = NAN;
        if (!(expected > 0 && freedom > FIXED_CELL))
            continue;
        double gap = gap_of(k->f->flow[c], expected);
        e->z[c] = gap / sqrt(expected * freedom) / k->scale;
        if (k->counts)
            e->p[c] = expected < SMALL_CELL
                          ? qp_poisson_p(k->f->flow[c], expected)
                          : qp_normal_p(e->z[c]);
    }
}

/* ---------------------------------------------------------------- freedom */

/* Cells of the model less the parameters of its rows and columns. */
static double freedom_of(const qp_square *f)
{
    double rows = 0;
    double columns = 0;
    double diagonal = 0;
    for (size_t r = 0; r < f->n; r++) {
        bool sends = f->outflow[r] > 0;
        bool receives = f->inflow[r] > 0;
        rows += sends ? 1 : 0;
        columns += receives ? 1 : 0;
        diagonal += sends && receives ? 1 : 0;
    }
    return rows * columns - diagonal - rows - columns + 1;
}

/* A unit with a part in every flow: what it sends and receives is all. */
static bool is_star(const qp_square *f)
{
    for (size_t r = 0; r < f->n; r++) {
        double elsewhere = f->total - f->outflow[r] - f->inflow[r];
        if (elsewhere <= NO_FREEDOM * f->total)
            return true;
    }
    return false;
}

static bool make_arrays(size_t n, qp_expectation *e)
{
    *e = (qp_expectation){
        .n = n,
        .expected = qp_acquire(n, n * sizeof *e->expected),
        .z = qp_acquire(n, n * sizeof *e->z),
        .p = qp_acquire(n, n * sizeof *e->p),
        .chi2 = NAN,
        .df = NAN,
        .dispersion = NAN,
    };
    if (e->expected == NULL || e->z == NULL || e->p == NULL)
        return false;
    for (size_t c = 0; c < n * n; c++)
        e->expected[c] = e->z[c] = e->p[c] = NAN;
    return true;
}

static qp_status measure(const qp_square *f, bool counts, unsigned threads,
                         qp_expectation *e, qp_error *err)
{
    share *shares = qp_acquire(f->n, sizeof *shares);
    if (shares == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu units", f->n);
    expect_flows(f, shares, e->expected);
    qp_release(shares);
    add_chi2(f, e);
    qp_status status = fill_leverages(f, threads, e, err);
    bool scaled = e->dispersion > 1 || (!counts && e->dispersion > 0);
    comparison k = {f, e, counts, scaled ? sqrt(e->dispersion) : 1};
    if (status == QP_OK)
        qp_parallel(f->n, threads, compare_row, &k);
    return status;
}

qp_status qp_expectation_measure(const qp_square *square, bool counts,
                                 unsigned threads, qp_expectation *expectation,
                                 qp_error *err)
{
    qp_expectation e;
    qp_status status = QP_OK;
    if (!make_arrays(square->n, &e)) {
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the expected flows of %zu units",
                         square->n);
    } else if (square->total > 0) {
        double df = freedom_of(square);
        e.fixed = df < 1 || is_star(square);
        e.df = e.fixed ? 0 : df;
        if (!e.fixed)
            status = measure(square, counts, threads, &e, err);
    }
    if (status == QP_OK)
        *expectation = e;
    else
        qp_expectation_clear(&e);
    return status;
}

void qp_expectation_clear(qp_expectation *expectation)
{
    qp_release(expectation->expected);
    qp_release(expectation->z);
    qp_release(expectation->p);
    *expectation = (qp_expectation){0};
}

/* ---------------------------------------------------------------- fitting */

enum { ROUNDS = 10000 };

#define CONVERGED 1e-10 ///< relative to the margin

static void plant(size_t n, const double seed[], double fitted[])
{
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            double cell = seed != NULL ? seed[r * n + s] : 1;
            fitted[r * n + s] = r == s ? 0 : cell;
        }
}

static double sum_row(const double row[], size_t n)
{
    double sum = 0;
    for (size_t s = 0; s < n; s++)
        sum += row[s];
    return sum;
}

/* A sum of 0 cannot be scaled: it stays, and the error tells. */
static double factor_to(double margin, double sum)
{
    return sum > 0 ? margin / sum : 0;
}

/* The largest relative error of a row before it was scaled. */
static double fit_rows(const qp_margins *m, double fitted[])
{
    double worst = 0;
    for (size_t r = 0; r < m->n; r++) {
        double *row = fitted + r * m->n;
        double sum = sum_row(row, m->n);
        double factor = factor_to(m->outflow[r], sum);
        if (m->outflow[r] > 0)
            worst = fmax(worst, fabs(sum - m->outflow[r]) / m->outflow[r]);
        for (size_t s = 0; s < m->n; s++)
            row[s] *= factor;
    }
    return worst;
}

static void fit_columns(const qp_margins *m, double scale, double sums[],
                        double fitted[])
{
    size_t n = m->n;
    memset(sums, 0, n * sizeof *sums);
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            sums[s] += fitted[r * n + s];
    for (size_t s = 0; s < n; s++)
        sums[s] = factor_to(m->inflow[s] * scale, sums[s]);
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            fitted[r * n + s] *= sums[s];
}

/* Columns are right after every round, and rows within what is returned. */
static double fit(const qp_margins *m, double sums[], double fitted[],
                  int *rounds)
{
    double scale = factor_to(sum_row(m->outflow, m->n),
                             sum_row(m->inflow, m->n));
    double error = INFINITY;
    int round = 0;
    while (error > CONVERGED && round <= ROUNDS) {
        error = fit_rows(m, fitted);
        fit_columns(m, scale, sums, fitted);
        round++;
    }
    *rounds = round - 1; /* the last one looked only */
    return error;
}

qp_status qp_expectation_fit(const qp_margins *margins, const double seed[],
                             double expected[], int *rounds, qp_error *err)
{
    size_t n = margins->n;
    double *fitted = qp_acquire(n, n * sizeof *fitted);
    double *sums = qp_acquire(n, sizeof *sums);
    qp_status status = QP_OK;
    int taken = 0;
    if (fitted == NULL || sums == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory to fit %zu units", n);
        goto done;
    }
    plant(n, seed, fitted);
    double error = fit(margins, sums, fitted, &taken);
    if (!(error <= CONVERGED)) {
        status = qp_fail(err, QP_E_NUMERIC,
                         "margins of %zu units are not met after %d rounds: a "
                         "row is wrong by %.2g of itself",
                         n, ROUNDS, error);
        goto done;
    }
    memcpy(expected, fitted, n * n * sizeof *expected);
    if (rounds != NULL)
        *rounds = taken;
done:
    qp_release(fitted);
    qp_release(sums);
    return status;
}
