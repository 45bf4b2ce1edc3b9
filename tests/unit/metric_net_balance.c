/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "chance/exact.h"
#include "chance/replicate.h"
#include "chance/summary.h"
#include "metric/net_balance.h"
#include "metric/stock.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/leak.h"

/** A network of one layer, `talent`, its flows and its exchange. */
typedef struct {
    qp_network net;
    qp_flows flows;
    qp_exchange all;
    qp_row cluster[64]; ///< [regions]
} fixture;

static qp_exchange fold(const qp_flows *flows, const uint32_t unit[],
                        size_t count)
{
    qp_exchange x = {0};
    cr_assert_eq(qp_exchange_fold(flows, unit, count, true, &x, NULL), QP_OK);
    return x;
}

static fixture measured(qp_network net)
{
    fixture f = {.net = net};
    cr_assert_eq(qp_flows_sum(&f.net, 0, QP_NO_PERIOD, NULL, &f.flows, NULL),
                 QP_OK);
    f.all = fold(&f.flows, NULL, 0);
    cr_assert_leq(f.flows.region_count, 64);
    for (size_t r = 0; r < f.flows.region_count; r++)
        f.cluster[r] = f.net.actors.cluster[f.flows.region[r]];
    return f;
}

static void finish(fixture *f)
{
    qp_exchange_clear(&f->all);
    qp_flows_clear(&f->flows);
    qp_network_clear(&f->net);
}

static fixture linked(const char *links)
{
    return measured(drawn("links", links, NULL));
}

static size_t place(const fixture *f, const char *id)
{
    qp_row actor = qp_network_actor(&f->net, id);
    for (size_t r = 0; r < f->flows.region_count; r++)
        if (f->flows.region[r] == actor)
            return r;
    cr_assert(false, "no region %s", id);
    return 0;
}

/* The exchange inside a cluster. */
static qp_exchange inside(const fixture *f, const char *id)
{
    uint32_t unit[64];
    size_t count = 0;
    qp_row k = qp_network_cluster(&f->net, id);
    for (size_t r = 0; r < f->flows.region_count; r++)
        unit[r] = f->cluster[r] == k ? (uint32_t)count++ : QP_NONE;
    return fold(&f->flows, unit, count);
}

/* ------------------------------------------------------------------ golden */

/* A network of two tables, which are released. */
static fixture of_tables(qp_text *links, qp_text *regions)
{
    qp_network net = drawn("links", qp_text_string(links), "regions",
                           qp_text_string(regions), NULL);
    qp_text_clear(links);
    qp_text_clear(regions);
    return measured(net);
}

static fixture golden_fixture(void)
{
    static golden_table flows;
    static golden_table regions;
    qp_text links = {0};
    qp_text table = {0};
    golden_own("inputs/flows", &flows);
    golden_own("inputs/regions", &regions);
    qp_text_add(&links, "from,to,layer,weight\n");
    for (size_t l = 0; l < flows.count; l++) {
        const golden_line *line = &flows.lines[l];
        qp_text_addf(&links, "%s,%s,%s,%s\n", line->cell[0], line->cell[1],
                     line->cell[2], line->cell[3]);
    }
    qp_text_add(&table, "id,cluster,population,core\n");
    for (size_t l = 0; l < regions.count; l++) {
        const golden_line *line = &regions.lines[l];
        qp_text_addf(&table, "%s,%s,%s,%s\n", line->cell[0], line->cell[1],
                     line->cell[2], line->cell[3]);
    }
    return of_tables(&links, &table);
}

static double of_region(const fixture *f, const char *metric, const char *id)
{
    size_t r = place(f, id);
    double in = f->all.inflow[r];
    double out = f->all.outflow[r];
    qp_core_flows core = qp_core_exchange(&f->flows, f->cluster, r);
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"inflow", in},
        {"outflow", out},
        {"net", in - out},
        {"effectiveness", qp_effectiveness(in, out)},
        {"backwash_in_from_cluster", core.backwash},
        {"spread_out_to_cluster", core.spread},
        {"intra_cluster_effectiveness",
         qp_effectiveness(core.backwash, core.spread)},
        {"siphon_binomial_p_two_sided",
         qp_coin_p(core.backwash, core.backwash + core.spread)},
    };
    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        if (strcmp(values[v].name, metric) == 0)
            return values[v].value;
    return NAN;
}

static double of_system(const fixture *f, const char *metric, const char *key)
{
    double population[64];
    size_t used = 0;
    qp_stock_population(&f->net, QP_NO_PERIOD, f->flows.region,
                        f->flows.region_count, population);
    qp_symmetry symmetry = qp_symmetry_test(&f->all);
    qp_exchange part = strcmp(metric, "MEI_within") == 0
                           ? inside(f, key)
                           : fold(&f->flows, f->cluster, f->net.clusters.count);
    double part_index = qp_effectiveness_index(&part);
    qp_exchange_clear(&part);
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"MEI", qp_effectiveness_index(&f->all)},
        {"ANMR_percent", qp_aggregate_net_rate(&f->all, population, &used)},
        {"MEI_within", part_index},
        {"MEI_between_clusters", part_index},
        {"bowker_chi2", symmetry.chi2},
        {"bowker_df", symmetry.df},
        {"bowker_p", symmetry.p},
    };
    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        if (strcmp(values[v].name, metric) == 0)
            return values[v].value;
    return NAN;
}

static double of_pair(const fixture *f, const char *key)
{
    const char *arrow = strstr(key, "->");
    char from[32] = "";
    memcpy(from, key, (size_t)(arrow - key));
    size_t r = place(f, from);
    size_t s = place(f, arrow + 2);
    for (size_t p = 0; p < f->all.pair_count; p++) {
        double value = qp_effectiveness(f->all.forth[p], f->all.back[p]);
        if (f->all.first[p] == r && f->all.second[p] == s)
            return value;
        if (f->all.first[p] == s && f->all.second[p] == r)
            return -value;
    }
    return NAN;
}

/* Rows of X7 and M10 stand in the same golden file; they have their own tests. */
static bool is_later(const char *metric)
{
    static const char *const later[] = {"link_symmetry_entropy",
                                        "weighted_reciprocity",
                                        "DIT_mean_of_others",
                                        "DII_mean_of_others",
                                        "DIT_mean_of_all",
                                        "nystuen_dacey_parent",
                                        "RSI_out",
                                        "RSI_in"};
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (strcmp(later[i], metric) == 0)
            return true;
    return false;
}

QP_TEST(net_balance, gives_the_golden_values_cell_by_cell)
{
    static golden_table expected;
    fixture f = golden_fixture();
    golden_own("expected/net_balance", &expected);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const char *metric = expected.lines[l].cell[0];
        const char *key = expected.lines[l].cell[1];
        if (is_later(metric))
            continue;
        double got = NAN;
        if (strstr(key, "->") != NULL)
            got = of_pair(&f, key);
        else if (qp_network_actor(&f.net, key) != QP_NONE)
            got = of_region(&f, metric, key);
        else
            got = of_system(&f, metric, key);
        golden_expect(&expected.lines[l], got);
        compared++;
    }
    cr_assert_eq(compared, 6 * 7 + 2 + 1 + 2 + 15 + 3 + 2);
    finish(&f);
}

/* Published by R's migest, index_impact: 17 provinces, 2020. */
QP_TEST(net_balance, gives_the_published_indices_of_korea)
{
    static golden_table flows;
    static golden_table expected;
    if (!golden_shared("golden/inputs/korea2020", &flows) ||
        !golden_shared("golden/expected/korea_gravity", &expected))
        return;
    qp_text links = {0};
    qp_text regions = {0};
    qp_text_add(&links, "from,to,layer,weight\n");
    qp_text_add(&regions, "id,population\n");
    for (size_t l = 0; l < flows.count; l++) {
        const golden_line *line = &flows.lines[l]; /* orig,dest,flow,d,P,P */
        bool first = l == 0 ||
                     strcmp(line->cell[0], flows.lines[l - 1].cell[0]) != 0;
        qp_text_addf(&links, "%s,%s,talent,%s\n", line->cell[0], line->cell[1],
                     line->cell[2]);
        if (first)
            qp_text_addf(&regions, "%s,%s\n", line->cell[0], line->cell[4]);
    }
    fixture f = of_tables(&links, &regions);
    cr_assert_eq(f.flows.region_count, 17);
    double population[64];
    qp_stock_population(&f.net, QP_NO_PERIOD, f.flows.region, 17, population);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        if (strcmp(line->cell[1], "2020") != 0)
            continue;
        size_t known = 0;
        bool index = strcmp(line->cell[0], "MEI") == 0;
        double got = index ? qp_effectiveness_index(&f.all)
                           : qp_aggregate_net_rate(&f.all, population, &known);
        double published = golden_number(line->cell[2]);
        cr_expect(fabs(got - published) <= 1e-9 * published,
                  "%s: %.12g, not %s", line->cell[0], got, line->cell[2]);
        compared++;
    }
    cr_assert_eq(compared, 2);
    finish(&f);
}

/* ----------------------------------------------------------------- by hand */

/*
 * docs/metrics/net-balance.md works this example.
 *
 *      A ──6──▶ B        inflow     A 8   B 7   C 1
 *      B ──2──▶ A        outflow    A 6   B 3   C 7
 *      C ──6──▶ A
 *      C ──1──▶ B        clusters   north = A, B   south = C
 *      B ──1──▶ C        population A 10  B 20  C 70
 */
static fixture three_regions(void)
{
    return measured(
        drawn("regions",
              "id,cluster,core,population\nA,north,true,10\nB,north,,20\n"
              "C,south,,70\n",
              "links",
              "from,to,layer,weight\nA,B,talent,6\nB,A,talent,2\n"
              "C,A,talent,6\nC,B,talent,1\nB,C,talent,1\n",
              NULL));
}

QP_TEST(net_balance, of_three_regions_is_as_worked_by_hand)
{
    fixture f = three_regions();
    const double population[] = {10, 20, 70};
    size_t used = 0;
    cr_assert_eq(qp_effectiveness(f.all.inflow[0], f.all.outflow[0]),
                 (8.0 - 6) / 14);
    cr_assert_eq(qp_effectiveness(f.all.inflow[1], f.all.outflow[1]),
                 (7.0 - 3) / 10);
    cr_assert_eq(qp_effectiveness(f.all.inflow[2], f.all.outflow[2]),
                 (1.0 - 7) / 8);
    cr_assert_eq(qp_effectiveness_index(&f.all), 100.0 * (2 + 4 + 6) / 32);
    cr_assert_eq(qp_aggregate_net_rate(&f.all, population, &used),
                 50.0 * (2 + 4 + 6) / 100);

    qp_symmetry s = qp_symmetry_test(&f.all);
    cr_assert_float_eq(s.chi2, 4.0 * 4 / 8 + 6.0 * 6 / 6 + 0.0 / 2, 1e-12);
    cr_assert_eq(s.df, 3);
    double variance = (2 - 2.0 / 8) + (2 - 2.0 / 6) + (2 - 2.0 / 2);
    cr_assert_float_eq(s.z, (8 - 3) / sqrt(variance), 1e-12);

    qp_core_flows core = qp_core_exchange(&f.flows, f.cluster, 0);
    cr_assert_eq(core.backwash, 2);
    cr_assert_eq(core.spread, 6);
    cr_assert_float_eq(qp_coin_p(2, 8), 2.0 * (1 + 8 + 28) / 256, 1e-15);
    finish(&f);
}

QP_TEST(net_balance, between_clusters_sums_the_flows_of_their_regions)
{
    fixture f = three_regions();
    qp_exchange x = fold(&f.flows, f.cluster, f.net.clusters.count);
    cr_assert_eq(x.unit_count, 2);
    cr_assert_eq(x.pair_count, 1);
    cr_assert_eq(x.forth[0], 1, "north to south: from B");
    cr_assert_eq(x.back[0], 6 + 1, "south to north: to A and B");
    cr_assert_eq(x.links[0], 3);
    cr_assert_eq(x.left_out, 0);
    cr_assert_eq(qp_effectiveness_index(&x), 100.0 * (6 + 6) / 16);
    qp_exchange_clear(&x);
    finish(&f);
}

QP_TEST(net_balance, passes_over_what_stays_inside_a_region)
{
    fixture f = linked("from,to,layer,weight\nA,A,talent,100\nA,B,talent,1\n");
    cr_assert_eq(f.all.flow, 1);
    cr_assert_eq(f.all.inflow[0], 0);
    cr_assert_eq(qp_effectiveness_index(&f.all), 100);
    finish(&f);
}

QP_TEST(net_balance, counts_links_that_have_an_end_in_no_unit)
{
    fixture f = linked("from,to,layer,weight\nA,B,talent,1\nB,C,talent,2\n"
                       "C,C,talent,4\n");
    const uint32_t unit[] = {0, 0, QP_NONE};
    qp_exchange x = fold(&f.flows, unit, 1);
    cr_assert_eq(x.pair_count, 0, "A and B are one unit");
    cr_assert_eq(x.left_out, 1, "from B to C");
    cr_assert(isnan(qp_effectiveness_index(&x)));
    qp_exchange_clear(&x);
    finish(&f);
}

QP_TEST(net_balance, is_no_number_where_nothing_flows)
{
    fixture f = linked("from,to,layer,weight\nA,B,talent,0\nB,B,talent,3\n");
    qp_symmetry s = qp_symmetry_test(&f.all);
    cr_assert(isnan(qp_effectiveness(0, 0)));
    cr_assert(isnan(qp_effectiveness_index(&f.all)));
    cr_assert(isnan(s.chi2) && isnan(s.df) && isnan(s.z) && isnan(s.p));
    finish(&f);
}

/*      A ──6──> B      B ──2──> A      C ──6──> A      C ──1──> B ──1──> C
 *
 * A takes 8 of 14: 2 of 8 with B, 6 of 6 with C
 *      (2 - 32/7)^2 / (8 x 12/49) + (6 - 24/7)^2 / (6 x 12/49) = 3.375 + 4.5
 * B takes 7 of 10: 6 of 8 with A, 1 of 2 with C
 *      0.4^2 / 1.68 + 0.4^2 / 0.42 = 0.095238 + 0.380952
 * C takes 1 of 8: 0 of 6 with A, 1 of 2 with B
 *      0.75^2 / 0.65625 + 0.75^2 / 0.21875 = 0.857143 + 2.571429 */
QP_TEST(net_balance, dispersion_is_how_pairs_scatter_about_the_shares_of_units)
{
    fixture f = three_regions();
    qp_square square = {0};
    qp_scatter scatter = {0};
    cr_assert_eq(qp_square_make(3, &square, NULL), QP_OK);
    qp_square_fill(&f.flows, NULL, &square);
    qp_scatter_add(&square, 0, &scatter);
    cr_assert_float_eq(scatter.chi2, 3.375 + 4.5, 1e-12);
    cr_assert_eq(scatter.df, 1);
    qp_scatter_add(&square, 1, &scatter);
    qp_scatter_add(&square, 2, &scatter);
    double all = 7.875 + (0.16 / 1.68 + 0.16 / 0.42) +
                 (0.5625 / 0.65625 + 0.5625 / 0.21875);
    cr_assert_float_eq(scatter.chi2, all, 1e-12);
    cr_assert_float_eq(qp_dispersion(&scatter), all / 3, 1e-12);
    qp_square_clear(&square);
    finish(&f);
}

QP_TEST(net_balance, dispersion_is_1_of_a_siphon_with_even_pairs)
{
    fixture f = linked("from,to,layer,weight\nB,A,talent,30\nA,B,talent,10\n"
                       "C,A,talent,60\nA,C,talent,20\n");
    qp_square square = {0};
    qp_scatter scatter = {0};
    cr_assert_eq(qp_square_make(3, &square, NULL), QP_OK);
    qp_square_fill(&f.flows, NULL, &square);
    cr_assert_eq(qp_dispersion(&scatter), 1, "nothing was added");
    qp_scatter_add(&square, 0, &scatter);
    cr_assert_eq(scatter.df, 1);
    cr_assert_eq(qp_dispersion(&scatter), 1, "every pair leans as A does");
    qp_square_clear(&square);
    finish(&f);
}

QP_TEST(net_balance, leaves_regions_of_unknown_population_out_of_the_rate)
{
    fixture f = three_regions();
    const double some[] = {10, NAN, 70};
    const double none[] = {NAN, NAN, NAN};
    const double nobody[] = {0, 0, 0};
    size_t used = 0;
    cr_assert_eq(qp_aggregate_net_rate(&f.all, some, &used),
                 50.0 * (2 + 6) / 80);
    cr_assert_eq(used, 2);
    cr_assert(isnan(qp_aggregate_net_rate(&f.all, none, &used)));
    cr_assert_eq(used, 0);
    cr_assert(isnan(qp_aggregate_net_rate(&f.all, nobody, &used)));
    finish(&f);
}

QP_TEST(net_balance, tests_no_amounts)
{
    fixture f = linked("from,to,layer,weight\nA,B,capital,1.5\n"
                       "B,A,capital,2\n");
    qp_symmetry s = qp_symmetry_test(&f.all);
    cr_assert_not(f.all.counts);
    cr_assert(isnan(s.chi2));
    cr_assert_float_eq(qp_effectiveness_index(&f.all), 100 * 0.5 / 3.5, 1e-12);
    finish(&f);
}

/* -------------------------------------------------------------------- null */

/* C(n, k) / 2^n by multiplication. */
static double heads(int n, int k)
{
    double p = pow(2, -n);
    for (int j = 1; j <= k; j++)
        p *= (n - k + j) / (double)j;
    return p;
}

/* The index of A<->B and A<->C whose sums are n and m, if i and j of them
 * flow to A: nets are A (2i-n)+(2j-m), B n-2i, C m-2j. */
static double index_if(int n, int i, int m, int j)
{
    int b = 2 * i - n;
    int c = 2 * j - m;
    return 100.0 * (abs(b + c) + abs(b) + abs(c)) / (2.0 * (n + m));
}

static void draw_one(void *context, qp_stream *stream, void *work,
                     double values[])
{
    (void)qp_symmetric_draw(context, stream, work);
    values[0] = qp_index_of_nets(context, work);
}

/* The effectiveness index against replicates of its null. */
static void null_of(qp_exchange *x, size_t replicates, uint64_t seed,
                    unsigned threads, qp_null_summary *null)
{
    static double value[20000];
    qp_question question = {.seed = seed,
                            .replicates = replicates,
                            .width = 1,
                            .threads = threads,
                            .room = x->unit_count * sizeof(double),
                            .draw = draw_one,
                            .context = x};
    cr_assert_leq(replicates, sizeof value / sizeof *value);
    cr_assert_eq(qp_replicate(&question, 0, 1, value, NULL), QP_OK);
    *null = qp_summarise(value, replicates, 1, qp_effectiveness_index(x));
}

/* All 8 x 6 outcomes of sums 7 and 5, with their probabilities: the mean, the
 * deviation, and the probability of an index as large as the observed one. */
QP_TEST(net_balance, null_has_the_mean_and_p_of_all_outcomes)
{
    enum { N = 7, M = 5, REPLICATES = 20000 };
    fixture f = linked("from,to,layer,weight\nB,A,talent,6\nA,B,talent,1\n"
                       "C,A,talent,4\nA,C,talent,1\n");
    double observed = qp_effectiveness_index(&f.all);
    double mean = 0;
    double square = 0;
    double p = 0;
    cr_assert_float_eq(observed, index_if(N, 6, M, 4), 1e-12);
    for (int i = 0; i <= N; i++)
        for (int j = 0; j <= M; j++) {
            double share = heads(N, i) * heads(M, j);
            double index = index_if(N, i, M, j);
            mean += share * index;
            square += share * index * index;
            p += index > observed - 1e-9 ? share : 0;
        }
    double sd = sqrt(square - mean * mean);
    qp_null_summary null;
    null_of(&f.all, REPLICATES, 1, 1, &null);
    double error = sd / sqrt(REPLICATES);
    cr_assert_float_eq(null.mean, mean, 5 * error, "%g, not %g", null.mean,
                       mean);
    cr_assert_float_eq(null.sd, sd, 0.05 * sd);
    cr_assert_float_eq((double)null.upper / REPLICATES, p,
                       5 * sqrt(p * (1 - p) / REPLICATES));
    finish(&f);
}

/* Bowker's moments over all outcomes of the same two pairs. */
QP_TEST(net_balance, symmetry_has_the_exact_moments_of_its_null)
{
    enum { N = 7, M = 5 };
    double mean = 0;
    double square = 0;
    for (int i = 0; i <= N; i++)
        for (int j = 0; j <= M; j++) {
            double chi2 = pow(2 * i - N, 2) / N + pow(2 * j - M, 2) / M;
            mean += heads(N, i) * heads(M, j) * chi2;
            square += heads(N, i) * heads(M, j) * chi2 * chi2;
        }
    fixture f = linked("from,to,layer,weight\nB,A,talent,6\nA,B,talent,1\n"
                       "C,A,talent,4\nA,C,talent,1\n");
    qp_symmetry s = qp_symmetry_test(&f.all);
    cr_assert_float_eq(s.df, mean, 1e-12);
    cr_assert_float_eq(s.z, (s.chi2 - mean) / sqrt(square - mean * mean),
                       1e-12);
    finish(&f);
}

QP_TEST(net_balance, null_is_the_same_for_any_number_of_threads)
{
    fixture f = golden_fixture();
    qp_null_summary one;
    qp_null_summary two;
    qp_null_summary many;
    qp_null_summary other;
    null_of(&f.all, 999, 7, 1, &one);
    null_of(&f.all, 999, 7, 2, &two);
    null_of(&f.all, 999, 7, 9, &many);
    null_of(&f.all, 999, 8, 1, &other);
    cr_assert_eq(one.mean, two.mean);
    cr_assert_eq(one.sd, two.sd);
    cr_assert_eq(one.mean, many.mean);
    cr_assert_neq(one.mean, other.mean, "another seed");
    finish(&f);
}

/* One move a pair: every outcome has the same index, and it is the observed
 * one in spite of rounding. */
QP_TEST(net_balance, null_counts_ties_as_extreme)
{
    fixture f = linked("from,to,layer,weight\nA,B,talent,1\nC,D,talent,1\n"
                       "E,F,talent,1\n");
    qp_null_summary null;
    null_of(&f.all, 99, 1, 1, &null);
    cr_assert_eq(null.upper, 99);
    cr_assert_eq(null.mean, 100);
    cr_assert_eq(null.sd, 0);
    finish(&f);
}

QP_TEST(net_balance, comes_back_clean_from_every_failure_of_memory)
{
    fixture f = three_regions();
    size_t held = qp_memory_held();
    qp_exchange x = {.flow = 42};
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_exchange_fold(&f.flows, NULL, 0, true, &x, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK ||
                  (x.flow == 42 && qp_memory_held() == held));
    }
    qp_exchange_clear(&x);
    finish(&f);
}
