/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "graph/dense.h"

enum { MOST = 67 };

static const size_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 31, 64, MOST};

enum { SIZES = sizeof sizes / sizeof *sizes };

static double draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 40);
}

/* Off the diagonal <= 0, a tenth of it 0; the diagonal outweighs each row. */
static void dominant(size_t n, bool symmetric, double a[])
{
    uint64_t state = 88172645463325252U + n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double x = draw(&state);
            a[i * n + j] = draw(&state) < 0x1p24 / 10 ? 0 : -x;
        }
    for (size_t i = 0; symmetric && i < n; i++)
        for (size_t j = 0; j < i; j++)
            a[i * n + j] = a[j * n + i];
    for (size_t i = 0; i < n; i++) {
        double others = 0;
        for (size_t j = 0; j < n; j++)
            others += j != i ? fabs(a[i * n + j]) : 0;
        a[i * n + i] = 1 + 1.1 * others;
    }
}

/* The inverse by Gauss and Jordan with the largest pivot, in long double. */
static void invert(size_t n, const double a[], long double inverse[])
{
    static long double m[MOST][2 * MOST];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < 2 * n; j++)
            m[i][j] = j < n ? (long double)a[i * n + j] : j - n == i;
    for (size_t k = 0; k < n; k++) {
        size_t best = k;
        for (size_t i = k; i < n; i++)
            best = fabsl(m[i][k]) > fabsl(m[best][k]) ? i : best;
        for (size_t j = 0; j < 2 * n; j++) {
            long double kept = m[k][j];
            m[k][j] = m[best][j];
            m[best][j] = kept;
        }
        for (size_t i = 0; i < n; i++) {
            long double factor = i != k ? m[i][k] / m[k][k] : 0;
            for (size_t j = 0; j < 2 * n; j++)
                m[i][j] -= factor * m[k][j];
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            inverse[i * n + j] = m[i][n + j] / m[i][i];
}

static void expect_near(double got, long double expected, size_t n)
{
    cr_assert(fabsl(got - expected) <= 1e-12L * fabsl(expected) + 1e-24L,
              "of %zu: %.17g, not %.17Lg", n, got, expected);
}

Test(dense, solves_what_an_exact_elimination_solves)
{
    static double a[MOST * MOST], lu[MOST * MOST], x[MOST * MOST];
    static long double inverse[MOST * MOST];
    for (size_t s = 0; s < SIZES; s++) {
        size_t n = sizes[s];
        dominant(n, false, a);
        invert(n, a, inverse);
        memcpy(lu, a, n * n * sizeof *a);
        cr_assert(qp_dense_lu(n, lu));
        memset(x, 0, sizeof x);
        for (size_t i = 0; i < n; i++)
            x[i * n + i] = 1;
        qp_dense_lu_solve(n, lu, n, x);
        for (size_t i = 0; i < n * n; i++)
            expect_near(x[i], inverse[i], n);
    }
}

Test(dense, gives_the_diagonal_of_the_inverse)
{
    static double a[MOST * MOST], diagonal[MOST];
    static long double inverse[MOST * MOST];
    for (size_t s = 0; s < SIZES; s++) {
        size_t n = sizes[s];
        dominant(n, false, a);
        invert(n, a, inverse);
        cr_assert(qp_dense_lu(n, a));
        qp_dense_lu_inverse_diagonal(n, a, diagonal);
        for (size_t i = 0; i < n; i++)
            expect_near(diagonal[i], inverse[i * n + i], n);
    }
}

Test(dense, solves_and_inverts_by_cholesky)
{
    static double a[MOST * MOST], l[MOST * MOST], x[MOST * MOST], one[MOST];
    static long double inverse[MOST * MOST];
    for (size_t s = 0; s < SIZES; s++) {
        size_t n = sizes[s];
        dominant(n, true, a);
        invert(n, a, inverse);
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++) /* what is above is not read */
                l[i * n + j] = j <= i ? a[i * n + j] : NAN;
        cr_assert(qp_dense_cholesky(n, l));
        for (size_t i = 0; i < n; i++)
            one[i] = i == n / 2;
        qp_dense_cholesky_solve(n, l, 1, one);
        qp_dense_cholesky_inverse(n, l, x);
        for (size_t i = 0; i < n * n; i++)
            expect_near(x[i], inverse[i], n);
        for (size_t i = 0; i < n; i++)
            expect_near(one[i], inverse[i * n + n / 2], n);
    }
}

/* The order of operations that the header promises: pivot by pivot. */
static void eliminate_by_one(size_t n, double a[])
{
    for (size_t k = 0; k < n; k++)
        for (size_t i = k + 1; i < n; i++) {
            double factor = a[i * n + k] / a[k * n + k];
            a[i * n + k] = factor;
            for (size_t j = k + 1; j < n; j++) {
                volatile double part = factor * a[k * n + j]; /* rounded */
                a[i * n + j] -= part;
            }
        }
}

Test(dense, gives_the_bits_of_an_elimination_pivot_by_pivot)
{
    static double a[MOST * MOST], lu[MOST * MOST];
    for (size_t s = 0; s < SIZES; s++) {
        size_t n = sizes[s];
        dominant(n, false, a);
        memcpy(lu, a, n * n * sizeof *a);
        eliminate_by_one(n, a);
        cr_assert(qp_dense_lu(n, lu));
        cr_assert_eq(memcmp(a, lu, n * n * sizeof *a), 0, "of %zu", n);
    }
}

/* Hilbert's matrices, 1 / (i + j + 1), are positive definite and, from 13 rows
 * on, not to be told from singular: what is solved puts the right side back, or
 * nothing is. */
Test(dense, solves_hilbert_or_refuses_it)
{
    size_t solved = 0;
    for (size_t n = 1; n <= 20; n++) {
        double l[20 * 20], x[20];
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                l[i * n + j] = 1.0 / (double)(i + j + 1);
        for (size_t i = 0; i < n; i++)
            x[i] = 1;
        if (!qp_dense_cholesky(n, l))
            continue;
        solved++;
        qp_dense_cholesky_solve(n, l, 1, x);
        double largest = 0;
        for (size_t i = 0; i < n; i++)
            largest = fmax(largest, fabs(x[i]));
        for (size_t i = 0; i < n; i++) {
            long double left = 1;
            for (size_t j = 0; j < n; j++)
                left -= (long double)x[j] / (long double)(i + j + 1);
            cr_assert(fabsl(left) < 1e-15L * (long double)n * largest,
                      "of %zu: %Lg of %g", n, left, largest);
        }
    }
    cr_assert(solved >= 10 && solved < 20, "%zu solved", solved);
}

Test(dense, refuses_what_it_cannot_factor)
{
    double singular[] = {1, 2, 2, 4};
    double indefinite[] = {1, 0, 2, 1};
    double empty[] = {0};
    double endless[] = {INFINITY};
    cr_assert_not(qp_dense_lu(2, singular));
    cr_assert_not(qp_dense_cholesky(2, indefinite), "1 - 2 x 2 is below 0");
    cr_assert_not(qp_dense_lu(1, empty));
    cr_assert_not(qp_dense_cholesky(1, empty));
    cr_assert_not(qp_dense_lu(1, endless));
    cr_assert_not(qp_dense_cholesky(1, endless));
}
