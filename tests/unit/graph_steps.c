/* SPDX-License-Identifier: MIT */
#include "graph/steps.h"
#include "support/leak.h"

enum { MOST = 10, GRAPHS = 300, FAR = 1000 };

static qp_arcs made(size_t n, const qp_arc list[], size_t count)
{
    qp_arcs arcs = {0};
    cr_assert_eq(qp_arcs_make(n, list, count, &arcs, NULL), QP_OK);
    return arcs;
}

/* The graph of the header: A B C D E F. */
static const qp_arc drawing[] = {
    {0, 1, 9}, {1, 2, 0.5}, {2, 3, 1}, {4, 2, 100}};

QP_TEST(steps, count_from_the_nearest_source)
{
    qp_arcs arcs = made(6, drawing, 4);
    const uint32_t source[] = {0, 4};
    const uint32_t far[] = {0, 1, 1, 2, 0, QP_UNREACHED};
    uint32_t reached[6];
    uint32_t distance[6];
    cr_assert_eq(qp_steps(&arcs, source, 2, NULL, reached, distance), 5);
    cr_assert_arr_eq(distance, far, sizeof far);
    const uint32_t order[] = {0, 4, 1, 2, 3};
    cr_assert_arr_eq(reached, order, sizeof order);
    qp_arcs_clear(&arcs);
}

QP_TEST(steps, do_not_go_on_from_a_dead_end)
{
    qp_arcs arcs = made(6, drawing, 4);
    const uint32_t source[] = {0};
    const bool dead_end[6] = {[0] = true, [2] = true};
    const uint32_t far[] = {0, 1, 2, QP_UNREACHED, QP_UNREACHED, QP_UNREACHED};
    uint32_t reached[6];
    uint32_t distance[6];
    cr_assert_eq(qp_steps(&arcs, source, 1, dead_end, reached, distance), 3,
                 "a source leads on, dead end or not");
    cr_assert_arr_eq(distance, far, sizeof far);
    qp_arcs_clear(&arcs);
}

QP_TEST(steps, from_nobody_reach_nobody)
{
    qp_arcs arcs = made(6, drawing, 4);
    uint32_t reached[6];
    uint32_t distance[6];
    cr_assert_eq(qp_steps(&arcs, NULL, 0, NULL, reached, distance), 0);
    for (int u = 0; u < 6; u++)
        cr_assert_eq(distance[u], QP_UNREACHED);
    qp_arcs_clear(&arcs);
}

/* ----------------------------------------------------------------- all at once */

/** A graph drawn, and the length of the shortest ways by Floyd and Warshall. */
typedef struct {
    size_t n;
    qp_arcs arcs;
    bool dead_end[MOST];
    size_t length[MOST][MOST];
} world;

/* A way leads past k unless k is a dead end. */
static void close_ways(world *w)
{
    for (size_t k = 0; k < w->n; k++)
        for (size_t i = 0; i < w->n && !w->dead_end[k]; i++)
            for (size_t j = 0; j < w->n; j++) {
                size_t past = w->length[i][k] + w->length[k][j];
                if (past < w->length[i][j])
                    w->length[i][j] = past;
            }
}

static world draw_world(uint64_t seed)
{
    qp_arc list[MOST * MOST];
    size_t count = 0;
    uint64_t state = seed * 0x9E3779B97F4A7C15U + 1;
    world w = {.n = 1 + seed % MOST};
    for (uint32_t i = 0; i < w.n; i++)
        for (uint32_t j = 0; j < w.n; j++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bool leads = i != j && (state >> 32) % 20 < seed / 30;
            w.length[i][j] = leads ? 1 : FAR;
            w.dead_end[i] = (state >> 16) % 5 == 0;
            if (leads)
                list[count++] = (qp_arc){i, j, 1};
        }
    w.arcs = made(w.n, list, count);
    close_ways(&w);
    return w;
}

/* From units 0 and n - 1, whether these are dead ends or not. */
static size_t length_to(const world *w, size_t unit)
{
    size_t first = w->length[0][unit];
    size_t last = w->length[w->n - 1][unit];
    if (unit == 0 || unit == w->n - 1)
        return 0;
    return first < last ? first : last;
}

QP_TEST(steps, agree_with_the_shortest_ways_of_all_pairs)
{
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        world w = draw_world(seed);
        const uint32_t source[] = {0, (uint32_t)w.n - 1};
        uint32_t reached[MOST];
        uint32_t distance[MOST];
        size_t count = qp_steps(&w.arcs, source, w.n > 1 ? 2 : 1, w.dead_end,
                                reached, distance);
        size_t near = 0;
        for (size_t u = 0; u < w.n; u++) {
            size_t length = length_to(&w, u);
            cr_assert_eq(distance[u],
                         length < FAR ? (uint32_t)length : QP_UNREACHED);
            near += length < FAR ? 1 : 0;
        }
        cr_assert_eq(count, near);
        for (size_t i = 1; i < count; i++)
            cr_assert_leq(distance[reached[i - 1]], distance[reached[i]]);
        qp_arcs_clear(&w.arcs);
    }
}
