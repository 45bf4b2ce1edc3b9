/* SPDX-License-Identifier: MIT */
/**
 * @file support/synergy.h
 * @brief The panel of synergy of a small network, and its rows.
 */
#ifndef QP_SUPPORT_SYNERGY_H
#define QP_SUPPORT_SYNERGY_H

#include <math.h>
#include <string.h>

#include "metric/synergy.h"
#include "support/leak.h"
#include "support/rows.h"

/** Options as qipan-synergy has them where nothing is asked for, but for what
 * chance is asked with. */
#define SYNERGY_PLAIN                                                    \
    .frame = {.window = {QP_NO_DAY, QP_NO_DAY}}, .least = 3, .gamma = 1, \
    .beta = 0.5, .reach = NAN

/** Year by year from the first to before the last. */
static inline qp_synergy_options
synergy_years(qp_synergy_options options, const char *from, const char *until)
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
static inline qp_panel synergy_panel(qp_network net,
                                     const qp_synergy_options *options)
{
    qp_panel panel = {0};
    qp_error err = {0};
    cr_assert_eq(qp_synergy(&net, options, &panel, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

/** Memory runs out at each request in turn: nothing is held, and with enough
 * of it the panel is made. The network is released. */
static inline void synergy_survives(qp_network net,
                                    const qp_synergy_options *options)
{
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_panel panel = {0};
        qp_error err = {0};
        qp_memory_allow(allowed);
        status = qp_synergy(&net, options, &panel, &err);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_panel_clear(&panel);
        cr_assert(status == QP_OK || status == QP_E_MEMORY, "%s", err.message);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
        cr_assert_lt(allowed, 5000);
    }
    qp_network_clear(&net);
}

#endif
