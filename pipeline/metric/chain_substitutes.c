/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "metric/chain_gaps.h"

enum {
    MOST_TOLD = 10,    ///< substitutes of a supplier and product
    MOST_LEARNERS = 30 ///< of those most related that are held against chance
};

const char qp_chain_substitutes_header[] =
    "window,layer,metric,supplier,value,product,substitute,home,region,makes,"
    "density,expected,rank,remaining\n";

/** Somebody who could stand in. */
typedef struct {
    qp_row actor;
    double home;     ///< 1, 0, NaN: not known
    double sales;    ///< of the product in the layer; 0: none
    bool makes;      ///< else it would have to learn it
    double place;    ///< among those who would, by density; else 0
    double density;  ///< to the product; NaN: not known
    double expected; ///< of the density by chance; NaN: not asked
} substitute;

/** A product of a layer that a weak point sells. */
typedef struct {
    size_t market;
    qp_chain_sellers sellers;
    qp_chain_gap gap;
    size_t first; ///< learner of its kind
    size_t learners;
} product;

/** Firms that could learn products, of one portfolio. */
typedef struct {
    qp_chain_asked *asked; ///< [count]
    size_t count;
    size_t room;
} learners;

/** The window at hand. */
typedef struct {
    qp_chain_ground ground;
    qp_chain_weak_point *weak; ///< [weak_count] by supplier, metric, each once
    size_t weak_count;
    product *products; ///< [product_count]
    size_t product_count;
    size_t product_room;
    learners of[QP_STRUCTURE_KIND_COUNT];
    qp_chain_firms firms; ///< near to each of the products
    bool *sells;          ///< [actors]
    substitute *found;    ///< [found_count] of the product at hand
    size_t found_count;
    size_t found_room;
} search;

static qp_run *run_of(search *s)
{
    return &s->ground.run->base;
}

static double is_home(const search *s, qp_row actor)
{
    const qp_chain_run *run = s->ground.run;
    const qp_network *net = run->base.net;
    qp_string country = qp_optional_row(net->actors.country, actor);
    if (country == QP_NONE || !qp_home_is_known(net, run->options->home))
        return NAN;
    return qp_home_has(net, run->options->home, country) ? 1 : 0;
}

/* -------------------------------------------------------------- weak points */

static int by_supplier(const void *left, const void *right)
{
    const qp_chain_weak_point *a = left;
    const qp_chain_weak_point *b = right;
    if (a->supplier != b->supplier)
        return a->supplier < b->supplier ? -1 : 1;
    if (a->metric != b->metric)
        return a->metric < b->metric ? -1 : 1;
    return (a->value < b->value) - (a->value > b->value);
}

/* What several products say by the same metric is told once, the most. Texts of
 * a panel have numbers in the order in which its rows came. */
static qp_status order_weak(search *s)
{
    const qp_chain_run *run = s->ground.run;
    s->weak = qp_acquire(run->weak_count, sizeof *s->weak);
    if (s->weak == NULL)
        return qp_run_no_memory(run_of(s));
    for (size_t w = 0; w < run->weak_count; w++)
        s->weak[w] = run->weak[w];
    qsort(s->weak, run->weak_count, sizeof *s->weak, by_supplier);
    for (size_t w = 0; w < run->weak_count; w++)
        if (w == 0 ||
            s->weak[s->weak_count - 1].supplier != s->weak[w].supplier ||
            s->weak[s->weak_count - 1].metric != s->weak[w].metric)
            s->weak[s->weak_count++] = s->weak[w];
    return QP_OK;
}

/* The first weak point of a supplier, or weak_count. */
static size_t find_weak(const search *s, qp_row supplier)
{
    size_t low = 0;
    size_t high = s->weak_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->weak[middle].supplier < supplier)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->weak_count && s->weak[low].supplier == supplier
               ? low
               : s->weak_count;
}

/* ----------------------------------------------------------------- products */

static bool has_weak(const search *s, const qp_market *market,
                     qp_chain_sellers sellers)
{
    bool has = false;
    for (size_t d = sellers.first; d < sellers.end && !has; d++)
        has = find_weak(s, market->deals[d].supplier) < s->weak_count;
    return has && market->deals[sellers.first].product != QP_NONE;
}

static qp_status find_products(search *s, size_t number)
{
    const qp_market *market = &s->ground.markets[number];
    qp_chain_sellers at = {0, 0};
    for (; at.first < market->count; at.first = at.end) {
        at.end = qp_market_end(market, at.first);
        if (!has_weak(s, market, at))
            continue;
        if (!qp_grow((void **)&s->products, &s->product_room, s->product_count,
                     sizeof *s->products))
            return qp_run_no_memory(run_of(s));
        qp_string name = market->products.text[market->deals[at.first].product];
        s->products[s->product_count++] = (product){
            .market = number,
            .sellers = at,
            .gap = qp_chain_gap_find(&s->ground, name),
        };
    }
    return QP_OK;
}

/* ----------------------------------------------------------------- learners */

static qp_status add_learner(search *s, learners *l, const qp_chain_asked *new)
{
    if (!qp_grow((void **)&l->asked, &l->room, l->count, sizeof *l->asked))
        return qp_run_no_memory(run_of(s));
    l->asked[l->count++] = *new;
    return QP_OK;
}

static qp_status add_nearest(search *s, size_t number)
{
    product *p = &s->products[number];
    const qp_candidate *best = s->firms.best + number * MOST_LEARNERS;
    size_t count = s->firms.count[number];
    qp_status status = QP_OK;
    if (count == 0)
        return QP_OK;
    learners *l = &s->of[p->gap.kind];
    p->first = l->count;
    p->learners = count < MOST_LEARNERS ? count : MOST_LEARNERS;
    for (size_t c = 0; c < p->learners && status == QP_OK; c++)
        status = add_learner(s, l,
                             &(qp_chain_asked){.gap = &p->gap.gap,
                                               .bearer = best[c].bearer,
                                               .density = best[c].density});
    return status;
}

static qp_status find_learners(search *s)
{
    const qp_chain_gap **gaps = qp_acquire(s->product_count, sizeof *gaps);
    if (gaps == NULL)
        return qp_run_no_memory(run_of(s));
    for (size_t p = 0; p < s->product_count; p++)
        gaps[p] = &s->products[p].gap;
    s->firms.most = MOST_LEARNERS;
    qp_status status = qp_chain_firms_find(&s->ground, gaps, s->product_count,
                                           &s->firms);
    qp_release(gaps);
    for (size_t p = 0; p < s->product_count && status == QP_OK; p++)
        status = add_nearest(s, p);
    return status;
}

static qp_status ask_learners(search *s)
{
    qp_status status = QP_OK;
    for (int k = 0; k < QP_STRUCTURE_KIND_COUNT && status == QP_OK; k++) {
        if (s->of[k].count == 0)
            continue;
        qp_chain_enter(s->ground.run, qp_structure_names[k]);
        status = qp_chain_ask_densities(s->ground.run, "substitutes",
                                        &s->ground.of[k].actors, s->of[k].asked,
                                        s->of[k].count);
    }
    return status;
}

/* -------------------------------------------------------------- substitutes */

static int by_worth(const void *left, const void *right)
{
    const substitute *a = left;
    const substitute *b = right;
    const double keys[][2] = {
        {a->makes, b->makes},
        {a->home == 1, b->home == 1},
        {a->sales, b->sales},
        {b->place, a->place},
    };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (keys[k][0] != keys[k][1])
            return keys[k][0] > keys[k][1] ? -1 : 1;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static qp_status add_substitute(search *s, const substitute *new)
{
    if (!qp_grow((void **)&s->found, &s->found_room, s->found_count,
                 sizeof *s->found))
        return qp_run_no_memory(run_of(s));
    s->found[s->found_count] = *new;
    s->found[s->found_count++].home = is_home(s, new->actor);
    return QP_OK;
}

/* Deals follow each other by supplier. */
static qp_status add_sellers(search *s, const product *p)
{
    const qp_deal *deals = s->ground.markets[p->market].deals;
    qp_status status = QP_OK;
    for (size_t d = p->sellers.first; d < p->sellers.end && status == QP_OK;
         d++) {
        if (d == p->sellers.first || deals[d].supplier != deals[d - 1].supplier)
            status = add_substitute(s, &(substitute){.actor = deals[d].supplier,
                                                     .makes = true,
                                                     .density = NAN,
                                                     .expected = NAN});
        if (status == QP_OK)
            s->found[s->found_count - 1].sales += deals[d].value;
        s->sells[deals[d].supplier] = true;
    }
    return status;
}

/* A maker who sells nothing of it in the layer. */
static qp_status add_maker(search *s, qp_row actor)
{
    if (s->sells[actor])
        return QP_OK;
    s->sells[actor] = true;
    return add_substitute(
        s, &(substitute){
               .actor = actor, .makes = true, .density = NAN, .expected = NAN});
}

/* Where an industry stands for a product, its firms make it. */
static qp_status add_industry(search *s, const product *p)
{
    const qp_actors *actors = &run_of(s)->net->actors;
    const qp_deal *deals = s->ground.markets[p->market].deals;
    qp_status status = QP_OK;
    if (!deals[p->sellers.first].stands_in)
        return QP_OK;
    for (qp_row a = 0; a < actors->count && status == QP_OK; a++)
        if (actors->kind[a] == QP_KIND_ENTERPRISE &&
            qp_optional_row(actors->industry, a) == p->gap.name &&
            qp_optional_number(actors->group, a) != 1)
            status = add_maker(s, a);
    return status;
}

static qp_status add_makers(search *s, const product *p)
{
    qp_status status = add_industry(s, p);
    for (size_t m = 0; m < s->ground.market_count && status == QP_OK; m++) {
        const qp_market *market = &s->ground.markets[m];
        qp_chain_sellers at = qp_chain_sellers_of(market, p->gap.name);
        for (size_t d = at.first; d < at.end && status == QP_OK; d++)
            status = add_maker(s, market->deals[d].supplier);
    }
    if (p->gap.kind == QP_STRUCTURE_KIND_COUNT)
        return status;
    const qp_chain_bearers *b = &s->ground.of[p->gap.kind].actors;
    for (size_t r = 0; r < b->table.row_count && status == QP_OK; r++)
        if (qp_gap_is_filled(&p->gap.gap, b->column + b->start[r],
                             b->start[r + 1] - b->start[r]))
            status = add_maker(s, b->actor[r]);
    return status;
}

/* Those who are more related than chance has it, or where it was not asked. */
static qp_status add_learners(search *s, const product *p)
{
    qp_status status = QP_OK;
    for (size_t c = 0; c < p->learners && status == QP_OK; c++) {
        const qp_chain_asked *a = &s->of[p->gap.kind].asked[p->first + c];
        if (a->density <= a->expected)
            continue;
        status = add_substitute(
            s, &(substitute){
                   .actor = s->ground.of[p->gap.kind].actors.actor[a->bearer],
                   .place = (double)c,
                   .density = a->density,
                   .expected = a->expected});
    }
    return status;
}

static void forget(search *s)
{
    for (size_t f = 0; f < s->found_count; f++)
        s->sells[s->found[f].actor] = false;
    s->found_count = 0;
}

/* -------------------------------------------------------------------- lines */

static void add_text(const search *s, qp_string text)
{
    qp_text *out = s->ground.run->substitutes;
    qp_text_add_field(out, qp_network_text(s->ground.run->base.net, text));
    qp_text_add(out, ",");
}

static void add_number(const search *s, double number, const char *after)
{
    qp_text_add_number(s->ground.run->substitutes, number);
    qp_text_add(s->ground.run->substitutes, after);
}

/* The foreign share of what others sell of it, were it as large as before. */
static double remaining(const search *s, const substitute *gone)
{
    double home = 0;
    double foreign = 0;
    for (size_t f = 0; f < s->found_count; f++) {
        const substitute *other = &s->found[f];
        if (other->actor == gone->actor)
            continue;
        home += other->home == 1 ? other->sales : 0;
        foreign += other->home == 0 ? other->sales : 0;
    }
    return home + foreign > 0 ? foreign / (home + foreign) : NAN;
}

static void begin_line(const search *s, const product *p,
                       const qp_chain_weak_point *weak)
{
    const qp_run *run = &s->ground.run->base;
    const qp_actors *actors = &run->net->actors;
    qp_text *out = s->ground.run->substitutes;
    qp_text_add_field(out, qp_pool_text(&run->panel->text, run->place.window));
    qp_text_add(out, ",");
    add_text(s, run->net->layers.id[s->ground.layer[p->market]]);
    qp_text_add_field(out, qp_pool_text(&run->panel->text, weak->metric));
    qp_text_add(out, ",");
    add_text(s, actors->id[weak->supplier]);
    add_number(s, weak->value, ",");
    add_text(s, p->gap.name);
}

static void end_line(const search *s, const substitute *f, size_t rank,
                     double left)
{
    const qp_actors *actors = &s->ground.run->base.net->actors;
    qp_row region = actors->region[f->actor];
    add_text(s, actors->id[f->actor]);
    add_number(s, f->home, ",");
    add_text(s, region != QP_NONE ? actors->id[region] : QP_NONE);
    add_number(s, f->makes ? 1 : 0, ",");
    add_number(s, f->density, ",");
    add_number(s, f->expected, ",");
    add_number(s, (double)rank, ",");
    add_number(s, left, "\n");
}

static void tell_weak(const search *s, const product *p,
                      const qp_chain_weak_point *weak, const substitute *gone)
{
    double left = remaining(s, gone);
    size_t told = 0;
    for (size_t f = 0; f < s->found_count && told < MOST_TOLD; f++) {
        if (s->found[f].actor == weak->supplier)
            continue;
        begin_line(s, p, weak);
        end_line(s, &s->found[f], ++told, left);
    }
    if (told > 0)
        return;
    begin_line(s, p, weak);
    qp_text_add(s->ground.run->substitutes, ",,,,,,,\n");
}

static qp_status gather_product(search *s, const product *p)
{
    qp_status status = add_sellers(s, p);
    if (status == QP_OK)
        status = add_makers(s, p);
    if (status == QP_OK)
        status = add_learners(s, p);
    if (status == QP_OK)
        qsort(s->found, s->found_count, sizeof *s->found, by_worth);
    return status;
}

static qp_status tell_product(search *s, const product *p)
{
    qp_status status = gather_product(s, p);
    for (size_t f = 0; f < s->found_count && status == QP_OK; f++) {
        const substitute *seller = &s->found[f];
        size_t w = seller->sales > 0 ? find_weak(s, seller->actor)
                                     : s->weak_count;
        for (; w < s->weak_count && s->weak[w].supplier == seller->actor; w++)
            tell_weak(s, p, &s->weak[w], seller);
    }
    forget(s);
    return status;
}

/* ---------------------------------------------------------------- the window */

static qp_status make_room(search *s)
{
    size_t actors = run_of(s)->net->actors.count;
    s->sells = qp_acquire(actors, sizeof *s->sells);
    return s->sells != NULL ? QP_OK : qp_run_no_memory(run_of(s));
}

static qp_status tell(search *s)
{
    qp_status status = qp_chain_ground_gather(&s->ground);
    if (status == QP_OK)
        status = order_weak(s);
    if (status == QP_OK)
        status = make_room(s);
    for (size_t m = 0; m < s->ground.market_count && status == QP_OK; m++)
        status = find_products(s, m);
    if (status == QP_OK)
        status = find_learners(s);
    if (status == QP_OK)
        status = ask_learners(s);
    for (size_t p = 0; p < s->product_count && status == QP_OK; p++)
        status = tell_product(s, &s->products[p]);
    return status == QP_OK
               ? qp_text_status(s->ground.run->substitutes, run_of(s)->err)
               : status;
}

static void clear(search *s)
{
    qp_chain_ground_clear(&s->ground);
    qp_release(s->weak);
    qp_release(s->products);
    for (int k = 0; k < QP_STRUCTURE_KIND_COUNT; k++)
        qp_release(s->of[k].asked);
    qp_chain_firms_clear(&s->firms);
    qp_release(s->sells);
    qp_release(s->found);
}

qp_status qp_chain_substitutes(qp_chain_run *run)
{
    search s = {.ground.run = run};
    if (run->substitutes == NULL || run->weak_count == 0)
        return QP_OK;
    qp_status status = tell(&s);
    clear(&s);
    return status;
}
