/* SPDX-License-Identifier: MIT */
/**
 * @file figure/paper.h
 * @brief What a figure is printed on, and what its author wants said there.
 *
 * Zeroed it is the usual one: 180 mm wide, in colour, under the title that the
 * figure gives itself.
 */
#ifndef QP_FIGURE_PAPER_H
#define QP_FIGURE_PAPER_H

#include "figure/palette.h"

typedef struct {
    int width_mm; ///< QP_PAPER_WIDE, QP_PAPER_NARROW; 0: wide
    qp_theme theme;
    const char *title;  ///< in place of the figure's own; NULL: its own
    const char *notice; ///< ends the note, e.g. an approval number; NULL: none
} qp_paper;

/** Two columns of a journal, and one. */
enum { QP_PAPER_WIDE = 180, QP_PAPER_NARROW = 90 };

/** Points, on each side. */
#define QP_PAPER_MARGIN 8.6

/** Points between the margins.
 * @param[in] paper  NULL: the usual one */
double qp_paper_width(const qp_paper *paper);

#endif
