/* SPDX-License-Identifier: MIT */
/**
 * @file figure/multiplex.h
 * @brief The sheets: one a kind of actors, one above the other, and the ties
 *        within and between them.
 *
 *          .----------------.
 *         /   o----o       /   Architects      line     a tie
 *        '----:----|------'                    dotted   where an actor is,
 *          .--:----|--------.                           an architect's firm
 *         /   o    o       /   Regions         dashed   planned, possible, past
 *        '----------------'                    red      rivals or restricts
 */
#ifndef QP_FIGURE_MULTIPLEX_H
#define QP_FIGURE_MULTIPLEX_H

#include "core/status.h"
#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"

typedef struct {
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_multiplex_options;

/**
 * Draw the actors of all kinds and the ties between them, all layers as one.
 *
 * At most 60 actors a sheet and 150 ties are drawn; the note says how many are
 * not, and how they were chosen.
 *
 * @param[out] dot      added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(links log links + actors log actors), and the labels.
 */
QP_CHECKED qp_status qp_multiplex(const qp_network *net,
                                  const qp_multiplex_options *options,
                                  qp_text *dot, qp_error *err);

/** Have at least two kinds of actors ties to others? O(links). */
bool qp_multiplex_has_kinds(const qp_network *net);

#endif
