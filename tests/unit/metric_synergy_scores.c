/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support/drawn.h"
#include "support/leak.h"
#include "support/synergy.h"

/* The rows of M4 and X2. */

static const qp_synergy_options plain = {
    SYNERGY_PLAIN,
    .draws = {.replicates = 3, .threads = 1},
    .raw = true,
};

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *window, const char *subject)
{
    return panel_row(panel, metric, "", window, subject, "");
}

static const qp_metric told[] = {
    QP_M_COUPLING_DEGREE_WANG,
    QP_M_COUPLING_DEGREE_STANDARD,
    QP_M_DEVELOPMENT_LEVEL,
    QP_M_COUPLING_COORDINATION_WANG,
    QP_M_COUPLING_COORDINATION_STANDARD,
    QP_M_COUPLING_COORDINATION_RANK,
};
enum { TOLD = sizeof told / sizeof *told };

static void expect_reason(const qp_panel *p, const char *subject,
                          qp_reason reason)
{
    for (size_t m = 0; m < TOLD; m++) {
        const qp_panel_row *r = row(p, told[m], "", subject);
        cr_expect_eq(r->reason, reason, "%s of %s: %s",
                     qp_metrics[told[m]].name, subject,
                     qp_reasons[r->reason].name);
    }
}

#define REGIONS "id,population\nA,10\nB,20\nC,\n"
#define DEFS                                      \
    "indicator,chain,direction,low,high,weight\n" \
    "patents,innovation,+,0,100,3\n"              \
    "papers,innovation,+,0,10,1\n"                \
    "output,industry,+,0,1000,\n"                 \
    "waste,service,-,0,50,\n"

/*
 *          patents papers  innovation            output industry  waste service
 *      A     40      8     (3 0.4 + 0.8) / 4      500    0.5       10    0.8
 *      B     80      2     (3 0.8 + 0.2) / 4     1200    1         50    0
 *      C     80      .     .                      100    0.1       20    0.6
 */
#define STOCKS                                                          \
    "region,indicator,value\nA,patents,40\nA,papers,8\nA,output,500\n"  \
    "A,waste,10\nB,patents,80\nB,papers,2\nB,output,1200\nB,waste,50\n" \
    "C,patents,80\nC,output,100\nC,waste,20\n"

static qp_panel of_stocks(const qp_synergy_options *options)
{
    return synergy_panel(drawn("regions", REGIONS, "indicators", STOCKS,
                               "indicator_defs", DEFS, NULL),
                         options);
}

/* U of A is 0.5, 0.5, 0.8. */
QP_TEST(coupling_rows, weigh_indicators_inside_chains_and_chains_alike)
{
    qp_panel p = of_stocks(&plain);
    double wang = sqrt((1 - (0.3 + 0.3) / 3) * sqrt(0.625 * 0.625));
    double level = 1.8 / 3;
    cr_assert_float_eq(row(&p, QP_M_COUPLING_DEGREE_WANG, "", "A")->value, wang,
                       1e-15);
    cr_assert_float_eq(row(&p, QP_M_COUPLING_DEGREE_STANDARD, "", "A")->value,
                       cbrt(0.2) / level, 1e-15);
    cr_assert_float_eq(row(&p, QP_M_DEVELOPMENT_LEVEL, "", "A")->value, level,
                       1e-15);
    const qp_panel_row *d = row(&p, QP_M_COUPLING_COORDINATION_WANG, "", "A");
    cr_assert_float_eq(d->value, sqrt(wang * level), 1e-15);
    cr_assert_eq(d->rank, 1);
    cr_assert_eq(d->n, 4);
    cr_assert_eq(d->missing, 0);
    cr_assert_eq(d->flags, 1U << QP_FLAG_WEIGHTINGS);
    cr_assert_float_eq(
        row(&p, QP_M_COUPLING_COORDINATION_STANDARD, "", "A")->value,
        sqrt(cbrt(0.2)), 1e-15);
    cr_assert_eq(row(&p, QP_M_COUPLING_COORDINATION_RANK, "", "A")->value, 1);
    qp_panel_clear(&p);
}

QP_TEST(coupling_rows, are_0_where_a_chain_is_and_say_so)
{
    qp_panel p = of_stocks(&plain);
    const qp_panel_row *d = row(&p, QP_M_COUPLING_COORDINATION_WANG, "", "B");
    const qp_panel_row *t = row(&p, QP_M_DEVELOPMENT_LEVEL, "", "B");
    cr_assert_eq(d->value, 0);
    cr_assert(has_flag(d, QP_FLAG_ZERO_CHAIN));
    cr_assert(has_flag(d, QP_FLAG_CLIPPED), "1200 of 1000");
    cr_assert_eq(d->rank, 2);
    cr_assert_float_eq(t->value, (0.65 + 1) / 3, 1e-15);
    cr_assert_not(has_flag(t, QP_FLAG_ZERO_CHAIN));
    qp_panel_clear(&p);

    qp_synergy_options mapped = plain;
    mapped.raw = false;
    p = of_stocks(&mapped);
    d = row(&p, QP_M_COUPLING_COORDINATION_WANG, "", "B");
    cr_assert_gt(d->value, 0);
    cr_assert_not(has_flag(d, QP_FLAG_ZERO_CHAIN));
    cr_assert_float_eq(row(&p, QP_M_DEVELOPMENT_LEVEL, "", "B")->value,
                       (0.01 + 0.98 * 0.65 + 0.99 + 0.01) / 3, 1e-15,
                       "0.01 to 0.99");
    qp_panel_clear(&p);
}

QP_TEST(coupling_rows, lack_a_value_where_the_region_lacks_an_indicator)
{
    qp_panel p = of_stocks(&plain);
    expect_reason(&p, "C", QP_REASON_MISSING_INDICATOR);
    const qp_panel_row *d = row(&p, QP_M_COUPLING_COORDINATION_WANG, "", "C");
    cr_assert_eq(d->n, 3);
    cr_assert_eq(d->missing, 1);
    cr_assert(isnan(d->rank) && isnan(d->low));
    cr_assert_eq(d->flags, 0);
    qp_panel_clear(&p);
}

QP_TEST(coupling_rows, need_two_chains)
{
    qp_panel p = synergy_panel(
        drawn("regions", REGIONS, "indicators", STOCKS, "indicator_defs",
              "indicator,chain,weight\npatents,innovation,\n"
              "output,industry,0\n",
              NULL),
        &plain);
    expect_reason(&p, "A", QP_REASON_FEW_CHAINS);
    qp_panel_clear(&p);
    p = synergy_panel(drawn("regions", REGIONS, "indicators", STOCKS, NULL),
                      &plain);
    expect_reason(&p, "B", QP_REASON_FEW_CHAINS);
    qp_panel_clear(&p);
}

/* Innovation of A is the mean of 0.4 and 0.8, so any weighting lies between,
 * and no other chain moves: T = sum of a U with a over the simplex. */
QP_TEST(coupling_rows, have_the_spread_of_random_weightings)
{
    qp_panel p = of_stocks(&plain);
    const qp_panel_row *t = row(&p, QP_M_DEVELOPMENT_LEVEL, "", "A");
    cr_assert(0.4 < t->low && t->low < t->value);
    cr_assert(t->value < t->high && t->high < 0.8);
    const qp_panel_row *rank = row(&p, QP_M_COUPLING_COORDINATION_RANK, "",
                                   "A");
    cr_assert_eq(rank->low, 1);
    cr_assert_eq(rank->high, 1, "B has 0, however weighted");
    qp_panel_clear(&p);
}

/* Two chains of one indicator, 0 and 1 in A: T is a_2, which is uniform, and
 * its percentiles are those of 1000 uniform numbers: 0.025 +- 5 sd. */
QP_TEST(coupling_rows, draw_weights_evenly_from_all_that_add_up_to_1)
{
    qp_panel p = synergy_panel(
        drawn("regions", "id\nA\n", "indicators",
              "region,indicator,value\nA,x,0\nA,y,9\n", "indicator_defs",
              "indicator,chain,low,high\nx,innovation,0,9\n"
              "y,industry,0,9\n",
              NULL),
        &plain);
    double sd = sqrt(0.025 * 0.975 / 1000);
    const qp_panel_row *t = row(&p, QP_M_DEVELOPMENT_LEVEL, "", "A");
    cr_assert_eq(t->value, 0.5);
    cr_assert_float_eq(t->low, 0.025, 5 * sd);
    cr_assert_float_eq(t->high, 0.975, 5 * sd);
    qp_panel_clear(&p);
}

/* Of regions and dates together 20 to 80; the window alone has 20 to 60. */
QP_TEST(coupling_rows, pool_bounds_over_all_dates_where_none_are_declared)
{
    qp_synergy_options years = synergy_years(plain, "2001", "2003");
    qp_panel p = synergy_panel(drawn("regions", "id\nA\nB\n", "indicators",
                                     "region,indicator,date,value\n"
                                     "A,x,2001,20\nB,x,2001,60\n"
                                     "A,x,2002,80\nB,x,2002,50\n"
                                     "A,y,2001,5\nB,y,2001,5\n"
                                     "A,y,2002,5\nB,y,2002,10\n",
                                     "indicator_defs",
                                     "indicator,chain,low\nx,innovation,\n"
                                     "y,industry,0\n",
                                     NULL),
                               &years);
    const qp_panel_row *t = row(&p, QP_M_DEVELOPMENT_LEVEL, "2001..2002", "B");
    cr_assert_float_eq(t->value, (40.0 / 60 + 5.0 / 10) / 2, 1e-15);
    cr_assert(has_flag(t, QP_FLAG_POOLED));
    qp_panel_clear(&p);
}

QP_TEST(coupling_rows, have_no_value_in_a_year_that_lacks_an_indicator)
{
    qp_synergy_options years = synergy_years(plain, "2001", "2004");
    qp_panel p = synergy_panel(
        drawn("regions", "id\nA\n", "indicators",
              "region,indicator,date,value\nA,x,2001,2\n"
              "A,x,2002,3\nA,x,2003,4\nA,y,2001,5\n"
              "A,y,2003,6\n",
              "indicator_defs",
              "indicator,chain,low,high\nx,innovation,0,8\n"
              "y,industry,0,8\n",
              NULL),
        &years);
    qp_metric d = QP_M_COUPLING_COORDINATION_WANG;
    qp_metric cm = QP_M_COMPOSITE_SYNERGY_DEGREE;
    cr_assert_gt(row(&p, d, "2001..2002", "A")->value, 0);
    cr_assert_eq(row(&p, d, "2002..2003", "A")->reason,
                 QP_REASON_MISSING_INDICATOR);
    cr_assert_gt(row(&p, d, "2003..2004", "A")->value, 0);
    cr_assert_eq(row(&p, cm, "2001>2002", "A")->reason,
                 QP_REASON_MISSING_INDICATOR);
    cr_assert_eq(row(&p, cm, "2002>2003", "A")->reason,
                 QP_REASON_MISSING_INDICATOR);
    const qp_panel_row *all = row(&p, cm, "2001>2003", "A");
    cr_assert_float_eq(all->value, sqrt(0.25 * 0.125), 1e-15,
                       "from 2/8 to 4/8, and from 5/8 to 6/8");
    cr_assert_eq(all->n, 4);
    cr_assert_eq(all->missing, 0);
    qp_panel_clear(&p);
}

/* Scores of x: 0.25, 0.25, 0.5; of y the same everywhere, so that it tells
 * nothing: e = 1. All weight is on x. */
QP_TEST(coupling_rows, weigh_by_entropy_where_asked_for)
{
    qp_synergy_options entropy = plain;
    entropy.entropy = true;
    qp_panel p = synergy_panel(
        drawn("regions", "id\nA\nB\nC\n", "indicators",
              "region,indicator,value\nA,x,1\nB,x,1\nC,x,2\n"
              "A,y,3\nB,y,3\nC,y,3\nA,z,2\nB,z,2\nC,z,2\n",
              "indicator_defs",
              "indicator,chain,low,high\nx,innovation,0,4\n"
              "y,innovation,0,4\nz,industry,0,4\n",
              NULL),
        &entropy);
    cr_assert_float_eq(row(&p, QP_M_DEVELOPMENT_LEVEL, "", "C")->value,
                       (0.5 + 0.5) / 2, 1e-12);
    cr_assert_float_eq(row(&p, QP_M_DEVELOPMENT_LEVEL, "", "A")->value,
                       (0.25 + 0.5) / 2, 1e-12);
    qp_panel_clear(&p);
}

/* -------------------------------------------------------- links as indicator */

#define FLOWS                                                           \
    "from,to,layer,weight\nA,B,talent,6\nB,A,talent,2\nA,A,talent,50\n" \
    "A,C,talent,4\n"

/* A 12 of 10, B 8 of 20 people; C has 4, and no population. */
QP_TEST(coupling_rows, take_the_strength_of_a_layer_a_head)
{
    qp_panel p = synergy_panel(drawn("regions", REGIONS, "links", FLOWS,
                                     "indicators", STOCKS, "indicator_defs",
                                     "indicator,chain,low,high\n"
                                     "layer:talent,innovation,0,2\n"
                                     "waste,industry,0,50\n",
                                     NULL),
                               &plain);
    cr_assert_float_eq(row(&p, QP_M_DEVELOPMENT_LEVEL, "", "A")->value,
                       (1.2 / 2 + 0.2) / 2, 1e-15);
    cr_assert_float_eq(row(&p, QP_M_DEVELOPMENT_LEVEL, "", "B")->value,
                       (0.4 / 2 + 1) / 2, 1e-15);
    expect_reason(&p, "C", QP_REASON_NO_POPULATION);
    qp_panel_clear(&p);
}

QP_TEST(coupling_rows, refuse_the_strength_of_a_layer_without_declared_bounds)
{
    qp_panel p = synergy_panel(drawn("regions", REGIONS, "links", FLOWS,
                                     "indicators", STOCKS, "indicator_defs",
                                     "indicator,chain,low,high\n"
                                     "layer:talent,innovation,0,\n"
                                     "waste,industry,0,50\n",
                                     NULL),
                               &plain);
    expect_reason(&p, "A", QP_REASON_NO_BOUNDS);
    qp_panel_clear(&p);
}

/* No links of this name, no cooperation, or none in the window: no value. */
QP_TEST(coupling_rows, do_not_take_a_layer_without_cooperation_for_zero)
{
    static const char *const ids[] = {"layer:nothing", "layer:quarrel",
                                      "layer:talent"};
    for (size_t i = 0; i < 3; i++) {
        char defs[160];
        snprintf(defs, sizeof defs,
                 "indicator,chain,low,high\n%s,innovation,0,2\n"
                 "waste,industry,0,50\n",
                 ids[i]);
        qp_panel p = synergy_panel(
            drawn("regions", REGIONS, "layers",
                  "id,sense\nquarrel,rivalry\ntalent,resource\n", "links",
                  "from,to,layer,weight\nA,B,quarrel,6\n", "indicators", STOCKS,
                  "indicator_defs", defs, NULL),
            &plain);
        expect_reason(&p, "A", QP_REASON_MISSING_INDICATOR);
        qp_panel_clear(&p);
    }
}

/* ---------------------------------------------------------------- composite */

QP_TEST(composite_rows, need_two_windows)
{
    qp_synergy_options year = synergy_years(plain, "2001", "2002");
    qp_panel p = of_stocks(&year);
    cr_assert_eq(row(&p, QP_M_COMPOSITE_SYNERGY_DEGREE, "", "A")->reason,
                 QP_REASON_ONE_WINDOW);
    qp_panel_clear(&p);
}

/* From window to window, and from the first to the last; x is clipped in the
 * second, and y falls in the third. */
QP_TEST(composite_rows, tell_whether_the_chains_advance_together)
{
    qp_synergy_options years = synergy_years(plain, "2001", "2004");
    qp_panel p = synergy_panel(
        drawn("regions", "id\nA\n", "indicators",
              "region,indicator,date,value\nA,x,2001,2\n"
              "A,x,2002,9\nA,x,2003,4\nA,y,2001,2\n"
              "A,y,2002,4\nA,y,2003,1\n",
              "indicator_defs",
              "indicator,chain,low,high\nx,innovation,0,8\n"
              "y,industry,0,8\n",
              NULL),
        &years);
    qp_metric cm = QP_M_COMPOSITE_SYNERGY_DEGREE;
    const qp_panel_row *up = row(&p, cm, "2001>2002", "A");
    const qp_panel_row *down = row(&p, cm, "2002>2003", "A");
    const qp_panel_row *all = row(&p, cm, "2001>2003", "A");
    cr_assert_float_eq(up->value, sqrt(0.75 * 0.25), 1e-15);
    cr_assert_eq(up->flags, 1U << QP_FLAG_CLIPPED);
    cr_assert_float_eq(down->value, -sqrt(0.5 * 0.375), 1e-15);
    cr_assert_float_eq(all->value, -sqrt(0.25 * 0.125), 1e-15);
    cr_assert_eq(all->flags, 0);
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(coupling_rows, come_back_clean_when_memory_runs_out)
{
    qp_synergy_options few = synergy_years(plain, "2001", "2003");
    few.draws.replicates = 3;
    qp_network net = drawn("regions", "id,cluster,population\nA,K,3\nB,K,4\n",
                           "links", "from,to,layer,weight\nA,B,talent,6\n",
                           "indicators",
                           "region,indicator,value\nA,x,1\nA,y,2\nB,x,2\n"
                           "B,y,1\n",
                           "indicator_defs",
                           "indicator,chain,factor,low,high\n"
                           "x,innovation,talent,0,4\ny,industry,market,0,4\n"
                           "layer:talent,service,technology,0,9\n",
                           NULL);
    synergy_survives(net, &few);
}
