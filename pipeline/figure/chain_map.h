/* SPDX-License-Identifier: MIT */
/**
 * @file figure/chain_map.h
 * @brief The innovation chain: how well science, engineering and products are
 *        linked, where that reaches, and on whom it hangs.
 *
 *                 .---------- 1.4 ----------.
 *        [Science] ===== 1.1 ===== [Engineering] - - 0.4 - - [Product]
 *                                                 gap 0.6
 *        North   o-------*     cuts: Bolt, Nuts
 *        South       o*        loss: Bolt ====== 0.8
 *
 *      band            links between two stages: observed / expected
 *      dashed          as wide as the sizes of the stages imply; red where the
 *                      band is narrower: the gap
 *      o, *            share of products that science reaches, by the
 *                      cluster's own means and with all
 *
 * All numbers but those of actors and capacity at the heads are those of the
 * panel of qipan-chain; docs/metrics/gaps.md and chokepoints.md define them.
 */
#ifndef QP_FIGURE_CHAIN_MAP_H
#define QP_FIGURE_CHAIN_MAP_H

#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"
#include "panel/panel.h"

typedef struct {
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_chain_map_options;

/** Does the panel tell links between stages, with a value? The panel must be
 * sorted. O(rows of the metric). */
bool qp_chain_map_has_links(const qp_network *net, const qp_panel *panel,
                            const qp_chain_map_options *options);

/**
 * Draw the chain. At most 4 layers, 12 clusters and 5 actors of largest risk
 * are drawn, the first by id, or by risk; the note counts the others. Where
 * the panel tells nothing of stages, the sheet says so.
 *
 * @param[in]  panel  sorted
 * @param[out] dot    added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + links + rows of the panel).
 */
QP_CHECKED qp_status qp_chain_map(const qp_network *net, const qp_panel *panel,
                                  const qp_chain_map_options *options,
                                  qp_text *dot, qp_error *err);

#endif
