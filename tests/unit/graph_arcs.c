/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "graph/arcs.h"
#include "support/leak.h"

enum { MOST = 12, LISTED = 40, GRAPHS = 300 };

static qp_arcs made(size_t n, const qp_arc list[], size_t count)
{
    qp_arcs arcs = {0};
    cr_assert_eq(qp_arcs_make(n, list, count, &arcs, NULL), QP_OK);
    return arcs;
}

/* The weight of an arc, 0 where there is none, found by looking at all. */
static double weight(const qp_arcs *arcs, uint32_t from, uint32_t to)
{
    for (size_t a = arcs->start[from]; a < arcs->start[from + 1]; a++)
        if (arcs->to[a] == to)
            return arcs->weight[a];
    return 0;
}

/* ------------------------------------------------------------------- by hand */

/* The graph of the header, its arcs in disorder. */
static const qp_arc drawing[] = {{2, 0, 1}, {0, 2, 5}, {0, 1, 2}};

QP_TEST(arcs, are_rows_of_ascending_units)
{
    qp_arcs arcs = made(4, drawing, 3);
    const size_t start[] = {0, 2, 2, 3, 3};
    const uint32_t to[] = {1, 2, 0};
    const double weights[] = {2, 5, 1};
    cr_assert_eq(arcs.n, 4);
    cr_assert_eq(arcs.count, 3);
    cr_assert_arr_eq(arcs.start, start, sizeof start);
    cr_assert_arr_eq(arcs.to, to, sizeof to);
    cr_assert_arr_eq(arcs.weight, weights, sizeof weights);
    qp_arcs_clear(&arcs);
    cr_assert_null(arcs.start);
}

/* 1 + 2^-53 is 1, twice; 2^-53 + 2^-53 + 1 is more. */
QP_TEST(arcs, sum_parallels_in_the_order_of_the_list)
{
    const double tiny = 0x1p-53;
    const qp_arc falling[] = {{0, 1, 1}, {1, 0, 7}, {0, 1, tiny}, {0, 1, tiny}};
    const qp_arc rising[] = {{0, 1, tiny}, {0, 1, tiny}, {1, 0, 7}, {0, 1, 1}};
    qp_arcs arcs = made(2, falling, 4);
    cr_assert_eq(arcs.count, 2);
    cr_assert_eq(weight(&arcs, 0, 1), 1);
    qp_arcs_clear(&arcs);
    arcs = made(2, rising, 4);
    cr_assert_eq(weight(&arcs, 0, 1), 1 + 2 * tiny);
    cr_assert_eq(weight(&arcs, 1, 0), 7, "the other direction is another arc");
    qp_arcs_clear(&arcs);
}

QP_TEST(arcs, to_oneself_are_none)
{
    const qp_arc list[] = {{0, 0, 3}, {1, 1, 4}, {1, 0, 2}, {1, 1, 5}};
    qp_arcs arcs = made(3, list, 4);
    cr_assert_eq(arcs.count, 1);
    cr_assert_eq(weight(&arcs, 1, 0), 2);
    cr_assert_not(qp_arcs_lead(&arcs, 1, 1));
    qp_arcs_clear(&arcs);
}

QP_TEST(arcs, lead_to_whom_they_lead_alone)
{
    qp_arcs arcs = made(4, drawing, 3);
    cr_assert(qp_arcs_lead(&arcs, 0, 1));
    cr_assert(qp_arcs_lead(&arcs, 0, 2));
    cr_assert(qp_arcs_lead(&arcs, 2, 0));
    cr_assert_not(qp_arcs_lead(&arcs, 1, 0));
    cr_assert_not(qp_arcs_lead(&arcs, 0, 3), "past the last");
    cr_assert_not(qp_arcs_lead(&arcs, 3, 0), "has no arcs");
    qp_arcs_clear(&arcs);
}

QP_TEST(arcs, turned_lead_back)
{
    qp_arcs arcs = made(4, drawing, 3);
    qp_arcs turned = {0};
    cr_assert_eq(qp_arcs_turn(&arcs, &turned, NULL), QP_OK);
    cr_assert_eq(turned.count, 3);
    cr_assert_eq(weight(&turned, 1, 0), 2);
    cr_assert_eq(weight(&turned, 2, 0), 5);
    cr_assert_eq(weight(&turned, 0, 2), 1);
    cr_assert_not(qp_arcs_lead(&turned, 0, 1));
    qp_arcs_clear(&turned);
    qp_arcs_clear(&arcs);
}

QP_TEST(arcs, joined_have_the_weight_of_both_directions)
{
    qp_arcs arcs = made(4, drawing, 3);
    qp_arcs joined = {0};
    cr_assert_eq(qp_arcs_join(&arcs, &joined, NULL), QP_OK);
    cr_assert_eq(joined.count, 4);
    cr_assert_eq(weight(&joined, 0, 2), 6);
    cr_assert_eq(weight(&joined, 2, 0), 6);
    cr_assert_eq(weight(&joined, 1, 0), 2);
    qp_arcs_clear(&joined);
    qp_arcs_clear(&arcs);
}

QP_TEST(arcs, may_be_none)
{
    qp_arcs arcs = made(0, NULL, 0);
    qp_arcs joined = {0};
    cr_assert_eq(arcs.count, 0);
    cr_assert_eq(arcs.start[0], 0);
    cr_assert_eq(qp_arcs_join(&arcs, &joined, NULL), QP_OK);
    cr_assert_eq(joined.n, 0);
    qp_arcs_clear(&joined);
    qp_arcs_clear(&arcs);
}

/* ------------------------------------------------------------------ by matrix */

/* Weights are small whole numbers, so sums are exact in any order. */
static size_t draw_list(uint64_t seed, size_t n, qp_arc list[])
{
    uint64_t state = seed * 0x9E3779B97F4A7C15U + 1;
    size_t count = seed % LISTED;
    for (size_t a = 0; a < count; a++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        list[a] = (qp_arc){(uint32_t)((state >> 8) % n),
                           (uint32_t)((state >> 24) % n),
                           1 + (double)((state >> 40) % 9)};
    }
    return count;
}

static void fill(const qp_arc list[], size_t count, double matrix[MOST][MOST])
{
    memset(matrix, 0, MOST * sizeof *matrix);
    for (size_t a = 0; a < count; a++)
        if (list[a].from != list[a].to)
            matrix[list[a].from][list[a].to] += list[a].weight;
}

static void expect(const qp_arcs *arcs, uint32_t from, uint32_t to,
                   double expected)
{
    cr_assert_eq(weight(arcs, from, to), expected);
    cr_assert_eq(qp_arcs_lead(arcs, from, to), expected > 0);
}

QP_TEST(arcs, agree_with_a_matrix_as_made_turned_and_joined)
{
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        qp_arc list[LISTED];
        double matrix[MOST][MOST];
        size_t n = 1 + seed % MOST;
        size_t count = draw_list(seed, n, list);
        qp_arcs arcs = made(n, list, count);
        qp_arcs turned = {0};
        qp_arcs joined = {0};
        cr_assert_eq(qp_arcs_turn(&arcs, &turned, NULL), QP_OK);
        cr_assert_eq(qp_arcs_join(&arcs, &joined, NULL), QP_OK);
        fill(list, count, matrix);
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < n; j++) {
                expect(&arcs, i, j, matrix[i][j]);
                expect(&turned, i, j, matrix[j][i]);
                expect(&joined, i, j, matrix[i][j] + matrix[j][i]);
            }
        qp_arcs_clear(&joined);
        qp_arcs_clear(&turned);
        qp_arcs_clear(&arcs);
    }
}

/* --------------------------------------------------------------------- memory */

QP_TEST(arcs, survive_every_failure_of_memory)
{
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_arcs arcs = {0};
        qp_arcs joined = {0};
        qp_memory_allow(allowed);
        status = qp_arcs_make(4, drawing, 3, &arcs, NULL);
        if (status == QP_OK)
            status = qp_arcs_join(&arcs, &joined, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || joined.start == NULL, "it was touched");
        qp_arcs_clear(&joined);
        qp_arcs_clear(&arcs);
        cr_assert_eq(qp_memory_held(), 0);
        cr_assert_lt(allowed, 20);
    }
}
