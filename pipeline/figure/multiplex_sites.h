/* SPDX-License-Identifier: MIT */
/**
 * @file figure/multiplex_sites.h
 * @brief Where regions stand on every sheet: a map that is no map.
 *
 * True coordinates crush neighbours when others are an ocean away. So u is a
 * mean of where a region lies in the span of all longitudes and of its rank
 * among them, and v likewise of latitudes; then all are pushed apart. What
 * lies west, east, north or south of what is kept, distances are not.
 */
#ifndef QP_FIGURE_MULTIPLEX_SITES_H
#define QP_FIGURE_MULTIPLEX_SITES_H

#include "figure/multiplex_scene.h"
#include "figure/sheet.h"

/** A region where drawn actors are. */
typedef struct {
    qp_row region;
    bool located;     ///< it, or what it is part of, has coordinates
    qp_point degrees; ///< east of the westmost site, north
    qp_point at;      ///< {u, v}
} qp_site;

typedef struct {
    qp_site *sites; ///< [count] by row of their region
    size_t count;
    bool geographic; ///< some site is located; those that are not stand at the
                     ///< front edge. Else all stand on an oval, by id
    double gap;      ///< two sites are at least so far apart on the sheet
} qp_sites;

/**
 * Find and place the sites of a scene.
 * @param[in]  sheet   on which they keep their distance: the highest
 * @param[in]  margin  what stays clear at its edges, points
 * @param[out] sites   replaced; clear them after use
 * @par Cost
 * O(actors + sites^2)
 */
QP_CHECKED qp_status qp_sites_place(const qp_network *net,
                                    const qp_multiplex_scene *scene,
                                    const qp_sheet *sheet, double margin,
                                    qp_sites *sites, qp_error *err);

void qp_sites_clear(qp_sites *sites);

/** The site of a region; NULL for QP_NONE. O(log sites). */
const qp_site *qp_sites_find(const qp_sites *sites, qp_row region);

/** Where number i of `count` that have no place stands: {u, v}. */
qp_point qp_sites_nowhere(const qp_sites *sites, size_t i, size_t count);

/** As far apart as so many points can comfortably be on a sheet. */
double qp_sites_gap(const qp_sheet *sheet, size_t count);

#endif
