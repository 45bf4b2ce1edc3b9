/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ring_map_walk.h
 * @brief The walk from a firm along its ties, ring by ring, and the tie by
 *        which each actor hangs on the ring before.
 *
 *      t ──5──▶ s1 ──▶ firm      distance   firm 0   s1 s2 1   t 2
 *      └───3──▶ s2 ──▶  ┘        inner                         t: s1
 */
#ifndef QP_FIGURE_RING_MAP_WALK_H
#define QP_FIGURE_RING_MAP_WALK_H

#include "figure/ring_map_scene.h"

/** `{0}` is empty. */
typedef struct {
    uint32_t *distance; ///< [actors] QP_NONE: not reached
    qp_row *inner;      ///< [actors] on whom it hangs: by the largest weight,
                        ///< of equal ones the first by id; QP_NONE: on nobody
    double *weight;     ///< [actors] of the links to it; over several layers,
                        ///< whose weights cannot be compared, 1
    bool *used;         ///< [links] leads from a ring to the next
    size_t ties;        ///< pairs that such links tie
    qp_row layer;       ///< the only layer walked; QP_NONE: several or none
} qp_ring_walk;

/**
 * Walk.
 * @param[in]  firm     actor row
 * @param[out] walk     replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(actors + links log links).
 */
QP_CHECKED qp_status qp_ring_walk_from(const qp_network *net, qp_row firm,
                                       qp_ring_way way, qp_period window,
                                       qp_ring_walk *walk, qp_error *err);

void qp_ring_walk_clear(qp_ring_walk *walk);

#endif
