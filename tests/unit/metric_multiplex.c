/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/multiplex.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/leak.h"

enum { LAYERS = 8 };

/** A network and all its layers. */
typedef struct {
    qp_network net;
    qp_multiplex m;
} fixture;

static fixture looked(qp_network net, qp_period window)
{
    fixture f = {.net = net};
    qp_row layers[LAYERS];
    cr_assert_leq(net.layers.count, LAYERS);
    for (qp_row l = 0; l < net.layers.count; l++)
        layers[l] = l;
    cr_assert_eq(
        qp_multiplex_look(&f.net, layers, net.layers.count, window, &f.m, NULL),
        QP_OK);
    return f;
}

static void finish(fixture *f)
{
    qp_multiplex_clear(&f->m);
    qp_network_clear(&f->net);
}

static qp_row actor(const fixture *f, const char *id)
{
    qp_row row = qp_network_actor(&f->net, id);
    cr_assert_neq(row, QP_NONE, "no actor %s", id);
    return row;
}

static size_t layer(const fixture *f, const char *id)
{
    qp_row row = qp_network_layer(&f->net, id);
    cr_assert_neq(row, QP_NONE, "no layer %s", id);
    return row;
}

static double degree(const fixture *f, const char *id)
{
    return f->m.degree[actor(f, id)];
}

static double participation(const fixture *f, const char *id)
{
    return qp_participation(&f->m, actor(f, id));
}

/* -------------------------------------------------------------------- golden */

/* inputs/multiplex_*: six enterprises, three undirected layers. */
static fixture golden_fixture(void)
{
    static golden_table nodes;
    static golden_table edges;
    qp_text enterprises = {0};
    qp_text links = {0};
    golden_own("inputs/multiplex_nodes", &nodes);
    golden_own("inputs/multiplex_edges", &edges);
    qp_text_add(&enterprises, "id\n");
    for (size_t l = 0; l < nodes.count; l++)
        qp_text_addf(&enterprises, "%s\n", nodes.lines[l].cell[0]);
    qp_text_add(&links, "layer,from,to\n");
    for (size_t l = 0; l < edges.count; l++)
        qp_text_addf(&links, "%s,%s,%s\n", edges.lines[l].cell[0],
                     edges.lines[l].cell[1], edges.lines[l].cell[2]);
    qp_network net = drawn("enterprises", qp_text_string(&enterprises),
                           "layers",
                           "id,directed\nrd,false\nsupply,false\n"
                           "capital,false\n",
                           "links", qp_text_string(&links), NULL);
    qp_text_clear(&enterprises);
    qp_text_clear(&links);
    return looked(net, QP_NO_PERIOD);
}

/* The number of a golden key: "a", "rd|supply", "supply|given rd". */
static double of_key(const fixture *f, const char *metric, const char *key)
{
    char first[GOLDEN_SIZE];
    char second[GOLDEN_SIZE];
    if (strcmp(metric, "overlap_degree") == 0)
        return degree(f, key);
    if (strcmp(metric, "participation") == 0)
        return participation(f, key);
    if (strcmp(metric, "edge_overlap_cond") == 0) {
        cr_assert_eq(sscanf(key, "%95[^|]|given %95s", first, second), 2);
        return qp_layer_overlap_in(&f->m, layer(f, second), layer(f, first));
    }
    cr_assert_str_eq(metric, "edge_jaccard");
    cr_assert_eq(sscanf(key, "%95[^|]|%95s", first, second), 2);
    return qp_layer_overlap(&f->m, layer(f, first), layer(f, second));
}

QP_TEST(multiplex, meets_every_golden_cell)
{
    static golden_table expected;
    golden_own("expected/multiplex", &expected);
    fixture f = golden_fixture();
    for (size_t l = 0; l < expected.count; l++)
        golden_expect(&expected.lines[l], of_key(&f, expected.lines[l].cell[0],
                                                 expected.lines[l].cell[1]));
    finish(&f);
}

/* ------------------------------------------------------------- what is a tie */

/*
 *      talent   A ⇄ B, A ─▶ C         rnd   A ── B
 */
QP_TEST(multiplex, counts_a_neighbour_of_a_directed_layer_once_a_direction)
{
    fixture f = looked(
        drawn("layers", "id,directed\nrnd,false\ntalent,true\n", "links",
              "from,to,layer,weight,date\n"
              "A,B,talent,1,2001\nA,B,talent,3,2002\nB,A,talent,1,2001\n"
              "A,C,talent,2,2001\nA,B,rnd,1,2001\nB,A,rnd,1,2003\n",
              NULL),
        QP_NO_PERIOD);
    cr_assert_eq(degree(&f, "A"), 2 + 1 + 1, "out to B and C, in from B, rnd");
    cr_assert_eq(degree(&f, "B"), 1 + 1 + 1);
    cr_assert_eq(degree(&f, "C"), 1);
    cr_assert_eq(f.m.both[3], 2, "A B is one pair, whichever the direction");
    cr_assert_eq(f.m.both[0], 1);
    cr_assert_eq(f.m.both[1], 1);
    cr_assert_eq(participation(&f, "C"), 0, "in one layer alone");
    cr_assert_float_eq(participation(&f, "A"), 2 * (1 - 10.0 / 16), 1e-15);
    finish(&f);
}

QP_TEST(multiplex, leaves_out_what_ties_nobody_and_counts_it)
{
    fixture f = looked(
        drawn("regions", "id\nR\n", "enterprises",
              "id,group\na,\nb,\nc,\nmany,true\n", "layers",
              "id,directed\nrnd,false\n", "links",
              "from,to,layer,weight,status,polarity\n"
              "a,b,rnd,1,actual,\nb,c,rnd,0,,\na,c,rnd,1,planned,\n"
              "a,c,rnd,1,,-1\na,many,rnd,1,,\nR,R,rnd,5,,\n",
              NULL),
        QP_NO_PERIOD);
    cr_assert_eq(f.m.both[0], 1, "a b");
    cr_assert_eq(degree(&f, "c"), 0);
    cr_assert_eq(degree(&f, "R"), 0, "what stays in a region is no tie");
    cr_assert_eq(degree(&f, "many"), 0);
    cr_assert_eq(f.m.missing, 3, "planned, hindering, of many");
    cr_assert_eq(f.m.left_out[0], 3);
    finish(&f);
}

QP_TEST(multiplex, looks_at_the_window_alone)
{
    qp_period year = QP_NO_PERIOD;
    cr_assert(qp_period_read("2001", 4, &year));
    fixture f = looked(drawn("links",
                             "from,to,layer,date\nA,B,rnd,2001\n"
                             "A,C,rnd,2002\nB,C,rnd,\nA,B,talent,2003\n",
                             NULL),
                       year);
    cr_assert_eq(degree(&f, "A"), 1);
    cr_assert_eq(degree(&f, "C"), 0);
    cr_assert_eq(f.m.missing, 1, "the link without a date");
    cr_assert_eq(f.m.linked_count, 1);
    cr_assert(isnan(participation(&f, "A")), "one layer is not several");
    cr_assert(isnan(qp_layer_overlap(&f.m, 0, 1)), "talent is empty");
    cr_assert(isnan(qp_layer_overlap_in(&f.m, 0, 1)));
    cr_assert(isnan(qp_layer_overlap_in(&f.m, 1, 0)));
    finish(&f);
}

QP_TEST(multiplex, of_who_is_in_all_layers_alike_is_1_and_never_more)
{
    char links[1024] = "from,to,layer\n";
    for (int l = 0; l < 7; l++)
        snprintf(links + strlen(links), 64, "A,B,l%d\nA,C,l%d\nA,D,l%d\n", l, l,
                 l);
    fixture f = looked(drawn("links", links, NULL), QP_NO_PERIOD);
    cr_assert_eq(participation(&f, "A"), 1);
    cr_assert_eq(participation(&f, "B"), 1);
    cr_assert_eq(qp_layer_overlap(&f.m, 2, 5), 1);
    finish(&f);
}

/* --------------------------------------------------------------------- ranks */

QP_TEST(multiplex, gives_equal_numbers_the_mean_of_their_ranks)
{
    const double x[] = {0.3, 5, 0.1 + 0.2, 0, 5, 5};
    const double expected[] = {2.5, 5, 2.5, 1, 5, 5};
    double rank[6];
    qp_ranked room[6];
    qp_average_ranks(x, 6, room, rank);
    for (int i = 0; i < 6; i++)
        cr_assert_eq(rank[i], expected[i], "of x[%d]", i);
}

/* Ranks 1 2 3 4 5 against 2 1 4 3 5: 1 - 6 (4 x 1) / (5 x 24) = 0.8. */
QP_TEST(multiplex, correlates_ranks_as_spearman_does)
{
    const double a[] = {1, 2, 3, 4, 5};
    const double b[] = {2, 1, 4, 3, 5};
    const double turned[] = {5, 4, 3, 2, 1};
    const double same[] = {3, 3, 3, 3, 3};
    cr_assert_float_eq(qp_rank_correlation(a, b, 5), 0.8, 1e-15);
    cr_assert_eq(qp_rank_correlation(a, a, 5), 1);
    cr_assert_eq(qp_rank_correlation(a, turned, 5), -1);
    cr_assert(isnan(qp_rank_correlation(a, same, 5)));
    cr_assert(isnan(qp_rank_correlation(a, a, 0)));
}

/* -------------------------------------------------------------------- memory */

QP_TEST(multiplex, survives_every_failure_of_memory)
{
    qp_network net = drawn(
        "links", "from,to,layer\nA,B,rnd\nB,A,talent\nB,C,rnd\n", NULL);
    const qp_row layers[] = {0, 1};
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_multiplex m = {0};
        qp_memory_allow(allowed);
        status = qp_multiplex_look(&net, layers, 2, QP_NO_PERIOD, &m, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || m.degree == NULL, "it was touched");
        qp_multiplex_clear(&m);
        cr_assert_eq(qp_memory_held(), held);
        cr_assert_lt(allowed, 20);
    }
    qp_network_clear(&net);
}
