/* SPDX-License-Identifier: MIT */
/**
 * @file net/flow.h
 * @brief The flow matrix of one layer and window: F[r,s], sparse.
 *
 *      F[r,s] = sum of the weights of links from actors in r to actors in s
 *
 *           Bei  Tia                 cell   0     1     2
 *      Bei   40    6       ->        from   0     0     1
 *      Tia   18    .                 to     0     1     0
 *                                    flow  40     6    18
 */
#ifndef QP_NET_FLOW_H
#define QP_NET_FLOW_H

#include "core/status.h"
#include "net/network.h"

typedef struct {
    size_t region_count;
    qp_row *region;    ///< [region_count] actor rows of the regions the matrix
                       ///< runs over, byte order of their ids
    size_t cell_count; ///< cells with a link, sorted by (from, to)
    uint32_t *from;    ///< [cell_count] position in region
    uint32_t *to;      ///< [cell_count] position in region
    double *flow;      ///< [cell_count] >= 0, layer unit; the diagonal is kept
    size_t link_count; ///< links that went into the cells
    size_t missing;    ///< links of the window left out: an end without a
                       ///< region of this level or in the outside world,
                       ///< status not actual or rising, polarity -1
    size_t undated;    ///< links left out of the window for want of a date
    bool whole;        ///< every weight used is a whole number
} qp_flows;

/**
 * Sum one layer over one window.
 *
 * The matrix runs over the leaf regions (those that are nobody's parent),
 * without regions of kind `outside`; with `level`, over the regions of that
 * kind, and links inside or below them count towards them.
 *
 * A link counts by the layer's accrual: event, if the window holds the start
 * of its period; stock, if its interval covers the start of the window;
 * spread, by the share of its days inside the window. For a window without
 * bounds (QP_NO_PERIOD) every link counts whole, dated or not.
 * An undirected layer is stored once: cell (r,s) with r <= s.
 *
 * @param[in]  layer   row of net->layers
 * @param[in]  level   region kind, or NULL for leaf regions
 * @param[out] flows   replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(links of the layer + n + cells log cells) time. Sums run in a fixed order
 * with compensation, so they do not depend on the order of the input.
 */
QP_CHECKED qp_status qp_flows_sum(const qp_network *net, qp_row layer,
                                  qp_period window, const char *level,
                                  qp_flows *flows, qp_error *err);

void qp_flows_clear(qp_flows *flows);

#endif
