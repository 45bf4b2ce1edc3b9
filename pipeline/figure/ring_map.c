/* SPDX-License-Identifier: MIT */
#include "figure/ring_map.h"

#include <math.h>

#include "core/memory.h"
#include "figure/dating.h"
#include "figure/mark.h"
#include "figure/ring_map_legend.h"

enum { MOST_MARKS = 60 };

/** Rings being drawn. */
typedef struct {
    qp_ring_topic topic;
    qp_ring_scene scene;
    qp_ring_layout layout;
    qp_dot_item **marks; ///< [scene.mark_count]
    qp_dot_item *firm;
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

/* ------------------------------------------------------------------- ground */

/* Light, for names on their veils lie over them. */
static void draw_discs(drawing *d)
{
    static const char *const fills[] = {"#F3F6F8", "#FBFCFD"};
    static const qp_stroke circle = {.line = "#C3CCD4", .width = 0.6};
    const qp_ring_layout *l = &d->layout;
    const size_t rings = d->scene.ring_count;
    for (size_t r = rings; r > 0; r--) {
        const qp_stroke band = {.fill = fills[(rings - r) % 2]};
        qp_canvas_disc(&d->canvas, &band, l->centre, l->edge[r]);
    }
    for (size_t r = 1; r <= rings; r++)
        qp_canvas_disc(&d->canvas, &circle, l->centre, l->radius[r]);
}

static void draw_dividers(drawing *d)
{
    static const qp_stroke divider = {.line = "#D5DCE2", .width = 0.8};
    const qp_ring_layout *l = &d->layout;
    for (size_t s = 0; s < d->scene.sector_count && d->scene.sector_count > 1;
         s++) {
        double angle = l->slices[s].from;
        const qp_point line[] = {
            qp_ring_point(l, angle, l->firm),
            qp_ring_point(l, angle, l->edge[d->scene.ring_count])};
        qp_canvas_line(&d->canvas, &divider, line, 2);
    }
}

static void name_sectors(drawing *d)
{
    for (size_t s = 0; s < d->scene.sector_count; s++) {
        const qp_ring_slice *slice = &d->layout.slices[s];
        qp_type type = qp_type_ring_sector;
        type.colour = qp_ring_hue(&d->scene, s)->ink;
        for (size_t l = 0; l < slice->name.count; l++)
            qp_canvas_text(
                &d->canvas, &type, (qp_align)slice->align,
                (qp_point){slice->at.x,
                           slice->at.y - QP_RING_HEAD_LEADING * (double)l},
                qp_text_string(&slice->name.line[l]));
    }
}

/* At the top, on the divider. */
static void number_rings(drawing *d)
{
    static const qp_stroke veil = {.fill = QP_COLOUR_PAPER};
    static const qp_type type = {7.5, true, QP_COLOUR_QUIET};
    for (size_t r = 1; r <= d->scene.ring_count; r++) {
        qp_point at = qp_ring_point(&d->layout, 0, d->layout.radius[r]);
        qp_text number = {0};
        qp_lettering_add_number(&number, (double)r);
        qp_canvas_disc(&d->canvas, &veil, at, 5);
        qp_canvas_text(&d->canvas, &type, QP_CENTRE,
                       (qp_point){at.x, at.y - 2.7}, qp_text_string(&number));
        d->canvas.xdot.failed |= number.failed;
        qp_text_clear(&number);
    }
}

/* -------------------------------------------------------------------- marks */

static void draw_firm(drawing *d)
{
    const qp_ring_name *name = &d->layout.firm_name;
    const qp_type *type = &qp_type_ring_firm;
    const qp_label label = {.box = {d->layout.centre.x, d->layout.centre.y,
                                    d->layout.centre.x, d->layout.centre.y}};
    d->firm = qp_dot_node(d->dot);
    qp_dot_set(d->dot, d->firm, "pos", "%.2f,%.2f", d->layout.centre.x,
               d->layout.centre.y);
    qp_dot_set(d->dot, d->firm, "shape", "circle");
    qp_dot_set(d->dot, d->firm, "fixedsize", "true");
    qp_dot_set(d->dot, d->firm, "width", "%.4f", 2 * d->layout.firm / 72);
    qp_dot_set(d->dot, d->firm, "style", "filled");
    qp_dot_set(d->dot, d->firm, "fillcolor", QP_COLOUR_HEADING);
    qp_dot_set(d->dot, d->firm, "color", QP_COLOUR_PAPER);
    qp_dot_set(d->dot, d->firm, "penwidth", "2");
    qp_dot_set(d->dot, d->firm, "class", "firm");
    for (size_t l = 0; l < name->count; l++)
        qp_mark_line(d->dot, &label,
                     ((double)(name->count - 1) / 2 - (double)l) *
                         (type->size + 1),
                     type, type->colour, qp_text_string(&name->line[l]));
}

static void draw_mark(drawing *d, size_t m)
{
    const qp_ring_mark *mark = &d->scene.marks[m];
    const qp_hue *hue = qp_ring_hue(&d->scene, mark->sector);
    const qp_disc *disc = &d->layout.discs[m];
    bool several = mark->actor == QP_NONE;
    bool many = !several && qp_ring_is_group(d->topic.net, mark->actor);
    qp_text tip = {0};
    qp_ring_mark_tip(&d->topic, mark, &tip);
    d->marks[m] = several
                      ? qp_ring_several_draw(d->dot, disc, mark->count, hue)
                      : qp_ring_mark_draw(
                            d->dot, disc,
                            qp_ring_kind(d->topic.net, mark->actor), many, hue);
    qp_dot_text(d->dot, d->marks[m], "tooltip", qp_text_string(&tip));
    qp_dot_set(d->dot, d->marks[m], "class", "ring%zu %s", mark->ring,
               several ? "several"
               : many  ? "actor many"
                       : "actor");
    d->canvas.xdot.failed |= tip.failed;
    qp_text_clear(&tip);
}

/* From the mark inwards, as goods go. */
static void lay_edge(drawing *d, qp_dot_item *edge, const qp_arc parts[])
{
    qp_text pos = {0};
    qp_text_addf(&pos, "%.2f,%.2f", parts[QP_RING_PARTS - 1].p[3].x,
                 parts[QP_RING_PARTS - 1].p[3].y);
    for (size_t part = QP_RING_PARTS; part-- > 0;)
        for (size_t p = 3; p-- > 0;)
            qp_text_addf(&pos, " %.2f,%.2f", parts[part].p[p].x,
                         parts[part].p[p].y);
    qp_dot_set(d->dot, edge, "pos", "%s", qp_text_string(&pos));
    qp_dot_set(d->dot, edge, "dir", "none");
    d->canvas.xdot.failed |= pos.failed;
    qp_text_clear(&pos);
}

static void draw_line(drawing *d, size_t m)
{
    const qp_ring_mark *mark = &d->scene.marks[m];
    char colour[16];
    qp_text tip = {0};
    if (mark->inner == m)
        return;
    qp_dot_item *edge = qp_dot_edge(
        d->dot, d->marks[m],
        mark->inner == QP_NONE ? d->firm : d->marks[mark->inner]);
    qp_colour_with_alpha(qp_ring_hue(&d->scene, mark->sector)->line, 0xB8,
                         colour);
    lay_edge(d, edge, &d->layout.ties[m * QP_RING_PARTS]);
    qp_dot_set(d->dot, edge, "penwidth", "%.2f", qp_ring_pen(&d->topic, mark));
    qp_dot_set(d->dot, edge, "color", "%s", colour);
    qp_dot_set(d->dot, edge, "class", "tie");
    qp_ring_tie_tip(&d->topic, mark, &tip);
    qp_dot_text(d->dot, edge, "tooltip", qp_text_string(&tip));
    d->canvas.xdot.failed |= tip.failed;
    qp_text_clear(&tip);
}

static void draw_name(drawing *d, size_t m)
{
    const qp_label *label = &d->layout.labels[m];
    const qp_ring_name *name = &d->layout.names[m];
    const qp_type *type = &qp_type_ring_name;
    if (!label->placed)
        return;
    qp_dot_item *veil = qp_mark_veil(d->dot, label);
    if (label->led)
        qp_mark_leader(d->dot, d->marks[m], veil, label);
    for (size_t l = 0; l < name->count; l++)
        qp_mark_line(d->dot, label,
                     ((double)(name->count - 1) / 2 - (double)l) *
                         QP_RING_LEADING,
                     type, type->colour, qp_text_string(&name->line[l]));
}

static void draw_rings(drawing *d)
{
    if (d->scene.mark_count == 0)
        return;
    draw_discs(d);
    draw_dividers(d);
    name_sectors(d);
    number_rings(d);
    draw_firm(d);
    for (size_t m = 0; m < d->scene.mark_count; m++)
        draw_mark(d, m);
    for (size_t m = 0; m < d->scene.mark_count; m++)
        draw_line(d, m);
    for (size_t m = 0; m < d->scene.mark_count; m++)
        draw_name(d, m);
}

/* ------------------------------------------------------------------- figure */

static qp_status prepare(drawing *d, const qp_panel *panel, qp_period window)
{
    char name[QP_WINDOW_NAME_SIZE];
    const qp_ring_choice choice = {
        d->topic.architect, qp_dating_window(window, name), window, MOST_MARKS};
    qp_status status = qp_ring_scene_gather(d->topic.net, panel, &choice,
                                            &d->scene, d->err);
    if (status == QP_OK)
        status = qp_ring_layout_make(&d->topic, &d->layout, d->err);
    if (status != QP_OK)
        return status;
    d->marks = qp_acquire(d->scene.mark_count, sizeof(qp_dot_item *));
    if (d->marks == NULL)
        return qp_fail(d->err, QP_E_MEMORY, "no memory for rings");
    return qp_dot_open(&d->dot, d->err);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_box content = d->layout.content;
    draw_rings(d);
    if (d->scene.mark_count > 0)
        qp_ring_legend(&d->topic, d->dot, &d->canvas, &content);
    qp_status status = qp_ring_caption(&d->topic, d->layout.unnamed,
                                       &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_ring_layout_clear(&d->scene, &d->layout);
    qp_ring_scene_clear(&d->scene);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
    qp_release(d->marks);
}

qp_status qp_ring_map(const qp_network *net, const qp_panel *panel,
                      const qp_ring_map_options *options, qp_text *dot,
                      qp_error *err)
{
    drawing d = {.topic = {.net = net,
                           .architect = options->architect,
                           .window = options->window,
                           .language = options->language},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    qp_status status = prepare(&d, panel, options->window);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}

bool qp_ring_map_has_rings(const qp_network *net, const qp_panel *panel,
                           const qp_ring_map_options *options)
{
    char window[QP_WINDOW_NAME_SIZE];
    qp_dating_window(options->window, window);
    return qp_ring_way_has_rings(
        net, panel, options->architect, window,
        qp_ring_way_of(net, panel, options->architect, window));
}
