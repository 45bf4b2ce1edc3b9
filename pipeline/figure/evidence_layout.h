/* SPDX-License-Identifier: MIT */
/**
 * @file figure/evidence_layout.h
 * @brief Where the rows and columns of the table of evidence stand.
 *
 *                          Chengdu-    Middle     | In no   | All
 *                          Chongqing   Yangtze    | cluster |
 *      Ties, by layer          12         31          4        40   heading
 *      +---------------+   +--------+ +--------+
 *      |        supply |   |    7   | |   12   |
 *      +---------------+   +--------+ +--------+
 *      0       label_right
 *
 * Page coordinates, points: x from 0, y from 0 downwards.
 */
#ifndef QP_FIGURE_EVIDENCE_LAYOUT_H
#define QP_FIGURE_EVIDENCE_LAYOUT_H

#include "figure/evidence_caption.h"

enum { QP_EVIDENCE_HEAD_LINES = 5, QP_EVIDENCE_LABEL_LINES = 2 };

extern const qp_type qp_type_evidence_head;  ///< names of columns
extern const qp_type qp_type_evidence_label; ///< names of rows
#define QP_EVIDENCE_LEADING 8.4              ///< of both

/** One column: its name, broken to lines, and its span. */
typedef struct {
    double left, right;
    qp_text lines[QP_EVIDENCE_HEAD_LINES];
    size_t line_count;
} qp_evidence_head;

/** One row: its name and its band. */
typedef struct {
    double top, bottom; ///< of the row; its cells stand in the middle
    qp_text lines[QP_EVIDENCE_LABEL_LINES];
    size_t line_count;
} qp_evidence_label;

typedef struct {
    qp_evidence_head *heads;         ///< [column_count]
    qp_evidence_label *labels;       ///< [row_count]
    size_t column_count, row_count;  ///< of the scene
    qp_box headings[QP_BLOCK_COUNT]; ///< bands of the blocks' names; empty
                                     ///< where a block has no row
    double label_right;
    double heads_bottom; ///< where names of columns end
    bool numbered;       ///< columns of clusters are too narrow for names: the
                         ///< heads are numbers, a key below tells the names
    qp_box content;
} qp_evidence_layout;

/** @param[out] layout  replaced; clear it after use */
QP_CHECKED qp_status qp_evidence_layout_make(const qp_evidence_topic *topic,
                                             qp_evidence_layout *layout,
                                             qp_error *err);

void qp_evidence_layout_clear(qp_evidence_layout *layout);

#endif
