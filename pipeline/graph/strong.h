/* SPDX-License-Identifier: MIT */
/**
 * @file graph/strong.h
 * @brief Largest parts in which each unit is reached from each, in an order in
 *        which arcs lead onwards.
 *
 *      A ──▶ B ──▶ C ──▶ D         parts  {A}  {B, C}  {D}
 *            └──◀──┘
 *
 * What comes to a unit in one part comes from that part and from earlier ones:
 * what is worked out part by part needs no part twice.
 */
#ifndef QP_GRAPH_STRONG_H
#define QP_GRAPH_STRONG_H

#include "graph/arcs.h"

/** `{0}` is empty. */
typedef struct {
    size_t count;   ///< parts; a unit on no cycle is one
    size_t *start;  ///< [count + 1] first unit of each part
    uint32_t *unit; ///< [n] of a part in the order a search in depth comes to
                    ///< them
    uint32_t *part; ///< [n] of each unit; no arc leads to a lesser one
} qp_strong;

/**
 * Find the parts.
 *
 * @param[in]  dead_end  [n] units whose arcs are left out; NULL: none
 * @param[out] strong    set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(n + arcs) time, 56 bytes a unit while it works; nothing recurses.
 *
 * @par Source
 * Tarjan (1972), Depth-first search and linear graph algorithms, SIAM J.
 * Comput. 1, 146-160.
 */
QP_CHECKED qp_status qp_strong_find(const qp_arcs *arcs, const bool dead_end[],
                                    qp_strong *strong, qp_error *err);

void qp_strong_clear(qp_strong *strong);

#endif
