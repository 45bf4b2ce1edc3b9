/* SPDX-License-Identifier: MIT */
/**
 * @file figure/multiplex_layout.h
 * @brief Where everything on the sheets stands: discs, ties, labels. Geometry
 *        only, nothing is drawn.
 *
 *             .---------------------.     A sheet is a sheared square: u runs
 *            /   v                 /      along its front edge, v to its back.
 *           /   '--> u            /       All are as wide and lean as far, so
 *          '---------------------'        (u, v) has one x on all of them and
 *                                         what ties an actor to its region is
 *             .---------------------.     a vertical; a sheet with more actors
 *            /                     /      is higher.
 *           '---------------------'
 */
#ifndef QP_FIGURE_MULTIPLEX_LAYOUT_H
#define QP_FIGURE_MULTIPLEX_LAYOUT_H

#include "core/words.h"
#include "figure/label.h"
#include "figure/lettering.h"
#include "figure/multiplex_scene.h"

typedef struct {
    qp_point corner; ///< its front left one, page coordinates
    double height;   ///< points; 0: nobody is on it and it is not drawn
    qp_box title;    ///< room for its name and counts, on its right
} qp_sheet;

/** The name of an actor, broken to at most two lines. */
typedef struct {
    qp_text lines[2]; ///< the second may be empty
} qp_sheet_name;

typedef struct {
    qp_sheet sheets[QP_KIND_COUNT];
    double radius; ///< of a disc, points
    qp_type type;  ///< of the names
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

/** Width of a sheet's front edge and how far its back is shifted, points. */
#define QP_SHEET_WIDTH 334.0
#define QP_SHEET_LEAN  50.0

/** Page coordinates of a place on a sheet, 0 <= u, v <= 1. */
qp_point qp_sheet_point(const qp_sheet *sheet, double u, double v);

/** The name of an actor in a language. */
const char *qp_sheet_actor_name(const qp_network *net,
                                const qp_sheet_actor *actor,
                                qp_language language);

/**
 * Lay out a scene.
 *
 * Places follow the map schematically: a region's u and v are means of its
 * share of the span of all longitudes (latitudes) and of its rank in them, so
 * that neighbours in a crowd come apart; then all are pushed apart until none
 * meets another. A region without coordinates stands where the region stands
 * that it is part of.
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
