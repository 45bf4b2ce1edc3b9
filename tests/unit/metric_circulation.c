/* SPDX-License-Identifier: MIT */
#include "metric/ascendency.h"
#include "metric/circulation.h"
#include "support/leak.h"
#include "support/squares.h"

enum { ROOM = SQUARE_UNITS * SQUARE_UNITS + 8 * SQUARE_UNITS };

/** A square, what enters and leaves it, and what was measured. */
typedef struct {
    qp_square square;
    square_names names;
    double enters[SQUARE_UNITS];
    double leaves[SQUARE_UNITS];
    qp_boundary boundary;
    double share[ROOM]; ///< c_r first
    bool closed;
    double fci;
} system_of;

static void measure(system_of *s)
{
    cr_assert_leq(qp_cycling_room(s->square.n), ROOM);
    s->fci = qp_finn_cycling(&s->square, &s->boundary, s->share, &s->closed);
}

static void finish(system_of *s)
{
    qp_square_clear(&s->square);
}

static void drawn_system(system_of *s, const char *flows, double lambda)
{
    *s = (system_of){.boundary = {.lambda = lambda}};
    s->square = square_of(flows, &s->names);
    measure(s);
}

static double cycling_of(const char *flows, double lambda, bool *closed)
{
    static system_of s;
    drawn_system(&s, flows, lambda);
    finish(&s);
    *closed = s.closed;
    return s.fci;
}

/* ------------------------------------------------------------------ golden */

static void ecosystem(system_of *s, const char *name)
{
    static golden_table nodes;
    char path[64];
    *s = (system_of){.closed = false};
    snprintf(path, sizeof path, "inputs/fci_%s_flows", name);
    s->square = square_read(path, (const int[]){0, 1, 2}, NULL, &s->names);
    snprintf(path, sizeof path, "inputs/fci_%s_boundary", name);
    golden_own(path, &nodes);
    for (size_t l = 0; l < nodes.count; l++) {
        size_t u = square_unit(&s->names, nodes.lines[l].cell[0]);
        s->enters[u] = golden_number(nodes.lines[l].cell[1]);
        s->leaves[u] = golden_number(nodes.lines[l].cell[2]);
    }
    cr_assert_eq(s->names.count, s->square.n);
    s->boundary.inflow = s->enters;
    s->boundary.outflow = s->leaves;
    measure(s);
}

static double of_oyster(system_of *s, const golden_line *line)
{
    double through[SQUARE_UNITS];
    const char *metric = line->cell[0];
    qp_ascendency a = qp_ascendency_measure(&s->square, &s->boundary, through);
    if (strcmp(metric, "throughflow") == 0)
        return through[square_unit(&s->names, line->cell[1])];
    if (strcmp(metric, "cycled_fraction") == 0)
        return s->share[square_unit(&s->names, line->cell[1])];
    const square_value values[] = {
        {"TST", a.throughflow},
        {"FCI", s->fci},
        {"APL", a.path_length},
        {"TSTp", a.throughput},
        {"H", a.diversity},
        {"AMI", a.mutual_information},
        {"ASC_CAP", a.ascendency / a.capacity},
        {"robustness", a.robustness},
    };
    return square_pick(values, sizeof values / sizeof *values, metric);
}

static double of_cone(system_of *s, const golden_line *line)
{
    double through[SQUARE_UNITS];
    qp_ascendency a = qp_ascendency_measure(&s->square, &s->boundary, through);
    return strcmp(line->cell[0], "TST") == 0 ? a.throughflow : s->fci;
}

/* z = T - I and y = T - O of the closure at lambda 0. */
static double of_cities(system_of *s, const golden_line *line)
{
    double through[SQUARE_UNITS];
    const char *metric = line->cell[0];
    qp_throughflow(&s->square, &s->boundary, through);
    if (strcmp(metric, "FCI_regional_closure") == 0)
        return s->fci;
    size_t u = square_unit(&s->names, line->cell[1]);
    const square_value values[] = {
        {"virtual_input", through[u] - s->square.inflow[u]},
        {"virtual_output", through[u] - s->square.outflow[u]},
        {"regional_cycled_fraction", s->share[u]},
    };
    return square_pick(values, sizeof values / sizeof *values, metric);
}

static bool is_named(const square_names *names, const char *id)
{
    for (size_t u = 0; u < names->count; u++)
        if (strcmp(names->id[u], id) == 0)
            return true;
    return false;
}

QP_TEST(circulation, gives_the_golden_values_cell_by_cell)
{
    static golden_table expected;
    static system_of oyster, cone, cities, leaking, star;
    bool closed = false;
    ecosystem(&oyster, "oyster");
    ecosystem(&cone, "cone");
    cities.square = square_of_cities(&cities.names);
    measure(&cities);
    leaking.boundary.lambda = 0.1;
    leaking.square = square_of_cities(&leaking.names);
    measure(&leaking);
    drawn_system(&star, "b a 5, c a 3, d a 2", 0);
    golden_own("expected/cycling", &expected);
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        const char *key = line->cell[1];
        if (strcmp(line->cell[0], "FCI_regional_closure_leak0.1") == 0)
            golden_expect(line, leaking.fci);
        else if (strcmp(key, "pure_star") == 0)
            golden_expect(line, star.fci);
        else if (strcmp(key, "ring_with_leak") == 0)
            golden_expect(line,
                          cycling_of("a b 4, b c 4, c a 4", 0.25, &closed));
        else if (strcmp(key, "conespring") == 0)
            golden_expect(line, of_cone(&cone, line));
        else if (strcmp(key, "talent6") == 0 || is_named(&cities.names, key))
            golden_expect(line, of_cities(&cities, line));
        else
            golden_expect(line, of_oyster(&oyster, line));
    }
    finish(&oyster);
    finish(&cone);
    finish(&cities);
    finish(&leaking);
    finish(&star);
}

/* ------------------------------------------------------------- reciprocity */

/*      A ──6──> B ──4──> A      B ──5──> C       2 x 4 of 15 are answered */
QP_TEST(circulation, reciprocity_is_what_is_answered)
{
    square_names names = {0};
    qp_square f = square_of("A B 6, B A 4, B C 5", &names);
    cr_assert_float_eq(qp_reciprocity(&f), 8.0 / 15, 1e-15);
    cr_assert_float_eq(qp_node_reciprocity(&f, 0), 4.0 / 6, 1e-15);
    cr_assert_float_eq(qp_node_reciprocity(&f, 1), 4.0 / 9, 1e-15);
    cr_assert(isnan(qp_node_reciprocity(&f, 2)), "C gives nothing");
    cr_assert_float_eq(qp_reciprocity_excess(0.6, 0.2), 0.5, 1e-15);
    cr_assert(isnan(qp_reciprocity_excess(1, 1)));
    qp_square none = square_make(3);
    cr_assert(isnan(qp_reciprocity(&none)));
    qp_square_clear(&none);
    qp_square_clear(&f);
}

/* 1 - R is the share of flow that pairs are out of balance by. */
QP_TEST(circulation, reciprocity_leaves_what_pairs_are_out_of_balance)
{
    for (uint64_t seed = 0; seed < 50; seed++) {
        qp_square f = square_random(seed, 9);
        double off = 0;
        for (size_t r = 0; r < f.n; r++)
            for (size_t s = 0; s < r; s++)
                off += fabs(f.flow[r * f.n + s] - f.flow[s * f.n + r]);
        if (f.total > 0)
            cr_assert_float_eq(qp_reciprocity(&f), 1 - off / f.total, 1e-12);
        qp_square_clear(&f);
    }
}

/* ------------------------------------------------------------------ cycling */

/* Steps through the chain until all but nothing has left: N_rr counts how often
 * what is at r comes by, the first time included. */
static double visits(const qp_square *f, const double through[], size_t start)
{
    double here[SQUARE_UNITS] = {0};
    double sum = 0;
    here[start] = 1;
    for (int step = 0; step < 100000; step++) {
        double next[SQUARE_UNITS] = {0};
        sum += here[start];
        for (size_t r = 0; r < f->n; r++)
            for (size_t s = 0; s < f->n; s++)
                next[s] += through[r] > 0
                               ? here[r] * f->flow[r * f->n + s] / through[r]
                               : 0;
        memcpy(here, next, sizeof here);
    }
    return sum;
}

QP_TEST(circulation, cycles_as_often_as_a_walk_comes_by)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        static system_of s;
        double through[SQUARE_UNITS];
        double cycled = 0;
        double all = 0;
        s = (system_of){.boundary = {.lambda = 0.1}};
        s.square = square_random(seed, 6);
        measure(&s);
        qp_throughflow(&s.square, &s.boundary, through);
        for (size_t u = 0; u < s.square.n; u++) {
            double n = visits(&s.square, through, u);
            cr_assert_float_eq(s.share[u], (n - 1) / n, 1e-9);
            cycled += through[u] * (n - 1) / n;
            all += through[u];
        }
        cr_assert(!(all > 0) || fabs(s.fci - cycled / all) < 1e-9);
        cr_assert_not(s.closed);
        finish(&s);
    }
}

QP_TEST(circulation, of_a_ring_in_balance_all_comes_back)
{
    bool closed = false;
    cr_assert_eq(cycling_of("a b 4, b c 4, c a 4", 0, &closed), 1);
    cr_assert(closed);
}

/*      a ──> b ⇄ c       b and c are in balance and give only to each other;
 *                        a leads into them and sees nothing again
 * T: a 2, b and c 5 + 2 ... with lambda 0: T_a = 2, T_b = max(7, 5), so that b
 * leaks 2 and nothing is closed; with c giving b 5 and b giving c 7, T_c = 7. */
QP_TEST(circulation, a_closed_set_cycles_for_ever_and_what_leads_to_it_does_not)
{
    static system_of s;
    const double enters[] = {2, 0, 0};
    s = (system_of){.boundary = {.inflow = enters}};
    s.square = square_of("a b 2, b c 7, c b 7", &s.names);
    s.square.inflow[1] = 7; /* T of b is what it gives: 7 of c, and a's is lost
                               on the way */
    measure(&s);
    cr_assert(s.closed);
    cr_assert_eq(s.share[0], 0);
    cr_assert_eq(s.share[1], 1);
    cr_assert_eq(s.share[2], 1);
    cr_assert_float_eq(s.fci, 14.0 / 16, 1e-15);
    finish(&s);
}

/*      a ──4──> b ──4──> a       c ──3──> d       lambda 0
 * T: a and b 4, all of it on its way for ever; c and d 3, none of it twice */
QP_TEST(circulation, of_a_part_in_balance_all_comes_back)
{
    static system_of s;
    drawn_system(&s, "a b 4, b a 4, c d 3", 0);
    cr_assert(s.closed);
    cr_assert_eq(s.share[0], 1);
    cr_assert_eq(s.share[1], 1);
    cr_assert_eq(s.share[2], 0);
    cr_assert_eq(s.share[3], 0);
    cr_assert_float_eq(s.fci, (4.0 + 4) / (4 + 4 + 3 + 3), 1e-15);
    finish(&s);
}

QP_TEST(circulation, is_nothing_without_flow)
{
    double through[3];
    static double work[ROOM];
    bool closed = true;
    qp_square none = square_make(3);
    qp_boundary boundary = {.lambda = 0.1};
    cr_assert(isnan(qp_finn_cycling(&none, &boundary, work, &closed)));
    cr_assert_not(closed);
    cr_assert(
        isnan(qp_ascendency_measure(&none, &boundary, through).ascendency));
    qp_square_clear(&none);
}

/* ---------------------------------------------------------------- ascendency */

/* One ring has one way to go everywhere: all uncertainty is order. With lambda
 * 0 in balance nothing enters: S = 12, H = log2 3 = AMI. */
QP_TEST(circulation, a_ring_is_all_order)
{
    square_names names = {0};
    double through[3];
    qp_square f = square_of("a b 4, b c 4, c a 4", &names);
    qp_boundary boundary = {.lambda = 0};
    qp_ascendency a = qp_ascendency_measure(&f, &boundary, through);
    cr_assert_float_eq(a.diversity, log2(3), 1e-15);
    cr_assert_float_eq(a.mutual_information, log2(3), 1e-15);
    cr_assert_float_eq(a.ascendency, 12 * log2(3), 1e-12);
    cr_assert_float_eq(a.robustness, 0, 1e-15);
    cr_assert(isnan(a.path_length), "nothing enters");
    qp_square_clear(&f);
}

/* What one knows of where a flow goes is at most what there is to know. */
QP_TEST(circulation, order_is_part_of_capacity)
{
    for (uint64_t seed = 1; seed <= 50; seed++) {
        double through[SQUARE_UNITS];
        qp_square f = square_random(seed, 9);
        qp_boundary boundary = {.lambda = 0.1 * (double)(seed % 3)};
        qp_ascendency a = qp_ascendency_measure(&f, &boundary, through);
        if (f.total > 0) {
            cr_assert_geq(a.ascendency, 0);
            cr_assert_leq(a.ascendency, a.capacity * (1 + 1e-12));
            cr_assert(a.robustness >= -1e-12 && a.robustness <= exp(-1));
        }
        qp_square_clear(&f);
    }
}
