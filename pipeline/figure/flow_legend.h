/* SPDX-License-Identifier: MIT */
/**
 * @file figure/flow_legend.h
 * @brief The legend of a flow map, made from what is drawn.
 *
 *      beside a regional map, one column     below a world map, four columns;
 *                                            below a narrow map, two
 */
#ifndef QP_FIGURE_FLOW_LEGEND_H
#define QP_FIGURE_FLOW_LEGEND_H

#include "figure/flow_caption.h"

/** The hue of each cluster that has places on the map. Where a network has at
 * most QP_HUES clusters each has its own on every map; else the first QP_HUES
 * on the map get one each, in the order of their ids, and the others share the
 * grey.
 * @param[out] hues  [net->clusters.count] for qp_palette_hue */
void qp_flow_hues(const qp_flow_topic *topic, size_t hues[]);

/**
 * Draw the legend beside or below the frame.
 * @param[in]     hues     [net->clusters.count]
 * @param[in,out] content  grows to hold the legend
 */
QP_CHECKED qp_status qp_flow_legend(const qp_flow_topic *topic,
                                    const size_t hues[], qp_canvas *canvas,
                                    qp_box *content, qp_error *err);

#endif
