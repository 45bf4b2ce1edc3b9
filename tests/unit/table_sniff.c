/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "support/leak.h"
#include "table/sniff.h"

static qp_sheet sniffed(const char *text)
{
    qp_sheet sheet;
    cr_assert_eq(qp_sniff(text, strlen(text), true, &sheet, NULL), QP_OK);
    return sheet;
}

static void assert_encoding(const char *bytes, size_t size, const char *name)
{
    const char *found = qp_sniff_encoding(bytes, size, true);
    if (name == NULL)
        cr_expect_null(found, "no text, not %s", found);
    else
        cr_expect(found != NULL && strcmp(found, name) == 0, "%s, not %s",
                  found != NULL ? found : "no text", name);
}

#define ENCODING(bytes, name) assert_encoding(bytes, sizeof(bytes) - 1, name)

static void assert_name(const qp_sheet *sheet, size_t column, const char *name)
{
    cr_expect_str_eq(qp_pool_text(&sheet->text, sheet->names[column]), name);
}

/* The bytes of 北京,1 in each encoding. */
QP_TEST(sniff, tells_encodings_by_mark_validity_zeros_and_daily_use)
{
    ENCODING("a,b\n1,2\n", "utf-8");
    ENCODING("\xEF\xBB\xBF"
             "a,b\n",
             "utf-8");
    ENCODING("\xE5\x8C\x97\xE4\xBA\xAC,1\n", "utf-8");
    ENCODING("\xB1\xB1\xBE\xA9,1\n", "gb18030");
    ENCODING("\xFF\xFE"
             "a\0,\0b\0",
             "utf-16");
    ENCODING("\xFE\xFF\0a\0,\0b", "utf-16");
    ENCODING("\x17\x53\xAC\x4E,\0"
             "1\0\n\0",
             "utf-16le");
    ENCODING("\x53\x17\x4E\xAC\0,\0"
             "1\0\n",
             "utf-16be");
    ENCODING("caf\xE9,1\nM\xFCnchen,2\n", "iso-8859-1");
    ENCODING("\x93"
             "a\x94,\x80 5\n",
             "windows-1252");
}

QP_TEST(sniff, takes_rare_double_bytes_for_latin_letters)
{
    /* FC 6E is a character of GBK, but none in daily use. */
    ENCODING("M\xFCnchen\nK\xF6ln\n", "iso-8859-1");
}

QP_TEST(sniff, refuses_bytes_that_are_no_text)
{
    ENCODING("\x7F"
             "ELF\2\1\1\0\0\0\3\0",
             NULL);
    ENCODING("\1\2\3\4\5\6\7", NULL);
    ENCODING("name,place\nAnn,Aberdeen\nBob,Birmingham\nEve,Can\0terbury\n",
             NULL);
    qp_sheet sheet;
    static const char junk[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
    cr_assert_eq(qp_sniff(junk, sizeof junk - 1, true, &sheet, NULL), QP_OK);
    cr_expect_null(sheet.encoding);
    cr_expect_eq(sheet.column_count, 0);
    qp_sheet_clear(&sheet);
}

QP_TEST(sniff, allows_a_character_cut_in_two_where_the_file_goes_on)
{
    static const char cut[] = "\xE5\x8C\x97\xE4\xBA";
    cr_expect_str_eq(qp_sniff_encoding(cut, 5, false), "utf-8");
    cr_expect_str_neq(qp_sniff_encoding(cut, 5, true), "utf-8");
}

QP_TEST(sniff, converts_what_it_reads)
{
    qp_sheet sheet = sniffed("\xB5\xD8\xC7\xF8,n\n\xB1\xB1\xBE\xA9,1\n");
    assert_name(&sheet, 0, "地区");
    cr_expect_str_eq(qp_sheet_text(&sheet, 0, 0), "北京");
    qp_sheet_clear(&sheet);
}

QP_TEST(sniff, takes_the_delimiter_that_gives_equal_rows)
{
    static const struct {
        const char *text;
        char delimiter;
        size_t columns;
    } cases[] = {{"a,b\n1,2\n", ',', 2},
                 {"a;b;c\n1,5;x;2\n2,5;y;3\n", ';', 3},
                 {"a\tb\n1 2\t3\n", '\t', 2},
                 {"a|b|c\n1|2|3\n", '|', 3},
                 {"\"a;b\",c\n\"d;e\",f\n", ',', 2},
                 {"word\nHello, you\nand\nagain\n", ';', 1},
                 {"one\n", ',', 1}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_sheet sheet = sniffed(cases[c].text);
        cr_expect_eq(sheet.delimiter, cases[c].delimiter, "%s", cases[c].text);
        cr_expect_eq(sheet.column_count, cases[c].columns, "%s", cases[c].text);
        qp_sheet_clear(&sheet);
    }
}

QP_TEST(sniff, steps_over_titles_and_comments_to_the_header)
{
    qp_sheet sheet = sniffed("# made 2024\nTable 1. Provinces\n,,\n"
                             "province,year,n\nx,2020,1\ny,2021,2\n");
    cr_expect(sheet.commented);
    cr_expect_eq(sheet.header_row, 3); /* title, blank record, header */
    assert_name(&sheet, 1, "year");
    cr_expect_eq(sheet.row_count, 2);
    qp_sheet_clear(&sheet);
}

QP_TEST(sniff, sees_that_there_is_no_header)
{
    qp_sheet sheet = sniffed("CHN,USA,5\nUSA,CHN,4\nCHN,FRA,3\n");
    cr_expect_eq(sheet.header_row, 0);
    cr_expect_eq(sheet.row_count, 3);
    qp_sheet_clear(&sheet);
}

QP_TEST(sniff, takes_years_for_names_where_the_numbers_below_are_none)
{
    qp_sheet sheet = sniffed("place,2011,2012\nx,5,6\ny,7,8\n");
    cr_expect_eq(sheet.header_row, 1);
    assert_name(&sheet, 2, "2012");
    qp_sheet_clear(&sheet);
}

QP_TEST(sniff, keeps_the_place_of_short_rows_and_counts_them)
{
    qp_sheet sheet = sniffed("a,b\n1,2\n3\n4,5,6\n7,8\n");
    cr_expect_eq(sheet.row_count, 4);
    cr_expect_eq(sheet.ragged_count, 2);
    cr_expect_str_eq(qp_sheet_text(&sheet, 1, 1), "");
    cr_expect_str_eq(qp_sheet_text(&sheet, 2, 1), "5");
    qp_sheet_clear(&sheet);
}

QP_TEST(sniff, leaves_out_the_line_that_was_cut)
{
    qp_sheet sheet;
    static const char cut[] = "a,b\n1,2\n3,\"4";
    cr_assert_eq(qp_sniff(cut, strlen(cut), false, &sheet, NULL), QP_OK);
    cr_expect_eq(sheet.row_count, 1);
    cr_expect_eq(sheet.defect.fault, QP_CSV_WHOLE);
    qp_sheet_clear(&sheet);
    sheet = sniffed(cut);
    cr_expect_eq(sheet.defect.fault, QP_CSV_UNCLOSED);
    qp_sheet_clear(&sheet);
}

QP_TEST(sniff, finds_nothing_in_an_empty_file)
{
    static const char *const empty[] = {"", "\n\n\r\n", "\xEF\xBB\xBF"};
    for (size_t e = 0; e < 3; e++) {
        qp_sheet sheet = sniffed(empty[e]);
        cr_expect_eq(sheet.column_count, 0);
        cr_expect_eq(sheet.row_count, 0);
        qp_sheet_clear(&sheet);
    }
}

/* A header of 20,000 names, then 20,000 rows of one field: filled up, they
 * would be 400 million cells. */
QP_TEST(sniff, does_not_fill_up_more_than_the_file_holds)
{
    qp_text text = {0};
    for (int row = 0; row < 2; row++)
        for (int c = 0; c < 20000; c++)
            qp_text_add(&text, c < 19999 ? "a," : "a\n");
    for (int row = 0; row < 20000; row++)
        qp_text_add(&text, row % 2 == 0 ? "b\n" : "b,c\n");
    qp_sheet sheet = sniffed(text.bytes);
    cr_expect_leq(sheet.row_count * sheet.column_count, text.size);
    qp_text_clear(&text);
    qp_sheet_clear(&sheet);
}
