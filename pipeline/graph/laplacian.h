/* SPDX-License-Identifier: MIT */
/**
 * @file graph/laplacian.h
 * @brief Heights over a large, sparse graph, by sparse Cholesky.
 *
 * Of an undirected graph with weights w the Laplacian is
 *
 *      L_uu = sum over v of w_uv        L_uv = -w_uv
 *
 * L is singular: heights are known but for a constant a component. One unit a
 * component, the ground, is held at 0; the others follow.
 */
#ifndef QP_GRAPH_LAPLACIAN_H
#define QP_GRAPH_LAPLACIAN_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

/** Pairs of a graph, each once. */
typedef struct {
    size_t count;
    const uint32_t *first;  ///< [count] unit
    const uint32_t *second; ///< [count] unit, another
    const double *weight;   ///< [count] > 0
} qp_laplacian_pairs;

/**
 * Solve L x = b with x = 0 at the ground.
 *
 * Units are eliminated by least degree, and no BLAS takes part: the same bits
 * whichever one a machine has.
 *
 * @param[in] n       units
 * @param[in] pairs   of units below n
 * @param[in] ground  [n] > 0: held at 0. At least one unit of each component;
 *                    a unit without pairs is a component
 * @param[in] b       [n] of each component the sum is 0; not read at the ground
 * @param[out] x      [n] untouched on failure
 * @retval QP_E_MEMORY   no room
 * @retval QP_E_NUMERIC  the weights are too far apart to be solved with, or
 *                       igraph had no room
 *
 * Takes igraph for itself: a second thread waits.
 *
 * @par Cost
 * O(sum of squares of the columns of the factor): about linear for trees and
 * planar graphs, n^3 / 3 for full ones, for which graph/dense.h is faster.
 *
 * @par Source
 * Davis (2006), Direct methods for sparse linear systems, chapter 4 (CXSparse,
 * in igraph); Amestoy, Davis and Duff (1996), An approximate minimum degree
 * ordering algorithm, SIAM J. Matrix Anal. Appl. 17, 886-905.
 */
QP_CHECKED qp_status qp_laplacian_solve(size_t n,
                                        const qp_laplacian_pairs *pairs,
                                        const double ground[], const double b[],
                                        double x[], qp_error *err);

#endif
