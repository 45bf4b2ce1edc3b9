/* SPDX-License-Identifier: MIT */
#include "figure/evidence_legend.h"

#include <math.h>

/** The legend being drawn. */
typedef struct {
    const qp_evidence_topic *topic;
    qp_canvas *canvas;
    double top; ///< baseline of the headings
    double lowest;
    bool failed;
} pen;

enum { LEADING = 11, NOTE_LEADING = 9, KEY_COLUMNS = 3 };

/* -------------------------------------------------------------------- scale */

static size_t fullest(const qp_evidence_scene *scene)
{
    size_t most = 0;
    for (size_t r = 0; r < scene->row_count; r++)
        for (size_t c = 0; c + 1 < scene->column_count; c++) {
            size_t all = qp_evidence_cell(scene, r, c)->all;
            most = all > most ? all : most;
        }
    return most;
}

/* 1, 2, 5, 10, 20, 50, ... */
static size_t round_step(size_t i)
{
    static const size_t mantissas[] = {1, 2, 5};
    size_t power = 1;
    for (size_t t = 0; t < i / 3; t++)
        power *= 10;
    return mantissas[i % 3] * power;
}

qp_evidence_scale qp_evidence_scale_of(const qp_evidence_scene *scene)
{
    const size_t steps_of_size = 57; /* below 2^64 */
    qp_evidence_scale scale = {0};
    size_t most = fullest(scene);
    size_t steps = 0;
    while (steps < steps_of_size && round_step(steps) <= most)
        steps++;
    size_t stride = (steps + QP_TINTS - 1) / QP_TINTS;
    for (size_t s = 0; s < steps; s += stride)
        scale.from[scale.count++] = round_step(s);
    return scale;
}

const qp_tint *qp_evidence_shade(const qp_evidence_scale *scale, size_t count)
{
    size_t step = 0;
    while (step + 1 < scale->count && scale->from[step + 1] <= count)
        step++;
    return qp_palette_tint(step);
}

/* -------------------------------------------------------------------- marks */

/* Told apart without colour: a thick bar, a thin line, a hollow bar. */
void qp_evidence_bar(qp_canvas *canvas, const qp_box *box,
                     const qp_evidence_count *count)
{
    static const qp_stroke helps = {.fill = QP_COLOUR_HELPS};
    static const qp_stroke neutral = {.fill = QP_COLOUR_FRAME};
    static const qp_stroke hinders = {QP_COLOUR_PAPER, QP_COLOUR_HINDERS, 0.7,
                                      false};
    const double inset = 0.35; /* half the pen of the hollow bar */
    double width = (box->right - box->left) / (double)count->all;
    double first = box->left + width * (double)count->helps;
    double last = box->right - width * (double)count->hinders;
    double middle = (box->bottom + box->top) / 2;
    const qp_box bars[] = {{box->left, box->bottom, first, box->top},
                           {first, middle - 0.3, last, middle + 0.3},
                           {last + inset, box->bottom + inset,
                            box->right - inset, box->top - inset}};
    if (count->helps > 0)
        qp_canvas_box(canvas, &helps, &bars[0]);
    if (count->helps + count->hinders < count->all)
        qp_canvas_box(canvas, &neutral, &bars[1]);
    if (count->hinders > 0)
        qp_canvas_box(canvas, &hinders, &bars[2]);
}

void qp_evidence_dot(qp_canvas *canvas, qp_point centre)
{
    static const qp_stroke dot = {.fill = QP_COLOUR_COAST};
    qp_canvas_disc(canvas, &dot, centre, 0.75);
}

/* ------------------------------------------------------------------- blocks */

static const char *word(const pen *p, qp_word w)
{
    return qp_words(p->topic->language, w);
}

static void heading(pen *p, double x, qp_word w)
{
    qp_canvas_text(p->canvas, &qp_type_heading, QP_LEFT, (qp_point){x, p->top},
                   word(p, w));
}

static void reach(pen *p, double y)
{
    p->lowest = fmin(p->lowest, y);
}

/* "1", "2–4", "5+" */
static void add_range(const qp_evidence_scale *scale, size_t step, qp_text *out)
{
    size_t from = scale->from[step];
    qp_lettering_add_number(out, (double)from);
    if (step + 1 == scale->count) {
        qp_text_add(out, "+");
    } else if (scale->from[step + 1] > from + 1) {
        qp_text_add(out, "\xE2\x80\x93");
        qp_lettering_add_number(out, (double)(scale->from[step + 1] - 1));
    }
}

/* Room for the longest range. */
static double range_width(pen *p, const qp_evidence_scale *scale)
{
    double width = 25;
    qp_text range = {0};
    for (size_t s = 0; s < scale->count; s++) {
        qp_text_empty(&range);
        add_range(scale, s, &range);
        width = fmax(width,
                     qp_lettering_width(qp_text_string(&range), &qp_type_note));
    }
    p->failed |= range.failed;
    qp_text_clear(&range);
    return width + 3;
}

/* @return where it ends */
static double block_of_shades(pen *p, double x)
{
    const qp_evidence_scale scale = qp_evidence_scale_of(p->topic->scene);
    const double width = range_width(p, &scale);
    qp_text range = {0};
    heading(p, x, QP_WORD_EVIDENCE_SHADE);
    for (size_t s = 0; s < scale.count; s++) {
        const qp_stroke stroke = {.fill = qp_palette_tint(s)->fill};
        double left = x + width * (double)s;
        const qp_box box = {left, p->top - 16, left + width - 1, p->top - 6};
        qp_text_empty(&range);
        add_range(&scale, s, &range);
        qp_canvas_box(p->canvas, &stroke, &box);
        qp_canvas_text(p->canvas, &qp_type_note, QP_CENTRE,
                       (qp_point){left + (width - 1) / 2, p->top - 25},
                       qp_text_string(&range));
    }
    reach(p, p->top - 25);
    p->failed |= range.failed;
    qp_text_clear(&range);
    return x + width * (double)scale.count;
}

static double block_of_polarity(pen *p, double x)
{
    static const struct {
        qp_evidence_count count;
        qp_word word;
    } keys[] = {{{1, 1, 0}, QP_WORD_EVIDENCE_HELPS},
                {{1, 0, 0}, QP_WORD_EVIDENCE_NEUTRAL},
                {{1, 0, 1}, QP_WORD_EVIDENCE_HINDERS}};
    double y = p->top;
    heading(p, x, QP_WORD_EVIDENCE_POLARITY);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        y -= LEADING;
        const qp_box box = {x, y + 1.6, x + 22, y + 3.5};
        qp_evidence_bar(p->canvas, &box, &keys[k].count);
        qp_canvas_text(p->canvas, &qp_type_note, QP_LEFT, (qp_point){x + 28, y},
                       word(p, keys[k].word));
    }
    reach(p, y);
    return x + 132;
}

static void block_of_blanks(pen *p, double x)
{
    qp_evidence_dot(p->canvas, (qp_point){x + 3, p->top - 8.6});
    heading(p, x, QP_WORD_EVIDENCE_NOTHING);
    double y = qp_canvas_paragraph(
        p->canvas, &qp_type_note, (qp_point){x + 12, p->top - LEADING},
        QP_PAGE_WIDTH - x - 12, NOTE_LEADING, word(p, QP_WORD_EVIDENCE_BLANK));
    reach(p, y + NOTE_LEADING);
}

/* Which name a number at the head of a column stands for. */
static void key_of_column(pen *p, size_t column, qp_point at, double width)
{
    qp_text name = {0};
    qp_text line = {0};
    qp_text_addf(&name, "%zu  ", column + 1);
    qp_evidence_column_name(p->topic, column, &name);
    qp_lettering_fold(qp_text_string(&name), &qp_type_note, width, &line, 1);
    qp_canvas_text(p->canvas, &qp_type_note, QP_LEFT, at,
                   qp_text_string(&line));
    p->failed |= name.failed || line.failed;
    qp_text_clear(&name);
    qp_text_clear(&line);
}

/* Down the first column, then the next. */
static void key_of_columns(pen *p)
{
    const qp_evidence_scene *scene = p->topic->scene;
    const double width = QP_PAGE_WIDTH / KEY_COLUMNS;
    size_t clusters = 0;
    while (scene->columns[clusters].kind == QP_COLUMN_CLUSTER)
        clusters++;
    size_t deep = (clusters + KEY_COLUMNS - 1) / KEY_COLUMNS;
    for (size_t c = 0; c < clusters; c++) {
        size_t across = c / deep;
        size_t down = c % deep;
        key_of_column(p, c,
                      (qp_point){width * (double)across,
                                 p->top - NOTE_LEADING * (double)down},
                      width - 8);
    }
    p->top -= NOTE_LEADING * (double)deep + 6;
}

qp_status qp_evidence_legend(const qp_evidence_topic *topic,
                             const qp_evidence_layout *layout,
                             qp_canvas *canvas, qp_box *content, qp_error *err)
{
    pen p = {.topic = topic,
             .canvas = canvas,
             .top = content->bottom - 15,
             .lowest = content->bottom};
    if (layout->numbered)
        key_of_columns(&p);
    if (topic->scene->statements > 0) {
        double next = fmax(block_of_shades(&p, 0) + 24, 180);
        if (qp_evidence_has_polarity(topic->scene))
            next = block_of_polarity(&p, next);
        block_of_blanks(&p, next);
    }
    content->bottom = fmin(content->bottom, p.lowest - 2);
    if (p.failed)
        return qp_fail(err, QP_E_MEMORY, "no memory for a legend");
    return qp_text_status(&canvas->xdot, err);
}
