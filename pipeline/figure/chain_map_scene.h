/* SPDX-License-Identifier: MIT */
/**
 * @file figure/chain_map_scene.h
 * @brief What the panel tells of the innovation chain; no geometry yet.
 */
#ifndef QP_FIGURE_CHAIN_MAP_SCENE_H
#define QP_FIGURE_CHAIN_MAP_SCENE_H

#include "net/network.h"
#include "panel/panel.h"

enum { QP_CHAIN_STAGES = 3, QP_CHAIN_BRIDGES = 3 };
enum {
    QP_CHAIN_MOST_STRIPS = 4,
    QP_CHAIN_MOST_LINES = 12,
    QP_CHAIN_MOST_RISKS = 5,
    QP_CHAIN_MOST_MEMBERS = 4,
    QP_CHAIN_CUTS = 3
};

/** The actors of a stage, counted from the network. */
typedef struct {
    size_t actors;   ///< of several stages: in each of them
    size_t lacking;  ///< of them, those whose capacity is not known
    double capacity; ///< of the others, in equal parts over their stages
} qp_chain_stage;

/** Links between two stages in one layer; NaN: not told. */
typedef struct {
    double weight;        ///< layer unit
    double ratio;         ///< observed / expected
    double gap;           ///< 0 to 1
    double forward, back; ///< of a directed layer
} qp_chain_bridge;

typedef struct {
    qp_row layer;
    qp_chain_bridge bridges[QP_CHAIN_BRIDGES]; ///< science and engineering,
                                               ///< engineering and product,
                                               ///< science and product
    double within[QP_CHAIN_STAGES]; ///< observed / expected inside a stage
} qp_chain_strip;

/** How far science reaches in a cluster, or a region where there are no
 * clusters. */
typedef struct {
    qp_row row;    ///< of clusters or actors; QP_NONE: all
    double open;   ///< 0 to 1; NaN: see why_open
    double closed; ///< 0 to 1; NaN: see why_closed
    double n;      ///< actors of products
    qp_reason why_open, why_closed;
} qp_chain_line;

/** The smallest set of actors that cuts all ways to products. */
typedef struct {
    bool told;
    double size;   ///< NaN: see why
    qp_reason why; ///< QP_REASON_DIRECT: nothing stands between
    qp_row members[QP_CHAIN_MOST_MEMBERS]; ///< [member_count] actor rows
    size_t member_count;
} qp_chain_cut;

typedef struct {
    qp_row actor;
    double value, low, high; ///< share of output that would be lost; NaN: no
                             ///< bounds are told
} qp_chain_risk;

typedef struct {
    qp_chain_stage stages[QP_CHAIN_STAGES];
    size_t staged;                               ///< actors with a stage
    size_t unstaged;                             ///< and without one
    qp_chain_strip strips[QP_CHAIN_MOST_STRIPS]; ///< [strip_count] by layer id
    size_t strip_count;
    size_t strips_left; ///< layers told of and not shown
    qp_chain_line lines[QP_CHAIN_MOST_LINES + 1]; ///< [line_count] by id, the
                                                  ///< last is all
    size_t line_count;
    size_t lines_left;
    bool by_cluster;                  ///< lines are clusters
    qp_chain_cut cuts[QP_CHAIN_CUTS]; ///< from science, from abroad, raw
    qp_chain_risk risks[QP_CHAIN_MOST_RISKS]; ///< [risk_count] largest first,
                                              ///< equal ones by id
    size_t risk_count;
    size_t risks_left;
    bool risk_bounds; ///< some of it has bounds that are apart
} qp_chain_scene;

/** The subject of a cut in the panel: "science", "foreign", "raw". */
extern const char *const qp_chain_cut_names[QP_CHAIN_CUTS];

/**
 * Gather.
 * @param[in]  panel   sorted
 * @param[in]  window  of the panel: "FROM..TO", "" for the whole period
 * @param[out] scene   replaced; nothing to clear
 */
void qp_chain_scene_gather(const qp_network *net, const qp_panel *panel,
                           const char *window, qp_chain_scene *scene);

#endif
