/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support/leak.h"
#include "whatif/comparison.h"

/** A row of a panel, as a test draws it. */
typedef struct {
    qp_metric metric;
    const char *subject;
    double value; ///< NaN: the reason is no-flow
    unsigned flags;
    double p;
} drawn_row;

static qp_panel panel_of(const drawn_row rows[], size_t count)
{
    qp_panel panel = {0};
    for (size_t r = 0; r < count; r++) {
        qp_panel_row row = qp_panel_blank;
        row.metric = rows[r].metric;
        row.scope = qp_metrics[row.metric].scope;
        row.layer = qp_panel_string(&panel, "supply");
        row.subject = qp_panel_string(&panel, rows[r].subject);
        row.value = rows[r].value;
        row.p = rows[r].p > 0 ? rows[r].p : NAN;
        row.flags = rows[r].flags;
        row.reason = isnan(row.value) ? QP_REASON_NO_FLOW : QP_REASON_NONE;
        cr_assert_eq(qp_panel_add(&panel, &row, NULL), QP_OK);
    }
    qp_panel_sort(&panel);
    return panel;
}

#define PANEL(...)                           \
    panel_of((const drawn_row[])__VA_ARGS__, \
             sizeof((const drawn_row[])__VA_ARGS__) / sizeof(drawn_row))

static void expect_rows(qp_panel before, qp_panel after, bool all,
                        const char *rows)
{
    static const char head[] =
        "metric,layer,window,scope,subject,object,before,after,change,status,"
        "differs,reason_before,reason_after,flags_before,flags_after\n";
    qp_comparison comparison = {0};
    qp_text csv = {0};
    cr_assert_eq(qp_compare(&before, &after, &comparison, NULL), QP_OK);
    cr_assert_eq(qp_comparison_csv(&comparison, all, &csv, NULL), QP_OK);
    cr_expect_eq(strncmp(csv.bytes, head, strlen(head)), 0, "%s", csv.bytes);
    cr_expect_str_eq(csv.bytes + strlen(head), rows);
    if (!all)
        cr_expect_eq(qp_comparison_is_same(&comparison), rows[0] == '\0');
    qp_text_clear(&csv);
    qp_comparison_clear(&comparison);
    qp_panel_clear(&before);
    qp_panel_clear(&after);
}

QP_TEST(comparison, tells_before_after_and_change)
{
    expect_rows(
        PANEL({{QP_M_NET_FLOW, "A", 1.5, 0, 0}, {QP_M_NET_FLOW, "B", 2, 0, 0}}),
        PANEL({{QP_M_NET_FLOW, "B", 2, 0, 0}, {QP_M_NET_FLOW, "A", -1, 0, 0}}),
        false, "net_flow,supply,,region,A,,1.5,-1,-2.5,changed,value,,,,\n");
}

QP_TEST(comparison, tells_rows_of_one_side_alone)
{
    expect_rows(
        PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0}, {QP_M_NET_FLOW, "C", NAN, 0, 0}}),
        PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0}, {QP_M_NET_FLOW, "B", 0, 0, 0}}),
        false,
        "net_flow,supply,,region,B,,,0,,added,,,,,\n"
        "net_flow,supply,,region,C,,,,,removed,,no-flow,,,\n");
}

QP_TEST(comparison, keeps_blank_what_is_blank_on_one_side)
{
    expect_rows(
        PANEL({{QP_M_NET_FLOW, "A", NAN, 0, 0}, {QP_M_NET_FLOW, "B", 3, 0, 0}}),
        PANEL({{QP_M_NET_FLOW, "A", 0, 0, 0}, {QP_M_NET_FLOW, "B", NAN, 0, 0}}),
        false,
        "net_flow,supply,,region,A,,,0,,changed,value reason,no-flow,,,\n"
        "net_flow,supply,,region,B,,3,,,changed,value reason,,no-flow,,"
        "\n");
}

QP_TEST(comparison, names_every_column_that_differs)
{
    unsigned both = 1U << QP_FLAG_SPARSE | 1U << QP_FLAG_CLOSED;
    expect_rows(PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0.5}}),
                PANEL({{QP_M_NET_FLOW, "A", 1, both, 0.25}}), false,
                "net_flow,supply,,region,A,,1,1,0,changed,p flags,,,,"
                "closed sparse\n");
}

QP_TEST(comparison, tells_of_counts_and_chance_alone_when_asked)
{
    expect_rows(PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0.5}}),
                PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0.25}}), false, "");
    expect_rows(PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0.5}}),
                PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0.25}}), true,
                "net_flow,supply,,region,A,,1,1,0,counts,p,,,,\n");
}

/* Each of the numbers by itself makes a row another, or not. */
QP_TEST(comparison, takes_some_columns_for_counts_and_chance)
{
    const struct {
        size_t offset;
        qp_row_status status;
    } cells[] = {
        {offsetof(qp_panel_row, n), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, missing), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, low), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, high), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, expected), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, z), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, p), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, q), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, df), QP_ROW_COUNTS},
        {offsetof(qp_panel_row, value), QP_ROW_CHANGED},
        {offsetof(qp_panel_row, rank), QP_ROW_CHANGED},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        qp_panel before = PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0}});
        qp_panel after = PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0}});
        qp_comparison c = {0};
        *(double *)((char *)after.rows + cells[i].offset) = 7;
        cr_assert_eq(qp_compare(&before, &after, &c, NULL), QP_OK);
        cr_expect_eq(c.rows[0].status, cells[i].status, "%zu", i);
        cr_expect_eq(qp_comparison_is_same(&c),
                     cells[i].status == QP_ROW_COUNTS, "%zu", i);
        qp_comparison_clear(&c);
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

QP_TEST(comparison, tells_what_is_the_same_when_asked)
{
    expect_rows(PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0}}),
                PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0}}), false, "");
    expect_rows(PANEL({{QP_M_NET_FLOW, "A", NAN, 0, 0}}),
                PANEL({{QP_M_NET_FLOW, "A", NAN, 0, 0}}), true,
                "net_flow,supply,,region,A,,,,,same,,no-flow,no-flow,,\n");
    expect_rows((qp_panel){0}, (qp_panel){0}, true, "");
}

QP_TEST(comparison, has_no_change_beyond_numbers)
{
    expect_rows(PANEL({{QP_M_NET_FLOW, "A", -1e308, 0, 0}}),
                PANEL({{QP_M_NET_FLOW, "A", 1e308, 0, 0}}), false,
                "net_flow,supply,,region,A,,-1e308,1e308,,changed,value,,,,\n");
}

QP_TEST(comparison, quotes_what_would_break_the_table)
{
    expect_rows((qp_panel){0}, PANEL({{QP_M_NET_FLOW, "a,\"b\"", 1, 0, 0}}),
                false,
                "net_flow,supply,,region,\"a,\"\"b\"\"\",,,1,,added,,,,,\n");
}

/* Turned round, what was added is removed and every change has the other sign.
 */
QP_TEST(comparison, turns_with_its_panels)
{
    qp_panel a = PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0},
                        {QP_M_NET_FLOW, "B", 2, 0, 0},
                        {QP_M_NET_FLOW, "C", 3, 0, 0}});
    qp_panel b = PANEL({{QP_M_NET_FLOW, "B", 5, 0, 0},
                        {QP_M_NET_FLOW, "C", 3, 0, 0},
                        {QP_M_NET_FLOW, "D", 4, 0, 0}});
    qp_comparison there = {0};
    qp_comparison back = {0};
    cr_assert_eq(qp_compare(&a, &b, &there, NULL), QP_OK);
    cr_assert_eq(qp_compare(&b, &a, &back, NULL), QP_OK);
    cr_expect_eq(there.total[QP_ROW_SAME], 1);
    cr_expect_eq(there.total[QP_ROW_CHANGED], 1);
    cr_expect_eq(there.total[QP_ROW_REMOVED], 1);
    cr_expect_eq(there.total[QP_ROW_ADDED], 1);
    cr_assert_eq(there.count, back.count);
    for (size_t r = 0; r < there.count; r++) {
        cr_expect_eq(there.rows[r].before, back.rows[r].after);
        cr_expect_eq(there.rows[r].after, back.rows[r].before);
    }
    qp_comparison_clear(&there);
    qp_comparison_clear(&back);
    qp_panel_clear(&a);
    qp_panel_clear(&b);
}

QP_TEST(comparison, leaves_its_output_alone_when_memory_runs_out)
{
    qp_panel a = PANEL({{QP_M_NET_FLOW, "A", 1, 0, 0}});
    qp_comparison comparison = {.count = 42};
    qp_error err = {0};
    qp_memory_allow(0);
    qp_status status = qp_compare(&a, &a, &comparison, &err);
    qp_memory_allow(QP_MEMORY_UNLIMITED);
    cr_expect_eq(status, QP_E_MEMORY);
    cr_expect_eq(comparison.count, 42);
    cr_expect_str_eq(err.message, "no memory to compare 2 rows");
    qp_panel_clear(&a);
}
