/* SPDX-License-Identifier: MIT */
#include "figure/ego_layout.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "figure/naming.h"
#include "figure/page.h"
#include "figure/palette.h"

enum { NAME_LINES = 4 };

static const double half_width = QP_PAGE_WIDTH / 2;
static const double oval_width = 104; /* half of it, points */
static const double least_height = 104;
static const double alter_radius = 4.6;
static const double text_gap = 4.5; /* from an alter to its text */
static const double unit_gap = 5;   /* below an alter's text */
static const double sector_gap = 5; /* more of it above a heading */
static const double head = 4.6;     /* of an arrow, see arrowsize in ego.c */
static const double tee_head = 1.1;

/** An alter with its text. */
typedef struct {
    size_t first, count; ///< lines
    double height;
} unit;

/** What a layout is made from. */
typedef struct {
    const qp_ego_topic *topic;
    qp_ego_layout *layout;
    unit *units; ///< [alter_count]
    bool failed;
    qp_error *err;
} maker;

/** Alters in one column: [first, end), on the left (-1) or the right (1). */
typedef struct {
    size_t first, end;
    double side;
    double spare; ///< height that each alter gets beyond what its text needs
} column;

const qp_type *qp_ego_line_type(qp_ego_line_kind kind)
{
    static const qp_type types[] = {
        [QP_EGO_HEADING] = {8, true, QP_COLOUR_HEADING},
        [QP_EGO_NAME] = {8, false, QP_COLOUR_HEADING},
        [QP_EGO_TIE] = {7, false, QP_COLOUR_QUIET}};
    return &types[kind];
}

static double leading_of(qp_ego_line_kind kind)
{
    static const double leadings[] = {
        [QP_EGO_HEADING] = 11, [QP_EGO_NAME] = 9.6, [QP_EGO_TIE] = 8.6};
    return leadings[kind];
}

static double text_width(void)
{
    return half_width - oval_width - alter_radius - text_gap;
}

qp_point qp_ego_on_oval(const qp_ego_layout *layout, double angle)
{
    return (qp_point){layout->rx * sin(angle), layout->ry * cos(angle)};
}

static double angle_at(const qp_ego_layout *layout, double y, double side)
{
    const double turn = 2 * acos(-1.0);
    double angle = acos(fmax(-1, fmin(1, y / layout->ry)));
    return side > 0 ? angle : turn - angle;
}

/* ------------------------------------------------------------------- lines */

static void add_line(maker *m, const qp_ego_line *like, const char *text,
                     size_t size)
{
    qp_ego_layout *l = m->layout;
    while (size > 0 && text[size - 1] == ' ')
        size--;
    if (!qp_grow((void **)&l->lines, &l->line_room, l->line_count,
                 sizeof *l->lines)) {
        m->failed = true;
        return;
    }
    qp_ego_line *line = &l->lines[l->line_count++];
    *line = *like;
    qp_text_add_bytes(&line->text, text, size);
    m->failed |= line->text.failed;
}

/* @return how many lines the text takes */
static size_t add_lines(maker *m, const qp_ego_line *like, const char *text)
{
    const qp_type *type = qp_ego_line_type(like->kind);
    size_t count = 0;
    for (; *text != '\0'; count++) {
        size_t size = qp_lettering_line(text, type, text_width());
        add_line(m, like, text, size);
        text += size;
    }
    return count;
}

static bool is_repeated(const maker *m, size_t first, const char *text)
{
    for (size_t l = first; l < m->layout->line_count; l++)
        if (strcmp(qp_text_string(&m->layout->lines[l].text), text) == 0)
            return true;
    return false;
}

/* What is said of its ties, each thing once. */
static void describe_ties(maker *m, const qp_ego_alter *alter)
{
    const qp_ego_topic *t = m->topic;
    size_t first = m->layout->line_count;
    for (size_t i = 0; i < alter->count; i++) {
        const qp_ego_tie *tie = &t->scene->ties[alter->first + i];
        uint32_t sector = qp_ego_sector_of(t->scene, tie);
        const qp_ego_line like = {.kind = QP_EGO_TIE,
                                  .sector = sector,
                                  .foreign = sector != alter->sector,
                                  .against = tie->polarity < 0};
        qp_text text = {0};
        qp_ego_tie_text(t, tie, like.foreign, &text);
        m->failed |= text.failed;
        if (!is_repeated(m, first, qp_text_string(&text)))
            add_lines(m, &like, qp_text_string(&text));
        qp_text_clear(&text);
    }
}

static void describe_alter(maker *m, size_t a)
{
    const qp_ego_alter *alter = &m->topic->scene->alters[a];
    const qp_ego_line like = {.kind = QP_EGO_NAME, .sector = alter->sector};
    unit *u = &m->units[a];
    qp_text name = {0};
    u->first = m->layout->line_count;
    qp_ego_alter_name(m->topic, alter, &name);
    m->failed |= name.failed;
    add_lines(m, &like, qp_text_string(&name));
    qp_text_clear(&name);
    describe_ties(m, alter);
    u->count = m->layout->line_count - u->first;
    u->height = unit_gap;
    for (size_t l = u->first; l < m->layout->line_count; l++)
        u->height += leading_of(m->layout->lines[l].kind);
}

/* ----------------------------------------------------------------- columns */

static uint32_t sector_of(const maker *m, size_t alter)
{
    return m->topic->scene->alters[alter].sector;
}

static bool starts_slice(const maker *m, const column *c, size_t alter)
{
    return alter == c->first || sector_of(m, alter) != sector_of(m, alter - 1);
}

static double heading_height(const maker *m, uint32_t sector)
{
    return leading_of(QP_EGO_HEADING) *
           (double)qp_lettering_lines(qp_ego_sector_name(m->topic, sector),
                                      qp_ego_line_type(QP_EGO_HEADING),
                                      text_width());
}

static double height_of(const maker *m, const column *c)
{
    double height = 0;
    for (size_t a = c->first; a < c->end; a++) {
        height += m->units[a].height;
        if (starts_slice(m, c, a))
            height += heading_height(m, sector_of(m, a)) + sector_gap;
    }
    return height;
}

/* Where the left column ends: where both are about as high, and if possible
 * between two sectors. */
static size_t split(const maker *m)
{
    const double unity = 45; /* points of height that a whole sector is worth */
    size_t count = m->topic->scene->alter_count;
    size_t best = count;
    double least = INFINITY;
    for (size_t s = count; s > 0; s--) {
        const column left = {.end = s};
        const column right = {.first = s, .end = count};
        double cost = fmax(height_of(m, &left), height_of(m, &right));
        if (s < count && sector_of(m, s) == sector_of(m, s - 1))
            cost += unity;
        if (cost < least) {
            least = cost;
            best = s;
        }
    }
    return best;
}

/* ------------------------------------------------------------------- places */

/* The oval is widest in the middle: a block of text keeps clear of it there.
 */
static double text_start(const maker *m, double top, double bottom)
{
    double widest = fmin(fmax(0, bottom), top);
    if (top < 0)
        widest = top;
    qp_point edge = qp_ego_on_oval(m->layout, angle_at(m->layout, widest, 1));
    return edge.x + alter_radius + text_gap;
}

static double set_line(maker *m, size_t line, double side, double x, double top)
{
    qp_ego_line *l = &m->layout->lines[line];
    l->align = side < 0 ? QP_RIGHT : QP_LEFT;
    l->at = (qp_point){side * x, top - 0.95 * qp_ego_line_type(l->kind)->size};
    return top - leading_of(l->kind);
}

static double set_heading(maker *m, uint32_t sector, double side, double x,
                          double top)
{
    const qp_ego_line like = {.kind = QP_EGO_HEADING, .sector = sector};
    size_t first = m->layout->line_count;
    add_lines(m, &like, qp_ego_sector_name(m->topic, sector));
    for (size_t l = first; l < m->layout->line_count; l++)
        top = set_line(m, l, side, x, top);
    return top;
}

static void stand_alter(maker *m, size_t alter, double side, double top)
{
    qp_ego_layout *l = m->layout;
    double y = top - (m->units[alter].height - unit_gap) / 2;
    l->alters[alter] = (qp_disc){qp_ego_on_oval(l, angle_at(l, y, side)),
                                 alter_radius};
}

static void open_slice(maker *m, const column *c, size_t alter, double top)
{
    qp_ego_layout *l = m->layout;
    double angle = angle_at(l, top, c->side);
    l->slices[l->slice_count++] = (qp_ego_slice){sector_of(m, alter), angle,
                                                 angle};
}

/* Down the left side angles fall, down the right side they rise. */
static void stretch_slice(maker *m, const column *c, double bottom)
{
    qp_ego_slice *slice = &m->layout->slices[m->layout->slice_count - 1];
    double angle = angle_at(m->layout, bottom, c->side);
    if (c->side < 0)
        slice->from = angle;
    else
        slice->to = angle;
}

static void place_column(maker *m, const column *c)
{
    double y = m->layout->ry;
    for (size_t a = c->first; a < c->end; a++) {
        const unit *u = &m->units[a];
        bool starts = starts_slice(m, c, a);
        double heading = starts ? heading_height(m, sector_of(m, a)) : 0;
        if (starts)
            open_slice(m, c, a, y);
        y -= c->spare / 2 + (starts ? sector_gap : 0);
        double bottom = y - heading - u->height + unit_gap;
        double x = text_start(m, y, bottom);
        if (starts)
            y = set_heading(m, sector_of(m, a), c->side, x, y);
        stand_alter(m, a, c->side, y);
        for (size_t l = 0; l < u->count; l++)
            y = set_line(m, u->first + l, c->side, x, y);
        y -= unit_gap + c->spare / 2;
        stretch_slice(m, c, y);
    }
}

static void place_alters(maker *m)
{
    size_t count = m->topic->scene->alter_count;
    size_t s = split(m);
    column columns[] = {{.end = s, .side = -1},
                        {.first = s, .end = count, .side = 1}};
    double heights[2];
    for (int c = 0; c < 2; c++)
        heights[c] = height_of(m, &columns[c]);
    m->layout->rx = oval_width;
    m->layout->ry = fmax(least_height, fmax(heights[0], heights[1]) / 2);
    for (int c = 0; c < 2; c++) {
        size_t inside = columns[c].end - columns[c].first;
        if (inside == 0)
            continue;
        columns[c].spare = (2 * m->layout->ry - heights[c]) / (double)inside;
        place_column(m, &columns[c]);
    }
}

/* ------------------------------------------------------------------ middle */

/* Lines of a width; more than there may be are cut off. @return whole words?
 */
static bool break_name(maker *m, const char *name, double width)
{
    qp_ego_layout *l = m->layout;
    bool whole = true;
    for (l->name_count = 0; *name != '\0' && l->name_count < NAME_LINES;
         l->name_count++) {
        qp_text *line = &l->name[l->name_count];
        size_t size = qp_lettering_line(name, &l->name_type, width);
        qp_text_empty(line);
        qp_text_add_bytes(line, name, size);
        m->failed |= line->failed;
        name += size;
        whole &= *name == '\0' || name[-1] == ' ' || (name[-1] & 0x80) != 0;
    }
    if (*name != '\0')
        qp_text_add(&l->name[NAME_LINES - 1], "...");
    return whole && *name == '\0';
}

/* The narrowest block that breaks no word, and the disc round it. */
static void place_name(maker *m)
{
    static const double widths[] = {44, 58, 72, 86, 100};
    const double least = 22;
    qp_ego_layout *l = m->layout;
    const char *name = qp_name_of_actor(m->topic->net, m->topic->scene->actor,
                                        m->topic->language);
    l->name_type = (qp_type){8, true, QP_COLOUR_PAPER};
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
        if (break_name(m, name, widths[w]))
            break;
    double width = 0;
    for (size_t i = 0; i < l->name_count; i++)
        width = fmax(width, qp_lettering_width(qp_text_string(&l->name[i]),
                                               &l->name_type));
    double height = 9.6 * (double)l->name_count;
    l->centre = fmax(least, 0.5 * hypot(width, height) + 3.5);
}

/* -------------------------------------------------------------------- ties */

/* Where on the edge of the middle a tie ends that bends so much. */
static qp_point at_the_middle(const maker *m, qp_point alter, double bend)
{
    const double turn = 1.6; /* radians, for a bend of 1 */
    double radius = m->layout->centre + 1;
    double angle = atan2(alter.y, alter.x) - turn * bend;
    return (qp_point){radius * cos(angle), radius * sin(angle)};
}

/** A bend is to the right as seen from the middle. */
static qp_arc bent_tie(const maker *m, const qp_ego_tie *tie,
                       const qp_disc *alter, double bend)
{
    bool in = tie->way == QP_WAY_IN;
    bool pointed = tie->way != QP_WAY_NONE;
    double pen = pointed ? 0.75 * QP_EGO_PEN : 0;
    double away = alter->radius + 1.4;
    qp_point middle = at_the_middle(m, alter->centre, bend);
    const qp_arc_ends ends = {.from = in ? alter->centre : middle,
                              .to = in ? middle : alter->centre,
                              .trim_from = in ? away : 0,
                              .trim_to = (in ? 0 : away) + pen,
                              .head = !pointed            ? 0
                                      : tie->polarity < 0 ? tee_head
                                                          : head,
                              .bend = in ? -bend : bend};
    return qp_arc_between(&ends);
}

/* Ties of one alter lie beside each other, whichever way they go. */
static void bend_ties(maker *m, size_t a)
{
    const double beside = 0.1;
    const double most = 0.5;
    const qp_ego_alter *alter = &m->topic->scene->alters[a];
    const qp_ego_tie *ties = &m->topic->scene->ties[alter->first];
    double count = 0;
    for (size_t i = 0; i < alter->count; i++)
        count += !ties[i].repeats;
    double step = fmin(beside, most / count);
    double bend = -step * (count - 1) / 2;
    for (size_t i = 0; i < alter->count; i++) {
        if (ties[i].repeats)
            continue;
        m->layout->arcs[alter->first + i] = bent_tie(
            m, &ties[i], &m->layout->alters[a], bend);
        bend += step;
    }
}

/* ------------------------------------------------------------------ layout */

static qp_status make_room(maker *m)
{
    const qp_ego_scene *scene = m->topic->scene;
    qp_ego_layout *l = m->layout;
    m->units = qp_acquire(scene->alter_count, sizeof *m->units);
    l->alters = qp_acquire(scene->alter_count, sizeof *l->alters);
    l->slices = qp_acquire(scene->alter_count, sizeof *l->slices);
    l->arcs = qp_acquire(scene->tie_count, sizeof *l->arcs);
    return m->units != NULL && l->alters != NULL && l->slices != NULL &&
                   l->arcs != NULL
               ? QP_OK
               : qp_fail(m->err, QP_E_MEMORY, "no memory for an ego figure");
}

qp_status qp_ego_layout_make(const qp_ego_topic *topic, qp_ego_layout *layout,
                             qp_error *err)
{
    *layout = (qp_ego_layout){0};
    maker m = {.topic = topic, .layout = layout, .err = err};
    qp_status status = make_room(&m);
    if (status == QP_OK) {
        for (size_t a = 0; a < topic->scene->alter_count; a++)
            describe_alter(&m, a);
        place_name(&m);
        place_alters(&m);
        for (size_t a = 0; a < topic->scene->alter_count; a++)
            bend_ties(&m, a);
    }
    if (m.failed)
        status = qp_fail(err, QP_E_MEMORY, "no memory for an ego figure");
    qp_release(m.units);
    if (status != QP_OK)
        qp_ego_layout_clear(layout);
    return status;
}

void qp_ego_layout_clear(qp_ego_layout *layout)
{
    for (size_t l = 0; l < layout->line_count; l++)
        qp_text_clear(&layout->lines[l].text);
    for (int l = 0; l < NAME_LINES; l++)
        qp_text_clear(&layout->name[l]);
    qp_release(layout->alters);
    qp_release(layout->arcs);
    qp_release(layout->lines);
    qp_release(layout->slices);
    *layout = (qp_ego_layout){0};
}
