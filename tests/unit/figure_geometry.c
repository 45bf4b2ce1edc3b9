/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "figure/arc.h"
#include "figure/geometry.h"
#include "support/leak.h"

static qp_polygon polygon_of(const qp_point *points, size_t count)
{
    qp_polygon polygon = {0};
    for (size_t i = 0; i < count; i++)
        cr_assert_eq(qp_polygon_add(&polygon, points[i], NULL), QP_OK);
    return polygon;
}

/*
 *      (0,2)────(2,2)
 *        │  . .  │        the points inside and on the edge are no corners
 *      (0,0)─.──(2,0)
 */
static const qp_point square[] = {{1, 1}, {0, 0}, {2, 2},     {1, 0},
                                  {2, 0}, {0, 2}, {0.5, 1.5}, {2, 2}};

QP_TEST(geometry, hull_keeps_corners_only)
{
    qp_polygon hull = {0};
    cr_assert_eq(qp_polygon_hull(square, 8, &hull, NULL), QP_OK);
    cr_assert_eq(hull.count, 4);
    cr_assert_float_eq(qp_polygon_area(&hull), 4, 1e-12);
    cr_assert_float_eq(hull.points[0].x, 0, 0);
    cr_assert_float_eq(hull.points[0].y, 0, 0);
    qp_polygon_clear(&hull);
}

QP_TEST(geometry, hull_of_few_points_is_themselves)
{
    qp_polygon hull = {0};
    cr_assert_eq(qp_polygon_hull(square, 1, &hull, NULL), QP_OK);
    cr_assert_eq(hull.count, 1);
    cr_assert_eq(qp_polygon_hull(square, 2, &hull, NULL), QP_OK);
    cr_assert_eq(hull.count, 2);
    qp_polygon_clear(&hull);
}

QP_TEST(geometry, buffered_hull_is_hull_plus_margin)
{
    const double radii[] = {1, 1, 1, 1};
    const qp_point corners[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    qp_polygon hull = {0};
    cr_assert_eq(qp_polygon_buffered_hull(corners, radii, 4, &hull, NULL),
                 QP_OK);
    /* square, four strips of width 1, and the disc as a polygon of 24 */
    double disc = 24.0 / 2 * sin(2 * acos(-1.0) / 24);
    cr_assert_float_eq(qp_polygon_area(&hull), 100 + 40 + disc, 1e-9);
    qp_polygon_clear(&hull);
}

/*
 *      a square from 0 to 2, cut to the box from 1 to 5: the quarter remains
 */
QP_TEST(geometry, clip_keeps_what_lies_in_the_box)
{
    const qp_point corners[] = {{0, 0}, {2, 0}, {2, 2}, {0, 2}};
    const qp_box quarter = {1, 1, 5, 5};
    const qp_box away = {3, 3, 5, 5};
    qp_polygon shape = polygon_of(corners, 4);
    cr_assert_eq(qp_polygon_clip(&shape, &quarter, NULL), QP_OK);
    cr_assert_float_eq(qp_polygon_area(&shape), 1, 1e-12);
    cr_assert_eq(qp_polygon_clip(&shape, &away, NULL), QP_OK);
    cr_assert_eq(shape.count, 0);
    qp_polygon_clear(&shape);
}

QP_TEST(geometry, overlap_is_the_common_area)
{
    const qp_point left[] = {{0, 0}, {2, 0}, {2, 2}, {0, 2}};
    const qp_point right[] = {{1, 0}, {4, 0}, {4, 2}, {1, 2}};
    qp_polygon a = polygon_of(left, 4);
    qp_polygon b = polygon_of(right, 4);
    double area = -1;
    cr_assert_eq(qp_polygon_overlap(&a, &b, &area, NULL), QP_OK);
    cr_assert_float_eq(area, 1 * 2, 1e-12);
    qp_polygon_clear(&a);
    qp_polygon_clear(&b);
}

QP_TEST(geometry, boxes_that_touch_do_not_overlap)
{
    const qp_box a = {0, 0, 1, 1};
    const qp_box beside = {1, 0, 2, 1};
    const qp_box over = {0.9, 0, 2, 1};
    cr_assert_not(qp_box_overlaps(&a, &beside));
    cr_assert(qp_box_overlaps(&a, &over));
    cr_assert(qp_box_meets_disc(&a, (qp_point){1.5, 0.5}, 0.6));
    cr_assert_not(qp_box_meets_disc(&a, (qp_point){1.5, 1.5}, 0.7));
}

QP_TEST(geometry, nice_numbers_are_1_2_5)
{
    const double cases[][2] = {{1, 1},     {1.9, 1},    {2, 2},   {4.99, 2},
                               {5, 5},     {9.99, 5},   {10, 10}, {1234, 1000},
                               {0.3, 0.2}, {0.05, 0.05}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        cr_assert_float_eq(qp_nice_below(cases[c][0]), cases[c][1],
                           1e-12 * cases[c][1]);
    cr_assert_float_eq(qp_nice_below(0), 0, 0);
    cr_assert_float_eq(qp_nice_below(-3), 0, 0);
    cr_assert_float_eq(qp_nice_below(NAN), 0, 0);
}

QP_TEST(geometry, no_memory_leaves_nothing_behind)
{
    const double radii[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    qp_polygon hull = {0};
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_polygon_clear(&hull);
        qp_memory_allow(allowed);
        status = qp_polygon_buffered_hull(square, radii, 8, &hull, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || allowed < 20);
    }
    qp_polygon_clear(&hull);
}

/* ---------------------------------------------------------------- arcs */

static const qp_arc_ends east = {.from = {0, 0},
                                 .to = {100, 0},
                                 .trim_from = 5,
                                 .trim_to = 7,
                                 .head = 4,
                                 .bend = 0.1};

QP_TEST(arc, bows_to_the_right_of_travel_by_its_bend)
{
    qp_arc arc = qp_arc_between(
        &(qp_arc_ends){.from = {0, 0}, .to = {100, 0}, .bend = 0.1});
    /* travelling east, the right hand points south */
    double lowest = 0;
    for (int i = 0; i <= 100; i++)
        lowest = fmin(lowest, qp_arc_at(&arc, i / 100.0).y);
    cr_assert_float_eq(lowest, -0.1 * 100, 1e-9);
}

QP_TEST(arc, stops_short_of_the_discs)
{
    qp_arc arc = qp_arc_between(&east);
    cr_assert_float_eq(qp_point_distance(arc.p[0], east.from), 5, 1e-9);
    cr_assert_float_eq(qp_point_distance(arc.tip, east.to), 7, 1e-9);
    cr_assert_float_eq(qp_point_distance(arc.p[3], east.to), 7 + 4, 1e-9);
}

QP_TEST(arc, of_a_short_way_does_not_pass_itself)
{
    qp_arc_ends ends = east;
    ends.to.x = 6;
    qp_arc arc = qp_arc_between(&ends);
    cr_assert_lt(arc.p[0].x, arc.p[3].x);
}

QP_TEST(arc, stays_within_the_frame)
{
    const qp_box frame = {-1, -4, 101, 50};
    qp_arc arc = qp_arc_within(&east, &frame);
    for (int i = 0; i <= 50; i++)
        cr_assert_geq(qp_arc_at(&arc, i / 50.0).y, -4);
}
