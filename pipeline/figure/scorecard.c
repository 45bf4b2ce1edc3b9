/* SPDX-License-Identifier: MIT */
#include "figure/scorecard.h"

#include <math.h>

#include "figure/key.h"
#include "figure/scorecard_caption.h"

enum { HEAD_LINES = 4, NAME_LINES = 2, REASON_LINES = 2 };

/** One column: the span of its cells, and its scale. */
typedef struct {
    double left, right; ///< of the scale, points
    qp_scale scale;
} column;

/** A scorecard being drawn. */
typedef struct {
    qp_scorecard_topic topic;
    qp_scorecard_scene scene;
    column columns[QP_SCORES]; ///< [scene.column_count]
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

static const qp_type type_head = {7, true, QP_COLOUR_QUIET};
static const qp_type type_name = {7.5, false, QP_COLOUR_TEXT};
static const qp_type type_value = {7.5, false, QP_COLOUR_TEXT};
static const qp_type type_reason = {7, false, QP_COLOUR_QUIET};

/* Points. */
static const double leading = 8.4;
static const double name_width = 88;
static const double most_column = 74;
static const double column_gap = 9;
static const double row_height = 26;
static const double special_gap = 5; /* above what is no cluster */
static const double mark_radius = 2.7;

/* ------------------------------------------------------------------- layout */

static double row_top(const drawing *d, size_t row)
{
    double gap = d->scene.rows[row].kind == QP_SCORE_CLUSTER ? 0 : special_gap;
    return -row_height * (double)row - gap;
}

static double bottom_of(const drawing *d)
{
    return row_top(d, d->scene.row_count - 1) - row_height;
}

static void stretch(double *least, double *most, double value)
{
    if (isnan(value))
        return;
    *least = fmin(*least, value);
    *most = fmax(*most, value);
}

static const qp_panel_row *told(const drawing *d, size_t row, size_t c)
{
    const qp_panel_row *cell = qp_scorecard_cell(&d->scene, row,
                                                 d->scene.columns[c]);
    return qp_score_is_told(cell) ? cell : NULL;
}

/* From 0 on, for lengths are read; all that is drawn lies on the scale. */
static qp_scale scale_of(const drawing *d, size_t c, double left, double right)
{
    double least = 0;
    double most = 0;
    for (size_t r = 0; r < d->scene.row_count; r++) {
        const qp_panel_row *cell = told(d, r, c);
        if (cell == NULL)
            continue;
        stretch(&least, &most, cell->value);
        stretch(&least, &most, cell->expected);
        if (qp_telling_has_interval(cell)) {
            stretch(&least, &most, cell->low);
            stretch(&least, &most, cell->high);
        }
    }
    return qp_scale_linear(least, most, left, right, 4);
}

static void place_columns(drawing *d)
{
    double width = fmin(most_column, (QP_PAGE_WIDTH - name_width) /
                                         (double)d->scene.column_count);
    for (size_t c = 0; c < d->scene.column_count; c++) {
        double left = name_width + width * (double)c + column_gap;
        double right = name_width + width * (double)(c + 1) - mark_radius;
        d->columns[c] = (column){left, right, scale_of(d, c, left, right)};
    }
}

/* -------------------------------------------------------------------- texts */

/* Lines, the last of them at a baseline. */
static void draw_lines_up(drawing *d, const qp_type *type, qp_point at,
                          qp_text lines[], size_t count)
{
    for (size_t l = 0; l < count; l++) {
        qp_canvas_text(
            &d->canvas, type, QP_LEFT,
            (qp_point){at.x, at.y + leading * (double)(count - 1 - l)},
            qp_text_string(&lines[l]));
        d->canvas.xdot.failed |= lines[l].failed;
    }
}

/* @return how many lines it takes */
static size_t draw_head(drawing *d, size_t c)
{
    qp_text lines[HEAD_LINES] = {{0}, {0}, {0}, {0}};
    const column *k = &d->columns[c];
    const char *head = qp_words(d->topic.options->language,
                                qp_scores[d->scene.columns[c]].word);
    size_t count = qp_lettering_fold(
        head, &type_head, k->right - k->left + mark_radius, lines, HEAD_LINES);
    draw_lines_up(d, &type_head, (qp_point){k->left - mark_radius, 6}, lines,
                  count);
    for (size_t l = 0; l < HEAD_LINES; l++)
        qp_text_clear(&lines[l]);
    return count;
}

static void draw_name(drawing *d, size_t row)
{
    qp_text lines[NAME_LINES] = {{0}, {0}};
    const qp_score_row *r = &d->scene.rows[row];
    qp_type type = type_name;
    type.bold = r->kind != QP_SCORE_CLUSTER;
    if (r->kind == QP_SCORE_CLUSTER)
        type.colour = qp_palette_hue(r->cluster)->ink;
    size_t count = qp_lettering_fold(qp_scorecard_row_name(&d->topic, row),
                                     &type, name_width, lines, NAME_LINES);
    double y = row_top(d, row) - row_height / 2 - 2.6 -
               leading * ((double)count - 1) / 2;
    draw_lines_up(d, &type, (qp_point){0, y}, lines, count);
    for (size_t l = 0; l < NAME_LINES; l++)
        qp_text_clear(&lines[l]);
}

/* -------------------------------------------------------------------- cells */

static double mark_height(const drawing *d, size_t row)
{
    return row_top(d, row) - row_height + 7;
}

/* What chance gives: a short line across. */
static void draw_expected(drawing *d, double x, double y)
{
    static const qp_stroke stroke = {.line = QP_COLOUR_TITLE, .width = 0.9};
    const qp_point line[] = {{x, y - 3.6}, {x, y + 3.6}};
    qp_canvas_line(&d->canvas, &stroke, line, 2);
}

/* Where a measure has two sides, 0 parts them. */
static void draw_zero(drawing *d, size_t row, size_t c)
{
    static const qp_stroke zero = {
        .line = QP_COLOUR_FRAME, .width = 0.7, .dashed = true};
    const double reach = 6;
    double x = qp_scale_at(&d->columns[c].scale, 0);
    double y = mark_height(d, row);
    const qp_point line[] = {{x, y - reach}, {x, y + reach}};
    if (qp_scores[d->scene.columns[c]].sided)
        qp_canvas_line(&d->canvas, &zero, line, 2);
}

static const char *colour_of(const drawing *d, size_t row)
{
    const qp_score_row *r = &d->scene.rows[row];
    return r->kind == QP_SCORE_CLUSTER ? qp_palette_hue(r->cluster)->line
                                       : QP_COLOUR_NEUTRAL;
}

static void draw_value(drawing *d, size_t row, size_t c)
{
    static const char *const classes[QP_TOLD_COUNT] = {
        "score untested", "score hollow", "score finding"};
    const column *k = &d->columns[c];
    const qp_panel_row *cell = told(d, row, c);
    double y = mark_height(d, row);
    qp_told how = qp_score_telling(cell);
    qp_text text = {0};
    qp_text tip = {0};
    qp_scorecard_add_value(cell->value, &text);
    qp_scorecard_tip(&d->topic, row, d->scene.columns[c], &tip);
    qp_canvas_text(&d->canvas, &type_value, QP_CENTRE,
                   (qp_point){(k->left + k->right) / 2, y + 7},
                   qp_text_string(&text));
    draw_zero(d, row, c);
    if (!isnan(cell->expected))
        draw_expected(d, qp_scale_at(&k->scale, cell->expected), y);
    if (qp_telling_has_interval(cell))
        qp_plot_interval_x(&d->canvas, y, qp_scale_at(&k->scale, cell->low),
                           qp_scale_at(&k->scale, cell->high),
                           colour_of(d, row));
    qp_plot_mark(d->dot, (qp_point){qp_scale_at(&k->scale, cell->value), y},
                 mark_radius, qp_telling_shape(how), colour_of(d, row),
                 classes[how], qp_text_string(&tip));
    d->canvas.xdot.failed |= text.failed || tip.failed;
    qp_text_clear(&text);
    qp_text_clear(&tip);
}

static void draw_reason(drawing *d, size_t row, size_t c)
{
    qp_text lines[REASON_LINES] = {{0}, {0}};
    const column *k = &d->columns[c];
    qp_text reason = {0};
    qp_scorecard_add_reason(
        qp_scorecard_cell(&d->scene, row, d->scene.columns[c]), &reason);
    size_t count = qp_lettering_fold(qp_text_string(&reason), &type_reason,
                                     k->right - k->left + column_gap, lines,
                                     REASON_LINES);
    double y = row_top(d, row) - row_height / 2 - 2.4 +
               leading * ((double)count - 1) / 2;
    for (size_t l = 0; l < count; l++)
        qp_canvas_text(
            &d->canvas, &type_reason, QP_CENTRE,
            (qp_point){(k->left + k->right) / 2, y - leading * (double)l},
            qp_text_string(&lines[l]));
    d->canvas.xdot.failed |= reason.failed;
    qp_text_clear(&reason);
    for (size_t l = 0; l < REASON_LINES; l++)
        qp_text_clear(&lines[l]);
}

/* A measure that is not told of a row at all: a dot. */
static void draw_cell(drawing *d, size_t row, size_t c)
{
    static const qp_stroke dot = {.fill = QP_COLOUR_COAST};
    const column *k = &d->columns[c];
    if (told(d, row, c) != NULL)
        draw_value(d, row, c);
    else if (qp_scorecard_cell(&d->scene, row, d->scene.columns[c]) != NULL)
        draw_reason(d, row, c);
    else
        qp_canvas_disc(&d->canvas, &dot,
                       (qp_point){(k->left + k->right) / 2,
                                  row_top(d, row) - row_height / 2},
                       0.9);
}

/* -------------------------------------------------------------------- table */

static void draw_rule(drawing *d, double y, double width)
{
    const qp_stroke stroke = {.line = "#E3E7EB", .width = width};
    const column *last = &d->columns[d->scene.column_count - 1];
    const qp_point line[] = {{0, y}, {last->right + mark_radius, y}};
    qp_canvas_line(&d->canvas, &stroke, line, 2);
}

/* 1, 0.2, -20, but -4k: the ends of two columns stand close. */
static void add_end(qp_text *out, double value)
{
    const double thousand = 1000;
    bool large = fabs(value) >= thousand;
    qp_lettering_add_number(out, large ? value / thousand : value);
    qp_text_add(out, large ? "k" : "");
}

/* The ends of a scale. */
static void draw_scale(drawing *d, size_t c)
{
    const column *k = &d->columns[c];
    double y = bottom_of(d) - 9;
    qp_text number = {0};
    add_end(&number, k->scale.low);
    qp_canvas_text(&d->canvas, &qp_type_note, QP_LEFT,
                   (qp_point){k->left - mark_radius, y},
                   qp_text_string(&number));
    qp_text_empty(&number);
    add_end(&number, k->scale.high);
    qp_canvas_text(&d->canvas, &qp_type_note, QP_RIGHT,
                   (qp_point){k->right + mark_radius, y},
                   qp_text_string(&number));
    d->canvas.xdot.failed |= number.failed;
    qp_text_clear(&number);
}

/* @return height of the heads */
static double draw_table(drawing *d)
{
    size_t lines = 0;
    for (size_t r = 0; r < d->scene.row_count; r++)
        draw_rule(d, row_top(d, r), 0.6);
    draw_rule(d, bottom_of(d), 1);
    for (size_t c = 0; c < d->scene.column_count; c++) {
        size_t used = draw_head(d, c);
        lines = used > lines ? used : lines;
        draw_scale(d, c);
    }
    for (size_t r = 0; r < d->scene.row_count; r++) {
        draw_name(d, r);
        for (size_t c = 0; c < d->scene.column_count; c++)
            draw_cell(d, r, c);
    }
    return leading * (double)lines + 4;
}

/* ------------------------------------------------------------------- legend */

/** What is drawn, of which the legend speaks. */
typedef struct {
    bool told[QP_TOLD_COUNT];
    bool interval, expected;
} shown;

static shown what_is_shown(const drawing *d)
{
    shown s = {0};
    for (size_t r = 0; r < d->scene.row_count; r++)
        for (size_t c = 0; c < d->scene.column_count; c++) {
            const qp_panel_row *cell = told(d, r, c);
            if (cell == NULL)
                continue;
            s.told[qp_score_telling(cell)] = true;
            s.interval |= qp_telling_has_interval(cell);
            s.expected |= !isnan(cell->expected);
        }
    return s;
}

static void draw_legend(drawing *d, qp_box *content)
{
    static const qp_word words[QP_TOLD_COUNT] = {
        QP_WORD_KEY_UNTESTED, QP_WORD_KEY_BY_CHANCE, QP_WORD_KEY_FINDING};
    const shown s = what_is_shown(d);
    qp_language language = d->topic.options->language;
    qp_key key = qp_key_at(&d->canvas, (qp_point){0, content->bottom - 18},
                           QP_PAGE_WIDTH);
    for (int t = QP_TOLD_COUNT - 1; t >= 0; t--)
        if (s.told[t])
            qp_plot_symbol(
                &d->canvas,
                qp_key_add(&key, 2 * mark_radius, qp_words(language, words[t])),
                mark_radius, qp_telling_shape((qp_told)t), QP_COLOUR_NEUTRAL);
    if (s.interval) {
        qp_point at = qp_key_add(&key, 14,
                                 qp_words(language, QP_WORD_KEY_INTERVAL));
        qp_plot_interval_x(&d->canvas, at.y, at.x - 7, at.x + 7,
                           QP_COLOUR_NEUTRAL);
    }
    if (s.expected) {
        qp_point at = qp_key_add(&key, 2,
                                 qp_words(language, QP_WORD_KEY_EXPECTED));
        draw_expected(d, at.x, at.y);
    }
    content->bottom = qp_key_bottom(&key);
}

/* ------------------------------------------------------------------- figure */

static void draw_content(drawing *d, qp_box *content)
{
    if (d->scene.column_count == 0)
        return;
    place_columns(d);
    content->top = draw_table(d);
    content->bottom = bottom_of(d) - 9;
    draw_legend(d, content);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_box content = {0, 0, QP_PAGE_WIDTH, 0};
    draw_content(d, &content);
    qp_status status = qp_scorecard_caption(&d->topic, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.options->language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_scorecard_scene_clear(&d->scene);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
}

qp_status qp_scorecard(const qp_network *net, const qp_panel *panel,
                       const qp_scorecard_options *options, qp_text *dot,
                       qp_error *err)
{
    drawing d = {.topic = {.net = net, .panel = panel, .options = options},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    qp_status status = qp_scorecard_scene_gather(net, panel, options, &d.scene,
                                                 err);
    if (status == QP_OK)
        status = qp_dot_open(&d.dot, err);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}
