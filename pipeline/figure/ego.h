/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ego.h
 * @brief The ego figure: one actor and all that it is tied to.
 *
 *      middle   the actor
 *      shape    what stands at the other end: a region, an enterprise, ...;
 *               hollow: stands for many
 *      slice    a layer, or what a table says: where it is, what it leads
 *      line     a tie, with its direction; its text is what its row says
 */
#ifndef QP_FIGURE_EGO_H
#define QP_FIGURE_EGO_H

#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"

typedef struct {
    qp_row actor; ///< the one in the middle
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_ego_options;

/**
 * Draw one actor and its ties: links in and out, with actors and with things;
 * where it is; the roles it plays; the consortia it leads or is a member of;
 * what it owns and what it is specialised in.
 *
 * Each alter stands once, in the slice of its first tie, with a line for every
 * tie. At most 60 are drawn, the first in the order of the tables; the note
 * says how many are not. Links of a region to itself, the regions that are
 * part of it and the actors that are there are counted in the note.
 *
 * @param[out] dot    added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(rows of the network).
 */
QP_CHECKED qp_status qp_ego(const qp_network *net,
                            const qp_ego_options *options, qp_text *dot,
                            qp_error *err);

#endif
