/* SPDX-License-Identifier: MIT */
/**
 * @file support/planned.h
 * @brief Synthetic datasets small enough to be worked by hand.
 */
#ifndef QP_SUPPORT_PLANNED_H
#define QP_SUPPORT_PLANNED_H

#include "support/leak.h"
#include "synth/plan.h"

/** Six regions in two clusters, one year, nothing planted. */
static inline qp_synth_options planned_options(void)
{
    return (qp_synth_options){.regions = 6,
                              .clusters = 2,
                              .rank_size = 1,
                              .enterprises = 12,
                              .institutes = 6,
                              .links = 1000,
                              .home = "XXH",
                              .from = 2020,
                              .until = 2021,
                              .seed = 1};
}

/** The plan of options that can be met. */
static inline qp_plan planned(const qp_synth_options *options)
{
    qp_plan plan = {0};
    qp_error err = {0};
    cr_assert_eq(qp_plan_make(&plan, options, &err), QP_OK, "%s", err.message);
    return plan;
}

/** Move a region, and give it a population. */
static inline void put_region(qp_plan *plan, size_t region, double lon,
                              double lat, uint64_t population)
{
    plan->places.regions[region].lon = lon;
    plan->places.regions[region].lat = lat;
    plan->places.regions[region].population = population;
}

/** The region of an actor. */
static inline size_t region_of(const qp_crowd *crowd, size_t actor)
{
    size_t region = 0;
    while (crowd->first[region + 1] <= actor)
        region++;
    return region;
}

#endif
