/* SPDX-License-Identifier: MIT */
#include "metric/describe.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/sum.h"
#include "metric/describe_apart.h"
#include "net/flow.h"

/** A link of the layer that is in the window. */
typedef struct {
    size_t link;
    double weight;    ///< that counts in the window
    bool begins_pair; ///< the first of its two ends, which differ
    bool of_group;    ///< one of them stands for many
} present;

/** What the links of one group, or between two, come to. */
typedef struct {
    size_t links;
    size_t of_groups; ///< of them, those of actors that stand for many
    size_t pairs;     ///< distinct, of the others
    qp_sum weight;
} tally;

typedef struct {
    const qp_network *net;
    qp_panel *panel;
    qp_error *err;
    qp_groupings groupings;
    qp_string all; ///< "all" in the panel

    /* the layer and window at hand */
    qp_row layer; ///< QP_NONE: no layer, or several
    qp_period window;
    qp_frame_place place;
    present *present; ///< [present_count]
    size_t present_count;
    size_t undated;
    bool *active; ///< [actors] has a link in layer and window
} description;

static qp_status no_memory(const description *d)
{
    return qp_fail(d->err, QP_E_MEMORY, "no memory to describe a network");
}

/* --------------------------------------------------------------------- rows */

/** Of whom a row tells, and from how many. */
typedef struct {
    qp_string subject;
    qp_string object;
    double n;
    double missing;
} about;

static qp_panel_row row_of(const description *d, qp_metric metric,
                           const about *a)
{
    qp_panel_row row = qp_frame_row(d->panel, &d->place, metric, a->subject);
    row.object = a->object;
    row.n = a->n;
    row.missing = a->missing;
    return row;
}

static qp_status add(const description *d, qp_metric metric, const about *a,
                     double value, qp_reason reason)
{
    qp_panel_row row = row_of(d, metric, a);
    qp_frame_give(&row, value, reason);
    return qp_panel_add(d->panel, &row, d->err);
}

/* -------------------------------------------------------------- the sweeps */

static bool directed(const description *d)
{
    return d->net->layers.directed[d->layer];
}

/* What is said of many actors at once says of none whom it is tied to. */
static bool stands_for_many(const description *d, qp_row actor)
{
    const double *group = d->net->actors.group;
    return group != NULL && group[actor] == 1;
}

/* Links are sorted by their ends, so those of a pair follow each other. */
static void find_present(description *d)
{
    const qp_links *links = &d->net->links;
    size_t before = SIZE_MAX;
    d->present_count = 0;
    d->undated = 0;
    for (size_t l = d->net->layers.start[d->layer];
         l < d->net->layers.start[d->layer + 1]; l++) {
        double weight = 0;
        qp_presence presence = qp_link_presence(d->net, d->layer, l, d->window,
                                                &weight);
        d->undated += presence == QP_LINK_UNDATED ? 1 : 0;
        if (presence != QP_LINK_PRESENT)
            continue;
        bool again = before != SIZE_MAX &&
                     links->from[before] == links->from[l] &&
                     links->to[before] == links->to[l];
        before = l;
        bool of_group = stands_for_many(d, links->from[l]) ||
                        stands_for_many(d, links->to[l]);
        d->present[d->present_count++] = (present){
            .link = l,
            .weight = weight,
            .begins_pair = !again && links->from[l] != links->to[l],
            .of_group = of_group};
    }
}

static void mark_active(description *d)
{
    for (size_t i = 0; i < d->present_count; i++) {
        d->active[d->net->links.from[d->present[i].link]] = true;
        d->active[d->net->links.to[d->present[i].link]] = true;
    }
}

static void forget_active(description *d)
{
    memset(d->active, 0, d->net->actors.count * sizeof *d->active);
}

static void count_in(tally *t, const present *p)
{
    t->links++;
    t->of_groups += p->of_group ? 1 : 0;
    t->pairs += p->begins_pair && !p->of_group ? 1 : 0;
    qp_sum_add(&t->weight, p->weight);
}

/* ----------------------------------------------------------------- formulas */

/* Possible pairs between two groups of n and m actors; within one, m = 0. */
static double possible_pairs(const description *d, double n, double m,
                             bool within)
{
    double ordered = within ? n * (n - 1) : n * m;
    return within && !directed(d) ? ordered / 2 : ordered;
}

/* - sum p ln p / ln k over the k tallies that hold a link. */
static double entropy_of(const tally tallies[], size_t count, bool by_weight,
                         size_t *k)
{
    qp_sum total = {0};
    qp_sum entropy = {0};
    *k = 0;
    for (size_t t = 0; t < count; t++) {
        *k += tallies[t].links > 0 ? 1 : 0;
        qp_sum_add(&total, by_weight ? qp_sum_value(&tallies[t].weight)
                                     : (double)tallies[t].links);
    }
    double all = qp_sum_value(&total);
    for (size_t t = 0; t < count && all > 0; t++) {
        double share = (by_weight ? qp_sum_value(&tallies[t].weight)
                                  : (double)tallies[t].links) /
                       all;
        qp_sum_add(&entropy, share > 0 ? -share * log(share) : 0);
    }
    return *k >= 2 && all > 0 ? qp_sum_value(&entropy) / log((double)*k) : NAN;
}

static qp_status add_entropy(const description *d, const qp_grouping *g,
                             const tally tallies[], size_t count,
                             const tally *missing)
{
    size_t k = 0;
    bool by_weight = d->layer != QP_NONE;
    double entropy = entropy_of(tallies, count, by_weight, &k);
    about a = {g->name, QP_NONE, (double)k, (double)missing->links};
    qp_reason reason = k == 1 ? QP_REASON_ONE_GROUP : QP_REASON_ZERO_TOTAL;
    if (k == 0)
        reason = missing->links > 0 ? QP_REASON_NOT_GIVEN : QP_REASON_NO_FLOW;
    if (g->reason != QP_REASON_NONE)
        reason = g->reason;
    return add(d, QP_M_ENTROPY_NORMALISED, &a, entropy, reason);
}

/* ------------------------------------------------------------------- groups */

/** The tallies of one grouping: what is known, and what is not. */
typedef struct {
    const qp_grouping *grouping;
    tally *tallies;  ///< [count] of groups, or [count * count] of pairs of them
    size_t *actors;  ///< [count] active actors of each group
    size_t *singles; ///< [count] of them, those that stand for one
    tally known;
    tally missing;
} counting;

static void count_active(const description *d, const qp_grouping *g,
                         size_t actors[], about *a)
{
    for (size_t i = 0; i < d->net->actors.count; i++) {
        if (!d->active[i])
            continue;
        bool known = g->group[i] != QP_NONE;
        a->n += known ? 1 : 0;
        a->missing += known ? 0 : 1;
        if (known)
            actors[g->group[i]]++;
    }
}

static void count_singles(const description *d, const qp_grouping *g,
                          size_t singles[])
{
    for (qp_row i = 0; i < d->net->actors.count; i++)
        if (d->active[i] && g->group[i] != QP_NONE && !stands_for_many(d, i))
            singles[g->group[i]]++;
}

static qp_status add_actor_counts(const description *d, const qp_grouping *g,
                                  size_t actors[])
{
    about a = {.object = QP_NONE};
    qp_status status = QP_OK;
    bool known = g->reason == QP_REASON_NONE;
    count_active(d, g, actors, &a);
    for (size_t i = 0; i < g->count && status == QP_OK; i++) {
        a.subject = g->label[i];
        if (g->occurs[i] || !known)
            status = add(d, QP_M_ACTOR_COUNT, &a,
                         known ? (double)actors[i] : NAN, g->reason);
    }
    return status;
}

/* The share among the links whose group is known. Where it is not known of
 * all, low and high count the others against, and for, this group. */
static qp_status add_share(const description *d, const counting *c,
                           const tally *t, const about *a)
{
    double weight = qp_sum_value(&t->weight);
    double known = qp_sum_value(&c->known.weight);
    double missing = qp_sum_value(&c->missing.weight);
    qp_panel_row row = row_of(d, QP_M_LINK_SHARE, a);
    bool shared = known > 0 && isfinite(known);
    qp_frame_give(&row, shared ? weight / known : NAN,
                  isinf(known) ? QP_REASON_OVERFLOW : QP_REASON_ZERO_TOTAL);
    if (shared && missing > 0) {
        row.low = weight / (known + missing);
        row.high = (weight + missing) / (known + missing);
        row.flags = 1U << QP_FLAG_BOUNDS;
    }
    return qp_panel_add(d->panel, &row, d->err);
}

static qp_status add_tally(const description *d, const counting *c,
                           const tally *t, const about *a)
{
    qp_status status = add(d, QP_M_LINK_COUNT, a, (double)t->links,
                           QP_REASON_NONE);
    if (status == QP_OK)
        status = add(d, QP_M_LINK_WEIGHT, a, qp_sum_value(&t->weight),
                     QP_REASON_NONE);
    return status == QP_OK ? add_share(d, c, t, a) : status;
}

/* Actors that stand for many stay out of it, with their links. */
static qp_status add_density(const description *d, const about *a,
                             const tally *t, double possible)
{
    about singles = *a;
    singles.n -= (double)t->of_groups;
    singles.missing += (double)t->of_groups;
    return add(d, QP_M_PAIR_DENSITY, &singles,
               possible > 0 ? (double)t->pairs / possible : NAN,
               QP_REASON_NO_PAIR);
}

static void count_unknown(counting *c, const present *p)
{
    count_in(&c->missing, p);
}

static void count_known(counting *c, tally *t, const present *p)
{
    count_in(t, p);
    count_in(&c->known, p);
}

/* ---- by both ends */

/* A pair of groups of an undirected layer has one order, that of labels. */
static size_t pair_of(const description *d, const qp_grouping *g, uint32_t from,
                      uint32_t to)
{
    const qp_pool *text = &d->panel->text;
    bool turned = !directed(d) && strcmp(qp_pool_text(text, g->label[from]),
                                         qp_pool_text(text, g->label[to])) > 0;
    return turned ? to * g->count + from : from * g->count + to;
}

static void count_pairs(const description *d, counting *c)
{
    const qp_links *links = &d->net->links;
    const qp_grouping *g = c->grouping;
    for (size_t i = 0; i < d->present_count; i++) {
        const present *p = &d->present[i];
        uint32_t from = g->group[links->from[p->link]];
        uint32_t to = g->group[links->to[p->link]];
        if (from == QP_NONE || to == QP_NONE || g->reason != QP_REASON_NONE)
            count_unknown(c, p);
        else
            count_known(c, &c->tallies[pair_of(d, g, from, to)], p);
    }
}

static qp_status add_pair(const description *d, const counting *c, size_t from,
                          size_t to)
{
    const qp_grouping *g = c->grouping;
    const tally *t = &c->tallies[from * g->count + to];
    if (t->links == 0)
        return QP_OK;
    about a = {g->label[from], g->label[to], (double)t->links,
               (double)c->missing.links};
    qp_status status = add_tally(d, c, t, &a);
    if (status != QP_OK)
        return status;
    return add_density(d, &a, t,
                       possible_pairs(d, (double)c->singles[from],
                                      (double)c->singles[to], from == to));
}

static qp_status add_ends(const description *d, counting *c)
{
    const qp_grouping *g = c->grouping;
    qp_status status = add_actor_counts(d, g, c->actors);
    count_singles(d, g, c->singles);
    count_pairs(d, c);
    for (size_t from = 0; from < g->count && status == QP_OK; from++)
        for (size_t to = 0; to < g->count && status == QP_OK; to++)
            status = add_pair(d, c, from, to);
    return status == QP_OK
               ? add_entropy(d, g, c->tallies, g->count * g->count, &c->missing)
               : status;
}

static qp_status describe_ends(const description *d, const qp_grouping *g)
{
    counting c = {.grouping = g,
                  .tallies = qp_acquire(g->count * g->count, sizeof *c.tallies),
                  .actors = qp_acquire(g->count, sizeof *c.actors),
                  .singles = qp_acquire(g->count, sizeof *c.singles)};
    bool room = c.tallies != NULL && c.actors != NULL && c.singles != NULL;
    qp_status status = room ? add_ends(d, &c) : no_memory(d);
    qp_release(c.tallies);
    qp_release(c.actors);
    qp_release(c.singles);
    return status;
}

/* ---- by the link */

static qp_status add_groups(const description *d, const counting *c)
{
    const qp_grouping *g = c->grouping;
    qp_status status = QP_OK;
    for (size_t i = 0; i < g->count && status == QP_OK; i++) {
        const tally *t = &c->tallies[i];
        about a = {g->label[i], QP_NONE, (double)t->links,
                   (double)c->missing.links};
        if (t->links > 0)
            status = add_tally(d, c, t, &a);
    }
    return status;
}

static qp_status describe_links(const description *d, const qp_grouping *g)
{
    counting c = {.grouping = g,
                  .tallies = qp_acquire(g->count, sizeof *c.tallies)};
    if (c.tallies == NULL)
        return no_memory(d);
    for (size_t i = 0; i < d->present_count; i++) {
        uint32_t group = g->group[d->present[i].link];
        if (group == QP_NONE)
            count_unknown(&c, &d->present[i]);
        else
            count_known(&c, &c.tallies[group], &d->present[i]);
    }
    qp_status status = add_groups(d, &c);
    if (status == QP_OK)
        status = add_entropy(d, g, c.tallies, g->count, &c.missing);
    qp_release(c.tallies);
    return status;
}

/* -------------------------------------------------------- layers and windows */

static void begin_window(description *d, qp_period window)
{
    d->window = window;
    qp_frame_enter_window(window, d->panel, &d->place);
}

static void begin_layer(description *d, qp_row layer)
{
    d->layer = layer;
    qp_frame_enter_layer(d->net, layer, d->panel, &d->place);
}

static size_t active_actors(const description *d)
{
    size_t count = 0;
    for (size_t a = 0; a < d->net->actors.count; a++)
        count += d->active[a] ? 1 : 0;
    return count;
}

static size_t active_singles(const description *d)
{
    size_t count = 0;
    for (qp_row a = 0; a < d->net->actors.count; a++)
        count += d->active[a] && !stands_for_many(d, a) ? 1 : 0;
    return count;
}

static qp_status describe_whole(const description *d)
{
    tally t = {0};
    for (size_t i = 0; i < d->present_count; i++)
        count_in(&t, &d->present[i]);
    double actors = (double)active_actors(d);
    about a = {d->all, QP_NONE, (double)t.links, (double)d->undated};
    qp_status status = add(d, QP_M_ACTOR_COUNT,
                           &(about){d->all, QP_NONE, actors, 0}, actors,
                           QP_REASON_NONE);
    if (status == QP_OK)
        status = add(d, QP_M_LINK_COUNT, &a, (double)t.links, QP_REASON_NONE);
    if (status == QP_OK)
        status = add(d, QP_M_LINK_WEIGHT, &a, qp_sum_value(&t.weight),
                     QP_REASON_NONE);
    if (status != QP_OK)
        return status;
    return add_density(d, &a, &t,
                       possible_pairs(d, (double)active_singles(d), 0,
                                      /* within = */ true));
}

static qp_status describe_layer(description *d, qp_row layer, qp_period window)
{
    begin_layer(d, layer);
    begin_window(d, window);
    find_present(d);
    forget_active(d);
    mark_active(d);
    qp_status status = describe_whole(d);
    for (int e = 0; e < QP_BY_ENDS && status == QP_OK; e++)
        status = describe_ends(d, &d->groupings.ends[e]);
    for (int l = 0; l < QP_BY_LINK && status == QP_OK; l++)
        status = describe_links(d, &d->groupings.links[l]);
    qp_telling telling = {d->net, d->panel, &d->place, d->err};
    return status == QP_OK
               ? qp_describe_things(&telling, &d->groupings.ends[QP_BY_KIND],
                                    layer, window)
               : status;
}

/* ---- across layers: weights have different units, so links are counted */

/* The links of one group of layers, and who takes part in them. */
static void count_layers(description *d, const qp_frame *frame,
                         const qp_grouping *g, uint32_t group, tally *t)
{
    for (size_t l = 0; l < frame->layer_count; l++) {
        if (g->group[frame->layers[l]] != group)
            continue;
        d->layer = frame->layers[l];
        find_present(d);
        mark_active(d);
        t->links += d->present_count;
    }
    begin_layer(d, QP_NONE);
}

static qp_status add_layers(description *d, const qp_frame *frame,
                            const qp_grouping *g, tally tallies[])
{
    tally missing = {0};
    count_layers(d, frame, g, QP_NONE, &missing);
    qp_status status = QP_OK;
    for (uint32_t i = 0; i < g->count && status == QP_OK; i++) {
        forget_active(d);
        count_layers(d, frame, g, i, &tallies[i]);
        about a = {g->label[i], QP_NONE, (double)tallies[i].links,
                   (double)missing.links};
        if (tallies[i].links == 0)
            continue;
        status = add(d, QP_M_LINK_COUNT, &a, (double)tallies[i].links,
                     QP_REASON_NONE);
        double actors = (double)active_actors(d);
        if (status == QP_OK)
            status = add(d, QP_M_ACTOR_COUNT,
                         &(about){g->label[i], QP_NONE, actors, 0}, actors,
                         QP_REASON_NONE);
    }
    return status == QP_OK ? add_entropy(d, g, tallies, g->count, &missing)
                           : status;
}

static qp_status describe_layers(description *d, const qp_frame *frame,
                                 qp_period window)
{
    qp_status status = QP_OK;
    begin_layer(d, QP_NONE);
    begin_window(d, window);
    for (int i = 0; i < QP_BY_LAYER && status == QP_OK; i++) {
        const qp_grouping *g = &d->groupings.layers[i];
        tally *tallies = qp_acquire(g->count, sizeof *tallies);
        status = tallies != NULL ? add_layers(d, frame, g, tallies)
                                 : no_memory(d);
        qp_release(tallies);
    }
    return status;
}

/* ---- actors, with links or without */

static qp_status describe_actors(description *d)
{
    qp_status status = QP_OK;
    begin_layer(d, QP_NONE);
    begin_window(d, QP_NO_PERIOD);
    for (size_t a = 0; a < d->net->actors.count; a++)
        d->active[a] = true;
    double actors = (double)d->net->actors.count;
    status = add(d, QP_M_ACTOR_COUNT, &(about){d->all, QP_NONE, actors, 0},
                 actors, QP_REASON_NONE);
    for (int e = 0; e < QP_BY_ENDS && status == QP_OK; e++) {
        const qp_grouping *g = &d->groupings.ends[e];
        size_t *counts = qp_acquire(g->count, sizeof *counts);
        status = counts != NULL ? add_actor_counts(d, g, counts) : no_memory(d);
        qp_release(counts);
    }
    qp_telling telling = {d->net, d->panel, &d->place, d->err};
    return status == QP_OK
               ? qp_describe_consortia(&telling, &d->groupings.ends[QP_BY_KIND])
               : status;
}

/* ------------------------------------------------------------------ the run */

static size_t largest_layer(const qp_network *net)
{
    size_t most = 0;
    for (size_t l = 0; l < net->layers.count; l++) {
        size_t links = net->layers.start[l + 1] - net->layers.start[l];
        most = links > most ? links : most;
    }
    return most;
}

static qp_status settle(description *d)
{
    d->all = qp_panel_string(d->panel, "all");
    d->present = qp_acquire(largest_layer(d->net), sizeof *d->present);
    d->active = qp_acquire(d->net->actors.count, sizeof *d->active);
    if (d->present == NULL || d->active == NULL)
        return no_memory(d);
    return qp_groupings_make(d->net, d->panel, &d->groupings, d->err);
}

static qp_status describe_windows(description *d, const qp_frame *frame)
{
    qp_status status = describe_actors(d);
    for (size_t w = 0; w < frame->window_count && status == QP_OK; w++) {
        qp_period window = frame->windows[w];
        for (size_t l = 0; l < frame->layer_count && status == QP_OK; l++)
            status = describe_layer(d, frame->layers[l], window);
        if (status == QP_OK)
            status = describe_layers(d, frame, window);
    }
    return status;
}

qp_status qp_describe(const qp_network *net, const qp_frame_options *options,
                      qp_panel *panel, qp_error *err)
{
    qp_frame frame = {0};
    description d = {.net = net, .panel = panel, .err = err};
    qp_status status = qp_frame_settle(net, options, &frame, err);
    if (status == QP_OK)
        status = settle(&d);
    if (status == QP_OK)
        status = describe_windows(&d, &frame);
    qp_groupings_clear(&d.groupings);
    qp_release(d.present);
    qp_release(d.active);
    qp_frame_clear(&frame);
    return status;
}
