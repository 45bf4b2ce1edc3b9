/* SPDX-License-Identifier: MIT */
#include "metric/rings.h"

#include <math.h>

#include "core/pool.h"

/* A centre that is nowhere shares its place with nobody. */
static bool is_with(const uint32_t place[], uint32_t unit, uint32_t centre)
{
    return place[unit] != QP_NONE && place[unit] == place[centre];
}

static void add(const qp_ring_units *units, uint32_t unit, uint32_t centre,
                qp_ring *ring)
{
    const bool shares[QP_RING_SHARES] = {
        [QP_RING_LOCAL] = is_with(units->region, unit, centre),
        [QP_RING_CLUSTER] = is_with(units->cluster, unit, centre),
        [QP_RING_LITTLE_GIANT] = units->little_giant[unit],
        [QP_RING_INSTITUTE] = units->institute[unit],
    };
    double capacity = units->capacity[unit];
    ring->actors++;
    if (isnan(capacity))
        return;
    ring->known++;
    ring->capacity += capacity;
    for (size_t s = 0; s < QP_RING_SHARES; s++)
        ring->held[s] += shares[s] ? capacity : 0;
}

size_t qp_rings_sum(const qp_ring_units *units, const uint32_t reached[],
                    size_t count, const uint32_t distance[], qp_ring rings[])
{
    size_t ring_count = (size_t)distance[reached[count - 1]] + 1;
    for (size_t d = 0; d < ring_count; d++)
        rings[d] = (qp_ring){0};
    for (size_t i = 0; i < count; i++)
        add(units, reached[i], reached[0], &rings[distance[reached[i]]]);
    return ring_count;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

double qp_ring_share_of(const qp_ring *ring, qp_ring_share share)
{
    return ratio(ring->held[share], ring->capacity);
}

double qp_rings_radius(const qp_ring rings[], size_t count)
{
    double moment = 0;
    double capacity = 0;
    for (size_t d = 1; d < count; d++) {
        moment += (double)d * rings[d].capacity;
        capacity += rings[d].capacity;
    }
    return ratio(moment, capacity);
}

double qp_rings_overlap(const uint32_t a[], size_t a_count, const uint32_t b[],
                        size_t b_count, size_t *either)
{
    size_t both = 0;
    size_t i = 0;
    size_t j = 0;
    while (i < a_count && j < b_count) {
        uint32_t left = a[i];
        uint32_t right = b[j];
        both += left == right;
        i += left <= right;
        j += right <= left;
    }
    *either = a_count + b_count - both;
    return ratio((double)both, (double)*either);
}
