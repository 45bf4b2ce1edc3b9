/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "figure/projection.h"
#include "figure/view.h"
#include "support/leak.h"

static const double earth = 6371000;

static qp_projection *opened(const qp_projection_choice *choice)
{
    qp_projection *projection = NULL;
    qp_error err = {0};
    cr_assert_eq(qp_projection_open(choice, &projection, &err), QP_OK, "%s",
                 err.message);
    return projection;
}

static qp_point placed(const qp_projection *projection, double lon, double lat)
{
    qp_point metres;
    cr_assert(qp_projection_forward(projection, (qp_point){lon, lat}, &metres));
    return metres;
}

/* J. P. Snyder (1987), Map Projections: A Working Manual, USGS Professional
 * Paper 1395, p. 291: unit sphere, parallels 29.5 and 45.5, origin 23 N 96 W;
 * 35 N 75 W lies at x = 0.2952720, y = 0.2416774. */
QP_TEST(projection, albers_agrees_with_snyder)
{
    const qp_projection_choice choice = {
        .kind = QP_ALBERS, .lon = -96, .parallels = {29.5, 45.5}};
    qp_projection *p = opened(&choice);
    qp_point origin = placed(p, -96, 23);
    qp_point at = placed(p, -75, 35);
    cr_assert_float_eq((at.x - origin.x) / earth, 0.2952720, 5e-8);
    cr_assert_float_eq((at.y - origin.y) / earth, 0.2416774, 5e-8);
    qp_projection_close(p);
}

/* A small field of one degree by one degree has the area of the sphere's. */
static void keeps_area(const qp_projection_choice *choice, double lon,
                       double lat)
{
    const double step = 0.01;
    const double radian = acos(-1.0) / 180;
    qp_projection *p = opened(choice);
    qp_point a = placed(p, lon, lat);
    qp_point b = placed(p, lon + step, lat);
    qp_point c = placed(p, lon + step, lat + step);
    qp_point d = placed(p, lon, lat + step);
    double drawn = fabs((c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y)) /
                   2;
    double real = earth * earth * step * radian *
                  (sin((lat + step) * radian) - sin(lat * radian));
    cr_assert_float_eq(drawn / real, 1, 1e-6);
    qp_projection_close(p);
}

QP_TEST(projection, all_three_keep_areas)
{
    const qp_projection_choice choices[] = {
        {.kind = QP_EQUAL_EARTH, .lon = 11},
        {.kind = QP_LAMBERT, .lon = 20, .lat = 5},
        {.kind = QP_ALBERS, .lon = 105, .parallels = {25, 47}}};
    for (int c = 0; c < 3; c++) {
        keeps_area(&choices[c], 100, 35);
        keeps_area(&choices[c], -40, -20);
    }
}

QP_TEST(projection, inverse_undoes_forward)
{
    const qp_projection_choice choice = {
        .kind = QP_ALBERS, .lon = 105, .parallels = {25, 47}};
    qp_projection *p = opened(&choice);
    qp_point degrees;
    cr_assert(qp_projection_inverse(p, placed(p, 116.4, 39.9), &degrees));
    cr_assert_float_eq(degrees.x, 116.4, 1e-9);
    cr_assert_float_eq(degrees.y, 39.9, 1e-9);
    qp_projection_close(p);
}

/* Fiji at 178 E and Samoa at 172 W are ten degrees apart, not 350. */
QP_TEST(extent, is_the_narrow_way_round_the_earth)
{
    const double lon[] = {178, -172};
    const double lat[] = {-18, -14};
    qp_extent extent;
    cr_assert_eq(qp_extent_round(lon, lat, 2, &extent, NULL), QP_OK);
    cr_assert_float_eq(extent.west, 178, 1e-9);
    cr_assert_float_eq(extent.east, 188, 1e-9);
    cr_assert_float_eq(extent.south, -18, 0);
    cr_assert_float_eq(extent.north, -14, 0);
}

QP_TEST(choice, follows_the_extent)
{
    static const struct {
        qp_extent extent;
        qp_projection_kind kind;
    } cases[] = {{{-170, 170, -50, 70}, QP_EQUAL_EARTH},
                 {{104, 122, 22, 40}, QP_ALBERS},
                 {{-18, 51, -35, 37}, QP_LAMBERT}, /* astride the equator */
                 {{-20, 60, 60, 85}, QP_LAMBERT}}; /* near the pole */
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        cr_assert_eq(qp_projection_choose(&cases[c].extent).kind, cases[c].kind,
                     "case %zu", c);
}

QP_TEST(view, holds_every_place_with_a_margin)
{
    const double lon[] = {104.07, 121.47, 114.06, 116.40};
    const double lat[] = {30.57, 31.23, 22.54, 39.90};
    const qp_view_room room = {360, 493, 440};
    qp_view view;
    cr_assert_eq(qp_view_open(lon, lat, 4, &room, &view, NULL), QP_OK);
    cr_assert_leq(view.frame.right, 360 + 1e-9);
    cr_assert_leq(view.frame.top, 440 + 1e-9);
    for (int i = 0; i < 4; i++) {
        qp_point at;
        cr_assert(qp_view_place(&view, (qp_point){lon[i], lat[i]}, &at));
        cr_assert(at.x > 20 && at.x < view.frame.right - 20);
        cr_assert(at.y > 20 && at.y < view.frame.top - 20);
    }
    qp_view_close(&view);
}

/* One degree of latitude is 2 pi R / 360 = 111.195 km. */
QP_TEST(view, scale_is_points_a_metre)
{
    const double lon[] = {100, 110};
    const double lat[] = {30, 40};
    const qp_view_room room = {360, 493, 440};
    qp_view view;
    qp_point a;
    qp_point b;
    cr_assert_eq(qp_view_open(lon, lat, 2, &room, &view, NULL), QP_OK);
    cr_assert(qp_view_place(&view, (qp_point){105, 34.5}, &a));
    cr_assert(qp_view_place(&view, (qp_point){105, 35.5}, &b));
    cr_assert_float_eq(qp_point_distance(a, b) / view.scale / 111195, 1, 0.01);
    qp_view_close(&view);
}

QP_TEST(view, of_one_place_is_still_a_map)
{
    const double lon = 2.35;
    const double lat = 48.85;
    const qp_view_room room = {360, 493, 440};
    qp_view view;
    qp_point at;
    cr_assert_eq(qp_view_open(&lon, &lat, 1, &room, &view, NULL), QP_OK);
    cr_assert(qp_view_place(&view, (qp_point){lon, lat}, &at));
    cr_assert_float_eq(at.x, view.frame.right / 2, 1e-6);
    qp_view_close(&view);
}

QP_TEST(view, without_places_is_an_empty_square)
{
    const qp_view_room room = {360, 493, 440};
    qp_view view;
    cr_assert_eq(qp_view_open(NULL, NULL, 0, &room, &view, NULL), QP_OK);
    cr_assert_null(view.projection);
    cr_assert_float_eq(view.frame.top, 360, 0);
    qp_view_close(&view);
}
