/* SPDX-License-Identifier: MIT */
/**
 * @file figure/flow_scene.h
 * @brief What a flow map shows: which regions, which flows, how many are left
 *        out. No geometry yet.
 *
 * Of a layer that is measured, a flow is the sum of what moves between two
 * regions of one level. Of a layer that is only stated, it is the number of
 * statements that link two places, each end where it is stated to be: China
 * and its provinces are places beside each other.
 */
#ifndef QP_FIGURE_FLOW_SCENE_H
#define QP_FIGURE_FLOW_SCENE_H

#include "figure/geometry.h"
#include "net/flow.h"

/** A region with flows to or from others. */
typedef struct {
    qp_row region;   ///< actor row
    qp_row cluster;  ///< row of clusters; QP_NONE: in none
    uint32_t matrix; ///< its row of the flow matrix; stated: its actor row
    double in, out;  ///< layer unit; stated: statements
    bool located;    ///< has coordinates
    qp_point degrees;
} qp_scene_place;

/** A flow between two places; an undirected one has from < to by id. */
typedef struct {
    uint32_t from, to; ///< positions in places
    double flow;       ///< > 0, layer unit; stated: statements
    /* of a stated layer; of a measured one never and always */
    bool against; ///< all of polarity -1
    bool present; ///< some is actual or rising
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
    /* of a stated layer */
    bool stated;     ///< flows count statements
    size_t unplaced; ///< statements with an end that is nowhere: a thing, an
                     ///< actor without a region
    size_t within;   ///< statements with both ends at one place
    size_t lifted;   ///< of the others, ends without coordinates, which stand
                     ///< at the region that theirs is part of
} qp_flow_scene;

/** Which flows. */
typedef struct {
    qp_row layer;
    qp_period window;  ///< QP_NO_PERIOD: the whole period
    const char *level; ///< region kind, or NULL for regions without parts
    size_t most;       ///< flows to draw at most
    bool stated;       ///< count statements, each end at its own region,
                       ///< whatever its level
} qp_scene_choice;

/**
 * Gather the largest flows of a layer and window.
 *
 * Where any region has coordinates, those without are left out and counted;
 * where none has, all are kept. Statements are gathered whatever their status
 * and polarity; those of polarity -1 are flows apart.
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
