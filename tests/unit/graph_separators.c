/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "graph/separators.h"
#include "support/leak.h"
#include "support/little_graph.h"

enum { GRAPHS = 600, UNITS = 12 };

static qp_separators taken_apart(const little *g, const double worth[])
{
    qp_separators found = {0};
    qp_arcs arcs = little_arcs(g);
    cr_assert_eq(qp_separators_find(&arcs, worth, &found, NULL), QP_OK);
    qp_arcs_clear(&arcs);
    return found;
}

static void tie(little *g, const char *pairs)
{
    for (; *pairs != '\0'; pairs += pairs[2] == '\0' ? 2 : 3) {
        size_t a = (size_t)(pairs[0] - 'A');
        size_t b = (size_t)(pairs[1] - 'A');
        g->leads[a][b] = g->leads[b][a] = true;
    }
}

/* ------------------------------------------------------------------- by hand */

/*
 *      A ─── B
 *       ╲   ╱
 *         C ─── D ─── E         G
 *               │
 *               F               worth  A 1  B 2  C 4  D 8  E 16  F not known
 */
QP_TEST(separators, are_those_of_the_picture)
{
    const double worth[] = {1, 2, 4, 8, 16, NAN, 32};
    little g = {.n = 7};
    tie(&g, "AB AC BC CD DE DF");
    qp_separators s = taken_apart(&g, worth);
    const size_t units[] = {0, 0, 2, 2, 0, 0, 0};
    const double lost[] = {0, 0, 1 + 2, 16, 0, 0, 0};
    for (size_t u = 0; u < g.n; u++) {
        cr_assert_eq(s.without[u].units, units[u], "without unit %zu", u);
        cr_assert_eq(s.without[u].worth, lost[u], "without unit %zu", u);
    }
    cr_assert_eq(s.component_count, 2);
    cr_assert_eq(s.component[5], 0);
    cr_assert_eq(s.component[6], 1);

    cr_assert_eq(s.bridge_count, 3);
    cr_assert_eq(s.bridges[0].first, 2);
    cr_assert_eq(s.bridges[0].second, 3);
    cr_assert_eq(s.bridges[0].severed.units, 3);
    cr_assert_eq(s.bridges[0].severed.worth, 1 + 2 + 4,
                 "three to three: the side worth less falls off");
    cr_assert_eq(s.bridges[1].second, 4);
    cr_assert_eq(s.bridges[1].severed.worth, 16);
    cr_assert_eq(s.bridges[2].second, 5);
    cr_assert(isnan(s.bridges[2].severed.worth), "of F nothing is known");
    qp_separators_clear(&s);
}

/* A star B C D E around A: whichever is worth most stays. */
QP_TEST(separators, keep_of_parts_of_one_size_the_one_worth_most)
{
    const double worth[] = {9, 3, NAN, 7, 5};
    little g = {.n = 5};
    tie(&g, "AB AC AD AE");
    qp_separators s = taken_apart(&g, worth);
    cr_assert_eq(s.without[0].units, 3);
    cr_assert_eq(s.without[0].worth, 3 + 5);
    qp_separators_clear(&s);
    s = taken_apart(&g, NULL);
    cr_assert_eq(s.without[0].units, 3);
    cr_assert(isnan(s.without[0].worth), "worth is not given");
    cr_assert_eq(s.without[1].worth, 0, "nothing falls off");
    qp_separators_clear(&s);
}

QP_TEST(separators, of_no_units_are_none)
{
    little g = {.n = 0};
    qp_separators s = taken_apart(&g, NULL);
    cr_assert_eq(s.bridge_count, 0);
    cr_assert_eq(s.component_count, 0);
    qp_separators_clear(&s);
}

/* Far deeper than a stack of calls is. Without a unit the shorter end falls
 * off; of 0.1 each, to the last digit. */
QP_TEST(separators, of_a_long_line_are_all_but_its_ends)
{
    enum { LONG = 300001 };
    qp_arc *list = qp_acquire(LONG, 2 * sizeof *list);
    double *worth = qp_acquire(LONG, sizeof *worth);
    size_t count = 0;
    for (uint32_t u = 0; u < LONG; u++) {
        worth[u] = 0.1;
        if (u > 0) {
            list[count++] = (qp_arc){u - 1, u, 1};
            list[count++] = (qp_arc){u, u - 1, 1};
        }
    }
    qp_arcs arcs = {0};
    qp_separators s = {0};
    cr_assert_eq(qp_arcs_make(LONG, list, count, &arcs, NULL), QP_OK);
    cr_assert_eq(qp_separators_find(&arcs, worth, &s, NULL), QP_OK);
    cr_assert_eq(s.bridge_count, LONG - 1);
    for (size_t u = 0; u < LONG; u++) {
        size_t shorter = u < LONG - 1 - u ? u : LONG - 1 - u;
        cr_assert_eq(s.without[u].units, shorter);
        cr_assert_float_eq(s.without[u].worth, (double)shorter / 10,
                           1e-15 * (double)shorter / 10);
    }
    qp_separators_clear(&s);
    qp_arcs_clear(&arcs);
    qp_release(worth);
    qp_release(list);
}

/* --------------------------------------------------------------- brute force */

/** Some units together. */
typedef struct {
    size_t units;
    size_t known;
    double worth;
} heap;

static void put(heap *sum, double worth)
{
    sum->units++;
    sum->known += isnan(worth) ? 0 : 1;
    sum->worth += isnan(worth) ? 0 : worth;
}

static bool outweighs(const heap *a, const heap *b)
{
    double x = a->known > 0 ? a->worth : -1;
    double y = b->known > 0 ? b->worth : -1;
    return a->units > b->units || (a->units == b->units && x > y);
}

static void expect_severed(const qp_severed *told, const heap *off)
{
    cr_assert_eq(told->units, off->units);
    if (off->known == 0 && off->units > 0)
        cr_assert(isnan(told->worth));
    else
        cr_assert_eq(told->worth, off->worth);
}

/* The part of a unit, marked. */
static heap part_of(const little *g, const double worth[], size_t unit,
                    bool mark[])
{
    bool gone[LITTLE_MOST] = {false};
    bool here[LITTLE_MOST] = {false};
    heap sum = {0};
    here[unit] = true;
    little_reach(g, gone, here);
    for (size_t v = 0; v < g->n; v++)
        if (here[v]) {
            mark[v] = true;
            put(&sum, worth[v]);
        }
    return sum;
}

/* The parts of those that a unit is tied to, without it. */
static void expect_unit(const little *g, const double worth[], size_t unit,
                        const qp_severed *told)
{
    little left = little_without(*g, unit);
    bool mark[LITTLE_MOST] = {false};
    heap stays = {0};
    heap off = {0};
    size_t parts = 0;
    for (size_t v = 0; v < g->n; v++) {
        if (!g->leads[unit][v] || mark[v])
            continue;
        heap part = part_of(&left, worth, v, mark);
        heap *falls = outweighs(&part, &stays) ? &stays : &part;
        off.units += falls->units;
        off.known += falls->known;
        off.worth += falls->worth;
        if (falls == &stays)
            stays = part;
        parts++;
    }
    expect_severed(told, &off);
    cr_assert_eq(told->units > 0, parts > 1,
                 "an articulation point leaves more parts than there were");
}

/* Returns whether the tie is a bridge, and if so looks at what falls off. */
static bool expect_tie(little g, const double worth[], size_t a, size_t b,
                       const qp_bridge *next)
{
    bool mark[LITTLE_MOST] = {false};
    g.leads[a][b] = g.leads[b][a] = false;
    heap one = part_of(&g, worth, a, mark);
    if (mark[b])
        return false;
    heap other = part_of(&g, worth, b, mark);
    cr_assert_eq(next->first, a);
    cr_assert_eq(next->second, b);
    expect_severed(&next->severed, outweighs(&one, &other) ? &other : &one);
    return true;
}

static void expect_components(const little *g, const qp_separators *s)
{
    bool mark[LITTLE_MOST] = {false};
    const double none[LITTLE_MOST] = {0};
    size_t count = 0;
    for (size_t u = 0; u < g->n; u++) {
        bool here[LITTLE_MOST] = {false};
        if (mark[u])
            continue;
        part_of(g, none, u, here);
        for (size_t v = 0; v < g->n; v++) {
            mark[v] = mark[v] || here[v];
            cr_assert_eq(here[v], s->component[v] == count);
        }
        count++;
    }
    cr_assert_eq(s->component_count, count);
}

QP_TEST(separators, agree_with_taking_each_unit_and_each_tie_away)
{
    size_t bridges = 0;
    size_t points = 0;
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        uint64_t state = little_seed(seed);
        little g = little_draw(&state, 1 + seed % UNITS,
                               5 + 5 * (uint32_t)(seed % 11), false);
        double worth[LITTLE_MOST];
        for (size_t u = 0; u < g.n; u++) {
            uint32_t drawn = little_roll(&state, 5);
            worth[u] = drawn == 4 ? (double)NAN : (double)drawn;
        }
        qp_separators s = taken_apart(&g, worth);
        expect_components(&g, &s);
        for (size_t u = 0; u < g.n; u++) {
            expect_unit(&g, worth, u, &s.without[u]);
            points += s.without[u].units > 0 ? 1 : 0;
        }
        size_t next = 0;
        for (size_t a = 0; a < g.n; a++)
            for (size_t b = a + 1; b < g.n; b++)
                if (g.leads[a][b] &&
                    expect_tie(g, worth, a, b, &s.bridges[next]))
                    next++;
        cr_assert_eq(s.bridge_count, next);
        bridges += next;
        qp_separators_clear(&s);
    }
    cr_assert(points > GRAPHS / 2 && bridges > GRAPHS / 2,
              "%zu points, %zu bridges: too few to tell", points, bridges);
}

/* -------------------------------------------------------------------- memory */

QP_TEST(separators, survive_every_failure_of_memory)
{
    little g = {.n = 4};
    tie(&g, "AB BC CD");
    qp_arcs arcs = little_arcs(&g);
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_separators s = {0};
        qp_memory_allow(allowed);
        status = qp_separators_find(&arcs, NULL, &s, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || s.without == NULL, "it was touched");
        qp_separators_clear(&s);
        cr_assert_eq(qp_memory_held(), held);
        cr_assert_lt(allowed, 20);
    }
    qp_arcs_clear(&arcs);
}
