/* SPDX-License-Identifier: MIT */
#include "figure/ring_map_walk.h"

#include <stdlib.h>

#include "core/memory.h"
#include "net/flow.h"

enum { FIRMS = 1 << QP_KIND_ENTERPRISE | 1 << QP_KIND_INSTITUTE };

/** A step that the walk may take. */
typedef struct {
    qp_row near;
    qp_row far;
    double weight;
    size_t link;
} step;

/** A walk being made. */
typedef struct {
    const qp_network *net;
    qp_ring_way way;
    qp_period window;
    unsigned kinds; ///< of actors that take part, bits 1 << qp_actor_kind
    step *steps;    ///< [count] by near, far, link
    size_t count;
    size_t *start; ///< [actors + 1] first step of each
    qp_row *queue; ///< [actors]
    size_t layers; ///< walked
    qp_ring_walk *walk;
} walker;

/* -------------------------------------------------------------------- steps */

/* Links alone make a network of regions. */
static unsigned kinds_of(const qp_network *net, qp_ring_way way)
{
    const unsigned regions = 1U << QP_KIND_REGION;
    for (size_t a = 0; a < net->actors.count; a++)
        if (1U << net->actors.kind[a] & FIRMS)
            return way == QP_RINGS_AROUND ? FIRMS | regions : FIRMS;
    return regions;
}

static bool is_walked(const walker *w, qp_row layer)
{
    double sense = w->net->layers.sense[layer];
    if (sense == QP_SENSE_RIVALRY || sense == QP_SENSE_RESTRICTION ||
        sense == QP_SENSE_GOVERNANCE)
        return false;
    return w->way == QP_RINGS_AROUND ||
           w->net->layers.role[layer] == QP_ROLE_SUPPLY;
}

static bool takes_part(const walker *w, qp_row actor)
{
    return (1U << w->net->actors.kind[actor] & w->kinds) != 0;
}

static bool is_step(const walker *w, qp_row layer, size_t link, double *weight)
{
    const qp_links *links = &w->net->links;
    return qp_link_presence(w->net, layer, link, w->window, weight) ==
               QP_LINK_PRESENT &&
           qp_link_is_cooperation(w->net, link) && *weight > 0 &&
           takes_part(w, links->from[link]) && takes_part(w, links->to[link]);
}

/* Goods come to the firm, so upstream is against the links. */
static void add_link(walker *w, qp_row layer, size_t link, double weight)
{
    qp_row from = w->net->links.from[link];
    qp_row to = w->net->links.to[link];
    bool both = w->way == QP_RINGS_AROUND || !w->net->layers.directed[layer];
    if (from == to)
        return;
    w->steps[w->count++] = (step){to, from, weight, link};
    if (both)
        w->steps[w->count++] = (step){from, to, weight, link};
}

static void add_layer(walker *w, qp_row layer)
{
    const size_t *start = w->net->layers.start;
    w->layers++;
    w->walk->layer = w->layers == 1 ? layer : QP_NONE;
    for (size_t l = start[layer]; l < start[layer + 1]; l++) {
        double weight = 0;
        if (is_step(w, layer, l, &weight))
            add_link(w, layer, l, weight);
    }
}

static int by_ends(const void *left, const void *right)
{
    const step *a = left;
    const step *b = right;
    if (a->near != b->near)
        return a->near < b->near ? -1 : 1;
    if (a->far != b->far)
        return a->far < b->far ? -1 : 1;
    return (a->link > b->link) - (a->link < b->link);
}

static void index_steps(walker *w)
{
    qsort(w->steps, w->count, sizeof *w->steps, by_ends);
    for (size_t a = 0, s = 0; a <= w->net->actors.count; a++) {
        while (s < w->count && w->steps[s].near < a)
            s++;
        w->start[a] = s;
    }
}

/* --------------------------------------------------------------------- walk */

static void visit_next(walker *w, qp_row actor, size_t *seen)
{
    uint32_t *distance = w->walk->distance;
    for (size_t s = w->start[actor]; s < w->start[actor + 1]; s++) {
        qp_row far = w->steps[s].far;
        if (distance[far] != QP_NONE)
            continue;
        distance[far] = distance[actor] + 1;
        w->queue[(*seen)++] = far;
    }
}

/* Else all who lead one region would be neighbours. */
static bool leads_on(const walker *w, qp_row actor, qp_row firm)
{
    return actor == firm || w->net->actors.kind[actor] != QP_KIND_REGION;
}

static void go(walker *w, qp_row firm)
{
    size_t seen = 0;
    for (size_t a = 0; a < w->net->actors.count; a++)
        w->walk->distance[a] = QP_NONE;
    w->walk->distance[firm] = 0;
    w->queue[seen++] = firm;
    for (size_t next = 0; next < seen; next++)
        if (leads_on(w, w->queue[next], firm))
            visit_next(w, w->queue[next], &seen);
}

/* --------------------------------------------------------------- inner ties */

static bool is_outward(const walker *w, const step *s, qp_row firm)
{
    const uint32_t *distance = w->walk->distance;
    return distance[s->near] != QP_NONE && leads_on(w, s->near, firm) &&
           distance[s->far] == distance[s->near] + 1;
}

/* Steps come by near, so of equal weights the first actor stays. */
static void hang(walker *w, const step *s, double weight)
{
    qp_ring_walk *walk = w->walk;
    double comparable = w->layers > 1 ? 1 : weight;
    walk->ties++;
    if (walk->inner[s->far] != QP_NONE && comparable <= walk->weight[s->far])
        return;
    walk->inner[s->far] = s->near;
    walk->weight[s->far] = comparable;
}

static bool is_same_pair(const step *a, const step *b)
{
    return a->near == b->near && a->far == b->far;
}

static void hang_all(walker *w, qp_row firm)
{
    size_t next = 0;
    for (size_t a = 0; a < w->net->actors.count; a++)
        w->walk->inner[a] = QP_NONE;
    for (size_t s = 0; s < w->count; s = next) {
        double weight = 0;
        bool outward = is_outward(w, &w->steps[s], firm);
        for (next = s;
             next < w->count && is_same_pair(&w->steps[s], &w->steps[next]);
             next++) {
            weight += w->steps[next].weight;
            w->walk->used[w->steps[next].link] |= outward;
        }
        if (outward)
            hang(w, &w->steps[s], weight);
    }
}

/* ---------------------------------------------------------------- interface */

static qp_status acquire(walker *w, qp_error *err)
{
    size_t actors = w->net->actors.count;
    size_t links = w->net->links.count;
    qp_ring_walk *walk = w->walk;
    w->steps = qp_acquire(2 * links, sizeof *w->steps);
    w->start = qp_acquire(actors + 1, sizeof *w->start);
    w->queue = qp_acquire(actors, sizeof *w->queue);
    walk->distance = qp_acquire(actors, sizeof *walk->distance);
    walk->inner = qp_acquire(actors, sizeof *walk->inner);
    walk->weight = qp_acquire(actors, sizeof *walk->weight);
    walk->used = qp_acquire(links, sizeof *walk->used);
    if (w->steps != NULL && w->start != NULL && w->queue != NULL &&
        walk->distance != NULL && walk->inner != NULL && walk->weight != NULL &&
        walk->used != NULL)
        return QP_OK;
    return qp_fail(err, QP_E_MEMORY, "no memory for the rings of %zu actors",
                   actors);
}

qp_status qp_ring_walk_from(const qp_network *net, qp_row firm, qp_ring_way way,
                            qp_period window, qp_ring_walk *walk, qp_error *err)
{
    walker w = {.net = net,
                .way = way,
                .window = window,
                .kinds = kinds_of(net, way),
                .walk = walk};
    *walk = (qp_ring_walk){.layer = QP_NONE};
    qp_status status = acquire(&w, err);
    for (qp_row layer = 0; layer < net->layers.count && status == QP_OK;
         layer++)
        if (is_walked(&w, layer))
            add_layer(&w, layer);
    if (status == QP_OK) {
        index_steps(&w);
        go(&w, firm);
        hang_all(&w, firm);
    }
    qp_release(w.steps);
    qp_release(w.start);
    qp_release(w.queue);
    return status;
}

void qp_ring_walk_clear(qp_ring_walk *walk)
{
    qp_release(walk->distance);
    qp_release(walk->inner);
    qp_release(walk->weight);
    qp_release(walk->used);
    *walk = (qp_ring_walk){0};
}
