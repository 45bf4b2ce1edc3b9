/* SPDX-License-Identifier: MIT */
/**
 * @file graph/separators.h
 * @brief What a large, sparse graph hangs on: units and ties without which a
 *        part of it falls off.
 *
 *      A ─── B                 without C    {A B}  {D E F}     A, B fall off
 *       ╲   ╱                  without D    {A B C}  {E}  {F}  E, F fall off
 *         C ─── D ─── E        without C D  {A B C}  {D E F}   a bridge
 *               │
 *               F              bridges      C D,  D E,  D F
 *
 * Of the parts left without a unit (an articulation point) the one of most
 * units stays, of several the one of most worth, and all others fall off; of
 * the two left without a tie (a bridge) the one of fewest units falls off, then
 * of least worth. The unit itself is in none of them.
 */
#ifndef QP_GRAPH_SEPARATORS_H
#define QP_GRAPH_SEPARATORS_H

#include "graph/arcs.h"

/** What falls off. */
typedef struct {
    size_t units;
    double worth; ///< of those whose worth is known; NaN where none is, 0 where
                  ///< nothing falls off
} qp_severed;

typedef struct {
    uint32_t first;  ///< unit
    uint32_t second; ///< unit, above the first
    qp_severed severed;
} qp_bridge;

/** `{0}` is empty. */
typedef struct {
    size_t n;            ///< units
    qp_severed *without; ///< [n] of no unit: it holds nothing together
    size_t bridge_count;
    qp_bridge *bridges;  ///< [bridge_count] by first, then second
    uint32_t *component; ///< [n] from 0, numbered by their first units
    size_t component_count;
} qp_separators;

/**
 * Find all articulation points and bridges.
 *
 * A part of which no worth is known counts as less than any.
 *
 * @param[in]  arcs   without directions: each leads back as well, as
 *                    qp_arcs_join makes them
 * @param[in]  worth  [n] >= 0; NaN: not known. NULL: of none
 * @param[out] found  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(n + arcs) time, 72 bytes a unit while it looks. It does not recurse.
 *
 * @par Source
 * Hopcroft and Tarjan (1973), Algorithm 447: efficient algorithms for graph
 * manipulation, Commun. ACM 16, 372-378. What falls off is read from the order
 * in which units are come to: those below a unit are one stretch of it.
 */
QP_CHECKED qp_status qp_separators_find(const qp_arcs *arcs,
                                        const double worth[],
                                        qp_separators *found, qp_error *err);

void qp_separators_clear(qp_separators *found);

#endif
