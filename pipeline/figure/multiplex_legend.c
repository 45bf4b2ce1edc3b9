/* SPDX-License-Identifier: MIT */
#include "figure/multiplex_legend.h"

#include <math.h>

enum { COLUMNS = 3, LEADING = 9 };

static const double indent = 28; /* of a text beside its swatch */

const qp_hue *qp_sheet_hue(size_t sheet)
{
    static const size_t hues[QP_KIND_COUNT] = {
        [QP_KIND_ARCHITECT] = 3,  /* vermilion */
        [QP_KIND_ENTERPRISE] = 4, /* blue */
        [QP_KIND_INSTITUTE] = 2,  /* bluish green */
        [QP_KIND_REGION] = 0};    /* reddish purple */
    return qp_palette_hue(hues[qp_sheet_kinds[sheet]]);
}

/* --------------------------------------------------------- what is explained */

static bool is_many(const qp_sheet_actor *actor)
{
    return actor->many;
}

static bool has_host(const qp_sheet_actor *actor)
{
    return actor->host != QP_NONE;
}

static bool is_against(const qp_sheet_tie *tie)
{
    return tie->against;
}

static bool is_not_present(const qp_sheet_tie *tie)
{
    return !tie->present;
}

/* ---------------------------------------------------------------- swatches */

static void swatch_line(qp_canvas *canvas, qp_point at, const char *colour,
                        bool dashed)
{
    const qp_stroke stroke = {.line = colour, .width = 1.1, .dashed = dashed};
    const qp_point line[] = {{at.x, at.y + 2.6}, {at.x + 21, at.y + 2.6}};
    qp_canvas_line(canvas, &stroke, line, 2);
}

static void swatch_actor(qp_canvas *canvas, qp_point at)
{
    const qp_stroke stroke = {QP_COLOUR_NEUTRAL, QP_COLOUR_PAPER, 0.8, false};
    qp_canvas_disc(canvas, &stroke, (qp_point){at.x + 10, at.y + 2.6}, 3.6);
}

static void swatch_many(qp_canvas *canvas, qp_point at)
{
    const qp_stroke stroke = {QP_COLOUR_PAPER, QP_COLOUR_NEUTRAL, 1.3, false};
    qp_canvas_disc(canvas, &stroke, (qp_point){at.x + 10, at.y + 2.6}, 3);
}

static void swatch_tie(qp_canvas *canvas, qp_point at)
{
    swatch_line(canvas, at, QP_COLOUR_NEUTRAL, false);
}

static void swatch_not_present(qp_canvas *canvas, qp_point at)
{
    swatch_line(canvas, at, QP_COLOUR_NEUTRAL, true);
}

static void swatch_against(qp_canvas *canvas, qp_point at)
{
    swatch_line(canvas, at, QP_COLOUR_WARNING, true);
}

/* The canvas has no dotted lines. */
static void swatch_host(qp_canvas *canvas, qp_point at)
{
    const qp_stroke stroke = {.fill = QP_COLOUR_NEUTRAL};
    for (int dot = 0; dot < 6; dot++)
        qp_canvas_disc(canvas, &stroke,
                       (qp_point){at.x + 0.6 + 4 * dot, at.y + 2.6}, 0.55);
}

/** What a swatch stands for; of neither: all that is drawn. */
typedef struct {
    void (*swatch)(qp_canvas *canvas, qp_point at);
    qp_word word;
    bool (*of_actor)(const qp_sheet_actor *actor);
    bool (*of_tie)(const qp_sheet_tie *tie);
} key;

static const key keys[] = {
    {swatch_actor, QP_WORD_KEY_ACTOR, NULL, NULL},
    {swatch_tie, QP_WORD_KEY_TIE, NULL, NULL},
    {swatch_host, QP_WORD_KEY_HOST, has_host, NULL},
    {swatch_many, QP_WORD_KEY_MANY, is_many, NULL},
    {swatch_not_present, QP_WORD_KEY_NOT_PRESENT, NULL, is_not_present},
    {swatch_against, QP_WORD_KEY_AGAINST, NULL, is_against},
};

static bool is_needed(const key *k, const qp_multiplex_scene *scene)
{
    bool any = k->of_actor == NULL && k->of_tie == NULL;
    for (size_t i = 0; k->of_actor != NULL && i < scene->actor_count; i++)
        any |= k->of_actor(&scene->actors[i]);
    for (size_t t = 0; k->of_tie != NULL && t < scene->tie_count; t++)
        any |= k->of_tie(&scene->ties[t]);
    return any;
}

/* From left to right, then the next row. */
void qp_multiplex_legend(const qp_multiplex_topic *topic, qp_canvas *canvas,
                         qp_box *content)
{
    const double column = QP_PAGE_WIDTH / COLUMNS;
    double top = content->bottom - 18;
    double lowest = top;
    size_t next = 0;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        if (!is_needed(&keys[k], topic->scene))
            continue;
        if (next > 0 && next % COLUMNS == 0)
            top = lowest - 4;
        qp_point at = {content->left + column * (double)(next % COLUMNS), top};
        keys[k].swatch(canvas, at);
        double after = qp_canvas_paragraph(
            canvas, &qp_type_body, (qp_point){at.x + indent, at.y},
            column - indent - 6, LEADING,
            qp_words(topic->language, keys[k].word));
        lowest = fmin(lowest, after);
        next++;
    }
    content->bottom = lowest + LEADING - 4;
}
