/* SPDX-License-Identifier: MIT */
#include "whatif/comparison.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "panel/columns.h"

enum { KEY = 6 }; ///< columns that tell rows apart; the first of all

const char *qp_row_status_text(qp_row_status status)
{
    static const char *const texts[] = {[QP_ROW_SAME] = "same",
                                        [QP_ROW_COUNTS] = "counts",
                                        [QP_ROW_CHANGED] = "changed",
                                        [QP_ROW_REMOVED] = "removed",
                                        [QP_ROW_ADDED] = "added"};
    return texts[status];
}

/* ------------------------------------------------------------------- cells */

static const void *cell_of(const qp_panel_row *row, size_t column)
{
    return (const char *)row + qp_panel_columns[column].offset;
}

/* The text of a cell that holds a name or a text. */
static const char *text_of(const qp_panel *panel, const qp_panel_row *row,
                           size_t column)
{
    const void *cell = cell_of(row, column);
    if (qp_panel_columns[column].kind == QP_CELL_NAME)
        return qp_panel_columns[column].names[*(const unsigned *)cell].name;
    return qp_pool_text(&panel->text, *(const qp_string *)cell);
}

static bool is_same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Does a column say the same in both panels, whose texts have other numbers? */
static bool is_same_cell(const qp_comparison *c, const qp_compared_row *row,
                         size_t column)
{
    const void *before = cell_of(row->before, column);
    const void *after = cell_of(row->after, column);
    switch (qp_panel_columns[column].kind) {
    case QP_CELL_NUMBER:
        return is_same_number(*(const double *)before, *(const double *)after);
    case QP_CELL_NAME:
    case QP_CELL_FLAGS:
        return *(const unsigned *)before == *(const unsigned *)after;
    case QP_CELL_TEXT:
        break;
    }
    return strcmp(text_of(c->before, row->before, column),
                  text_of(c->after, row->after, column)) == 0;
}

/* ------------------------------------------------------------------ the rows */

static int by_key(const qp_comparison *c, const qp_panel_row *before,
                  const qp_panel_row *after)
{
    int order = 0;
    for (size_t column = 0; column < KEY && order == 0; column++)
        order = strcmp(text_of(c->before, before, column),
                       text_of(c->after, after, column));
    return order;
}

/* Does a column say how many were counted, or what chance would give? */
static bool is_beside(size_t column)
{
    static const size_t beside[] = {
        offsetof(qp_panel_row, n),        offsetof(qp_panel_row, missing),
        offsetof(qp_panel_row, low),      offsetof(qp_panel_row, high),
        offsetof(qp_panel_row, expected), offsetof(qp_panel_row, z),
        offsetof(qp_panel_row, p),        offsetof(qp_panel_row, q),
        offsetof(qp_panel_row, df),
    };
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (qp_panel_columns[column].offset == beside[i])
            return true;
    return false;
}

static qp_row_status status_of(const qp_comparison *c,
                               const qp_compared_row *row)
{
    qp_row_status status = QP_ROW_SAME;
    for (size_t column = KEY; column < QP_PANEL_COLUMN_COUNT; column++) {
        if (is_same_cell(c, row, column))
            continue;
        if (!is_beside(column))
            return QP_ROW_CHANGED;
        status = QP_ROW_COUNTS;
    }
    return status;
}

static bool is_told(qp_row_status status)
{
    return status != QP_ROW_SAME && status != QP_ROW_COUNTS;
}

/* Which comes first: below 0 the row before, above 0 the one after. */
static int next_side(const qp_comparison *c, size_t b, size_t a)
{
    if (b == c->before->count)
        return 1;
    if (a == c->after->count)
        return -1;
    return by_key(c, &c->before->rows[b], &c->after->rows[a]);
}

static void add_row(qp_comparison *c, const qp_panel_row *before,
                    const qp_panel_row *after)
{
    qp_compared_row row = {QP_ROW_SAME, before, after};
    if (before == NULL)
        row.status = QP_ROW_ADDED;
    else if (after == NULL)
        row.status = QP_ROW_REMOVED;
    else
        row.status = status_of(c, &row);
    c->rows[c->count++] = row;
    c->total[row.status]++;
}

qp_status qp_compare(const qp_panel *before, const qp_panel *after,
                     qp_comparison *comparison, qp_error *err)
{
    size_t most = before->count + after->count;
    qp_comparison c = {.before = before, .after = after};
    c.rows = qp_acquire(most, sizeof *c.rows);
    if (c.rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to compare %zu rows", most);
    for (size_t b = 0, a = 0; b < before->count || a < after->count;) {
        int side = next_side(&c, b, a);
        add_row(&c, side <= 0 ? &before->rows[b] : NULL,
                side >= 0 ? &after->rows[a] : NULL);
        b += side <= 0;
        a += side >= 0;
    }
    *comparison = c;
    return QP_OK;
}

bool qp_comparison_is_same(const qp_comparison *comparison)
{
    size_t told = 0;
    for (int status = 0; status < QP_ROW_STATUS_COUNT; status++)
        told += is_told((qp_row_status)status) ? comparison->total[status] : 0;
    return told == 0;
}

/* ----------------------------------------------------------------- the table */

static void add_key(qp_text *out, const qp_panel *panel,
                    const qp_panel_row *row)
{
    for (size_t column = 0; column < KEY; column++) {
        qp_text_add_field(out, text_of(panel, row, column));
        qp_text_add(out, ",");
    }
}

static void add_differing(qp_text *out, const qp_comparison *c,
                          const qp_compared_row *row)
{
    const char *gap = "";
    for (size_t column = KEY; row->before != NULL && row->after != NULL &&
                              column < QP_PANEL_COLUMN_COUNT;
         column++) {
        if (is_same_cell(c, row, column))
            continue;
        qp_text_addf(out, "%s%s", gap, qp_panel_columns[column].name);
        gap = " ";
    }
}

static void add_flags(qp_text *out, const qp_panel_row *row)
{
    const char *gap = "";
    for (int flag = 0; row != NULL && flag < QP_FLAG_COUNT; flag++) {
        if ((row->flags >> flag & 1U) == 0)
            continue;
        qp_text_addf(out, "%s%s", gap, qp_flags[flag].name);
        gap = " ";
    }
}

static const char *reason_of(const qp_panel_row *row)
{
    return row != NULL ? qp_reasons[row->reason].name : "";
}

static double value_of(const qp_panel_row *row)
{
    return row != NULL ? row->value : NAN;
}

/* What lies between two numbers may be more than a number can hold. */
static double change_of(double before, double after)
{
    double change = after - before;
    return isfinite(change) ? change : NAN;
}

static void add_line(qp_text *out, const qp_comparison *c,
                     const qp_compared_row *row)
{
    double before = value_of(row->before);
    double after = value_of(row->after);
    if (row->before != NULL)
        add_key(out, c->before, row->before);
    else
        add_key(out, c->after, row->after);
    qp_text_add_number(out, before);
    qp_text_add(out, ",");
    qp_text_add_number(out, after);
    qp_text_add(out, ",");
    qp_text_add_number(out, change_of(before, after));
    qp_text_addf(out, ",%s,", qp_row_status_text(row->status));
    add_differing(out, c, row);
    qp_text_addf(out, ",%s,%s,", reason_of(row->before), reason_of(row->after));
    add_flags(out, row->before);
    qp_text_add(out, ",");
    add_flags(out, row->after);
    qp_text_add(out, "\n");
}

qp_status qp_comparison_csv(const qp_comparison *comparison, bool all,
                            qp_text *out, qp_error *err)
{
    qp_text_add(out, "metric,layer,window,scope,subject,object,before,after,"
                     "change,status,differs,reason_before,reason_after,"
                     "flags_before,flags_after\n");
    for (size_t r = 0; r < comparison->count; r++)
        if (all || is_told(comparison->rows[r].status))
            add_line(out, comparison, &comparison->rows[r]);
    return qp_text_status(out, err);
}

void qp_comparison_clear(qp_comparison *comparison)
{
    qp_release(comparison->rows);
    *comparison = (qp_comparison){0};
}
