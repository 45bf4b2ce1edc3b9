/* SPDX-License-Identifier: MIT */
/**
 * @file metric/stock.h
 * @brief What is known of the regions in a window: indicators, population.
 *
 * Of several dates inside the window the latest counts; a value without a
 * date counts only in the whole period, and only where no dated one does.
 */
#ifndef QP_METRIC_STOCK_H
#define QP_METRIC_STOCK_H

#include "net/network.h"

/** Rows [start, end) of net->indicators are one indicator. */
typedef struct {
    size_t start;
    size_t end;
} qp_stock_rows;

/** The rows of the indicator that begins at row `start`. */
qp_stock_rows qp_stock_at(const qp_network *net, size_t start);

/** The rows of an indicator by id; none where there is no such. */
qp_stock_rows qp_stock_find(const qp_network *net, const char *id);

/** Are all these rows stated, none measured? */
bool qp_stock_is_stated(const qp_network *net, qp_stock_rows rows);

/**
 * The value of an indicator in each region.
 *
 * @param[in]  window  QP_NO_PERIOD: the whole period
 * @param[in]  region  [count] actor rows, ascending
 * @param[out] value   [count] NaN where there is none
 *
 * @par Cost
 * O(rows of the indicator + count) time.
 */
void qp_stock_values(const qp_network *net, qp_stock_rows rows,
                     qp_period window, const qp_row region[], size_t count,
                     double value[]);

/**
 * The population of each region: the indicator `population` where it has a
 * value in the window, else the column of the regions.
 *
 * @param[out] population  [count] >= 0; NaN where there is none, or where the
 *                         indicator is negative
 */
void qp_stock_population(const qp_network *net, qp_period window,
                         const qp_row region[], size_t count,
                         double population[]);

#endif
