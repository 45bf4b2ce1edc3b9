/* SPDX-License-Identifier: MIT */
/**
 * @file figure/multiplex_legend.h
 * @brief How discs and lines on the sheets look, and what that means.
 */
#ifndef QP_FIGURE_MULTIPLEX_LEGEND_H
#define QP_FIGURE_MULTIPLEX_LEGEND_H

#include "figure/multiplex_caption.h"
#include "figure/palette.h"

/** The hue of a sheet. */
const qp_hue *qp_sheet_hue(size_t sheet);

/** Draw the legend below the sheets: what the scene holds.
 * @param[in,out] content  grows to hold it */
void qp_multiplex_legend(const qp_multiplex_topic *topic, qp_canvas *canvas,
                         qp_box *content);

#endif
