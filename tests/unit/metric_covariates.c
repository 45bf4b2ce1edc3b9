/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "metric/covariates.h"
#include "net/flow.h"
#include "support/drawn.h"
#include "support/leak.h"

enum { MOST = 4 };

/** The regions of a network, in byte order of their ids, and their distances. */
typedef struct {
    qp_network net;
    qp_row *region;
    size_t count;
    double distance[MOST * MOST];
    qp_distance_source source;
} survey;

static survey measured(qp_network net)
{
    survey s = {.net = net};
    cr_assert_eq(qp_flow_regions(&s.net, NULL, &s.region, &s.count, NULL),
                 QP_OK);
    cr_assert_leq(s.count, MOST);
    s.source = qp_distances(&s.net, s.region, s.count, s.distance);
    return s;
}

static void finish(survey *s)
{
    qp_release(s->region);
    qp_network_clear(&s->net);
}

static bool same(double a, double b)
{
    return isnan(b) ? isnan(a) : fabs(a - b) <= 1e-9 * fabs(b);
}

static void expect_distances(const survey *s, qp_distance_source source,
                             const double expected[])
{
    cr_expect_eq(s->source, source);
    for (size_t c = 0; c < s->count * s->count; c++)
        cr_expect(same(s->distance[c], expected[c]), "%zu to %zu: %.12g",
                  c / s->count, c % s->count, s->distance[c]);
}

/* ------------------------------------------------------------- great circles */

static const double radius = 6371.0088; /* km */

/* Arcs of which the angle is known: a degree, a quarter, a half, and 60
 * degrees between two places at 45 degrees north, 90 apart: their unit vectors
 * (s, 0, s) and (0, s, s), s^2 = 1/2, have the product 1/2. */
Test(covariates, measures_great_circles_of_known_angle)
{
    const double pi = acos(-1.0);
    const struct {
        double at[4];
        double angle; /* radians */
    } arcs[] = {
        {{0, 0, 1, 0}, pi / 180},          {{0, 0, 0, 1}, pi / 180},
        {{10, 0, 100, 0}, pi / 2},         {{77, -90, -12, 90}, pi},
        {{30, 20, -150, -20}, pi},         {{0, 45, 90, 45}, pi / 3},
        {{179.5, 0, -179.5, 0}, pi / 180}, {{116.4, 39.9, 116.4, 39.9}, 0},
    };
    for (size_t a = 0; a < sizeof arcs / sizeof *arcs; a++) {
        const double *at = arcs[a].at;
        double there = qp_great_circle(at[0], at[1], at[2], at[3]);
        double back = qp_great_circle(at[2], at[3], at[0], at[1]);
        double expected = radius * arcs[a].angle;
        cr_expect(fabs(there - expected) <= 1e-7 * expected,
                  "arc %zu: %.12g, not %.12g", a, there, expected);
        cr_expect_eq(there, back, "arc %zu back: %.17g", a, back);
    }
}

/* A metre, at the equator: the cosine alone could not tell it from nothing. */
Test(covariates, measures_near_places_to_the_last_digits)
{
    double degree = 0.001 / (radius * acos(-1.0) / 180);
    double got = qp_great_circle(0, 0, degree, 0);
    cr_expect(fabs(got - 0.001) < 1e-14, "%.17g", got);
}

Test(covariates, knows_no_circle_from_or_to_an_unknown_place)
{
    cr_expect(isnan(qp_great_circle(NAN, 1, 2, 3)));
    cr_expect(isnan(qp_great_circle(0, NAN, 2, 3)));
    cr_expect(isnan(qp_great_circle(0, 1, NAN, 3)));
    cr_expect(isnan(qp_great_circle(0, 1, 2, NAN)));
}

/* ----------------------------------------------------------------- distances */

/* A (0,0), B (1,0), C (0,1) in degrees; D is nowhere. One degree is R pi/180;
 * between B and C cos c = cos 1 cos 1. */
#define PLACES "id,lon,lat\nA,0,0\nB,1,0\nC,0,1\nD,,\n"
#define LINKS  "from,to,layer,weight\nA,B,talent,1\n"

QP_TEST(covariates, take_great_circles_where_no_distance_is_given)
{
    survey s = measured(drawn("regions", PLACES, "links", LINKS, NULL));
    double one = radius * acos(-1.0) / 180;
    double cosine = cos(acos(-1.0) / 180);
    double two = radius * acos(cosine * cosine);
    const double expected[] = {0,   one, one, NAN, one, 0,   two, NAN,
                               one, two, 0,   NAN, NAN, NAN, NAN, 0};
    expect_distances(&s, QP_DISTANCE_GREAT_CIRCLE, expected);
    finish(&s);
}

/* A-B one way, B-C both ways with two values; A-C is not given and stays
 * unknown in spite of the coordinates. */
QP_TEST(covariates, take_given_distances_alone)
{
    survey s = measured(drawn("regions", PLACES, "links", LINKS, "pairs",
                              "from,to,measure,value,unit\n"
                              "B,A,distance,120,km\nB,C,distance,30,km\n"
                              "C,B,distance,40,km\nD,D,distance,7,km\n"
                              "A,C,travel-time,3,h\n",
                              NULL));
    const double expected[] = {0,   120, NAN, NAN, 120, 0,   30,  NAN,
                               NAN, 40,  0,   NAN, NAN, NAN, NAN, 0};
    expect_distances(&s, QP_DISTANCE_PAIRS, expected);
    finish(&s);
}

/* Given are other measures, a region to itself, and a firm: no distance. */
QP_TEST(covariates, take_no_distance_that_is_not_between_two_regions)
{
    survey s = measured(drawn("regions", PLACES, "enterprises", "id\nF\n",
                              "links", LINKS, "pairs",
                              "from,to,measure,value\nA,A,distance,5\n"
                              "F,A,distance,9\nA,B,contiguity,1\n",
                              NULL));
    cr_expect_eq(s.source, QP_DISTANCE_GREAT_CIRCLE);
    finish(&s);
}

QP_TEST(covariates, know_no_distance_without_coordinates_and_pairs)
{
    survey s = measured(drawn("links", LINKS, NULL));
    const double expected[] = {0, NAN, NAN, 0};
    expect_distances(&s, QP_DISTANCE_NONE, expected);
    finish(&s);
}

/* -------------------------------------------------------------------- masses */

static void expect_masses(const survey *s, qp_period window, const char *id,
                          const double expected[])
{
    double mass[MOST];
    qp_masses(&s->net, window, id, s->region, s->count, mass);
    for (size_t r = 0; r < s->count; r++)
        cr_expect(same(mass[r], expected[r]), "%s of %zu: %g",
                  id != NULL ? id : "population", r, mass[r]);
}

QP_TEST(covariates, take_the_population_or_an_indicator_for_the_mass)
{
    survey s = measured(drawn("regions", "id,population\nA,10\nB,20\nC,\n",
                              "links", LINKS, "indicators",
                              "region,indicator,date,value\nA,gdp,2018,5\n"
                              "A,gdp,2019,6\nC,gdp,2018,7\n",
                              NULL));
    qp_period later;
    cr_assert(qp_period_read("2019", 4, &later));
    expect_masses(&s, QP_NO_PERIOD, NULL, (const double[]){10, 20, NAN});
    expect_masses(&s, QP_NO_PERIOD, "gdp", (const double[]){6, NAN, 7});
    expect_masses(&s, later, "gdp", (const double[]){6, NAN, NAN});
    expect_masses(&s, later, "staff", (const double[]){NAN, NAN, NAN});
    finish(&s);
}
