/* SPDX-License-Identifier: MIT */
/**
 * @file figure/chain_map_caption.h
 * @brief The texts of a map of the innovation chain.
 */
#ifndef QP_FIGURE_CHAIN_MAP_CAPTION_H
#define QP_FIGURE_CHAIN_MAP_CAPTION_H

#include "figure/chain_map_scene.h"
#include "figure/page.h"

/** A band beyond this many times what is expected is drawn as wide as this. */
#define QP_CHAIN_WIDEST 2.5

/** What a caption speaks of. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_chain_scene *scene;
    qp_period window;
    qp_language language;
} qp_chain_topic;

/** @param[out] caption  filled; cleared by the caller also on failure */
QP_CHECKED qp_status qp_chain_caption(const qp_chain_topic *topic,
                                      qp_caption *caption, qp_error *err);

/** "Science" */
const char *qp_chain_stage_name(size_t stage, qp_language language);

/** The stages that a bridge joins. */
void qp_chain_bridge_ends(size_t bridge, size_t *from, size_t *to);

/** "North", "All" */
const char *qp_chain_line_name(const qp_chain_topic *topic,
                               const qp_chain_line *line);

/** Add a word whose places are filled with numbers, at most 4. */
void qp_chain_add_numbers(const qp_chain_topic *topic, qp_text *out,
                          qp_word word, const double numbers[], size_t count);

/** "1,061 projects", "766 licences forward, 0 back" */
void qp_chain_add_amount(const qp_chain_topic *topic, qp_row layer,
                         const qp_chain_bridge *bridge, qp_text *out);

/** "Science to Engineering, research: 1.07 × expected; 1,061 projects" */
void qp_chain_bridge_tip(const qp_chain_topic *topic, size_t strip,
                         size_t bridge, qp_text *out);

/** "North: with the help of all 1.00; by own means 0.50; ..." */
void qp_chain_line_tip(const qp_chain_topic *topic, const qp_chain_line *line,
                       qp_text *out);

/** "Bolt: 0.83 of output, between 0.20 and 0.83" */
void qp_chain_risk_tip(const qp_chain_topic *topic, const qp_chain_risk *risk,
                       qp_text *out);

/** "from science: 2 (Bolt, Nuts)" */
void qp_chain_cut_text(const qp_chain_topic *topic, size_t cut, qp_text *out);

#endif
