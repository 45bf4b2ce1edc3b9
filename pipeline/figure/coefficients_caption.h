/* SPDX-License-Identifier: MIT */
/**
 * @file figure/coefficients_caption.h
 * @brief The texts round and in the chart of coefficients.
 */
#ifndef QP_FIGURE_COEFFICIENTS_CAPTION_H
#define QP_FIGURE_COEFFICIENTS_CAPTION_H

#include "figure/coefficients_scene.h"
#include "figure/page.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    const qp_coefficients_scene *scene;
    qp_period window;
    qp_language language;
} qp_coefficients_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_coefficients_caption(const qp_coefficients_topic *topic,
                                             qp_caption *caption,
                                             qp_error *err);

/** Add the heading of a term: "Distance (log)". */
void qp_coefficients_heading(const qp_coefficients_topic *topic,
                             const qp_term_value *value, qp_text *out);

/** Add "Distance (log), Talent: -0.99 [-1.04, -0.95]; ...". */
void qp_coefficients_tip(const qp_coefficients_topic *topic,
                         const qp_term_value *value, qp_text *out);

#endif
