/* SPDX-License-Identifier: MIT */
/**
 * @file figure/scorecard_caption.h
 * @brief The texts round and in a scorecard.
 */
#ifndef QP_FIGURE_SCORECARD_CAPTION_H
#define QP_FIGURE_SCORECARD_CAPTION_H

#include "figure/page.h"
#include "figure/scorecard_scene.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    const qp_scorecard_options *options;
    const qp_scorecard_scene *scene;
} qp_scorecard_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_scorecard_caption(const qp_scorecard_topic *topic,
                                          qp_caption *caption, qp_error *err);

/** The cluster, "All regions", "Between clusters". */
const char *qp_scorecard_row_name(const qp_scorecard_topic *topic, size_t row);

/** "Middle Yangtze, Isomorphism: 0.36; by chance 0.5; q = 0.9; n = 10", or the
 * reason in a sentence. @param[in] score  of qp_scores */
void qp_scorecard_tip(const qp_scorecard_topic *topic, size_t row, size_t score,
                      qp_text *out);

/** A number as short as a cell: "0.61", "42.0", "1,234"; the tip has more of
 * it. */
void qp_scorecard_add_value(double value, qp_text *out);

/** Why there is no number, in a word or two: "no portfolio", "trivial". */
void qp_scorecard_add_reason(const qp_panel_row *row, qp_text *out);

#endif
