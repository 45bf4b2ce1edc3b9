/* SPDX-License-Identifier: MIT */
/**
 * @file figure/multiplex_caption.h
 * @brief The texts round and on the sheets: what is seen, where the data come
 *        from, what is not shown, what is under the pointer.
 */
#ifndef QP_FIGURE_MULTIPLEX_CAPTION_H
#define QP_FIGURE_MULTIPLEX_CAPTION_H

#include "figure/multiplex_layout.h"
#include "figure/page.h"

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_multiplex_scene *scene;
    const qp_multiplex_layout *layout;
    qp_language language;
} qp_multiplex_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_multiplex_caption(const qp_multiplex_topic *topic,
                                          qp_caption *caption, qp_error *err);

/** The name of a sheet: that of its kind of actors. */
const char *qp_sheet_title(size_t sheet, qp_language language);

/** "Actors: 40 of 67" and "Ties: 26" of a sheet. */
void qp_sheet_counts(const qp_multiplex_topic *topic, size_t sheet,
                     qp_text *actors, qp_text *ties);

/** "Huawei (Enterprises), ties: 3; the chain it structures" */
void qp_sheet_actor_tip(const qp_multiplex_topic *topic,
                        const qp_sheet_actor *actor, qp_text *out);

/** "Taiwan to Phoenix: mobility, charter flight; ..." the first four links. */
void qp_sheet_tie_tip(const qp_multiplex_topic *topic, const qp_sheet_tie *tie,
                      qp_text *out);

#endif
