/* SPDX-License-Identifier: MIT */
/**
 * @file metric/composite.h
 * @brief X2: composite-system synergy, do the chains of a region advance
 *        together from one time to another?
 *
 *                     patents  papers         output  energy
 *      order before     0.30    0.50            0.20    0.25
 *      chain before     sqrt(0.30 x 0.50)       sqrt(0.20 x 0.25)
 *      chain after      sqrt(0.50 x 0.60)       sqrt(0.50 x 0.50)
 *
 * Brittle on purpose of its authors: one chain that stands still makes it 0, one
 * that falls makes it negative, however much the others advance.
 */
#ifndef QP_METRIC_COMPOSITE_H
#define QP_METRIC_COMPOSITE_H

#include <stddef.h>

/**
 * The order of a chain: the geometric mean of the scores of its indicators.
 * @param[in] score  [count] in [0, 1]; count >= 1
 * @return           in [0, 1]; NaN where a score is
 */
double qp_composite_order(const double score[], size_t count);

/**
 * The synergy of a change.
 *
 *      cm = theta (prod of |u_j - u_j0|)^(1/k),  theta = sign of the least
 *                                                u_j - u_j0
 *
 * 1: all chains come from nothing to all there is; 0: one stands still; below
 * 0: one falls, or all do.
 *
 * @param[in] before  [count] u_j0, orders of the k chains
 * @param[in] after   [count] u_j
 * @return            in [-1, 1]; NaN below two chains, or where an order is
 *
 * @par Source
 * Meng and Han (2000), Study on the coordination degree model of composite
 * systems, J. Tianjin Univ. 33(4), 444-446; the formula was not compared with
 * the paper.
 */
double qp_composite_synergy(const double before[], const double after[],
                            size_t count);

#endif
