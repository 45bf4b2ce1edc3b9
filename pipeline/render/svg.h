/* SPDX-License-Identifier: MIT */
/**
 * @file render/svg.h
 * @brief The SVG that Graphviz wrote: checked, and made fit to publish.
 *
 * Graphviz copies some attributes into its SVG as they are, writes control
 * characters and foreign bytes where a name holds them, and leaves out edges
 * that it could not route. So nothing is published that is not known: each
 * element and attribute stands in a list, links lead to the web or into the
 * figure, and what was asked for is counted.
 */
#ifndef QP_RENDER_SVG_H
#define QP_RENDER_SVG_H

#include "core/status.h"
#include "core/text.h"
#include "render/layout.h"

/**
 * Check a drawing and write it anew.
 *
 * Comments and the titles of graph, nodes and edges go, and with them the
 * version of Graphviz and names that mean nothing to a reader (tooltips stay);
 * so does the document type, which points into the net; `transparent`, which
 * is no colour of SVG 1.1, becomes `none`. Texts of a node whose class holds
 * the word `strong` are bold, for which Graphviz's plain labels have no way.
 * The picture gets role="img", and <title>, <desc> and the language where the
 * figure states them. Those texts are read as labels are: `\\` is a backslash,
 * `&amp;` an ampersand.
 *
 * @param[in]  name  what messages call it: the file
 * @param[out] svg   added to; incomplete on failure
 * @retval QP_E_CHILD  the drawing is not whole, holds what a figure may not,
 *                     or has not every node and edge asked for
 *
 * @par Cost
 * O(size), one pass.
 */
QP_CHECKED qp_status qp_svg_finish(const qp_layout *layout, const char *name,
                                   qp_text *svg, qp_error *err);

#endif
