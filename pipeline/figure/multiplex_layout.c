/* SPDX-License-Identifier: MIT */
#include "figure/multiplex_layout.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "figure/naming.h"
#include "figure/page.h"
#include "figure/palette.h"

static const double front_width = 334;
static const double lean = 50;
static const double front_gap = 15; /* between two sheets */
static const double margin = 9;     /* from a disc's centre to the edge */

static const qp_type type_of_few = {8, false, QP_COLOUR_HEADING};
static const qp_type type_of_many = {7, false, QP_COLOUR_HEADING};

enum { MANY_ACTORS = 60 };

typedef struct {
    const qp_network *net;
    const qp_multiplex_scene *scene;
    qp_language language;
    qp_multiplex_layout *layout;
    qp_sites sites;
    qp_point *points; ///< [actor_count] of one sheet
    size_t *order;    ///< [actor_count] actors of one sheet, as they choose
    qp_error *err;
} maker;

/* ------------------------------------------------------------------ sheets */

/* Room for the discs and for about as many names. */
static double height_for(size_t actors)
{
    return fmax(80, fmin(60 + 2.8 * (double)actors, 205));
}

/* Beside the middle of the slanted edge, from its foot clear of the edge. */
static qp_box beside(const qp_sheet *sheet)
{
    const double room = 48; /* height of four lines, points */
    qp_point top = qp_sheet_point(sheet, 1, 0.5 + room / 2 / sheet->height);
    return (qp_box){top.x + 3, top.y - room, QP_PAGE_WIDTH, top.y + 3};
}

static void stack_sheets(maker *m)
{
    qp_multiplex_layout *l = m->layout;
    double top = -front_gap;
    for (size_t s = QP_KIND_COUNT; s-- > 0;) {
        size_t drawn = m->scene->sheets[s].drawn;
        if (drawn == 0)
            continue;
        l->sheets[s] = (qp_sheet){
            {0, top + front_gap}, front_width, lean, height_for(drawn)};
        l->titles[s] = beside(&l->sheets[s]);
        top = l->sheets[s].corner.y + l->sheets[s].height;
    }
    l->content = (qp_box){0, 0, front_width + lean, fmax(top, 0)};
}

/* What has room on the highest sheet may have to move on others. */
static const qp_sheet *highest_sheet(const maker *m)
{
    const qp_sheet *highest = m->layout->sheets;
    for (size_t s = 1; s < QP_KIND_COUNT; s++)
        if (m->layout->sheets[s].height > highest->height)
            highest = &m->layout->sheets[s];
    return highest;
}

/* ------------------------------------------------------------------- discs */

static bool is_first_of_site(const maker *m, const qp_sheet_count *count,
                             size_t i)
{
    const qp_sheet_actor *actors = m->scene->actors;
    for (size_t other = count->first; other < i; other++)
        if (actors[other].site == actors[i].site)
            return false;
    return actors[i].site != QP_NONE;
}

/* One actor of each site first, which can stand where the site is; then
 * their neighbours; then those without a site. */
static void line_up(maker *m, const qp_sheet_count *count)
{
    size_t next = 0;
    for (int turn = 0; turn < 3; turn++)
        for (size_t i = count->first; i < count->first + count->drawn; i++) {
            bool first = is_first_of_site(m, count, i);
            bool nowhere = m->scene->actors[i].site == QP_NONE;
            if (turn == (first ? 0 : nowhere ? 2 : 1))
                m->order[next++] = i;
        }
}

static size_t count_nowhere(const maker *m, const qp_sheet_count *count)
{
    size_t nowhere = 0;
    for (size_t i = count->first; i < count->first + count->drawn; i++)
        nowhere += m->scene->actors[i].site == QP_NONE;
    return nowhere;
}

/* Where actors want to stand, in the order in which they choose. */
static void sketch_actors(maker *m, const qp_sheet *sheet,
                          const qp_sheet_count *count)
{
    size_t nowhere = count_nowhere(m, count);
    size_t next = 0;
    for (size_t p = 0; p < count->drawn; p++) {
        const qp_sheet_actor *actor = &m->scene->actors[m->order[p]];
        const qp_site *home = qp_sites_find(&m->sites, actor->site);
        qp_point at = home != NULL
                          ? home->at
                          : qp_sites_nowhere(&m->sites, next++, nowhere);
        m->points[p] = qp_sheet_point(sheet, at.x, at.y);
    }
}

static void place_discs_of(maker *m, size_t s)
{
    const double rounding = 1e-3;
    const qp_sheet *sheet = &m->layout->sheets[s];
    const qp_sheet_count *count = &m->scene->sheets[s];
    if (count->drawn == 0)
        return;
    double gap = qp_sites_gap(sheet, count->drawn);
    if (m->sites.count > 0)
        gap = fmin(gap, m->sites.gap);
    line_up(m, count);
    sketch_actors(m, sheet, count);
    qp_sheet_settle(sheet, m->points, count->drawn, margin, gap - rounding);
    for (size_t p = 0; p < count->drawn; p++)
        m->layout->discs[m->order[p]] = (qp_disc){m->points[p],
                                                  m->layout->radius};
}

static void count_astray(maker *m)
{
    m->layout->geographic = m->sites.geographic;
    for (size_t i = 0; i < m->scene->actor_count; i++) {
        const qp_site *home = qp_sites_find(&m->sites,
                                            m->scene->actors[i].site);
        m->layout->astray += m->sites.geographic &&
                             (home == NULL || !home->located);
    }
}

/* -------------------------------------------------------------------- ties */

/* Within a sheet ties bow towards its middle, so that they stay on it. */
static qp_arc arc_within(const qp_sheet *sheet, qp_point a, qp_point b,
                         double bow)
{
    qp_point middle = qp_sheet_point(sheet, 0.5, 0.5);
    double side = (b.x - a.x) * (middle.y - a.y) -
                  (b.y - a.y) * (middle.x - a.x);
    qp_arc_ends ends = {.from = a, .to = b, .bend = side > 0 ? -bow : bow};
    return qp_arc_between(&ends);
}

/* Between sheets they leave and arrive upright; where one is above the other
 * they make way for what may be dotted there. */
static qp_arc arc_between(qp_point a, qp_point b, double way)
{
    double half = 0.45 * (a.y - b.y);
    double aside = fabs(a.x - b.x) < fabs(way) ? way : way / 4;
    return (qp_arc){
        {a, {a.x + aside, a.y - half}, {b.x + aside, b.y + half}, b}, b};
}

/* A tie of rivalry takes another way than that beside it of the same two. */
static void bend_ties(maker *m)
{
    static const double bow[] = {0.09, 0.2};
    static const double way[] = {8, -8}; /* points */
    qp_multiplex_layout *l = m->layout;
    for (size_t t = 0; t < l->tie_count; t++) {
        const qp_sheet_tie *tie = &m->scene->ties[t];
        size_t sheet = m->scene->actors[tie->a].sheet;
        qp_point a = l->discs[tie->a].centre;
        qp_point b = l->discs[tie->b].centre;
        l->arcs[t] = sheet == m->scene->actors[tie->b].sheet
                         ? arc_within(&l->sheets[sheet], a, b,
                                      bow[tie->against])
                         : arc_between(a, b, way[tie->against]);
    }
}

/* ------------------------------------------------------------------ labels */

/* Add what fits of a text; the blanks at its end left out. */
static void add_line(qp_text *line, const char *text, size_t size)
{
    while (size > 0 && text[size - 1] == ' ')
        size--;
    qp_text_add_bytes(line, text, size);
}

static void break_name(const char *name, const qp_type *type,
                       qp_sheet_name *out)
{
    const double widest = 88; /* points */
    double width = qp_lettering_width(name, type);
    double first = width <= widest
                       ? widest
                       : fmin(widest, fmax(widest / 2, 0.6 * width));
    size_t size = qp_lettering_line(name, type, first);
    add_line(&out->lines[0], name, size);
    name += size;
    if (qp_lettering_width(name, type) <= widest) {
        add_line(&out->lines[1], name, strlen(name));
        return;
    }
    add_line(&out->lines[1], name, qp_lettering_line(name, type, widest - 7));
    qp_text_add(&out->lines[1], "\xE2\x80\xA6");
}

static void ask(maker *m, size_t i)
{
    qp_multiplex_layout *l = m->layout;
    qp_sheet_name *name = &l->names[i];
    break_name(qp_name_of_actor(m->net, m->scene->actors[i].actor, m->language),
               &l->type, name);
    double width = fmax(
        qp_lettering_width(qp_text_string(&name->lines[0]), &l->type),
        qp_lettering_width(qp_text_string(&name->lines[1]), &l->type));
    bool two = name->lines[1].size > 0;
    l->labels[i] = (qp_label){.anchor = l->discs[i].centre,
                              .reach_x = l->radius,
                              .reach_y = l->radius,
                              .width = width + 3,
                              .height = l->type.size * (two ? 2.2 : 1.2)};
}

/* Those who lead choose first, then those with most ties. */
static bool goes_before(const qp_sheet_actor *a, const qp_sheet_actor *b)
{
    if (a->leads != b->leads)
        return a->leads;
    if (a->ties != b->ties)
        return a->ties > b->ties;
    return a->actor < b->actor;
}

static void order_labels(maker *m, const qp_sheet_count *count)
{
    for (size_t n = 0; n < count->drawn; n++) {
        size_t self = count->first + n;
        size_t at = n;
        for (; at > 0 && goes_before(&m->scene->actors[self],
                                     &m->scene->actors[m->order[at - 1]]);
             at--)
            m->order[at] = m->order[at - 1];
        m->order[at] = self;
    }
}

/* The ties of a sheet follow each other, but for those that leave it. */
static size_t gather_arcs(const maker *m, size_t sheet, qp_arc arcs[])
{
    size_t count = 0;
    for (size_t t = 0; t < m->layout->tie_count; t++) {
        const qp_sheet_tie *tie = &m->scene->ties[t];
        if (m->scene->actors[tie->a].sheet == sheet &&
            m->scene->actors[tie->b].sheet == sheet)
            arcs[count++] = m->layout->arcs[t];
    }
    return count;
}

/** Room to place the labels of one sheet. */
typedef struct {
    qp_label *labels;  ///< [actor_count]
    qp_arc *arcs;      ///< [tie_count]
    double *arc_width; ///< [tie_count]
} label_room;

/* What lies between sheets is too light to give way to. */
static qp_status label_sheet(maker *m, size_t s, const label_room *room)
{
    qp_multiplex_layout *l = m->layout;
    const qp_sheet_count *count = &m->scene->sheets[s];
    const qp_sheet *sheet = &l->sheets[s];
    qp_obstacles obstacles = {.frame = {-4, sheet->corner.y - 4,
                                        front_width + lean,
                                        sheet->corner.y + sheet->height + 6},
                              .discs = l->discs + count->first,
                              .disc_count = count->drawn,
                              .arcs = room->arcs,
                              .arc_width = room->arc_width,
                              .arc_count = gather_arcs(m, s, room->arcs),
                              .taken = &l->titles[s],
                              .taken_count = 1};
    order_labels(m, count);
    for (size_t n = 0; n < count->drawn; n++)
        room->labels[n] = l->labels[m->order[n]];
    qp_status status = qp_labels_place(room->labels, count->drawn, &obstacles,
                                       m->err);
    for (size_t n = 0; n < count->drawn; n++) {
        l->labels[m->order[n]] = room->labels[n];
        l->unnamed += !room->labels[n].placed;
    }
    return status;
}

static qp_status place_labels(maker *m)
{
    qp_multiplex_layout *l = m->layout;
    label_room room = {qp_acquire(l->actor_count, sizeof *room.labels),
                       qp_acquire(l->tie_count, sizeof *room.arcs),
                       qp_acquire(l->tie_count, sizeof *room.arc_width)};
    qp_status status = QP_OK;
    if (room.labels == NULL || room.arcs == NULL || room.arc_width == NULL)
        status = qp_fail(m->err, QP_E_MEMORY, "no memory for labels");
    for (size_t i = 0; i < l->actor_count && status == QP_OK; i++) {
        ask(m, i);
        if (l->names[i].lines[0].failed || l->names[i].lines[1].failed)
            status = qp_fail(m->err, QP_E_MEMORY, "no memory for labels");
    }
    for (size_t s = 0; s < QP_KIND_COUNT && status == QP_OK; s++)
        status = label_sheet(m, s, &room);
    qp_release(room.labels);
    qp_release(room.arcs);
    qp_release(room.arc_width);
    return status;
}

/* ------------------------------------------------------------------ layout */

static qp_status make_room(maker *m)
{
    qp_multiplex_layout *l = m->layout;
    size_t actors = m->scene->actor_count;
    l->radius = actors > MANY_ACTORS ? 3.1 : 4;
    l->type = actors > MANY_ACTORS ? type_of_many : type_of_few;
    l->discs = qp_acquire(actors, sizeof *l->discs);
    l->names = qp_acquire(actors, sizeof *l->names);
    l->labels = qp_acquire(actors, sizeof *l->labels);
    l->arcs = qp_acquire(m->scene->tie_count, sizeof *l->arcs);
    m->points = qp_acquire(actors, sizeof *m->points);
    m->order = qp_acquire(actors, sizeof *m->order);
    if (l->discs == NULL || l->names == NULL || l->labels == NULL ||
        l->arcs == NULL || m->points == NULL || m->order == NULL)
        return qp_fail(m->err, QP_E_MEMORY, "no memory for sheets");
    l->actor_count = actors;
    l->tie_count = m->scene->tie_count;
    return QP_OK;
}

static qp_status lay_out(maker *m)
{
    stack_sheets(m);
    qp_status status = qp_sites_place(m->net, m->scene, highest_sheet(m),
                                      margin, &m->sites, m->err);
    if (status != QP_OK)
        return status;
    for (size_t s = 0; s < QP_KIND_COUNT; s++)
        place_discs_of(m, s);
    count_astray(m);
    bend_ties(m);
    return place_labels(m);
}

qp_status qp_multiplex_layout_make(const qp_network *net,
                                   const qp_multiplex_scene *scene,
                                   qp_language language,
                                   qp_multiplex_layout *layout, qp_error *err)
{
    maker m = {.net = net,
               .scene = scene,
               .language = language,
               .layout = layout,
               .err = err};
    *layout = (qp_multiplex_layout){0};
    qp_status status = make_room(&m);
    if (status == QP_OK)
        status = lay_out(&m);
    qp_sites_clear(&m.sites);
    qp_release(m.points);
    qp_release(m.order);
    if (status != QP_OK)
        qp_multiplex_layout_clear(layout);
    return status;
}

void qp_multiplex_layout_clear(qp_multiplex_layout *layout)
{
    for (size_t i = 0; i < layout->actor_count; i++)
        for (size_t line = 0; line < 2; line++)
            qp_text_clear(&layout->names[i].lines[line]);
    qp_release(layout->discs);
    qp_release(layout->arcs);
    qp_release(layout->names);
    qp_release(layout->labels);
    *layout = (qp_multiplex_layout){0};
}
