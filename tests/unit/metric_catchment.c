/* SPDX-License-Identifier: MIT */
#include "metric/catchment.h"
#include "support/leak.h"
#include "support/squares.h"

enum { CORES = 2, ROOM = SQUARE_UNITS * (SQUARE_UNITS + 1 + 2 * CORES) };

/** A square and two cores of it. */
typedef struct {
    qp_square square;
    square_names names;
    uint32_t core[CORES];
    double reach[SQUARE_UNITS * CORES];
    double share[CORES];
    size_t unreached;
} basin;

static void measure(basin *b, const char *first, const char *second)
{
    static double work[ROOM];
    b->core[0] = (uint32_t)square_unit(&b->names, first);
    b->core[1] = (uint32_t)square_unit(&b->names, second);
    cr_assert_leq(qp_catchment_room(b->square.n, CORES), ROOM);
    qp_catchment_reach(&b->square, b->core, CORES, work, b->reach);
    b->unreached = qp_catchment_shares(&b->square, b->core, CORES, work,
                                       b->share);
}

/* "CASE|FROM->CORE" or "CASE|CORE". */
static double of_key(basin *b, const char *key)
{
    const char *at = strchr(key, '|') + 1;
    const char *arrow = strstr(at, "->");
    char from[SQUARE_NAME] = "";
    const char *core = arrow != NULL ? arrow + 2 : at;
    size_t c = square_unit(&b->names, core) == b->core[0] ? 0 : 1;
    if (arrow == NULL)
        return b->share[c];
    memcpy(from, at, (size_t)(arrow - at));
    return b->reach[square_unit(&b->names, from) * CORES + c];
}

QP_TEST(catchment, gives_the_golden_values_cell_by_cell)
{
    static golden_table expected;
    static basin drunkard, cities;
    drunkard.square = square_read("inputs/catchment_drunkard",
                                  (const int[]){0, 1, 2}, NULL,
                                  &drunkard.names);
    measure(&drunkard, "0", "4");
    cities.square = square_of_cities(&cities.names);
    measure(&cities, "Bei", "Sha");
    golden_own("expected/catchment", &expected);
    for (size_t l = 0; l < expected.count; l++) {
        const char *key = expected.lines[l].cell[1];
        golden_expect(&expected.lines[l],
                      of_key(key[0] == 'd' ? &drunkard : &cities, key));
    }
    qp_square_clear(&drunkard.square);
    qp_square_clear(&cities.square);
}

/* A walk from each unit, step by step, until all but nothing is under way. */
QP_TEST(catchment, absorbs_what_a_walk_brings)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        static basin b;
        b = (basin){.names = {.count = 0}};
        b.square = square_random(seed, 7);
        size_t n = b.square.n;
        for (size_t u = 0; u < n; u++) {
            char id[SQUARE_NAME];
            snprintf(id, sizeof id, "u%zu", u);
            square_unit(&b.names, id);
        }
        measure(&b, "u0", "u1");
        for (size_t u = 2; u < n; u++) {
            double here[SQUARE_UNITS] = {0};
            here[u] = 1;
            for (int step = 0; step < 20000; step++) {
                double next[SQUARE_UNITS] = {here[0], here[1]};
                for (size_t r = 2; r < n; r++)
                    for (size_t s = 0; s < n; s++)
                        next[s] += b.square.outflow[r] > 0
                                       ? here[r] * b.square.flow[r * n + s] /
                                             b.square.outflow[r]
                                       : 0;
                memcpy(here, next, sizeof here);
            }
            for (size_t c = 0; c < CORES; c++) {
                double got = b.reach[u * CORES + c];
                cr_assert(isnan(got) ? here[0] + here[1] < 1e-12
                                     : fabs(got - here[c]) < 1e-9);
            }
        }
        qp_square_clear(&b.square);
    }
}

/*      a ──1──> x       d ──5──> d' ──5──> d: no way to a core
 *      a ──1──> s       s gives nothing and keeps what reaches it */
QP_TEST(catchment, leaves_out_what_can_reach_no_core)
{
    static basin b;
    b.square = square_of("a x 1, a s 1, d e 5, e d 5, x y 1, y x 1", &b.names);
    measure(&b, "x", "y");
    cr_assert_eq(b.unreached, 2, "d and e");
    cr_assert_float_eq(b.share[0], 0.5, 1e-12, "half of a's ends in s");
    cr_assert_eq(b.share[1], 0);
    cr_assert(isnan(b.reach[square_unit(&b.names, "d") * CORES]));
    cr_assert(isnan(b.reach[square_unit(&b.names, "x") * CORES]), "a core");
    qp_square_clear(&b.square);
}

QP_TEST(catchment, is_nothing_where_no_outflow_reaches_a_core)
{
    static basin b;
    b.square = square_of("x a 1, y a 1", &b.names);
    measure(&b, "x", "y");
    cr_assert_eq(b.unreached, 0, "a gives nothing");
    cr_assert(isnan(b.share[0]) && isnan(b.share[1]));
    qp_square_clear(&b.square);
}
