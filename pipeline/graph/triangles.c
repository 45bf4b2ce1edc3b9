/* SPDX-License-Identifier: MIT */
#include "graph/triangles.h"

#include "core/memory.h"

enum { NO_TIE }; ///< ties that are seen are numbered from 1

/* ------------------------------------------------------------------- making */

static size_t degree(const qp_arcs *joined, uint32_t unit)
{
    return joined->start[unit + 1] - joined->start[unit];
}

/* Is a tie kept at this end of it? */
static bool leads(const qp_arcs *joined, uint32_t from, uint32_t to)
{
    size_t own = degree(joined, from);
    size_t other = degree(joined, to);
    return own < other || (own == other && from < to);
}

static void fill(const qp_arcs *joined, qp_tie_list *ties)
{
    size_t count = 0;
    for (uint32_t u = 0; u < joined->n; u++) {
        ties->start[u] = count;
        for (size_t a = joined->start[u]; a < joined->start[u + 1]; a++)
            if (leads(joined, u, joined->to[a]))
                ties->to[count++] = joined->to[a];
    }
    ties->start[joined->n] = count;
}

qp_status qp_tie_list_make(const qp_arcs *joined, qp_tie_list *ties,
                           qp_error *err)
{
    qp_tie_list made = {.n = joined->n, .count = joined->count / 2};
    made.start = qp_acquire(made.n + 1, sizeof *made.start);
    made.to = qp_acquire(made.count, sizeof *made.to);
    made.seen = qp_acquire(made.n, sizeof *made.seen);
    if (made.start == NULL || made.to == NULL || made.seen == NULL) {
        qp_tie_list_clear(&made);
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu ties",
                       joined->count / 2);
    }
    fill(joined, &made);
    *ties = made;
    return QP_OK;
}

void qp_tie_list_clear(qp_tie_list *ties)
{
    qp_release(ties->start);
    qp_release(ties->to);
    qp_release(ties->seen);
    *ties = (qp_tie_list){0};
}

/* ----------------------------------------------------------------- visiting */

/* Remember the ties of a unit by their other ends, or forget them. */
static void mark(const qp_tie_list *ties, uint32_t unit, bool seen)
{
    for (size_t t = ties->start[unit]; t < ties->start[unit + 1]; t++)
        ties->seen[ties->to[t]] = seen ? t + 1 : NO_TIE;
}

/* Triangles over one tie of the unit marked. */
static void close(const qp_tie_list *ties, uint32_t unit, size_t tie,
                  const qp_triangle_visitor *visitor)
{
    uint32_t second = ties->to[tie];
    for (size_t t = ties->start[second]; t < ties->start[second + 1]; t++) {
        uint32_t third = ties->to[t];
        if (ties->seen[third] == NO_TIE)
            continue;
        qp_triangle found = {{unit, second, third},
                             {t, ties->seen[third] - 1, tie}};
        visitor->visit(visitor->context, &found);
    }
}

void qp_triangles_visit(const qp_tie_list *ties, qp_triangle_visitor visitor)
{
    for (uint32_t u = 0; u < ties->n; u++) {
        mark(ties, u, true);
        for (size_t t = ties->start[u]; t < ties->start[u + 1]; t++)
            close(ties, u, t, &visitor);
        mark(ties, u, false);
    }
}
