/* SPDX-License-Identifier: MIT */
/**
 * @file metric/coupling.h
 * @brief M4: coupling coordination, are the chains of a region high and even?
 *
 *      D = sqrt(C T),   T = sum of a_i U_i                    all in [0, 1]
 *
 * U_1 ... U_n are the scores of the chains, a their weights; T is how high they
 * are, C how even. A high D says both; C alone is balance, also of little. It is
 * what stands side by side, not what works together: no link enters, unless a
 * score is one of links.
 */
#ifndef QP_METRIC_COUPLING_H
#define QP_METRIC_COUPLING_H

#include <stddef.h>

/** How even, by whom. */
typedef enum {
    QP_COUPLING_STANDARD, ///< crowds towards 1
    QP_COUPLING_WANG,     ///< spreads over [0, 1]
    QP_COUPLING_FAN,      ///< by the standard deviation; in no panel
    QP_COUPLING_FORMS
} qp_coupling_form;

/**
 * The coupling degree C.
 *
 *      standard   (prod U)^(1/n) / mean U
 *
 *      Wang       sqrt( (1 - sum of |U_i - U_j| over i < j / (n (n-1) / 2))
 *                       x (prod of U_i / max U)^(1 / (n-1)) )
 *
 *      Fan        1 - 2 sd U,   sd with n below the sum
 *
 * 1 where all scores are the same. In the first two a score of 0 makes C 0.
 *
 * @param[in] score  [count] U
 * @return           in [0, 1]; NaN below two scores, or where one is outside
 *                   [0, 1] or NaN
 *
 * @par Cost
 * O(count^2).
 *
 * @par Source
 * Wang, Kong, Ren, Zhi and Dai (2021), Research on misuses and modification of
 * coupling coordination degree model in China, J. Natural Resources 36(3),
 * 793-810. Published values of all three: documentation of the R package
 * coupling, of the first two also of mathmodels.
 */
double qp_coupling_degree(qp_coupling_form form, const double score[],
                          size_t count);

/**
 * The level of development T, the weighted mean of the scores.
 * @param[in] weight  [count] their sum is 1; NULL: alike
 * @return            NaN where a score is
 */
double qp_development_level(const double score[], const double weight[],
                            size_t count);

/** Coupling coordination D of a degree and a level; NaN where one is. */
double qp_coupling_coordination(double degree, double level);

#endif
