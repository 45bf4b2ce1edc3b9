/* SPDX-License-Identifier: MIT */
/**
 * @file metric/relatedness.h
 * @brief Which classes go together, and what a region therefore lacks least.
 *
 *            ships  steel  wine                 phi   ships  steel  wine
 *      Sha     1      1      0                 ships    .     2/3     0
 *      Dal     1      1      0       ->        steel   2/3     .     1/3
 *      Wuh     0      1      1                 wine     0     1/3     .
 *
 * X_ri is 1 where region r has class i, else 0 (metric/specialisation.h):
 * holdings whose values are 1 or 0. Nothing here allocates; everything may run
 * in several threads at once.
 */
#ifndef QP_METRIC_RELATEDNESS_H
#define QP_METRIC_RELATEDNESS_H

#include "metric/specialisation.h"

/** How relatedness is computed of C_ij, the regions that have both i and j:
 *
 *      proximity     C_ij / max(k_i, k_j)            k_i = sum_r X_ri
 *      association   C_ij T / (S_i S_j)              S_i = sum_j!=i C_ij
 *      cosine        C_ij / sqrt(S_i S_j)            T   = sum_i S_i
 *      jaccard       C_ij / (S_i + S_j - C_ij)
 *      probability   C_ij / ( (S_i S_j / (T - S_i) + S_i S_j / (T - S_j)) / 2 )
 */
typedef enum {
    QP_RELATED_PROXIMITY,
    QP_RELATED_ASSOCIATION,
    QP_RELATED_COSINE,
    QP_RELATED_JACCARD,
    QP_RELATED_PROBABILITY,
    QP_RELATED_COUNT
} qp_relatedness_kind;

extern const char *const qp_relatedness_names[QP_RELATED_COUNT];

/** "it is one of proximity, ...": what to tell who names no such. */
extern const char qp_relatedness_expected[];

/** The number of a name; QP_RELATED_COUNT where there is no such. */
qp_relatedness_kind qp_relatedness_find(const char *name);

/**
 * In how many regions two classes meet.
 *
 * @param[in]  present  X, 1 or 0
 * @param[out] meet     [classes * classes] C_ij, symmetric, the diagonal 0
 *
 * @par Cost
 * O(regions x classes + sum of squares of the classes that a region has) time.
 */
void qp_meetings(const qp_holdings *present, double meet[]);

/** Numbers of room that qp_relatedness_of needs. */
size_t qp_relatedness_room(const qp_holdings *present);

/**
 * How related classes are.
 *
 * @param[in]  present  X, 1 or 0
 * @param[out] room     [qp_relatedness_room]
 * @param[out] phi      [classes * classes] >= 0, symmetric, the diagonal 0; 0
 *                      where the formula divides by 0: such classes meet nobody
 *
 * @par Cost
 * As qp_meetings, and O(classes^2) time.
 *
 * @par Source
 * proximity: Hidalgo, Klinger, Barabasi and Hausmann (2007), The product space
 * conditions the development of nations, Science 317, 482-487. The others: van
 * Eck and Waltman (2009), How to normalize cooccurrence data?, JASIST 60,
 * 1635-1651; the probability index in the form of Steijn (2021), Improvement
 * on the association strength, QSS 2, 1-17.
 */
void qp_relatedness_of(qp_relatedness_kind kind, const qp_holdings *present,
                       double room[], double phi[]);

/** Numbers of room that qp_relatedness_density needs. */
size_t qp_density_room(const qp_holdings *present);

/**
 * How much of what is related to a class a region has.
 *
 *      RD_ri = 100 sum_j!=i phi_ij X_rj / sum_j!=i phi_ij
 *
 * @param[in]  phi      [classes * classes] symmetric, >= 0, the diagonal 0
 * @param[out] room     [qp_density_room]
 * @param[out] density  [regions * classes] in [0, 100]; NaN for a class that
 *                      is related to no other
 *
 * @par Cost
 * O(classes x classes that the regions have) time.
 *
 * @par Source
 * Boschma, Balland and Kogler (2015), Relatedness and technological change in
 * cities, Ind. Corp. Change 24, 223-250.
 */
void qp_relatedness_density(const qp_holdings *present, const double phi[],
                            double room[], double density[]);

/** Numbers of room that qp_complementarities needs. */
size_t qp_complementarity_room(const qp_holdings *present);

/**
 * What the density of the classes that a region lacks would gain, in the mean,
 * if it had what another region has.
 *
 *      Comp_r<-s = mean over i with X_ri = 0 of
 *                  100 sum_j phi_ij (1 - X_rj) X_sj / sum_j phi_ij
 *
 * A class that is related to no other stays out of the mean. Not symmetric.
 *
 * @param[in]  r     the region that would gain
 * @param[out] room  [qp_complementarity_room]
 * @param[out] gain  [regions] from each region s, in [0, 100]; that from r
 *                   itself is 0; all NaN where r lacks no class that is
 *                   related to another
 *
 * @par Cost
 * O(classes x (classes + regions)) time.
 *
 * @par Source
 * Ours; the idea is that of Balland and Boschma (2021), Complementary
 * interregional linkages and Smart Specialisation, Reg. Stud. 55, 1059-1070.
 */
void qp_complementarities(const qp_holdings *present, const double phi[],
                          size_t r, double room[], double gain[]);

#endif
