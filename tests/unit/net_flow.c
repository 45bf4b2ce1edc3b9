/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/date.h"
#include "core/sum.h"
#include "net/flow.h"
#include "support/drawn.h"
#include "support/leak.h"

static qp_period window(const char *from, const char *until)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read(from, strlen(from), &first));
    cr_assert(qp_period_read(until, strlen(until), &last));
    return (qp_period){first.from, last.from};
}

static qp_flows flows_of(const qp_network *net, const char *layer,
                         qp_period period, const char *level)
{
    qp_flows flows = {0};
    qp_error err = {0};
    qp_row row = qp_network_layer(net, layer);
    cr_assert_neq(row, QP_NONE);
    cr_assert_eq(qp_flows_sum(net, row, period, level, &flows, &err), QP_OK,
                 "%s", err.message);
    return flows;
}

static const char *region_at(const qp_network *net, const qp_flows *flows,
                             size_t position)
{
    return qp_network_text(net, net->actors.id[flows->region[position]]);
}

/* F[from, to]; NaN where there is no cell. */
static double flow(const qp_network *net, const qp_flows *flows,
                   const char *from, const char *to)
{
    for (size_t c = 0; c < flows->cell_count; c++)
        if (strcmp(region_at(net, flows, flows->from[c]), from) == 0 &&
            strcmp(region_at(net, flows, flows->to[c]), to) == 0)
            return flows->flow[c];
    return NAN;
}

/* The one flow of a network with links from A to B in the layer `talent`. */
static double flow_ab(const qp_network *net, qp_period period)
{
    qp_flows flows = flows_of(net, "talent", period, NULL);
    double value = flow(net, &flows, "A", "B");
    qp_flows_clear(&flows);
    return value;
}

/*
 *      firm (in Bei) ──2──▶ lab (in Tia)
 *      Bei ──40──▶ Bei,  Bei ──6──▶ Tia,  Tia ──18──▶ Bei
 */
QP_TEST(flow, sums_links_of_actors_at_their_regions)
{
    qp_network net = drawn("regions", "id\nBei\nTia\nXin\n", "enterprises",
                           "id,region\nfirm,Bei\n", "institutes",
                           "id,region\nlab,Tia\n", "links",
                           "from,to,layer,weight\n"
                           "Bei,Bei,talent,40\nBei,Tia,talent,6\n"
                           "Tia,Bei,talent,18\nfirm,lab,talent,2\n",
                           NULL);
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);

    cr_assert_eq(flows.region_count, 3);
    cr_assert_str_eq(region_at(&net, &flows, 0), "Bei");
    cr_assert_str_eq(region_at(&net, &flows, 2), "Xin");
    cr_assert_eq(flows.cell_count, 3);
    cr_assert_eq(flow(&net, &flows, "Bei", "Bei"), 40);
    cr_assert_eq(flow(&net, &flows, "Bei", "Tia"), 6 + 2);
    cr_assert_eq(flow(&net, &flows, "Tia", "Bei"), 18);
    cr_assert_eq(flows.links[1], 2, "two links from Bei to Tia");
    cr_assert_eq(flows.link_count, 4);
    cr_assert_eq(flows.missing, 0);
    cr_assert(flows.whole);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

QP_TEST(flow, counts_an_event_in_the_window_that_holds_its_start)
{
    qp_network net = drawn("layers", "id,accrual\ntalent,event\n", "links",
                           "from,to,layer,weight,date,until\n"
                           "A,B,talent,1,2019-12-31,\n"
                           "A,B,talent,2,2020,\n"
                           "A,B,talent,4,2020-07-01,2030\n"
                           "A,B,talent,8,2021,\n",
                           NULL);
    cr_assert_eq(flow_ab(&net, window("2020", "2021")), 2 + 4);
    cr_assert_eq(flow_ab(&net, window("2020", "2022")), 2 + 4 + 8);
    cr_assert_eq(flow_ab(&net, window("2019", "2020")), 1);
    cr_assert_eq(flow_ab(&net, QP_NO_PERIOD), 1 + 2 + 4 + 8);
    qp_network_clear(&net);
}

QP_TEST(flow, counts_a_stock_in_the_windows_whose_start_it_covers)
{
    qp_network net = drawn("layers", "id,accrual\ntalent,stock\n", "links",
                           "from,to,layer,weight,date,until\n"
                           "A,B,talent,1,2019,2020\n"
                           "A,B,talent,2,2019,2021-06\n"
                           "A,B,talent,4,2020-07-01,2030\n",
                           NULL);
    cr_assert_eq(flow_ab(&net, window("2020", "2021")), 2);
    cr_assert_eq(flow_ab(&net, window("2021", "2022")), 2 + 4);
    cr_assert_eq(flow_ab(&net, QP_NO_PERIOD), 1 + 2 + 4);
    qp_network_clear(&net);
}

/* 2019 and 2021 have 365 days, 2020 has 366. */
QP_TEST(flow, divides_a_spread_amount_over_the_days_of_its_interval)
{
    qp_network net = drawn("layers", "id,accrual\ntalent,spread\n", "links",
                           "from,to,layer,weight,date,until\n"
                           "A,B,talent,1096,2019,2022\n",
                           NULL);
    cr_assert_float_eq(flow_ab(&net, window("2020", "2021")), 366, 1e-12);
    cr_assert_float_eq(flow_ab(&net, window("2019-12-31", "2020-01-02")), 2,
                       1e-12);
    cr_assert_eq(flow_ab(&net, window("2018", "2030")), 1096);
    cr_assert_eq(flow_ab(&net, QP_NO_PERIOD), 1096);
    cr_assert(isnan(flow_ab(&net, window("2022", "2023"))));
    qp_network_clear(&net);
}

QP_TEST(flow, is_not_whole_when_a_spread_link_is_divided)
{
    qp_network net = drawn("layers", "id,accrual\ntalent,spread\n", "links",
                           "from,to,layer,weight,date,until\n"
                           "A,B,talent,10,2019,2022\n",
                           NULL);
    qp_flows part = flows_of(&net, "talent", window("2020", "2021"), NULL);
    qp_flows all = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
    cr_assert_not(part.whole);
    cr_assert(all.whole);
    qp_flows_clear(&part);
    qp_flows_clear(&all);
    qp_network_clear(&net);
}

QP_TEST(flow, leaves_undated_links_out_of_windows_and_counts_them)
{
    qp_network net = drawn("links",
                           "from,to,layer,weight,date\n"
                           "A,B,talent,1,\nB,A,talent,1,\nA,B,talent,2,2020\n",
                           NULL);
    qp_flows flows = flows_of(&net, "talent", window("2020", "2021"), NULL);
    cr_assert_eq(flow(&net, &flows, "A", "B"), 2);
    cr_assert_eq(flows.undated, 2);
    cr_assert_eq(flows.link_count, 1);
    cr_assert_eq(flow_ab(&net, QP_NO_PERIOD), 1 + 2);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

QP_TEST(flow, leaves_out_what_is_planned_past_or_hindering)
{
    qp_network net = drawn("links",
                           "from,to,layer,weight,status,polarity\n"
                           "A,B,talent,1,,\nA,B,talent,2,actual,1\n"
                           "A,B,talent,4,rising,0\nA,B,talent,8,planned,\n"
                           "A,B,talent,16,historical,\n"
                           "A,B,talent,32,declining,\nA,B,talent,64,,-1\n",
                           NULL);
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
    cr_assert_eq(flow(&net, &flows, "A", "B"), 1 + 2 + 4);
    cr_assert_eq(flows.missing, 4);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

/*      P (province)        World (outside)        nowhere: a firm without
 *      ├── A (city)                               a region
 *      └── B (city)
 */
static qp_network two_levels(void)
{
    return drawn("regions",
                 "id,kind,parent\nP,province,\nA,city,P\nB,city,P\n"
                 "C,city,\nWorld,outside,\n",
                 "enterprises", "id,region\nfirm,A\nnowhere,\n", "links",
                 "from,to,layer,weight\n"
                 "A,B,talent,1\nfirm,C,talent,2\nP,C,talent,4\n"
                 "A,World,talent,8\nnowhere,C,talent,16\n",
                 NULL);
}

QP_TEST(flow, tells_what_crosses_to_and_from_the_outside_world)
{
    qp_network net = two_levels();
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
    cr_assert_neq(flows.outside, QP_NONE);
    cr_assert_str_eq(qp_network_text(&net, net.actors.id[flows.outside]),
                     "World");
    cr_assert_eq(flows.to_outside[0], 8, "A gives 8");
    cr_assert_eq(flows.to_outside[1] + flows.to_outside[2], 0);
    for (size_t r = 0; r < flows.region_count; r++)
        cr_assert_eq(flows.from_outside[r], 0);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

/* The firm is in A with 3/4 and in B with 1/4. */
QP_TEST(flow, keeps_the_parts_of_each_link)
{
    qp_network net = drawn(
        "regions", "id\nA\nB\nC\n", "enterprises", "id,region\nfirm,A\n",
        "locations", "actor,region,share\nfirm,A,0.75\nfirm,B,0.25\n", "links",
        "from,to,layer,weight\n"
        "C,A,capital,1.5\nA,C,capital,2\n"
        "firm,C,capital,8\n",
        NULL);
    qp_flows flows = flows_of(&net, "capital", QP_NO_PERIOD, NULL);
    double parts[3] = {0};
    cr_assert_eq(flows.link_count, 3);
    cr_assert_eq(flows.part_start[3], 4);
    for (size_t l = 0; l < 3; l++)
        for (size_t p = flows.part_start[l]; p < flows.part_start[l + 1]; p++)
            parts[flows.part_cell[p]] += flows.part_weight[p];
    cr_assert_eq(flows.cell_count, 3, "A to C, B to C, C to A");
    cr_assert_eq(parts[0], 2 + 6);
    cr_assert_eq(parts[1], 2);
    cr_assert_eq(parts[2], 1.5);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

QP_TEST(flow, runs_over_leaf_regions_without_the_outside_world)
{
    qp_network net = two_levels();
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
    cr_assert_eq(flows.region_count, 3, "A, B, C");
    cr_assert_eq(flow(&net, &flows, "A", "B"), 1);
    cr_assert_eq(flow(&net, &flows, "A", "C"), 2);
    cr_assert_eq(flows.link_count, 2);
    cr_assert_eq(flows.missing, 3, "of the province, to the world, of no one");
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

QP_TEST(flow, counts_what_is_below_a_region_of_the_level_towards_it)
{
    qp_network net = two_levels();
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, "province");
    cr_assert_eq(flows.region_count, 1);
    cr_assert_eq(flow(&net, &flows, "P", "P"), 1, "from A to B");
    cr_assert_eq(flows.missing, 4, "C is in no province");
    qp_flows_clear(&flows);

    flows = flows_of(&net, "talent", QP_NO_PERIOD, "county");
    cr_assert_eq(flows.region_count, 0);
    cr_assert_eq(flows.missing, 5);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

QP_TEST(flow, stores_an_undirected_pair_once_in_the_order_of_its_regions)
{
    qp_network net = drawn(
        "regions", "id\nA\nB\n", "enterprises", "id,region\nf1,B\nf2,A\n",
        "links", "from,to,layer,weight\nA,B,rnd,1\nf1,f2,rnd,2\n", NULL);
    qp_flows flows = flows_of(&net, "rnd", QP_NO_PERIOD, NULL);
    cr_assert_eq(flows.cell_count, 1);
    cr_assert_eq(flow(&net, &flows, "A", "B"), 1 + 2);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

QP_TEST(flow, of_a_layer_without_links_has_regions_and_no_cells)
{
    qp_network net = drawn("regions", "id\nA\nB\n", "layers", "id\ntalent\n",
                           "links", "from,to,layer,weight\nA,B,other,1\n",
                           NULL);
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
    cr_assert_eq(flows.region_count, 2);
    cr_assert_eq(flows.cell_count, 0);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

QP_TEST(flow, refuses_weights_that_numbers_cannot_add)
{
    qp_network net = drawn("links",
                           "from,to,layer,weight\nA,B,talent,1e308\n"
                           "B,A,talent,1e308\n",
                           NULL);
    qp_flows flows = {.missing = 42};
    qp_error err = {0};
    cr_assert_eq(qp_flows_sum(&net, 0, QP_NO_PERIOD, NULL, &flows, &err),
                 QP_E_LIMIT);
    cr_assert_eq(flows.missing, 42);
    cr_assert_str_eq(err.message,
                     "layer 'talent': its weights add up to more than numbers "
                     "hold; state them in a larger unit");
    qp_network_clear(&net);
}

QP_TEST(flow, comes_back_clean_from_every_failure_of_memory)
{
    qp_network net = two_levels();
    size_t held = qp_memory_held();
    qp_flows flows = {.missing = 42};
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_flows_sum(&net, 0, QP_NO_PERIOD, NULL, &flows, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || flows.missing == 42);
        cr_assert(status == QP_OK || qp_memory_held() == held);
    }
    cr_assert_eq(status, QP_OK);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

/* Ten thousand tenths and one large number: plain addition is wrong in the
 * fifth digit after the point. */
/* ------------------------------------------------- actors in several places */

/*
 *      firm: 3/4 in Bei, 1/4 in Tia     lab: 1/2 in Tia, 1/2 in Xin
 *
 *      firm ──8──▶ lab    Bei-Tia 3, Bei-Xin 3, Tia-Tia 1, Tia-Xin 1
 *      Bei ──4──▶ firm    Bei-Bei 3, Bei-Tia 1
 */
QP_TEST(flow, divides_a_link_by_the_places_of_both_its_ends)
{
    qp_network net = drawn("regions", "id\nBei\nTia\nXin\n", "enterprises",
                           "id,region\nfirm,Xin\n", "institutes", "id\nlab\n",
                           "locations",
                           "actor,region,share\nfirm,Bei,0.75\nfirm,Tia,0.25\n"
                           "lab,Tia,0.5\nlab,Xin,0.5\n",
                           "links",
                           "from,to,layer,weight\nfirm,lab,talent,8\n"
                           "Bei,firm,talent,4\nBei,Tia,talent,1\n",
                           NULL);
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
    cr_assert_eq(flows.cell_count, 5);
    cr_assert_eq(flow(&net, &flows, "Bei", "Bei"), 3);
    cr_assert_eq(flow(&net, &flows, "Bei", "Tia"), 3 + 1 + 1);
    cr_assert_eq(flow(&net, &flows, "Bei", "Xin"), 3);
    cr_assert_eq(flow(&net, &flows, "Tia", "Tia"), 1);
    cr_assert_eq(flow(&net, &flows, "Tia", "Xin"), 1);
    cr_assert_eq(flows.links[1], 3, "of three links from Bei to Tia");
    cr_assert_eq(flows.link_count, 3, "a link counts once");
    cr_assert_eq(flows.missing, 0);
    cr_assert(flows.whole, "8 by quarters and halves");
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

/* An undirected link between two halves meets itself in one cell, once. */
QP_TEST(flow, counts_the_halves_of_an_undirected_link_as_one)
{
    qp_network net = drawn("regions", "id\nA\nB\n", "enterprises", "id\nf\ng\n",
                           "layers", "id,directed\nrnd,false\n", "locations",
                           "actor,region,share\nf,A,0.5\nf,B,0.5\ng,A,0.5\n"
                           "g,B,0.5\n",
                           "links", "from,to,layer,weight\nf,g,rnd,4\n", NULL);
    qp_flows flows = flows_of(&net, "rnd", QP_NO_PERIOD, NULL);
    cr_assert_eq(flows.cell_count, 3);
    cr_assert_eq(flow(&net, &flows, "A", "B"), 2);
    cr_assert_eq(flow(&net, &flows, "B", "B"), 1);
    cr_assert_eq(flows.links[1], 1);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

/*
 *      firm   in A until 2020, half in A and half in B in 2020, in B from 2021;
 *             in 2022 nowhere by its rows: in C, its region
 */
QP_TEST(flow, finds_an_actor_where_it_is_on_the_day_a_link_begins)
{
    static const struct {
        const char *links;
        double from_a;
        double from_b;
        double from_c;
    } days[] = {
        {"firm,X,talent,8,1999\n", 8, NAN, NAN},
        {"firm,X,talent,8,2019-12-31\n", 8, NAN, NAN},
        {"firm,X,talent,8,2020\n", 4, 4, NAN},
        {"firm,X,talent,8,2021-06\n", NAN, 8, NAN},
        {"firm,X,talent,8,2022\n", NAN, NAN, 8},
        {"firm,X,talent,8,\n", NAN, 8, NAN}, /* the latest day: of 2021 */
    };
    for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
        char links[128];
        snprintf(links, sizeof links, "from,to,layer,weight,date\n%s",
                 days[d].links);
        qp_network net = drawn("regions", "id\nA\nB\nC\nX\n", "enterprises",
                               "id,region\nfirm,C\n", "locations",
                               "actor,region,share,from,until\n"
                               "firm,A,1,,2020\nfirm,A,0.5,2020,2021\n"
                               "firm,B,0.5,2020,2021\nfirm,B,1,2021,2022\n",
                               "links", links, NULL);
        qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
        const double expected[] = {days[d].from_a, days[d].from_b,
                                   days[d].from_c};
        for (size_t r = 0; r < 3; r++) {
            char id[] = {(char)('A' + r), '\0'};
            double found = flow(&net, &flows, id, "X");
            cr_expect(found == expected[r] ||
                          (isnan(found) && isnan(expected[r])),
                      "%s%s: %g", days[d].links, id, found);
        }
        qp_flows_clear(&flows);
        qp_network_clear(&net);
    }
}

QP_TEST(flow, tells_what_part_of_a_link_has_no_region)
{
    qp_network net = drawn(
        "regions", "id,kind\nA,\nB,\nW,outside\n", "enterprises", "id\nfirm\n",
        "locations", "actor,region,share\nfirm,A,0.25\nfirm,W,0.75\n", "links",
        "from,to,layer,weight\nfirm,B,talent,8\n"
        "W,B,talent,1\n",
        NULL);
    qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
    cr_assert_eq(flows.cell_count, 1);
    cr_assert_eq(flow(&net, &flows, "A", "B"), 2);
    cr_assert_eq(flows.link_count, 1);
    cr_assert_eq(flows.missing, 2, "one in part, one as a whole");
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

/* The same from the definition: F[r,s] = sum w share(from, r) share(to, s),
 * regions, shares and years drawn at random. */
QP_TEST(flow, of_many_places_is_the_sum_over_all_their_pairs)
{
    enum { REGIONS = 4, FIRMS = 5, YEARS = 3, LINKS = 30, ROUNDS = 40 };
    srand(5);
    for (int round = 0; round < ROUNDS; round++) {
        double share[FIRMS][YEARS][REGIONS] = {{{0}}};
        double expected[REGIONS][REGIONS] = {{0}};
        char places[4096] = "actor,region,share,from,until\n";
        char links[2048] = "from,to,layer,weight,date\n";
        for (int f = 0; f < FIRMS; f++)
            for (int y = 0; y < YEARS; y++)
                for (int left = 8; left > 0;) { /* by eighths: exact */
                    int part = 1 + rand() % left;
                    int region = rand() % REGIONS;
                    size_t end = strlen(places);
                    share[f][y][region] += part / 8.0;
                    snprintf(places + end, sizeof places - end,
                             "f%d,r%d,%g,%d,%d\n", f, region, part / 8.0,
                             2020 + y, 2021 + y);
                    left -= part;
                }
        for (int l = 0; l < LINKS; l++) {
            int from = rand() % FIRMS;
            int to = (from + 1 + rand() % (FIRMS - 1)) % FIRMS;
            int year = rand() % YEARS;
            int weight = 1 + rand() % 9;
            size_t end = strlen(links);
            snprintf(links + end, sizeof links - end, "f%d,f%d,talent,%d,%d\n",
                     from, to, weight, 2020 + year);
            for (int r = 0; r < REGIONS; r++)
                for (int s = 0; s < REGIONS; s++)
                    expected[r][s] += weight * share[from][year][r] *
                                      share[to][year][s];
        }
        qp_network net = drawn("regions", "id\nr0\nr1\nr2\nr3\n", "enterprises",
                               "id\nf0\nf1\nf2\nf3\nf4\n", "locations", places,
                               "links", links, NULL);
        qp_flows flows = flows_of(&net, "talent", QP_NO_PERIOD, NULL);
        for (int cell = 0; cell < REGIONS * REGIONS; cell++) {
            char from[] = {'r', (char)('0' + cell / REGIONS), '\0'};
            char to[] = {'r', (char)('0' + cell % REGIONS), '\0'};
            double found = flow(&net, &flows, from, to);
            cr_expect_eq(isnan(found) ? 0 : found,
                         expected[cell / REGIONS][cell % REGIONS], "%s %s",
                         from, to);
        }
        cr_expect_eq(flows.missing, 0);
        qp_flows_clear(&flows);
        qp_network_clear(&net);
    }
}

QP_TEST(flow, loses_nothing_in_its_sums)
{
    qp_sum sum = {0};
    double plain = 0;
    qp_sum_add(&sum, 1e12);
    plain += 1e12;
    for (int i = 0; i < 10000; i++) {
        qp_sum_add(&sum, 0.1);
        plain += 0.1;
    }
    qp_sum_add(&sum, -1e12);
    plain -= 1e12;
    cr_assert_float_eq(qp_sum_value(&sum), 1000, 1e-9);
    cr_assert(fabs(plain - 1000) > 1e-6);
}
