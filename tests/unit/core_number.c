/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/number.h"
#include "support/leak.h"

static const char *text_of(double value)
{
    static char text[QP_NUMBER_SIZE];
    return qp_number_text(value, text);
}

QP_TEST(number, is_written_in_the_shortest_form)
{
    cr_assert_str_eq(text_of(0.1), "0.1");
    cr_assert_str_eq(text_of(100000), "100000");
    cr_assert_str_eq(text_of(137462), "137462");
    cr_assert_str_eq(text_of(-0.025), "-0.025");
    cr_assert_str_eq(text_of(1e300), "1e300");
    cr_assert_str_eq(text_of(-1.5e-9), "-1.5e-9");
    cr_assert_str_eq(text_of(0.00001), "0.00001");
    cr_assert_str_eq(text_of(-0.0), "0");
    cr_assert_str_eq(text_of(NAN), "");
}

QP_TEST(number, is_rounded_to_fifteen_digits)
{
    cr_assert_str_eq(text_of(1.0 / 3.0), "0.333333333333333");
    cr_assert_str_eq(text_of(0.1 + 0.2), "0.3");
}

QP_TEST(number, reads_back_to_the_rounded_value)
{
    srand(1);
    for (int i = 0; i < 20000; i++) {
        double value = ldexp(rand() - RAND_MAX / 2, rand() % 200 - 100);
        char rounded[QP_NUMBER_SIZE];
        snprintf(rounded, sizeof rounded, "%.14e", value);
        double back = 0;
        const char *text = text_of(value);
        cr_assert(qp_number_read(text, strlen(text), &back), "%s", text);
        cr_assert_float_eq(back, strtod(rounded, NULL), 0, "%s", text);
    }
}

QP_TEST(number, refuses_what_only_looks_like_one)
{
    static const char *const wrong[] = {
        "",  " 1", "1 ",    "nan", "inf", "0x10",  "1e", "1e+",
        ".", "-",  "1.2.3", "1,5", "--1", "1e999", "１", "+",
    };
    double value = 42;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_not(qp_number_read(wrong[i], strlen(wrong[i]), &value), "%s",
                      wrong[i]);
    cr_assert_float_eq(value, 42, 0);
}

QP_TEST(number, accepts_plain_decimals)
{
    double value = 0;
    cr_assert(qp_number_read("+.5e1", 5, &value));
    cr_assert_float_eq(value, 5, 0);
    cr_assert(qp_number_read("3.", 2, &value));
    cr_assert_float_eq(value, 3, 0);
}
