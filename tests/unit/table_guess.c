/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "support/leak.h"
#include "table/guess.h"

enum { MOST = 4 };

/** A table with its columns guessed. */
typedef struct {
    qp_sheet sheet;
    qp_column_guess columns[MOST];
} guessed;

static guessed look(const char *text)
{
    guessed g = {0};
    cr_assert_eq(qp_sniff(text, strlen(text), true, &g.sheet, NULL), QP_OK);
    cr_assert_leq(g.sheet.column_count, MOST);
    cr_assert_eq(qp_guess_columns(&g.sheet, g.columns, NULL), QP_OK);
    return g;
}

/* The values below the header `v`, one a line. */
static guessed look_at(const char *lines)
{
    qp_text text = {0};
    qp_text_addf(&text, "v\tw\n%s", lines);
    guessed g = look(text.bytes);
    cr_assert_eq(g.sheet.header_row, 1, "%s", lines);
    qp_text_clear(&text);
    return g;
}

QP_TEST(guess, knows_types_by_all_values_of_a_column)
{
    static const struct {
        const char *lines;
        qp_guess_type type;
    } cases[] = {{"1\t.\n-20\t.\n", QP_GUESS_INTEGER},
                 {"1\t.\n2.5\t.\n", QP_GUESS_NUMBER},
                 {"1e3\t.\n2\t.\n", QP_GUESS_NUMBER},
                 {"2011\t.\n1999\t.\n", QP_GUESS_YEAR},
                 {"2011\t.\n99\t.\n", QP_GUESS_INTEGER},
                 {"2011-05\t.\n2012-12\t.\n", QP_GUESS_YEARMONTH},
                 {"2011-05-31\t.\n2012-12-01\t.\n", QP_GUESS_DATE},
                 {"2011-02-31\t.\n2012-12-01\t.\n", QP_GUESS_STRING},
                 {"true\t.\nFALSE\t.\n", QP_GUESS_BOOLEAN},
                 {"1\t.\nx1\t.\n", QP_GUESS_STRING},
                 {"110101199001011234\t.\n1\t.\n", QP_GUESS_STRING},
                 {"007\t.\n012\t.\n", QP_GUESS_STRING},
                 {"\t.\n\t.\n", QP_GUESS_ANY}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        guessed g = look_at(cases[c].lines);
        cr_expect_eq(g.columns[0].type, cases[c].type, "%s gives %d",
                     cases[c].lines, g.columns[0].type);
        qp_sheet_clear(&g.sheet);
    }
}

QP_TEST(guess, knows_how_numbers_are_written)
{
    static const struct {
        const char *lines;
        char decimal;
        const char *group;
        qp_guess_type type;
    } cases[] = {{"1.5\t.\n2\t.\n", '.', NULL, QP_GUESS_NUMBER},
                 {"1,5\t.\n22,75\t.\n", ',', NULL, QP_GUESS_NUMBER},
                 {"1,234\t.\n12\t.\n", '.', ",", QP_GUESS_INTEGER},
                 {"1,234,567.5\t.\n1\t.\n", '.', ",", QP_GUESS_NUMBER},
                 {"1.234,5\t.\n7\t.\n", ',', ".", QP_GUESS_NUMBER},
                 {"1 234,5\t.\n7\t.\n", ',', " ", QP_GUESS_NUMBER},
                 {"1'234\t.\n-7\t.\n", '.', "'", QP_GUESS_INTEGER},
                 {"1\u00A0234\t.\n7\t.\n", '.', "\u00A0", QP_GUESS_INTEGER}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        guessed g = look_at(cases[c].lines);
        const qp_column_guess *column = &g.columns[0];
        cr_expect_eq(column->type, cases[c].type, "%s", cases[c].lines);
        cr_expect_eq(column->decimal, cases[c].decimal, "%s", cases[c].lines);
        bool same = column->group == NULL
                        ? cases[c].group == NULL
                        : cases[c].group != NULL &&
                              strcmp(column->group, cases[c].group) == 0;
        cr_expect(same, "%s is grouped by '%s'", cases[c].lines,
                  column->group != NULL ? column->group : "nothing");
        qp_sheet_clear(&g.sheet);
    }
}

QP_TEST(guess, does_not_take_an_address_for_a_number)
{
    guessed g = look_at("1.2.3\t.\n4\t.\n");
    cr_expect_eq(g.columns[0].type, QP_GUESS_STRING);
    qp_sheet_clear(&g.sheet);
    g = look_at("1,23,456\t.\n4\t.\n"); /* groups of two */
    cr_expect_eq(g.columns[0].type, QP_GUESS_STRING);
    qp_sheet_clear(&g.sheet);
}

QP_TEST(guess, knows_years_with_a_point_and_dates_that_are_not_ours)
{
    guessed g = look_at("2014.0\t31.12.2020\n2015.0\t01.01.2021\n");
    cr_expect(g.columns[0].decimal_years);
    cr_expect_eq(g.columns[0].type, QP_GUESS_NUMBER);
    cr_expect_eq(g.columns[1].type, QP_GUESS_DATE);
    cr_expect_str_eq(g.columns[1].format, "%d.%m.%Y");
    qp_sheet_clear(&g.sheet);
}

static void assert_missing(const qp_column_guess *column, const char *codes)
{
    qp_text told = {0};
    for (size_t m = 0; m < column->missing_count; m++)
        qp_text_addf(&told, "%s ", column->missing[m]);
    cr_expect_str_eq(qp_text_string(&told), codes);
    qp_text_clear(&told);
}

QP_TEST(guess, takes_codes_among_numbers_for_missing_values)
{
    guessed g = look_at("1\tx\nNA\tn/a\n..\ty\n\tz\n-99\tu\n");
    cr_expect_eq(g.columns[0].type, QP_GUESS_INTEGER);
    assert_missing(&g.columns[0], "NA .. -99 ");
    cr_expect_eq(g.columns[0].blank_count, 4); /* NA, .., blank, -99 */
    assert_missing(&g.columns[1], "n/a ");
    qp_sheet_clear(&g.sheet);
}

QP_TEST(guess, leaves_NA_among_texts_and_tells_of_it)
{
    guessed g = look_at("FR\t1\nNA\t2\nDE\t3\n");
    cr_expect_eq(g.columns[0].type, QP_GUESS_STRING);
    assert_missing(&g.columns[0], "");
    cr_expect_str_eq(g.columns[0].doubtful, "NA");
    qp_sheet_clear(&g.sheet);
}

QP_TEST(guess, leaves_minus_99_where_other_values_are_below_zero)
{
    guessed g = look_at("-5\t.\n-99\t.\n7\t.\n");
    assert_missing(&g.columns[0], "");
    cr_expect(g.columns[0].negative);
    qp_sheet_clear(&g.sheet);
}

QP_TEST(guess, sees_which_blanks_matter)
{
    static const struct {
        const char *lines;
        const char *spaces;
    } cases[] = {{"New York\t.\nBern\t.\n", NULL},
                 {"Bern \t.\nGenf\t.\n", "trim"},
                 {"New  York\t.\nBern\t.\n", "fold"},
                 {"北京\t.\n北   京\t.\n上海\t.\n", "remove"},
                 {"北\u3000京\t.\n北京\t.\n", "remove"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        guessed g = look_at(cases[c].lines);
        const char *found = g.columns[0].spaces;
        bool same = found == NULL ? cases[c].spaces == NULL
                                  : cases[c].spaces != NULL &&
                                        strcmp(found, cases[c].spaces) == 0;
        cr_expect(same, "%s needs %s", cases[c].lines,
                  found != NULL ? found : "nothing");
        qp_sheet_clear(&g.sheet);
    }
}

QP_TEST(guess, tells_what_keys_tell_apart)
{
    guessed g = look("r,y,v\na,2001,1\na,2002,1\nb,2001,1\n,2001,1\n");
    size_t filled = 0;
    size_t apart = 0;
    const size_t both[] = {0, 1};
    cr_assert_eq(qp_guess_key(&g.sheet, both, 2, &filled, &apart, NULL), QP_OK);
    cr_expect_eq(filled, 3);
    cr_expect_eq(apart, 3);
    cr_assert_eq(qp_guess_key(&g.sheet, both, 1, &filled, &apart, NULL), QP_OK);
    cr_expect_lt(apart, filled);
    qp_sheet_clear(&g.sheet);
}

QP_TEST(guess, measures_how_much_two_columns_share)
{
    /* a: x y z; b: y z w v: two of the four that the richer one has */
    guessed g = look("a,b,c\nx,y,X\ny,z,Y\nz,w,Z\nx,v,X\n");
    double share = 0;
    cr_assert_eq(qp_guess_overlap(&g.sheet, 0, 1, &share, NULL), QP_OK);
    cr_expect_eq(share, 2.0 / 4.0);
    cr_assert_eq(qp_guess_overlap(&g.sheet, 0, 2, &share, NULL), QP_OK);
    cr_expect_eq(share, 0.0);
    qp_sheet_clear(&g.sheet);
}
