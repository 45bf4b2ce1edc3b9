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
    QP_CELL_METRIC, ///< a name of qp_metrics
    QP_CELL_SCOPE,  ///< a name of qp_scopes
    QP_CELL_NULL,   ///< a name of qp_nulls
    QP_CELL_REASON, ///< a name of qp_reasons
    QP_CELL_FLAGS,  ///< names of qp_flags, separated by blanks
    QP_CELL_TEXT,   ///< qp_string
    QP_CELL_NUMBER  ///< double
} qp_cell_kind;

typedef struct {
    const char *name;
    qp_cell_kind kind;
    size_t offset; ///< in qp_panel_row
} qp_panel_column;

enum { QP_PANEL_COLUMN_COUNT = 21 };

/** In the order of the file; columns are only ever added at the end. */
extern const qp_panel_column qp_panel_columns[QP_PANEL_COLUMN_COUNT];

#endif
