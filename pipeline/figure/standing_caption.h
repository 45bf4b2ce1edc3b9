/* SPDX-License-Identifier: MIT */
/**
 * @file figure/standing_caption.h
 * @brief The texts round ranking and funnel.
 */
#ifndef QP_FIGURE_STANDING_CAPTION_H
#define QP_FIGURE_STANDING_CAPTION_H

#include "figure/page.h"
#include "figure/standing.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_standing_question *question;
    const qp_standings *standings;
    qp_language language;
} qp_standing_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_ranking_caption(const qp_standing_topic *topic,
                                        qp_caption *caption, qp_error *err);

/** What is not to be seen from the standings alone. */
typedef struct {
    size_t shown;       ///< points
    size_t outside;     ///< of them beyond the limits of 95 %
    size_t far_outside; ///< of them beyond those of 99.8 %
    size_t unnamed;     ///< of those outside, names for which there is no room
} qp_funnel_count;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_funnel_caption(const qp_standing_topic *topic,
                                       const qp_funnel_count *count,
                                       qp_caption *caption, qp_error *err);

/** Add a word with the unit of the layer, "Net flow (persons)", where it has
 * one. */
void qp_standing_add_with_unit(const qp_standing_topic *topic, qp_word word,
                               qp_text *out);

#endif
