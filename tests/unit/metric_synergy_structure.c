/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/structure.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/synergy.h"

static const qp_synergy_options plain = {
    SYNERGY_PLAIN,
    .draws = {.replicates = 19, .threads = 1},
};

static qp_period year(const char *text)
{
    qp_period period = QP_NO_PERIOD;
    cr_assert(qp_period_read(text, strlen(text), &period));
    return period;
}

static qp_panel of_portfolio(const char *regions, const char *portfolio)
{
    return synergy_panel(
        drawn("regions", regions, "portfolio", portfolio, NULL), &plain);
}

/* A row of the portfolio of industries, or NULL. */
static const qp_panel_row *find(const qp_panel *panel, qp_metric metric,
                                const char *subject, const char *object)
{
    return panel_seek(panel, metric, "portfolio:industry", NULL, subject,
                      object);
}

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *subject, const char *object)
{
    return panel_row(panel, metric, "portfolio:industry", NULL, subject,
                     object);
}

static double value(const qp_panel *panel, qp_metric metric,
                    const char *subject, const char *object)
{
    return row(panel, metric, subject, object)->value;
}

static qp_reason reason(const qp_panel *panel, qp_metric metric,
                        const char *subject, const char *object)
{
    return row(panel, metric, subject, object)->reason;
}

/* What region `region` of the run has of class `class`. */
typedef struct {
    qp_network net;
    qp_panel panel;
    qp_run run;
    qp_error err;
    qp_structure made;
} gathered;

static void gather(gathered *g, const char *level, qp_period window)
{
    g->run = (qp_run){.net = &g->net, .panel = &g->panel, .err = &g->err};
    cr_assert_eq(qp_run_begin(&g->run, level), QP_OK, "%s", g->err.message);
    cr_assert_eq(
        qp_structure_gather(&g->run, QP_STRUCTURE_INDUSTRY, window, &g->made),
        QP_OK, "%s", g->err.message);
}

static void release(gathered *g)
{
    qp_structure_clear(&g->made);
    qp_run_clear(&g->run);
    qp_panel_clear(&g->panel);
    qp_network_clear(&g->net);
}

/* ---------------------------------------------------------------- gathering */

static const char dated[] = "region,industry,date,value\n"
                            "A,cars,,1\n"
                            "A,cars,2019,2\n"
                            "A,cars,2021,4\n"
                            "A,ships,,8\n";

QP_TEST(structure, takes_the_latest_value_and_an_undated_one_without_it)
{
    gathered g = {.net = drawn("portfolio", dated, NULL)};
    gather(&g, NULL, QP_NO_PERIOD);
    cr_assert_eq(g.made.class_count, 2);
    cr_expect_eq(g.made.value[0], 4);
    cr_expect_eq(g.made.value[1], 8);
    cr_expect_eq(g.made.missing, 0);
    release(&g);
}

QP_TEST(structure, takes_no_undated_value_in_a_window)
{
    gathered g = {.net = drawn("portfolio", dated, NULL)};
    gather(&g, NULL, year("2019"));
    cr_assert_eq(g.made.class_count, 2);
    cr_expect_eq(g.made.value[0], 2);
    cr_expect_eq(g.made.value[1], 0);
    cr_expect_eq(g.made.missing, 2);
    release(&g);
}

/* f is in A, g in A by 0.25 and in B by 0.75, h nobody knows where. */
static const char actors[] = "actor,industry,value\n"
                             "f,cars,4\n"
                             "g,cars,8\n"
                             "h,ships,1\n";

static qp_network of_actors(const char *portfolio)
{
    return drawn("regions", "id,cluster\nA,K\nB,L\n", "enterprises",
                 "id,region\nf,A\ng,A\nh,\n", "locations",
                 "actor,region,share\ng,A,0.25\ng,B,0.75\n", "portfolio",
                 portfolio, NULL);
}

QP_TEST(structure, divides_an_actor_by_the_places_where_it_is)
{
    gathered g = {.net = of_actors(actors)};
    gather(&g, NULL, QP_NO_PERIOD);
    cr_assert(g.made.of_actors);
    cr_expect_eq(g.made.total[0], 6); /* 4 + 0.25 x 8 */
    cr_expect_eq(g.made.total[1], 6); /* 0.75 x 8 */
    cr_expect_eq(g.made.missing, 1);
    cr_expect_eq(g.made.actor_count, 2);
    release(&g);
}

QP_TEST(structure, draws_actors_inside_the_cluster_where_they_have_most)
{
    gathered g = {.net = of_actors(actors)};
    gather(&g, NULL, QP_NO_PERIOD);
    cr_assert_eq(g.made.stratum_count, 3);
    for (size_t s = 0; s < 2; s++) /* f in K, g in L: one each */
        cr_expect_eq(g.made.stratum_start[s + 1], s + 1);
    qp_stream stream = qp_stream_start(1, 1);
    uint32_t times[2];
    double drawn_value[4];
    qp_structure_draw(&g.made, &stream, times, drawn_value);
    /* Alone in its stratum each is drawn once. */
    for (size_t c = 0; c < g.made.region_count * g.made.class_count; c++)
        cr_expect_eq(drawn_value[c], g.made.value[c]);
    release(&g);
}

QP_TEST(structure, leaves_actors_out_where_a_row_is_of_a_region)
{
    gathered g = {
        .net = drawn("regions", "id\nA\nB\n", "enterprises", "id,region\nf,A\n",
                     "portfolio",
                     "region,actor,industry,value\n,f,cars,4\nB,,ships,2\n",
                     NULL)};
    gather(&g, NULL, QP_NO_PERIOD);
    cr_expect_not(g.made.of_actors);
    cr_assert_eq(g.made.class_count, 1, "nobody asks what f makes");
    cr_expect_eq(g.made.total[0], 0);
    cr_expect_eq(g.made.total[1], 2);
    cr_expect_eq(g.made.actor_count, 0);
    release(&g);
}

/* P holds A and B, Q holds C and has rows itself. */
static const char provinces[] = "id,kind,parent\n"
                                "P,province,\nQ,province,\n"
                                "A,city,P\nB,city,P\nC,city,Q\n";

static const char of_both[] = "region,industry,value\n"
                              "A,cars,1\nB,cars,2\nC,cars,4\nQ,cars,8\n";

QP_TEST(structure, counts_cities_towards_a_province_that_does_not_speak_itself)
{
    gathered g = {
        .net = drawn("regions", provinces, "portfolio", of_both, NULL)};
    gather(&g, "province", QP_NO_PERIOD);
    cr_assert_eq(g.run.region_count, 2);
    cr_expect_eq(g.made.total[0], 3);
    cr_expect_eq(g.made.total[1], 8);
    cr_expect_eq(g.made.missing, 0);
    release(&g);
}

QP_TEST(structure, counts_a_province_as_missing_among_cities)
{
    gathered g = {
        .net = drawn("regions", provinces, "portfolio", of_both, NULL)};
    gather(&g, NULL, QP_NO_PERIOD);
    cr_assert_eq(g.run.region_count, 3);
    cr_expect_eq(g.made.total[2], 4);
    cr_expect_eq(g.made.missing, 1);
    release(&g);
}

QP_TEST(structure, refuses_values_that_add_up_to_more_than_numbers_hold)
{
    gathered g = {.net = drawn("portfolio",
                               "region,industry,value\nA,cars,1e308\n"
                               "B,cars,1e308\n",
                               NULL)};
    g.run = (qp_run){.net = &g.net, .panel = &g.panel, .err = &g.err};
    cr_assert_eq(qp_run_begin(&g.run, NULL), QP_OK);
    cr_expect_eq(qp_structure_gather(&g.run, QP_STRUCTURE_INDUSTRY,
                                     QP_NO_PERIOD, &g.made),
                 QP_E_LIMIT);
    cr_expect_null(g.made.value);
    release(&g);
}

/* --------------------------------------------------------------------- rows */

/*
 *           cars  ships          A and B are one cluster, C and D another;
 *      A      6      2           D has nothing, E is in no cluster
 *      B      2      6
 *      C      4      4
 */
static const char regions[] = "id,cluster\nA,K\nB,K\nC,L\nD,L\nE,\n";
static const char holdings[] = "region,industry,value\n"
                               "A,cars,6\nA,ships,2\nB,cars,2\nB,ships,6\n"
                               "C,cars,4\nC,ships,4\nE,wine,0\n";

QP_TEST(structure, tells_a_quotient_for_each_region_and_class)
{
    qp_panel p = of_portfolio(regions, holdings);
    const qp_panel_row *r = row(&p, QP_M_LOCATION_QUOTIENT, "A", "cars");
    cr_expect_float_eq(r->value, 1.5, 1e-12); /* (6/8) / (12/24) */
    cr_expect_eq(r->n, 6);
    cr_expect(isnan(r->low), "rows of regions cannot be drawn again");
    cr_expect_eq(reason(&p, QP_M_LOCATION_QUOTIENT, "D", "cars"),
                 QP_REASON_NO_PORTFOLIO);
    cr_expect_eq(reason(&p, QP_M_LOCATION_QUOTIENT, "A", "wine"),
                 QP_REASON_NO_CLASS);
    qp_panel_clear(&p);
}

QP_TEST(structure, tells_likeness_of_pairs_and_with_all)
{
    qp_panel p = of_portfolio(regions, holdings);
    const qp_panel_row *r = row(&p, QP_M_STRUCTURE_SIMILARITY, "A", "B");
    cr_expect_float_eq(r->value, 0.6, 1e-12); /* (12 + 12) / (36 + 4) */
    cr_expect_eq(r->n, 3);
    cr_expect(has_flag(r, QP_FLAG_COARSE));
    /* 2 |6/8 - 2/8| and 2 |6/8 - 1/2| */
    cr_expect_float_eq(value(&p, QP_M_KRUGMAN_INDEX, "A", "B"), 1, 1e-12);
    cr_expect_float_eq(value(&p, QP_M_KRUGMAN_INDEX, "A", "all"), 0.5, 1e-12);
    cr_expect_null(find(&p, QP_M_STRUCTURE_SIMILARITY, "B", "A"));
    r = row(&p, QP_M_STRUCTURE_SIMILARITY, "A", "D");
    cr_expect_eq(r->reason, QP_REASON_NO_PORTFOLIO);
    cr_expect_not(has_flag(r, QP_FLAG_COARSE));
    qp_panel_clear(&p);
}

QP_TEST(structure, tells_isomorphism_of_clusters_and_between_them)
{
    qp_panel p = of_portfolio(regions, holdings);
    const qp_panel_row *r = row(&p, QP_M_ISOMORPHISM, "K", "");
    cr_expect_float_eq(r->value, 0.6, 1e-12);
    cr_expect_eq(r->n, 1);
    cr_expect_eq(r->missing, 0);
    cr_expect_eq(r->null, QP_NULL_PERMUTATION);
    cr_expect_eq(r->q, r->p, "the other cluster has no test");
    cr_expect_float_eq(value(&p, QP_M_ISOMORPHISM, "K", "krugman"), 1, 1e-12);
    cr_expect_float_eq(value(&p, QP_M_ISOMORPHISM, "K", "weighted"), 0.6,
                       1e-12);
    r = row(&p, QP_M_ISOMORPHISM, "L", "");
    cr_expect_eq(r->reason, QP_REASON_NO_PORTFOLIO);
    cr_expect_eq(r->missing, 1);
    r = row(&p, QP_M_ISOMORPHISM, "K", "cluster:L");
    /* both with C: (24 + 8) / sqrt(40 x 32) */
    cr_expect_float_eq(r->value, 32 / sqrt(1280), 1e-12);
    cr_expect_eq(r->n, 2);
    cr_expect_eq(r->missing, 2);
    cr_expect_null(find(&p, QP_M_ISOMORPHISM, "L", "cluster:K"));
    qp_panel_clear(&p);
}

/* Of three cosines one falls to the cluster, each as often as the others. */
QP_TEST(structure, expects_of_a_cluster_the_mean_of_all_pairs)
{
    qp_synergy_options options = plain;
    options.draws.replicates = 3999;
    qp_panel p = synergy_panel(
        drawn("regions", regions, "portfolio", holdings, NULL), &options);
    const qp_panel_row *r = row(&p, QP_M_ISOMORPHISM, "K", "");
    double mean = (0.6 + 2 * 32 / sqrt(1280)) / 3;
    cr_expect_float_eq(r->expected, mean, 0.01);
    cr_expect_eq(r->p, 1, "no pair is less alike");
    cr_expect_lt(r->z, 0);
    qp_panel_clear(&p);
}

QP_TEST(structure, tells_clusters_of_no_portfolio_why_they_have_no_value)
{
    qp_panel p = synergy_panel(
        drawn("regions", regions, "links", "from,to,layer\nA,B,talent\n", NULL),
        &plain);
    cr_expect_eq(reason(&p, QP_M_ISOMORPHISM, "K", ""), QP_REASON_NO_PORTFOLIO);
    cr_expect_eq(reason(&p, QP_M_ISOMORPHISM, "K", "cluster:L"),
                 QP_REASON_NO_PORTFOLIO);
    cr_expect_null(find(&p, QP_M_COMPLEMENTARITY, "A", "B"));
    qp_panel_clear(&p);
}

QP_TEST(structure, tells_pairs_in_windows_only_where_asked_for)
{
    qp_synergy_options options = plain;
    options.frame.window = year("2019");
    qp_panel p = synergy_panel(
        drawn("regions", "id,cluster\nA,K\nB,K\n", "portfolio", dated, NULL),
        &options);
    cr_expect_null(find(&p, QP_M_LOCATION_QUOTIENT, "A", "cars"));
    cr_expect_null(find(&p, QP_M_RELATEDNESS, "cars", "ships"));
    cr_expect_not_null(find(&p, QP_M_ISOMORPHISM, "K", ""));
    qp_panel_clear(&p);
    options.pairs = true;
    p = synergy_panel(
        drawn("regions", "id,cluster\nA,K\nB,K\n", "portfolio", dated, NULL),
        &options);
    cr_expect_eq(value(&p, QP_M_LOCATION_QUOTIENT, "A", "cars"), 1);
    cr_expect_eq(row(&p, QP_M_LOCATION_QUOTIENT, "A", "cars")->missing, 2);
    qp_panel_clear(&p);
}

/* ---------------------------------------------------------------- bootstrap */

/* Four firms of A and two of B, as many of cars as of ships. */
static qp_network of_firms(const char *places)
{
    return drawn("regions", places, "enterprises",
                 "id,region\na,A\nb,A\nc,A\nd,A\ne,B\nf,B\n", "portfolio",
                 "actor,industry,value\na,cars,4\nb,cars,4\nc,ships,4\n"
                 "d,ships,4\ne,cars,4\nf,ships,4\n",
                 "relatedness", "industry_a,industry_b,phi\ncars,ships,1\n",
                 NULL);
}

static const char apart[] = "id,cluster\nA,K\nB,L\n";

/* One draw in 32 has A in cars alone and B in ships, or the other way. */
QP_TEST(structure, has_intervals_of_resampled_firms)
{
    qp_synergy_options options = plain;
    options.draws.replicates = 999;
    qp_panel p = synergy_panel(of_firms(apart), &options);
    const qp_panel_row *r = row(&p, QP_M_LOCATION_QUOTIENT, "A", "cars");
    cr_expect_eq(r->value, 1);
    cr_expect_lt(r->low, 1);
    cr_expect_gt(r->high, 1);
    r = row(&p, QP_M_STRUCTURE_SIMILARITY, "A", "B");
    cr_expect_float_eq(r->value, 1, 1e-12);
    cr_expect_lt(r->low, 0.5);
    cr_expect_float_eq(r->high, 1, 1e-12);
    cr_expect_gt(row(&p, QP_M_KRUGMAN_INDEX, "A", "B")->high, 1.5);
    cr_expect_gt(row(&p, QP_M_KRUGMAN_INDEX, "A", "all")->high, 0);
    r = row(&p, QP_M_RELATEDNESS_DENSITY, "A", "cars");
    cr_expect_eq(r->low, 0);
    cr_expect_eq(r->high, 100);
    qp_panel_clear(&p);
}

/* Of six firms drawn out of one stratum none is of B in (4/6)^6 = 9 % of the
 * draws. */
QP_TEST(structure, has_no_interval_of_a_region_that_is_often_empty)
{
    qp_synergy_options options = plain;
    options.draws.replicates = 999;
    qp_panel p = synergy_panel(of_firms("id\nA\nB\n"), &options);
    cr_expect(isnan(row(&p, QP_M_LOCATION_QUOTIENT, "B", "cars")->low));
    cr_expect_not(isnan(row(&p, QP_M_LOCATION_QUOTIENT, "A", "cars")->low));
    qp_panel_clear(&p);
}

QP_TEST(structure, has_the_same_intervals_on_any_number_of_threads)
{
    qp_synergy_options options = plain;
    qp_panel one = synergy_panel(of_firms(apart), &options);
    options.draws.threads = 3;
    qp_panel three = synergy_panel(of_firms(apart), &options);
    const qp_panel_row *a = row(&one, QP_M_LOCATION_QUOTIENT, "A", "cars");
    const qp_panel_row *b = row(&three, QP_M_LOCATION_QUOTIENT, "A", "cars");
    cr_expect_eq(a->low, b->low);
    cr_expect_eq(a->high, b->high);
    qp_panel_clear(&one);
    qp_panel_clear(&three);
}

/* -------------------------------------------------------------- relatedness */

static const char noughts[] = "region,industry,value\n"
                              "A,cars,1\nA,ships,1\nA,wine,1\n"
                              "B,cars,1\nB,ships,1\nC,cars,1\n";

QP_TEST(structure, relates_classes_that_are_in_the_same_regions)
{
    qp_panel p = of_portfolio(regions, noughts);
    const qp_panel_row *r = row(&p, QP_M_RELATEDNESS, "cars", "ships");
    cr_expect_float_eq(r->value, 2.0 / 3, 1e-12); /* in A and B; A, B and C */
    cr_expect_eq(r->n, 3);
    cr_expect(has_flag(r, QP_FLAG_PRESENCE));
    cr_expect(has_flag(r, QP_FLAG_FEW_REGIONS));
    r = row(&p, QP_M_RELATEDNESS_DENSITY, "B", "wine");
    cr_expect_float_eq(r->value, 100, 1e-12);
    cr_expect_eq(r->n, 2);
    cr_expect_eq(reason(&p, QP_M_RELATEDNESS_DENSITY, "D", "wine"),
                 QP_REASON_NO_PORTFOLIO);
    cr_expect_eq(reason(&p, QP_M_COMPLEMENTARITY, "A", "B"),
                 QP_REASON_COMPLETE);
    cr_expect_eq(reason(&p, QP_M_COMPLEMENTARITY, "B", "D"),
                 QP_REASON_NO_PORTFOLIO);
    qp_panel_clear(&p);
}

QP_TEST(structure, prefers_relatedness_that_is_given)
{
    qp_panel p = synergy_panel(
        drawn("regions", regions, "portfolio", noughts, "relatedness",
              "industry_a,industry_b,phi\ncars,wine,0.25\nbeer,tea,1\n", NULL),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_RELATEDNESS, "cars", "wine");
    cr_expect_eq(r->value, 0.25);
    cr_expect(has_flag(r, QP_FLAG_EXTERNAL));
    cr_expect_not(has_flag(r, QP_FLAG_FEW_REGIONS));
    cr_expect_eq(value(&p, QP_M_RELATEDNESS, "cars", "ships"), 0);
    cr_expect_eq(reason(&p, QP_M_RELATEDNESS_DENSITY, "A", "ships"),
                 QP_REASON_NO_RELATED);
    qp_panel_clear(&p);
}

QP_TEST(structure, uses_no_given_relatedness_of_other_classes)
{
    qp_panel p = synergy_panel(
        drawn("regions", regions, "portfolio", noughts, "relatedness",
              "industry_a,industry_b,phi\nbeer,tea,1\n", NULL),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_RELATEDNESS, "cars", "ships");
    cr_expect_float_eq(r->value, 2.0 / 3, 1e-12);
    cr_expect_not(has_flag(r, QP_FLAG_EXTERNAL));
    qp_panel_clear(&p);
}

QP_TEST(structure, relates_by_the_variant_asked_for_and_no_other)
{
    qp_synergy_options options = plain;
    options.relatedness = "jaccard";
    qp_panel p = synergy_panel(
        drawn("regions", regions, "portfolio", noughts, NULL), &options);
    /* C: cars-ships 2, cars-wine 1, ships-wine 1; 2 / (3 + 3 - 2) */
    cr_expect_float_eq(value(&p, QP_M_RELATEDNESS, "cars", "ships"), 0.5,
                       1e-12);
    qp_panel_clear(&p);

    qp_network net = drawn("regions", regions, "portfolio", noughts, NULL);
    qp_error err = {0};
    options.relatedness = "kinship";
    cr_expect_eq(qp_synergy(&net, &options, &p, &err), QP_E_MISUSE);
    cr_expect_not_null(strstr(err.message, "proximity, association"));
    qp_panel_clear(&p);
    qp_network_clear(&net);
}

/* Memory runs out at each place in turn. */
QP_TEST(structure, releases_everything_where_memory_runs_out)
{
    synergy_survives(of_firms(apart), &plain);
}
