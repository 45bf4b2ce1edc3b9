/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/field.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/leak.h"
#include "support/synergy.h"

/* -------------------------------------------------------------- by hand */

/*
 *            talent  capital        w = exp(-50 / 100) 0.5^1
 *      A      0.81    0.04          gain = (0.9 0.5 + 0.2 0.4) / 2
 *      B      0.16    0.25          loss = (0.16 + 0.04) / 2
 */
QP_TEST(field, weighs_what_is_unlike_against_what_is_alike)
{
    qp_factors factors = {0};
    const double stock[] = {0.81, 0.04, 0.16, 0.25};
    const uint32_t member[] = {0, 1};
    cr_assert(qp_factors_make(2, 2, &factors));
    factors.gamma = 2;
    for (size_t i = 0; i < 4; i++) {
        factors.stock[i] = stock[i];
        factors.root[i] = sqrt(stock[i]);
        factors.nearness[i] = qp_field_nearness(50, 100, 1, 0.5);
    }
    qp_surplus sum = qp_field_surplus(&factors, member, 2, NULL);
    cr_assert_float_eq(sum.value,
                       exp(-0.5) * 0.5 * ((0.45 + 0.08) / 2 - 2 * 0.1), 1e-15);
    cr_assert_eq(sum.pairs, 1);

    const uint32_t same[] = {0, 0};
    sum = qp_field_surplus(&factors, member, 2, same);
    cr_assert_float_eq(sum.value,
                       exp(-0.5) * 0.5 * (0.9 * 0.2 - 2 * (0.85 / 2)), 1e-15);
    sum = qp_field_surplus(&factors, member, 1, NULL);
    cr_assert(isnan(sum.value));
    cr_assert_eq(sum.pairs, 0);
    qp_factors_clear(&factors);
}

Test(field, is_open_where_no_barrier_is_known)
{
    cr_assert_eq(qp_field_nearness(0, 100, NAN, 0.5), 1);
    cr_assert_eq(qp_field_nearness(0, 100, 2, 0.5), 0.25);
    cr_assert_eq(qp_field_nearness(0, 100, 0, 0), 1);
    cr_assert(isnan(qp_field_nearness(NAN, 100, 0, 0.5)));
}

/* --------------------------------------------------------------- golden */

static void add_cells(qp_text *text, const golden_line *line, size_t count)
{
    for (size_t c = 0; c < count; c++)
        qp_text_addf(text, "%s%s", c > 0 ? "," : "", line->cell[c]);
    qp_text_add(text, "\n");
}

/* A value a row; a blank one is no row. */
static void add_stocks(qp_text *text, const golden_table *stocks,
                       const golden_table *factors)
{
    for (size_t l = 0; l < stocks->count; l++)
        for (size_t f = 0; f < factors->count; f++)
            if (*stocks->lines[l].cell[1 + f] != '\0')
                qp_text_addf(text, "%s,%s,%s\n", stocks->lines[l].cell[0],
                             factors->lines[f].cell[0],
                             stocks->lines[l].cell[1 + f]);
}

static qp_network golden_network(void)
{
    static golden_table table;
    static golden_table factors;
    qp_text regions = {0};
    qp_text defs = {0};
    qp_text stocks = {0};
    golden_own("inputs/field_regions", &table);
    qp_text_add(&regions, "id,cluster,lon,lat,customs_zone,legal_system\n");
    for (size_t l = 0; l < table.count; l++)
        add_cells(&regions, &table.lines[l], 6);
    golden_own("inputs/field_factors", &factors);
    qp_text_add(&defs, "indicator,factor,direction,low,high\n");
    for (size_t l = 0; l < factors.count; l++)
        add_cells(&defs, &factors.lines[l], 5);
    golden_own("inputs/field_stocks", &table);
    qp_text_add(&stocks, "region,indicator,value\n");
    add_stocks(&stocks, &table, &factors);
    qp_network net = drawn("regions", qp_text_string(&regions),
                           "indicator_defs", qp_text_string(&defs),
                           "indicators", qp_text_string(&stocks), "pairs",
                           "from,to,measure,value\nD,F,barrier,3\n", NULL);
    qp_text_clear(&regions);
    qp_text_clear(&defs);
    qp_text_clear(&stocks);
    return net;
}

static const char *key_of(const char *name, const char *cluster, char key[32])
{
    snprintf(key, 32, "%s|%s", name, cluster);
    return key;
}

static double expected(const char *metric, const char *key)
{
    static golden_table table;
    golden_own("expected/field", &table);
    for (size_t l = 0; l < table.count; l++)
        if (strcmp(table.lines[l].cell[0], metric) == 0 &&
            strcmp(table.lines[l].cell[1], key) == 0)
            return strcmp(table.lines[l].cell[2], "NA") == 0
                       ? NAN
                       : golden_number(table.lines[l].cell[2]);
    cr_assert(false, "no line of %s %s", metric, key);
    return NAN;
}

/* What 9999 shuffles say is near to what all of them do: their mean within five
 * standard errors, so is p, and the spread within a twentieth. */
static void expect_chance(const qp_panel_row *row, const char *key)
{
    double mean = expected("null_mean", key);
    double sd = expected("null_sd", key);
    double p = expected("null_p", key);
    cr_expect_float_eq(row->expected, mean, 5 * sd / sqrt(9999), "%s", key);
    cr_expect_float_eq((row->value - row->expected) / row->z, sd, sd / 20, "%s",
                       key);
    cr_expect_float_eq(row->p, p, 5 * 2 * sqrt(p / 2 / 9999) + 2.0 / 10000,
                       "%s: %g, not %g", key, row->p, p);
    cr_expect_eq(row->null, QP_NULL_PERMUTATION);
}

static void expect_golden(const char *name, const qp_synergy_options *options,
                          const char *object)
{
    static const char *const clusters[] = {"K1", "K2", "K3"};
    char key[32];
    qp_network net = golden_network();
    qp_panel panel = {0};
    qp_error err = {0};
    cr_assert_eq(qp_synergy(&net, options, &panel, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    for (size_t k = 0; k < 3; k++) {
        const qp_panel_row *row = qp_panel_find(&panel, QP_M_FIELD_SURPLUS, "",
                                                "", clusters[k]);
        double surplus = expected("surplus", key_of(name, clusters[k], key));
        cr_assert_not_null(row);
        cr_expect(isnan(surplus) ? isnan(row->value)
                                 : fabs(row->value - surplus) <= 1e-12,
                  "%s: %.17g, not %.17g", key, row->value, surplus);
        cr_expect_str_eq(qp_pool_text(&panel.text, row->object), object);
        if (!isnan(surplus))
            expect_chance(row, key);
    }
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

static const qp_synergy_options plain = {
    SYNERGY_PLAIN,
    .draws = {.replicates = 9999, .seed = 5, .threads = 1},
};

QP_TEST(field, equals_every_golden_value)
{
    qp_synergy_options gentle = plain;
    gentle.gamma = 0.5;
    gentle.beta = 0.25;
    gentle.reach = 300;
    expect_golden("default", &plain, "gamma=1");
    expect_golden("gentle", &gentle, "gamma=0.5");
}

/* ------------------------------------------------------------------ rows */

static const qp_panel_row *row(const qp_panel *panel, const char *subject)
{
    const qp_panel_row *found = qp_panel_find(panel, QP_M_FIELD_SURPLUS, "", "",
                                              subject);
    cr_assert_not_null(found, "no row of %s", subject);
    return found;
}

QP_TEST(field, tells_of_pairs_used_and_left_out_and_of_bounds_and_distances)
{
    qp_network net = golden_network();
    qp_panel p = synergy_panel(net, &plain);
    const qp_panel_row *k2 = row(&p, "K2");
    cr_assert_eq(k2->n, 1);
    cr_assert_eq(k2->missing, 2, "F has no rent");
    cr_assert(has_flag(k2, QP_FLAG_CLIPPED), "610 patents");
    cr_assert(has_flag(k2, QP_FLAG_GREAT_CIRCLE));
    cr_assert_not(has_flag(k2, QP_FLAG_POOLED));
    cr_assert_not(has_flag(row(&p, "K1"), QP_FLAG_CLIPPED));
    cr_assert_eq(row(&p, "K3")->reason, QP_REASON_ONE_REGION);
    cr_assert(isnan(row(&p, "K3")->q));
    cr_assert_float_eq(k2->q, fmin(1, fmax(k2->p, row(&p, "K1")->p)), 1e-12,
                       "the larger p of two");
    qp_panel_clear(&p);
}

#define REGIONS "id,cluster\nA,K\nB,K\n"
#define STOCKS                                             \
    "region,indicator,value\nA,x,0\nB,x,4\nA,y,2\nB,y,6\n" \
    "C,x,2\n"
#define FACTORS "indicator,factor\nx,talent\ny,capital\n"

/* Pooled over all regions, C included: x of A and B is 0 and 1, and so is y. */
QP_TEST(field, takes_bounds_from_all_where_none_are_declared)
{
    qp_panel p = synergy_panel(drawn("regions", REGIONS "C,\n", "indicators",
                                     STOCKS, "indicator_defs", FACTORS, "pairs",
                                     "from,to,measure,value\nA,B,distance,8\n",
                                     NULL),
                               &plain);
    const qp_panel_row *k = row(&p, "K");
    cr_assert_eq(k->value, 0, "all is in B: no gain and no loss");
    cr_assert(has_flag(k, QP_FLAG_POOLED));
    cr_assert_not(has_flag(k, QP_FLAG_GREAT_CIRCLE));
    qp_panel_clear(&p);
}

QP_TEST(field, has_a_reason_where_it_has_no_value)
{
    qp_panel p = synergy_panel(drawn("regions", REGIONS "C,\n", "indicators",
                                     STOCKS, "indicator_defs", FACTORS, NULL),
                               &plain);
    cr_assert_eq(row(&p, "K")->reason, QP_REASON_NO_DISTANCE);
    qp_panel_clear(&p);

    p = synergy_panel(drawn("regions", REGIONS "C,\n", "indicators", STOCKS,
                            "indicator_defs", "indicator,factor\nx,talent\n",
                            NULL),
                      &plain);
    cr_assert_eq(row(&p, "K")->reason, QP_REASON_FEW_FACTORS);
    qp_panel_clear(&p);

    p = synergy_panel(drawn("regions", REGIONS "C,\n", "indicators", STOCKS,
                            "indicator_defs", FACTORS "z,market\n", NULL),
                      &plain);
    cr_assert_eq(row(&p, "K")->reason, QP_REASON_MISSING_INDICATOR);
    cr_assert_eq(row(&p, "K")->missing, 1);
    qp_panel_clear(&p);

    p = synergy_panel(drawn("regions", REGIONS "C,\n", "indicators", STOCKS,
                            "links", "from,to,layer,weight\nA,B,talent,1\n",
                            "indicator_defs", FACTORS "layer:talent,market\n",
                            NULL),
                      &plain);
    cr_assert_eq(row(&p, "K")->reason, QP_REASON_NO_BOUNDS);
    qp_panel_clear(&p);
}

/* By year: in the first A has talent and B capital, w = 1; in the second they
 * have the same, and in the third nothing is known of B. */
QP_TEST(field, is_told_of_each_window)
{
    qp_synergy_options years = plain;
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read("2001", 4, &first));
    cr_assert(qp_period_read("2004", 4, &last));
    years.frame.window = (qp_period){first.from, last.from};
    years.frame.step_months = 12;
    years.reach = 1;
    qp_panel p = synergy_panel(
        drawn("regions", REGIONS, "indicators",
              "region,indicator,date,value\nA,x,2001,1\nA,y,2001,0\n"
              "B,x,2001,0\nB,y,2001,1\nA,x,2002,1\nA,y,2002,0\n"
              "B,x,2002,1\nB,y,2002,0\nA,x,2003,1\nA,y,2003,0\n",
              "indicator_defs",
              "indicator,factor,low,high\nx,talent,0,1\ny,capital,0,1\n",
              "pairs", "from,to,measure,value\nA,B,distance,0\n", NULL),
        &years);
    const double expected[] = {0.5, -0.5, NAN};
    const char *const windows[] = {"2001..2002", "2002..2003", "2003..2004"};
    for (size_t w = 0; w < 3; w++) {
        const qp_panel_row *r = qp_panel_find(&p, QP_M_FIELD_SURPLUS, "",
                                              windows[w], "K");
        cr_assert_not_null(r);
        cr_expect(isnan(expected[w]) ? isnan(r->value)
                                     : r->value == expected[w],
                  "%s: %g", windows[w], r->value);
    }
    qp_panel_clear(&p);
}
