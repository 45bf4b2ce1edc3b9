/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support/drawn.h"
#include "support/leak.h"
#include "support/synergy.h"

/* The rows of M7, M20 and M22: of all layers together. */

static const qp_synergy_options plain = {
    SYNERGY_PLAIN,
    .draws = {.replicates = 999, .threads = 1},
};

static const qp_panel_row *find(const qp_panel *p, qp_metric metric,
                                const char *window, const char *subject,
                                const char *object)
{
    return panel_seek(p, metric, "", window, subject, object);
}

static const qp_panel_row *row(const qp_panel *p, qp_metric metric,
                               const char *subject, const char *object)
{
    return panel_row(p, metric, "", "", subject, object);
}

static double value(const qp_panel *p, qp_metric metric, const char *subject,
                    const char *object)
{
    return row(p, metric, subject, object)->value;
}

static void expect_reason(const qp_panel *p, qp_metric metric,
                          const char *subject, const char *object,
                          qp_reason reason)
{
    const qp_panel_row *r = row(p, metric, subject, object);
    cr_expect_eq(r->reason, reason, "%s of %s %s: '%s', not '%s'",
                 qp_metrics[metric].name, subject, object,
                 qp_reasons[r->reason].name, qp_reasons[reason].name);
    cr_expect_eq(isnan(r->value), reason != QP_REASON_NONE);
    cr_expect(!isnan(r->value) || isnan(r->p),
              "chance says nothing of nothing");
}

static size_t count(const qp_panel *p, qp_metric metric)
{
    size_t rows = 0;
    for (size_t r = 0; r < p->count; r++)
        rows += p->rows[r].metric == metric;
    return rows;
}

/* -------------------------------------------------------------- participation */

/*
 *      rnd   f ── g          supply   f ─▶ g ─▶ f, g ─▶ h       i: nothing
 */
QP_TEST(participation, is_told_of_each_actor_of_the_kinds_that_links_have)
{
    qp_panel p = synergy_panel(
        drawn("regions", "id\nR\n", "institutes", "id\nlab\n", "enterprises",
              "id,group\nf,\ng,\nh,\ni,\nmany,true\n", "layers",
              "id,directed,sense\nrnd,false,\nrival,false,rivalry\n"
              "supply,true,\n",
              "links",
              "from,to,layer,status\nf,g,rnd,\nf,g,supply,\ng,f,supply,\n"
              "g,h,supply,\nf,i,supply,planned\nmany,f,supply,\n"
              "lab,f,rival,\n",
              NULL),
        &plain);
    const qp_panel_row *g = row(&p, QP_M_PARTICIPATION_COEFFICIENT, "g", "");
    cr_assert_eq(g->value, 2 * (1 - (1.0 + 9.0) / 16));
    cr_assert_eq(g->n, 1 + 3, "o_i: f in rnd; f twice and h in supply");
    cr_assert_eq(g->missing, 2, "planned, and of many");
    cr_assert_eq(value(&p, QP_M_PARTICIPATION_COEFFICIENT, "h", ""), 0);
    expect_reason(&p, QP_M_PARTICIPATION_COEFFICIENT, "i", "",
                  QP_REASON_NO_LINK);
    cr_assert_eq(row(&p, QP_M_PARTICIPATION_COEFFICIENT, "i", "")->n, 0);
    cr_assert_eq(count(&p, QP_M_PARTICIPATION_COEFFICIENT), 4,
                 "no region, no laboratory, nobody who stands for many");
    qp_panel_clear(&p);
}

QP_TEST(participation, in_one_layer_has_a_reason)
{
    qp_panel p = synergy_panel(drawn("links", "from,to,layer\nA,B,rnd\n", NULL),
                               &plain);
    expect_reason(&p, QP_M_PARTICIPATION_COEFFICIENT, "A", "",
                  QP_REASON_FEW_LAYERS);
    cr_assert_eq(count(&p, QP_M_LAYER_OVERLAP), 0, "one layer makes no pair");
    qp_panel_clear(&p);
}

/* ----------------------------------------------------------- pairs of layers */

/*
 *      rnd      A ── B, A ── C         talent   A ─▶ B, B ─▶ A, C ─▶ D
 *      home     A ─▶ A                 idle     nothing
 */
QP_TEST(layers, are_compared_two_at_a_time_or_refused)
{
    qp_panel p = synergy_panel(
        drawn("regions", "id\nA\nB\nC\nD\n", "layers",
              "id,directed,weighted,sense\nhome,true,true,\nidle,true,true,\n"
              "rnd,false,true,\nrule,true,true,governance\ntalent,true,true,\n",
              "links",
              "from,to,layer,weight,polarity\nA,B,rnd,5,\nA,C,rnd,1,\n"
              "A,B,talent,1,\nB,A,talent,1,\nC,D,talent,4,\nB,C,talent,1,-1\n"
              "A,A,home,3,\nA,B,rule,1,\n",
              NULL),
        &plain);
    const qp_panel_row *o = row(&p, QP_M_LAYER_OVERLAP, "rnd", "talent");
    cr_assert_eq(o->value, 1.0 / 3, "AB of AB, AC, CD");
    cr_assert_eq(o->n, 3);
    cr_assert_eq(o->missing, 1);
    cr_assert_eq(value(&p, QP_M_LAYER_OVERLAP_CONDITIONAL, "rnd", "talent"),
                 0.5);
    cr_assert_eq(value(&p, QP_M_LAYER_OVERLAP_CONDITIONAL, "talent", "rnd"),
                 0.5);
    cr_assert_eq(count(&p, QP_M_LAYER_OVERLAP), 10, "each two of five");
    cr_assert_eq(count(&p, QP_M_LAYER_OVERLAP_CONDITIONAL), 20);
    cr_assert_eq(count(&p, QP_M_LAYER_STRENGTH_CORRELATION), 10);

    /* rnd 6 5 1 0, ranks 4 3 2 1; talent 2 2 4 4, ranks 1.5 1.5 3.5 3.5 */
    const qp_panel_row *s = row(&p, QP_M_LAYER_STRENGTH_CORRELATION, "rnd",
                                "talent");
    cr_assert_float_eq(s->value, -4 / sqrt(5 * 4), 1e-15);
    cr_assert_eq(s->n, 4, "also D, of which rnd has nothing");
    cr_assert_eq(s->missing, 1);
    expect_reason(&p, QP_M_LAYER_STRENGTH_CORRELATION, "home", "rnd",
                  QP_REASON_NO_SPREAD);
    expect_reason(&p, QP_M_LAYER_OVERLAP, "home", "rnd", QP_REASON_NO_LINK);
    expect_reason(&p, QP_M_LAYER_OVERLAP, "idle", "rnd", QP_REASON_NO_LINK);
    expect_reason(&p, QP_M_LAYER_OVERLAP_CONDITIONAL, "rnd", "idle",
                  QP_REASON_NO_LINK);
    expect_reason(&p, QP_M_LAYER_STRENGTH_CORRELATION, "idle", "talent",
                  QP_REASON_NO_LINK);
    expect_reason(&p, QP_M_LAYER_OVERLAP, "rnd", "rule",
                  QP_REASON_NOT_COOPERATIVE);
    expect_reason(&p, QP_M_LAYER_OVERLAP_CONDITIONAL, "rule", "rnd",
                  QP_REASON_NOT_COOPERATIVE);
    expect_reason(&p, QP_M_LAYER_STRENGTH_CORRELATION, "rule", "talent",
                  QP_REASON_NOT_COOPERATIVE);
    qp_panel_clear(&p);
}

QP_TEST(layers, of_one_region_are_not_ranked)
{
    qp_panel p = synergy_panel(
        drawn("regions", "id\nA\n", "enterprises", "id,region\nf,A\ng,A\n",
              "links", "from,to,layer\nf,g,rnd\nf,g,supply\n", NULL),
        &plain);
    cr_assert_eq(value(&p, QP_M_LAYER_OVERLAP, "rnd", "supply"), 1);
    expect_reason(&p, QP_M_LAYER_STRENGTH_CORRELATION, "rnd", "supply",
                  QP_REASON_ONE_REGION);
    qp_panel_clear(&p);
}

/* -------------------------------------------------------- parts of a synergy */

/*
 *      K   A ── B, C      L   D, E, no link      O   one region      P   Q ─▶ R
 */
static const char some_regions[] = "id,cluster\nA,K\nB,K\nC,K\nD,L\nE,L\nF,O\n"
                                   "Q,P\nR,P\n";

QP_TEST(parts, of_a_cluster_have_a_value_or_a_reason)
{
    qp_panel p = synergy_panel(
        drawn("regions", some_regions, "layers",
              "id,directed,weighted,chain\nrnd,false,true,innovation\n"
              "talent,true,true,\n",
              "links",
              "from,to,layer,weight,status\nA,B,rnd,2,\nQ,R,talent,4,\n"
              "R,Q,talent,1,\nD,E,rnd,9,planned\nD,F,rnd,1,\n",
              "portfolio",
              "region,industry,value\nA,chips,1\nB,ships,1\nQ,chips,1\n", NULL),
        &plain);
    const qp_panel_row *d = row(&p, QP_M_PAIR_LINK_SHARE, "K", "");
    cr_assert_eq(d->value, 1.0 / 3);
    cr_assert_eq(d->n, 3, "pairs");
    cr_assert_eq(d->missing, 1, "planned");
    cr_assert_eq(d->null, QP_NULL_PERMUTATION);
    cr_assert(d->expected > 0 && d->p > 0 && d->q >= d->p && !isnan(d->z));
    cr_assert_eq(value(&p, QP_M_LAYER_BREADTH, "K", ""), 0.5);
    expect_reason(&p, QP_M_LAYER_RECIPROCITY, "K", "", QP_REASON_NO_FLOW);
    cr_assert_eq(value(&p, QP_M_LAYER_RECIPROCITY, "P", ""), 2.0 / 5);
    expect_reason(&p, QP_M_CHAIN_OVERLAP, "K", "", QP_REASON_FEW_CHAINS);
    const qp_panel_row *co = row(&p, QP_M_LINKED_COMPLEMENTARITY, "K", "");
    cr_assert_eq(co->value, 1, "chips and ships have nothing in common");
    cr_assert(has_flag(co, QP_FLAG_COARSE));
    cr_assert_eq(co->n, 1);
    cr_assert_eq(co->missing, 0);
    expect_reason(&p, QP_M_LINKED_COMPLEMENTARITY, "P", "",
                  QP_REASON_NO_PORTFOLIO);
    cr_assert_eq(row(&p, QP_M_LINKED_COMPLEMENTARITY, "P", "")->missing, 1,
                 "R has no portfolio");

    cr_assert_eq(value(&p, QP_M_PAIR_LINK_SHARE, "L", ""), 0);
    static const qp_metric rest[] = {QP_M_LAYER_BREADTH, QP_M_LAYER_RECIPROCITY,
                                     QP_M_CHAIN_OVERLAP,
                                     QP_M_LINKED_COMPLEMENTARITY};
    for (size_t m = 0; m < 4; m++) {
        expect_reason(&p, rest[m], "L", "", QP_REASON_NO_LINK);
        expect_reason(&p, rest[m], "O", "", QP_REASON_ONE_REGION);
    }
    expect_reason(&p, QP_M_PAIR_LINK_SHARE, "O", "", QP_REASON_ONE_REGION);
    qp_panel_clear(&p);
}

QP_TEST(parts, of_layers_without_direction_have_no_reciprocity)
{
    qp_panel p = synergy_panel(
        drawn("regions", "id,cluster\nA,K\nB,K\nC,\n", "layers",
              "id,directed,chain\nnone,false,\nrnd,false,innovation\n"
              "supply,false,industry\n",
              "links", "from,to,layer\nA,B,none\nA,C,rnd\nB,C,supply\n", NULL),
        &plain);
    expect_reason(&p, QP_M_LAYER_RECIPROCITY, "K", "", QP_REASON_UNDIRECTED);
    expect_reason(&p, QP_M_CHAIN_OVERLAP, "K", "", QP_REASON_NO_LINK);
    cr_assert_eq(value(&p, QP_M_LAYER_BREADTH, "K", ""), 1.0 / 3);
    qp_panel_clear(&p);
}

QP_TEST(parts, of_rivalry_alone_are_refused)
{
    qp_panel p = synergy_panel(drawn("regions", "id,cluster\nA,K\nB,K\n",
                                     "layers", "id,sense\nrival,rivalry\n",
                                     "links", "from,to,layer\nA,B,rival\n",
                                     NULL),
                               &plain);
    expect_reason(&p, QP_M_PAIR_LINK_SHARE, "K", "", QP_REASON_NOT_COOPERATIVE);
    expect_reason(&p, QP_M_LAYER_BREADTH, "K", "", QP_REASON_NOT_COOPERATIVE);
    cr_assert_eq(value(&p, QP_M_RIVALRY_LINKS, "A", "B"), 1);
    qp_panel_clear(&p);
}

/* The one link is that of a and b. Of four clusters of two regions K gets both
 * of them in 2 of 8 x 7 ways. */
QP_TEST(parts, that_chance_seldom_gives_have_a_small_p)
{
    qp_panel p = synergy_panel(
        drawn("regions", "id,cluster\na,K\nb,K\nc,L\nd,L\ne,M\nf,M\ng,N\nh,N\n",
              "links", "from,to,layer\na,b,rnd\n", NULL),
        &plain);
    const qp_panel_row *k = row(&p, QP_M_PAIR_LINK_SHARE, "K", "");
    double chance = 1.0 / 28;
    cr_assert_eq(k->value, 1);
    cr_assert_float_eq(k->expected, chance, 4 * sqrt(chance / 999));
    cr_assert_float_eq(k->p, 2 * chance, 8 * sqrt(chance / 999));
    cr_assert_eq(row(&p, QP_M_PAIR_LINK_SHARE, "L", "")->p, 1);
    cr_assert_float_eq(k->q, 4 * k->p, 1e-12, "four clusters are a family");
    qp_panel_clear(&p);
}

/* -------------------------------------------------------------------- rivals */

QP_TEST(rivals, are_the_pairs_of_each_cluster)
{
    qp_panel p = synergy_panel(
        drawn("regions", some_regions, "layers",
              "id,directed,weighted,sense\nrival,false,false,rivalry\n"
              "rnd,false,true,\ntalent,true,true,\n",
              "links",
              "from,to,layer,weight\nA,B,rnd,2\nA,C,rnd,1\nA,D,rnd,1\n"
              "A,C,talent,6\nC,A,talent,2\nD,F,talent,8\nA,D,rival,\n",
              "portfolio",
              "region,product,value\nA,jet,3\nA,bus,4\nB,jet,3\nB,bus,4\n"
              "C,jet,4\nC,bus,3\nD,jet,1\nE,bus,1\n",
              NULL),
        &plain);
    /* L: AB 2/4, AC 1/4 + 8/16, BC 0 */
    const qp_panel_row *ab = row(&p, QP_M_HOMOGENEOUS_COMPETITION, "A", "B");
    cr_assert_float_eq(ab->value, 1 - 0.5 / 0.75, 1e-15);
    cr_assert_eq(ab->n, 1, "layer");
    cr_assert_eq(value(&p, QP_M_HOMOGENEOUS_COMPETITION, "A", "C"), 0);
    cr_assert_eq(row(&p, QP_M_HOMOGENEOUS_COMPETITION, "A", "C")->n, 2);
    cr_assert_float_eq(value(&p, QP_M_HOMOGENEOUS_COMPETITION, "B", "C"),
                       24.0 / 25, 1e-15);
    cr_assert(has_flag(ab, QP_FLAG_COARSE));
    cr_assert_not(has_flag(ab, QP_FLAG_NO_LINKS));
    const qp_panel_row *de = row(&p, QP_M_HOMOGENEOUS_COMPETITION, "D", "E");
    cr_assert_eq(de->value, 0, "they make nothing alike");
    cr_assert(has_flag(de, QP_FLAG_NO_LINKS));
    expect_reason(&p, QP_M_HOMOGENEOUS_COMPETITION, "Q", "R",
                  QP_REASON_NO_PORTFOLIO);
    cr_assert_not(has_flag(row(&p, QP_M_HOMOGENEOUS_COMPETITION, "Q", "R"),
                           QP_FLAG_NO_LINKS));
    cr_assert_eq(count(&p, QP_M_HOMOGENEOUS_COMPETITION), 3 + 1 + 1);
    cr_assert_eq(value(&p, QP_M_RIVALRY_LINKS, "A", "D"), 1,
                 "whatever their clusters");
    cr_assert_eq(count(&p, QP_M_RIVALRY_LINKS), 1);
    qp_panel_clear(&p);
}

QP_TEST(rivals, of_a_level_have_what_is_below_them)
{
    qp_synergy_options options = plain;
    options.level = "province";
    qp_panel p = synergy_panel(
        drawn("regions",
              "id,kind,parent,cluster\nP,province,,K\nQ,province,,K\n"
              "p1,city,P,\nq1,city,Q,\nq2,city,Q,\n",
              "layers", "id,directed,sense\nrival,false,rivalry\nrnd,false,\n",
              "links",
              "from,to,layer\np1,q1,rival\np1,q2,rival\nq1,q2,rival\n"
              "p1,q1,rnd\n",
              "portfolio", "region,industry,value\np1,chips,1\nQ,chips,2\n",
              NULL),
        &options);
    cr_assert_eq(value(&p, QP_M_RIVALRY_LINKS, "P", "Q"), 2);
    cr_assert_eq(value(&p, QP_M_HOMOGENEOUS_COMPETITION, "P", "Q"), 0);
    cr_assert_eq(value(&p, QP_M_PAIR_LINK_SHARE, "K", ""), 1);
    cr_assert_eq(count(&p, QP_M_RIVALRY_LINKS), 1, "q1 and q2 are one");
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------- windows */

static qp_network two_years(void)
{
    return drawn("regions", "id,cluster\nA,K\nB,K\nC,K\n", "layers",
                 "id,directed,sense\nrival,false,rivalry\nrnd,false,\n"
                 "talent,true,\n",
                 "links",
                 "from,to,layer,date\nA,B,rnd,2001\nA,B,talent,2001\n"
                 "B,C,talent,2002\nA,C,rival,2002\nA,B,rival,\nA,C,rnd,\n",
                 "portfolio",
                 "region,industry,date,value\nA,chips,2001,1\nB,chips,2001,1\n",
                 NULL);
}

QP_TEST(windows, have_rows_of_pairs_and_actors_where_asked)
{
    qp_synergy_options options = synergy_years(plain, "2001", "2003");
    options.draws.replicates = 9;
    qp_panel p = synergy_panel(two_years(), &options);
    cr_assert_eq(count(&p, QP_M_PARTICIPATION_COEFFICIENT), 0);
    cr_assert_eq(count(&p, QP_M_HOMOGENEOUS_COMPETITION), 0);
    cr_assert_eq(count(&p, QP_M_RIVALRY_LINKS), 0);
    cr_assert_eq(count(&p, QP_M_LAYER_OVERLAP), 2 * 3);
    cr_assert_eq(count(&p, QP_M_PAIR_LINK_SHARE), 2);
    qp_panel_clear(&p);

    options.pairs = true;
    p = synergy_panel(two_years(), &options);
    cr_assert_eq(count(&p, QP_M_PARTICIPATION_COEFFICIENT), 2 * 3);
    cr_assert_eq(count(&p, QP_M_HOMOGENEOUS_COMPETITION), 2 * 3);
    cr_assert_eq(count(&p, QP_M_RIVALRY_LINKS), 1);
    qp_panel_clear(&p);
}

QP_TEST(windows, look_at_their_own_links)
{
    const char *first = "2001..2002";
    const char *second = "2002..2003";
    qp_synergy_options options = synergy_years(plain, "2001", "2003");
    options.draws.replicates = 9;
    options.pairs = true;
    qp_panel p = synergy_panel(two_years(), &options);
    cr_assert_eq(find(&p, QP_M_LAYER_OVERLAP, first, "rnd", "talent")->value,
                 1);
    const qp_panel_row *empty = find(&p, QP_M_LAYER_OVERLAP, second, "rnd",
                                     "talent");
    cr_assert_eq(empty->reason, QP_REASON_NO_LINK);
    cr_assert_eq(empty->missing, 1, "undated");
    cr_assert_eq(
        find(&p, QP_M_PARTICIPATION_COEFFICIENT, second, "B", "")->reason,
        QP_REASON_FEW_LAYERS);
    cr_assert_eq(find(&p, QP_M_LAYER_BREADTH, first, "K", "")->value, 1);
    cr_assert_eq(find(&p, QP_M_LAYER_BREADTH, second, "K", "")->value, 1,
                 "rnd is not there in the second year");
    cr_assert_eq(
        find(&p, QP_M_HOMOGENEOUS_COMPETITION, second, "A", "B")->reason,
        QP_REASON_NO_PORTFOLIO, "what was in 2001 is not in 2002");
    const qp_panel_row *rivals = find(&p, QP_M_RIVALRY_LINKS, second, "A", "C");
    cr_assert_not_null(rivals);
    cr_assert_eq(rivals->value, 1);
    cr_assert_eq(rivals->missing, 1, "A B has no date");
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------ the whole panel */

QP_TEST(layers, together_give_the_same_bytes_for_any_number_of_threads)
{
    qp_text text[2] = {{0}};
    for (int t = 0; t < 2; t++) {
        qp_synergy_options options = plain;
        options.draws.threads = t == 0 ? 1 : 4;
        options.draws.replicates = 99;
        qp_panel p = synergy_panel(two_years(), &options);
        cr_assert_eq(qp_panel_csv(&p, &text[t], NULL), QP_OK);
        qp_panel_clear(&p);
    }
    cr_assert_str_eq(qp_text_string(&text[0]), qp_text_string(&text[1]));
    qp_text_clear(&text[0]);
    qp_text_clear(&text[1]);
}

QP_TEST(layers, together_survive_every_failure_of_memory)
{
    static const char *const ids[] = {"rival", "rnd", "talent"};
    qp_synergy_options options = plain;
    options.frame.layers = ids;
    options.frame.layer_count = 3;
    options.draws.replicates = 3;
    synergy_survives(two_years(), &options);
}
