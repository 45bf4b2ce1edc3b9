/* SPDX-License-Identifier: MIT */
/**
 * @file figure/view.h
 * @brief The map on the page: a projection, a scale and a frame.
 *
 * Page coordinates are points (1/72 inch), y up; the frame's lower left
 * corner is (0, 0).
 */
#ifndef QP_FIGURE_VIEW_H
#define QP_FIGURE_VIEW_H

#include "figure/projection.h"

typedef struct {
    qp_projection *projection; ///< NULL: a layout without geography
    qp_projection_choice choice;
    double scale;    ///< points a metre
    qp_point origin; ///< metres at the lower left corner of the frame
    qp_box frame;    ///< {0, 0, width, height} points
    bool world;      ///< the whole world, 60 S to 85 N
} qp_view;

/** The most room a frame may take, points. */
typedef struct {
    double width;       ///< of a regional map or of a circle
    double world_width; ///< of a world map
    double height;
} qp_view_room;

/**
 * A view of all the places, with a margin round them.
 *
 * @param[in]  lon, lat  [count] degrees; none at all gives an empty square
 *                       without a projection
 * @param[out] view      to be closed
 */
QP_CHECKED qp_status qp_view_open(const double *lon, const double *lat,
                                  size_t count, const qp_view_room *room,
                                  qp_view *view, qp_error *err);

/** Degrees to page; false where the projection has no such point. */
bool qp_view_place(const qp_view *view, qp_point degrees, qp_point *page);

/** The degrees that the frame may show, a little more than it does. */
qp_extent qp_view_extent(const qp_view *view);

/**
 * The edge of the drawn world on the page, counter-clockwise: the outline of
 * a world map, the frame of any other.
 */
QP_CHECKED qp_status qp_view_outline(const qp_view *view, qp_polygon *outline,
                                     qp_error *err);

void qp_view_close(qp_view *view);

#endif
