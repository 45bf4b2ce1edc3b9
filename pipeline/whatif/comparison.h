/* SPDX-License-Identifier: MIT */
/**
 * @file whatif/comparison.h
 * @brief Two panels, row by row: what a change of data changed.
 *
 *      before  supplier_hhi supply ... chips  0.5  ──┐
 *                                                    ├─▶ 0.5, 1, change 0.5
 *      after   supplier_hhi supply ... chips  1    ──┘
 *
 * Rows that agree in metric, layer, window, scope, subject and object are the
 * same row; of several such the first is compared with the first. A value that
 * is blank on one side stays blank, and has no change.
 *
 * A link less somewhere changes how many were counted, and what chance would
 * give, in many a row whose value it leaves alone: those are told apart.
 */
#ifndef QP_WHATIF_COMPARISON_H
#define QP_WHATIF_COMPARISON_H

#include "panel/panel.h"

typedef enum {
    QP_ROW_SAME,
    QP_ROW_COUNTS,  ///< none differs but n, missing, low, high, expected, z, p,
                    ///< q or df
    QP_ROW_CHANGED, ///< another column differs
    QP_ROW_REMOVED, ///< it is in the first panel only
    QP_ROW_ADDED,   ///< it is in the second only
    QP_ROW_STATUS_COUNT
} qp_row_status;

typedef struct {
    qp_row_status status;
    const qp_panel_row *before; ///< borrowed; NULL: added
    const qp_panel_row *after;  ///< borrowed; NULL: removed
} qp_compared_row;

/** `{0}` is empty. */
typedef struct {
    const qp_panel *before; ///< borrowed, and so is the other
    const qp_panel *after;
    qp_compared_row *rows; ///< [count] of all statuses, in the panels' order
    size_t count;
    size_t total[QP_ROW_STATUS_COUNT]; ///< rows of each status
} qp_comparison;

/** "same", "counts", "changed", "removed" or "added". The text is static. */
const char *qp_row_status_text(qp_row_status status);

/**
 * Compare two panels.
 * @param[in]  before, after  sorted; they outlive the comparison
 * @param[out] comparison     replaced; untouched on failure
 * @retval QP_E_MEMORY        no room
 *
 * @par Cost
 * O(rows of both).
 */
QP_CHECKED qp_status qp_compare(const qp_panel *before, const qp_panel *after,
                                qp_comparison *comparison, qp_error *err);

/** Do the panels say the same: is no row changed, removed or added? */
bool qp_comparison_is_same(const qp_comparison *comparison);

/**
 * The comparison as CSV (RFC 4180, LF), header first:
 *
 *      metric,layer,window,scope,subject,object,before,after,change,status,
 *      differs,reason_before,reason_after,flags_before,flags_after
 *
 * `change` is after - before, and blank where either is. `differs` names the
 * columns that differ of a row of both panels, separated by spaces.
 *
 * @param[in] all  also the rows that are the same, or differ in counts alone
 */
QP_CHECKED qp_status qp_comparison_csv(const qp_comparison *comparison,
                                       bool all, qp_text *out, qp_error *err);

void qp_comparison_clear(qp_comparison *comparison);

#endif
