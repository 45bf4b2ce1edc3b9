/* SPDX-License-Identifier: MIT */
/**
 * @file metric/gravity_pairs.h
 * @brief The pairs of a gravity model, in columns; shared by the files of
 *        metric/gravity.h.
 *
 * Regressors are less their mean, so that the constant stands at the middle of
 * the pairs and no digits are lost between it and the others.
 */
#ifndef QP_METRIC_GRAVITY_PAIRS_H
#define QP_METRIC_GRAVITY_PAIRS_H

#include "metric/gravity.h"

typedef struct {
    size_t units;
    size_t count;   ///< pairs that are used, by origin, then destination
    size_t terms;   ///< columns of x
    int first;      ///< the term of column 0; the others follow
    uint32_t *from; ///< [count] unit
    uint32_t *to;   ///< [count] unit
    double *flow;   ///< [count] >= 0, layer unit
    double *x;      ///< [terms * count] a column a term, less its mean
    double mean[QP_GRAVITY_MOST]; ///< [terms] 0 for the constant
    double total;                 ///< of flow
    double *fitted;               ///< [units * units] NaN: dropped; else 0
    size_t dropped;
    size_t separated;
    qp_reason reason; ///< why they are of no use; x is not set then
} qp_gravity_pairs;

/** @retval QP_E_MEMORY  no room; `pairs` is untouched */
QP_CHECKED qp_status qp_gravity_pairs_make(const qp_square *square,
                                           const qp_gravity_data *data,
                                           qp_gravity_pairs *pairs,
                                           qp_error *err);

void qp_gravity_pairs_clear(qp_gravity_pairs *pairs);

enum { QP_EFFECTS_ROOM = 7 }; ///< doubles a unit

/**
 * Take the effects of origins and destinations out of a column:
 *
 *      v_rs - o_r - i_s,  o and i such that  sum of w (v - o - i)^2  is least
 *
 * @param[in]     weight  [count] w >= 0
 * @param[in,out] column  [count] v
 * @param[in,out] room    [QP_EFFECTS_ROOM * units]
 *
 * @par Cost
 * O(count) time a step of conjugate gradients, at most 2 units + 50 steps.
 */
void qp_effects_remove(const qp_gravity_pairs *pairs, const double weight[],
                       double column[], double room[]);

#endif
