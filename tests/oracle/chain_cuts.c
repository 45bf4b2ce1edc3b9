/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the rows of chokepoints: who is taken
 * away is taken away, one by one, and all sets of them; held against the panel
 * on random networks and on degenerate ones.
 */
#include "support/mills.h"

/* ------------------------------------------------------- articulation, bridges */

/** A part of a network, and how it stands among others. */
typedef struct {
    unsigned units;
    double actors;
    double capacity; ///< what is known of it; below 0 where nothing is
} part;

static part part_of(const glass *v, unsigned units)
{
    double capacity = glass_capacity_of(v, units);
    return (part){units, glass_count(units), isnan(capacity) ? -1 : capacity};
}

/* More actors, then more capacity. */
static bool is_larger(part a, part b)
{
    if (a.actors > b.actors || a.actors < b.actors)
        return a.actors > b.actors;
    return a.capacity > b.capacity;
}

static ledger_row *say_cut_off(const glass *v, const char *subject,
                               const char *object, qp_metric metric,
                               unsigned units)
{
    ledger_row *row = say(subject, object, metric,
                          units == 0 ? 0 : glass_capacity_of(v, units),
                          QP_REASON_NO_CAPACITY);
    row->n = glass_count(units);
    return row;
}

/* All of its component but the largest part that is left; of equals the one
 * with the first name. */
static void tell_articulation(const glass *v, const glass_ties *t, int u)
{
    char name[8];
    unsigned without = ~(1U << u);
    unsigned rest = glass_reached(t->to, 1U << u, ~0U) & without;
    unsigned all = rest;
    part kept = {.units = 0};
    for (int o = 0; o < MILL_UNITS; o++) {
        if (!(rest & 1U << o))
            continue;
        part p = part_of(v, glass_reached(t->to, 1U << o, without));
        if (kept.units == 0 || is_larger(p, kept))
            kept = p;
        rest &= ~p.units;
    }
    say_cut_off(v, mill_unit(u, name), "", QP_M_ARTICULATION_POINT,
                all & ~kept.units)
        ->missing = t->missing;
}

static void tell_bridge(const glass *v, const glass_ties *t, int a, int b)
{
    char one[8];
    char other[8];
    glass_ties without = *t;
    without.to[a] &= ~(1U << b);
    without.to[b] &= ~(1U << a);
    part near = part_of(v, glass_reached(without.to, 1U << a, ~0U));
    part far = part_of(v, glass_reached(without.to, 1U << b, ~0U));
    if (near.units & 1U << b)
        return;
    say_cut_off(v, mill_unit(a, one), mill_unit(b, other), QP_M_BRIDGE,
                is_larger(near, far) ? far.units : near.units)
        ->missing = t->missing;
}

static void tell_articulations(const glass *v)
{
    glass_ties t = glass_gather(v, "supply rnd", true);
    for (int a = 0; a < MILL_UNITS && v->tells_actors; a++) {
        if (t.to[a] != 0)
            tell_articulation(v, &t, a);
        for (int b = a + 1; b < MILL_UNITS; b++)
            if (t.to[a] & 1U << b)
                tell_bridge(v, &t, a, b);
    }
}

static const bool of_articulation[QP_METRIC_COUNT] = {
    [QP_M_ARTICULATION_POINT] = true,
    [QP_M_BRIDGE] = true,
};

/* ------------------------------------------------------------------------ cuts */

/** From whom to whom, over what. */
typedef struct {
    const char *source;
    const char *pair; ///< "science:product"
    unsigned from;
    unsigned to;
    glass_ties ties;
} question;

/* Who sells in a layer of supply and buys nothing in it. */
static unsigned raw_suppliers(const glass *v)
{
    unsigned raw = 0;
    for (int layer = 0; layer < v->w->layers; layer++) {
        glass_ties t = {.missing = 0};
        unsigned sells = 0;
        unsigned buys = 0;
        for (int l = 0; l < v->w->link_count; l++)
            if (v->w->links[l].layer == layer && glass_is(v, layer, "supply") &&
                glass_takes(v, &v->w->links[l]))
                glass_tie(v, &v->w->links[l], false, &t);
        for (int u = 0; u < MILL_UNITS; u++) {
            sells |= t.to[u] != 0 ? 1U << u : 0;
            buys |= t.to[u];
        }
        raw |= sells & ~buys;
    }
    return raw;
}

static unsigned foreigners(const glass *v)
{
    unsigned foreign = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        if (glass_is_one(v, u) && glass_country(v, u) >= 0 &&
            !glass_is_home(v, glass_country(v, u)))
            foreign |= 1U << u;
    return foreign;
}

static void questions_of(const glass *v, question q[3])
{
    unsigned products = glass_actors_of(v, 2);
    glass_ties supply = glass_gather(v, "supply", false);
    q[0] = (question){"science", "science:product", glass_actors_of(v, 0),
                      products, glass_gather(v, "supply rnd transfer", false)};
    q[1] = (question){"foreign", "foreign:product", foreigners(v), products,
                      supply};
    q[2] = (question){"raw", "raw:product", raw_suppliers(v), products, supply};
}

/** Of all sets of actors those that separate, and are the smallest. */
typedef struct {
    double size; ///< -1: none separates
    double count;
    unsigned nearest; ///< the one that leaves least on the side of the source
} cuts;

static cuts cuts_of(const question *q)
{
    unsigned cuttable = ((1U << MILL_UNITS) - 1) & ~(q->from | q->to);
    unsigned least = ~0U;
    cuts c = {.size = -1};
    cuttable &= glass_tied(&q->ties);
    for (unsigned set = cuttable;; set = (set - 1) & cuttable) {
        double size = glass_count(set);
        unsigned side = c.size < 0 || size <= c.size
                            ? glass_reached(q->ties.to, q->from, ~set)
                            : ~0U;
        if (!(side & q->to)) {
            bool better = size < c.size || c.size < 0;
            c.count = better ? 1 : c.count + 1;
            c.size = size;
            if (better || glass_count(side) < glass_count(least)) {
                least = side;
                c.nearest = set;
            }
        }
        if (set == 0)
            return c;
    }
}

/* Why there is no size; QP_REASON_NONE: there is one. */
static qp_reason why_no_cut(const question *q, const cuts *c)
{
    if (q->from == 0 || q->to == 0)
        return QP_REASON_NO_SET;
    if (glass_tied(&q->ties) == 0)
        return QP_REASON_NO_LINK;
    return c->size < 0 ? QP_REASON_DIRECT : QP_REASON_NONE;
}

static void tell_cut(const glass *v, const question *q)
{
    char name[8];
    cuts c = {.size = 0};
    if (q->from != 0 && q->to != 0)
        c = cuts_of(q);
    qp_reason why = why_no_cut(q, &c);
    bool broken = why == QP_REASON_NONE && c.size == 0;
    ledger_row *row = say(q->source, "product", QP_M_VERTEX_CUT_SIZE,
                          why == QP_REASON_NONE ? c.size : NAN, why);
    say_flag(row, QP_FLAG_BROKEN, broken);
    row->missing = q->ties.missing;
    row = say(q->source, "product", QP_M_VERTEX_CUT_COUNT,
              why == QP_REASON_NONE && !broken ? c.count : NAN,
              broken ? QP_REASON_UNREACHED : why);
    for (int u = 0; u < MILL_UNITS && v->tells_actors; u++)
        if (why == QP_REASON_NONE && c.nearest & 1U << u)
            say(mill_unit(u, name), q->pair, QP_M_VERTEX_CUT_MEMBER, 1,
                QP_REASON_NONE);
}

static void tell_cuts(const glass *v)
{
    question q[3];
    questions_of(v, q);
    for (int i = 0; i < 3; i++)
        tell_cut(v, &q[i]);
}

static const bool of_cuts[QP_METRIC_COUNT] = {
    [QP_M_VERTEX_CUT_SIZE] = true,
    [QP_M_VERTEX_CUT_COUNT] = true,
    [QP_M_VERTEX_CUT_MEMBER] = true,
};

/* ----------------------------------------------------------------- betweenness */

/** Shortest paths between all. */
typedef struct {
    double paths[MILL_UNITS][MILL_UNITS];
    int steps[MILL_UNITS][MILL_UNITS]; ///< -1: there is none
} paths;

static void find_paths(const glass_ties *t, int s, paths *p)
{
    for (int u = 0; u < MILL_UNITS; u++) {
        p->paths[s][u] = u == s;
        p->steps[s][u] = u == s ? 0 : -1;
    }
    for (int d = 0; d < MILL_UNITS; d++)
        for (int a = 0; a < MILL_UNITS; a++)
            for (int b = 0; b < MILL_UNITS && p->steps[s][a] == d; b++) {
                if (!(t->to[a] & 1U << b))
                    continue;
                if (p->steps[s][b] < 0)
                    p->steps[s][b] = d + 1;
                if (p->steps[s][b] == d + 1)
                    p->paths[s][b] += p->paths[s][a];
            }
}

/* Of the shortest paths from s to t, the share that passes another unit. */
static double passing(const paths *p, int s, int t, int u)
{
    bool on = p->steps[s][t] > 0 && p->steps[s][u] > 0 && p->steps[u][t] > 0 &&
              p->steps[s][u] + p->steps[u][t] == p->steps[s][t];
    return on ? p->paths[s][u] * p->paths[u][t] / p->paths[s][t] : 0;
}

static void tell_between(const question *q)
{
    static paths p;
    char name[8];
    for (int s = 0; s < MILL_UNITS; s++)
        find_paths(&q->ties, s, &p);
    for (int u = 0; u < MILL_UNITS; u++) {
        double sum = 0;
        for (int s = 0; s < MILL_UNITS; s++)
            for (int t = 0; t < MILL_UNITS; t++)
                if (q->from & 1U << s && q->to & 1U << t && s != t)
                    sum += passing(&p, s, t, u);
        if (sum > 0)
            say(mill_unit(u, name), q->pair, QP_M_SUBSET_BETWEENNESS, sum,
                QP_REASON_NONE);
    }
}

static void tell_betweenness(const glass *v)
{
    question q[3];
    questions_of(v, q);
    for (int i = 0; i < 3 && v->tells_actors; i++) {
        bool sets = q[i].from != 0 && q[i].to != 0;
        if (sets && glass_tied(&q[i].ties) != 0)
            tell_between(&q[i]);
        else
            say("all", q[i].pair, QP_M_SUBSET_BETWEENNESS, NAN,
                sets ? QP_REASON_NO_LINK : QP_REASON_NO_SET);
    }
}

static const bool of_betweenness[QP_METRIC_COUNT] = {
    [QP_M_SUBSET_BETWEENNESS] = true,
};

/* --------------------------------------------------------------------- walking */

static const mills_family families[] = {
    {tell_articulations, of_articulation},
    {tell_cuts, of_cuts},
    {tell_betweenness, of_betweenness},
};

static const mills_families all = {families,
                                   sizeof families / sizeof *families};

QP_TEST(chain_cuts, agrees_with_the_definitions_on_random_networks)
{
    mills_ask_random(&all);
}

QP_TEST(chain_cuts, agrees_with_the_definitions_on_degenerate_networks)
{
    mills_ask_cases(&all);
}
