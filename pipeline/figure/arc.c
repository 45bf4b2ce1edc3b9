/* SPDX-License-Identifier: MIT */
#include "figure/arc.h"

#include <math.h>

static qp_point part_way(qp_point a, qp_point b, double t)
{
    return (qp_point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

/* The point `by` away from a in the direction of b, at most 45 % of the way
 * there, so that the ends of a short arc do not pass each other. */
static qp_point trimmed(qp_point a, qp_point b, double by)
{
    double length = qp_point_distance(a, b);
    return length > 0 ? part_way(a, b, fmin(by / length, 0.45)) : a;
}

static qp_point control_of(const qp_arc_ends *e)
{
    double dx = e->to.x - e->from.x;
    double dy = e->to.y - e->from.y;
    /* a quadratic curve reaches half the height of its control point */
    double lift = 2 * e->bend;
    return (qp_point){(e->from.x + e->to.x) / 2 + lift * dy,
                      (e->from.y + e->to.y) / 2 - lift * dx};
}

qp_arc qp_arc_between(const qp_arc_ends *ends)
{
    qp_point control = control_of(ends);
    qp_point start = trimmed(ends->from, control, ends->trim_from);
    qp_point end = trimmed(ends->to, control, ends->trim_to + ends->head);
    return (qp_arc){
        .p = {start, part_way(start, control, 2.0 / 3),
              part_way(end, control, 2.0 / 3), end},
        .tip = trimmed(ends->to, control, ends->trim_to),
    };
}

qp_point qp_arc_at(const qp_arc *arc, double t)
{
    double s = 1 - t;
    double w[] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
    qp_point at = {0};
    for (int i = 0; i < 4; i++) {
        at.x += w[i] * arc->p[i].x;
        at.y += w[i] * arc->p[i].y;
    }
    return at;
}

static bool stays_within(const qp_arc *arc, const qp_box *frame)
{
    enum { SAMPLES = 24 };
    for (int i = 0; i <= SAMPLES; i++) {
        qp_point p = qp_arc_at(arc, (double)i / SAMPLES);
        if (p.x < frame->left || p.x > frame->right || p.y < frame->bottom ||
            p.y > frame->top)
            return false;
    }
    return true;
}

qp_arc qp_arc_within(const qp_arc_ends *ends, const qp_box *frame)
{
    qp_arc_ends tried = *ends;
    qp_arc arc = qp_arc_between(&tried);
    for (int i = 0; i < 8 && !stays_within(&arc, frame); i++) {
        tried.bend *= 0.75;
        arc = qp_arc_between(&tried);
    }
    return arc;
}
