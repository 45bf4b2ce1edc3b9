/* SPDX-License-Identifier: MIT */
/**
 * @file metric/backbone.h
 * @brief M12, X6: which flows to draw, when all of them would hide the map.
 *
 * Disparity filter: how likely a flow of this share of its end's k flows is if
 * that end divided its strength among them at random.
 *
 *      alpha_out = (1 - F_rs/O_r)^(k_r - 1)     alpha_in likewise at s
 *      alpha     = the smaller; kept below QP_DISPARITY_LEVEL
 *
 * An end with a single flow says nothing of it (alpha 1). A rule for drawing:
 * the smaller of two p is no p, and no metric is computed on what is kept.
 *
 * Noise-corrected backbone, for counts: n = W, mu = O_r I_s / n^2,
 * kappa = n / (O_r I_s),
 *
 *      score = (kappa F - 1) / (kappa F + 1)                  in [-1, 1]
 *
 * with the sd that follows from a Beta prior of mean mu for the flow's
 * probability; kept where score > QP_NOISE_DELTA sd. NaN where an end takes
 * part in all flows.
 *
 * Source: Serrano, Boguna and Vespignani (2009), Extracting the multiscale
 * backbone of complex weighted networks, PNAS 106, 6483-6488; Coscia and Neffke
 * (2017), Network backboning with noisy data, ICDE, 425-436. Published programs
 * use (mu/var)(1 - mu^2) - (1 - mu) for the second parameter of the prior; that
 * with (1 - mu)^2, used here, has the mean and variance that it is to have.
 */
#ifndef QP_METRIC_BACKBONE_H
#define QP_METRIC_BACKBONE_H

#include <stdbool.h>

#include "metric/square.h"

#define QP_DISPARITY_LEVEL 0.05
#define QP_NOISE_DELTA     1.64 ///< one-sided 95 % of a normal

typedef struct {
    uint32_t from;
    uint32_t to;
    double flow;
    double alpha_out; ///< 0 to 1
    double alpha_in;
    double alpha;
    double score; ///< NaN: not counts, or an end takes part in all flows
    double sd;
} qp_backbone_cell;

typedef struct {
    qp_backbone_cell *cells; ///< [count] cells with flow, by (from, to)
    size_t count;
} qp_backbone;

/**
 * Measure every flow.
 *
 * @param[in]  counts    flows are whole numbers: the noise correction applies
 * @param[out] backbone  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY   no room
 *
 * @par Cost
 * O(n^2) time.
 */
QP_CHECKED qp_status qp_backbone_measure(const qp_square *square, bool counts,
                                         qp_backbone *backbone, qp_error *err);

void qp_backbone_clear(qp_backbone *backbone);

/** (1 - flow/strength)^(degree - 1). */
double qp_disparity(double flow, double strength, size_t degree);

/** score and sd of one flow of counts; both NaN where `from` or `to` takes part
 * in all. @param[in] published  use the second parameter of published programs */
void qp_noise_corrected(double flow, double outflow, double inflow,
                        double total, bool published, double result[2]);

#endif
