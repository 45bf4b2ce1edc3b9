/* SPDX-License-Identifier: MIT */
/**
 * @file metric/stage_matrix.h
 * @brief M13: how strongly the stages of the innovation chain are tied to each
 *        other, against what their sizes imply.
 *
 *                     sci  eng  pro     s
 *      science          4    6    1    11      A_ab = sum of the weights
 *      engineering      6    0    6    12             between a and b
 *      product          1    6   10    17      A_aa = twice that inside a
 *                                    t 40
 *
 *      Q_ab = A_ab t / (s_a s_b)          gap = max(0, 1 - Q_ab)
 *
 *      Q(science, product) = 1 x 40 / (11 x 17) = 0.21, a gap of 0.79
 *
 * The weight of a link is split equally over the stages of an actor, at each
 * end: a link from one of two stages to one of three is six of w / 6.
 *
 * Source: constructed here; the quotient is that of association strength, van
 * Eck and Waltman (2009), J. Am. Soc. Inf. Sci. Technol. 60, 1635-1651.
 */
#ifndef QP_METRIC_STAGE_MATRIX_H
#define QP_METRIC_STAGE_MATRIX_H

#include "metric/innovation_stage.h"

typedef struct {
    double led[QP_INNOVATION_STAGES][QP_INNOVATION_STAGES];
    ///< weight from one stage to another, >= 0, in the layer's unit; of an
    ///< undirected layer in the direction in which links are stored
    size_t links;   ///< that make it
    size_t missing; ///< links of the window left out, as qp_web.missing, and
                    ///< those with an end without a stage
} qp_stage_matrix;

/**
 * Sum the links of one layer and window. O(actors + links of the layer).
 * @param[in] layer  row of net->layers
 */
qp_stage_matrix qp_stage_matrix_sum(const qp_network *net, qp_row layer,
                                    qp_period window);

/** A_ab: the weight of the links between two stages, inside one twice. */
double qp_stage_weight(const qp_stage_matrix *m, qp_innovation_stage a,
                       qp_innovation_stage b);

/** Q_ab, >= 0; 1: as strongly tied as their sizes imply. NaN where one of the
 * stages has no link. */
double qp_stage_observed_expected(const qp_stage_matrix *m,
                                  qp_innovation_stage a, qp_innovation_stage b);

/** max(0, 1 - Q), in [0, 1]; NaN where Q is. */
double qp_stage_gap(double observed_expected);

#endif
