/* SPDX-License-Identifier: MIT */
/**
 * @file figure/funnel.h
 * @brief The funnel: how far regions are from balance, against how much flows,
 *        and how far chance alone would carry them.
 *
 *       0.4 -|\ .                      o  region, by how much flows in and out
 *            | \   `-. .. o Beijing    \  limit of 95 % by chance, filled
 *         0 -|  o  o  o   o            .  limit of 99.8 %, dashed
 *            | /   ,-` ``
 *      -0.4 -|/ `      o Tianjin
 *            +----+----+----+
 *                10   100  1000
 *
 * Of little flow a large share is nothing strange: the figure against rankings
 * of small numbers. Limits after Spiegelhalter (2005), Funnel plots for
 * comparing institutional performance, Stat. Med. 24:1185.
 */
#ifndef QP_FIGURE_FUNNEL_H
#define QP_FIGURE_FUNNEL_H

#include "core/status.h"
#include "figure/paper.h"
#include "figure/standing.h"

typedef struct {
    qp_row layer;
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_funnel_options;

/**
 * Draw the regions of a layer and window by `net_flow_effectiveness` and
 * turnover.
 *
 * Of N moves of which each goes either way with equal odds, the share
 * (I - O) / N has the standard deviation 1 / sqrt(N); the limits stand 1.96
 * and 3.09 of them from 0. So they hold for counts: regions that are not
 * tested against a fair coin are left out. Those outside the limits of 95 %
 * are named where there is room, the furthest out first.
 *
 * @param[in]  panel    sorted; all that was measured
 * @param[out] dot      added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(regions * (log rows + names) + links of the layer).
 */
QP_CHECKED qp_status qp_funnel(const qp_network *net, const qp_panel *panel,
                               const qp_funnel_options *options, qp_text *dot,
                               qp_error *err);

/** Does the panel hold a region that is tested against a fair coin? */
bool qp_funnel_has_something(const qp_network *net, const qp_panel *panel,
                             const qp_funnel_options *options);

#endif
