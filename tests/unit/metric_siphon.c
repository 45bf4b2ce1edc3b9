/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/siphon.h"
#include "support/drawn.h"
#include "support/leak.h"

static const qp_siphon_options plain = {
    .frame = {.window = {QP_NO_DAY, QP_NO_DAY}},
    .draws.replicates = 19,
    .draws.threads = 1,
};

static qp_period years(const char *from, const char *until)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read(from, strlen(from), &first));
    cr_assert(qp_period_read(until, strlen(until), &last));
    return (qp_period){first.from, last.from};
}

/* The sorted panel of a network, which is released. */
static qp_panel measured(qp_network net, const qp_siphon_options *options)
{
    qp_panel panel = {0};
    qp_error err = {0};
    cr_assert_eq(qp_siphon(&net, options, &panel, NULL, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

static qp_panel measured_links(const char *links,
                               const qp_siphon_options *options)
{
    return measured(drawn("links", links, NULL), options);
}

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *layer, const char *window,
                               const char *subject)
{
    const qp_panel_row *found = qp_panel_find(panel, metric, layer, window,
                                              subject);
    cr_assert_not_null(found, "no row %s,%s,%s,%s", qp_metrics[metric].name,
                       layer, window, subject);
    return found;
}

static double value(const qp_panel *panel, qp_metric metric,
                    const char *subject)
{
    return row(panel, metric, "talent", "", subject)->value;
}

static qp_reason reason(const qp_panel *panel, qp_metric metric,
                        const char *subject)
{
    return row(panel, metric, "talent", "", subject)->reason;
}

static bool has_flag(const qp_panel_row *r, qp_flag flag)
{
    return (r->flags & 1U << flag) != 0;
}

/* ------------------------------------------------------------ whole rows */

/*
 *      A ──6──▶ B ──2──▶ A,  A keeps 9,  a firm in A gives 1 to B
 */
QP_TEST(siphon, tells_what_a_row_counts_and_what_it_leaves_out)
{
    qp_panel p = measured(
        drawn("regions", "id,population\nA,10\nB,20\n", "layers",
              "id,unit,measure\ntalent,persons,count\n", "enterprises",
              "id,region\nfirm,A\nlost,\n", "links",
              "from,to,layer,weight,date\nA,B,talent,6,2001\n"
              "B,A,talent,2,2001\nA,A,talent,9,2001\nfirm,B,talent,1,2001\n"
              "lost,A,talent,5,2001\nA,B,talent,3,\n",
              NULL),
        &(qp_siphon_options){.frame = {.window = years("2001", "2002")},
                             .draws.replicates = 999,
                             .draws.threads = 1});
    const char *w = "2001..2002";
    const qp_panel_row *in = row(&p, QP_M_INFLOW, "talent", w, "A");
    cr_assert_eq(in->value, 2);
    cr_assert_eq(in->n, 1);
    cr_assert_eq(in->missing, 2, "of a lost firm, and undated");
    cr_assert_str_eq(qp_pool_text(&p.text, in->unit), "persons");
    const qp_panel_row *out = row(&p, QP_M_OUTFLOW, "talent", w, "A");
    cr_assert_eq(out->value, 6 + 1);
    cr_assert_eq(out->n, 2);
    const qp_panel_row *kept = row(&p, QP_M_RETENTION, "talent", w, "A");
    cr_assert_eq(kept->value, 9);
    cr_assert_eq(kept->n, 1);
    const qp_panel_row *net = row(&p, QP_M_NET_FLOW, "talent", w, "A");
    cr_assert_eq(net->value, 2 - 7);
    cr_assert_eq(net->rank, 2);
    cr_assert_eq(row(&p, QP_M_NET_RATE, "talent", w, "B")->value, 5.0 / 20);
    const qp_panel_row *rate = row(&p, QP_M_AGGREGATE_NET_RATE, "talent", w,
                                   "all");
    cr_assert_eq(rate->value, 50.0 * 10 / 30);
    cr_assert_eq(rate->n, 2, "regions");
    cr_assert_eq(rate->missing, 0);

    const qp_panel_row *e = row(&p, QP_M_NET_FLOW_EFFECTIVENESS, "talent", w,
                                "B");
    cr_assert_eq(e->value, 5.0 / 9);
    cr_assert_eq(e->null, QP_NULL_BINOMIAL);
    cr_assert_eq(e->expected, 0);
    cr_assert_eq(e->z, 5.0 / 3);
    cr_assert_float_eq(e->p, 2.0 * (1 + 9 + 36) / 512, 1e-15);
    cr_assert_eq(e->q, e->p, "both regions have the same p");
    cr_assert(e->low < e->value && e->value < e->high);
    cr_assert_not(has_flag(e, QP_FLAG_DISPERSED), "one other: no scatter");

    const qp_panel_row *mei = row(&p, QP_M_EFFECTIVENESS_INDEX, "talent", w,
                                  "all");
    cr_assert_float_eq(mei->value, 100 * 5.0 / 9, 1e-12);
    cr_assert_eq(mei->n, 3);
    cr_assert_eq(mei->null, QP_NULL_SYMMETRIC);
    cr_assert(mei->expected > 0 && mei->p > 0 && !isnan(mei->z));
    cr_assert(isnan(mei->q), "one statement is no family");
    cr_assert(has_flag(mei, QP_FLAG_BIASED_UP));
    cr_assert(isnan(mei->low), "a bootstrap of it covers nothing");
    qp_panel_clear(&p);
}

/* The rows of the three regions of docs/metrics/net-balance.md; p and q are
 * 2 P(X <= min) and Benjamini-Hochberg over three, the mean of the index that
 * of all 9 x 7 x 3 outcomes. The interval is Wilson's of (I + O) / d moves, d of
 * how the moves with each other region scatter about a region's own share:
 *
 *      A  8 of 14 in    (2 - 8 8/14)^2 / (8 8/14 6/14) = 3.375
 *                       (6 - 6 8/14)^2 / (6 8/14 6/14) = 4.5     1 df
 *      B  7 of 10 in    0.095 + 0.381                            1 df
 *      C  1 of 8 in     0.857 + 2.571                            1 df
 *
 *      d = 11.780 / 3 = 3.927 */
QP_TEST(siphon, tells_the_documented_rows_of_three_regions)
{
    static const struct {
        const char *region;
        double p, q, low, high, rank, rate;
    } rows[] = {
        {"A", 0.7905, 0.7905, -0.648, 0.785, 2, 2.0 / 10},
        {"B", 0.3438, 0.5156, -0.591, 0.910, 1, 4.0 / 20},
        {"C", 0.0703, 0.2109, -0.985, 0.465, 3, -6.0 / 70},
    };
    qp_siphon_options options = plain;
    options.draws.replicates = 9999;
    qp_panel p = measured(
        drawn("regions",
              "id,cluster,core,population\nA,north,true,10\nB,north,,20\n"
              "C,south,,70\n",
              "links",
              "from,to,layer,weight\nA,B,talent,6\nB,A,talent,2\n"
              "C,A,talent,6\nC,B,talent,1\nB,C,talent,1\n",
              NULL),
        &options);
    for (size_t i = 0; i < 3; i++) {
        const qp_panel_row *e = row(&p, QP_M_NET_FLOW_EFFECTIVENESS, "talent",
                                    "", rows[i].region);
        cr_expect_float_eq(e->p, rows[i].p, 5e-5);
        cr_expect_float_eq(e->q, rows[i].q, 5e-5);
        cr_expect_float_eq(e->low, rows[i].low, 5e-4);
        cr_expect_float_eq(e->high, rows[i].high, 5e-4);
        cr_expect_eq(value(&p, QP_M_NET_RATE, rows[i].region), rows[i].rate);
        cr_expect_eq(row(&p, QP_M_NET_FLOW, "talent", "", rows[i].region)->rank,
                     rows[i].rank);
    }
    const qp_panel_row *mei = row(&p, QP_M_EFFECTIVENESS_INDEX, "talent", "",
                                  "all");
    cr_expect_eq(mei->value, 37.5);
    cr_expect_float_eq(mei->expected, 23.69, 5 * 13.4 / 100);
    cr_expect_float_eq(mei->p, 0.262, 5 * 0.0044);
    const qp_panel_row *chi2 = row(&p, QP_M_BOWKER_CHI2, "talent", "", "all");
    cr_expect_float_eq(chi2->p, 0.0460, 5e-5);
    cr_expect_float_eq(chi2->z, 2.379, 5e-4);
    cr_expect_eq(value(&p, QP_M_EFFECTIVENESS_INDEX, "between-clusters"), 75);
    cr_expect_eq(value(&p, QP_M_CORE_EFFECTIVENESS, "north"), -0.5);
    cr_expect_float_eq(
        row(&p, QP_M_CORE_EFFECTIVENESS, "talent", "", "north")->p, 0.2891,
        5e-5);
    cr_expect_eq(reason(&p, QP_M_CORE_EFFECTIVENESS, "south"),
                 QP_REASON_ONE_REGION);
    qp_panel_clear(&p);
}

QP_TEST(siphon, ranks_net_flows_of_those_who_exchange)
{
    qp_panel p = measured(drawn("regions", "id\nA\nB\nC\nD\nidle\n", "links",
                                "from,to,layer,weight\nA,B,talent,5\n"
                                "C,D,talent,2\nD,C,talent,2\n",
                                NULL),
                          &plain);
    cr_assert_eq(row(&p, QP_M_NET_FLOW, "talent", "", "B")->rank, 1);
    cr_assert_eq(row(&p, QP_M_NET_FLOW, "talent", "", "C")->rank, 2);
    cr_assert_eq(row(&p, QP_M_NET_FLOW, "talent", "", "D")->rank, 3);
    cr_assert_eq(row(&p, QP_M_NET_FLOW, "talent", "", "A")->rank, 4);
    cr_assert(isnan(row(&p, QP_M_NET_FLOW, "talent", "", "idle")->rank));
    cr_assert_eq(value(&p, QP_M_NET_FLOW, "idle"), 0, "zero is a number");
    cr_assert_eq(reason(&p, QP_M_NET_FLOW_EFFECTIVENESS, "idle"),
                 QP_REASON_NO_FLOW);
    qp_panel_clear(&p);
}

/* ---------------------------------------------------------------- reasons */

/* Every row of a layer has this reason. */
static void expect_refused(const qp_panel *p, const char *layer, qp_reason why,
                           size_t rows)
{
    size_t found = 0;
    for (size_t r = 0; r < p->count; r++) {
        if (strcmp(qp_pool_text(&p->text, p->rows[r].layer), layer) != 0)
            continue;
        cr_expect(isnan(p->rows[r].value));
        cr_expect_eq(p->rows[r].reason, why, "%s of %s: %s",
                     qp_metrics[p->rows[r].metric].name, layer,
                     qp_reasons[p->rows[r].reason].name);
        found++;
    }
    cr_expect_eq(found, rows, "%s has %zu rows, not %zu", layer, found, rows);
}

/* Told of pairs with flow, of cores, or of layers together. */
static bool is_told_of_flow(qp_metric metric)
{
    return qp_metrics[metric].scope == QP_SCOPE_PAIR ||
           metric == QP_M_CATCHMENT_SHARE || metric == QP_M_RESOURCE_INTAKE ||
           metric == QP_M_BENEFIT_RETURN;
}

static size_t rows_of(const qp_panel *p, const char *layer, qp_metric metric)
{
    size_t rows = 0;
    for (size_t r = 0; r < p->count; r++)
        if (p->rows[r].metric == metric &&
            strcmp(qp_pool_text(&p->text, p->rows[r].layer), layer) == 0)
            rows++;
    return rows;
}

/* No metric is passed over in silence. */
static void expect_every_metric(const qp_panel *p, const char *layer)
{
    for (int m = QP_M_INFLOW; m <= QP_M_THEIL_BETWEEN_SHARE; m++)
        cr_expect(is_told_of_flow((qp_metric)m) ||
                      rows_of(p, layer, (qp_metric)m) > 0,
                  "%s of %s is not told", qp_metrics[m].name, layer);
}

/* Rows of a layer over regions, and parts: all of them and each cluster. The
 * inflows have another 9 rows a part where the layer is directed. */
static size_t refused_rows(size_t regions, size_t clusters)
{
    size_t parts = 1 + clusters;
    size_t balance = 6 * regions + (parts + 1) + parts + 1 + 3 * clusters;
    size_t circulation = 5 * parts + regions;
    size_t ascendency = 4;
    size_t hierarchy = 2 * parts + regions;
    size_t dominance = 2 * regions;
    size_t focusing = 3;
    size_t gravity = 5 + regions;
    return balance + circulation + ascendency + hierarchy + dominance +
           focusing + gravity;
}

QP_TEST(siphon, refuses_layers_that_are_no_measured_directed_cooperation)
{
    qp_panel p = measured(
        drawn("regions", "id,cluster\nA,K\nB,K\n", "sources",
              "id,class\nsaid,seed\nknown,general-knowledge\n", "layers",
              "id,role,directed,sense\nfight,other,true,rivalry\n"
              "rule,other,true,governance\nban,other,true,restriction\n"
              "joint,rnd,false,benefit\ntold,talent,true,resource\n"
              "empty,talent,true,resource\n",
              "links",
              "from,to,layer,weight,source\nA,B,fight,1,\nA,B,rule,1,\n"
              "A,B,ban,1,\nA,B,joint,1,\nA,B,told,1,said\nB,A,told,2,known\n",
              NULL),
        &plain);
    const size_t undirected = refused_rows(2, 1);
    const size_t directed = undirected + 9 * 2;
    expect_refused(&p, "fight", QP_REASON_NOT_COOPERATIVE, directed);
    expect_refused(&p, "rule", QP_REASON_NOT_COOPERATIVE, directed);
    expect_refused(&p, "ban", QP_REASON_NOT_COOPERATIVE, directed);
    expect_refused(&p, "told", QP_REASON_NOT_MEASURED, directed);
    expect_refused(&p, "joint", QP_REASON_UNDIRECTED, undirected);
    expect_every_metric(&p, "fight");
    expect_every_metric(&p, "told");
    expect_every_metric(&p, "empty");
    cr_assert_eq(row(&p, QP_M_INFLOW, "empty", "", "A")->reason,
                 QP_REASON_NO_FLOW);
    cr_assert_eq(row(&p, QP_M_HHI, "empty", "", "all")->reason,
                 QP_REASON_NO_FLOW);
    cr_assert_eq(row(&p, QP_M_RESOURCE_INTAKE, "", "", "K")->reason,
                 QP_REASON_NO_RESOURCE, "none of the resources has flow");
    qp_panel_clear(&p);
}

QP_TEST(siphon, measures_a_layer_with_one_row_that_is_no_statement)
{
    qp_panel p = measured(drawn("sources", "id,class\nsaid,seed\n", "links",
                                "from,to,layer,weight,source\n"
                                "A,B,talent,1,said\nB,A,talent,2,\n",
                                NULL),
                          &plain);
    cr_assert_eq(value(&p, QP_M_INFLOW, "A"), 2);
    qp_panel_clear(&p);
}

/* Nothing is measured where all that is told is told of things. */
QP_TEST(siphon, of_links_of_things_that_are_stated_is_not_measured)
{
    qp_panel p = measured(drawn("regions", "id\nA\nB\n", "things",
                                "id,kind\nlaw,programme\n", "sources",
                                "id,class\nsaid,seed\n", "links",
                                "from,to,layer,source\nlaw,A,talent,said\n"
                                "A,B,rnd,said\nlaw,B,rnd,\n",
                                "layers",
                                "id,directed,weighted\ntalent,true,false\n"
                                "rnd,true,false\n",
                                NULL),
                          &plain);
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "", "A")->reason,
                 QP_REASON_NOT_MEASURED);
    cr_assert_eq(row(&p, QP_M_HHI, "talent", "", "all")->reason,
                 QP_REASON_NOT_MEASURED);
    cr_assert_eq(row(&p, QP_M_INFLOW, "rnd", "", "A")->reason,
                 QP_REASON_NOT_MEASURED);
    qp_panel_clear(&p);
}

QP_TEST(siphon, of_an_indicator_that_is_only_stated_is_not_measured)
{
    qp_panel p = measured(
        drawn("sources", "id,class\nsaid,seed\nknown,general-knowledge\n",
              "indicators",
              "region,indicator,value,source\nA,gdp,1,said\nB,gdp,2,known\n"
              "A,firms,1,said\nB,firms,3,\n",
              NULL),
        &plain);
    cr_assert_eq(row(&p, QP_M_HHI, "indicator:gdp", "", "all")->reason,
                 QP_REASON_NOT_MEASURED);
    cr_assert(isnan(row(&p, QP_M_HHI, "indicator:gdp", "", "all")->value));
    cr_assert_eq(row(&p, QP_M_HHI, "indicator:firms", "", "all")->value,
                 (1.0 + 9.0) / 16);
    qp_panel_clear(&p);
}

QP_TEST(siphon, of_one_region_is_nothing)
{
    qp_panel p = measured_links("from,to,layer,weight\nA,A,talent,5\n", &plain);
    expect_refused(&p, "talent", QP_REASON_ONE_REGION, refused_rows(1, 0) + 9);
    qp_panel_clear(&p);
}

QP_TEST(siphon, tells_retention_where_nothing_flows_between_regions)
{
    qp_panel p = measured_links("from,to,layer,weight\nA,A,talent,5\n"
                                "B,B,talent,0\n",
                                &plain);
    cr_assert_eq(value(&p, QP_M_RETENTION, "A"), 5);
    cr_assert_eq(value(&p, QP_M_RETENTION, "B"), 0);
    cr_assert_eq(reason(&p, QP_M_INFLOW, "A"), QP_REASON_NO_FLOW);
    cr_assert_eq(reason(&p, QP_M_BOWKER_CHI2, "all"), QP_REASON_NO_FLOW);
    cr_assert_eq(reason(&p, QP_M_PRIMACY, "all"), QP_REASON_NO_FLOW);
    qp_panel_clear(&p);
}

QP_TEST(siphon, says_where_clusters_or_people_are_missing)
{
    qp_panel p = measured_links("from,to,layer,weight\nA,B,talent,5\n", &plain);
    cr_assert_eq(reason(&p, QP_M_EFFECTIVENESS_INDEX, "between-clusters"),
                 QP_REASON_NO_CLUSTER);
    cr_assert_eq(reason(&p, QP_M_NET_RATE, "A"), QP_REASON_NO_POPULATION);
    cr_assert_eq(reason(&p, QP_M_AGGREGATE_NET_RATE, "all"),
                 QP_REASON_NO_POPULATION);
    cr_assert_eq(reason(&p, QP_M_THEIL, "all"), QP_REASON_NO_POPULATION);
    qp_panel_clear(&p);

    p = measured(drawn("regions", "id,cluster\nA,K\nB,K\nC,\n", "links",
                       "from,to,layer,weight\nA,C,talent,5\n", NULL),
                 &plain);
    cr_assert_eq(reason(&p, QP_M_EFFECTIVENESS_INDEX, "between-clusters"),
                 QP_REASON_ONE_CLUSTER);
    cr_assert_eq(reason(&p, QP_M_EFFECTIVENESS_INDEX, "K"), QP_REASON_NO_FLOW);
    qp_panel_clear(&p);
}

/* One layer of this measure, four links. */
static qp_panel measured_as(const char *measure)
{
    char layers[64];
    snprintf(layers, sizeof layers, "id,measure\ntalent,%s\n", measure);
    return measured(drawn("layers", layers, "links",
                          "from,to,layer,weight\nA,B,talent,5\nB,A,talent,1\n"
                          "B,C,talent,2\nC,A,talent,4\n",
                          NULL),
                    &plain);
}

static void expect_no_tests(const qp_panel *p)
{
    for (size_t r = 0; r < p->count; r++) {
        const qp_panel_row *any = &p->rows[r];
        bool model = any->null == QP_NULL_GRAVITY;
        cr_assert(model || (isnan(any->p) && isnan(any->q)), "%s has a p",
                  qp_metrics[any->metric].name);
    }
}

QP_TEST(siphon, gives_amounts_intervals_and_no_tests)
{
    static const qp_metric bounded[] = {QP_M_WEIGHTED_RECIPROCITY,
                                        QP_M_FINN_CYCLING_INDEX,
                                        QP_M_SPATIAL_FOCUSING};
    qp_panel p = measured_as("amount");
    const qp_panel_row *e = row(&p, QP_M_NET_FLOW_EFFECTIVENESS, "talent", "",
                                "B");
    cr_assert_eq(e->value, 2.0 / 8, "5 in, 1 + 2 out");
    cr_assert(isnan(e->z));
    cr_assert_eq(e->null, QP_NULL_NONE);
    cr_assert(e->low < e->value && e->value < e->high, "resampled rows");
    for (size_t m = 0; m < sizeof bounded / sizeof *bounded; m++) {
        const qp_panel_row *b = row(&p, bounded[m], "talent", "", "all");
        cr_assert(b->low < b->high && b->low >= 0 && b->high <= 1, "%s",
                  qp_metrics[bounded[m]].name);
    }
    const qp_panel_row *mei = row(&p, QP_M_EFFECTIVENESS_INDEX, "talent", "",
                                  "all");
    cr_assert_float_eq(mei->value, 100 * (0.0 + 2 + 2) / 24, 1e-12);
    cr_assert(isnan(mei->expected) && isnan(mei->low));
    cr_assert_eq(reason(&p, QP_M_BOWKER_CHI2, "all"), QP_REASON_NOT_COUNTS);
    cr_assert_eq(reason(&p, QP_M_RECIPROCITY_EXCESS, "all"),
                 QP_REASON_NOT_COUNTS);
    expect_no_tests(&p);
    qp_panel_clear(&p);
}

QP_TEST(siphon, gives_scores_values_alone)
{
    qp_panel p = measured_as("score");
    cr_assert_eq(value(&p, QP_M_NET_FLOW_EFFECTIVENESS, "B"), 2.0 / 8);
    for (size_t r = 0; r < p.count; r++)
        cr_assert(isnan(p.rows[r].low) ||
                      has_flag(&p.rows[r], QP_FLAG_LEAVE_OUT),
                  "%s has an interval", qp_metrics[p.rows[r].metric].name);
    expect_no_tests(&p);
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------- cores */

/*
 *      cluster K: small (declared in one dataset), big has the turnover
 */
#define CORE_LINKS                              \
    "from,to,layer,weight\nbig,far,talent,50\n" \
    "small,big,talent,4\nbig,small,talent,1\n"

static qp_panel with_core(const char *declared, const char *option)
{
    char regions[128];
    const char *const cores[] = {option, NULL};
    qp_siphon_options options = plain;
    options.cores = cores;
    options.core_count = option != NULL ? 1 : 0;
    snprintf(regions, sizeof regions,
             "id,cluster,core\nbig,K,\nsmall,K,%s\nfar,,\n", declared);
    return measured(drawn("regions", regions, "links", CORE_LINKS, NULL),
                    &options);
}

QP_TEST(siphon, takes_the_core_from_table_then_option_then_turnover)
{
    static const struct {
        const char *declared;
        const char *option;
        const char *core;
        unsigned flags;
    } cases[] = {
        {"true", "K=big", "small", 0},
        {"", "K=small", "small", 1U << QP_FLAG_CORE_OPTION},
        {"", NULL, "big", 1U << QP_FLAG_CORE_TURNOVER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        qp_panel p = with_core(cases[i].declared, cases[i].option);
        const qp_panel_row *b = row(&p, QP_M_BACKWASH, "talent", "", "K");
        cr_expect_str_eq(qp_pool_text(&p.text, b->object), cases[i].core);
        cr_expect_eq(b->flags, cases[i].flags);
        bool big = strcmp(cases[i].core, "big") == 0;
        cr_expect_eq(b->value, big ? 4 : 1);
        cr_expect_eq(value(&p, QP_M_SPREAD, "K"), big ? 1 : 4);
        cr_expect_eq(value(&p, QP_M_CORE_EFFECTIVENESS, "K"),
                     (big ? 3 : -3) / 5.0);
        qp_panel_clear(&p);
    }
}

QP_TEST(siphon, tells_no_core_of_a_cluster_where_nothing_ever_moved)
{
    qp_panel p = measured(drawn("regions", "id,cluster\nA,K\nB,K\nC,\nD,\n",
                                "links", "from,to,layer,weight\nC,D,talent,5\n",
                                NULL),
                          &plain);
    const qp_panel_row *b = row(&p, QP_M_BACKWASH, "talent", "", "K");
    cr_assert_eq(b->object, QP_NONE);
    cr_assert_eq(b->reason, QP_REASON_NO_FLOW);
    qp_panel_clear(&p);
}

static void expect_misuse(const qp_siphon_options *options, const char *what)
{
    qp_network net = drawn("regions", "id,kind,cluster\nA,city,K\nB,city,\n",
                           "links", "from,to,layer,weight\nA,B,talent,5\n",
                           NULL);
    qp_panel panel = {0};
    qp_error err = {0};
    cr_expect_eq(qp_siphon(&net, options, &panel, NULL, &err), QP_E_MISUSE);
    cr_expect_str_eq(err.message, what);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(siphon, refuses_options_that_name_nothing)
{
    const char *const names[] = {"nothing", "K=B", "A=K"};
    qp_siphon_options options = plain;
    options.frame.layers = names;
    options.frame.layer_count = 1;
    expect_misuse(&options, "--layer 'nothing': the network has no such layer");
    options = plain;
    options.level = "county";
    expect_misuse(&options, "--level 'county': no region is of this kind");
    for (int i = 0; i < 3; i++) {
        char what[128];
        options = plain;
        options.cores = &names[i];
        options.core_count = 1;
        snprintf(what, sizeof what,
                 "--core '%s': it is CLUSTER=REGION, a cluster and a region "
                 "of it",
                 names[i]);
        expect_misuse(&options, what);
    }
}

QP_TEST(siphon, understands_a_core_whose_ids_hold_the_sign_between_them)
{
    const char *const cores[] = {"a=b=c=d"};
    qp_siphon_options options = plain;
    options.cores = cores;
    options.core_count = 1;
    qp_panel p = measured(drawn("regions", "id,cluster\nc=d,a=b\nx,a=b\n",
                                "links",
                                "from,to,layer,weight\nx,c=d,talent,5\n", NULL),
                          &options);
    const qp_panel_row *b = row(&p, QP_M_BACKWASH, "talent", "", "a=b");
    cr_assert_str_eq(qp_pool_text(&p.text, b->object), "c=d");
    qp_panel_clear(&p);
}

/* --------------------------------------------------------- windows, levels */

QP_TEST(siphon, cuts_windows_and_clips_the_last)
{
    qp_siphon_options options = plain;
    options.frame.window = years("2001", "2004");
    options.frame.step_months = 24;
    qp_panel p = measured_links("from,to,layer,weight,date\nA,B,talent,1,2001\n"
                                "A,B,talent,2,2002\nA,B,talent,4,2003\n"
                                "A,B,talent,8,2004\n",
                                &options);
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "2001..2003", "B")->value, 3);
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "2003..2004", "B")->value, 4);
    cr_assert_null(qp_panel_find(&p, QP_M_INFLOW, "talent", "2004..2005", "B"));
    cr_assert_null(qp_panel_find(&p, QP_M_INFLOW, "talent", "", "B"));
    qp_panel_clear(&p);
}

QP_TEST(siphon, tells_pairs_in_windows_only_when_asked)
{
    qp_siphon_options options = plain;
    const char *links = "from,to,layer,weight,date\nB,A,talent,1,2001\n"
                        "C,A,talent,1,2002\n";
    qp_panel p = measured_links(links, &options);
    const qp_panel_row *pair = row(&p, QP_M_BILATERAL_ASYMMETRY, "talent", "",
                                   "A");
    cr_assert_str_eq(qp_pool_text(&p.text, pair->object), "B");
    cr_assert_eq(pair->value, -1, "all of it from B to A");
    qp_panel_clear(&p);

    options.frame.window = years("2001", "2002");
    p = measured_links(links, &options);
    cr_assert_null(qp_panel_find(&p, QP_M_BILATERAL_ASYMMETRY, "talent",
                                 "2001..2002", "A"));
    qp_panel_clear(&p);

    options.pairs = true;
    p = measured_links(links, &options);
    row(&p, QP_M_BILATERAL_ASYMMETRY, "talent", "2001..2002", "A");
    qp_panel_clear(&p);
}

/*
 *      2001   C ──7──▶ A ──5──▶ B ──2──▶ A        2002   A ──3──▶ B ──1──▶ A
 */
#define TWO_YEARS                                               \
    "from,to,layer,weight,date\nC,A,talent,7,2001\n"            \
    "A,B,talent,5,2001\nB,A,talent,2,2001\nA,B,talent,3,2002\n" \
    "B,A,talent,1,2002\n"

static qp_siphon_options two_years(void)
{
    qp_siphon_options options = plain;
    options.frame.window = years("2001", "2003");
    options.frame.step_months = 12;
    return options;
}

/* What is told of C: that it is not in all windows. What stays inside it is
 * told whatever flows. */
static void expect_unbalanced(const qp_panel *p, const char *region)
{
    size_t found = 0;
    for (size_t r = 0; r < p->count; r++) {
        const qp_panel_row *any = &p->rows[r];
        bool change = strchr(qp_pool_text(&p->text, any->window), '>') != NULL;
        if (strcmp(qp_pool_text(&p->text, any->subject), region) != 0 ||
            any->metric == QP_M_RETENTION)
            continue;
        cr_expect_eq(any->reason,
                     change ? QP_REASON_NO_CHANGE : QP_REASON_UNBALANCED, "%s",
                     qp_metrics[any->metric].name);
        found++;
    }
    cr_expect_eq(found, 10 * 2 + 3, "10 metrics, 3 changes: %zu", found);
}

QP_TEST(siphon, leaves_regions_out_that_are_not_in_all_windows_if_asked)
{
    qp_siphon_options options = two_years();
    qp_panel p = measured_links(TWO_YEARS, &options);
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "2001..2002", "A")->value, 9);
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "2002..2003", "C")->value, 0);
    qp_panel_clear(&p);

    options.balanced = true;
    p = measured_links(TWO_YEARS, &options);
    expect_unbalanced(&p, "C");
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "2001..2002", "A")->value, 2);
    cr_assert_float_eq(
        row(&p, QP_M_EFFECTIVENESS_INDEX, "talent", "2001..2002", "all")->value,
        100 * (3.0 + 3) / 14, 1e-12, "5 there, 2 back");
    cr_assert_float_eq(
        row(&p, QP_M_WEIGHTED_RECIPROCITY, "talent", "2001..2002", "all")
            ->value,
        4.0 / 7, 1e-12);
    const qp_panel_row *hhi = row(&p, QP_M_HHI, "talent", "2001..2002", "all");
    cr_assert_eq(hhi->n, 2);
    cr_assert_eq(hhi->missing, 1);
    qp_panel_clear(&p);
}

/* A window in which nothing at all flows leaves everybody in. */
QP_TEST(siphon, leaves_nobody_out_for_an_empty_window)
{
    qp_siphon_options options = two_years();
    options.balanced = true;
    qp_panel p = measured_links("from,to,layer,weight,date\n"
                                "A,B,talent,3,2001\n",
                                &options);
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "2001..2002", "B")->value, 3);
    cr_assert_eq(row(&p, QP_M_INFLOW, "talent", "2002..2003", "B")->reason,
                 QP_REASON_NO_FLOW);
    qp_panel_clear(&p);
}

QP_TEST(siphon, tells_change_from_window_to_window_and_from_first_to_last)
{
    static const struct {
        const char *window;
        double change;
    } changes[] = {
        {"2001>2002", 7 - 4}, {"2002>2003", 1 - 7}, {"2001>2003", 1 - 4}};
    qp_siphon_options options = two_years();
    options.frame.window = years("2001", "2004");
    qp_panel p = measured_links(
        "from,to,layer,weight,date\nA,B,talent,4,2001\nA,B,talent,9,2002\n"
        "B,A,talent,2,2002\nA,B,talent,1,2003\n",
        &options);
    for (size_t i = 0; i < 3; i++) {
        const qp_panel_row *b = row(&p, QP_M_NET_FLOW, "talent",
                                    changes[i].window, "B");
        cr_expect_eq(b->value, changes[i].change, "%s", changes[i].window);
        cr_expect(b->low <= b->value && b->value <= b->high);
        cr_expect(isnan(b->p) && isnan(b->rank));
    }
    const qp_panel_row *r = row(&p, QP_M_WEIGHTED_RECIPROCITY, "talent",
                                "2001>2002", "all");
    cr_assert_float_eq(r->value, 2 * 2.0 / 11, 1e-15);
    cr_assert_null(qp_panel_find(&p, QP_M_INFLOW, "talent", "2001>2002", "B"));
    qp_panel_clear(&p);
}

QP_TEST(siphon, tells_one_change_of_two_windows_and_none_of_what_is_blank)
{
    qp_siphon_options options = two_years();
    qp_panel p = measured_links(TWO_YEARS, &options);
    cr_assert_eq(row(&p, QP_M_NET_FLOW, "talent", "2001>2002", "C")->value, 7,
                 "7 out, then nothing");
    cr_assert_eq(
        row(&p, QP_M_SIPHON_POTENTIAL, "talent", "2001>2002", "C")->reason,
        QP_REASON_NO_CHANGE);
    cr_assert_eq(rows_of(&p, "talent", QP_M_WEIGHTED_RECIPROCITY), 2 + 1);
    qp_panel_clear(&p);
}

/*
 *      world ──3──▶ A ──4──▶ B ──2──▶ world
 */
QP_TEST(siphon, tells_the_outside_world_as_one_region_in_no_other_metric)
{
    qp_panel p = measured(
        drawn("regions", "id,kind\nA,city\nB,city\nworld,outside\n", "links",
              "from,to,layer,weight\nworld,A,talent,3\nA,B,talent,4\n"
              "B,world,talent,2\n",
              NULL),
        &plain);
    size_t told = 0;
    for (size_t r = 0; r < p.count; r++) {
        bool outside = strcmp(qp_pool_text(&p.text, p.rows[r].subject),
                              "world") == 0;
        cr_assert_eq(has_flag(&p.rows[r], QP_FLAG_OUTSIDE), outside);
        told += outside ? 1 : 0;
    }
    cr_assert_eq(told, 3);
    cr_assert_eq(value(&p, QP_M_INFLOW, "world"), 2);
    cr_assert_eq(value(&p, QP_M_OUTFLOW, "world"), 3);
    cr_assert_eq(value(&p, QP_M_NET_FLOW, "world"), -1);
    cr_assert_eq(value(&p, QP_M_INFLOW, "A"), 0, "not from outside");
    cr_assert(has_flag(row(&p, QP_M_FINN_CYCLING_INDEX, "talent", "", "all"),
                       QP_FLAG_BOUNDARY));
    qp_panel_clear(&p);
}

QP_TEST(siphon, measures_the_regions_of_a_level)
{
    qp_siphon_options options = plain;
    options.level = "province";
    qp_panel p = measured(
        drawn("regions",
              "id,kind,parent,cluster\nP,province,,\nQ,province,,\n"
              "a,city,P,\nb,city,Q,\n",
              "links", "from,to,layer,weight\na,b,talent,5\nQ,P,talent,1\n",
              NULL),
        &options);
    cr_assert_eq(value(&p, QP_M_INFLOW, "Q"), 5);
    cr_assert_eq(value(&p, QP_M_INFLOW, "P"), 1);
    cr_assert_null(qp_panel_find(&p, QP_M_INFLOW, "talent", "", "a"));
    qp_panel_clear(&p);
}

QP_TEST(siphon, tells_only_the_layers_that_were_named)
{
    const char *const layers[] = {"talent"};
    qp_siphon_options options = plain;
    options.frame.layers = layers;
    options.frame.layer_count = 1;
    qp_panel p = measured(
        drawn("indicators", "region,indicator,value\nA,gdp,3\n", "regions",
              "id\nA\nB\n", "links",
              "from,to,layer,weight\nA,B,talent,5\nA,B,capital,1\n", NULL),
        &options);
    for (size_t r = 0; r < p.count; r++)
        cr_assert_str_eq(qp_pool_text(&p.text, p.rows[r].layer), "talent");
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------ stocks */

QP_TEST(siphon, takes_the_latest_stock_inside_the_window)
{
    qp_siphon_options options = plain;
    options.frame.window = years("2001", "2005");
    options.frame.step_months = 24;
    qp_panel p = measured(
        drawn("regions", "id\nA\nB\n", "indicators",
              "region,indicator,date,value\nA,gdp,2001,1\nA,gdp,2002,3\n"
              "B,gdp,2001,1\nA,gdp,,9\nB,gdp,2004,9\n",
              "links", "from,to,layer,weight\nA,B,talent,5\n", NULL),
        &options);
    const qp_panel_row *first = row(&p, QP_M_PRIMACY, "indicator:gdp",
                                    "2001..2003", "all");
    cr_assert_eq(first->value, 3.0 / 4);
    cr_assert_eq(first->n, 2);
    const qp_panel_row *second = row(&p, QP_M_PRIMACY, "indicator:gdp",
                                     "2003..2005", "all");
    cr_assert_eq(second->value, 1);
    cr_assert_eq(second->n, 1);
    cr_assert_eq(second->missing, 1, "of A nothing is known then");
    qp_panel_clear(&p);

    options.frame.window = years("2010", "2011");
    p = measured(drawn("indicators",
                       "region,indicator,date,value\nA,gdp,2001,1\n", "regions",
                       "id\nA\nB\n", "links",
                       "from,to,layer,weight\nA,B,talent,5\n", NULL),
                 &options);
    cr_assert_eq(
        row(&p, QP_M_GINI, "indicator:gdp", "2010..2011", "all")->reason,
        QP_REASON_NO_STOCK);
    qp_panel_clear(&p);
}

QP_TEST(siphon, takes_population_from_the_indicator_before_the_column)
{
    qp_panel p = measured(
        drawn("regions", "id,population\nA,10\nB,20\n", "indicators",
              "region,indicator,date,value\nA,population,2001,40\n", "links",
              "from,to,layer,weight\nA,B,talent,5\n", NULL),
        &plain);
    cr_assert_eq(value(&p, QP_M_NET_RATE, "A"), -5.0 / 40);
    cr_assert_eq(value(&p, QP_M_NET_RATE, "B"), 5.0 / 20);
    qp_panel_clear(&p);
}

QP_TEST(siphon, marks_what_is_equal_by_construction)
{
    qp_panel p = measured(
        drawn("regions", "id\nA\nB\n", "indicators",
              "region,indicator,value\nA,population,40\nB,population,7\n",
              "links", "from,to,layer,weight\nA,B,talent,5\n", NULL),
        &plain);
    const qp_panel_row *t = row(&p, QP_M_THEIL, "indicator:population", "",
                                "all");
    cr_assert_eq(t->value, 0);
    cr_assert(has_flag(t, QP_FLAG_TRIVIAL));
    cr_assert_not(
        has_flag(row(&p, QP_M_GINI, "indicator:population", "", "all"),
                 QP_FLAG_TRIVIAL));
    qp_panel_clear(&p);
}

/* ---------------------------------------------------------------- families */

/* Four clusters of two regions, all flow one way: the smallest p of 19
 * replicates is 1/20, and 4/20 is above 0.05. */
QP_TEST(siphon, gives_no_q_where_replicates_are_too_few)
{
    qp_network net = drawn(
        "regions", "id,cluster\nA,1\nB,1\nC,2\nD,2\nE,3\nF,3\nG,4\nH,4\n",
        "links",
        "from,to,layer,weight\nA,B,talent,20\nC,D,talent,20\n"
        "E,F,talent,20\nG,H,talent,20\n",
        NULL);
    qp_panel p = measured(net, &plain);
    const qp_panel_row *mei = row(&p, QP_M_EFFECTIVENESS_INDEX, "talent", "",
                                  "1");
    cr_assert_eq(mei->p, 1.0 / 20);
    cr_assert(isnan(mei->q));
    cr_assert(has_flag(mei, QP_FLAG_RESOLUTION));
    cr_assert(isnan(mei->z), "the spread of 19 replicates is not told");
    const qp_panel_row *core = row(&p, QP_M_CORE_EFFECTIVENESS, "talent", "",
                                   "1");
    cr_assert_eq(core->q, core->p, "four equal exact p");
    cr_assert_not(has_flag(core, QP_FLAG_RESOLUTION));
    qp_panel_clear(&p);
}

/* ----------------------------------------------------------- determinism */

static qp_text csv_of(const char *links, const qp_siphon_options *options)
{
    qp_panel p = measured_links(links, options);
    qp_text out = {0};
    cr_assert_eq(qp_panel_csv(&p, &out, NULL), QP_OK);
    qp_panel_clear(&p);
    return out;
}

QP_TEST(siphon, gives_the_same_bytes_for_any_threads_and_order_of_rows)
{
    qp_siphon_options options = plain;
    options.draws.replicates = 200;
    qp_text one = csv_of("from,to,layer,weight\nA,B,talent,5\nB,C,talent,7\n"
                         "C,A,talent,3\nB,A,talent,2\n",
                         &options);
    options.draws.threads = 3;
    qp_text other = csv_of("from,to,layer,weight\nB,A,talent,2\nC,A,talent,3\n"
                           "B,C,talent,7\nA,B,talent,5\n",
                           &options);
    cr_assert_str_eq(one.bytes, other.bytes);
    qp_text_clear(&one);
    qp_text_clear(&other);
}

QP_TEST(siphon, gives_a_layer_the_same_p_whatever_else_is_measured)
{
    const char *links = "from,to,layer,weight\nA,B,talent,5\nB,C,talent,7\n"
                        "A,B,capital,5\nB,C,capital,7\n";
    const char *const layers[] = {"talent"};
    qp_siphon_options options = plain;
    qp_panel both = measured_links(links, &options);
    options.frame.layers = layers;
    options.frame.layer_count = 1;
    qp_panel alone = measured_links(links, &options);
    const qp_panel_row *a = row(&both, QP_M_EFFECTIVENESS_INDEX, "talent", "",
                                "all");
    const qp_panel_row *b = row(&alone, QP_M_EFFECTIVENESS_INDEX, "talent", "",
                                "all");
    const qp_panel_row *c = row(&both, QP_M_EFFECTIVENESS_INDEX, "capital", "",
                                "all");
    cr_assert_eq(a->expected, b->expected);
    cr_assert_neq(a->expected, c->expected, "the same flows, other draws");
    qp_panel_clear(&both);
    qp_panel_clear(&alone);
}

QP_TEST(siphon, comes_back_clean_from_every_failure_of_memory)
{
    qp_network net = drawn(
        "regions", "id,cluster\nA,K\nB,K\nC,L\nD,L\n", "indicators",
        "region,indicator,value\nA,gdp,4\nB,gdp,7\n", "links",
        "from,to,layer,weight\nA,B,talent,5\nC,D,talent,2\n"
        "A,C,talent,1\n",
        NULL);
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_panel panel = {0};
        qp_memory_allow(allowed);
        status = qp_siphon(&net, &plain, &panel, NULL, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_panel_clear(&panel);
        cr_assert_eq(qp_memory_held(), held, "after %ld requests", allowed);
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 50);
    qp_network_clear(&net);
}
