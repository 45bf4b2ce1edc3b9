/* SPDX-License-Identifier: MIT */
/**
 * @file synth/places.h
 * @brief Regions and clusters, invented or taken from tables.
 *
 * Population by rank, the law of rank and size:
 *
 *      P(k) = P(1) k^-q          k = 1, 2, ...,   P(1) = 20 million
 *
 * q = 1 is Zipf's law; the shares of a Pareto law with exponent 1/q fall so.
 * Ranks are dealt to the clusters in turn, so that the first is the core and
 * the largest of each:
 *
 *      cluster   1   2   3          rank  1  2  3    cores
 *                                         4  5  6
 *                                         7  8
 *
 * Invented regions lie in the middle of the Indian Ocean, where there is no
 * land and no country: a cell a cluster, the core in its middle.
 *
 * Source: Auerbach (1913), Das Gesetz der Bevoelkerungskonzentration,
 * Petermanns Geographische Mitteilungen 59, 74-76; Gabaix (1999), Zipf's law
 * for cities: an explanation, QJE 114, 739-767.
 */
#ifndef QP_SYNTH_PLACES_H
#define QP_SYNTH_PLACES_H

#include <stdbool.h>

#include "core/pool.h"
#include "synth/synth.h"

/** Texts are numbers in qp_places.text; QP_NONE where there is none. */
typedef struct {
    qp_string id;
    qp_string name;
    qp_string name_zh;
    qp_string kind;
    qp_string political_system;
    qp_string customs_zone;
    qp_string legal_system;
    size_t cluster;
    bool core;
    double lon;          ///< degrees
    double lat;          ///< degrees
    uint64_t population; ///< persons, at least 1
} qp_synth_region;

typedef struct {
    qp_string id;
    qp_string name;
    qp_string name_zh;
    double label_lon; ///< degrees; NaN where not given
    double label_lat; ///< degrees
    size_t core;      ///< region
} qp_synth_cluster;

typedef struct {
    qp_pool text;
    qp_synth_region *regions; ///< [region_count]
    size_t region_count;
    qp_synth_cluster *clusters; ///< [cluster_count]
    size_t cluster_count;
} qp_places;

/**
 * Population of a rank, in whole thousands, at least one.
 *
 * @param[in] rank  from 1
 * @param[in] q     exponent, >= 0
 */
uint64_t qp_places_population(size_t rank, double q);

/**
 * Invent options->regions regions in options->clusters clusters.
 * @retval QP_E_MEMORY  no room; *places is then as it was
 */
QP_CHECKED qp_status qp_places_invent(qp_places *places,
                                      const qp_synth_options *options,
                                      qp_error *err);

/**
 * Take the regions and clusters of a dataset, in the order of their rows.
 *
 * @retval QP_E_MISUSE  a region lacks its cluster, coordinates or population,
 *                      a cluster its core; *places is then as it was
 * @retval QP_E_MEMORY  no room; likewise
 */
QP_CHECKED qp_status qp_places_take(qp_places *places,
                                    const qp_dataset *dataset, qp_error *err);

void qp_places_clear(qp_places *places);

/** The text of a place, "" where it has none. */
const char *qp_places_text(const qp_places *places, qp_string text);

/** Kilometres between two regions, in a plane: a degree of longitude is 95 km,
 * as at 31 degrees, of latitude 111 km. */
double qp_places_distance(const qp_places *places, size_t r, size_t s);

#endif
