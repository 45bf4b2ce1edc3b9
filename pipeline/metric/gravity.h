/* SPDX-License-Identifier: MIT */
/**
 * @file metric/gravity.h
 * @brief X4: flows beyond what masses and distance explain.
 *
 *      ln E_rs = k + a ln M_r + b ln M_s + g ln d_rs       all pairs r != s,
 *                                                          flows of 0 included
 *
 * fitted as a Poisson pseudo-maximum likelihood: right in the mean whatever the
 * variance of the flows, for counts and amounts alike. Flows that leave one
 * origin, or reach one destination, vary together; standard errors are
 * clustered by both.
 *
 *      over-attraction of s = sum over r of F_rs / sum over r of E_rs
 *
 * With fixed effects, each origin and each destination has its own constant:
 * margins are met exactly (X3 with distance), and g alone is told.
 *
 * Source: Santos Silva and Tenreyro (2006), The log of gravity, Rev. Econ.
 * Stat. 88, 641-658; Cameron, Gelbach and Miller (2011), Robust inference with
 * multiway clustering, J. Bus. Econ. Stat. 29, 238-249.
 */
#ifndef QP_METRIC_GRAVITY_H
#define QP_METRIC_GRAVITY_H

#include <stdbool.h>

#include "metric/square.h"
#include "panel/metrics.h"

typedef enum {
    QP_GRAVITY_CONSTANT,
    QP_GRAVITY_ORIGIN,      ///< ln mass of the origin
    QP_GRAVITY_DESTINATION, ///< ln mass of the destination
    QP_GRAVITY_DISTANCE,    ///< ln distance
    QP_GRAVITY_COUNT
} qp_gravity_term;

/** "constant", "log_mass_origin", ... */
extern const char *const qp_gravity_names[QP_GRAVITY_COUNT];

/** A coefficient; all NaN where it cannot be told. */
typedef struct {
    double value;
    double error; ///< standard error, clustered by origin and destination; NaN
                  ///< where the two leave a variance below 0
    double plain; ///< robust to heteroscedasticity alone (HC0)
} qp_coefficient;

typedef struct {
    qp_coefficient term[QP_GRAVITY_COUNT];
    qp_coefficient fixed; ///< of ln distance, with fixed effects
    qp_reason reason;     ///< why the terms have no values
    qp_reason fixed_reason;
    double *fitted; ///< [n * n] E; NaN: the pair was dropped
    size_t pairs;   ///< used
    size_t dropped; ///< a mass or the distance is not known, or not above 0
} qp_gravity;

/**
 * Fit both models.
 *
 * @param[in]  mass      [n] NaN: not known
 * @param[in]  distance  [n * n] NaN: not known
 * @param[out] gravity   set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY   no room
 *
 * Reasons: no-flow, no-mass and no-distance (fewer than 8 pairs are left),
 * rank-deficient, not-converged.
 *
 * @par Cost
 * O(n^2) a round; some 10 rounds, with fixed effects some 10 times as many.
 */
QP_CHECKED qp_status qp_gravity_measure(const qp_square *square,
                                        const double mass[],
                                        const double distance[],
                                        qp_gravity *gravity, qp_error *err);

void qp_gravity_clear(qp_gravity *gravity);

/** Observed flow over the fitted one. */
typedef struct {
    double value; ///< NaN: nothing is fitted
    double error; ///< the fitted flows taken as given, the residuals of the
                  ///< other ends as independent
    size_t pairs; ///< used
} qp_attraction;

/** Of the flows into a unit; with `out`, of those out of it. */
qp_attraction qp_over_attraction(const qp_square *square, const double fitted[],
                                 size_t unit, bool out);

#endif
