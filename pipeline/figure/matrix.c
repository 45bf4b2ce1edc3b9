/* SPDX-License-Identifier: MIT */
#include "figure/matrix.h"

#include <math.h>

#include "figure/key.h"
#include "figure/matrix_legend.h"

/** A matrix being drawn. */
typedef struct {
    qp_matrix_topic topic;
    qp_matrix_scene scene;
    qp_matrix_layout layout;
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

static const qp_type type_sign = {7, true, QP_COLOUR_TEXT};
static const qp_type type_value = {7, false, QP_COLOUR_TEXT};
static const double side = 0.35; /* of a cell, left free */

static const char *ink_of(const drawing *d, size_t item)
{
    return qp_palette_hue(d->scene.items[item].cluster)->ink;
}

/* ------------------------------------------------------------------- heads */

/* The number of a row beside its name, and above its column. */
static void draw_numbers(drawing *d, size_t item)
{
    const qp_matrix_layout *l = &d->layout;
    qp_box box = qp_matrix_layout_cell(l, item, item);
    qp_type type = qp_type_note;
    qp_text number = {0};
    double middle = (box.left + box.right) / 2;
    double raised = l->staggered && item % 2 == 1 ? 8 : 0;
    type.colour = ink_of(d, item);
    qp_text_addf(&number, "%zu", item + 1);
    qp_canvas_text(&d->canvas, &type, QP_CENTRE, (qp_point){middle, 4 + raised},
                   qp_text_string(&number));
    qp_canvas_text(&d->canvas, &type, QP_RIGHT,
                   (qp_point){l->left - 3, (box.bottom + box.top) / 2 - 2.4},
                   qp_text_string(&number));
    d->canvas.xdot.failed |= number.failed;
    qp_text_clear(&number);
}

static void draw_name(drawing *d, size_t item)
{
    qp_box box = qp_matrix_layout_cell(&d->layout, item, item);
    qp_canvas_text(
        &d->canvas, &qp_type_matrix_name, QP_RIGHT,
        (qp_point){d->layout.names_right, (box.bottom + box.top) / 2 - 2.6},
        qp_text_string(&d->layout.names[item]));
}

/* Its letter above, its name at the right, a rule along both. */
static void draw_block(drawing *d, const qp_matrix_block *block)
{
    char letter[QP_CLUSTER_LETTER_SIZE];
    const qp_matrix_layout *l = &d->layout;
    size_t last = block->first + block->count - 1;
    qp_box first = qp_matrix_layout_cell(l, block->first, block->first);
    qp_box end = qp_matrix_layout_cell(l, last, last);
    const qp_stroke rule = {.fill = ink_of(d, block->first)};
    const double above = l->content.top - 10.4;
    const qp_box over = {first.left + side, above, end.right - side,
                         above + 1.2};
    const qp_box beside = {l->blocks_left - 4.6, end.bottom + side,
                           l->blocks_left - 3.4, first.top - side};
    qp_type type = qp_type_matrix_block;
    type.colour = rule.fill;
    qp_canvas_box(&d->canvas, &rule, &over);
    qp_canvas_box(&d->canvas, &rule, &beside);
    qp_key_letter(d->scene.items[block->first].cluster, letter);
    qp_canvas_text(&d->canvas, &type, QP_CENTRE,
                   (qp_point){(first.left + end.right) / 2, above + 3.6},
                   letter);
    double y = (first.top + end.bottom) / 2 - 2.4 +
               QP_MATRIX_LEADING * ((double)block->line_count - 1) / 2;
    for (size_t i = 0; i < block->line_count; i++)
        qp_canvas_text(
            &d->canvas, &type, QP_LEFT,
            (qp_point){l->blocks_left, y - QP_MATRIX_LEADING * (double)i},
            qp_text_string(&block->lines[i]));
}

/* ------------------------------------------------------------------- cells */

/* A text stands on a ground of its own, for hatches would cross it. */
static qp_box ground_of(const drawing *d, const qp_box *box, const char *text)
{
    const double height = 9;
    const qp_type *type = d->layout.numbered ? &type_value : &type_sign;
    double wide = qp_lettering_width(text, type) + 2;
    double x = (box->left + box->right) / 2;
    double y = (box->bottom + box->top) / 2;
    wide = fmin(wide, box->right - box->left) / 2;
    double high = fmin(height, box->top - box->bottom) / 2;
    return (qp_box){x - wide, y - high, x + wide, y + high};
}

static qp_dot_item *add_node(drawing *d, const qp_box *box, const char *class)
{
    qp_dot_item *node = qp_dot_node(d->dot);
    qp_dot_text(d->dot, node, "label", "");
    qp_dot_set(d->dot, node, "pos", "%.2f,%.2f", (box->left + box->right) / 2,
               (box->bottom + box->top) / 2);
    qp_dot_set(d->dot, node, "shape", "box");
    qp_dot_set(d->dot, node, "fixedsize", "shape");
    qp_dot_set(d->dot, node, "width", "%.4f", (box->right - box->left) / 72);
    qp_dot_set(d->dot, node, "height", "%.4f", (box->top - box->bottom) / 72);
    qp_dot_set(d->dot, node, "style", "filled");
    qp_dot_set(d->dot, node, "penwidth", "0");
    qp_dot_set(d->dot, node, "class", "%s", class);
    return node;
}

static void draw_value(drawing *d, const qp_matrix_cell *cell,
                       const qp_box *box, const char *tip)
{
    qp_matrix_kind kind = d->scene.kind;
    const qp_tint *tint = qp_matrix_shade(kind, cell->value);
    qp_text text = {0};
    if (d->layout.numbered)
        qp_matrix_add_value(kind, cell->value, &text);
    else
        qp_text_add(&text, qp_matrix_sign(kind, cell->value));
    bool hatched = cell->uncertain && text.size == 0;
    qp_box ground = cell->uncertain && !hatched
                        ? ground_of(d, box, qp_text_string(&text))
                        : *box;
    qp_matrix_ground(&d->canvas, box, tint, cell->uncertain);
    qp_dot_item *node = add_node(d, &ground,
                                 cell->uncertain ? "cell uncertain" : "cell");
    qp_dot_set(d->dot, node, "fillcolor", "%s%s", tint->fill,
               hatched ? "00" : "");
    qp_dot_text(d->dot, node, "label", qp_text_string(&text));
    qp_dot_set(d->dot, node, "fontname", QP_FONT);
    qp_dot_set(d->dot, node, "fontsize", "%.1f", type_value.size);
    qp_dot_set(d->dot, node, "fontcolor", "%s", tint->ink);
    qp_dot_text(d->dot, node, "tooltip", tip);
    d->canvas.xdot.failed |= text.failed;
    qp_text_clear(&text);
}

static void draw_blank(drawing *d, const qp_box *box, const char *tip)
{
    qp_matrix_dot(&d->canvas, (qp_point){(box->left + box->right) / 2,
                                         (box->bottom + box->top) / 2});
    qp_dot_item *node = add_node(d, box, "blank");
    qp_dot_set(d->dot, node, "fillcolor", QP_COLOUR_PAPER "00");
    qp_dot_text(d->dot, node, "tooltip", tip);
}

/* A region with itself is no pair. */
static void draw_cell(drawing *d, size_t row, size_t column)
{
    static const qp_stroke self = {.fill = QP_COLOUR_BAND};
    const qp_matrix_cell *cell = qp_matrix_cell_at(&d->scene, row, column);
    qp_box box = qp_matrix_layout_cell(&d->layout, row, column);
    qp_text tip = {0};
    box = (qp_box){box.left + side, box.bottom + side, box.right - side,
                   box.top - side};
    if (row == column && !d->scene.by_cluster) {
        qp_canvas_box(&d->canvas, &self, &box);
        return;
    }
    qp_matrix_cell_tip(&d->topic, row, column, &tip);
    if (isnan(cell->value))
        draw_blank(d, &box, qp_text_string(&tip));
    else
        draw_value(d, cell, &box, qp_text_string(&tip));
    d->canvas.xdot.failed |= tip.failed;
    qp_text_clear(&tip);
}

static void draw_matrix(drawing *d)
{
    for (size_t b = 0; b < d->layout.block_count; b++)
        draw_block(d, &d->layout.blocks[b]);
    for (size_t r = 0; r < d->scene.count; r++) {
        draw_name(d, r);
        draw_numbers(d, r);
        for (size_t c = 0; c < d->scene.count; c++)
            draw_cell(d, r, c);
    }
}

/* ------------------------------------------------------------------ figure */

static qp_status prepare(drawing *d)
{
    qp_status status = qp_matrix_scene_gather(
        d->topic.net, d->topic.panel, d->topic.options, &d->scene, d->err);
    if (status == QP_OK)
        status = qp_matrix_layout_make(&d->topic, &d->layout, d->err);
    return status == QP_OK ? qp_dot_open(&d->dot, d->err) : status;
}

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_box content = d->layout.content;
    draw_matrix(d);
    qp_status status = qp_matrix_legend(&d->topic, &d->layout, &d->canvas,
                                        &content, d->err);
    if (status == QP_OK)
        status = qp_matrix_caption(&d->topic, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.options->language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_matrix_scene_clear(&d->scene);
    qp_matrix_layout_clear(&d->layout);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
}

qp_status qp_matrix(const qp_network *net, const qp_panel *panel,
                    const qp_matrix_options *options, qp_text *dot,
                    qp_error *err)
{
    drawing d = {.topic = {.net = net, .panel = panel, .options = options},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    qp_status status = prepare(&d);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}
