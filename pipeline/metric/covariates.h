/* SPDX-License-Identifier: MIT */
/**
 * @file metric/covariates.h
 * @brief What models of flows want to know of regions: masses, distances.
 *
 *      distance[r * n + s]      Bei  Tia  Heb
 *                          Bei    0  113  265      NaN where not known
 *                          Tia  113    0  298
 *                          Heb  265  298    0
 */
#ifndef QP_METRIC_COVARIATES_H
#define QP_METRIC_COVARIATES_H

#include "net/network.h"

/**
 * How much there is of each region in a window.
 *
 * @param[in]  window     QP_NO_PERIOD: the whole period
 * @param[in]  indicator  id of a stock; NULL: the population (metric/stock.h)
 * @param[in]  region     [count] actor rows, ascending
 * @param[out] mass       [count] NaN where there is none, so everywhere where
 *                        there is no such indicator
 *
 * @par Cost
 * O(indicator rows + count) time.
 */
void qp_masses(const qp_network *net, qp_period window, const char *indicator,
               const qp_row region[], size_t count, double mass[]);

/**
 * The values of one measure of `pairs` between regions.
 *
 * A pair given in one direction holds for both, unless both are given.
 *
 * @param[in]  measure  e.g. "distance"
 * @param[in]  region   [count] actor rows, ascending
 * @param[out] value    [count * count] from row to column, as given; NaN where
 *                      it is not, and on the diagonal
 * @return              is there any?
 *
 * @par Cost
 * O(count^2 + pairs log count) time.
 */
bool qp_pair_values(const qp_network *net, const char *measure,
                    const qp_row region[], size_t count, double value[]);

/** Where distances come from. */
typedef enum {
    QP_DISTANCE_NONE,        ///< none is known
    QP_DISTANCE_PAIRS,       ///< `pairs` of measure `distance`, in their unit
    QP_DISTANCE_GREAT_CIRCLE ///< coordinates, km
} qp_distance_source;

/**
 * Distances between regions.
 *
 * Where the network has pairs of measure `distance` between regions at hand,
 * these are all that is used: roads and great circles do not mix, so pairs that
 * the table leaves out stay unknown. They have one unit, for a second one was
 * refused when the network was built. A pair given in one direction holds for
 * both, unless both are given. Without any such pair, the great circle between
 * coordinates.
 *
 * @param[in]  region    [count] actor rows, ascending
 * @param[out] distance  [count * count] as given, not looked at further; NaN:
 *                       not known; 0 on the diagonal
 *
 * @par Cost
 * O(count^2 + pairs log count) time.
 */
qp_distance_source qp_distances(const qp_network *net, const qp_row region[],
                                size_t count, double distance[]);

/**
 * Great circle between two places.
 *
 *      2 R asin sqrt( sin^2(dlat/2) + cos lat1 cos lat2 sin^2(dlon/2) )
 *
 * The haversine: right to the last digits for near places, to 1e-8 of itself
 * next to the antipode.
 *
 * @param[in] lon1, lat1, lon2, lat2  degrees east and north; NaN: not known
 * @return    km, 0 to 20015.1; NaN where one is not known
 *
 * @par Source
 * R = 6371.0088 km, the mean radius of GRS 80: Moritz (2000), Geodetic
 * Reference System 1980, J. Geodesy 74, 128-133.
 */
double qp_great_circle(double lon1, double lat1, double lon2, double lat2);

#endif
