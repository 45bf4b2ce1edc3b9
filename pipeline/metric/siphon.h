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
#include "panel/panel.h"

typedef struct {
    qp_frame_options frame;
    const char *level;        ///< region kind; NULL: leaf regions
    const char *const *cores; ///< [core_count] "CLUSTER=REGION"; they count for
                              ///< clusters without a declared core
    size_t core_count;
    bool pairs;        ///< pair rows in windows too
    size_t replicates; ///< of the symmetric null, at least 1
    uint64_t seed;
    unsigned threads; ///< 0: one a processor; no byte depends on it
} qp_siphon_options;

/**
 * Measure net flows and concentration.
 *
 * @param[out] panel    rows are added, not sorted
 * @retval QP_E_MISUSE  an unknown layer, a level without regions, a core that
 *                      is no region of its cluster
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * Dominated by the symmetric null: O(replicates x pairs with flow) a layer and
 * window.
 */
QP_CHECKED qp_status qp_siphon(const qp_network *net,
                               const qp_siphon_options *options,
                               qp_panel *panel, qp_error *err);

#endif
