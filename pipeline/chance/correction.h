/* SPDX-License-Identifier: MIT */
/**
 * @file chance/correction.h
 * @brief p where the tests are many, and p where the replicates are few.
 */
#ifndef QP_CHANCE_CORRECTION_H
#define QP_CHANCE_CORRECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

/**
 * p of an observation among replicates of its null, itself one of them:
 *
 *      p = (1 + b) / (1 + B)                       1/(B+1) <= p <= 1
 *
 * @param[in] extreme     b, replicates at least as extreme
 * @param[in] replicates  B
 *
 * @par Source
 * Phipson and Smyth (2010), Permutation p-values should never be zero, Stat.
 * Appl. Genet. Mol. Biol. 9, 39.
 */
double qp_replicate_p(size_t extreme, size_t replicates);

/** The smallest p that so many replicates can give; 0 for exact tests. */
double qp_replicate_resolution(size_t replicates);

/**
 * q of a family of tests: the share of false discoveries if all tests with a
 * q no larger are called discoveries.
 *
 *      q(i) = min over j >= i of  p(j) m / j        p(1) <= ... <= p(m)
 *
 * Where even the smallest p that the replicates can give leads to a q above
 * 0.05 (m x resolution > 0.05), no test of the family could ever be called,
 * and every q is NaN.
 *
 * @param[in]  p           [count] NaN: not a test of the family
 * @param[in]  resolution  smallest p there could be; 0 for exact tests
 * @param[out] q           [count] NaN where p is; untouched on failure
 * @param[out] resolved    false when the replicates are too few
 * @retval QP_E_MEMORY     no room
 *
 * @par Cost
 * O(count log count) time.
 *
 * @par Source
 * Benjamini and Hochberg (1995), JRSS B 57, 289-300.
 */
QP_CHECKED qp_status qp_benjamini_hochberg(const double p[], size_t count,
                                           double resolution, double q[],
                                           bool *resolved, qp_error *err);

/**
 * q that also holds where tests depend on each other in whatever way; larger
 * by the factor 1 + 1/2 + ... + 1/m, and otherwise as qp_benjamini_hochberg.
 *
 *      q(i) = min over j >= i of  p(j) m (1 + 1/2 + ... + 1/m) / j,  at most 1
 *
 * @par Source
 * Benjamini and Yekutieli (2001), The control of the false discovery rate in
 * multiple testing under dependency, Ann. Stat. 29, 1165-1188.
 */
QP_CHECKED qp_status qp_benjamini_yekutieli(const double p[], size_t count,
                                            double resolution, double q[],
                                            bool *resolved, qp_error *err);

#endif
