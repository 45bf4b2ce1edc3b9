/* SPDX-License-Identifier: MIT */
#include "graph/dense.h"

#include <math.h>
#include <string.h>

/* to -= factor * from, over [start, n) */
static void subtract_row(double to[], const double from[], double factor,
                         size_t start, size_t n)
{
    for (size_t j = start; j < n; j++)
        to[j] -= factor * from[j];
}

static bool is_pivot(double x)
{
    return isfinite(x) && x != 0;
}

bool qp_dense_lu(size_t n, double a[])
{
    for (size_t k = 0; k < n; k++) {
        const double *row = a + k * n;
        if (!is_pivot(row[k]))
            return false;
        for (size_t i = k + 1; i < n; i++) {
            double factor = a[i * n + k] / row[k];
            a[i * n + k] = factor;
            subtract_row(a + i * n, row, factor, k + 1, n);
        }
    }
    return true;
}

void qp_dense_lu_solve(size_t n, const double lu[], size_t columns, double b[])
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < i; k++)
            subtract_row(b + i * columns, b + k * columns, lu[i * n + k], 0,
                         columns);
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            subtract_row(b + i * columns, b + k * columns, lu[i * n + k], 0,
                         columns);
        for (size_t c = 0; c < columns; c++)
            b[i * columns + c] /= lu[i * n + i];
    }
}

/* Row i of the inverse of U, from the rows below it. */
static void invert_upper_row(size_t n, double u[], size_t i)
{
    double *row = u + i * n;
    double pivot = row[i];
    for (size_t k = n; k-- > i + 1;) {
        double factor = row[k];
        row[k] = 0;
        subtract_row(row, u + k * n, factor, k, n);
    }
    row[i] = 1;
    for (size_t j = i; j < n; j++)
        row[j] /= pivot;
}

/* Row i of the inverse of L, from the rows above it. */
static void invert_lower_row(size_t n, double l[], size_t i)
{
    double *row = l + i * n;
    for (size_t k = 0; k < i; k++) {
        double factor = row[k];
        row[k] = -factor;
        for (size_t j = 0; j < k; j++)
            row[j] -= factor * l[k * n + j];
    }
}

void qp_dense_lu_inverse_diagonal(size_t n, double lu[], double diagonal[])
{
    for (size_t i = n; i-- > 0;)
        invert_upper_row(n, lu, i);
    for (size_t i = 0; i < n; i++)
        invert_lower_row(n, lu, i);
    for (size_t i = 0; i < n; i++) {
        double sum = lu[i * n + i];
        for (size_t k = i + 1; k < n; k++)
            sum += lu[i * n + k] * lu[k * n + i];
        diagonal[i] = sum;
    }
}

bool qp_dense_cholesky(size_t n, double a[])
{
    for (size_t i = 0; i < n; i++) {
        double *row = a + i * n;
        for (size_t j = 0; j <= i; j++) {
            const double *other = a + j * n;
            double sum = row[j];
            for (size_t k = 0; k < j; k++)
                sum -= row[k] * other[k];
            if (j == i && !(sum > 0 && isfinite(sum)))
                return false;
            row[j] = j == i ? sqrt(sum) : sum / other[j];
        }
    }
    return true;
}

/* Both sweeps run along the rows of L: the second takes from the rows above
 * what the solved one has in them. */
static void solve_one(size_t n, const double l[], double b[])
{
    for (size_t i = 0; i < n; i++) {
        const double *row = l + i * n;
        double sum = b[i];
        for (size_t k = 0; k < i; k++)
            sum -= row[k] * b[k];
        b[i] = sum / row[i];
    }
    for (size_t i = n; i-- > 0;) {
        const double *row = l + i * n;
        b[i] /= row[i];
        subtract_row(b, row, b[i], 0, i);
    }
}

void qp_dense_cholesky_solve(size_t n, const double l[], size_t columns,
                             double b[])
{
    if (columns == 1) {
        solve_one(n, l, b);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            subtract_row(b + i * columns, b + k * columns, l[i * n + k], 0,
                         columns);
        for (size_t c = 0; c < columns; c++)
            b[i * columns + c] /= l[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t c = 0; c < columns; c++)
            b[i * columns + c] /= l[i * n + i];
        for (size_t k = 0; k < i; k++)
            subtract_row(b + k * columns, b + i * columns, l[i * n + k], 0,
                         columns);
    }
}

void qp_dense_cholesky_inverse(size_t n, double l[], double inverse[])
{
    memset(inverse, 0, n * n * sizeof *inverse);
    for (size_t i = 0; i < n; i++)
        inverse[i * n + i] = 1;
    qp_dense_cholesky_solve(n, l, n, inverse);
}
