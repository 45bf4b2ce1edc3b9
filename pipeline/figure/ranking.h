/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ranking.h
 * @brief The ranking: who gains and who loses in a layer, how much of what
 *        flows, and how sure that is.
 *
 *                         loses | gains          Net flow  Rank
 *      Beijing         A        |====|-o-|         +5,160     1
 *      Changsha        B     |--o-|                   -21    13
 *      Hebei           A  |-o-|=|                  -2,010    20
 *                     +---------+----------+
 *                   -0.4        0         0.4
 *
 *      mark      (I - O) / (I + O); filled: it differs from chance
 *      bar       from the mean by chance, a tick, to the mark
 *      whisker   95 % interval
 */
#ifndef QP_FIGURE_RANKING_H
#define QP_FIGURE_RANKING_H

#include "core/status.h"
#include "figure/paper.h"
#include "figure/standing.h"

typedef struct {
    qp_row layer;
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_ranking_options;

/** Rows that have room. */
enum { QP_RANKING_ROWS = 40 };

/**
 * Draw the ranking of a layer and window by `net_flow_effectiveness`.
 *
 * At most 40 regions are shown, those with the largest in- and outflow: of
 * small numbers any share may come by chance. Without a value of any region
 * there is no chart, and the sheet says why.
 *
 * @param[in]  panel    sorted; all that was measured
 * @param[out] dot      added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(regions * log rows + links of the layer).
 */
QP_CHECKED qp_status qp_ranking(const qp_network *net, const qp_panel *panel,
                                const qp_ranking_options *options, qp_text *dot,
                                qp_error *err);

/** Does the panel hold a value of a region in this layer and window? */
bool qp_ranking_has_something(const qp_network *net, const qp_panel *panel,
                              const qp_ranking_options *options);

#endif
