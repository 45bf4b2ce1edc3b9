/* SPDX-License-Identifier: MIT */
/**
 * @file stages/panel_stage.h
 * @brief From network.h5 to a panel and its side file: what the measuring
 *        stages have in common.
 */
#ifndef QP_STAGES_PANEL_STAGE_H
#define QP_STAGES_PANEL_STAGE_H

#include "core/text.h"
#include "net/network.h"
#include "panel/meta.h"
#include "stages/stage.h"

/**
 * Sort and publish a panel at call->output, and beside OUTPUT.csv its
 * OUTPUT.meta.json (none for standard output). The panel is published last.
 *
 * @param[in] options  those that shaped the result; ends in one without a name
 */
QP_CHECKED qp_status qp_panel_stage_publish(const qp_stage *stage,
                                            const qp_call *call,
                                            const qp_network *net,
                                            const qp_meta_option options[],
                                            qp_panel *panel, qp_error *err);

/**
 * Publish a table that stands beside a panel: OUTPUT.csv has OUTPUT.NAME.csv
 * beside it, standard output has none.
 */
QP_CHECKED qp_status qp_panel_stage_beside(const qp_call *call,
                                           const char *name,
                                           const qp_text *table, qp_error *err);

#endif
