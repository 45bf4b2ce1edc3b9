/* SPDX-License-Identifier: MIT */
/**
 * @file synth/profile.h
 * @brief What the regions of a cluster have in common: their industries.
 *
 * Staff by industry is a mixture of one profile that all have and of one that
 * each region has for itself:
 *
 *      x_ri  =  P_r / 10  (l c_i + (1 - l) o_ri)     sum c = sum o_r = 1
 *
 * with l the isomorphism of r's cluster. At l = 1 the cosine of two regions
 * of the cluster is 1, but for the rounding to whole persons.
 */
#ifndef QP_SYNTH_PROFILE_H
#define QP_SYNTH_PROFILE_H

#include "synth/plan.h"
#include "synth/trades.h"

/** @param[out] staff  persons by industry */
void qp_profile(const qp_plan *plan, size_t region,
                uint64_t staff[QP_TRADE_COUNT]);

#endif
