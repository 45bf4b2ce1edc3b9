/* SPDX-License-Identifier: MIT */
#include <float.h>
#include <math.h>

#include "chance/density.h"
#include "chance/exact.h"
#include "support/leak.h"

static void expect_near(double got, double expected, const char *what)
{
    cr_expect(fabs(got - expected) <= 1e-12 * expected,
              "%s is %.17g, expected %.17g", what, got, expected);
}

/* Ratios of whole numbers, computed with Python's fractions. */
QP_TEST(exact, density_of_heads_is_a_binomial_coefficient_over_a_power)
{
    cr_assert_eq(qp_density_heads(0, 4), 1.0 / 16);
    expect_near(qp_density_heads(2, 4), 6.0 / 16, "2 of 4");
    expect_near(qp_density_heads(1, 16), 16.0 / 65536, "1 of 16");
    expect_near(qp_density_heads(15, 32), 1.31717585027217865e-01, "15 of 32");
    expect_near(qp_density_heads(450, 1000), 1.69397245277115680e-04,
                "450 of 1000");
    expect_near(qp_density_heads(50000, 100000), 2.52312621419673987e-03,
                "50000 of 100000");
    expect_near(qp_density_heads(49000, 100000), 5.19465920988930121e-12,
                "49000 of 100000");
}

QP_TEST(exact, densities_of_all_outcomes_sum_to_one)
{
    for (int tosses = 1; tosses < 400; tosses += 7) {
        double sum = 0;
        for (int heads = 0; heads <= tosses; heads++)
            sum += qp_density_heads(heads, tosses);
        expect_near(sum, 1, "sum of densities");
    }
}

/* As above; the last two in 80 digits (Python's decimal). */
QP_TEST(exact, density_of_unfair_coins_is_that_of_the_fractions)
{
    expect_near(qp_density_binomial(0, 3, 0.25), 27.0 / 64, "0 of 3");
    expect_near(qp_density_binomial(3, 3, 0.25), 1.0 / 64, "3 of 3");
    expect_near(qp_density_binomial(3, 10, 0.25), 120 * 2187 / 1048576.0,
                "3 of 10");
    expect_near(qp_density_binomial(10, 100, 0.125), 9.73037849524868437e-02,
                "10 of 100");
    expect_near(qp_density_binomial(700, 1000, 0.75), 4.56611474056320413e-05,
                "700 of 1000");
    expect_near(qp_density_binomial(5, 0x1p40, 0x1p-38),
                1.56293451850815973e-01, "5 of 2^40");
    double relative = qp_density_binomial(300500, 1e6, 0.3) /
                      4.79918164595675870e-04;
    cr_expect_float_eq(relative, 1, 1e-10, "300500 of a million");
}

/* The first is the golden value of core_effectiveness of Bei: 48 of 58, as R's
 * binom.test gives it. The others: Python's fractions, over 2^n. */
QP_TEST(exact, coin_p_is_that_of_the_two_sided_test)
{
    expect_near(qp_coin_p(48, 58), 4.5166191631196316e-07, "48 of 58");
    expect_near(qp_coin_p(3, 10), 2.0 * (1 + 10 + 45 + 120) / 1024, "3 of 10");
    expect_near(qp_coin_p(37, 63), 2.07367899856854221e-01, "37 of 63");
    expect_near(qp_coin_p(450, 1000), 1.73053608497631762e-03, "450 of 1000");
    expect_near(qp_coin_p(0, 1000), 1.86652723700643776e-301, "0 of 1000");
    expect_near(qp_coin_p(4900, 10000), 4.65855277049473868e-02,
                "4900 of 10000");
    expect_near(qp_coin_p(49000, 100000), 2.58871603834689792e-10,
                "49000 of 100000");
    expect_near(qp_coin_p(499000, 1000000), 4.56082998653820834e-02,
                "499000 of a million");
}

QP_TEST(exact, coin_p_is_one_where_no_outcome_is_likelier)
{
    cr_assert_eq(qp_coin_p(0, 0), 1);
    cr_assert_eq(qp_coin_p(0, 1), 1);
    cr_assert_eq(qp_coin_p(5, 10), 1);
    cr_assert_eq(qp_coin_p(5, 11), 1);
    cr_assert_eq(qp_coin_p(0x1p52, 0x1p53), 1);
}

/* As R defines it: the probabilities of all outcomes no likelier than the one
 * observed, summed. */
QP_TEST(exact, coin_p_sums_every_outcome_that_is_no_likelier)
{
    for (int tosses = 1; tosses <= 60; tosses++)
        for (int heads = 0; heads <= tosses; heads++) {
            double limit = qp_density_heads(heads, tosses) * (1 + 1e-7);
            double sum = 0;
            for (int k = 0; k <= tosses; k++) {
                double density = qp_density_heads(k, tosses);
                sum += density <= limit ? density : 0;
            }
            double p = qp_coin_p(heads, tosses);
            cr_assert_float_eq(p, sum, 1e-12, "%d of %d: %g, not %g", heads,
                               tosses, p, sum);
        }
}

QP_TEST(exact, p_is_never_zero)
{
    cr_assert_eq(qp_coin_p(10, 20000), DBL_MIN);
    cr_assert_eq(qp_chi2_p(1e6, 3), DBL_MIN);
    cr_assert_eq(qp_coin_p(0, 0x1p53), DBL_MIN);
    cr_assert_eq(qp_poisson_p(200, 0.001), DBL_MIN);
    cr_assert_eq(qp_poisson_p(3, 0), DBL_MIN, "none was expected");
    cr_assert_eq(qp_normal_p(-40), DBL_MIN);
}

/* Sums of terms in 60 digits (Python's decimal). */
QP_TEST(exact, poisson_p_is_twice_the_smaller_tail)
{
    expect_near(qp_poisson_p(5, 1), 7.31969365468742444e-03, "5 of 1");
    expect_near(qp_poisson_p(0, 4.9), 1.48931661418486815e-02, "0 of 4.9");
    expect_near(qp_poisson_p(12, 2.5), 2.51969182063997998e-05, "12 of 2.5");
    expect_near(qp_poisson_p(40, 3), 1.60061901850437828e-30, "40 of 3");
    expect_near(qp_poisson_p(3, 12.25), 3.77697789406124598e-03, "3 of 12.25");
    expect_near(qp_poisson_p(1000, 1100), 2.35046113627311072e-03,
                "1000 of 1100");
    expect_near(qp_poisson_p(1000, 900), 1.09980453142356576e-03,
                "1000 of 900");
    expect_near(qp_poisson_p(0, 700), 1.97193530875195417e-304, "0 of 700");
}

QP_TEST(exact, poisson_p_sums_the_tail_on_the_side_of_the_count)
{
    for (double mean = 0.01; mean < 60; mean *= 1.3) {
        double fewer = 0; /* P(X < count) */
        double density = exp(-mean);
        for (int count = 0; count < 80; count++) {
            double p = fmin(1, 2 * fmin(fewer + density, 1 - fewer));
            double got = qp_poisson_p(count, mean);
            cr_expect(fabs(got - p) <= 1e-12 * p + 1e-14,
                      "%d of %g: %.17g, not %.17g", count, mean, got, p);
            fewer += density;
            density *= mean / (count + 1);
        }
    }
}

QP_TEST(exact, poisson_p_is_one_where_no_tail_is_small)
{
    cr_assert_eq(qp_poisson_p(0, 0), 1);
    cr_assert_eq(qp_poisson_p(0, 0.5), 1, "P(X = 0) is above 1/2");
    cr_assert_eq(qp_poisson_p(7, 7), 1);
    cr_assert_eq(qp_poisson_p(1000000, 1000000), 1);
}

/* The quantiles of every textbook; the tails from SciPy. */
QP_TEST(exact, normal_p_is_that_of_the_tables)
{
    expect_near(qp_normal_p(QP_Z_95), 0.05, "1.96");
    expect_near(qp_normal_p(-2.5758293035489004), 0.01, "-2.58");
    expect_near(qp_normal_p(1), 0.31731050786291415, "1");
    expect_near(qp_normal_p(10), 1.523970604832094e-23, "10");
    cr_assert_eq(qp_normal_p(0), 1);
}

/* At 2^36 tosses summing ends. d deviations from the middle, one head and one
 * tail more change p by a factor of about 1 + d^2 / n; for the rest, both sides
 * of the seam agree. */
QP_TEST(exact, coin_p_has_no_seam_where_summing_ends)
{
    const double tosses = 0x1p36;
    const double deviation = 0x1p17;
    for (double d = 0.5; d < 37; d += 4.5) {
        double heads = tosses / 2 - d * deviation;
        double summed = qp_coin_p(heads, tosses);
        double beyond = qp_coin_p(heads + 1, tosses + 2);
        double tolerance = 1e-9 + 2 * d * d / tosses;
        cr_expect(fabs(beyond / summed - 1) < tolerance,
                  "%g deviations: %g, %g", d, summed, beyond);
    }
}

/* Even df: exp(-x/2) (1 + x/2 + ... + (x/2)^(df/2-1) / (df/2-1)!).
 * Odd df: erfc(sqrt(x/2)) + exp(-x/2) ((x/2)^(1/2)/G(3/2) + ...). */
static double closed_chi2_p(double chi2, int df)
{
    double x = chi2 / 2;
    double sum = 0;
    double a = df % 2 == 0 ? 1 : 1.5;
    double term = df % 2 == 0 ? 1 : 2 * sqrt(x / acos(-1));
    for (; a <= df / 2.0; a++) {
        sum += term;
        term *= x / a;
    }
    return exp(-x) * sum + (df % 2 == 0 ? 0 : erfc(sqrt(x)));
}

QP_TEST(exact, chi2_p_agrees_with_its_closed_forms)
{
    for (int df = 1; df <= 60; df++)
        for (double chi2 = 0.01; chi2 < 300; chi2 *= 1.4) {
            double p = qp_chi2_p(chi2, df);
            double closed = closed_chi2_p(chi2, df);
            cr_expect(fabs(p - closed) <= 1e-12 * closed + 1e-15,
                      "%g with %d df: %.17g, not %.17g", chi2, df, p, closed);
        }
}

/* Golden bowker_p of the six regions; the 5 % point of every textbook; large
 * df by the closed form in 80 digits (Python's decimal). */
QP_TEST(exact, chi2_p_is_that_of_the_tables)
{
    expect_near(qp_chi2_p(38.639846743295024, 15), 0.0007252053228114595,
                "38.6 with 15");
    expect_near(qp_chi2_p(3.841458820694124, 1), 0.05, "3.84 with 1");
    expect_near(qp_chi2_p(4064, 4064), 4.97049958365074707e-01, "4064 df");
    expect_near(qp_chi2_p(4000, 4064), 7.59981101957792005e-01, "4064 df");
    expect_near(qp_chi2_p(100250, 100000), 2.87725317528146451e-01, "1e5 df");
    expect_near(qp_chi2_p(700, 4), 3.48528622908900768e-150, "700 with 4");
    cr_assert_eq(qp_chi2_p(0, 5), 1);
}

/* Newcombe (1998), Two-sided confidence intervals for the single proportion,
 * Statistics in Medicine 17, 857-872, table I, method 3. */
QP_TEST(exact, wilson_is_the_published_interval)
{
    qp_interval of_263 = qp_wilson(81, 263, 1);
    cr_assert_float_eq(of_263.low, 0.2553, 5e-5);
    cr_assert_float_eq(of_263.high, 0.3662, 5e-5);
    qp_interval of_148 = qp_wilson(15, 148, 1);
    cr_assert_float_eq(of_148.low, 0.0624, 5e-5);
    cr_assert_float_eq(of_148.high, 0.1605, 5e-5);
    qp_interval none = qp_wilson(0, 20, 1);
    cr_assert_eq(none.low, 0);
    cr_assert_float_eq(none.high, 0.1611, 5e-5);
}

/* The ends of Wilson's interval are where (p - P)^2 n = z^2 P (1 - P). */
QP_TEST(exact, wilson_ends_where_the_score_is_z)
{
    const double dispersion = 2.5;
    for (double heads = 1; heads < 40; heads += 3) {
        double n = 40 / dispersion;
        double p = heads / 40;
        qp_interval i = qp_wilson(heads, 40, dispersion);
        double ends[] = {i.low, i.high};
        for (int e = 0; e < 2; e++)
            cr_expect_float_eq((p - ends[e]) * (p - ends[e]) * n,
                               QP_Z_95 * QP_Z_95 * ends[e] * (1 - ends[e]),
                               1e-12);
        cr_expect(i.low < p && p < i.high);
    }
}
