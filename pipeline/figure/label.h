/* SPDX-License-Identifier: MIT */
/**
 * @file figure/label.h
 * @brief Where texts stand so that they can be read.
 *
 *          .---.                 candidates all round what is named, near and
 *         (     )  label         less near, then afar with a line that leads
 *          '---'.                there; each has a price for what it covers.
 *                 `-. label      Labels choose in turn, then again, knowing
 *                                where the others went.
 */
#ifndef QP_FIGURE_LABEL_H
#define QP_FIGURE_LABEL_H

#include "figure/arc.h"
#include "figure/disc.h"

/** One text to be placed beside something. */
typedef struct {
    qp_point anchor;         ///< centre of what it names
    double reach_x, reach_y; ///< half width and height of what it names
    double width, height;    ///< of the text's box
    bool wished;             ///< `wish` is where its author wants it
    qp_point wish;           ///< centre of the box
    bool must;               ///< place it even where it covers something
    bool absent;             ///< there is nothing to place
    /* result */
    bool placed;
    qp_box box;
    bool led;           ///< it stands afar: a line leads from it
    qp_point leader[2]; ///< from what is named to the box
} qp_label;

/** What labels should not cover. All borrowed. */
typedef struct {
    qp_box frame;         ///< labels stay inside
    const qp_disc *discs; ///< [disc_count]
    size_t disc_count;
    const qp_arc *arcs;      ///< [arc_count]
    const double *arc_width; ///< [arc_count]
    size_t arc_count;
    const qp_box *taken; ///< [taken_count] never covered
    size_t taken_count;
} qp_obstacles;

/**
 * Place labels; earlier ones choose first. A label that would cover a disc or
 * another label is left out unless it must be there.
 *
 * @param[in,out] labels  [count]
 * @retval QP_E_MEMORY    no room for the points along the arcs
 * @par Cost
 * O(labels * (labels + discs + length of the arcs)).
 */
QP_CHECKED qp_status qp_labels_place(qp_label labels[], size_t count,
                                     const qp_obstacles *obstacles,
                                     qp_error *err);

#endif
