/* SPDX-License-Identifier: MIT */
/**
 * @file metric/catchment.h
 * @brief X5: to which core the outflow of all others comes in the end.
 *
 *      A ──3──> B ──1──> core 1        of A's outflow reach
 *      │        └──1──> core 2         core 1   1/4 + 3/4 x 1/2
 *      └──1──> core 1                  core 2         3/4 x 1/2
 *
 * What leaves a unit moves on from where it arrives, in the proportions of the
 * flows there, until a core absorbs it: an absorbing Markov chain.
 *
 *      P_rs = F_rs / O_r,   B = (I - Q)^-1 R  from others to cores
 *
 *      share of core c = sum over others B_rc O_r / sum over others O_r
 *
 * A unit without outflow absorbs what reaches it: that goes to no core. A unit
 * from which no way leads to a core is out of both sums (NaN), so that shares
 * speak of the outflow that can reach one.
 *
 * Source: Kemeny and Snell (1960), Finite Markov chains, theorem 3.5.4.
 */
#ifndef QP_METRIC_CATCHMENT_H
#define QP_METRIC_CATCHMENT_H

#include <stdbool.h>

#include "metric/square.h"

/** Doubles that the functions below work in. */
size_t qp_catchment_room(size_t n, size_t cores);

/**
 * The probability that what leaves each unit is absorbed by each core.
 *
 * @param[in]  core   [cores] units, each once
 * @param[out] reach  [n * cores] by units; NaN for cores and for units from
 *                    which none is reached
 * @param[in,out] work  [qp_catchment_room(n, cores)]
 *
 * @par Cost
 * O(n^2 (n + cores)) time.
 */
void qp_catchment_reach(const qp_square *square, const uint32_t core[],
                        size_t cores, double work[], double reach[]);

/**
 * The share of others' outflow that each core absorbs in the end.
 *
 * @param[out] share  [cores] 0 to 1; NaN where no outflow can reach a core
 * @return units with outflow that can reach no core
 */
size_t qp_catchment_shares(const qp_square *square, const uint32_t core[],
                           size_t cores, double work[], double share[]);

#endif
