/* SPDX-License-Identifier: MIT */
/**
 * @file metric/describe.h
 * @brief M25: how many, how much, between whom. No theory is needed for it.
 *
 *      layer   subject             object            metrics
 *              all, kind:K, ...                      actor_count
 *              factor:F, ...                         actor_count, link_count
 *      ID      all                                   actor_count, link_count,
 *                                                    link_weight, pair_density
 *      ID      cluster:A           cluster:B         link_count, link_weight,
 *      ID      kind:region         kind:institute    link_share, pair_density
 *      ID      origin:state                          link_count, link_weight,
 *                                                    link_share
 *      ID      cluster, origin, ...                  entropy_normalised
 *      ID      things                                link_count
 *      ID      kind:enterprise     thing:technology  link_count
 *              consortium_kind:K   lead:institute    link_count, actor_count
 *
 * Every link of the window counts, whatever its status and polarity: this
 * panel describes what the tables hold, the others measure what is at work.
 * docs/metrics/descriptives.md has the formulas and an example by hand.
 */
#ifndef QP_METRIC_DESCRIBE_H
#define QP_METRIC_DESCRIBE_H

#include "metric/frame.h"
#include "panel/panel.h"

/**
 * Describe a network.
 *
 * @param[out] panel    rows are added, not sorted
 * @retval QP_E_MISUSE  the network has no layer of a given id
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(windows x (links + clusters^2)) time, 24 bytes a link of the largest
 * layer.
 */
QP_CHECKED qp_status qp_describe(const qp_network *net,
                                 const qp_frame_options *options,
                                 qp_panel *panel, qp_error *err);

#endif
