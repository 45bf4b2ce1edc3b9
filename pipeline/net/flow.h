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
    uint32_t *links;   ///< [cell_count] links that went into the cell
    size_t link_count; ///< links that went into the cells, whole or in part
    size_t missing;    ///< links of the window left out, whole or in part: an
                       ///< end without a region of this level or in the
                       ///< outside world, status not actual or rising,
                       ///< polarity -1
    size_t undated;    ///< links left out of the window for want of a date
    bool whole;        ///< every weight used is a whole number

    /* the links once more, as they went into the cells, in the order of the
     * network: what a resampling of rows draws from */
    size_t *part_start;  ///< [link_count + 1] parts of a link; one, unless an
                         ///< end is in several places
    uint32_t *part_cell; ///< [parts] the cell that a part went into
    double *part_weight; ///< [parts] layer unit

    /* the rest of the world: regions of kind `outside`, taken together */
    qp_row outside;       ///< the first of them, QP_NONE: there is none
    double *from_outside; ///< [region_count] from there to each region; NULL
                          ///< where there is none
    double *to_outside;   ///< [region_count] from each region to there
} qp_flows;

/**
 * Sum one layer over one window.
 *
 * The matrix runs over the leaf regions (those that are nobody's parent),
 * without regions of kind `outside`; with `level`, over the regions of that
 * kind, and links inside or below them count towards them.
 *
 * A link of an actor in several places (net/places.h) is divided by the shares
 * of the day on which the link begins; one without a date by the latest.
 *
 * An undirected layer is stored once: cell (r,s) with r <= s.
 *
 * @param[in]  layer   row of net->layers
 * @param[in]  window  QP_NO_PERIOD: the whole period, dated or not
 * @param[in]  level   region kind, or NULL for leaf regions
 * @param[out] flows   set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 * @retval QP_E_LIMIT   the weights add up to more than numbers hold
 *
 * @par Cost
 * O(links of the layer + n) time, 80 bytes a link of the layer. Sums run in
 * a fixed order with compensation, so they do not depend on the order of the
 * input.
 */
QP_CHECKED qp_status qp_flows_sum(const qp_network *net, qp_row layer,
                                  qp_period window, const char *level,
                                  qp_flows *flows, qp_error *err);

void qp_flows_clear(qp_flows *flows);

/**
 * The regions that a flow matrix of this level runs over.
 *
 * @param[out] region  [*count] as qp_flows.region; to be released
 * @retval QP_E_MEMORY  no room; both are as they were
 */
QP_CHECKED qp_status qp_flow_regions(const qp_network *net, const char *level,
                                     qp_row **region, size_t *count,
                                     qp_error *err);

typedef enum {
    QP_LINK_ABSENT,  ///< not in the window
    QP_LINK_PRESENT, ///< in the window
    QP_LINK_UNDATED  ///< no date, and the window has bounds
} qp_presence;

/**
 * Does a period of a layer's link lie in a window, and with what share? By the
 * accrual of the layer:
 *
 *      event    if the window holds the start of the link's period
 *      stock    if the period covers the start of the window
 *      spread   by the share of the period's days that lie in the window
 *
 * In a window without bounds (QP_NO_PERIOD) every period lies, as a whole.
 *
 * @param[out] share  in (0, 1]; set when it is present
 */
qp_presence qp_period_presence(const qp_network *net, qp_row layer,
                               qp_period period, qp_period window,
                               double *share);

/**
 * Is a link in a window, and with how much of its weight?
 * @param[in]  link    row of net->links
 * @param[out] weight  set when the link is present
 */
qp_presence qp_link_presence(const qp_network *net, qp_row layer, size_t link,
                             qp_period window, double *weight);

/** Does a link hold today, and help: status actual or rising, polarity not -1?
 * The others are in no flow. */
bool qp_link_is_cooperation(const qp_network *net, size_t link);

#endif
