/* SPDX-License-Identifier: MIT */
/**
 * @file net/linkrow.h
 * @brief Rows of links.csv on their way into a network, and their order;
 *        internal to net/.
 */
#ifndef QP_NET_LINKROW_H
#define QP_NET_LINKROW_H

#include "core/status.h"
#include "net/network.h"

/** What else a row says stays in the table. */
typedef struct {
    qp_row layer;
    qp_row from;
    qp_row to;
    qp_period period;
    qp_row row; ///< of the table
    double weight;
} qp_link_row;

/** By layer, ends and period; 0 for rows that only other columns tell apart. */
int qp_link_row_compare(const qp_link_row *a, const qp_link_row *b);

/**
 * Sort rows by layer, ends, period and place in the table.
 *
 * @param[in,out] rows    [count] ascending by `row`
 * @param[in]     actors  all ends are below it
 * @param[in]     layers  all layers are below it
 * @retval QP_E_MEMORY    no room; the rows are in no order
 *
 * @par Cost
 * O(count + actors + layers) time and count rows of memory, but for rows with
 * equal layer and ends: O(k log k) for k of them.
 */
QP_CHECKED qp_status qp_link_rows_sort(qp_link_row rows[], size_t count,
                                       size_t actors, size_t layers,
                                       qp_error *err);

#endif
