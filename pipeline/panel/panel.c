/* SPDX-License-Identifier: MIT */
#include "panel/panel.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "panel/columns.h"

const qp_panel_row qp_panel_blank = {
    .metric = QP_METRIC_COUNT,
    .layer = QP_NONE,
    .window = QP_NONE,
    .scope = QP_SCOPE_COUNT,
    .subject = QP_NONE,
    .object = QP_NONE,
    .value = NAN,
    .unit = QP_NONE,
    .low = NAN,
    .high = NAN,
    .expected = NAN,
    .z = NAN,
    .p = NAN,
    .q = NAN,
    .df = NAN,
    .rank = NAN,
    .n = NAN,
    .missing = NAN,
    .null = QP_NULL_NONE,
    .flags = 0,
    .reason = QP_REASON_NONE,
};

/* What is infinite is no number. */
static void tame(qp_panel_row *row)
{
    if (isinf(row->value))
        row->reason = QP_REASON_OVERFLOW;
    for (size_t c = 0; c < QP_PANEL_COLUMN_COUNT; c++) {
        double *cell = (void *)((char *)row + qp_panel_columns[c].offset);
        if (qp_panel_columns[c].kind == QP_CELL_NUMBER && isinf(*cell))
            *cell = NAN;
    }
}

qp_status qp_panel_add(qp_panel *panel, const qp_panel_row *row, qp_error *err)
{
    if (panel->failed || !qp_grow((void **)&panel->rows, &panel->room,
                                  panel->count, sizeof *panel->rows))
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu rows of a panel",
                       panel->count + 1);
    panel->rows[panel->count] = *row;
    tame(&panel->rows[panel->count++]);
    return QP_OK;
}

qp_string qp_panel_string(qp_panel *panel, const char *text)
{
    if (text[0] == '\0')
        return QP_NONE;
    qp_string string = qp_pool_add(&panel->text, text, strlen(text));
    panel->failed |= string == QP_NONE;
    return string;
}

/* --------------------------------------------------------------- the order */

static int by_string(const qp_panel *panel, qp_string a, qp_string b)
{
    return a == b ? 0
                  : strcmp(qp_pool_text(&panel->text, a),
                           qp_pool_text(&panel->text, b));
}

/* By metric, layer and window. */
static int by_place(const qp_panel *panel, const qp_panel_row *a,
                    const qp_panel_row *b)
{
    int order = strcmp(qp_metrics[a->metric].name, qp_metrics[b->metric].name);
    order = order != 0 ? order : by_string(panel, a->layer, b->layer);
    return order != 0 ? order : by_string(panel, a->window, b->window);
}

static int by_key(const qp_panel *panel, const qp_panel_row *a,
                  const qp_panel_row *b)
{
    int order = by_place(panel, a, b);
    order = order != 0
                ? order
                : strcmp(qp_scopes[a->scope].name, qp_scopes[b->scope].name);
    order = order != 0 ? order : by_string(panel, a->subject, b->subject);
    return order != 0 ? order : by_string(panel, a->object, b->object);
}

static void swap(qp_panel_row *a, qp_panel_row *b)
{
    qp_panel_row kept = *a;
    *a = *b;
    *b = kept;
}

/* Let the row at `top` sink to where it belongs in the heap of `count`. */
static void sink(qp_panel *panel, size_t top, size_t count)
{
    qp_panel_row *rows = panel->rows;
    for (size_t child = 2 * top + 1; child < count; child = 2 * top + 1) {
        if (child + 1 < count &&
            by_key(panel, &rows[child], &rows[child + 1]) < 0)
            child++;
        if (by_key(panel, &rows[top], &rows[child]) >= 0)
            return;
        swap(&rows[top], &rows[child]);
        top = child;
    }
}

/* Heap sort: qsort cannot be told the panel whose texts are compared, and
 * needs memory. Keys are unique, so that it is not stable does not show. */
void qp_panel_sort(qp_panel *panel)
{
    for (size_t top = panel->count / 2; top-- > 0;)
        sink(panel, top, panel->count);
    for (size_t last = panel->count; last-- > 1;) {
        swap(&panel->rows[0], &panel->rows[last]);
        sink(panel, 0, last);
    }
}

/* ------------------------------------------------------------- looking up */

static qp_string found(const qp_panel *panel, const char *text, bool *known)
{
    if (text[0] == '\0')
        return QP_NONE;
    qp_string string = qp_pool_find(&panel->text, text, strlen(text));
    *known &= string != QP_NONE;
    return string;
}

const qp_panel_row *qp_panel_find(const qp_panel *panel, qp_metric metric,
                                  const char *layer, const char *window,
                                  const char *subject)
{
    bool known = true;
    qp_panel_row key = {.metric = metric,
                        .layer = found(panel, layer, &known),
                        .window = found(panel, window, &known),
                        .scope = qp_metrics[metric].scope,
                        .subject = found(panel, subject, &known),
                        .object = QP_NONE};
    if (!known)
        return NULL; /* no row has this text */

    size_t low = 0;
    size_t high = panel->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_key(panel, &panel->rows[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == panel->count)
        return NULL;
    const qp_panel_row *row = &panel->rows[low];
    bool same = row->metric == metric && row->layer == key.layer &&
                row->window == key.window && row->scope == key.scope &&
                row->subject == key.subject;
    return same ? row : NULL;
}

/* The first row that is not before the key, or behind it too. */
static size_t first_from(const qp_panel *panel, const qp_panel_row *key,
                         bool behind)
{
    size_t low = 0;
    size_t high = panel->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = by_place(panel, &panel->rows[middle], key);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const qp_panel_row *qp_panel_span(const qp_panel *panel, qp_metric metric,
                                  const char *layer, const char *window,
                                  size_t *count)
{
    bool known = true;
    qp_panel_row key = {.metric = metric,
                        .layer = found(panel, layer, &known),
                        .window = found(panel, window, &known)};
    *count = 0;
    if (!known)
        return NULL;
    size_t first = first_from(panel, &key, false);
    *count = first_from(panel, &key, true) - first;
    return *count > 0 ? &panel->rows[first] : NULL;
}

void qp_panel_clear(qp_panel *panel)
{
    qp_pool_clear(&panel->text);
    qp_release(panel->rows);
    *panel = (qp_panel){0};
}
