/* SPDX-License-Identifier: MIT */
#include "chance/exact.h"
#include "metric/expectation.h"
#include "metric/leverage.h"
#include "support/leak.h"
#include "support/squares.h"

static qp_expectation expected_of(const qp_square *f, bool counts)
{
    qp_expectation e = {0};
    cr_assert_eq(qp_expectation_measure(f, counts, 1, &e, NULL), QP_OK);
    return e;
}

static bool near(double got, double expected, double tolerance)
{
    return fabs(got - expected) <= tolerance * fabs(expected);
}

/* The same number, or both none. */
static bool alike(double a, double b, double tolerance)
{
    return isnan(a) ? isnan(b) : near(a, b, tolerance);
}

static bool all_nan(const double values[], size_t count)
{
    for (size_t c = 0; c < count; c++)
        if (!isnan(values[c]))
            return false;
    return true;
}

/* ------------------------------------------------------------------ golden */

/* Sum of min(F_rs, F_sr) over all cells, by the total: reciprocity. */
static double reciprocity(const double flow[], size_t n)
{
    double mutual = 0;
    double total = 0;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            mutual += r != s ? fmin(flow[r * n + s], flow[s * n + r]) : 0;
            total += r != s ? flow[r * n + s] : 0;
        }
    return mutual / total;
}

static double of_system(const qp_square *f, const qp_expectation *e,
                        const char *metric)
{
    double on_expectation = reciprocity(e->expected, f->n);
    double observed = reciprocity(f->flow, f->n);
    const square_value values[] = {
        {"pearson_chi2", e->chi2},
        {"dispersion", e->dispersion},
        {"reciprocity_expected_ipf", on_expectation},
        {"reciprocity_rho", (observed - on_expectation) / (1 - on_expectation)},
    };
    return square_pick(values, sizeof values / sizeof *values, metric);
}

static double of_cell(const qp_square *f, const qp_expectation *e, size_t c,
                      const char *metric)
{
    const square_value values[] = {
        {"expected_zero_diag", e->expected[c]},
        {"log_ratio_obs_exp", log(f->flow[c] / e->expected[c])},
        {"z_multinomial",
         qp_multinomial_residual(f->flow[c], e->expected[c], f->total)},
        /* what a model that forgets the empty diagonal expects */
        {"independence_with_diag",
         f->outflow[c / f->n] * f->inflow[c % f->n] / f->total},
    };
    return square_pick(values, sizeof values / sizeof *values, metric);
}

QP_TEST(expectation, gives_the_golden_values_cell_by_cell)
{
    static golden_table expected;
    square_names names;
    qp_square f = square_of_cities(&names);
    qp_expectation e = expected_of(&f, true);
    golden_own("expected/expected_flows", &expected);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        bool pair = strstr(line->cell[1], "->") != NULL;
        if (strcmp(line->cell[0], "furness") == 0 ||
            strcmp(line->cell[0], "FCI_leak0.1_on_expected") == 0)
            continue;
        double got = pair ? of_cell(&f, &e, square_cell(&names, line->cell[1]),
                                    line->cell[0])
                          : of_system(&f, &e, line->cell[0]);
        if (strcmp(line->cell[2], "-inf") == 0)
            cr_expect(isinf(got) && got < 0, "%s has no flow", line->cell[1]);
        else
            golden_expect(line, got);
        compared++;
    }
    cr_assert_eq(compared, 3 * 30 + 5);
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

/* Rogers, Highway engineering, example 2.4; the column of targets as printed,
 * which has another sum than the rows. */
QP_TEST(expectation, fit_gives_the_golden_forecast_of_furness)
{
    static golden_table expected;
    static golden_table targets;
    square_names names;
    double outflow[SQUARE_UNITS] = {0};
    double inflow[SQUARE_UNITS] = {0};
    double fitted[SQUARE_UNITS * SQUARE_UNITS];
    qp_square seed = square_read("inputs/furness_seed", (const int[]){0, 1, 2},
                                 NULL, &names);
    golden_own("expected/expected_flows", &expected);
    golden_own("inputs/furness_targets", &targets);
    for (size_t l = 0; l < targets.count; l++) {
        size_t u = square_unit(&names, targets.lines[l].cell[0]);
        outflow[u] = golden_number(targets.lines[l].cell[1]);
        inflow[u] = golden_number(targets.lines[l].cell[2]);
    }
    qp_margins margins = {seed.n, outflow, inflow};
    int rounds = 0;
    cr_assert_eq(qp_expectation_fit(&margins, seed.flow, fitted, &rounds, NULL),
                 QP_OK);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++)
        if (strcmp(expected.lines[l].cell[0], "furness") == 0) {
            golden_expect(
                &expected.lines[l],
                fitted[square_cell(&names, expected.lines[l].cell[1])]);
            compared++;
        }
    cr_assert_eq(compared, 12);
    cr_assert(rounds > 1 && rounds < 100, "%d rounds", rounds);
    qp_square_clear(&seed);
}

/* ----------------------------------------------------------------- by hand */

/*
 *           Bei  Tia  Heb            With t = E(Bei, Tia) the margins give
 *      Bei    .    6    4                 .      t     10-t
 *      Tia   18    .    3               24-t     .      t-3
 *      Heb   30    9    .               24+t   15-t      .
 *
 * and E = a b asks for  t (t-3) (24+t) = (10-t) (15-t) (24-t), that is
 * t^3 - 14 t^2 + 339 t - 1800 = 0: t = 6.193. All six gaps are t - 6, and a
 * gap has the variance 1 / (sum of 1/E).
 */
QP_TEST(expectation, of_three_units_is_as_worked_by_hand)
{
    square_names names = {0};
    qp_square f = square_of("B T 6, B H 4, T B 18, T H 3, H B 30, H T 9",
                            &names);
    qp_expectation e = expected_of(&f, true);
    double t = e.expected[0 * 3 + 1];
    cr_assert_float_eq(t, 6.193, 5e-4);
    cr_assert_float_eq(t * t * t - 14 * t * t + 339 * t - 1800, 0, 1e-9);
    const double by_hand[] = {0,     t,      10 - t, 24 - t, 0,
                              t - 3, 24 + t, 15 - t, 0};
    double inverse = 1 / t + 1 / (10 - t) + 1 / (24 - t) + 1 / (t - 3) +
                     1 / (24 + t) + 1 / (15 - t);
    for (size_t c = 0; c < 9; c++) {
        cr_expect_float_eq(e.expected[c], by_hand[c], 1e-12);
        if (c % 4 == 0) {
            cr_expect(isnan(e.z[c]) && isnan(e.p[c]), "diagonal");
            continue;
        }
        double z = (f.flow[c] - by_hand[c]) * sqrt(inverse);
        double p = by_hand[c] < 5 ? qp_poisson_p(f.flow[c], by_hand[c])
                                  : erfc(fabs(z) / sqrt(2));
        cr_expect_float_eq(e.z[c], z, 1e-9, "cell %zu", c);
        cr_expect_float_eq(e.p[c], p, 1e-9, "cell %zu", c);
    }
    cr_assert_float_eq(e.chi2, (t - 6) * (t - 6) * inverse, 1e-12);
    cr_assert_eq(e.df, 1);
    cr_assert_float_eq(e.dispersion, e.chi2, 1e-15);
    cr_assert_not(e.fixed);
    cr_assert_not(e.approximate);
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

/* ------------------------------------------------------- what E has to be */

static double model_freedom(const qp_square *f)
{
    double cells = 0;
    double rows = 0;
    double columns = 0;
    for (size_t r = 0; r < f->n; r++) {
        rows += f->outflow[r] > 0;
        columns += f->inflow[r] > 0;
        for (size_t s = 0; s < f->n; s++)
            cells += r != s && f->outflow[r] > 0 && f->inflow[s] > 0;
    }
    return cells - rows - columns + 1;
}

static double known(double value)
{
    return isnan(value) ? 0 : value;
}

static void expect_margins(const qp_square *f, const double expected[],
                           uint64_t seed)
{
    for (size_t r = 0; r < f->n; r++) {
        double out = 0;
        double in = 0;
        for (size_t s = 0; s < f->n; s++) {
            out += known(expected[r * f->n + s]);
            in += known(expected[s * f->n + r]);
        }
        cr_expect(near(out, f->outflow[r], 1e-10), "%lu: row %zu, %g", seed, r,
                  out / f->outflow[r] - 1);
        cr_expect(near(in, f->inflow[r], 1e-10), "%lu: column %zu, %g", seed, r,
                  in / f->inflow[r] - 1);
    }
}

/* E_rs E_tu = E_ru E_ts: it is a product of rows and columns. */
static void expect_product(const qp_square *f, const double e[], uint64_t seed)
{
    size_t n = f->n;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            for (size_t t = 0; t < n; t++)
                for (size_t u = 0; u < n; u++) {
                    double cross = e[r * n + u] * e[t * n + s];
                    if (r == s || t == u || r == u || t == s || isnan(cross))
                        continue;
                    cr_expect(near(e[r * n + s] * e[t * n + u], cross, 1e-6),
                              "%lu: %zu %zu %zu %zu", seed, r, s, t, u);
                }
}

/* Margins and the product make it the only one. */
QP_TEST(expectation, has_the_margins_and_is_a_product_in_random_squares)
{
    size_t measured = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        qp_square f = square_random(seed, 8);
        qp_expectation e = expected_of(&f, true);
        if (f.total > 0 && !e.fixed) {
            expect_margins(&f, e.expected, seed);
            expect_product(&f, e.expected, seed);
            cr_expect_eq(e.df, model_freedom(&f), "%lu", seed);
            measured++;
        }
        qp_expectation_clear(&e);
        qp_square_clear(&f);
    }
    cr_assert_gt(measured, 250);
}

QP_TEST(expectation, is_where_proportional_fitting_comes_to)
{
    size_t compared = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        qp_square f = square_random(seed, 8);
        qp_expectation e = expected_of(&f, true);
        qp_margins margins = {f.n, f.outflow, f.inflow};
        double fitted[64];
        qp_status status = qp_expectation_fit(&margins, NULL, fitted, NULL,
                                              NULL);
        for (size_t c = 0; c < f.n * f.n && status == QP_OK && !e.fixed; c++) {
            compared += e.expected[c] > 0;
            cr_expect(f.total <= 0 ||
                          near(known(e.expected[c]), fitted[c], 1e-5),
                      "%lu: cell %zu is %g, not %g", seed, c, e.expected[c],
                      fitted[c]);
        }
        qp_expectation_clear(&e);
        qp_square_clear(&f);
    }
    cr_assert_gt(compared, 3000);
}

/* One flow in a million passes the hub by: fitting gives up, and the one
 * unknown does not. */
QP_TEST(expectation, holds_where_nearly_every_flow_touches_one_unit)
{
    square_names names = {0};
    qp_square f = square_of("H A 300000, A H 200000, H B 250000, B H 150000, "
                            "C H 100000, A B 1",
                            &names);
    qp_expectation e = expected_of(&f, true);
    cr_assert_not(e.fixed);
    expect_margins(&f, e.expected, 0);
    expect_product(&f, e.expected, 0);
    for (size_t c = 0; c < f.n * f.n; c++)
        cr_expect(isnan(e.z[c]) || isfinite(e.z[c]));

    qp_margins margins = {f.n, f.outflow, f.inflow};
    double fitted[16] = {42};
    qp_error err = {0};
    cr_assert_eq(qp_expectation_fit(&margins, NULL, fitted, NULL, &err),
                 QP_E_NUMERIC);
    cr_assert_not_null(strstr(err.message, "after 10000 rounds"), "%s",
                       err.message);
    cr_assert_eq(fitted[0], 42, "untouched");
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

QP_TEST(expectation, holds_where_nearly_every_flow_is_between_two_units)
{
    square_names names = {0};
    qp_square f = square_of(
        "A B 500000, B A 400000, A C 1, C B 2, C D 1, D C 1", &names);
    qp_expectation e = expected_of(&f, true);
    cr_assert_not(e.fixed);
    expect_margins(&f, e.expected, 0);
    expect_product(&f, e.expected, 0);
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

/* ---------------------------------------------------------- nothing to say */

QP_TEST(expectation, is_none_where_margins_leave_no_freedom)
{
    static const char *const cases[] = {
        "A B 5, B A 3",                      /* two units */
        "H A 5, A H 2, B H 4, H C 1, D H 3", /* a star */
        "H A 5, H B 2, H C 4",               /* one sender */
        "A B 5, B A 2, A C 4",               /* two senders and A, B, C */
        "A C 5, B A 2, B C 4",               /* one path around the triangle */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        square_names names = {0};
        qp_square f = square_of(cases[i], &names);
        qp_expectation e = expected_of(&f, true);
        cr_expect(e.fixed, "%s", cases[i]);
        cr_expect_eq(e.df, 0);
        cr_expect(all_nan(e.expected, f.n * f.n));
        cr_expect(all_nan(e.z, f.n * f.n) && all_nan(e.p, f.n * f.n));
        cr_expect(isnan(e.chi2) && isnan(e.dispersion));
        qp_expectation_clear(&e);
        qp_square_clear(&f);
    }
}

QP_TEST(expectation, is_none_where_nothing_flows)
{
    for (size_t n = 1; n <= 4; n++) {
        qp_square f = square_make(n);
        qp_expectation e = expected_of(&f, true);
        cr_expect(isnan(e.df) && isnan(e.chi2) && isnan(e.dispersion));
        cr_expect_not(e.fixed);
        cr_expect(all_nan(e.expected, n * n));
        qp_expectation_clear(&e);
        qp_square_clear(&f);
    }
}

/* D sends and does not receive, E neither sends nor receives: 4 rows, 3
 * columns, 12 - 3 cells. */
QP_TEST(expectation, leaves_units_without_flow_out_of_the_model)
{
    square_names names = {0};
    qp_square f = square_of("A B 6, A C 4, B A 8, B C 3, C A 9, C B 5, D A 2, "
                            "D B 7, D C 1, E A 0",
                            &names);
    qp_expectation e = expected_of(&f, true);
    cr_assert_eq(e.df, (12 - 3) - 4 - 3 + 1);
    for (size_t u = 0; u < 5; u++) {
        cr_expect(u == 3 || isnan(e.expected[u * 5 + 3]), "into D, from %zu",
                  u);
        cr_expect(u == 4 || isnan(e.expected[u * 5 + 4]), "into E, from %zu",
                  u);
        cr_expect(u == 4 || isnan(e.expected[4 * 5 + u]), "out of E, to %zu",
                  u);
        cr_expect_eq(e.expected[u * 5 + u], 0, "diagonal");
    }
    cr_expect(isnan(e.z[4 * 5]) && isnan(e.p[4 * 5]));
    cr_expect(isfinite(e.z[3 * 5]) && isfinite(e.p[3 * 5]));
    expect_margins(&f, e.expected, 0);
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

/* Only A and B receive, so A sends to B alone: whatever it holds, A -> B is
 * what A sends. */
QP_TEST(expectation, has_no_residual_of_a_cell_that_margins_fix)
{
    square_names names = {0};
    qp_square f = square_of("A B 6, C A 4, C B 8, D A 9, D B 5, E A 2, E B 7",
                            &names);
    qp_expectation e = expected_of(&f, true);
    cr_assert_eq(e.df, 2, "7 cells, 4 rows, 2 columns");
    cr_assert_float_eq(e.expected[1], 6, 1e-9);
    cr_assert(isnan(e.z[1]) && isnan(e.p[1]));
    cr_assert(isfinite(e.z[2 * 5]));
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

/* -------------------------------------------------------------- properties */

QP_TEST(expectation, turns_with_the_flows)
{
    square_names names;
    qp_square f = square_of_cities(&names);
    qp_square turned = square_turned(&f);
    qp_expectation e = expected_of(&f, true);
    qp_expectation t = expected_of(&turned, true);
    for (size_t r = 0; r < f.n; r++)
        for (size_t s = 0; s < f.n; s++) {
            size_t c = r * f.n + s;
            size_t d = s * f.n + r;
            cr_expect(alike(e.expected[c], t.expected[d], 1e-12));
            cr_expect(alike(e.z[c], t.z[d], 1e-9));
            cr_expect(alike(e.p[c], t.p[d], 1e-9));
        }
    cr_expect(near(e.chi2, t.chi2, 1e-12));
    qp_expectation_clear(&e);
    qp_expectation_clear(&t);
    qp_square_clear(&f);
    qp_square_clear(&turned);
}

QP_TEST(expectation, of_amounts_does_not_hang_on_their_unit)
{
    square_names names;
    qp_square f = square_of_cities(&names);
    qp_square yuan = square_scaled(&f, 1e-4);
    qp_expectation e = expected_of(&f, false);
    qp_expectation y = expected_of(&yuan, false);
    for (size_t c = 0; c < f.n * f.n; c++) {
        cr_expect(alike(e.expected[c] * 1e-4, y.expected[c], 1e-12));
        cr_expect(alike(e.z[c], y.z[c], 1e-9));
        cr_expect(isnan(e.p[c]) && isnan(y.p[c]), "no p of amounts");
    }
    qp_expectation_clear(&e);
    qp_expectation_clear(&y);
    qp_square_clear(&f);
    qp_square_clear(&yuan);
}

/* F_rs = a_r b_s: nothing is left over, and rounding is no residual. */
QP_TEST(expectation, of_what_is_a_product_is_the_flow_itself)
{
    qp_square f = square_make(6);
    for (size_t r = 0; r < 6; r++)
        for (size_t s = 0; s < 6; s++)
            if (r != s)
                f.flow[r * 6 + s] = (0.1 + (double)r) * (7.3 - (double)s);
    qp_square_sum(&f);
    qp_expectation e = expected_of(&f, false);
    cr_assert_eq(e.chi2, 0);
    for (size_t c = 0; c < 36; c++) {
        cr_expect(near(e.expected[c], f.flow[c], 1e-12));
        cr_expect(c % 7 == 0 || e.z[c] == 0, "%g", e.z[c]);
    }
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

QP_TEST(expectation, is_the_same_for_any_number_of_threads)
{
    qp_square f = square_make(60);
    uint64_t state = 7;
    for (size_t c = 0; c < 60 * 60; c++)
        f.flow[c] = c % 61 == 0 ? 0 : square_draw(&state, 30);
    qp_square_sum(&f);
    qp_expectation one = expected_of(&f, true);
    qp_expectation many = {0};
    cr_assert_eq(qp_expectation_measure(&f, true, 4, &many, NULL), QP_OK);
    size_t bytes = (size_t)60 * 60 * sizeof(double);
    cr_assert_eq(memcmp(one.expected, many.expected, bytes), 0);
    cr_assert_eq(memcmp(one.z, many.z, bytes), 0);
    cr_assert_eq(memcmp(one.p, many.p, bytes), 0);
    qp_expectation_clear(&one);
    qp_expectation_clear(&many);
    qp_square_clear(&f);
}

QP_TEST(expectation, comes_back_clean_from_every_failure_of_memory)
{
    square_names names;
    qp_square f = square_of_cities(&names);
    qp_expectation e = {.n = 42};
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_expectation_measure(&f, true, 1, &e, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || e.n == 42);
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 4);
    qp_expectation_clear(&e);

    qp_margins margins = {f.n, f.outflow, f.inflow};
    double fitted[36] = {42};
    for (allowed = 0; allowed < 2; allowed++) {
        qp_memory_allow(allowed);
        status = qp_expectation_fit(&margins, NULL, fitted, NULL, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_eq(fitted[0], 42);
    }
    qp_square_clear(&f);
}

/* --------------------------------------------------------------- leverages */

enum { MOST = 8, PARAMETERS = 2 * MOST };

/* X' W X of rows and columns, one row a parameter, and the cell's own row on
 * the right; solved by elimination with pivots, over parameters that have
 * information left. Returns x' V x. */
static double quadratic(const double e[], size_t n, size_t r, size_t s)
{
    double a[PARAMETERS][PARAMETERS + 1] = {{0}};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double w = known(e[i * n + j]);
            a[i][i] += w;
            a[n + j][n + j] += w;
            a[i][n + j] += w;
            a[n + j][i] += w;
        }
    a[r][PARAMETERS] = a[n + s][PARAMETERS] = 1;
    double scale = a[r][r];
    bool used[PARAMETERS] = {false};
    size_t pivot[PARAMETERS];
    size_t rank = 0;
    for (; rank < 2 * n; rank++) {
        size_t best = PARAMETERS;
        for (size_t k = 0; k < 2 * n; k++)
            if (!used[k] && (best == PARAMETERS || a[k][k] > a[best][best]))
                best = k;
        if (a[best][best] < 1e-9 * scale)
            break;
        used[best] = true;
        pivot[rank] = best;
        for (size_t k = 0; k < 2 * n; k++) {
            double factor = a[k][best] / a[best][best];
            for (size_t c = 0; c <= PARAMETERS && k != best; c++)
                a[k][c] -= factor * a[best][c];
        }
    }
    double sum = 0;
    for (size_t k = 0; k < rank; k++)
        if (pivot[k] == r || pivot[k] == n + s)
            sum += a[pivot[k]][PARAMETERS] / a[pivot[k]][pivot[k]];
    return sum;
}

static double sum_known(const double values[], size_t count)
{
    double sum = 0;
    for (size_t c = 0; c < count; c++)
        sum += known(values[c]);
    return sum;
}

/* Is the cell in the model, and its leverage what it has to be? */
static bool is_hat(const qp_expectation *e, const double h[], size_t r,
                   size_t s)
{
    size_t c = r * e->n + s;
    bool in_model = e->expected[c] > 0;
    double hat = in_model ? e->expected[c] * quadratic(e->expected, e->n, r, s)
                          : NAN;
    cr_expect(in_model ? fabs(h[c] - hat) < 1e-6 : isnan(h[c]),
              "%zu %zu: %g, not %g", r, s, h[c], hat);
    return in_model;
}

/* The hat matrix of the weighted regression, by its definition. */
QP_TEST(leverage, is_the_diagonal_of_the_hat_matrix)
{
    size_t compared = 0;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        qp_square f = square_random(seed, MOST);
        qp_expectation e = expected_of(&f, true);
        double h[MOST * MOST];
        if (f.total > 0 && !e.fixed) {
            cr_assert_eq(qp_leverage(f.n, e.expected, 1, h, NULL), QP_OK);
            size_t cells = 0;
            for (size_t r = 0; r < f.n; r++)
                for (size_t s = 0; s < f.n; s++)
                    cells += is_hat(&e, h, r, s);
            cr_expect_float_eq(sum_known(h, f.n * f.n), (double)cells - e.df,
                               1e-8, "as many as parameters");
            compared += cells;
        }
        qp_expectation_clear(&e);
        qp_square_clear(&f);
    }
    cr_assert_gt(compared, 1000);
}

QP_TEST(leverage, estimate_has_the_right_sum_and_comes_near)
{
    enum { N = 40 };
    qp_square f = square_make(N);
    uint64_t state = 3;
    for (size_t c = 0; c < (size_t)N * N; c++)
        f.flow[c] = c % (N + 1) == 0 ? 0 : square_draw(&state, 50);
    qp_square_sum(&f);
    qp_expectation e = expected_of(&f, true);
    static double h[N * N];
    double sum = 0;
    cr_assert_eq(qp_leverage(N, e.expected, 2, h, NULL), QP_OK);
    for (size_t c = 0; c < (size_t)N * N; c++)
        if (e.expected[c] > 0) {
            double rough = qp_leverage_estimate(e.expected[c], f.outflow[c / N],
                                                f.inflow[c % N], f.total);
            cr_expect(near(rough, h[c], 2.0 / N), "%g, not %g", rough, h[c]);
            sum += rough;
        }
    cr_assert_float_eq(sum_known(h, (size_t)N * N), N + N - 1, 1e-9);
    cr_assert_float_eq(sum, N + N - 1, 1e-9);
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

/* A table with a diagonal, all equal: h = 1 - (1 - 1/n)^2. */
QP_TEST(leverage, estimate_is_exact_for_a_full_table)
{
    cr_assert_float_eq(qp_leverage_estimate(2, 8, 8, 32), 1 - 0.75 * 0.75,
                       1e-15);
}

QP_TEST(leverage, is_estimated_and_said_so_for_very_many_units)
{
    size_t n = QP_EXPECTATION_EXACT + 1;
    qp_square f = square_make(n);
    for (size_t r = 0; r < n; r++)
        for (size_t k = 1; k <= 3; k++)
            f.flow[r * n + (r + k) % n] = (double)k;
    qp_square_sum(&f);
    qp_expectation e = expected_of(&f, true);
    cr_assert(e.approximate);
    double expected = 6.0 / (double)(n - 1);
    double h = expected * (1.0 / 6 + 1.0 / 6 - 1 / (6.0 * (double)n));
    double z = (3 - expected) / sqrt(expected * (1 - h)) / sqrt(e.dispersion);
    cr_assert(e.dispersion > 1);
    cr_assert(near(e.expected[3], expected, 1e-12));
    cr_assert(near(e.z[3], z, 1e-9));
    qp_expectation_clear(&e);
    qp_square_clear(&f);
}

/* ----------------------------------------------------------------- fitting */

/* Without the seed the fitted matrix is a product, and distance decays as
 * asked. */
QP_TEST(expectation, fit_lets_distance_deter)
{
    const double place[] = {0, 1, 3, 7, 12};
    const double outflow[] = {10, 20, 30, 5, 40};
    const double inflow[] = {30, 15, 25, 20, 15};
    double seed[25];
    double fitted[25];
    for (size_t c = 0; c < 25; c++)
        seed[c] = pow(fabs(place[c / 5] - place[c % 5]), -1.5);
    qp_margins margins = {5, outflow, inflow};
    cr_assert_eq(qp_expectation_fit(&margins, seed, fitted, NULL, NULL), QP_OK);
    qp_square f = square_make(5);
    memcpy(f.outflow, outflow, sizeof outflow);
    memcpy(f.inflow, inflow, sizeof inflow);
    expect_margins(&f, fitted, 0);
    for (size_t c = 0; c < 25; c++)
        fitted[c] = c % 6 == 0 ? 0 : fitted[c] / seed[c];
    expect_product(&f, fitted, 0);
    qp_square_clear(&f);
}

/* A may send to B alone, which takes less than that. */
QP_TEST(expectation, fit_refuses_what_no_matrix_can_be)
{
    const double seed[] = {0, 1, 0, 1, 0, 1, 1, 1, 0};
    const double outflow[] = {10, 5, 5};
    const double inflow[] = {8, 6, 6};
    double fitted[9] = {42};
    qp_error err = {0};
    qp_margins margins = {3, outflow, inflow};
    cr_assert_eq(qp_expectation_fit(&margins, seed, fitted, NULL, &err),
                 QP_E_NUMERIC);
    cr_assert_eq(fitted[0], 42);
    cr_assert_not_null(strstr(err.message, "margins of 3 units"), "%s",
                       err.message);
}

QP_TEST(expectation, multinomial_residual_needs_a_chance)
{
    cr_assert_float_eq(qp_multinomial_residual(6, 4, 20), 2 / sqrt(3.2), 1e-15);
    cr_assert(isnan(qp_multinomial_residual(0, 0, 20)));
    cr_assert(isnan(qp_multinomial_residual(20, 20, 20)));
    cr_assert(isnan(qp_multinomial_residual(0, NAN, 20)));
}
