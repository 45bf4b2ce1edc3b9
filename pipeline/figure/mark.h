/* SPDX-License-Identifier: MIT */
/**
 * @file figure/mark.h
 * @brief What figures draw alike: curves, and labels where label.h put them.
 *
 *      .--------.
 *      |  Lyon  |   a line of text on a veil, which lets what lies under it
 *      '--------'   shine through; a leader where the label stands afar
 */
#ifndef QP_FIGURE_MARK_H
#define QP_FIGURE_MARK_H

#include "figure/dot.h"
#include "figure/label.h"
#include "figure/lettering.h"

/** Lay an edge along a cubic Bezier curve, without an arrowhead. */
void qp_mark_curve(qp_dot *dot, qp_dot_item *edge, const qp_point p[4]);

/** Lay an edge along an arc with an arrowhead at its tip. */
void qp_mark_arrow(qp_dot *dot, qp_dot_item *edge, const qp_arc *arc);

/** The box under the text of a placed label. */
qp_dot_item *qp_mark_veil(qp_dot *dot, const qp_label *label);

/** One line in the middle of a veil. @param[in] above its centre, points */
void qp_mark_line(qp_dot *dot, const qp_label *label, double above,
                  const qp_type *type, const char *colour, const char *text);

/** The line from what is named to a label that stands afar. */
void qp_mark_leader(qp_dot *dot, qp_dot_item *from, qp_dot_item *veil,
                    const qp_label *label);

#endif
