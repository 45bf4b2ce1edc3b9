/* SPDX-License-Identifier: MIT */
/**
 * @file metric/rings.h
 * @brief M17: who is around an actor, ring by ring.
 *
 *      u1 ──▶ t1 ──▶ s1 ──▶ a        ring  upstream of a  capacity
 *             t2 ──▶ s2 ──▶ ┘          0   a                 100
 *                                      1   s1 s2              70 + 50
 *                                      2   t1 t2              32 + 30
 *                                      3   u1                 12
 *
 *                    1 x 120 + 2 x 62 + 3 x 12
 *      mean radius = -------------------------        ring 0 is left out
 *                          120 + 62 + 12
 *
 * An actor is in the ring of as many links as it takes to come to it, and in
 * no other. The metric is ours; nothing published defines it.
 */
#ifndef QP_METRIC_RINGS_H
#define QP_METRIC_RINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Whose share of a ring's capacity is told. */
typedef enum {
    QP_RING_LOCAL,        ///< of actors in the region of the centre
    QP_RING_CLUSTER,      ///< of actors in its cluster
    QP_RING_LITTLE_GIANT, ///< of little giants
    QP_RING_INSTITUTE,    ///< of institutes
    QP_RING_SHARES
} qp_ring_share;

/** What is known of all units. */
typedef struct {
    const double *capacity;   ///< [n] >= 0; NaN: not known
    const uint32_t *region;   ///< [n] QP_NONE: in none that is known
    const uint32_t *cluster;  ///< [n] QP_NONE: in none
    const bool *little_giant; ///< [n]
    const bool *institute;    ///< [n]
} qp_ring_units;

typedef struct {
    size_t actors;               ///< in the ring
    size_t known;                ///< of them, those whose capacity is known
    double capacity;             ///< of these
    double held[QP_RING_SHARES]; ///< of it, by those whose share is told
} qp_ring;

/**
 * Sum up the rings of a centre.
 *
 * @param[in]  reached   [count] the centre first, then those it reaches, by
 *                       distance, as qp_steps tells them
 * @param[in]  distance  [n] as qp_steps tells it
 * @param[out] rings     [distance of the last + 1] ring 0 is the centre
 * @return how many rings
 *
 * @par Cost
 * O(count).
 */
size_t qp_rings_sum(const qp_ring_units *units, const uint32_t reached[],
                    size_t count, const uint32_t distance[], qp_ring rings[]);

/** The share of a ring's capacity; NaN where that is 0. */
double qp_ring_share_of(const qp_ring *ring, qp_ring_share share);

/** The mean ring from ring 1 on, weighted by capacity; NaN where that is 0. */
double qp_rings_radius(const qp_ring rings[], size_t count);

/**
 * The overlap of two sets of units: units of both / units of either.
 *
 * @param[in]  a, b    ascending, each unit once
 * @param[out] either  units of either
 * @return 0 to 1; NaN where both are empty
 */
double qp_rings_overlap(const uint32_t a[], size_t a_count, const uint32_t b[],
                        size_t b_count, size_t *either);

#endif
