/* SPDX-License-Identifier: MIT */
/**
 * @file metric/covariates.h
 * @brief What the gravity model wants to know of regions: masses, distances.
 */
#ifndef QP_METRIC_COVARIATES_H
#define QP_METRIC_COVARIATES_H

#include "net/network.h"

/** Where distances come from. */
typedef enum {
    QP_DISTANCE_NONE,        ///< none is known
    QP_DISTANCE_PAIRS,       ///< `pairs` of measure `distance`
    QP_DISTANCE_GREAT_CIRCLE ///< coordinates, km
} qp_distance_source;

/**
 * Distances between regions.
 *
 * Where the network has pairs of measure `distance`, they are all that is used,
 * for two kinds of distance do not mix: a pair given in one direction holds
 * for both, unless both are given. Else the great circle between coordinates,
 * on a sphere of radius 6371.0088 km.
 *
 * @param[in]  region    [count] actor rows
 * @param[out] distance  [count * count] NaN: not known; 0 on the diagonal
 *
 * @par Cost
 * O(count^2 + pairs log count) time.
 *
 * @par Source
 * The radius: mean of IUGG, Moritz (2000), J. Geodesy 74, 128-133.
 */
qp_distance_source qp_distances(const qp_network *net, const qp_row region[],
                                size_t count, double distance[]);

/** Great circle between two places in degrees, km; NaN where one is. */
double qp_great_circle(double lon1, double lat1, double lon2, double lat2);

#endif
