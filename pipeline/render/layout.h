/* SPDX-License-Identifier: MIT */
/**
 * @file render/layout.h
 * @brief Graphviz, in a child process: from DOT to the SVG it draws.
 */
#ifndef QP_RENDER_LAYOUT_H
#define QP_RENDER_LAYOUT_H

#include "core/status.h"
#include "core/text.h"
#include "render/child.h"

/** What Graphviz drew, and what it was asked for. */
typedef struct {
    qp_text svg;         ///< as Graphviz wrote it
    qp_text title;       ///< graph attribute qp_title, as it stands in the DOT
    qp_text description; ///< qp_desc
    qp_text language;    ///< qp_lang
    size_t node_count;   ///< nodes that are not invisible
    size_t edge_count;
} qp_layout;

/**
 * Lay out and draw the one graph of a DOT text.
 *
 * The engine is the one its attribute `layout` names, else nop2: everything
 * stands where `pos` says.
 *
 * @param[in]  dot     NUL-terminated
 * @param[in]  name    what messages call it: the file
 * @param[out] layout  replaced; untouched on failure
 *
 * @retval QP_E_FORMAT  the text is not one graph in DOT
 * @retval QP_E_CHILD   Graphviz complained, or was ended by a signal
 * @retval QP_E_LIMIT   it ran out of time or memory
 *
 * @par Cost
 * nop2: about 1 s and 200 MB for 50,000 nodes and 100,000 edges. dot: minutes
 * for 1,000 nodes.
 */
QP_CHECKED qp_status qp_layout_draw(const char *dot, const char *name,
                                    const qp_child_limits *limits,
                                    qp_layout *layout, qp_error *err);

void qp_layout_clear(qp_layout *layout);

#endif
