/* SPDX-License-Identifier: MIT */
#include "graph/betweenness.h"

#include "core/memory.h"
#include "core/threads.h"

/* Sums are of pieces of sources, which no number of threads changes. */
enum { PIECES = 8 };

#define UNREACHED UINT32_MAX

/** What one piece works in. */
typedef struct {
    uint32_t *order; ///< [n] units in the order in which they are come to
    uint32_t *step;  ///< [n] steps from the source; UNREACHED
    double *paths;   ///< [n] shortest ones from the source
    double *share;   ///< [n] of paths from the source, to targets beyond
    double *sum;     ///< [n] of shares, over the sources of the piece
} room;

typedef struct {
    const qp_passage *passage;
    uint32_t *source; ///< [source_count] units
    size_t source_count;
    size_t piece_count;
    room rooms[PIECES];
} work;

/* -------------------------------------------------------------------- memory */

static bool acquire_room(size_t n, room *r)
{
    r->order = qp_acquire(n, sizeof *r->order);
    r->step = qp_acquire(n, sizeof *r->step);
    r->paths = qp_acquire(n, sizeof *r->paths);
    r->share = qp_acquire(n, sizeof *r->share);
    r->sum = qp_acquire(n, sizeof *r->sum);
    if (r->order == NULL || r->step == NULL || r->paths == NULL ||
        r->share == NULL || r->sum == NULL)
        return false;
    for (size_t u = 0; u < n; u++)
        r->step[u] = UNREACHED;
    return true;
}

static bool acquire(work *w)
{
    size_t n = w->passage->arcs->n;
    w->source = qp_acquire(n, sizeof *w->source);
    if (w->source == NULL)
        return false;
    for (uint32_t u = 0; u < n; u++)
        if (w->passage->source[u])
            w->source[w->source_count++] = u;
    w->piece_count = w->source_count < PIECES ? w->source_count : PIECES;
    for (size_t i = 0; i < w->piece_count; i++)
        if (!acquire_room(n, &w->rooms[i]))
            return false;
    return true;
}

static void release(work *w)
{
    for (size_t i = 0; i < PIECES; i++) {
        qp_release(w->rooms[i].order);
        qp_release(w->rooms[i].step);
        qp_release(w->rooms[i].paths);
        qp_release(w->rooms[i].share);
        qp_release(w->rooms[i].sum);
    }
    qp_release(w->source);
}

/* ------------------------------------------------------------------- sources */

/* Along one arc; returns where the order ends. */
static size_t look_at(room *r, uint32_t from, uint32_t to, size_t end)
{
    if (r->step[to] == UNREACHED) {
        r->step[to] = r->step[from] + 1;
        r->paths[to] = 0;
        r->order[end++] = to;
    }
    if (r->step[to] == r->step[from] + 1)
        r->paths[to] += r->paths[from];
    return end;
}

/* Returns how many units are come to, the source among them. */
static size_t spread(const qp_arcs *arcs, uint32_t source, room *r)
{
    size_t end = 1;
    r->order[0] = source;
    r->step[source] = 0;
    r->paths[source] = 1;
    for (size_t i = 0; i < end; i++) {
        uint32_t u = r->order[i];
        for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++)
            end = look_at(r, u, arcs->to[a], end);
    }
    return end;
}

/* Those farther away are done: of each next unit on the way, the part of its
 * paths that comes through here. */
static double share_of(const qp_passage *passage, const room *r, uint32_t u)
{
    const qp_arcs *arcs = passage->arcs;
    double share = 0;
    for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++) {
        uint32_t v = arcs->to[a];
        if (r->step[v] == r->step[u] + 1)
            share += r->paths[u] / r->paths[v] *
                     (r->share[v] + (passage->target[v] ? 1 : 0));
    }
    return share;
}

static void add_source(const qp_passage *passage, uint32_t source, room *r)
{
    size_t count = spread(passage->arcs, source, r);
    for (size_t i = count; i-- > 1;) {
        uint32_t u = r->order[i];
        r->share[u] = share_of(passage, r, u);
        r->sum[u] += r->share[u];
    }
    for (size_t i = 0; i < count; i++)
        r->step[r->order[i]] = UNREACHED;
}

static void add_piece(size_t piece, void *context)
{
    work *w = context;
    size_t end = (piece + 1) * w->source_count / w->piece_count;
    for (size_t i = piece * w->source_count / w->piece_count; i < end; i++)
        add_source(w->passage, w->source[i], &w->rooms[piece]);
}

qp_status qp_subset_betweenness(const qp_passage *passage, unsigned threads,
                                double value[], qp_error *err)
{
    size_t n = passage->arcs->n;
    work w = {.passage = passage};
    bool there = acquire(&w);
    if (there) {
        qp_parallel(w.piece_count, threads, add_piece, &w);
        for (size_t u = 0; u < n; u++) {
            value[u] = 0;
            for (size_t i = 0; i < w.piece_count; i++)
                value[u] += w.rooms[i].sum[u];
        }
    }
    release(&w);
    return there ? QP_OK
                 : qp_fail(err, QP_E_MEMORY,
                           "no memory for shortest paths among %zu units", n);
}
