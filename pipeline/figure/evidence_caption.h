/* SPDX-License-Identifier: MIT */
/**
 * @file figure/evidence_caption.h
 * @brief The texts round and in the table of evidence: what was counted and
 *        how, names of rows and columns, what is under the pointer.
 */
#ifndef QP_FIGURE_EVIDENCE_CAPTION_H
#define QP_FIGURE_EVIDENCE_CAPTION_H

#include "figure/evidence_scene.h"
#include "figure/page.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_evidence_scene *scene;
    qp_language language;
} qp_evidence_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_evidence_caption(const qp_evidence_topic *topic,
                                         qp_caption *caption, qp_error *err);

/** The heading of a block. */
const char *qp_evidence_block_title(qp_evidence_block block,
                                    qp_language language);

/** "supply", "12 others", "Title, publisher, licence" */
void qp_evidence_row_name(const qp_evidence_topic *topic, size_t row,
                          qp_text *out);

/** "Middle Yangtze", "28 others", "In no cluster", "All" */
void qp_evidence_column_name(const qp_evidence_topic *topic, size_t column,
                             qp_text *out);

/** "supply, Middle Yangtze: 12 (helps 8, neutral or not said 3, hinders 1)" */
void qp_evidence_cell_tip(const qp_evidence_topic *topic, size_t row,
                          size_t column, qp_text *out);

/** A count as it is, `12,345`, where it fits a width in points; else `12k` or
 * `3.4M`. */
void qp_evidence_add_count(qp_text *out, size_t count, const qp_type *type,
                           double width);

/** Is the polarity of any statement said? */
bool qp_evidence_has_polarity(const qp_evidence_scene *scene);

#endif
