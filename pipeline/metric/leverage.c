/* SPDX-License-Identifier: MIT */
#include "metric/leverage.h"

#include <math.h>

#include "core/memory.h"
#include "core/threads.h"
#include "graph/dense.h"

/* The information matrix of rows and columns is (diag(O) E; E' diag(I)). One
 * column is left out, for the sum of rows is that of columns. With Q = E / O
 * by rows, the Schur complement of the rows is M = diag(I) - E' Q, and with
 * P its inverse
 *
 *      h_rs / E_rs = 1/O_r + (q_r - e_s)' P (q_r - e_s)
 */
typedef struct {
    size_t n;
    const double *expected; ///< [n * n]
    double *outflow;        ///< [n]
    double *inflow;         ///< [n]
    size_t *place;          ///< [n] of a column in P; columns: not in it
    size_t *column;         ///< [columns]
    size_t columns;
    double *q; ///< [n * columns]
    double *m; ///< [columns * columns]
    double *p; ///< [columns * columns]
    double *g; ///< [n * columns] Q P
    double *leverage;
} information;

static bool make_information(size_t n, information *i)
{
    i->outflow = qp_acquire(n, sizeof *i->outflow);
    i->inflow = qp_acquire(n, sizeof *i->inflow);
    i->place = qp_acquire(n, sizeof *i->place);
    i->column = qp_acquire(n, sizeof *i->column);
    i->q = qp_acquire(n, n * sizeof *i->q);
    i->m = qp_acquire(n, n * sizeof *i->m);
    i->p = qp_acquire(n, n * sizeof *i->p);
    i->g = qp_acquire(n, n * sizeof *i->g);
    return i->outflow != NULL && i->inflow != NULL && i->place != NULL &&
           i->column != NULL && i->q != NULL && i->m != NULL && i->p != NULL &&
           i->g != NULL;
}

static void clear_information(information *i)
{
    qp_release(i->outflow);
    qp_release(i->inflow);
    qp_release(i->place);
    qp_release(i->column);
    qp_release(i->q);
    qp_release(i->m);
    qp_release(i->p);
    qp_release(i->g);
}

static double in_model(const information *i, size_t r, size_t s)
{
    double expected = i->expected[r * i->n + s];
    return expected > 0 ? expected : 0;
}

static void add_margins(information *i)
{
    for (size_t r = 0; r < i->n; r++)
        for (size_t s = 0; s < i->n; s++) {
            i->outflow[r] += in_model(i, r, s);
            i->inflow[s] += in_model(i, r, s);
        }
}

/* All columns in the model but the largest, without which M is safest. */
static void choose_columns(information *i)
{
    size_t largest = 0;
    for (size_t s = 1; s < i->n; s++)
        if (i->inflow[s] > i->inflow[largest])
            largest = s;
    for (size_t s = 0; s < i->n; s++)
        if (s != largest && i->inflow[s] > 0)
            i->column[i->columns++] = s;
    for (size_t s = 0; s < i->n; s++)
        i->place[s] = i->columns;
    for (size_t k = 0; k < i->columns; k++)
        i->place[i->column[k]] = k;
}

static void fill_shares(information *i)
{
    for (size_t r = 0; r < i->n; r++)
        for (size_t k = 0; k < i->columns && i->outflow[r] > 0; k++)
            i->q[r * i->columns + k] = in_model(i, r, i->column[k]) /
                                       i->outflow[r];
}

/* to += factor * from */
static void add_row(double to[], const double from[], double factor, size_t n)
{
    for (size_t k = 0; k < n; k++)
        to[k] += factor * from[k];
}

/* Of the lower triangle, which is what Cholesky reads. */
static void complement_row(size_t k, void *context)
{
    const information *i = context;
    double *row = i->m + k * i->columns;
    for (size_t r = 0; r < i->n; r++)
        add_row(row, i->q + r * i->columns, -in_model(i, r, i->column[k]),
                k + 1);
    row[k] += i->inflow[i->column[k]];
}

static void leverage_row(size_t r, void *context)
{
    const information *i = context;
    size_t columns = i->columns;
    const double *q = i->q + r * columns;
    double *g = i->g + r * columns;
    double own = 1 / i->outflow[r];
    for (size_t k = 0; k < columns; k++)
        add_row(g, i->p + k * columns, q[k], columns);
    for (size_t k = 0; k < columns; k++)
        own += g[k] * q[k];
    for (size_t s = 0; s < i->n; s++) {
        size_t k = i->place[s];
        double expected = in_model(i, r, s);
        double both = k < columns ? i->p[k * columns + k] - 2 * g[k] : 0;
        i->leverage[r * i->n + s] = expected > 0 ? expected * (own + both)
                                                 : NAN;
    }
}

qp_status qp_leverage(size_t n, const double expected[], unsigned threads,
                      double leverage[], qp_error *err)
{
    information i = {.n = n, .expected = expected, .leverage = leverage};
    qp_status status = QP_OK;
    if (!make_information(n, &i)) {
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the leverages of %zu units", n);
        goto done;
    }
    add_margins(&i);
    choose_columns(&i);
    fill_shares(&i);
    qp_parallel(i.columns, threads, complement_row, &i);
    if (qp_dense_cholesky(i.columns, i.m)) {
        qp_dense_cholesky_inverse(i.columns, i.m, i.p);
        qp_parallel(n, threads, leverage_row, &i);
    } else {
        for (size_t c = 0; c < n * n; c++)
            leverage[c] = NAN;
    }
done:
    clear_information(&i);
    return status;
}

double qp_leverage_estimate(double expected, double outflow, double inflow,
                            double total)
{
    return expected * (1 / outflow + 1 / inflow - 1 / total);
}
