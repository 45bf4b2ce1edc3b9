/* SPDX-License-Identifier: MIT */
#include "chance/degrees.h"

#include <math.h>

#include "chance/summary.h"
#include "core/memory.h"

/* ------------------------------------------------------------------- search */

/** What a place holds, in the order in which it is tried. */
typedef enum { UNTRIED, TIED, EMPTY } choice;

/** Two vertices that may be tied. */
typedef struct {
    size_t from; ///< counter of the vertex it leaves
    size_t to;   ///< of the vertex it reaches; directed: n + vertex
    size_t forth;
    size_t back; ///< the same place read the other way; forth when directed
    choice held;
} place;

/** Places 0 ... at hold a choice, those behind it none. */
typedef struct {
    bool *tie;     ///< [n * n]
    place *places; ///< [count]
    size_t count;
    long *missing; ///< [2 n] ties that a vertex still lacks, out then in
    long *open;    ///< [2 n] places still to be filled that could bring one
    size_t limit;
    size_t visited;
} search;

static void count_place(search *s, const place *p, long step)
{
    s->open[p->from] += step;
    s->open[p->to] += step;
}

static void set_tie(search *s, const place *p, bool tied)
{
    s->tie[p->forth] = tied;
    s->tie[p->back] = tied;
    s->missing[p->from] += tied ? -1 : 1;
    s->missing[p->to] += tied ? -1 : 1;
}

static void lift(search *s, place *p)
{
    if (p->held == TIED)
        set_tie(s, p, false);
    if (p->held != UNTRIED)
        count_place(s, p, 1);
    p->held = UNTRIED;
}

static void put(search *s, place *p, choice held)
{
    p->held = held;
    count_place(s, p, -1);
    if (held == TIED)
        set_tie(s, p, true);
}

static bool can_be_filled(const search *s, size_t vertex)
{
    return s->missing[vertex] >= 0 && s->missing[vertex] <= s->open[vertex];
}

/* The next choice that leaves a way on; false, and nothing held, after the
 * last. */
static bool choose(search *s, place *p)
{
    while (p->held != EMPTY) {
        choice next = p->held == UNTRIED ? TIED : EMPTY;
        lift(s, p);
        put(s, p, next);
        if (can_be_filled(s, p->from) && can_be_filled(s, p->to))
            return true;
    }
    lift(s, p);
    return false;
}

static qp_status meet(search *s, const qp_ties *found, qp_ties_visitor visitor,
                      qp_error *err)
{
    if (s->visited == s->limit)
        return qp_fail(err, QP_E_LIMIT,
                       "more than %zu graphs have the same degrees", s->limit);
    s->visited++;
    visitor.visit(visitor.context, found);
    return QP_OK;
}

static qp_status walk(search *s, const qp_ties *graph, qp_ties_visitor visitor,
                      qp_error *err)
{
    qp_ties found = {.n = graph->n, .tie = s->tie, .directed = graph->directed};
    if (s->count == 0)
        return meet(s, &found, visitor, err);
    qp_status status = QP_OK;
    size_t at = 0;
    while (status == QP_OK) {
        bool chosen = choose(s, &s->places[at]);
        if (chosen && at + 1 == s->count)
            status = meet(s, &found, visitor, err);
        else if (chosen)
            at++;
        else if (at > 0)
            at--;
        else
            break;
    }
    return status;
}

/* -------------------------------------------------------------------- start */

static void add_place(search *s, const qp_ties *graph, size_t i, size_t j)
{
    size_t n = graph->n;
    place *p = &s->places[s->count++];
    *p = (place){
        .from = i,
        .to = graph->directed ? n + j : j,
        .forth = i * n + j,
        .back = graph->directed ? i * n + j : j * n + i,
    };
    long tied = graph->tie[p->forth] ? 1 : 0;
    s->missing[p->from] += tied;
    s->missing[p->to] += tied;
    count_place(s, p, 1);
}

static void add_places(search *s, const qp_ties *graph)
{
    for (size_t i = 0; i < graph->n; i++)
        for (size_t j = graph->directed ? 0 : i + 1; j < graph->n; j++)
            if (i != j)
                add_place(s, graph, i, j);
}

static bool make_room(search *s, size_t n)
{
    s->tie = qp_acquire(n * n, sizeof *s->tie);
    s->places = qp_acquire(n * n, sizeof *s->places);
    s->missing = qp_acquire(2 * n, sizeof *s->missing);
    s->open = qp_acquire(2 * n, sizeof *s->open);
    return s->tie != NULL && s->places != NULL && s->missing != NULL &&
           s->open != NULL;
}

qp_status qp_degrees_visit(const qp_ties *graph, size_t limit,
                           qp_ties_visitor visitor, size_t *visited,
                           qp_error *err)
{
    search s = {.limit = limit};
    qp_status status = QP_OK;
    if (make_room(&s, graph->n)) {
        add_places(&s, graph);
        status = walk(&s, graph, visitor, err);
    } else {
        status = qp_fail(err, QP_E_MEMORY, "no memory to tie %zu vertices",
                         graph->n);
    }
    if (status == QP_OK)
        *visited = s.visited;
    qp_release(s.tie);
    qp_release(s.places);
    qp_release(s.missing);
    qp_release(s.open);
    return status;
}

/* --------------------------------------------------------------------- null */

typedef struct {
    qp_ties_statistic statistic;
    double *value; ///< [count] one a graph
    size_t room;
    size_t count;
    bool lost; ///< a value found no room
} collection;

static void collect(void *context, const qp_ties *graph)
{
    collection *c = context;
    c->lost = c->lost || !qp_grow((void **)&c->value, &c->room, c->count,
                                  sizeof *c->value);
    if (!c->lost)
        c->value[c->count++] = c->statistic.of(c->statistic.context, graph);
}

/* Values at least as far from the mean as the observed one. */
static double count_as_far(const collection *c, const qp_null_summary *all)
{
    double distance = fabs(all->observed - all->mean);
    double reach = QP_TIE * fmax(fabs(all->observed), fabs(all->mean));
    double count = 0;
    for (size_t g = 0; g < c->count; g++)
        count += fabs(c->value[g] - all->mean) >= distance - reach ? 1 : 0;
    return count;
}

static qp_degree_null look_at_all(const collection *c, double observed)
{
    qp_null_summary all = qp_summarise(c->value, c->count, 1, observed);
    double valid = (double)all.valid;
    bool comparable = all.valid > 0 && !isnan(observed);
    qp_degree_null null = {
        .observed = observed,
        .mean = all.mean,
        .sd = all.valid == 1 ? 0 : all.sd * sqrt((valid - 1) / valid),
        .z = NAN,
        .p_lower = comparable ? (double)all.lower / valid : NAN,
        .p_upper = comparable ? (double)all.upper / valid : NAN,
        .p_both = comparable ? count_as_far(c, &all) / valid : NAN,
        .graphs = all.replicates,
        .valid = all.valid,
    };
    if (null.sd > 0)
        null.z = (observed - null.mean) / null.sd;
    return null;
}

qp_status qp_degree_null_of(const qp_ties *graph, size_t limit,
                            qp_ties_statistic statistic, qp_degree_null *null,
                            qp_error *err)
{
    collection c = {.statistic = statistic};
    size_t graphs = 0;
    qp_status status = qp_degrees_visit(
        graph, limit, (qp_ties_visitor){collect, &c}, &graphs, err);
    if (status == QP_OK && c.lost)
        status = qp_fail(err, QP_E_MEMORY, "no memory for %zu graphs", graphs);
    if (status == QP_OK)
        *null = look_at_all(&c, statistic.of(statistic.context, graph));
    qp_release(c.value);
    return status;
}
