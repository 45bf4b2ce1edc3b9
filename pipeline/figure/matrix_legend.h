/* SPDX-License-Identifier: MIT */
/**
 * @file figure/matrix_legend.h
 * @brief How cells look, and what that means.
 *
 *      colour    a step of a scale: 0.25, 0.5, 0.8, 1.25, 2, 4 of ties, which
 *                is even to both sides of 1; 0.2, 0.4, 0.6, 0.8, 0.9 of what
 *                runs from 0 to 1
 *      sign      + above what is neutral, - below; only where there is no room
 *                for the value
 *      hatched   uncertain
 */
#ifndef QP_FIGURE_MATRIX_LEGEND_H
#define QP_FIGURE_MATRIX_LEGEND_H

#include "figure/matrix_layout.h"
#include "figure/palette.h"

/** The colours of a value. */
const qp_tint *qp_matrix_shade(qp_matrix_kind kind, double value);

/** "+", "-" (as wide as +), or "" near what is neutral or where nothing is. */
const char *qp_matrix_sign(qp_matrix_kind kind, double value);

/** The ground of a cell; hatched where it is uncertain. */
void qp_matrix_ground(qp_canvas *canvas, const qp_box *box, const qp_tint *tint,
                      bool uncertain);

/** The dot of a cell without a value. */
void qp_matrix_dot(qp_canvas *canvas, qp_point centre);

/** Draw the legend below the matrix.
 * @param[in,out] content  grows to hold it */
QP_CHECKED qp_status qp_matrix_legend(const qp_matrix_topic *topic,
                                      const qp_matrix_layout *layout,
                                      qp_canvas *canvas, qp_box *content,
                                      qp_error *err);

#endif
