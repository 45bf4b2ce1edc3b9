/* SPDX-License-Identifier: MIT */
/**
 * @file figure/arc.h
 * @brief Curved arrows between discs.
 *
 *              control
 *                 .
 *            _.--' '--._            All arcs bend to the right of travel, so
 *      (a)--'           '->(b)      that the two directions of a pair lie
 *                                   apart by themselves.
 */
#ifndef QP_FIGURE_ARC_H
#define QP_FIGURE_ARC_H

#include "figure/geometry.h"

/** What an arc joins; lengths in points. */
typedef struct {
    qp_point from, to; ///< centres of the discs; not the same point
    double trim_from;  ///< how far from `from` the line begins
    double trim_to;    ///< how far from `to` the tip stands
    double head;       ///< length of the arrowhead, 0 for none
    double bend;       ///< height of the curve / distance; > 0: to the
                       ///< right of travel
} qp_arc_ends;

/** A cubic Bezier curve and the tip of its arrow. */
typedef struct {
    qp_point p[4];
    qp_point tip; ///< p[3] when there is no head
} qp_arc;

/** A quadratic curve with its ends trimmed, raised to a cubic. */
qp_arc qp_arc_between(const qp_arc_ends *ends);

/** The same with less bend, until the curve stays within the frame. */
qp_arc qp_arc_within(const qp_arc_ends *ends, const qp_box *frame);

/** The point at 0 <= t <= 1. */
qp_point qp_arc_at(const qp_arc *arc, double t);

#endif
