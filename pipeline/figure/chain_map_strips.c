/* SPDX-License-Identifier: MIT */
#include "figure/chain_map_strips.h"

#include <math.h>

#include "figure/mark.h"
#include "figure/naming.h"
#include "figure/palette.h"

enum { SAMPLES = 24, HEAD_LEADING = 10 };

static const double box_width = 104;
static const double box_height = 24;
static const double head_height = 46;
static const double unit = 11;  /* width of a band as wide as expected */
static const double rise = 32;  /* of the band that passes engineering */
static const double above = 72; /* from the top of a strip to its boxes */
static const double below = 32; /* from its boxes to its end */
static const double key_height = 16;

static const qp_type type_stage = {9, true, QP_COLOUR_HEADING};
static const qp_type type_also = {7.5, false, QP_COLOUR_QUIET};
static const qp_type type_ratio = {7.5, true, QP_COLOUR_HEADING};
static const qp_type type_gap = {7.5, true, QP_COLOUR_WARNING};

void qp_chain_set_word(const qp_chain_pen *pen, const qp_type *type,
                       qp_align align, qp_point at, qp_word word)
{
    qp_canvas_text(pen->canvas, type, align, at,
                   qp_words(pen->topic->language, word));
}

void qp_chain_set_text(const qp_chain_pen *pen, const qp_type *type,
                       qp_align align, qp_point at, qp_text *text)
{
    qp_canvas_text(pen->canvas, type, align, at, qp_text_string(text));
    pen->canvas->xdot.failed |= text->failed;
    qp_text_clear(text);
}

/* --------------------------------------------------------------------- heads */

static double left_of(size_t stage)
{
    return (QP_PAGE_WIDTH - box_width) / 2 * (double)stage;
}

static double middle_of(size_t stage)
{
    return left_of(stage) + box_width / 2;
}

static void draw_head(const qp_chain_pen *pen, size_t stage)
{
    static const qp_stroke card = {.fill = QP_COLOUR_BAND};
    const qp_chain_stage *s = &pen->topic->scene->stages[stage];
    const double actors = (double)s->actors;
    const bool known = s->actors > s->lacking;
    qp_language other = pen->topic->language == QP_ENGLISH ? QP_CHINESE
                                                           : QP_ENGLISH;
    const qp_box box = {left_of(stage), pen->top - head_height,
                        left_of(stage) + box_width, pen->top};
    qp_point at = {box.left + 6, box.top - 12};
    qp_text text = {0};
    qp_canvas_box(pen->canvas, &card, &box);
    qp_canvas_text(pen->canvas, &type_stage, QP_LEFT, at,
                   qp_chain_stage_name(stage, pen->topic->language));
    qp_canvas_text(pen->canvas, &type_also, QP_RIGHT,
                   (qp_point){box.right - 6, at.y},
                   qp_chain_stage_name(stage, other));
    at.y -= HEAD_LEADING + 3;
    qp_chain_add_numbers(pen->topic, &text, QP_WORD_CHAIN_ACTORS, &actors, 1);
    qp_chain_set_text(pen, &qp_type_body, QP_LEFT, at, &text);
    at.y -= HEAD_LEADING;
    if (known)
        qp_chain_add_numbers(pen->topic, &text, QP_WORD_CHAIN_CAPACITY,
                             &s->capacity, 1);
    else
        qp_words_add(&text, pen->topic->language, QP_WORD_CHAIN_NO_CAPACITY,
                     NULL);
    qp_chain_set_text(pen, &qp_type_body, QP_LEFT, at, &text);
}

/* --------------------------------------------------------------------- bands */

/** A band between two stages: where its middle runs. */
typedef struct {
    qp_point p[4]; ///< cubic curve
    qp_point told; ///< where its numbers stand: on the baseline of the ratio
    bool over;     ///< it passes over engineering
} course;

static double width_of(const qp_chain_bridge *bridge)
{
    return isnan(bridge->ratio) ? 0
                                : unit * fmin(bridge->ratio, QP_CHAIN_WIDEST);
}

static course course_of(size_t b, double y, const qp_chain_bridge *bridge)
{
    const double half = fmax(width_of(bridge), unit) / 2;
    const double top = y + box_height / 2;
    size_t from = 0;
    size_t to = 0;
    qp_chain_bridge_ends(b, &from, &to);
    double left = left_of(from) + box_width;
    double right = left_of(to);
    double middle = (left + right) / 2;
    if (to - from == 1)
        return (course){{{left, y},
                         {left + (right - left) / 3, y},
                         {right - (right - left) / 3, y},
                         {right, y}},
                        {middle, y - fmax(box_height / 2, half) - 9},
                        false};
    left = middle_of(from);
    right = middle_of(to);
    return (course){{{left, top},
                     {left, top + rise * 4 / 3},
                     {right, top + rise * 4 / 3},
                     {right, top}},
                    {middle, top + rise + half + 13},
                    true};
}

static qp_point point_at(const qp_point p[4], double t, double aside)
{
    double u = 1 - t;
    qp_point at = {u * u * u * p[0].x + 3 * u * u * t * p[1].x +
                       3 * u * t * t * p[2].x + t * t * t * p[3].x,
                   u * u * u * p[0].y + 3 * u * u * t * p[1].y +
                       3 * u * t * t * p[2].y + t * t * t * p[3].y};
    double dx = u * u * (p[1].x - p[0].x) + 2 * u * t * (p[2].x - p[1].x) +
                t * t * (p[3].x - p[2].x);
    double dy = u * u * (p[1].y - p[0].y) + 2 * u * t * (p[2].y - p[1].y) +
                t * t * (p[3].y - p[2].y);
    double length = hypot(dx, dy);
    return (qp_point){at.x - aside * dy / length, at.y + aside * dx / length};
}

static bool has_gap(const qp_chain_bridge *bridge)
{
    return bridge->gap > 0;
}

/* Nothing is known of it: a thin line in place of the band. */
static void draw_unknown(const qp_chain_pen *pen, const course *c)
{
    const qp_stroke stroke = {
        .line = QP_COLOUR_FRAME, .width = 0.6, .dashed = true};
    qp_point line[SAMPLES + 1];
    for (size_t i = 0; i <= SAMPLES; i++)
        line[i] = point_at(c->p, (double)i / SAMPLES, 0);
    qp_canvas_line(pen->canvas, &stroke, line, SAMPLES + 1);
}

/* As wide as sizes imply, whatever the band is. */
static void draw_expected(const qp_chain_pen *pen, const course *c,
                          const qp_chain_bridge *bridge)
{
    const qp_stroke stroke = {.line = has_gap(bridge) ? QP_COLOUR_WARNING
                                                      : QP_COLOUR_FRAME,
                              .width = has_gap(bridge) ? 1.1 : 0.8,
                              .dashed = true};
    for (int side = -1; side <= 1; side += 2) {
        qp_point line[SAMPLES + 1];
        for (size_t i = 0; i <= SAMPLES; i++)
            line[i] = point_at(c->p, (double)i / SAMPLES, side * unit / 2);
        qp_canvas_line(pen->canvas, &stroke, line, SAMPLES + 1);
    }
}

static void draw_band(const qp_chain_pen *pen, size_t strip, size_t b,
                      const course *c, qp_dot_item *const boxes[])
{
    const qp_chain_bridge *bridge =
        &pen->topic->scene->strips[strip].bridges[b];
    size_t from = 0;
    size_t to = 0;
    qp_text tip = {0};
    qp_chain_bridge_ends(b, &from, &to);
    if (!(bridge->ratio > 0))
        return;
    qp_dot_item *edge = qp_dot_edge(pen->dot, boxes[from], boxes[to]);
    qp_mark_curve(pen->dot, edge, c->p);
    qp_dot_set(pen->dot, edge, "penwidth", "%.2f", width_of(bridge));
    qp_dot_set(pen->dot, edge, "color", "%s",
               c->over ? "#8FB6D9C0" : "#4F86BAC0");
    qp_dot_set(pen->dot, edge, "class",
               has_gap(bridge) ? "bridge gap" : "bridge");
    qp_chain_bridge_tip(pen->topic, strip, b, &tip);
    qp_dot_text(pen->dot, edge, "tooltip", qp_text_string(&tip));
    pen->canvas->xdot.failed |= tip.failed;
    qp_text_clear(&tip);
}

static void add_gap(const qp_chain_pen *pen, const qp_chain_bridge *bridge,
                    qp_text *out)
{
    if (has_gap(bridge))
        qp_chain_add_numbers(pen->topic, out, QP_WORD_CHAIN_GAP, &bridge->gap,
                             1);
}

/* "1.07 × expected  gap 0.2", and the amount below it. */
static void tell_band(const qp_chain_pen *pen, size_t strip, size_t b,
                      const course *c)
{
    const qp_chain_strip *s = &pen->topic->scene->strips[strip];
    const qp_chain_bridge *bridge = &s->bridges[b];
    qp_text ratio = {0};
    qp_text gap = {0};
    qp_text amount = {0};
    if (isnan(bridge->ratio)) {
        qp_chain_set_word(pen, &qp_type_note, QP_CENTRE, c->told,
                          QP_WORD_CHAIN_NOT_TOLD);
        return;
    }
    qp_chain_add_numbers(pen->topic, &ratio, QP_WORD_CHAIN_RATIO,
                         &bridge->ratio, 1);
    add_gap(pen, bridge, &gap);
    qp_chain_add_amount(pen->topic, s->layer, bridge, &amount);
    double left = qp_lettering_width(qp_text_string(&ratio), &type_ratio);
    double right = qp_lettering_width(qp_text_string(&gap), &type_gap);
    double space = right > 0 ? 6 : 0;
    double x = c->told.x - (left + space + right) / 2;
    qp_chain_set_text(pen, &type_ratio, QP_LEFT, (qp_point){x, c->told.y},
                      &ratio);
    if (right > 0)
        qp_chain_set_text(pen, &type_gap, QP_LEFT,
                          (qp_point){x + left + space, c->told.y}, &gap);
    qp_chain_set_text(pen, &qp_type_note, QP_CENTRE,
                      (qp_point){c->told.x, c->told.y - 9}, &amount);
    qp_text_clear(&gap);
}

/* -------------------------------------------------------------------- strips */

static qp_dot_item *draw_box(const qp_chain_pen *pen, size_t strip,
                             size_t stage, double y)
{
    double within = pen->topic->scene->strips[strip].within[stage];
    qp_text text = {0};
    qp_dot_item *node = qp_dot_node(pen->dot);
    if (isnan(within))
        qp_words_add(&text, pen->topic->language, QP_WORD_CHAIN_UNKNOWN, NULL);
    else
        qp_chain_add_numbers(pen->topic, &text, QP_WORD_CHAIN_WITHIN, &within,
                             1);
    qp_dot_text(pen->dot, node, "label", qp_text_string(&text));
    qp_dot_set(pen->dot, node, "pos", "%.2f,%.2f", middle_of(stage), y);
    qp_dot_set(pen->dot, node, "shape", "box");
    qp_dot_set(pen->dot, node, "fixedsize", "true");
    qp_dot_set(pen->dot, node, "width", "%.4f", box_width / 72);
    qp_dot_set(pen->dot, node, "height", "%.4f", box_height / 72);
    qp_dot_set(pen->dot, node, "style", "filled,rounded");
    qp_dot_set(pen->dot, node, "fillcolor", QP_COLOUR_PAPER);
    qp_dot_set(pen->dot, node, "color", QP_COLOUR_NEUTRAL);
    qp_dot_set(pen->dot, node, "penwidth", "0.9");
    qp_dot_set(pen->dot, node, "fontname", QP_FONT);
    qp_dot_set(pen->dot, node, "fontsize", "%.1f", qp_type_body.size);
    qp_dot_set(pen->dot, node, "fontcolor", QP_COLOUR_TEXT);
    qp_dot_set(pen->dot, node, "class", "stage");
    qp_dot_text(pen->dot, node, "tooltip",
                qp_chain_stage_name(stage, pen->topic->language));
    pen->canvas->xdot.failed |= text.failed;
    qp_text_clear(&text);
    return node;
}

/* The name of its layer, at the left of the band that passes over. */
static void name_strip(const qp_chain_pen *pen, size_t strip)
{
    qp_row layer = pen->topic->scene->strips[strip].layer;
    qp_text lines[2] = {{0}, {0}};
    size_t count = qp_lettering_fold(
        qp_name_of_layer(pen->topic->net, layer, pen->topic->language),
        &qp_type_heading, box_width + 50, lines, 2);
    for (size_t l = 0; l < count; l++)
        qp_canvas_text(pen->canvas, &qp_type_heading, QP_LEFT,
                       (qp_point){0, pen->top - 16 - 10 * (double)l},
                       qp_text_string(&lines[l]));
    for (size_t l = 0; l < 2; l++) {
        pen->canvas->xdot.failed |= lines[l].failed;
        qp_text_clear(&lines[l]);
    }
}

static void draw_strip(qp_chain_pen *pen, size_t strip)
{
    static const qp_stroke rule = {.line = "#D5DCE2", .width = 0.6};
    const double y = pen->top - above - box_height / 2;
    const qp_point line[] = {{0, pen->top - 3}, {QP_PAGE_WIDTH, pen->top - 3}};
    qp_dot_item *boxes[QP_CHAIN_STAGES];
    if (strip > 0)
        qp_canvas_line(pen->canvas, &rule, line, 2);
    name_strip(pen, strip);
    for (size_t s = 0; s < QP_CHAIN_STAGES; s++)
        boxes[s] = draw_box(pen, strip, s, y);
    for (size_t b = 0; b < QP_CHAIN_BRIDGES; b++) {
        const qp_chain_bridge *bridge =
            &pen->topic->scene->strips[strip].bridges[b];
        const course c = course_of(b, y, bridge);
        if (isnan(bridge->ratio))
            draw_unknown(pen, &c);
        else
            draw_expected(pen, &c, bridge);
        draw_band(pen, strip, b, &c, boxes);
        tell_band(pen, strip, b, &c);
    }
    pen->top -= above + box_height + below;
}

/* -------------------------------------------------------------------- legend */

/** What a line of the legend looks like. */
static const struct {
    qp_word word;
    const char *colour;
    double width;
    bool dashed;
    double left;
} keys[] = {
    {QP_WORD_CHAIN_KEY_BAND, "#4F86BA", 8, false, 0},
    {QP_WORD_CHAIN_KEY_EXPECTED, QP_COLOUR_FRAME, 0.8, true, 198},
    {QP_WORD_CHAIN_KEY_GAP, QP_COLOUR_WARNING, 1.1, true, 336},
};

static bool any_gap(const qp_chain_scene *s)
{
    for (size_t i = 0; i < s->strip_count; i++)
        for (size_t b = 0; b < QP_CHAIN_BRIDGES; b++)
            if (has_gap(&s->strips[i].bridges[b]))
                return true;
    return false;
}

static void draw_keys(qp_chain_pen *pen)
{
    const size_t count = sizeof keys / sizeof *keys;
    const double y = pen->top - 9;
    double lowest = y;
    for (size_t k = 0; k < count; k++) {
        const qp_stroke stroke = {.line = keys[k].colour,
                                  .width = keys[k].width,
                                  .dashed = keys[k].dashed};
        const qp_point line[] = {{keys[k].left, y + 2.5},
                                 {keys[k].left + 18, y + 2.5}};
        const double end = k + 1 < count ? keys[k + 1].left : QP_PAGE_WIDTH;
        if (keys[k].word == QP_WORD_CHAIN_KEY_GAP &&
            !any_gap(pen->topic->scene))
            continue;
        qp_canvas_line(pen->canvas, &stroke, line, 2);
        lowest = fmin(
            lowest,
            qp_canvas_paragraph(pen->canvas, &qp_type_note,
                                (qp_point){keys[k].left + 23, y},
                                end - keys[k].left - 28, 8.5,
                                qp_words(pen->topic->language, keys[k].word)));
    }
    pen->top = fmin(pen->top - key_height, lowest);
}

void qp_chain_strips(qp_chain_pen *pen)
{
    for (size_t s = 0; s < QP_CHAIN_STAGES; s++)
        draw_head(pen, s);
    pen->top -= head_height + 2;
    for (size_t s = 0; s < pen->topic->scene->strip_count; s++)
        draw_strip(pen, s);
    draw_keys(pen);
}
