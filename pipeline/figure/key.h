/* SPDX-License-Identifier: MIT */
/**
 * @file figure/key.h
 * @brief A legend in lines: symbols, each with what it means behind it.
 *
 *      o q < 0.05   o may be chance   |-| 95 % interval
 *      A Middle Yangtze   B Greater Bay Area
 *
 * An entry that does not fit on a line begins the next.
 */
#ifndef QP_FIGURE_KEY_H
#define QP_FIGURE_KEY_H

#include "core/words.h"
#include "figure/plot.h"
#include "net/network.h"

/** A legend being written. */
typedef struct {
    qp_canvas *canvas;
    double left, right; ///< where lines begin and end
    qp_point at;        ///< where the next entry stands: its baseline
} qp_key;

/** A legend from a point, the baseline of its first line, to the right. */
qp_key qp_key_at(qp_canvas *canvas, qp_point at, double right);

/**
 * Write what a symbol means; draw the symbol round the point returned.
 * @param[in] width  of the symbol, points
 * @return           its centre
 */
qp_point qp_key_add(qp_key *key, double width, const char *text);

/** Begin a new line, unless this one is empty. */
void qp_key_break(qp_key *key);

/** The lowest that is written, where the line above is the first: points. */
double qp_key_bottom(const qp_key *key);

enum { QP_CLUSTER_LETTER_SIZE = 8 };

/** What stands for a cluster beside its colour: A, B, ... Z, AA, AB, ... in the
 * order of their ids; the same on all figures. "" for QP_NONE. */
const char *qp_key_letter(qp_row cluster, char letter[QP_CLUSTER_LETTER_SIZE]);

/**
 * Write the letters and names of clusters.
 * @param[in] shown  [net->clusters.count] which
 */
void qp_key_add_clusters(qp_key *key, const qp_network *net, const bool shown[],
                         qp_language language);

#endif
