/* SPDX-License-Identifier: MIT */
/**
 * @file chance/degrees.h
 * @brief The exact null of a small graph: all graphs with its degrees.
 *
 *      a---b        a   b        a   b
 *                   |   |         \ /
 *                   |   |         / \
 *      c---d        c   d        c   d       one tie each: three graphs
 *
 * Graphs are simple: no tie twice, none from a vertex to itself.
 */
#ifndef QP_CHANCE_DEGREES_H
#define QP_CHANCE_DEGREES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

/** A graph of n vertices, as a square of ties. */
typedef struct {
    size_t n;
    const bool *tie; ///< [n * n] tie[i * n + j]: from i to j; symmetric unless
                     ///< directed; the diagonal is false
    bool directed;
} qp_ties;

/** Looks at one graph; the ties live until it returns. */
typedef struct {
    void (*visit)(void *context, const qp_ties *graph);
    void *context;
} qp_ties_visitor;

/**
 * Visit every simple graph in which each vertex has as many ties (directed:
 * out and in) as in a given one, the given one among them, each once.
 *
 * @param[in]  graph    the given one
 * @param[in]  limit    graphs to visit at most
 * @param[out] visited  graphs with these degrees; untouched on failure
 * @retval QP_E_LIMIT   there are more than limit; so many were visited
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * Places are filled one after the other, and left again where the ties still
 * missing no longer fit. The number of graphs grows beyond all bounds soon:
 * meant for a dozen vertices.
 */
QP_CHECKED qp_status qp_degrees_visit(const qp_ties *graph, size_t limit,
                                      qp_ties_visitor visitor, size_t *visited,
                                      qp_error *err);

/** A number that a graph has; NaN where it has none. */
typedef struct {
    double (*of)(void *context, const qp_ties *graph);
    void *context;
} qp_ties_statistic;

/** A statistic over all graphs with the same degrees. */
typedef struct {
    double observed; ///< of the given graph
    double mean;     ///< over all graphs that have it; NaN where none has
    double sd;       ///< of the whole population: count below the sum
    double z;        ///< (observed - mean) / sd; NaN where sd is 0
    double p_lower;  ///< share of graphs with a value at most as large
    double p_upper;  ///< share of graphs with a value at least as large
    double p_both;   ///< share of graphs with a value at least as far from mean
    size_t graphs;   ///< all
    size_t valid;    ///< of them those that have the statistic
} qp_degree_null;

/**
 * The exact null of a statistic. The given graph is one of all, so that a p
 * needs nothing added to be above 0. Values as near as QP_TIE are the same.
 *
 * @param[out] null  untouched on failure
 * @retval QP_E_LIMIT, QP_E_MEMORY  as qp_degrees_visit
 */
QP_CHECKED qp_status qp_degree_null_of(const qp_ties *graph, size_t limit,
                                       qp_ties_statistic statistic,
                                       qp_degree_null *null, qp_error *err);

#endif
