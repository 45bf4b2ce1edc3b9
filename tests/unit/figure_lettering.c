/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "figure/canvas.h"
#include "figure/lettering.h"
#include "support/leak.h"

static const qp_type ten = {10, false, "#000000"};
static const qp_type ten_bold = {10, true, "#000000"};

#define ZH_REGION "\xE5\x8C\xBA\xE5\x9F\x9F" /* two ideographs */

static void holds(qp_text *text, const char *expected)
{
    cr_assert_str_eq(qp_text_string(text), expected);
    qp_text_clear(text);
}

QP_TEST(lettering, widths_are_those_of_the_font)
{
    /* hmtx of NotoSansCJK-Regular and -Bold: A 608 and 641, B 657 and 681 */
    cr_assert_float_eq(qp_lettering_width("AB", &ten), 6.08 + 6.57, 1e-9);
    cr_assert_float_eq(qp_lettering_width("AB", &ten_bold), 6.41 + 6.81, 1e-9);
    cr_assert_float_eq(qp_lettering_width(ZH_REGION, &ten), 20, 1e-9);
    cr_assert_float_eq(qp_lettering_width("", &ten), 0, 0);
}

QP_TEST(lettering, lines_break_at_blanks)
{
    const char *text = "one two three";
    double width = qp_lettering_width("one two", &ten) + 0.1;
    cr_assert_eq(qp_lettering_line(text, &ten, width), strlen("one two "));
    cr_assert_eq(qp_lettering_lines(text, &ten, width), 2);
    cr_assert_eq(qp_lettering_line(text, &ten, 1000), strlen(text));
}

QP_TEST(lettering, a_word_longer_than_the_line_is_cut_and_never_lost)
{
    cr_assert_eq(qp_lettering_line("ABC", &ten, 7), 1);
    cr_assert_eq(qp_lettering_line("ABC", &ten, 0), 1);
    cr_assert_eq(qp_lettering_lines("ABC", &ten, 0), 3);
}

QP_TEST(lettering, chinese_breaks_anywhere_but_at_its_marks)
{
    /* 区域，区域（区 : a line begins with no comma and ends in no opening
     * bracket */
    const char *text = ZH_REGION "\xEF\xBC\x8C" ZH_REGION "\xEF\xBC\x88\xE5\x8C"
                                 "\xBA";
    cr_assert_eq(qp_lettering_line(text, &ten, 25), 3);
    cr_assert_eq(qp_lettering_line(text, &ten, 30), 9);
    cr_assert_eq(qp_lettering_line(text + 9, &ten, 30), 6);
}

QP_TEST(lettering, labels_escape_what_graphviz_would_read)
{
    qp_text out = {0};
    qp_lettering_add(&out, QP_IN_LABEL, "R&D \\N \"x\" &lt;");
    holds(&out, "R&amp;D \\\\N \"x\" &amp;lt;");
    qp_lettering_add(&out, QP_IN_NODE_TOOLTIP, "R&D \\N");
    holds(&out, "R&amp;D \\\\\\\\N");
    qp_lettering_add(&out, QP_IN_XDOT, "R&D \\N");
    holds(&out, "R&D \xEF\xBC\xBCN");
}

QP_TEST(lettering, what_hides_or_turns_text_is_left_out)
{
    qp_text out = {0};
    qp_lettering_add(&out, QP_IN_LABEL,
                     "a\xE2\x80\xAE" /* right-to-left override */
                     "b\xE2\x80\x8B" /* zero-width space */
                     "c\xEF\xBB\xBF" /* byte order mark */
                     "d\xE2\x81\xA6" /* isolate */
                     "e\xCC\x81 f"); /* a combining accent stays */
    holds(&out, "abcde\xCC\x81 f");
}

QP_TEST(lettering, long_texts_end_in_dots)
{
    char longest[1001] = "";
    memset(longest, 'x', 1000);
    qp_text out = {0};
    qp_lettering_add(&out, QP_IN_LABEL, longest);
    cr_assert_eq(out.size, 403);
    cr_assert_str_eq(out.bytes + 400, "...");
    qp_text_clear(&out);
}

QP_TEST(lettering, numbers_are_set_for_readers)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {7, "7"},
                 {1234, "1,234"},
                 {112218, "112,218"},
                 {1e6, "1,000,000"},
                 {0.12345, "0.123"},
                 {12.34, "12.3"},
                 {123.6, "124"},
                 {-1835, "\xE2\x88\x92"
                         "1,835"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_text out = {0};
        qp_lettering_add_number(&out, cases[c].value);
        holds(&out, cases[c].text);
    }
}

/* Ten points, regular: a hyphen 3.47, "Ob" 7.42 + 6.18 = 13.60 wide. */
QP_TEST(lettering, heads_of_columns_break_behind_hyphens_too)
{
    qp_text lines[3] = {{0}, {0}, {0}};
    cr_assert_eq(qp_lettering_fold("Ob-Ob Ob", &ten, 18, lines, 3), 3);
    holds(&lines[0], "Ob-");
    holds(&lines[1], "Ob");
    holds(&lines[2], "Ob");
}

QP_TEST(lettering, what_fits_into_no_line_is_cut)
{
    /* "Ob..." is 13.60 + 3 * 2.78 = 21.94 wide */
    qp_text lines[2] = {{0}, {0}};
    cr_assert_eq(qp_lettering_fold("Ob ObObOb", &ten, 23, lines, 2), 2);
    holds(&lines[0], "Ob");
    holds(&lines[1], "Ob...");
    cr_assert_eq(qp_lettering_fold("", &ten, 23, lines, 2), 0);
}

QP_TEST(lettering, ids_are_set_with_blanks_but_for_years_and_texts)
{
    static const char *const cases[][2] = {
        {"sets-up-factories-in", "sets up factories in"},
        {"growth-2019-2023", "growth 2019-2023"},
        {"7nm-chip for Sino-US trade", "7nm-chip for Sino-US trade"},
        {"-x-", "-x-"},
        {"", ""}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_text out = {0};
        qp_lettering_add_plainly(&out, cases[c][0]);
        holds(&out, cases[c][1]);
    }
}

QP_TEST(lettering, shares_are_set_as_percentages)
{
    static const struct {
        double share;
        const char *text;
    } cases[] = {{0, "0 %"},
                 {0.6, "60 %"},
                 {0.0803, "8.0 %"},
                 {0.0042, "0.42 %"},
                 {1, "100 %"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_text out = {0};
        qp_lettering_add_percent(&out, cases[c].share);
        holds(&out, cases[c].text);
    }
}

/* xdot counts bytes; one wrong count drops the rest without a word. */
QP_TEST(canvas, texts_are_counted_in_bytes)
{
    qp_canvas canvas = {0};
    qp_canvas_text(&canvas, &ten, QP_LEFT, (qp_point){1, 2}, ZH_REGION);
    cr_assert_not_null(
        strstr(canvas.xdot.bytes, "T 1.00 2.00 -1 20.00 6 -" ZH_REGION " "));
    qp_canvas_clear(&canvas);
}

QP_TEST(canvas, bounds_hold_every_text)
{
    qp_canvas canvas = {0};
    qp_canvas_text(&canvas, &ten, QP_RIGHT, (qp_point){0, 100}, ZH_REGION);
    double y = qp_canvas_paragraph(&canvas, &ten, (qp_point){0, -10}, 12, 9,
                                   ZH_REGION);
    cr_assert_float_eq(y, -10 - 2 * 9, 1e-9);
    cr_assert_float_eq(canvas.bounds.left, -20, 1e-9);
    cr_assert_float_eq(canvas.bounds.top, 100 + 9, 1e-9);
    cr_assert_float_eq(canvas.bounds.bottom, -19 - 3, 1e-9);
    qp_canvas_clear(&canvas);
}
