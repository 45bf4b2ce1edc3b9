/* SPDX-License-Identifier: MIT */
/**
 * @file panel/meta.h
 * @brief What stands beside a panel: how its numbers came about.
 *
 *      siphon.csv   ->   siphon.meta.json
 *
 * Two panels can be compared when their options and versions agree; a number
 * can be traced to the network by the digest. No time, no path, no host: the
 * same input gives the same bytes.
 */
#ifndef QP_PANEL_META_H
#define QP_PANEL_META_H

#include "panel/panel.h"

/** One option that shaped the result. Exactly one of text and number. */
typedef struct {
    const char *name;
    const char *text; ///< NULL: the number counts
    double number;    ///< NaN: the option was not given
} qp_meta_option;

typedef struct {
    const char *stage;             ///< "qipan-siphon"
    const char *digest;            ///< of the network
    const char *class;             ///< the weakest class among the rows used
    const qp_meta_option *options; ///< [option_count]
    size_t option_count;
} qp_meta;

/**
 * The side file of a panel as JSON, keys in a fixed order.
 * @param[in] panel  rows are counted, with and without a value
 */
QP_CHECKED qp_status qp_meta_json(const qp_meta *meta, const qp_panel *panel,
                                  qp_text *out, qp_error *err);

#endif
