/* SPDX-License-Identifier: MIT */
#include "graph/components.h"

#include <stdbool.h>
#include <string.h>

/* ---------------------------------------------------------------------- weak */

/* The first unit of the tree that u is in; the path to it is halved. */
static size_t first_of(double parent[], size_t u)
{
    while (parent[u] < (double)u) {
        parent[u] = parent[(size_t)parent[u]];
        u = (size_t)parent[u];
    }
    return u;
}

static void join(double parent[], size_t u, size_t v)
{
    size_t first = first_of(parent, u);
    size_t other = first_of(parent, v);
    if (first < other)
        parent[other] = (double)first;
    else
        parent[first] = (double)other;
}

size_t qp_weak_components(size_t n, const double weight[], double component[])
{
    size_t count = 0;
    for (size_t u = 0; u < n; u++)
        component[u] = (double)u;
    for (size_t u = 0; u < n; u++)
        for (size_t v = 0; v < n; v++)
            if (weight[u * n + v] > 0)
                join(component, u, v);
    for (size_t u = 0; u < n; u++)
        component[u] = (double)first_of(component, u);
    /* The first unit of a part comes before the others and has its number. */
    for (size_t u = 0; u < n; u++)
        component[u] = component[u] < (double)u
                           ? component[(size_t)component[u]]
                           : (double)count++;
    return count;
}

/* -------------------------------------------------------------------- strong */

#define OPEN (-1.0) ///< visited, its component still growing

/** A search in depth, on a stack of its own. Units are counted from 1 in the
 * order in which they are come to; 0: not yet. */
typedef struct {
    size_t n;
    const double *weight;
    double *component; ///< [n] OPEN until it is complete
    double *order;     ///< [n]
    double *low;       ///< [n] least order known to be reached from here
    double *caller;    ///< [n] from which a unit was come to
    double *next;      ///< [n] the link to look at next
    double *stack;     ///< [n] units of components that still grow
    size_t height;
    size_t seen;
    size_t count;
} search;

size_t qp_strong_room(size_t n)
{
    return 5 * n;
}

static void come_to(search *s, size_t u, size_t caller)
{
    s->order[u] = (double)++s->seen;
    s->low[u] = s->order[u];
    s->caller[u] = (double)caller;
    s->next[u] = 0;
    s->component[u] = OPEN;
    s->stack[s->height++] = (double)u;
}

static void lower(search *s, size_t u, double order)
{
    if (order < s->low[u])
        s->low[u] = order;
}

/* Along the links of u to a unit not yet come to, or n. */
static size_t look_on(search *s, size_t u)
{
    const double *row = s->weight + u * s->n;
    size_t v = (size_t)s->next[u];
    for (; v < s->n; v++) {
        if (!(row[v] > 0))
            continue;
        if (!(s->order[v] > 0))
            break;
        if (s->component[v] <= OPEN)
            lower(s, u, s->order[v]);
    }
    s->next[u] = (double)v;
    return v;
}

/* Nothing before u is reached from it: what was come to since is its own. */
static void complete(search *s, size_t u)
{
    size_t top = u;
    if (s->low[u] < s->order[u])
        return;
    do {
        top = (size_t)s->stack[--s->height];
        s->component[top] = (double)s->count;
    } while (top != u);
    s->count++;
}

static void search_from(search *s, size_t root)
{
    size_t u = root;
    come_to(s, root, root);
    for (bool done = false; !done;) {
        size_t v = look_on(s, u);
        if (v < s->n) {
            come_to(s, v, u);
            u = v;
            continue;
        }
        size_t caller = (size_t)s->caller[u];
        complete(s, u);
        lower(s, caller, s->low[u]);
        done = u == root;
        u = caller;
    }
}

size_t qp_strong_components(size_t n, const double weight[], double work[],
                            double component[])
{
    search s = {.n = n, .weight = weight};
    s.component = component;
    s.order = work;
    s.low = work + n;
    s.caller = work + 2 * n;
    s.next = work + 3 * n;
    s.stack = work + 4 * n;
    memset(s.order, 0, n * sizeof *s.order);
    for (size_t u = 0; u < n; u++)
        if (!(s.order[u] > 0))
            search_from(&s, u);
    return s.count;
}

/* --------------------------------------------------------------------- reach */

void qp_mark_leading(size_t n, const double weight[], double work[],
                     double mark[])
{
    size_t next = 0;
    size_t end = 0;
    for (size_t u = 0; u < n; u++)
        if (mark[u] > 0)
            work[end++] = (double)u;
    while (next < end) {
        size_t v = (size_t)work[next++];
        for (size_t u = 0; u < n; u++)
            if (!(mark[u] > 0) && weight[u * n + v] > 0) {
                mark[u] = 1;
                work[end++] = (double)u;
            }
    }
}
