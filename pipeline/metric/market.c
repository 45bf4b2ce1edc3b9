/* SPDX-License-Identifier: MIT */
#include "metric/market.h"

#include <stdlib.h>

#include "core/memory.h"

/* ------------------------------------------------------------------ sorting */

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_product(const void *left, const void *right)
{
    const qp_deal *a = left;
    const qp_deal *b = right;
    const int orders[] = {
        compare(a->who, b->who),
        compare(a->product, b->product),
        compare(a->supplier, b->supplier),
        compare(a->customer, b->customer),
        (a->value > b->value) - (a->value < b->value),
        (int)a->stands_in - (int)b->stands_in,
    };
    for (size_t o = 0; o < sizeof orders / sizeof *orders; o++)
        if (orders[o] != 0)
            return orders[o];
    return 0;
}

static void sort(qp_market *market)
{
    qsort(market->deals, market->count, sizeof *market->deals, by_product);
}

void qp_market_divide(qp_market *market, const qp_market_division *division)
{
    for (size_t d = 0; d < market->count; d++)
        market->deals[d].who = division->who(division->context,
                                             market->deals[d].customer);
    sort(market);
}

size_t qp_market_end(const qp_market *market, size_t first)
{
    const qp_deal *deals = market->deals;
    size_t end = first + 1;
    while (end < market->count && deals[end].who == deals[first].who &&
           deals[end].product == deals[first].product)
        end++;
    return end;
}

/* ---------------------------------------------------------------- gathering */

static qp_string sold(const qp_network *net, const qp_sale *sale)
{
    return sale->product != QP_NONE
               ? sale->product
               : qp_optional_row(net->actors.industry, sale->supplier);
}

static void fill(const qp_network *net, const qp_sales *sales,
                 qp_market *market)
{
    for (size_t s = 0; s < sales->count; s++) {
        const qp_sale *sale = &sales->rows[s];
        uint32_t product = qp_ranking_of(&market->products, sold(net, sale));
        market->deals[market->count++] = (qp_deal){
            .product = product,
            .supplier = sale->supplier,
            .customer = sale->customer,
            .stands_in = sale->product == QP_NONE && product != QP_NONE,
            .value = sale->value,
        };
    }
    sort(market);
}

static qp_status make(const qp_network *net, const qp_sales *sales,
                      qp_market *market, qp_error *err)
{
    qp_status status = qp_ranking_begin(net, &market->products, err);
    for (size_t s = 0; s < sales->count && status == QP_OK; s++)
        qp_ranking_note(&market->products, sold(net, &sales->rows[s]));
    if (status == QP_OK)
        status = qp_ranking_settle(net, &market->products, err);
    if (status != QP_OK)
        return status;
    market->missing = sales->missing;
    market->deals = qp_acquire(sales->count, sizeof *market->deals);
    if (market->deals == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu sales",
                       sales->count);
    fill(net, sales, market);
    return QP_OK;
}

qp_status qp_market_gather(const qp_network *net, qp_row layer,
                           qp_period window, qp_market *market, qp_error *err)
{
    qp_sales sales = {0};
    qp_market made = {0};
    qp_status status = qp_sales_gather(net, layer, window, &sales, err);
    if (status == QP_OK)
        status = make(net, &sales, &made, err);
    qp_sales_clear(&sales);
    if (status == QP_OK)
        *market = made;
    else
        qp_market_clear(&made);
    return status;
}

void qp_market_clear(qp_market *market)
{
    qp_release(market->deals);
    qp_ranking_clear(&market->products);
    *market = (qp_market){0};
}
