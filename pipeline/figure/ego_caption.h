/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ego_caption.h
 * @brief The texts round an ego figure: how many ties, from what kind of
 *        sources, what is not shown.
 */
#ifndef QP_FIGURE_EGO_CAPTION_H
#define QP_FIGURE_EGO_CAPTION_H

#include "figure/ego_text.h"
#include "figure/page.h"

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_ego_caption(const qp_ego_topic *topic,
                                    qp_caption *caption, qp_error *err);

#endif
