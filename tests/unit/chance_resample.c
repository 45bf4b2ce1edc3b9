/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/resample.h"
#include "chance/summary.h"
#include "support/fit.h"
#include "support/golden.h"
#include "support/leak.h"

/* -------------------------------------------------------------------- rows */

QP_TEST(resample, counts_the_rows_it_draws)
{
    enum { ROWS = 50 };
    uint32_t row[ROWS];
    uint32_t times[ROWS];
    uint32_t counted[ROWS] = {0};
    qp_stream stream = qp_stream_start(1, 0);
    qp_stream same = stream;
    qp_resample_rows(&stream, ROWS, row);
    qp_resample_counts(&same, ROWS, times);
    for (int r = 0; r < ROWS; r++) {
        cr_assert_lt(row[r], ROWS);
        counted[row[r]]++;
    }
    for (int r = 0; r < ROWS; r++)
        cr_assert_eq(counted[r], times[r]);
    cr_assert_eq(qp_stream_word(&stream), qp_stream_word(&same));
}

QP_TEST(resample, draws_every_row_alike_and_any_row_again)
{
    enum { ROWS = 7, DRAWS = 10000 };
    double counts[ROWS] = {0};
    double shares[ROWS];
    double missed = 0;
    for (int r = 0; r < ROWS; r++)
        shares[r] = 1.0 / ROWS;
    for (uint64_t d = 0; d < DRAWS; d++) {
        uint32_t times[ROWS];
        qp_stream stream = qp_stream_start(2, d);
        qp_resample_counts(&stream, ROWS, times);
        for (int r = 0; r < ROWS; r++)
            counts[r] += times[r];
        missed += times[0] == 0 ? 1 : 0;
    }
    cr_assert_gt(fit(counts, shares, ROWS, ROWS * DRAWS), 0.001);
    /* A row is missed by seven draws with probability (6/7)^7. */
    double p = pow(6.0 / 7, 7);
    cr_assert_float_eq(missed / DRAWS, p, 5 * sqrt(p * (1 - p) / DRAWS));
}

QP_TEST(resample, draws_the_only_row_and_no_row_of_none)
{
    uint32_t row[] = {42};
    qp_stream stream = qp_stream_start(3, 0);
    qp_resample_rows(&stream, 0, row);
    cr_assert_eq(row[0], 42);
    qp_resample_rows(&stream, 1, row);
    cr_assert_eq(row[0], 0);
}

/* ----------------------------------------------------------------- shuffles */

/* Orders of four as numbers of base 4; 24 of the 256 are orders. */
QP_TEST(resample, shuffles_into_all_orders_alike)
{
    enum { DRAWS = 48000, CODES = 256 };
    double met[CODES] = {0};
    double counts[24];
    double shares[24];
    int orders = 0;
    for (uint64_t d = 0; d < DRAWS; d++) {
        uint32_t item[] = {0, 1, 2, 3};
        qp_stream stream = qp_stream_start(4, d);
        qp_resample_shuffle(&stream, 4, item);
        met[((item[0] * 4 + item[1]) * 4 + item[2]) * 4 + item[3]]++;
    }
    for (int c = 0; c < CODES; c++)
        if (met[c] > 0) {
            cr_assert_lt(orders, 24);
            shares[orders] = 1.0 / 24;
            counts[orders++] = met[c];
        }
    cr_assert_eq(orders, 24);
    cr_assert_gt(fit(counts, shares, 24, DRAWS), 0.001);
}

QP_TEST(resample, shuffle_keeps_every_item)
{
    enum { ITEMS = 1000 };
    uint32_t item[ITEMS];
    bool met[ITEMS] = {false};
    for (uint32_t i = 0; i < ITEMS; i++)
        item[i] = i;
    qp_stream stream = qp_stream_start(5, 0);
    qp_resample_shuffle(&stream, ITEMS, item);
    for (int i = 0; i < ITEMS; i++) {
        cr_assert_not(met[item[i]]);
        met[item[i]] = true;
    }
    qp_resample_shuffle(&stream, 0, NULL);
}

/* ------------------------------------------------------------- golden values */

static double herfindahl(const double x[], size_t n)
{
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        squares += x[i] * x[i];
    }
    return squares / (sum * sum);
}

static double gini(const double x[], size_t n)
{
    double sum = 0;
    double apart = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        for (size_t j = 0; j < n; j++)
            apart += fabs(x[i] - x[j]);
    }
    return apart / (2 * (double)n * sum);
}

typedef double statistic(const double x[], size_t n);

static qp_jackknife leave_out(statistic *of, const double x[], size_t n)
{
    double without[GOLDEN_CELLS];
    for (size_t left = 0; left < n; left++) {
        double others[GOLDEN_CELLS];
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            if (i != left)
                others[count++] = x[i];
        without[left] = of(others, count);
    }
    return qp_jackknife_of(without, n, of(x, n));
}

static size_t read_stock(double x[])
{
    static golden_table stock;
    golden_own("inputs/concentration", &stock);
    for (size_t i = 0; i < stock.count; i++)
        x[i] = golden_number(stock.lines[i].cell[1]);
    return stock.count;
}

QP_TEST(resample, jackknife_is_the_golden_one)
{
    static golden_table expected;
    double x[GOLDEN_CELLS];
    size_t n = read_stock(x);
    golden_own("expected/uncertainty", &expected);
    qp_jackknife of_hhi = leave_out(herfindahl, x, n);
    qp_jackknife of_gini = leave_out(gini, x, n);
    golden_meet(&expected, "jackknife_HHI_bias", "concentration", of_hhi.bias);
    golden_meet(&expected, "jackknife_HHI_se", "concentration", of_hhi.se);
    golden_meet(&expected, "jackknife_gini_bias", "concentration",
                of_gini.bias);
    golden_meet(&expected, "jackknife_gini_se", "concentration", of_gini.se);
}

/* The rows that each replicate drew are given. */
QP_TEST(resample, bootstrap_of_given_rows_is_the_golden_one)
{
    static golden_table expected;
    static golden_table rows;
    static double hhi[GOLDEN_LINES];
    static double sorted[GOLDEN_LINES];
    double x[GOLDEN_CELLS];
    size_t n = read_stock(x);
    golden_own("expected/uncertainty", &expected);
    golden_own("inputs/bootstrap_indices", &rows);
    for (size_t r = 0; r < rows.count; r++) {
        double drawn[GOLDEN_CELLS];
        for (size_t i = 0; i < n; i++)
            drawn[i] = x[(size_t)golden_number(rows.lines[r].cell[1 + i])];
        hhi[r] = herfindahl(drawn, n);
    }
    qp_null_summary summary = qp_summarise(hhi, rows.count, 1, NAN);
    size_t valid = qp_sort_valid(hhi, rows.count, 1, sorted);
    golden_meet(&expected, "bootstrap_HHI_n_valid", "B=19", (double)valid);
    golden_meet(&expected, "bootstrap_HHI_se", "B=19", summary.sd);
    golden_meet(&expected, "bootstrap_HHI_quantile_type7_0.05", "B=19",
                qp_quantile(sorted, valid, 0.05));
    golden_meet(&expected, "bootstrap_HHI_quantile_type7_0.95", "B=19",
                qp_quantile(sorted, valid, 0.95));
}

/* ---------------------------------------------------------------- jackknife */

/* The jackknife of a mean has no bias and the usual error: of 1, 2, 6 the mean
 * is 3, the variance 7, the error sqrt(7/3); without one they are 4, 7/2, 3/2.
 */
QP_TEST(resample, jackknife_of_a_mean_is_its_standard_error)
{
    const double without[] = {4, 3.5, 1.5};
    qp_jackknife j = qp_jackknife_of(without, 3, 3);
    cr_assert_float_eq(j.bias, 0, 1e-15);
    cr_assert_float_eq(j.se, sqrt(7.0 / 3), 1e-15);
}

QP_TEST(resample, jackknife_needs_two_units_and_every_value)
{
    const double without[] = {1, NAN};
    cr_assert(isnan(qp_jackknife_of(without, 1, 1).se));
    cr_assert(isnan(qp_jackknife_of(without, 2, 1).bias));
    cr_assert(isnan(qp_jackknife_of(without, 2, 1).se));
}
