/* SPDX-License-Identifier: MIT */
/**
 * @file support/told.h
 * @brief Panels drawn in a test, a row a line.
 *
 *      qp_panel panel = {0};
 *      tell(&panel, QP_M_RING_ACTORS, "rings:upstream", "arch", "1", 2);
 *      tell_why(&panel, QP_M_MEAN_RADIUS, "", "arch", "", QP_REASON_NO_LINK);
 *      qp_panel_sort(&panel);
 */
#ifndef QP_SUPPORT_TOLD_H
#define QP_SUPPORT_TOLD_H

#include <criterion/criterion.h>

#include "panel/panel.h"

/** A row without a value, of the scope in which its metric is told. */
static inline qp_panel_row told_row(qp_panel *panel, qp_metric metric,
                                    const char *layer, const char *subject,
                                    const char *object)
{
    qp_panel_row row = qp_panel_blank;
    row.metric = metric;
    row.layer = qp_panel_string(panel, layer);
    row.scope = qp_metrics[metric].scope;
    row.subject = qp_panel_string(panel, subject);
    row.object = qp_panel_string(panel, object);
    return row;
}

static inline void tell_row(qp_panel *panel, const qp_panel_row *row)
{
    qp_error err = {0};
    cr_assert_eq(qp_panel_add(panel, row, &err), QP_OK, "%s", err.message);
}

static inline void tell(qp_panel *panel, qp_metric metric, const char *layer,
                        const char *subject, const char *object, double value)
{
    qp_panel_row row = told_row(panel, metric, layer, subject, object);
    row.value = value;
    tell_row(panel, &row);
}

static inline void tell_why(qp_panel *panel, qp_metric metric,
                            const char *layer, const char *subject,
                            const char *object, qp_reason reason)
{
    qp_panel_row row = told_row(panel, metric, layer, subject, object);
    row.reason = reason;
    tell_row(panel, &row);
}

#endif
