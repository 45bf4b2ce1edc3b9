/* SPDX-License-Identifier: MIT */
/**
 * @file metric/ascendency.h
 * @brief X11: how organised the flows are, and how much slack they keep.
 *
 * The flows are extended by the boundary: z enters each unit from a source, y
 * leaves it to a sink; what enters a unit leaves it. With X all of these flows,
 * added up to S (total system throughput), and margins X_r. and X_.s:
 *
 *      capacity      H   = - sum X_rs/S log2 (X_rs/S)               bit
 *      mutual inf.   AMI =   sum X_rs/S log2 (X_rs S / (X_r. X_.s)) bit
 *      ascendency    S AMI          development capacity  S H
 *      a = AMI / H                  robustness  - a ln a   in [0, 1/e]
 *
 * a near 1: every flow has one way to go (order, brittle); near 0: flows go
 * anywhere (slack). O(n^2).
 *
 * Source: Ulanowicz (1986), Growth and development; Ulanowicz, Goerner, Lietaer
 * and Gomez (2009), Quantifying sustainability, Ecol. Complexity 6, 27-36.
 */
#ifndef QP_METRIC_ASCENDENCY_H
#define QP_METRIC_ASCENDENCY_H

#include "metric/circulation.h"

typedef struct {
    double throughput;         ///< S (TSTp), layer unit
    double throughflow;        ///< sum of T (TST), layer unit
    double path_length;        ///< TST / sum of z (APL); NaN: nothing enters
    double diversity;          ///< H, bit
    double mutual_information; ///< AMI, bit
    double ascendency;         ///< bit x layer unit
    double capacity;           ///< bit x layer unit
    double robustness;         ///< dimensionless
} qp_ascendency;

/** All NaN without flow; robustness NaN where H is 0. @param[in,out] through
 * [n] room; throughflow afterwards */
qp_ascendency qp_ascendency_measure(const qp_square *square,
                                    const qp_boundary *boundary,
                                    double through[]);

#endif
