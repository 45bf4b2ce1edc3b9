/* SPDX-License-Identifier: MIT */
/**
 * @file support/rows.h
 * @brief Rows of a panel looked for by what they are of.
 */
#ifndef QP_SUPPORT_ROWS_H
#define QP_SUPPORT_ROWS_H

#include <string.h>

#include <criterion/criterion.h>

#include "panel/panel.h"

static inline bool panel_reads(const qp_panel *panel, qp_string string,
                               const char *text)
{
    return strcmp(qp_pool_text(&panel->text, string), text) == 0;
}

/** The first row of these, `window` NULL: of any; NULL: there is none. */
static inline const qp_panel_row *
panel_seek(const qp_panel *panel, qp_metric metric, const char *layer,
           const char *window, const char *subject, const char *object)
{
    for (size_t r = 0; r < panel->count; r++) {
        const qp_panel_row *row = &panel->rows[r];
        if (row->metric == metric && panel_reads(panel, row->layer, layer) &&
            (window == NULL || panel_reads(panel, row->window, window)) &&
            panel_reads(panel, row->subject, subject) &&
            panel_reads(panel, row->object, object))
            return row;
    }
    return NULL;
}

/** The same row, which must be there. */
static inline const qp_panel_row *
panel_row(const qp_panel *panel, qp_metric metric, const char *layer,
          const char *window, const char *subject, const char *object)
{
    const qp_panel_row *found = panel_seek(panel, metric, layer, window,
                                           subject, object);
    cr_assert_not_null(found, "no row %s,%s,%s,%s,%s", qp_metrics[metric].name,
                       layer, window != NULL ? window : "*", subject, object);
    return found;
}

/** How many rows a metric has. */
static inline size_t panel_rows(const qp_panel *panel, qp_metric metric)
{
    size_t count = 0;
    for (size_t r = 0; r < panel->count; r++)
        count += panel->rows[r].metric == metric ? 1 : 0;
    return count;
}

static inline bool has_flag(const qp_panel_row *row, qp_flag flag)
{
    return (row->flags & 1U << flag) != 0;
}

#endif
