/* SPDX-License-Identifier: MIT */
#include "figure/multiplex.h"

#include "core/memory.h"
#include "figure/mark.h"
#include "figure/multiplex_legend.h"

enum { MOST_ACTORS = 60, MOST_TIES = 150, MANY_TIES = 90 };

static const qp_type type_sheet = {9.5, true, QP_COLOUR_HEADING};
static const qp_type type_sheet_also = {8.5, false, QP_COLOUR_HEADING};

/** An actor on its sheet. */
typedef struct {
    qp_dot_item *disc;
} drawn_actor;

/** Sheets being drawn. */
typedef struct {
    qp_multiplex_topic topic;
    qp_multiplex_scene scene;
    qp_multiplex_layout layout;
    drawn_actor *actors; ///< [scene.actor_count]
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

/* ------------------------------------------------------------------ sheets */

static void draw_grid(drawing *d, const qp_sheet *sheet, const char *colour)
{
    const qp_stroke stroke = {.line = colour, .width = 0.5};
    for (int i = 1; i < 4; i++) {
        double t = i / 4.0;
        const qp_point across[] = {qp_sheet_point(sheet, 0, t),
                                   qp_sheet_point(sheet, 1, t)};
        const qp_point along[] = {qp_sheet_point(sheet, t, 0),
                                  qp_sheet_point(sheet, t, 1)};
        qp_canvas_line(&d->canvas, &stroke, across, 2);
        qp_canvas_line(&d->canvas, &stroke, along, 2);
    }
}

static void draw_sheet(drawing *d, size_t s)
{
    const qp_sheet *sheet = &d->layout.sheets[s];
    const qp_hue *hue = qp_sheet_hue(s);
    char fill[16];
    char line[16];
    char grid[16];
    qp_colour_with_alpha(hue->fill, 0x14, fill);
    qp_colour_with_alpha(hue->line, 0x90, line);
    qp_colour_with_alpha(hue->line, 0x22, grid);
    const qp_stroke stroke = {fill, line, 0.8, false};
    const qp_point corners[] = {
        qp_sheet_point(sheet, 0, 0), qp_sheet_point(sheet, 1, 0),
        qp_sheet_point(sheet, 1, 1), qp_sheet_point(sheet, 0, 1)};
    qp_canvas_polygon(&d->canvas, &stroke, corners, 4);
    draw_grid(d, sheet, grid);
}

/* Its name in both languages, that of the figure first, and counts. */
static void name_sheet(drawing *d, size_t s)
{
    const qp_box *room = &d->layout.titles[s];
    qp_language own = d->topic.language;
    qp_language other = own == QP_ENGLISH ? QP_CHINESE : QP_ENGLISH;
    qp_type type = type_sheet;
    qp_type also = type_sheet_also;
    qp_text counts[2] = {{0}, {0}};
    qp_point at = {room->left + 5, room->top - 12};
    type.colour = qp_sheet_hue(s)->ink;
    also.colour = type.colour;
    qp_sheet_counts(&d->topic, s, &counts[0], &counts[1]);
    qp_canvas_text(&d->canvas, &type, QP_LEFT, at, qp_sheet_title(s, own));
    at.y -= 12;
    qp_canvas_text(&d->canvas, &also, QP_LEFT, at, qp_sheet_title(s, other));
    for (size_t c = 0; c < 2; c++) {
        at.y -= 11;
        qp_canvas_text(&d->canvas, &qp_type_body, QP_LEFT, at,
                       qp_text_string(&counts[c]));
        d->canvas.xdot.failed |= counts[c].failed;
        qp_text_clear(&counts[c]);
    }
}

static void draw_background(drawing *d)
{
    for (size_t s = QP_KIND_COUNT; s-- > 0;)
        if (d->layout.sheets[s].height > 0) {
            draw_sheet(d, s);
            name_sheet(d, s);
        }
}

/* ---------------------------------------------------------- discs and lines */

static void set_tooltip(drawing *d, qp_dot_item *item, const qp_text *tip)
{
    qp_dot_text(d->dot, item, "tooltip", qp_text_string(tip));
    d->canvas.xdot.failed |= tip->failed;
}

/* Hollow: stands for many. The outer radius is the same. */
static void draw_actor(drawing *d, size_t i)
{
    const qp_sheet_actor *actor = &d->scene.actors[i];
    const qp_disc *disc = &d->layout.discs[i];
    const qp_hue *hue = qp_sheet_hue(actor->sheet);
    double pen = actor->many ? 1.3 : 0.8;
    double radius = disc->radius - (actor->many ? pen / 2 : 0);
    qp_text tip = {0};
    qp_dot_item *node = qp_dot_node(d->dot);
    d->actors[i].disc = node;
    qp_dot_set(d->dot, node, "pos", "%.2f,%.2f", disc->centre.x,
               disc->centre.y);
    qp_dot_set(d->dot, node, "shape", "circle");
    qp_dot_set(d->dot, node, "fixedsize", "true");
    qp_dot_set(d->dot, node, "width", "%.4f", 2 * radius / 72);
    qp_dot_set(d->dot, node, "style", "filled");
    qp_dot_set(d->dot, node, "fillcolor", "%s",
               actor->many ? QP_COLOUR_PAPER : hue->line);
    qp_dot_set(d->dot, node, "color", "%s",
               actor->many ? hue->line : QP_COLOUR_PAPER);
    qp_dot_set(d->dot, node, "penwidth", "%.2f", pen);
    qp_dot_set(d->dot, node, "class", "actor sheet%d%s", actor->sheet,
               actor->many ? " many" : "");
    qp_sheet_actor_tip(&d->topic, actor, &tip);
    set_tooltip(d, node, &tip);
    qp_text_clear(&tip);
}

/* What ties an actor to where it is. */
static void draw_host(drawing *d, size_t i)
{
    const qp_sheet_actor *actor = &d->scene.actors[i];
    if (actor->host == QP_NONE)
        return;
    qp_point a = d->layout.discs[i].centre;
    qp_point b = d->layout.discs[actor->host].centre;
    const qp_point line[] = {a,
                             {(2 * a.x + b.x) / 3, (2 * a.y + b.y) / 3},
                             {(a.x + 2 * b.x) / 3, (a.y + 2 * b.y) / 3},
                             b};
    qp_dot_item *edge = qp_dot_edge(d->dot, d->actors[i].disc,
                                    d->actors[actor->host].disc);
    qp_mark_curve(d->dot, edge, line);
    qp_dot_set(d->dot, edge, "style", "dotted");
    qp_dot_set(d->dot, edge, "penwidth", "0.8");
    qp_dot_set(d->dot, edge, "color", QP_COLOUR_NEUTRAL "90");
    qp_dot_set(d->dot, edge, "class", "host");
}

static double width_of(const drawing *d, const qp_sheet_tie *tie)
{
    const qp_sheet_actor *actors = d->scene.actors;
    if (actors[tie->a].many || actors[tie->b].many)
        return 0.6;
    return d->scene.tie_count > MANY_TIES ? 0.7 : 1.2;
}

static void draw_tie(drawing *d, size_t t)
{
    const qp_sheet_tie *tie = &d->scene.ties[t];
    size_t upper = d->scene.actors[tie->a].sheet;
    bool within = upper == d->scene.actors[tie->b].sheet;
    char colour[16];
    qp_text tip = {0};
    qp_dot_item *edge = qp_dot_edge(d->dot, d->actors[tie->a].disc,
                                    d->actors[tie->b].disc);
    qp_colour_with_alpha(tie->against ? QP_COLOUR_WARNING
                                      : qp_sheet_hue(upper)->line,
                         within ? 0xC0 : 0x90, colour);
    qp_mark_curve(d->dot, edge, d->layout.arcs[t].p);
    qp_dot_set(d->dot, edge, "penwidth", "%.2f", width_of(d, tie));
    qp_dot_set(d->dot, edge, "color", "%s", colour);
    qp_dot_set(d->dot, edge, "style",
               tie->against || !tie->present ? "dashed" : "solid");
    qp_dot_set(d->dot, edge, "class", "tie %s%s%s",
               within ? "within" : "between", tie->against ? " against" : "",
               tie->present ? "" : " not-present");
    qp_sheet_tie_tip(&d->topic, tie, &tip);
    set_tooltip(d, edge, &tip);
    qp_text_clear(&tip);
}

static void draw_label(drawing *d, size_t i)
{
    const qp_label *label = &d->layout.labels[i];
    const qp_sheet_name *name = &d->layout.names[i];
    const qp_type *type = &d->layout.type;
    bool two = name->lines[1].size > 0;
    if (!label->placed)
        return;
    qp_dot_item *veil = qp_mark_veil(d->dot, label);
    if (label->led)
        qp_mark_leader(d->dot, d->actors[i].disc, veil, label);
    for (int line = 0; line <= two; line++)
        qp_mark_line(d->dot, label, two ? (0.5 - line) * type->size * 1.05 : 0,
                     type, type->colour, qp_text_string(&name->lines[line]));
}

static void draw_foreground(drawing *d)
{
    for (size_t i = 0; i < d->scene.actor_count; i++)
        draw_actor(d, i);
    for (size_t i = 0; i < d->scene.actor_count; i++)
        draw_host(d, i);
    for (size_t t = 0; t < d->scene.tie_count; t++)
        draw_tie(d, t);
    for (size_t i = 0; i < d->scene.actor_count; i++)
        draw_label(d, i);
}

/* ------------------------------------------------------------------ figure */

static qp_status prepare(drawing *d, qp_period window)
{
    const qp_multiplex_choice choice = {window, MOST_ACTORS, MOST_TIES};
    const qp_network *net = d->topic.net;
    qp_status status = qp_multiplex_scene_gather(net, &choice, &d->scene,
                                                 d->err);
    if (status == QP_OK)
        status = qp_multiplex_layout_make(net, &d->scene, d->topic.language,
                                          &d->layout, d->err);
    if (status != QP_OK)
        return status;
    d->actors = qp_acquire(d->scene.actor_count, sizeof *d->actors);
    if (d->actors == NULL)
        return qp_fail(d->err, QP_E_MEMORY, "no memory for sheets");
    return qp_dot_open(&d->dot, d->err);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_box content = d->layout.content;
    draw_background(d);
    qp_multiplex_legend(&d->topic, &d->canvas, &content);
    qp_status status = qp_multiplex_caption(&d->topic, &d->caption, d->err);
    if (status != QP_OK)
        return status;
    draw_foreground(d);
    status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                            d->topic.language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_multiplex_scene_clear(&d->scene);
    qp_multiplex_layout_clear(&d->layout);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
    qp_release(d->actors);
}

qp_status qp_multiplex(const qp_network *net,
                       const qp_multiplex_options *options, qp_text *dot,
                       qp_error *err)
{
    drawing d = {.topic = {.net = net, .language = options->language},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    d.topic.layout = &d.layout;
    qp_status status = prepare(&d, options->window);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}

bool qp_multiplex_has_kinds(const qp_network *net)
{
    bool tied[QP_KIND_COUNT] = {false};
    size_t kinds = 0;
    for (size_t l = 0; l < net->links.count; l++) {
        if (net->links.from[l] == net->links.to[l])
            continue;
        tied[net->actors.kind[net->links.from[l]]] = true;
        tied[net->actors.kind[net->links.to[l]]] = true;
    }
    for (size_t k = 0; k < QP_KIND_COUNT; k++)
        kinds += tied[k];
    return kinds >= 2;
}
