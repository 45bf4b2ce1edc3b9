/* SPDX-License-Identifier: MIT */
/**
 * @file render/render.h
 * @brief DOT to SVG, PDF and PNG, in a child process with limits.
 *
 * Graphviz may exit, abort or run away; the process that owns good data must
 * not. A child lays the figure out and hands the picture back through a pipe;
 * any complaint on its stderr is a failure.
 */
#ifndef QP_RENDER_RENDER_H
#define QP_RENDER_RENDER_H

#include "core/status.h"
#include "core/text.h"

typedef enum { QP_SVG, QP_PDF, QP_PNG } qp_picture;

/** `{0}` is the default. */
typedef struct {
    unsigned seconds; ///< wall clock and CPU for each child [60]
    size_t megabytes; ///< address space of each child [2048]
    unsigned dpi;     ///< of a PNG [300]
} qp_render_options;

/**
 * Draw one DOT text.
 *
 * The SVG is checked to be whole, to hold every node and edge of the DOT, and
 * gets <title>, <desc> and its language from the graph attributes `qp_title`,
 * `qp_desc` and `qp_lang`.
 * PDF and PNG are made from that SVG by rsvg-convert; a PNG says its
 * resolution.
 *
 * @param[in]  dot      DOT text, NUL-terminated
 * @param[in]  name     what messages call it: the file
 * @param[out] picture  replaced
 * @retval QP_E_FORMAT  the DOT cannot be read
 * @retval QP_E_CHILD   Graphviz or rsvg-convert complained or died
 * @retval QP_E_LIMIT   a child ran out of its time or memory
 */
QP_CHECKED qp_status qp_render(const char *dot, const char *name,
                               qp_picture kind,
                               const qp_render_options *options,
                               qp_text *picture, qp_error *err);

#endif
