/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "panel/columns.h"

static void add_flags(qp_text *out, unsigned flags)
{
    const char *separator = "";
    for (unsigned f = 0; f < QP_FLAG_COUNT; f++) {
        if ((flags & 1U << f) == 0)
            continue;
        qp_text_addf(out, "%s%s", separator, qp_flags[f].name);
        separator = " ";
    }
}

static void add_cell(qp_text *out, const qp_panel *panel,
                     const qp_panel_row *row, const qp_panel_column *column)
{
    const void *cell = (const char *)row + column->offset;
    switch (column->kind) {
    case QP_CELL_NAME:
        qp_text_add(out, column->names[*(const unsigned *)cell].name);
        break;
    case QP_CELL_FLAGS:
        add_flags(out, *(const unsigned *)cell);
        break;
    case QP_CELL_TEXT:
        qp_text_add_field(out,
                          qp_pool_text(&panel->text, *(const qp_string *)cell));
        break;
    case QP_CELL_NUMBER:
        qp_text_add_number(out, *(const double *)cell);
        break;
    }
}

qp_status qp_panel_csv(const qp_panel *panel, qp_text *out, qp_error *err)
{
    for (size_t c = 0; c < QP_PANEL_COLUMN_COUNT; c++)
        qp_text_addf(out, "%s%s", c > 0 ? "," : "", qp_panel_columns[c].name);
    qp_text_add(out, "\n");
    for (size_t r = 0; r < panel->count; r++)
        for (size_t c = 0; c < QP_PANEL_COLUMN_COUNT; c++) {
            add_cell(out, panel, &panel->rows[r], &qp_panel_columns[c]);
            qp_text_add(out, c + 1 < QP_PANEL_COLUMN_COUNT ? "," : "\n");
        }
    return qp_text_status(out, err);
}
