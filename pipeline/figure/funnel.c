/* SPDX-License-Identifier: MIT */
#include "figure/funnel.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "figure/mark.h"
#include "figure/naming.h"
#include "figure/standing_caption.h"
#include "figure/standing_key.h"

enum { MOST_NAMES = 40, STEPS = 96 };

/** A funnel being drawn. */
typedef struct {
    qp_standing_question question;
    qp_standings standings; ///< those that have a place only
    qp_language language;
    qp_plot plot;
    size_t *order;    ///< [outside] regions outside, the furthest out first
    size_t outside;   ///< of the limits of 95 %
    qp_disc *discs;   ///< [regions] marks
    qp_label *labels; ///< [named] of order
    size_t named;     ///< wanted
    qp_text *names;   ///< [named]
    bool *clusters;   ///< [clusters of the network] of those named
    qp_funnel_count count;
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

/** How many standard deviations from 0 a limit stands. */
static const double limits[] = {1.959963984540054, 3.090232306167813};

static const qp_type type_name = {7, false, QP_COLOUR_TEXT};

/* ------------------------------------------------------------------- scene */

/* Is there a test against a fair coin, and a place on a logarithmic axis? */
static bool has_place(const qp_standing *s)
{
    return s->effectiveness->null == QP_NULL_BINOMIAL &&
           !isnan(s->effectiveness->z) && s->turnover > 0;
}

static void drop_placeless(qp_standings *s)
{
    size_t kept = 0;
    for (size_t r = 0; r < s->count; r++)
        if (has_place(&s->regions[r]))
            s->regions[kept++] = s->regions[r];
    s->count = kept;
}

static double deviation(const drawing *d, size_t region)
{
    return fabs(d->standings.regions[region].effectiveness->z);
}

/* The regions outside, by how far; equal ones in the order of the standings.
 * They are few, or all of them are. */
static void note_outside(drawing *d)
{
    for (size_t r = 0; r < d->standings.count; r++) {
        if (deviation(d, r) <= limits[0])
            continue;
        size_t at = d->outside++;
        for (; at > 0 && deviation(d, d->order[at - 1]) < deviation(d, r); at--)
            d->order[at] = d->order[at - 1];
        d->order[at] = r;
        d->count.far_outside += deviation(d, r) > limits[1];
    }
    d->named = d->outside < MOST_NAMES ? d->outside : MOST_NAMES;
    d->count.shown = d->standings.count;
    d->count.outside = d->outside;
}

static qp_status prepare(drawing *d)
{
    qp_status status = qp_standings_find(&d->question, &d->standings, d->err);
    if (status != QP_OK)
        return status;
    drop_placeless(&d->standings);
    size_t count = d->standings.count;
    d->order = qp_acquire(count, sizeof *d->order);
    d->discs = qp_acquire(count, sizeof *d->discs);
    d->labels = qp_acquire(MOST_NAMES, sizeof *d->labels);
    d->names = qp_acquire(MOST_NAMES, sizeof *d->names);
    d->clusters = qp_acquire(d->question.net->clusters.count,
                             sizeof *d->clusters);
    if (d->order == NULL || d->discs == NULL || d->labels == NULL ||
        d->names == NULL || d->clusters == NULL)
        return qp_fail(d->err, QP_E_MEMORY, "no memory for a funnel");
    note_outside(d);
    return qp_dot_open(&d->dot, d->err);
}

/* ------------------------------------------------------------------ layout */

static void lay_out(drawing *d)
{
    double width = qp_paper_width(d->canvas.paper);
    double height = width < QP_PAGE_WIDTH ? 190 : 300;
    double least = INFINITY;
    double most = 0;
    double far = 0;
    for (size_t r = 0; r < d->standings.count; r++) {
        const qp_standing *s = &d->standings.regions[r];
        least = fmin(least, s->turnover);
        most = fmax(most, s->turnover);
        far = fmax(far, fabs(s->effectiveness->value));
    }
    far = fmin(1, fmax(1.1 * far, 1.2 * limits[1] / sqrt(most)));
    d->plot.y = qp_scale_linear(-far, far, -height + 4, -4, 11);
    d->plot.frame = (qp_box){qp_plot_numbers_width(&d->plot.y) + 6, -height,
                             width - 8, 0};
    d->plot.x = qp_scale_log(least, most, d->plot.frame.left + 6,
                             d->plot.frame.right - 6, (size_t)(width / 50));
}

static qp_point place_of(const drawing *d, size_t region)
{
    const qp_standing *s = &d->standings.regions[region];
    return qp_plot_at(&d->plot, s->turnover, s->effectiveness->value);
}

/* "Beijing A": the letter is that of the cluster. */
static void name_region(drawing *d, size_t n)
{
    char letter[QP_CLUSTER_LETTER_SIZE];
    const qp_network *net = d->question.net;
    qp_row region = d->standings.regions[d->order[n]].region;
    qp_text whole = {0};
    qp_text_add(&whole, qp_name_of_actor(net, region, d->language));
    qp_lettering_fold(qp_text_string(&whole), &type_name, 110, &d->names[n], 1);
    qp_key_letter(net->actors.cluster[region], letter);
    if (letter[0] != '\0')
        qp_text_addf(&d->names[n], " %s", letter);
    d->names[n].failed |= whole.failed;
    qp_text_clear(&whole);
    d->labels[n] = (qp_label){
        .anchor = place_of(d, d->order[n]),
        .reach_x = qp_standing_radius,
        .reach_y = qp_standing_radius,
        .width = qp_lettering_width(qp_text_string(&d->names[n]), &type_name) +
                 3,
        .height = type_name.size + 2};
}

static qp_status place_names(drawing *d)
{
    const qp_box *f = &d->plot.frame;
    for (size_t r = 0; r < d->standings.count; r++)
        d->discs[r] = (qp_disc){place_of(d, r), qp_standing_radius};
    for (size_t n = 0; n < d->named; n++)
        name_region(d, n);
    const qp_obstacles obstacles = {
        .frame = {f->left + 2, f->bottom + 2, f->right + 6, f->top - 1},
        .discs = d->discs,
        .disc_count = d->standings.count};
    qp_status status = qp_labels_place(d->labels, d->named, &obstacles, d->err);
    d->count.unnamed = d->outside;
    for (size_t n = 0; n < d->named && status == QP_OK; n++)
        d->count.unnamed -= d->labels[n].placed;
    return status;
}

/* ------------------------------------------------------------------ limits */

/* One side of a limit, from where it enters the frame to its right end. */
static void trace_limit(const drawing *d, double deviations,
                        qp_point points[STEPS])
{
    const qp_scale *x = &d->plot.x;
    double edge = fmin(fabs(d->plot.y.low), fabs(d->plot.y.high));
    double top = deviations < 0 ? -edge : edge;
    double first = fmax(x->low, pow(deviations / top, 2));
    double stretch = fmax(x->high, first) / first;
    for (int i = 0; i < STEPS; i++) {
        double turnover = first * pow(stretch, (double)i / (STEPS - 1));
        points[i] = qp_plot_at(&d->plot, turnover, deviations / sqrt(turnover));
    }
}

/* What lies between the two sides of the inner limit. */
static void fill_limit(drawing *d)
{
    static const qp_stroke band = {.fill = QP_COLOUR_BAND};
    const qp_box *f = &d->plot.frame;
    qp_point outline[2 * STEPS + 2];
    qp_point lower[STEPS];
    trace_limit(d, limits[0], outline);
    trace_limit(d, -limits[0], lower);
    for (int i = 0; i < STEPS; i++)
        outline[STEPS + i] = lower[STEPS - 1 - i];
    outline[2 * STEPS] = (qp_point){f->left, lower[0].y};
    outline[2 * STEPS + 1] = (qp_point){f->left, outline[0].y};
    qp_canvas_polygon(&d->canvas, &band, outline, 2 * STEPS + 2);
}

static qp_stroke stroke_of(size_t limit)
{
    return (qp_stroke){
        .line = QP_COLOUR_NEUTRAL, .width = 0.8, .dashed = limit > 0};
}

static void draw_limits(drawing *d)
{
    qp_point points[STEPS];
    for (size_t l = 0; l < sizeof limits / sizeof *limits; l++) {
        const qp_stroke stroke = stroke_of(l);
        for (int side = -1; side <= 1; side += 2) {
            trace_limit(d, side * limits[l], points);
            qp_canvas_line(&d->canvas, &stroke, points, STEPS);
        }
    }
}

static void draw_axes(drawing *d)
{
    const qp_standing_topic topic = {&d->question, &d->standings, d->language};
    qp_text flow = {0};
    qp_text title = {0};
    qp_standing_add_with_unit(&topic, QP_WORD_FUNNEL_FLOW, &flow);
    qp_words_add_texts(&title, d->language, QP_WORD_FUNNEL_AXIS, &flow, 1);
    qp_plot_x_axis(&d->canvas, &d->plot, qp_text_string(&title));
    qp_plot_y_axis(&d->canvas, &d->plot,
                   qp_words(d->language, QP_WORD_STANDING_AXIS));
    d->canvas.xdot.failed |= title.failed;
    qp_text_clear(&flow);
    qp_text_clear(&title);
}

/* ------------------------------------------------------------------- marks */

/* Which label a region has, if any was placed. */
static const qp_label *label_of(const drawing *d, size_t region)
{
    for (size_t n = 0; n < d->named; n++)
        if (d->order[n] == region && d->labels[n].placed)
            return &d->labels[n];
    return NULL;
}

/* In the colour of its cluster is who has a name and its letter. */
static qp_dot_item *draw_mark(drawing *d, size_t region)
{
    const qp_standing *s = &d->standings.regions[region];
    const qp_hue *hue = qp_standing_hue(d->question.net, s->region);
    bool named = label_of(d, region) != NULL;
    return qp_standing_mark(d->dot, &d->question, s, place_of(d, region),
                            named ? hue->line : qp_palette_hue(QP_HUES)->line,
                            d->language);
}

static void draw_name(drawing *d, size_t n, qp_dot_item *mark)
{
    const qp_label *label = &d->labels[n];
    qp_row region = d->standings.regions[d->order[n]].region;
    qp_row cluster = d->question.net->actors.cluster[region];
    const char *ink = qp_standing_hue(d->question.net, region)->ink;
    qp_dot_item *veil = qp_mark_veil(d->dot, label);
    if (label->led)
        qp_mark_leader(d->dot, mark, veil, label);
    qp_mark_line(d->dot, label, 0, &type_name, ink,
                 qp_text_string(&d->names[n]));
    if (cluster != QP_NONE)
        d->clusters[cluster] = true;
}

/* Those without a name lie under those that have one. */
static void draw_regions(drawing *d)
{
    for (size_t r = 0; r < d->standings.count; r++)
        if (label_of(d, r) == NULL)
            draw_mark(d, r);
    for (size_t n = d->named; n-- > 0;)
        if (d->labels[n].placed)
            draw_name(d, n, draw_mark(d, d->order[n]));
}

static qp_box draw_key(drawing *d)
{
    static const qp_word words[] = {QP_WORD_FUNNEL_LIMIT_95,
                                    QP_WORD_FUNNEL_LIMIT_998};
    double width = qp_paper_width(d->canvas.paper);
    const qp_point first = {0,
                            d->plot.frame.bottom - qp_plot_x_axis_height - 12};
    qp_key key = qp_key_at(&d->canvas, first, width);
    qp_standing_key_marks(&key, &d->standings, d->language);
    for (size_t l = 0; l < sizeof limits / sizeof *limits; l++) {
        const qp_stroke stroke = stroke_of(l);
        qp_point at = qp_key_add(&key, 18, qp_words(d->language, words[l]));
        const qp_point line[] = {{at.x - 9, at.y}, {at.x + 9, at.y}};
        qp_canvas_line(&d->canvas, &stroke, line, 2);
    }
    qp_key_break(&key);
    qp_key_add_clusters(&key, d->question.net, d->clusters, d->language);
    return (qp_box){0, qp_key_bottom(&key), width, d->plot.frame.top + 14};
}

/* ------------------------------------------------------------------ figure */

static qp_status draw_chart(drawing *d, qp_box *content)
{
    *content = (qp_box){0, 0, qp_paper_width(d->canvas.paper), 0};
    if (d->standings.count == 0)
        return QP_OK;
    lay_out(d);
    qp_status status = place_names(d);
    if (status != QP_OK)
        return status;
    fill_limit(d);
    draw_axes(d);
    draw_limits(d);
    draw_regions(d);
    *content = draw_key(d);
    return QP_OK;
}

static qp_status draw(drawing *d, qp_text *dot)
{
    const qp_standing_topic topic = {&d->question, &d->standings, d->language};
    qp_box content;
    qp_status status = draw_chart(d, &content);
    if (status == QP_OK)
        status = qp_funnel_caption(&topic, &d->count, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

static void clear(drawing *d)
{
    for (size_t n = 0; d->names != NULL && n < MOST_NAMES; n++)
        qp_text_clear(&d->names[n]);
    qp_standings_clear(&d->standings);
    qp_release(d->order);
    qp_release(d->discs);
    qp_release(d->labels);
    qp_release(d->names);
    qp_release(d->clusters);
    qp_canvas_clear(&d->canvas);
    qp_caption_clear(&d->caption);
    qp_dot_close(d->dot);
}

static qp_standing_question question_of(const qp_network *net,
                                        const qp_panel *panel,
                                        const qp_funnel_options *options)
{
    return (qp_standing_question){.net = net,
                                  .panel = panel,
                                  .layer = options->layer,
                                  .window = options->window};
}

qp_status qp_funnel(const qp_network *net, const qp_panel *panel,
                    const qp_funnel_options *options, qp_text *dot,
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

/* Where it cannot be found out the funnel is drawn, and fails aloud. */
bool qp_funnel_has_something(const qp_network *net, const qp_panel *panel,
                             const qp_funnel_options *options)
{
    const qp_standing_question question = question_of(net, panel, options);
    qp_standings standings;
    if (qp_standings_find(&question, &standings, NULL) != QP_OK)
        return true;
    drop_placeless(&standings);
    bool has = standings.count > 0;
    qp_standings_clear(&standings);
    return has;
}
