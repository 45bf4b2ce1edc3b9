/* SPDX-License-Identifier: MIT */
/**
 * @file figure/disc.h
 * @brief Discs that stand for places, and room between them.
 */
#ifndef QP_FIGURE_DISC_H
#define QP_FIGURE_DISC_H

#include "figure/geometry.h"

typedef struct {
    qp_point centre;
    double radius;
} qp_disc;

/**
 * Move discs apart that cover each other, none further than `most` from where
 * it was; a larger disc gives way less.
 *
 * @param[in,out] discs  [count]
 * @param[in]     gap    what is to lie between two of them
 * @param[out]    moved  how many stand elsewhere than before
 * @retval QP_E_MEMORY   no room; they stand where they were
 * @par Cost
 * O(count^2) in each of at most 40 rounds.
 */
QP_CHECKED qp_status qp_discs_spread(qp_disc discs[], size_t count, double gap,
                                     double most, size_t *moved, qp_error *err);

#endif
