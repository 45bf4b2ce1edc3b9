/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/leak.h"
#include "table/finding.h"

static void add(qp_findings *findings, qp_rule rule, const char *file,
                uint32_t line, uint32_t column, const char *found)
{
    cr_assert_eq(qp_findings_add(findings, rule, (qp_place){file, line, column},
                                 found, "expected", NULL),
                 QP_OK);
}

static void assert_text(qp_findings *findings, qp_severity least,
                        const char *expected)
{
    qp_text out = {0};
    qp_findings_sort(findings);
    qp_findings_text(findings, least, "p", &out);
    cr_expect_str_eq(qp_text_string(&out), expected, "%s",
                     qp_text_string(&out));
    qp_text_clear(&out);
}

QP_TEST(finding, is_one_line_with_its_place)
{
    qp_findings f = {0};
    add(&f, QP_RULE_CELL_NUMBER, "links.csv", 7, 12, "wrong");
    add(&f, QP_RULE_LINK_SELF, "links.csv", 3, 0, "odd");
    add(&f, QP_RULE_FILE_EMPTY, "a.csv", 0, 0, "empty");
    cr_assert_eq(qp_findings_add(&f, QP_RULE_ROW_SKIPPED,
                                 (qp_place){"b.csv", 0, 0}, "told", "", NULL),
                 QP_OK);
    assert_text(&f, QP_NOTE,
                "p: a.csv: empty; expected\n"
                "p: b.csv: told\n"
                "p: links.csv:3: warning: odd; expected\n"
                "p: links.csv:7:12: wrong; expected\n");
    assert_text(&f, QP_DEFECT,
                "p: a.csv: empty; expected\n"
                "p: links.csv:7:12: wrong; expected\n");
    cr_assert_eq(f.total[QP_DEFECT], 2);
    cr_assert_eq(f.total[QP_WARNING], 1);
    cr_assert_eq(f.total[QP_NOTE], 1);
    qp_findings_clear(&f);
    qp_findings_clear(&f);
}

/* The order is by file, line, column, rule and text, however they came. */
QP_TEST(finding, has_its_order_from_its_content)
{
    static const char expected[] = "p: a:1:2: x; expected\n"
                                   "p: a:2:1: w; expected\n"
                                   "p: a:2:1: x; expected\n"
                                   "p: a:2:1: x; expected\n"
                                   "p: a:10:1: x; expected\n"
                                   "p: b:1:1: x; expected\n";
    static const struct {
        qp_rule rule;
        const char *file;
        uint32_t line;
        uint32_t column;
        const char *found;
    } all[] = {
        {QP_RULE_CELL_NUMBER, "a", 1, 2, "x"},
        {QP_RULE_CELL_BOUNDS, "a", 2, 1, "w"},
        {QP_RULE_CELL_BOUNDS, "a", 2, 1, "x"},
        {QP_RULE_CELL_NUMBER, "a", 2, 1, "x"},
        {QP_RULE_CELL_NUMBER, "a", 10, 1, "x"},
        {QP_RULE_CELL_BOUNDS, "b", 1, 1, "x"},
    };
    enum { COUNT = sizeof all / sizeof *all };
    for (size_t start = 0; start < COUNT; start++) {
        qp_findings f = {0};
        for (size_t i = 0; i < COUNT; i++) {
            size_t at = (start + i * 5) % COUNT;
            add(&f, all[at].rule, all[at].file, all[at].line, all[at].column,
                all[at].found);
        }
        assert_text(&f, QP_NOTE, expected);
        qp_findings_clear(&f);
    }
}

QP_TEST(finding, is_counted_when_its_rule_has_told_enough_of_a_file)
{
    qp_findings f = {.most = 2};
    for (uint32_t line = 1; line <= 5; line++)
        add(&f, QP_RULE_LINK_END, "a", line, 1, "x");
    add(&f, QP_RULE_LINK_END, "b", 1, 1, "x");
    add(&f, QP_RULE_LINK_SELF, "a", 1, 0, "y");
    assert_text(&f, QP_NOTE,
                "p: a:1: warning: y; expected\n"
                "p: a:1:1: x; expected\n"
                "p: a:2:1: x; expected\n"
                "p: a: ... and 3 more of this kind (link.end)\n"
                "p: b:1:1: x; expected\n");
    cr_assert_eq(f.total[QP_DEFECT], 6);
    cr_assert_eq(f.count, 4);
    qp_findings_clear(&f);
}

QP_TEST(finding, of_many_is_told_where_the_first_stand)
{
    qp_findings f = {.most = 3};
    for (uint32_t i = 0; i < 100; i++) { /* lines 1..100, in another order */
        uint32_t line = i * 37 % 100 + 1;
        qp_place place = {"a", line, 1};
        bool keeps = qp_findings_keeps(&f, QP_RULE_LINK_END, place);
        size_t before = f.count;
        add(&f, QP_RULE_LINK_END, "a", line, 1, "x");
        cr_assert(keeps || f.count == before);
        if (i == 50)
            qp_findings_sort(&f); /* may happen between additions */
    }
    assert_text(&f, QP_NOTE,
                "p: a:1:1: x; expected\n"
                "p: a:2:1: x; expected\n"
                "p: a:3:1: x; expected\n"
                "p: a: ... and 97 more of this kind (link.end)\n");
    cr_assert_not(
        qp_findings_keeps(&f, QP_RULE_LINK_END, (qp_place){"a", 4, 1}));
    cr_assert(qp_findings_keeps(&f, QP_RULE_LINK_END, (qp_place){"a", 3, 1}));
    cr_assert(qp_findings_keeps(&f, QP_RULE_LINK_END, (qp_place){"b", 9, 9}));
    qp_findings_clear(&f);
}

QP_TEST(finding, tells_twenty_of_a_kind_unless_asked_for_others)
{
    qp_findings f = {0};
    for (uint32_t line = 1; line <= 21; line++)
        add(&f, QP_RULE_LINK_END, "a", line, 1, "x");
    cr_assert_eq(f.count, QP_FINDINGS_TOLD);
    cr_assert_eq(f.count, 20);
    qp_findings_clear(&f);
}

/* Each of these stands before all that are kept, and so is kept in turn. */
QP_TEST(finding, takes_no_more_room_where_many_come_last_first)
{
    enum { MANY = 100000 };
    qp_findings f = {0};
    for (uint32_t line = MANY; line > 0; line--)
        add(&f, QP_RULE_LINK_END, "a", line, 1, "x");
    qp_findings_sort(&f);
    cr_assert_eq(f.total[QP_DEFECT], MANY);
    cr_assert_eq(f.count, QP_FINDINGS_TOLD);
    cr_assert_lt(f.room + f.tallies[0].room, 100);
    for (uint32_t i = 0; i < QP_FINDINGS_TOLD; i++)
        cr_assert_eq(f.rows[i].place.line, i + 1);
    qp_findings_clear(&f);
}

/* ------------------------------------------------------------- the merging */

enum { SEEN = 600, PIECES = 7 };

/* One of SEEN findings of four rules and three files; some stand at one
 * place, some are equal. */
static void add_nth(qp_findings *findings, uint32_t n)
{
    static const qp_rule rules[] = {QP_RULE_LINK_END, QP_RULE_LINK_SELF,
                                    QP_RULE_CELL_BLANK, QP_RULE_ROW_SKIPPED};
    static const char *const files[] = {"a", "b", "c"};
    uint32_t mixed = n * 2654435761u;
    char found[16];
    snprintf(found, sizeof found, "%u", (unsigned)(mixed >> 28));
    add(findings, rules[n % 4], files[n / 4 % 3], (mixed >> 8) % 40,
        (mixed >> 16) % 2, found);
}

static void assert_same(qp_findings *findings, const qp_text *expected)
{
    qp_text out = {0};
    qp_findings_sort(findings);
    qp_findings_text(findings, QP_NOTE, "p", &out);
    cr_assert_eq(qp_findings_json(findings, NULL, &out, NULL), QP_OK);
    cr_expect_str_eq(out.bytes, expected->bytes);
    qp_text_clear(&out);
}

static void expect_whole(size_t most, qp_text *expected)
{
    qp_findings whole = {.most = most};
    for (uint32_t n = 0; n < SEEN; n++)
        add_nth(&whole, n);
    qp_findings_sort(&whole);
    qp_findings_text(&whole, QP_NOTE, "p", expected);
    cr_assert_eq(qp_findings_json(&whole, NULL, expected, NULL), QP_OK);
    qp_findings_clear(&whole);
}

QP_TEST(finding, of_pieces_is_that_of_the_whole)
{
    static const size_t mosts[] = {0, 1, 2, 5, SIZE_MAX};
    for (size_t m = 0; m < sizeof mosts / sizeof *mosts; m++) {
        qp_text expected = {0};
        expect_whole(mosts[m], &expected);
        for (uint32_t first = 0; first < PIECES; first++) {
            qp_findings whole = {.most = mosts[m]};
            for (uint32_t p = 0; p < PIECES; p++) {
                qp_findings piece = {.most = mosts[m]};
                for (uint32_t n = (first + p * 3) % PIECES; n < SEEN;
                     n += PIECES)
                    add_nth(&piece, n);
                if (p % 2 == 1)
                    qp_findings_sort(&piece); /* may happen before */
                cr_assert_eq(qp_findings_merge(&whole, &piece, NULL), QP_OK);
                cr_assert_eq(piece.count + piece.tally_count, 0);
            }
            assert_same(&whole, &expected);
            qp_findings_clear(&whole);
        }
        qp_text_clear(&expected);
    }
}

QP_TEST(finding, of_a_piece_stays_there_when_memory_runs_out)
{
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_findings whole = {0};
        qp_findings piece = {0};
        for (uint32_t n = 0; n < SEEN; n++)
            add_nth(n % 2 == 0 ? &whole : &piece, n);
        size_t counts[] = {whole.count, piece.count};
        qp_memory_allow(allowed);
        status = qp_findings_merge(&whole, &piece, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK ||
                  (whole.count == counts[0] && piece.count == counts[1]));
        cr_assert_lt(allowed, 40);
        qp_findings_clear(&whole);
        qp_findings_clear(&piece);
    }
}

/* ------------------------------------------------------------ what is dear */

QP_TEST(finding, is_counted_without_words_where_it_would_not_be_kept)
{
    qp_findings f = {.most = 2};
    qp_place place = {"a", 1, 1};
    cr_assert_not(qp_findings_pass_over(&f, QP_RULE_LINK_END, place));
    for (uint32_t line = 1; line <= 2; line++)
        add(&f, QP_RULE_LINK_END, "a", line * 10, 1, "x");
    for (uint32_t line = 1; line <= 5; line++) {
        place.line = line * 10;
        cr_assert_eq(qp_findings_pass_over(&f, QP_RULE_LINK_END, place),
                     line > 2);
    }
    assert_text(&f, QP_NOTE,
                "p: a:10:1: x; expected\n"
                "p: a:20:1: x; expected\n"
                "p: a: ... and 3 more of this kind (link.end)\n");
    cr_assert_eq(f.total[QP_DEFECT], 5);
    qp_findings_clear(&f);
}

QP_TEST(finding, is_json_for_programs)
{
    qp_findings f = {.most = 1};
    qp_text out = {0};
    add(&f, QP_RULE_CELL_UTF8, "a \"b\".csv", 2, 3,
        "to '\\xFF\n\x01' \xE6\xB7\xB1");
    add(&f, QP_RULE_LINK_SELF, "l.csv", 4, 0, "caf\xe9");
    add(&f, QP_RULE_LINK_SELF, "l.csv", 5, 0, "y");
    qp_findings_sort(&f);
    cr_assert_eq(qp_findings_json(&f, NULL, &out, NULL), QP_OK);
    cr_expect_str_eq(
        out.bytes,
        "{\n  \"defects\": 1,\n  \"warnings\": 2,\n  \"findings\": [\n"
        "    {\"severity\": \"defect\", \"rule\": \"cell.utf8\", \"file\": "
        "\"a \\\"b\\\".csv\", \"line\": 2, \"column\": 3, \"found\": \"to "
        "'\\\\xFF\\n\\u0001' \xE6\xB7\xB1\", \"expected\": \"expected\"},\n"
        "    {\"severity\": \"warning\", \"rule\": \"link.self\", \"file\": "
        "\"l.csv\", \"line\": 4, \"column\": 0, \"found\": \"caf\\\\xE9\", "
        "\"expected\": \"expected\"}\n"
        "  ],\n  \"more\": [\n"
        "    {\"severity\": \"warning\", \"rule\": \"link.self\", \"file\": "
        "\"l.csv\", \"count\": 1}\n  ]\n}\n",
        "%s", out.bytes);
    qp_text_clear(&out);
    qp_findings_clear(&f);

    cr_assert_eq(qp_findings_json(&f, NULL, &out, NULL), QP_OK);
    cr_expect_str_eq(out.bytes, "{\n  \"defects\": 0,\n  \"warnings\": 0,\n"
                                "  \"findings\": [],\n  \"more\": []\n}\n");
    qp_text_clear(&out);
}

QP_TEST(finding, is_a_row_of_a_table)
{
    qp_findings f = {.most = 1};
    qp_text out = {0};
    add(&f, QP_RULE_CELL_CHOICE, "a,b.csv", 2, 3, "to \"x\"");
    add(&f, QP_RULE_LINK_SELF, "l.csv", 4, 0, "y");
    add(&f, QP_RULE_LINK_SELF, "l.csv", 5, 0, "y");
    add(&f, QP_RULE_FILE_MISSING, "m.csv", 0, 0, "one\nline");
    qp_findings_sort(&f);
    qp_findings_csv(&f, &out);
    cr_expect_str_eq(
        out.bytes,
        "severity,rule,file,line,column,found,expected\n"
        "defect,cell.choice,\"a,b.csv\",2,3,\"to \"\"x\"\"\",expected\n"
        "warning,link.self,l.csv,4,,y,expected\n"
        "warning,link.self,l.csv,,,... and 1 more of this kind,\n"
        "defect,file.missing,m.csv,,,\"one\nline\",expected\n",
        "%s", out.bytes);
    qp_text_clear(&out);
    qp_findings_clear(&f);
}

QP_TEST(finding, is_not_counted_when_memory_runs_out)
{
    for (size_t before = 0; before < 30; before++) {
        qp_findings f = {0};
        for (uint32_t i = 0; i < before; i++)
            add(&f, QP_RULE_LINK_END, "a", 100 - i, 1, "x");
        qp_status status = QP_E_MEMORY;
        for (long allowed = 0; status != QP_OK; allowed++) {
            qp_memory_allow(allowed);
            status = qp_findings_add(&f, QP_RULE_LINK_END,
                                     (qp_place){"a", 1, 1}, "y", "z", NULL);
            qp_memory_allow(QP_MEMORY_UNLIMITED);
            cr_assert_eq(f.total[QP_DEFECT], before + (status == QP_OK));
            cr_assert_lt(allowed, 9);
        }
        qp_findings_clear(&f);
    }
}
