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

/** One option that shaped the result: the first of the three that is given;
 * null in the file where none is. */
typedef struct {
    const char *name;
    const char *const *list; ///< ends in NULL; NULL: not a list, or not given
    const char *text;        ///< NULL: not a text, or not given
    double number;           ///< NaN: not a number, or not given
} qp_meta_option;

typedef struct {
    const char *stage;             ///< "qipan-siphon"
    const char *digest;            ///< of the network
    const char *class;             ///< the weakest class among the rows used
    const qp_meta_option *options; ///< [option_count]
    size_t option_count;
} qp_meta;

/**
 * The side file of a panel as JSON, keys in a fixed order: schema, version,
 * stage, network, class, options, rows, rows_without_value.
 *
 * @param[in] panel  rows are counted, with and without a value
 */
QP_CHECKED qp_status qp_meta_json(const qp_meta *meta, const qp_panel *panel,
                                  qp_text *out, qp_error *err);

/** Where the side file of a panel stands: siphon.csv, siphon.meta.json. */
void qp_meta_path(const char *panel, qp_text *path);

/** Does a side file, as qp_meta_json writes it, name this network? O(size). */
bool qp_meta_is_of(const qp_text *json, const char *digest);

#endif
