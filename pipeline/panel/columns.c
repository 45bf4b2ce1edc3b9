/* SPDX-License-Identifier: MIT */
#include "panel/columns.h"

#define AT(member) offsetof(qp_panel_row, member)

/* Names and flags are read and written as what they are made of. */
_Static_assert(sizeof(qp_metric) == sizeof(unsigned) &&
                   sizeof(qp_scope) == sizeof(unsigned) &&
                   sizeof(qp_null) == sizeof(unsigned) &&
                   sizeof(qp_reason) == sizeof(unsigned),
               "an enumeration is an unsigned");

/* clang-format off */
const qp_panel_column qp_panel_columns[QP_PANEL_COLUMN_COUNT] = {
/*   name        kind            where         names       how many */
    {"metric",   QP_CELL_NAME,   AT(metric),   qp_metrics, QP_METRIC_COUNT},
    {"layer",    QP_CELL_TEXT,   AT(layer),    NULL,       0},
    {"window",   QP_CELL_TEXT,   AT(window),   NULL,       0},
    {"scope",    QP_CELL_NAME,   AT(scope),    qp_scopes,  QP_SCOPE_COUNT},
    {"subject",  QP_CELL_TEXT,   AT(subject),  NULL,       0},
    {"object",   QP_CELL_TEXT,   AT(object),   NULL,       0},
    {"value",    QP_CELL_NUMBER, AT(value),    NULL,       0},
    {"unit",     QP_CELL_TEXT,   AT(unit),     NULL,       0},
    {"low",      QP_CELL_NUMBER, AT(low),      NULL,       0},
    {"high",     QP_CELL_NUMBER, AT(high),     NULL,       0},
    {"expected", QP_CELL_NUMBER, AT(expected), NULL,       0},
    {"z",        QP_CELL_NUMBER, AT(z),        NULL,       0},
    {"p",        QP_CELL_NUMBER, AT(p),        NULL,       0},
    {"q",        QP_CELL_NUMBER, AT(q),        NULL,       0},
    {"df",       QP_CELL_NUMBER, AT(df),       NULL,       0},
    {"rank",     QP_CELL_NUMBER, AT(rank),     NULL,       0},
    {"n",        QP_CELL_NUMBER, AT(n),        NULL,       0},
    {"missing",  QP_CELL_NUMBER, AT(missing),  NULL,       0},
    {"null",     QP_CELL_NAME,   AT(null),     qp_nulls,   QP_NULL_COUNT},
    {"flags",    QP_CELL_FLAGS,  AT(flags),    qp_flags,   QP_FLAG_COUNT},
    {"reason",   QP_CELL_NAME,   AT(reason),   qp_reasons, QP_REASON_COUNT},
};
/* clang-format on */
