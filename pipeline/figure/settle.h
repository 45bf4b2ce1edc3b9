/* SPDX-License-Identifier: MIT */
/**
 * @file figure/settle.h
 * @brief Points on a sheared sheet, none too near to another.
 *
 *          .-------------------.      Each point takes the free place nearest
 *         /      3 o           /      to where it wants to be, in turn:
 *        /   2 o o 1          /       nearest on a flat spiral round it.
 *       '-------------------'
 */
#ifndef QP_FIGURE_SETTLE_H
#define QP_FIGURE_SETTLE_H

#include "figure/geometry.h"

/** A parallelogram: (0, 0), (width, 0), (width + lean, height), (lean, height).
 */
typedef struct {
    double width, height, lean;
} qp_lozenge;

/** Is a point inside, at least `margin` from every edge? */
bool qp_lozenge_holds(const qp_lozenge *lozenge, qp_point point, double margin);

/** The nearest point inside, roughly. */
qp_point qp_lozenge_hold(const qp_lozenge *lozenge, qp_point point,
                         double margin);

/**
 * Move points to free places.
 *
 * @param[in,out] points  [count] earlier ones choose first
 * @param[in]     margin  what stays clear at the edges
 * @param[in]     apart   between two points; where the sheet is too full for
 *                        that, less
 * @return                what they are apart at least
 * @par Cost
 * O(count^2) where there is room, O(count^2 * area / apart^2) where there is
 * little.
 */
double qp_settle(qp_point points[], size_t count, const qp_lozenge *lozenge,
                 double margin, double apart);

#endif
