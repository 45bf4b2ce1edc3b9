/* SPDX-License-Identifier: MIT */
/**
 * @file metric/barrier.h
 * @brief How many kinds of border lie between two regions.
 *
 *                 parent     customs  legal   political     level
 *      Hong Kong  HK         HK       common  -             Hong Kong
 *      Shenzhen   Guangdong  CN       civil   -         ->  to Shenzhen   3
 *      Guangzhou  Guangdong  CN       civil   -             to Guangzhou  3
 *                                                           Shenzhen to Guangzhou  0
 */
#ifndef QP_METRIC_BARRIER_H
#define QP_METRIC_BARRIER_H

#include "net/network.h"

/**
 * The level of barrier of each ordered pair of regions.
 *
 * Where `pairs` has a value of measure `barrier` for a pair, that is its level;
 * one given in one direction holds for both, unless both are given. Else it is
 * the number of the fields `parent` (the unit of the level of a province),
 * `customs_zone`, `legal_system` and `political_system` in which the two
 * differ, among those of which both have a value.
 *
 * @param[in]  region  [count] actor rows, ascending
 * @param[out] level   [count * count] from row to column, >= 0; NaN where it is
 *                     not known: no value is given (one below 0 is none), and
 *                     in no field both have one; 0 on the diagonal
 * @return             is the level of any pair known?
 *
 * @par Cost
 * O(count^2 + pairs log count) time.
 *
 * @par Source
 * Constructed: the seeds speak of four borders, and weigh none above another.
 */
bool qp_barriers(const qp_network *net, const qp_row region[], size_t count,
                 double level[]);

#endif
