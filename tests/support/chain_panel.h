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
#include "support/rows.h"

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

/** Memory runs out at each request in turn: nothing is held, and with enough
 * of it the panel is made. The network is released. */
static inline void chain_survives(qp_network net,
                                  const qp_chain_options *options)
{
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_panel panel = {0};
        qp_text substitutes = {0};
        qp_error err = {0};
        qp_memory_allow(allowed);
        status = qp_chain(&net, options, &panel, &substitutes, &err);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_panel_clear(&panel);
        qp_text_clear(&substitutes);
        cr_assert(status == QP_OK || status == QP_E_MEMORY, "%s", err.message);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
        cr_assert_lt(allowed, 5000);
    }
    qp_network_clear(&net);
}

#endif
