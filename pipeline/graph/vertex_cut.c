/* SPDX-License-Identifier: MIT */
#include "graph/vertex_cut.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"

#define NONE UINT32_MAX

/*
 * Unit u is two nodes: u, where it is come to, and n + u, where it is left. A
 * path may go from n + u to v along an arc, as often as it likes, and once from
 * u to n + u. What the paths so far leave open, the residual graph, is
 *
 *      n + u  ->  v                 along every arc
 *      u      ->  n + u             no path runs through u
 *      n + u  ->  u                 one does, and could be taken back
 *      u      ->  n + before[u]     the same
 *
 * No path comes back to a source or goes on from a target.
 */
typedef struct {
    const qp_passage *passage;
    const qp_arcs *arcs;
    uint32_t n;
    uint32_t *before; ///< [n] whence the path through a unit comes; NONE
    uint32_t *level;  ///< [2n] steps from the sources; 0: not reached, or seen
    uint32_t *queue;  ///< [2n] nodes
    size_t *next;     ///< [n] arc to look at next
    size_t count;     ///< paths
} flow;

static bool acquire(const qp_passage *passage, flow *f)
{
    size_t n = passage->arcs->n;
    assert(n < NONE / 2);
    *f = (flow){.passage = passage, .arcs = passage->arcs, .n = (uint32_t)n};
    f->before = qp_acquire(n, sizeof *f->before);
    f->level = qp_acquire(n, 2 * sizeof *f->level);
    f->queue = qp_acquire(n, 2 * sizeof *f->queue);
    f->next = qp_acquire(n, sizeof *f->next);
    if (f->before == NULL || f->level == NULL || f->queue == NULL ||
        f->next == NULL)
        return false;
    for (size_t u = 0; u < n; u++)
        f->before[u] = NONE;
    return true;
}

static void release(flow *f)
{
    qp_release(f->before);
    qp_release(f->level);
    qp_release(f->queue);
    qp_release(f->next);
}

static void forget_levels(flow *f)
{
    memset(f->level, 0, f->n * (2 * sizeof *f->level));
}

/* Where a unit that is come to leads. */
static uint32_t onward(const flow *f, uint32_t u)
{
    return f->n + (f->before[u] == NONE ? u : f->before[u]);
}

/* -------------------------------------------------------------------- levels */

static void reach(flow *f, uint32_t node, uint32_t level, size_t *end)
{
    if (f->level[node] != 0)
        return;
    f->level[node] = level;
    f->queue[(*end)++] = node;
}

/* Returns whether a target is next. */
static bool leave(flow *f, uint32_t u, size_t *end)
{
    uint32_t level = f->level[f->n + u] + 1;
    bool over = false;
    if (f->before[u] != NONE)
        reach(f, u, level, end);
    for (size_t a = f->arcs->start[u]; a < f->arcs->start[u + 1]; a++) {
        uint32_t v = f->arcs->to[a];
        if (f->passage->target[v])
            over = true;
        else if (!f->passage->source[v])
            reach(f, v, level, end);
    }
    return over;
}

/* Reach all that can be; is a target among it? */
static bool measure(flow *f)
{
    size_t end = 0;
    bool over = false;
    forget_levels(f);
    for (uint32_t u = 0; u < f->n; u++)
        if (f->passage->source[u])
            reach(f, f->n + u, 1, &end);
    for (size_t i = 0; i < end; i++) {
        uint32_t node = f->queue[i];
        if (node < f->n)
            reach(f, onward(f, node), f->level[node] + 1, &end);
        else if (leave(f, node - f->n, &end))
            over = true;
    }
    return over;
}

/* --------------------------------------------------------------------- paths */

/* A node of this level to which a node leads; `2n`: over to a target; NONE. */
static uint32_t step(flow *f, uint32_t node, uint32_t level)
{
    if (node < f->n)
        return f->level[onward(f, node)] == level ? onward(f, node) : NONE;
    uint32_t u = node - f->n;
    if (f->before[u] != NONE && f->level[u] == level)
        return u;
    for (; f->next[u] < f->arcs->start[u + 1]; f->next[u]++) {
        uint32_t v = f->arcs->to[f->next[u]];
        if (f->passage->target[v])
            return 2 * f->n;
        if (!f->passage->source[v] && f->level[v] == level)
            return v;
    }
    return NONE;
}

/* Run a path along nodes: one that comes back to the unit that it leaves takes
 * away the path through it. */
static void lay(flow *f, uint32_t from, const uint32_t nodes[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t node = nodes[i];
        if (node < f->n)
            f->before[node] = from == node ? NONE : from;
        else
            from = node - f->n;
    }
    f->count++;
}

/* From a unit next to a source, up by one level a step. A node that was looked
 * at is not looked at again: either a path runs through it, or none can. */
static void follow(flow *f, uint32_t source, uint32_t first)
{
    uint32_t *path = f->queue;
    size_t height = 1;
    path[0] = first;
    f->level[first] = 0;
    while (height > 0) {
        uint32_t node = step(f, path[height - 1], (uint32_t)height + 2);
        if (node == 2 * f->n) {
            lay(f, source, path, height);
            return;
        }
        if (node == NONE) {
            height--;
            continue;
        }
        f->level[node] = 0;
        path[height++] = node;
    }
}

/* Run paths until none is left that goes up by one level a step. */
static void run_paths(flow *f)
{
    const qp_arcs *arcs = f->arcs;
    memcpy(f->next, arcs->start, f->n * sizeof *f->next);
    for (uint32_t s = 0; s < f->n; s++)
        for (size_t a = arcs->start[s];
             f->passage->source[s] && a < arcs->start[s + 1]; a++) {
            uint32_t v = arcs->to[a];
            if (!f->passage->source[v] && f->level[v] == 2)
                follow(f, s, v);
        }
}

/* --------------------------------------------------------------------- a cut */

static bool is_direct(const qp_passage *passage)
{
    const qp_arcs *arcs = passage->arcs;
    for (size_t u = 0; u < arcs->n; u++) {
        if (!passage->source[u])
            continue;
        if (passage->target[u])
            return true;
        for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++)
            if (passage->target[arcs->to[a]])
                return true;
    }
    return false;
}

/* The units that are come to and cannot be left. */
static bool list_members(const flow *f, qp_vertex_cut *cut)
{
    cut->member = qp_acquire(f->count, sizeof *cut->member);
    if (cut->member == NULL)
        return false;
    for (uint32_t u = 0; u < f->n; u++)
        if (f->level[u] != 0 && f->level[f->n + u] == 0)
            cut->member[cut->size++] = u;
    assert(cut->size == f->count);
    return true;
}

/* ------------------------------------------------------------------ all cuts */

/*
 * A place is a unit of a path; those of path i are first[i] .. first[i + 1] - 1
 * in the order in which it runs. A cut has on its near side the places of each
 * path up to one, which it takes away, and with each place all that this leads
 * to in the residual graph.
 */
typedef struct {
    flow *f;
    qp_arcs turned;
    size_t paths;
    size_t *first;   ///< [paths + 1]
    uint32_t *unit;  ///< [n] of a place
    uint32_t *place; ///< [n] of a unit; NONE: no path runs through it
    uint32_t *after; ///< [n] the next unit of the path; NONE
    uint32_t *need;  ///< [places * paths] last place of a path that a place
                     ///< leads to; before its first: none
    uint32_t *last;  ///< [paths] last place that does not lead to a target
    uint32_t *taken; ///< [paths] by the cut at hand
    uint32_t *least; ///< [(paths + 1) * paths] taken at least, after so many
                     ///< paths of the cut at hand
} tally;

static bool acquire_tally(flow *f, tally *t)
{
    size_t k = f->count;
    *t = (tally){.f = f, .paths = k};
    t->first = qp_acquire(k + 1, sizeof *t->first);
    t->unit = qp_acquire(f->n, sizeof *t->unit);
    t->place = qp_acquire(f->n, sizeof *t->place);
    t->after = qp_acquire(f->n, sizeof *t->after);
    t->last = qp_acquire(k, sizeof *t->last);
    t->taken = qp_acquire(k, sizeof *t->taken);
    t->least = qp_acquire(k + 1, k * sizeof *t->least);
    return t->first != NULL && t->unit != NULL && t->place != NULL &&
           t->after != NULL && t->last != NULL && t->taken != NULL &&
           t->least != NULL;
}

static void release_tally(tally *t)
{
    qp_arcs_clear(&t->turned);
    qp_release(t->first);
    qp_release(t->unit);
    qp_release(t->place);
    qp_release(t->after);
    qp_release(t->need);
    qp_release(t->last);
    qp_release(t->taken);
    qp_release(t->least);
}

static bool list_places(tally *t)
{
    const flow *f = t->f;
    uint32_t places = 0;
    size_t path = 0;
    for (uint32_t u = 0; u < f->n; u++)
        t->after[u] = t->place[u] = NONE;
    for (uint32_t u = 0; u < f->n; u++)
        if (f->before[u] != NONE && !f->passage->source[f->before[u]])
            t->after[f->before[u]] = u;
    for (uint32_t u = 0; u < f->n; u++) {
        if (f->before[u] == NONE || !f->passage->source[f->before[u]])
            continue;
        t->first[path++] = places;
        for (uint32_t v = u; v != NONE; v = t->after[v]) {
            t->unit[places] = v;
            t->place[v] = places++;
        }
    }
    t->first[path] = places;
    t->need = qp_acquire(places, t->paths * sizeof *t->need);
    return t->need != NULL;
}

/* ---- what leads to a node: searches against the residual graph */

/* level[node] becomes 1 where it leads to where the search began. */
static void mark(flow *f, uint32_t node, size_t *end)
{
    reach(f, node, 1, end);
}

static void mark_leading(const tally *t, uint32_t node, size_t *end)
{
    flow *f = t->f;
    uint32_t u = node < f->n ? node : node - f->n;
    bool used = f->before[u] != NONE;
    if (node >= f->n) {
        uint32_t entry = used ? t->after[u] : u;
        if (entry != NONE)
            mark(f, entry, end);
        return;
    }
    if (used)
        mark(f, f->n + u, end);
    for (size_t a = t->turned.start[u]; a < t->turned.start[u + 1]; a++) {
        uint32_t v = t->turned.to[a];
        if (!f->passage->source[v] && !f->passage->target[v])
            mark(f, f->n + v, end);
    }
}

/* Go on from queue[0 .. end - 1]; returns where the queue ends. */
static size_t search_back(const tally *t, size_t end)
{
    for (size_t i = 0; i < end; i++)
        mark_leading(t, t->f->queue[i], &end);
    return end;
}

/* A place that leads to a target is on the far side of every cut. */
static void find_last(tally *t)
{
    flow *f = t->f;
    size_t end = 0;
    forget_levels(f);
    for (uint32_t v = 0; v < f->n; v++)
        for (size_t a = t->turned.start[v];
             f->passage->target[v] && a < t->turned.start[v + 1]; a++)
            if (!f->passage->target[t->turned.to[a]])
                mark(f, f->n + t->turned.to[a], &end);
    search_back(t, end);
    for (size_t i = 0; i < t->paths; i++) {
        size_t p = t->first[i];
        while (p + 1 < t->first[i + 1] && f->level[t->unit[p + 1]] == 0)
            p++;
        t->last[i] = (uint32_t)p;
    }
}

/* What leads to a later place is found first, and looked at once. */
static void find_needs_of(tally *t, size_t path)
{
    flow *f = t->f;
    forget_levels(f);
    for (size_t p = t->first[path + 1]; p-- > t->first[path];) {
        size_t end = 0;
        mark(f, t->unit[p], &end);
        end = search_back(t, end);
        for (size_t i = 0; i < end; i++) {
            uint32_t node = f->queue[i];
            if (node < f->n && t->place[node] != NONE)
                t->need[t->place[node] * t->paths + path] = (uint32_t)p;
        }
    }
}

/* ---- cuts, one path after the other */

/* Before any path is chosen: the cut nearest the sources. */
static void begin_with(tally *t, const qp_vertex_cut *cut)
{
    for (size_t i = 0; i < cut->size; i++) {
        uint32_t place = t->place[cut->member[i]];
        size_t path = 0;
        while (place >= t->first[path + 1])
            path++;
        t->least[path] = place;
    }
}

/* Take a place of a path away, or the next one that can be: what it needs is
 * on the near side as well. False where this goes past what was taken of an
 * earlier path, or over. */
static bool take(tally *t, size_t path)
{
    size_t k = t->paths;
    const uint32_t *need = t->need + t->taken[path] * k;
    const uint32_t *before = t->least + path * k;
    uint32_t *least = t->least + (path + 1) * k;
    if (t->taken[path] > t->last[path])
        return false;
    /* A place and the one that it needs of its own path need the same. */
    t->taken[path] = need[path];
    for (size_t i = 0; i < k; i++) {
        least[i] = before[i] > need[i] ? before[i] : need[i];
        if (i <= path && least[i] > t->taken[i])
            return false;
    }
    return true;
}

/* Every choice that take allows is of some cut, the one that takes the least
 * of the later paths: no choice is made in vain, and no cut comes twice. */
static double count_cuts(tally *t, size_t most)
{
    size_t count = 0;
    size_t path = 0;
    t->taken[0] = t->least[0];
    for (bool done = false; !done && count <= most;) {
        if (!take(t, path)) {
            done = path == 0;
            path -= done ? 0 : 1;
            t->taken[path]++;
        } else if (path + 1 < t->paths) {
            path++;
            t->taken[path] = t->least[path * t->paths + path];
        } else {
            t->taken[path]++;
            count++;
        }
    }
    return count <= most ? (double)count : NAN;
}

static qp_status count_all(flow *f, size_t most, qp_vertex_cut *cut,
                           qp_error *err)
{
    tally t;
    qp_status status = acquire_tally(f, &t) && list_places(&t)
                           ? QP_OK
                           : qp_fail(err, QP_E_MEMORY,
                                     "no memory for all smallest cuts");
    if (status == QP_OK)
        status = qp_arcs_turn(f->arcs, &t.turned, err);
    if (status == QP_OK) {
        begin_with(&t, cut);
        find_last(&t);
        for (size_t path = 0; path < t.paths; path++)
            find_needs_of(&t, path);
        cut->count = count_cuts(&t, most);
    }
    release_tally(&t);
    return status;
}

/* ------------------------------------------------------------------- finding */

static qp_status find(flow *f, qp_cut_limit limit, qp_vertex_cut *cut,
                      qp_error *err)
{
    while (measure(f))
        run_paths(f);
    if (!list_members(f, cut))
        return qp_fail(err, QP_E_MEMORY, "no memory for a cut of %zu units",
                       f->count);
    cut->count = cut->size == 0 ? 1 : NAN;
    if (cut->size == 0 || cut->size > limit.size)
        return QP_OK;
    return count_all(f, limit.count, cut, err);
}

qp_status qp_vertex_cut_find(const qp_passage *passage, qp_cut_limit limit,
                             qp_vertex_cut *cut, qp_error *err)
{
    flow f = {0};
    qp_vertex_cut made = {.direct = is_direct(passage)};
    if (made.direct) {
        *cut = made;
        return QP_OK;
    }
    qp_status status = acquire(passage, &f)
                           ? find(&f, limit, &made, err)
                           : qp_fail(err, QP_E_MEMORY,
                                     "no memory for paths among %zu units",
                                     passage->arcs->n);
    release(&f);
    if (status == QP_OK)
        *cut = made;
    else
        qp_vertex_cut_clear(&made);
    return status;
}

void qp_vertex_cut_clear(qp_vertex_cut *cut)
{
    qp_release(cut->member);
    *cut = (qp_vertex_cut){0};
}
