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
        "",
        " 1",
        "1 ",
        "nan",
        "inf",
        "0x10",
        "1e",
        "1e+",
        ".",
        "-",
        "1.2.3",
        "1,5",
        "--1",
        "1e999",
        "１",
        "+",
        "1e400",
        "-1e400",
        "1e-400",
        "0.1e99999999999",
        "1e-99999999999",
        "1_000",
        "1 000",
        "1d3",
        "0x1p3",
        "1.e",
        ".e1",
        "1e1.5",
        "infinity",
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

QP_TEST(number, stops_at_its_size_and_not_at_a_nul)
{
    double value = 0;
    cr_assert(qp_number_read("123456", 3, &value));
    cr_assert_float_eq(value, 123, 0);
    cr_assert_not(qp_number_read("1\0002", 3, &value));
}

QP_TEST(number, keeps_what_is_small_and_knows_no_negative_zero)
{
    double value = 1;
    cr_assert(qp_number_read("4.9406564584124654e-324", 23, &value));
    cr_assert_float_eq(value, 4.9406564584124654e-324, 0);
    cr_assert_gt(value, 0.0);
    cr_assert(qp_number_read("0e-400", 6, &value));
    cr_assert_float_eq(value, 0, 0);
    cr_assert(qp_number_read("-0", 2, &value));
    cr_assert_not(signbit(value));
    cr_assert(qp_number_read("-0e99", 5, &value));
    cr_assert_not(signbit(value));
}

/* The C library reads the same texts, slower. */
QP_TEST(number, is_the_double_nearest_to_its_decimals)
{
    static const char *const hard[] = {
        "9007199254740992",
        "9007199254740993",
        "0.3",
        "8.5e22",
        "1e22",
        "1e23",
        "123456789012345678",
        "1234567890123456789",
        "12345678901234567890",
        "00000000000000000000.1",
        "1.7976931348623157e308",
        "2.2250738585072011e-308",
        "0.000000000000000000000000000001",
    };
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        double value = 0;
        cr_assert(qp_number_read(hard[i], strlen(hard[i]), &value));
        cr_assert_float_eq(value, strtod(hard[i], NULL), 0, "%s", hard[i]);
    }
    srand(2);
    for (int i = 0; i < 50000; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s%d%0*d.%0*de%d", i % 3 ? "" : "-",
                 rand() % 1000, 1 + rand() % 12, rand() % 1000, 1 + rand() % 12,
                 rand() % 10000, rand() % 60 - 30);
        double value = 0;
        cr_assert(qp_number_read(text, strlen(text), &value), "%s", text);
        cr_assert_float_eq(value, strtod(text, NULL), 0, "%s", text);
    }
}
