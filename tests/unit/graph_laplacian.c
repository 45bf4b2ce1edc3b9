/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/threads.h"
#include "graph/laplacian.h"
#include "support/leak.h"

enum { CHAIN = 5 };

/*      0 ──1── 1 ──2── 2 ──4── 3        4 alone
 *
 * b = 1 flows in at 3 and out at 0, where the height is 0: a current of 1, so
 * that heights rise by 1/1, 1/2 and 1/4. */
static const uint32_t first[] = {0, 2, 2};
static const uint32_t second[] = {1, 1, 3};
static const double weight[] = {1, 2, 4};
static const qp_laplacian_pairs chain = {3, first, second, weight};
static const double ground[CHAIN] = {1, 0, 0, 0, 1};
static const double current[CHAIN] = {-1, 0, 0, 1, 0};

QP_TEST(laplacian, heights_of_a_chain_are_sums_of_resistances)
{
    double x[CHAIN];
    cr_assert_eq(qp_laplacian_solve(CHAIN, &chain, ground, current, x, NULL),
                 QP_OK);
    cr_assert_eq(x[0], 0);
    cr_assert_float_eq(x[1], 1.0, 1e-15);
    cr_assert_float_eq(x[2], 1.0 + 1.0 / 2, 1e-15);
    cr_assert_float_eq(x[3], 1.0 + 1.0 / 2 + 1.0 / 4, 1e-15);
    cr_assert_eq(x[4], 0);
}

/* What is solved for is put in: L x = b, on a grid of 60 x 60, whose heights
 * are held at a corner. */
QP_TEST(laplacian, heights_of_a_grid_satisfy_its_equations)
{
    enum { SIDE = 60, UNITS = SIDE * SIDE, PAIRS = 2 * SIDE * (SIDE - 1) };
    static uint32_t from[PAIRS], to[PAIRS];
    static double w[PAIRS], held[UNITS], b[UNITS], x[UNITS], left[UNITS];
    size_t count = 0;
    for (uint32_t u = 0; u < UNITS; u++)
        for (int down = 0; down < 2; down++) {
            if (down ? u + SIDE >= UNITS : (u + 1) % SIDE == 0)
                continue;
            from[count] = u;
            to[count] = down ? u + SIDE : u + 1;
            w[count] = (double)(1 + count % 7);
            b[from[count]] += (double)(count % 5);
            b[to[count]] -= (double)(count % 5);
            count++;
        }
    held[0] = 1;
    qp_laplacian_pairs grid = {count, from, to, w};
    cr_assert_eq(count, PAIRS);
    cr_assert_eq(qp_laplacian_solve(UNITS, &grid, held, b, x, NULL), QP_OK);
    memcpy(left, b, sizeof left);
    for (size_t k = 0; k < count; k++) {
        double flow = w[k] * (x[from[k]] - x[to[k]]);
        left[from[k]] -= flow;
        left[to[k]] += flow;
    }
    for (size_t u = 0; u < UNITS; u++)
        cr_assert(fabs(left[u]) < 1e-10, "unit %zu: %g are left", u, left[u]);
}

/* 1e-300 beside 1 is rounded away: the second unit hangs in the air. */
QP_TEST(laplacian, refuses_weights_too_far_apart_without_a_word)
{
    const uint32_t from[] = {0, 1};
    const uint32_t to[] = {1, 2};
    const double far[] = {1e-300, 1};
    const double held[] = {1, 0, 0};
    const double b[] = {-1, 0, 1};
    const qp_laplacian_pairs pairs = {2, from, to, far};
    double x[] = {42, 42, 42};
    qp_error err = {0};
    int said[2];
    char heard[8];
    int out = dup(STDERR_FILENO);
    cr_assert_eq(pipe(said), 0);
    dup2(said[1], STDERR_FILENO);
    close(said[1]);
    qp_status status = qp_laplacian_solve(3, &pairs, held, b, x, &err);
    dup2(out, STDERR_FILENO);
    close(out);
    cr_assert_eq(status, QP_E_NUMERIC);
    cr_assert_eq(read(said[0], heard, sizeof heard), 0, "nothing is printed");
    close(said[0]);
    cr_assert_eq(x[0], 42);
    cr_assert_neq(err.message[0], '\0');
}

QP_TEST(laplacian, comes_back_clean_from_every_failure_of_memory)
{
    double x[CHAIN] = {42};
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_laplacian_solve(CHAIN, &chain, ground, current, x, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || x[0] == 42);
    }
    cr_assert_eq(status, QP_OK);
}

static void solve_again(size_t piece, void *context)
{
    double(*x)[CHAIN] = context;
    if (qp_laplacian_solve(CHAIN, &chain, ground, current, x[piece], NULL) !=
        QP_OK)
        x[piece][3] = NAN;
}

QP_TEST(laplacian, lets_threads_wait_for_each_other)
{
    enum { TIMES = 200 };
    static double x[TIMES][CHAIN];
    qp_parallel(TIMES, 4, solve_again, x);
    for (size_t t = 0; t < TIMES; t++)
        cr_assert_float_eq(x[t][3], 1.75, 1e-15);
}
