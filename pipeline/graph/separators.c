/* SPDX-License-Identifier: MIT */
#include "graph/separators.h"

#include <math.h>

#include "core/memory.h"
#include "core/sum.h"

#define NOT_YET UINT32_MAX

/** A search in depth. Units are numbered in the order in which they are come
 * to; those that are come to from a unit, or from these, follow it. */
typedef struct {
    const qp_arcs *arcs;
    uint32_t *order;  ///< [n] number of a unit; NOT_YET
    uint32_t seen;    ///< units come to
    uint32_t *unit;   ///< [n] by number, as all that follow
    uint32_t *caller; ///< [n] number from which it was come to; its own: none
    uint32_t *root;   ///< [n] number of the first unit of the component
    uint32_t *low;    ///< [n] least number tied to it or to one that follows it
    uint32_t *end;    ///< [n] past the last one that follows it
    size_t *next;     ///< [n] arc to look at next
    qp_sum *worth;    ///< [n + 1] of all before
    uint32_t *known;  ///< [n + 1] of how many of them the worth is known
} search;

static bool acquire(size_t n, search *s)
{
    s->order = qp_acquire(n, sizeof *s->order);
    s->unit = qp_acquire(n, sizeof *s->unit);
    s->caller = qp_acquire(n, sizeof *s->caller);
    s->root = qp_acquire(n, sizeof *s->root);
    s->low = qp_acquire(n, sizeof *s->low);
    s->end = qp_acquire(n, sizeof *s->end);
    s->next = qp_acquire(n, sizeof *s->next);
    s->worth = qp_acquire(n + 1, sizeof *s->worth);
    s->known = qp_acquire(n + 1, sizeof *s->known);
    return s->order != NULL && s->unit != NULL && s->caller != NULL &&
           s->root != NULL && s->low != NULL && s->end != NULL &&
           s->next != NULL && s->worth != NULL && s->known != NULL;
}

static void release(search *s)
{
    qp_release(s->order);
    qp_release(s->unit);
    qp_release(s->caller);
    qp_release(s->root);
    qp_release(s->low);
    qp_release(s->end);
    qp_release(s->next);
    qp_release(s->worth);
    qp_release(s->known);
}

/* ----------------------------------------------------------------- searching */

static uint32_t come_to(search *s, uint32_t unit)
{
    uint32_t p = s->seen++;
    s->order[unit] = p;
    s->unit[p] = unit;
    s->caller[p] = s->root[p] = s->low[p] = p;
    s->next[p] = s->arcs->start[unit];
    return p;
}

static void lower(search *s, uint32_t p, uint32_t low)
{
    if (low < s->low[p])
        s->low[p] = low;
}

/* Along the arcs of p to a unit not yet come to, or NOT_YET where none is
 * left. The tie to its caller leads nowhere new. */
static uint32_t look_on(search *s, uint32_t p)
{
    size_t end = s->arcs->start[s->unit[p] + 1];
    while (s->next[p] < end) {
        uint32_t v = s->arcs->to[s->next[p]++];
        if (s->order[v] == NOT_YET)
            return v;
        if (s->order[v] != s->caller[p])
            lower(s, p, s->order[v]);
    }
    return NOT_YET;
}

static void search_from(search *s, uint32_t unit)
{
    uint32_t root = come_to(s, unit);
    uint32_t p = root;
    for (bool done = false; !done;) {
        uint32_t v = look_on(s, p);
        if (v != NOT_YET) {
            uint32_t child = come_to(s, v);
            s->caller[child] = p;
            s->root[child] = root;
            p = child;
            continue;
        }
        uint32_t caller = s->caller[p];
        s->end[p] = s->seen;
        lower(s, caller, s->low[p]);
        done = p == root;
        p = caller;
    }
}

static size_t search_all(search *s, uint32_t component[])
{
    size_t n = s->arcs->n;
    size_t count = 0;
    for (uint32_t u = 0; u < n; u++)
        s->order[u] = NOT_YET;
    for (uint32_t u = 0; u < n; u++) {
        if (s->order[u] != NOT_YET)
            continue;
        uint32_t first = s->seen;
        search_from(s, u);
        for (uint32_t p = first; p < s->seen; p++)
            component[s->unit[p]] = (uint32_t)count;
        count++;
    }
    return count;
}

/* ------------------------------------------------------------------ weighing */

static void add_up(search *s, const double worth[])
{
    size_t n = s->arcs->n;
    for (size_t p = 0; p < n; p++) {
        double own = worth != NULL ? worth[s->unit[p]] : NAN;
        s->worth[p + 1] = s->worth[p];
        s->known[p + 1] = s->known[p] + (isnan(own) ? 0 : 1);
        if (!isnan(own))
            qp_sum_add(&s->worth[p + 1], own);
    }
}

/** Some stretches of the order together. */
typedef struct {
    size_t units;
    size_t known;
    qp_sum worth;
} part;

static void add(const search *s, uint32_t from, uint32_t to, part *sum)
{
    sum->units += to - from;
    sum->known += s->known[to] - s->known[from];
    qp_sum_add(&sum->worth, s->worth[to].sum - s->worth[from].sum);
    qp_sum_add(&sum->worth, s->worth[to].lost - s->worth[from].lost);
}

static bool is_larger(const part *a, const part *b)
{
    if (a->units != b->units)
        return a->units > b->units;
    if (a->known == 0 || b->known == 0)
        return a->known > b->known;
    return qp_sum_value(&a->worth) > qp_sum_value(&b->worth);
}

static qp_severed severed(const part *off)
{
    bool told = off->known > 0 || off->units == 0;
    return (qp_severed){off->units, told ? qp_sum_value(&off->worth) : NAN};
}

/* Below p each child begins a stretch; it falls off where nothing in it is tied
 * to what was come to before p. What is left is the rest of the component. */
static qp_severed without_unit(const search *s, uint32_t p)
{
    uint32_t root = s->root[p];
    uint32_t stays = p + 1; /* the child of the largest part */
    part rest = {0};
    part off = {0};
    part largest = {0};
    add(s, root, p, &rest);
    add(s, s->end[p], s->end[root], &rest);
    for (uint32_t c = p + 1; c < s->end[p]; c = s->end[c]) {
        part below = {0};
        add(s, c, s->end[c], s->low[c] < p ? &rest : &off);
        if (s->low[c] >= p)
            add(s, c, s->end[c], &below);
        if (is_larger(&below, &largest)) {
            largest = below;
            stays = c;
        }
    }
    if (largest.units == 0 || is_larger(&rest, &largest))
        return severed(&off);
    off = (part){0};
    add(s, root, p, &off);
    add(s, p + 1, stays, &off);
    add(s, s->end[stays], s->end[root], &off);
    return severed(&off);
}

static qp_severed without_tie(const search *s, uint32_t child)
{
    uint32_t root = s->root[child];
    part below = {0};
    part rest = {0};
    add(s, child, s->end[child], &below);
    add(s, root, child, &rest);
    add(s, s->end[child], s->end[root], &rest);
    return severed(is_larger(&below, &rest) ? &rest : &below);
}

/* ------------------------------------------------------------------- bridges */

/* Nothing from p on is tied to what was come to before it. */
static bool hangs_on_its_caller(const search *s, uint32_t p)
{
    return s->caller[p] != p && s->low[p] == p;
}

static size_t count_bridges(const search *s)
{
    size_t count = 0;
    for (uint32_t p = 0; p < s->seen; p++)
        count += hangs_on_its_caller(s, p) ? 1 : 0;
    return count;
}

static void list_bridges(const search *s, qp_bridge bridges[])
{
    const qp_arcs *arcs = s->arcs;
    size_t count = 0;
    for (uint32_t u = 0; u < arcs->n; u++)
        for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++) {
            uint32_t v = arcs->to[a];
            uint32_t p = s->order[u];
            uint32_t q = s->order[v];
            uint32_t child = p < q ? q : p;
            if (u < v && s->caller[child] == (p < q ? p : q) &&
                hangs_on_its_caller(s, child))
                bridges[count++] = (qp_bridge){u, v, without_tie(s, child)};
        }
}

/* ------------------------------------------------------------------- finding */

static bool fill(search *s, const double worth[], qp_separators *made)
{
    made->component_count = search_all(s, made->component);
    made->bridge_count = count_bridges(s);
    made->bridges = qp_acquire(made->bridge_count, sizeof *made->bridges);
    if (made->bridges == NULL)
        return false;
    add_up(s, worth);
    for (uint32_t p = 0; p < s->seen; p++)
        made->without[s->unit[p]] = without_unit(s, p);
    list_bridges(s, made->bridges);
    return true;
}

qp_status qp_separators_find(const qp_arcs *arcs, const double worth[],
                             qp_separators *found, qp_error *err)
{
    search s = {.arcs = arcs};
    qp_separators made = {.n = arcs->n};
    made.without = qp_acquire(arcs->n, sizeof *made.without);
    made.component = qp_acquire(arcs->n, sizeof *made.component);
    bool there = acquire(arcs->n, &s) && made.without != NULL &&
                 made.component != NULL && fill(&s, worth, &made);
    release(&s);
    if (!there) {
        qp_separators_clear(&made);
        return qp_fail(err, QP_E_MEMORY, "no memory to take %zu units apart",
                       arcs->n);
    }
    *found = made;
    return QP_OK;
}

void qp_separators_clear(qp_separators *found)
{
    qp_release(found->without);
    qp_release(found->bridges);
    qp_release(found->component);
    *found = (qp_separators){0};
}
