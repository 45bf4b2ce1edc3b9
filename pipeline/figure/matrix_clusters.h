/* SPDX-License-Identifier: MIT */
/**
 * @file figure/matrix_clusters.h
 * @brief A matrix of more regions than a page bears, added up to clusters.
 */
#ifndef QP_FIGURE_MATRIX_CLUSTERS_H
#define QP_FIGURE_MATRIX_CLUSTERS_H

#include "figure/dating.h"
#include "figure/matrix_scene.h"

/** What was found in the panel. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    char window[QP_WINDOW_NAME_SIZE];
    const qp_panel_row *rows; ///< [count] of the metric
    size_t count;
    const uint32_t *position; ///< [texts of the panel] item of a region with a
                              ///< value; else no item's number
} qp_matrix_rows;

/** Is the row of two regions or classes that are not the same? */
bool qp_matrix_is_pair(const qp_panel_row *row);

/** Room for the cells of the scene's items, all without a value. */
QP_CHECKED qp_status qp_matrix_make_cells(qp_matrix_scene *scene,
                                          qp_error *err);

/** Set a cell and its mirror image. */
void qp_matrix_set(qp_matrix_scene *scene, size_t a, size_t b,
                   const qp_matrix_cell *cell);

/** Are there two clusters or more, and does the panel hold what is added up?
 * @param[in] scene  of regions, no cells yet */
bool qp_matrix_can_add_up(const qp_matrix_scene *scene,
                          const qp_matrix_rows *found);

/**
 * Turn a scene of regions into one of clusters: matrix_scene.h has how.
 * @param[in,out] scene  as above
 * @par Cost
 * O(rows of the metrics + clusters^2).
 */
QP_CHECKED qp_status qp_matrix_add_up(qp_matrix_scene *scene,
                                      const qp_matrix_rows *found,
                                      qp_error *err);

#endif
