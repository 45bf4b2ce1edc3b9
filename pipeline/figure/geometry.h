/* SPDX-License-Identifier: MIT */
/**
 * @file figure/geometry.h
 * @brief Points, boxes and polygons in the plane; y points up.
 *
 * A polygon is closed by implication: the first point is not repeated.
 */
#ifndef QP_FIGURE_GEOMETRY_H
#define QP_FIGURE_GEOMETRY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

typedef struct {
    double x, y;
} qp_point;

typedef struct {
    double left, bottom, right, top;
} qp_box;

typedef struct {
    qp_point *points; ///< [count]
    size_t count;
    size_t room;
} qp_polygon;

/** The largest of 1, 2, 5 times a power of ten that is at most `value`; 0 for
 * values that are not positive. */
double qp_nice_below(double value);

double qp_point_distance(qp_point a, qp_point b);

/** Do two boxes share more than an edge? */
bool qp_box_overlaps(const qp_box *a, const qp_box *b);

/** Does a box hold another one whole? */
bool qp_box_holds(const qp_box *box, const qp_box *inner);

/** How far a point is from a box; 0 inside. */
double qp_box_distance(const qp_box *box, qp_point point);

/** Does a disc reach into a box? */
bool qp_box_meets_disc(const qp_box *box, qp_point centre, double radius);

/** The smallest box round the points; all zero for none. */
qp_box qp_box_round(const qp_point *points, size_t count);

void qp_polygon_clear(qp_polygon *polygon);

QP_CHECKED qp_status qp_polygon_add(qp_polygon *polygon, qp_point point,
                                    qp_error *err);

/** Enclosed area, >= 0. */
double qp_polygon_area(const qp_polygon *polygon);

/**
 * The convex hull, counter-clockwise, without points on its edges.
 * @param[in]  points  [count]
 * @param[out] hull    replaced; fewer than three points give themselves
 * @par Cost
 * O(count log count)
 */
QP_CHECKED qp_status qp_polygon_hull(const qp_point *points, size_t count,
                                     qp_polygon *hull, qp_error *err);

/**
 * The hull of discs round the points: a hull with a margin and round corners.
 * Each disc is a polygon of 24 corners.
 * @param[in] radii  [count] of each disc
 */
QP_CHECKED qp_status qp_polygon_buffered_hull(const qp_point *points,
                                              const double *radii, size_t count,
                                              qp_polygon *hull, qp_error *err);

/**
 * Keep what lies left of the line from a to b (Sutherland and Hodgman 1974).
 * A polygon that the line cuts into several keeps them joined along the line.
 */
QP_CHECKED qp_status qp_polygon_cut(qp_polygon *polygon, qp_point a, qp_point b,
                                    qp_error *err);

/** Keep what lies in the box. */
QP_CHECKED qp_status qp_polygon_clip(qp_polygon *polygon, const qp_box *box,
                                     qp_error *err);

/** Area common to two convex polygons, both counter-clockwise. */
QP_CHECKED qp_status qp_polygon_overlap(const qp_polygon *a,
                                        const qp_polygon *b, double *area,
                                        qp_error *err);

/** Drop points nearer than `least` to the one kept before them. */
void qp_polygon_thin(qp_polygon *polygon, double least);

#endif
