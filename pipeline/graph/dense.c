/* SPDX-License-Identifier: MIT */
#include "graph/dense.h"

#include <math.h>
#include <string.h>

/* Pivots are taken four at a time, so that a row is loaded and stored once for
 * four of them. Each element still sees the same operations in the same order
 * as pivot by pivot. */
enum { PIVOTS = 4 };

/* Wider vectors where the processor has them: elements do not depend on each
 * other, so nothing but the time changes. Sanitizers run before a resolver
 * can. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* to -= factor * from */
WIDE static void subtract_one(size_t count, double factor, const double from[],
                              double *restrict to)
{
    for (size_t j = 0; j < count; j++)
        to[j] -= factor * from[j];
}

/* to -= sum of factor * row, of PIVOTS rows that lie n apart */
WIDE static void subtract_four(size_t count, size_t n, const double factor[],
                               const double rows[], double *restrict to)
{
    const double *row0 = rows;
    const double *row1 = rows + n;
    const double *row2 = rows + 2 * n;
    const double *row3 = rows + 3 * n;
    double f0 = factor[0];
    double f1 = factor[1];
    double f2 = factor[2];
    double f3 = factor[3];
    for (size_t j = 0; j < count; j++)
        to[j] = (((to[j] - f0 * row0[j]) - f1 * row1[j]) - f2 * row2[j]) -
                f3 * row3[j];
}

/* to -= sum of factor * row, of any number of rows in their order */
static void subtract_rows(size_t count, size_t n, size_t rows,
                          const double factor[], const double from[],
                          double to[])
{
    size_t r = 0;
    for (; r + PIVOTS <= rows; r += PIVOTS)
        subtract_four(count, n, factor + r, from + r * n, to);
    for (; r < rows; r++)
        subtract_one(count, factor[r], from + r * n, to);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ------------------------------------------------------------------------ LU */

/* The factors of row i for pivots [k, end), and the row as far as `end`. */
static void eliminate(size_t n, double a[], size_t k, size_t end, size_t i)
{
    double *row = a + i * n;
    for (size_t p = k; p < end; p++) {
        row[p] /= a[p * n + p];
        subtract_one(end - p - 1, row[p], a + p * n + p + 1, row + p + 1);
    }
}

static bool factor_pivots(size_t n, double a[], size_t k, size_t end)
{
    for (size_t p = k; p < end; p++) {
        if (p > k)
            eliminate(n, a, k, p, p);
        subtract_rows(n - p, n, p - k, a + p * n + k, a + k * n + p,
                      a + p * n + p);
        double pivot = a[p * n + p];
        if (!isfinite(pivot) || pivot == 0)
            return false;
    }
    return true;
}

bool qp_dense_lu(size_t n, double a[])
{
    for (size_t k = 0; k < n; k += PIVOTS) {
        size_t end = least(k + PIVOTS, n);
        if (!factor_pivots(n, a, k, end))
            return false;
        for (size_t i = end; i < n; i++) {
            eliminate(n, a, k, end, i);
            subtract_rows(n - end, n, end - k, a + i * n + k, a + k * n + end,
                          a + i * n + end);
        }
    }
    return true;
}

static void divide(size_t count, double by, double row[])
{
    for (size_t j = 0; j < count; j++)
        row[j] /= by;
}

void qp_dense_lu_solve(size_t n, const double lu[], size_t columns, double b[])
{
    for (size_t i = 1; i < n; i++)
        subtract_rows(columns, columns, i, lu + i * n, b, b + i * columns);
    for (size_t i = n; i-- > 0;) {
        double *row = b + i * columns;
        subtract_rows(columns, columns, n - i - 1, lu + i * n + i + 1,
                      row + columns, row);
        divide(columns, lu[i * n + i], row);
    }
}

/* Row i of the inverse of U, from the rows below it, which are inverted, the
 * last first: a row has nothing before its own column, so that the factors of
 * those above it are not touched yet. Four rows at a time begin behind the
 * last of them; the corner before that is done row by row. */
static void invert_upper_row(size_t n, double u[], size_t i)
{
    double *row = u + i * n;
    double pivot = row[i];
    for (size_t end = n; end > i + 1;) {
        size_t k = end - least(end - i - 1, PIVOTS);
        double factor[PIVOTS] = {0};
        for (size_t p = k; p < end; p++) {
            factor[p - k] = row[p];
            row[p] = 0;
        }
        for (size_t p = k; p < end; p++)
            subtract_one(end - p, factor[p - k], u + p * n + p, row + p);
        subtract_rows(n - end, n, end - k, factor, u + k * n + end, row + end);
        end = k;
    }
    divide(n - i - 1, pivot, row + i + 1);
    row[i] = 1 / pivot;
}

/* Row i of the inverse of L, from the rows above it, the first first: they have
 * nothing behind their own column. */
static void invert_lower_row(size_t n, double l[], size_t i)
{
    double *row = l + i * n;
    for (size_t k = 0; k < i; k += PIVOTS) {
        size_t end = least(k + PIVOTS, i);
        double factor[PIVOTS] = {0};
        for (size_t p = k; p < end; p++)
            factor[p - k] = row[p];
        subtract_rows(k, n, end - k, factor, l + k * n, row);
        for (size_t p = k; p < end; p++) {
            row[p] = -factor[p - k];
            subtract_one(p - k, factor[p - k], l + p * n + k, row + k);
        }
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

/* ------------------------------------------------------------------ Cholesky */

/* The triangle below the diagonal becomes that above it, or back. */
static void turn(size_t n, bool up, double a[])
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            if (up)
                a[j * n + i] = a[i * n + j];
            else
                a[i * n + j] = a[j * n + i];
        }
}

static bool factor_roots(size_t n, double a[], size_t k, size_t end)
{
    for (size_t p = k; p < end; p++) {
        double *row = a + p * n;
        for (size_t q = k; q < p; q++)
            subtract_one(n - p, a[q * n + p], a + q * n + p, row + p);
        if (!(row[p] > 0 && isfinite(row[p])))
            return false;
        row[p] = sqrt(row[p]);
        divide(n - p - 1, row[p], row + p + 1);
    }
    return true;
}

bool qp_dense_cholesky(size_t n, double a[])
{
    turn(n, true, a);
    for (size_t k = 0; k < n; k += PIVOTS) {
        size_t end = least(k + PIVOTS, n);
        if (!factor_roots(n, a, k, end))
            return false;
        for (size_t i = end; i < n; i++) {
            double factor[PIVOTS] = {0};
            for (size_t p = k; p < end; p++)
                factor[p - k] = a[p * n + i];
            subtract_rows(n - i, n, end - k, factor, a + k * n + i,
                          a + i * n + i);
        }
    }
    turn(n, false, a);
    return true;
}

void qp_dense_cholesky_solve(size_t n, const double l[], size_t columns,
                             double b[])
{
    for (size_t i = 0; i < n; i++) {
        subtract_rows(columns, columns, i, l + i * n, b, b + i * columns);
        divide(columns, l[i * n + i], b + i * columns);
    }
    /* The rows above an unknown take from it what they have of it. */
    for (size_t i = n; i-- > 0;) {
        const double *row = l + i * n;
        divide(columns, row[i], b + i * columns);
        for (size_t k = 0; columns > 1 && k < i; k++)
            subtract_one(columns, row[k], b + i * columns, b + k * columns);
        if (columns == 1)
            subtract_one(i, b[i], row, b);
    }
}

void qp_dense_cholesky_inverse(size_t n, double l[], double inverse[])
{
    memset(inverse, 0, n * n * sizeof *inverse);
    for (size_t i = 0; i < n; i++)
        inverse[i * n + i] = 1;
    qp_dense_cholesky_solve(n, l, n, inverse);
}
