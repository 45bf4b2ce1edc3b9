/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "support/planned.h"

/* 20 million / k^q, in whole thousands. */
QP_TEST(places, have_a_population_by_their_rank)
{
    cr_assert_eq(qp_places_population(1, 1), 20000000);
    cr_assert_eq(qp_places_population(2, 1), 20000000 / 2);
    cr_assert_eq(qp_places_population(3, 1), 6667000); /* 6,666,666.7 */
    cr_assert_eq(qp_places_population(4, 0.5), 20000000 / 2);
    cr_assert_eq(qp_places_population(7, 0), 20000000);
    cr_assert_eq(qp_places_population(4000, 3), 1000); /* 0.0003: at least */
}

/*
 *      cluster  c1  c2      rank  1  2   cores
 *                                 3  4
 *                                 5  6
 */
QP_TEST(places, are_dealt_to_the_clusters_in_turn_and_the_first_is_the_core)
{
    qp_synth_options options = planned_options();
    qp_places places = {0};
    cr_assert_eq(qp_places_invent(&places, &options, NULL), QP_OK);
    cr_assert_eq(places.region_count, 6);
    cr_assert_eq(places.cluster_count, 2);
    for (size_t r = 0; r < 6; r++) {
        cr_assert_eq(places.regions[r].cluster, r % 2);
        cr_assert_eq(places.regions[r].core, r < 2);
    }
    cr_assert_eq(places.clusters[1].core, 1);
    cr_assert_str_eq(qp_places_text(&places, places.regions[4].id), "r5");
    cr_assert_str_eq(qp_places_text(&places, places.regions[4].name),
                     "Region 5");
    cr_assert_str_eq(qp_places_text(&places, places.clusters[1].id), "c2");
    qp_places_clear(&places);
}

/* 80 to 100 degrees east, 15 to 35 south: nothing but water. */
QP_TEST(places, lie_in_the_sea_and_no_two_at_one_point)
{
    qp_synth_options options = planned_options();
    for (options.clusters = 1; options.clusters <= 60; options.clusters += 7) {
        options.regions = 60;
        qp_places places = {0};
        cr_assert_eq(qp_places_invent(&places, &options, NULL), QP_OK);
        for (size_t r = 0; r < places.region_count; r++) {
            const qp_synth_region *a = &places.regions[r];
            cr_assert(a->lon >= 80 && a->lon <= 100, "%g", a->lon);
            cr_assert(a->lat >= -35 && a->lat <= -15, "%g", a->lat);
            for (size_t s = 0; s < r; s++)
                cr_assert(qp_places_distance(&places, r, s) > 1,
                          "%zu clusters: %zu and %zu", options.clusters, r, s);
        }
        qp_places_clear(&places);
    }
}

/* A degree north is 111 km, a degree east 95. */
QP_TEST(places, are_apart_as_in_a_plane)
{
    qp_synth_options options = planned_options();
    qp_plan plan = planned(&options);
    put_region(&plan, 0, 110, 30, 1);
    put_region(&plan, 1, 110, 31, 1);
    put_region(&plan, 2, 112, 30, 1);
    cr_assert_float_eq(qp_places_distance(&plan.places, 0, 1), 111, 1e-9);
    cr_assert_float_eq(qp_places_distance(&plan.places, 2, 0), 2 * 95, 1e-9);
    qp_plan_clear(&plan);
}

/* 13 to three regions of 60, 30 and 10: one each, and of the other ten six,
 * three and one. */
QP_TEST(places, have_one_actor_each_and_the_others_by_population)
{
    static const uint64_t population[] = {60, 30, 10};
    qp_synth_options options = planned_options();
    options.regions = 3;
    options.clusters = 1;
    qp_plan plan = planned(&options);
    for (size_t r = 0; r < 3; r++)
        put_region(&plan, r, 0, 0, population[r]);
    size_t first[4];
    qp_plan_deal(&plan.places, 13, first);
    cr_assert_eq(first[0], 0);
    cr_assert_eq(first[1], 1 + 6);
    cr_assert_eq(first[2], 7 + 1 + 3);
    cr_assert_eq(first[3], 13);
    qp_plan_clear(&plan);
}

QP_TEST(places, are_as_they_were_when_memory_runs_out)
{
    qp_synth_options options = planned_options();
    qp_plan plan = {0};
    long allowed = 0;
    qp_status status = QP_E_MEMORY;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_plan_make(&plan, &options, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || plan.places.regions == NULL);
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 4);
    qp_plan_clear(&plan);
}
