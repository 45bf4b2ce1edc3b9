/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/summary.h"
#include "support/leak.h"

/* 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, sd sqrt(14/3). */
QP_TEST(summary, leaves_out_replicates_without_a_value)
{
    const double value[] = {NAN, 3, 1, NAN, 6, 2};
    qp_null_summary s = qp_summarise(value, 6, 1, 3);
    cr_assert_eq(s.mean, 3);
    cr_assert_float_eq(s.sd, sqrt(14.0 / 3), 1e-15);
    cr_assert_eq(s.replicates, 6);
    cr_assert_eq(s.valid, 4);
    cr_assert_eq(s.upper, 2, "3 and 6");
    cr_assert_eq(s.lower, 3, "1, 2 and 3");
    cr_assert_eq(qp_null_p_upper(&s), 3.0 / 5);
    cr_assert_eq(qp_null_p_lower(&s), 4.0 / 5);
    cr_assert_eq(qp_null_p_both(&s), 1);
}

QP_TEST(summary, takes_one_column_of_several)
{
    const double value[] = {1, 10, 100, 3, 30, 300};
    cr_assert_eq(qp_summarise(value, 2, 3, 0).mean, 2);
    cr_assert_eq(qp_summarise(value + 1, 2, 3, 0).mean, 20);
    double sorted[2];
    cr_assert_eq(qp_sort_valid(value + 2, 2, 3, sorted), 2);
    cr_assert_eq(sorted[1], 300);
}

/* Relative 1e-10 is a tie, 1e-8 is none; also of negative values. */
QP_TEST(summary, counts_ties_on_both_sides)
{
    for (int sign = -1; sign <= 1; sign += 2) {
        const double value[] = {
            sign * 5 * (1 + 1e-10),
            sign * 5 * (1 - 1e-10),
            sign * 5 * (1 + 1e-8),
            sign * 5 * (1 - 1e-8),
            0,
        };
        qp_null_summary s = qp_summarise(value, 5, 1, sign * 5.0);
        cr_assert_eq(s.upper, sign > 0 ? 3 : 4);
        cr_assert_eq(s.lower, sign > 0 ? 4 : 3);
    }
}

/* 99 values 1 ... 99, observed 98: two as large, p = 3/100, twice that. */
QP_TEST(summary, doubles_the_smaller_tail)
{
    double value[99];
    for (int r = 0; r < 99; r++)
        value[r] = r + 1;
    qp_null_summary high = qp_summarise(value, 99, 1, 98);
    qp_null_summary low = qp_summarise(value, 99, 1, 0.5);
    cr_assert_float_eq(qp_null_p_upper(&high), 0.03, 1e-15);
    cr_assert_float_eq(qp_null_p_both(&high), 0.06, 1e-15);
    cr_assert_float_eq(qp_null_p_both(&low), 0.02, 1e-15);
}

/* As many 0 as 2 and one 1: mean 1, sd sqrt(998/998) = 1. */
QP_TEST(summary, tells_z_of_999_values_and_not_of_fewer)
{
    double value[QP_LEAST_FOR_Z];
    for (int r = 0; r < QP_LEAST_FOR_Z; r++)
        value[r] = r == 0 ? 1 : r % 2 * 2;
    qp_null_summary s = qp_summarise(value, QP_LEAST_FOR_Z, 1, 4);
    cr_assert_float_eq(qp_null_z(&s), 3, 1e-12);
    value[0] = NAN;
    s = qp_summarise(value, QP_LEAST_FOR_Z, 1, 4);
    cr_assert_eq(s.valid, 998);
    cr_assert(isnan(qp_null_z(&s)));
}

/* 0.1 + 0.2 is not 0.3, but as near as rounding comes. */
QP_TEST(summary, tells_no_z_where_rounding_alone_makes_a_spread)
{
    double value[QP_LEAST_FOR_Z];
    for (int r = 0; r < QP_LEAST_FOR_Z; r++)
        value[r] = r % 2 == 0 ? 0.3 : 0.1 + 0.2;
    cr_assert_neq(value[0], value[1]);
    qp_null_summary s = qp_summarise(value, QP_LEAST_FOR_Z, 1, 0.4);
    cr_assert_eq(s.sd, 0);
    cr_assert(isnan(qp_null_z(&s)));
    cr_assert_eq(s.upper, 0);
}

QP_TEST(summary, of_nothing_is_no_number)
{
    const double value[] = {NAN, NAN};
    double sorted[2];
    qp_null_summary s = qp_summarise(value, 2, 1, 1);
    cr_assert(isnan(s.mean) && isnan(s.sd));
    cr_assert(isnan(qp_null_p_upper(&s)) && isnan(qp_null_p_lower(&s)));
    cr_assert(isnan(qp_null_p_both(&s)) && isnan(qp_null_z(&s)));
    cr_assert_eq(qp_sort_valid(value, 2, 1, sorted), 0);
    cr_assert(isnan(qp_quantile(sorted, 0, 0.5)));
    cr_assert(isnan(qp_percentile_interval(sorted, 0).low));
}

QP_TEST(summary, has_no_p_without_an_observation)
{
    const double value[] = {1, 2};
    qp_null_summary s = qp_summarise(value, 2, 1, NAN);
    cr_assert_eq(s.mean, 1.5);
    cr_assert(isnan(qp_null_p_upper(&s)) && isnan(qp_null_p_lower(&s)));
    cr_assert(isnan(qp_null_p_both(&s)));
    cr_assert_eq(qp_summarise(value, 1, 1, 1).valid, 1);
    cr_assert(isnan(qp_summarise(value, 1, 1, 1).sd));
}

/* h = 3 * share: 0.25 is at 0.75, 0.5 at 1.5, 0.9 at 2.7. */
QP_TEST(summary, draws_straight_lines_between_values)
{
    const double value[] = {40, NAN, 10, 20, 30};
    double sorted[5];
    size_t count = qp_sort_valid(value, 5, 1, sorted);
    cr_assert_eq(count, 4);
    cr_assert_eq(qp_quantile(sorted, count, 0), 10);
    cr_assert_eq(qp_quantile(sorted, count, 0.25), 17.5);
    cr_assert_eq(qp_quantile(sorted, count, 0.5), 25);
    cr_assert_float_eq(qp_quantile(sorted, count, 0.9), 37, 1e-14);
    cr_assert_eq(qp_quantile(sorted, count, 1), 40);
    cr_assert_eq(qp_quantile(sorted, 1, 0.3), 10);
}

/* Of 0, 1, ... 1000 the quantile is 1000 times the share. */
QP_TEST(summary, leaves_a_fortieth_out_on_either_side)
{
    double sorted[1001];
    for (int i = 0; i <= 1000; i++)
        sorted[i] = i;
    qp_interval i = qp_percentile_interval(sorted, 1001);
    cr_assert_float_eq(i.low, 25, 1e-12);
    cr_assert_float_eq(i.high, 975, 1e-12);
}
