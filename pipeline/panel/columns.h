/* SPDX-License-Identifier: MIT */
/**
 * @file panel/columns.h
 * @brief The columns of the long form, as a table: writing and reading walk
 *        over these rows. Internal to panel/.
 */
#ifndef QP_PANEL_COLUMNS_H
#define QP_PANEL_COLUMNS_H

#include "panel/panel.h"

typedef enum {
    QP_CELL_NAME,  ///< an enumeration, told by its name
    QP_CELL_FLAGS, ///< bits, told by their names, separated by blanks
    QP_CELL_TEXT,  ///< qp_string
    QP_CELL_NUMBER ///< double
} qp_cell_kind;

typedef struct {
    const char *name;
    qp_cell_kind kind;
    size_t offset;        ///< in qp_panel_row
    const qp_name *names; ///< [name_count] of names and flags, else NULL
    int name_count;
} qp_panel_column;

enum { QP_PANEL_COLUMN_COUNT = 21 };

/** In the order of the file; columns are only ever added at the end. */
extern const qp_panel_column qp_panel_columns[QP_PANEL_COLUMN_COUNT];

#endif
