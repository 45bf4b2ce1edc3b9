/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/chain_run.h"
#include "metric/dependence.h"
#include "metric/market.h"

/** What of the metrics a row tells. */
enum { METRICS = QP_M_DEPENDENCE_FLAG - QP_M_SUPPLIER_HHI + 1 };

/** Customers times products; of more only those that depend are told. */
#define MOST_CUSTOMERS ((size_t)1 << 20)

#define NOTED_SHARE 0.1 ///< foreign suppliers with more are weak points

/** The layer and window at hand. */
typedef struct {
    qp_chain_run *run;
    qp_market market;
    uint32_t *origin;       ///< [actors] as of qp_purchase
    qp_purchase *purchases; ///< [deals of the market]
    bool has_home;          ///< a home country is known
} buying;

/** What one customer, or several, buy of one product. */
typedef struct {
    const qp_deal *deals; ///< [count]
    size_t count;
    size_t suppliers; ///< purchases of the buying
    size_t nameless;  ///< deals that name no product
    size_t homeless;  ///< deals of a supplier whose country is not known
    qp_dependence found;
} basket;

/* ------------------------------------------------------------------ origins */

static void set_origins(buying *b, const qp_ranking *countries)
{
    const qp_actors *actors = &b->run->base.net->actors;
    for (size_t a = 0; a < actors->count; a++) {
        qp_string country = qp_optional_row(actors->country, a);
        uint32_t rank = qp_ranking_of(countries, country);
        if (country == QP_NONE)
            b->origin[a] = QP_ORIGIN_UNKNOWN;
        else if (qp_home_has(b->run->base.net, b->run->options->home, country))
            b->origin[a] = QP_ORIGIN_HOME;
        else
            b->origin[a] = 1 + rank;
    }
}

static qp_status find_origins(buying *b)
{
    qp_run *run = &b->run->base;
    const qp_actors *actors = &run->net->actors;
    qp_ranking countries = {0};
    b->has_home = qp_home_is_known(run->net, b->run->options->home);
    b->origin = qp_acquire(actors->count, sizeof *b->origin);
    if (b->origin == NULL)
        return qp_run_no_memory(run);
    qp_status status = qp_ranking_begin(run->net, &countries, run->err);
    for (size_t a = 0; a < actors->count && status == QP_OK; a++)
        qp_ranking_note(&countries, qp_optional_row(actors->country, a));
    if (status == QP_OK)
        status = qp_ranking_settle(run->net, &countries, run->err);
    if (status == QP_OK)
        set_origins(b, &countries);
    qp_ranking_clear(&countries);
    return status;
}

/* --------------------------------------------------------------------- rows */

/* NaN: what is bought adds up to more than numbers hold. */
static qp_bounded plain(double value)
{
    return (qp_bounded){value, NAN, NAN, QP_REASON_OVERFLOW};
}

static qp_bounded told(const buying *b, const qp_dependence *found, int metric)
{
    const qp_bounded values[METRICS] = {
        plain(found->hhi),    plain(found->effective),
        found->foreign_share, found->origin_hhi,
        found->flag,
    };
    if (metric >= QP_M_FOREIGN_SHARE && !b->has_home)
        return (qp_bounded){NAN, NAN, NAN, QP_REASON_NO_HOME};
    return values[metric - QP_M_SUPPLIER_HHI];
}

static unsigned flags_of(const basket *k, int metric, const qp_bounded *value)
{
    bool single = metric == QP_M_SUPPLIER_HHI &&
                  qp_is_above(k->found.largest, QP_SINGLE_SOURCE);
    bool stands_in = false;
    for (size_t d = 0; d < k->count; d++)
        stands_in = stands_in || k->deals[d].stands_in;
    return (single ? 1U << QP_FLAG_SINGLE : 0) |
           (isnan(value->low) ? 0 : 1U << QP_FLAG_BOUNDS) |
           (stands_in ? 1U << QP_FLAG_BY_INDUSTRY : 0);
}

static qp_string name_of(const buying *b, uint32_t product)
{
    const qp_run *run = &b->run->base;
    const char *text = product == QP_NONE
                           ? "(missing)"
                           : qp_network_text(run->net,
                                             b->market.products.text[product]);
    return qp_panel_string(run->panel, text);
}

static qp_status add_row(buying *b, const basket *k, qp_string subject,
                         int metric)
{
    qp_run *run = &b->run->base;
    qp_bounded value = told(b, &k->found, metric);
    bool of_origins = metric >= QP_M_FOREIGN_SHARE;
    qp_panel_row row = qp_run_row(run, (qp_metric)metric, subject);
    row.object = name_of(b, k->deals[0].product);
    qp_frame_give(&row, value.value, value.reason);
    row.low = value.low;
    row.high = value.high;
    row.n = (double)(of_origins ? k->found.known : k->found.suppliers);
    row.missing = (double)(b->market.missing +
                           (of_origins ? k->homeless : k->nameless));
    row.flags = row.reason == QP_REASON_NONE ? flags_of(k, metric, &value) : 0;
    return qp_run_add(run, &row);
}

static qp_status add_rows(buying *b, const basket *k, qp_string subject)
{
    qp_status status = QP_OK;
    for (int m = 0; m < METRICS && status == QP_OK; m++)
        status = add_row(b, k, subject, QP_M_SUPPLIER_HHI + m);
    return status;
}

/* There is nothing to tell of a subject but why. */
static qp_status add_without(qp_chain_run *run, qp_string subject,
                             double missing, qp_reason reason)
{
    qp_status status = QP_OK;
    for (int m = 0; m < METRICS && status == QP_OK; m++) {
        qp_panel_row row = qp_run_row(
            &run->base, (qp_metric)(QP_M_SUPPLIER_HHI + m), subject);
        row.object = run->base.all;
        row.n = 0;
        row.missing = missing;
        qp_frame_give(&row, NAN, reason);
        status = qp_run_add(&run->base, &row);
    }
    return status;
}

/* -------------------------------------------------------------- weak points */

static qp_status note_foreign(buying *b, const basket *k)
{
    double all = 0;
    qp_status status = QP_OK;
    for (size_t p = 0; p < k->suppliers; p++)
        all += b->purchases[p].value;
    for (size_t p = 0; p < k->suppliers && status == QP_OK; p++) {
        const qp_purchase *bought = &b->purchases[p];
        bool foreign = bought->origin != QP_ORIGIN_HOME &&
                       bought->origin != QP_ORIGIN_UNKNOWN;
        if (foreign && qp_is_above(bought->value / all, NOTED_SHARE))
            status = qp_chain_note_weak(b->run, QP_M_DEPENDENCE_FLAG,
                                        bought->supplier, bought->value / all);
    }
    return status;
}

static qp_status note_single(buying *b, const basket *k)
{
    const qp_purchase *largest = b->purchases;
    for (size_t p = 1; p < k->suppliers; p++)
        if (b->purchases[p].value > largest->value)
            largest = &b->purchases[p];
    return qp_chain_note_weak(b->run, QP_M_SUPPLIER_HHI, largest->supplier,
                              k->found.hhi);
}

static qp_status note(buying *b, const basket *k)
{
    uint32_t product = k->deals[0].product;
    qp_status status = QP_OK;
    if (product == QP_NONE)
        return QP_OK;
    if (told(b, &k->found, QP_M_DEPENDENCE_FLAG).value == 1) {
        status = qp_chain_note_lacking(b->run,
                                       b->market.products.text[product]);
        if (status == QP_OK)
            status = note_foreign(b, k);
    }
    if (status == QP_OK && qp_is_above(k->found.largest, QP_SINGLE_SOURCE))
        status = note_single(b, k);
    return status;
}

/* ------------------------------------------------------------------ baskets */

/* Deals follow each other by supplier. */
static void sum_suppliers(buying *b, basket *k)
{
    qp_row last = QP_NONE;
    for (size_t d = 0; d < k->count; d++) {
        const qp_deal *deal = &k->deals[d];
        if (deal->supplier != last)
            b->purchases[k->suppliers++] = (qp_purchase){
                .origin = b->origin[deal->supplier],
                .supplier = deal->supplier,
            };
        last = deal->supplier;
        b->purchases[k->suppliers - 1].value += deal->value;
        k->nameless += deal->stands_in || deal->product == QP_NONE;
        k->homeless += b->origin[deal->supplier] == QP_ORIGIN_UNKNOWN;
    }
}

static basket fill_basket(buying *b, size_t first, size_t end)
{
    basket k = {.deals = b->market.deals + first, .count = end - first};
    sum_suppliers(b, &k);
    qp_purchases_sort(b->purchases, k.suppliers);
    k.found = qp_dependence_measure(b->purchases, k.suppliers);
    return k;
}

/* ---------------------------------------------------------------- customers */

static qp_status tell_all(buying *b)
{
    const qp_market *market = &b->market;
    qp_status status = QP_OK;
    size_t end = 0;
    if (market->count == 0)
        return add_without(b->run, b->run->base.all, (double)market->missing,
                           QP_REASON_NO_PURCHASE);
    for (size_t first = 0; first < market->count && status == QP_OK;
         first = end) {
        end = qp_market_end(market, first);
        basket k = fill_basket(b, first, end);
        status = add_rows(b, &k, b->run->base.all);
        if (status == QP_OK)
            status = note(b, &k);
    }
    return status;
}

static uint32_t region_of(const void *context, qp_row customer)
{
    return qp_run_place(context, customer);
}

static qp_status tell_region(buying *b, uint32_t region, size_t *first)
{
    const qp_market *market = &b->market;
    qp_string subject = b->run->base.region_text[region];
    qp_status status = QP_OK;
    if (*first == market->count || market->deals[*first].who != region)
        return add_without(b->run, subject, (double)market->missing,
                           QP_REASON_NO_PURCHASE);
    while (*first < market->count && market->deals[*first].who == region &&
           status == QP_OK) {
        size_t end = qp_market_end(market, *first);
        basket k = fill_basket(b, *first, end);
        status = add_rows(b, &k, subject);
        *first = end;
    }
    return status;
}

static qp_status tell_regions(buying *b)
{
    qp_run *run = &b->run->base;
    const qp_market_division by_region = {region_of, run};
    qp_status status = QP_OK;
    size_t first = 0;
    qp_market_divide(&b->market, &by_region);
    for (uint32_t r = 0; r < run->region_count && status == QP_OK; r++)
        status = tell_region(b, r, &first);
    return status;
}

static uint32_t actor_of(const void *context, qp_row customer)
{
    (void)context;
    return customer;
}

static size_t count_baskets(const qp_market *market)
{
    size_t count = 0;
    for (size_t first = 0; first < market->count;
         first = qp_market_end(market, first))
        count++;
    return count;
}

static qp_status tell_actors(buying *b)
{
    const qp_market_division by_actor = {actor_of, NULL};
    const qp_market *market = &b->market;
    qp_status status = QP_OK;
    size_t end = 0;
    qp_market_divide(&b->market, &by_actor);
    bool all = count_baskets(market) <= MOST_CUSTOMERS;
    for (size_t first = 0; first < market->count && status == QP_OK;
         first = end) {
        end = qp_market_end(market, first);
        basket k = fill_basket(b, first, end);
        if (all || told(b, &k.found, QP_M_DEPENDENCE_FLAG).value == 1)
            status = add_rows(b, &k,
                              qp_chain_actor(b->run, market->deals[first].who));
    }
    return status;
}

/* Where regions are the actors, their rows are told already. */
static bool tells_customers(const qp_chain_run *run)
{
    return qp_chain_tells_actors(run) &&
           qp_web_kinds(run->base.net) != 1U << QP_KIND_REGION;
}

static qp_status tell(buying *b)
{
    qp_status status = find_origins(b);
    b->purchases = qp_acquire(b->market.count, sizeof *b->purchases);
    if (status == QP_OK && b->purchases == NULL)
        status = qp_run_no_memory(&b->run->base);
    if (status == QP_OK)
        status = tell_all(b);
    if (status == QP_OK)
        status = tell_regions(b);
    if (status == QP_OK && tells_customers(b->run))
        status = tell_actors(b);
    return status;
}

qp_status qp_chain_dependence(qp_chain_run *run)
{
    const qp_network *net = run->base.net;
    if (!qp_chain_is(run, QP_ROLE_SUPPLY))
        return QP_OK;
    if (!net->layers.directed[run->layer])
        return add_without(run, run->base.all, NAN, QP_REASON_UNDIRECTED);
    buying b = {.run = run};
    qp_status status = qp_market_gather(net, run->layer, run->window, &b.market,
                                        run->base.err);
    if (status == QP_OK)
        status = tell(&b);
    qp_market_clear(&b.market);
    qp_release(b.origin);
    qp_release(b.purchases);
    return status;
}
