/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/degrees.h"
#include "chance/stream.h"
#include "support/golden.h"
#include "support/leak.h"

enum { MOST = 6, PLACES = MOST * MOST };

/** A graph with its ties. */
typedef struct {
    size_t n;
    bool directed;
    bool tie[PLACES];
    int group[MOST];
} drawn;

static qp_ties ties_of(const drawn *d)
{
    return (qp_ties){d->n, d->tie, d->directed};
}

static void tie(drawn *d, size_t from, size_t to)
{
    d->tie[from * d->n + to] = true;
    if (!d->directed)
        d->tie[to * d->n + from] = true;
}

/* ---------------------------------------------------------------- statistics */

/* (external - internal) / ties, by the groups that the context tells. */
static double e_i(void *context, const qp_ties *graph)
{
    const int *group = context;
    double external = 0;
    double all = 0;
    for (size_t i = 0; i < graph->n; i++)
        for (size_t j = i + 1; j < graph->n; j++) {
            bool tied = graph->tie[i * graph->n + j];
            all += tied ? 1 : 0;
            external += tied && group[i] != group[j] ? 1 : 0;
        }
    return (2 * external - all) / all;
}

static double triangles(void *context, const qp_ties *graph)
{
    (void)context;
    const bool *t = graph->tie;
    size_t n = graph->n;
    double count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            for (size_t k = j + 1; k < n; k++)
                count += t[i * n + j] && t[j * n + k] && t[i * n + k] ? 1 : 0;
    return count;
}

/* Ties that are answered, among all. */
static double reciprocity(void *context, const qp_ties *graph)
{
    (void)context;
    double answered = 0;
    double all = 0;
    for (size_t i = 0; i < graph->n; i++)
        for (size_t j = 0; j < graph->n; j++) {
            bool tied = graph->tie[i * graph->n + j];
            all += tied ? 1 : 0;
            answered += tied && graph->tie[j * graph->n + i] ? 1 : 0;
        }
    return answered / all;
}

static qp_degree_null
null_of(const drawn *d, double (*of)(void *, const qp_ties *), void *context)
{
    qp_ties graph = ties_of(d);
    qp_degree_null null = {0};
    qp_error err = {0};
    cr_assert_eq(qp_degree_null_of(&graph, 10000,
                                   (qp_ties_statistic){of, context}, &null,
                                   &err),
                 QP_OK, "%s", err.message);
    return null;
}

/* -------------------------------------------------------------------- golden */

/* Vertices are named n1, n2, ... or a, b, ... */
static size_t vertex(const char *name)
{
    return (size_t)(name[1] != '\0' ? name[1] - '1' : name[0] - 'a');
}

static drawn golden_graph(const char *name, size_t n, bool directed)
{
    static golden_table links;
    drawn d = {.n = n, .directed = directed};
    golden_own(name, &links);
    for (size_t l = 0; l < links.count; l++)
        tie(&d, vertex(links.lines[l].cell[0]), vertex(links.lines[l].cell[1]));
    return d;
}

QP_TEST(degrees, of_the_golden_undirected_graph)
{
    static golden_table expected;
    static golden_table nodes;
    drawn d = golden_graph("inputs/ei_edges", 6, false);
    golden_own("expected/uncertainty", &expected);
    golden_own("inputs/ei_nodes", &nodes);
    for (size_t l = 0; l < nodes.count; l++)
        d.group[vertex(nodes.lines[l].cell[0])] =
            (unsigned char)nodes.lines[l].cell[1][0];
    qp_degree_null null = null_of(&d, e_i, d.group);
    golden_meet(&expected, "undirected_same_degree_graphs", "ei",
                (double)null.graphs);
    golden_meet(&expected, "EI_degree_null_mean", "ei", null.mean);
    golden_meet(&expected, "EI_degree_null_sd_pop", "ei", null.sd);
    golden_meet(&expected, "EI_degree_null_z", "ei", null.z);
    golden_meet(&expected, "EI_degree_null_p_lower", "ei", null.p_lower);
    golden_meet(&expected, "triangles_degree_null_mean", "ei",
                null_of(&d, triangles, NULL).mean);
}

QP_TEST(degrees, of_the_golden_directed_graph)
{
    static golden_table expected;
    drawn d = golden_graph("inputs/digraph_null", 5, true);
    golden_own("expected/uncertainty", &expected);
    qp_degree_null null = null_of(&d, reciprocity, NULL);
    golden_meet(&expected, "directed_same_degree_graphs", "digraph",
                (double)null.graphs);
    golden_meet(&expected, "reciprocity_degree_null_mean", "digraph",
                null.mean);
    golden_meet(&expected, "reciprocity_degree_null_sd_pop", "digraph",
                null.sd);
    golden_meet(&expected, "reciprocity_obs", "digraph", null.observed);
}

/* ------------------------------------------------------------------- by hand */

typedef struct {
    bool met[1 << 12]; ///< by the ties as bits of a number
    size_t count;
} album;

/* Off the diagonal, row by row; undirected: above it. */
static size_t number_of(const qp_ties *graph)
{
    size_t number = 0;
    for (size_t i = 0; i < graph->n; i++)
        for (size_t j = graph->directed ? 0 : i + 1; j < graph->n; j++)
            if (i != j)
                number = number * 2 + (graph->tie[i * graph->n + j] ? 1 : 0);
    return number;
}

static void enter(void *context, const qp_ties *graph)
{
    album *a = context;
    size_t number = number_of(graph);
    cr_assert_not(a->met[number], "a graph is visited twice");
    a->met[number] = true;
    a->count++;
}

static album visit_all(const drawn *d)
{
    album a = {0};
    qp_ties graph = ties_of(d);
    size_t visited = 0;
    cr_assert_eq(qp_degrees_visit(&graph, 1U << 12,
                                  (qp_ties_visitor){enter, &a}, &visited, NULL),
                 QP_OK);
    cr_assert_eq(visited, a.count);
    return a;
}

QP_TEST(degrees, of_two_ties_apart_are_those_of_three_pairings)
{
    drawn d = {.n = 4};
    tie(&d, 0, 1);
    tie(&d, 2, 3);
    cr_assert_eq(visit_all(&d).count, 3);
}

/* The square of vertex 0's partner: 1, 4 and 9, with mean 14/3 and variance
 * 98/3 - 196/9. Of the distances 11/3, 2/3 and 13/3 two are at least 11/3. */
static double partner_squared(void *context, const qp_ties *graph)
{
    (void)context;
    size_t partner = 1;
    while (!graph->tie[partner])
        partner++;
    return (double)(partner * partner);
}

QP_TEST(degrees, take_an_observation_among_all_graphs)
{
    drawn d = {.n = 4};
    tie(&d, 0, 1);
    tie(&d, 2, 3);
    qp_degree_null null = null_of(&d, partner_squared, NULL);
    double sd = sqrt(98.0 / 3 - 196.0 / 9);
    cr_assert_eq(null.observed, 1);
    cr_assert_float_eq(null.mean, 14.0 / 3, 1e-15);
    cr_assert_float_eq(null.sd, sd, 1e-14);
    cr_assert_float_eq(null.z, -11.0 / 3 / sd, 1e-14);
    cr_assert_eq(null.p_lower, 1.0 / 3);
    cr_assert_eq(null.p_upper, 1);
    cr_assert_eq(null.p_both, 2.0 / 3);
}

/* A star and a triangle have no choice; a cycle can be gone round either way.
 */
QP_TEST(degrees, may_leave_no_choice)
{
    drawn star = {.n = 5};
    for (size_t v = 1; v < 5; v++)
        tie(&star, 0, v);
    cr_assert_eq(visit_all(&star).count, 1);
    for (int directed = 0; directed < 2; directed++) {
        drawn cycle = {.n = 3, .directed = directed == 1};
        for (size_t v = 0; v < 3; v++)
            tie(&cycle, v, (v + 1) % 3);
        cr_assert_eq(visit_all(&cycle).count, directed == 1 ? 2 : 1);
    }
}

QP_TEST(degrees, of_no_tie_are_those_of_the_empty_graph)
{
    for (size_t n = 0; n < 4; n++) {
        drawn d = {.n = n, .directed = n == 2};
        cr_assert_eq(visit_all(&d).count, 1);
    }
}

/* ----------------------------------------------------------------- all graphs */

static void fill_from(drawn *d, size_t number)
{
    for (size_t i = d->n; i-- > 0;)
        for (size_t j = d->n; j-- > (d->directed ? 0 : i + 1);)
            if (i != j) {
                bool tied = number % 2 == 1;
                number /= 2;
                d->tie[i * d->n + j] = tied;
                if (!d->directed)
                    d->tie[j * d->n + i] = tied;
            }
}

static bool same_degrees(const drawn *a, const drawn *b)
{
    for (size_t i = 0; i < a->n; i++) {
        int out = 0;
        int in = 0;
        for (size_t j = 0; j < a->n; j++) {
            out += a->tie[i * a->n + j] - b->tie[i * a->n + j];
            in += a->tie[j * a->n + i] - b->tie[j * a->n + i];
        }
        if (out != 0 || in != 0)
            return false;
    }
    return true;
}

/* Of all graphs on so many vertices, exactly those with the degrees of one
 * drawn by chance are visited. */
static void expect_all(size_t n, bool directed, uint64_t graphs)
{
    qp_stream stream = qp_stream_start(6, n);
    for (int times = 0; times < 20; times++) {
        drawn given = {.n = n, .directed = directed};
        fill_from(&given, (size_t)qp_stream_below(&stream, graphs));
        album a = visit_all(&given);
        for (size_t number = 0; number < graphs; number++) {
            drawn other = {.n = n, .directed = directed};
            fill_from(&other, number);
            cr_assert_eq(a.met[number], same_degrees(&given, &other));
        }
    }
}

QP_TEST(degrees, visits_all_graphs_that_have_them_and_no_other)
{
    expect_all(5, false, 1U << 10);
    expect_all(4, true, 1U << 12);
    expect_all(3, true, 1U << 6);
}

/* -------------------------------------------------------------------- limits */

QP_TEST(degrees, stops_at_the_limit)
{
    drawn d = golden_graph("inputs/ei_edges", 6, false);
    qp_ties graph = ties_of(&d);
    qp_error err = {0};
    qp_degree_null null = {.graphs = 42};
    qp_ties_statistic statistic = {triangles, NULL};
    cr_assert_eq(qp_degree_null_of(&graph, 26, statistic, &null, &err),
                 QP_E_LIMIT);
    cr_assert_str_eq(err.message, "more than 26 graphs have the same degrees");
    cr_assert_eq(null.graphs, 42);
    cr_assert_eq(qp_degree_null_of(&graph, 27, statistic, &null, NULL), QP_OK);
    cr_assert_eq(null.graphs, 27);
}

static double of_none(void *context, const qp_ties *graph)
{
    (void)context;
    (void)graph;
    return NAN;
}

QP_TEST(degrees, know_no_null_of_what_no_graph_has)
{
    drawn d = golden_graph("inputs/ei_edges", 6, false);
    qp_degree_null null = null_of(&d, of_none, NULL);
    cr_assert_eq(null.graphs, 27);
    cr_assert_eq(null.valid, 0);
    cr_assert(isnan(null.mean) && isnan(null.sd) && isnan(null.z));
    cr_assert(isnan(null.p_lower) && isnan(null.p_upper));
    cr_assert(isnan(null.p_both));
}

QP_TEST(degrees, come_back_clean_from_every_failure_of_memory)
{
    drawn d = golden_graph("inputs/ei_edges", 6, false);
    qp_ties graph = ties_of(&d);
    qp_degree_null null = {.graphs = 42};
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_degree_null_of(
            &graph, 100, (qp_ties_statistic){triangles, NULL}, &null, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(qp_memory_held(), 0);
        cr_assert(status == QP_OK || null.graphs == 42);
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 5);
}
