/* SPDX-License-Identifier: MIT */
/**
 * @file figure/multiplex_layout.h
 * @brief Where everything on the sheets stands: discs, ties, labels. Geometry
 *        only, nothing is drawn.
 *
 *             .---------------------.
 *            /  o                  /    All sheets are as wide and lean as
 *           /   :    o            /     far, so a place {u, v} has about one x
 *          '----:---:------------'      on all of them, and what ties an actor
 *             .-:---:---------------.   to its region is nearly a vertical. A
 *            /  o  :               /    sheet with more actors is higher.
 *           /      o              /
 *          '---------------------'
 */
#ifndef QP_FIGURE_MULTIPLEX_LAYOUT_H
#define QP_FIGURE_MULTIPLEX_LAYOUT_H

#include "core/words.h"
#include "figure/label.h"
#include "figure/lettering.h"
#include "figure/multiplex_sites.h"

/** The name of an actor, broken to at most two lines. */
typedef struct {
    qp_text lines[2]; ///< the second may be empty
} qp_sheet_name;

typedef struct {
    qp_sheet sheets[QP_KIND_COUNT]; ///< height 0: nobody is on it
    qp_box titles[QP_KIND_COUNT];   ///< room for names and counts, on the right
    double radius;                  ///< of a disc, points
    qp_type type;                   ///< of the names
    size_t actor_count, tie_count;
    qp_disc *discs;       ///< [actor_count] none meets another on its sheet
    qp_arc *arcs;         ///< [tie_count]
    qp_sheet_name *names; ///< [actor_count]
    qp_label *labels;     ///< [actor_count]
    bool geographic;      ///< some region, or what it is part of, has
                          ///< coordinates; else all stand on ovals
    size_t astray;  ///< actors without a place, or in one without coordinates:
                    ///< they stand at the front edge of a map
    size_t unnamed; ///< actors for whose name there is no room
    qp_box content; ///< of all sheets
} qp_multiplex_layout;

/**
 * Lay out a scene.
 *
 * Actors stand where their region stands, its neighbours in a spiral round
 * that place; see figure/multiplex_sites.h.
 *
 * @param[out] layout  replaced; clear it after use
 * @par Cost
 * O(actors^2) time, and the cost of labels, for at most a few hundred actors.
 */
QP_CHECKED qp_status qp_multiplex_layout_make(const qp_network *net,
                                              const qp_multiplex_scene *scene,
                                              qp_language language,
                                              qp_multiplex_layout *layout,
                                              qp_error *err);

void qp_multiplex_layout_clear(qp_multiplex_layout *layout);

#endif
