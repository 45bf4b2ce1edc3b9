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

/** A row of the table; what else it says stays there. */
typedef struct {
    qp_row layer;
    qp_row from;
    qp_row to;
    qp_row row; ///< of the table
} qp_link_row;

/** Do two rows tie the same pair in the same layer? */
bool qp_link_row_is_same(const qp_link_row *a, const qp_link_row *b);

/** All rows of the table, in columns. */
typedef struct {
    const qp_row *layer; ///< [count] QP_NONE: the row is none of them
    const qp_row *from;  ///< [count]
    const qp_row *to;    ///< [count]
    size_t count;
    size_t actors; ///< all ends are below it
    size_t layers; ///< all layers are below it
} qp_link_table;

/**
 * Sort rows by layer, ends and place in the table.
 *
 * @param[in]  threads  that sort at once; 0: one a processor
 * @param[out] sorted   [*count] released by qp_release
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(count + actors) time where the links of one actor are not most of all,
 * else O(count log count); no memory but the result.
 */
QP_CHECKED qp_status qp_link_rows_sort(const qp_link_table *table,
                                       unsigned threads, qp_link_row **sorted,
                                       size_t *count, qp_error *err);

#endif
