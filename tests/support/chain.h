/* SPDX-License-Identifier: MIT */
/**
 * @file support/chain.h
 * @brief The panel of the chain of a small network, and what a second
 *        implementation tells of random ones held against it
 *        (support/account.h).
 */
#ifndef QP_SUPPORT_CHAIN_H
#define QP_SUPPORT_CHAIN_H

#include "metric/chain.h"
#include "support/account.h"
#include "support/glass.h"

/** Options as qipan-chain has them where nothing is asked for, but for what
 * chance is asked with. */
static inline const qp_chain_options *chain_plain(void)
{
    static const qp_chain_options plain = {
        .frame = {.window = {QP_NO_DAY, QP_NO_DAY}},
        .pairs = true,
        .draws = {.replicates = 3, .threads = 1},
        .stop = 1e-6,
        .least = 3,
    };
    return &plain;
}

static inline qp_chain_options chain_years(qp_chain_options options)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read("2000", 4, &first));
    cr_assert(qp_period_read("2002", 4, &last));
    options.frame.window = (qp_period){first.from, last.from};
    options.frame.step_months = 12;
    return options;
}

/** Each network is measured in another way. */
static inline qp_chain_options chain_options(const mill *w, unsigned seed)
{
    static const char *const relatedness[] = {NULL, "association", "cosine",
                                              "jaccard", "probability"};
    static const char *const home[] = {"CN", "US"};
    static const char *layer;
    qp_chain_options o = *chain_plain();
    o.relatedness = relatedness[seed % 5];
    o.straight = seed % 4 == 1;
    o.pairs = seed % 6 != 5;
    o.level = seed % 7 == 4 && w->place[0].exists ? "province" : NULL;
    o.home = home;
    o.home_count = seed % 5 == 3 ? 1 + seed % 2 : 0;
    o.stop = seed % 3 == 1 ? 1e-2 : 1e-6;
    o.top = seed % 4 == 2 ? 1 + seed % 5 : 0;
    o.least = seed % 8 == 7 ? 0 : 3;
    if (seed % 9 == 8 && w->layers > 0) {
        layer = w->layer[0].id;
        o.frame.layers = &layer;
        o.frame.layer_count = 1;
    }
    return o;
}

/** The sorted panel of a network, which is released, and the table beside. */
static inline qp_panel chain_panel_with(qp_network net,
                                        const qp_chain_options *options,
                                        qp_text *substitutes)
{
    qp_panel panel = {0};
    qp_error err = {0};
    cr_assert_eq(qp_chain(&net, options, &panel, substitutes, &err), QP_OK,
                 "%s", err.message);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

static inline qp_panel chain_panel(qp_network net,
                                   const qp_chain_options *options)
{
    return chain_panel_with(net, options, NULL);
}

/* -------------------------------------------------------------------- walking */

/* A sanitizer makes each network many times as slow; it sees the same paths. */
#ifdef __SANITIZE_ADDRESS__
enum { MILLS = 24, CASE_MILLS = 1 };
#else
enum { MILLS = 200, CASE_MILLS = 5 };
#endif

/** Tells all rows of a window. */
typedef void chain_tell(const glass *v);

/** Of all windows of a run. */
static inline void chain_ask(const char *name, const mill *w,
                             const qp_chain_options *options, chain_tell *tell,
                             const bool asked[])
{
    bool years = options->frame.step_months > 0;
    qp_panel panel = chain_panel(mill_network(w), options);
    ledger_clear();
    for (int year = 0; year <= MILL_YEARS; year++) {
        glass v = glass_of(name, w, options,
                           year > 0 ? MILL_FIRST + year - 1 : 0);
        account_open(name, v.year);
        ledger_layer("");
        if ((year > 0) == years)
            tell(&v);
    }
    ledger_hold(&panel, asked);
    qp_panel_clear(&panel);
}

/* ... the whole period, and year by year. */
static inline void chain_ask_both(const char *name, const mill *w,
                                  unsigned seed, chain_tell *tell,
                                  const bool asked[])
{
    qp_chain_options options = chain_options(w, seed);
    chain_ask(name, w, &options, tell, asked);
    options = chain_years(options);
    chain_ask(name, w, &options, tell, asked);
}

/** ... of random networks. */
static inline void chain_ask_mills(chain_tell *tell, const bool asked[])
{
    for (unsigned seed = 0; seed < MILLS; seed++) {
        char name[32];
        mill w = mill_of(seed);
        snprintf(name, sizeof name, "mill %u", seed);
        chain_ask_both(name, &w, seed, tell, asked);
    }
    ledger_assert();
}

/** ... and of those that lack something, or have it in one way only. */
static inline void chain_ask_cases(chain_tell *tell, const bool asked[])
{
    for (int c = 0; c < MILL_CASES; c++)
        for (unsigned seed = 0; seed < CASE_MILLS; seed++) {
            char name[48];
            mill w = mill_of(1000 + seed);
            mill_cases[c].change(&w);
            snprintf(name, sizeof name, "mill %u %s", 1000 + seed,
                     mill_cases[c].name);
            chain_ask_both(name, &w, seed, tell, asked);
        }
    ledger_assert();
}

#endif
