/* SPDX-License-Identifier: MIT */
/**
 * @file metric/intake.h
 * @brief M21: what a core takes of the resources of its cluster, and what it
 *        returns in benefits.
 *
 * Of each layer l, N is all flow between regions, and for core x of a cluster
 *
 *      taken  sum of F[s,x]      given  sum of F[x,s]      inside  all flow
 *                                                          inside the cluster
 *
 *      intake = mean (taken - given)/N / mean inside/N
 *                                   over the resource layers, in [-1, 1]
 *      return = mean given/N over the benefit layers
 *             / mean taken/N over the resource layers, >= 0, not capped
 *
 * Dividing by N lets layers of different units be added: nothing else does.
 * High intake and low return: a siphon; both high: a hub that radiates. Both
 * are ours.
 */
#ifndef QP_METRIC_INTAKE_H
#define QP_METRIC_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "panel/metrics.h"

/** One layer and window, seen from one core. */
typedef struct {
    bool resource; ///< else a benefit
    double total;  ///< N
    double taken;  ///< NaN: the cluster has no core
    double given;  ///< NaN likewise
    double inside;
} qp_intake_layer;

typedef struct {
    double intake;
    double benefit_return;
    qp_reason no_intake; ///< why there is no value
    qp_reason no_return;
} qp_intake;

/**
 * Intake and return of one core. Layers without flow (N = 0) are left out.
 *
 * Reasons: no-core, no-resource, no-benefit (return), no-flow (nothing inside
 * the cluster, or nothing taken).
 */
qp_intake qp_intake_measure(const qp_intake_layer layers[], size_t count);

#endif
