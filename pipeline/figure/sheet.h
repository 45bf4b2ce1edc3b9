/* SPDX-License-Identifier: MIT */
/**
 * @file figure/sheet.h
 * @brief A sheet seen from its front, and points on it that keep their
 *        distance.
 *
 *             .---------------------.     u runs along the front edge from 0
 *            /   v    3 o          /      to 1, v to the back, which leans to
 *           /   '--> u o o 1      /       the right. Points choose in turn:
 *          '-------------2-------'        each takes the free place nearest to
 *                                         where it wants to be.
 */
#ifndef QP_FIGURE_SHEET_H
#define QP_FIGURE_SHEET_H

#include "figure/geometry.h"

/** Points; page coordinates, y up. */
typedef struct {
    qp_point corner; ///< the left one in front
    double width;    ///< of the front edge
    double lean;     ///< how far the back is shifted
    double height;   ///< 0: there is no such sheet
} qp_sheet;

/** Page coordinates of a place {u, v}, 0 <= u, v <= 1. */
qp_point qp_sheet_point(const qp_sheet *sheet, double u, double v);

/** The place {u, v} of page coordinates. */
qp_point qp_sheet_place(const qp_sheet *sheet, qp_point page);

/** Does a point lie on the sheet, `margin` or more from every edge? */
bool qp_sheet_holds(const qp_sheet *sheet, qp_point page, double margin);

/**
 * Move points to free places on the sheet.
 *
 * @param[in,out] points  [count] page coordinates; earlier ones choose first
 * @param[in]     margin  what stays clear at the edges; less than half of the
 *                        sheet
 * @param[in]     apart   between two points; where the sheet is too full for
 *                        that, less
 * @return                what they are apart at least
 * @par Cost
 * O(count^2) where there is room, O(count^2 * area / apart^2) where there is
 * little.
 */
double qp_sheet_settle(const qp_sheet *sheet, qp_point points[], size_t count,
                       double margin, double apart);

#endif
