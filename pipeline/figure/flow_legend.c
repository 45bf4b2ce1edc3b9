/* SPDX-License-Identifier: MIT */
#include "figure/flow_legend.h"

#include <math.h>

#include "core/memory.h"
#include "figure/palette.h"

enum { LEADING = 12, HEADING = 13, BLOCK_GAP = 11, NOTE_LEADING = 9 };
enum { LINE_GAP = 8 }; /* between a line and its number */

static const double swatch = 4; /* radius */
static const qp_stroke area_ring = {.line = QP_COLOUR_NEUTRAL, .width = 0.8};

/** The legend being drawn: a pen that moves down a column. */
typedef struct {
    const qp_flow_topic *topic;
    const size_t *hues;
    qp_canvas *canvas;
    qp_point at;  ///< baseline of the next line
    double width; ///< of the column
    bool failed;
} pen;

void qp_flow_hues(const qp_flow_topic *topic, size_t hues[])
{
    const size_t count = topic->net->clusters.count;
    size_t next = 0;
    for (size_t c = 0; c < count; c++) {
        hues[c] = QP_HUES;
        for (size_t p = 0; p < topic->scene->place_count; p++)
            if (topic->scene->places[p].cluster == c) {
                next = count <= QP_HUES ? c : next;
                hues[c] = next < QP_HUES ? next++ : QP_HUES;
                break;
            }
    }
}

/* ------------------------------------------------------------- small parts */

static const char *word(const pen *p, qp_word w)
{
    return qp_words(p->topic->language, w);
}

static void heading(pen *p, const char *text)
{
    p->at.y = qp_canvas_paragraph(p->canvas, &qp_type_heading, p->at, p->width,
                                  10, text) +
              10 - HEADING;
}

static void beside(pen *p, double indent, const char *text)
{
    qp_canvas_text(p->canvas, &qp_type_body, QP_LEFT,
                   (qp_point){p->at.x + indent, p->at.y}, text);
}

/* "Flow (persons)" */
static void heading_with_unit(pen *p, qp_word name)
{
    const qp_network *net = p->topic->net;
    qp_string unit = net->layers.unit[p->topic->layer];
    qp_text text = {0};
    if (unit == QP_NONE)
        qp_text_add(&text, word(p, name));
    else
        qp_words_add(
            &text, p->topic->language, QP_WORD_WITH_UNIT,
            (const char *[]){word(p, name), qp_network_text(net, unit)});
    heading(p, qp_text_string(&text));
    p->failed |= text.failed;
    qp_text_clear(&text);
}

static void number(pen *p, qp_align align, qp_point at, double value)
{
    qp_text text = {0};
    qp_lettering_add_number(&text, value);
    qp_canvas_text(p->canvas, &qp_type_body, align, at, qp_text_string(&text));
    p->failed |= text.failed;
    qp_text_clear(&text);
}

static double number_width(pen *p, double value)
{
    qp_text text = {0};
    qp_lettering_add_number(&text, value);
    double width = qp_lettering_width(qp_text_string(&text), &qp_type_body);
    p->failed |= text.failed;
    qp_text_clear(&text);
    return width;
}

/* Half a person and half a statement are none. */
static bool is_whole(const qp_flow_topic *t)
{
    return t->scene->stated || t->net->layers.measure[t->layer] == QP_COUNT;
}

/* Up to three round values from large to small; fewer where they repeat. Of
 * what is counted there is none below one. */
static size_t round_values(const pen *p, double most, double step,
                           double values[3])
{
    size_t count = 0;
    double value = qp_nice_below(most);
    while (count < 3 && value > 0 && (value >= 1 || !is_whole(p->topic))) {
        values[count++] = value;
        double next = qp_nice_below(value / step);
        value = next < value ? next : 0;
    }
    return count;
}

/* ------------------------------------------------------------------ blocks */

static bool is_directed(const pen *p)
{
    return p->topic->net->layers.directed[p->topic->layer] != 0;
}

/* How long the lines of the legend are: shorter where numbers are long. */
static double length_of_lines(pen *p, const double values[], size_t count)
{
    const double longest = 30;
    const double shortest = 10;
    double widest = 0;
    for (size_t v = 0; v < count; v++)
        widest = fmax(widest, number_width(p, values[v]));
    return fmax(shortest, fmin(longest, p->width - LINE_GAP - widest));
}

static void block_of_widths(pen *p)
{
    double values[3];
    double most = p->topic->scene->flow_count > 0
                      ? p->topic->scene->flows[0].flow
                      : 0;
    bool stated = p->topic->scene->stated;
    size_t count = round_values(p, most, stated ? 2 : 2.4, values);
    while (count > 1 && !stated &&
           qp_flow_layout_width(p->topic->layout, values[count - 1]) >
               p->topic->layout->width_scale * values[count - 1])
        count--; /* a hairline, and so no measure of it */
    if (count == 0)
        return;
    const double length = length_of_lines(p, values, count);
    if (stated)
        heading(p, word(p, QP_WORD_STATED_WIDTH));
    else
        heading_with_unit(p, is_directed(p) ? QP_WORD_FLOW : QP_WORD_LINK);
    for (size_t v = 0; v < count; v++) {
        double y = p->at.y + 2.6;
        const qp_point line[] = {{p->at.x, y}, {p->at.x + length, y}};
        const qp_stroke stroke = {
            .line = QP_COLOUR_NEUTRAL,
            .width = qp_flow_layout_width(p->topic->layout, values[v])};
        qp_canvas_line(p->canvas, &stroke, line, 2);
        number(p, QP_LEFT, (qp_point){p->at.x + length + LINE_GAP, p->at.y},
               values[v]);
        p->at.y -= LEADING;
    }
}

/* Half of the room that a disc of the legend takes. */
static double room_of(double radius)
{
    return fmax(radius, 10);
}

enum { DISC_GAP = 10 };

static bool fit_in_a_row(pen *p, const double values[], size_t count)
{
    bool fit = true;
    for (size_t v = 0; v < count; v++) {
        double radius = p->topic->layout->disc_scale * sqrt(values[v]);
        fit = fit &&
              number_width(p, values[v]) < 2 * room_of(radius) + DISC_GAP;
    }
    return fit;
}

static void areas_in_a_row(pen *p, const double values[], size_t count)
{
    double scale = p->topic->layout->disc_scale;
    double reach = scale * sqrt(values[0]);
    double x = p->at.x;
    p->at.y += 4;
    for (size_t v = count; v-- > 0;) {
        double radius = scale * sqrt(values[v]);
        double room = room_of(radius);
        qp_canvas_disc(p->canvas, &area_ring,
                       (qp_point){x + room, p->at.y - reach}, radius);
        number(p, QP_CENTRE, (qp_point){x + room, p->at.y - 2 * reach - 9},
               values[v]);
        x += 2 * room + DISC_GAP;
    }
    p->at.y -= 2 * reach + 9 + LEADING;
}

/* Long numbers stand beside their discs: below them they would run together. */
static void areas_in_a_column(pen *p, const double values[], size_t count)
{
    double scale = p->topic->layout->disc_scale;
    double widest = room_of(scale * sqrt(values[0]));
    for (size_t v = count; v-- > 0;) {
        double radius = scale * sqrt(values[v]);
        double half = fmax(radius + 1.5, LEADING / 2.0);
        double y = p->at.y + LEADING / 2.0 - half;
        qp_canvas_disc(p->canvas, &area_ring,
                       (qp_point){p->at.x + widest, y + 2.6}, radius);
        number(p, QP_LEFT, (qp_point){p->at.x + 2 * widest + 8, y}, values[v]);
        p->at.y -= 2 * half;
    }
}

static void block_of_areas(pen *p)
{
    double values[3];
    const qp_flow_scene *scene = p->topic->scene;
    if (scene->place_count == 0)
        return;
    size_t count = round_values(p, scene->places->in + scene->places->out, 4,
                                values);
    if (count == 0)
        return;
    if (scene->stated)
        heading(p, word(p, QP_WORD_STATED_AREA));
    else
        heading_with_unit(p,
                          is_directed(p) ? QP_WORD_TURNOVER : QP_WORD_STRENGTH);
    if (fit_in_a_row(p, values, count))
        areas_in_a_row(p, values, count);
    else
        areas_in_a_column(p, values, count);
}

/* A disc as it is drawn on the map. */
static void disc(pen *p, const qp_hue *hue, bool gains)
{
    const qp_stroke stroke = {.fill = gains ? hue->fill : QP_COLOUR_PAPER,
                              .line = gains ? hue->ink : hue->line,
                              .width = gains ? 0.5 : 1.4};
    qp_canvas_disc(p->canvas, &stroke,
                   (qp_point){p->at.x + swatch, p->at.y + 2.6},
                   gains ? swatch : swatch - 0.7);
}

static void block_of_balance(pen *p)
{
    const qp_hue *grey = qp_palette_hue(QP_HUES);
    if (!is_directed(p) || p->topic->scene->stated ||
        p->topic->scene->place_count == 0)
        return;
    heading(p, word(p, QP_WORD_BALANCE));
    for (int gains = 1; gains >= 0; gains--) {
        disc(p, grey, gains);
        beside(p, 13, word(p, gains ? QP_WORD_GAINS : QP_WORD_LOSES));
        p->at.y -= LEADING;
    }
}

/* What lines may be that are not plain. */
static void block_of_lines(pen *p)
{
    const qp_flow_scene *scene = p->topic->scene;
    bool against = false;
    bool not_present = false;
    for (size_t f = 0; f < scene->flow_count; f++) {
        against |= scene->flows[f].against;
        not_present |= !scene->flows[f].present;
    }
    const struct {
        bool shown;
        qp_stroke stroke;
        qp_word word;
    } lines[] = {
        {against, {NULL, QP_COLOUR_WARNING, 1.2, false}, QP_WORD_KEY_AGAINST},
        {not_present,
         {NULL, QP_COLOUR_NEUTRAL, 1.2, true},
         QP_WORD_KEY_NOT_PRESENT}};
    const double length = 30;
    for (size_t l = 0; l < sizeof lines / sizeof *lines; l++) {
        if (!lines[l].shown)
            continue;
        double y = p->at.y + 2.6;
        const qp_point line[] = {{p->at.x, y}, {p->at.x + length, y}};
        qp_canvas_line(p->canvas, &lines[l].stroke, line, 2);
        p->at.y = qp_canvas_paragraph(p->canvas, &qp_type_body,
                                      (qp_point){p->at.x + length + 8, p->at.y},
                                      p->width - length - 8, NOTE_LEADING,
                                      word(p, lines[l].word)) +
                  NOTE_LEADING - LEADING;
    }
}

static bool any_without_cluster(const qp_flow_scene *scene)
{
    for (size_t i = 0; i < scene->place_count; i++)
        if (scene->places[i].cluster == QP_NONE)
            return true;
    return false;
}

static bool has_place(const qp_flow_scene *scene, size_t cluster)
{
    for (size_t i = 0; i < scene->place_count; i++)
        if (scene->places[i].cluster == cluster)
            return true;
    return false;
}

static void cluster_row(pen *p, size_t hue, const char *name)
{
    disc(p, qp_palette_hue(hue), true);
    p->at.y = qp_canvas_paragraph(p->canvas, &qp_type_body,
                                  (qp_point){p->at.x + 13, p->at.y},
                                  p->width - 13, NOTE_LEADING, name) +
              NOTE_LEADING - LEADING;
}

static void block_of_clusters(pen *p)
{
    const qp_flow_topic *t = p->topic;
    size_t others = 0;
    if (t->net->clusters.count == 0)
        return;
    heading(p, word(p, QP_WORD_CLUSTERS));
    for (size_t c = 0; c < t->net->clusters.count; c++) {
        const char *lines[2];
        qp_cluster_lines(t->net, c, t->language, lines);
        if (p->hues[c] < QP_HUES)
            cluster_row(p, p->hues[c], lines[0]);
        else
            others += has_place(t->scene, c);
    }
    qp_text text = {0};
    qp_text count = {0};
    qp_lettering_add_number(&count, (double)others);
    qp_words_add(&text, t->language, QP_WORD_OTHER_CLUSTERS,
                 (const char *[]){qp_text_string(&count)});
    if (others > 0)
        cluster_row(p, QP_HUES, qp_text_string(&text));
    if (any_without_cluster(t->scene))
        cluster_row(p, QP_HUES, word(p, QP_WORD_NO_CLUSTER));
    p->failed |= text.failed || count.failed;
    qp_text_clear(&count);
    qp_text_clear(&text);
}

static void block_of_reading(pen *p)
{
    const qp_flow_topic *t = p->topic;
    bool directed = is_directed(p) && t->scene->flow_count > 0;
    const struct {
        qp_word word;
        bool wanted;
    } notes[] = {
        {t->scene->stated ? QP_WORD_COLOUR_STATED : QP_WORD_COLOUR,
         directed && t->net->clusters.count > 0},
        {t->scene->stated ? QP_WORD_BEND_STATED : QP_WORD_BEND, directed},
        {QP_WORD_HULLS, t->layout->hulled}};
    for (size_t n = 0; n < sizeof notes / sizeof *notes; n++) {
        if (!notes[n].wanted)
            continue;
        p->at.y = qp_canvas_paragraph(p->canvas, &qp_type_note, p->at, p->width,
                                      NOTE_LEADING, word(p, notes[n].word)) -
                  3;
    }
}

/* Which column each block stands in, of a legend below a wide map and below a
 * narrow one. */
static const struct {
    void (*draw)(pen *);
    int wide;
    int narrow;
} blocks[] = {{block_of_widths, 0, 0},   {block_of_areas, 1, 1},
              {block_of_balance, 0, 0},  {block_of_lines, 0, 0},
              {block_of_clusters, 2, 1}, {block_of_reading, 3, 0}};

enum { BLOCKS = sizeof blocks / sizeof *blocks, COLUMNS = 4 };

/* ------------------------------------------------------------------ legend */

static void draw_column(pen *p, int column, bool all)
{
    bool narrow = qp_flow_layout_is_narrow(p->topic->layout);
    bool first = true;
    for (size_t b = 0; b < BLOCKS; b++) {
        if (!all && (narrow ? blocks[b].narrow : blocks[b].wide) != column)
            continue;
        double before = p->at.y;
        if (!first)
            p->at.y -= BLOCK_GAP;
        double start = p->at.y;
        blocks[b].draw(p);
        if (p->at.y == start)
            p->at.y = before; /* the block has nothing to say */
        else
            first = false;
    }
}

static double draw_beside(pen *p, const qp_box *frame)
{
    p->at = (qp_point){frame->right + QP_LEGEND_GAP, frame->top - 8};
    p->width = QP_LEGEND_WIDTH;
    draw_column(p, 0, true);
    return fmin(frame->bottom, p->at.y + LEADING - 4);
}

static double draw_below(pen *p, const qp_box *frame)
{
    static const double wide[] = {0, 0.2, 0.43, 0.73, 1};
    static const double narrow[] = {0, 0.5, 1};
    const double page = qp_paper_width(p->topic->layout->paper);
    bool few = qp_flow_layout_is_narrow(p->topic->layout);
    const double *starts = few ? narrow : wide;
    double lowest = frame->bottom;
    for (int column = 0; column < (few ? 2 : COLUMNS); column++) {
        p->at = (qp_point){frame->left + starts[column] * page,
                           frame->bottom - 16};
        p->width = (starts[column + 1] - starts[column]) * page - 12;
        draw_column(p, column, false);
        lowest = fmin(lowest, p->at.y + LEADING - 4);
    }
    return lowest;
}

qp_status qp_flow_legend(const qp_flow_topic *topic, const size_t hues[],
                         qp_canvas *canvas, qp_box *content, qp_error *err)
{
    const qp_view *view = &topic->layout->view;
    pen p = {.topic = topic, .hues = hues, .canvas = canvas};
    const double page = qp_paper_width(topic->layout->paper);
    bool below = view->world || qp_flow_layout_is_narrow(topic->layout);
    content->bottom = below ? draw_below(&p, &view->frame)
                            : draw_beside(&p, &view->frame);
    content->right = fmax(content->right, content->left + page);
    if (p.failed)
        return qp_fail(err, QP_E_MEMORY, "no memory for a legend");
    return qp_text_status(&canvas->xdot, err);
}
