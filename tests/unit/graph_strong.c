/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "graph/strong.h"
#include "support/leak.h"

enum { MOST = 12 };

static qp_arcs arcs_of(size_t n, const qp_arc list[], size_t count)
{
    qp_arcs arcs = {0};
    cr_assert_eq(qp_arcs_make(n, list, count, &arcs, NULL), QP_OK);
    return arcs;
}

static qp_strong strong_of(const qp_arcs *arcs, const bool dead_end[])
{
    qp_strong strong = {0};
    cr_assert_eq(qp_strong_find(arcs, dead_end, &strong, NULL), QP_OK);
    return strong;
}

/* A -> B <-> C -> D, E alone. */
static const qp_arc chain[] = {{0, 1, 1}, {1, 2, 1}, {2, 1, 1}, {2, 3, 1}};

QP_TEST(strong, parts_come_in_the_order_in_which_arcs_lead)
{
    qp_arcs arcs = arcs_of(5, chain, 4);
    qp_strong s = strong_of(&arcs, NULL);
    cr_assert_eq(s.count, 4);
    cr_assert_eq(s.part[1], s.part[2]);
    cr_assert_lt(s.part[0], s.part[1]);
    cr_assert_lt(s.part[2], s.part[3]);
    size_t circle = s.part[1];
    cr_assert_eq(s.start[circle + 1] - s.start[circle], 2);
    cr_assert_eq(s.unit[s.start[circle]], 1, "B was come to first");
    cr_assert_eq(s.unit[s.start[circle] + 1], 2);
    cr_assert_eq(s.start[4], 5);
    qp_strong_clear(&s);
    qp_arcs_clear(&arcs);
}

QP_TEST(strong, circles_do_not_close_through_a_dead_end)
{
    const bool dead_end[5] = {[2] = true};
    qp_arcs arcs = arcs_of(5, chain, 4);
    qp_strong s = strong_of(&arcs, dead_end);
    cr_assert_eq(s.count, 5);
    cr_assert_lt(s.part[1], s.part[2]);
    qp_strong_clear(&s);
    qp_arcs_clear(&arcs);
}

QP_TEST(strong, nothing_has_no_parts)
{
    qp_arcs arcs = arcs_of(0, NULL, 0);
    qp_strong s = strong_of(&arcs, NULL);
    cr_assert_eq(s.count, 0);
    cr_assert_eq(s.start[0], 0);
    qp_strong_clear(&s);
    qp_arcs_clear(&arcs);
}

/* --------------------------------------------------------------------- oracle */

/* Who reaches whom, by Warshall. */
static void close_over(size_t n, bool reach[MOST][MOST])
{
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                reach[i][j] |= reach[i][k] && reach[k][j];
}

static size_t draw(unsigned *state, size_t below)
{
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % below;
}

static size_t draw_arcs(unsigned *state, size_t n, const bool dead_end[],
                        qp_arc list[], bool reach[MOST][MOST])
{
    size_t count = draw(state, 2 * n);
    memset(reach, 0, MOST * sizeof *reach);
    for (size_t i = 0; i < n; i++)
        reach[i][i] = true;
    for (size_t a = 0; a < count; a++) {
        uint32_t from = (uint32_t)draw(state, n);
        uint32_t to = (uint32_t)draw(state, n);
        list[a] = (qp_arc){from, to, 1};
        reach[from][to] |= !dead_end[from];
    }
    close_over(n, reach);
    return count;
}

static void expect_parts(const qp_strong *s, size_t n, bool reach[MOST][MOST])
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            bool together = reach[i][j] && reach[j][i];
            cr_expect_eq(s->part[i] == s->part[j], together);
            cr_expect(!reach[i][j] || s->part[i] <= s->part[j]);
        }
    for (size_t p = 0; p < s->count; p++)
        for (size_t u = s->start[p]; u < s->start[p + 1]; u++)
            cr_expect_eq(s->part[s->unit[u]], p);
}

QP_TEST(strong, parts_are_who_reaches_each_other_on_random_graphs)
{
    unsigned state = 7;
    size_t circles = 0;
    for (int graph = 0; graph < 400; graph++) {
        bool reach[MOST][MOST];
        bool dead_end[MOST];
        qp_arc list[2 * MOST];
        size_t n = 1 + draw(&state, MOST);
        for (size_t u = 0; u < n; u++)
            dead_end[u] = draw(&state, 5) == 0;
        size_t count = draw_arcs(&state, n, dead_end, list, reach);
        qp_arcs arcs = arcs_of(n, list, count);
        qp_strong s = strong_of(&arcs, dead_end);
        expect_parts(&s, n, reach);
        circles += s.count < n;
        qp_strong_clear(&s);
        qp_arcs_clear(&arcs);
    }
    cr_assert_gt(circles, 50);
}

QP_TEST(strong, a_long_way_does_not_recurse)
{
    enum { LONG = 200000 };
    qp_arc *list = qp_acquire(LONG, sizeof *list);
    for (uint32_t u = 0; u < LONG; u++)
        list[u] = (qp_arc){u, (u + 1) % LONG, 1};
    qp_arcs arcs = arcs_of(LONG, list, LONG);
    qp_strong s = strong_of(&arcs, NULL);
    cr_assert_eq(s.count, 1, "one circle of all");
    qp_strong_clear(&s);
    qp_arcs_clear(&arcs);
    qp_release(list);
}

QP_TEST(strong, leaves_the_result_untouched_without_memory)
{
    qp_arcs arcs = arcs_of(5, chain, 4);
    for (long allowed = 0; allowed < 8; allowed++) {
        qp_strong s = {.count = 77};
        qp_memory_allow(allowed);
        qp_status status = qp_strong_find(&arcs, NULL, &s, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_eq(s.count, 77);
    }
    qp_arcs_clear(&arcs);
}
