/* SPDX-License-Identifier: MIT */
/**
 * @file chance/summary.h
 * @brief What replicates say: of an observed value, if they are of a null; of
 *        its uncertainty, if they are of a bootstrap.
 *
 * A replicate may have no value (NaN): it counts in nothing.
 */
#ifndef QP_CHANCE_SUMMARY_H
#define QP_CHANCE_SUMMARY_H

#include <stddef.h>

#include "chance/exact.h"

enum { QP_LEAST_FOR_Z = 999 }; ///< replicates from which their spread is told

/** Replicates of a null, and where an observed value lies among them. */
typedef struct {
    size_t replicates; ///< with a value
    double mean;       ///< NaN: none has a value
    double sd;         ///< with replicates - 1 below the sum; NaN: fewer than 2
    double z;          ///< (observed - mean) / sd; NaN: too few, or sd is 0
    double p_upper;    ///< of replicates at least as large; NaN: none has one
    double p_lower;    ///< of replicates at most as large
    double p_two_sided; ///< min(1, 2 min(p_upper, p_lower))
} qp_summary;

/**
 * Compare an observed value with replicates of its null. Values within 1e-9
 * of it, relatively, are ties, and count as extreme.
 *
 * @par Source
 * Phipson and Smyth (2010), see chance/correction.h.
 */
qp_summary qp_summarise(const double value[], size_t count, double observed);

/**
 * A quantile, interpolated between neighbours: of n values it stands at
 * position (n - 1) share, counted from 0.
 *
 * @param[in] sorted  [count] ascending, count >= 1, no NaN
 * @param[in] share   0 to 1
 *
 * @par Source
 * Type 7 of Hyndman and Fan (1996), Sample quantiles in statistical packages,
 * Am. Stat. 50, 361-365; the default of R and numpy.
 */
double qp_quantile(const double sorted[], size_t count, double share);

/**
 * The 95 % percentile interval of a bootstrap: its 2.5 % and 97.5 % quantiles.
 *
 * @param[in,out] value  [count] sorted, those without a value last
 * @param[in]     lost   the share of replicates that may be without a value
 * @return both NaN where more are
 *
 * @par Cost
 * O(count log count) time.
 *
 * @par Source
 * Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 13.
 */
qp_interval qp_percentile_interval(double value[], size_t count, double lost);

#endif
