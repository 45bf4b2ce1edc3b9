/* SPDX-License-Identifier: MIT */
#include "figure/ego.h"

#include <math.h>

#include "core/memory.h"
#include "figure/ego_caption.h"
#include "figure/ego_layout.h"
#include "figure/ego_legend.h"
#include "figure/mark.h"
#include "figure/naming.h"

enum { MOST_ALTERS = 60 };

/** An alter on the oval. */
typedef struct {
    qp_dot_item *mark;
} drawn_alter;

/** A figure being drawn. */
typedef struct {
    qp_ego_topic topic;
    qp_ego_scene scene;
    qp_ego_layout layout;
    drawn_alter *alters; ///< [scene.alter_count]
    qp_dot_item *middle;
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

/* ------------------------------------------------------ what lies under all */

/* From the middle along the oval and back; its edge in a stronger tone. */
static void draw_slice(drawing *d, const qp_ego_slice *slice)
{
    enum { STEPS = 40 };
    const qp_hue *hue = qp_ego_hue(&d->scene, slice->sector);
    qp_point points[STEPS + 2] = {{0, 0}};
    char fill[16];
    char edge[16];
    qp_colour_with_alpha(hue->fill, 0x1E, fill);
    qp_colour_with_alpha(hue->line, 0xA0, edge);
    const qp_stroke area = {
        .fill = fill, .line = QP_COLOUR_PAPER, .width = 1.6};
    const qp_stroke line = {.line = edge, .width = 1.6};
    for (int s = 0; s <= STEPS; s++)
        points[s + 1] = qp_ego_on_oval(
            &d->layout, slice->from + (slice->to - slice->from) * s / STEPS);
    qp_canvas_polygon(&d->canvas, &area, points, STEPS + 2);
    qp_canvas_line(&d->canvas, &line, points + 1, STEPS + 1);
}

static void draw_line(drawing *d, const qp_ego_line *line)
{
    qp_type type = *qp_ego_line_type(line->kind);
    if (line->kind == QP_EGO_HEADING || line->foreign)
        type.colour = qp_ego_hue(&d->scene, line->sector)->ink;
    if (line->against)
        type.colour = QP_COLOUR_WARNING;
    qp_canvas_text(&d->canvas, &type, line->align, line->at,
                   qp_text_string(&line->text));
}

static void draw_background(drawing *d)
{
    for (size_t s = 0; s < d->layout.slice_count; s++)
        draw_slice(d, &d->layout.slices[s]);
    for (size_t l = 0; l < d->layout.line_count; l++)
        draw_line(d, &d->layout.lines[l]);
}

/* -------------------------------------------------------- actors and ties */

static void set_tooltip(drawing *d, qp_dot_item *item, qp_text *tip)
{
    qp_dot_text(d->dot, item, "tooltip", qp_text_string(tip));
    d->canvas.xdot.failed |= tip->failed;
    qp_text_clear(tip);
}

static void draw_middle(drawing *d)
{
    const qp_ego_layout *l = &d->layout;
    qp_dot_item *node = qp_dot_node(d->dot);
    qp_text tip = {0};
    d->middle = node;
    qp_dot_set(d->dot, node, "pos", "0,0");
    qp_dot_set(d->dot, node, "shape", "circle");
    qp_dot_set(d->dot, node, "fixedsize", "true");
    qp_dot_set(d->dot, node, "width", "%.4f", 2 * l->centre / 72);
    qp_dot_set(d->dot, node, "style", "filled");
    qp_dot_set(d->dot, node, "fillcolor", QP_COLOUR_HEADING);
    qp_dot_set(d->dot, node, "color", QP_COLOUR_PAPER);
    qp_dot_set(d->dot, node, "penwidth", "1.6");
    qp_dot_set(d->dot, node, "class", "ego");
    qp_text_add(&tip, qp_name_of_actor(d->topic.net, d->scene.actor,
                                       d->topic.language));
    set_tooltip(d, node, &tip);
}

/* After the lines that end there, so that it lies on them. */
static void name_middle(drawing *d)
{
    const qp_ego_layout *l = &d->layout;
    const qp_label nowhere = {0};
    for (size_t i = 0; i < l->name_count; i++)
        qp_mark_line(d->dot, &nowhere,
                     9.6 * ((double)(l->name_count - 1) / 2 - (double)i),
                     &l->name_type, l->name_type.colour,
                     qp_text_string(&l->name[i]));
}

static void draw_alter(drawing *d, size_t a)
{
    const qp_ego_alter *alter = &d->scene.alters[a];
    bool many = qp_ego_is_many(d->topic.net, alter);
    qp_text tip = {0};
    qp_dot_item *node = qp_ego_mark(d->dot, d->layout.alters[a].centre,
                                    qp_ego_kind_word(d->topic.net, alter), many,
                                    qp_ego_hue(&d->scene, alter->sector));
    d->alters[a].mark = node;
    qp_dot_set(d->dot, node, "class", "alter%s", many ? " many" : "");
    qp_ego_alter_tip(&d->topic, alter, &tip);
    set_tooltip(d, node, &tip);
}

static void draw_tie(drawing *d, size_t a, size_t t)
{
    const qp_ego_tie *tie = &d->scene.ties[t];
    const qp_hue *hue = qp_ego_hue(&d->scene, qp_ego_sector_of(&d->scene, tie));
    bool in = tie->way == QP_WAY_IN;
    bool against = tie->polarity < 0;
    bool present = qp_ego_is_present(tie);
    qp_text tip = {0};
    qp_dot_item *edge = in ? qp_dot_edge(d->dot, d->alters[a].mark, d->middle)
                           : qp_dot_edge(d->dot, d->middle, d->alters[a].mark);
    if (tie->way == QP_WAY_NONE)
        qp_mark_curve(d->dot, edge, d->layout.arcs[t].p);
    else
        qp_mark_arrow(d->dot, edge, &d->layout.arcs[t]);
    qp_dot_set(d->dot, edge, "arrowsize", "0.46"); /* a head of 4.6 points */
    qp_dot_set(d->dot, edge, "arrowhead", "%s", against ? "tee" : "normal");
    qp_dot_set(d->dot, edge, "penwidth", "%.2f", QP_EGO_PEN);
    qp_dot_set(d->dot, edge, "color", "%s",
               against ? QP_COLOUR_WARNING : hue->line);
    qp_dot_set(d->dot, edge, "style", "%s", present ? "solid" : "dashed");
    qp_dot_set(d->dot, edge, "class", "tie%s%s", against ? " against" : "",
               present ? "" : " not-present");
    qp_ego_tie_tip(&d->topic, &d->scene.alters[a], tie, &tip);
    set_tooltip(d, edge, &tip);
}

static void draw_foreground(drawing *d)
{
    draw_middle(d);
    for (size_t a = 0; a < d->scene.alter_count; a++)
        draw_alter(d, a);
    for (size_t a = 0; a < d->scene.alter_count; a++)
        for (size_t t = 0; t < d->scene.alters[a].count; t++)
            if (!d->scene.ties[d->scene.alters[a].first + t].repeats)
                draw_tie(d, a, d->scene.alters[a].first + t);
    name_middle(d);
}

/* ------------------------------------------------------------------ figure */

static qp_status prepare(drawing *d, qp_row actor)
{
    qp_status status = qp_ego_scene_gather(d->topic.net, actor, MOST_ALTERS,
                                           &d->scene, d->err);
    if (status == QP_OK)
        status = qp_ego_layout_make(&d->topic, &d->layout, d->err);
    if (status != QP_OK)
        return status;
    d->alters = qp_acquire(d->scene.alter_count, sizeof *d->alters);
    if (d->alters == NULL)
        return qp_fail(d->err, QP_E_MEMORY, "no memory for an ego figure");
    return qp_dot_open(&d->dot, d->err);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    const double air = 6; /* above and below the oval */
    double height = d->layout.ry + air;
    qp_box content = {-QP_PAGE_WIDTH / 2, -height, QP_PAGE_WIDTH / 2, height};
    draw_background(d);
    draw_foreground(d);
    qp_ego_legend(&d->topic, d->dot, &d->canvas, &content);
    qp_status status = qp_ego_caption(&d->topic, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_ego_scene_clear(&d->scene);
    qp_ego_layout_clear(&d->layout);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
    qp_release(d->alters);
}

qp_status qp_ego(const qp_network *net, const qp_ego_options *options,
                 qp_text *dot, qp_error *err)
{
    drawing d = {.topic = {.net = net, .language = options->language},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    qp_status status = prepare(&d, options->actor);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}
