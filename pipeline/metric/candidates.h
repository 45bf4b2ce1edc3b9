/* SPDX-License-Identifier: MIT */
/**
 * @file metric/candidates.h
 * @brief M19: who is nearest to a class that is lacking.
 *
 *      phi of litho     optics 0.6   resist 0.2   ships 0      sum 0.8
 *      Sha has          optics       resist                    100
 *      Dal has          optics                    ships        75
 *      Wuh has                                    ships        0
 *
 * Nearness is relatedness density (metric/relatedness.h). Equals are told
 * apart by what partners would add, then by capacity, then by number.
 *
 * A product that is no class of a portfolio stands by the industry of its
 * sellers: it is as related to other classes as this industry is, and to the
 * industry itself as to all of them together. Half of RD is then whether
 * somebody has the industry, the other half how near to it.
 */
#ifndef QP_METRIC_CANDIDATES_H
#define QP_METRIC_CANDIDATES_H

#include <stdbool.h>

#include "chance/curveball.h"

/** What is lacking, as the classes are related to it. */
typedef struct {
    const double *phi; ///< [classes] >= 0, 0 to itself
    size_t classes;
    size_t class; ///< its own number, or that of the industry it stands by
    double self;  ///< relatedness to this industry, > 0; 0: it is the class
    double total; ///< sum of all of these; 0: related to nothing
} qp_gap;

/**
 * A gap with its total.
 *
 * @param[in] phi        [classes] of the class, 0 to itself; must outlive it
 * @param[in] stands_in  the class is an industry, for a product of it
 *
 * @par Cost
 * O(classes) time.
 */
qp_gap qp_gap_of(const double phi[], size_t classes, size_t class,
                 bool stands_in);

/**
 * How near someone is to a gap.
 *
 *      RD = 100 sum_j phi_j X_j / sum_j phi_j
 *
 * @param[in] column  [count] the classes that are there, each once
 * @return            in [0, 100]; NaN where the gap is related to nothing
 */
double qp_gap_density(const qp_gap *gap, const uint32_t column[], size_t count);

/** Is the class of the gap itself among those there? O(count). */
bool qp_gap_is_filled(const qp_gap *gap, const uint32_t column[], size_t count);

/**
 * What partners would add to each: X1 for one class alone, in the mean over
 * the others of the same cluster.
 *
 *      Comp_r = mean over s of 100 sum_j phi_j (1 - X_rj) X_sj / sum_j phi_j
 *
 * @param[in]  has      rows are bearers
 * @param[in]  cluster  [rows] UINT32_MAX: in none
 * @param[out] room     [2 * classes]
 * @param[out] gain     [rows] in [0, 100]; 0 without partners, and where the
 *                      gap is related to nothing
 *
 * @par Cost
 * O(clusters x rows + rows x classes) time.
 */
void qp_gap_gains(const qp_gap *gap, const qp_two_mode *has,
                  const uint32_t cluster[], double room[], double gain[]);

/** Someone who could fill a gap. */
typedef struct {
    uint32_t bearer;
    double density;    ///< NaN: no place in the order
    double gain;       ///< >= 0
    double capacity;   ///< >= 0, in any unit
    double rank;       ///< from 1; NaN where the density is 0 or none
    uint32_t level[3]; ///< what the ranking works in
    double key;        ///< likewise
} qp_candidate;

/**
 * Rank candidates: by density, then gain, then capacity, the largest first,
 * numbers as near as QP_TIE being equal, then by bearer, the smallest first.
 *
 * @param[in,out] list  [count] sorted so, those without a density last
 * @return how many have a rank: those whose density is above 0
 *
 * @par Cost
 * O(count log count) time.
 */
size_t qp_candidates_rank(qp_candidate list[], size_t count);

/**
 * Rank the best alone, as qp_candidates_rank would.
 *
 * @param[in,out] list  [count] the best come first, ranked; the rest follow in
 *                      any order, without a rank of use
 * @param[in]     most  how many are wanted
 * @param[out]    room  [most] work area
 * @return how many have a rank, at most `most`
 *
 * @par Cost
 * O(count log most) time; as much again for each further number that differs
 * from the last of the best by less than QP_TIE.
 */
size_t qp_candidates_best(qp_candidate list[], size_t count, size_t most,
                          double room[]);

#endif
