/* SPDX-License-Identifier: MIT */
/**
 * @file graph/steps.h
 * @brief How many steps it is from some units to all others, and whom they
 *        reach.
 *
 *      A ──▶ B ──▶ C ──▶ D         from {A, E}   A 0  B 1  C 1  D 2  E 0
 *            E ────┘     F                       F never
 *
 * Weights play no part: every arc is one step. Nothing is allocated, nothing
 * recurses, and searches may run in several threads at once.
 */
#ifndef QP_GRAPH_STEPS_H
#define QP_GRAPH_STEPS_H

#include "graph/arcs.h"

/** The distance of a unit that no source reaches. */
#define QP_UNREACHED UINT32_MAX

/**
 * Search in breadth from some units along the arcs.
 *
 * @param[in]  source    [count] units, each once
 * @param[in]  dead_end  [n] units that are reached but lead no further, unless
 *                       they are sources; NULL: none
 * @param[out] reached   [n] the first so many units, as the function returns,
 *                       are the sources and those they reach, by distance; of
 *                       one distance in the order found
 * @param[out] distance  [n] steps from the nearest source; QP_UNREACHED
 * @return how many units are reached, sources among them
 *
 * @par Cost
 * O(n + arcs of the units reached).
 */
size_t qp_steps(const qp_arcs *arcs, const uint32_t source[], size_t count,
                const bool dead_end[], uint32_t reached[], uint32_t distance[]);

#endif
