/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "metric/chain_gaps.h"

/** A gap in its turn. */
typedef struct {
    const qp_chain_gap *gap;
    size_t number; ///< among those asked for
} turn;

/** Gaps one after another, those of one class together. */
typedef struct {
    const qp_chain_ground *ground;
    qp_chain_firms *firms;
    turn *turns;        ///< [count]
    size_t *start;      ///< [classes + 1] of the portfolio at hand
    uint32_t *bearer;   ///< [start[classes]] enterprises that have the class
    bool *seen;         ///< [actors] false
    bool *sells;        ///< [actors] false
    qp_candidate *list; ///< [list_count] of the class at hand
    size_t list_count;
    double *room; ///< [most] of qp_candidates_best
} scout;

static const qp_chain_bearers *bearers_of(const scout *s, const turn *t)
{
    return &s->ground->of[t->gap->kind].actors;
}

/* -------------------------------------------------------------------- order */

static int compare_turns(const turn *a, const turn *b)
{
    if (a->gap->kind != b->gap->kind)
        return a->gap->kind < b->gap->kind ? -1 : 1;
    if (a->gap->kind == QP_STRUCTURE_KIND_COUNT)
        return 0;
    if (a->gap->gap.class != b->gap->gap.class)
        return a->gap->gap.class < b->gap->gap.class ? -1 : 1;
    return (int)a->gap->stands_in - (int)b->gap->stands_in;
}

static int by_class(const void *left, const void *right)
{
    const turn *a = left;
    const turn *b = right;
    int order = compare_turns(a, b);
    return order != 0 ? order
                      : (a->number > b->number) - (a->number < b->number);
}

/* ---------------------------------------------------------------- who has it */

static bool is_enterprise(const scout *s, qp_row actor)
{
    return s->ground->run->base.net->actors.kind[actor] == QP_KIND_ENTERPRISE;
}

/* The enterprises that have each class of a portfolio. */
static qp_status index_bearers(scout *s, const qp_chain_bearers *b)
{
    const size_t *rows = b->table.start;
    size_t classes = b->table.column_count;
    qp_release(s->start);
    qp_release(s->bearer);
    s->start = qp_acquire(classes + 2, sizeof *s->start);
    s->bearer = qp_acquire(rows[b->table.row_count], sizeof *s->bearer);
    if (s->start == NULL || s->bearer == NULL)
        return qp_run_no_memory(&s->ground->run->base);
    for (size_t p = 0; p < rows[b->table.row_count]; p++)
        s->start[b->column[p] + 2]++;
    for (size_t c = 2; c < classes + 2; c++)
        s->start[c] += s->start[c - 1];
    for (uint32_t r = 0; r < b->table.row_count; r++)
        for (size_t p = rows[r]; p < rows[r + 1]; p++)
            s->bearer[s->start[b->column[p] + 1]++] = r;
    return QP_OK;
}

/* Those not seen before. */
static void list_bearers(scout *s, const qp_chain_bearers *b, size_t class)
{
    for (size_t p = s->start[class]; p < s->start[class + 1]; p++) {
        uint32_t bearer = s->bearer[p];
        if (s->seen[bearer] || !is_enterprise(s, b->actor[bearer]))
            continue;
        s->seen[bearer] = true;
        s->list[s->list_count++] = (qp_candidate){.bearer = bearer};
    }
}

static void keep_near(scout *s, const qp_chain_bearers *b, const qp_gap *gap)
{
    const qp_actors *actors = &s->ground->run->base.net->actors;
    size_t kept = 0;
    for (size_t c = 0; c < s->list_count; c++) {
        qp_candidate near = s->list[c];
        const uint32_t *column = b->column + b->start[near.bearer];
        size_t classes = b->start[near.bearer + 1] - b->start[near.bearer];
        double capacity = qp_optional_number(actors->capacity,
                                             b->actor[near.bearer]);
        s->seen[near.bearer] = false;
        near.density = qp_gap_density(gap, column, classes);
        near.capacity = isnan(capacity) ? 0 : capacity;
        if (near.density > 0 && !qp_gap_is_filled(gap, column, classes))
            s->list[kept++] = near;
    }
    s->list_count = kept;
}

/* Those who have anything that is related, whatever they sell. */
static void list_class(scout *s, const turn *t)
{
    const qp_chain_bearers *b = bearers_of(s, t);
    const qp_gap *gap = &t->gap->gap;
    s->list_count = 0;
    for (size_t j = 0; j < gap->classes; j++)
        if (gap->phi[j] > 0 || (gap->self > 0 && j == gap->class))
            list_bearers(s, b, j);
    keep_near(s, b, gap);
}

/* ------------------------------------------------------------------- sellers */

static void mark_sellers(const scout *s, const turn *t, bool mark)
{
    for (size_t m = 0; m < s->ground->market_count; m++) {
        const qp_market *market = &s->ground->markets[m];
        qp_chain_sellers at = qp_chain_sellers_of(market, t->gap->name);
        for (size_t d = at.first; d < at.end; d++)
            s->sells[market->deals[d].supplier] = mark;
    }
}

/* Those who sell it come last. */
static size_t put_sellers_last(scout *s, const turn *t)
{
    const qp_row *actor = bearers_of(s, t)->actor;
    size_t kept = 0;
    mark_sellers(s, t, true);
    for (size_t c = 0; c < s->list_count; c++) {
        qp_candidate near = s->list[c];
        if (s->sells[actor[near.bearer]])
            continue;
        s->list[c] = s->list[kept];
        s->list[kept++] = near;
    }
    mark_sellers(s, t, false);
    return kept;
}

static void find_best(scout *s, const turn *t)
{
    qp_chain_firms *f = s->firms;
    qp_candidate *best = f->best + t->number * f->most;
    size_t count = put_sellers_last(s, t);
    size_t told = qp_candidates_best(s->list, count, f->most, s->room);
    f->count[t->number] = count;
    for (size_t c = 0; c < told; c++)
        best[c] = s->list[c];
}

/* ---------------------------------------------------------------------- all */

static qp_status visit(scout *s, size_t count)
{
    qp_status status = QP_OK;
    for (size_t g = 0; g < count && status == QP_OK; g++) {
        const turn *t = &s->turns[g];
        if (t->gap->kind == QP_STRUCTURE_KIND_COUNT)
            break;
        if (g == 0 || t->gap->kind != t[-1].gap->kind)
            status = index_bearers(s, bearers_of(s, t));
        if (status == QP_OK && (g == 0 || compare_turns(t - 1, t) != 0))
            list_class(s, t);
        if (status == QP_OK)
            find_best(s, t);
    }
    return status;
}

static qp_status make_room(scout *s, const qp_chain_gap *const gap[],
                           size_t count)
{
    size_t actors = s->ground->run->base.net->actors.count;
    qp_chain_firms *f = s->firms;
    f->count = qp_acquire(count, sizeof *f->count);
    f->best = qp_acquire(count * f->most, sizeof *f->best);
    s->turns = qp_acquire(count, sizeof *s->turns);
    s->seen = qp_acquire(actors, sizeof *s->seen);
    s->sells = qp_acquire(actors, sizeof *s->sells);
    s->list = qp_acquire(actors, sizeof *s->list);
    s->room = qp_acquire(f->most, sizeof *s->room);
    if (f->count == NULL || f->best == NULL || s->turns == NULL ||
        s->seen == NULL || s->sells == NULL || s->list == NULL ||
        s->room == NULL)
        return qp_run_no_memory(&s->ground->run->base);
    for (size_t g = 0; g < count; g++)
        s->turns[g] = (turn){gap[g], g};
    qsort(s->turns, count, sizeof *s->turns, by_class);
    return QP_OK;
}

static void clear(scout *s)
{
    qp_release(s->turns);
    qp_release(s->start);
    qp_release(s->bearer);
    qp_release(s->seen);
    qp_release(s->sells);
    qp_release(s->list);
    qp_release(s->room);
}

qp_status qp_chain_firms_find(const qp_chain_ground *ground,
                              const qp_chain_gap *const gap[], size_t count,
                              qp_chain_firms *firms)
{
    scout s = {.ground = ground, .firms = firms};
    qp_status status = make_room(&s, gap, count);
    if (status == QP_OK)
        status = visit(&s, count);
    clear(&s);
    return status;
}

void qp_chain_firms_clear(qp_chain_firms *firms)
{
    qp_release(firms->count);
    qp_release(firms->best);
    *firms = (qp_chain_firms){.most = firms->most};
}
