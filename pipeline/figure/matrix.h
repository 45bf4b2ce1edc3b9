/* SPDX-License-Identifier: MIT */
/**
 * @file figure/matrix.h
 * @brief Who does how much with whom: a square of regions, blocked by cluster.
 *
 *                     A           B
 *                   1   2   3   4   5
 *        Lyon  1  [   |1.4]  [0.6|0.2|  . ]  A The South
 *        Nice  2  [1.4|   ]  [/1/|   |  . ]
 *       Lille  3  [0.6|/1/]  [   |1.9|1.2 ]  B The North
 *
 *      colour, sign   from far below what is neutral to far above it
 *      hatched        uncertain: it stands on little, or its interval holds
 *                     what is neutral
 *      dot            no value
 */
#ifndef QP_FIGURE_MATRIX_H
#define QP_FIGURE_MATRIX_H

#include "core/status.h"
#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"
#include "panel/panel.h"

/** What the cells are. */
typedef enum {
    QP_MATRIX_TIES,        ///< association_strength of a layer: observed over
                           ///< expected from sizes, 1 is neutral
    QP_MATRIX_SIMILARITY,  ///< structure_similarity of regions, 0 to 1
    QP_MATRIX_RELATEDNESS, ///< relatedness of classes, which are in no cluster
    QP_MATRIX_KINDS
} qp_matrix_kind;

typedef struct {
    qp_matrix_kind kind;
    qp_row layer;     ///< of ties; else QP_NONE
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_matrix_options;

/**
 * Draw the square of a metric of the synergy panel.
 *
 * Rows and columns stand in the order of the ids of their clusters, inside
 * from the one that does most with the others to the one that does least.
 * Regions beyond 40 are added up to clusters (matrix_scene.h); classes, and
 * regions without clusters, are left out from the least on, and the note says
 * how many.
 *
 * The title states a finding where links inside clusters are more, or fewer,
 * than chance gives: `ei_index` of the layer, by cluster.
 *
 * @param[in]  panel    sorted
 * @param[out] dot      added to: DOT with pinned geometry; a sheet that says
 *                      what is missing where there is nothing to show
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(rows of the metric + regions log regions).
 */
QP_CHECKED qp_status qp_matrix(const qp_network *net, const qp_panel *panel,
                               const qp_matrix_options *options, qp_text *dot,
                               qp_error *err);

/** Do three pairs or more have a value, and is it measured, not all of it
 * stated? Fewer are told sooner in a sentence. */
bool qp_matrix_has_something(const qp_network *net, const qp_panel *panel,
                             const qp_matrix_options *options);

#endif
