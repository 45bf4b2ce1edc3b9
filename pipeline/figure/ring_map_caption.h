/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ring_map_caption.h
 * @brief The texts of a map of rings: what is shown, what is not, names, what
 *        is under the pointer.
 */
#ifndef QP_FIGURE_RING_MAP_CAPTION_H
#define QP_FIGURE_RING_MAP_CAPTION_H

#include "figure/page.h"
#include "figure/ring_map_scene.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_ring_scene *scene;
    qp_row architect;
    qp_period window;
    qp_language language;
} qp_ring_topic;

/**
 * @param[in]  unnamed  actors with a mark for whose name there was no room
 * @param[out] caption  filled; cleared by the caller also on failure
 */
QP_CHECKED qp_status qp_ring_caption(const qp_ring_topic *topic, size_t unnamed,
                                     qp_caption *caption, qp_error *err);

/** "Middle Yangtze", "Others", "Abroad" */
const char *qp_ring_sector_name(const qp_ring_topic *topic, size_t sector);

/** "Bolt; enterprise, little giant; ring 2; capacity 12" */
void qp_ring_mark_tip(const qp_ring_topic *topic, const qp_ring_mark *mark,
                      qp_text *out);

/** "Bolt to Nuts: 12 million yuan" */
void qp_ring_tie_tip(const qp_ring_topic *topic, const qp_ring_mark *mark,
                     qp_text *out);

/** Are weights comparable amounts: measured, weighted, of one layer? */
bool qp_ring_has_amounts(const qp_ring_topic *topic);

/** "12 million yuan" @pre qp_ring_has_amounts */
void qp_ring_add_amount(const qp_ring_topic *topic, double amount,
                        qp_text *out);

/** "enterprise", "little giant", "institute", "region" */
qp_word qp_ring_kind(const qp_network *net, qp_row actor);

#endif
