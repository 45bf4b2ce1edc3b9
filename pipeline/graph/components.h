/* SPDX-License-Identifier: MIT */
/**
 * @file graph/components.h
 * @brief What hangs together, and what leads where, in a square of links.
 *
 *      A ──> B ──> C        weak    {A, B, C}  {D}
 *            └──<──┘   D    strong  {B, C}  {A}  {D}
 *
 * A link leads from i to j where weight[i * n + j] > 0. Nothing is allocated:
 * results and room are doubles that hold whole numbers, so that callers who
 * work in one block of doubles need no other. All functions take O(n^2) time,
 * do not recurse, and may run in several threads at once.
 */
#ifndef QP_GRAPH_COMPONENTS_H
#define QP_GRAPH_COMPONENTS_H

#include <stddef.h>

/**
 * Parts that no link joins, whichever way it leads.
 * @param[out] component  [n] from 0, numbered by their first units
 * @return number of components; a unit without links is one
 */
size_t qp_weak_components(size_t n, const double weight[], double component[]);

/** Doubles that qp_strong_components works in. */
size_t qp_strong_room(size_t n);

/**
 * Largest parts in which each unit is reached from each.
 * @param[out] component  [n] from 0; no component leads to one of a larger
 *                        number
 * @return number of components; a unit on no cycle is one
 *
 * @par Source
 * Tarjan (1972), Depth-first search and linear graph algorithms, SIAM J.
 * Comput. 1, 146-160.
 */
size_t qp_strong_components(size_t n, const double weight[], double work[],
                            double component[]);

/**
 * Mark all units from which a marked one is reached.
 * @param[in,out] mark  [n] above 0: marked; those found get 1
 * @param[in,out] work  [n]
 */
void qp_mark_leading(size_t n, const double weight[], double work[],
                     double mark[]);

#endif
