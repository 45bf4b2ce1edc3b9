/* SPDX-License-Identifier: MIT */
/**
 * @file figure/page.h
 * @brief What every figure has: title, stamp and subtitle above, notes below,
 *        and a graph that Graphviz draws as it stands.
 *
 *      Title, which says what is found
 *      STAMP subtitle: what, unit, how sure
 *      +--------------------------+
 *      |         content          |
 *      +--------------------------+
 *      Source and notes
 */
#ifndef QP_FIGURE_PAGE_H
#define QP_FIGURE_PAGE_H

#include "core/words.h"
#include "figure/canvas.h"
#include "figure/dot.h"

/** Of figures that are drawn 180 mm wide only: points without the margins. The
 * others ask qp_paper_width. */
#define QP_PAGE_WIDTH 493.0

/** The texts of a page; the language of each is that of the figure. */
typedef struct {
    qp_text title;
    qp_text stamp;       ///< what kind of data this is; "" for measured
    qp_text subtitle;    ///< unit, period, uncertainty
    qp_text note;        ///< source and what is not shown
    qp_text description; ///< for those who cannot see the figure
} qp_caption;

QP_CHECKED qp_status qp_caption_status(const qp_caption *caption,
                                       qp_error *err);
void qp_caption_clear(qp_caption *caption);

extern const qp_type qp_type_heading; ///< of a legend
extern const qp_type qp_type_body;    ///< in a legend
extern const qp_type qp_type_note;    ///< small print: 7 points

/**
 * Set the texts round the content, hand the canvas to the graph and fix its
 * size.
 * @param[in] content  box of all that was drawn, page coordinates
 */
QP_CHECKED qp_status qp_page_finish(qp_dot *dot, qp_canvas *canvas,
                                    const qp_caption *caption,
                                    const qp_box *content, qp_language language,
                                    qp_error *err);

#endif
