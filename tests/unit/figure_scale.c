/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "figure/scale.h"

#define NEAR 1e-9

static void expect_ticks(const qp_scale *scale, const double expected[],
                         size_t count)
{
    cr_assert_eq(scale->tick_count, count, "%zu ticks", scale->tick_count);
    for (size_t t = 0; t < count; t++)
        cr_expect_float_eq(scale->ticks[t], expected[t], NEAR, "tick %zu: %g",
                           t, scale->ticks[t]);
}

Test(figure_scale, ends_at_round_numbers_round_the_data)
{
    static const double expected[] = {-0.2, 0, 0.2, 0.4, 0.6};
    qp_scale scale = qp_scale_linear(-0.13, 0.52, 40, 300, 5);
    expect_ticks(&scale, expected, 5);
    cr_expect_float_eq(scale.low, -0.2, NEAR);
    cr_expect_float_eq(scale.high, 0.6, NEAR);
}

Test(figure_scale, places_values_in_proportion)
{
    qp_scale scale = qp_scale_linear(0, 10, 100, 0, 6);
    cr_expect_float_eq(qp_scale_at(&scale, 0), 100, NEAR);
    cr_expect_float_eq(qp_scale_at(&scale, 2.5), 75, NEAR);
    cr_expect_float_eq(qp_scale_at(&scale, 10), 0, NEAR);
}

Test(figure_scale, leaves_room_round_one_value)
{
    qp_scale scale = qp_scale_linear(3, 3, 0, 100, 5);
    cr_expect_lt(scale.low, 3);
    cr_expect_gt(scale.high, 3);
    qp_scale zero = qp_scale_linear(0, 0, 0, 100, 5);
    cr_expect_lt(zero.low, 0);
    cr_expect_gt(zero.high, 0);
}

Test(figure_scale, makes_decades_alike)
{
    static const double expected[] = {1, 10, 100, 1000};
    qp_scale scale = qp_scale_log(3, 700, 0, 300, 5);
    expect_ticks(&scale, expected, 4);
    cr_expect_float_eq(qp_scale_at(&scale, 10), 100, NEAR);
    cr_expect_float_eq(qp_scale_at(&scale, 100), 200, NEAR);
}

Test(figure_scale, tells_2_and_5_where_decades_are_few)
{
    static const double expected[] = {1, 2, 5, 10};
    qp_scale scale = qp_scale_log(1.5, 8, 0, 100, 6);
    expect_ticks(&scale, expected, 4);
}

Test(figure_scale, ends_at_2_and_5_too_where_decades_are_few)
{
    static const double expected[] = {200, 500, 1000, 2000, 5000};
    qp_scale scale = qp_scale_log(360, 4600, 0, 100, 9);
    expect_ticks(&scale, expected, 5);
    cr_expect_float_eq(scale.low, 200, NEAR);
    cr_expect_float_eq(scale.high, 5000, NEAR);
}

Test(figure_scale, leaves_room_round_one_value_by_powers_too)
{
    qp_scale scale = qp_scale_log(20, 20, 0, 100, 9);
    cr_expect_leq(scale.low, 20 + NEAR);
    cr_expect_gt(scale.high, 20);
}

Test(figure_scale, never_has_more_ticks_than_it_holds)
{
    for (double most = 1e-12; most < 1e12; most *= 3.7) {
        qp_scale linear = qp_scale_linear(0, most, 0, 1, 14);
        qp_scale decades = qp_scale_log(1e-300, 1e300, 0, 1, 14);
        cr_expect_leq(linear.tick_count, 16);
        cr_expect_geq(linear.tick_count, 3);
        cr_expect_leq(decades.tick_count, 16);
        cr_expect_geq(linear.high, most * (1 - 1e-9));
    }
}
