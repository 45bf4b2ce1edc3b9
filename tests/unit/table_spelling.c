/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "support/leak.h"
#include "table/spelling.h"

static void assert_folds(const char *text, const char *expected)
{
    qp_text folded = {0};
    bool other = qp_spelling_fold(text, strlen(text), &folded);
    cr_expect_str_eq(qp_text_string(&folded), expected, "%s", text);
    cr_expect_eq(other, strcmp(text, expected) != 0, "%s", text);
    cr_expect_not(folded.failed);
    qp_text_clear(&folded);
}

QP_TEST(spelling, of_bare_text_is_that_text)
{
    assert_folds("wuhan", "wuhan");
    assert_folds("Wuhan-2_(b)", "Wuhan-2_(b)");
    assert_folds("", "");
    assert_folds("\xE6\xAD\xA6\xE6\xB1\x89", "\xE6\xAD\xA6\xE6\xB1\x89");
    assert_folds("Z\u00FCrich", "Z\u00FCrich");
}

QP_TEST(spelling, has_no_blank_of_any_width)
{
    assert_folds(" New  York ", "NewYork");
    assert_folds("New\u00A0York", "NewYork");           /* no-break */
    assert_folds("\u6B66\u3000\u6C49", "\u6B66\u6C49"); /* ideographic */
    assert_folds("New\u2003York\u2009", "NewYork");     /* em, thin */
    assert_folds("\uFEFFNew\u200BYork", "NewYork");     /* of no width */
    assert_folds("New\u202FYork", "NewYork");           /* narrow no-break */
    assert_folds(" ", "");
}

/* What is numbered 1 12 is another than what is numbered 11 2. */
QP_TEST(spelling, keeps_digits_apart)
{
    assert_folds("Plant 1  12", "Plant1 12");
    assert_folds("Plant 11 2", "Plant11 2");
    assert_folds("2\u3000 3", "2 3");
    assert_folds("2 b 3 ", "2b3");
}

QP_TEST(spelling, has_its_letters_composed)
{
    assert_folds("Zu\u0308rich", "Z\u00FCrich");
    assert_folds("Zu\u0308 rich", "Z\u00FCrich");
}

QP_TEST(spelling, keeps_case)
{
    assert_folds("NEW york", "NEWyork");
}
