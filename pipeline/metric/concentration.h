/* SPDX-License-Identifier: MIT */
/**
 * @file metric/concentration.h
 * @brief M9: how unequally something is spread over regions.
 *
 * With shares q = x / sum x of n regions, shares p of their population, and
 * Q, P the sums of both over a cluster k:
 *
 *      primacy              q(1)                 the largest, in (0, 1]
 *      primacy_ratio        x(1) / x(2)          largest by second, >= 1
 *      hhi                  sum q^2              in [1/n, 1]
 *      hhi_normalised       (HHI - 1/n) / (1 - 1/n)         in [0, 1]
 *      gini                 sum sum |x_i - x_j| / (2 n^2 mean)
 *                                                in [0, (n-1)/n]
 *      theil                sum q ln(q/p)        nats, >= 0
 *      theil_between        sum over k of Q ln(Q/P)
 *      theil_within         sum over k of Q T_k, T_k the theil inside k
 *      theil_between_share  between / (between + within)    in [0, 1]
 *
 * 0 ln 0 is 0. A region whose x, population or cluster is not known is left
 * out of what needs it, and never taken for 0; so between and within add up to
 * theil where every region has a cluster. docs/metrics/concentration.md works
 * an example of three regions by hand.
 *
 * Source: Jefferson (1939), The law of the primate city, Geogr. Review 29,
 * 226-232; Theil (1967), Economics and information theory; Shorrocks (1980),
 * The class of additively decomposable inequality measures, Econometrica 48,
 * 613-625.
 */
#ifndef QP_METRIC_CONCENTRATION_H
#define QP_METRIC_CONCENTRATION_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "panel/metrics.h"

enum {
    QP_CONCENTRATION_FIRST = QP_M_PRIMACY,
    QP_CONCENTRATION_COUNT = QP_M_THEIL_BETWEEN_SHARE - QP_M_PRIMACY + 1
};

/** All of the above, at metric - QP_CONCENTRATION_FIRST. */
typedef struct {
    double value[QP_CONCENTRATION_COUNT]; ///< NaN where there is a reason
    double low[QP_CONCENTRATION_COUNT];   ///< least of the values without one
                                          ///< region; NaN where there is none
    double high[QP_CONCENTRATION_COUNT];  ///< largest of them
    qp_reason reason[QP_CONCENTRATION_COUNT];
    size_t used[QP_CONCENTRATION_COUNT]; ///< regions
} qp_concentration;

/** What is known of the regions. */
typedef struct {
    size_t count;
    const double *x;          ///< [count] stock or inflow; NaN: not known
    const double *population; ///< [count] >= 0; NaN: not known
    const uint32_t *cluster;  ///< [count] below cluster_count; QP_NONE: none
    size_t cluster_count;
} qp_stocks;

/**
 * Measure concentration, and how far it hangs on a single region.
 *
 * @param[out] concentration  untouched on failure
 * @retval QP_E_MEMORY  no room
 *
 * Reasons: no-stock (no x known), negative, zero-total, one-region
 * (hhi_normalised, primacy_ratio), zero-second, no-population (of no region,
 * or 0 where x is not), no-cluster, one-cluster (between and its share);
 * zero-total also for the share of a theil of 0; overflow.
 *
 * @par Cost
 * O(count (count + cluster_count)) time, for the values without each region.
 */
QP_CHECKED qp_status qp_concentration_measure(const qp_stocks *stocks,
                                              qp_concentration *concentration,
                                              qp_error *err);

#endif
