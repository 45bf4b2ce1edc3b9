/* SPDX-License-Identifier: MIT */
/**
 * @file metric/market.h
 * @brief The sales of a layer of supply by what is sold: the product that the
 *        link says, else the industry of the supplier.
 *
 *      product   supplier  customer  value        of all     of B
 *      litho     asml      B          100        litho 100  litho 100
 *      resist    tok       B           95        resist 145 resist 95
 *      resist    tok       C           50        chips   7
 *      (chips)   fab       C            7
 */
#ifndef QP_METRIC_MARKET_H
#define QP_METRIC_MARKET_H

#include "metric/ranking.h"
#include "metric/sales.h"

typedef struct {
    uint32_t who;     ///< to whom it counts: whom qp_market_divide says, or 0
    uint32_t product; ///< rank in the market's products; QP_NONE: not known
    qp_row supplier;  ///< actor row
    qp_row customer;  ///< actor row, another
    bool stands_in;   ///< the product is the industry of the supplier
    double value;     ///< > 0, in the unit of the layer
} qp_deal;

/** `{0}` is empty. */
typedef struct {
    size_t count;
    qp_deal *deals;      ///< [count] by who, product (QP_NONE last), supplier
    qp_ranking products; ///< those sold; texts of the network
    size_t missing;      ///< links of the window left out, as qp_sales.missing
} qp_market;

/**
 * Gather the market of one layer and window, for all customers together.
 *
 * @param[in]  layer   row of net->layers, directed
 * @param[out] market  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(texts + actors + links log links) time; 64 bytes a link while it is made,
 * 32 afterwards.
 */
QP_CHECKED qp_status qp_market_gather(const qp_network *net, qp_row layer,
                                      qp_period window, qp_market *market,
                                      qp_error *err);

/** Says to whom a deal counts; QP_NONE, the last, to nobody. */
typedef struct {
    uint32_t (*who)(const void *context, qp_row customer);
    const void *context;
} qp_market_division;

/** Divide the deals anew. O(count log count). */
void qp_market_divide(qp_market *market, const qp_market_division *division);

/** The first deal after `first` that is of another product, or counts to
 * another. O(deals between). */
size_t qp_market_end(const qp_market *market, size_t first);

void qp_market_clear(qp_market *market);

#endif
