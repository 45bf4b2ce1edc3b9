/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "core/memory.h"
#include "whatif/line.h"

/** A purchase. */
typedef struct {
    qp_row customer;
    bool by_country;
    uint32_t of; ///< supplier, or the text of its country
    qp_row link;
} purchase;

static int by_value(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* What one customer has from one supplier stands together, links in their own
 * order. Which supplier comes first has no bearing on any sum. */
static int by_supplier(const void *left, const void *right)
{
    const purchase *a = left;
    const purchase *b = right;
    int order = by_value(a->customer, b->customer);
    order = order != 0 ? order : by_value(a->by_country, b->by_country);
    order = order != 0 ? order : by_value(a->of, b->of);
    return order != 0 ? order : by_value(a->link, b->link);
}

static bool is_same(const purchase *a, const purchase *b)
{
    return a->customer == b->customer && a->by_country == b->by_country &&
           a->of == b->of;
}

/* Suppliers whose country is not known are each on their own. */
static purchase purchase_of(const qp_whatif *w, const qp_line *line,
                            size_t link)
{
    const qp_network *net = &w->change.net;
    qp_row supplier = net->links.from[link];
    qp_string country = line->by_country
                            ? qp_optional_row(net->actors.country, supplier)
                            : QP_NONE;
    bool known = country != QP_NONE;
    return (purchase){net->links.to[link], known, known ? country : supplier,
                      (qp_row)link};
}

/* All purchases that the line means, and what each customer buys in all. */
static size_t gather(const qp_whatif *w, const qp_line *line,
                     purchase purchases[], double bought[])
{
    size_t count = 0;
    for (size_t l = 0; l < w->change.net.links.count; l++) {
        if (!qp_line_means(w, line, l))
            continue;
        purchases[count] = purchase_of(w, line, l);
        bought[purchases[count++].customer] += w->change.net.links.weight[l];
    }
    if (count > 1)
        qsort(purchases, count, sizeof *purchases, by_supplier);
    return count;
}

/* Let the purchases of one customer from one supplier be at most `most`. */
static void cap_run(qp_whatif *w, const purchase run[], size_t count,
                    double most, qp_deed *deed)
{
    const double *weight = w->change.net.links.weight;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weight[run[i].link];
    if (!(sum > most))
        return;
    for (size_t i = 0; i < count; i++) {
        qp_row link = run[i].link;
        if (most > 0) {
            deed->changed += weight[link] > 0;
            qp_change_weigh(&w->change, link, weight[link] * (most / sum));
            continue;
        }
        w->change.link_gone[link] = true;
        deed->removed++;
    }
}

static void cap(qp_whatif *w, const qp_line *line, const purchase purchases[],
                size_t count, const double bought[], qp_deed *deed)
{
    for (size_t start = 0, end = 0; start < count; start = end) {
        end = start + 1;
        while (end < count && is_same(&purchases[start], &purchases[end]))
            end++;
        cap_run(w, purchases + start, end - start,
                line->share * bought[purchases[start].customer], deed);
    }
}

qp_status qp_whatif_cap(qp_whatif *w, const qp_line *line, qp_deed *deed)
{
    const qp_network *net = &w->change.net;
    qp_status status = QP_OK;
    purchase *purchases = qp_acquire(net->links.count, sizeof *purchases);
    double *bought = qp_acquire(net->actors.count, sizeof *bought);
    if (purchases == NULL || bought == NULL) {
        status = qp_fail(w->err, QP_E_MEMORY, "no memory for %zu links",
                         net->links.count);
    } else {
        size_t count = gather(w, line, purchases, bought);
        cap(w, line, purchases, count, bought, deed);
    }
    qp_release(purchases);
    qp_release(bought);
    return status;
}
