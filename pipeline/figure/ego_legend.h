/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ego_legend.h
 * @brief The marks of an ego figure, and the legend that explains those it
 *        has.
 */
#ifndef QP_FIGURE_EGO_LEGEND_H
#define QP_FIGURE_EGO_LEGEND_H

#include "figure/canvas.h"
#include "figure/dot.h"
#include "figure/ego_text.h"
#include "figure/palette.h"

/** The hue of a sector: the first QP_HUES layers have one each, all else
 * shares the grey. */
const qp_hue *qp_ego_hue(const qp_ego_scene *scene, uint32_t sector);

/** An alter in the shape of its kind, hollow where it stands for many. */
qp_dot_item *qp_ego_mark(qp_dot *dot, qp_point centre, qp_word kind, bool many,
                         const qp_hue *hue);

/** Draw the legend below the content, which grows to hold it. */
void qp_ego_legend(const qp_ego_topic *topic, qp_dot *dot, qp_canvas *canvas,
                   qp_box *content);

#endif
