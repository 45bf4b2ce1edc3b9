/* SPDX-License-Identifier: MIT */
#include "metric/brokerage.h"

#include <math.h>

#include "core/memory.h"
#include "graph/triangles.h"

static qp_status no_memory(size_t n, qp_error *err)
{
    return qp_fail(err, QP_E_MEMORY, "no memory for the ties of %zu units", n);
}

/* --------------------------------------------------------------------- holes */

/** Sums over those that close a tie to a triangle. */
typedef struct {
    const qp_arcs *joined;
    qp_tie_list ties;
    double *shared;  ///< [ties] of each who is tied to both ends, 1 / its ties
    qp_holes *holes; ///< effective_size: the triangles of a unit, on the way
} holes;

static double degree(const qp_arcs *joined, uint32_t unit)
{
    return (double)(joined->start[unit + 1] - joined->start[unit]);
}

static void share(void *context, const qp_triangle *triangle)
{
    holes *h = context;
    for (size_t k = 0; k < 3; k++) {
        uint32_t unit = triangle->units[k];
        h->shared[triangle->ties[k]] += 1 / degree(h->joined, unit);
        h->holes[unit].effective_size++;
    }
}

static void add_constraint(holes *h, uint32_t unit)
{
    const qp_tie_list *ties = &h->ties;
    for (size_t t = ties->start[unit]; t < ties->start[unit + 1]; t++) {
        double held = (1 + h->shared[t]) * (1 + h->shared[t]);
        h->holes[unit].constraint += held;
        h->holes[ties->to[t]].constraint += held;
    }
}

static void finish(holes *h, uint32_t unit)
{
    double d = degree(h->joined, unit);
    qp_holes *own = &h->holes[unit];
    *own = (qp_holes){
        .contacts = d,
        .constraint = d > 0 ? own->constraint / (d * d) : NAN,
        .effective_size = d > 0 ? d - 2 * own->effective_size / d : NAN,
    };
}

static void find_holes(holes *h)
{
    for (uint32_t u = 0; u < h->joined->n; u++)
        h->holes[u] = (qp_holes){0};
    qp_triangles_visit(&h->ties, (qp_triangle_visitor){share, h});
    for (uint32_t u = 0; u < h->joined->n; u++)
        add_constraint(h, u);
    for (uint32_t u = 0; u < h->joined->n; u++)
        finish(h, u);
}

qp_status qp_holes_of(const qp_arcs *joined, qp_holes found[], qp_error *err)
{
    holes h = {.joined = joined, .holes = found};
    qp_status status = qp_tie_list_make(joined, &h.ties, err);
    if (status != QP_OK)
        return status;
    h.shared = qp_acquire(h.ties.count, sizeof *h.shared);
    if (h.shared != NULL)
        find_holes(&h);
    else
        status = no_memory(joined->n, err);
    qp_release(h.shared);
    qp_tie_list_clear(&h.ties);
    return status;
}

/* ----------------------------------------------------------------- brokerage */

/** Which way a tie leads: from the end that keeps it, and back. */
enum { FORTH = 1, BACK = 2 };

/** The contacts of a unit in one group. */
typedef struct {
    double in;   ///< they lead to it
    double out;  ///< it leads to them
    double both; ///< of these
} meeting;

/** Brokerage on its way. */
typedef struct {
    const qp_arcs *arcs;
    const uint32_t *group;
    qp_arcs joined;
    qp_tie_list ties;
    uint8_t *ways;    ///< [ties] FORTH, BACK or both
    meeting *meeting; ///< [groups] of the unit at hand, else 0
    qp_brokerage *brokerage;
} brokers;

static qp_broker_role role_of(uint32_t a, uint32_t own, uint32_t b)
{
    if (a == b)
        return a == own ? QP_BROKER_COORDINATOR : QP_BROKER_ITINERANT;
    if (b == own)
        return QP_BROKER_GATEKEEPER;
    return a == own ? QP_BROKER_REPRESENTATIVE : QP_BROKER_LIAISON;
}

/* ---- pairs */

static void meet(brokers *b, uint32_t unit)
{
    const qp_arcs *joined = &b->joined;
    qp_brokerage *own = &b->brokerage[unit];
    for (size_t a = joined->start[unit]; a < joined->start[unit + 1]; a++) {
        uint32_t other = joined->to[a];
        if (b->group[other] == QP_NONE) {
            own->missing++;
            continue;
        }
        meeting *m = &b->meeting[b->group[other]];
        bool in = qp_arcs_lead(b->arcs, other, unit);
        bool out = qp_arcs_lead(b->arcs, unit, other);
        m->in += in ? 1 : 0;
        m->out += out ? 1 : 0;
        m->both += in && out ? 1 : 0;
        own->contacts++;
    }
}

/* The pairs of one group, both ends; what was met is forgotten. */
static void pair_up(meeting *m, meeting *all, double *alike, double *count)
{
    *count += m->in * m->out - m->both;
    *alike += m->in * m->out;
    all->in += m->in;
    all->out += m->out;
    *m = (meeting){0};
}

static void count_pairs(brokers *b, uint32_t unit)
{
    const qp_arcs *joined = &b->joined;
    double *count = b->brokerage[unit].count;
    meeting own = b->meeting[b->group[unit]];
    meeting others = {0};
    double alike = 0;
    b->meeting[b->group[unit]] = (meeting){0};
    for (size_t a = joined->start[unit]; a < joined->start[unit + 1]; a++)
        if (b->group[joined->to[a]] != QP_NONE)
            pair_up(&b->meeting[b->group[joined->to[a]]], &others, &alike,
                    &count[QP_BROKER_ITINERANT]);
    count[QP_BROKER_COORDINATOR] = own.in * own.out - own.both;
    count[QP_BROKER_GATEKEEPER] = others.in * own.out;
    count[QP_BROKER_REPRESENTATIVE] = own.in * others.out;
    count[QP_BROKER_LIAISON] = others.in * others.out - alike;
}

/* ---- triangles */

/* Of two units of a triangle, by their places in it. */
static bool is_led(const brokers *b, const qp_triangle *t, size_t from,
                   size_t to)
{
    unsigned ways = b->ways[t->ties[3 - from - to]];
    return (ways & (from < to ? FORTH : BACK)) != 0;
}

/* a needs no v to come to b. */
static void take_off(brokers *b, const qp_triangle *t, size_t v, size_t from,
                     size_t to)
{
    const uint32_t *group = b->group;
    const uint32_t *units = t->units;
    if (is_led(b, t, from, v) && is_led(b, t, v, to) && is_led(b, t, from, to))
        b->brokerage[units[v]].count[role_of(
            group[units[from]], group[units[v]], group[units[to]])]--;
}

static void close(void *context, const qp_triangle *triangle)
{
    brokers *b = context;
    for (size_t k = 0; k < 3; k++)
        if (b->group[triangle->units[k]] == QP_NONE)
            return;
    for (size_t v = 0; v < 3; v++) {
        take_off(b, triangle, v, (v + 1) % 3, (v + 2) % 3);
        take_off(b, triangle, v, (v + 2) % 3, (v + 1) % 3);
    }
}

static void find_ways(brokers *b)
{
    const qp_tie_list *ties = &b->ties;
    for (uint32_t u = 0; u < ties->n; u++)
        for (size_t t = ties->start[u]; t < ties->start[u + 1]; t++) {
            bool forth = qp_arcs_lead(b->arcs, u, ties->to[t]);
            bool back = qp_arcs_lead(b->arcs, ties->to[t], u);
            b->ways[t] = (uint8_t)((forth ? FORTH : 0) | (back ? BACK : 0));
        }
}

/* ---- both */

static void count_unit(brokers *b, uint32_t unit)
{
    qp_brokerage *own = &b->brokerage[unit];
    *own = (qp_brokerage){0};
    if (b->group[unit] != QP_NONE) {
        meet(b, unit);
        count_pairs(b, unit);
        return;
    }
    for (size_t r = 0; r < QP_BROKER_ROLES; r++)
        own->count[r] = NAN;
}

static void count_all(brokers *b)
{
    for (uint32_t u = 0; u < b->arcs->n; u++)
        count_unit(b, u);
    find_ways(b);
    qp_triangles_visit(&b->ties, (qp_triangle_visitor){close, b});
}

static size_t group_count(const uint32_t group[], size_t n)
{
    size_t count = 0;
    for (size_t u = 0; u < n; u++)
        if (group[u] != QP_NONE && group[u] >= count)
            count = (size_t)group[u] + 1;
    return count;
}

qp_status qp_brokerage_of(const qp_arcs *arcs, const uint32_t group[],
                          qp_brokerage brokerage[], qp_error *err)
{
    brokers b = {.arcs = arcs, .group = group, .brokerage = brokerage};
    qp_status status = qp_arcs_join(arcs, &b.joined, err);
    if (status == QP_OK)
        status = qp_tie_list_make(&b.joined, &b.ties, err);
    b.ways = qp_acquire(b.ties.count, sizeof *b.ways);
    b.meeting = qp_acquire(group_count(group, arcs->n), sizeof *b.meeting);
    if (status == QP_OK && (b.ways == NULL || b.meeting == NULL))
        status = no_memory(arcs->n, err);
    if (status == QP_OK)
        count_all(&b);
    qp_release(b.ways);
    qp_release(b.meeting);
    qp_tie_list_clear(&b.ties);
    qp_arcs_clear(&b.joined);
    return status;
}
