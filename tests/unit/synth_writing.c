/* SPDX-License-Identifier: MIT */
#include "support/leak.h"
#include "synth/writing.h"

static const char *digits(uint64_t number, int least)
{
    static char text[32];
    *qp_write_digits(text, number, least) = '\0';
    return text;
}

static const char *thousandths(uint64_t number)
{
    static char text[32];
    *qp_write_thousandths(text, number) = '\0';
    return text;
}

QP_TEST(writing, of_whole_numbers_pads_with_zeros)
{
    cr_assert_str_eq(digits(0, 1), "0");
    cr_assert_str_eq(digits(7, 3), "007");
    cr_assert_str_eq(digits(1234, 3), "1234");
    cr_assert_str_eq(digits(UINT64_MAX, 1), "18446744073709551615");
}

QP_TEST(writing, of_thousandths_is_a_decimal_number_without_zeros_at_its_end)
{
    cr_assert_str_eq(thousandths(0), "0");
    cr_assert_str_eq(thousandths(2000), "2");
    cr_assert_str_eq(thousandths(1500), "1.5");
    cr_assert_str_eq(thousandths(1050), "1.05");
    cr_assert_str_eq(thousandths(12001), "12.001");
    cr_assert_str_eq(thousandths(7), "0.007");
}
