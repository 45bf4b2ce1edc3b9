/* SPDX-License-Identifier: MIT */
/**
 * @file metric/square.h
 * @brief Flows between n units as a full square: what the metrics of whole
 *        matrices work on.
 *
 *           Bei  Tia  Heb   out
 *      Bei    0    6    4    10      flow[r * n + s]  from r to s
 *      Tia   18    0    3    21      the diagonal is 0: what stays inside a
 *      Heb   30    9    0    39      unit is no flow between units
 *      in    48   15    7    70
 *
 * Units are the regions, or those of one cluster. 8 n^2 bytes.
 */
#ifndef QP_METRIC_SQUARE_H
#define QP_METRIC_SQUARE_H

#include "net/flow.h"

typedef struct {
    size_t n;
    double *flow;    ///< [n * n] >= 0, layer unit
    double *inflow;  ///< [n] column sums
    double *outflow; ///< [n] row sums
    double total;    ///< W, sum of all
} qp_square;

/** An empty square of n units. @retval QP_E_MEMORY  no room */
QP_CHECKED qp_status qp_square_make(size_t n, qp_square *square, qp_error *err);

/**
 * Fill a square with flows.
 *
 * @param[in]  flows   of a directed layer
 * @param[in]  unit    [flows->region_count] unit of each region, below n;
 *                     QP_NONE: left out; NULL: every region is its own unit
 * @param[in,out] square  of enough units; what it held is forgotten
 *
 * @par Cost
 * O(n^2 + cells) time.
 */
void qp_square_fill(const qp_flows *flows, const uint32_t unit[],
                    qp_square *square);

/** Sum rows, columns and all again after cells were set. O(n^2) time, in a
 * fixed order: exact for whole numbers up to 2^53. */
void qp_square_sum(qp_square *square);

void qp_square_clear(qp_square *square);

#endif
