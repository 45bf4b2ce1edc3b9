/* SPDX-License-Identifier: MIT */
/**
 * @file metric/synergy_run.h
 * @brief The state of one measuring of the synergy panel; internal to metric/.
 *
 *      synergy.c              walks over layers and windows
 *      synergy_structure.c    rows of M1, M2
 *      synergy_relatedness.c  rows of M3, X1
 *      synergy_coupling.c     rows of M4
 *      synergy_composite.c    rows of X2
 *      synergy_field.c        rows of M23
 *      synergy_helix.c        rows of M5
 *      synergy_ties.c         rows of M6: intensity of pairs
 *      synergy_mixing.c       rows of M6, X12: E-I index, assortativity
 *      synergy_border.c       rows of M24
 *      synergy_chains.c       rows of M7
 *      synergy_parts.c        rows of M20
 *      synergy_rivals.c       rows of M22
 */
#ifndef QP_METRIC_SYNERGY_RUN_H
#define QP_METRIC_SYNERGY_RUN_H

#include "metric/bonds.h"
#include "metric/run.h"
#include "metric/structure.h"
#include "metric/synergy.h"

typedef struct {
    qp_run base;
    const qp_synergy_options *options;
    const qp_frame *frame;

    qp_period window; ///< the window at hand
    qp_row layer;     ///< the layer at hand; QP_NONE: none, or several

    /* in the window at hand, for rows over all layers together */
    qp_bonds bonds;
    qp_structure likeness; ///< of industries or, where there are none, products
} qp_synergy_run;

/* ---- rows of the window at hand; the place has no layer */

QP_CHECKED qp_status qp_synergy_structure(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_relatedness(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_coupling(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_field(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_helix(qp_synergy_run *run);

/* ---- rows of the window at hand, over the cooperative layers of the frame;
 * bonds and likeness are set */

QP_CHECKED qp_status qp_synergy_chains(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_parts(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_rivals(qp_synergy_run *run);

/* ---- rows of the layer and window at hand. Where run->layer is QP_NONE the
 * ties are those of consortia: ties and mixing tell them, border does not. */

QP_CHECKED qp_status qp_synergy_ties(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_mixing(qp_synergy_run *run);
QP_CHECKED qp_status qp_synergy_border(qp_synergy_run *run);

/* ---- rows from window to window */

QP_CHECKED qp_status qp_synergy_composite(qp_synergy_run *run);

/* ---- what several share */

/** Are pairs and actors told in the window at hand? */
bool qp_synergy_tells_pairs(const qp_synergy_run *run);

/** Come to rows of no layer, under a name: "portfolio:industry"; NULL: none. */
void qp_synergy_enter(qp_synergy_run *run, const char *name);

#endif
