/* SPDX-License-Identifier: MIT */
/**
 * @file figure/flow_map.h
 * @brief The flow map: who sends how much to whom, on a map.
 *
 *      disc     a region; area: all that flows in and out; filled: gains on
 *               balance, hollow: loses
 *      arc      a flow; width: how much; colour: cluster of its origin
 *      hull     the regions of a cluster
 *
 * Of a layer that nobody measured, where every row is a statement of the
 * sources, it shows who is stated to be linked to whom: a line for each pair
 * of places, as wide as statements are many, every end where it is stated to
 * be; nobody gains and nobody loses.
 */
#ifndef QP_FIGURE_FLOW_MAP_H
#define QP_FIGURE_FLOW_MAP_H

#include "core/words.h"
#include "figure/basemap.h"
#include "figure/paper.h"
#include "net/network.h"
#include "panel/panel.h"

typedef struct {
    qp_row layer;
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const char *basemap;   ///< path of the land outline; NULL: none
    const char *level;     ///< region kind; NULL: regions without parts, and
                           ///< statements at whatever level they are
    const qp_paper *paper; ///< NULL: the usual one
} qp_flow_map_options;

/**
 * Is there something to show? Of a layer that is stated: two places with
 * coordinates that a statement links; of any other: a direction.
 * @param[out] has  set; untouched on failure
 */
QP_CHECKED qp_status qp_flow_map_has_flows(const qp_network *net,
                                           const qp_flow_map_options *options,
                                           bool *has, qp_error *err);

/**
 * Draw one layer in one window.
 *
 * At most 60 flows are drawn, the largest; the note says how many are not,
 * and what share of the total they are. Regions without coordinates are left
 * out and counted; where none has any, all stand on a circle.
 *
 * @param[in]  panel  sorted; the subtitle tells its effectiveness index of
 *                    the layer and window, where it has one
 * @param[out] dot    added to: DOT with pinned geometry
 * @retval QP_E_IO, QP_E_FORMAT  of the base map
 * @retval QP_E_MEMORY           no room
 *
 * @par Cost
 * O(links of the layer + places^2).
 */
QP_CHECKED qp_status qp_flow_map(const qp_network *net, const qp_panel *panel,
                                 const qp_flow_map_options *options,
                                 qp_text *dot, qp_error *err);

#endif
