/* SPDX-License-Identifier: MIT */
/**
 * @file figure/standing_key.h
 * @brief How regions look in ranking and funnel, and what that means.
 */
#ifndef QP_FIGURE_STANDING_KEY_H
#define QP_FIGURE_STANDING_KEY_H

#include "figure/key.h"
#include "figure/standing.h"

/** Radius of a mark, points. */
extern const double qp_standing_radius;

/** The mark of a region, a node with class and tooltip. */
qp_dot_item *qp_standing_mark(qp_dot *dot, const qp_standing_question *question,
                              const qp_standing *standing, qp_point at,
                              const char *colour, qp_language language);

/** Explain the marks that the regions have. */
void qp_standing_key_marks(qp_key *key, const qp_standings *standings,
                           qp_language language);

#endif
