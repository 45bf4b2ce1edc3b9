/* SPDX-License-Identifier: MIT */
#include "core/pool.h"
#include "graph/steps.h"
#include "metric/architects.h"
#include "metric/rings.h"
#include "support/golden.h"
#include "support/leak.h"

enum { MOST = 16 };

/* ------------------------------------------------------------- golden values */

/** The firms of rings_actors and the sales of rings_links. */
typedef struct {
    golden_table firms;
    qp_arcs sales;
    double capacity[MOST];
    uint32_t region[MOST];
} market;

static uint32_t firm(const market *m, const char *id)
{
    size_t f = 0;
    while (f < m->firms.count && strcmp(m->firms.lines[f].cell[0], id) != 0)
        f++;
    cr_assert_lt(f, m->firms.count, "no firm %s", id);
    return (uint32_t)f;
}

static void read_sales(market *m)
{
    static golden_table links;
    qp_arc list[MOST];
    golden_own("inputs/rings_links", &links);
    cr_assert_leq(links.count, MOST);
    for (size_t l = 0; l < links.count; l++)
        list[l] = (qp_arc){firm(m, links.lines[l].cell[0]),
                           firm(m, links.lines[l].cell[1]),
                           golden_number(links.lines[l].cell[2])};
    cr_assert_eq(
        qp_arcs_make(m->firms.count, list, links.count, &m->sales, NULL),
        QP_OK);
}

static void read_market(market *m)
{
    golden_own("inputs/rings_actors", &m->firms);
    cr_assert_leq(m->firms.count, MOST);
    for (size_t f = 0; f < m->firms.count; f++) {
        m->capacity[f] = golden_number(m->firms.lines[f].cell[1]);
        m->region[f] = (uint32_t)m->firms.lines[f].cell[2][0];
    }
    read_sales(m);
}

static void meet_rings(const golden_table *golden, const qp_ring rings[],
                       size_t count)
{
    for (size_t d = 0; d < count; d++) {
        char key[16];
        snprintf(key, sizeof key, "a|%zu", d);
        golden_meet(golden, "ring_n", key, (double)rings[d].actors);
        golden_meet(golden, "ring_capacity", key, rings[d].capacity);
        golden_meet(golden, "ring_local_capacity_share", key,
                    qp_ring_share_of(&rings[d], QP_RING_LOCAL));
    }
    golden_meet(golden, "mean_ring_radius_capacity_weighted", "a",
                qp_rings_radius(rings, count));
}

QP_TEST(rings, of_the_golden_market_are_as_expected)
{
    static golden_table golden;
    static market m;
    const bool no[MOST] = {false};
    qp_ring rings[MOST];
    uint32_t reached[MOST];
    uint32_t distance[MOST];
    qp_arcs turned = {0};
    golden_own("expected/rings", &golden);
    read_market(&m);
    qp_ring_units units = {m.capacity, m.region, m.region, no, no};
    uint32_t centre = firm(&m, "a");
    cr_assert_eq(qp_arcs_turn(&m.sales, &turned, NULL), QP_OK);
    size_t count = qp_steps(&turned, &centre, 1, NULL, reached, distance);
    size_t ring_count = qp_rings_sum(&units, reached, count, distance, rings);
    cr_assert_eq(ring_count, 4);
    meet_rings(&golden, rings, ring_count);
    golden_meet(&golden, "unreached_actors", "a",
                (double)(m.firms.count - count));
    qp_arcs_clear(&turned);
    qp_arcs_clear(&m.sales);
}

/* Sent from one firm alone, what arrives is the probability to end there. */
static void meet_probability(const golden_table *golden, const market *m,
                             const bool architect[], const golden_line *line)
{
    double capacity[MOST] = {0};
    double absorbed[MOST];
    qp_absorption sum;
    char from[GOLDEN_SIZE];
    snprintf(from, sizeof from, "%s", line->cell[1]);
    char *arrow = strstr(from, "->");
    cr_assert_not_null(arrow);
    *arrow = '\0';
    capacity[firm(m, from)] = 1;
    cr_assert_eq(qp_architects_absorb(&m->sales, architect, capacity, absorbed,
                                      &sum, NULL),
                 QP_OK);
    cr_assert(sum.converged);
    golden_meet(golden, line->cell[0], line->cell[1],
                absorbed[firm(m, arrow + 2)]);
}

QP_TEST(architects, of_the_golden_market_absorb_as_expected)
{
    static golden_table golden;
    static market m;
    bool architect[MOST] = {false};
    double absorbed[MOST];
    qp_absorption sum;
    size_t met = 0;
    golden_own("expected/rings", &golden);
    read_market(&m);
    architect[firm(&m, "a")] = true;
    cr_assert_eq(qp_architects_absorb(&m.sales, architect, m.capacity, absorbed,
                                      &sum, NULL),
                 QP_OK);
    cr_assert_eq(sum.capacity, 70 + 50 + 32 + 30 + 15 + 12);
    cr_assert_eq(sum.firms, 6);
    cr_assert_eq(sum.missing, 0);
    for (size_t l = 0; l < golden.count; l++) {
        const golden_line *line = &golden.lines[l];
        if (strcmp(line->cell[0], "architect_score") == 0) {
            golden_expect(line,
                          absorbed[firm(&m, line->cell[1])] / sum.capacity);
            met++;
        }
        if (strcmp(line->cell[0], "prob_sales_end_at") == 0) {
            meet_probability(&golden, &m, architect, line);
            met++;
        }
    }
    cr_assert_eq(met, 14);
    qp_arcs_clear(&m.sales);
}

/* ------------------------------------------------------------------- by hand */

/* 0 is the centre; 1 and 2 in ring 1, 3 in ring 2. */
static const uint32_t reached[] = {0, 1, 2, 3};
static const uint32_t distance[] = {0, 1, 1, 2};

QP_TEST(rings, leave_out_what_is_not_known)
{
    const double capacity[] = {NAN, 6, NAN, 2};
    const uint32_t region[] = {QP_NONE, QP_NONE, QP_NONE, QP_NONE};
    const uint32_t cluster[] = {5, 5, 5, QP_NONE};
    const bool giant[] = {false, true, true, false};
    const bool institute[] = {false, false, false, true};
    qp_ring_units units = {capacity, region, cluster, giant, institute};
    qp_ring rings[4];
    cr_assert_eq(qp_rings_sum(&units, reached, 4, distance, rings), 3);
    cr_assert_eq(rings[1].actors, 2);
    cr_assert_eq(rings[1].known, 1);
    cr_assert_eq(rings[1].capacity, 6);
    cr_assert_eq(qp_ring_share_of(&rings[1], QP_RING_LOCAL), 0,
                 "the centre is nowhere");
    cr_assert_eq(qp_ring_share_of(&rings[1], QP_RING_CLUSTER), 1);
    cr_assert_eq(qp_ring_share_of(&rings[1], QP_RING_LITTLE_GIANT), 1);
    cr_assert_eq(qp_ring_share_of(&rings[2], QP_RING_INSTITUTE), 1);
    cr_assert(isnan(qp_ring_share_of(&rings[0], QP_RING_LOCAL)));
    cr_assert_eq(qp_rings_radius(rings, 3), (1 * 6 + 2 * 2) / 8.0);
    cr_assert(isnan(qp_rings_radius(rings, 1)), "ring 0 alone");
}

QP_TEST(rings, overlap_in_what_both_have_of_what_either_has)
{
    const uint32_t a[] = {1, 4, 7};
    const uint32_t b[] = {0, 4, 5, 7, 9};
    size_t either = 0;
    cr_assert_eq(qp_rings_overlap(a, 3, b, 5, &either), 2.0 / 6);
    cr_assert_eq(either, 6);
    cr_assert_eq(qp_rings_overlap(a, 3, a, 3, &either), 1);
    cr_assert_eq(qp_rings_overlap(a, 3, b, 0, &either), 0);
    cr_assert(isnan(qp_rings_overlap(a, 0, b, 0, &either)));
    cr_assert_eq(either, 0);
}

/* ------------------------------------------------------------------- circles */

static qp_arcs arcs_of(size_t n, const qp_arc list[], size_t count)
{
    qp_arcs arcs = {0};
    cr_assert_eq(qp_arcs_make(n, list, count, &arcs, NULL), QP_OK);
    return arcs;
}

/* 0 and 1 sell half of all to each other, the rest to 2 and 3. */
QP_TEST(architects, a_circle_is_left_by_the_ways_out)
{
    const qp_arc list[] = {{0, 1, 5}, {0, 2, 5}, {1, 0, 1}, {1, 3, 1}};
    const bool architect[4] = {false};
    const double capacity[] = {1, 0, NAN, NAN};
    double absorbed[4];
    qp_absorption sum;
    qp_arcs arcs = arcs_of(4, list, 4);
    cr_assert_eq(
        qp_architects_absorb(&arcs, architect, capacity, absorbed, &sum, NULL),
        QP_OK);
    cr_assert(sum.converged);
    /* 1/2 (1 + 1/4 + 1/16 + ...) = 2/3, and 1/4 (1 + 1/4 + ...) = 1/3. */
    cr_assert_float_eq(absorbed[2], 2.0 / 3, 1e-15);
    cr_assert_float_eq(absorbed[3], 1.0 / 3, 1e-15);
    cr_assert_eq(absorbed[0], 0, "it passes on what it gets");
    cr_assert_eq(sum.firms, 2);
    qp_arcs_clear(&arcs);
}

/* 0 sells to 1 and to the circle of 2 and 3, which nothing leaves. */
QP_TEST(architects, what_no_way_leads_out_of_is_lost)
{
    const qp_arc list[] = {{0, 1, 3}, {0, 2, 1}, {2, 3, 1}, {3, 2, 1}};
    const bool architect[4] = {false};
    const double capacity[] = {8, NAN, 100, NAN};
    double absorbed[4];
    qp_absorption sum;
    qp_arcs arcs = arcs_of(4, list, 4);
    cr_assert_eq(
        qp_architects_absorb(&arcs, architect, capacity, absorbed, &sum, NULL),
        QP_OK);
    cr_assert_eq(absorbed[1], 6);
    cr_assert_eq(absorbed[2] + absorbed[3], 0);
    cr_assert_eq(sum.capacity, 8);
    cr_assert_eq(sum.missing, 2);
    qp_arcs_clear(&arcs);
}

QP_TEST(architects, keep_what_comes_to_them_and_do_not_sell_it_on)
{
    const qp_arc list[] = {{0, 1, 1}, {1, 2, 1}};
    const bool architect[] = {false, true, false};
    const double capacity[] = {4, 50, 7};
    double absorbed[3];
    qp_absorption sum;
    qp_arcs arcs = arcs_of(3, list, 2);
    cr_assert_eq(
        qp_architects_absorb(&arcs, architect, capacity, absorbed, &sum, NULL),
        QP_OK);
    cr_assert_eq(absorbed[1], 4);
    cr_assert_eq(absorbed[2], 0);
    cr_assert_eq(sum.firms, 1);
    qp_arcs_clear(&arcs);
}

/* A ring road of many: each sells `share` to the next and the rest to an exit,
 * where the first sells all but its share to an architect of its own. Of what
 * starts at the first, 1 - share leaves at once, and again each time round. */
enum { ROAD = 300 };

static qp_absorption drive_round(size_t firms, double share, double absorbed[])
{
    qp_arc list[2 * ROAD];
    bool architect[ROAD + 2] = {false};
    double capacity[ROAD + 2] = {1};
    qp_absorption sum;
    uint32_t first = (uint32_t)firms;
    for (uint32_t f = 0; f < firms; f++) {
        uint32_t out = f == 0 ? first : first + 1;
        list[2 * f] = (qp_arc){f, (f + 1) % first, share};
        list[2 * f + 1] = (qp_arc){f, out, 1 - share};
    }
    qp_arcs arcs = arcs_of(firms + 2, list, 2 * firms);
    cr_assert_eq(
        qp_architects_absorb(&arcs, architect, capacity, absorbed, &sum, NULL),
        QP_OK);
    qp_arcs_clear(&arcs);
    return sum;
}

QP_TEST(architects, large_circles_are_gone_round_until_little_is_on_its_way)
{
    double absorbed[ROAD + 2];
    const size_t sizes[] = {2, 128, 129, ROAD};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double share = 0.9;
        double round = pow(share, (double)sizes[i]);
        cr_assert(drive_round(sizes[i], share, absorbed).converged);
        cr_assert_float_eq(absorbed[sizes[i]], (1 - share) / (1 - round),
                           1e-12);
        cr_assert_float_eq(absorbed[sizes[i]] + absorbed[sizes[i] + 1], 1,
                           1e-12);
    }
}

QP_TEST(architects, say_when_a_circle_keeps_nearly_all)
{
    double absorbed[ROAD + 2];
    double share = 1 - 1e-8;
    cr_assert(drive_round(100, share, absorbed).converged, "solved");
    cr_assert_float_eq(absorbed[100] + absorbed[101], 1, 1e-6);
    cr_assert(!drive_round(ROAD, share, absorbed).converged);
}

QP_TEST(architects, leave_the_result_untouched_without_memory)
{
    const qp_arc list[] = {{0, 1, 1}};
    const bool architect[2] = {false};
    const double capacity[] = {1, 1};
    qp_arcs arcs = arcs_of(2, list, 1);
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        double absorbed[] = {77, 77};
        qp_absorption sum = {.firms = 77};
        qp_memory_allow(allowed);
        status = qp_architects_absorb(&arcs, architect, capacity, absorbed,
                                      &sum, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || (sum.firms == 77 && absorbed[1] == 77));
        cr_assert_lt(allowed, 100);
    }
    qp_arcs_clear(&arcs);
}
