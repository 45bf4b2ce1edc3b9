/* SPDX-License-Identifier: MIT */
/**
 * @file panel/panel.h
 * @brief The long form: one row a value, the same columns for every panel.
 *
 *      metric,layer,window,scope,subject,object,value,unit,low,high,expected,
 *      z,p,q,df,rank,n,missing,null,flags,reason
 *
 * A row without a value has a reason. Zero is a number.
 */
#ifndef QP_PANEL_PANEL_H
#define QP_PANEL_PANEL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/pool.h"
#include "core/status.h"
#include "core/text.h"
#include "panel/metrics.h"

/** One row. NaN is blank; texts are numbers of panel.text, QP_NONE is blank. */
typedef struct {
    qp_metric metric;
    qp_string layer;  ///< layer id, "indicator:ID" or blank
    qp_string window; ///< "FROM..TO", "A>B", blank for the whole period
    qp_scope scope;
    qp_string subject;
    qp_string object;
    double value;
    qp_string unit;
    double low, high; ///< 95 % interval
    double expected, z, p, q;
    double df, rank, n, missing;
    qp_null null;     ///< the null behind expected, z, p
    unsigned flags;   ///< bits 1 << qp_flag
    qp_reason reason; ///< QP_REASON_NONE when there is a value
} qp_panel_row;

/** A row with every number NaN, every text QP_NONE, no flags, no reason. */
extern const qp_panel_row qp_panel_blank;

typedef struct {
    qp_pool text;
    qp_panel_row *rows; ///< [count]
    size_t count;
    size_t room;
    bool failed; ///< memory ran out and a text was lost
} qp_panel;

/**
 * Add a row; its texts are of this panel. A number that is infinite becomes
 * blank; where it is the value, the reason is `overflow`.
 * @retval QP_E_MEMORY  no room, or a text of the panel was lost before
 */
QP_CHECKED qp_status qp_panel_add(qp_panel *panel, const qp_panel_row *row,
                                  qp_error *err);

/**
 * Keep a text in the panel; "" is QP_NONE. Where there is no memory the panel
 * remembers it, and the next row is refused.
 */
qp_string qp_panel_string(qp_panel *panel, const char *text);

/** Order by metric, layer, window, scope, subject, object, in byte order.
 * O(rows log rows) time, no memory. */
void qp_panel_sort(qp_panel *panel);

/** The panel as CSV (RFC 4180, LF), header first. */
QP_CHECKED qp_status qp_panel_csv(const qp_panel *panel, qp_text *out,
                                  qp_error *err);

/**
 * Read a panel that qp_panel_csv wrote. Columns after the ones above are
 * passed over: a later version may have added them.
 *
 * @param[out] panel    added to, not sorted; clear it also after a failure
 * @retval QP_E_IO      missing or unreadable
 * @retval QP_E_FORMAT  `FILE:LINE:COLUMN: ...`: not the long form, a name that
 *                      this version does not know, a row with both a value
 *                      and a reason, or with neither
 */
QP_CHECKED qp_status qp_panel_read(qp_panel *panel, const char *path,
                                   qp_error *err);

/**
 * The row of one metric, layer, window ("" for the whole period) and subject,
 * of several objects the first; NULL where there is none. The panel must be
 * sorted. O(log rows).
 */
const qp_panel_row *qp_panel_find(const qp_panel *panel, qp_metric metric,
                                  const char *layer, const char *window,
                                  const char *subject);

/**
 * All rows of one metric, layer ("" for none) and window ("" for the whole
 * period), whatever their scope; they stand side by side, ordered by scope,
 * subject, object. The panel must be sorted. O(log rows).
 *
 * @param[out] count  how many
 * @return            the first; NULL where there is none
 */
const qp_panel_row *qp_panel_span(const qp_panel *panel, qp_metric metric,
                                  const char *layer, const char *window,
                                  size_t *count);

void qp_panel_clear(qp_panel *panel);

#endif
