/* SPDX-License-Identifier: MIT */
/**
 * @file metric/circulation.h
 * @brief M10: how much of the flows comes back, directly or the long way round.
 *
 *      A ──6──> B          A ──5──> B ──5──> C
 *        <──4──            └────<──5─────────┘
 *
 *      reciprocity 8/10    reciprocity 0, yet all of it cycles
 *
 * docs/metrics/siphoning.md works an example by hand.
 */
#ifndef QP_METRIC_CIRCULATION_H
#define QP_METRIC_CIRCULATION_H

#include <stdbool.h>

#include "metric/square.h"

/**
 * Weighted reciprocity.
 *
 *      R = sum over r != s of min(F_rs, F_sr) / W           0 <= R <= 1
 *
 * NaN without flow. 1 - R = sum over pairs |F_rs - F_sr| / W. O(n^2).
 *
 * @par Source
 * Squartini, Picciolo, Ruzzenenti and Garlaschelli (2013), Reciprocity of
 * weighted networks, Sci. Rep. 3, 2729.
 */
double qp_reciprocity(const qp_square *square);

/** sum over s of min(F_rs, F_sr) / O_r of one unit; NaN without outflow. */
double qp_node_reciprocity(const qp_square *square, size_t unit);

/**
 * Reciprocity beyond chance.
 *
 *      rho = (R - R0) / (1 - R0)                 at most 1; 0: as by chance
 *
 * @param[in] expected  R0, mean of R under the null; NaN where it is 1
 */
double qp_reciprocity_excess(double reciprocity, double expected);

/**
 * How flows are closed to a system in which all that enters a unit leaves it.
 *
 * With flows from and to the outside known, throughflow is what enters:
 * T = z + I. Without, T = (1 + lambda) max(I, O), and z and y are what is
 * lacking: the regional closure, which is ours.
 */
typedef struct {
    const double *inflow;  ///< [n] z; with it T - O >= 0. NULL: closure
    const double *outflow; ///< [n] y; NULL: T - O
    double lambda;         ///< of the closure, >= 0
} qp_boundary;

/** Throughflow T of each unit. @param[out] through  [n] */
void qp_throughflow(const qp_square *square, const qp_boundary *boundary,
                    double through[]);

/** Doubles that qp_finn_cycling works in. */
size_t qp_cycling_room(size_t n);

/**
 * Finn's cycling index.
 *
 *      G = F_rs / T_r       N = (I - G)^-1      c_r = (N_rr - 1) / N_rr
 *
 *      FCI = sum T_r c_r / sum T_r                            0 <= FCI <= 1
 *
 * c_r is the share of what passes r that has passed it before. A unit without
 * throughflow has c_r = 0. Units that lead nowhere but to each other, with no
 * way out (strongly connected, all T = O), recycle all: c_r = 1. NaN without
 * flow. The diagonal of the square is 0 and no part of it.
 *
 * Compare values of the same units and the same lambda only: with lambda 0 the
 * index tends to 1 as the units come into balance.
 *
 * @param[in,out] work    [qp_cycling_room(n)]; its first n are c_r afterwards
 * @param[out]    closed  some units have no way out
 *
 * @par Cost
 * 4/3 n^3 operations.
 *
 * @par Source
 * Finn (1976), Measures of ecosystem structure and function derived from
 * analysis of flows, J. Theor. Biol. 56, 363-380.
 */
double qp_finn_cycling(const qp_square *square, const qp_boundary *boundary,
                       double work[], bool *closed);

#endif
