/* SPDX-License-Identifier: MIT */
/**
 * @file support/glass.h
 * @brief A little chain looked at in one window: who takes part, who is where,
 *        who leads to whom; from the definitions, by loops over everything.
 */
#ifndef QP_SUPPORT_GLASS_H
#define QP_SUPPORT_GLASS_H

#include "metric/chain.h"
#include "support/mill.h"

/** What is looked at. */
typedef struct {
    const char *name; ///< of the network
    const mill *w;
    const qp_chain_options *options;
    int year; ///< 0: the whole period
    bool tells_actors;
    bool everything;         ///< no layers are named
    bool shown[MILL_LAYERS]; ///< of the frame, and cooperative
    int regions;
    int region[MILL_PLACES];  ///< units of those measured, in byte order
    int place_of[MILL_UNITS]; ///< position of the region a unit is in, or -1
} glass;

/** Who leads to whom: `to[i]` has a bit for each unit. */
typedef struct {
    unsigned to[MILL_UNITS];
    double missing; ///< links left out
} glass_ties;

static const char *const glass_stages[] = {"science", "engineering", "product"};

/* -------------------------------------------------------------------- places */

static inline bool glass_has_cities(const mill *w)
{
    bool any = false;
    for (int p = 1; p < MILL_PLACES; p++)
        any |= w->place[p].exists && w->place[p].inside;
    return any;
}

/* Without a level, all places but a province with cities. */
static inline bool glass_is_measured(const glass *v, int place)
{
    if (!v->w->place[place].exists)
        return false;
    if (v->options->level != NULL)
        return place == 0;
    return place > 0 || !glass_has_cities(v->w);
}

static inline void glass_settle_places(glass *v)
{
    int position[MILL_PLACES];
    for (int p = 0; p < MILL_PLACES; p++) {
        position[p] = -1;
        if (glass_is_measured(v, p)) {
            position[p] = v->regions;
            v->region[v->regions++] = MILL_FIRMS + p;
        }
    }
    for (int u = 0; u < MILL_UNITS; u++) {
        int at = u >= MILL_FIRMS   ? u - MILL_FIRMS
                 : u < v->w->firms ? v->w->firm[u].home
                                   : -1;
        v->place_of[u] = at >= 0 ? position[at] : -1;
        if (at >= 0 && position[at] < 0 && v->w->place[at].inside)
            v->place_of[u] = position[0];
    }
}

/** The cluster of a position, or -1. */
static inline int glass_cluster(const glass *v, int position)
{
    return position >= 0 ? v->w->place[v->region[position] - MILL_FIRMS].cluster
                         : -1;
}

/* ---------------------------------------------------------------------- layers */

static inline bool glass_is_shown(const glass *v, int layer)
{
    const qp_frame_options *frame = &v->options->frame;
    bool named = frame->layer_count == 0;
    for (size_t l = 0; l < frame->layer_count; l++)
        named |= strcmp(frame->layers[l], v->w->layer[layer].id) == 0;
    return named && strcmp(v->w->layer[layer].sense, "rivalry") != 0;
}

static inline glass glass_of(const char *name, const mill *w,
                             const qp_chain_options *options, int year)
{
    glass v = {.name = name,
               .w = w,
               .options = options,
               .year = year,
               .tells_actors = year == 0 || options->pairs,
               .everything = options->frame.layer_count == 0};
    for (int l = 0; l < w->layers; l++)
        v.shown[l] = glass_is_shown(&v, l);
    glass_settle_places(&v);
    return v;
}

/** Is a layer shown, and of one of the roles? "" for any. */
static inline bool glass_is(const glass *v, int layer, const char *roles)
{
    return v->shown[layer] &&
           (roles[0] == '\0' || strstr(roles, v->w->layer[layer].role) != NULL);
}

/* ---------------------------------------------------------------------- units */

/** Of firms where there are any, else of regions. */
static inline bool glass_is_actor(const glass *v, int unit)
{
    if (unit < MILL_FIRMS)
        return unit < v->w->firms;
    return v->w->firms == 0 && v->w->place[unit - MILL_FIRMS].exists;
}

/** ... and does not stand for many. */
static inline bool glass_is_one(const glass *v, int unit)
{
    return glass_is_actor(v, unit) &&
           !(unit < MILL_FIRMS && v->w->firm[unit].group);
}

static inline unsigned glass_stages_of(const glass *v, int unit)
{
    return unit < MILL_FIRMS ? v->w->firm[unit].stages : 0;
}

static inline double glass_capacity(const glass *v, int unit)
{
    return unit < MILL_FIRMS ? v->w->firm[unit].capacity : NAN;
}

static inline int glass_count(unsigned set)
{
    int count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

/** Of several capacities; NaN where none is known. */
static inline double glass_capacity_of(const glass *v, unsigned set)
{
    double sum = NAN;
    for (int u = 0; u < MILL_UNITS; u++)
        if (set & 1U << u && !isnan(glass_capacity(v, u)))
            sum = (isnan(sum) ? 0 : sum) + glass_capacity(v, u);
    return sum;
}

/* ---------------------------------------------------------------------- links */

static inline bool glass_sees(const glass *v, int year)
{
    return v->year == 0 || v->year == year;
}

/** Is a link of the window, or might it be? */
static inline bool glass_is_near(const glass *v, const mill_link *link)
{
    return link->year == 0 || glass_sees(v, link->year);
}

/** Does it hold there, and help? */
static inline bool glass_holds(const glass *v, const mill_link *link)
{
    return !link->planned && !link->hinders && glass_sees(v, link->year);
}

/** ... between actors none of which stands for many. */
static inline bool glass_takes(const glass *v, const mill_link *link)
{
    return glass_holds(v, link) && glass_is_one(v, link->from) &&
           glass_is_one(v, link->to);
}

/** Links of one layer left out. */
static inline double glass_missing(const glass *v, int layer)
{
    double missing = 0;
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        missing += link->layer == layer && glass_is_near(v, link) &&
                   !glass_takes(v, link);
    }
    return missing;
}

static inline void glass_tie(const glass *v, const mill_link *link,
                             bool both_ways, glass_ties *t)
{
    if (link->weight <= 0 || link->from == link->to)
        return;
    t->to[link->from] |= 1U << link->to;
    if (both_ways || !v->w->layer[link->layer].directed)
        t->to[link->to] |= 1U << link->from;
}

/** The links of layers of some roles, "" for any, between actors none of which
 * stands for many. */
static inline glass_ties glass_gather(const glass *v, const char *roles,
                                      bool both_ways)
{
    glass_ties t = {.missing = 0};
    for (int l = 0; l < v->w->layers; l++)
        t.missing += glass_is(v, l, roles) ? glass_missing(v, l) : 0;
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        if (glass_is(v, link->layer, roles) && glass_takes(v, link))
            glass_tie(v, link, both_ways, &t);
    }
    return t;
}

/** Units tied to any other. */
static inline unsigned glass_tied(const glass_ties *t)
{
    unsigned tied = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        tied |= t->to[u] | (t->to[u] != 0 ? 1U << u : 0);
    return tied;
}

/** All that can be reached from a set by way of `through`, itself included. */
static inline unsigned glass_reached(const unsigned to[MILL_UNITS],
                                     unsigned from, unsigned through)
{
    unsigned reached = from & through;
    unsigned before = 0;
    while (reached != before) {
        before = reached;
        for (int u = 0; u < MILL_UNITS; u++)
            if (before & 1U << u)
                reached |= to[u] & through;
    }
    return reached;
}

/** Actors, none of which stands for many, as a set. */
static inline unsigned glass_actors(const glass *v)
{
    unsigned actors = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        actors |= glass_is_one(v, u) ? 1U << u : 0;
    return actors;
}

/** ... of a stage, 0 to 2. */
static inline unsigned glass_actors_of(const glass *v, int stage)
{
    unsigned actors = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        if (glass_is_one(v, u) && glass_stages_of(v, u) & 1U << stage)
            actors |= 1U << u;
    return actors;
}

/** The firms that play an architect. */
static inline unsigned glass_enterprises(const glass *v)
{
    unsigned all = 0;
    for (int a = 0; a < v->w->architects; a++)
        all |= 1U << v->w->enterprise[a];
    return all;
}

/** Is a country one of those at home? They are those named, else the most
 * frequent of firms and institutes, of equals the first in byte order. */
static inline bool glass_is_home(const glass *v, int country)
{
    int count[3] = {0};
    int most = 0;
    for (size_t h = 0; h < v->options->home.count; h++)
        if (strcmp(v->options->home.asked[h], mill_countries[country]) == 0)
            return true;
    for (int f = 0; f < v->w->firms; f++)
        if (v->w->firm[f].country >= 0)
            count[v->w->firm[f].country]++;
    for (int c = 1; c < 3; c++)
        most = count[c] > count[most] ? c : most;
    return v->options->home.count == 0 && country == most;
}

/** Is any home known? */
static inline bool glass_has_home(const glass *v)
{
    bool any = v->options->home.count > 0;
    for (int f = 0; f < v->w->firms; f++)
        any |= v->w->firm[f].country >= 0;
    return any;
}

/** Where a unit comes from; -1: not known. */
static inline int glass_country(const glass *v, int unit)
{
    return unit < MILL_FIRMS ? v->w->firm[unit].country : -1;
}

/** Is a class among the technologies of a firm: the products of its portfolio,
 * of any date; where there are none its industry? */
static inline bool glass_works_on(const glass *v, int unit, bool product,
                                  int class)
{
    bool any = false;
    bool this_one = false;
    for (int i = 0; i < v->w->holding_count && unit < MILL_FIRMS; i++) {
        const mill_holding *h = &v->w->holdings[i];
        bool holds = h->product && h->bearer == unit && h->value > 0;
        any |= holds;
        this_one |= holds && h->class == class;
    }
    if (product)
        return this_one;
    return !any && unit < MILL_FIRMS && v->w->firm[unit].industry == class;
}

/** The name of what a link sells: its product, or the industry of its seller. */
static inline const char *glass_good(const glass *v, const mill_link *link,
                                     char name[8])
{
    bool product = link->product >= 0;
    int industry = link->from < MILL_FIRMS ? v->w->firm[link->from].industry
                                           : -1;
    return mill_class(product, product ? link->product : industry, name);
}

/** What a firm sells of a good, in one layer, or where it is NULL in all. */
static inline double glass_sales(const glass *v, const char *layer, int unit,
                                 const char *good)
{
    char name[8];
    double sum = 0;
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        const mill_layer *of = &v->w->layer[link->layer];
        if (link->from == unit && link->from != link->to &&
            glass_is(v, link->layer, "supply") && of->directed &&
            (layer == NULL || strcmp(of->id, layer) == 0) &&
            glass_takes(v, link) &&
            strcmp(glass_good(v, link, name), good) == 0)
            sum += link->weight;
    }
    return sum;
}

#endif
