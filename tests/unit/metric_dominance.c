/* SPDX-License-Identifier: MIT */
#include "metric/dominance.h"
#include "support/leak.h"
#include "support/squares.h"

static qp_focusing focusing_of(const qp_square *f, double in[], double out[])
{
    double *room = qp_acquire(qp_focusing_room(f->n), sizeof *room);
    cr_assert_not_null(room);
    qp_focusing focusing = qp_focusing_measure(f, room, in, out);
    qp_release(room);
    return focusing;
}

static bool alike(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12;
}

/* ------------------------------------------------------------------ golden */

static double of_unit(const qp_square *f, size_t u, const char *metric)
{
    double turnover = f->inflow[u] + f->outflow[u];
    const square_value values[] = {
        {"DIT_mean_of_others", qp_dominance(turnover, 2 * f->total, f->n)},
        {"DII_mean_of_others", qp_dominance(f->inflow[u], f->total, f->n)},
        {"DIT_mean_of_all", qp_dominance_of_all(turnover, 2 * f->total, f->n)},
        {"RSI_out", qp_relative_strength(f->outflow[u], f->total)},
        {"RSI_in", qp_relative_strength(f->inflow[u], f->total)},
    };
    return square_pick(values, sizeof values / sizeof *values, metric);
}

static bool is_here(const char *metric)
{
    return strncmp(metric, "DI", 2) == 0 || strncmp(metric, "RSI", 3) == 0;
}

QP_TEST(dominance, gives_the_golden_values_cell_by_cell)
{
    static golden_table expected;
    square_names names;
    uint32_t parent[SQUARE_UNITS];
    qp_square f = square_of_cities(&names);
    qp_dominant_parents(&f, parent);
    golden_own("expected/net_balance", &expected);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        const char *metric = line->cell[0];
        if (strcmp(metric, "link_symmetry_entropy") == 0) {
            size_t c = square_cell(&names, line->cell[1]);
            size_t back = c % f.n * f.n + c / f.n;
            golden_expect(line, qp_link_symmetry(f.flow[c], f.flow[back]));
        } else if (strcmp(metric, "nystuen_dacey_parent") == 0) {
            uint32_t of = parent[square_unit(&names, line->cell[1])];
            cr_expect_str_eq(of == QP_NONE ? "ROOT" : names.id[of],
                             line->cell[2], "%s", line->cell[1]);
        } else if (is_here(metric)) {
            size_t u = square_unit(&names, line->cell[1]);
            golden_expect(line, of_unit(&f, u, metric));
        } else {
            continue;
        }
        compared++;
    }
    cr_assert_eq(compared, 15 + 6 * 6);
    qp_square_clear(&f);
}

/* Plane and Mulligan (1997), their two hypothetical systems. */
QP_TEST(focusing, gives_the_published_values_cell_by_cell)
{
    static golden_table expected;
    golden_own("expected/concentration", &expected);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        square_names names;
        double in[SQUARE_UNITS];
        char system[SQUARE_NAME] = "";
        if (strncmp(line->cell[0], "gini_", 5) != 0)
            continue;
        memcpy(system, line->cell[1], strlen("hyp1"));
        qp_square f = square_read("inputs/plane_mulligan",
                                  (const int[]){1, 2, 3}, system, &names);
        qp_focusing focusing = focusing_of(&f, in, NULL);
        const char *unit = strchr(line->cell[1], '|');
        golden_expect(line, unit == NULL ? focusing.all
                                         : in[square_unit(&names, unit + 1)]);
        compared++;
        qp_square_clear(&f);
    }
    cr_assert_eq(compared, 2 + 6);
}

/* What the documentation of R's migration.indices prints for the same systems:
 * the Columns Gini is ours over n, the Rows Gini in per cent of the total. */
QP_TEST(focusing, gives_the_documented_indices_of_rows_and_columns)
{
    static const struct {
        const char *system;
        double columns;
        double rows_standardised;
    } documented[] = {{"hyp1", 0.05555556, 0}, {"hyp2", 0.04166667, 11.11111}};
    for (size_t i = 0; i < 2; i++) {
        square_names names;
        qp_square f = square_read("inputs/plane_mulligan",
                                  (const int[]){1, 2, 3}, documented[i].system,
                                  &names);
        qp_focusing focusing = focusing_of(&f, NULL, NULL);
        cr_expect_float_eq(focusing.in / 3, documented[i].columns, 5e-9);
        cr_expect_float_eq(100 * focusing.out / 3 / focusing.all,
                           documented[i].rows_standardised, 5e-6);
        qp_square_clear(&f);
    }
}

/* --------------------------------------------------------------- dominance */

QP_TEST(dominance, is_what_a_unit_has_by_the_mean_of_the_others)
{
    cr_assert_eq(qp_dominance(8, 14, 3), 8.0 / ((14 - 8) / 2.0));
    cr_assert_eq(qp_dominance(5, 15, 3), 1, "all have the same");
    cr_assert_eq(qp_dominance(0, 6, 4), 0);
    cr_assert(isnan(qp_dominance(6, 6, 4)), "the others have nothing");
    cr_assert(isnan(qp_dominance(6, 6, 1)), "there are no others");
    cr_assert_eq(qp_dominance_of_all(8, 14, 3), 8 / (14.0 / 3));
    cr_assert(isnan(qp_dominance_of_all(0, 0, 3)));
    cr_assert(isnan(qp_relative_strength(0, 0)));
}

QP_TEST(dominance, link_symmetry_is_a_bit_where_both_ways_are_the_same)
{
    cr_assert_eq(qp_link_symmetry(7, 7), 1);
    cr_assert_eq(qp_link_symmetry(7, 0), 0);
    cr_assert_eq(qp_link_symmetry(0, 7), 0);
    cr_assert_float_eq(qp_link_symmetry(1, 3), 2 - 0.75 * log2(3), 1e-15);
    cr_assert(isnan(qp_link_symmetry(0, 0)));
}

/*
 *      C ──5──▶ B ──4──▶ A        inflow  A 6  B 5  C 1  D 0  E 0
 *      D ──2──▶ A ──1──▶ C
 */
QP_TEST(dominance, parents_are_larger_or_there_is_none)
{
    square_names names = {0};
    uint32_t parent[SQUARE_UNITS];
    qp_square f = square_of("A C 1, B A 4, C B 5, D A 2, E A 0", &names);
    qp_dominant_parents(&f, parent);
    uint32_t a = 0;
    uint32_t c = 1;
    uint32_t b = 2;
    cr_assert_eq(parent[a], QP_NONE, "C is smaller");
    cr_assert_eq(parent[b], a);
    cr_assert_eq(parent[c], b);
    cr_assert_eq(parent[3], a);
    cr_assert_eq(parent[4], QP_NONE, "E sends nothing");
    qp_square_clear(&f);
}

QP_TEST(dominance, parents_of_a_tie_are_the_larger_and_then_the_first)
{
    square_names names = {0};
    uint32_t parent[SQUARE_UNITS];
    /* inflow: A 0  B 3  C 5  D 5  E 0 */
    qp_square f = square_of("A B 3, A C 3, E C 2, A D 3, E D 2", &names);
    qp_dominant_parents(&f, parent);
    cr_assert_str_eq(names.id[parent[0]], "C", "B is smaller, D is later");
    size_t to_d = 0 * f.n + square_unit(&names, "D");
    f.flow[to_d] *= 1 + 1e-12;
    qp_square_sum(&f);
    qp_dominant_parents(&f, parent);
    cr_assert_str_eq(names.id[parent[0]], "C", "rounding is no reason");
    qp_square_clear(&f);
}

QP_TEST(dominance, parents_of_equals_are_none)
{
    square_names names = {0};
    uint32_t parent[SQUARE_UNITS];
    qp_square f = square_of("A B 3, B C 3, C A 3", &names);
    qp_dominant_parents(&f, parent);
    for (size_t u = 0; u < 3; u++)
        cr_expect_eq(parent[u], QP_NONE);
    qp_square_clear(&f);
}

QP_TEST(dominance, parents_make_a_forest)
{
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint32_t parent[SQUARE_UNITS];
        qp_square f = square_random(seed, 12);
        qp_dominant_parents(&f, parent);
        for (size_t u = 0; u < f.n; u++) {
            size_t steps = 0;
            for (uint32_t at = parent[u]; at != QP_NONE; at = parent[at])
                cr_assert_lt(steps++, f.n, "%lu: a circle", seed);
        }
        qp_square_clear(&f);
    }
}

/* ---------------------------------------------------------------- focusing */

/* Sum of |x_i - x_j| over ordered pairs, by their number, their sum and 2. */
static double plain_gini(const double x[], size_t m)
{
    double gaps = 0;
    double sum = 0;
    for (size_t i = 0; i < m; i++) {
        sum += x[i];
        for (size_t j = 0; j < m; j++)
            gaps += fabs(x[i] - x[j]);
    }
    return sum > 0 ? gaps / (2 * (double)m * sum) : NAN;
}

static size_t take_field(const qp_square *f, size_t u, bool in, double x[])
{
    size_t m = 0;
    for (size_t v = 0; v < f->n; v++)
        if (u != v)
            x[m++] = f->flow[in ? v * f->n + u : u * f->n + v];
    return m;
}

static void expect_focusing(const qp_square *f, uint64_t seed)
{
    double in[SQUARE_UNITS];
    double out[SQUARE_UNITS];
    double x[SQUARE_UNITS * SQUARE_UNITS];
    double mean_in = 0;
    double mean_out = 0;
    size_t all = 0;
    qp_focusing focusing = focusing_of(f, in, out);
    for (size_t u = 0; u < f->n; u++) {
        double of_in = plain_gini(x, take_field(f, u, true, x));
        double of_out = plain_gini(x, take_field(f, u, false, x));
        cr_expect(alike(in[u], of_in), "%lu: into %zu", seed, u);
        cr_expect(alike(out[u], of_out), "%lu: out of %zu", seed, u);
        mean_in += f->inflow[u] > 0 ? of_in * f->inflow[u] / f->total : 0;
        mean_out += f->outflow[u] > 0 ? of_out * f->outflow[u] / f->total : 0;
    }
    for (size_t u = 0; u < f->n; u++)
        all += take_field(f, u, false, x + all);
    cr_expect(alike(focusing.all, plain_gini(x, all)), "%lu", seed);
    cr_expect(alike(focusing.in, f->total > 0 ? mean_in : NAN), "%lu", seed);
    cr_expect(alike(focusing.out, f->total > 0 ? mean_out : NAN), "%lu", seed);
}

QP_TEST(focusing, is_the_mean_gap_between_any_two_flows)
{
    for (uint64_t seed = 1; seed <= 200; seed++) {
        qp_square f = square_random(seed, 12);
        expect_focusing(&f, seed);
        uint64_t state = seed + 99;
        for (size_t c = 0; c < f.n * f.n; c++) /* amounts: all bytes differ */
            f.flow[c] *= square_draw(&state, 1u << 30) / 3e8;
        qp_square_sum(&f);
        expect_focusing(&f, seed);
        qp_square_clear(&f);
    }
}

/*
 *      A ──6──▶ B      six cells, 6 2 0 0 0 0: the gaps are 4, and four times
 *      A ──2──▶ C      6 and 2; into B 6 0, into C 2 0, out of A 6 2
 */
QP_TEST(focusing, of_three_units_is_as_worked_by_hand)
{
    square_names names = {0};
    double in[SQUARE_UNITS];
    double out[SQUARE_UNITS];
    qp_square f = square_of("A B 6, A C 2", &names);
    qp_focusing focusing = focusing_of(&f, in, out);
    cr_assert_float_eq(focusing.all, (4.0 + 4 * 6 + 4 * 2) / (6 * 8), 1e-15);
    cr_assert(isnan(in[0]));
    cr_assert_eq(in[1], 6.0 / (2 * 6));
    cr_assert_eq(in[2], 2.0 / (2 * 2));
    cr_assert_eq(out[0], 4.0 / (2 * 8));
    cr_assert_eq(focusing.in, 0.5);
    cr_assert_eq(focusing.out, 0.25);
    qp_square_clear(&f);
}

QP_TEST(focusing, reaches_from_none_to_its_maximum)
{
    square_names names = {0};
    qp_square one = square_of("A B 6, C D 0", &names);
    qp_focusing most = focusing_of(&one, NULL, NULL);
    cr_assert_float_eq(most.all, 11.0 / 12, 1e-15, "(m-1)/m, m = 4 x 3");
    cr_assert_float_eq(most.in, 2.0 / 3, 1e-15, "(n-2)/(n-1)");
    cr_assert_float_eq(most.out, 2.0 / 3, 1e-15);
    qp_square even = square_make(4);
    for (size_t c = 0; c < 16; c++)
        even.flow[c] = c % 5 == 0 ? 0 : 0.1;
    qp_square_sum(&even);
    qp_focusing least = focusing_of(&even, NULL, NULL);
    cr_assert_float_eq(least.all, 0, 1e-15);
    cr_assert(least.all >= 0 && least.in >= 0 && least.out >= 0);
    qp_square_clear(&one);
    qp_square_clear(&even);
}

QP_TEST(focusing, turns_with_the_flows_and_has_no_unit)
{
    square_names names;
    qp_square f = square_of_cities(&names);
    qp_square turned = square_turned(&f);
    qp_square yuan = square_scaled(&f, 1e-3);
    qp_focusing a = focusing_of(&f, NULL, NULL);
    qp_focusing t = focusing_of(&turned, NULL, NULL);
    qp_focusing y = focusing_of(&yuan, NULL, NULL);
    cr_assert(alike(a.all, t.all) && alike(a.in, t.out) && alike(a.out, t.in));
    cr_assert(alike(a.all, y.all) && alike(a.in, y.in) && alike(a.out, y.out));
    cr_assert_float_neq(a.in, a.out, 1e-3, "the two are not the same");
    qp_square_clear(&f);
    qp_square_clear(&turned);
    qp_square_clear(&yuan);
}

QP_TEST(focusing, of_nothing_is_no_number)
{
    for (size_t n = 1; n <= 3; n++) {
        double in[3];
        qp_square f = square_make(n);
        qp_focusing none = focusing_of(&f, in, NULL);
        cr_expect(isnan(none.all) && isnan(none.in) && isnan(none.out));
        cr_expect(isnan(in[0]));
        qp_square_clear(&f);
    }
}
