/* SPDX-License-Identifier: MIT */
/**
 * @file chance/summary.h
 * @brief What replicates say: mean and spread, p, intervals.
 *
 * A replicate that gives no value is NaN, and left out. Values may lie apart,
 * as columns of a table of replicates do:
 *
 *                 metric 0   metric 1   metric 2
 *      replicate 0   v[0]      v[1]       v[2]       column 1: v + 1, step 3
 *      replicate 1   v[3]      v[4]       v[5]
 */
#ifndef QP_CHANCE_SUMMARY_H
#define QP_CHANCE_SUMMARY_H

#include <stddef.h>

#include "chance/exact.h"

enum { QP_LEAST_FOR_Z = 999 }; ///< values from which their spread is told

#define QP_TIE 1e-9 ///< relative: values this near are the same

/** What replicates of a null say of an observed value. */
typedef struct {
    double observed;
    double mean;       ///< NaN without any value
    double sd;         ///< with valid - 1 below the sum; 0 where they are all
                       ///< the same; NaN below two
    size_t upper;      ///< values at least as large as the observed
    size_t lower;      ///< values at most as large as the observed
    size_t valid;      ///< replicates that gave a value
    size_t replicates; ///< all
} qp_null_summary;

/**
 * Sum replicates up, in their order.
 *
 * @param[in] value     value of replicate r at value[r * step], NaN: none
 * @param[in] count     replicates
 * @param[in] step      >= 1; 1 where values lie side by side
 * @param[in] observed  NaN: none, and no p
 *
 * @par Cost
 * O(count) time.
 */
qp_null_summary qp_summarise(const double value[], size_t count, size_t step,
                             double observed);

/** p that chance gives a value as large as the observed, by qp_replicate_p;
 * NaN, as those below, without a value or an observation. */
double qp_null_p_upper(const qp_null_summary *null);

/** p that chance gives a value as small as the observed. */
double qp_null_p_lower(const qp_null_summary *null);

/** min(1, 2 min(p_lower, p_upper)) */
double qp_null_p_both(const qp_null_summary *null);

/** (observed - mean) / sd; NaN where the values are fewer than QP_LEAST_FOR_Z
 * or all the same. */
double qp_null_z(const qp_null_summary *null);

/**
 * Copy the values of replicates out and sort them.
 *
 * @param[in]  value   as in qp_summarise
 * @param[out] sorted  [count] rising; the first `return` of them are set
 * @return             values there are
 *
 * @par Cost
 * O(count log count) time.
 */
size_t qp_sort_valid(const double value[], size_t count, size_t step,
                     double sorted[]);

/**
 * Quantile of type 7: straight lines between the sorted values, the least at
 * share 0 and the largest at share 1.
 *
 *      h = (count - 1) share,   x[floor h] + (h - floor h) (x[floor h + 1] -
 *                                                           x[floor h])
 *
 * @param[in] sorted  [count] rising
 * @param[in] share   in [0, 1]
 * @return            NaN where count is 0
 *
 * @par Source
 * Hyndman and Fan (1996), Sample quantiles in statistical packages, Am. Stat.
 * 50, 361-365.
 */
double qp_quantile(const double sorted[], size_t count, double share);

/**
 * 95 % percentile interval of a bootstrap: quantiles 2.5 % and 97.5 %.
 *
 * @param[in] sorted  [count] rising; both ends are NaN where count is 0
 *
 * @par Source
 * Efron and Tibshirani (1993), An introduction to the bootstrap, ch. 13.
 */
qp_interval qp_percentile_interval(const double sorted[], size_t count);

#endif
