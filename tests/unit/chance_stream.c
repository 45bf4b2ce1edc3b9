/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdbool.h>

#include "chance/stream.h"
#include "support/fit.h"
#include "support/leak.h"

/* Known answers of Philox4x32-10, file kat_vectors of the Random123 library
 * (Salmon et al. 2011): counter and key all zero. */
QP_TEST(stream, is_philox_of_seed_replicate_and_position)
{
    static const uint32_t known[] = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c,
                                     0x9b00dbd8};
    qp_stream stream = qp_stream_start(0, 0);
    for (int w = 0; w < 4; w++)
        cr_assert_eq(qp_stream_word(&stream), known[w]);
}

/* The known answer with the digits of pi: counter 243f6a88 85a308d3 13198a2e
 * 03707344, key a4093822 299f31d0. */
QP_TEST(stream, takes_the_counter_from_block_and_replicate)
{
    static const uint32_t known[] = {0xd16cfe09, 0x94fdcceb, 0x5001e420,
                                     0x24126ea1};
    qp_stream stream = qp_stream_start(0x299f31d0a4093822, 0x0370734413198a2e);
    stream.block = 0x85a308d3243f6a88;
    for (int w = 0; w < 4; w++)
        cr_assert_eq(qp_stream_word(&stream), known[w]);
}

QP_TEST(stream, of_another_seed_or_replicate_is_another)
{
    qp_stream a = qp_stream_start(1, 7);
    qp_stream b = qp_stream_start(1, 8);
    qp_stream c = qp_stream_start(2, 7);
    qp_stream again = qp_stream_start(1, 7);
    uint64_t first = qp_stream_long(&a);
    cr_assert_neq(qp_stream_long(&b), first);
    cr_assert_neq(qp_stream_long(&c), first);
    cr_assert_eq(qp_stream_long(&again), first);
}

QP_TEST(stream, has_another_seed_for_another_question)
{
    cr_assert_eq(qp_seed_for(1, "hhi talent 2018"),
                 qp_seed_for(1, "hhi talent 2018"));
    cr_assert_neq(qp_seed_for(1, "hhi talent 2018"),
                  qp_seed_for(1, "hhi talent 2019"));
    cr_assert_neq(qp_seed_for(1, "hhi talent 2018"),
                  qp_seed_for(2, "hhi talent 2018"));
}

/* Mean 1/2, variance 1/12; the mean of 100,000 has a standard error of
 * 0.0009. */
QP_TEST(stream, is_uniform_between_zero_and_one)
{
    enum { DRAWS = 100000 };
    qp_stream stream = qp_stream_start(3, 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
        double u = qp_stream_uniform(&stream);
        cr_assert(u >= 0 && u < 1);
        sum += u;
        squares += u * u;
    }
    double mean = sum / DRAWS;
    cr_assert_float_eq(mean, 0.5, 5 * 0.0009);
    cr_assert_float_eq(squares / DRAWS - mean * mean, 1.0 / 12, 0.001);
}

QP_TEST(stream, draws_below_a_limit_without_favour)
{
    enum { LIMIT = 7, DRAWS = 70000 };
    qp_stream stream = qp_stream_start(4, 0);
    double counts[LIMIT] = {0};
    double shares[LIMIT];
    for (int c = 0; c < LIMIT; c++)
        shares[c] = 1.0 / LIMIT;
    for (int i = 0; i < DRAWS; i++) {
        uint64_t drawn = qp_stream_below(&stream, LIMIT);
        cr_assert_lt(drawn, LIMIT);
        counts[drawn]++;
    }
    cr_assert_gt(fit(counts, shares, LIMIT, DRAWS), 0.001);
    cr_assert_eq(qp_stream_below(&stream, 1), 0);
}

/* Row n of Pascal's triangle over 2^n. */
static void pascal(int n, double shares[])
{
    shares[0] = 1;
    for (int row = 1; row <= n; row++) {
        shares[row] = shares[row - 1] / 2;
        for (int k = row - 1; k > 0; k--)
            shares[k] = (shares[k] + shares[k - 1]) / 2;
        shares[0] /= 2;
    }
}

QP_TEST(stream, tosses_coins_as_pascals_triangle_says)
{
    enum { TOSSES = 6, DRAWS = 64000 };
    qp_stream stream = qp_stream_start(5, 0);
    double counts[TOSSES + 1] = {0};
    double shares[TOSSES + 1];
    pascal(TOSSES, shares);
    cr_assert_eq(shares[3], 20.0 / 64);
    for (int i = 0; i < DRAWS; i++)
        counts[qp_stream_heads(&stream, TOSSES)]++;
    cr_assert_gt(fit(counts, shares, TOSSES + 1, DRAWS), 0.001);
}

QP_TEST(stream, tosses_no_coin_for_nothing)
{
    qp_stream stream = qp_stream_start(6, 0);
    cr_assert_eq(qp_stream_heads(&stream, 0), 0);
    cr_assert_eq(stream.block, 0, "no word was used");
}

/* Draws of Binomial(tosses, 1/2) on both sides of the point where counting
 * ends, sorted into cells of a width of about a third of their spread; the
 * probability of a cell is summed from Pascal's triangle. */
static void expect_binomial(int tosses, uint64_t seed)
{
    enum { CELLS = 24, DRAWS = 20000, MOST = 8192 };
    static double shares[MOST + 1];
    double counts[CELLS] = {0};
    double cells[CELLS] = {0};
    int width = (int)(sqrt(tosses) / 6) + 1;
    int first = tosses / 2 - width * CELLS / 2;
    pascal(tosses, shares);
    for (int k = 0; k <= tosses; k++) {
        int cell = (k - first) / width;
        cells[k < first ? 0 : cell < CELLS ? cell : CELLS - 1] += shares[k];
    }
    for (int i = 0; i < DRAWS; i++) {
        qp_stream stream = qp_stream_start(seed, (uint64_t)i);
        int k = (int)qp_stream_heads(&stream, (uint64_t)tosses);
        int cell = (k - first) / width;
        counts[k < first ? 0 : cell < CELLS ? cell : CELLS - 1]++;
    }
    cr_assert_gt(fit(counts, cells, CELLS, DRAWS), 0.001, "%d tosses", tosses);
}

QP_TEST(stream, tosses_many_coins_as_well_as_few)
{
    expect_binomial(31, 7);
    expect_binomial(1000, 8);
    expect_binomial(4096, 9);
    expect_binomial(4097, 10);
    expect_binomial(5000, 11);
    expect_binomial(8191, 12);
}

/* Mean n/2, standard deviation sqrt(n)/2, kurtosis 3 - 2/n; of 20,000 draws
 * the mean has a standard error of 0.007 deviations, the variance of 1 %, the
 * kurtosis of 0.035. */
QP_TEST(stream, tosses_as_many_coins_as_a_double_can_count)
{
    enum { DRAWS = 20000 };
    const uint64_t tosses = (uint64_t)1 << 53;
    double moments[5] = {0};
    for (uint64_t i = 0; i < DRAWS; i++) {
        qp_stream stream = qp_stream_start(13, i);
        double heads = (double)qp_stream_heads(&stream, tosses);
        double deviations = (heads - 0x1p52) / (sqrt(0x1p53) / 2);
        double power = 1;
        for (int m = 1; m < 5; m++)
            moments[m] += power *= deviations;
    }
    cr_assert_float_eq(moments[1] / DRAWS, 0, 5 * 0.007);
    cr_assert_float_eq(moments[2] / DRAWS, 1, 0.05);
    cr_assert_float_eq(moments[3] / DRAWS, 0, 0.1);
    cr_assert_float_eq(moments[4] / DRAWS, 3, 5 * 0.035);
}
