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
