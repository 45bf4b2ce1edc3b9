/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/text.h"
#include "support/leak.h"

static const char *shown(const char *value)
{
    static char text[QP_SHOWN_SIZE];
    return qp_text_shown(value, strlen(value), text);
}

QP_TEST(text, shows_plain_text_and_chinese_as_they_are)
{
    cr_assert_str_eq(shown("Beijing 北京"), "Beijing 北京");
}

QP_TEST(text, makes_control_and_bidirectional_characters_visible)
{
    cr_assert_str_eq(shown("a\tb"), "a\\x09b");
    cr_assert_str_eq(shown("\x1b[31m"), "\\x1B[31m");
    cr_assert_str_eq(shown("a\xE2\x80\xAE"
                           "b"),
                     "a\\xE2\\x80\\xAEb");
}

QP_TEST(text, shows_invalid_utf8_byte_by_byte)
{
    cr_assert_str_eq(shown("caf\xe9"), "caf\\xE9");
    cr_assert_str_eq(shown("\xC0\xAF"), "\\xC0\\xAF");
}

QP_TEST(text, cuts_a_long_value_at_a_character)
{
    char wide[300] = "";
    for (int i = 0; i < 60; i++)
        strcat(wide, "深");
    const char *cut = shown(wide);
    cr_assert_str_eq(cut + strlen(cut) - 3, "...");
    cr_assert_eq((strlen(cut) - 3) % 3, 0);
    cr_assert_lt(strlen(cut), (size_t)QP_SHOWN_SIZE);
}

QP_TEST(text, finds_the_nearest_name)
{
    const char *const names[] = {"from", "to", "weight", "layer"};
    cr_assert_str_eq(qp_text_nearest("wieght", names, 4), "weight");
    cr_assert_str_eq(qp_text_nearest("layers", names, 4), "layer");
    cr_assert_null(qp_text_nearest("population", names, 4));
}

QP_TEST(text, remembers_that_memory_ran_out)
{
    qp_text text = {0};
    qp_text_add(&text, "kept");
    qp_memory_allow(0);
    for (int i = 0; i < 100; i++)
        qp_text_add(&text, "more and more and more");
    qp_memory_allow(QP_MEMORY_UNLIMITED);

    cr_assert_eq(qp_text_status(&text, NULL), QP_E_MEMORY);
    qp_text_clear(&text);
}
