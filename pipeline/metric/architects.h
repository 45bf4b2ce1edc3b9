/* SPDX-License-Identifier: MIT */
/**
 * @file metric/architects.h
 * @brief X5: with whom do the sales of all others end?
 *
 *      t ──10──▶ s1 ──60──▶ a          of what t sells
 *      └──20──▶ s2 ──40──▶ ┘             1/3 + 2/3 x 4/5 end with a
 *               └───10───▶ x                   2/3 x 1/5 end with x
 *
 * What a firm sells moves on with what its customers sell, in the proportions
 * of their sales, until an architect absorbs it, or one who sells nothing: an
 * absorbing Markov chain.
 *
 *      P_ij = share of j in the sales of i,   B = (I - Q)^-1 R
 *
 *      score of a = sum c_i B_ia / sum c_i        c capacity, over firms i that
 *                                                 sell and are no architects
 *
 * A firm from which no way leads to one who absorbs is in neither sum, and
 * what others sell to it is lost on the way.
 *
 * Source: Kemeny and Snell (1960), Finite Markov chains, theorem 3.5.4; the
 * score itself is ours.
 */
#ifndef QP_METRIC_ARCHITECTS_H
#define QP_METRIC_ARCHITECTS_H

#include "graph/arcs.h"

/** What was sent on its way. */
typedef struct {
    double capacity; ///< of the firms counted
    size_t firms;    ///< that sell, are no architects, have a known capacity,
                     ///< and from which a way leads to one who absorbs
    size_t missing;  ///< those that sell, are no architects, and lack either
    bool converged;  ///< false: `absorbed` is not set
} qp_absorption;

/**
 * Send the capacity of all firms along their sales to where it ends. One run
 * serves all architects.
 *
 * @param[in]  sales      from supplier to customer
 * @param[in]  architect  [n]
 * @param[in]  capacity   [n] >= 0; NaN: not known
 * @param[out] absorbed   [n] the capacity that ends with each: the score times
 *                        the capacity of all counted; 0 for those who pass on
 *                        what they get; untouched on failure
 * @param[out] sum        untouched on failure
 * @retval QP_E_MEMORY  no room
 *
 * Firms are worked out in an order in which sales lead onwards
 * (graph/strong.h). Those that sell to each other in a circle are solved
 * exactly where they are at most 128; where they are more, in rounds, until at
 * most 1e-13 of all capacity can still be on its way. After 10,000 rounds it
 * has not converged. All sums run in one order.
 *
 * @par Cost
 * O(n + sales) time without circles; each round O(sales of the circle). 64
 * bytes a firm, and 36 a sale while the sales are turned round, 12 afterwards.
 */
QP_CHECKED qp_status qp_architects_absorb(const qp_arcs *sales,
                                          const bool architect[],
                                          const double capacity[],
                                          double absorbed[], qp_absorption *sum,
                                          qp_error *err);

#endif
