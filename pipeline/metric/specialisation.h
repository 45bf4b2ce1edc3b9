/* SPDX-License-Identifier: MIT */
/**
 * @file metric/specialisation.h
 * @brief In what regions specialise, and how like each other they are in it.
 *
 *            ships  chips  wine   x_r.            shares p_ri
 *      Sha     20     60    20    100          0.2   0.6   0.2
 *      Dal     50      0    50    100          0.5   0     0.5
 *      x_.i    70     60    70    200 = x_..   0.35  0.3   0.35  of all
 *
 * Regions are rows, classes (industries or products) are columns. A region
 * that has nothing has no structure: its numbers are NaN, not 0. Nothing here
 * allocates; everything may run in several threads at once.
 */
#ifndef QP_METRIC_SPECIALISATION_H
#define QP_METRIC_SPECIALISATION_H

#include <stdbool.h>
#include <stddef.h>

/** How much of each class each region has. */
typedef struct {
    size_t region_count;
    size_t class_count;
    const double
        *value; ///< [region_count * class_count] x_ri >= 0, in the unit
                ///< of the portfolio, of finite sum
} qp_holdings;

/** Numbers of room that qp_location_quotients needs. */
size_t qp_quotients_room(const qp_holdings *holdings);

/**
 * How much larger the share of a class is in a region than in all regions.
 *
 *      LQ_ri = (x_ri / x_r.) / (x_.i / x_..)
 *
 * @param[out] room      [qp_quotients_room] what it holds is of no interest
 * @param[out] quotient  [regions * classes] >= 0, 1 as in all regions; NaN
 *                       where the region has nothing, or nobody has the class
 *
 * @par Cost
 * O(regions x classes) time.
 *
 * @par Source
 * Florence (1939), Report on the location of industry; as revealed
 * comparative advantage Balassa (1965), Manchester School 33, 99-123.
 */
void qp_location_quotients(const qp_holdings *holdings, double room[],
                           double quotient[]);

/** When a region counts as having a class. */
typedef struct {
    bool given;   ///< values are 0 or 1, and say so themselves
    double least; ///< else: a smaller value is no presence, whatever its LQ
} qp_presence_rule;

/**
 * The rule for a portfolio: given where every value is 0 or 1 and any is 1.
 */
qp_presence_rule qp_presence_rule_of(const qp_holdings *holdings, double least);

/**
 * Which classes are present in which regions.
 *
 *      X_ri = 1 if LQ_ri >= 1 and x_ri >= least, else 0
 *      X_ri = 1 if x_ri > 0, else 0                      where it is given
 *
 * An LQ as near to 1 as QP_TIE counts as 1.
 *
 * @param[in]  rule      of the portfolio as observed, also where these
 *                       holdings are drawn from it
 * @param[in]  quotient  [regions * classes] by qp_location_quotients
 * @param[out] present   [regions * classes] 1 or 0
 */
void qp_presences(const qp_holdings *holdings, qp_presence_rule rule,
                  const double quotient[], double present[]);

/**
 * The structure of each region.
 *
 * @param[out] share  [regions * classes] p_ri = x_ri / x_r., of sum 1; NaN in
 *                    a region that has nothing
 */
void qp_structure_shares(const qp_holdings *holdings, double share[]);

/**
 * The structure of all regions together.
 *
 * @param[out] share  [classes] p_.i = x_.i / x_.., NaN where nobody has any
 */
void qp_total_shares(const qp_holdings *holdings, double share[]);

/**
 * How like each other two structures are: the cosine of their shares, known
 * as the similarity coefficient of UNIDO.
 *
 *      S = sum_i p_i q_i / sqrt(sum_i p_i^2 sum_i q_i^2)
 *
 * @param[in] p  [classes] shares of one region
 * @param[in] q  [classes] and of another
 * @return       in [0, 1], 1 for the same structure; NaN where p or q is
 *
 * @par Source
 * UNIDO (1979), World industry since 1960.
 */
double qp_structure_cosine(const double p[], const double q[], size_t classes);

/**
 * How unlike two structures are: Krugman's index of specialisation.
 *
 *      K = sum_i |p_i - q_i|
 *
 * @return  in [0, 2]: 0 for the same structure, 2 where they have no class in
 *          common; NaN where p or q is
 *
 * @par Source
 * Krugman (1991), Geography and trade.
 */
double qp_krugman_index(const double p[], const double q[], size_t classes);

/**
 * How near the structure of a region is to that of all.
 *
 *      H = 1 / sum_i p_ri LQ_ri
 *
 * @param[in] share     [classes] p_ri
 * @param[in] quotient  [classes] LQ_ri
 * @return              in (0, 1], 1 for the structure of all; NaN where the
 *                      region has nothing
 *
 * @par Source
 * Frank Hachman's index of the Bureau of Economic and Business Research,
 * University of Utah.
 */
double qp_hachman_index(const double share[], const double quotient[],
                        size_t classes);

#endif
