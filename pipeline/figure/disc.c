/* SPDX-License-Identifier: MIT */
#include "figure/disc.h"

#include <math.h>

#include "core/memory.h"

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

qp_status qp_discs_spread(qp_disc discs[], size_t count, double gap,
                          double most, size_t *moved, qp_error *err)
{
    enum { ROUNDS = 40 };
    qp_point *home = qp_acquire(count, sizeof *home);
    if (home == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu discs", count);
    for (size_t i = 0; i < count; i++)
        home[i] = discs[i].centre;
    for (int round = 0; round < ROUNDS && push_all(discs, count, gap); round++)
        for (size_t i = 0; i < count; i++)
            hold_near(&discs[i], home[i], most);
    *moved = count_moved(discs, home, count);
    qp_release(home);
    return QP_OK;
}
