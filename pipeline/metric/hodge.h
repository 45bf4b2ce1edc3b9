/* SPDX-License-Identifier: MIT */
/**
 * @file metric/hodge.h
 * @brief M11: how much of the imbalance of flows is one hierarchy, and how high
 *        each unit stands in it.
 *
 *      A ──> B ──> C     a hierarchy: C on top      A ──> B ──> C ──> A
 *      └───────────┘     eta 1                      a cycle, eta 0
 *
 * Of each pair with flow, w = F_rs + F_sr is its weight and y = (F_rs - F_sr)/w
 * its slope. Heights phi that explain the slopes best,
 *
 *      minimise  sum over pairs of  w (y - (phi_r - phi_s))^2
 *
 * solve L phi = O - I, L the Laplacian of w; in each connected component their
 * mean is 0. The siphon potential is sigma = -phi: high where flows end.
 *
 *      eta = sum w (phi_r - phi_s)^2 / sum w y^2              0 <= eta <= 1
 *
 * The denominator is Bowker's X2, so that eta X2 is the statistic of Stuart and
 * Maxwell (marginal homogeneity), with df = units with flow - components; and
 * where direction is chance eta is about df / pairs.
 *
 * Source: Jiang, Lim, Yao and Ye (2011), Statistical ranking and combinatorial
 * Hodge theory, Math. Program. 127, 203-244; Stuart (1955), Biometrika 42,
 * 412-416; Maxwell (1970), Brit. J. Psychiatry 116, 651-655. The reading of
 * the denominator as Bowker's statistic is ours.
 */
#ifndef QP_METRIC_HODGE_H
#define QP_METRIC_HODGE_H

#include "metric/square.h"

enum {
    QP_HODGE_DENSE = 1000, ///< units up to which all is done densely
    QP_HODGE_SPARSE = 6,   ///< pairs a unit from which on it is, too: measured
};

typedef struct {
    double *potential;   ///< [n] phi; NaN for units without flow
    uint32_t *component; ///< [n] below components, QP_NONE without flow; phi of
                         ///< two components cannot be compared
    size_t pairs;        ///< with flow
    size_t components;   ///< of units with flow
    size_t linked;       ///< units with flow; the others are isolated
    size_t cycle_rank;   ///< pairs - linked + components; 0: eta is 1 trivially
    double eta;          ///< NaN where all pairs are in balance, or no flow is
    double expected;     ///< df / pairs
    double asymmetry;    ///< sum w y^2, Bowker's X2 where flows are counts
    double stuart_maxwell; ///< eta X2; NaN where eta is
    double df;             ///< linked - components
    double p;              ///< P(chi-square of df >= eta X2)
} qp_hodge;

/**
 * Measure the hierarchy of flows.
 *
 * Heights lose as many digits as there are between the largest and the
 * smallest weight of a component, at worst; beyond sixteen there are none.
 *
 * @param[out] hodge     set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY   no room
 * @retval QP_E_NUMERIC  weights are too far apart for heights
 *
 * @par Cost
 * 1/3 n^3 operations, in n^2 doubles. Above QP_HODGE_DENSE units of which few
 * exchange anything (fewer than QP_HODGE_SPARSE pairs a unit), O(n^2) to find
 * the pairs and sparse elimination: graph/laplacian.h; one thread at a time.
 */
QP_CHECKED qp_status qp_hodge_measure(const qp_square *square, qp_hodge *hodge,
                                      qp_error *err);

void qp_hodge_clear(qp_hodge *hodge);

/** Doubles that qp_hodge_potential works in. */
size_t qp_hodge_room(size_t n);

/**
 * phi alone, densely, without asking for memory: for resampling.
 * @param[in,out] work  [qp_hodge_room(n)]
 * @param[out] phi      [n] as qp_hodge.potential; all NaN where weights are too
 *                      far apart
 */
void qp_hodge_potential(const qp_square *square, double work[], double phi[]);

/** The Laplacian of a square, factored once for many asymmetries of the same
 * pair sums. */
typedef struct {
    size_t n;
    double *factor; ///< [n * n]
    double *ground; ///< [n] 1: the first of its component, or without flow
} qp_hodge_factor;

/**
 * Factor the Laplacian of a square.
 * @param[out] factor    set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY   no room
 * @retval QP_E_NUMERIC  weights are too far apart
 *
 * @par Cost
 * 1/3 n^3 operations, in n^2 doubles.
 */
QP_CHECKED qp_status qp_hodge_factorise(const qp_square *square,
                                        qp_hodge_factor *factor, qp_error *err);

void qp_hodge_factor_clear(qp_hodge_factor *factor);

/**
 * eta of other flows with the same sums of pairs.
 *
 * @param[in] net        [n] O - I of each unit
 * @param[in] asymmetry  sum w y^2
 * @param[in,out] work   [n]
 * @return NaN where asymmetry is 0
 *
 * @par Cost
 * 2 n^2 operations.
 */
double qp_hodge_gradient_share(const qp_hodge_factor *factor,
                               const double net[], double asymmetry,
                               double work[]);

#endif
