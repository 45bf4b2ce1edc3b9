/* SPDX-License-Identifier: MIT */
#include "figure/canvas.h"

#include <math.h>
#include <string.h>

/* An xdot string: its bytes counted, as Graphviz counts them. */
static void add_string(qp_text *out, const char *command, const char *text)
{
    qp_text_addf(out, "%s %zu -%s ", command, strlen(text), text);
}

static void add_points(qp_text *out, const char *command,
                       const qp_point *points, size_t count)
{
    qp_text_addf(out, "%s %zu ", command, count);
    for (size_t i = 0; i < count; i++)
        qp_text_addf(out, "%.2f %.2f ", points[i].x, points[i].y);
}

static void add_colour(qp_canvas *canvas, const char *command,
                       const char *colour)
{
    char room[QP_COLOUR_SIZE];
    qp_theme theme = canvas->paper != NULL ? canvas->paper->theme
                                           : QP_THEME_PRINT;
    add_string(&canvas->xdot, command, qp_palette_in(theme, colour, room));
}

/* A shape that is only filled is lined in its own colour. */
static void set_stroke(qp_canvas *canvas, const qp_stroke *stroke)
{
    qp_text *out = &canvas->xdot;
    qp_text width = {0};
    qp_text_addf(&width, "setlinewidth(%.2f)", stroke->width);
    if (stroke->fill != NULL)
        add_colour(canvas, "C", stroke->fill);
    const char *line = stroke->line != NULL ? stroke->line : stroke->fill;
    if (line != NULL)
        add_colour(canvas, "c", line);
    add_string(out, "S", stroke->dashed ? "dashed" : "solid");
    add_string(out, "S", qp_text_string(&width));
    out->failed |= width.failed;
    qp_text_clear(&width);
}

void qp_canvas_polygon(qp_canvas *canvas, const qp_stroke *stroke,
                       const qp_point *points, size_t count)
{
    set_stroke(canvas, stroke);
    add_points(&canvas->xdot, stroke->fill != NULL ? "P" : "p", points, count);
}

void qp_canvas_line(qp_canvas *canvas, const qp_stroke *stroke,
                    const qp_point *points, size_t count)
{
    set_stroke(canvas, stroke);
    add_points(&canvas->xdot, "L", points, count);
}

void qp_canvas_box(qp_canvas *canvas, const qp_stroke *stroke,
                   const qp_box *box)
{
    const qp_point corners[] = {{box->left, box->bottom},
                                {box->right, box->bottom},
                                {box->right, box->top},
                                {box->left, box->top}};
    qp_canvas_polygon(canvas, stroke, corners, 4);
}

void qp_canvas_disc(qp_canvas *canvas, const qp_stroke *stroke, qp_point centre,
                    double radius)
{
    set_stroke(canvas, stroke);
    qp_text_addf(&canvas->xdot, "%s %.2f %.2f %.2f %.2f ",
                 stroke->fill != NULL ? "E" : "e", centre.x, centre.y, radius,
                 radius);
}

static void note_bounds(qp_canvas *canvas, const qp_type *type, qp_align align,
                        qp_point at, double width)
{
    double left = at.x - width * ((double)align + 1) / 2;
    qp_box *b = &canvas->bounds;
    b->left = fmin(b->left, left);
    b->right = fmax(b->right, left + width);
    b->bottom = fmin(b->bottom, at.y - type->size * 0.3);
    b->top = fmax(b->top, at.y + type->size * 0.9);
}

static void add_text(qp_canvas *canvas, const qp_type *type, qp_align align,
                     qp_point at, double width, const char *safe)
{
    qp_text *out = &canvas->xdot;
    qp_text_addf(out, "F %.2f ", type->size);
    add_string(out, "", QP_FONT);
    qp_text_addf(out, "t %d ", type->bold);
    add_colour(canvas, "c", type->colour);
    qp_text_addf(out, "T %.2f %.2f %d %.2f", at.x, at.y, (int)align, width);
    add_string(out, "", safe);
}

/* Behind a text of no bytes Graphviz would drop all the rest. */
void qp_canvas_text(qp_canvas *canvas, const qp_type *type, qp_align align,
                    qp_point at, const char *text)
{
    qp_text safe = {0};
    double width = qp_lettering_width(text, type);
    qp_lettering_add(&safe, QP_IN_XDOT, text);
    if (safe.size > 0) {
        add_text(canvas, type, align, at, width, safe.bytes);
        note_bounds(canvas, type, align, at, width);
    }
    canvas->xdot.failed |= safe.failed;
    qp_text_clear(&safe);
}

double qp_canvas_paragraph(qp_canvas *canvas, const qp_type *type, qp_point at,
                           double width, double leading, const char *text)
{
    qp_text line = {0};
    while (*text != '\0') {
        size_t size = qp_lettering_line(text, type, width);
        qp_text_empty(&line);
        qp_text_add_bytes(&line, text, size);
        qp_canvas_text(canvas, type, QP_LEFT, at, qp_text_string(&line));
        at.y -= leading;
        text += size;
    }
    canvas->xdot.failed |= line.failed;
    qp_text_clear(&line);
    return at.y;
}

void qp_canvas_clear(qp_canvas *canvas)
{
    qp_text_clear(&canvas->xdot);
    *canvas = (qp_canvas){0};
}
