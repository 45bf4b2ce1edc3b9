/* SPDX-License-Identifier: MIT */
/**
 * @file figure/scorecard.h
 * @brief One row a cluster: its headline measures side by side.
 *
 *                        Balance of    Net flow        Alike in
 *                        the core      share, %        industry
 *        Middle Yangtze     0.61            42.0            0.36
 *                            : |-o-|       |    o          o  |
 *           All regions      .             4.20             .
 *                                          |o
 *                        -1         1  0         50    0         1
 *
 *      filled, hollow, diamond   as in telling.h
 *      bar                       95 % interval
 *      tick                      what chance gives
 *      dashes                    0, where a measure has two sides
 */
#ifndef QP_FIGURE_SCORECARD_H
#define QP_FIGURE_SCORECARD_H

#include "core/status.h"
#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"
#include "panel/panel.h"

typedef struct {
    qp_row layer;     ///< of the measures that are of a layer
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_scorecard_options;

/**
 * Draw the headline measures of the clusters, of the siphon, synergy and chain
 * panels (scorecard_scene.h has the list), as far as they are given.
 *
 * Clusters stand in the order of their ids, at most 40, all regions and what
 * is between clusters below them. A measure without a value for any cluster
 * has no column, and the note says why.
 *
 * The title states a finding where cores gain from their clusters with
 * q < 0.05.
 *
 * @param[in]  panel    sorted
 * @param[out] dot      added to: DOT with pinned geometry; a sheet that says
 *                      what is missing where there is nothing to show
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(clusters * rows of a measure).
 */
QP_CHECKED qp_status qp_scorecard(const qp_network *net, const qp_panel *panel,
                                  const qp_scorecard_options *options,
                                  qp_text *dot, qp_error *err);

/** Are there two measures or more with a value for a cluster, one of them of
 * the layer? */
bool qp_scorecard_has_something(const qp_network *net, const qp_panel *panel,
                                const qp_scorecard_options *options);

#endif
