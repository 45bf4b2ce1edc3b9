/* SPDX-License-Identifier: MIT */
#include "graph/strong.h"

#include "core/memory.h"

#define UNSEEN UINT32_MAX

/** A search in depth on its way. Units come to the stack when they are found,
 * and leave it when the part they are in is complete. */
typedef struct {
    const qp_arcs *arcs;
    const bool *dead_end;
    uint32_t *found;  ///< [n] when, from 0; UNSEEN
    uint32_t *lowest; ///< [n] the earliest unit of the stack it leads back to
    uint32_t *stack;  ///< [n]
    uint32_t *path;   ///< [n] from where the search began to where it is
    size_t *next;     ///< [n] the arc of each to be looked at next
    uint32_t seen;    ///< units found
    size_t height;    ///< of the stack
    size_t depth;     ///< of the path
} search;

static void forget(search *s)
{
    qp_release(s->found);
    qp_release(s->lowest);
    qp_release(s->stack);
    qp_release(s->path);
    qp_release(s->next);
}

static bool begin(search *s)
{
    size_t n = s->arcs->n;
    s->found = qp_acquire(n, sizeof *s->found);
    s->lowest = qp_acquire(n, sizeof *s->lowest);
    s->stack = qp_acquire(n, sizeof *s->stack);
    s->path = qp_acquire(n, sizeof *s->path);
    s->next = qp_acquire(n, sizeof *s->next);
    if (s->found == NULL || s->lowest == NULL || s->stack == NULL ||
        s->path == NULL || s->next == NULL)
        return false;
    for (size_t u = 0; u < n; u++)
        s->found[u] = UNSEEN;
    return true;
}

static bool acquire(size_t n, qp_strong *strong)
{
    *strong = (qp_strong){0};
    strong->start = qp_acquire(n + 1, sizeof *strong->start);
    strong->unit = qp_acquire(n, sizeof *strong->unit);
    strong->part = qp_acquire(n, sizeof *strong->part);
    if (strong->start != NULL && strong->unit != NULL && strong->part != NULL)
        return true;
    qp_strong_clear(strong);
    return false;
}

/* -------------------------------------------------------------------- search */

static void come_to(search *s, uint32_t unit)
{
    s->found[unit] = s->lowest[unit] = s->seen++;
    s->stack[s->height++] = unit;
    s->path[s->depth++] = unit;
    s->next[unit] = s->arcs->start[unit];
}

static void lower(search *s, uint32_t unit, uint32_t to)
{
    if (to < s->lowest[unit])
        s->lowest[unit] = to;
}

/* Later parts are complete first: parts and their units are filled in from the
 * end. Units of the stack have no part yet. */
static void complete(search *s, uint32_t unit, qp_strong *strong, size_t *free)
{
    uint32_t taken = UNSEEN;
    while (taken != unit) {
        taken = s->stack[--s->height];
        strong->unit[--*free] = taken;
        strong->part[taken] = (uint32_t)strong->count;
    }
    strong->start[strong->count++] = *free;
}

/* One arc onwards, or one unit back. */
static void step(search *s, qp_strong *strong, size_t *free)
{
    uint32_t unit = s->path[s->depth - 1];
    bool ends = s->dead_end != NULL && s->dead_end[unit];
    if (!ends && s->next[unit] < s->arcs->start[unit + 1]) {
        uint32_t to = s->arcs->to[s->next[unit]++];
        if (s->found[to] == UNSEEN)
            come_to(s, to);
        else if (strong->part[to] == UNSEEN)
            lower(s, unit, s->found[to]);
        return;
    }
    s->depth--;
    if (s->lowest[unit] == s->found[unit])
        complete(s, unit, strong, free);
    if (s->depth > 0)
        lower(s, s->path[s->depth - 1], s->lowest[unit]);
}

/* The parts were counted from the last. */
static void turn_round(size_t n, qp_strong *strong)
{
    size_t count = strong->count;
    for (size_t u = 0; u < n; u++)
        strong->part[u] = (uint32_t)(count - 1 - strong->part[u]);
    for (size_t p = 0; p < count / 2; p++) {
        size_t start = strong->start[p];
        strong->start[p] = strong->start[count - 1 - p];
        strong->start[count - 1 - p] = start;
    }
    strong->start[count] = n;
}

qp_status qp_strong_find(const qp_arcs *arcs, const bool dead_end[],
                         qp_strong *strong, qp_error *err)
{
    size_t n = arcs->n;
    search s = {.arcs = arcs, .dead_end = dead_end};
    qp_strong made;
    if (!begin(&s) || !acquire(n, &made)) {
        forget(&s);
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu units", n);
    }
    size_t free = n;
    for (size_t u = 0; u < n; u++)
        made.part[u] = UNSEEN;
    for (uint32_t u = 0; u < n; u++) {
        if (s.found[u] == UNSEEN)
            come_to(&s, u);
        while (s.depth > 0)
            step(&s, &made, &free);
    }
    turn_round(n, &made);
    forget(&s);
    *strong = made;
    return QP_OK;
}

void qp_strong_clear(qp_strong *strong)
{
    qp_release(strong->start);
    qp_release(strong->unit);
    qp_release(strong->part);
    *strong = (qp_strong){0};
}
