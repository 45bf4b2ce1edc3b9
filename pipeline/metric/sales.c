/* SPDX-License-Identifier: MIT */
#include "metric/sales.h"

#include "core/memory.h"
#include "metric/web.h"

/** Sales on their way. */
typedef struct {
    const qp_links *links;
    qp_sales sales;
} gathering;

static void take(void *context, qp_row layer, size_t link, double weight)
{
    gathering *g = context;
    const qp_links *links = g->links;
    (void)layer;
    if (weight <= 0 || links->from[link] == links->to[link])
        return;
    g->sales.rows[g->sales.count++] = (qp_sale){
        .supplier = links->from[link],
        .customer = links->to[link],
        .product = qp_optional_row(links->product, link),
        .essentiality = qp_optional_number(links->essentiality, link),
        .value = weight,
    };
}

qp_status qp_sales_gather(const qp_network *net, qp_row layer, qp_period window,
                          qp_sales *sales, qp_error *err)
{
    size_t most = net->layers.start[layer + 1] - net->layers.start[layer];
    gathering g = {.links = &net->links};
    qp_web_choice choice = {
        .layers = &layer, .layer_count = 1, .window = window};
    qp_web_visitor visitor = {take, &g};
    g.sales.rows = qp_acquire(most, sizeof *g.sales.rows);
    if (g.sales.rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu sales", most);
    g.sales.missing = qp_web_visit(net, &choice, &visitor);
    *sales = g.sales;
    return QP_OK;
}

void qp_sales_clear(qp_sales *sales)
{
    qp_release(sales->rows);
    *sales = (qp_sales){0};
}
