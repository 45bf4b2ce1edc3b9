/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <criterion/criterion.h>

#include "graph/components.h"

enum { MOST = 12, GRAPHS = 400 };

/* Of n units, from hardly any links to nearly all of them. */
static size_t draw_graph(uint64_t seed, double weight[])
{
    uint64_t state = seed * 0x9E3779B97F4A7C15U + 1;
    size_t n = 1 + seed % MOST;
    for (size_t c = 0; c < n * n; c++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        weight[c] = (state >> 32) % (2 * MOST) < seed / 20 ? 0.5 : 0;
    }
    return n;
}

/* Warshall: reach[i][j] when a way leads from i to j; every unit reaches
 * itself. */
static void close_ways(size_t n, const double weight[], bool both,
                       bool reach[MOST][MOST])
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            reach[i][j] = i == j || weight[i * n + j] > 0 ||
                          (both && weight[j * n + i] > 0);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
}

/* Units are together exactly where each reaches each; all numbers below count
 * are in use. */
static void expect_parts(size_t n, bool reach[MOST][MOST],
                         const double component[], size_t count)
{
    bool used[MOST] = {false};
    for (size_t i = 0; i < n; i++) {
        cr_assert_lt(component[i], (double)count);
        used[(size_t)component[i]] = true;
        for (size_t j = 0; j < n; j++)
            cr_assert_eq(component[i] == component[j],
                         reach[i][j] && reach[j][i]);
    }
    for (size_t c = 0; c < count; c++)
        cr_assert(used[c]);
}

Test(components, are_weak_where_a_way_leads_either_way)
{
    double weight[MOST * MOST], component[MOST];
    bool reach[MOST][MOST];
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        size_t n = draw_graph(seed, weight);
        size_t count = qp_weak_components(n, weight, component);
        close_ways(n, weight, /* both = */ true, reach);
        expect_parts(n, reach, component, count);
        double next = 0;
        for (size_t i = 0; i < n; i++) {
            cr_assert_leq(component[i], next, "numbered by their first units");
            next += component[i] == next ? 1 : 0;
        }
    }
}

Test(components, are_strong_where_each_reaches_each)
{
    double weight[MOST * MOST], component[MOST], work[5 * MOST];
    bool reach[MOST][MOST];
    cr_assert_leq(qp_strong_room(MOST), 5 * MOST);
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        size_t n = draw_graph(seed, weight);
        size_t count = qp_strong_components(n, weight, work, component);
        close_ways(n, weight, /* both = */ false, reach);
        expect_parts(n, reach, component, count);
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                cr_assert(!reach[i][j] || component[j] <= component[i],
                          "none leads to a larger number");
    }
}

Test(components, are_found_along_a_way_of_any_length)
{
    enum { LONG = 2000 };
    static double weight[LONG * LONG], component[LONG], work[5 * LONG];
    for (size_t i = 0; i + 1 < LONG; i++)
        weight[i * LONG + i + 1] = 1;
    cr_assert_eq(qp_weak_components(LONG, weight, component), 1);
    cr_assert_eq(qp_strong_components(LONG, weight, work, component), LONG);
    weight[(LONG - 1) * LONG] = 1;
    cr_assert_eq(qp_strong_components(LONG, weight, work, component), 1);
}

Test(components, marks_all_that_leads_to_what_is_marked)
{
    double weight[MOST * MOST], mark[MOST], work[MOST];
    bool reach[MOST][MOST];
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        size_t n = draw_graph(seed, weight);
        memset(mark, 0, sizeof mark);
        mark[0] = 2;
        mark[n / 2] = 2;
        qp_mark_leading(n, weight, work, mark);
        close_ways(n, weight, /* both = */ false, reach);
        for (size_t i = 0; i < n; i++) {
            bool leads = reach[i][0] || reach[i][n / 2];
            bool core = i == 0 || i == n / 2;
            cr_assert_eq(mark[i], core ? 2 : leads ? 1 : 0);
        }
    }
}
