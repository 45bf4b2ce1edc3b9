/* SPDX-License-Identifier: MIT */
/**
 * @file metric/synergy_portfolio.h
 * @brief A portfolio of the window at hand as the rows of M1, M2, M3 and X1
 *        see it, and the bootstrap of its numbers; internal to metric/.
 *
 * Numbers are told region by region. All numbers of all regions and replicates
 * at once may be more than memory holds, so some regions are drawn at a time:
 *
 *                        numbers of a region
 *      Bei   ######################   question 1, its subject is Bei
 *      Sha   #####################
 *      Tia   ####################     question 2, its subject is Tia
 *      Xia   ###################
 */
#ifndef QP_METRIC_SYNERGY_PORTFOLIO_H
#define QP_METRIC_SYNERGY_PORTFOLIO_H

#include "metric/structure.h"
#include "metric/synergy_run.h"

typedef struct {
    qp_synergy_run *run;
    qp_structure structure;
    qp_string *class_text; ///< [class_count] name in the panel
    size_t region_used;    ///< regions that have anything
} qp_synergy_portfolio;

/**
 * Come to each portfolio of the network, industries before products, and tell
 * its rows. Where there is none, an empty one of industries is told.
 */
QP_CHECKED qp_status qp_synergy_portfolios(
    qp_synergy_run *run, qp_status (*tell)(qp_synergy_portfolio *portfolio));

/** Regions first ... end - 1. */
typedef struct {
    size_t first;
    size_t end;
} qp_region_range;

/** Numbers that each region has. */
typedef struct {
    const char *name; ///< of the question to chance
    size_t room;      ///< numbers of room that `compute` needs
    /** How many numbers a region has. */
    size_t (*width)(const qp_structure *structure, size_t region);
    /**
     * Compute the numbers of some regions, one region after the other; from
     * what is observed, or drawn. Runs in several threads at once.
     */
    void (*compute)(const void *context, const qp_holdings *holdings,
                    qp_region_range range, double room[], double value[]);
    /** Tell the rows of one region; intervals are NaN where none was drawn. */
    qp_status (*tell)(const void *context, size_t region, const double value[],
                      const qp_interval interval[]);
    const void *context;
} qp_region_numbers;

/**
 * Compute numbers, with their 95 % percentile intervals where the portfolio is
 * of actors, and tell them.
 *
 * @par Cost
 * Replicates times qp_structure_draw and compute; at most about 256 MiB for
 * replicates, unless the numbers of one region take more.
 */
QP_CHECKED qp_status qp_synergy_tell_numbers(
    const qp_synergy_portfolio *portfolio, const qp_region_numbers *numbers);

#endif
