/* SPDX-License-Identifier: MIT */
/**
 * @file figure/flow_caption.h
 * @brief The texts round a flow map: what it finds, how sure that is, where
 *        the data come from and what is not shown.
 */
#ifndef QP_FIGURE_FLOW_CAPTION_H
#define QP_FIGURE_FLOW_CAPTION_H

#include "figure/flow_layout.h"
#include "figure/page.h"
#include "panel/panel.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel; ///< sorted; gives the effectiveness index where it
                           ///< holds the layer and window
    const qp_flow_scene *scene;
    const qp_flow_layout *layout;
    qp_row layer;
    qp_period window; ///< QP_NO_PERIOD: the whole period
    bool land;        ///< the outline of the land is drawn
    qp_language language;
} qp_flow_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_flow_caption(const qp_flow_topic *topic,
                                     qp_caption *caption, qp_error *err);

/** "340 persons": a number in the unit of the layer, or "2 statements". */
void qp_flow_caption_amount(const qp_flow_topic *topic, double amount,
                            qp_text *out);

#endif
