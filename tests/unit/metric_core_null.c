/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/degrees.h"
#include "metric/core_null.h"
#include "support/leak.h"
#include "support/tangle.h"

enum { DRAWS = 20000 };

/* ---------------------------------------------------------------- exact null */

static size_t ties_left(const qp_ties *graph, const bool left[], size_t unit)
{
    size_t ties = 0;
    for (size_t v = 0; v < graph->n; v++)
        ties += left[v] && graph->tie[unit * graph->n + v] ? 1 : 0;
    return ties;
}

/* The k-core: those with fewer than k ties go, round after round. Returns how
 * many are left. */
static size_t core_of(const qp_ties *graph, size_t k, bool left[])
{
    size_t count = 0;
    for (size_t u = 0; u < graph->n; u++)
        left[u] = true;
    for (size_t round = 0; round < graph->n; round++)
        for (size_t u = 0; u < graph->n; u++)
            left[u] = left[u] && ties_left(graph, left, u) >= k;
    for (size_t u = 0; u < graph->n; u++)
        count += left[u] ? 1 : 0;
    return count;
}

/* Pearson's correlation over all pairs of being tied with having an end in the
 * innermost core. */
static double slow_fit(void *context, const qp_ties *graph)
{
    (void)context;
    bool core[TANGLE_MOST];
    size_t k = 1;
    double n = 0, x = 0, y = 0, xy = 0;
    while (core_of(graph, k + 1, core) > 0)
        k++;
    core_of(graph, k, core);
    for (size_t i = 0; i < graph->n; i++)
        for (size_t j = 0; j < i; j++) {
            double tied = graph->tie[i * graph->n + j] ? 1 : 0;
            double inside = core[i] || core[j] ? 1 : 0;
            n++;
            x += tied;
            y += inside;
            xy += tied * inside;
        }
    double spread = sqrt(x * (n - x) * y * (n - y));
    return spread > 0 ? (n * xy - x * y) / spread : NAN;
}

/* In some of the graphs all are in the innermost core: they have no fit. */
static qp_degree_null exact_null(const tangle *t)
{
    bool tie[TANGLE_MOST * TANGLE_MOST] = {false};
    qp_ties graph = {.n = t->n, .tie = tie};
    qp_degree_null null = {0};
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < t->n; j++)
            tie[i * t->n + j] = t->arc[i][j];
    cr_assert_eq(qp_degree_null_of(&graph, 1000000,
                                   (qp_ties_statistic){slow_fit, NULL}, &null,
                                   NULL),
                 QP_OK);
    return null;
}

/* ------------------------------------------------------------------- draws */

/** Of the replicates that have a fit. */
typedef struct {
    double share;
    double mean;
    double sd;
} drawn_null;

static drawn_null draw_null(const tangle *t)
{
    qp_arcs arcs = tangle_arcs(t);
    qp_core_null null = {0};
    double count = 0, sum = 0, squares = 0;
    cr_assert_eq(qp_core_null_make(&arcs, &null, NULL), QP_OK);
    void *room = qp_acquire(1, qp_core_null_room(&null));
    for (uint64_t d = 0; d < DRAWS; d++) {
        qp_stream stream = qp_stream_start(9, d);
        double fit = qp_core_null_draw(&null, &stream, room);
        if (isnan(fit))
            continue;
        count++;
        sum += fit;
        squares += fit * fit;
    }
    qp_release(room);
    qp_core_null_clear(&null);
    qp_arcs_clear(&arcs);
    double mean = sum / count;
    return (drawn_null){count / DRAWS, mean,
                        sqrt(squares / count - mean * mean)};
}

/* Three standard errors and a half of a mean of so many; of an sd, as much of
 * it as DRAWS tells whatever the shape, five hundredths. */
static void expect_exact(size_t n, const char *ties)
{
    tangle t = tangle_joined(tangle_drawn(n, ties));
    qp_degree_null exact = exact_null(&t);
    drawn_null drawn = draw_null(&t);
    double share = (double)exact.valid / (double)exact.graphs;
    double valid = DRAWS * share;
    cr_assert_gt(exact.graphs, 20);
    cr_assert_gt(exact.sd, 0);
    cr_expect_float_eq(drawn.share, share,
                       3.5 * sqrt(share * (1 - share) / DRAWS) + 1e-12);
    cr_expect_float_eq(drawn.mean, exact.mean, 3.5 * exact.sd / sqrt(valid));
    cr_expect_float_eq(drawn.sd, exact.sd, 0.05 * exact.sd);
}

QP_TEST(core_null, has_the_mean_and_sd_of_all_graphs_with_the_degrees)
{
    expect_exact(7, "ab bc ca cd de ef fg");
    expect_exact(7, "ab ac ad bc bd ce df dg");
    expect_exact(7, "ab bc ca ad be cf fg");
    expect_exact(8, "ab bc cd da ae bf cg dh");
}

QP_TEST(core_null, is_the_same_for_the_same_stream)
{
    tangle t = tangle_joined(tangle_drawn(7, "ab ac ad bc bd cd de df ag"));
    qp_arcs arcs = tangle_arcs(&t);
    qp_core_null null = {0};
    cr_assert_eq(qp_core_null_make(&arcs, &null, NULL), QP_OK);
    void *room = qp_acquire(1, qp_core_null_room(&null));
    for (uint64_t d = 0; d < 50; d++) {
        qp_stream stream = qp_stream_start(2, d);
        qp_stream again = stream;
        double fit = qp_core_null_draw(&null, &stream, room);
        cr_assert_eq(qp_core_null_draw(&null, &again, room), fit,
                     "a room that was worked in");
    }
    qp_release(room);
    qp_core_null_clear(&null);
    qp_arcs_clear(&arcs);
}

/* 100 + 10 x 999 trials a tie: 49,554 ties have 499,999,860. */
QP_TEST(core_null, is_told_of_graphs_that_take_a_minute_at_most)
{
    cr_assert(qp_core_null_is_told(49554, 999));
    cr_assert_not(qp_core_null_is_told(49555, 999));
    cr_assert(qp_core_null_is_told(458715, 99));
    cr_assert_not(qp_core_null_is_told(458716, 99));
}

QP_TEST(core_null, survives_a_lack_of_memory)
{
    tangle t = tangle_joined(tangle_drawn(3, "ab bc"));
    qp_arcs arcs = tangle_arcs(&t);
    for (long allowed = 0; allowed < 2; allowed++) {
        qp_core_null null = {0};
        qp_memory_allow(allowed);
        qp_status status = qp_core_null_make(&arcs, &null, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_null(null.ties);
    }
    qp_arcs_clear(&arcs);
}
