/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "support/leak.h"
#include "table/dictionary.h"
#include "table/rule.h"
#include "table/schema.h"

/* Pages printed from tables in the code; QP_BLESS=1 writes them anew. */
static void assert_printed(const char *path, const qp_text *page)
{
    qp_text present = {0};
    cr_assert_eq(qp_text_status(page, NULL), QP_OK);
    if (getenv("QP_BLESS") != NULL)
        cr_assert_eq(qp_file_publish(path, page->bytes, page->size, NULL),
                     QP_OK);
    cr_assert_eq(qp_file_read(path, 0, &present, NULL), QP_OK, "%s", path);
    cr_assert(strcmp(qp_text_string(&present), page->bytes) == 0,
              "%s is not what the program prints; look at it after "
              "QP_BLESS=1 ctest -R table_dictionary",
              path);
    qp_text_clear(&present);
}

QP_TEST(dictionary, is_data_readme)
{
    qp_text page = {0};
    qp_dictionary_text(&page);
    assert_printed(QP_SOURCE_DIR "/data/README.md", &page);
    qp_text_clear(&page);
}

QP_TEST(dictionary, names_every_table_and_column)
{
    qp_text page = {0};
    qp_dictionary_text(&page);
    for (size_t t = 0; t < QP_TABLE_COUNT; t++) {
        cr_assert_not_null(strstr(page.bytes, qp_schemas[t].meaning));
        for (size_t c = 0; c < qp_schemas[t].column_count; c++)
            cr_assert_not_null(
                strstr(page.bytes, qp_schemas[t].columns[c].meaning));
    }
    qp_text_clear(&page);
}

QP_TEST(rules, are_docs_findings)
{
    qp_text page = {0};
    qp_rules_text(&page);
    assert_printed(QP_SOURCE_DIR "/docs/findings.md", &page);
    qp_text_clear(&page);
}

QP_TEST(rules, stand_each_in_one_part_of_the_page)
{
    qp_text page = {0};
    qp_rules_text(&page);
    for (size_t r = 0; r < QP_RULE_COUNT; r++) {
        char row[64];
        snprintf(row, sizeof row, "| `%s` |", qp_rules[r].name);
        const char *first = strstr(page.bytes, row);
        cr_assert_not_null(first, "%s", qp_rules[r].name);
        cr_assert_null(strstr(first + 1, row), "%s", qp_rules[r].name);
        for (size_t q = 0; q < r; q++)
            cr_assert_neq(strcmp(qp_rules[q].name, qp_rules[r].name), 0);
    }
    qp_text_clear(&page);
}
