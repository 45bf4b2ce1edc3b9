/* SPDX-License-Identifier: MIT */
/**
 * @file metric/leverage.h
 * @brief How far a fitted flow gives way to the observed one.
 *
 * A cell that its row and column fix has the leverage 1: it is fitted whatever
 * it holds, and its residual says nothing. One among many has a leverage near
 * 0. Residuals are comparable only when each is divided by sqrt(1 - h).
 */
#ifndef QP_METRIC_LEVERAGE_H
#define QP_METRIC_LEVERAGE_H

#include <stddef.h>

#include "core/status.h"

/**
 * Leverages of the log-linear model of rows and columns.
 *
 *      h_rs = E_rs (x' V x),  x = the row and the column of the cell,
 *                             V = inverse of the information matrix
 *
 * 0 <= h <= 1, and their sum is the number of parameters, rows + columns - 1.
 *
 * @param[in]  expected  [n * n] fitted flows; a cell that is not above 0 is
 *                       out of the model
 * @param[in]  threads   0: one a processor; the result is the same for any
 * @param[out] leverage  [n * n] NaN out of the model; all NaN where rounding
 *                       leaves the information without an inverse
 * @retval QP_E_MEMORY   no room; leverage is untouched
 *
 * @par Cost
 * About 6 n^3 operations: by the Schur complement of the rows. 32 n^2 bytes.
 */
QP_CHECKED qp_status qp_leverage(size_t n, const double expected[],
                                 unsigned threads, double leverage[],
                                 qp_error *err);

/**
 * The same in O(1): as if the information of rows and columns were diagonal,
 * what is said twice taken out.
 *
 *      h ~ E (1/O + 1/I - 1/W)
 *
 * Exact for a table without an empty diagonal; here each is wrong by a share
 * of about 1/n, and their sum is right.
 */
double qp_leverage_estimate(double expected, double outflow, double inflow,
                            double total);

#endif
