/* SPDX-License-Identifier: MIT */
/*
 * docs/output.md explains every column, metric, scope, null, flag and reason
 * that a panel can hold, in the words of the tables in the code. Where a test
 * fails, it prints the table to paste.
 */
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "panel/panel.h"
#include "support/leak.h"

static qp_text read_page(const char *name)
{
    char path[512];
    qp_text page = {0};
    qp_error err = {0};
    snprintf(path, sizeof path, "%s/docs/%s", QP_SOURCE_DIR, name);
    cr_assert_eq(qp_file_read(path, 0, &page, &err), QP_OK, "%s", err.message);
    return page;
}

/* A bar would end the cell. */
static void add_cell(qp_text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        qp_text_add(out, *text == '|' ? "\\" : "");
        qp_text_add_bytes(out, text, 1);
    }
    qp_text_add(out, " |");
}

static void expect_table(const char *page, const qp_text *table)
{
    cr_assert_eq(qp_text_status(table, NULL), QP_OK);
    cr_expect(strstr(page, table->bytes) != NULL,
              "docs/output.md lacks this table:\n%s", table->bytes);
}

static void expect_names(const char *page, const char *head,
                         const qp_name names[], int count)
{
    qp_text table = {0};
    qp_text_addf(&table, "\n\n| %s | meaning |\n|---|---|\n", head);
    for (int i = 0; i < count; i++) {
        if (names[i].name[0] == '\0')
            continue; /* blank needs no explanation */
        qp_text_addf(&table, "| `%s` | ", names[i].name);
        add_cell(&table, names[i].meaning);
        qp_text_add(&table, "\n");
    }
    qp_text_add(&table, "\n");
    expect_table(page, &table);
    qp_text_clear(&table);
}

QP_TEST(output_page, explains_every_scope_null_flag_and_reason)
{
    qp_text page = read_page("output.md");
    expect_names(page.bytes, "scope", qp_scopes, QP_SCOPE_COUNT);
    expect_names(page.bytes, "null", qp_nulls, QP_NULL_COUNT);
    expect_names(page.bytes, "flag", qp_flags, QP_FLAG_COUNT);
    expect_names(page.bytes, "reason", qp_reasons, QP_REASON_COUNT);
    qp_text_clear(&page);
}

QP_TEST(output_page, lists_every_metric)
{
    qp_text page = read_page("output.md");
    qp_text table = {0};
    qp_text_add(&table, "\n\n| metric | scope | unit | what it is |\n"
                        "|---|---|---|---|\n");
    for (int m = 0; m < QP_METRIC_COUNT; m++) {
        qp_text_addf(&table, "| `%s` | %s | %s | ", qp_metrics[m].name,
                     qp_scopes[qp_metrics[m].scope].name, qp_metrics[m].unit);
        add_cell(&table, qp_metrics[m].meaning);
        qp_text_add(&table, "\n");
    }
    qp_text_add(&table, "\n");
    expect_table(page.bytes, &table);
    qp_text_clear(&table);
    qp_text_clear(&page);
}

/* Every metric has a line in the index, which leads to its page. */
QP_TEST(output_page, leads_from_every_metric_to_its_formula)
{
    qp_text page = read_page("metrics/README.md");
    for (int m = 0; m < QP_METRIC_COUNT; m++) {
        char line[128];
        snprintf(line, sizeof line, "\n| `%s` | [", qp_metrics[m].name);
        cr_expect(strstr(page.bytes, line) != NULL,
                  "docs/metrics/README.md has no line for %s",
                  qp_metrics[m].name);
    }
    qp_text_clear(&page);
}

/* The header of a panel, and the rows of the first table, in order. */
QP_TEST(output_page, explains_every_column)
{
    qp_text page = read_page("output.md");
    qp_text header = {0};
    qp_panel empty = {0};
    cr_assert_eq(qp_panel_csv(&empty, &header, NULL), QP_OK);
    cr_expect(strstr(page.bytes, header.bytes) != NULL);
    const char *at = page.bytes;
    for (char *name = strtok(header.bytes, ",\n"); name != NULL && at != NULL;
         name = strtok(NULL, ",\n")) {
        char row[64];
        snprintf(row, sizeof row, "\n| `%s` | ", name);
        at = strstr(at, row);
        cr_expect_not_null(at, "docs/output.md lacks column %s", name);
    }
    qp_text_clear(&header);
    qp_text_clear(&page);
}
