/* SPDX-License-Identifier: MIT */
#include "figure/plot.h"

#include <math.h>

#include "figure/page.h"

static const qp_stroke stroke_axis = {.line = QP_COLOUR_FRAME, .width = 0.8};
static const qp_stroke stroke_grid = {.line = "#E3E7EB", .width = 0.6};
static const qp_stroke stroke_reference = {
    .line = QP_COLOUR_NEUTRAL, .width = 0.9, .dashed = true};

const double qp_plot_x_axis_height = 24;

/* Ticks of one scale are told alike: 0.2, 0.4, ..., 1. */
static void add_number(qp_text *out, double value)
{
    qp_lettering_add_number(out, fabs(value) < 1e-12 ? 0 : value);
}

double qp_plot_numbers_width(const qp_scale *scale)
{
    double width = 0;
    qp_text number = {0};
    for (size_t t = 0; t < scale->tick_count; t++) {
        qp_text_empty(&number);
        add_number(&number, scale->ticks[t]);
        width = fmax(
            width, qp_lettering_width(qp_text_string(&number), &qp_type_note));
    }
    qp_text_clear(&number);
    return width;
}

static void draw_line(qp_canvas *canvas, const qp_stroke *stroke, qp_point a,
                      qp_point b)
{
    const qp_point line[] = {a, b};
    qp_canvas_line(canvas, stroke, line, 2);
}

static void draw_number(qp_canvas *canvas, qp_align align, qp_point at,
                        double value)
{
    qp_text number = {0};
    add_number(&number, value);
    qp_canvas_text(canvas, &qp_type_note, align, at, qp_text_string(&number));
    canvas->xdot.failed |= number.failed;
    qp_text_clear(&number);
}

void qp_plot_x_axis(qp_canvas *canvas, const qp_plot *plot, const char *title)
{
    const qp_box *f = &plot->frame;
    for (size_t t = 0; t < plot->x.tick_count; t++) {
        double x = qp_scale_at(&plot->x, plot->x.ticks[t]);
        draw_line(canvas, &stroke_grid, (qp_point){x, f->bottom},
                  (qp_point){x, f->top});
        draw_number(canvas, QP_CENTRE, (qp_point){x, f->bottom - 9},
                    plot->x.ticks[t]);
    }
    draw_line(canvas, &stroke_axis, (qp_point){f->left, f->bottom},
              (qp_point){f->right, f->bottom});
    qp_canvas_text(canvas, &qp_type_body, QP_RIGHT,
                   (qp_point){f->right, f->bottom - 20}, title);
}

void qp_plot_y_axis(qp_canvas *canvas, const qp_plot *plot, const char *title)
{
    const qp_box *f = &plot->frame;
    for (size_t t = 0; t < plot->y.tick_count; t++) {
        double y = qp_scale_at(&plot->y, plot->y.ticks[t]);
        draw_line(canvas, &stroke_grid, (qp_point){f->left, y},
                  (qp_point){f->right, y});
        draw_number(canvas, QP_RIGHT, (qp_point){f->left - 4, y - 2.4},
                    plot->y.ticks[t]);
    }
    draw_line(canvas, &stroke_axis, (qp_point){f->left, f->bottom},
              (qp_point){f->left, f->top});
    qp_canvas_text(
        canvas, &qp_type_body, QP_LEFT,
        (qp_point){f->left - 4 - qp_plot_numbers_width(&plot->y), f->top + 6},
        title);
}

void qp_plot_reference_x(qp_canvas *canvas, const qp_plot *plot, double value)
{
    double x = qp_scale_at(&plot->x, value);
    if (x >= plot->frame.left && x <= plot->frame.right)
        draw_line(canvas, &stroke_reference, (qp_point){x, plot->frame.bottom},
                  (qp_point){x, plot->frame.top});
}

void qp_plot_reference_y(qp_canvas *canvas, const qp_plot *plot, double value)
{
    double y = qp_scale_at(&plot->y, value);
    if (y >= plot->frame.bottom && y <= plot->frame.top)
        draw_line(canvas, &stroke_reference, (qp_point){plot->frame.left, y},
                  (qp_point){plot->frame.right, y});
}

qp_point qp_plot_at(const qp_plot *plot, double x, double y)
{
    return (qp_point){qp_scale_at(&plot->x, x), qp_scale_at(&plot->y, y)};
}

static double pen_of(qp_mark_shape shape)
{
    return shape == QP_MARK_RING ? 1.3 : 0.6;
}

qp_dot_item *qp_plot_mark(qp_dot *dot, qp_point at, double radius,
                          qp_mark_shape shape, const char *colour,
                          const char *class, const char *tip)
{
    bool ring = shape == QP_MARK_RING;
    double pen = pen_of(shape);
    qp_dot_item *node = qp_dot_node(dot);
    qp_dot_set(dot, node, "pos", "%.2f,%.2f", at.x, at.y);
    qp_dot_set(dot, node, "shape",
               shape == QP_MARK_DIAMOND ? "diamond" : "circle");
    qp_dot_set(dot, node, "fixedsize", "true");
    qp_dot_set(dot, node, "width", "%.4f", (2 * radius - pen) / 72);
    qp_dot_set(dot, node, "height", "%.4f", (2 * radius - pen) / 72);
    qp_dot_set(dot, node, "style", "filled");
    qp_dot_set(dot, node, "fillcolor", "%s", ring ? QP_COLOUR_PAPER : colour);
    qp_dot_set(dot, node, "color", "%s", ring ? colour : QP_COLOUR_PAPER);
    qp_dot_set(dot, node, "penwidth", "%.2f", pen);
    qp_dot_set(dot, node, "class", "%s", class);
    qp_dot_text(dot, node, "tooltip", tip);
    return node;
}

void qp_plot_symbol(qp_canvas *canvas, qp_point at, double radius,
                    qp_mark_shape shape, const char *colour)
{
    const qp_point corners[] = {{at.x - radius, at.y},
                                {at.x, at.y - radius},
                                {at.x + radius, at.y},
                                {at.x, at.y + radius}};
    const qp_stroke filled = {.fill = colour};
    const qp_stroke hollow = {QP_COLOUR_PAPER, colour, pen_of(QP_MARK_RING),
                              false};
    const double half = pen_of(QP_MARK_RING) / 2;
    if (shape == QP_MARK_DIAMOND)
        qp_canvas_polygon(canvas, &filled, corners, 4);
    else if (shape == QP_MARK_RING)
        qp_canvas_disc(canvas, &hollow, at, radius - half);
    else
        qp_canvas_disc(canvas, &filled, at, radius);
}

enum { CAP = 2 };

void qp_plot_interval_x(qp_canvas *canvas, double y, double from, double to,
                        const char *colour)
{
    const qp_stroke stroke = {.line = colour, .width = 1.1};
    draw_line(canvas, &stroke, (qp_point){from, y}, (qp_point){to, y});
    draw_line(canvas, &stroke, (qp_point){from, y - CAP},
              (qp_point){from, y + CAP});
    draw_line(canvas, &stroke, (qp_point){to, y - CAP},
              (qp_point){to, y + CAP});
}

void qp_plot_interval_y(qp_canvas *canvas, double x, double from, double to,
                        const char *colour)
{
    const qp_stroke stroke = {.line = colour, .width = 1.1};
    draw_line(canvas, &stroke, (qp_point){x, from}, (qp_point){x, to});
    draw_line(canvas, &stroke, (qp_point){x - CAP, from},
              (qp_point){x + CAP, from});
    draw_line(canvas, &stroke, (qp_point){x - CAP, to},
              (qp_point){x + CAP, to});
}
