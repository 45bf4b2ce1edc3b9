/* SPDX-License-Identifier: MIT */
#include "figure/multiplex_layout.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "figure/page.h"
#include "figure/palette.h"
#include "figure/projection.h"
#include "figure/settle.h"

static const double front_gap = 15; /* between two sheets */
static const double margin = 9;     /* from a disc's centre to the edge */
static const double strip = 0.14;   /* v of what the astray do not leave */
static const double bend = 0.09;

static const qp_type type_of_few = {8, false, QP_COLOUR_HEADING};
static const qp_type type_of_many = {7, false, QP_COLOUR_HEADING};

enum { MANY_ACTORS = 60, DEEPEST = 32 };

/** A region where actors are. */
typedef struct {
    qp_row region;
    bool located;
    qp_point degrees; ///< x: east of the westmost site
    qp_point at;      ///< u, v
} site;

typedef struct {
    const qp_network *net;
    const qp_multiplex_scene *scene;
    qp_language language;
    qp_multiplex_layout *layout;
    site *sites; ///< [site_count] by row
    size_t site_count;
    double site_gap;  ///< between two sites on the highest sheet
    qp_point *points; ///< [actor_count] of one sheet, from its corner
    size_t *order;    ///< [actor_count] actors of one sheet, as they choose
    qp_error *err;
} maker;

qp_point qp_sheet_point(const qp_sheet *sheet, double u, double v)
{
    return (qp_point){sheet->corner.x + QP_SHEET_WIDTH * u + QP_SHEET_LEAN * v,
                      sheet->corner.y + sheet->height * v};
}

const char *qp_sheet_actor_name(const qp_network *net,
                                const qp_sheet_actor *actor,
                                qp_language language)
{
    const qp_actors *actors = &net->actors;
    return qp_network_name(net, actors->id[actor->actor], actors->name,
                           actors->name_zh, actor->actor,
                           language == QP_CHINESE);
}

/* ------------------------------------------------------------------ sheets */

/* Room for the discs and for about as many names. */
static double height_for(size_t actors)
{
    return fmax(80, fmin(60 + 2.8 * (double)actors, 205));
}

/* Beside the middle of the slanted edge, from its foot clear of the edge. */
static void place_title(qp_sheet *sheet)
{
    const double room = 48; /* height of four lines, points */
    qp_point top = qp_sheet_point(sheet, 1, 0.5 + room / 2 / sheet->height);
    sheet->title = (qp_box){top.x + 7, top.y - room, QP_PAGE_WIDTH, top.y};
}

static void stack_sheets(maker *m)
{
    qp_multiplex_layout *l = m->layout;
    double top = 0;
    for (size_t s = QP_KIND_COUNT; s-- > 0;) {
        size_t drawn = m->scene->sheets[s].drawn;
        if (drawn == 0)
            continue;
        l->sheets[s].corner = (qp_point){0, top > 0 ? top + front_gap : 0};
        l->sheets[s].height = height_for(drawn);
        top = l->sheets[s].corner.y + l->sheets[s].height;
        place_title(&l->sheets[s]);
    }
    l->content = (qp_box){0, 0, QP_SHEET_WIDTH + QP_SHEET_LEAN, top};
}

/* ------------------------------------------------------------------- sites */

/* Its own coordinates, or those of what it is part of. */
static void locate(const qp_network *net, site *s)
{
    const qp_actors *actors = &net->actors;
    qp_row region = s->region;
    if (actors->lon == NULL || actors->lat == NULL)
        return;
    for (int depth = 0; region != QP_NONE && depth < DEEPEST; depth++) {
        s->degrees = (qp_point){actors->lon[region], actors->lat[region]};
        s->located = !isnan(s->degrees.x) && !isnan(s->degrees.y);
        if (s->located)
            return;
        region = actors->parent != NULL ? actors->parent[region] : QP_NONE;
    }
}

static qp_status find_sites(maker *m)
{
    bool *used = qp_acquire(m->net->actors.count, sizeof *used);
    if (used == NULL)
        return qp_fail(m->err, QP_E_MEMORY, "no memory for sites");
    for (size_t i = 0; i < m->scene->actor_count; i++)
        if (m->scene->actors[i].site != QP_NONE)
            used[m->scene->actors[i].site] = true;
    for (qp_row r = 0; r < m->net->actors.count; r++) {
        if (!used[r])
            continue;
        site *s = &m->sites[m->site_count++];
        s->region = r;
        locate(m->net, s);
        m->layout->geographic |= s->located;
    }
    qp_release(used);
    return QP_OK;
}

static const site *site_of(const maker *m, qp_row region)
{
    for (size_t s = 0; s < m->site_count; s++)
        if (m->sites[s].region == region)
            return &m->sites[s];
    return NULL;
}

/* From degrees east of Greenwich to degrees east of the westmost site. */
static qp_status face_east(maker *m)
{
    qp_extent extent = {0};
    size_t count = 0;
    double *degrees = qp_acquire(2 * m->site_count, sizeof *degrees);
    if (degrees == NULL)
        return qp_fail(m->err, QP_E_MEMORY, "no memory for sites");
    for (size_t s = 0; s < m->site_count; s++) {
        if (!m->sites[s].located)
            continue;
        degrees[count] = m->sites[s].degrees.x;
        degrees[m->site_count + count++] = m->sites[s].degrees.y;
    }
    qp_status status = qp_extent_round(degrees, degrees + m->site_count, count,
                                       &extent, m->err);
    for (size_t s = 0; s < m->site_count; s++) {
        double east = fmod(m->sites[s].degrees.x - extent.west + 720, 360);
        m->sites[s].degrees.x = east;
    }
    qp_release(degrees);
    return status;
}

/* The mean of a value's rank among others and its share of their span. */
static double schematic(const maker *m, const site *self,
                        double (*value)(const site *))
{
    const double by_rank = 0.6;
    double low = INFINITY;
    double high = -INFINITY;
    double rank = 0;
    size_t located = 0;
    for (size_t s = 0; s < m->site_count; s++) {
        const site *other = &m->sites[s];
        if (!other->located)
            continue;
        located++;
        low = fmin(low, value(other));
        high = fmax(high, value(other));
        rank += value(other) < value(self)    ? 1
                : value(other) == value(self) ? 0.5
                                              : 0;
    }
    double share = high > low ? (value(self) - low) / (high - low) : 0.5;
    return by_rank * rank / (double)located + (1 - by_rank) * share;
}

static double east_of(const site *s)
{
    return s->degrees.x;
}

static double north_of(const site *s)
{
    return s->degrees.y;
}

static qp_point on_oval(size_t i, size_t count)
{
    double angle = 2 * acos(-1.0) * (double)i / (double)count;
    return (qp_point){0.5 + 0.42 * sin(angle), 0.5 + 0.40 * cos(angle)};
}

static qp_point at_front(size_t i, size_t count)
{
    return (qp_point){((double)i + 0.5) / (double)count, 0};
}

static size_t count_astray_sites(const maker *m)
{
    size_t astray = 0;
    for (size_t s = 0; s < m->site_count; s++)
        astray += !m->sites[s].located;
    return astray;
}

static bool any_astray(const maker *m)
{
    for (size_t i = 0; i < m->scene->actor_count; i++)
        if (m->scene->actors[i].site == QP_NONE)
            return true;
    return count_astray_sites(m) > 0;
}

/* Where sites would stand were there no others. */
static void sketch_sites(maker *m)
{
    size_t astray = 0;
    size_t all_astray = count_astray_sites(m);
    double front = any_astray(m) ? strip : 0;
    for (size_t s = 0; s < m->site_count; s++) {
        site *one = &m->sites[s];
        if (one->located)
            one->at = (qp_point){schematic(m, one, east_of),
                                 front +
                                     (1 - front) * schematic(m, one, north_of)};
        else if (m->layout->geographic)
            one->at = at_front(astray++, all_astray);
        else
            one->at = on_oval(astray++, all_astray);
    }
}

/* The highest sheet; where it has room for all sites others may not. */
static qp_sheet highest_sheet(const maker *m)
{
    qp_sheet highest = {0};
    for (size_t s = 0; s < QP_KIND_COUNT; s++)
        if (m->layout->sheets[s].height > highest.height)
            highest = m->layout->sheets[s];
    highest.corner = (qp_point){0, 0};
    return highest;
}

static qp_lozenge lozenge_of(const qp_sheet *sheet)
{
    return (qp_lozenge){QP_SHEET_WIDTH, sheet->height, QP_SHEET_LEAN};
}

static qp_point on_sheet(const qp_sheet *sheet, qp_point from_corner)
{
    double v = from_corner.y / sheet->height;
    return (qp_point){(from_corner.x - QP_SHEET_LEAN * v) / QP_SHEET_WIDTH, v};
}

/* As far apart as so many points can comfortably be. */
static double gap_for(const qp_sheet *sheet, size_t count)
{
    const double widest = 27;
    double area = QP_SHEET_WIDTH * sheet->height / (double)(count + 1);
    return fmin(widest, 0.62 * sqrt(area));
}

/* In two steps: all give way to each other a little, then none may stand too
 * near to another. */
static qp_status spread_sites(maker *m)
{
    const double most = 60;
    qp_sheet sheet = highest_sheet(m);
    qp_lozenge lozenge = lozenge_of(&sheet);
    qp_disc *discs = qp_acquire(m->site_count, sizeof *discs);
    qp_point *points = qp_acquire(m->site_count, sizeof *points);
    m->site_gap = gap_for(&sheet, m->site_count);
    if (discs == NULL || points == NULL) {
        qp_release(discs);
        qp_release(points);
        return qp_fail(m->err, QP_E_MEMORY, "no memory for sites");
    }
    for (size_t s = 0; s < m->site_count; s++)
        discs[s] = (qp_disc){
            qp_sheet_point(&sheet, m->sites[s].at.x, m->sites[s].at.y), 1};
    qp_discs_spread(discs, m->site_count, m->site_gap, most);
    for (size_t s = 0; s < m->site_count; s++)
        points[s] = discs[s].centre;
    m->site_gap = qp_settle(points, m->site_count, &lozenge, margin,
                            m->site_gap);
    for (size_t s = 0; s < m->site_count; s++)
        m->sites[s].at = on_sheet(&sheet, points[s]);
    qp_release(discs);
    qp_release(points);
    return QP_OK;
}

static qp_status place_sites(maker *m)
{
    qp_status status = find_sites(m);
    if (status == QP_OK && m->layout->geographic)
        status = face_east(m);
    if (status != QP_OK || m->site_count == 0)
        return status;
    sketch_sites(m);
    return spread_sites(m);
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
        const site *home = site_of(m, actor->site);
        qp_point at;
        if (home != NULL)
            at = home->at;
        else if (m->layout->geographic)
            at = at_front(next++, nowhere);
        else
            at = on_oval(next++, nowhere);
        at = qp_sheet_point(sheet, at.x, at.y);
        m->points[p] = (qp_point){at.x - sheet->corner.x,
                                  at.y - sheet->corner.y};
    }
}

static void place_discs_of(maker *m, size_t s)
{
    const qp_sheet *sheet = &m->layout->sheets[s];
    const qp_sheet_count *count = &m->scene->sheets[s];
    qp_lozenge lozenge = lozenge_of(sheet);
    double gap = gap_for(sheet, count->drawn);
    if (count->drawn == 0)
        return;
    if (m->site_count > 0)
        gap = fmin(gap, m->site_gap);
    line_up(m, count);
    sketch_actors(m, sheet, count);
    qp_settle(m->points, count->drawn, &lozenge, margin, gap - 1e-3);
    for (size_t p = 0; p < count->drawn; p++)
        m->layout->discs[m->order[p]] = (qp_disc){
            {m->points[p].x + sheet->corner.x,
             m->points[p].y + sheet->corner.y},
            m->layout->radius};
}

static void count_astray(maker *m)
{
    for (size_t i = 0; i < m->scene->actor_count; i++) {
        const site *home = site_of(m, m->scene->actors[i].site);
        m->layout->astray += m->layout->geographic &&
                             (home == NULL || !home->located);
    }
}

/* -------------------------------------------------------------------- ties */

/* Within a sheet ties bow towards its middle, so that they stay on it. */
static qp_arc arc_within(const qp_sheet *sheet, qp_point a, qp_point b)
{
    qp_point middle = qp_sheet_point(sheet, 0.5, 0.5);
    double side = (b.x - a.x) * (middle.y - a.y) -
                  (b.y - a.y) * (middle.x - a.x);
    qp_arc_ends ends = {.from = a, .to = b, .bend = side > 0 ? -bend : bend};
    return qp_arc_between(&ends);
}

/* Between sheets they leave and arrive upright; where one is above the other
 * they make way for what may be dotted there. */
static qp_arc arc_between(qp_point a, qp_point b)
{
    const double steep = 8;
    double half = 0.45 * (a.y - b.y);
    double aside = fabs(a.x - b.x) < steep ? steep : 0;
    return (qp_arc){
        {a, {a.x + aside, a.y - half}, {b.x + aside, b.y + half}, b}, b};
}

static void bend_ties(maker *m)
{
    qp_multiplex_layout *l = m->layout;
    for (size_t t = 0; t < l->tie_count; t++) {
        const qp_sheet_tie *tie = &m->scene->ties[t];
        size_t sheet = m->scene->actors[tie->a].sheet;
        qp_point a = l->discs[tie->a].centre;
        qp_point b = l->discs[tie->b].centre;
        l->arcs[t] = sheet == m->scene->actors[tie->b].sheet
                         ? arc_within(&l->sheets[sheet], a, b)
                         : arc_between(a, b);
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
    break_name(qp_sheet_actor_name(m->net, &m->scene->actors[i], m->language),
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
                                        QP_SHEET_WIDTH + QP_SHEET_LEAN,
                                        sheet->corner.y + sheet->height + 6},
                              .discs = l->discs + count->first,
                              .disc_count = count->drawn,
                              .arcs = room->arcs,
                              .arc_width = room->arc_width,
                              .arc_count = gather_arcs(m, s, room->arcs),
                              .taken = &sheet->title,
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
    m->sites = qp_acquire(actors, sizeof *m->sites);
    m->points = qp_acquire(actors, sizeof *m->points);
    m->order = qp_acquire(actors, sizeof *m->order);
    if (l->discs == NULL || l->names == NULL || l->labels == NULL ||
        l->arcs == NULL || m->sites == NULL || m->points == NULL ||
        m->order == NULL)
        return qp_fail(m->err, QP_E_MEMORY, "no memory for sheets");
    l->actor_count = actors;
    l->tie_count = m->scene->tie_count;
    return QP_OK;
}

static qp_status lay_out(maker *m)
{
    stack_sheets(m);
    qp_status status = place_sites(m);
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
    qp_release(m.sites);
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
