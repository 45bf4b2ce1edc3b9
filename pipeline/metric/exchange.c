/* SPDX-License-Identifier: MIT */
#include "metric/exchange.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "core/sum.h"

#define LARGEST_COUNT 0x1p53 ///< up to here doubles hold every whole number

/** One cell between two units on its way into a pair. */
typedef struct {
    uint32_t first;
    uint32_t second;
    bool back;   ///< it runs from second to first
    size_t cell; ///< of the flows
} leg;

static uint32_t unit_at(const uint32_t unit[], uint32_t region)
{
    return unit != NULL ? unit[region] : region;
}

static int by_pair(const void *left, const void *right)
{
    const leg *a = left;
    const leg *b = right;
    int order = (a->first > b->first) - (a->first < b->first);
    if (order == 0)
        order = (a->second > b->second) - (a->second < b->second);
    return order != 0 ? order : (a->cell > b->cell) - (a->cell < b->cell);
}

/* The cells between two units, those of a pair beside each other. */
static size_t gather_legs(const qp_flows *flows, const uint32_t unit[],
                          leg legs[], qp_exchange *x)
{
    size_t count = 0;
    for (size_t c = 0; c < flows->cell_count; c++) {
        uint32_t from = unit_at(unit, flows->from[c]);
        uint32_t to = unit_at(unit, flows->to[c]);
        if (flows->from[c] == flows->to[c])
            continue;
        if (from == QP_NONE || to == QP_NONE) {
            x->left_out += flows->links[c];
            continue;
        }
        bool back = from > to;
        if (from != to)
            legs[count++] = (leg){back ? to : from, back ? from : to, back, c};
    }
    if (count > 1)
        qsort(legs, count, sizeof *legs, by_pair);
    return count;
}

static bool same_pair(const leg *a, const leg *b)
{
    return a->first == b->first && a->second == b->second;
}

static size_t count_pairs(const leg legs[], size_t count)
{
    size_t pairs = 0;
    for (size_t l = 0; l < count; l++)
        pairs += l == 0 || !same_pair(&legs[l - 1], &legs[l]);
    return pairs;
}

/* Legs [start, end) are one pair. */
static void fill_pair(qp_exchange *x, const qp_flows *flows, const leg legs[],
                      size_t start, size_t end)
{
    qp_sum forth = {0};
    qp_sum back = {0};
    size_t pair = x->pair_count++;
    for (size_t l = start; l < end; l++) {
        size_t cell = legs[l].cell;
        uint32_t giver = legs[l].back ? legs[l].second : legs[l].first;
        uint32_t taker = legs[l].back ? legs[l].first : legs[l].second;
        qp_sum_add(legs[l].back ? &back : &forth, flows->flow[cell]);
        x->links[pair] += flows->links[cell];
        x->outflow_links[giver] += flows->links[cell];
        x->inflow_links[taker] += flows->links[cell];
    }
    x->first[pair] = legs[start].first;
    x->second[pair] = legs[start].second;
    x->forth[pair] = qp_sum_value(&forth);
    x->back[pair] = qp_sum_value(&back);
    x->link_count += x->links[pair];
    x->counts &= x->forth[pair] + x->back[pair] <= LARGEST_COUNT;
}

static void fill_pairs(qp_exchange *x, const qp_flows *flows, const leg legs[],
                       size_t count)
{
    size_t next = 0;
    for (size_t l = 0; l < count; l = next) {
        for (next = l + 1; next < count && same_pair(&legs[l], &legs[next]);)
            next++;
        fill_pair(x, flows, legs, l, next);
    }
}

/* Turnover from the pairs, in their order. */
static void fill_turnover(qp_exchange *x, qp_sum inflow[], qp_sum outflow[])
{
    qp_sum all = {0};
    for (size_t p = 0; p < x->pair_count; p++) {
        qp_sum_add(&outflow[x->first[p]], x->forth[p]);
        qp_sum_add(&inflow[x->second[p]], x->forth[p]);
        qp_sum_add(&outflow[x->second[p]], x->back[p]);
        qp_sum_add(&inflow[x->first[p]], x->back[p]);
        qp_sum_add(&all, x->forth[p]);
        qp_sum_add(&all, x->back[p]);
    }
    for (size_t u = 0; u < x->unit_count; u++) {
        x->inflow[u] = qp_sum_value(&inflow[u]);
        x->outflow[u] = qp_sum_value(&outflow[u]);
    }
    x->flow = qp_sum_value(&all);
}

static bool make_room(qp_exchange *x, size_t pairs)
{
    x->inflow = qp_acquire(x->unit_count, sizeof *x->inflow);
    x->outflow = qp_acquire(x->unit_count, sizeof *x->outflow);
    x->inflow_links = qp_acquire(x->unit_count, sizeof *x->inflow_links);
    x->outflow_links = qp_acquire(x->unit_count, sizeof *x->outflow_links);
    x->first = qp_acquire(pairs, sizeof *x->first);
    x->second = qp_acquire(pairs, sizeof *x->second);
    x->forth = qp_acquire(pairs, sizeof *x->forth);
    x->back = qp_acquire(pairs, sizeof *x->back);
    x->links = qp_acquire(pairs, sizeof *x->links);
    return x->inflow != NULL && x->outflow != NULL && x->inflow_links != NULL &&
           x->outflow_links != NULL && x->first != NULL && x->second != NULL &&
           x->forth != NULL && x->back != NULL && x->links != NULL;
}

qp_status qp_exchange_fold(const qp_flows *flows, const uint32_t unit[],
                           size_t count, bool counted, qp_exchange *exchange,
                           qp_error *err)
{
    qp_exchange x = {
        .unit_count = unit != NULL ? count : flows->region_count,
        .counts = counted && flows->whole,
    };
    leg *legs = qp_acquire(flows->cell_count, sizeof *legs);
    qp_sum *turnover = qp_acquire(2 * x.unit_count, sizeof *turnover);
    qp_status status = QP_OK;
    size_t leg_count = legs != NULL ? gather_legs(flows, unit, legs, &x) : 0;
    if (legs == NULL || turnover == NULL ||
        !make_room(&x, count_pairs(legs, leg_count))) {
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the pairs of %zu "
                         "units",
                         x.unit_count);
        qp_exchange_clear(&x);
    } else {
        fill_pairs(&x, flows, legs, leg_count);
        fill_turnover(&x, turnover, turnover + x.unit_count);
        *exchange = x;
    }
    qp_release(legs);
    qp_release(turnover);
    return status;
}

void qp_exchange_clear(qp_exchange *exchange)
{
    qp_release(exchange->inflow);
    qp_release(exchange->outflow);
    qp_release(exchange->inflow_links);
    qp_release(exchange->outflow_links);
    qp_release(exchange->first);
    qp_release(exchange->second);
    qp_release(exchange->forth);
    qp_release(exchange->back);
    qp_release(exchange->links);
    *exchange = (qp_exchange){0};
}
