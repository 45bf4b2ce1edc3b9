/* SPDX-License-Identifier: MIT */
/**
 * @file synth/plan.h
 * @brief Who is where: all that the rows of every table are made from.
 *
 * Enterprises and institutes are numbers; those of a region stand together,
 * so that no actor takes memory of its own:
 *
 *      region            0           1     2
 *      enterprise        0 1 2 3 4 | 5 6 | 7
 *      first[]           ^ 0         ^ 5   ^ 7   ^ 8
 *
 * The makers of chokepoints come after them and are nowhere.
 */
#ifndef QP_SYNTH_PLAN_H
#define QP_SYNTH_PLAN_H

#include "synth/places.h"

/** Actors of one kind, by region. */
typedef struct {
    char letter;   ///< ids are this and a number from 1: e07
    int digits;    ///< of the number
    size_t *first; ///< [region_count + 1]
} qp_crowd;

typedef struct {
    const qp_synth_options *options;
    qp_places places;
    qp_crowd enterprises;
    qp_crowd institutes;
    size_t years;
    double least_pull; ///< pairs of regions below it exchange nothing
    size_t pairs;      ///< pairs of regions that exchange something
} qp_plan;

/**
 * Deal actors to regions: one each, the rest by population.
 *
 *      first[r] = r + floor((count - n) (P_0 + ... + P_r-1) / P)
 *
 * @param[in]  count  at least the n regions
 * @param[out] first  [n + 1]
 */
void qp_plan_deal(const qp_places *places, size_t count, size_t first[]);

/**
 * Settle where everything is, and whether there is room for what is asked.
 *
 * @param[in]  options  must outlive the plan
 * @retval QP_E_MISUSE  options that cannot be met
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_plan_make(qp_plan *plan,
                                  const qp_synth_options *options,
                                  qp_error *err);

void qp_plan_clear(qp_plan *plan);

/** The number of a cluster, 0 where it is not listed. */
double qp_plan_listed(const qp_synth_list *list, size_t cluster);

/** What a list says of a region's cluster. */
double qp_plan_strength(const qp_plan *plan, const qp_synth_list *list,
                        size_t region);

/** The stage, 1 to 3, that a region's cluster lacks; 0: none. */
int qp_plan_gap(const qp_plan *plan, size_t region);

size_t qp_crowd_size(const qp_crowd *crowd, size_t region);

/** The industry of the n-th enterprise of a region, an index of qp_trades. */
size_t qp_plan_trade(const qp_plan *plan, size_t region, size_t n);

/** The calendar year of a year of the plan, 0 <= year < plan->years. */
int qp_plan_date(const qp_plan *plan, size_t year);

#endif
