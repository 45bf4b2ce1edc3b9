/* SPDX-License-Identifier: MIT */
#include "support/chain_panel.h"
#include "support/drawn.h"

static const qp_chain_options plain = {CHAIN_PLAIN};

static const char *const supply = "id,role,directed\nsupply,supply,true\n";

static const char *const industries = "portfolio:industry";
static const char *const products = "portfolio:product";

static const qp_panel_row *row(const qp_panel *panel, const char *layer,
                               const char *subject, const char *object)
{
    return panel_row(panel, QP_M_GAP_CANDIDATE_DENSITY, layer, NULL, subject,
                     object);
}

static const qp_panel_row *seek(const qp_panel *panel, const char *layer,
                                const char *subject, const char *object)
{
    return panel_seek(panel, QP_M_GAP_CANDIDATE_DENSITY, layer, NULL, subject,
                      object);
}

/* ------------------------------------------------------------------ a realm */

/*
 *      chip is bought of x abroad alone. Related to it are optics 0.6, resist
 *      0.2, software 0.2; given, so that nothing hangs on who has what.
 *
 *      E optics resist        best of all: 80
 *      F optics               60           G resist      20
 *      H ships                0            C chip        has it
 */
static const char *const regions = "id,cluster\nC,k\nE,k\nF,k\nG,m\nH,m\nN,\n";
static const char *const portfolio =
    "region,actor,product,value\nC,,chip,1\nC,,ships,1\nE,,optics,1\n"
    "E,,resist,1\nF,,optics,1\nG,,resist,1\nG,,software,0\nH,,ships,1\n";
static const char *const given = "industry_a,industry_b,phi\nchip,optics,0."
                                 "6\nchip,resist,0.2\nchip,software,0.2\n";
static const char *const firms =
    "id,region,country,tier,capacity\nbuyer,C,CHN,,9\nother,C,CHN,,1\n"
    "x,,USA,,50\nmaker,E,CHN,,5\n";
static const char *const sales = "from,to,layer,weight,product\n"
                                 "x,buyer,supply,10,chip\n";

static qp_network realm(const char *more)
{
    drawn_table rows = {0};
    drawn_add(&rows, "%s%s", portfolio, more);
    return drawn("regions", regions, "enterprises", firms, "layers", supply,
                 "links", sales, "portfolio", rows.text, "relatedness", given,
                 NULL);
}

QP_TEST(candidates, are_regions_that_lack_what_all_buy_abroad)
{
    qp_panel p = chain_panel(realm(""), &plain);
    const struct {
        const char *region;
        double density;
        double rank;
    } wanted[] = {{"E", 80, 1}, {"F", 60, 2}, {"G", 20, 3}, {"H", 0, NAN}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const qp_panel_row *r = row(&p, products, wanted[i].region, "chip");
        cr_expect_float_eq(r->value, wanted[i].density, 1e-12);
        cr_expect(r->rank == wanted[i].rank ||
                      (isnan(r->rank) && isnan(wanted[i].rank)),
                  "%s has %g", wanted[i].region, r->rank);
        cr_expect_eq(r->n, 3, "nothing that H has is related");
        cr_expect(has_flag(r, QP_FLAG_EXTERNAL) &&
                  has_flag(r, QP_FLAG_PRESENCE));
        cr_expect_eq(r->null, QP_NULL_CURVEBALL);
        cr_expect(r->q >= 0 && r->q <= 1 && isnan(r->p));
    }
    const qp_panel_row *r = row(&p, products, "N", "chip");
    cr_expect_eq(r->reason, QP_REASON_NO_PORTFOLIO);
    cr_expect(isnan(r->rank) && r->flags == 0 && isnan(r->expected));
    cr_expect_null(seek(&p, products, "C", "chip"), "it has it");
    cr_expect_null(seek(&p, products, "E", "ships"), "nobody lacks it");
    qp_panel_clear(&p);
}

/* Each of A, B and C has one of optics, ships and chip by chance, each as
 * likely as another; related to chip is optics alone: 100, 0, 0. */
QP_TEST(candidates, are_held_against_portfolios_of_the_same_margins)
{
    qp_chain_options options = plain;
    options.draws.replicates = 999;
    qp_panel p = chain_panel(
        drawn("regions", "id\nA\nB\nC\n", "enterprises",
              "id,country\nbuyer,CHN\nother,CHN\nx,USA\n", "layers", supply,
              "links", sales, "relatedness", given, "portfolio",
              "region,product,value\nA,optics,1\nB,ships,1\nC,chip,1\n", NULL),
        &options);
    const qp_panel_row *r = row(&p, products, "A", "chip");
    cr_expect_eq(r->value, 100);
    /* Five standard deviations of a mean of 999: 5 x 47.1 / 31.6 = 7.5. */
    cr_expect_float_eq(r->expected, 100.0 / 3, 7.5, "%g", r->expected);
    cr_expect_eq(r->q, 1, "none has more");
    r = row(&p, products, "B", "chip");
    cr_expect_eq(r->value, 0);
    cr_expect_float_eq(r->q, 2.0 / 3, 0.075);
    qp_panel_clear(&p);
}

/* F and its likes have 60; K is of a cluster whose other has resist: gain 20. L
 * and M are in none, L has the capacity. */
QP_TEST(candidates, that_are_as_near_go_by_partners_and_capacity)
{
    qp_panel p = chain_panel(
        drawn("regions", "id,cluster\nJ,c\nK,c\nL,\nM,\nO,\n", "enterprises",
              "id,region,country,capacity\nbuyer,J,CHN,9\nb2,J,CHN,1\n"
              "x,,USA,50\nl1,L,CHN,5\nm1,M,CHN,4\nm2,M,CHN,9\n",
              "layers", supply, "links", sales, "relatedness", given,
              "portfolio",
              "region,actor,product,value\nJ,,resist,1\nK,,optics,1\n"
              "L,,optics,1\nM,,optics,1\nO,,chip,1\n",
              NULL),
        &plain);
    cr_expect_eq(row(&p, products, "K", "chip")->rank, 1);
    cr_expect_eq(row(&p, products, "L", "chip")->rank, 2,
                 "no capacity is in what is related: byte order");
    cr_expect_eq(row(&p, products, "M", "chip")->rank, 3);
    cr_expect_eq(row(&p, products, "J", "chip")->rank, 4);
    qp_panel_clear(&p);
}

/* Of the firms' own: near has both, far one; maker has it, x sells it. */
QP_TEST(candidates, are_firms_by_what_they_make_themselves)
{
    const char *more = ",maker,chip,1\n,maker,optics,1\n,x,optics,1\n"
                       ",buyer,optics,1\n,buyer,resist,1\n,other,ships,1\n";
    qp_panel p = chain_panel(realm(more), &plain);
    const qp_panel_row *r = row(&p, products, "buyer", "chip");
    cr_expect_float_eq(r->value, 80, 1e-12);
    cr_expect_eq(r->rank, 1);
    cr_expect_eq(r->n, 1);
    cr_expect(!has_flag(r, QP_FLAG_LITTLE_GIANT));
    cr_expect_null(seek(&p, products, "maker", "chip"), "it makes it");
    cr_expect_null(seek(&p, products, "x", "chip"), "it sells it");
    cr_expect_null(seek(&p, products, "other", "chip"), "nothing is related");
    qp_panel_clear(&p);
}

/* The portfolio is of industries; chip is none, but x is of chips. */
QP_TEST(candidates, for_no_class_go_by_the_industry_of_its_seller)
{
    qp_panel p = chain_panel(
        drawn("regions", "id\nA\nB\nC\n", "enterprises",
              "id,region,country,industry,tier\nbuyer,A,CHN,ships,\n"
              "fab,A,CHN,chips,little-giant\nlens,B,CHN,optics,\n"
              "x,,USA,chips,\n",
              "layers", supply, "links", sales, "relatedness",
              "industry_a,industry_b,phi\nchips,optics,0.3\nchips,ships,0.1\n",
              "portfolio",
              "region,industry,value\nA,chips,1\nB,optics,1\nC,ships,1\n",
              NULL),
        &plain);
    /* To chips 0.4, to optics 0.3, to ships 0.1: of 0.8. */
    const qp_panel_row *r = row(&p, industries, "A", "chip");
    cr_expect_float_eq(r->value, 50, 1e-12);
    cr_expect(has_flag(r, QP_FLAG_BY_INDUSTRY));
    cr_expect_float_eq(row(&p, industries, "B", "chip")->value, 37.5, 1e-12);
    cr_expect_float_eq(row(&p, industries, "C", "chip")->value, 12.5, 1e-12);
    r = row(&p, industries, "fab", "chip");
    cr_expect_eq(r->rank, 1);
    cr_expect(has_flag(r, QP_FLAG_LITTLE_GIANT));
    cr_expect_eq(row(&p, industries, "lens", "chip")->rank, 2);
    cr_expect_eq(row(&p, industries, "buyer", "chip")->rank, 3);
    cr_expect_null(seek(&p, industries, "x", "chip"));
    qp_panel_clear(&p);
}

/* chip and mask stand by the same industry; fab sells one, mill the other. Who
 * is of it and who is of ships have half of RD each: byte order. */
QP_TEST(candidates, for_products_of_one_industry_are_not_those_who_sell_them)
{
    qp_panel p = chain_panel(
        drawn("regions", "id\nA\nB\n", "enterprises",
              "id,region,country,industry\nbuyer,A,CHN,ships\n"
              "fab,A,CHN,chips\nmill,B,CHN,chips\nx,,USA,chips\n",
              "layers", supply, "links",
              "from,to,layer,weight,product\nx,buyer,supply,10,chip\n"
              "x,buyer,supply,10,mask\nfab,buyer,supply,1,chip\n"
              "mill,buyer,supply,1,mask\n",
              "relatedness", "industry_a,industry_b,phi\nchips,ships,0.1\n",
              "portfolio", "region,industry,value\nA,chips,1\nB,ships,1\n",
              NULL),
        &plain);
    cr_expect_null(seek(&p, industries, "fab", "chip"));
    cr_expect_null(seek(&p, industries, "mill", "mask"));
    const qp_panel_row *r = row(&p, industries, "mill", "chip");
    cr_expect_eq(r->rank, 2);
    cr_expect_eq(r->n, 2, "mill and the buyer");
    r = row(&p, industries, "fab", "mask");
    cr_expect_eq(r->rank, 2);
    cr_expect_eq(r->n, 2, "fab and the buyer");
    cr_expect_eq(row(&p, industries, "buyer", "mask")->rank, 1);
    qp_panel_clear(&p);
}

/* Of steel there is science, but nobody makes it; cars have all stages. */
QP_TEST(candidates, are_sought_for_classes_that_lack_a_stage)
{
    qp_panel p = chain_panel(
        drawn("regions", "id\nA\nB\n", "enterprises",
              "id,region,industry,stages\nf,A,cars,1 2 3\ng,A,steel,1\n",
              "portfolio",
              "region,industry,value\nA,cars,1\nA,steel,1\nB,cars,1\n",
              "layers", supply, "links", "from,to,layer\nf,g,supply\n", NULL),
        &plain);
    cr_expect_not_null(seek(&p, industries, "B", "steel"));
    cr_expect_null(seek(&p, industries, "A", "cars"));
    cr_expect_null(seek(&p, industries, "B", "cars"));
    qp_panel_clear(&p);
}

QP_TEST(candidates, say_why_there_are_none)
{
    qp_panel p = chain_panel(drawn("enterprises", firms, "regions", regions,
                                   "layers", supply, "links", sales, NULL),
                             &plain);
    cr_expect_eq(row(&p, "", "all", "")->reason, QP_REASON_NO_PORTFOLIO);
    qp_panel_clear(&p);
    p = chain_panel(drawn("enterprises", firms, "regions", regions, "layers",
                          supply, "links", sales, "portfolio",
                          "region,product,value\nC,chip,1\nE,optics,1\n", NULL),
                    &plain);
    const qp_panel_row *r = row(&p, products, "E", "chip");
    cr_expect_eq(r->reason, QP_REASON_NO_RELATED, "nothing meets");
    cr_expect(isnan(r->rank) && r->n == 0);
    qp_panel_clear(&p);
}

/* Of chip, optics and resist alone: 60 and 20 of 80. */
QP_TEST(candidates, of_windows_tell_firms_where_pairs_are_asked_for)
{
    qp_chain_options options = chain_years(plain, "2001", "2002");
    const char *const dated = "region,actor,product,value,date\n"
                              "C,,chip,1,2001\nE,,optics,1,2001\n"
                              "H,,resist,1,1999\n"
                              "F,,optics,1,\n,maker,resist,1,2001\n"
                              ",other,resist,1,2000\n";
    for (int pairs = 0; pairs < 2; pairs++) {
        options.pairs = pairs == 1;
        qp_panel p = chain_panel(drawn("regions", regions, "enterprises", firms,
                                       "layers", supply, "links",
                                       "from,to,layer,weight,product,date\n"
                                       "x,buyer,supply,10,chip,2001\n",
                                       "portfolio", dated, "relatedness", given,
                                       NULL),
                                 &options);
        cr_expect_float_eq(row(&p, products, "E", "chip")->value, 75, 1e-12);
        cr_expect_eq(row(&p, products, "F", "chip")->reason,
                     QP_REASON_NO_PORTFOLIO, "undated");
        cr_expect_eq(seek(&p, products, "maker", "chip") != NULL, pairs == 1);
        cr_expect_null(seek(&p, products, "other", "chip"), "of another year");
        qp_panel_clear(&p);
    }
}

QP_TEST(candidates, are_the_same_in_several_threads)
{
    qp_text text[2] = {0};
    for (unsigned t = 0; t < 2; t++) {
        qp_error err = {0};
        qp_chain_options options = plain;
        options.draws.threads = t + 1;
        qp_panel p = chain_panel(realm(",buyer,optics,1\n"), &options);
        cr_assert_eq(qp_panel_csv(&p, &text[t], &err), QP_OK);
        qp_panel_clear(&p);
    }
    cr_expect_str_eq(text[0].bytes, text[1].bytes);
    qp_text_clear(&text[0]);
    qp_text_clear(&text[1]);
}

/* -------------------------------------------------------------- substitutes */

/* The lines that a network gives, without the header. */
static qp_text substitutes_of(qp_network net)
{
    qp_panel panel = {0};
    qp_text text = {0};
    qp_error err = {0};
    cr_assert_eq(qp_chain(&net, &plain, &panel, &text, &err), QP_OK, "%s",
                 err.message);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
    return text;
}

/* How many lines begin so. */
static size_t count_told(const qp_text *text, const char *beginning)
{
    size_t count = 0;
    const char *at = qp_text_string(text);
    while (at != NULL) {
        count += strncmp(at, beginning, strlen(beginning)) == 0;
        at = strchr(at, '\n');
        at = at != NULL ? at + 1 : NULL;
    }
    return count;
}

#define EXPECT_TOLD(text, beginning) \
    cr_expect_eq(count_told(text, beginning), 1, "%s", qp_text_string(text))

/* x has 95 of 100; of the rest 4 are home's and 1 is abroad. Of what is related
 * to chip, optics alone is a class here. */
QP_TEST(substitutes, are_makers_first_and_those_at_home_before_others)
{
    qp_text t = substitutes_of(
        drawn("regions", regions, "enterprises",
              "id,region,country\nbuyer,C,CHN\nb2,C,CHN\nx,,USA\ny,,DEU\n"
              "home,E,CHN\nidle,F,CHN\nnear,G,CHN\n",
              "layers", supply, "links",
              "from,to,layer,weight,product\nx,buyer,supply,95,chip\n"
              "y,buyer,supply,1,chip\nhome,b2,supply,4,chip\n",
              "portfolio",
              "region,actor,product,value\nC,,chip,1\nE,,optics,1\n"
              ",idle,chip,1\n,near,optics,1\n,b2,ships,1\n,buyer,ships,1\n",
              "relatedness", given, NULL));
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,0.95,chip,home,1,E,1,,,1,0.2\n");
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,0.95,chip,idle,1,F,1,,,2,0.2\n");
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,0.95,chip,y,0,,1,,,3,0.2\n");
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,0.95,chip,near,1,G,0,100,");
    EXPECT_TOLD(&t, ",supply,supplier_hhi,x,0.9042,chip,home,1,E,1,,,1,0.2\n");
    cr_expect_eq(count_told(&t, ",supply,dependence_flag,x,0.95,chip,"), 4,
                 "nothing is related that the others have");
    cr_expect_eq(count_told(&t, ",supply,dependence_flag,y"), 0);
    qp_text_clear(&t);
}

/* What others sell is not lost beside what the one sells. */
QP_TEST(substitutes, tell_what_is_left_of_a_supplier_however_large)
{
    qp_text t = substitutes_of(
        drawn("enterprises", "id,country\nbuyer,CHN\nx,USA\ny,DEU\nhome,CHN\n",
              "layers", supply, "links",
              "from,to,layer,weight,product\nx,buyer,supply,1e15,chip\n"
              "y,buyer,supply,1,chip\nhome,buyer,supply,1,chip\n",
              NULL));
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,0.999999999999998,chip,home,1,,"
                    "1,,,1,0.5\n");
    qp_text_clear(&t);
}

/* No product is said: x makes what its industry makes, and so does idle. */
QP_TEST(substitutes, are_of_the_industry_that_stands_for_a_product)
{
    qp_text t = substitutes_of(
        drawn("enterprises",
              "id,country,industry,group\nbuyer,CHN,cars,\nx,USA,chips,\n"
              "idle,CHN,chips,\nmany,CHN,chips,true\n",
              "layers", supply, "links",
              "from,to,layer,weight\nx,buyer,supply,5\n", NULL));
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,1,chips,idle,1,,1,,,1,\n");
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,");
    qp_text_clear(&t);
}

QP_TEST(substitutes, may_be_nobody)
{
    qp_text t = substitutes_of(drawn("enterprises", firms, "regions", regions,
                                     "layers", supply, "links", sales, NULL));
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,1,chip,,,,,,,,\n");
    EXPECT_TOLD(&t, ",supply,supplier_hhi,x,1,chip,,,,,,,,\n");
    qp_text_clear(&t);
}

QP_TEST(substitutes, are_at_most_ten_of_a_product)
{
    drawn_table rows = {0};
    drawn_table links = {0};
    drawn_add(&rows, "id,country\nbuyer,CHN\nx,USA\n");
    drawn_add(&links, "from,to,layer,weight,product\n"
                      "x,buyer,supply,1000,chip\n");
    for (int f = 0; f < 15; f++) {
        drawn_add(&rows, "f%02d,CHN\n", f);
        drawn_add(&links, "f%02d,buyer,supply,%d,chip\n", f, f + 1);
    }
    qp_text t = substitutes_of(drawn("enterprises", rows.text, "layers", supply,
                                     "links", links.text, NULL));
    cr_expect_eq(count_told(&t, ",supply,dependence_flag,x,"), 10);
    cr_expect_eq(count_told(&t, ",supply,supplier_hhi,"), 0, "1000 of 1120");
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,0.892857142857143,chip,f14,1,,1,"
                    ",,1,0\n");
    EXPECT_TOLD(&t, ",supply,dependence_flag,x,0.892857142857143,chip,f05,1,,1,"
                    ",,10,0\n");
    qp_text_clear(&t);
}

QP_TEST(substitutes, with_hostile_names_stay_in_their_cells)
{
    qp_text t = substitutes_of(drawn(
        "enterprises",
        "id,country\nbuyer,CHN\n\"x,\"\"1\"\"\",USA\n\"a,b\",CHN\nc,CHN\n",
        "layers", supply, "links",
        "from,to,layer,weight,product\n"
        "\"x,\"\"1\"\"\",buyer,supply,3,\"chip, \"\"new\"\"\"\n"
        "\"a,b\",buyer,supply,1,\"chip, \"\"new\"\"\"\n",
        NULL));
    EXPECT_TOLD(&t, ",supply,dependence_flag,\"x,\"\"1\"\"\",0.75,"
                    "\"chip, \"\"new\"\"\",\"a,b\",1,,1,,,1,0\n");
    qp_text_clear(&t);
}

QP_TEST(substitutes, survive_the_want_of_memory)
{
    chain_survives(realm(",buyer,optics,1\n,maker,chip,1\n"), &plain);
}
