/* SPDX-License-Identifier: MIT */
/**
 * @file figure/projection.h
 * @brief From degrees to the plane, by PROJ.
 *
 * Which projection depends on the extent alone:
 *
 *      longitudes span more than 180 degrees   Equal Earth, the whole world
 *      near a pole or astride the equator      Lambert azimuthal equal-area
 *      otherwise                               Albers equal-area conic
 *
 * All three keep areas true. No network, no grids, no files: a sphere of
 * 6371 km, good enough for a picture.
 */
#ifndef QP_FIGURE_PROJECTION_H
#define QP_FIGURE_PROJECTION_H

#include "figure/geometry.h"

/** Degrees; west <= east, and east may run past 180. */
typedef struct {
    double west, east, south, north;
} qp_extent;

/** The narrowest extent that holds all places. @param[in] lon, lat [count],
 * at least one; finite. */
QP_CHECKED qp_status qp_extent_round(const double *lon, const double *lat,
                                     size_t count, qp_extent *extent,
                                     qp_error *err);

typedef enum { QP_EQUAL_EARTH, QP_LAMBERT, QP_ALBERS } qp_projection_kind;

/** What a projection is, for its caption. Degrees. */
typedef struct {
    qp_projection_kind kind;
    double lon;          ///< central meridian, in [-180, 180)
    double lat;          ///< centre of QP_LAMBERT
    double parallels[2]; ///< standard parallels of QP_ALBERS
} qp_projection_choice;

qp_projection_choice qp_projection_choose(const qp_extent *extent);

typedef struct qp_projection qp_projection;

/**
 * @param[out] projection  to be closed
 * @retval QP_E_NUMERIC    PROJ does not accept the choice
 */
QP_CHECKED qp_status qp_projection_open(const qp_projection_choice *choice,
                                        qp_projection **projection,
                                        qp_error *err);

/** Degrees to metres; false where the projection has no such point. */
bool qp_projection_forward(const qp_projection *projection, qp_point degrees,
                           qp_point *metres);

/** Metres to degrees; false outside the map. */
bool qp_projection_inverse(const qp_projection *projection, qp_point metres,
                           qp_point *degrees);

void qp_projection_close(qp_projection *projection);

#endif
