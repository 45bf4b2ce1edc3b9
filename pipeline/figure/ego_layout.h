/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ego_layout.h
 * @brief Where everything round an actor stands. Geometry only, nothing is
 *        drawn.
 *
 *              Heading    .--o     o--.    Heading     Alters stand on an
 *              name      o     \ /     o   name        oval, in two columns
 *              relation  |    (ego)    |   relation    that read from top to
 *              Heading   o     / \     o   name        bottom; each has as
 *              name       '--o     o--'    relation    high a band of it as
 *                                                      its lines of text.
 *
 * So no text can meet another, however many alters there are: the oval grows
 * in height.
 */
#ifndef QP_FIGURE_EGO_LAYOUT_H
#define QP_FIGURE_EGO_LAYOUT_H

#include "figure/canvas.h"
#include "figure/ego_text.h"
#include "figure/label.h"

typedef enum { QP_EGO_HEADING, QP_EGO_NAME, QP_EGO_TIE } qp_ego_line_kind;

/** A line of text beside the oval. */
typedef struct {
    qp_text text;
    qp_ego_line_kind kind;
    uint32_t sector; ///< whose colour it has, position in scene->sectors
    bool foreign;    ///< and its alter stands in another sector
    bool against;    ///< it tells of a tie of polarity -1
    qp_align align;
    qp_point at; ///< on its baseline
} qp_ego_line;

/** Alters next to each other, in one sector: a slice of the oval. */
typedef struct {
    uint32_t sector;
    double from, to; ///< angles, clockwise from the top, radians; from < to
} qp_ego_slice;

typedef struct {
    double rx, ry;   ///< of the oval, points; its middle is (0, 0)
    double centre;   ///< radius of the disc in the middle
    qp_text name[4]; ///< of the actor in the middle, broken to lines
    qp_type name_type;
    size_t name_count;
    qp_disc *alters; ///< [alter_count of the scene]
    qp_arc *arcs;    ///< [tie_count of the scene] empty for ties that are not
                     ///< drawn, or repeat another
    qp_ego_line *lines; ///< [line_count]
    size_t line_count;
    size_t line_room;
    qp_ego_slice *slices; ///< [slice_count]
    size_t slice_count;
} qp_ego_layout;

/** The point of the oval at an angle, clockwise from the top. */
qp_point qp_ego_on_oval(const qp_ego_layout *layout, double angle);

/** How lines of a kind are set. */
const qp_type *qp_ego_line_type(qp_ego_line_kind kind);

/** Width of the line of a tie, points. */
#define QP_EGO_PEN 1.1

/**
 * Lay out a scene.
 * @param[out] layout  replaced; clear it after use
 * @par Cost
 * O(alters^2 + ties).
 */
QP_CHECKED qp_status qp_ego_layout_make(const qp_ego_topic *topic,
                                        qp_ego_layout *layout, qp_error *err);

void qp_ego_layout_clear(qp_ego_layout *layout);

#endif
