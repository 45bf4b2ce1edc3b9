/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/brokerage.h"
#include "support/golden.h"
#include "support/leak.h"
#include "support/tangle.h"

static void find_holes(const tangle *joined, qp_holes holes[])
{
    qp_arcs arcs = tangle_arcs(joined);
    cr_assert_eq(qp_holes_of(&arcs, holes, NULL), QP_OK);
    qp_arcs_clear(&arcs);
}

static void find_brokers(const tangle *t, const uint32_t group[],
                         qp_brokerage brokerage[])
{
    qp_arcs arcs = tangle_arcs(t);
    cr_assert_eq(qp_brokerage_of(&arcs, group, brokerage, NULL), QP_OK);
    qp_arcs_clear(&arcs);
}

/* -------------------------------------------------------------------- golden */

/* Vertices are letters. */
static tangle golden_graph(const char *name, char first, size_t n)
{
    static golden_table edges;
    tangle t = {.n = n};
    golden_own(name, &edges);
    for (size_t l = 0; l < edges.count; l++)
        t.arc[edges.lines[l].cell[0][0] - first]
             [edges.lines[l].cell[1][0] - first] = true;
    return t;
}

QP_TEST(brokerage, meets_every_golden_value)
{
    static golden_table expected;
    static golden_table groups;
    static const char *const roles[QP_BROKER_ROLES] = {
        "gf_coordinator", "gf_itinerant", "gf_gatekeeper", "gf_representative",
        "gf_liaison"};
    qp_holes holes[7];
    qp_brokerage brokerage[6];
    uint32_t group[6];
    size_t met = 0;
    tangle burt = tangle_joined(golden_graph("inputs/burt_edges", 'A', 7));
    tangle gf = golden_graph("inputs/gf_edges", 'a', 6);
    golden_own("expected/brokerage", &expected);
    golden_own("inputs/gf_groups", &groups);
    for (size_t l = 0; l < groups.count; l++)
        group[groups.lines[l].cell[0][0] - 'a'] = (uint32_t)golden_number(
            groups.lines[l].cell[1]);
    find_holes(&burt, holes);
    find_brokers(&gf, group, brokerage);
    for (size_t u = 0; u < 7; u++, met += 2) {
        char key[] = {(char)('A' + u), '\0'};
        golden_meet(&expected, "constraint", key, holes[u].constraint);
        golden_meet(&expected, "effective_size", key, holes[u].effective_size);
    }
    for (size_t u = 0; u < 6; u++)
        for (size_t r = 0; r < QP_BROKER_ROLES; r++, met++) {
            char key[] = {(char)('a' + u), '\0'};
            golden_meet(&expected, roles[r], key, brokerage[u].count[r]);
        }
    cr_assert_eq(met, expected.count);
}

/* --------------------------------------------------------------------- holes */

/* Of two contacts each has half: 2 (1/2)^2 where they do not meet; where they
 * do, each closes the way to the other with half of his own: 2 (1/2 + 1/4)^2,
 * and one of the two is redundant. */
QP_TEST(holes, are_where_contacts_do_not_meet)
{
    qp_holes holes[3];
    tangle open = tangle_joined(tangle_drawn(3, "ab bc"));
    tangle closed = tangle_joined(tangle_drawn(3, "ab bc ca"));
    find_holes(&open, holes);
    cr_assert_eq(holes[1].constraint, 0.5);
    cr_assert_eq(holes[1].effective_size, 2);
    cr_assert_eq(holes[0].constraint, 1);
    cr_assert_eq(holes[0].effective_size, 1);
    find_holes(&closed, holes);
    cr_assert_eq(holes[1].constraint, 1.125);
    cr_assert_eq(holes[1].effective_size, 1);
}

QP_TEST(holes, of_a_unit_without_contacts_are_not_known)
{
    qp_holes holes[3];
    tangle t = tangle_joined(tangle_drawn(3, "ab"));
    find_holes(&t, holes);
    cr_assert_eq(holes[2].contacts, 0);
    cr_assert(isnan(holes[2].constraint) && isnan(holes[2].effective_size));
}

static double share_of(const tangle *t, size_t i, size_t j)
{
    double ties = 0;
    for (size_t k = 0; k < t->n; k++)
        ties += t->arc[i][k] ? 1 : 0;
    return t->arc[i][j] ? 1 / ties : 0;
}

/* From the definitions, over all pairs and all that lie between. */
static qp_holes slow_holes(const tangle *t, size_t i)
{
    qp_holes h = {0};
    double inner = 0;
    for (size_t j = 0; j < t->n; j++) {
        double held = share_of(t, i, j);
        if (!t->arc[i][j])
            continue;
        h.contacts++;
        for (size_t q = 0; q < t->n; q++) {
            held += share_of(t, i, q) * share_of(t, q, j);
            inner += t->arc[i][q] && t->arc[q][j] ? 0.5 : 0;
        }
        h.constraint += held * held;
    }
    h.effective_size = h.contacts - 2 * inner / h.contacts;
    return h;
}

QP_TEST(holes, of_random_graphs_are_those_of_the_definition)
{
    for (uint64_t seed = 0; seed < 400; seed++) {
        qp_holes holes[TANGLE_MOST];
        tangle t = tangle_joined(tangle_of(seed));
        find_holes(&t, holes);
        for (size_t u = 0; u < t.n; u++) {
            qp_holes slow = slow_holes(&t, u);
            cr_assert_eq(holes[u].contacts, slow.contacts);
            if (slow.contacts == 0)
                continue;
            cr_assert_float_eq(holes[u].constraint, slow.constraint, 1e-12);
            cr_assert_float_eq(holes[u].effective_size, slow.effective_size,
                               1e-12);
        }
    }
}

/* ----------------------------------------------------------------- brokerage */

static qp_broker_role slow_role(uint32_t a, uint32_t v, uint32_t b)
{
    if (a == v && v == b)
        return QP_BROKER_COORDINATOR;
    if (a == b)
        return QP_BROKER_ITINERANT;
    if (v == b)
        return QP_BROKER_GATEKEEPER;
    return a == v ? QP_BROKER_REPRESENTATIVE : QP_BROKER_LIAISON;
}

/* a to v to b, over all a and b. */
static void slow_brokerage(const tangle *t, const uint32_t group[], size_t v,
                           double count[])
{
    memset(count, 0, QP_BROKER_ROLES * sizeof *count);
    for (size_t a = 0; a < t->n; a++)
        for (size_t b = 0; b < t->n; b++)
            if (a != b && t->arc[a][v] && t->arc[v][b] && !t->arc[a][b] &&
                group[a] != QP_NONE && group[b] != QP_NONE)
                count[slow_role(group[a], group[v], group[b])]++;
}

/* Four groups, of which the last is none. */
QP_TEST(brokerage, of_random_graphs_is_that_of_all_pairs)
{
    double all[QP_BROKER_ROLES] = {0};
    for (uint64_t seed = 0; seed < 400; seed++) {
        qp_brokerage brokerage[TANGLE_MOST];
        uint32_t group[TANGLE_MOST];
        tangle t = tangle_of(seed);
        for (uint64_t u = 0; u < t.n; u++) {
            group[u] = (uint32_t)(u * seed % 7 % 4);
            group[u] = group[u] == 3 ? QP_NONE : 5 * group[u];
        }
        find_brokers(&t, group, brokerage);
        for (size_t v = 0; v < t.n; v++) {
            double slow[QP_BROKER_ROLES];
            slow_brokerage(&t, group, v, slow);
            for (size_t r = 0; r < QP_BROKER_ROLES && group[v] != QP_NONE;
                 r++) {
                cr_assert_eq(brokerage[v].count[r], slow[r],
                             "graph %d, unit %zu, role %zu", (int)seed, v, r);
                all[r] += slow[r];
            }
        }
    }
    for (size_t r = 0; r < QP_BROKER_ROLES; r++)
        cr_assert_gt(all[r], 100);
}

/* a leads to b, b to c and to d, of which d is in no group. */
QP_TEST(brokerage, leaves_out_those_in_no_group)
{
    static const uint32_t group[] = {1, 1, 0, QP_NONE};
    qp_brokerage brokerage[4];
    tangle t = tangle_drawn(4, "ab bc bd");
    find_brokers(&t, group, brokerage);
    cr_assert_eq(brokerage[1].count[QP_BROKER_REPRESENTATIVE], 1);
    cr_assert_eq(brokerage[1].contacts, 2);
    cr_assert_eq(brokerage[1].missing, 1);
    cr_assert(isnan(brokerage[3].count[QP_BROKER_COORDINATOR]));
}

/* ------------------------------------------------------------------- failure */

QP_TEST(brokerage, survives_a_lack_of_memory)
{
    static const uint32_t group[] = {0, 0, 0};
    qp_brokerage brokerage[3];
    qp_holes holes[3];
    tangle t = tangle_joined(tangle_drawn(3, "ab bc ca"));
    qp_arcs arcs = tangle_arcs(&t);
    size_t held = qp_memory_held();
    bool failed = true;
    for (long allowed = 0; failed; allowed++) {
        qp_memory_allow(allowed);
        qp_status first = qp_holes_of(&arcs, holes, NULL);
        qp_memory_allow(allowed);
        qp_status second = qp_brokerage_of(&arcs, group, brokerage, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(first == QP_OK || first == QP_E_MEMORY);
        cr_assert(second == QP_OK || second == QP_E_MEMORY);
        cr_assert_eq(qp_memory_held(), held);
        failed = first != QP_OK || second != QP_OK;
        cr_assert_lt(allowed, 50);
    }
    qp_arcs_clear(&arcs);
}
