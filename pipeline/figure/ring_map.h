/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ring_map.h
 * @brief Concentric circles: who stands how many links from the firm that plays
 *        a supply-chain architect.
 *
 *              |  North  /
 *         - - -2- - - - o              2   number of the ring
 *              |   .- o'               o   an actor: shape by kind, area by
 *        - - - 1- o        - -             capacity, hollow: stands for many
 *              | /                     -   the way by which most comes to it
 *            (firm)- - -o
 *             /           \   South
 *
 * What is told of a ring (actors, capacity, whose capacity it is) is that of
 * the panel of qipan-chain; the network says who stands where.
 */
#ifndef QP_FIGURE_RING_MAP_H
#define QP_FIGURE_RING_MAP_H

#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"
#include "panel/panel.h"

typedef struct {
    qp_row architect; ///< actor row
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_ring_map_options;

/** Does the panel know a ring beyond the firm itself? The panel must be
 * sorted. O(log rows). */
bool qp_ring_map_has_rings(const qp_network *net, const qp_panel *panel,
                           const qp_ring_map_options *options);

/**
 * Draw the rings of one architect.
 *
 * Suppliers, where supply is measured and somebody sells to the firm; else all
 * who are tied to it by cooperation, either way. At most 60 marks are drawn:
 * where a ring has no room for all, the smallest by capacity of each sector
 * share one. Where the panel has no ring, the sheet says why.
 *
 * @param[in]  panel  sorted
 * @param[out] dot    added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + links log links).
 */
QP_CHECKED qp_status qp_ring_map(const qp_network *net, const qp_panel *panel,
                                 const qp_ring_map_options *options,
                                 qp_text *dot, qp_error *err);

#endif
