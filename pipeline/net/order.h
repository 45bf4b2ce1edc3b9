/* SPDX-License-Identifier: MIT */
/**
 * @file net/order.h
 * @brief In what order the rows of a group stand: one comparison for those who
 *        build it and those who verify it; internal to net/.
 *
 * Texts in byte order, a blank one first; rows ascending, no row last; numbers
 * ascending, NaN first; periods by their start, then by their end.
 */
#ifndef QP_NET_ORDER_H
#define QP_NET_ORDER_H

#include "core/status.h"
#include "net/columns.h"

enum { QP_KEYS_MOST = 20 };

/** The columns that order a group, as they stand in a network. */
typedef struct {
    const qp_network *net;
    struct {
        qp_column_type type;
        const void *values; ///< [rows of the group]
    } keys[QP_KEYS_MOST];
    size_t count;
} qp_order;

/** The first `most` keys of a group; an absent column orders nothing. */
qp_order qp_order_of(const qp_network *net, const qp_net_group *group,
                     size_t most);

/** Below, equal to or above 0: row a before, like or after row b. */
int qp_order_compare(const qp_order *order, size_t a, size_t b);

/**
 * Put rows into an order; rows alike by their number.
 * @param[in,out] rows  [count]
 * @retval QP_E_MEMORY  no room; the rows are as they were
 *
 * @par Cost
 * O(count) where they are in order, else O(count log count).
 */
QP_CHECKED qp_status qp_order_rows(const qp_order *order, qp_row rows[],
                                   size_t count, qp_error *err);

/**
 * The order of a group's rows: `sorted[i]` is the row that comes i-th; rows
 * alike stay as they are.
 * @param[out] sorted   [rows of the group]
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_order_sort(const qp_network *net,
                                   const qp_net_group *group, qp_row sorted[],
                                   qp_error *err);

/**
 * Put the columns of a group into an order.
 * @param[in] sorted    [count] which row comes i-th; those not named are lost
 * @retval QP_E_MEMORY  no room; the group is in no order
 */
QP_CHECKED qp_status qp_order_apply(qp_network *net, const qp_net_group *group,
                                    const qp_row sorted[], size_t count,
                                    qp_error *err);

#endif
