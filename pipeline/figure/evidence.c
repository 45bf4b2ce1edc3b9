/* SPDX-License-Identifier: MIT */
#include "figure/evidence.h"

#include "figure/evidence_legend.h"

/** A table being drawn. */
typedef struct {
    qp_evidence_topic topic;
    qp_evidence_scene scene;
    qp_evidence_layout layout;
    qp_evidence_scale scale;
    bool bars; ///< some polarity is said
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

static const qp_type type_number = {7.5, false, QP_COLOUR_TEXT};
static const double shade_height = 8;
static const double bar_height = 1.8;
static const double bar_gap = 0.3;
static const double side = 1; /* of a column, left free between cells */

/* -------------------------------------------------------------------- heads */

/* In the order of ids, as on a map that shows all clusters. */
static const char *ink_of(const drawing *d, size_t column)
{
    const qp_evidence_column *c = &d->scene.columns[column];
    return c->kind == QP_COLUMN_CLUSTER ? qp_palette_hue(c->cluster)->ink
                                        : QP_COLOUR_QUIET;
}

static void draw_head(drawing *d, size_t column)
{
    const qp_evidence_head *head = &d->layout.heads[column];
    const qp_stroke rule = {.fill = ink_of(d, column)};
    double y = d->layout.heads_bottom;
    const qp_box line = {head->left + side, y - 1.1, head->right - side, y};
    qp_type type = qp_type_evidence_head;
    type.colour = ink_of(d, column);
    qp_canvas_box(&d->canvas, &rule, &line);
    for (size_t l = 0; l < head->line_count; l++)
        qp_canvas_text(&d->canvas, &type, QP_CENTRE,
                       (qp_point){(head->left + head->right) / 2,
                                  y + 3.6 +
                                      QP_EVIDENCE_LEADING *
                                          (double)(head->line_count - 1 - l)},
                       qp_text_string(&head->lines[l]));
}

/* The name of a block, and the sums of its rows. */
static void draw_heading(drawing *d, qp_evidence_block block)
{
    static const qp_stroke band = {.fill = QP_COLOUR_BAND};
    static const qp_type type_sum = {7.5, true, QP_COLOUR_HEADING};
    const qp_box *box = &d->layout.headings[block];
    double y = box->bottom + 3.7;
    if (box->top == box->bottom)
        return;
    qp_canvas_box(&d->canvas, &band, box);
    qp_canvas_text(&d->canvas, &qp_type_heading, QP_LEFT,
                   (qp_point){box->left + 3, y},
                   qp_evidence_block_title(block, d->topic.language));
    for (size_t c = 0; c < d->scene.column_count; c++) {
        const qp_evidence_head *head = &d->layout.heads[c];
        qp_evidence_count sum = qp_evidence_sum(&d->scene, block, c);
        qp_text text = {0};
        if (sum.all == 0)
            continue;
        qp_evidence_add_count(&text, sum.all, &type_sum,
                              head->right - head->left);
        qp_canvas_text(&d->canvas, &type_sum, QP_CENTRE,
                       (qp_point){(head->left + head->right) / 2, y},
                       qp_text_string(&text));
        d->canvas.xdot.failed |= text.failed;
        qp_text_clear(&text);
    }
}

/* -------------------------------------------------------------------- cells */

static void draw_label(drawing *d, size_t row)
{
    const qp_evidence_label *label = &d->layout.labels[row];
    double middle = (label->top + label->bottom) / 2;
    double first = middle - 2.3 +
                   QP_EVIDENCE_LEADING * ((double)label->line_count - 1) / 2;
    for (size_t l = 0; l < label->line_count; l++)
        qp_canvas_text(&d->canvas, &qp_type_evidence_label, QP_RIGHT,
                       (qp_point){d->layout.label_right,
                                  first - QP_EVIDENCE_LEADING * (double)l},
                       qp_text_string(&label->lines[l]));
}

/* The box of a number; its bar lies below it. */
static qp_box cell_box(const drawing *d, size_t row, size_t column)
{
    const qp_evidence_head *head = &d->layout.heads[column];
    const qp_evidence_label *label = &d->layout.labels[row];
    double height = shade_height + (d->bars ? bar_gap + bar_height : 0);
    double top = (label->top + label->bottom + height) / 2;
    return (qp_box){head->left + side, top - shade_height, head->right - side,
                    top};
}

/* "All" is not shaded: its counts are of another size. */
static void draw_number(drawing *d, size_t row, size_t column,
                        const qp_box *box)
{
    const qp_evidence_count *count = qp_evidence_cell(&d->scene, row, column);
    bool shaded = d->scene.columns[column].kind != QP_COLUMN_ALL;
    const qp_tint *tint = qp_evidence_shade(&d->scale, count->all);
    qp_text text = {0};
    qp_text tip = {0};
    qp_dot_item *node = qp_dot_node(d->dot);
    qp_evidence_add_count(&text, count->all, &type_number,
                          box->right - box->left);
    qp_evidence_cell_tip(&d->topic, row, column, &tip);
    qp_dot_text(d->dot, node, "label", qp_text_string(&text));
    qp_dot_text(d->dot, node, "tooltip", qp_text_string(&tip));
    qp_dot_set(d->dot, node, "pos", "%.2f,%.2f", (box->left + box->right) / 2,
               (box->bottom + box->top) / 2);
    qp_dot_set(d->dot, node, "shape", "box");
    qp_dot_set(d->dot, node, "fixedsize", "shape");
    qp_dot_set(d->dot, node, "width", "%.4f", (box->right - box->left) / 72);
    qp_dot_set(d->dot, node, "height", "%.4f", (box->top - box->bottom) / 72);
    qp_dot_set(d->dot, node, "style", "filled");
    qp_dot_set(d->dot, node, "fillcolor", "%s",
               shaded ? tint->fill : QP_COLOUR_PAPER);
    qp_dot_set(d->dot, node, "penwidth", "0");
    qp_dot_set(d->dot, node, "fontname", QP_FONT);
    qp_dot_set(d->dot, node, "fontsize", "%.1f", type_number.size);
    qp_dot_set(d->dot, node, "fontcolor", "%s",
               shaded ? tint->ink : type_number.colour);
    qp_dot_set(d->dot, node, "class", shaded ? "cell" : "cell all");
    d->canvas.xdot.failed |= text.failed || tip.failed;
    qp_text_clear(&text);
    qp_text_clear(&tip);
}

static void draw_cell(drawing *d, size_t row, size_t column)
{
    const qp_evidence_count *count = qp_evidence_cell(&d->scene, row, column);
    qp_box box = cell_box(d, row, column);
    if (count->all == 0) {
        qp_evidence_dot(&d->canvas, (qp_point){(box.left + box.right) / 2,
                                               (box.bottom + box.top) / 2});
        return;
    }
    draw_number(d, row, column, &box);
    if (!d->bars)
        return;
    box.top = box.bottom - bar_gap;
    box.bottom = box.top - bar_height;
    qp_evidence_bar(&d->canvas, &box, count);
}

static void draw_table(drawing *d)
{
    for (size_t c = 0; c < d->scene.column_count; c++)
        draw_head(d, c);
    for (int b = 0; b < QP_BLOCK_COUNT; b++)
        draw_heading(d, (qp_evidence_block)b);
    for (size_t r = 0; r < d->scene.row_count; r++) {
        draw_label(d, r);
        for (size_t c = 0; c < d->scene.column_count; c++)
            draw_cell(d, r, c);
    }
}

/* ------------------------------------------------------------------- figure */

static qp_status prepare(drawing *d)
{
    qp_status status = qp_evidence_scene_gather(d->topic.net, &d->scene,
                                                d->err);
    if (status == QP_OK)
        status = qp_evidence_layout_make(&d->topic, &d->layout, d->err);
    if (status != QP_OK)
        return status;
    d->scale = qp_evidence_scale_of(&d->scene);
    d->bars = qp_evidence_has_polarity(&d->scene);
    return qp_dot_open(&d->dot, d->err);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_box content = d->layout.content;
    draw_table(d);
    qp_status status = qp_evidence_legend(&d->topic, &d->layout, &d->canvas,
                                          &content, d->err);
    if (status == QP_OK)
        status = qp_evidence_caption(&d->topic, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_evidence_scene_clear(&d->scene);
    qp_evidence_layout_clear(&d->layout);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
}

qp_status qp_evidence(const qp_network *net, const qp_evidence_options *options,
                      qp_text *dot, qp_error *err)
{
    drawing d = {.topic = {.net = net, .language = options->language},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    qp_status status = prepare(&d);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}

static bool any_stated(const qp_network *net, const qp_row *source,
                       size_t count)
{
    for (size_t r = 0; source != NULL && r < count; r++) {
        qp_source_class class = qp_network_source_class(net, source[r]);
        if (class == QP_CLASS_SEED || class == QP_CLASS_GENERAL_KNOWLEDGE)
            return true;
    }
    return false;
}

bool qp_evidence_has_statements(const qp_network *net)
{
    return net->statements.count > 0 ||
           any_stated(net, net->links.source, net->links.count) ||
           any_stated(net, net->thing_links.source, net->thing_links.count) ||
           any_stated(net, net->memberships.source, net->memberships.count) ||
           any_stated(net, net->portfolio.source, net->portfolio.count);
}
