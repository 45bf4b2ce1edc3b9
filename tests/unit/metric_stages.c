/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "graph/steps.h"
#include "metric/completeness.h"
#include "metric/stage_matrix.h"
#include "metric/technology.h"
#include "metric/web.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/leak.h"

#define SCIENCE     QP_INNOVATION_SCIENCE
#define ENGINEERING QP_INNOVATION_ENGINEERING
#define PRODUCT     QP_INNOVATION_PRODUCT

enum { MOST = 32 };

static const char *const joint = "id,directed\nrnd,false\n";

/* ------------------------------------------------------------- what is walked */

/** A network of one layer, and what is walked on. */
typedef struct {
    qp_network net;
    qp_web web;
    qp_arcs ties;
    bool part[MOST];
    qp_innovation_set set[MOST];
    uint32_t region[MOST]; ///< actor row
    uint32_t all[MOST];
    qp_innovation_set from_science[MOST];
    qp_innovation_set to_product[MOST];
} fixture;

static fixture looked(qp_network net)
{
    fixture f = {.net = net};
    const qp_row layer = 0;
    qp_web_choice choice = {&layer, 1, QP_NO_PERIOD, false, false};
    cr_assert_leq(net.actors.count, MOST);
    cr_assert_eq(qp_web_gather(&f.net, &choice, &f.web, NULL), QP_OK);
    cr_assert_eq(qp_arcs_join(&f.web.arcs, &f.ties, NULL), QP_OK);
    qp_innovation_look(&f.net, f.part, f.set);
    memcpy(f.region, net.actors.region, net.actors.count * sizeof *f.region);
    return f;
}

static void finish(fixture *f)
{
    qp_arcs_clear(&f->ties);
    qp_web_clear(&f->web);
    qp_network_clear(&f->net);
}

static void walk(fixture *f, bool closed, bool straight)
{
    uint32_t queue[MOST];
    qp_innovation_ground ground = {&f->ties, f->set, closed ? f->region : NULL,
                                   straight};
    qp_innovation_from_science(&ground, queue, f->from_science);
    qp_innovation_to_product(&ground, queue, f->to_product);
}

/* Of the actors of one group: all are in the first. */
static qp_innovation_tally tally_of(const fixture *f, const uint32_t group[],
                                    uint32_t which)
{
    qp_innovation_tally tally[MOST];
    qp_innovation_ground ground = {.arcs = &f->ties, .set = f->set};
    qp_innovation_count(&ground, f->from_science, f->to_product, group, MOST,
                        tally);
    return tally[which];
}

static qp_row actor(const fixture *f, const char *id)
{
    qp_row row = qp_network_actor(&f->net, id);
    cr_assert_neq(row, QP_NONE, "no actor %s", id);
    return row;
}

/* -------------------------------------------------------------------- golden */

static fixture golden_fixture(void)
{
    static golden_table actors;
    static golden_table ties;
    static drawn_table enterprises;
    static drawn_table links;
    golden_own("inputs/chain_actors", &actors);
    golden_own("inputs/chain_links", &ties);
    enterprises = links = (drawn_table){.size = 0};
    drawn_add(&enterprises, "id,stages,region\n");
    for (size_t l = 0; l < actors.count; l++)
        drawn_add(&enterprises, "%s,%s,%s\n", actors.lines[l].cell[0],
                  actors.lines[l].cell[1], actors.lines[l].cell[2]);
    drawn_add(&links, "layer,from,to,weight\n");
    for (size_t l = 0; l < ties.count; l++)
        drawn_add(&links, "rnd,%s,%s,%s\n", ties.lines[l].cell[0],
                  ties.lines[l].cell[1], ties.lines[l].cell[2]);
    return looked(drawn("regions", "id\nr\nq\n", "enterprises",
                        enterprises.text, "layers", joint, "links", links.text,
                        NULL));
}

/* The matrix of inputs/stage_matrix_gapped, which holds each link twice. */
static qp_stage_matrix golden_gapped(void)
{
    static golden_table cells;
    qp_stage_matrix m = {.links = 1};
    golden_own("inputs/stage_matrix_gapped", &cells);
    for (size_t l = 0; l < cells.count; l++) {
        int a = (int)golden_number(cells.lines[l].cell[0]) - 1;
        int b = (int)golden_number(cells.lines[l].cell[1]) - 1;
        m.led[a][b] = golden_number(cells.lines[l].cell[2]) / 2;
    }
    return m;
}

/** Two stages of a golden key. */
typedef struct {
    qp_innovation_stage a;
    qp_innovation_stage b;
} pair;

static pair pair_of(const char *key)
{
    int a = 0;
    int b = 0;
    if (strncmp(key, "science_engineering", 19) == 0)
        return (pair){SCIENCE, ENGINEERING};
    if (strncmp(key, "engineering_product", 19) == 0)
        return (pair){ENGINEERING, PRODUCT};
    if (strncmp(key, "science_product", 15) == 0)
        return (pair){SCIENCE, PRODUCT};
    cr_assert_eq(sscanf(key, "%d|%d", &a, &b), 2, "%s", key);
    return (pair){(qp_innovation_stage)(a - 1), (qp_innovation_stage)(b - 1)};
}

static double of_matrix(const qp_stage_matrix *m, const char *metric,
                        const char *key)
{
    pair p = pair_of(key);
    double quotient = qp_stage_observed_expected(m, p.a, p.b);
    /* Of a stage they tell the weight of its links, not of their ends. */
    if (strstr(metric, "weight") != NULL)
        return qp_stage_weight(m, p.a, p.b) / (p.a == p.b ? 2 : 1);
    return strstr(metric, "gap") != NULL && strstr(metric, "over") == NULL
               ? qp_stage_gap(quotient)
               : quotient;
}

static double of_walk(fixture *f, const char *metric, const char *key)
{
    bool closed = strcmp(key, "open") != 0;
    walk(f, closed, strstr(metric, "nolateral") != NULL);
    qp_innovation_tally t = tally_of(f, closed ? f->region : f->all,
                                     closed ? actor(f, "r") : 0);
    return strstr(metric, "conversion") != NULL
               ? (double)t.leading / (double)t.science
               : (double)t.reached / (double)t.products;
}

static double of_distance(const fixture *f, const char *key)
{
    uint32_t source[MOST];
    uint32_t reached[MOST];
    uint32_t distance[MOST];
    size_t sources = 0;
    for (uint32_t a = 0; a < f->ties.n; a++)
        if (qp_innovation_has(f->set[a], PRODUCT))
            source[sources++] = a;
    qp_steps(&f->ties, source, sources, NULL, reached, distance);
    return distance[actor(f, key)];
}

static double of_coverage(const fixture *f, const char *key)
{
    qp_innovation_set all = 0;
    for (size_t a = 0; a < f->ties.n; a++)
        if (f->region[a] == actor(f, key))
            all |= f->set[a];
    return (double)qp_innovation_size(all) / QP_INNOVATION_STAGES;
}

static double of_key(fixture *f, const char *metric, const char *key)
{
    qp_stage_matrix m = strncmp(metric, "gapped", 6) == 0
                            ? golden_gapped()
                            : qp_stage_matrix_sum(&f->net, 0, QP_NO_PERIOD);
    if (strncmp(metric, "chain_", 6) == 0)
        return of_walk(f, metric, key);
    if (strcmp(metric, "distance_to_nearest_product") == 0)
        return of_distance(f, key);
    if (strcmp(metric, "stage_coverage") == 0)
        return of_coverage(f, key);
    return of_matrix(&m, metric, key);
}

QP_TEST(stages, meet_every_golden_cell)
{
    static golden_table expected;
    golden_own("expected/innovation_chain", &expected);
    fixture f = golden_fixture();
    for (size_t l = 0; l < expected.count; l++)
        golden_expect(&expected.lines[l], of_key(&f, expected.lines[l].cell[0],
                                                 expected.lines[l].cell[1]));
    finish(&f);
}

/* -------------------------------------------------------------------- matrix */

/* A link of 6 from {science, engineering} to {engineering, product, science}:
 * six parts of 1. */
QP_TEST(stages, share_a_link_of_actors_of_several)
{
    qp_network net = drawn("enterprises", "id,stages\na,1 2\nb,1 2 3\nc,\n",
                           "links",
                           "from,to,layer,weight\na,b,transfer,6\n"
                           "c,a,transfer,9\n",
                           NULL);
    qp_stage_matrix m = qp_stage_matrix_sum(&net, 0, QP_NO_PERIOD);
    for (int a = 0; a < QP_INNOVATION_STAGES; a++)
        for (int b = 0; b < QP_INNOVATION_STAGES; b++)
            cr_assert_eq(m.led[a][b], a == PRODUCT ? 0 : 1);
    cr_assert_eq(m.links, 1);
    cr_assert_eq(m.missing, 1, "c has no stage");
    cr_assert_eq(qp_stage_weight(&m, SCIENCE, SCIENCE), 2);
    cr_assert_eq(qp_stage_weight(&m, ENGINEERING, SCIENCE), 2);
    cr_assert_eq(qp_stage_weight(&m, PRODUCT, SCIENCE), 1);
    /* A = 2 2 1 / 2 2 1 / 1 1 0, s = 5 5 2, t = 12. */
    cr_assert_float_eq(qp_stage_observed_expected(&m, SCIENCE, SCIENCE),
                       2 * 12 / 25.0, 1e-15);
    cr_assert_float_eq(qp_stage_observed_expected(&m, PRODUCT, ENGINEERING),
                       1 * 12 / 10.0, 1e-15);
    cr_assert_eq(qp_stage_observed_expected(&m, PRODUCT, PRODUCT), 0);
    qp_network_clear(&net);
}

QP_TEST(stages, that_have_no_link_have_no_quotient)
{
    qp_stage_matrix m = {.led = {{0, 3}, {1, 0}}};
    cr_assert(isnan(qp_stage_observed_expected(&m, SCIENCE, PRODUCT)));
    cr_assert(isnan(qp_stage_gap(NAN)), "absent is no gap of 0");
    cr_assert_eq(qp_stage_observed_expected(&m, SCIENCE, ENGINEERING), 2);
    cr_assert_eq(qp_stage_gap(2), 0);
    cr_assert_eq(qp_stage_gap(0.25), 0.75);
    cr_assert_eq(qp_stage_gap(0), 1);
}

/* ---------------------------------------------------------------------- walk */

/* The example of the header. */
QP_TEST(completeness, counts_what_science_reaches)
{
    fixture f = looked(drawn("enterprises",
                             "id,stages\nS1,1\nS2,1\nS3,1\nE1,2\nE2,2\nP1,3\n"
                             "P2,3\nP3,3\nX,\n",
                             "layers", joint, "links",
                             "from,to,layer\nS1,S2,rnd\nS1,E1,rnd\nE1,P1,rnd\n"
                             "P1,P2,rnd\nS2,P2,rnd\nS3,E2,rnd\n",
                             NULL));
    walk(&f, /* closed= */ false, /* straight= */ false);
    qp_innovation_tally t = tally_of(&f, f.all, 0);
    cr_assert_eq(t.products, 3);
    cr_assert_eq(t.reached, 2);
    cr_assert_eq(t.science, 3);
    cr_assert_eq(t.leading, 2);
    cr_assert_eq(t.unstaged, 1, "X");
    walk(&f, /* closed= */ false, /* straight= */ true);
    t = tally_of(&f, f.all, 0);
    cr_assert_eq(t.reached, 1, "P1");
    cr_assert_eq(t.leading, 1, "S1");
    finish(&f);
}

/* all  1 2 3    both  1 3    a  1 ── b  2 3    c  2 */
QP_TEST(completeness, goes_on_inside_an_actor_one_stage_at_a_time)
{
    fixture f = looked(drawn("enterprises",
                             "id,stages\nall,1 2 3\nboth,1 3\na,1\nb,2 3\n"
                             "c,2\n",
                             "layers", joint, "links",
                             "from,to,layer\na,b,rnd\n", NULL));
    walk(&f, /* closed= */ false, /* straight= */ true);
    cr_assert_eq(f.from_science[actor(&f, "all")], 7);
    cr_assert_eq(f.from_science[actor(&f, "both")], 1, "no engineering");
    cr_assert_eq(f.from_science[actor(&f, "b")], 6);
    cr_assert_eq(f.from_science[actor(&f, "c")], 0);
    cr_assert_eq(f.to_product[actor(&f, "all")], 7);
    cr_assert_eq(f.to_product[actor(&f, "both")], 4);
    cr_assert_eq(f.to_product[actor(&f, "a")], 1);
    finish(&f);
}

/* Never back: engineering leads to no science, products to no engineering. */
QP_TEST(completeness, does_not_go_back_a_stage)
{
    fixture f = looked(
        drawn("enterprises", "id,stages\nE,2\nF,2\nS,1\nP,3\n", "layers", joint,
              "links", "from,to,layer\nS,P,rnd\nP,E,rnd\nE,F,rnd\n", NULL));
    walk(&f, /* closed= */ false, /* straight= */ false);
    cr_assert_eq(f.from_science[actor(&f, "E")], 0);
    cr_assert_eq(f.from_science[actor(&f, "P")], 0);
    cr_assert_eq(f.to_product[actor(&f, "F")], 2);
    cr_assert_eq(f.to_product[actor(&f, "S")], 0);
    finish(&f);
}

/* The way from S to P leads past another region. */
QP_TEST(completeness, closed_stays_inside_a_part)
{
    fixture f = looked(
        drawn("regions", "id\nr\nq\n", "enterprises",
              "id,stages,region\nS,1,r\nE,2,q\nP,3,r\nT,1,q\n", "layers", joint,
              "links", "from,to,layer\nS,E,rnd\nE,P,rnd\nT,E,rnd\n", NULL));
    walk(&f, /* closed= */ false, /* straight= */ false);
    cr_assert_eq(tally_of(&f, f.region, actor(&f, "r")).reached, 1);
    walk(&f, /* closed= */ true, /* straight= */ false);
    qp_innovation_tally t = tally_of(&f, f.region, actor(&f, "r"));
    cr_assert_eq(t.reached, 0);
    cr_assert_eq(t.leading, 0);
    cr_assert_eq(f.from_science[actor(&f, "E")], 2, "from T");
    finish(&f);
}

QP_TEST(completeness, leaves_out_who_stands_for_many)
{
    fixture f = looked(drawn(
        "enterprises", "id,stages,group\nS,1,\nE,2,true\nP,3,\n", "layers",
        joint, "links", "from,to,layer\nS,E,rnd\nE,P,rnd\n", NULL));
    cr_assert_eq(f.set[actor(&f, "E")], 0);
    cr_assert_not(f.part[actor(&f, "E")]);
    walk(&f, /* closed= */ false, /* straight= */ false);
    cr_assert_eq(tally_of(&f, f.all, 0).reached, 0);
    finish(&f);
}

/* ---------------------------------------------------------------- technology */

static bool works_on(const qp_network *net, const qp_technologies *list,
                     const char *id, const char *class)
{
    for (size_t t = 0; t < list->count; t++)
        if (list->rows[t].actor == qp_network_actor(net, id) &&
            strcmp(qp_network_text(net, list->rows[t].class), class) == 0)
            return true;
    return false;
}

QP_TEST(technology, is_what_an_actor_makes_else_its_industry)
{
    qp_technologies list = {0};
    qp_network net = drawn(
        "regions", "id\nR\n", "enterprises",
        "id,industry\na,chips\nb,steel\nc,steel\nd,\n", "links",
        "from,to,layer\na,b,supply\n", "portfolio",
        "actor,region,industry,product,date,value\n"
        "a,,,litho,2001,1\na,,,litho,2002,2\na,,,optics,2001,1\n"
        "b,,,wire,2001,0\nc,,mining,,2001,4\n,R,,litho,2001,5\n",
        NULL);
    cr_assert_eq(qp_technologies_list(&net, &list, NULL), QP_OK);
    cr_assert(works_on(&net, &list, "a", "litho"));
    cr_assert(works_on(&net, &list, "a", "optics"));
    cr_assert(works_on(&net, &list, "b", "steel"), "it makes no wire");
    cr_assert(works_on(&net, &list, "c", "steel"), "mining is no product");
    cr_assert_eq(list.count, 4, "each once; nothing of d and of regions");
    qp_technologies_clear(&list);
    qp_network_clear(&net);
}
