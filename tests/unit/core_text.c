/* SPDX-License-Identifier: MIT */
#include <stdint.h>
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

QP_TEST(text, makes_visible_what_has_no_width)
{
    static const char *const hidden[] = {
        "\xC2\x85",         /* U+0085 next line */
        "\xC2\xAD",         /* U+00AD soft hyphen */
        "\xD8\x9C",         /* U+061C Arabic letter mark */
        "\xE2\x80\x8B",     /* U+200B zero width space */
        "\xE2\x81\xA9",     /* U+2069 pop isolate */
        "\xEF\xBB\xBF",     /* U+FEFF byte order mark */
        "\xF3\xA0\x81\x81", /* U+E0041 tag */
    };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        cr_assert_eq(shown(hidden[i])[0], '\\', "%zu", i);
    cr_assert_str_eq(shown("10\xE2\x81\xB0"), "10\xE2\x81\xB0"); /* 10 to 0 */
}

QP_TEST(text, shows_invalid_utf8_byte_by_byte)
{
    cr_assert_str_eq(shown("caf\xe9"), "caf\\xE9");
    cr_assert_str_eq(shown("\xC0\xAF"), "\\xC0\\xAF");
}

QP_TEST(text, takes_no_overlong_form_or_surrogate_for_a_character)
{
    cr_assert_eq(qp_text_character("\xE6\xB7\xB1", 3), 3);
    cr_assert_eq(qp_text_character("\xE6\xB7\xB1", 2), 0);
    cr_assert_eq(qp_text_character("\xF0\x9F\x98\x80", 4), 4);
    cr_assert_eq(qp_text_character("\xE0\x80\xAF", 3), 0); /* '/' in three */
    cr_assert_eq(qp_text_character("\xF0\x80\x80\xAF", 4), 0);
    cr_assert_eq(qp_text_character("\xED\xA0\x80", 3), 0);     /* U+D800 */
    cr_assert_eq(qp_text_character("\xF4\x90\x80\x80", 4), 0); /* U+110000 */
    cr_assert_eq(qp_text_character("", 0), 0);
}

QP_TEST(text, adds_foreign_text_shown_and_cut)
{
    qp_text text = {0};
    qp_text_add_shown(&text, "a\tb\xffz", 5, 4);
    cr_assert_str_eq(text.bytes, "a\\x09b\\xFF...");
    qp_text_empty(&text);
    qp_text_add_shown(&text, "\xE6\xB7\xB1", 3, 1);
    cr_assert_str_eq(text.bytes, "\xE6\xB7\xB1");
    qp_text_clear(&text);
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
    cr_assert_str_eq(qp_text_nearest("form", names, 4), "from"); /* a swap */
    cr_assert_null(qp_text_nearest("ab", names, 4));
    cr_assert_null(qp_text_nearest("population", names, 4));
    cr_assert_str_eq(qp_text_nearest("t", names, 4), "to");
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

QP_TEST(text, has_no_room_for_more_than_an_address_can_count)
{
    static const size_t sizes[] = {SIZE_MAX / 2 + 1, SIZE_MAX - 1, SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        qp_text text = {0};
        qp_text_add(&text, "kept");
        qp_text_reserve(&text, sizes[i]);
        cr_assert_eq(qp_text_status(&text, NULL), QP_E_MEMORY);
        cr_assert_str_eq(text.bytes, "kept");
        qp_text_clear(&text);
    }
}

QP_TEST(text, is_quoted_as_a_field_where_it_would_end_one)
{
    static const struct {
        const char *text;
        const char *field;
    } cases[] = {{"", ""},
                 {"Suzhou", "Suzhou"},
                 {"a,b", "\"a,b\""},
                 {"the \"bay\"", "\"the \"\"bay\"\"\""},
                 {"two\nlines", "\"two\nlines\""}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_text out = {0};
        qp_text_add_field(&out, cases[c].text);
        cr_assert_str_eq(qp_text_string(&out), cases[c].field);
        qp_text_clear(&out);
    }
}
