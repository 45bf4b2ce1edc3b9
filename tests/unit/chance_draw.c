/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/draw.h"
#include "support/fit.h"
#include "support/leak.h"

enum { CELLS = 500, DRAWS = 100000 };

/* ---------------------------------------------------------------- binomial */

/* ln P(X = k) by factorials. */
static double factorial_density(double k, double n, double p)
{
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) +
               (n - k) * log1p(-p));
}

static double poisson_density(double k, double mean)
{
    return exp(k * log(mean) - mean - lgamma(k + 1));
}

/** Neighbouring outcomes taken together until 20 draws are expected. */
typedef struct {
    double last[CELLS]; ///< largest outcome of a cell
    double share[CELLS];
    int count;
} outcomes;

/* From ten deviations below the mean to ten above. */
static outcomes sort_outcomes(double n, double p)
{
    outcomes o = {0};
    double reach = 10 * sqrt(n * p * (1 - p)) + 10;
    double k = fmax(0, floor(n * p - reach));
    double left = 1;
    double sum = 0;
    for (; k <= fmin(n, n * p + reach); k++) {
        sum += n < 1e9 ? factorial_density(k, n, p) : poisson_density(k, n * p);
        double step = fmax(20.0 / DRAWS, 1.0 / (CELLS - 2));
        if (sum < step || left - sum < step)
            continue;
        o.last[o.count] = k;
        o.share[o.count++] = sum;
        left -= sum;
        sum = 0;
    }
    o.last[o.count] = n;
    o.share[o.count++] = left;
    return o;
}

static void expect_binomial(uint64_t n, double p, uint64_t seed)
{
    outcomes o = sort_outcomes((double)n, p);
    double counts[CELLS] = {0};
    qp_stream stream = qp_stream_start(seed, 0);
    for (int i = 0; i < DRAWS; i++) {
        uint64_t drawn = qp_draw_binomial(&stream, n, p);
        cr_assert_leq(drawn, n);
        int cell = 0;
        while ((double)drawn > o.last[cell])
            cell++;
        counts[cell]++;
    }
    cr_assert_geq(o.count, 2);
    double fits = fit(counts, o.share, o.count, DRAWS);
    cr_expect(fits > 0.001, "%g trials at %g: p = %g", (double)n, p, fits);
}

QP_TEST(draw, binomial_walks_as_the_factorials_say)
{
    expect_binomial(1, 0.3, 1);
    expect_binomial(2, 0.5, 2);
    expect_binomial(10, 0.1, 3);
    expect_binomial(19, 0.5, 4);
    expect_binomial(20, 0.45, 5);
    expect_binomial(1000, 0.0001, 6);
    expect_binomial(1000, 0.003, 7);
    expect_binomial(1000000, 9.99e-6, 8);
}

/* Means of 10 and a little more, where the hat is laid closest. */
QP_TEST(draw, binomial_is_proposed_right_from_the_least_mean_on)
{
    expect_binomial(20, 0.5, 11);
    expect_binomial(21, 0.4999, 12);
    expect_binomial(25, 0.4, 13);
    expect_binomial(40, 0.25, 14);
    expect_binomial(100, 0.1, 15);
    expect_binomial(1000, 0.01, 16);
    expect_binomial(1000000, 1.0001e-5, 17);
}

/* Means of 300 and more are looked at also far from their mode. */
QP_TEST(draw, binomial_is_proposed_right_for_large_means)
{
    expect_binomial(100, 0.5, 21);
    expect_binomial(1000, 0.3, 22);
    expect_binomial(1000, 0.5, 23);
    expect_binomial(10000, 0.03, 24);
    expect_binomial(1000000, 0.001, 25);
    expect_binomial(1000000, 0.3, 26);
}

QP_TEST(draw, binomial_of_a_likely_success_counts_the_failures)
{
    expect_binomial(1, 0.7, 31);
    expect_binomial(100, 0.95, 32);
    expect_binomial(100, 0.9, 33);
    expect_binomial(1000, 0.7, 34);
    expect_binomial(1000000, 0.999999, 35);
}

/* With so many trials it is Poisson's distribution, to 1e-12. */
QP_TEST(draw, binomial_of_many_rare_trials_is_a_poisson_count)
{
    const uint64_t most = (uint64_t)1 << 53;
    expect_binomial(most, 0.5 / 0x1p53, 41);
    expect_binomial(most, 9 / 0x1p53, 42);
    expect_binomial(most, 12 / 0x1p53, 43);
    expect_binomial(most, 400 / 0x1p53, 44);
}

/* Standardised moments 0, 1, 0, 3; of 100,000 draws their standard errors are
 * 0.0032, 0.0045, 0.0077, 0.0155. */
QP_TEST(draw, binomial_of_as_many_trials_as_a_double_can_count)
{
    const double p = 0.3;
    const double mean = 0x1p53 * p;
    const double deviation = sqrt(mean * (1 - p));
    double moments[5] = {0};
    qp_stream stream = qp_stream_start(51, 0);
    for (int i = 0; i < DRAWS; i++) {
        double x = (double)qp_draw_binomial(&stream, (uint64_t)1 << 53, p);
        double power = 1;
        for (int m = 1; m < 5; m++)
            moments[m] += (power *= (x - mean) / deviation) / DRAWS;
    }
    cr_assert_float_eq(moments[1], 0, 5 * 0.0032);
    cr_assert_float_eq(moments[2], 1, 5 * 0.0045);
    cr_assert_float_eq(moments[3], 0, 5 * 0.0077);
    cr_assert_float_eq(moments[4], 3, 5 * 0.0155);
}

QP_TEST(draw, binomial_that_is_certain_uses_no_word)
{
    qp_stream stream = qp_stream_start(61, 0);
    cr_assert_eq(qp_draw_binomial(&stream, 0, 0.5), 0);
    cr_assert_eq(qp_draw_binomial(&stream, 42, 0), 0);
    cr_assert_eq(qp_draw_binomial(&stream, 42, 1), 42);
    cr_assert_eq(stream.block, 0);
}

/* -------------------------------------------------------------- multinomial */

static qp_multinomial made(const double weight[], size_t cells)
{
    qp_multinomial m = {0};
    cr_assert_eq(qp_multinomial_make(weight, cells, &m, NULL), QP_OK);
    return m;
}

static double sum_of(const double counts[], size_t cells)
{
    double sum = 0;
    for (size_t c = 0; c < cells; c++) {
        cr_assert(counts[c] >= 0 && floor(counts[c]) == counts[c]);
        sum += counts[c];
    }
    return sum;
}

/* Weights from 1 to 100, every seventh 0, in no order. */
static void uneven(double weight[], double share[], size_t cells)
{
    double sum = 0;
    for (size_t c = 0; c < cells; c++) {
        weight[c] = c % 7 == 3 ? 0 : pow(100, (double)(c * 37 % 101) / 100);
        sum += weight[c];
    }
    for (size_t c = 0; c < cells; c++)
        share[c] = weight[c] / sum;
}

/* Cells without weight hold nothing, and are not compared. */
static size_t without_zeros(const double share[], double kept[],
                            double counts[], size_t cells)
{
    size_t used = 0;
    for (size_t c = 0; c < cells; c++) {
        if (share[c] <= 0) {
            cr_assert_eq(counts[c], 0);
            continue;
        }
        kept[used] = share[c];
        counts[used++] = counts[c];
    }
    return used;
}

/* Throw `trials` balls `draws` times. All together must fit the weights, and
 * the draws taken singly must scatter about them as they should: the sum of
 * their chi-squares is one of draws * (cells - 1) degrees. */
static void expect_multinomial(size_t cells, uint64_t trials, int draws,
                               uint64_t seed)
{
    double weight[CELLS];
    double share[CELLS];
    double kept[CELLS];
    double all[CELLS] = {0};
    double scatter = 0;
    size_t used = 0;
    uneven(weight, share, cells);
    qp_multinomial m = made(weight, cells);
    for (int d = 0; d < draws; d++) {
        double counts[CELLS];
        qp_stream stream = qp_stream_start(seed, (uint64_t)d);
        qp_multinomial_draw(&m, trials, &stream, counts);
        cr_assert_eq(sum_of(counts, cells), (double)trials);
        used = without_zeros(share, kept, counts, cells);
        scatter += fit_chi2(counts, kept, (int)used, (double)trials);
        for (size_t c = 0; c < used; c++)
            all[c] += counts[c];
    }
    double fits = fit(all, kept, (int)used, (double)trials * draws);
    double scatters = qp_chi2_p(scatter, draws * (double)(used - 1));
    cr_expect(fits > 0.001, "%zu cells: fits with p = %g", cells, fits);
    cr_expect(scatters > 0.0005 && scatters < 0.9995,
              "%zu cells, %g balls: scatters with p = %g", cells,
              (double)trials, scatters);
    qp_multinomial_clear(&m);
}

QP_TEST(draw, multinomial_throws_few_balls_by_the_weights)
{
    expect_multinomial(2, 60, 4000, 101);
    expect_multinomial(40, 500, 4000, 102);
    expect_multinomial(64, 600, 4000, 103);
    expect_multinomial(200, 2000, 1000, 104);
    expect_multinomial(CELLS, 4000, 1000, 105);
}

QP_TEST(draw, multinomial_fills_cells_of_many_balls_by_the_weights)
{
    expect_multinomial(2, 10000, 4000, 111);
    expect_multinomial(40, 5000, 2000, 112);
    expect_multinomial(CELLS, 100000, 400, 113);
    expect_multinomial(CELLS, (uint64_t)1 << 40, 400, 114);
}

/* Heavy blocks are filled cell by cell and light ones ball by ball. */
QP_TEST(draw, multinomial_serves_both_in_one_draw)
{
    expect_multinomial(CELLS, 8000, 1000, 121);
    expect_multinomial(CELLS, 16000, 1000, 122);
}

QP_TEST(draw, multinomial_keeps_the_sum_of_as_many_balls_as_can_be_counted)
{
    const double weight[] = {1e-300, 3, 0, 1e-17, 5, 1e300};
    const uint64_t most = (uint64_t)1 << 53;
    qp_multinomial m = made(weight, 6);
    for (uint64_t r = 0; r < 20; r++) {
        double counts[6];
        qp_stream stream = qp_stream_start(131, r);
        qp_multinomial_draw(&m, most, &stream, counts);
        cr_assert_eq(sum_of(counts, 6), 0x1p53);
        cr_assert_eq(counts[5], 0x1p53, "the others weigh nothing beside it");
    }
    qp_multinomial_clear(&m);
}

QP_TEST(draw, multinomial_has_no_other_place_than_the_only_cell)
{
    const double weight[] = {0, 0.125, 0};
    const uint64_t trials[] = {0, 1, 11, 1000, (uint64_t)1 << 53};
    qp_multinomial m = made(weight, 3);
    for (int t = 0; t < 5; t++) {
        double counts[] = {42, 42, 42};
        qp_stream stream = qp_stream_start(141, 0);
        qp_multinomial_draw(&m, trials[t], &stream, counts);
        cr_assert_eq(counts[0], 0);
        cr_assert_eq(counts[1], (double)trials[t]);
        cr_assert_eq(counts[2], 0);
    }
    qp_multinomial_clear(&m);
}

/* The unit of weights is of no account: powers of 2 are exact. */
QP_TEST(draw, multinomial_is_the_same_in_any_unit)
{
    double weight[CELLS];
    double larger[CELLS];
    double share[CELLS];
    uneven(weight, share, CELLS);
    for (int c = 0; c < CELLS; c++)
        larger[c] = weight[c] * 0x1p40;
    qp_multinomial a = made(weight, CELLS);
    qp_multinomial b = made(larger, CELLS);
    for (uint64_t trials = 1; trials < 100000; trials *= 7) {
        double of_a[CELLS];
        double of_b[CELLS];
        qp_stream stream = qp_stream_start(151, trials);
        qp_stream same = stream;
        qp_multinomial_draw(&a, trials, &stream, of_a);
        qp_multinomial_draw(&b, trials, &same, of_b);
        for (int c = 0; c < CELLS; c++)
            cr_assert_eq(of_a[c], of_b[c]);
    }
    qp_multinomial_clear(&a);
    qp_multinomial_clear(&b);
}

QP_TEST(draw, multinomial_comes_back_clean_from_every_failure_of_memory)
{
    const double weight[] = {1, 2, 3};
    qp_multinomial m = {.cell_count = 42};
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_multinomial_make(weight, 3, &m, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK ||
                  (m.cell_count == 42 && qp_memory_held() == 0));
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 1);
    qp_multinomial_clear(&m);
    cr_assert_null(m.cell);
}
