/* SPDX-License-Identifier: MIT */
#include "figure/flow_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "figure/naming.h"
#include "figure/palette.h"

const qp_type qp_type_place = {8, false, QP_COLOUR_HEADING};
const qp_type qp_type_place_small = {7, false, QP_COLOUR_HEADING};
const qp_type qp_type_cluster = {9, true, QP_COLOUR_HEADING};
const qp_type qp_type_cluster_also = {8, false, QP_COLOUR_HEADING};

static const double arrow_head = 4.2; /* points, see arrowsize in flow_map.c */
static const double tee_head = 1;
static const double hairline = 0.35;
static const double usual_bend = 0.11;   /* to the right of travel */
static const double against_bend = 0.07; /* more, to lie apart from the rest */
static const double edge = 3;            /* what stays clear inside the frame */
static const double hull_margin = 5;     /* round the discs of a cluster */

enum { MANY_PLACES = 40 };

/** What a layout is made from. */
typedef struct {
    const qp_network *net;
    const qp_flow_scene *scene;
    bool directed;
    qp_language language;
    qp_flow_layout *layout;
    qp_error *err;
} maker;

/* ------------------------------------------------------------------- names */

void qp_cluster_lines(const qp_network *net, size_t cluster,
                      qp_language language, const char *lines[2])
{
    const qp_clusters *all = &net->clusters;
    bool chinese = language == QP_CHINESE;
    lines[0] = qp_name_of_cluster(net, (qp_row)cluster, language);
    lines[1] = "";
    if (!chinese && all->name_zh != NULL && all->name_zh[cluster] != QP_NONE)
        lines[1] = qp_network_text(net, all->name_zh[cluster]);
    if (strcmp(lines[0], lines[1]) == 0)
        lines[1] = "";
}

const qp_type *qp_flow_layout_type(const qp_flow_layout *layout)
{
    return layout->place_count > MANY_PLACES ? &qp_type_place_small
                                             : &qp_type_place;
}

const qp_type *qp_flow_layout_cluster_type(const qp_flow_layout *layout)
{
    static const qp_type small = {7.5, true, QP_COLOUR_HEADING};
    return qp_flow_layout_is_narrow(layout) ? &small : &qp_type_cluster;
}

double qp_flow_layout_width(const qp_flow_layout *layout, double flow)
{
    const double one = 0.9; /* statement, points */
    const double step = 0.6;
    const double most_steps = 5;
    if (layout->stepped)
        return one + step * fmin(flow - 1, most_steps);
    return fmax(hairline, layout->width_scale * flow);
}

/* ------------------------------------------------------------------- discs */

static double turnover(const qp_scene_place *place)
{
    return place->in + place->out;
}

bool qp_flow_layout_is_narrow(const qp_flow_layout *layout)
{
    return qp_paper_width(layout->paper) < 3 * QP_LEGEND_WIDTH;
}

/* The view of the places; none have coordinates: of nothing. */
static qp_status open_view(maker *m)
{
    const double page = qp_paper_width(m->layout->paper);
    const double legend = QP_LEGEND_GAP + QP_LEGEND_WIDTH;
    const qp_view_room room = {
        qp_flow_layout_is_narrow(m->layout) ? page : page - legend, page, 440};
    size_t count = m->scene->geographic ? m->scene->place_count : 0;
    double *degrees = qp_acquire(2 * count, sizeof *degrees);
    if (degrees == NULL)
        return qp_fail(m->err, QP_E_MEMORY, "no memory for a map");
    for (size_t i = 0; i < count; i++) {
        degrees[i] = m->scene->places[i].degrees.x;
        degrees[count + i] = m->scene->places[i].degrees.y;
    }
    qp_status status = qp_view_open(degrees, degrees + count, count, &room,
                                    &m->layout->view, m->err);
    qp_release(degrees);
    return status;
}

static void size_discs(maker *m)
{
    qp_flow_layout *l = m->layout;
    bool narrow = qp_flow_layout_is_narrow(l);
    double largest = l->view.world ? (narrow ? 5 : 7.5)
                                   : (narrow ? 7.5 : 11); /* points */
    const double modest = 3; /* radius of a place with one statement */
    double most = l->place_count > 0 ? turnover(&m->scene->places[0]) : 0;
    l->disc_scale = most > 0 ? largest / sqrt(most) : 0;
    if (m->scene->stated)
        l->disc_scale = fmin(l->disc_scale, modest);
    for (size_t i = 0; i < l->place_count; i++)
        l->discs[i].radius = fmax(
            1.1, l->disc_scale * sqrt(turnover(&m->scene->places[i])));
}

/** A place on its way to the circle. */
typedef struct {
    qp_row cluster, region;
    size_t place;
} seat;

/* By cluster, those without one last, then by id. */
static int by_seat(const void *left, const void *right)
{
    const seat *a = left;
    const seat *b = right;
    if (a->cluster != b->cluster)
        return a->cluster < b->cluster ? -1 : 1;
    return (a->region > b->region) - (a->region < b->region);
}

/* Without coordinates: a circle, clockwise from the top. */
static qp_status stand_in_a_circle(maker *m)
{
    qp_flow_layout *l = m->layout;
    seat *seats = qp_acquire(l->place_count, sizeof *seats);
    if (seats == NULL)
        return qp_fail(m->err, QP_E_MEMORY, "no memory for a circle");
    for (size_t i = 0; i < l->place_count; i++)
        seats[i] = (seat){m->scene->places[i].cluster,
                          m->scene->places[i].region, i};
    if (l->place_count > 1)
        qsort(seats, l->place_count, sizeof *seats, by_seat);

    const double turn = 2 * acos(-1.0);
    double middle = l->view.frame.right / 2;
    double radius = middle * 0.72;
    for (size_t s = 0; s < l->place_count; s++) {
        double angle = turn * (double)s / (double)l->place_count;
        l->discs[seats[s].place].centre = (qp_point){
            middle + radius * sin(angle), middle + radius * cos(angle)};
    }
    qp_release(seats);
    return QP_OK;
}

static qp_status stand_on_the_map(maker *m)
{
    qp_flow_layout *l = m->layout;
    /* room for an arrow between neighbours; places of statements may be far
     * apart, and then a point is many kilometres */
    const double gap = m->scene->stated ? 6 : 9;
    const double most = m->scene->stated ? 8 : 12;
    for (size_t i = 0; i < l->place_count; i++)
        if (!qp_view_place(&l->view, m->scene->places[i].degrees,
                           &l->discs[i].centre))
            l->discs[i].centre = (qp_point){0, 0};
    if (l->view.world)
        return QP_OK; /* a few points would be hundreds of kilometres */
    l->most_moved = most / l->view.scale / 1000;
    return qp_discs_spread(l->discs, l->place_count, gap, most, &l->moved,
                           m->err);
}

static qp_status place_discs(maker *m)
{
    qp_status status = open_view(m);
    if (status != QP_OK)
        return status;
    size_discs(m);
    return m->scene->geographic ? stand_on_the_map(m) : stand_in_a_circle(m);
}

/* -------------------------------------------------------------------- arcs */

/* Discs with little room between them: the arc goes round, and is seen. */
static double bend_of(const qp_disc *a, const qp_disc *b)
{
    const double enough = 14; /* points of open ground */
    const double most = 0.38;
    double apart = qp_point_distance(a->centre, b->centre);
    double open = apart - a->radius - b->radius;
    if (open > enough || apart <= 0)
        return usual_bend;
    return usual_bend + (most - usual_bend) * (1 - fmax(0, open) / enough);
}

/* Of statements, those of polarity -1 lie beside others of the same ends. */
static double extra_bend(const maker *m, const qp_scene_flow *flow)
{
    for (size_t f = 0; flow->against && f < m->scene->flow_count; f++) {
        const qp_scene_flow *other = &m->scene->flows[f];
        if (!other->against && other->from == flow->from &&
            other->to == flow->to)
            return against_bend;
    }
    return 0;
}

static bool passes_through(const qp_flow_layout *l, const qp_arc *arc,
                           const qp_scene_flow *flow)
{
    enum { SAMPLES = 60 };
    const double clear = 2; /* points beside a disc */
    for (size_t i = 0; i < l->place_count; i++) {
        if (i == flow->from || i == flow->to)
            continue;
        for (int s = 0; s <= SAMPLES; s++)
            if (qp_point_distance(qp_arc_at(arc, (double)s / SAMPLES),
                                  l->discs[i].centre) <
                l->discs[i].radius + clear)
                return true;
    }
    return false;
}

/* A line through a third place would tell of a link that nobody states: it
 * bows more, or less, if that leads round it. */
static void lead_round(const qp_flow_layout *l, const qp_scene_flow *flow,
                       const qp_arc_ends *ends, const qp_box *inside,
                       qp_arc *arc)
{
    static const double factors[] = {1.5, 0.6, 2, 2.6, 0.3, 3.2};
    for (size_t f = 0; f < sizeof factors / sizeof *factors; f++) {
        qp_arc_ends tried = *ends;
        tried.bend *= factors[f];
        qp_arc other = qp_arc_within(&tried, inside);
        if (passes_through(l, &other, flow))
            continue;
        *arc = other;
        return;
    }
}

static void bend_arcs(maker *m)
{
    qp_flow_layout *l = m->layout;
    const qp_box *frame = &l->view.frame;
    const qp_box inside = {frame->left + edge, frame->bottom + edge,
                           frame->right - edge, frame->top - edge};
    double most = l->flow_count > 0 ? m->scene->flows[0].flow : 0;
    double thickest = qp_flow_layout_is_narrow(l) ? 3 : l->view.world ? 4.5 : 6;
    l->width_scale = most > 0 ? thickest / most : 0;
    l->stepped = m->scene->stated;
    for (size_t f = 0; f < l->flow_count; f++) {
        const qp_scene_flow *flow = &m->scene->flows[f];
        const qp_disc *from = &l->discs[flow->from];
        const qp_disc *to = &l->discs[flow->to];
        double width = qp_flow_layout_width(l, flow->flow);
        qp_arc_ends ends = {
            .from = from->centre,
            .to = to->centre,
            .trim_from = from->radius + 0.8,
            /* a head drawn with a thick pen reaches beyond its tip */
            .trim_to = to->radius + 1 + (m->directed ? 0.75 * width : 0),
            .head = !m->directed    ? 0
                    : flow->against ? tee_head
                                    : arrow_head,
            .bend = bend_of(from, to) + extra_bend(m, flow)};
        l->arcs[f] = qp_arc_within(&ends, &inside);
        l->arc_width[f] = width;
        if (l->stepped && passes_through(l, &l->arcs[f], flow))
            lead_round(l, flow, &ends, &inside, &l->arcs[f]);
    }
}

/* ------------------------------------------------------------------- hulls */

static qp_status hull_cluster(maker *m, size_t cluster, qp_point *points,
                              double *radii)
{
    const qp_flow_layout *l = m->layout;
    size_t count = 0;
    for (size_t i = 0; i < l->place_count; i++) {
        if (m->scene->places[i].cluster != cluster)
            continue;
        points[count] = l->discs[i].centre;
        radii[count++] = l->discs[i].radius + hull_margin;
    }
    /* a place may be called like its cluster: one is no group of statements */
    if (count == 0 || (count == 1 && m->scene->stated))
        return QP_OK;
    return qp_polygon_buffered_hull(points, radii, count,
                                    &m->layout->hulls[cluster], m->err);
}

/* Hulls that lie over each other tell nothing. */
static qp_status hulls_collide(const maker *m, bool *collide)
{
    const double tolerated = 0.04; /* of the smaller hull */
    const qp_flow_layout *l = m->layout;
    *collide = false;
    for (size_t a = 0; a < l->cluster_count; a++)
        for (size_t b = a + 1; b < l->cluster_count; b++) {
            double common = 0;
            qp_status status = qp_polygon_overlap(&l->hulls[a], &l->hulls[b],
                                                  &common, m->err);
            if (status != QP_OK)
                return status;
            double smaller = fmin(qp_polygon_area(&l->hulls[a]),
                                  qp_polygon_area(&l->hulls[b]));
            *collide |= common > tolerated * smaller;
        }
    return QP_OK;
}

static void drop_hulls(qp_flow_layout *l)
{
    for (size_t c = 0; c < l->cluster_count; c++)
        qp_polygon_clear(&l->hulls[c]);
}

static qp_status draw_hulls(maker *m)
{
    qp_flow_layout *l = m->layout;
    qp_point *points = qp_acquire(l->place_count, sizeof *points);
    double *radii = qp_acquire(l->place_count, sizeof *radii);
    bool collide = true;
    qp_status status = points != NULL && radii != NULL
                           ? QP_OK
                           : qp_fail(m->err, QP_E_MEMORY,
                                     "no memory for hulls");
    for (size_t c = 0; c < l->cluster_count && status == QP_OK; c++)
        status = hull_cluster(m, c, points, radii);
    if (status == QP_OK)
        status = hulls_collide(m, &collide);
    if (collide || l->view.world)
        drop_hulls(l);
    for (size_t c = 0; c < l->cluster_count; c++)
        l->hulled |= l->hulls[c].count > 0;
    qp_release(points);
    qp_release(radii);
    return status;
}

/* --------------------------------------------------------------- scale bar */

/* How much of the map a box would cover. */
static double crowd(const qp_flow_layout *l, const qp_box *box)
{
    double covered = 0;
    for (size_t i = 0; i < l->place_count; i++)
        covered += 3 * qp_box_meets_disc(box, l->discs[i].centre,
                                         l->discs[i].radius + 2);
    for (size_t f = 0; f < l->flow_count; f++)
        for (int step = 0; step <= 20; step++)
            covered += 0.2 * qp_box_meets_disc(
                                 box, qp_arc_at(&l->arcs[f], step / 20.0),
                                 l->arc_width[f]);
    return covered;
}

/* In the emptiest corner, the lower right one first. */
static void place_scale_bar(maker *m)
{
    qp_flow_layout *l = m->layout;
    const qp_box *f = &l->view.frame;
    if (!m->scene->geographic || l->view.world)
        return;
    l->bar_km = qp_nice_below(0.26 * f->right / l->view.scale / 1000);
    double width = l->bar_km * 1000 * l->view.scale + 8;
    const double height = 20;
    const double x[] = {f->right - 5 - width, 5};
    const double y[] = {5, f->top - 5 - height};
    double best = INFINITY;
    for (int corner = 0; corner < 4; corner++) {
        double left = x[corner % 2];
        double bottom = y[corner / 2];
        qp_box box = {left, bottom, left + width, bottom + height};
        double crowded = crowd(l, &box);
        if (crowded < best) {
            best = crowded;
            l->bar = box;
        }
    }
}

/* ------------------------------------------------------------------ labels */

/* Names of places that hardly show would only crowd the map. */
static bool deserves_a_name(const maker *m, size_t i)
{
    const double shows = 2; /* points */
    const qp_flow_layout *l = m->layout;
    if (l->place_count <= MANY_PLACES || l->discs[i].radius >= shows)
        return true;
    for (size_t f = 0; f < l->flow_count; f++)
        if (m->scene->flows[f].from == i || m->scene->flows[f].to == i)
            return true;
    return false;
}

static void ask_place(maker *m, size_t i)
{
    const qp_flow_layout *l = m->layout;
    const qp_type *type = qp_flow_layout_type(l);
    const qp_disc *disc = &l->discs[i];
    const char *name = qp_name_of_actor(m->net, m->scene->places[i].region,
                                        m->language);
    m->layout->labels[i] = (qp_label){.anchor = disc->centre,
                                      .reach_x = disc->radius,
                                      .reach_y = disc->radius,
                                      .width = qp_lettering_width(name, type) +
                                               4,
                                      .height = type->size * 1.3,
                                      .must = l->place_count <= MANY_PLACES,
                                      .absent = !deserves_a_name(m, i)};
}

static void ask_cluster(maker *m, size_t cluster)
{
    qp_flow_layout *l = m->layout;
    const char *lines[2];
    bool narrow = qp_flow_layout_is_narrow(l);
    qp_cluster_lines(m->net, cluster, m->language, lines);
    lines[1] = narrow ? "" : lines[1];
    qp_label *label = &l->labels[l->place_count + cluster];
    qp_box hull = qp_box_round(l->hulls[cluster].points,
                               l->hulls[cluster].count);
    const qp_type *type = qp_flow_layout_cluster_type(l);
    double width = fmax(qp_lettering_width(lines[0], type),
                        qp_lettering_width(lines[1], &qp_type_cluster_also));
    *label = (qp_label){
        .anchor = {(hull.left + hull.right) / 2, (hull.bottom + hull.top) / 2},
        .reach_x = (hull.right - hull.left) / 2,
        .reach_y = (hull.top - hull.bottom) / 2,
        .width = width + 6,
        .height = lines[1][0] != '\0' ? 23 : 13,
        .must = !narrow}; /* the legend has the name, too */
    const qp_clusters *all = &m->net->clusters;
    if (all->label_lon == NULL || all->label_lat == NULL ||
        isnan(all->label_lon[cluster]) || isnan(all->label_lat[cluster]))
        return;
    label->wished = qp_view_place(
        &l->view, (qp_point){all->label_lon[cluster], all->label_lat[cluster]},
        &label->wish);
}

static bool is_named_like_a_place(const maker *m, size_t cluster)
{
    const char *lines[2];
    qp_cluster_lines(m->net, cluster, m->language, lines);
    for (size_t i = 0; i < m->layout->place_count; i++)
        if (strcmp(lines[0],
                   qp_name_of_actor(m->net, m->scene->places[i].region,
                                    m->language)) == 0)
            return true;
    return false;
}

static bool deserves_a_label(const maker *m, size_t cluster)
{
    return m->layout->hulls[cluster].count > 0 &&
           !(m->scene->stated && is_named_like_a_place(m, cluster));
}

/* The label of a cluster chooses first: it is large and has fewer places. */
static qp_status place_labels(maker *m)
{
    qp_flow_layout *l = m->layout;
    const qp_box *f = &l->view.frame;
    size_t count = l->place_count + l->cluster_count;
    qp_obstacles obstacles = {
        .frame = {f->left + 2, f->bottom + 2, f->right - 2, f->top - 2},
        .discs = l->discs,
        .disc_count = l->place_count,
        .arcs = l->arcs,
        .arc_width = l->arc_width,
        .arc_count = l->flow_count,
        .taken = &l->bar,
        .taken_count = l->bar_km > 0};
    for (size_t i = 0; i < l->place_count; i++)
        ask_place(m, i);
    for (size_t c = 0; c < l->cluster_count; c++)
        if (deserves_a_label(m, c))
            ask_cluster(m, c);
        else
            l->labels[l->place_count + c].absent = true;
    return qp_labels_place(l->labels, count, &obstacles, m->err);
}

/* ------------------------------------------------------------------ layout */

static qp_status make_room(maker *m)
{
    qp_flow_layout *l = m->layout;
    l->place_count = m->scene->place_count;
    l->flow_count = m->scene->flow_count;
    l->cluster_count = m->net->clusters.count;
    l->discs = qp_acquire(l->place_count, sizeof *l->discs);
    l->arcs = qp_acquire(l->flow_count, sizeof *l->arcs);
    l->arc_width = qp_acquire(l->flow_count, sizeof *l->arc_width);
    l->hulls = qp_acquire(l->cluster_count, sizeof *l->hulls);
    l->labels = qp_acquire(l->place_count + l->cluster_count,
                           sizeof *l->labels);
    if (l->discs == NULL || l->arcs == NULL || l->arc_width == NULL ||
        l->hulls == NULL || l->labels == NULL) {
        if (l->hulls == NULL)
            l->cluster_count = 0;
        return qp_fail(m->err, QP_E_MEMORY, "no memory for a map");
    }
    return QP_OK;
}

qp_status qp_flow_layout_make(const qp_network *net, const qp_flow_scene *scene,
                              bool directed, qp_language language,
                              qp_flow_layout *layout, qp_error *err)
{
    *layout = (qp_flow_layout){.paper = layout->paper};
    maker m = {net, scene, directed, language, layout, err};
    qp_status status = make_room(&m);
    if (status == QP_OK)
        status = place_discs(&m);
    if (status == QP_OK) {
        bend_arcs(&m);
        status = draw_hulls(&m);
    }
    if (status == QP_OK) {
        place_scale_bar(&m);
        status = place_labels(&m);
    }
    if (status != QP_OK)
        qp_flow_layout_clear(layout);
    return status;
}

void qp_flow_layout_clear(qp_flow_layout *layout)
{
    for (size_t c = 0; c < layout->cluster_count; c++)
        qp_polygon_clear(&layout->hulls[c]);
    qp_release(layout->discs);
    qp_release(layout->arcs);
    qp_release(layout->arc_width);
    qp_release(layout->hulls);
    qp_release(layout->labels);
    qp_view_close(&layout->view);
    *layout = (qp_flow_layout){0};
}
