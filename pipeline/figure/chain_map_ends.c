/* SPDX-License-Identifier: MIT */
#include "figure/chain_map_ends.h"

#include <math.h>

#include "figure/naming.h"
#include "figure/palette.h"
#include "figure/plot.h"

static const double row_height = 17;
static const double bar_height = 14;   /* of a row of a bar */
static const double names_right = 118; /* of the names of clusters */
static const double axis_left = 128;
static const double axis_right = 246;
static const double list_left = 300; /* of the chokepoints */
static const double bar_left = 412;
static const double bar_right = 462;
static const double line_leading = 9;

/* --------------------------------------------------------------------- reach */

static const qp_hue *hue_of(const qp_chain_pen *pen, const qp_chain_line *line)
{
    bool cluster = pen->topic->scene->by_cluster && line->row != QP_NONE;
    return qp_palette_hue(cluster ? line->row : QP_HUES);
}

static void name_line(const qp_chain_pen *pen, const qp_chain_line *line,
                      double y)
{
    qp_type type = qp_type_body;
    qp_text lines[2] = {{0}, {0}};
    type.colour = hue_of(pen, line)->ink;
    size_t count = qp_lettering_fold(qp_chain_line_name(pen->topic, line),
                                     &type, names_right, lines, 2);
    for (size_t l = 0; l < count; l++)
        qp_chain_set_text(
            pen, &type, QP_RIGHT,
            (qp_point){names_right,
                       y - 2.6 + 4 * ((double)count - 1) - 8 * (double)l},
            &lines[l]);
}

/* Missing is told, never drawn at 0. */
static void tell_missing(const qp_chain_pen *pen, const qp_chain_line *line,
                         double y)
{
    qp_reason why = isnan(line->open) ? line->why_open : line->why_closed;
    qp_word word = why == QP_REASON_NO_SCIENCE   ? QP_WORD_CHAIN_NO_SCIENCE
                   : why == QP_REASON_NO_PRODUCT ? QP_WORD_CHAIN_NO_PRODUCT
                                                 : QP_WORD_CHAIN_UNKNOWN;
    const bool low = isnan(line->open) || line->open > 0.5;
    if (isnan(line->open) || (isnan(line->closed) && line->row != QP_NONE))
        qp_chain_set_word(
            pen, &qp_type_note, low ? QP_LEFT : QP_RIGHT,
            (qp_point){low ? axis_left + 4 : axis_right - 4, y - 2.4}, word);
}

static void draw_reach(const qp_chain_pen *pen, const qp_plot *plot,
                       const qp_chain_line *line, double y)
{
    const char *colour = hue_of(pen, line)->line;
    const qp_stroke stroke = {.line = colour, .width = 1.4};
    qp_text tip = {0};
    name_line(pen, line, y);
    tell_missing(pen, line, y);
    if (isnan(line->open))
        return;
    const qp_point open = {qp_scale_at(&plot->x, line->open), y};
    qp_chain_line_tip(pen->topic, line, &tip);
    if (!isnan(line->closed)) {
        const qp_point closed = {qp_scale_at(&plot->x, line->closed), y};
        const qp_point both[] = {closed, open};
        qp_canvas_line(pen->canvas, &stroke, both, 2);
        qp_plot_mark(pen->dot, closed, 5, QP_MARK_RING, colour, "closed",
                     qp_text_string(&tip));
    }
    qp_plot_mark(pen->dot, open, 3, QP_MARK_DISC, colour, "open",
                 qp_text_string(&tip));
    pen->canvas->xdot.failed |= tip.failed;
    qp_text_clear(&tip);
}

/* Both marks, beside each other, above the axis. */
static void explain_reach(const qp_chain_pen *pen, double y)
{
    const char *grey = qp_palette_hue(QP_HUES)->line;
    const char *open = qp_words(pen->topic->language, QP_WORD_CHAIN_OPEN);
    double right = 14 + qp_lettering_width(open, &qp_type_note) + 14;
    qp_plot_mark(pen->dot, (qp_point){4, y + 2.4}, 3, QP_MARK_DISC, grey, "key",
                 open);
    qp_canvas_text(pen->canvas, &qp_type_note, QP_LEFT, (qp_point){14, y},
                   open);
    qp_plot_mark(pen->dot, (qp_point){right, y + 2.4}, 5, QP_MARK_RING, grey,
                 "key", qp_words(pen->topic->language, QP_WORD_CHAIN_CLOSED));
    qp_chain_set_word(pen, &qp_type_note, QP_LEFT, (qp_point){right + 10, y},
                      QP_WORD_CHAIN_CLOSED);
}

/** @return y below it */
static double draw_lines(const qp_chain_pen *pen)
{
    const qp_chain_scene *s = pen->topic->scene;
    const double top = pen->top - 34;
    const double bottom = top - row_height * (double)s->line_count;
    if (s->line_count == 0)
        return pen->top;
    const qp_plot plot = {.frame = {axis_left, bottom, axis_right, top},
                          .x = qp_scale_linear(0, 1, axis_left, axis_right, 3)};
    qp_chain_set_word(pen, &qp_type_heading, QP_LEFT,
                      (qp_point){0, pen->top - 12}, QP_WORD_CHAIN_REACH);
    explain_reach(pen, pen->top - 25);
    qp_plot_x_axis(pen->canvas, &plot,
                   qp_words(pen->topic->language, QP_WORD_CHAIN_SHARE));
    for (size_t l = 0; l < s->line_count; l++)
        draw_reach(pen, &plot, &s->lines[l],
                   top - row_height * ((double)l + 0.5));
    return bottom - qp_plot_x_axis_height;
}

/* --------------------------------------------------------------- chokepoints */

/** @return y below them */
static double list_cuts(const qp_chain_pen *pen)
{
    const qp_chain_scene *s = pen->topic->scene;
    double y = pen->top - 12;
    bool any = false;
    for (size_t c = 0; c < QP_CHAIN_CUTS; c++)
        any |= s->cuts[c].told;
    if (!any)
        return pen->top;
    qp_chain_set_word(pen, &qp_type_heading, QP_LEFT, (qp_point){list_left, y},
                      QP_WORD_CHAIN_CUTS);
    y -= 12;
    for (size_t c = 0; c < QP_CHAIN_CUTS; c++) {
        qp_text text = {0};
        if (!s->cuts[c].told)
            continue;
        qp_chain_cut_text(pen->topic, c, &text);
        y = qp_canvas_paragraph(pen->canvas, &qp_type_body,
                                (qp_point){list_left, y},
                                QP_PAGE_WIDTH - list_left, line_leading,
                                qp_text_string(&text)) -
            2;
        pen->canvas->xdot.failed |= text.failed;
        qp_text_clear(&text);
    }
    return y + 6;
}

/* Of a share from 0 to 1. */
static void draw_risk(const qp_chain_pen *pen, const qp_chain_risk *risk,
                      double y)
{
    const double length = (bar_right - bar_left) * fmin(risk->value, 1);
    qp_text name = {0};
    qp_text value = {0};
    qp_text tip = {0};
    qp_dot_item *bar = qp_dot_node(pen->dot);
    (void)qp_lettering_fold(
        qp_name_of_actor(pen->topic->net, risk->actor, pen->topic->language),
        &qp_type_body, bar_left - list_left - 8, &name, 1);
    qp_chain_set_text(pen, &qp_type_body, QP_LEFT,
                      (qp_point){list_left, y - 2.6}, &name);
    qp_lettering_add_percent(&value, risk->value);
    qp_chain_set_text(pen, &qp_type_body, QP_RIGHT,
                      (qp_point){QP_PAGE_WIDTH, y - 2.6}, &value);
    qp_chain_risk_tip(pen->topic, risk, &tip);
    qp_dot_set(pen->dot, bar, "pos", "%.2f,%.2f", bar_left + length / 2, y);
    qp_dot_set(pen->dot, bar, "shape", "box");
    qp_dot_set(pen->dot, bar, "fixedsize", "true");
    qp_dot_set(pen->dot, bar, "width", "%.4f", fmax(length, 0.8) / 72);
    qp_dot_set(pen->dot, bar, "height", "%.4f", 6.0 / 72);
    qp_dot_set(pen->dot, bar, "style", "filled");
    qp_dot_set(pen->dot, bar, "fillcolor", "#9AA5AF");
    qp_dot_set(pen->dot, bar, "penwidth", "0");
    qp_dot_set(pen->dot, bar, "class", "risk");
    qp_dot_text(pen->dot, bar, "tooltip", qp_text_string(&tip));
    if (risk->high > risk->low)
        qp_plot_interval_x(
            pen->canvas, y - 4.5, bar_left + (bar_right - bar_left) * risk->low,
            bar_left + (bar_right - bar_left) * risk->high, QP_COLOUR_NEUTRAL);
    pen->canvas->xdot.failed |= tip.failed;
    qp_text_clear(&tip);
}

/** @return y below them */
static double list_risks(const qp_chain_pen *pen, double top)
{
    const qp_chain_scene *s = pen->topic->scene;
    double y = top - 12;
    if (s->risk_count == 0)
        return top;
    qp_chain_set_word(pen, &qp_type_heading, QP_LEFT, (qp_point){list_left, y},
                      QP_WORD_CHAIN_RISK);
    y -= 4;
    for (size_t r = 0; r < s->risk_count; r++)
        draw_risk(pen, &s->risks[r], y - bar_height * ((double)r + 0.5));
    return y - bar_height * (double)s->risk_count;
}

void qp_chain_ends(qp_chain_pen *pen)
{
    pen->top -= 6;
    double left = draw_lines(pen);
    double right = list_risks(pen, list_cuts(pen));
    pen->top = fmin(left, right);
}
