/* SPDX-License-Identifier: MIT */
/**
 * @file support/chain_panel.h
 * @brief The panel of the chain of a small network, and its rows.
 */
#ifndef QP_SUPPORT_CHAIN_PANEL_H
#define QP_SUPPORT_CHAIN_PANEL_H

#include <math.h>
#include <string.h>

#include "metric/chain.h"
#include "support/leak.h"

/** Options as qipan-chain has them where nothing is asked for, but for what
 * chance is asked with. */
#define CHAIN_PLAIN                                                        \
    .frame = {.window = {QP_NO_DAY, QP_NO_DAY}}, .stop = 1e-6, .least = 3, \
    .draws = {.replicates = 19, .seed = 1, .threads = 1}

/** The same, year by year from the first to before the last. */
static inline qp_chain_options chain_years(qp_chain_options options,
                                           const char *from, const char *until)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read(from, strlen(from), &first));
    cr_assert(qp_period_read(until, strlen(until), &last));
    options.frame.window = (qp_period){first.from, last.from};
    options.frame.step_months = 12;
    return options;
}

/** The sorted panel of a network, which is released. */
static inline qp_panel chain_panel(qp_network net,
                                   const qp_chain_options *options)
{
    qp_panel panel = {0};
    qp_error err = {0};
    cr_assert_eq(qp_chain(&net, options, &panel, NULL, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

static inline bool chain_reads(const qp_panel *panel, qp_string string,
                               const char *text)
{
    return strcmp(qp_pool_text(&panel->text, string), text) == 0;
}

/** The first row of these, `window` NULL: of any; NULL: there is none. */
static inline const qp_panel_row *
chain_seek(const qp_panel *panel, qp_metric metric, const char *layer,
           const char *window, const char *subject, const char *object)
{
    for (size_t r = 0; r < panel->count; r++) {
        const qp_panel_row *row = &panel->rows[r];
        if (row->metric == metric && chain_reads(panel, row->layer, layer) &&
            (window == NULL || chain_reads(panel, row->window, window)) &&
            chain_reads(panel, row->subject, subject) &&
            chain_reads(panel, row->object, object))
            return row;
    }
    return NULL;
}

/** The same row, which must be there. */
static inline const qp_panel_row *
chain_row(const qp_panel *panel, qp_metric metric, const char *layer,
          const char *window, const char *subject, const char *object)
{
    const qp_panel_row *found = chain_seek(panel, metric, layer, window,
                                           subject, object);
    cr_assert_not_null(found, "no row %s,%s,%s,%s,%s", qp_metrics[metric].name,
                       layer, window != NULL ? window : "*", subject, object);
    return found;
}

/** How many rows a metric has. */
static inline size_t chain_rows(const qp_panel *panel, qp_metric metric)
{
    size_t count = 0;
    for (size_t r = 0; r < panel->count; r++)
        count += panel->rows[r].metric == metric ? 1 : 0;
    return count;
}

/** Memory runs out at each request in turn: nothing is held, and with enough
 * of it the panel is made. The network is released. */
static inline void chain_survives(qp_network net,
                                  const qp_chain_options *options)
{
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_panel panel = {0};
        qp_error err = {0};
        qp_memory_allow(allowed);
        status = qp_chain(&net, options, &panel, NULL, &err);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_panel_clear(&panel);
        cr_assert(status == QP_OK || status == QP_E_MEMORY, "%s", err.message);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
        cr_assert_lt(allowed, 5000);
    }
    qp_network_clear(&net);
}

#endif
