/* SPDX-License-Identifier: MIT */
/**
 * @file figure/matrix_layout.h
 * @brief Where the rows, columns and names of a matrix stand.
 *
 *                         A         B           letters of clusters
 *                       1   2   3   4   5       numbers of columns
 *      ============== +---+---+ +---+---+---+
 *            Lyon   1 |   |   | |   |   |   |   A The South
 *
 *      0    names_right   left                  blocks_left
 *
 * Page coordinates, points: cells from y = 0 downwards.
 */
#ifndef QP_FIGURE_MATRIX_LAYOUT_H
#define QP_FIGURE_MATRIX_LAYOUT_H

#include "figure/matrix_caption.h"

enum { QP_MATRIX_BLOCK_LINES = 3 };

extern const qp_type qp_type_matrix_name;  ///< of rows
extern const qp_type qp_type_matrix_block; ///< of clusters
#define QP_MATRIX_LEADING 8.4              ///< of both

/** Items of one cluster. */
typedef struct {
    size_t first, count; ///< items
    qp_text lines[QP_MATRIX_BLOCK_LINES];
    size_t line_count;
} qp_matrix_block;

typedef struct {
    double *offset; ///< [count] where row and column i begin, from the first
    qp_text *names; ///< [count] of the rows
    size_t count;
    qp_matrix_block *blocks; ///< [block_count]; 0: nothing is in a cluster
    size_t block_count;
    double cell;        ///< side of a cell
    double names_right; ///< where names of rows end
    double left;        ///< where the first column begins
    double blocks_left; ///< where names of clusters begin
    bool staggered;     ///< numbers of columns stand on two lines in turn
    bool numbered;      ///< cells are large enough for their values
    qp_box content;
} qp_matrix_layout;

/** @param[out] layout  replaced; clear it after use */
QP_CHECKED qp_status qp_matrix_layout_make(const qp_matrix_topic *topic,
                                           qp_matrix_layout *layout,
                                           qp_error *err);

/** The box of a cell. */
qp_box qp_matrix_layout_cell(const qp_matrix_layout *layout, size_t row,
                             size_t column);

void qp_matrix_layout_clear(qp_matrix_layout *layout);

#endif
