/* SPDX-License-Identifier: MIT */
/**
 * @file support/little_graph.h
 * @brief Graphs of a few units as a table of who leads to whom: what is
 *        obvious of them is counted out, without economy.
 */
#ifndef QP_SUPPORT_LITTLE_GRAPH_H
#define QP_SUPPORT_LITTLE_GRAPH_H

#include <string.h>

#include <criterion/criterion.h>

#include "graph/arcs.h"

enum { LITTLE_MOST = 40 };

typedef struct {
    size_t n;
    bool leads[LITTLE_MOST][LITTLE_MOST];
} little;

/** A number below a limit; the same for every run. */
static inline uint32_t little_roll(uint64_t *state, uint32_t limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32) % limit;
}

static inline uint64_t little_seed(uint64_t seed)
{
    return (seed + 1) * 0x9E3779B97F4A7C15U + 1;
}

/** Of n units, each arc there with a chance of `often` in 100. */
static inline little little_draw(uint64_t *state, size_t n, uint32_t often,
                                 bool directed)
{
    little g = {.n = n};
    cr_assert_leq(n, LITTLE_MOST);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            g.leads[i][j] = i != j && little_roll(state, 100) < often;
    for (size_t i = 0; i < n && !directed; i++)
        for (size_t j = 0; j < i; j++)
            g.leads[i][j] = g.leads[j][i];
    return g;
}

/** The graph without a unit: it stays, and nothing is tied to it. */
static inline little little_without(little g, size_t unit)
{
    for (size_t i = 0; i < g.n; i++)
        g.leads[unit][i] = g.leads[i][unit] = false;
    return g;
}

static inline qp_arcs little_arcs(const little *g)
{
    static qp_arc list[LITTLE_MOST * LITTLE_MOST];
    qp_arcs arcs = {0};
    size_t count = 0;
    for (uint32_t i = 0; i < g->n; i++)
        for (uint32_t j = 0; j < g->n; j++)
            if (g->leads[i][j])
                list[count++] = (qp_arc){i, j, 1};
    cr_assert_eq(qp_arcs_make(g->n, list, count, &arcs, NULL), QP_OK);
    return arcs;
}

/** Mark all that marked units lead to, in as many rounds as it takes; units
 * that are gone lead nowhere and are not come to. */
static inline void little_reach(const little *g, const bool gone[], bool mark[])
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < g->n; i++)
            for (size_t j = 0; j < g->n; j++)
                if (mark[i] && !mark[j] && g->leads[i][j] && !gone[j])
                    more = mark[j] = true;
    }
}

#endif
