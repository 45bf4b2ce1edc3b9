/* SPDX-License-Identifier: MIT */
#include "support/chain_panel.h"
#include "support/drawn.h"

static const qp_chain_options plain = {CHAIN_PLAIN};

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *subject, const char *object)
{
    return panel_row(panel, metric, "supply", NULL, subject, object);
}

static const qp_panel_row *seek(const qp_panel *panel, qp_metric metric,
                                const char *subject, const char *object)
{
    return panel_seek(panel, metric, "supply", NULL, subject, object);
}

static void expect(const qp_panel_row *r, double value, double low, double high)
{
    cr_expect_float_eq(r->value, value, 1e-12, "%.17g", r->value);
    cr_expect(has_flag(r, QP_FLAG_BOUNDS));
    cr_expect_float_eq(r->low, low, 1e-12, "%.17g", r->low);
    cr_expect_float_eq(r->high, high, 1e-12, "%.17g", r->high);
}

/*
 *      R: a     S: b                    China has most enterprises
 *      from Japan j, the Netherlands n, nobody knows where u
 */
static const char *const firms =
    "id,region,country,industry\na,R,CHN,steel\nb,S,CHN,cars\nc,,CHN,\n"
    "j,,JPN,optics\nn,,NLD,optics\nu,,,chips\n";

static qp_network fair(const char *layers, const char *links)
{
    return drawn("regions", "id\nR\nS\nT\n", "enterprises", firms, "layers",
                 layers, "links", links, NULL);
}

static const char *const supply = "id,role,directed\nsupply,supply,true\n";
static const char *const sales = "from,to,layer,weight,product\n"
                                 "c,a,supply,70,resist\n"
                                 "j,a,supply,15,resist\n"
                                 "j,a,supply,5,resist\n"
                                 "u,a,supply,10,resist\n"
                                 "c,b,supply,100,resist\n"
                                 "n,b,supply,8,litho\n";

/* a: 70 at home, 20 of Japan, 10 unknown. All: 170, 20, 10. */
QP_TEST(dependence_rows, tell_all_each_region_and_each_customer)
{
    qp_panel p = chain_panel(fair(supply, sales), &plain);
    const qp_panel_row *r = row(&p, QP_M_SUPPLIER_HHI, "a", "resist");
    cr_expect_float_eq(r->value, 0.7 * 0.7 + 0.2 * 0.2 + 0.1 * 0.1, 1e-12);
    cr_expect_eq(r->n, 3);
    cr_expect_eq(r->missing, 0);
    cr_expect(!has_flag(r, QP_FLAG_SINGLE) && isnan(r->low));
    r = row(&p, QP_M_EFFECTIVE_SUPPLIERS, "R", "resist");
    cr_expect_float_eq(r->value, 1 / 0.54, 1e-12);
    r = row(&p, QP_M_SUPPLIER_HHI, "all", "resist");
    cr_expect_float_eq(r->value, (170 * 170 + 20 * 20 + 10 * 10) / 4e4, 1e-12);
    r = row(&p, QP_M_SUPPLIER_HHI, "S", "resist");
    cr_expect_eq(r->value, 1);
    cr_expect(has_flag(r, QP_FLAG_SINGLE));
    r = row(&p, QP_M_SUPPLIER_HHI, "T", "all");
    cr_expect_eq(r->reason, QP_REASON_NO_PURCHASE);
    cr_expect_eq(r->n, 0);
    cr_expect_null(seek(&p, QP_M_SUPPLIER_HHI, "R", "litho"));
    cr_expect_null(seek(&p, QP_M_SUPPLIER_HHI, "c", "resist"), "it buys none");
    qp_panel_clear(&p);
}

QP_TEST(dependence_rows, have_bounds_where_an_origin_is_unknown)
{
    qp_panel p = chain_panel(fair(supply, sales), &plain);
    const qp_panel_row *r = row(&p, QP_M_FOREIGN_SHARE, "a", "resist");
    expect(r, 20.0 / 90, 0.2, 0.3);
    cr_expect_eq(r->n, 2, "of two it is known");
    cr_expect_eq(r->missing, 1, "the link of u");
    /* Of 30 abroad, 20 of Japan: 10 elsewhere, or of Japan too. */
    expect(row(&p, QP_M_ORIGIN_HHI, "a", "resist"), 1, 500.0 / 900, 1);
    expect(row(&p, QP_M_DEPENDENCE_FLAG, "a", "resist"), 0, 0, 0);
    r = row(&p, QP_M_FOREIGN_SHARE, "S", "litho");
    cr_expect_eq(r->value, 1);
    cr_expect(!has_flag(r, QP_FLAG_BOUNDS) && isnan(r->low));
    cr_expect_eq(row(&p, QP_M_DEPENDENCE_FLAG, "S", "litho")->value, 1);
    r = row(&p, QP_M_ORIGIN_HHI, "S", "resist");
    cr_expect_eq(r->reason, QP_REASON_DOMESTIC);
    cr_expect_eq(row(&p, QP_M_DEPENDENCE_FLAG, "S", "resist")->value, 0);
    qp_panel_clear(&p);
}

QP_TEST(dependence_rows, take_the_home_that_is_asked_for)
{
    static const char *const home[] = {"JPN", "NLD"};
    qp_chain_options options = plain;
    options.home = (qp_home){home, 2};
    qp_panel p = chain_panel(fair(supply, sales), &options);
    expect(row(&p, QP_M_FOREIGN_SHARE, "a", "resist"), 70.0 / 90, 0.7, 0.8);
    expect(row(&p, QP_M_DEPENDENCE_FLAG, "a", "resist"), 1, 1, 1);
    cr_expect_eq(row(&p, QP_M_FOREIGN_SHARE, "S", "litho")->value, 0);
    qp_panel_clear(&p);
}

/* j says no product: optics stands for it, also beside a product of this name.
 * Of c neither is known. */
QP_TEST(dependence_rows, go_by_the_industry_where_no_product_is_given)
{
    qp_panel p = chain_panel(fair(supply,
                                  "from,to,layer,weight,product\n"
                                  "j,a,supply,3,\nn,a,supply,1,optics\n"
                                  "c,a,supply,5,\nn,b,supply,1,optics\n"),
                             &plain);
    const qp_panel_row *r = row(&p, QP_M_SUPPLIER_HHI, "a", "optics");
    cr_expect_float_eq(r->value, (9 + 1) / 16.0, 1e-12);
    cr_expect(has_flag(r, QP_FLAG_BY_INDUSTRY));
    cr_expect_eq(r->missing, 1, "the link of j");
    r = row(&p, QP_M_ORIGIN_HHI, "a", "optics");
    cr_expect(has_flag(r, QP_FLAG_BY_INDUSTRY));
    cr_expect_eq(r->missing, 0);
    r = row(&p, QP_M_SUPPLIER_HHI, "a", "(missing)");
    cr_expect_eq(r->value, 1);
    cr_expect(!has_flag(r, QP_FLAG_BY_INDUSTRY));
    cr_expect_eq(r->missing, 1);
    r = row(&p, QP_M_SUPPLIER_HHI, "b", "optics");
    cr_expect(!has_flag(r, QP_FLAG_BY_INDUSTRY), "n says it");
    qp_panel_clear(&p);
}

QP_TEST(dependence_rows, leave_out_what_is_planned_and_who_stands_for_many)
{
    qp_panel p = chain_panel(
        drawn("enterprises",
              "id,country,group\na,CHN,\nj,JPN,\nmany,JPN,true\n", "layers",
              supply, "links",
              "from,to,layer,weight,product,status\nj,a,supply,3,resist,\n"
              "j,a,supply,9,litho,planned\nmany,a,supply,9,resist,\n",
              NULL),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_SUPPLIER_HHI, "all", "resist");
    cr_expect_eq(r->value, 1);
    cr_expect_eq(r->n, 1);
    cr_expect_eq(r->missing, 2);
    cr_expect_null(seek(&p, QP_M_SUPPLIER_HHI, "all", "litho"));
    qp_panel_clear(&p);
}

QP_TEST(dependence_rows, say_why_there_is_no_value)
{
    qp_panel p = chain_panel(
        fair("id,role,directed\nsupply,supply,false\n", sales), &plain);
    const qp_panel_row *r = row(&p, QP_M_DEPENDENCE_FLAG, "all", "all");
    cr_expect_eq(r->reason, QP_REASON_UNDIRECTED);
    cr_expect_eq(panel_rows(&p, QP_M_DEPENDENCE_FLAG), 1);
    qp_panel_clear(&p);

    p = chain_panel(fair(supply, "from,to,layer,weight\nj,a,supply,0\n"),
                    &plain);
    r = row(&p, QP_M_SUPPLIER_HHI, "all", "all");
    cr_expect_eq(r->reason, QP_REASON_NO_PURCHASE);
    qp_panel_clear(&p);

    p = chain_panel(drawn("enterprises", "id,industry\na,x\nb,y\n", "layers",
                          supply, "links", "from,to,layer\nb,a,supply\n", NULL),
                    &plain);
    cr_expect_eq(row(&p, QP_M_SUPPLIER_HHI, "a", "y")->value, 1);
    cr_expect_eq(row(&p, QP_M_FOREIGN_SHARE, "a", "y")->reason,
                 QP_REASON_NO_HOME);
    cr_expect_eq(row(&p, QP_M_ORIGIN_HHI, "a", "y")->reason, QP_REASON_NO_HOME);
    cr_expect_eq(row(&p, QP_M_DEPENDENCE_FLAG, "a", "y")->reason,
                 QP_REASON_NO_HOME);
    qp_panel_clear(&p);

    p = chain_panel(fair(supply, "from,to,layer,weight,product\n"
                                 "u,a,supply,1,chip\n"),
                    &plain);
    r = row(&p, QP_M_FOREIGN_SHARE, "a", "chip");
    cr_expect_eq(r->reason, QP_REASON_NO_ORIGIN);
    cr_expect(r->flags == 0 && isnan(r->high));
    qp_panel_clear(&p);
}

/* A sum that numbers do not hold has no shares: 1 would be one supplier. */
QP_TEST(dependence_rows, of_more_than_numbers_hold_are_blank)
{
    qp_panel p = chain_panel(fair(supply, "from,to,layer,weight,product\n"
                                          "c,a,supply,1e308,chip\n"
                                          "j,a,supply,1e308,chip\n"
                                          "j,b,supply,1e308,chip\n"),
                             &plain);
    for (int m = QP_M_SUPPLIER_HHI; m <= QP_M_DEPENDENCE_FLAG; m++) {
        const qp_panel_row *r = row(&p, (qp_metric)m, "a", "chip");
        cr_expect(isnan(r->value) && isnan(r->low) && isnan(r->high));
        cr_expect_eq(r->reason, QP_REASON_OVERFLOW, "%s", qp_metrics[m].name);
        cr_expect_eq(r->flags, 0);
        cr_expect_eq(r->n, 2);
        r = row(&p, (qp_metric)m, "all", "chip");
        cr_expect_eq(r->reason, QP_REASON_OVERFLOW);
    }
    cr_expect_eq(row(&p, QP_M_SUPPLIER_HHI, "b", "chip")->value, 1);
    qp_panel_clear(&p);
}

QP_TEST(dependence_rows, are_of_supply_alone)
{
    qp_panel p = chain_panel(
        fair("id,role,directed\nsupply,transfer,true\n", sales), &plain);
    cr_expect_eq(panel_rows(&p, QP_M_SUPPLIER_HHI), 0);
    qp_panel_clear(&p);
    p = chain_panel(
        fair("id,role,directed,sense\nsupply,supply,true,rivalry\n", sales),
        &plain);
    cr_expect_eq(panel_rows(&p, QP_M_SUPPLIER_HHI), 0);
    qp_panel_clear(&p);
}

/* In 2001 all comes from home, in 2002 from Japan. */
QP_TEST(dependence_rows, of_windows_tell_customers_where_pairs_are_asked_for)
{
    static const char *const dated = "from,to,layer,weight,product,date\n"
                                     "c,a,supply,7,resist,2001\n"
                                     "j,a,supply,2,resist,2002\n";
    qp_chain_options options = chain_years(plain, "2001", "2003");
    qp_panel p = chain_panel(fair(supply, dated), &options);
    const qp_panel_row *r = panel_row(&p, QP_M_FOREIGN_SHARE, "supply",
                                      "2001..2002", "R", "resist");
    cr_expect_eq(r->value, 0);
    r = panel_row(&p, QP_M_FOREIGN_SHARE, "supply", "2002..2003", "R",
                  "resist");
    cr_expect_eq(r->value, 1);
    cr_expect_null(seek(&p, QP_M_FOREIGN_SHARE, "a", "resist"));
    qp_panel_clear(&p);
    options.pairs = true;
    p = chain_panel(fair(supply, dated), &options);
    cr_expect_not_null(seek(&p, QP_M_FOREIGN_SHARE, "a", "resist"));
    qp_panel_clear(&p);
}

QP_TEST(dependence_rows, of_a_network_of_regions_tell_each_once)
{
    qp_panel p = chain_panel(drawn("layers", supply, "links",
                                   "from,to,layer,weight,product\n"
                                   "A,B,supply,1,steel\n",
                                   NULL),
                             &plain);
    cr_expect_eq(row(&p, QP_M_SUPPLIER_HHI, "B", "steel")->value, 1);
    /* all, A (nothing) and B. */
    cr_expect_eq(panel_rows(&p, QP_M_SUPPLIER_HHI), 3);
    qp_panel_clear(&p);
}

QP_TEST(dependence_rows, survive_the_want_of_memory)
{
    chain_survives(fair(supply, sales), &plain);
}
