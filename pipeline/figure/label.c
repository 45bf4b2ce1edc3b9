/* SPDX-License-Identifier: MIT */
#include "figure/label.h"

#include <math.h>

#include "core/memory.h"

enum { ANGLES = 24, GAPS = 7, CANDIDATES = ANGLES * GAPS + 1, ROUNDS = 4 };

/* How far a candidate stands from what it names, points, and its price. */
static const struct {
    double gap;
    double price;
    bool led;
} rings[GAPS] = {{1.5, 0, false}, {4, 2.5, false}, {7, 5, false},
                 {14, 10, true},  {22, 13, true},  {32, 18, true},
                 {46, 26, true}};

static const double impossible = 1e9;
static const double over_label = 1000; /* also a line over a label */
static const double over_disc = 300;
static const double ambiguous = 90;    /* nearer to another disc than its own */
static const double through_disc = 8;  /* a line through another disc */
static const double over_arc = 0.7;    /* each point of its middle line */
static const double over_tip = 12;     /* where an arrow ends */
static const double through_arc = 0.9; /* each point of a line on an arc */
static const double step = 3;          /* points between two samples */

/** Where a label may stand. */
typedef struct {
    qp_box box;
    double price; ///< of the place itself
    bool led;
    bool wished;
    qp_point leader[2];
} spot;

/** Points along the arcs, each with the half width of its arc. */
typedef struct {
    qp_disc *points; ///< [count]
    size_t count;
    size_t room;
} trail;

/** One round of choosing. */
typedef struct {
    qp_label *labels; ///< [count]
    size_t count;
    const qp_obstacles *obstacles;
    trail trail;
} chooser;

/* ------------------------------------------------------------------- spots */

static qp_box box_about(qp_point centre, const qp_label *label)
{
    return (qp_box){centre.x - label->width / 2, centre.y - label->height / 2,
                    centre.x + label->width / 2, centre.y + label->height / 2};
}

/* From the edge of what is named to the nearest point of the box. */
static void lead(const qp_label *label, spot *s)
{
    qp_point a = label->anchor;
    qp_point b = {fmax(s->box.left, fmin(a.x, s->box.right)),
                  fmax(s->box.bottom, fmin(a.y, s->box.top))};
    double length = qp_point_distance(a, b);
    double part = length > 0 ? fmin(1, label->reach_x / length) : 0;
    s->leader[0] = (qp_point){a.x + part * (b.x - a.x),
                              a.y + part * (b.y - a.y)};
    s->leader[1] = b;
}

/* Right before left before above and below before the corners; the last
 * candidate is the wish. */
static spot candidate(const qp_label *label, int c)
{
    if (c == CANDIDATES - 1)
        return (spot){.box = box_about(label->wish, label), .wished = true};
    double angle = 2 * acos(-1.0) * (c % ANGLES) / ANGLES;
    int ring = c / ANGLES;
    double x = cos(angle);
    double y = sin(angle);
    /* the box touches the ring: beside it the text is centred in height,
     * above and below it in width */
    double lean_x = fmax(-1, fmin(1, x * 1.6));
    double lean_y = fmax(-1, fmin(1, y * 1.6));
    double far_x = label->reach_x + rings[ring].gap;
    double far_y = label->reach_y + rings[ring].gap;
    qp_point centre = {label->anchor.x + x * far_x + lean_x * label->width / 2,
                       label->anchor.y + y * far_y +
                           lean_y * label->height / 2};
    spot s = {.box = box_about(centre, label),
              .price = (1 - x) * 0.4 + fabs(x * y) + rings[ring].price,
              .led = rings[ring].led};
    if (s.led)
        lead(label, &s);
    return s;
}

static bool is_free(const qp_obstacles *o, const qp_box *box)
{
    if (!qp_box_holds(&o->frame, box))
        return false;
    for (size_t t = 0; t < o->taken_count; t++)
        if (qp_box_overlaps(&o->taken[t], box))
            return false;
    return true;
}

/* ------------------------------------------------------------------ prices */

static qp_point along(const qp_point line[2], double t)
{
    return (qp_point){line[0].x + t * (line[1].x - line[0].x),
                      line[0].y + t * (line[1].y - line[0].y)};
}

static bool line_meets_box(const qp_point line[2], const qp_box *box)
{
    int steps = 1 + (int)(qp_point_distance(line[0], line[1]) / step);
    for (int i = 0; i <= steps; i++)
        if (qp_box_distance(box, along(line, (double)i / steps)) <= 0)
            return true;
    return false;
}

static bool line_meets_disc(const qp_point line[2], const qp_disc *disc)
{
    int steps = 1 + (int)(qp_point_distance(line[0], line[1]) / step);
    for (int i = 0; i <= steps; i++)
        if (qp_point_distance(along(line, (double)i / steps), disc->centre) <
            disc->radius)
            return true;
    return false;
}

static double price_of_labels(const chooser *c, size_t self, const spot *s)
{
    double price = 0;
    for (size_t l = 0; l < c->count; l++) {
        const qp_label *other = &c->labels[l];
        if (l == self || !other->placed)
            continue;
        bool meets = qp_box_overlaps(&other->box, &s->box) ||
                     (other->led && line_meets_box(other->leader, &s->box)) ||
                     (s->led && line_meets_box(s->leader, &other->box));
        price += meets ? over_label : 0;
    }
    return price;
}

/* Covering a disc is dear; so is standing nearer to another disc, of some
 * size, than to the one that is named. */
static double price_of_disc(const qp_label *label, const spot *s,
                            const qp_disc *disc)
{
    const double of_some_size = 0.5;
    const double clearly = 0.5; /* points nearer to its own */
    double own = qp_box_distance(&s->box, label->anchor) - label->reach_x;
    double away = qp_box_distance(&s->box, disc->centre) - disc->radius;
    bool other = qp_point_distance(disc->centre, label->anchor) > 0;
    if (away < 0)
        return over_disc;
    if (!other || s->wished)
        return 0;
    if (s->led)
        return line_meets_disc(s->leader, disc) ? through_disc : 0;
    bool large = disc->radius > of_some_size * label->reach_x;
    return away < own + clearly && large ? ambiguous : 0;
}

static double price_of_discs(const chooser *c, size_t self, const spot *s)
{
    double price = 0;
    for (size_t d = 0; d < c->obstacles->disc_count; d++)
        price += price_of_disc(&c->labels[self], s, &c->obstacles->discs[d]);
    return price;
}

static double price_of_line(const trail *t, const qp_point line[2])
{
    int steps = 1 + (int)(qp_point_distance(line[0], line[1]) / step);
    double price = 0;
    for (int i = 0; i <= steps; i++) {
        qp_point at = along(line, (double)i / steps);
        for (size_t p = 0; p < t->count; p++)
            if (qp_point_distance(at, t->points[p].centre) <
                t->points[p].radius + step / 2) {
                price += through_arc;
                break;
            }
    }
    return price;
}

static double price_of_arcs(const chooser *c, const spot *s)
{
    const trail *t = &c->trail;
    const qp_obstacles *o = c->obstacles;
    double price = s->led ? price_of_line(t, s->leader) : 0;
    for (size_t i = 0; i < t->count; i++)
        if (qp_box_meets_disc(&s->box, t->points[i].centre,
                              t->points[i].radius))
            price += over_arc * (1 + t->points[i].radius);
    for (size_t a = 0; a < o->arc_count; a++)
        if (qp_box_meets_disc(&s->box, o->arcs[a].tip, o->arc_width[a]))
            price += over_tip;
    return price;
}

static double price_of(const chooser *c, size_t self, const spot *s,
                       double best)
{
    if (s->price >= best || !is_free(c->obstacles, &s->box))
        return impossible;
    double price = s->price + price_of_labels(c, self, s);
    if (price < best)
        price += price_of_discs(c, self, s);
    return price < best ? price + price_of_arcs(c, s) : price;
}

/* ------------------------------------------------------------------ choice */

static void choose(chooser *c, size_t self)
{
    qp_label *label = &c->labels[self];
    double best = impossible;
    if (label->absent)
        return;
    for (int i = label->wished ? CANDIDATES - 1 : CANDIDATES - 2; i >= 0; i--) {
        spot s = candidate(label, i);
        double price = price_of(c, self, &s, best);
        if (price >= best)
            continue;
        best = price;
        label->box = s.box;
        label->led = s.led;
        label->leader[0] = s.leader[0];
        label->leader[1] = s.leader[1];
    }
    label->placed = best < (label->must ? impossible : ambiguous);
}

static qp_status follow(trail *t, const qp_arc *arc, double width,
                        qp_error *err)
{
    double length = qp_point_distance(arc->p[0], arc->p[1]) +
                    qp_point_distance(arc->p[1], arc->p[2]) +
                    qp_point_distance(arc->p[2], arc->p[3]);
    int steps = 1 + (int)(length / step);
    for (int i = 0; i <= steps; i++) {
        if (!qp_grow((void **)&t->points, &t->room, t->count,
                     sizeof *t->points))
            return qp_fail(err, QP_E_MEMORY, "no memory to place labels");
        t->points[t->count++] = (qp_disc){qp_arc_at(arc, (double)i / steps),
                                          width / 2};
    }
    return QP_OK;
}

qp_status qp_labels_place(qp_label labels[], size_t count,
                          const qp_obstacles *obstacles, qp_error *err)
{
    chooser c = {labels, count, obstacles, {0}};
    qp_status status = QP_OK;
    for (size_t a = 0; a < obstacles->arc_count && status == QP_OK; a++)
        status = follow(&c.trail, &obstacles->arcs[a], obstacles->arc_width[a],
                        err);
    for (size_t l = 0; l < count; l++)
        labels[l].placed = false;
    for (int round = 0; round < ROUNDS && status == QP_OK; round++)
        for (size_t l = 0; l < count; l++)
            choose(&c, l);
    qp_release(c.trail.points);
    return status;
}
