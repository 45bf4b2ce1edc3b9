/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ring_map_legend.h
 * @brief The marks of a map of rings, what they mean, and the table of what
 *        the panel tells of each ring.
 *
 *      Ring      Actors   Capacity   in the firm's region      (o) enterprise
 *      1             15      1,234                   12 %       ^  little giant
 *      2             45      4,321                    8 %      <_> institute
 */
#ifndef QP_FIGURE_RING_MAP_LEGEND_H
#define QP_FIGURE_RING_MAP_LEGEND_H

#include "figure/ring_map_layout.h"

/** The hue of a sector: that of its cluster, grey where it is none. */
const qp_hue *qp_ring_hue(const qp_ring_scene *scene, size_t sector);

/** A mark as large as a disc, in the shape of a kind (qp_ring_kind), hollow
 * where it stands for many. */
qp_dot_item *qp_ring_mark_draw(qp_dot *dot, const qp_disc *disc, qp_word kind,
                               bool many, const qp_hue *hue);

/** The mark of several actors, with their number. */
qp_dot_item *qp_ring_several_draw(qp_dot *dot, const qp_disc *disc,
                                  size_t count, const qp_hue *hue);

/** How wide the line of a mark is, points. */
double qp_ring_pen(const qp_ring_topic *topic, const qp_ring_mark *mark);

/** Draw the table and the legend below the content, which grows to hold
 * them. */
void qp_ring_legend(const qp_ring_topic *topic, qp_dot *dot, qp_canvas *canvas,
                    qp_box *content);

#endif
