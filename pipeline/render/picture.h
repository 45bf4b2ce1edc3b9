/* SPDX-License-Identifier: MIT */
/**
 * @file render/picture.h
 * @brief rsvg-convert, in a child process: from SVG to PDF and PNG.
 */
#ifndef QP_RENDER_PICTURE_H
#define QP_RENDER_PICTURE_H

#include "core/status.h"
#include "core/text.h"
#include "render/child.h"
#include "render/render.h"

/** What to make. */
typedef struct {
    qp_picture kind; ///< QP_PDF or QP_PNG
    unsigned dpi;    ///< of a PNG, which also states it; > 0
    qp_child_limits limits;
} qp_picture_order;

/**
 * Make a PDF or PNG of an SVG, on white.
 *
 * The same SVG gives the same bytes on one machine: the date in the PDF is
 * fixed, and the locale of the user, which would choose among fonts, is set
 * aside.
 *
 * @param[in]  name     what messages call it: the file
 * @param[out] picture  replaced; untouched on failure
 * @retval QP_E_CHILD   rsvg-convert is missing, complained or died
 * @retval QP_E_LIMIT   it ran out of time or memory
 */
QP_CHECKED qp_status qp_picture_make(const qp_text *svg, const char *name,
                                     const qp_picture_order *order,
                                     qp_text *picture, qp_error *err);

#endif
