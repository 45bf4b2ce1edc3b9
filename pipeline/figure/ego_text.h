/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ego_text.h
 * @brief What an ego figure calls its sectors, alters and ties.
 */
#ifndef QP_FIGURE_EGO_TEXT_H
#define QP_FIGURE_EGO_TEXT_H

#include "figure/ego_scene.h"

/** What the texts speak of. Borrowed. */
typedef struct {
    const qp_network *net;
    const qp_ego_scene *scene;
    qp_language language;
} qp_ego_topic;

/** The name of the actor in the middle, of an architect with its chain. */
void qp_ego_add_name(const qp_ego_topic *topic, qp_text *out);

/** The heading of a sector: a layer's name, or what a column tells. */
const char *qp_ego_sector_name(const qp_ego_topic *topic, uint32_t sector);

/** An alter's name; that of an architect is the chain that it structures, with
 * who plays the role where that is not the actor in the middle. */
void qp_ego_alter_name(const qp_ego_topic *topic, const qp_ego_alter *alter,
                       qp_text *out);

/**
 * "supplies (115 percent), historical": what is said of a tie; nothing where
 * nothing is.
 * @param[in] foreign  its alter stands in another sector: "Supply: supplies"
 */
void qp_ego_tie_text(const qp_ego_topic *topic, const qp_ego_tie *tie,
                     bool foreign, qp_text *out);

/** "SMIC to Huawei: Supply: supplies". */
void qp_ego_tie_tip(const qp_ego_topic *topic, const qp_ego_alter *alter,
                    const qp_ego_tie *tie, qp_text *out);

/** "SMIC (Enterprises), ties: 2". */
void qp_ego_alter_tip(const qp_ego_topic *topic, const qp_ego_alter *alter,
                      qp_text *out);

/** What an alter is: the word for its kind. */
qp_word qp_ego_kind_word(const qp_network *net, const qp_ego_alter *alter);

#endif
