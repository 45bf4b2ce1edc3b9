/* SPDX-License-Identifier: MIT */
#include "figure/flow_map.h"

#include <math.h>

#include "core/memory.h"
#include "figure/dot.h"
#include "figure/flow_legend.h"
#include "figure/mark.h"
#include "figure/naming.h"
#include "figure/palette.h"

enum { MOST_FLOWS = 60 };

/** A place on the map. */
typedef struct {
    qp_dot_item *disc;
} drawn_place;

/** A map being drawn. */
typedef struct {
    qp_flow_topic topic;
    qp_flow_scene scene;
    qp_flow_layout layout;
    qp_basemap land;
    size_t *hues;        ///< [net->clusters.count]
    drawn_place *places; ///< [scene.place_count]
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

static size_t hue_of_cluster(const drawing *d, qp_row cluster)
{
    return cluster == QP_NONE ? (size_t)QP_HUES : d->hues[cluster];
}

static const qp_hue *hue_of(const drawing *d, const qp_scene_place *place)
{
    return qp_palette_hue(hue_of_cluster(d, place->cluster));
}

static bool is_directed(const drawing *d)
{
    return d->topic.net->layers.directed[d->topic.layer] != 0;
}

/* --------------------------------------------------- what lies under the flows */

static qp_status draw_land(drawing *d)
{
    static const qp_stroke sea = {QP_COLOUR_SEA, QP_COLOUR_SEA, 0.6, false};
    static const qp_stroke land = {QP_COLOUR_LAND, QP_COLOUR_COAST, 0.6, false};
    static const qp_stroke water = {QP_COLOUR_SEA, QP_COLOUR_COAST, 0.6, false};
    qp_polygon outline = {0};
    if (!d->topic.land)
        return QP_OK;
    qp_status status = qp_view_outline(&d->layout.view, &outline, d->err);
    if (status == QP_OK)
        qp_canvas_polygon(&d->canvas, &sea, outline.points, outline.count);
    for (size_t r = 0; r < d->land.count; r++) {
        const qp_polygon *shape = &d->land.rings[r].shape;
        qp_canvas_polygon(&d->canvas, d->land.rings[r].water ? &water : &land,
                          shape->points, shape->count);
    }
    qp_polygon_clear(&outline);
    return status;
}

static void draw_hulls(drawing *d)
{
    for (size_t c = 0; c < d->layout.cluster_count; c++) {
        const qp_polygon *hull = &d->layout.hulls[c];
        const qp_hue *hue = qp_palette_hue(d->hues[c]);
        char fill[16];
        char line[16];
        if (hull->count == 0)
            continue;
        qp_colour_with_alpha(hue->fill, 0x26, fill);
        qp_colour_with_alpha(hue->ink, 0xB0, line);
        const qp_stroke stroke = {fill, line, 0.9, true};
        qp_canvas_polygon(&d->canvas, &stroke, hull->points, hull->count);
    }
}

static qp_status draw_frame(drawing *d)
{
    static const qp_stroke frame = {.line = QP_COLOUR_FRAME, .width = 0.6};
    qp_polygon outline = {0};
    qp_status status = qp_view_outline(&d->layout.view, &outline, d->err);
    if (status == QP_OK)
        qp_canvas_polygon(&d->canvas, &frame, outline.points, outline.count);
    qp_polygon_clear(&outline);
    return status;
}

static void draw_scale_bar(drawing *d)
{
    static const qp_stroke halo = {.fill = QP_COLOUR_HALO, .width = 0};
    static const qp_stroke bar = {.line = QP_COLOUR_TEXT, .width = 1};
    const qp_box *box = &d->layout.bar;
    qp_text km = {0};
    qp_text text = {0};
    if (d->layout.bar_km <= 0)
        return;
    const double y = box->bottom + 4;
    const qp_point line[] = {{box->left + 4, y + 4},
                             {box->left + 4, y},
                             {box->right - 4, y},
                             {box->right - 4, y + 4}};
    qp_lettering_add_number(&km, d->layout.bar_km);
    qp_words_add(&text, d->topic.language, QP_WORD_SCALE,
                 (const char *[]){qp_text_string(&km)});
    qp_canvas_box(&d->canvas, &halo, box);
    qp_canvas_line(&d->canvas, &bar, line, 4);
    qp_canvas_text(&d->canvas, &qp_type_note, QP_CENTRE,
                   (qp_point){(box->left + box->right) / 2, y + 6},
                   qp_text_string(&text));
    d->canvas.xdot.failed |= km.failed || text.failed;
    qp_text_clear(&km);
    qp_text_clear(&text);
}

static qp_status draw_background(drawing *d)
{
    qp_status status = draw_land(d);
    if (status == QP_OK) {
        draw_hulls(d);
        status = draw_frame(d);
    }
    draw_scale_bar(d);
    return status;
}

/* ----------------------------------------------------------- discs and arcs */

static void set_tooltip(drawing *d, qp_dot_item *item, qp_word word,
                        const char *const parts[])
{
    qp_text text = {0};
    qp_words_add(&text, d->topic.language, word, parts);
    qp_dot_text(d->dot, item, "tooltip", qp_text_string(&text));
    d->canvas.xdot.failed |= text.failed;
    qp_text_clear(&text);
}

static void describe_place(drawing *d, qp_dot_item *node,
                           const qp_scene_place *place)
{
    qp_text in = {0};
    qp_text out = {0};
    qp_lettering_add_number(&in, place->in);
    qp_flow_caption_amount(&d->topic, place->out, &out);
    set_tooltip(d, node, QP_WORD_IN_OUT,
                (const char *[]){qp_name_of_actor(d->topic.net, place->region,
                                                  d->topic.language),
                                 qp_text_string(&in), qp_text_string(&out)});
    d->canvas.xdot.failed |= in.failed || out.failed;
    qp_text_clear(&in);
    qp_text_clear(&out);
}

/* Filled: gains on balance; hollow: loses. The outer radius is the same. */
static void draw_place(drawing *d, size_t p)
{
    const qp_scene_place *place = &d->scene.places[p];
    const qp_disc *disc = &d->layout.discs[p];
    const qp_hue *hue = hue_of(d, place);
    bool loses = is_directed(d) && !d->scene.stated && place->in < place->out;
    double pen = !loses ? 0.8 : fmin(1.6, disc->radius * 0.45);
    double radius = disc->radius - (loses ? pen / 2 : 0);
    qp_dot_item *node = qp_dot_node(d->dot);
    d->places[p].disc = node;
    qp_dot_set(d->dot, node, "pos", "%.2f,%.2f", disc->centre.x,
               disc->centre.y);
    qp_dot_set(d->dot, node, "shape", "circle");
    qp_dot_set(d->dot, node, "fixedsize", "true");
    qp_dot_set(d->dot, node, "width", "%.4f", 2 * radius / 72);
    qp_dot_set(d->dot, node, "style", "filled");
    qp_dot_set(d->dot, node, "fillcolor", "%s",
               loses ? QP_COLOUR_PAPER : hue->fill);
    qp_dot_set(d->dot, node, "color", "%s",
               loses ? hue->line : QP_COLOUR_PAPER);
    qp_dot_set(d->dot, node, "penwidth", "%.2f", pen);
    qp_dot_set(d->dot, node, "class", "place %s",
               d->scene.stated ? "stated"
               : loses         ? "loses"
                               : "gains");
    describe_place(d, node, place);
}

static void describe_flow(drawing *d, qp_dot_item *edge,
                          const qp_scene_flow *flow)
{
    const qp_scene_place *places = d->scene.places;
    qp_text amount = {0};
    qp_flow_caption_amount(&d->topic, flow->flow, &amount);
    set_tooltip(d, edge, QP_WORD_ARROW,
                (const char *[]){
                    qp_name_of_actor(d->topic.net, places[flow->from].region,
                                     d->topic.language),
                    qp_name_of_actor(d->topic.net, places[flow->to].region,
                                     d->topic.language),
                    qp_text_string(&amount)});
    d->canvas.xdot.failed |= amount.failed;
    qp_text_clear(&amount);
}

/* That of its origin; a statement without direction has that which its ends
 * share. */
static const char *line_colour(const drawing *d, const qp_scene_flow *flow)
{
    const qp_scene_place *from = &d->scene.places[flow->from];
    const qp_scene_place *to = &d->scene.places[flow->to];
    if (flow->against)
        return QP_COLOUR_WARNING;
    bool has_origin = is_directed(d) || !d->scene.stated;
    if (has_origin || from->cluster == to->cluster)
        return hue_of(d, from)->line;
    return qp_palette_hue(QP_HUES)->line;
}

static void draw_flow(drawing *d, size_t f)
{
    const qp_scene_flow *flow = &d->scene.flows[f];
    const qp_arc *arc = &d->layout.arcs[f];
    char colour[16];
    qp_dot_item *edge = qp_dot_edge(d->dot, d->places[flow->from].disc,
                                    d->places[flow->to].disc);
    qp_colour_with_alpha(line_colour(d, flow), 0xD0, colour);
    if (is_directed(d))
        qp_mark_arrow(d->dot, edge, arc);
    else
        qp_mark_curve(d->dot, edge, arc->p);
    qp_dot_set(d->dot, edge, "arrowsize", "0.42"); /* a head of 4.2 points */
    qp_dot_set(d->dot, edge, "penwidth", "%.2f", d->layout.arc_width[f]);
    qp_dot_set(d->dot, edge, "color", "%s", colour);
    qp_dot_set(d->dot, edge, "class", "flow%s%s",
               flow->against ? " against" : "",
               flow->present ? "" : " not-present");
    if (flow->against)
        qp_dot_set(d->dot, edge, "arrowhead", "tee");
    if (!flow->present)
        qp_dot_set(d->dot, edge, "style", "dashed");
    describe_flow(d, edge, flow);
}

/* ------------------------------------------------------------------- labels */

static void draw_place_label(drawing *d, size_t p)
{
    const qp_type *type = qp_flow_layout_type(&d->layout);
    const qp_label *label = &d->layout.labels[p];
    if (!label->placed)
        return;
    qp_dot_item *veil = qp_mark_veil(d->dot, label);
    if (label->led)
        qp_mark_leader(d->dot, d->places[p].disc, veil, label);
    qp_mark_line(d->dot, label, 0, type, type->colour,
                 qp_name_of_actor(d->topic.net, d->scene.places[p].region,
                                  d->topic.language));
}

static void draw_cluster_label(drawing *d, size_t cluster)
{
    const double half_line = 5;
    const qp_label *label = &d->layout.labels[d->layout.place_count + cluster];
    const char *ink = qp_palette_hue(d->hues[cluster])->ink;
    const char *lines[2];
    if (!label->placed)
        return;
    qp_cluster_lines(d->topic.net, cluster, d->topic.language, lines);
    bool two = lines[1][0] != '\0' && !qp_flow_layout_is_narrow(&d->layout);
    qp_mark_veil(d->dot, label);
    qp_mark_line(d->dot, label, two ? half_line : 0,
                 qp_flow_layout_cluster_type(&d->layout), ink, lines[0]);
    if (two)
        qp_mark_line(d->dot, label, -half_line, &qp_type_cluster_also, ink,
                     lines[1]);
}

static void draw_foreground(drawing *d)
{
    for (size_t p = 0; p < d->scene.place_count; p++)
        draw_place(d, p);
    for (size_t f = 0; f < d->scene.flow_count; f++)
        draw_flow(d, f);
    for (size_t c = 0; c < d->layout.cluster_count; c++)
        draw_cluster_label(d, c);
    for (size_t p = 0; p < d->scene.place_count; p++)
        draw_place_label(d, p);
}

/* ---------------------------------------------------------------------- map */

static qp_scene_choice choice_of(const qp_network *net,
                                 const qp_flow_map_options *options)
{
    qp_scene_choice choice = {.layer = options->layer,
                              .window = options->window,
                              .level = options->level,
                              .most = MOST_FLOWS};
    bool stated = false;
    qp_network_layer_class(net, options->layer, &stated);
    choice.stated = stated && options->level == NULL;
    return choice;
}

/* All rows of a layer are links with things? Then it has no flows either. */
static bool is_of_things(const qp_network *net, qp_row layer)
{
    size_t count = 0;
    for (size_t l = 0; l < net->thing_links.count; l++)
        count += net->thing_links.layer[l] == layer;
    return count > 0 &&
           net->layers.start[layer] == net->layers.start[layer + 1];
}

qp_status qp_flow_map_has_flows(const qp_network *net,
                                const qp_flow_map_options *options, bool *has,
                                qp_error *err)
{
    const qp_scene_choice choice = choice_of(net, options);
    qp_flow_scene scene = {0};
    if (!choice.stated) {
        *has = net->layers.directed[options->layer] != 0 &&
               !is_of_things(net, options->layer);
        return QP_OK;
    }
    qp_status status = qp_flow_scene_gather(net, &choice, &scene, err);
    if (status == QP_OK)
        *has = scene.geographic && scene.flow_count > 0;
    qp_flow_scene_clear(&scene);
    return status;
}

static qp_status prepare(drawing *d, const qp_flow_map_options *options)
{
    const qp_network *net = d->topic.net;
    const qp_scene_choice choice = choice_of(net, options);
    qp_status status = qp_flow_scene_gather(net, &choice, &d->scene, d->err);
    d->layout.paper = options->paper;
    if (status == QP_OK)
        status = qp_flow_layout_make(net, &d->scene, is_directed(d),
                                     options->language, &d->layout, d->err);
    if (status == QP_OK && options->basemap != NULL && d->scene.geographic) {
        d->topic.land = true;
        status = qp_basemap_read(options->basemap, &d->layout.view, &d->land,
                                 d->err);
    }
    if (status != QP_OK)
        return status;
    d->hues = qp_acquire(net->clusters.count, sizeof *d->hues);
    d->places = qp_acquire(d->scene.place_count, sizeof *d->places);
    if (d->hues == NULL || d->places == NULL)
        return qp_fail(d->err, QP_E_MEMORY, "no memory for a map");
    qp_flow_hues(&d->topic, d->hues);
    return qp_dot_open(&d->dot, d->err);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_box content = d->layout.view.frame;
    qp_status status = draw_background(d);
    if (status == QP_OK)
        status = qp_flow_legend(&d->topic, d->hues, &d->canvas, &content,
                                d->err);
    if (status == QP_OK)
        status = qp_flow_caption(&d->topic, &d->caption, d->err);
    if (status == QP_OK) {
        draw_foreground(d);
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.language, d->err);
    }
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_flow_scene_clear(&d->scene);
    qp_flow_layout_clear(&d->layout);
    qp_basemap_clear(&d->land);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
    qp_release(d->hues);
    qp_release(d->places);
}

qp_status qp_flow_map(const qp_network *net, const qp_panel *panel,
                      const qp_flow_map_options *options, qp_text *dot,
                      qp_error *err)
{
    drawing d = {.topic = {.net = net,
                           .panel = panel,
                           .layer = options->layer,
                           .window = options->window,
                           .language = options->language},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    d.topic.layout = &d.layout;
    qp_status status = prepare(&d, options);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}
