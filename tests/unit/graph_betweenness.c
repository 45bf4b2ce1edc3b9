/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "graph/betweenness.h"
#include "support/leak.h"
#include "support/little_graph.h"

enum { GRAPHS = 200, UNITS = 30 };

/* ------------------------------------------------------------------- by hand */

/*
 *      0 ──▶ 2 ──▶ 4 ──▶ 5        0, 1 to 4, 5
 *      │           ▲
 *      └───▶ 3 ────┘              0 to 4: through 2 and through 3, half each
 *      1 ────▲                    0 to 5: the same, and through 4
 *                                 1 to 4: through 3; 1 to 5: through 3 and 4
 */
QP_TEST(betweenness, counts_the_shortest_paths_between_two_sets)
{
    little g = {.n = 6};
    const bool source[] = {true, true, false, false, false, false};
    const bool target[] = {false, false, false, false, true, true};
    const double expected[] = {0, 0, 0.5 + 0.5, 0.5 + 0.5 + 1 + 1, 1 + 1, 0};
    double value[6];
    g.leads[0][2] = g.leads[0][3] = g.leads[1][3] = true;
    g.leads[2][4] = g.leads[3][4] = g.leads[4][5] = true;
    qp_arcs arcs = little_arcs(&g);
    cr_assert_eq(qp_subset_betweenness(&(qp_passage){&arcs, source, target}, 1,
                                       value, NULL),
                 QP_OK);
    for (size_t u = 0; u < g.n; u++)
        cr_assert_eq(value[u], expected[u], "of %zu", u);
    qp_arcs_clear(&arcs);
}

/* 0 and 1 are in both sets; nobody is between oneself and oneself. */
QP_TEST(betweenness, has_no_path_from_a_unit_to_itself)
{
    little g = {.n = 3};
    const bool both[] = {true, false, true};
    double value[3];
    g.leads[0][1] = g.leads[1][0] = g.leads[1][2] = g.leads[2][1] = true;
    qp_arcs arcs = little_arcs(&g);
    cr_assert_eq(
        qp_subset_betweenness(&(qp_passage){&arcs, both, both}, 0, value, NULL),
        QP_OK);
    cr_assert_eq(value[0], 0);
    cr_assert_eq(value[1], 2, "0 to 2 and back");
    cr_assert_eq(value[2], 0);
    qp_arcs_clear(&arcs);
}

/* --------------------------------------------------------------- brute force */

enum { FAR = 1000 };

/** Steps from each unit to each, and in how many ways. */
typedef struct {
    int steps[LITTLE_MOST][LITTLE_MOST];
    double ways[LITTLE_MOST][LITTLE_MOST];
} table;

static void look_up_steps(const little *g, table *t)
{
    for (size_t i = 0; i < g->n; i++)
        for (size_t j = 0; j < g->n; j++)
            t->steps[i][j] = i == j ? 0 : g->leads[i][j] ? 1 : FAR;
    for (size_t k = 0; k < g->n; k++)
        for (size_t i = 0; i < g->n; i++)
            for (size_t j = 0; j < g->n; j++)
                if (t->steps[i][k] + t->steps[k][j] < t->steps[i][j])
                    t->steps[i][j] = t->steps[i][k] + t->steps[k][j];
}

/* Ways of d steps are those of d - 1 to whoever leads there. */
static void count_ways(const little *g, table *t)
{
    for (size_t i = 0; i < g->n; i++)
        for (int d = 0; d < FAR && d <= (int)g->n; d++)
            for (size_t j = 0; j < g->n; j++) {
                if (t->steps[i][j] != d)
                    continue;
                t->ways[i][j] = d == 0 ? 1 : 0;
                for (size_t k = 0; k < g->n; k++)
                    if (g->leads[k][j] && t->steps[i][k] == d - 1)
                        t->ways[i][j] += t->ways[i][k];
            }
}

static double between(const little *g, const table *t, const bool source[],
                      const bool target[], size_t v)
{
    double sum = 0;
    for (size_t i = 0; i < g->n; i++)
        for (size_t j = 0; j < g->n; j++)
            if (source[i] && target[j] && i != j && v != i && v != j &&
                t->steps[i][j] < FAR &&
                t->steps[i][v] + t->steps[v][j] == t->steps[i][j])
                sum += t->ways[i][v] * t->ways[v][j] / t->ways[i][j];
    return sum;
}

QP_TEST(betweenness, agrees_with_the_definition_whatever_the_threads)
{
    static table t;
    size_t halves = 0;
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        uint64_t state = little_seed(seed);
        little g = little_draw(&state, 1 + seed % UNITS,
                               5 + 3 * (uint32_t)(seed % 8), seed % 2 == 0);
        bool source[LITTLE_MOST], target[LITTLE_MOST];
        double value[LITTLE_MOST], again[LITTLE_MOST];
        for (size_t u = 0; u < g.n; u++) {
            source[u] = little_roll(&state, 2) == 0;
            target[u] = little_roll(&state, 3) == 0;
        }
        qp_arcs arcs = little_arcs(&g);
        qp_passage passage = {&arcs, source, target};
        cr_assert_eq(qp_subset_betweenness(&passage, 1, value, NULL), QP_OK);
        cr_assert_eq(qp_subset_betweenness(&passage, 3, again, NULL), QP_OK);
        cr_assert_arr_eq(value, again, g.n * sizeof *value);
        look_up_steps(&g, &t);
        count_ways(&g, &t);
        for (size_t u = 0; u < g.n; u++) {
            double expected = between(&g, &t, source, target, u);
            cr_assert_float_eq(value[u], expected, 1e-12 * (1 + expected));
            halves += value[u] > floor(value[u]) ? 1 : 0;
        }
        qp_arcs_clear(&arcs);
    }
    cr_assert_gt(halves, GRAPHS, "too few to tell: %zu", halves);
}

/* -------------------------------------------------------------------- memory */

QP_TEST(betweenness, survives_every_failure_of_memory)
{
    little g = {.n = 3};
    const bool both[] = {true, true, true};
    g.leads[0][1] = g.leads[1][2] = true;
    qp_arcs arcs = little_arcs(&g);
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        double value[] = {-1, -1, -1};
        qp_memory_allow(allowed);
        status = qp_subset_betweenness(&(qp_passage){&arcs, both, both}, 1,
                                       value, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || value[1] == -1, "it was touched");
        cr_assert_eq(qp_memory_held(), held);
        cr_assert_lt(allowed, 40);
    }
    qp_arcs_clear(&arcs);
}
