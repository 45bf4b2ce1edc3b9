/* SPDX-License-Identifier: MIT */
/**
 * @file figure/placement.h
 * @brief Where discs and labels stand so that they can be read.
 *
 *          .---.               candidates all round the disc, near and less
 *         (     )  label       near; each has a price for what it covers;
 *          '---'               labels choose in turn, then once more, knowing
 *                              where the others went
 */
#ifndef QP_FIGURE_PLACEMENT_H
#define QP_FIGURE_PLACEMENT_H

#include "figure/arc.h"

typedef struct {
    qp_point centre;
    double radius;
} qp_disc;

/**
 * Move discs apart that cover each other, none further than `most` from where
 * it was; a larger disc gives way less.
 *
 * @param[in,out] discs  [count]
 * @return               how many were moved
 * @par Cost
 * O(count^2) in each of at most 40 rounds.
 */
size_t qp_discs_spread(qp_disc discs[], size_t count, double gap, double most);

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
