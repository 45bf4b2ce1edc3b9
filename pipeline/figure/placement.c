/* SPDX-License-Identifier: MIT */
#include "figure/placement.h"

#include <math.h>

#include "core/memory.h"

/* ------------------------------------------------------------------- discs */

static qp_point moved_by(qp_point p, double dx, double dy)
{
    return (qp_point){p.x + dx, p.y + dy};
}

/* Back to at most `most` from where the disc was. */
static void hold_near(qp_disc *disc, qp_point home, double most)
{
    double away = qp_point_distance(home, disc->centre);
    if (away <= most)
        return;
    double part = most / away;
    disc->centre = moved_by(home, (disc->centre.x - home.x) * part,
                            (disc->centre.y - home.y) * part);
}

/* Push two discs apart by half of what they lack; the lighter goes further. */
static bool push(qp_disc *a, qp_disc *b, double gap)
{
    double dx = b->centre.x - a->centre.x;
    double dy = b->centre.y - a->centre.y;
    double apart = hypot(dx, dy);
    double lack = a->radius + b->radius + gap - apart;
    if (lack <= 1e-6)
        return false;
    if (apart < 1e-6) { /* the same place: any direction will do */
        dx = 1;
        dy = 0;
        apart = 1;
    }
    double mass_a = a->radius * a->radius;
    double mass_b = b->radius * b->radius;
    double step = lack / 2 / apart;
    double share_a = mass_b / (mass_a + mass_b);
    a->centre = moved_by(a->centre, -dx * step * share_a, -dy * step * share_a);
    b->centre = moved_by(b->centre, dx * step * (1 - share_a),
                         dy * step * (1 - share_a));
    return true;
}

static bool push_all(qp_disc discs[], size_t count, double gap)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            any |= push(&discs[i], &discs[j], gap);
    return any;
}

static size_t count_moved(const qp_disc discs[], const qp_point home[],
                          size_t count)
{
    const double seen = 0.5; /* points: less is not noticed */
    size_t moved = 0;
    for (size_t i = 0; i < count; i++)
        moved += qp_point_distance(discs[i].centre, home[i]) > seen;
    return moved;
}

size_t qp_discs_spread(qp_disc discs[], size_t count, double gap, double most)
{
    enum { ROUNDS = 40 };
    qp_point *home = qp_acquire(count, sizeof *home);
    if (home == NULL)
        return 0; /* they stay where they are */
    for (size_t i = 0; i < count; i++)
        home[i] = discs[i].centre;
    for (int round = 0; round < ROUNDS && push_all(discs, count, gap); round++)
        for (size_t i = 0; i < count; i++)
            hold_near(&discs[i], home[i], most);
    size_t moved = count_moved(discs, home, count);
    qp_release(home);
    return moved;
}

/* ------------------------------------------------------------------ labels */

enum { ANGLES = 16, GAPS = 3, CANDIDATES = ANGLES * GAPS + 1, ROUNDS = 4 };

static const double over_label = 1000;
static const double over_disc = 300;
static const double over_arc = 1; /* for each point of its middle line */
static const double arc_step = 3; /* points between two of them */
static const double impossible = 1e9;

/** Points along the arcs, each with the half width of its arc. */
typedef struct {
    qp_disc *points; ///< [count]
    size_t count;
    size_t room;
} trail;

static qp_status follow(trail *t, const qp_arc *arc, double width,
                        qp_error *err)
{
    double length = qp_point_distance(arc->p[0], arc->p[1]) +
                    qp_point_distance(arc->p[1], arc->p[2]) +
                    qp_point_distance(arc->p[2], arc->p[3]);
    int steps = 1 + (int)(length / arc_step);
    for (int i = 0; i <= steps; i++) {
        if (!qp_grow((void **)&t->points, &t->room, t->count,
                     sizeof *t->points))
            return qp_fail(err, QP_E_MEMORY, "no memory to place labels");
        t->points[t->count++] = (qp_disc){qp_arc_at(arc, (double)i / steps),
                                          width / 2};
    }
    return QP_OK;
}

static double price_of_arcs(const trail *t, const qp_box *box)
{
    double price = 0;
    for (size_t i = 0; i < t->count; i++)
        if (qp_box_meets_disc(box, t->points[i].centre, t->points[i].radius))
            price += over_arc * (1 + t->points[i].radius);
    return price;
}

static double price_of_discs(const qp_obstacles *o, const qp_box *box)
{
    double price = 0;
    for (size_t d = 0; d < o->disc_count; d++)
        if (qp_box_meets_disc(box, o->discs[d].centre, o->discs[d].radius))
            price += over_disc;
    return price;
}

static double price_of_labels(const qp_label labels[], size_t count,
                              size_t self, const qp_box *box)
{
    double price = 0;
    for (size_t l = 0; l < count; l++)
        if (l != self && labels[l].placed &&
            qp_box_overlaps(&labels[l].box, box))
            price += over_label;
    return price;
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

static qp_box box_about(qp_point centre, const qp_label *label)
{
    return (qp_box){centre.x - label->width / 2, centre.y - label->height / 2,
                    centre.x + label->width / 2, centre.y + label->height / 2};
}

/* Candidate c of a label and its own price: right before left before above
 * and below before the corners, near before far. The last is the wish. */
static qp_box candidate(const qp_label *label, int c, double *price)
{
    static const double gaps[GAPS] = {1.5, 5, 10};
    if (c == CANDIDATES - 1) {
        *price = 0;
        return box_about(label->wish, label);
    }
    double angle = 2 * acos(-1.0) * (c % ANGLES) / ANGLES;
    int ring = c / ANGLES;
    double gap = gaps[ring];
    double x = cos(angle);
    double y = sin(angle);
    /* the box touches the shape: beside it the text is centred in height,
     * above and below it in width */
    double lean_x = fmax(-1, fmin(1, x * 1.6));
    double lean_y = fmax(-1, fmin(1, y * 1.6));
    qp_point centre = {label->anchor.x + x * (label->reach_x + gap) +
                           lean_x * label->width / 2,
                       label->anchor.y + y * (label->reach_y + gap) +
                           lean_y * label->height / 2};
    double slant = fabs(x * y);
    *price = (1 - x) * 0.4 + slant + 2.5 * ring;
    return box_about(centre, label);
}

/** One round of choosing. */
typedef struct {
    qp_label *labels; ///< [count]
    size_t count;
    const qp_obstacles *obstacles;
    trail trail;
} chooser;

static double price_of(const chooser *c, size_t self, const qp_box *box,
                       double best)
{
    if (!is_free(c->obstacles, box))
        return impossible;
    double price = price_of_labels(c->labels, c->count, self, box) +
                   price_of_discs(c->obstacles, box);
    return price < best ? price + price_of_arcs(&c->trail, box) : price;
}

static void choose(chooser *c, size_t self)
{
    qp_label *label = &c->labels[self];
    double best = impossible;
    if (label->absent)
        return;
    for (int i = label->wished ? CANDIDATES - 1 : CANDIDATES - 2; i >= 0; i--) {
        double own = 0;
        qp_box box = candidate(label, i, &own);
        double price = own + price_of(c, self, &box, best);
        if (price < best) {
            best = price;
            label->box = box;
        }
    }
    label->placed = best < (label->must ? impossible : over_disc);
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
