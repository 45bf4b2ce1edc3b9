/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "support/chain_panel.h"
#include "support/drawn.h"

static const qp_chain_options plain = {CHAIN_PLAIN};

static const qp_panel_row *seek(const qp_panel *panel, qp_metric metric,
                                const char *subject, const char *object)
{
    const char *layer = metric == QP_M_UPSTREAMNESS ? "supply" : "";
    return panel_seek(panel, metric, layer, NULL, subject, object);
}

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *subject, const char *object)
{
    const qp_panel_row *found = seek(panel, metric, subject, object);
    cr_assert_not_null(found, "no row %s,%s,%s", qp_metrics[metric].name,
                       subject, object);
    return found;
}

static double value(const qp_panel *panel, qp_metric metric,
                    const char *subject, const char *object)
{
    return row(panel, metric, subject, object)->value;
}

static qp_reason refusal(const qp_panel *panel, qp_metric metric,
                         const char *object)
{
    const qp_panel_row *r = row(panel, metric, "all", object);
    cr_assert(isnan(r->value));
    cr_assert_eq(r->scope, QP_SCOPE_SYSTEM);
    return r->reason;
}

/* ------------------------------------------------------------------------ core */

/*
 *      a1──a2          north  A: a1 a2   B: b1      a1 is the enterprise of the
 *       │╲ │           south  C: c1 i1              architect lead
 *      c1 b1
 *       │              a1──a2 twice, g1 stands for many, b1──c1 is but planned
 *      i1
 */
#define TOWN                                                                  \
    "regions", "id,cluster\nA,north\nB,north\nC,south\n", "enterprises",      \
        "id,region,group\na1,A,\na2,A,\nb1,B,\nc1,C,\ng1,C,true\nlone,A,\n",  \
        "institutes", "id,region\ni1,C\n", "layers",                          \
        "id,directed,sense\nrnd,false,\nsupply,true,\nfight,false,rivalry\n", \
        "links",                                                              \
        "from,to,layer,date,status\na1,a2,rnd,2001,\na1,a2,supply,2001,\n"    \
        "a2,b1,rnd,2001,\na1,b1,rnd,2001,\na1,c1,supply,2001,\n"              \
        "i1,c1,rnd,2002,\ng1,a1,supply,2001,\nb1,c1,rnd,2001,planned\n"       \
        "a1,i1,fight,2001,\n"

static qp_network town(void)
{
    return drawn(TOWN, "architects", "id,enterprise,chain\nlead,a1,cars\n",
                 NULL);
}

QP_TEST(core_rows, tell_how_far_inside_each_actor_is)
{
    qp_panel p = chain_panel(town(), &plain);
    cr_assert_eq(value(&p, QP_M_CORENESS, "a1", ""), 2);
    cr_assert_eq(value(&p, QP_M_CORENESS, "b1", ""), 2);
    cr_assert_eq(value(&p, QP_M_CORENESS, "c1", ""), 1);
    cr_assert_eq(value(&p, QP_M_CORENESS, "i1", ""), 1);
    cr_assert_eq(row(&p, QP_M_CORENESS, "a1", "")->n, 3, "a2 is one contact");
    cr_assert_null(seek(&p, QP_M_CORENESS, "lone", ""));
    cr_assert_null(seek(&p, QP_M_CORENESS, "g1", ""));
    qp_panel_clear(&p);
}

/* Of 10 pairs 5 are tied, 9 have an end in {a1, a2, b1}, 4 of them tied:
 * (10 4 - 5 9) / sqrt(5 5 9 1). */
QP_TEST(core_rows, hold_the_fit_against_rewired_graphs)
{
    qp_chain_options options = plain;
    qp_panel p = chain_panel(town(), &plain);
    const qp_panel_row *r = row(&p, QP_M_CORE_PERIPHERY_FIT, "all", "");
    cr_assert_float_eq(r->value, -5.0 / 15, 1e-15);
    cr_assert_eq(r->n, 5);
    cr_assert_eq(r->missing, 2, "of g1, and what is planned");
    cr_assert_eq(r->null, QP_NULL_REWIRING);
    cr_assert(r->p > 0 && r->p <= 1 && isnan(r->z), "19 replicates have no z");
    double first = r->p;
    qp_panel_clear(&p);
    options.draws.threads = 2;
    p = chain_panel(town(), &options);
    r = row(&p, QP_M_CORE_PERIPHERY_FIT, "all", "");
    cr_assert_eq(r->p, first);
    qp_panel_clear(&p);
}

QP_TEST(core_rows, tell_architects_from_others)
{
    qp_panel p = chain_panel(town(), &plain);
    const qp_panel_row *r = row(&p, QP_M_CORENESS, "architects", "");
    cr_assert_eq(r->value, 2);
    cr_assert_eq(r->n, 1);
    cr_assert_eq(r->scope, QP_SCOPE_SYSTEM);
    r = row(&p, QP_M_CORENESS, "others", "");
    cr_assert_eq(r->value, (2 + 2 + 1 + 1) / 4.0);
    cr_assert_eq(r->n, 4);
    qp_panel_clear(&p);
    p = chain_panel(drawn(TOWN, "architects",
                          "id,enterprise,chain\nlead,lone,cars\nx,lone,chips\n",
                          NULL),
                    &plain);
    r = row(&p, QP_M_CORENESS, "architects", "");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    cr_assert_eq(r->missing, 1);
    qp_panel_clear(&p);
    p = chain_panel(drawn(TOWN, NULL), &plain);
    cr_assert_null(seek(&p, QP_M_CORENESS, "architects", ""));
    cr_assert_null(seek(&p, QP_M_CORENESS, "others", ""));
    qp_panel_clear(&p);
}

QP_TEST(core_rows, say_why_there_is_no_fit)
{
    static const struct {
        const char *links;
        qp_reason reason;
    } cases[] = {
        {"A,B,rnd,1\nB,C,rnd,1\n", QP_REASON_FEW_ACTORS},
        {"A,B,rnd,0\n", QP_REASON_NO_LINK},
        {"A,B,rnd,1\nB,C,rnd,1\nC,D,rnd,1\nD,A,rnd,1\n", QP_REASON_NO_RIM},
        {"A,B,rnd,1\nB,C,rnd,1\nC,A,rnd,1\nD,A,rnd,1\n", QP_REASON_NO_RIM},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        char links[128];
        snprintf(links, sizeof links, "from,to,layer,weight\n%s",
                 cases[c].links);
        qp_panel p = chain_panel(drawn("links", links, NULL), &plain);
        cr_assert_eq(refusal(&p, QP_M_CORE_PERIPHERY_FIT, ""), cases[c].reason,
                     "case %zu", c);
        qp_panel_clear(&p);
    }
}

/* 500 in a ring, each tied to the 125 before and behind it, and two outside:
 * 62,502 ties. */
QP_TEST(core_rows, draw_nothing_where_it_would_take_too_long)
{
    enum { RING = 500, NEAR = 125 };
    qp_text links = {0};
    qp_chain_options options = plain;
    options.draws.replicates = 999;
    qp_text_add(&links, "from,to,layer\n");
    for (int u = 0; u < RING; u++)
        for (int k = 1; k <= NEAR; k++)
            qp_text_addf(&links, "u%d,u%d,rnd\n", u, (u + k) % RING);
    qp_text_add(&links, "x,u0,rnd\ny,u1,rnd\n");
    qp_panel p = chain_panel(drawn("links", qp_text_string(&links), NULL),
                             &options);
    const qp_panel_row *r = row(&p, QP_M_CORE_PERIPHERY_FIT, "all", "");
    cr_assert(!isnan(r->value));
    cr_assert(isnan(r->expected) && isnan(r->p));
    cr_assert_eq(r->null, QP_NULL_NONE);
    cr_assert_eq(value(&p, QP_M_CORENESS, "u7", ""), 2 * NEAR);
    qp_panel_clear(&p);
    qp_text_clear(&links);
}

/* ------------------------------------------------------------------- brokerage */

/*      i1 ──▶ a1 ──▶ b1 ──▶ f1          north  a1 b1      f1 is nowhere
 *              └───▶ c1                 south  c1 i1
 */
static qp_network trade(void)
{
    return drawn("regions", "id,cluster\nA,north\nC,south\n", "enterprises",
                 "id,region\na1,A\nb1,A\nc1,C\nf1,\n", "institutes",
                 "id,region\ni1,C\n", "links",
                 "from,to,layer,date\ni1,a1,transfer,2001\n"
                 "a1,b1,transfer,2001\na1,c1,transfer,2001\n"
                 "b1,f1,transfer,2001\n",
                 NULL);
}

QP_TEST(brokerage_rows, count_whom_an_actor_stands_between)
{
    qp_panel p = chain_panel(trade(), &plain);
    cr_assert_eq(value(&p, QP_M_BROKERAGE_GATEKEEPER, "a1", "cluster"), 1);
    cr_assert_eq(value(&p, QP_M_BROKERAGE_ITINERANT, "a1", "cluster"), 1);
    cr_assert_eq(value(&p, QP_M_BROKERAGE_LIAISON, "a1", "cluster"), 0);
    cr_assert_eq(value(&p, QP_M_BROKERAGE_GATEKEEPER, "a1", "type"), 2);
    cr_assert_eq(value(&p, QP_M_BROKERAGE_COORDINATOR, "b1", "type"), 1);
    cr_assert_eq(value(&p, QP_M_BROKERAGE_REPRESENTATIVE, "b1", "type"), 0);
    const qp_panel_row *r = row(&p, QP_M_BROKERAGE_COORDINATOR, "b1",
                                "cluster");
    cr_assert_eq(r->value, 0, "f1 is in no cluster");
    cr_assert_eq(r->n, 1);
    cr_assert_eq(r->missing, 1);
    cr_assert_null(seek(&p, QP_M_BROKERAGE_LIAISON, "f1", "cluster"));
    cr_assert_not_null(seek(&p, QP_M_BROKERAGE_LIAISON, "f1", "type"));
    qp_panel_clear(&p);
}

/* a1 has three contacts that do not meet: 3 (1/3)^2. */
QP_TEST(brokerage_rows, tell_how_contacts_hold_an_actor)
{
    qp_panel p = chain_panel(trade(), &plain);
    const qp_panel_row *r = row(&p, QP_M_BURT_CONSTRAINT, "a1", "");
    cr_assert_float_eq(r->value, 1.0 / 3, 1e-15);
    cr_assert_eq(r->n, 3);
    cr_assert_eq(value(&p, QP_M_EFFECTIVE_SIZE, "a1", ""), 3);
    cr_assert_eq(value(&p, QP_M_BURT_CONSTRAINT, "f1", ""), 1);
    qp_panel_clear(&p);
}

QP_TEST(brokerage_rows, say_why_nothing_is_told)
{
    qp_panel p = chain_panel(
        drawn("links", "from,to,layer\nA,B,talent\n", NULL), &plain);
    cr_assert_eq(refusal(&p, QP_M_BROKERAGE_LIAISON, "cluster"),
                 QP_REASON_NOT_GIVEN);
    cr_assert_eq(refusal(&p, QP_M_BROKERAGE_GATEKEEPER, "type"),
                 QP_REASON_NOT_GIVEN, "regions are of no type");
    cr_assert_eq(value(&p, QP_M_BURT_CONSTRAINT, "A", ""), 1);
    qp_panel_clear(&p);
    p = chain_panel(
        drawn("links", "from,to,layer,weight\nA,B,talent,0\n", NULL), &plain);
    cr_assert_eq(refusal(&p, QP_M_BURT_CONSTRAINT, ""), QP_REASON_NO_LINK);
    cr_assert_eq(refusal(&p, QP_M_EFFECTIVE_SIZE, ""), QP_REASON_NO_LINK);
    cr_assert_eq(refusal(&p, QP_M_BROKERAGE_LIAISON, "type"),
                 QP_REASON_NO_LINK);
    qp_panel_clear(&p);
}

/* ---------------------------------------------------------------- upstreamness */

/*      ore ──10──▶ steel ──5──▶ mill ──4──▶ cars ◀──1── odd
 *                    └──────────5───────────▲
 *
 *      cars make 20, what mill and odd make is not known
 */
static const char *const makers =
    "id,industry,output\nore,mining,10\nsteel,steel,10\nmill,steel,\n"
    "cars,cars,20\nodd,,\n";
static const char *const sales =
    "from,to,layer,weight,date\nore,steel,supply,10,2001\n"
    "steel,mill,supply,5,2001\nmill,cars,supply,4,2001\n"
    "steel,cars,supply,5,2001\nodd,cars,supply,1,2001\n";

static qp_network economy(const char *enterprises, const char *layers)
{
    return drawn("enterprises", enterprises, "layers", layers, "links", sales,
                 NULL);
}

QP_TEST(upstream_rows, tell_how_far_each_actor_is_from_final_use)
{
    qp_panel p = chain_panel(economy(makers, "id,measure\nsupply,amount\n"),
                             &plain);
    cr_assert_eq(value(&p, QP_M_UPSTREAMNESS, "cars", "actor"), 1);
    cr_assert_eq(value(&p, QP_M_UPSTREAMNESS, "mill", "actor"), 2);
    cr_assert_eq(value(&p, QP_M_UPSTREAMNESS, "odd", "actor"), 2);
    cr_assert_float_eq(value(&p, QP_M_UPSTREAMNESS, "steel", "actor"), 2.5,
                       1e-15);
    cr_assert_float_eq(value(&p, QP_M_UPSTREAMNESS, "ore", "actor"), 3.5,
                       1e-15);
    const qp_panel_row *r = row(&p, QP_M_UPSTREAMNESS, "steel", "actor");
    cr_assert_eq(r->n, 2);
    cr_assert_eq(r->missing, 0);
    cr_assert_eq(row(&p, QP_M_UPSTREAMNESS, "mill", "actor")->missing, 1);
    qp_panel_clear(&p);
}

/* Steel makes 10 and the 4 that mill sells, keeps 5 and sells 9 to cars:
 * U = 1 + 5/14 U + 9/14. */
QP_TEST(upstream_rows, take_an_industry_as_one)
{
    qp_panel p = chain_panel(economy(makers, "id,measure\nsupply,amount\n"),
                             &plain);
    const qp_panel_row *r = row(&p, QP_M_UPSTREAMNESS, "steel", "industry");
    cr_assert_float_eq(r->value, 23.0 / 9, 1e-15);
    cr_assert_eq(r->n, 1);
    cr_assert_eq(r->missing, 1);
    cr_assert_float_eq(value(&p, QP_M_UPSTREAMNESS, "mining", "industry"),
                       32.0 / 9, 1e-14);
    cr_assert_eq(value(&p, QP_M_UPSTREAMNESS, "cars", "industry"), 1);
    cr_assert_null(seek(&p, QP_M_UPSTREAMNESS, "odd", "industry"));
    qp_panel_clear(&p);
}

/* cars are said to make 3, and are sold 10; nothing of ore is used finally. */
QP_TEST(upstream_rows, say_why_an_actor_has_no_value)
{
    qp_panel p = chain_panel(
        drawn("enterprises",
              "id,industry,output\nore,mining,10\ncars,cars,3\nbuyer,,\n",
              "links",
              "from,to,layer,weight\nore,cars,supply,10\n"
              "cars,ore,supply,9.5\nore,buyer,supply,0.5\n",
              NULL),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_UPSTREAMNESS, "cars", "actor");
    cr_assert_eq(r->missing, 1, "it sells more than it makes");
    cr_assert(!isnan(r->value), "by way of the buyer");
    r = row(&p, QP_M_UPSTREAMNESS, "buyer", "actor");
    cr_assert_eq(r->reason, QP_REASON_NO_OUTPUT);
    qp_panel_clear(&p);
    p = chain_panel(drawn("enterprises",
                          "id,output\nore,10\ncars,3\nother,5\nlast,1\n",
                          "links",
                          "from,to,layer,weight\nore,cars,supply,10\n"
                          "cars,ore,supply,9.5\nother,last,supply,1\n",
                          NULL),
                    &plain);
    r = row(&p, QP_M_UPSTREAMNESS, "ore", "actor");
    cr_assert_eq(r->reason, QP_REASON_NO_FINAL_USE);
    cr_assert_float_eq(value(&p, QP_M_UPSTREAMNESS, "other", "actor"), 1.2,
                       1e-15);
    qp_panel_clear(&p);
}

QP_TEST(upstream_rows, say_why_nothing_is_told)
{
    static const char *const silent = "id,industry\nore,\nsteel,\nmill,\n"
                                      "cars,\nodd,\n";
    qp_panel p = chain_panel(economy(silent, "id,measure\nsupply,amount\n"),
                             &plain);
    cr_assert_eq(refusal(&p, QP_M_UPSTREAMNESS, "actor"), QP_REASON_NO_OUTPUT);
    cr_assert_eq(refusal(&p, QP_M_UPSTREAMNESS, "industry"),
                 QP_REASON_NO_OUTPUT);
    qp_panel_clear(&p);
    p = chain_panel(economy(makers, "id,directed\nsupply,false\n"), &plain);
    cr_assert_eq(refusal(&p, QP_M_UPSTREAMNESS, "actor"), QP_REASON_UNDIRECTED);
    qp_panel_clear(&p);
    p = chain_panel(economy(makers, "id,measure\nsupply,score\n"), &plain);
    cr_assert_null(seek(&p, QP_M_UPSTREAMNESS, "all", "actor"));
    cr_assert_null(seek(&p, QP_M_UPSTREAMNESS, "ore", "actor"));
    qp_panel_clear(&p);
    p = chain_panel(
        economy("id,output\nore,1\nsteel,1\nmill,1\ncars,1\nodd,1\n",
                "id,measure\nsupply,amount\n"),
        &plain);
    cr_assert_eq(refusal(&p, QP_M_UPSTREAMNESS, "industry"),
                 QP_REASON_NOT_GIVEN);
    cr_assert_not_null(seek(&p, QP_M_UPSTREAMNESS, "ore", "actor"));
    qp_panel_clear(&p);
}

/* --------------------------------------------------------------------- windows */

static const qp_panel_row *within(const qp_panel *panel, qp_metric metric,
                                  const char *year, const char *subject,
                                  const char *object)
{
    const char *layer = metric == QP_M_UPSTREAMNESS ? "supply" : "";
    return panel_seek(panel, metric, layer, year, subject, object);
}

static qp_chain_options years(bool pairs)
{
    qp_chain_options options = chain_years(plain, "2001", "2003");
    options.pairs = pairs;
    return options;
}

static const char *const first = "2001..2002";
static const char *const second = "2002..2003";

QP_TEST(standing_rows, tell_actors_in_windows_only_where_asked_for)
{
    qp_chain_options options = years(false);
    qp_panel p = chain_panel(town(), &options);
    cr_assert_null(within(&p, QP_M_CORENESS, first, "a1", ""));
    cr_assert_null(within(&p, QP_M_BURT_CONSTRAINT, first, "a1", ""));
    cr_assert_null(within(&p, QP_M_BROKERAGE_LIAISON, first, "a1", "type"));
    const qp_panel_row *r = within(&p, QP_M_CORENESS, first, "architects", "");
    cr_assert_not_null(r);
    cr_assert_eq(r->value, 2);
    r = within(&p, QP_M_CORE_PERIPHERY_FIT, second, "all", "");
    cr_assert_eq(r->reason, QP_REASON_FEW_ACTORS, "i1 and c1");
    qp_panel_clear(&p);
    options = years(true);
    p = chain_panel(town(), &options);
    cr_assert_eq(within(&p, QP_M_CORENESS, second, "i1", "")->value, 1);
    cr_assert_null(within(&p, QP_M_CORENESS, second, "a1", ""));
    cr_assert_eq(within(&p, QP_M_BURT_CONSTRAINT, second, "i1", "")->value, 1);
    qp_panel_clear(&p);
}

QP_TEST(standing_rows, tell_industries_in_every_window)
{
    qp_chain_options options = years(false);
    qp_panel p = chain_panel(economy(makers, "id,measure\nsupply,amount\n"),
                             &options);
    cr_assert_null(within(&p, QP_M_UPSTREAMNESS, first, "steel", "actor"));
    cr_assert_null(within(&p, QP_M_UPSTREAMNESS, second, "all", "actor"));
    const qp_panel_row *r = within(&p, QP_M_UPSTREAMNESS, first, "steel",
                                   "industry");
    cr_assert_float_eq(r->value, 23.0 / 9, 1e-15);
    r = within(&p, QP_M_UPSTREAMNESS, second, "all", "industry");
    cr_assert_eq(r->reason, QP_REASON_NO_SUPPLY);
    qp_panel_clear(&p);
}

/* --------------------------------------------------------------------- failure */

QP_TEST(standing_rows, survive_a_lack_of_memory)
{
    chain_survives(town(), &plain);
    chain_survives(economy(makers, "id,measure\nsupply,amount\n"), &plain);
}
