/* SPDX-License-Identifier: MIT */
#include "figure/matrix_legend.h"

#include <math.h>

#include "figure/key.h"

/** The scale of a kind: a value of from[i] or more is on step i + 1. */
typedef struct {
    double from[QP_DIVERGING];
    size_t count; ///< steps less one
    const qp_tint *(*tint)(size_t i);
    qp_word heading;
    qp_word uncertain;
} ramp;

static const ramp ramps[QP_MATRIX_KINDS] = {
    [QP_MATRIX_TIES] = {{0.25, 0.5, 0.8, 1.25, 2, 4},
                        6,
                        qp_palette_diverging,
                        QP_WORD_MATRIX_SCALE_TIES,
                        QP_WORD_MATRIX_UNCERTAIN_TIES},
    [QP_MATRIX_SIMILARITY] = {{0.2, 0.4, 0.6, 0.8, 0.9},
                              5,
                              qp_palette_tint,
                              QP_WORD_MATRIX_SCALE_ALIKE,
                              QP_WORD_MATRIX_UNCERTAIN_ALIKE},
    [QP_MATRIX_RELATEDNESS] = {{0.2, 0.4, 0.6, 0.8, 0.9},
                               5,
                               qp_palette_tint,
                               QP_WORD_MATRIX_SCALE_RELATEDNESS,
                               QP_WORD_MATRIX_UNCERTAIN_RELATEDNESS},
};

static const double swatch_width = 26;
static const double swatch_height = 10;

/* -------------------------------------------------------------------- marks */

static size_t step_of(qp_matrix_kind kind, double value)
{
    size_t step = 0;
    while (step < ramps[kind].count && value >= ramps[kind].from[step])
        step++;
    return step;
}

const qp_tint *qp_matrix_shade(qp_matrix_kind kind, double value)
{
    return ramps[kind].tint(step_of(kind, value));
}

static const char *sign_of(qp_matrix_kind kind, size_t step)
{
    if (kind != QP_MATRIX_TIES || step == QP_SIDES)
        return "";
    return step > QP_SIDES ? "+" : "\xE2\x88\x92";
}

const char *qp_matrix_sign(qp_matrix_kind kind, double value)
{
    return sign_of(kind, step_of(kind, value));
}

/* Lines from lower left to upper right, cut at the box. */
static void hatch(qp_canvas *canvas, const qp_box *box)
{
    static const qp_stroke stroke = {.line = QP_COLOUR_NEUTRAL, .width = 0.5};
    const double apart = 3.2;
    double wide = box->right - box->left;
    double high = box->top - box->bottom;
    const size_t lines = (size_t)((wide + high) / apart);
    for (size_t l = 1; l <= lines; l++) {
        double d = apart * (double)l - high;
        double first = fmax(d, 0);
        double last = fmin(d + high, wide);
        const qp_point line[] = {
            {box->left + first, box->bottom + first - d},
            {box->left + last, box->bottom + last - d},
        };
        qp_canvas_line(canvas, &stroke, line, 2);
    }
}

void qp_matrix_ground(qp_canvas *canvas, const qp_box *box, const qp_tint *tint,
                      bool uncertain)
{
    const qp_stroke ground = {.fill = tint->fill};
    qp_canvas_box(canvas, &ground, box);
    if (uncertain)
        hatch(canvas, box);
}

void qp_matrix_dot(qp_canvas *canvas, qp_point centre)
{
    static const qp_stroke dot = {.fill = QP_COLOUR_COAST};
    qp_canvas_disc(canvas, &dot, centre, 0.75);
}

/* ------------------------------------------------------------------- legend */

/* The steps side by side, the numbers that part them below. */
static void draw_ramp(const qp_matrix_topic *topic, qp_canvas *canvas,
                      qp_point at, bool signs)
{
    qp_matrix_kind kind = topic->scene->kind;
    const ramp *r = &ramps[kind];
    qp_text number = {0};
    for (size_t s = 0; s <= r->count; s++) {
        double left = at.x + swatch_width * (double)s;
        const qp_box box = {left, at.y - swatch_height, left + swatch_width - 1,
                            at.y};
        qp_type type = {7, true, r->tint(s)->ink};
        qp_matrix_ground(canvas, &box, r->tint(s), false);
        if (signs)
            qp_canvas_text(canvas, &type, QP_CENTRE,
                           (qp_point){left + (swatch_width - 1) / 2,
                                      at.y - swatch_height + 2.6},
                           sign_of(kind, s));
        if (s == r->count)
            continue;
        qp_text_empty(&number);
        qp_lettering_add_number(&number, r->from[s]);
        qp_canvas_text(
            canvas, &qp_type_note, QP_CENTRE,
            (qp_point){left + swatch_width - 0.5, at.y - swatch_height - 8},
            qp_text_string(&number));
    }
    canvas->xdot.failed |= number.failed;
    qp_text_clear(&number);
}

static bool any_uncertain(const qp_matrix_scene *scene)
{
    for (size_t c = 0; c < scene->count * scene->count; c++)
        if (scene->cells[c].uncertain && !isnan(scene->cells[c].value))
            return true;
    return false;
}

static bool any_blank(const qp_matrix_scene *scene)
{
    for (size_t r = 0; r < scene->count; r++)
        for (size_t c = 0; c < scene->count; c++)
            if ((r != c || scene->by_cluster) &&
                isnan(qp_matrix_cell_at(scene, r, c)->value))
                return true;
    return false;
}

/* Below the steps, what else a cell may be. */
static double write_key(const qp_matrix_topic *topic, qp_canvas *canvas,
                        qp_point at)
{
    const qp_matrix_scene *s = topic->scene;
    qp_language language = topic->options->language;
    const double side = 10;
    qp_key key = qp_key_at(canvas, at, QP_PAGE_WIDTH);
    if (any_uncertain(s)) {
        qp_word word = s->by_cluster && s->kind == QP_MATRIX_SIMILARITY
                           ? QP_WORD_MATRIX_UNCERTAIN_CLUSTERS
                           : ramps[s->kind].uncertain;
        qp_point c = qp_key_add(&key, side, qp_words(language, word));
        const qp_box box = {c.x - side / 2, c.y - side / 2, c.x + side / 2,
                            c.y + side / 2};
        qp_matrix_ground(canvas, &box, qp_palette_diverging(QP_SIDES), true);
    }
    if (any_blank(s))
        qp_matrix_dot(
            canvas,
            qp_key_add(&key, 4,
                       qp_words(language, s->kind == QP_MATRIX_TIES
                                              ? QP_WORD_MATRIX_NO_LINK
                                              : QP_WORD_MATRIX_NO_VALUE)));
    return qp_key_bottom(&key);
}

/* Where there is room beside the matrix it stands there. */
static qp_point place_of(const qp_matrix_layout *layout, const qp_box *content,
                         bool *beside)
{
    const double indent = 24;
    const double room = indent + QP_DIVERGING * swatch_width;
    double edge = layout->left + layout->offset[layout->count - 1] +
                  layout->cell;
    *beside = layout->block_count == 0 && QP_PAGE_WIDTH - edge >= room;
    return *beside ? (qp_point){edge + indent, -8}
                   : (qp_point){0, content->bottom - 16};
}

qp_status qp_matrix_legend(const qp_matrix_topic *topic,
                           const qp_matrix_layout *layout, qp_canvas *canvas,
                           qp_box *content, qp_error *err)
{
    const qp_matrix_scene *s = topic->scene;
    bool beside = false;
    if (s->count == 0)
        return QP_OK;
    qp_point at = place_of(layout, content, &beside);
    double end = at.x + swatch_width * (double)(ramps[s->kind].count + 1);
    qp_canvas_text(canvas, &qp_type_heading, QP_LEFT, at,
                   qp_words(topic->options->language, ramps[s->kind].heading));
    draw_ramp(topic, canvas, (qp_point){at.x, at.y - 5}, !layout->numbered);
    double bottom = write_key(topic, canvas,
                              beside ? (qp_point){at.x, at.y - 38}
                                     : (qp_point){end + 20, at.y - 12.6});
    content->bottom = fmin(content->bottom, fmin(bottom, at.y - 25));
    return qp_text_status(&canvas->xdot, err);
}
