/* SPDX-License-Identifier: MIT */
#include "metric/core_null.h"

#include <string.h>

#include "core/memory.h"
#include "graph/shells.h"

bool qp_core_null_is_told(size_t ties, size_t replicates)
{
    double trials = QP_REWIRE_BURN_IN + QP_REWIRE_TRIALS * (double)replicates;
    return trials * (double)ties <= QP_CORE_NULL_TRIALS;
}

/* -------------------------------------------------------------------- making */

static size_t list(const qp_arcs *joined, qp_tie_ends ties[])
{
    size_t count = 0;
    for (uint32_t u = 0; u < joined->n; u++)
        for (size_t a = joined->start[u]; a < joined->start[u + 1]; a++)
            if (u < joined->to[a])
                ties[count++] = (qp_tie_ends){u, joined->to[a]};
    return count;
}

qp_status qp_core_null_make(const qp_arcs *joined, qp_core_null *null,
                            qp_error *err)
{
    size_t count = joined->count / 2;
    qp_stream stream = qp_stream_start(0, 0);
    qp_core_null made = {.joined = joined};
    uint64_t *room = qp_acquire(qp_rewire_room(count), sizeof *room);
    made.ties = qp_acquire(count, sizeof *made.ties);
    bool ready = room != NULL && made.ties != NULL;
    if (ready) {
        made.count = list(joined, made.ties);
        qp_rewire(made.ties, made.count,
                  QP_REWIRE_BURN_IN * (uint64_t)made.count, &stream, room);
        *null = made;
    } else {
        qp_core_null_clear(&made);
    }
    qp_release(room);
    return ready ? QP_OK
                 : qp_fail(err, QP_E_MEMORY, "no memory for %zu ties", count);
}

void qp_core_null_clear(qp_core_null *null)
{
    qp_release(null->ties);
    *null = (qp_core_null){0};
}

/* ------------------------------------------------------------------- drawing */

/** A graph drawn, and what is worked in. */
typedef struct {
    uint64_t *table;    ///< [qp_rewire_room]
    qp_tie_ends *ties;  ///< [count]
    uint32_t *to;       ///< [2 count] arcs, at the places of the graph observed
    uint32_t *coreness; ///< [n] before: arcs of each unit placed so far
    uint32_t *shells;   ///< [qp_shells_room]
} graph;

static graph graph_in(const qp_core_null *null, void *room)
{
    graph g = {.table = room};
    g.ties = (qp_tie_ends *)(g.table + qp_rewire_room(null->count));
    g.to = (uint32_t *)(g.ties + null->count);
    g.coreness = g.to + 2 * null->count;
    g.shells = g.coreness + null->joined->n;
    return g;
}

size_t qp_core_null_room(const qp_core_null *null)
{
    size_t n = null->joined->n;
    return qp_rewire_room(null->count) * sizeof(uint64_t) +
           null->count * sizeof(qp_tie_ends) +
           (2 * null->count + n + qp_shells_room(n)) * sizeof(uint32_t);
}

/* Each unit has as many ties as it had: where its arcs begin stays. */
static void place(const qp_core_null *null, graph *g)
{
    const size_t *start = null->joined->start;
    memset(g->coreness, 0, null->joined->n * sizeof *g->coreness);
    for (size_t t = 0; t < null->count; t++) {
        qp_tie_ends tie = g->ties[t];
        g->to[start[tie.a] + g->coreness[tie.a]++] = tie.b;
        g->to[start[tie.b] + g->coreness[tie.b]++] = tie.a;
    }
}

double qp_core_null_draw(const qp_core_null *null, qp_stream *stream,
                         void *room)
{
    graph g = graph_in(null, room);
    const qp_arcs *joined = null->joined;
    memcpy(g.ties, null->ties, null->count * sizeof *g.ties);
    qp_rewire(g.ties, null->count, QP_REWIRE_TRIALS * (uint64_t)null->count,
              stream, g.table);
    place(null, &g);
    qp_shells(joined->n, joined->start, g.to, g.shells, g.coreness);
    qp_core_rim parts = qp_core_rim_of(joined->n, joined->start, g.to,
                                       g.coreness);
    return qp_core_rim_fit(&parts);
}
