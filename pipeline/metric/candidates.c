/* SPDX-License-Identifier: MIT */
#include "metric/candidates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chance/summary.h"

enum { KEYS = 3 };

/* ------------------------------------------------------------------ density */

qp_gap qp_gap_of(const double phi[], size_t classes, size_t class,
                 bool stands_in)
{
    qp_gap gap = {.phi = phi, .classes = classes, .class = class};
    for (size_t j = 0; j < classes; j++)
        gap.total += phi[j];
    if (stands_in)
        gap.self = gap.total > 0 ? gap.total : 1;
    gap.total += gap.self;
    return gap;
}

static double related(const qp_gap *gap, size_t class)
{
    return class == gap->class ? gap->self : gap->phi[class];
}

double qp_gap_density(const qp_gap *gap, const uint32_t column[], size_t count)
{
    double sum = 0;
    for (size_t c = 0; c < count; c++)
        sum += related(gap, column[c]);
    return gap->total > 0 ? 100 * sum / gap->total : NAN;
}

bool qp_gap_is_filled(const qp_gap *gap, const uint32_t column[], size_t count)
{
    bool filled = false;
    for (size_t c = 0; c < count && gap->self == 0; c++)
        filled = filled || column[c] == gap->class;
    return filled;
}

/* -------------------------------------------------------------------- gains */

/** One cluster at a time. */
typedef struct {
    const qp_gap *gap;
    const qp_two_mode *has;
    size_t members;
    double *held; ///< [classes] members that have the class
    double *own;  ///< [classes] 1: the member at hand has it
} partners;

static void mark(double of_class[], const qp_two_mode *has, size_t row,
                 double add)
{
    for (size_t c = has->start[row]; c < has->start[row + 1]; c++)
        of_class[has->column[c]] += add;
}

static double gain_of(partners *p, size_t row)
{
    double sum = 0;
    mark(p->own, p->has, row, 1);
    for (size_t j = 0; j < p->gap->classes; j++)
        sum += p->own[j] > 0 ? 0 : related(p->gap, j) * p->held[j];
    mark(p->own, p->has, row, -1);
    return p->members > 1 && p->gap->total > 0
               ? 100 * sum / p->gap->total / (double)(p->members - 1)
               : 0;
}

static void gain_in_cluster(partners *p, const uint32_t cluster[],
                            uint32_t which, double gain[])
{
    memset(p->held, 0, p->gap->classes * sizeof *p->held);
    p->members = 0;
    for (size_t r = 0; r < p->has->row_count; r++)
        if (cluster[r] == which) {
            p->members++;
            mark(p->held, p->has, r, 1);
        }
    for (size_t r = 0; r < p->has->row_count; r++)
        if (cluster[r] == which)
            gain[r] = gain_of(p, r);
}

void qp_gap_gains(const qp_gap *gap, const qp_two_mode *has,
                  const uint32_t cluster[], double room[], double gain[])
{
    partners p = {.gap = gap, .has = has, .held = room};
    p.own = &room[gap->classes];
    uint32_t clusters = 0;
    memset(p.own, 0, gap->classes * sizeof *p.own);
    for (size_t r = 0; r < has->row_count; r++) {
        gain[r] = 0;
        if (cluster[r] != UINT32_MAX && cluster[r] >= clusters)
            clusters = cluster[r] + 1;
    }
    for (uint32_t k = 0; k < clusters; k++)
        gain_in_cluster(&p, cluster, k, gain);
}

/* ------------------------------------------------------------------ ranking */

static int by_key(const void *left, const void *right)
{
    const qp_candidate *a = left;
    const qp_candidate *b = right;
    if (a->key != b->key)
        return a->key > b->key ? -1 : 1;
    return (a->bearer > b->bearer) - (a->bearer < b->bearer);
}

static int by_level(const void *left, const void *right)
{
    const qp_candidate *a = left;
    const qp_candidate *b = right;
    for (size_t k = 0; k < KEYS; k++)
        if (a->level[k] != b->level[k])
            return a->level[k] < b->level[k] ? -1 : 1;
    return (a->bearer > b->bearer) - (a->bearer < b->bearer);
}

static double key_of(const qp_candidate *candidate, size_t key)
{
    const double keys[KEYS] = {
        isnan(candidate->density) ? -1 : candidate->density,
        candidate->gain,
        candidate->capacity,
    };
    return keys[key];
}

/* Keys as near as a tie are of one level. */
static void find_levels(qp_candidate list[], size_t count, size_t key)
{
    uint32_t level = 0;
    for (size_t c = 0; c < count; c++)
        list[c].key = key_of(&list[c], key);
    qsort(list, count, sizeof *list, by_key);
    for (size_t c = 0; c < count; c++) {
        if (c > 0 &&
            list[c - 1].key - list[c].key > QP_TIE * fabs(list[c - 1].key))
            level++;
        list[c].level[key] = level;
    }
}

size_t qp_candidates_rank(qp_candidate list[], size_t count)
{
    size_t ranked = 0;
    for (size_t k = 0; k < KEYS; k++)
        find_levels(list, count, k);
    qsort(list, count, sizeof *list, by_level);
    for (size_t c = 0; c < count; c++)
        list[c].rank = list[c].density > 0 ? (double)++ranked : NAN;
    return ranked;
}

/* ---------------------------------------------------------------- selection */

/** Those of whom the best are wanted, some of them equal by the keys before. */
typedef struct {
    qp_candidate *list; ///< [count]
    size_t count;
    size_t most; ///< wanted of them, at least 1
    size_t key;  ///< at hand; KEYS: the bearer
    double *top; ///< [most] the largest keys
} choice;

static double key_in(const choice *c, size_t place)
{
    return c->key < KEYS ? key_of(&c->list[place], c->key)
                         : -(double)c->list[place].bearer;
}

static bool is_tie(const choice *c, double more, double less)
{
    return c->key < KEYS ? more - less <= QP_TIE * fabs(more) : more == less;
}

static int by_size(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return (a < b) - (a > b);
}

/* A heap, the smallest first. */
static void sink(double heap[], size_t count, size_t at)
{
    for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
        child += child + 1 < count && heap[child + 1] < heap[child];
        if (heap[at] <= heap[child])
            return;
        double up = heap[child];
        heap[child] = heap[at];
        heap[at] = up;
        at = child;
    }
}

static void find_top(const choice *c)
{
    for (size_t i = 0; i < c->most; i++)
        c->top[i] = key_in(c, i);
    for (size_t i = c->most; i-- > 0;)
        sink(c->top, c->most, i);
    for (size_t i = c->most; i < c->count; i++) {
        double key = key_in(c, i);
        if (key <= c->top[0])
            continue;
        c->top[0] = key;
        sink(c->top, c->most, 0);
    }
    qsort(c->top, c->most, sizeof *c->top, by_size);
}

/* The smallest key that is of one level with the last of the best. */
static double find_bottom(const choice *c)
{
    double bottom = c->top[c->most - 1];
    double next = bottom;
    do {
        bottom = next;
        for (size_t i = 0; i < c->count; i++) {
            double key = key_in(c, i);
            if (key < bottom && is_tie(c, bottom, key) &&
                (next == bottom || key > next))
                next = key;
        }
    } while (next < bottom);
    return bottom;
}

/* Bring those above a bound to the front; how many. */
static size_t bring_forward(const choice *c, double bound, bool with)
{
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++) {
        double key = key_in(c, i);
        if (key < bound || (key == bound && !with))
            continue;
        qp_candidate moved = c->list[i];
        c->list[i] = c->list[count];
        c->list[count++] = moved;
    }
    return count;
}

/* What is above the level of the last of the best is of the best; of the level
 * itself, the next key says. */
static void narrow(choice *c)
{
    find_top(c);
    size_t first = c->most - 1;
    while (first > 0 && is_tie(c, c->top[first - 1], c->top[first]))
        first--;
    double highest = c->top[first];
    c->count = bring_forward(c, find_bottom(c), true);
    size_t above = bring_forward(c, highest, false);
    c->list += above;
    c->count -= above;
    c->most -= above;
}

size_t qp_candidates_best(qp_candidate list[], size_t count, size_t most,
                          double room[])
{
    choice c = {.list = list, .count = count, .most = most, .top = room};
    for (; c.key <= KEYS && c.count > c.most && most > 0; c.key++)
        narrow(&c);
    return qp_candidates_rank(list, count < most ? count : most);
}
