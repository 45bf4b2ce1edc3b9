/* SPDX-License-Identifier: MIT */
/**
 * @file figure/evidence_legend.h
 * @brief How cells look, and what that means.
 *
 *      shade     how many statements: the steps of a scale 1, 2, 5, 10, ...
 *      bar       what they say, by share: helps, neutral, hinders
 *      dot       no statement
 */
#ifndef QP_FIGURE_EVIDENCE_LEGEND_H
#define QP_FIGURE_EVIDENCE_LEGEND_H

#include "figure/evidence_layout.h"
#include "figure/palette.h"

/** From which count on each step of the ramp is used. */
typedef struct {
    size_t from[QP_TINTS]; ///< [count] ascending, from[0] is 1
    size_t count;
} qp_evidence_scale;

/** A scale of round numbers up to the fullest cell; "all" is not shaded. */
qp_evidence_scale qp_evidence_scale_of(const qp_evidence_scene *scene);

/** The colours of a count >= 1. */
const qp_tint *qp_evidence_shade(const qp_evidence_scale *scale, size_t count);

/** The bar of a count: it fills a box of about 2 points height. */
void qp_evidence_bar(qp_canvas *canvas, const qp_box *box,
                     const qp_evidence_count *count);

/** The dot of an empty cell. */
void qp_evidence_dot(qp_canvas *canvas, qp_point centre);

/** Draw the legend below the table, and the key of numbered columns.
 * @param[in,out] content  grows to hold it */
QP_CHECKED qp_status qp_evidence_legend(const qp_evidence_topic *topic,
                                        const qp_evidence_layout *layout,
                                        qp_canvas *canvas, qp_box *content,
                                        qp_error *err);

#endif
