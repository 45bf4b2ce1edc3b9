/* SPDX-License-Identifier: MIT */
#include "metric/backbone.h"
#include "support/leak.h"
#include "support/squares.h"

static qp_backbone backbone_of(const qp_square *f, bool counts)
{
    qp_backbone b = {0};
    cr_assert_eq(qp_backbone_measure(f, counts, &b, NULL), QP_OK);
    return b;
}

static size_t place_of(const qp_backbone *b, size_t from, size_t to)
{
    for (size_t c = 0; c < b->count; c++)
        if (b->from[c] == from && b->to[c] == to)
            return c;
    cr_assert(false, "no flow from %zu to %zu", from, to);
    return 0;
}

/* ------------------------------------------------------------------ golden */

static double of_flow(const qp_square *f, const qp_backbone *b, size_t c,
                      const char *metric)
{
    double out = f->outflow[b->from[c]];
    double in = f->inflow[b->to[c]];
    qp_noise_score public = qp_noise_corrected(b->flow[c], out, in, f->total,
                                               QP_PRIOR_PUBLIC);
    const square_value values[] = {
        {"disparity_alpha_out", b->alpha_out[c]},
        {"disparity_alpha_in", b->alpha_in[c]},
        {"disparity_alpha", b->alpha[c]},
        {"disparity_alpha_undirected", b->alpha[c]},
        {"nc_expected", b->expected[c]},
        {"nc_score", b->score[c]},
        {"nc_sd_as_in_public_code", public.sd},
        {"nc_sd_moment_matched_beta", b->sd[c]},
        {"nc_keep_delta1.64", qp_noise_keeps(b->score[c], b->sd[c], 1.64)},
    };
    return square_pick(values, sizeof values / sizeof *values, metric);
}

QP_TEST(backbone, gives_the_golden_values_cell_by_cell)
{
    static golden_table expected;
    square_names cities;
    square_names nodes;
    qp_square directed = square_of_cities(&cities);
    qp_square half = square_read("inputs/backbone_undirected",
                                 (const int[]){0, 1, 2}, NULL, &nodes);
    qp_square tied = square_make(half.n);
    for (size_t r = 0; r < half.n; r++)
        for (size_t s = 0; s < half.n; s++)
            tied.flow[r * half.n + s] = half.flow[r * half.n + s] +
                                        half.flow[s * half.n + r];
    qp_square_sum(&tied);
    qp_backbone b = backbone_of(&directed, true);
    qp_backbone t = backbone_of(&tied, true);
    golden_own("expected/backbone", &expected);
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        bool undirected = strchr(line->cell[1], '|') != NULL;
        const qp_square *f = undirected ? &tied : &directed;
        const qp_backbone *of = undirected ? &t : &b;
        size_t cell = square_cell(undirected ? &nodes : &cities, line->cell[1]);
        size_t c = place_of(of, cell / f->n, cell % f->n);
        golden_expect(line, of_flow(f, of, c, line->cell[0]));
    }
    cr_assert_eq(expected.count, 5 + 25 * 8);
    cr_assert_eq(b.count, 25);
    cr_assert_eq(t.count, 2 * 5);
    qp_backbone_clear(&b);
    qp_backbone_clear(&t);
    qp_square_clear(&directed);
    qp_square_clear(&half);
    qp_square_clear(&tied);
}

/* ----------------------------------------------------------------- by hand */

/*
 *      A ──8──▶ B          A sends 10 in 3 flows, B 3 in one
 *      A ──1──▶ C, D       C receives 4 in 2 flows, B 8 in one
 *      B ──3──▶ C
 */
QP_TEST(backbone, of_four_units_is_as_worked_by_hand)
{
    square_names names = {0};
    qp_square f = square_of("A B 8, A C 1, A D 1, B C 3", &names);
    qp_backbone b = backbone_of(&f, true);
    cr_assert_eq(b.count, 4);
    cr_assert_float_eq(b.alpha_out[0], 0.2 * 0.2, 1e-15, "A -> B: 2 of 10");
    cr_assert_eq(b.alpha_in[0], 1, "all that B receives");
    cr_assert_eq(b.alpha[0], b.alpha_out[0]);
    cr_assert_float_eq(b.alpha_in[1], 0.75, 1e-15, "A -> C: 1 of 4");
    cr_assert_eq(b.alpha_out[3], 1, "all that B sends");
    cr_assert_float_eq(b.alpha_in[3], 0.25, 1e-15);
    cr_assert(qp_disparity_keeps(b.alpha[0], 0.05));
    cr_assert_not(qp_disparity_keeps(b.alpha[3], 0.05));

    /* B -> C: n 13, O 3, I 4: kappa 13/12, F 3 */
    cr_assert_float_eq(b.expected[3], 12.0 / 13, 1e-15);
    cr_assert_float_eq(b.score[3], (3.25 - 1) / (3.25 + 1), 1e-15);
    double mu = 12.0 / 169;
    double variance = 12.0 * 10 * 9 / (pow(13, 4) * 12);
    double alpha = mu * mu * (1 - mu) / variance - mu;
    double beta = mu * (1 - mu) * (1 - mu) / variance - (1 - mu);
    double p = (alpha + 3) / (alpha + beta + 13);
    double d = 1.0 / 12 - 13.0 * 7 / 144;
    double slope = 2 * (13.0 / 12 + 3 * d) / (4.25 * 4.25);
    cr_assert_float_eq(b.sd[3], sqrt(13 * p * (1 - p)) * fabs(slope), 1e-14);
    cr_assert_float_eq(alpha / (alpha + beta), mu, 1e-15, "mean of the prior");
    double sum = alpha + beta;
    cr_assert_float_eq(alpha * beta / (sum * sum * (sum + 1)), variance, 1e-15,
                       "variance of the prior");
    qp_backbone_clear(&b);
    qp_square_clear(&f);
}

/* -------------------------------------------------------------- edge cases */

/* A stick broken at random at k - 1 places: how often is its first piece as
 * long as w? */
QP_TEST(backbone, disparity_is_the_chance_of_so_long_a_piece)
{
    enum { BREAKS = 3, TRIALS = 200000 };
    uint64_t state = 12345;
    size_t longer = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        double first = 1;
        for (int k = 0; k < BREAKS; k++)
            first = fmin(first, square_draw(&state, 1u << 30) / 0x1p30);
        longer += first >= 0.4;
    }
    double sd = sqrt(0.216 * (1 - 0.216) / TRIALS);
    cr_assert_float_eq(qp_disparity(4, 10, BREAKS + 1), 0.216, 1e-15, "0.6^3");
    cr_assert_float_eq((double)longer / TRIALS, 0.216, 4 * sd);
}

QP_TEST(backbone, has_no_score_where_one_unit_sends_or_receives_all)
{
    square_names names = {0};
    qp_square f = square_of("A B 8, A C 1", &names);
    qp_backbone b = backbone_of(&f, true);
    for (size_t c = 0; c < b.count; c++) {
        cr_expect(isnan(b.score[c]) && isnan(b.sd[c]));
        cr_expect_not(qp_noise_keeps(b.score[c], b.sd[c], 0));
        cr_expect(b.alpha[c] >= 0 && b.alpha[c] <= 1);
    }
    qp_backbone_clear(&b);
    qp_square_clear(&f);
}

QP_TEST(backbone, of_nothing_is_empty)
{
    qp_square f = square_make(3);
    qp_backbone b = backbone_of(&f, true);
    cr_assert_eq(b.count, 0);
    qp_backbone_clear(&b);
    qp_square_clear(&f);
}

QP_TEST(backbone, of_amounts_has_a_score_and_no_deviation)
{
    square_names names;
    qp_square f = square_of_cities(&names);
    qp_square yuan = square_scaled(&f, 1000);
    qp_backbone b = backbone_of(&f, true);
    qp_backbone y = backbone_of(&yuan, false);
    for (size_t c = 0; c < b.count; c++) {
        cr_expect_float_eq(b.alpha[c], y.alpha[c], 1e-12);
        cr_expect_float_eq(b.score[c], y.score[c], 1e-12);
        cr_expect(isfinite(b.sd[c]) && isnan(y.sd[c]));
    }
    qp_backbone_clear(&b);
    qp_backbone_clear(&y);
    qp_square_clear(&f);
    qp_square_clear(&yuan);
}

QP_TEST(backbone, turns_with_the_flows)
{
    for (uint64_t seed = 1; seed <= 50; seed++) {
        qp_square f = square_random(seed, 8);
        qp_square turned = square_turned(&f);
        qp_backbone b = backbone_of(&f, true);
        qp_backbone t = backbone_of(&turned, true);
        cr_assert_eq(b.count, t.count);
        for (size_t c = 0; c < b.count; c++) {
            size_t d = place_of(&t, b.to[c], b.from[c]);
            cr_expect_eq(b.alpha_out[c], t.alpha_in[d]);
            cr_expect_eq(b.alpha_in[c], t.alpha_out[d]);
            cr_expect(b.sd[c] == t.sd[d] ||
                      fabs(b.sd[c] - t.sd[d]) < 1e-12 * b.sd[c] ||
                      (isnan(b.sd[c]) && isnan(t.sd[d])));
            cr_expect(isnan(b.score[c]) || fabs(b.score[c]) < 1);
        }
        qp_backbone_clear(&b);
        qp_backbone_clear(&t);
        qp_square_clear(&f);
        qp_square_clear(&turned);
    }
}

QP_TEST(backbone, comes_back_clean_from_every_failure_of_memory)
{
    square_names names;
    qp_square f = square_of_cities(&names);
    qp_backbone b = {.count = 42};
    for (long allowed = 0; allowed < 11; allowed++) {
        qp_memory_allow(allowed);
        qp_status status = qp_backbone_measure(&f, true, &b, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_eq(b.count, 42);
    }
    qp_square_clear(&f);
}
