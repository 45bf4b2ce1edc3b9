/* SPDX-License-Identifier: MIT */
/**
 * @file figure/canvas.h
 * @brief What lies under the nodes and edges of a figure: land, hulls,
 *        legend, title, notes, as Graphviz's xdot drawing commands.
 *
 * Points are page coordinates, y up. Failures of memory are remembered by the
 * text, as in core/text.h.
 */
#ifndef QP_FIGURE_CANVAS_H
#define QP_FIGURE_CANVAS_H

#include "figure/geometry.h"
#include "figure/lettering.h"
#include "figure/paper.h"

typedef struct {
    qp_text xdot;
    qp_box bounds;         ///< of all texts; grows as they are set
    const qp_paper *paper; ///< borrowed; NULL: the usual one
} qp_canvas;

typedef enum { QP_LEFT = -1, QP_CENTRE = 0, QP_RIGHT = 1 } qp_align;

/** How a shape is drawn. A colour of NULL: not at all. */
typedef struct {
    const char *fill; ///< #rrggbb or #rrggbbaa
    const char *line;
    double width; ///< of the line, points
    bool dashed;
} qp_stroke;

void qp_canvas_polygon(qp_canvas *canvas, const qp_stroke *stroke,
                       const qp_point *points, size_t count);
void qp_canvas_line(qp_canvas *canvas, const qp_stroke *stroke,
                    const qp_point *points, size_t count);
void qp_canvas_box(qp_canvas *canvas, const qp_stroke *stroke,
                   const qp_box *box);
void qp_canvas_disc(qp_canvas *canvas, const qp_stroke *stroke, qp_point centre,
                    double radius);

/** One line of text; `at` is on its baseline. Of a text without a character to
 * be seen nothing is drawn. */
void qp_canvas_text(qp_canvas *canvas, const qp_type *type, qp_align align,
                    qp_point at, const char *text);

/**
 * A text broken to a width, its first baseline at `at`, lines `leading`
 * apart, left-aligned.
 * @return y of the baseline after the last
 */
double qp_canvas_paragraph(qp_canvas *canvas, const qp_type *type, qp_point at,
                           double width, double leading, const char *text);

void qp_canvas_clear(qp_canvas *canvas);

#endif
