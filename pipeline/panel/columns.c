/* SPDX-License-Identifier: MIT */
#include "panel/columns.h"

#define AT(member) offsetof(qp_panel_row, member)

/* clang-format off */
const qp_panel_column qp_panel_columns[QP_PANEL_COLUMN_COUNT] = {
    {"metric",   QP_CELL_METRIC, AT(metric)},
    {"layer",    QP_CELL_TEXT,   AT(layer)},
    {"window",   QP_CELL_TEXT,   AT(window)},
    {"scope",    QP_CELL_SCOPE,  AT(scope)},
    {"subject",  QP_CELL_TEXT,   AT(subject)},
    {"object",   QP_CELL_TEXT,   AT(object)},
    {"value",    QP_CELL_NUMBER, AT(value)},
    {"unit",     QP_CELL_TEXT,   AT(unit)},
    {"low",      QP_CELL_NUMBER, AT(low)},
    {"high",     QP_CELL_NUMBER, AT(high)},
    {"expected", QP_CELL_NUMBER, AT(expected)},
    {"z",        QP_CELL_NUMBER, AT(z)},
    {"p",        QP_CELL_NUMBER, AT(p)},
    {"q",        QP_CELL_NUMBER, AT(q)},
    {"df",       QP_CELL_NUMBER, AT(df)},
    {"rank",     QP_CELL_NUMBER, AT(rank)},
    {"n",        QP_CELL_NUMBER, AT(n)},
    {"missing",  QP_CELL_NUMBER, AT(missing)},
    {"null",     QP_CELL_NULL,   AT(null)},
    {"flags",    QP_CELL_FLAGS,  AT(flags)},
    {"reason",   QP_CELL_REASON, AT(reason)},
};
/* clang-format on */
