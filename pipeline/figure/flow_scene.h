/* SPDX-License-Identifier: MIT */
/**
 * @file figure/flow_scene.h
 * @brief What a flow map shows: which regions, which flows, how many are left
 *        out. No geometry yet.
 */
#ifndef QP_FIGURE_FLOW_SCENE_H
#define QP_FIGURE_FLOW_SCENE_H

#include "figure/geometry.h"
#include "net/flow.h"

/** A region with flows to or from others. */
typedef struct {
    qp_row region;   ///< actor row
    qp_row cluster;  ///< row of clusters; QP_NONE: in none
    uint32_t matrix; ///< its row of the flow matrix
    double in, out;  ///< layer unit
    bool located;    ///< has coordinates
    qp_point degrees;
} qp_scene_place;

/** A flow between two places; an undirected one has from < to by id. */
typedef struct {
    uint32_t from, to; ///< positions in places
    double flow;       ///< > 0, layer unit
} qp_scene_flow;

typedef struct {
    qp_scene_place *places; ///< [place_count] largest turnover first, then id
    size_t place_count;
    qp_scene_flow *flows; ///< [flow_count] to be drawn, largest first
    size_t flow_count;
    size_t flows_in_all;  ///< pairs with flow, drawn or not
    double total;         ///< all flow between regions
    double drawn;         ///< what of it is in flows
    size_t unlocated;     ///< places that cannot be drawn
    double unlocated_sum; ///< flow with an end there
    bool geographic;      ///< some place has coordinates
    size_t missing;       ///< links left out, see net/flow.h
    size_t undated;
} qp_flow_scene;

/** Which flows. */
typedef struct {
    qp_row layer;
    qp_period window;  ///< QP_NO_PERIOD: the whole period
    const char *level; ///< region kind, or NULL for regions without parts
    size_t most;       ///< flows to draw at most
} qp_scene_choice;

/**
 * Gather the largest flows of a layer and window.
 *
 * Where any region has coordinates, those without are left out and counted;
 * where none has, all are kept.
 *
 * @param[out] scene  replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(links of the layer + cells log cells) time.
 */
QP_CHECKED qp_status qp_flow_scene_gather(const qp_network *net,
                                          const qp_scene_choice *choice,
                                          qp_flow_scene *scene, qp_error *err);

void qp_flow_scene_clear(qp_flow_scene *scene);

#endif
