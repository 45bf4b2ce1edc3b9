/* SPDX-License-Identifier: MIT */
/**
 * @file metric/exchange.h
 * @brief Who gives to whom and gets from whom: the flow matrix folded along
 *        its diagonal.
 *
 *           Bei  Tia  Heb            pair   0        1        2
 *      Bei   40    6    4            first  Bei      Bei      Tia
 *      Tia   18   20    3     ->     second Tia      Heb      Heb
 *      Heb   30    9   15            forth    6        4        3
 *                                    back    18       30        9
 *
 * An exchange runs over units. They are the regions themselves, or the
 * regions of one cluster, or the clusters with the flows of their regions
 * summed; what stays inside a unit is no part of it.
 */
#ifndef QP_METRIC_EXCHANGE_H
#define QP_METRIC_EXCHANGE_H

#include "net/flow.h"

typedef struct {
    size_t unit_count;
    double *inflow;        ///< [unit_count] from the other units, layer unit
    double *outflow;       ///< [unit_count] to the other units
    size_t *inflow_links;  ///< [unit_count] links that make the inflow
    size_t *outflow_links; ///< [unit_count] links that make the outflow
    size_t pair_count;     ///< pairs with a link in either direction, sorted
    uint32_t *first;       ///< [pair_count] unit
    uint32_t *second;      ///< [pair_count] unit, above first
    double *forth;         ///< [pair_count] from first to second
    double *back;          ///< [pair_count] from second to first
    size_t *links;         ///< [pair_count] links of both directions
    double flow;           ///< of all pairs
    size_t link_count;     ///< of all pairs
    size_t left_out;       ///< links between regions, an end in no unit
    bool counts;           ///< all flows are whole numbers, up to 2^53 a pair:
                           ///< they can be tested as counts
} qp_exchange;

/**
 * Fold flows over units.
 *
 * @param[in]  flows     of a directed layer
 * @param[in]  unit      [flows->region_count] unit of each region, QP_NONE:
 *                       left out; NULL: every region is its own unit
 * @param[in]  count     number of units; not used when unit is NULL
 * @param[in]  counted   the layer's measure is count
 * @param[out] exchange  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY   no room
 *
 * @par Cost
 * O(units + cells log cells) time. Sums are compensated and in a fixed order.
 */
QP_CHECKED qp_status qp_exchange_fold(const qp_flows *flows,
                                      const uint32_t unit[], size_t count,
                                      bool counted, qp_exchange *exchange,
                                      qp_error *err);

void qp_exchange_clear(qp_exchange *exchange);

#endif
