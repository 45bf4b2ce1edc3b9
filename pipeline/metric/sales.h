/* SPDX-License-Identifier: MIT */
/**
 * @file metric/sales.h
 * @brief Who sells what to whom, and can the customer do without it: the links
 *        of a layer of supply, one by one.
 *
 *      supplier  customer  product  essentiality  value
 *      asml      smic      litho    essential     100
 *      tok       smic      resist   (not said)     95
 *
 * Links as in metric/web.h, between actors none of which stands for many; one
 * of an actor to itself is no sale.
 */
#ifndef QP_METRIC_SALES_H
#define QP_METRIC_SALES_H

#include "core/status.h"
#include "net/network.h"

typedef struct {
    qp_row supplier;     ///< actor row
    qp_row customer;     ///< actor row, another
    qp_string product;   ///< text of the network; QP_NONE: not said
    double essentiality; ///< qp_essentiality; NaN: not said
    double value;        ///< > 0, in the unit of the layer
} qp_sale;

/** `{0}` is empty. */
typedef struct {
    size_t count;
    qp_sale *rows;  ///< [count] sorted by supplier, customer
    size_t missing; ///< links of the window left out, as qp_web.missing
} qp_sales;

/**
 * Gather the sales of one layer and window.
 *
 * @param[in]  layer  row of net->layers, directed
 * @param[out] sales  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + links of the layer) time, 32 bytes a link.
 */
QP_CHECKED qp_status qp_sales_gather(const qp_network *net, qp_row layer,
                                     qp_period window, qp_sales *sales,
                                     qp_error *err);

void qp_sales_clear(qp_sales *sales);

#endif
