/* SPDX-License-Identifier: MIT */
/**
 * @file graph/betweenness.h
 * @brief Through whom the shortest paths from one set to another lead.
 *
 *                             σ_st(v)      σ_st     shortest paths from s to t
 *      b(v) = sum over s, t   -------      σ_st(v)  those with v inside
 *                              σ_st
 *
 * over s of the sources, t of the targets, another, to which s leads. Every arc
 * is one step, whatever its weight. Ends are not inside; a member of a set is
 * on paths between others.
 */
#ifndef QP_GRAPH_BETWEENNESS_H
#define QP_GRAPH_BETWEENNESS_H

#include "graph/passage.h"

/**
 * Betweenness of every unit, over all pairs of the two sets.
 *
 * @param[in]  threads  0: one a processor; no byte depends on it
 * @param[out] value    [n] >= 0; untouched on failure. Infinite or NaN where
 *                      shortest paths are too many to be counted in a double
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(sources x arcs that they reach) time; 32 bytes a unit for each of up to 8
 * pieces of work.
 *
 * @par Source
 * Brandes (2008), On variants of shortest-path betweenness centrality and their
 * generic computation, Social Networks 30, 136-145, section 3.3.
 */
QP_CHECKED qp_status qp_subset_betweenness(const qp_passage *passage,
                                           unsigned threads, double value[],
                                           qp_error *err);

#endif
