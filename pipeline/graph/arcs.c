/* SPDX-License-Identifier: MIT */
#include "graph/arcs.h"

#include "core/memory.h"

static qp_status no_memory(size_t count, qp_error *err)
{
    return qp_fail(err, QP_E_MEMORY, "no memory for %zu arcs", count);
}

static bool acquire(size_t n, size_t count, qp_arcs *arcs)
{
    *arcs = (qp_arcs){.n = n, .count = count};
    arcs->start = qp_acquire(n + 1, sizeof *arcs->start);
    arcs->to = qp_acquire(count, sizeof *arcs->to);
    arcs->weight = qp_acquire(count, sizeof *arcs->weight);
    if (arcs->start != NULL && arcs->to != NULL && arcs->weight != NULL)
        return true;
    qp_arcs_clear(arcs);
    return false;
}

/* ------------------------------------------------------------------- sorting */

/* Counting sorts, by one end and then by the other, keep the order of the list
 * among parallel arcs: their weights are always summed in it. */

/** Where each unit's arcs begin, from how many it has. */
static void add_up(size_t n, size_t start[])
{
    size_t sum = 0;
    for (size_t u = 0; u < n; u++) {
        size_t own = start[u];
        start[u] = sum;
        sum += own;
    }
}

/* Afterwards start[u] is where the arcs of u end. */
static void sort_by_to(size_t n, const qp_arc list[], size_t count,
                       size_t start[], qp_arc sorted[])
{
    for (size_t u = 0; u < n; u++)
        start[u] = 0;
    for (size_t a = 0; a < count; a++)
        start[list[a].to]++;
    add_up(n, start);
    for (size_t a = 0; a < count; a++)
        sorted[start[list[a].to]++] = list[a];
}

static void sort_by_from(const qp_arc list[], size_t count, qp_arcs *arcs)
{
    for (size_t u = 0; u <= arcs->n; u++)
        arcs->start[u] = 0;
    for (size_t a = 0; a < count; a++)
        arcs->start[list[a].from]++;
    add_up(arcs->n, arcs->start);
    for (size_t a = 0; a < count; a++) {
        size_t place = arcs->start[list[a].from]++;
        arcs->to[place] = list[a].to;
        arcs->weight[place] = list[a].weight;
    }
}

/* start[u] is where the arcs of u end, and becomes where they begin. */
static void merge_parallels(qp_arcs *arcs)
{
    size_t kept = 0;
    size_t a = 0;
    for (size_t u = 0; u < arcs->n; u++) {
        size_t end = arcs->start[u];
        size_t first = kept;
        arcs->start[u] = first;
        for (; a < end; a++) {
            if (arcs->to[a] == u)
                continue;
            if (kept > first && arcs->to[kept - 1] == arcs->to[a]) {
                arcs->weight[kept - 1] += arcs->weight[a];
                continue;
            }
            arcs->to[kept] = arcs->to[a];
            arcs->weight[kept++] = arcs->weight[a];
        }
    }
    arcs->start[arcs->n] = kept;
    arcs->count = kept;
}

qp_status qp_arcs_make(size_t n, const qp_arc list[], size_t count,
                       qp_arcs *arcs, qp_error *err)
{
    qp_arcs made;
    qp_arc *sorted = qp_acquire(count, sizeof *sorted);
    if (sorted == NULL || !acquire(n, count, &made)) {
        qp_release(sorted);
        return no_memory(count, err);
    }
    sort_by_to(n, list, count, made.start, sorted);
    sort_by_from(sorted, count, &made);
    qp_release(sorted);
    merge_parallels(&made);
    *arcs = made;
    return QP_OK;
}

/* ------------------------------------------------------------------- turning */

/* The arcs as a list, each once or, to join, also turned round. */
static size_t list_arcs(const qp_arcs *arcs, bool forth, qp_arc list[])
{
    size_t count = 0;
    for (uint32_t u = 0; u < arcs->n; u++)
        for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++) {
            if (forth)
                list[count++] = (qp_arc){u, arcs->to[a], arcs->weight[a]};
            list[count++] = (qp_arc){arcs->to[a], u, arcs->weight[a]};
        }
    return count;
}

static qp_status remake(const qp_arcs *arcs, bool forth, qp_arcs *made,
                        qp_error *err)
{
    qp_arc *list = qp_acquire(arcs->count, (forth ? 2 : 1) * sizeof *list);
    if (list == NULL)
        return no_memory(arcs->count, err);
    size_t count = list_arcs(arcs, forth, list);
    qp_status status = qp_arcs_make(arcs->n, list, count, made, err);
    qp_release(list);
    return status;
}

qp_status qp_arcs_turn(const qp_arcs *arcs, qp_arcs *turned, qp_error *err)
{
    return remake(arcs, false, turned, err);
}

qp_status qp_arcs_join(const qp_arcs *arcs, qp_arcs *joined, qp_error *err)
{
    return remake(arcs, true, joined, err);
}

/* ------------------------------------------------------------------- looking */

bool qp_arcs_lead(const qp_arcs *arcs, uint32_t from, uint32_t to)
{
    size_t low = arcs->start[from];
    size_t high = arcs->start[from + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (arcs->to[middle] < to)
            low = middle + 1;
        else
            high = middle;
    }
    return low < arcs->start[from + 1] && arcs->to[low] == to;
}

void qp_arcs_clear(qp_arcs *arcs)
{
    qp_release(arcs->start);
    qp_release(arcs->to);
    qp_release(arcs->weight);
    *arcs = (qp_arcs){0};
}
