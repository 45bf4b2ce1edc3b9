/* SPDX-License-Identifier: MIT */
#include "figure/geometry.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

double qp_nice_below(double value)
{
    static const double steps[] = {5, 2, 1};
    if (!(value > 0))
        return 0;
    double power = pow(10, floor(log10(value) + 1e-9));
    for (int s = 0; s < 3; s++)
        if (steps[s] * power <= value * (1 + 1e-9))
            return steps[s] * power;
    return power;
}

double qp_point_distance(qp_point a, qp_point b)
{
    return hypot(b.x - a.x, b.y - a.y);
}

bool qp_box_overlaps(const qp_box *a, const qp_box *b)
{
    return a->left < b->right && b->left < a->right && a->bottom < b->top &&
           b->bottom < a->top;
}

bool qp_box_holds(const qp_box *box, const qp_box *inner)
{
    return box->left <= inner->left && inner->right <= box->right &&
           box->bottom <= inner->bottom && inner->top <= box->top;
}

double qp_box_distance(const qp_box *box, qp_point point)
{
    double x = fmax(box->left, fmin(point.x, box->right));
    double y = fmax(box->bottom, fmin(point.y, box->top));
    return qp_point_distance((qp_point){x, y}, point);
}

bool qp_box_meets_disc(const qp_box *box, qp_point centre, double radius)
{
    return qp_box_distance(box, centre) < radius;
}

qp_box qp_box_round(const qp_point *points, size_t count)
{
    if (count == 0)
        return (qp_box){0};
    qp_box box = {points[0].x, points[0].y, points[0].x, points[0].y};
    for (size_t i = 1; i < count; i++) {
        box.left = fmin(box.left, points[i].x);
        box.right = fmax(box.right, points[i].x);
        box.bottom = fmin(box.bottom, points[i].y);
        box.top = fmax(box.top, points[i].y);
    }
    return box;
}

void qp_polygon_clear(qp_polygon *polygon)
{
    qp_release(polygon->points);
    *polygon = (qp_polygon){0};
}

qp_status qp_polygon_add(qp_polygon *polygon, qp_point point, qp_error *err)
{
    if (!qp_grow((void **)&polygon->points, &polygon->room, polygon->count,
                 sizeof *polygon->points))
        return qp_fail(err, QP_E_MEMORY, "no memory for a polygon");
    polygon->points[polygon->count++] = point;
    return QP_OK;
}

/* Twice the area of the triangle, > 0 when a, b, c turn left. */
static double turn(qp_point a, qp_point b, qp_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

double qp_polygon_area(const qp_polygon *polygon)
{
    double twice = 0;
    for (size_t i = 1; i + 1 < polygon->count; i++)
        twice += turn(polygon->points[0], polygon->points[i],
                      polygon->points[i + 1]);
    return fabs(twice) / 2;
}

static int by_x_then_y(const void *a, const void *b)
{
    const qp_point *p = a;
    const qp_point *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

/* Andrew's monotone chain: one half of the hull onto hull[from...]. */
static size_t chain(qp_point *hull, size_t from, size_t used, qp_point next)
{
    while (used > from + 1 && turn(hull[used - 2], hull[used - 1], next) <= 0)
        used--;
    hull[used] = next;
    return used + 1;
}

static size_t walk_hull(const qp_point *sorted, size_t count, qp_point *hull)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        used = chain(hull, 0, used, sorted[i]);
    size_t from = used - 1;
    for (size_t i = count - 1; i-- > 0;)
        used = chain(hull, from, used, sorted[i]);
    return used - 1; /* the last one is the first again */
}

static size_t without_repeats(qp_point *sorted, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || by_x_then_y(&sorted[kept - 1], &sorted[i]) != 0)
            sorted[kept++] = sorted[i];
    return kept;
}

qp_status qp_polygon_hull(const qp_point *points, size_t count,
                          qp_polygon *hull, qp_error *err)
{
    qp_polygon_clear(hull);
    qp_point *sorted = qp_acquire(count, sizeof *sorted);
    hull->points = qp_acquire(2 * count + 2, sizeof *hull->points);
    if (sorted == NULL || hull->points == NULL) {
        qp_release(sorted);
        qp_polygon_clear(hull);
        return qp_fail(err, QP_E_MEMORY, "no memory for a hull");
    }
    hull->room = 2 * count + 2;
    for (size_t i = 0; i < count; i++)
        sorted[i] = points[i];
    qsort(sorted, count, sizeof *sorted, by_x_then_y);
    count = without_repeats(sorted, count);
    hull->count = count < 2 ? count : walk_hull(sorted, count, hull->points);
    if (count == 1)
        hull->points[0] = sorted[0];
    qp_release(sorted);
    return QP_OK;
}

qp_status qp_polygon_buffered_hull(const qp_point *points, const double *radii,
                                   size_t count, qp_polygon *hull,
                                   qp_error *err)
{
    enum { CORNERS = 24 };
    const double step = 2 * acos(-1.0) / CORNERS;
    qp_point *discs = qp_acquire(count * CORNERS, sizeof *discs);
    if (discs == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a hull");
    for (size_t i = 0; i < count * CORNERS; i++) {
        double angle = step * (double)(i % CORNERS);
        size_t p = i / CORNERS;
        discs[i].x = points[p].x + radii[p] * cos(angle);
        discs[i].y = points[p].y + radii[p] * sin(angle);
    }
    qp_status status = qp_polygon_hull(discs, count * CORNERS, hull, err);
    qp_release(discs);
    return status;
}

static qp_point crossing(qp_point p, qp_point q, double at_p, double at_q)
{
    double t = at_p / (at_p - at_q);
    return (qp_point){p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)};
}

qp_status qp_polygon_cut(qp_polygon *polygon, qp_point a, qp_point b,
                         qp_error *err)
{
    qp_polygon kept = {0};
    qp_status status = QP_OK;
    for (size_t i = 0; i < polygon->count && status == QP_OK; i++) {
        qp_point p = polygon->points[i > 0 ? i - 1 : polygon->count - 1];
        qp_point q = polygon->points[i];
        double at_p = turn(a, b, p);
        double at_q = turn(a, b, q);
        if ((at_p < 0) != (at_q < 0))
            status = qp_polygon_add(&kept, crossing(p, q, at_p, at_q), err);
        if (at_q >= 0 && status == QP_OK)
            status = qp_polygon_add(&kept, q, err);
    }
    if (status != QP_OK) {
        qp_polygon_clear(&kept);
        return status;
    }
    qp_polygon_clear(polygon);
    *polygon = kept;
    return QP_OK;
}

qp_status qp_polygon_clip(qp_polygon *polygon, const qp_box *box, qp_error *err)
{
    const qp_point corners[] = {{box->left, box->bottom},
                                {box->right, box->bottom},
                                {box->right, box->top},
                                {box->left, box->top}};
    qp_box round = qp_box_round(polygon->points, polygon->count);
    if (qp_box_holds(box, &round))
        return QP_OK;
    if (!qp_box_overlaps(box, &round))
        polygon->count = 0;

    qp_status status = QP_OK;
    for (int c = 0; c < 4 && status == QP_OK; c++)
        status = qp_polygon_cut(polygon, corners[c], corners[(c + 1) % 4], err);
    return status;
}

qp_status qp_polygon_overlap(const qp_polygon *a, const qp_polygon *b,
                             double *area, qp_error *err)
{
    qp_polygon common = {0};
    qp_status status = QP_OK;
    for (size_t i = 0; i < a->count && status == QP_OK; i++)
        status = qp_polygon_add(&common, a->points[i], err);
    for (size_t i = 0; i < b->count && status == QP_OK; i++)
        status = qp_polygon_cut(&common, b->points[i],
                                b->points[(i + 1) % b->count], err);
    if (status == QP_OK)
        *area = qp_polygon_area(&common);
    qp_polygon_clear(&common);
    return status;
}

void qp_polygon_thin(qp_polygon *polygon, double least)
{
    size_t kept = 0;
    for (size_t i = 0; i < polygon->count; i++)
        if (kept == 0 || qp_point_distance(polygon->points[kept - 1],
                                           polygon->points[i]) >= least)
            polygon->points[kept++] = polygon->points[i];
    polygon->count = kept;
}
