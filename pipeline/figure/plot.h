/* SPDX-License-Identifier: MIT */
/**
 * @file figure/plot.h
 * @brief What charts have in common: a frame with axes and a grid, marks, and
 *        intervals.
 *
 *            |        ,----o----,           mark with its 95 % interval
 *       0.4 -|   :  o
 *       0.2 -|---:--------------            grid, light
 *            |   :     o                    : reference line, dashed
 *            +---+-----+-----+
 *               10    20    30   title of the axis, with its unit
 *
 * Axes lie in the background; marks are nodes, with a class and a tooltip.
 */
#ifndef QP_FIGURE_PLOT_H
#define QP_FIGURE_PLOT_H

#include "figure/canvas.h"
#include "figure/dot.h"
#include "figure/palette.h"
#include "figure/scale.h"

typedef struct {
    qp_box frame; ///< page coordinates
    qp_scale x;   ///< from frame.left to frame.right
    qp_scale y;   ///< from frame.bottom to frame.top, or downwards
} qp_plot;

/** How wide the widest number at the ticks of a scale is, points. */
double qp_plot_numbers_width(const qp_scale *scale);

/** Grid lines and numbers of the x axis, below the frame, and its title. */
void qp_plot_x_axis(qp_canvas *canvas, const qp_plot *plot, const char *title);

/** The same of the y axis: numbers left of the frame, the title above them, for
 * texts cannot be turned. */
void qp_plot_y_axis(qp_canvas *canvas, const qp_plot *plot, const char *title);

/** Height that an axis below a frame takes, with its title. */
extern const double qp_plot_x_axis_height;

/** A dashed line across the frame at a value of x or y that lies in it. */
void qp_plot_reference_x(qp_canvas *canvas, const qp_plot *plot, double value);
void qp_plot_reference_y(qp_canvas *canvas, const qp_plot *plot, double value);

/** Where a pair of values stands. */
qp_point qp_plot_at(const qp_plot *plot, double x, double y);

/** How a mark looks; colour never carries a meaning alone. */
typedef enum { QP_MARK_DISC, QP_MARK_RING, QP_MARK_DIAMOND } qp_mark_shape;

/**
 * A mark.
 * @param[in] radius  points
 * @param[in] class   ours, plain
 * @param[in] tip     anybody's text
 */
qp_dot_item *qp_plot_mark(qp_dot *dot, qp_point at, double radius,
                          qp_mark_shape shape, const char *colour,
                          const char *class, const char *tip);

/** The same in the background: for legends. A mark of data is a node. */
void qp_plot_symbol(qp_canvas *canvas, qp_point at, double radius,
                    qp_mark_shape shape, const char *colour);

/** An interval with caps, along x or along y. */
void qp_plot_interval_x(qp_canvas *canvas, double y, double from, double to,
                        const char *colour);
void qp_plot_interval_y(qp_canvas *canvas, double x, double from, double to,
                        const char *colour);

#endif
