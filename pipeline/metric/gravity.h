/* SPDX-License-Identifier: MIT */
/**
 * @file metric/gravity.h
 * @brief X4: flows beyond what masses and distance explain.
 *
 *      ln E_rs = k + a ln M_r + b ln M_s + g ln d_rs + sum of c_i x_i,rs
 *
 *           Bei  Tia  Heb            pair   from  to    F   ln M  ln M  ln d
 *      Bei    .    6    4              0    Bei   Tia   6    .     .     .
 *      Tia   18    .    0      ->      1    Bei   Heb   4    .     .     .
 *      Heb   30    9    .              2    Tia   Bei  18    .     .     .
 *                                      3    Tia   Heb   0    .     .     .   ...
 *
 * over all pairs r != s, flows of 0 included, fitted as a Poisson
 * pseudo-maximum likelihood: right in the mean whatever the variance of the
 * flows, for counts and amounts alike.
 *
 * With **effects**, each origin and each destination has its own constant,
 *
 *      ln E_rs = o_r + i_s + g ln d_rs + sum of c_i x_i,rs
 *
 * so that the sums of E by origin and by destination are those of F: X3 with
 * distance. The constant and the masses are part of the effects and have no
 * coefficient of their own.
 *
 * **Which pairs.** A pair is dropped where a mass, the distance or a further
 * regressor is not known, or a mass or distance is not above 0. With effects, a
 * unit without outflow says nothing as an origin, and one without inflow
 * nothing as a destination: its effect is minus infinity. Such pairs are set
 * apart, their E is 0.
 *
 * **Standard errors.** Flows that leave one origin, or reach one destination,
 * vary together. With u_rs = x_rs (F_rs - E_rs), x after the effects are taken
 * out, and A = sum of E x x':
 *
 *      V  = A^-1 ( sum over r of (sum over s of u)(sum over s of u)'
 *                + sum over s of (sum over r of u)(sum over r of u)'
 *                - sum over pairs of u u' ) A^-1               clustered
 *      V0 = A^-1 ( sum over pairs of u u' ) A^-1               HC0
 *
 * without a factor for small samples: of a dozen units and fewer they are too
 * small. V is a difference, and need not be positive; a coefficient whose
 * variance in it is not has no clustered error.
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
    QP_GRAVITY_COUNT        ///< here the further ones begin
} qp_gravity_term;

enum {
    QP_GRAVITY_FURTHER = 8, ///< the most further regressors
    QP_GRAVITY_MOST = QP_GRAVITY_COUNT + QP_GRAVITY_FURTHER
};

/** "constant", "log_mass_origin", "log_mass_destination", "log_distance" */
extern const char *const qp_gravity_names[QP_GRAVITY_COUNT];

/** What may explain the flows between n units. */
typedef struct {
    const double *mass;     ///< [n] any unit; NaN: not known. With effects it
                            ///< is not looked at, and may be NULL
    const double *distance; ///< [n * n] any unit; NaN: not known
    const double *const *further; ///< [further_count] of [n * n] each, taken as
                                  ///< they are, e.g. 1 where a border lies
                                  ///< between; NaN: not known
    size_t further_count;         ///< at most QP_GRAVITY_FURTHER
    bool effects;                 ///< of each origin and each destination
} qp_gravity_data;

/** A coefficient; all NaN where it cannot be told. */
typedef struct {
    double value;
    double error; ///< standard error, clustered by origin and destination; NaN
                  ///< where the variance is not above 0
    double plain; ///< robust to heteroscedasticity alone (HC0)
} qp_coefficient;

typedef struct {
    qp_coefficient term[QP_GRAVITY_MOST]; ///< the further ones from
                                          ///< QP_GRAVITY_COUNT on
    double *fitted;   ///< [n * n] E, layer unit; NaN: the pair was dropped, or
                      ///< nothing is fitted
    size_t pairs;     ///< used
    size_t dropped;   ///< something of them is not known
    size_t separated; ///< set apart: no flow leaves the origin, or reaches the
                      ///< destination
    qp_reason reason; ///< why there are no coefficients
} qp_gravity;

/**
 * Fit the model.
 *
 * Another unit of flow changes the constant alone; other units of mass and
 * distance likewise. The order of the units changes nothing beyond rounding.
 *
 * @param[out] gravity   set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY   no room
 *
 * Reasons, the first that holds: no-mass, no-distance, not-given (a further
 * regressor) where fewer than two pairs a coefficient are left by what is not
 * known; no-flow; no-freedom (with effects, no more pairs than coefficients and
 * effects); rank-deficient (a coefficient follows from the others or from the
 * effects, to ten digits, or runs off to infinity: it alone tells which flows
 * are 0); not-converged (after 200 rounds).
 *
 * @par Cost
 * O(n^2 k^2) time a round, k coefficients; some 10 rounds, until neither a
 * coefficient moves by 1e-12 of itself nor the fitted flows by 1e-12 of their
 * sum. With effects O(n^2 k) more for each step of conjugate gradients, some 10
 * a round; where E hangs together by few pairs, up to 2n + 50. 16 n^2 (k + 4)
 * bytes.
 *
 * @par Source
 * Taking effects out instead of fitting them: Frisch and Waugh (1933),
 * Econometrica 1, 387-401; in a weighted fit: Correia, Guimaraes and Zylkin
 * (2020), Fast Poisson estimation with high-dimensional fixed effects, Stata
 * Journal 20, 95-115.
 */
QP_CHECKED qp_status qp_gravity_measure(const qp_square *square,
                                        const qp_gravity_data *data,
                                        qp_gravity *gravity, qp_error *err);

void qp_gravity_clear(qp_gravity *gravity);

/** Observed flow over the fitted one. */
typedef struct {
    double value; ///< >= 0; NaN: nothing is fitted
    double error; ///< standard error
    size_t pairs; ///< used
} qp_attraction;

/**
 * Over-attraction of a unit.
 *
 *      value = sum over r of F_rs / sum over r of E_rs
 *      error = sqrt( sum over r of (F_rs - E_rs)^2 ) / sum over r of E_rs
 *
 * Above 1, more flows in than masses and distance lead to expect. The error
 * takes E as given and the residuals of the other ends as independent, each end
 * a cluster. With effects the value is 1, by how they are fitted.
 *
 * @param[in] fitted  [n * n] of a gravity
 * @param[in] out     its mirror: of the flows out of the unit
 */
qp_attraction qp_over_attraction(const qp_square *square, const double fitted[],
                                 size_t unit, bool out);

#endif
