/* SPDX-License-Identifier: MIT */
/**
 * @file figure/flow_layout.h
 * @brief Where everything on a flow map stands: discs, arcs, hulls, labels,
 *        scale bar. Geometry only, nothing is drawn.
 */
#ifndef QP_FIGURE_FLOW_LAYOUT_H
#define QP_FIGURE_FLOW_LAYOUT_H

#include "figure/flow_scene.h"
#include "figure/label.h"
#include "figure/page.h"
#include "figure/view.h"

/** The legend's column beside a regional map of a wide page, points. */
#define QP_LEGEND_WIDTH 122.0
#define QP_LEGEND_GAP   14.0

typedef struct {
    const qp_paper *paper; ///< set before, borrowed; NULL: the usual one
    qp_view view;
    size_t place_count, flow_count, cluster_count;
    qp_disc *discs;     ///< [place_count] area proportional to turnover
    double disc_scale;  ///< radius = disc_scale * sqrt(turnover)
    qp_arc *arcs;       ///< [flow_count]
    double *arc_width;  ///< [flow_count] points
    double width_scale; ///< width = width_scale * flow, at least a hairline
    bool stepped;       ///< but of statements: a step wider for each, up to 6
    size_t moved;       ///< discs that were moved apart
    double most_moved;  ///< at most so many kilometres
    qp_polygon *hulls;  ///< [cluster_count] empty where none is drawn
    bool hulled;        ///< any hull is drawn
    qp_label *labels;   ///< [place_count + cluster_count] of places, then of
                        ///< clusters (not placed where there is no hull)
    double bar_km;      ///< length of the scale bar; 0 for none
    qp_box bar;         ///< room of the scale bar with its text
} qp_flow_layout;

/** Sizes of the letters that the layout makes room for. */
extern const qp_type qp_type_place;        ///< names of places
extern const qp_type qp_type_place_small;  ///< on maps with many
extern const qp_type qp_type_cluster;      ///< names of clusters
extern const qp_type qp_type_cluster_also; ///< their second line

const qp_type *qp_flow_layout_type(const qp_flow_layout *layout);
const qp_type *qp_flow_layout_cluster_type(const qp_flow_layout *layout);

/** The two lines of a cluster's label; the second is "" when one says all. */
void qp_cluster_lines(const qp_network *net, size_t cluster,
                      qp_language language, const char *lines[2]);

/** Is the page too narrow for a legend beside the map? */
bool qp_flow_layout_is_narrow(const qp_flow_layout *layout);

/** Width of the line that stands for a flow. */
double qp_flow_layout_width(const qp_flow_layout *layout, double flow);

/**
 * Lay out a scene.
 * @param[in,out] layout  replaced, but for its paper; clear it after use
 * @par Cost
 * O(places^2 + labels * length of the arcs).
 */
QP_CHECKED qp_status qp_flow_layout_make(const qp_network *net,
                                         const qp_flow_scene *scene,
                                         bool directed, qp_language language,
                                         qp_flow_layout *layout, qp_error *err);

void qp_flow_layout_clear(qp_flow_layout *layout);

#endif
