/* SPDX-License-Identifier: MIT */
/**
 * @file metric/backbone.h
 * @brief M12 and X6: the flows that stand out from the others of their ends,
 *        for maps that cannot draw all of them.
 *
 *      F = 18 of 21 sent ──▶ is that much for a unit that sends to 5?
 *
 * Two rules, which ask differently. The disparity filter looks at the shares
 * of one unit's flows; the noise-corrected score at the flow that the sizes of
 * both ends would make.
 *
 * They choose what is drawn. No metric is computed on what they keep, and
 * alpha, the smaller one of two p, is no p.
 */
#ifndef QP_METRIC_BACKBONE_H
#define QP_METRIC_BACKBONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "metric/square.h"

/** The cells with flow, by (from, to). All arrays are [count]. */
typedef struct {
    size_t count;
    uint32_t *from;    ///< unit
    uint32_t *to;      ///< unit
    double *flow;      ///< > 0, layer unit
    double *alpha_out; ///< in [0, 1], among the flows of its origin
    double *alpha_in;  ///< in [0, 1], among those of its destination
    double *alpha;     ///< the smaller of both
    double *expected;  ///< layer unit, for the sizes of its ends
    double *score;     ///< in (-1, 1), 0 as expected
    double *sd;        ///< of the score; NaN without counts
} qp_backbone;

/**
 * Measure every flow of a square. A symmetric square holds the ties of an
 * undirected layer: alpha is then the undirected one, the same in both cells
 * of a tie.
 *
 * @param[in]  counts    flows are whole numbers of independent events; the
 *                       score of others has no sd, which hangs on their unit
 * @param[out] backbone  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY   no room
 *
 * @par Cost
 * O(n^2) time, 64 bytes a flow.
 */
QP_CHECKED qp_status qp_backbone_measure(const qp_square *square, bool counts,
                                         qp_backbone *backbone, qp_error *err);

void qp_backbone_clear(qp_backbone *backbone);

/**
 * Disparity of one of the flows of a unit.
 *
 *      alpha = (1 - w/s)^(k-1)                          0 <= alpha <= 1
 *
 * The probability that a stick of length s, broken at random into k pieces,
 * has w or more in a given one. 1 for a unit with a single flow: it stands out
 * from nothing, and is kept through its other end or not at all.
 *
 * @param[in] flow      w > 0
 * @param[in] strength  s >= w, all flows of the unit in this direction
 * @param[in] degree    k >= 1, how many they are
 *
 * @par Source
 * Serrano, Boguna and Vespignani (2009), Extracting the multiscale backbone of
 * complex weighted networks, PNAS 106, 6483-6488. Of public programs,
 * networkx_backbone gives 1 - (k-1) (1-w/s)^(k-2), which is not this p.
 */
double qp_disparity(double flow, double strength, size_t degree);

/** Is a flow drawn at this level, 0.05 by custom? alpha < level. */
bool qp_disparity_keeps(double alpha, double level);

/** How the prior Beta distribution is matched to its mean and variance. */
typedef enum {
    QP_PRIOR_MATCHED, ///< to both, exactly; the program's
    QP_PRIOR_PUBLIC   ///< as the public programs have it, see below
} qp_prior;

/** A flow against the sizes of its ends. */
typedef struct {
    double expected; ///< O I / n
    double score;    ///< in (-1, 1)
    double sd;       ///< of the score, for counts
} qp_noise_score;

/**
 * Noise-corrected score of a flow F from a unit that sends O to one that
 * receives I, of n in all.
 *
 *      kappa = n / (O I)                      score = (kappa F - 1)
 *                                                     -------------
 *      prior of p   mean mu = O I / n^2               (kappa F + 1)
 *                   variance O I (n-O) (n-I) / (n^4 (n-1))
 *      Beta(alpha, beta) of that mean and variance:
 *                   alpha = mu^2 (1-mu)/var - mu
 *                   beta  = mu (1-mu)^2/var - (1-mu)
 *      posterior    p = (alpha + F) / (alpha + beta + n)
 *
 *      sd = sqrt(n p (1-p)) 2 (kappa + F d) / (kappa F + 1)^2
 *      d  = 1/(O I) - n (O + I)/(O I)^2
 *
 * @param[in] n  the total flow, not the number of units
 * @return       score and sd NaN where O = n or I = n: one unit sends or
 *               receives everything, and the prior has no variance
 *
 * @par Source
 * Coscia and Neffke (2017), Network backboning with noisy data, ICDE, 425-436.
 * The copies of its code that we have seen take
 *
 *      beta = (mu/var) (1 - mu^2) - (1 - mu)
 *
 * which does not match the variance; QP_PRIOR_PUBLIC is that one. The paper's
 * own equation was not to be had.
 */
qp_noise_score qp_noise_corrected(double flow, double outflow, double inflow,
                                  double n, qp_prior prior);

/** Is a flow kept? score > delta sd, with delta 1.28, 1.64 or 2.32 by custom
 * (10, 5, 1 % of one side); false where either is NaN. */
bool qp_noise_keeps(double score, double sd, double delta);

#endif
