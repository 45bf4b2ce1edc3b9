/* SPDX-License-Identifier: MIT */
/**
 * @file figure/matrix_caption.h
 * @brief The texts round and in a matrix: what the cells are, names of rows,
 *        what is under the pointer.
 */
#ifndef QP_FIGURE_MATRIX_CAPTION_H
#define QP_FIGURE_MATRIX_CAPTION_H

#include "figure/matrix_scene.h"
#include "figure/page.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    const qp_matrix_options *options;
    const qp_matrix_scene *scene;
} qp_matrix_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_matrix_caption(const qp_matrix_topic *topic,
                                       qp_caption *caption, qp_error *err);

/** The name of an item: of a region, a cluster, a class, or "In no cluster". */
void qp_matrix_item_name(const qp_matrix_topic *topic, size_t item,
                         qp_text *out);

/** The cluster that an item is in, or is; "In no cluster". */
const char *qp_matrix_block_name(const qp_matrix_topic *topic, size_t item);

/** "1.4", "12", "2k" of ties; "0.47" of the others. */
void qp_matrix_add_value(qp_matrix_kind kind, double value, qp_text *out);

/** "Lyon, Nice: 1.4; n = 12; uncertain", or why there is no value. */
void qp_matrix_cell_tip(const qp_matrix_topic *topic, size_t row, size_t column,
                        qp_text *out);

#endif
