/* SPDX-License-Identifier: MIT */
#include "figure/ranking.h"

#include <math.h>

#include "core/memory.h"
#include "figure/naming.h"
#include "figure/standing_caption.h"
#include "figure/standing_key.h"

/** A ranking being drawn. */
typedef struct {
    qp_standing_question question;
    qp_standings standings;
    qp_language language;
    qp_plot plot;
    double names_right; ///< where names of regions end
    double letter;      ///< middle of the letters of clusters
    double net_right;   ///< where the column of net flows ends; 0: none
    double rank_right;  ///< likewise that of ranks
    double step;        ///< height of a row
    bool *clusters;     ///< [clusters of the network] shown
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

/* Points. */
static const double most_name = 132;
static const double most_narrow_name = 84;
static const double letter_width = 18;
static const double net_width = 52;
static const double most_head = 96; /* of its heading */
static const double rank_width = 26;
static const double roomy = 16; /* height of a row where they are few */
static const double tight = 11.4;

static const qp_type type_name = {7.5, false, QP_COLOUR_TEXT};
static const qp_type type_core = {7.5, true, QP_COLOUR_TITLE};

static const qp_standing *standing_at(const drawing *d, size_t row)
{
    return &d->standings.regions[row];
}

/* ------------------------------------------------------------------ layout */

static const qp_type *type_of(const drawing *d, size_t row)
{
    return qp_standing_is_core(d->question.net, standing_at(d, row)->region)
               ? &type_core
               : &type_name;
}

static const char *name_of(const drawing *d, size_t row)
{
    return qp_name_of_actor(d->question.net, standing_at(d, row)->region,
                            d->language);
}

static double names_width(const drawing *d, double most)
{
    double width = 0;
    for (size_t r = 0; r < d->standings.count; r++)
        width = fmax(width, qp_lettering_width(name_of(d, r), type_of(d, r)));
    return fmin(width, most);
}

static void widen(double *least, double *most, double value)
{
    *least = fmin(*least, value);
    *most = fmax(*most, value);
}

/* Values, intervals and 0 lie in the frame. */
static qp_scale scale_of(const drawing *d, double left, double right)
{
    double least = 0;
    double most = 0;
    for (size_t r = 0; r < d->standings.count; r++) {
        const qp_panel_row *row = standing_at(d, r)->effectiveness;
        widen(&least, &most, row->value);
        if (qp_telling_has_interval(row)) {
            widen(&least, &most, row->low);
            widen(&least, &most, row->high);
        }
    }
    return qp_scale_linear(least, most, left, right,
                           right - left > 240 ? 10 : 5);
}

static bool any_net(const drawing *d)
{
    for (size_t r = 0; r < d->standings.count; r++)
        if (standing_at(d, r)->net != NULL)
            return true;
    return false;
}

static void lay_out(drawing *d)
{
    double width = qp_paper_width(d->canvas.paper);
    bool narrow = width < QP_PAGE_WIDTH;
    double columns = !any_net(d) ? 0 : rank_width + (narrow ? 0 : net_width);
    d->step = d->standings.count > 16 ? tight : roomy;
    d->names_right = names_width(d, narrow ? most_narrow_name : most_name);
    d->letter = d->names_right + letter_width / 2;
    if (columns > 0) {
        d->rank_right = width;
        d->net_right = narrow ? 0 : width - rank_width;
    }
    d->plot.frame = (qp_box){d->names_right + letter_width,
                             -d->step * (double)d->standings.count - 4,
                             width - fmax(columns + 6, 8), 0};
    d->plot.x = scale_of(d, d->plot.frame.left + 4, d->plot.frame.right - 4);
}

static double middle_of(const drawing *d, size_t row)
{
    return -2 - d->step * ((double)row + 0.5);
}

/* -------------------------------------------------------------------- rows */

static void draw_text(drawing *d, const qp_type *type, qp_align align,
                      qp_point at, const qp_text *text)
{
    qp_canvas_text(&d->canvas, type, align, at, qp_text_string(text));
    d->canvas.xdot.failed |= text->failed;
}

static void draw_name(drawing *d, size_t row, double y)
{
    qp_text line = {0};
    qp_lettering_fold(name_of(d, row), type_of(d, row), d->names_right, &line,
                      1);
    draw_text(d, type_of(d, row), QP_RIGHT, (qp_point){d->names_right, y - 2.6},
              &line);
    qp_text_clear(&line);
}

static void draw_letter(drawing *d, size_t row, double y)
{
    char letter[QP_CLUSTER_LETTER_SIZE];
    qp_row region = standing_at(d, row)->region;
    qp_type type = qp_type_heading;
    type.colour = qp_standing_hue(d->question.net, region)->ink;
    qp_canvas_text(
        &d->canvas, &type, QP_CENTRE, (qp_point){d->letter, y - 2.6},
        qp_key_letter(d->question.net->actors.cluster[region], letter));
}

static void draw_number(drawing *d, double right, double y, double value,
                        bool sign)
{
    qp_text number = {0};
    if (isnan(value) || right <= 0)
        return;
    qp_text_add(&number, sign && value > 0 ? "+" : "");
    qp_lettering_add_number(&number, value);
    draw_text(d, &qp_type_note, QP_RIGHT, (qp_point){right, y - 2.4}, &number);
    qp_text_clear(&number);
}

/* The tick where chance is, and the bar from there to the value. */
static void draw_expected(drawing *d, const qp_panel_row *row, const char *fill,
                          double y)
{
    static const qp_stroke tick = {.line = QP_COLOUR_NEUTRAL, .width = 1.2};
    char pale[16];
    if (isnan(row->expected))
        return;
    double from = qp_scale_at(&d->plot.x, row->expected);
    double to = qp_scale_at(&d->plot.x, row->value);
    const qp_box bar = {fmin(from, to), y - 1.5, fmax(from, to), y + 1.5};
    const qp_point ends[] = {{from, y - 3.4}, {from, y + 3.4}};
    qp_colour_with_alpha(fill, 0x60, pale);
    const qp_stroke stroke = {.fill = pale};
    if (bar.right > bar.left)
        qp_canvas_box(&d->canvas, &stroke, &bar);
    qp_canvas_line(&d->canvas, &tick, ends, 2);
}

static void draw_value(drawing *d, const qp_standing *s, double y)
{
    const qp_panel_row *row = s->effectiveness;
    const qp_hue *hue = qp_standing_hue(d->question.net, s->region);
    draw_expected(d, row, hue->fill, y);
    if (qp_telling_has_interval(row))
        qp_plot_interval_x(&d->canvas, y, qp_scale_at(&d->plot.x, row->low),
                           qp_scale_at(&d->plot.x, row->high), hue->line);
    qp_standing_mark(d->dot, &d->question, s,
                     (qp_point){qp_scale_at(&d->plot.x, row->value), y},
                     hue->line, d->language);
}

static void draw_row(drawing *d, size_t row)
{
    static const qp_stroke guide = {.line = QP_COLOUR_BAND, .width = 0.8};
    const qp_standing *s = standing_at(d, row);
    double y = middle_of(d, row);
    const qp_point line[] = {{d->plot.frame.left, y}, {d->plot.frame.right, y}};
    qp_row cluster = d->question.net->actors.cluster[s->region];
    qp_canvas_line(&d->canvas, &guide, line, 2);
    if (cluster != QP_NONE)
        d->clusters[cluster] = true;
    draw_name(d, row, y);
    draw_letter(d, row, y);
    draw_value(d, s, y);
    if (s->net == NULL)
        return;
    draw_number(d, d->net_right, y, s->net->value, true);
    draw_number(d, d->rank_right, y, s->net->rank, false);
}

/* ----------------------------------------------------------------- legend */

static void draw_heads(drawing *d)
{
    const double y = d->plot.frame.top + 5;
    const qp_standing_topic topic = {&d->question, &d->standings, d->language};
    double zero = qp_scale_at(&d->plot.x, 0);
    qp_text net = {0};
    qp_canvas_text(&d->canvas, &qp_type_note, QP_RIGHT, (qp_point){zero - 6, y},
                   qp_words(d->language, QP_WORD_LOSES));
    qp_canvas_text(&d->canvas, &qp_type_note, QP_LEFT, (qp_point){zero + 6, y},
                   qp_words(d->language, QP_WORD_GAINS));
    if (d->rank_right > 0)
        qp_canvas_text(&d->canvas, &qp_type_note, QP_RIGHT,
                       (qp_point){d->rank_right, y},
                       qp_words(d->language, QP_WORD_RANKING_RANK));
    qp_text line = {0};
    qp_standing_add_with_unit(&topic, QP_WORD_RANKING_NET, &net);
    qp_lettering_fold(qp_text_string(&net), &qp_type_note, most_head, &line, 1);
    if (d->net_right > 0)
        draw_text(d, &qp_type_note, QP_RIGHT, (qp_point){d->net_right, y},
                  &line);
    d->canvas.xdot.failed |= net.failed;
    qp_text_clear(&net);
    qp_text_clear(&line);
}

static void explain_lines(drawing *d, qp_key *key)
{
    static const qp_stroke tick = {.line = QP_COLOUR_NEUTRAL, .width = 1.2};
    qp_point at = qp_key_add(key, 18,
                             qp_words(d->language, QP_WORD_KEY_INTERVAL));
    qp_plot_interval_x(&d->canvas, at.y, at.x - 8, at.x + 8, QP_COLOUR_NEUTRAL);
    if (d->standings.untested < d->standings.all) {
        at = qp_key_add(key, 4, qp_words(d->language, QP_WORD_KEY_EXPECTED));
        const qp_point ends[] = {{at.x, at.y - 3.4}, {at.x, at.y + 3.4}};
        qp_canvas_line(&d->canvas, &tick, ends, 2);
    }
}

static bool any_core(const drawing *d)
{
    for (size_t r = 0; r < d->standings.count; r++)
        if (type_of(d, r) == &type_core)
            return true;
    return false;
}

static qp_box draw_key(drawing *d)
{
    const qp_box *frame = &d->plot.frame;
    double width = qp_paper_width(d->canvas.paper);
    qp_key key = qp_key_at(
        &d->canvas, (qp_point){0, frame->bottom - qp_plot_x_axis_height - 12},
        width);
    qp_standing_key_marks(&key, &d->standings, d->language);
    explain_lines(d, &key);
    if (any_core(d))
        qp_key_add(&key, 0, qp_words(d->language, QP_WORD_KEY_CORE));
    qp_key_break(&key);
    qp_key_add_clusters(&key, d->question.net, d->clusters, d->language);
    return (qp_box){0, qp_key_bottom(&key), width, frame->top + 12};
}

/* ------------------------------------------------------------------ figure */

static qp_status prepare(drawing *d)
{
    size_t clusters = d->question.net->clusters.count;
    qp_status status = qp_standings_find(&d->question, &d->standings, d->err);
    if (status != QP_OK)
        return status;
    qp_standings_keep(&d->standings, QP_RANKING_ROWS);
    d->clusters = qp_acquire(clusters, sizeof *d->clusters);
    if (d->clusters == NULL)
        return qp_fail(d->err, QP_E_MEMORY, "no memory for a ranking");
    return qp_dot_open(&d->dot, d->err);
}

static qp_box draw_chart(drawing *d)
{
    if (d->standings.count == 0)
        return (qp_box){0, 0, qp_paper_width(d->canvas.paper), 0};
    lay_out(d);
    qp_plot_x_axis(&d->canvas, &d->plot,
                   qp_words(d->language, QP_WORD_STANDING_AXIS));
    if (d->standings.untested == d->standings.all)
        qp_plot_reference_x(&d->canvas, &d->plot, 0);
    draw_heads(d);
    for (size_t r = 0; r < d->standings.count; r++)
        draw_row(d, r);
    return draw_key(d);
}

static qp_status draw(drawing *d, qp_text *dot)
{
    const qp_standing_topic topic = {&d->question, &d->standings, d->language};
    qp_box content = draw_chart(d);
    qp_status status = qp_ranking_caption(&topic, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    qp_standings_clear(&d->standings);
    qp_release(d->clusters);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
}

static qp_standing_question question_of(const qp_network *net,
                                        const qp_panel *panel,
                                        const qp_ranking_options *options)
{
    return (qp_standing_question){.net = net,
                                  .panel = panel,
                                  .layer = options->layer,
                                  .window = options->window};
}

qp_status qp_ranking(const qp_network *net, const qp_panel *panel,
                     const qp_ranking_options *options, qp_text *dot,
                     qp_error *err)
{
    drawing d = {.question = question_of(net, panel, options),
                 .language = options->language,
                 .canvas = {.paper = options->paper},
                 .err = err};
    qp_status status = prepare(&d);
    if (status == QP_OK)
        status = draw(&d, dot);
    clear(&d);
    return status;
}

bool qp_ranking_has_something(const qp_network *net, const qp_panel *panel,
                              const qp_ranking_options *options)
{
    const qp_standing_question question = question_of(net, panel, options);
    return qp_standings_are_known(&question);
}
