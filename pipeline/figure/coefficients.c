/* SPDX-License-Identifier: MIT */
#include "figure/coefficients.h"

#include <math.h>

#include "figure/coefficients_caption.h"
#include "figure/key.h"
#include "figure/naming.h"

/** A chart of coefficients being drawn. */
typedef struct {
    qp_coefficients_topic topic;
    qp_coefficients_scene scene;
    qp_plot plot;
    double width;       ///< of the page
    double names_right; ///< where names of layers end
    double value_left;  ///< where the values are told; 0: they are not
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

/* Points. */
static const double most_name = 116;
static const double value_width = 92;
static const double pairs_width = 34;
static const double row_height = 12;
static const double heading_height = 13;
static const double group_gap = 4; /* above a heading, but the first */
static const double radius = 3.2;

static const qp_type type_name = {7.5, false, QP_COLOUR_TEXT};

static const char *colour(void)
{
    const size_t blue = 4;
    return qp_palette_hue(blue)->line;
}

static const char *name_of(const drawing *d, size_t value)
{
    return qp_name_of_layer(d->topic.net, d->scene.values[value].layer,
                            d->topic.language);
}

static bool starts_group(const drawing *d, size_t value)
{
    const qp_term_value *values = d->scene.values;
    return value == 0 || !qp_terms_are_one(&values[value - 1], &values[value]);
}

/* ------------------------------------------------------------------ layout */

static double names_width(const drawing *d)
{
    double width = 40;
    for (size_t v = 0; v < d->scene.count; v++)
        width = fmax(width, qp_lettering_width(name_of(d, v), &type_name) + 8);
    return fmin(width, most_name);
}

/* What stands above a row. */
static double lead_of(const drawing *d, size_t value)
{
    if (!starts_group(d, value))
        return 0;
    return heading_height + (value > 0 ? group_gap : 0);
}

static double height_of(const drawing *d)
{
    double height = 2;
    for (size_t v = 0; v < d->scene.count; v++)
        height += row_height + lead_of(d, v);
    return height;
}

/* Values, intervals and 0 lie in the frame. */
static qp_scale scale_of(const drawing *d, double left, double right)
{
    double least = 0;
    double most = 0;
    for (size_t v = 0; v < d->scene.count; v++) {
        const qp_panel_row *row = d->scene.values[v].row;
        bool interval = qp_telling_has_interval(row);
        least = fmin(least, interval ? row->low : row->value);
        most = fmax(most, interval ? row->high : row->value);
    }
    return qp_scale_linear(least, most, left, right, 8);
}

static void lay_out(drawing *d)
{
    bool narrow = d->width < QP_PAGE_WIDTH;
    double columns = narrow ? 0 : value_width + pairs_width;
    d->names_right = names_width(d);
    d->value_left = narrow ? 0 : d->width - columns;
    d->plot.frame = (qp_box){d->names_right + 8, -height_of(d),
                             d->width - columns - 10, 0};
    d->plot.x = scale_of(d, d->plot.frame.left + 4, d->plot.frame.right - 4);
}

/* -------------------------------------------------------------------- rows */

static void draw_text(drawing *d, const qp_type *type, qp_align align,
                      qp_point at, const qp_text *text)
{
    qp_canvas_text(&d->canvas, type, align, at, qp_text_string(text));
    d->canvas.xdot.failed |= text->failed;
}

static void draw_heading(drawing *d, size_t value, double bottom)
{
    static const qp_stroke band = {.fill = QP_COLOUR_BAND};
    const qp_box box = {0, bottom + 1, d->width, bottom + heading_height};
    qp_text heading = {0};
    qp_text line = {0};
    qp_coefficients_heading(&d->topic, &d->scene.values[value], &heading);
    qp_lettering_fold(qp_text_string(&heading), &qp_type_heading, d->width - 6,
                      &line, 1);
    qp_canvas_box(&d->canvas, &band, &box);
    draw_text(d, &qp_type_heading, QP_LEFT, (qp_point){3, box.bottom + 3},
              &line);
    d->canvas.xdot.failed |= heading.failed;
    qp_text_clear(&heading);
    qp_text_clear(&line);
}

static void draw_mark(drawing *d, size_t value, double y)
{
    static const char *const classes[QP_TOLD_COUNT] = {
        [QP_TOLD_UNTESTED] = "coefficient untested",
        [QP_TOLD_BY_CHANCE] = "coefficient by-chance",
        [QP_TOLD_FINDING] = "coefficient finding"};
    const qp_term_value *v = &d->scene.values[value];
    const qp_scale *x = &d->plot.x;
    qp_text tip = {0};
    if (qp_telling_has_interval(v->row))
        qp_plot_interval_x(&d->canvas, y, qp_scale_at(x, v->row->low),
                           qp_scale_at(x, v->row->high), colour());
    qp_coefficients_tip(&d->topic, v, &tip);
    qp_plot_mark(d->dot, (qp_point){qp_scale_at(x, v->row->value), y}, radius,
                 qp_telling_shape(v->told), colour(), classes[v->told],
                 qp_text_string(&tip));
    d->canvas.xdot.failed |= tip.failed;
    qp_text_clear(&tip);
}

static void draw_columns(drawing *d, size_t value, double y)
{
    const qp_panel_row *row = d->scene.values[value].row;
    qp_text text = {0};
    if (d->value_left <= 0)
        return;
    qp_telling_add_value(row, &text);
    draw_text(d, &qp_type_note, QP_LEFT, (qp_point){d->value_left, y - 2.4},
              &text);
    qp_text_empty(&text);
    if (!isnan(row->n))
        qp_lettering_add_number(&text, row->n);
    draw_text(d, &qp_type_note, QP_RIGHT, (qp_point){d->width - 2, y - 2.4},
              &text);
    qp_text_clear(&text);
}

static void draw_row(drawing *d, size_t value, double y)
{
    qp_text line = {0};
    qp_lettering_fold(name_of(d, value), &type_name, d->names_right - 4, &line,
                      1);
    draw_text(d, &type_name, QP_RIGHT, (qp_point){d->names_right, y - 2.6},
              &line);
    qp_text_clear(&line);
    draw_mark(d, value, y);
    draw_columns(d, value, y);
}

static void draw_rows(drawing *d)
{
    double y = 0;
    for (size_t v = 0; v < d->scene.count; v++) {
        y -= lead_of(d, v);
        if (starts_group(d, v))
            draw_heading(d, v, y);
        draw_row(d, v, y - row_height / 2);
        y -= row_height;
    }
}

/* ----------------------------------------------------------------- legend */

static void draw_heads(drawing *d)
{
    const double y = d->plot.frame.top + 4;
    if (d->value_left <= 0)
        return;
    qp_canvas_text(&d->canvas, &qp_type_note, QP_LEFT,
                   (qp_point){d->value_left, y},
                   qp_words(d->topic.language, QP_WORD_COEFFICIENTS_HEAD));
    qp_canvas_text(&d->canvas, &qp_type_note, QP_RIGHT,
                   (qp_point){d->width - 2, y},
                   qp_words(d->topic.language, QP_WORD_COEFFICIENTS_N));
}

static bool any_told(const drawing *d, qp_told told)
{
    for (size_t v = 0; v < d->scene.count; v++)
        if (d->scene.values[v].told == told)
            return true;
    return false;
}

static qp_box draw_key(drawing *d)
{
    static const qp_word words[QP_TOLD_COUNT] = {
        [QP_TOLD_UNTESTED] = QP_WORD_KEY_UNTESTED,
        [QP_TOLD_BY_CHANCE] = QP_WORD_KEY_BY_CHANCE_P,
        [QP_TOLD_FINDING] = QP_WORD_KEY_FINDING_P};
    const qp_language language = d->topic.language;
    const qp_point first = {0,
                            d->plot.frame.bottom - qp_plot_x_axis_height - 12};
    qp_key key = qp_key_at(&d->canvas, first, d->width);
    for (int t = QP_TOLD_FINDING; t >= QP_TOLD_UNTESTED; t--) {
        if (!any_told(d, (qp_told)t))
            continue;
        qp_point at = qp_key_add(&key, 2 * radius,
                                 qp_words(language, words[t]));
        qp_plot_symbol(&d->canvas, at, radius, qp_telling_shape((qp_told)t),
                       colour());
    }
    qp_point at = qp_key_add(&key, 18,
                             qp_words(language, QP_WORD_KEY_INTERVAL));
    qp_plot_interval_x(&d->canvas, at.y, at.x - 8, at.x + 8, colour());
    return (qp_box){0, qp_key_bottom(&key), d->width, d->plot.frame.top + 12};
}

/* ------------------------------------------------------------------ figure */

static qp_box draw_chart(drawing *d)
{
    if (d->scene.count == 0)
        return (qp_box){0, 0, d->width, 0};
    lay_out(d);
    qp_plot_x_axis(&d->canvas, &d->plot,
                   qp_words(d->topic.language, QP_WORD_COEFFICIENTS_AXIS));
    qp_plot_reference_x(&d->canvas, &d->plot, 0);
    draw_heads(d);
    draw_rows(d);
    return draw_key(d);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_box content = draw_chart(d);
    qp_status status = qp_coefficients_caption(&d->topic, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

qp_status qp_coefficients(const qp_network *net, const qp_panel *panel,
                          const qp_coefficients_options *options, qp_text *dot,
                          qp_error *err)
{
    drawing d = {.topic = {.net = net,
                           .panel = panel,
                           .window = options->window,
                           .language = options->language},
                 .width = qp_paper_width(options->paper),
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    qp_status status = qp_coefficients_gather(net, panel, options->window,
                                              &d.scene, err);
    if (status == QP_OK)
        status = qp_dot_open(&d.dot, err);
    if (status == QP_OK)
        status = draw(&d, dot);
    qp_coefficients_scene_clear(&d.scene);
    qp_canvas_clear(&d.canvas);
    qp_caption_clear(&d.caption);
    qp_dot_close(d.dot);
    return status;
}

/* Where it cannot be found out the chart is drawn, and fails aloud. */
bool qp_coefficients_have_something(const qp_network *net,
                                    const qp_panel *panel,
                                    const qp_coefficients_options *options)
{
    qp_coefficients_scene scene;
    if (qp_coefficients_gather(net, panel, options->window, &scene, NULL) !=
        QP_OK)
        return true;
    bool has = scene.count > 0;
    qp_coefficients_scene_clear(&scene);
    return has;
}
