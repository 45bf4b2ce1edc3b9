/* SPDX-License-Identifier: MIT */
#include "graph/shells.h"

#include <math.h>
#include <string.h>

/** Units in order of the ties they have left, those taken off in front. */
typedef struct {
    uint32_t *left;  ///< [n] ties; of those taken off, their coreness
    uint32_t *order; ///< [n] units, rising by `left`
    uint32_t *place; ///< [n] where each unit stands in it
    uint32_t *first; ///< [n + 1] where those with so many ties begin
} peeling;

size_t qp_shells_room(size_t n)
{
    return 3 * n + 1;
}

/* A counting sort: first[k] is where those with k ties begin. */
static void sort(peeling *p, size_t n)
{
    for (size_t u = 0; u < n; u++)
        p->first[p->left[u] + 1]++;
    for (size_t k = 1; k <= n; k++)
        p->first[k] += p->first[k - 1];
    for (uint32_t u = 0; u < n; u++) {
        p->place[u] = p->first[p->left[u]]++;
        p->order[p->place[u]] = u;
    }
    for (size_t k = n; k > 0; k--)
        p->first[k] = p->first[k - 1];
    p->first[0] = 0;
}

/* A unit loses a tie: it changes places with the first of those that have as
 * many as it had, and these begin behind it. */
static void lose(peeling *p, uint32_t unit)
{
    uint32_t ties = p->left[unit]--;
    uint32_t front = p->first[ties]++;
    uint32_t other = p->order[front];
    uint32_t place = p->place[unit];
    p->order[place] = other;
    p->place[other] = place;
    p->order[front] = unit;
    p->place[unit] = front;
}

uint32_t qp_shells(size_t n, const size_t start[], const uint32_t to[],
                   uint32_t room[], uint32_t coreness[])
{
    peeling p = {coreness, room, room + n, room + 2 * n};
    uint32_t innermost = 0;
    memset(room, 0, qp_shells_room(n) * sizeof *room);
    for (size_t u = 0; u < n; u++)
        coreness[u] = (uint32_t)(start[u + 1] - start[u]);
    sort(&p, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t unit = p.order[i];
        innermost = p.left[unit];
        for (size_t a = start[unit]; a < start[unit + 1]; a++)
            if (p.left[to[a]] > p.left[unit])
                lose(&p, to[a]);
    }
    return innermost;
}

/* ----------------------------------------------------------------- core, rim */

static uint32_t largest(size_t n, const uint32_t coreness[])
{
    uint32_t most = 0;
    for (size_t u = 0; u < n; u++)
        most = coreness[u] > most ? coreness[u] : most;
    return most;
}

qp_core_rim qp_core_rim_of(size_t n, const size_t start[], const uint32_t to[],
                           const uint32_t coreness[])
{
    uint32_t innermost = largest(n, coreness);
    size_t core = 0;
    size_t rim_ends = 0;
    for (size_t u = 0; u < n; u++) {
        core += coreness[u] == innermost ? 1 : 0;
        for (size_t a = start[u]; a < start[u + 1]; a++)
            if (coreness[u] < innermost && coreness[to[a]] < innermost)
                rim_ends++;
    }
    return (qp_core_rim){
        .units = (double)n,
        .ties = n > 0 ? (double)start[n] / 2 : 0,
        .core = (double)core,
        .rim_ties = (double)rim_ends / 2,
    };
}

static double pairs_of(double units)
{
    return units * (units - 1) / 2;
}

double qp_core_rim_fit(const qp_core_rim *parts)
{
    double pairs = pairs_of(parts->units);
    double rim = pairs_of(parts->units - parts->core);
    double core = pairs - rim;
    double tied = parts->ties;
    double both = tied - parts->rim_ties;
    double spread = sqrt(tied * (pairs - tied)) * sqrt(core * rim);
    return spread > 0 ? (pairs * both - tied * core) / spread : NAN;
}
