/* SPDX-License-Identifier: MIT */
#include "figure/settle.h"

#include <assert.h>
#include <math.h>

static const double flat = 0.75; /* a sheet is seen from its front */

/* Distance to the slanted edges, positive inside. */
static double from_sides(const qp_lozenge *l, qp_point p)
{
    double across = hypot(l->lean, l->height);
    double left = (p.x * l->height - p.y * l->lean) / across;
    return fmin(left, l->width * l->height / across - left);
}

bool qp_lozenge_holds(const qp_lozenge *lozenge, qp_point point, double margin)
{
    return point.y >= margin && point.y <= lozenge->height - margin &&
           from_sides(lozenge, point) >= margin;
}

qp_point qp_lozenge_hold(const qp_lozenge *lozenge, qp_point point,
                         double margin)
{
    double y = fmax(margin, fmin(point.y, lozenge->height - margin));
    double shift = lozenge->lean * y / lozenge->height;
    /* a margin at right angles to a slanted edge is more along x */
    double beside = margin * hypot(lozenge->lean, lozenge->height) /
                        lozenge->height +
                    1e-6;
    double x = fmax(shift + beside,
                    fmin(point.x, shift + lozenge->width - beside));
    return (qp_point){x, y};
}

static bool is_free(const qp_point points[], size_t count, qp_point at,
                    double apart)
{
    for (size_t i = 0; i < count; i++)
        if (qp_point_distance(points[i], at) < apart)
            return false;
    return true;
}

/* The first free place on a spiral of even density, as the seeds of a
 * sunflower stand (Vogel 1979); false when there is none on the sheet. */
static bool find_place(qp_point points[], size_t self,
                       const qp_lozenge *lozenge, double margin, double apart)
{
    const double golden = acos(-1.0) * (3 - sqrt(5.0));
    const double step = apart / 4;
    const double far = lozenge->width + lozenge->height + lozenge->lean;
    qp_point home = qp_lozenge_hold(lozenge, points[self], margin);
    for (int seed = 0; step * sqrt(seed) < far / flat; seed++) {
        double away = step * sqrt(seed);
        qp_point at = {home.x + away * cos(golden * seed),
                       home.y + flat * away * sin(golden * seed)};
        if (qp_lozenge_holds(lozenge, at, margin) &&
            is_free(points, self, at, apart)) {
            points[self] = at;
            return true;
        }
    }
    return false;
}

static bool settle(qp_point points[], size_t count, const qp_lozenge *lozenge,
                   double margin, double apart)
{
    for (size_t i = 0; i < count; i++)
        if (!find_place(points, i, lozenge, margin, apart))
            return false;
    return true;
}

double qp_settle(qp_point points[], size_t count, const qp_lozenge *lozenge,
                 double margin, double apart)
{
    const double less = 0.85;
    assert(lozenge->height > 2 * margin && lozenge->width > 2 * margin);
    while (!settle(points, count, lozenge, margin, apart))
        apart *= less;
    return apart;
}
