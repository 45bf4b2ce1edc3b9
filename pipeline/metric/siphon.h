/* SPDX-License-Identifier: MIT */
/**
 * @file metric/siphon.h
 * @brief The panel of net flows and concentration: M8 and M9 as rows, with
 *        reasons and flags.
 *
 *      layers x windows      regions    inflow ... net_rate
 *                            clusters   backwash, spread, core_effectiveness
 *                            system     effectiveness_index ... of all, of
 *                                       each cluster, between clusters
 *                            pairs      bilateral_asymmetry
 *      indicators x windows  system     primacy ... theil_between_share
 *
 * Every subject of a scope has its row, with a value or with a reason; only
 * pairs are told where they have flow. Where layers are named, only theirs are
 * told, and no indicators. docs/output.md explains the columns.
 */
#ifndef QP_METRIC_SIPHON_H
#define QP_METRIC_SIPHON_H

#include "metric/frame.h"
#include "metric/run.h"
#include "panel/panel.h"

typedef struct {
    qp_frame_options frame;
    const char *level;        ///< region kind; NULL: leaf regions
    const char *const *cores; ///< [core_count] "CLUSTER=REGION"; they count for
                              ///< clusters without a declared core
    size_t core_count;
    bool pairs;       ///< pair rows in windows too
    bool balanced;    ///< only regions that have flows in all windows
    const char *mass; ///< indicator of the gravity model; NULL: population
    double lambda;    ///< of the closure of M10, >= 0
    qp_draws draws;
} qp_siphon_options;

/** The first line of the table of the backbone. */
extern const char qp_siphon_backbone_header[];

/**
 * Measure directed flows and their concentration.
 *
 * @param[out] panel     rows are added, not sorted
 * @param[out] backbone  lines are added, without a header; NULL: not wanted
 * @retval QP_E_MISUSE   an unknown layer, a level without regions, a core that
 *                       is no region of its cluster
 * @retval QP_E_MEMORY   no room
 * @retval QP_E_IO       a shard cannot be written
 * @retval QP_E_FORMAT   a shard does not hold what is asked
 *
 * @par Cost
 * Dominated by the replicates: O(replicates x n^3) a layer and window.
 */
QP_CHECKED qp_status qp_siphon(const qp_network *net,
                               const qp_siphon_options *options,
                               qp_panel *panel, qp_text *backbone,
                               qp_error *err);

#endif
