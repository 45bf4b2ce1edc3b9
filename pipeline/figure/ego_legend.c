/* SPDX-License-Identifier: MIT */
#include "figure/ego_legend.h"

#include <math.h>

#include "figure/page.h"

enum { COLUMNS = 4, LEADING = 9 };

static const double indent = 16;      /* of a text beside its mark */
static const double line_indent = 26; /* beside a line */

/* ------------------------------------------------------------------- marks */

const qp_hue *qp_ego_hue(const qp_ego_scene *scene, uint32_t sector)
{
    size_t layers = 0;
    if (scene->sectors[sector].kind != QP_SECTOR_LAYER)
        return qp_palette_hue(QP_HUES);
    for (uint32_t s = 0; s < sector; s++)
        layers += scene->sectors[s].kind == QP_SECTOR_LAYER;
    return qp_palette_hue(layers);
}

/** How each kind is drawn; all cover about the same area. */
static const struct {
    qp_word kind;
    const char *shape;
    const char *style;
    double width, height; ///< points
} looks[] = {{QP_WORD_EGO_REGION, "circle", "filled", 9.2, 9.2},
             {QP_WORD_EGO_ENTERPRISE, "box", "filled,rounded", 8.6, 8.6},
             {QP_WORD_EGO_INSTITUTE, "hexagon", "filled", 11, 9.2},
             {QP_WORD_EGO_ARCHITECT, "diamond", "filled", 11.4, 11.4},
             {QP_WORD_EGO_CONSORTIUM, "octagon", "filled", 9.6, 9.6},
             {QP_WORD_EGO_THING, "cds", "filled", 11.4, 8},
             {QP_WORD_EGO_FIELD, "triangle", "filled", 11, 10}};

enum { LOOKS = sizeof looks / sizeof *looks };

static size_t look_of(qp_word kind)
{
    size_t look = 0;
    while (look + 1 < LOOKS && looks[look].kind != kind)
        look++;
    return look;
}

qp_dot_item *qp_ego_mark(qp_dot *dot, qp_point centre, qp_word kind, bool many,
                         const qp_hue *hue)
{
    size_t look = look_of(kind);
    qp_dot_item *node = qp_dot_node(dot);
    qp_dot_set(dot, node, "pos", "%.2f,%.2f", centre.x, centre.y);
    qp_dot_set(dot, node, "shape", "%s", looks[look].shape);
    qp_dot_set(dot, node, "fixedsize", "true");
    qp_dot_set(dot, node, "width", "%.4f", looks[look].width / 72);
    qp_dot_set(dot, node, "height", "%.4f", looks[look].height / 72);
    qp_dot_set(dot, node, "style", "%s", looks[look].style);
    qp_dot_set(dot, node, "fillcolor", "%s",
               many ? QP_COLOUR_PAPER : hue->fill);
    qp_dot_set(dot, node, "color", "%s", hue->ink);
    qp_dot_set(dot, node, "penwidth", "%s", many ? "1.2" : "0.7");
    return node;
}

/* ------------------------------------------------------------------ legend */

/** The legend being drawn: entries fill a row from left to right. */
typedef struct {
    const qp_ego_topic *topic;
    qp_dot *dot;
    qp_canvas *canvas;
    double left;
    double top;    ///< baseline of the row
    double lowest; ///< below what was drawn
    size_t next;   ///< entries in the row so far
} pen;

static qp_point next_place(pen *p)
{
    if (p->next == COLUMNS) {
        p->top = p->lowest - 3;
        p->next = 0;
    }
    return (qp_point){p->left + QP_PAGE_WIDTH / COLUMNS * (double)p->next++,
                      p->top};
}

static void explain(pen *p, qp_point at, double by, qp_word word)
{
    double after = qp_canvas_paragraph(
        p->canvas, &qp_type_body, (qp_point){at.x + by, at.y},
        QP_PAGE_WIDTH / COLUMNS - by - 6, LEADING,
        qp_words(p->topic->language, word));
    p->lowest = fmin(p->lowest, after);
}

static bool has_kind(const qp_ego_topic *t, qp_word kind)
{
    for (size_t a = 0; a < t->scene->alter_count; a++)
        if (qp_ego_kind_word(t->net, &t->scene->alters[a]) == kind)
            return true;
    return false;
}

/* A consortium always stands for many. */
static bool has_group(const qp_ego_topic *t)
{
    for (size_t a = 0; a < t->scene->alter_count; a++)
        if (t->scene->alters[a].kind == QP_ALTER_ACTOR &&
            qp_ego_is_many(t->net, &t->scene->alters[a]))
            return true;
    return false;
}

static void explain_marks(pen *p)
{
    const qp_hue *grey = qp_palette_hue(QP_HUES);
    for (size_t look = 0; look < LOOKS; look++) {
        qp_word kind = looks[look].kind;
        if (!has_kind(p->topic, kind))
            continue;
        qp_point at = next_place(p);
        qp_ego_mark(p->dot, (qp_point){at.x + 5, at.y + 2.6}, kind,
                    kind == QP_WORD_EGO_CONSORTIUM, grey);
        explain(p, at, indent, kind);
    }
    if (!has_group(p->topic))
        return;
    qp_point at = next_place(p);
    qp_ego_mark(p->dot, (qp_point){at.x + 5, at.y + 2.6},
                QP_WORD_EGO_ENTERPRISE, true, grey);
    explain(p, at, indent, QP_WORD_KEY_MANY);
}

static bool is_against(const qp_ego_tie *tie)
{
    return tie->polarity < 0;
}

static bool is_not_present(const qp_ego_tie *tie)
{
    return !qp_ego_is_present(tie);
}

static bool is_directed(const qp_ego_tie *tie)
{
    return tie->way != QP_WAY_NONE;
}

static bool has_tie(const qp_ego_scene *scene, bool (*is)(const qp_ego_tie *))
{
    for (size_t a = 0; a < scene->alter_count; a++)
        for (size_t t = 0; t < scene->alters[a].count; t++)
            if (is(&scene->ties[scene->alters[a].first + t]))
                return true;
    return false;
}

/** What a line may look like: its last points are an arrow, a bar, or nothing.
 */
static const struct {
    bool (*is)(const qp_ego_tie *tie);
    qp_word word;
    const char *colour;
    bool dashed;
    size_t tip_count;
    qp_point tip[3]; ///< from the end of the line, points
} lines[] = {
    {is_directed,
     QP_WORD_EGO_KEY_ARROW,
     QP_COLOUR_NEUTRAL,
     false,
     3,
     {{-4.6, 1.7}, {0, 0}, {-4.6, -1.7}}},
    {is_not_present,
     QP_WORD_KEY_NOT_PRESENT,
     QP_COLOUR_NEUTRAL,
     true,
     0,
     {{0, 0}}},
    {is_against,
     QP_WORD_KEY_AGAINST,
     QP_COLOUR_WARNING,
     false,
     2,
     {{0, 3}, {0, -3}}},
};

static void explain_lines(pen *p)
{
    const double length = 20;
    for (size_t l = 0; l < sizeof lines / sizeof *lines; l++) {
        if (!has_tie(p->topic->scene, lines[l].is))
            continue;
        qp_point at = next_place(p);
        qp_point end = {at.x + length, at.y + 2.6};
        const qp_point line[] = {{at.x, end.y}, end};
        const qp_stroke stroke = {.fill = lines[l].colour,
                                  .line = lines[l].colour,
                                  .width = 1.1,
                                  .dashed = lines[l].dashed};
        qp_point tip[3];
        for (size_t i = 0; i < lines[l].tip_count; i++)
            tip[i] = (qp_point){end.x + lines[l].tip[i].x,
                                end.y + lines[l].tip[i].y};
        qp_canvas_line(p->canvas, &stroke, line, 2);
        if (lines[l].tip_count == 3)
            qp_canvas_polygon(p->canvas, &stroke, tip, 3);
        else if (lines[l].tip_count == 2)
            qp_canvas_line(p->canvas, &stroke, tip, 2);
        explain(p, at, line_indent, lines[l].word);
    }
}

void qp_ego_legend(const qp_ego_topic *topic, qp_dot *dot, qp_canvas *canvas,
                   qp_box *content)
{
    double top = content->bottom - 20;
    pen p = {.topic = topic,
             .dot = dot,
             .canvas = canvas,
             .left = content->left,
             .top = top,
             .lowest = top};
    explain_marks(&p);
    p.next = p.next > 0 ? COLUMNS : 0; /* lines begin a row of their own */
    explain_lines(&p);
    content->bottom = p.lowest + LEADING - 4;
}
