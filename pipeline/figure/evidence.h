/* SPDX-License-Identifier: MIT */
/**
 * @file figure/evidence.h
 * @brief The table of evidence: how often the sources speak of each cluster,
 *        of what, to what effect, and who says it.
 *
 *                         Chengdu-   Middle    In no
 *                         Chongqing  Yangtze   cluster     All
 *          Ties, by layer     12        31        4         40
 *                  supply  [   7   ] [  12   ] [  .   ]     17
 *                           =====---  ==---[]               ====--[]
 *
 *      number, shade   statements; rows of the tables, not amounts
 *      bar             what share of them helps, is neutral, hinders
 *      dot             none: nothing is said
 */
#ifndef QP_FIGURE_EVIDENCE_H
#define QP_FIGURE_EVIDENCE_H

#include "core/status.h"
#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"

typedef struct {
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_evidence_options;

/**
 * Draw the table of all links, memberships, portfolio and statements of a
 * network, whatever their class, date and status.
 *
 * Nothing is ordered by how much is written: clusters, layers and works stand
 * in the order of their ids, topics in that of their texts. What is not shown
 * by name (evidence_scene.h) is summed, and the note says so.
 *
 * @param[out] dot      added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(rows of the tables + sources * works).
 */
QP_CHECKED qp_status qp_evidence(const qp_network *net,
                                 const qp_evidence_options *options,
                                 qp_text *dot, qp_error *err);

/** Is anything in the network a statement rather than a measurement? O(rows of
 * the tables). */
bool qp_evidence_has_statements(const qp_network *net);

#endif
