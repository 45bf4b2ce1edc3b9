/* SPDX-License-Identifier: MIT */
#include "net/flow.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "net/places.h"

#define OUTSIDE "outside"     ///< kind of regions that stand for the world
#define MOST    (DBL_MAX / 4) ///< of all flows: then no sum of them overflows
#define ABROAD  (QP_NONE - 1) ///< the place of what is in the outside world

/** One link, or its part between two places, on its way into a cell. */
typedef struct {
    uint32_t from; ///< position among the regions
    uint32_t to;
    double weight;
    size_t link;
    size_t part; ///< of the parts of all links
} deposit;

/** The summing of one layer. */
typedef struct {
    const qp_network *net;
    qp_row layer;
    qp_period window;
    uint32_t *place;       ///< [actors] position of its region; QP_NONE, ABROAD
    qp_places places;      ///< of actors in several regions
    qp_place_share *here;  ///< [places.most] room for those of one end
    qp_place_share *there; ///< [places.most] and of the other
    deposit *deposits;     ///< [deposit_count] of the window
    size_t deposit_count;
    deposit *sorted; ///< as many; room for sorting
    size_t *start;   ///< [region_count + 1] room for sorting
    qp_flows flows;  ///< on its way
} summing;

/* ----------------------------------------------------------------- windows */

static qp_day later(qp_day a, qp_day b)
{
    return a > b ? a : b;
}

static qp_day earlier(qp_day a, qp_day b)
{
    return a < b ? a : b;
}

/* The share of a period that lies in the window. */
static double share_inside(qp_period period, qp_period window)
{
    double days = (double)earlier(period.until, window.until) -
                  (double)later(period.from, window.from);
    double all = (double)period.until - (double)period.from;
    return days > 0 ? days / all : 0;
}

static double share_of(qp_accrual accrual, qp_period period, qp_period window)
{
    switch (accrual) {
    case QP_STOCK:
        return period.from <= window.from && window.from < period.until;
    case QP_SPREAD:
        return share_inside(period, window);
    case QP_EVENT:
        break;
    }
    return window.from <= period.from && period.from < window.until;
}

qp_presence qp_period_presence(const qp_network *net, qp_row layer,
                               qp_period period, qp_period window,
                               double *share)
{
    double part = 1;
    if (window.from != QP_NO_DAY && period.from == QP_NO_DAY)
        return QP_LINK_UNDATED;
    if (window.from != QP_NO_DAY)
        part = share_of((qp_accrual)net->layers.accrual[layer], period, window);
    if (part <= 0)
        return QP_LINK_ABSENT;
    *share = part;
    return QP_LINK_PRESENT;
}

qp_presence qp_link_presence(const qp_network *net, qp_row layer, size_t link,
                             qp_period window, double *weight)
{
    double share = 0;
    qp_presence presence = qp_period_presence(
        net, layer, qp_optional_period(net->links.period, link), window,
        &share);
    if (presence == QP_LINK_PRESENT)
        *weight = net->links.weight[link] * share;
    return presence;
}

/* ----------------------------------------------------------------- regions */

static bool is_of_kind(const qp_network *net, qp_row actor, const char *kind)
{
    const qp_string *kinds = net->actors.region_kind;
    return kinds != NULL &&
           strcmp(qp_network_text(net, kinds[actor]), kind) == 0;
}

/* 1 for the rows that the matrix runs over, else 0. */
static void mark_regions(const qp_network *net, const char *level,
                         uint32_t mark[])
{
    const qp_actors *actors = &net->actors;
    for (qp_row a = 0; a < actors->count; a++)
        mark[a] = actors->kind[a] == QP_KIND_REGION &&
                  !is_of_kind(net, a, OUTSIDE) &&
                  (level == NULL || is_of_kind(net, a, level));
    for (qp_row a = 0;
         level == NULL && actors->parent != NULL && a < actors->count; a++)
        if (actors->parent[a] != QP_NONE)
            mark[actors->parent[a]] = 0;
}

/* The marked rows, and at each its position instead of the mark. */
static size_t number_regions(const qp_network *net, uint32_t mark[],
                             qp_row region[])
{
    size_t count = 0;
    for (qp_row a = 0; a < net->actors.count; a++) {
        bool marked = mark[a] == 1;
        mark[a] = marked ? (uint32_t)count : QP_NONE;
        if (marked)
            region[count++] = a;
    }
    return count;
}

/* The regions, and of each actor row its position among them or QP_NONE. */
static bool find_regions(const qp_network *net, const char *level,
                         uint32_t **position, qp_row **region, size_t *count)
{
    uint32_t *mark = qp_acquire(net->actors.count, sizeof *mark);
    qp_row *rows = qp_acquire(net->actors.count, sizeof *rows);
    if (mark == NULL || rows == NULL) {
        qp_release(mark);
        qp_release(rows);
        return false;
    }
    mark_regions(net, level, mark);
    *count = number_regions(net, mark, rows);
    *position = mark;
    *region = rows;
    return true;
}

qp_status qp_flow_regions(const qp_network *net, const char *level,
                          qp_row **region, size_t *count, qp_error *err)
{
    uint32_t *position = NULL;
    if (!find_regions(net, level, &position, region, count))
        return qp_fail(err, QP_E_MEMORY, "no memory to find the regions");
    qp_release(position);
    return QP_OK;
}

/* Where an actor counts: at its region, or at the nearest one that contains
 * it and that the matrix runs over. */
static uint32_t place_of(const qp_network *net, const uint32_t position[],
                         qp_row actor)
{
    const qp_actors *actors = &net->actors;
    qp_row at = actors->region[actor];
    while (at != QP_NONE && position[at] == QP_NONE)
        at = actors->parent != NULL ? actors->parent[at] : QP_NONE;
    if (at != QP_NONE)
        return position[at];
    at = actors->region[actor];
    return at != QP_NONE && is_of_kind(net, at, OUTSIDE) ? ABROAD : QP_NONE;
}

static qp_row find_outside(const qp_network *net)
{
    for (qp_row a = 0; a < net->actors.count; a++)
        if (net->actors.kind[a] == QP_KIND_REGION &&
            is_of_kind(net, a, OUTSIDE))
            return a;
    return QP_NONE;
}

static bool place_actors(summing *s, const char *level)
{
    uint32_t *position = NULL;
    if (!find_regions(s->net, level, &position, &s->flows.region,
                      &s->flows.region_count))
        return false;
    s->place = qp_acquire(s->net->actors.count, sizeof *s->place);
    for (qp_row a = 0; s->place != NULL && a < s->net->actors.count; a++)
        s->place[a] = place_of(s->net, position, a);
    qp_release(position);
    return s->place != NULL;
}

/* ------------------------------------------------------------------- links */

bool qp_link_is_cooperation(const qp_network *net, size_t link)
{
    const qp_links *links = &net->links;
    double status = qp_optional_number(links->status, link);
    bool hinders = links->polarity != NULL && links->polarity[link] < 0;
    return qp_status_is_present(status) && !hinders;
}

static bool is_region(uint32_t place)
{
    return place != QP_NONE && place != ABROAD;
}

/* The part of a link between two places; where one is none of the regions,
 * there is no cell for it. */
static void deposit_part(summing *s, size_t link, qp_row from, qp_row to,
                         double weight)
{
    qp_flows *flows = &s->flows;
    uint32_t here = from != QP_NONE ? s->place[from] : QP_NONE;
    uint32_t there = to != QP_NONE ? s->place[to] : QP_NONE;
    if (here == ABROAD && is_region(there))
        flows->from_outside[there] += weight;
    if (there == ABROAD && is_region(here))
        flows->to_outside[here] += weight;
    if (!is_region(here) || !is_region(there))
        return;
    bool turned = !s->net->layers.directed[s->layer] && here > there;
    flows->whole &= floor(weight) == weight;
    flows->part_weight[s->deposit_count] = weight;
    s->deposits[s->deposit_count] = (deposit){turned ? there : here,
                                              turned ? here : there, weight,
                                              link, s->deposit_count};
    s->deposit_count++;
}

/* A link is divided by the places of both its ends on the day it begins. */
static void deposit_link(summing *s, size_t link, double weight)
{
    const qp_links *links = &s->net->links;
    qp_day day = qp_optional_period(links->period, link).from;
    size_t from = qp_places_on(&s->places, links->from[link], day, s->here);
    size_t to = qp_places_on(&s->places, links->to[link], day, s->there);
    size_t before = s->deposit_count;
    for (size_t f = 0; f < from; f++)
        for (size_t t = 0; t < to; t++)
            deposit_part(s, link, s->here[f].region, s->there[t].region,
                         weight * s->here[f].share * s->there[t].share);
    s->flows.link_count += s->deposit_count > before ? 1 : 0;
    s->flows.part_start[s->flows.link_count] = s->deposit_count;
    s->flows.missing += s->deposit_count < before + from * to ? 1 : 0;
}

static void take_link(summing *s, size_t link)
{
    double weight = 0;
    qp_presence presence = qp_link_presence(s->net, s->layer, link, s->window,
                                            &weight);
    s->flows.undated += presence == QP_LINK_UNDATED ? 1 : 0;
    if (presence != QP_LINK_PRESENT)
        return;
    if (qp_link_is_cooperation(s->net, link))
        deposit_link(s, link, weight);
    else
        s->flows.missing++;
}

static uint32_t key_of(const deposit *d, bool by_from)
{
    return by_from ? d->from : d->to;
}

/* One pass of a counting sort; it is stable, so links of a cell stay in the
 * order of the network, and their sum has one value. */
static void sort_by(summing *s, bool by_from)
{
    size_t count = s->deposit_count;
    memset(s->start, 0, (s->flows.region_count + 1) * sizeof *s->start);
    for (size_t d = 0; d < count; d++)
        s->start[key_of(&s->deposits[d], by_from) + 1]++;
    for (size_t r = 0; r < s->flows.region_count; r++)
        s->start[r + 1] += s->start[r];
    for (size_t d = 0; d < count; d++)
        s->sorted[s->start[key_of(&s->deposits[d], by_from)]++] =
            s->deposits[d];
    deposit *emptied = s->deposits;
    s->deposits = s->sorted;
    s->sorted = emptied;
}

/* ------------------------------------------------------------------- cells */

static bool same_cell(const deposit *a, const deposit *b)
{
    return a->from == b->from && a->to == b->to;
}

static size_t count_cells(const summing *s)
{
    size_t cells = 0;
    for (size_t d = 0; d < s->deposit_count; d++)
        cells += d == 0 || !same_cell(&s->deposits[d - 1], &s->deposits[d]);
    return cells;
}

static bool make_cells(qp_flows *flows, size_t count)
{
    flows->from = qp_acquire(count, sizeof *flows->from);
    flows->to = qp_acquire(count, sizeof *flows->to);
    flows->flow = qp_acquire(count, sizeof *flows->flow);
    flows->links = qp_acquire(count, sizeof *flows->links);
    return flows->from != NULL && flows->to != NULL && flows->flow != NULL &&
           flows->links != NULL;
}

/* The deposits [start, end) of one cell: parts of a link follow each other. */
static void fill_cell(const summing *s, size_t start, size_t end, size_t cell)
{
    const qp_flows *flows = &s->flows;
    qp_sum sum = {0};
    flows->from[cell] = s->deposits[start].from;
    flows->to[cell] = s->deposits[start].to;
    for (size_t d = start; d < end; d++) {
        qp_sum_add(&sum, s->deposits[d].weight);
        flows->part_cell[s->deposits[d].part] = (uint32_t)cell;
        flows->links[cell] += d == start ||
                              s->deposits[d].link != s->deposits[d - 1].link;
    }
    flows->flow[cell] = qp_sum_value(&sum);
}

static qp_status fill_cells(summing *s, qp_error *err)
{
    qp_flows *flows = &s->flows;
    double all = 0;
    size_t next = 0;
    for (size_t d = 0; d < s->deposit_count; d = next) {
        next = d + 1;
        while (next < s->deposit_count &&
               same_cell(&s->deposits[d], &s->deposits[next]))
            next++;
        fill_cell(s, d, next, flows->cell_count);
        all += flows->flow[flows->cell_count++];
    }
    if (all <= MOST)
        return QP_OK;
    const char *id = qp_network_text(s->net, s->net->layers.id[s->layer]);
    char shown[QP_SHOWN_SIZE];
    return qp_fail(err, QP_E_LIMIT,
                   "layer '%s': its weights add up to more than numbers hold; "
                   "state them in a larger unit",
                   qp_text_shown(id, strlen(id), shown));
}

/* Parts that the links of the layer may fall into. */
static size_t most_deposits(const summing *s)
{
    const qp_links *links = &s->net->links;
    size_t start = s->net->layers.start[s->layer];
    size_t end = s->net->layers.start[s->layer + 1];
    size_t most = 0;
    for (size_t l = start; l < end; l++)
        most += qp_places_bound(&s->places, links->from[l]) *
                qp_places_bound(&s->places, links->to[l]);
    return most;
}

static bool make_outside(qp_flows *flows)
{
    if (flows->outside == QP_NONE)
        return true;
    flows->from_outside = qp_acquire(flows->region_count,
                                     sizeof *flows->from_outside);
    flows->to_outside = qp_acquire(flows->region_count,
                                   sizeof *flows->to_outside);
    return flows->from_outside != NULL && flows->to_outside != NULL;
}

static bool make_parts(qp_flows *flows, size_t links, size_t parts)
{
    flows->part_start = qp_acquire(links + 1, sizeof *flows->part_start);
    flows->part_cell = qp_acquire(parts, sizeof *flows->part_cell);
    flows->part_weight = qp_acquire(parts, sizeof *flows->part_weight);
    return flows->part_start != NULL && flows->part_cell != NULL &&
           flows->part_weight != NULL;
}

static bool make_room(summing *s)
{
    size_t most = most_deposits(s);
    size_t links = s->net->layers.start[s->layer + 1] -
                   s->net->layers.start[s->layer];
    s->here = qp_acquire(s->places.most, sizeof *s->here);
    s->there = qp_acquire(s->places.most, sizeof *s->there);
    s->deposits = qp_acquire(most, sizeof *s->deposits);
    s->sorted = qp_acquire(most, sizeof *s->sorted);
    s->start = qp_acquire(s->flows.region_count + 1, sizeof *s->start);
    return s->here != NULL && s->there != NULL && s->deposits != NULL &&
           s->sorted != NULL && s->start != NULL &&
           make_parts(&s->flows, links, most) && make_outside(&s->flows);
}

static qp_status sum_links(summing *s, qp_error *err)
{
    size_t start = s->net->layers.start[s->layer];
    size_t end = s->net->layers.start[s->layer + 1];
    if (!make_room(s))
        return qp_fail(err, QP_E_MEMORY, "no memory to sum %zu links",
                       end - start);
    s->flows.whole = true;
    for (size_t link = start; link < end; link++)
        take_link(s, link);
    sort_by(s, /* by_from = */ false);
    sort_by(s, /* by_from = */ true);
    if (!make_cells(&s->flows, count_cells(s)))
        return qp_fail(err, QP_E_MEMORY, "no memory for the cells of flows");
    return fill_cells(s, err);
}

static void clear_summing(summing *s)
{
    qp_places_clear(&s->places);
    qp_release(s->place);
    qp_release(s->here);
    qp_release(s->there);
    qp_release(s->deposits);
    qp_release(s->sorted);
    qp_release(s->start);
}

qp_status qp_flows_sum(const qp_network *net, qp_row layer, qp_period window,
                       const char *level, qp_flows *flows, qp_error *err)
{
    summing s = {.net = net,
                 .layer = layer,
                 .window = window,
                 .flows = {.outside = find_outside(net)}};
    qp_status status = qp_places_make(net, &s.places, err);
    if (status == QP_OK && !place_actors(&s, level))
        status = qp_fail(err, QP_E_MEMORY, "no memory to place %zu actors",
                         net->actors.count);
    if (status == QP_OK)
        status = sum_links(&s, err);
    clear_summing(&s);
    if (status == QP_OK) {
        *flows = s.flows;
        return QP_OK;
    }
    qp_flows_clear(&s.flows);
    return status;
}

void qp_flows_clear(qp_flows *flows)
{
    qp_release(flows->region);
    qp_release(flows->from);
    qp_release(flows->to);
    qp_release(flows->flow);
    qp_release(flows->links);
    qp_release(flows->part_start);
    qp_release(flows->part_cell);
    qp_release(flows->part_weight);
    qp_release(flows->from_outside);
    qp_release(flows->to_outside);
    *flows = (qp_flows){0};
}
