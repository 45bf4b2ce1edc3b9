/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "graph/triangles.h"
#include "support/leak.h"
#include "support/tangle.h"

/** Triangles as they come. */
typedef struct {
    const tangle *t;
    const qp_tie_list *ties;
    int times[TANGLE_MOST][TANGLE_MOST][TANGLE_MOST];
    size_t count;
} sight;

static bool is_tie(const qp_tie_list *ties, size_t tie, uint32_t from,
                   uint32_t to)
{
    return tie >= ties->start[from] && tie < ties->start[from + 1] &&
           ties->to[tie] == to;
}

static void look(void *context, const qp_triangle *triangle)
{
    sight *s = context;
    const uint32_t *u = triangle->units;
    size_t low = u[0] < u[1] ? u[0] : u[1];
    size_t high = u[0] < u[1] ? u[1] : u[0];
    size_t third = u[2];
    cr_assert(is_tie(s->ties, triangle->ties[0], u[1], u[2]));
    cr_assert(is_tie(s->ties, triangle->ties[1], u[0], u[2]));
    cr_assert(is_tie(s->ties, triangle->ties[2], u[0], u[1]));
    if (third < low)
        s->times[third][low][high]++;
    else if (third < high)
        s->times[low][third][high]++;
    else
        s->times[low][high][third]++;
    s->count++;
}

static sight sight_of(const tangle *joined)
{
    qp_tie_list ties = {0};
    qp_arcs arcs = tangle_arcs(joined);
    cr_assert_eq(qp_tie_list_make(&arcs, &ties, NULL), QP_OK);
    sight s = {.t = joined, .ties = &ties};
    qp_triangles_visit(&ties, (qp_triangle_visitor){look, &s});
    qp_tie_list_clear(&ties);
    qp_arcs_clear(&arcs);
    return s;
}

QP_TEST(triangles, are_three_that_are_all_tied)
{
    tangle t = tangle_joined(tangle_drawn(5, "ab bc ca cd db de"));
    sight s = sight_of(&t);
    cr_assert_eq(s.count, 2);
    cr_assert_eq(s.times[0][1][2], 1);
    cr_assert_eq(s.times[1][2][3], 1);
}

QP_TEST(triangles, of_random_graphs_come_once_each)
{
    size_t all = 0;
    for (uint64_t seed = 0; seed < 400; seed++) {
        tangle t = tangle_joined(tangle_of(seed));
        sight s = sight_of(&t);
        for (size_t i = 0; i < t.n; i++)
            for (size_t j = i + 1; j < t.n; j++)
                for (size_t k = j + 1; k < t.n; k++)
                    cr_assert_eq(s.times[i][j][k],
                                 t.arc[i][j] && t.arc[j][k] && t.arc[i][k]);
        all += s.count;
    }
    cr_assert_gt(all, 1000);
}

/* A tie is kept at the end with fewer ties: a hub leads to nobody. */
QP_TEST(triangles, cost_a_hub_nothing)
{
    qp_tie_list ties = {0};
    tangle star = tangle_joined(tangle_drawn(5, "ab ac ad ae bc"));
    qp_arcs arcs = tangle_arcs(&star);
    cr_assert_eq(qp_tie_list_make(&arcs, &ties, NULL), QP_OK);
    cr_assert_eq(ties.count, 5);
    cr_assert_eq(ties.start[1] - ties.start[0], 0);
    qp_tie_list_clear(&ties);
    qp_arcs_clear(&arcs);
}

QP_TEST(triangles, survive_a_lack_of_memory)
{
    qp_tie_list ties = {0};
    tangle t = tangle_joined(tangle_drawn(3, "ab bc ca"));
    qp_arcs arcs = tangle_arcs(&t);
    for (long allowed = 0; allowed < 3; allowed++) {
        qp_memory_allow(allowed);
        qp_status status = qp_tie_list_make(&arcs, &ties, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_null(ties.start);
    }
    qp_arcs_clear(&arcs);
}
