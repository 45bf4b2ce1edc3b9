/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "chance/degrees.h"
#include "chance/rewire.h"
#include "support/fit.h"
#include "support/leak.h"

enum { MOST = 7, GRAPHS = 1024 };

/** Ties drawn as "ab bc", of units that are letters. */
typedef struct {
    size_t n;
    size_t count;
    qp_tie_ends ties[MOST * MOST];
} graph;

static graph graph_drawn(size_t n, const char *ties)
{
    graph g = {.n = n};
    for (; ties[0] != '\0'; ties += ties[2] != '\0' ? 3 : 2)
        g.ties[g.count++] = (qp_tie_ends){(uint32_t)(ties[0] - 'a'),
                                          (uint32_t)(ties[1] - 'a')};
    return g;
}

static void write_square(const graph *g, bool tie[])
{
    memset(tie, 0, g->n * g->n * sizeof *tie);
    for (size_t t = 0; t < g->count; t++) {
        cr_assert_neq(g->ties[t].a, g->ties[t].b);
        cr_assert(!tie[g->ties[t].a * g->n + g->ties[t].b], "tied twice");
        tie[g->ties[t].a * g->n + g->ties[t].b] = true;
        tie[g->ties[t].b * g->n + g->ties[t].a] = true;
    }
}

static void rewire(graph *g, uint64_t trials, qp_stream *stream)
{
    uint64_t room[128];
    cr_assert_leq(qp_rewire_room(g->count), 128);
    qp_rewire(g->ties, g->count, trials, stream, room);
}

/* ---------------------------------------------------------------- uniformity */

/** All graphs with some degrees, and how often each was drawn. */
typedef struct {
    bool tie[GRAPHS][MOST * MOST];
    double times[GRAPHS];
    double shares[GRAPHS];
    size_t count;
} ensemble;

static void keep(void *context, const qp_ties *found)
{
    ensemble *e = context;
    cr_assert_lt(e->count, GRAPHS);
    memcpy(e->tie[e->count++], found->tie,
           found->n * found->n * sizeof *found->tie);
}

static void meet(ensemble *e, const graph *drawn)
{
    bool tie[MOST * MOST];
    write_square(drawn, tie);
    size_t i = 0;
    while (i < e->count &&
           memcmp(e->tie[i], tie, drawn->n * drawn->n * sizeof *tie) != 0)
        i++;
    cr_assert_lt(i, e->count, "a graph with other degrees");
    e->times[i]++;
}

/* p of a chi-square test of all graphs being drawn alike. */
static double uniformity(const graph *g, size_t known, uint64_t seed)
{
    static ensemble e;
    bool tie[MOST * MOST];
    size_t visited = 0;
    size_t draws = 100 * known;
    e = (ensemble){0};
    write_square(g, tie);
    qp_ties ties = {.n = g->n, .tie = tie};
    cr_assert_eq(qp_degrees_visit(&ties, GRAPHS, (qp_ties_visitor){keep, &e},
                                  &visited, NULL),
                 QP_OK);
    cr_assert_eq(visited, known);
    for (uint64_t d = 0; d < draws; d++) {
        graph drawn = *g;
        qp_stream stream = qp_stream_start(seed, d);
        rewire(&drawn, QP_REWIRE_TRIALS * g->count, &stream);
        meet(&e, &drawn);
    }
    for (size_t i = 0; i < known; i++)
        e.shares[i] = 1.0 / (double)known;
    return fit(e.times, e.shares, (int)known, (double)draws);
}

/* How many graphs there are is known: one tie each of four is three pairings,
 * of six 5 x 3; the 27 are those of tests/golden/expected/uncertainty.csv; two
 * each of six is a ring of six, 5! / 2 = 60, or two of three, 10. From a ring
 * of six 12 of the 30 swaps lead away, from two of three 18: if trials in vain
 * did not count, the latter would be drawn too often. */
QP_TEST(rewire, draws_every_graph_with_the_degrees_alike)
{
    static const struct {
        size_t n;
        const char *ties;
        size_t known;
    } graphs[] = {
        {4, "ab cd", 3},
        {6, "ab cd ef", 15},
        {6, "ab bc ac cd de ef be", 27},
        {6, "ab bc cd de ef fa", 70},
    };
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        graph g = graph_drawn(graphs[i].n, graphs[i].ties);
        cr_expect_gt(uniformity(&g, graphs[i].known, 11 + i), 0.001,
                     "graph %zu", i);
    }
}

/* -------------------------------------------------------------------- degrees */

enum { UNITS = 120, TIES = 1500 };

/* The table of ties is filled and emptied 150,000 times, and never loses one:
 * no unit is tied twice to another, and all keep their degrees. */
QP_TEST(rewire, keeps_degrees_of_a_large_graph)
{
    static qp_tie_ends ties[TIES];
    static uint64_t room[8 * TIES];
    static bool tied[UNITS][UNITS];
    int degree[UNITS] = {0};
    size_t moved = 0;
    qp_stream stream = qp_stream_start(3, 0);
    cr_assert_leq(qp_rewire_room(TIES), 8 * TIES);
    for (uint32_t t = 0; t < TIES; t++) {
        uint32_t a = t % UNITS;
        ties[t] = (qp_tie_ends){a, (a + 1 + t / UNITS) % UNITS};
        degree[ties[t].a]++;
        degree[ties[t].b]++;
    }
    qp_rewire(ties, TIES, 100 * TIES, &stream, room);
    for (size_t t = 0; t < TIES; t++) {
        uint32_t a = ties[t].a;
        uint32_t b = ties[t].b;
        cr_assert(a != b && !tied[a][b]);
        tied[a][b] = tied[b][a] = true;
        degree[a]--;
        degree[b]--;
        moved += (b + UNITS - a) % UNITS > TIES / UNITS + 1 &&
                         (a + UNITS - b) % UNITS > TIES / UNITS + 1
                     ? 1
                     : 0;
    }
    for (size_t u = 0; u < UNITS; u++)
        cr_assert_eq(degree[u], 0);
    cr_assert_gt(moved, TIES / 2, "ties led to those nearby");
}

QP_TEST(rewire, leaves_a_graph_without_choice_as_it_is)
{
    static const char *const graphs[] = {"", "ab", "ab ac ad",
                                         "ab ac ad bc bd cd"};
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        graph g = graph_drawn(4, graphs[i]);
        bool before[MOST * MOST];
        bool after[MOST * MOST];
        qp_stream stream = qp_stream_start(1, i);
        write_square(&g, before);
        rewire(&g, 200, &stream);
        write_square(&g, after);
        cr_assert_arr_eq(before, after, 16 * sizeof *before);
    }
}
