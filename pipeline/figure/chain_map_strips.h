/* SPDX-License-Identifier: MIT */
/**
 * @file figure/chain_map_strips.h
 * @brief The stages side by side, and for each layer a strip of bands between
 *        them, all on one scale.
 *
 *      | Science  |          | Engineering |          | Product  |
 *      | 27 actors|          | 40 actors   |          | 60 actors|
 *      research      .------------ 1.4 -----------.
 *      [  0.9   ] ======== 1.1 ======== [ 0.9 ] - - 0.4 - - [  0  ]
 */
#ifndef QP_FIGURE_CHAIN_MAP_STRIPS_H
#define QP_FIGURE_CHAIN_MAP_STRIPS_H

#include "figure/chain_map_caption.h"

/** A map of the chain being drawn. All borrowed. */
typedef struct {
    const qp_chain_topic *topic;
    qp_dot *dot;
    qp_canvas *canvas;
    double top; ///< y below which there is room; goes down
} qp_chain_pen;

/** Draw the heads of the stages, the strips and what they mean. */
void qp_chain_strips(qp_chain_pen *pen);

/** A line of text of the canvas, that of a word. */
void qp_chain_set_word(const qp_chain_pen *pen, const qp_type *type,
                       qp_align align, qp_point at, qp_word word);

/** The same of a text that was just written, and clear it. */
void qp_chain_set_text(const qp_chain_pen *pen, const qp_type *type,
                       qp_align align, qp_point at, qp_text *text);

#endif
