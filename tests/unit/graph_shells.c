/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "graph/shells.h"
#include "support/leak.h"
#include "support/tangle.h"

/** The shells of a graph. */
typedef struct {
    uint32_t innermost;
    uint32_t coreness[TANGLE_MOST];
    qp_core_rim parts;
} shells;

static shells shells_of(const tangle *joined)
{
    shells s = {0};
    uint32_t room[4 * TANGLE_MOST];
    qp_arcs arcs = tangle_arcs(joined);
    cr_assert_leq(qp_shells_room(arcs.n), 4 * TANGLE_MOST);
    s.innermost = qp_shells(arcs.n, arcs.start, arcs.to, room, s.coreness);
    s.parts = qp_core_rim_of(arcs.n, arcs.start, arcs.to, s.coreness);
    qp_arcs_clear(&arcs);
    return s;
}

static shells shells_drawn(size_t n, const char *ties)
{
    tangle joined = tangle_joined(tangle_drawn(n, ties));
    return shells_of(&joined);
}

/* ------------------------------------------------------------------ coreness */

/* The figure of the header: f leaves at 1, e at 2, four that are all tied. */
QP_TEST(shells, are_taken_off_from_outside)
{
    static const uint32_t expected[] = {3, 3, 3, 3, 2, 1};
    shells s = shells_drawn(6, "ab ac ad bc bd cd ae de af");
    cr_assert_eq(s.innermost, 3);
    cr_assert_arr_eq(s.coreness, expected, sizeof expected);
}

/* A ring with a long tail: many ties are no way inside. */
QP_TEST(shells, do_not_follow_from_how_many_ties_one_has)
{
    static const uint32_t expected[] = {1, 1, 1, 1, 1, 2, 2, 2};
    shells s = shells_drawn(8, "ab ac ad ae af fg gh hf");
    cr_assert_eq(s.innermost, 2);
    cr_assert_arr_eq(s.coreness, expected, sizeof expected);
}

QP_TEST(shells, of_units_without_ties_are_0)
{
    shells s = shells_drawn(3, "ab");
    cr_assert_eq(s.coreness[0] + s.coreness[1], 2);
    cr_assert_eq(s.coreness[2], 0);
    s = shells_drawn(2, "");
    cr_assert_eq(s.innermost, 0);
    s = shells_drawn(0, "");
    cr_assert_eq(s.innermost, 0);
    cr_assert(isnan(qp_core_rim_fit(&s.parts)));
}

/* Is a unit left, once those with fewer than k ties to others that are left
 * are gone? Over and over, by looking at all. */
static bool is_left(const tangle *t, size_t unit, uint32_t k)
{
    bool left[TANGLE_MOST];
    for (size_t u = 0; u < t->n; u++)
        left[u] = true;
    for (size_t round = 0; round < t->n; round++)
        for (size_t u = 0; u < t->n; u++) {
            uint32_t ties = 0;
            for (size_t v = 0; v < t->n; v++)
                ties += left[v] && t->arc[u][v] ? 1 : 0;
            left[u] = left[u] && ties >= k;
        }
    return left[unit];
}

static uint32_t slow_coreness(const tangle *t, size_t unit)
{
    uint32_t k = 0;
    while (is_left(t, unit, k + 1))
        k++;
    return k;
}

/* Pearson's correlation over all pairs, one by one. */
static double slow_fit(const tangle *t, const uint32_t coreness[],
                       uint32_t innermost)
{
    double n = 0, x = 0, y = 0, xy = 0;
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < i; j++) {
            bool core = coreness[i] == innermost || coreness[j] == innermost;
            n++;
            x += t->arc[i][j] ? 1 : 0;
            y += core ? 1 : 0;
            xy += core && t->arc[i][j] ? 1 : 0;
        }
    double sx = sqrt(x / n - x / n * (x / n));
    double sy = sqrt(y / n - y / n * (y / n));
    return sx > 0 && sy > 0 ? (xy / n - x / n * (y / n)) / (sx * sy) : NAN;
}

QP_TEST(shells, of_random_graphs_are_what_is_left_of_them)
{
    size_t fits = 0;
    for (uint64_t seed = 0; seed < 400; seed++) {
        tangle t = tangle_joined(tangle_of(seed));
        shells s = shells_of(&t);
        uint32_t most = 0;
        for (size_t u = 0; u < t.n; u++) {
            cr_assert_eq(s.coreness[u], slow_coreness(&t, u), "graph %d",
                         (int)seed);
            most = s.coreness[u] > most ? s.coreness[u] : most;
        }
        cr_assert_eq(s.innermost, most);
        double slow = slow_fit(&t, s.coreness, most);
        double fit = qp_core_rim_fit(&s.parts);
        cr_assert_eq(isnan(fit), isnan(slow), "graph %d", (int)seed);
        cr_assert(isnan(fit) || fabs(fit - slow) < 1e-12, "graph %d",
                  (int)seed);
        fits += isnan(fit) ? 0 : 1;
    }
    cr_assert_gt(fits, 60);
}

/* ----------------------------------------------------------------------- fit */

/* Four that are all tied, and two that are tied to each other and to two, or to
 * one, of them. */
QP_TEST(core_rim, are_counted)
{
    shells s = shells_drawn(6, "ab ac ad bc bd cd ae be af bf ef");
    cr_assert_eq(s.innermost, 3);
    cr_assert_eq(s.parts.units, 6);
    cr_assert_eq(s.parts.ties, 11);
    cr_assert_eq(s.parts.core, 6, "e and f have three ties each");
    s = shells_drawn(6, "ab ac ad bc bd cd ae af ef");
    cr_assert_eq(s.parts.core, 4);
    cr_assert_eq(s.parts.rim_ties, 1, "ef");
    /* N = 15, M = 9, D = 14, T = 8: (15 8 - 9 14)/sqrt(9 6 14 1). */
    cr_assert_float_eq(qp_core_rim_fit(&s.parts), -6 / sqrt(756), 1e-15);
}

/* A star of which the middle is the core: its parts as given. */
QP_TEST(core_rim, fit_without_fault_where_each_pair_of_the_core_is_tied)
{
    qp_core_rim star = {.units = 5, .ties = 4, .core = 1, .rim_ties = 0};
    cr_assert_float_eq(qp_core_rim_fit(&star), 1, 1e-15);
    qp_core_rim turned = {.units = 5, .ties = 6, .core = 1, .rim_ties = 6};
    cr_assert_float_eq(qp_core_rim_fit(&turned), -1, 1e-15);
}

QP_TEST(core_rim, have_no_fit_without_a_pair_in_the_rim)
{
    const qp_core_rim none[] = {
        {.units = 5, .ties = 5, .core = 5, .rim_ties = 0},
        {.units = 5, .ties = 5, .core = 4, .rim_ties = 0},
        {.units = 5, .ties = 0, .core = 2, .rim_ties = 0},
        {.units = 5, .ties = 10, .core = 2, .rim_ties = 3},
        {.units = 1, .ties = 0, .core = 1, .rim_ties = 0},
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        cr_assert(isnan(qp_core_rim_fit(&none[i])), "case %zu", i);
}
