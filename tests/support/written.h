/* SPDX-License-Identifier: MIT */
/**
 * @file support/written.h
 * @brief Panels written in a test, row by row.
 *
 *      qp_panel panel = {0};
 *      told(&panel, (told_row){QP_M_THEIL, "talent", QP_SCOPE_SYSTEM, "all"},
 *           0.4);
 *      qp_panel_sort(&panel);
 */
#ifndef QP_SUPPORT_WRITTEN_H
#define QP_SUPPORT_WRITTEN_H

#include <math.h>

#include <criterion/criterion.h>

#include "panel/panel.h"

/** What a row is of; what is left out is blank, `n` too. */
typedef struct {
    qp_metric metric;
    const char *layer; ///< NULL: of none
    qp_scope scope;
    const char *subject;
    const char *object; ///< NULL: none
    double n;           ///< 0: blank
    double q;           ///< 0: blank
    double expected;    ///< of a row with q
    double low, high;   ///< both 0: blank
    qp_reason reason;   ///< of a row without a value
    unsigned flags;     ///< bits 1 << qp_flag
} told_row;

static inline qp_string told_text(qp_panel *panel, const char *text)
{
    return qp_panel_string(panel, text != NULL ? text : "");
}

/** Add a row; the value NaN where it has a reason. */
static inline void told(qp_panel *panel, told_row what, double value)
{
    qp_panel_row row = qp_panel_blank;
    bool interval = what.low != 0 || what.high != 0;
    row.metric = what.metric;
    row.layer = told_text(panel, what.layer);
    row.scope = what.scope;
    row.subject = told_text(panel, what.subject);
    row.object = told_text(panel, what.object);
    row.value = value;
    row.n = what.n != 0 ? what.n : NAN;
    row.q = what.q != 0 ? what.q : NAN;
    row.expected = what.q != 0 ? what.expected : NAN;
    row.low = interval ? what.low : NAN;
    row.high = interval ? what.high : NAN;
    row.reason = what.reason;
    row.flags = what.flags;
    cr_assert_eq(qp_panel_add(panel, &row, NULL), QP_OK);
}

#endif
