/* SPDX-License-Identifier: MIT */
#include "support/chain_panel.h"
#include "support/drawn.h"

static const qp_chain_options plain = {CHAIN_PLAIN};

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *layer, const char *subject,
                               const char *object)
{
    return panel_row(panel, metric, layer, NULL, subject, object);
}

static const qp_panel_row *seek(const qp_panel *panel, qp_metric metric,
                                const char *layer, const char *subject,
                                const char *object)
{
    return panel_seek(panel, metric, layer, NULL, subject, object);
}

/* ------------------------------------------------------ links between stages */

/* S is science, E engineering, P and Q products, X says nothing. */
static const char *const firms = "id,stages\nS,1\nE,2\nP,3\nQ,3\nX,\nmany,1\n";

static qp_panel of_links(const char *layers, const char *links)
{
    return chain_panel(
        drawn("enterprises", firms, "layers", layers, "links", links, NULL),
        &plain);
}

/* A_SE = 6, A_PP = 2 x 1; s = 6, 6, 2; t = 14. */
QP_TEST(stage_rows, tell_each_pair_of_stages_once)
{
    qp_panel p = of_links("id,unit,directed\nrnd,projects,false\n",
                          "from,to,layer,weight\nS,E,rnd,6\nP,Q,rnd,1\n"
                          "X,S,rnd,4\nS,P,rnd,0\n");
    const qp_panel_row *r = row(&p, QP_M_STAGE_LINK_WEIGHT, "rnd", "science",
                                "engineering");
    cr_assert_eq(r->value, 6);
    cr_assert_eq(r->scope, QP_SCOPE_PAIR);
    cr_assert(panel_reads(&p, r->unit, "projects"));
    cr_assert_eq(r->n, 3);
    cr_assert_eq(r->missing, 1, "X says nothing");
    r = row(&p, QP_M_STAGE_LINK_WEIGHT, "rnd", "product", "product");
    cr_assert_eq(r->value, 2, "both ends of the link");
    r = row(&p, QP_M_STAGE_OBSERVED_EXPECTED, "rnd", "science", "engineering");
    cr_assert_float_eq(r->value, 6 * 14 / 36.0, 1e-15);
    r = row(&p, QP_M_STAGE_GAP, "rnd", "science", "engineering");
    cr_assert_eq(r->value, 0);
    r = row(&p, QP_M_STAGE_GAP, "rnd", "science", "product");
    cr_assert_eq(r->value, 1, "nothing leads across");
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_LINK_WEIGHT), 6);
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_OBSERVED_EXPECTED), 6);
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_GAP), 3);
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_LINK_WEIGHT_DIRECTED), 0);
    qp_panel_clear(&p);
}

QP_TEST(stage_rows, of_a_directed_layer_tell_both_directions)
{
    qp_panel p = of_links("id,directed\ntransfer,true\n",
                          "from,to,layer,weight\nS,E,transfer,6\n"
                          "P,E,transfer,2\nE,P,transfer,1\n");
    qp_metric directed = QP_M_STAGE_LINK_WEIGHT_DIRECTED;
    cr_assert_eq(panel_rows(&p, directed), 9);
    cr_assert_eq(row(&p, directed, "transfer", "science", "engineering")->value,
                 6);
    cr_assert_eq(row(&p, directed, "transfer", "engineering", "science")->value,
                 0);
    cr_assert_eq(row(&p, directed, "transfer", "product", "engineering")->value,
                 2, "what products ask of engineering");
    cr_assert_eq(
        row(&p, QP_M_STAGE_LINK_WEIGHT, "transfer", "engineering", "product")
            ->value,
        3);
    qp_panel_clear(&p);
}

QP_TEST(stage_rows, say_why_there_is_no_value)
{
    qp_panel p = of_links("id,directed\nrnd,false\n",
                          "from,to,layer\nS,E,rnd\n");
    const qp_panel_row *r = row(&p, QP_M_STAGE_GAP, "rnd", "engineering",
                                "product");
    cr_assert_eq(r->reason, QP_REASON_STAGE_ABSENT);
    r = row(&p, QP_M_STAGE_OBSERVED_EXPECTED, "rnd", "product", "product");
    cr_assert_eq(r->reason, QP_REASON_STAGE_ABSENT);
    r = row(&p, QP_M_STAGE_LINK_WEIGHT, "rnd", "product", "product");
    cr_assert_eq(r->value, 0);
    qp_panel_clear(&p);

    p = of_links("id,directed\nrnd,false\n", "from,to,layer\nS,X,rnd\n");
    r = row(&p, QP_M_STAGE_GAP, "rnd", "science", "product");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    cr_assert_eq(r->n, 0);
    cr_assert_eq(r->missing, 1);
    qp_panel_clear(&p);

    p = chain_panel(drawn("links", "from,to,layer\nA,B,rnd\n", NULL), &plain);
    r = row(&p, QP_M_STAGE_GAP, "rnd", "science", "product");
    cr_assert_eq(r->reason, QP_REASON_NO_STAGE);
    r = row(&p, QP_M_STAGE_LINK_WEIGHT, "rnd", "science", "product");
    cr_assert_eq(r->reason, QP_REASON_NO_STAGE);
    qp_panel_clear(&p);
}

QP_TEST(stage_rows, are_told_of_research_transfer_and_membership_that_help)
{
    qp_panel p = of_links("id,sense\nrnd,rivalry\nsupply,\nmembership,\n",
                          "from,to,layer\nS,E,rnd\nS,P,supply\n"
                          "S,P,membership\n");
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_GAP), 3);
    cr_assert_not_null(
        seek(&p, QP_M_STAGE_GAP, "membership", "science", "product"));
    qp_panel_clear(&p);
}

/* --------------------------------------------------------------- completeness */

/*
 *      north  r: S1 ── E1, P1       S1 ── E1 ── P2 (s)       rnd
 *             s: P2                 P1 ──▶ E1                transfer
 *      south  t: S2, X              S2 reaches nothing
 *             u: nobody
 *      nowhere   P3                 P3 is tied to nobody
 */
static qp_network country(void)
{
    return drawn("regions", "id,cluster\nr,north\ns,north\nt,south\nu,\n",
                 "enterprises",
                 "id,stages,region\nS1,1,r\nE1,2,r\nP1,3,r\nP2,3,s\nX,,t\n"
                 "P3,3,\n",
                 "institutes", "id,stages,region\nS2,1,t\n", "layers",
                 "id,directed\nrnd,false\ntransfer,true\n", "links",
                 "from,to,layer,date\nS1,E1,rnd,2001\nE1,P2,rnd,2001\n"
                 "P1,E1,transfer,2002\n",
                 NULL);
}

static void expect(const qp_panel *p, qp_metric metric, const char *subject,
                   double value, double n)
{
    const qp_panel_row *r = row(p, metric, "", subject, "");
    cr_assert_float_eq(r->value, value, 1e-15, "%s of %s is %g",
                       qp_metrics[metric].name, subject, r->value);
    cr_assert_eq(r->n, n);
}

static void expect_no(const qp_panel *p, qp_metric metric, const char *subject,
                      qp_reason reason)
{
    const qp_panel_row *r = row(p, metric, "", subject, "");
    cr_assert(isnan(r->value));
    cr_assert_eq(r->reason, reason, "%s of %s: %s", qp_metrics[metric].name,
                 subject, qp_reasons[r->reason].name);
}

QP_TEST(reach_rows, tell_regions_clusters_and_all)
{
    qp_panel p = chain_panel(country(), &plain);
    expect(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "all", 2 / 3.0, 3);
    expect(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "r", 1, 1);
    expect(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "s", 1, 1);
    expect(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "north", 1, 2);
    expect(&p, QP_M_CHAIN_COMPLETENESS_CLOSED, "r", 1, 1);
    expect(&p, QP_M_CHAIN_COMPLETENESS_CLOSED, "north", 1, 2);
    expect(&p, QP_M_CONVERSION_OPEN, "all", 1 / 2.0, 2);
    expect(&p, QP_M_CONVERSION_OPEN, "t", 0, 1);
    expect(&p, QP_M_CONVERSION_CLOSED, "r", 1, 1);
    cr_assert_eq(row(&p, QP_M_CONVERSION_OPEN, "", "t", "")->missing, 1, "X");
    cr_assert_eq(row(&p, QP_M_CONVERSION_OPEN, "", "all", "")->scope,
                 QP_SCOPE_SYSTEM);
    cr_assert_eq(row(&p, QP_M_CONVERSION_OPEN, "", "south", "")->scope,
                 QP_SCOPE_CLUSTER);
    cr_assert_eq(row(&p, QP_M_CONVERSION_OPEN, "", "t", "")->scope,
                 QP_SCOPE_REGION);
    cr_assert_null(seek(&p, QP_M_CONVERSION_CLOSED, "", "all", ""));
    cr_assert_null(seek(&p, QP_M_CHAIN_COMPLETENESS_CLOSED, "", "all", ""));
    cr_assert_eq(panel_rows(&p, QP_M_CONVERSION_OPEN), 4 + 2 + 1);
    qp_panel_clear(&p);
}

QP_TEST(reach_rows, say_who_is_lacking)
{
    qp_panel p = chain_panel(country(), &plain);
    expect_no(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "t", QP_REASON_NO_PRODUCT);
    expect_no(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "u", QP_REASON_NO_PRODUCT);
    expect_no(&p, QP_M_CHAIN_COMPLETENESS_CLOSED, "s", QP_REASON_NO_SCIENCE);
    expect_no(&p, QP_M_CONVERSION_OPEN, "s", QP_REASON_NO_SCIENCE);
    expect_no(&p, QP_M_CONVERSION_CLOSED, "south", QP_REASON_NO_PRODUCT);
    expect_no(&p, QP_M_CONVERSION_CLOSED, "u", QP_REASON_NO_SCIENCE);
    qp_panel_clear(&p);

    p = of_links("id\nsupply\n", "from,to,layer\nS,P,supply\n");
    expect_no(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "all", QP_REASON_NO_LINK);
    expect_no(&p, QP_M_CONVERSION_OPEN, "all", QP_REASON_NO_LINK);
    expect_no(&p, QP_M_DISTANCE_TO_PRODUCT, "all", QP_REASON_NO_LINK);
    expect_no(&p, QP_M_DISTANCE_TO_PRODUCT, "E", QP_REASON_NO_LINK);
    qp_panel_clear(&p);
}

/* S ── T ── E ── P: to T keeps the stage. */
QP_TEST(reach_rows, of_straight_steps_are_fewer)
{
    static const char *const actors = "id,stages\nS,1\nT,1\nE,2\nP,3\n";
    static const char *const links =
        "from,to,layer\nS,T,rnd\nT,E,rnd\nE,P,rnd\n";
    qp_chain_options straight = plain;
    straight.straight = true;
    qp_panel p = chain_panel(drawn("enterprises", actors, "links", links, NULL),
                             &plain);
    expect(&p, QP_M_CONVERSION_OPEN, "all", 1, 2);
    qp_panel_clear(&p);
    p = chain_panel(drawn("enterprises", actors, "links", links, NULL),
                    &straight);
    expect(&p, QP_M_CONVERSION_OPEN, "all", 1 / 2.0, 2);
    cr_assert_eq(row(&p, QP_M_DISTANCE_TO_PRODUCT, "", "S", "")->value, 3,
                 "a distance is one of links");
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------- distance */

/* E1 is 1 from a product, S1 2, S2 reaches none: 3 / (1 + 1/2). */
QP_TEST(reach_rows, tell_how_far_products_are)
{
    qp_panel p = chain_panel(country(), &plain);
    const qp_panel_row *r = row(&p, QP_M_DISTANCE_TO_PRODUCT, "", "S1", "");
    cr_assert_eq(r->value, 2);
    cr_assert_eq(r->scope, QP_SCOPE_ACTOR);
    cr_assert_eq(row(&p, QP_M_DISTANCE_TO_PRODUCT, "", "E1", "")->value, 1);
    expect_no(&p, QP_M_DISTANCE_TO_PRODUCT, "S2", QP_REASON_UNREACHED);
    cr_assert_null(seek(&p, QP_M_DISTANCE_TO_PRODUCT, "", "P1", ""));
    cr_assert_null(seek(&p, QP_M_DISTANCE_TO_PRODUCT, "", "X", ""));
    r = row(&p, QP_M_DISTANCE_TO_PRODUCT, "", "all", "");
    cr_assert_eq(r->value, 3 / 1.5);
    cr_assert_eq(r->n, 2);
    cr_assert_eq(r->missing, 1);
    cr_assert_eq(r->scope, QP_SCOPE_SYSTEM);
    qp_panel_clear(&p);
}

QP_TEST(reach_rows, have_no_distance_without_ends)
{
    qp_panel p = chain_panel(drawn("enterprises", "id,stages\nS,1\nT,1\n",
                                   "links", "from,to,layer\nS,T,rnd\n", NULL),
                             &plain);
    expect_no(&p, QP_M_DISTANCE_TO_PRODUCT, "all", QP_REASON_NO_PRODUCT);
    expect_no(&p, QP_M_DISTANCE_TO_PRODUCT, "S", QP_REASON_NO_PRODUCT);
    qp_panel_clear(&p);
    p = chain_panel(drawn("enterprises", "id,stages\nP,3\nQ,1 3\n", "links",
                          "from,to,layer\nP,Q,rnd\n", NULL),
                    &plain);
    expect_no(&p, QP_M_DISTANCE_TO_PRODUCT, "all", QP_REASON_NO_SCIENCE);
    cr_assert_eq(panel_rows(&p, QP_M_DISTANCE_TO_PRODUCT), 1);
    qp_panel_clear(&p);
}

QP_TEST(reach_rows, of_windows_tell_actors_only_where_asked_for)
{
    qp_chain_options years = chain_years(plain, "2001", "2003");
    qp_panel p = chain_panel(country(), &years);
    const qp_panel_row *r = panel_row(&p, QP_M_CHAIN_COMPLETENESS_CLOSED, "",
                                      "2001..2002", "r", "");
    cr_assert_eq(r->value, 0, "P1 is tied later");
    r = panel_row(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "", "2001..2002", "s", "");
    cr_assert_eq(r->value, 1);
    r = panel_row(&p, QP_M_CHAIN_COMPLETENESS_OPEN, "", "2002..2003", "s", "");
    cr_assert_eq(r->value, 0);
    r = panel_row(&p, QP_M_STAGE_GAP, "rnd", "2002..2003", "science",
                  "product");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    r = panel_row(&p, QP_M_DISTANCE_TO_PRODUCT, "", "2002..2003", "all", "");
    cr_assert_eq(r->value, 3, "E1 alone of three, at 1");
    cr_assert_not_null(seek(&p, QP_M_WEAKEST_STAGE, "", "r", ""));
    cr_assert_null(seek(&p, QP_M_DISTANCE_TO_PRODUCT, "", "E1", ""));
    qp_panel_clear(&p);
    years.pairs = true;
    p = chain_panel(country(), &years);
    cr_assert_eq(panel_rows(&p, QP_M_DISTANCE_TO_PRODUCT), 2 * (1 + 3));
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------- coverage */

static qp_panel of_firms(const char *enterprises, const char *portfolio,
                         const qp_chain_options *options)
{
    return chain_panel(drawn("regions", "id\nr\ns\n", "enterprises",
                             enterprises, "portfolio", portfolio, "links",
                             "from,to,layer\na,b,rnd\n", NULL),
                       options);
}

QP_TEST(coverage_rows, tell_the_stages_of_regions_and_technologies)
{
    static const char *const enterprises =
        "id,stages,region,industry\na,1,r,chips\nb,2 3,r,chips\nc,,r,chips\n"
        "d,,s,steel\ne,2,,steel\n";
    static const char *const portfolio =
        "actor,product,value\na,litho,1\na,optics,2\nb,litho,3\n";
    qp_chain_options layer = plain;
    const char *const rnd = "rnd";
    qp_panel p = of_firms(enterprises, portfolio, &plain);
    const qp_panel_row *r = row(&p, QP_M_STAGE_COVERAGE, "", "r", "all");
    cr_assert_eq(r->value, 1);
    cr_assert_eq(r->scope, QP_SCOPE_PAIR);
    cr_assert_eq(r->n, 2);
    cr_assert_eq(r->missing, 1, "c");
    r = row(&p, QP_M_STAGE_COVERAGE, "", "r", "litho");
    cr_assert_eq(r->value, 1);
    cr_assert_eq(r->n, 2);
    r = row(&p, QP_M_STAGE_COVERAGE, "", "r", "optics");
    cr_assert_float_eq(r->value, 1 / 3.0, 1e-15);
    cr_assert_null(seek(&p, QP_M_STAGE_COVERAGE, "", "r", "chips"),
                   "c alone, who says nothing");
    r = row(&p, QP_M_STAGE_COVERAGE, "", "s", "all");
    cr_assert_eq(r->reason, QP_REASON_NO_STAGE);
    cr_assert_null(seek(&p, QP_M_STAGE_COVERAGE, "", "s", "steel"));
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_COVERAGE), 4);
    qp_panel_clear(&p);

    layer.frame.layers = &rnd;
    layer.frame.layer_count = 1;
    p = of_firms(enterprises, portfolio, &layer);
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_COVERAGE), 0, "tables are not read");
    cr_assert_eq(panel_rows(&p, QP_M_STAGE_GAP), 3);
    qp_panel_clear(&p);
}

/* Science 2, engineering 2 + 6/2 = 5, product 6/2 = 3: 2 / (10/3). */
QP_TEST(coverage_rows, tell_the_weakest_stage)
{
    static const char *const portfolio = "actor,product,value\na,litho,1\n";
    qp_panel p = of_firms(
        "id,stages,region,capacity\na,1,r,2\nb,2,r,2\nc,2 3,r,6\nd,2,r,\n"
        "e,,r,9\nf,1,s,4\n",
        portfolio, &plain);
    const qp_panel_row *r = row(&p, QP_M_WEAKEST_STAGE, "", "r", "science");
    cr_assert_float_eq(r->value, 0.6, 1e-15);
    cr_assert_eq(r->scope, QP_SCOPE_REGION);
    cr_assert_eq(r->n, 3);
    cr_assert_eq(r->missing, 2, "d has no capacity, e no stage");
    r = row(&p, QP_M_WEAKEST_STAGE, "", "s", "engineering");
    cr_assert_eq(r->value, 0, "nobody works in it, nor in products");
    qp_panel_clear(&p);
}

QP_TEST(coverage_rows, know_no_weakest_stage_without_capacity)
{
    static const char *const portfolio = "actor,product,value\na,litho,1\n";
    qp_panel p = of_firms(
        "id,stages,region,capacity\na,1,r,2\nb,2,r,\nc,1,s,0\n", portfolio,
        &plain);
    const qp_panel_row *r = row(&p, QP_M_WEAKEST_STAGE, "", "r", "");
    cr_assert_eq(r->reason, QP_REASON_NO_CAPACITY, "of b it is not known");
    r = row(&p, QP_M_WEAKEST_STAGE, "", "s", "");
    cr_assert_eq(r->reason, QP_REASON_ZERO_TOTAL, "of c it is known: none");
    qp_panel_clear(&p);
    p = of_firms("id,stages,region,capacity\na,1,r,2\nb,,s,3\n", portfolio,
                 &plain);
    r = row(&p, QP_M_WEAKEST_STAGE, "", "s", "");
    cr_assert_eq(r->reason, QP_REASON_NO_CAPACITY, "b is no part of a chain");
    qp_panel_clear(&p);
    p = of_firms("id,stages,region\na,1,r\nb,2,r\n", portfolio, &plain);
    r = row(&p, QP_M_WEAKEST_STAGE, "", "r", "");
    cr_assert_eq(r->reason, QP_REASON_NO_CAPACITY);
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------- products */

static void expect_products(const char *portfolio,
                            const qp_chain_options *options, const char *window,
                            double value)
{
    qp_panel p = chain_panel(
        drawn("regions", "id\nr\n", "enterprises",
              "id,region,country\na,r,CN\nb,r,CN\nc,r,CN\n", "portfolio",
              portfolio, "links", "from,to,layer\na,b,rnd\n", NULL),
        options);
    const qp_panel_row *r = panel_row(&p, QP_M_PRODUCT_COMPLETENESS, "", window,
                                      "all", "");
    cr_assert_eq(r->n, value > 0 ? 1 : 0);
    if (value > 0)
        cr_assert_eq(r->value, value);
    else
        cr_assert_eq(r->reason, QP_REASON_NO_PORTFOLIO);
    qp_panel_clear(&p);
}

QP_TEST(product_rows, count_the_latest_row_of_a_bearer)
{
    qp_chain_options years = chain_years(plain, "2001", "2002");
    expect_products("actor,product,date,value\na,litho,2001,5\n"
                    "a,litho,2002,0\n",
                    &plain, NULL, 0);
    expect_products("actor,product,date,value\na,litho,,5\na,litho,2002,0\n",
                    &plain, NULL, 0);
    expect_products("actor,product,date,value\na,litho,2001,0\n"
                    "a,litho,2002,5\n",
                    &plain, NULL, 1);
    expect_products("actor,product,date,value\na,litho,2001,5\n"
                    "b,litho,2002,0\n",
                    &plain, NULL, 1);
    expect_products("actor,product,date,value\na,litho,2001,5\n"
                    "a,litho,2002,0\n",
                    &years, "2001..2002", 1);
}

/* --------------------------------------------------------------------- memory */

QP_TEST(stage_rows, survive_every_failure_of_memory)
{
    qp_chain_options years = chain_years(plain, "2001", "2002");
    chain_survives(country(), &years);
}
