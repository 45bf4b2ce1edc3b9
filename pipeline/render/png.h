/* SPDX-License-Identifier: MIT */
/**
 * @file render/png.h
 * @brief A PNG that says how large it is meant to be.
 *
 * rsvg-convert writes no resolution, and a word processor then places a
 * 300 dpi figure at three or four times its size.
 */
#ifndef QP_RENDER_PNG_H
#define QP_RENDER_PNG_H

#include "core/status.h"
#include "core/text.h"

/**
 * Give a PNG its resolution (chunk pHYs, in whole pixels a metre), directly
 * after its header (IHDR).
 *
 * @param[in,out] png  whole, without a pHYs chunk; untouched on failure
 * @param[in]     dpi  pixels an inch
 * @param[in]     name what messages call it: the file
 * @retval QP_E_CHILD  the text is no whole PNG, or states a resolution already
 *
 * @par Source
 * W3C (2003), Portable Network Graphics, 2nd edition: 5.3 chunk layout,
 * 11.3.5.3 pHYs, annex D the sample CRC.
 */
QP_CHECKED qp_status qp_png_set_resolution(qp_text *png, unsigned dpi,
                                           const char *name, qp_error *err);

#endif
