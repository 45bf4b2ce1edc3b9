/* SPDX-License-Identifier: MIT */
/**
 * @file figure/matrix_scene.h
 * @brief What a matrix shows, no geometry yet: items in their order, and a
 *        cell for each pair of them.
 *
 *      regions   40 at most; of more the clusters are shown, the regions of no
 *                cluster as one
 *      classes   the 40 that are related most
 *
 * Between clusters, observed over expected is the sum of what is observed over
 * that of what sizes imply, pairs without a link counted too:
 *
 *                   sum c_rs / t                            (salton_rs)^2
 *      A(K, L) = ------------------------,   c_rs / t = ----------------------
 *                sum s_r/t * s_s/t                      association_strength_rs
 *
 * over r in K, s in L, r not s; s_r is the sum of c_rs over s. Similarity
 * between clusters is `isomorphism`, the mean over their pairs of regions.
 */
#ifndef QP_FIGURE_MATRIX_SCENE_H
#define QP_FIGURE_MATRIX_SCENE_H

#include "figure/matrix.h"

enum { QP_MATRIX_MOST = 40 };

/** A row, and the column of the same number. */
typedef struct {
    const char *id;  ///< borrowed from the panel or the network; "" for the
                     ///< regions of no cluster as one
    qp_row actor;    ///< a region that the network knows; else QP_NONE
    qp_row cluster;  ///< it is in, or it is; QP_NONE: none
    double strength; ///< with all others: links, else the sum of values
} qp_matrix_item;

typedef struct {
    double value; ///< NaN: none
    double n;     ///< what it stands on: links, classes, pairs; NaN: not told
    bool uncertain;
    const qp_panel_row *row; ///< borrowed; NULL: none
} qp_matrix_cell;

typedef struct {
    qp_matrix_kind kind;
    const char *layer;     ///< as the panel names it; borrowed
    qp_matrix_item *items; ///< [count]
    size_t count;
    qp_matrix_cell *cells; ///< [count][count] symmetric
    bool summed;           ///< ties: links are sums already, so that how many
                           ///< there are does not tell how sure a cell is
    bool by_cluster;       ///< items are clusters; else the diagonal is empty
    size_t members;        ///< regions or classes with a value
    size_t left_out;       ///< of them, or of their clusters, not shown
    size_t valueless;      ///< regions or classes without any value
    size_t pairs;          ///< pairs with a value
    size_t row_count;      ///< rows of the metric in the panel
    qp_reason reason;      ///< of the first row without a value
    const qp_panel_row *inside; ///< `ei_index` by cluster; NULL: not told
} qp_matrix_scene;

/** A kind of matrix. */
typedef struct {
    qp_metric metric;
    double neutral; ///< NaN: none
    double least;   ///< n below which a cell is uncertain
} qp_matrix_trait;

extern const qp_matrix_trait qp_matrix_traits[QP_MATRIX_KINDS];

/** Is n too small for a cell that is no mean over pairs? */
bool qp_matrix_is_few(const qp_matrix_scene *scene, double n);

/** n below which a cell between clusters is uncertain. */
extern const double qp_matrix_least_pairs;

/**
 * @param[out] scene    replaced; clear it after use; network and panel must
 *                      outlive it
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_matrix_scene_gather(const qp_network *net,
                                            const qp_panel *panel,
                                            const qp_matrix_options *options,
                                            qp_matrix_scene *scene,
                                            qp_error *err);

/** Is all that stands behind a matrix stated: the links of the layer, or the
 * portfolios? O(links of the layer + portfolio). */
bool qp_matrix_is_stated(const qp_network *net,
                         const qp_matrix_options *options);

const qp_matrix_cell *qp_matrix_cell_at(const qp_matrix_scene *scene,
                                        size_t row, size_t column);

/** Does item i begin a block? The first does not. */
bool qp_matrix_begins_block(const qp_matrix_scene *scene, size_t i);

void qp_matrix_scene_clear(qp_matrix_scene *scene);

#endif
