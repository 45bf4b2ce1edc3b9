/* SPDX-License-Identifier: MIT */
/**
 * @file support/mills.h
 * @brief What a second implementation tells of random little chains
 *        (support/mill.h), and of those drawn by hand, held against the panel
 *        (support/account.h).
 */
#ifndef QP_SUPPORT_MILLS_H
#define QP_SUPPORT_MILLS_H

#include "metric/chain.h"
#include "support/account.h"
#include "support/chain_panel.h"
#include "support/glass.h"

/** Options as qipan-chain has them where nothing is asked for, but for what
 * chance is asked with. */
static inline const qp_chain_options *mills_plain(void)
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

/** Year by year. */
static inline qp_chain_options mills_years(qp_chain_options options)
{
    return chain_years(options, "2000", "2002");
}

/** Which of the countries wanted, NULL ends them, some firm has; they stay in
 * their order. */
static inline size_t mills_found(const mill *w, const char *const wanted[],
                                 const char *found[])
{
    size_t count = 0;
    for (size_t i = 0; wanted[i] != NULL; i++)
        for (size_t f = 0; f < MILL_FIRMS; f++) {
            int country = w->firm[f].country;
            if (f >= (size_t)w->firms || country < 0 ||
                strcmp(mill_countries[country], wanted[i]) != 0)
                continue;
            found[count++] = wanted[i];
            break;
        }
    return count;
}

/** Each network is measured in another way. */
static inline qp_chain_options mills_options(const mill *w, unsigned seed)
{
    static const char *const relatedness[] = {NULL, "association", "cosine",
                                              "jaccard", "probability"};
    static const char *const wanted[] = {"CN", "US", NULL};
    static const char *home[2];
    static const char *layer;
    qp_chain_options o = *mills_plain();
    o.relatedness = relatedness[seed % 5];
    o.straight = seed % 4 == 1;
    o.pairs = seed % 6 != 5;
    o.level = seed % 7 == 4 && w->place[0].exists ? "province" : NULL;
    o.home.asked = home;
    o.home.count = mills_found(w, wanted, home);
    if (o.home.count > 1 + seed % 2)
        o.home.count = 1 + seed % 2;
    if (seed % 5 != 3)
        o.home.count = 0;
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

/* -------------------------------------------------------------------- walking */

/* A sanitizer makes each network many times as slow; it sees the same paths. */
#ifdef __SANITIZE_ADDRESS__
enum { MILLS = 24, CASE_MILLS = 1 };
#else
enum { MILLS = 200, CASE_MILLS = 5 };
#endif

/** A family of metrics: tells all its rows of a window. */
typedef struct {
    void (*tell)(const glass *v);
    const bool *asked; ///< [QP_METRIC_COUNT] which these are
} mills_family;

/** Families of a test. */
typedef struct {
    const mills_family *rows; ///< [count]
    size_t count;
} mills_families;

/* Of all windows of a run. */
static inline void mills_hold(const glass *whole, const qp_panel *panel,
                              const mills_family *family)
{
    bool years = whole->options->frame.step_months > 0;
    ledger_clear();
    for (int year = 0; year <= MILL_YEARS; year++) {
        glass v = glass_of(whole->name, whole->w, whole->options,
                           year > 0 ? MILL_FIRST + year - 1 : 0);
        account_open(v.name, v.year);
        ledger_layer("");
        if ((year > 0) == years)
            family->tell(&v);
    }
    ledger_hold(panel, family->asked);
}

static inline void mills_ask(const char *name, const mill *w,
                             const qp_network *net,
                             const qp_chain_options *options,
                             const mills_families *families)
{
    qp_panel panel = {0};
    qp_error err = {0};
    glass v = glass_of(name, w, options, 0);
    cr_assert_eq(qp_chain(net, options, &panel, NULL, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    for (size_t f = 0; f < families->count; f++)
        mills_hold(&v, &panel, &families->rows[f]);
    qp_panel_clear(&panel);
}

/* ... the whole period, and year by year. */
static inline void mills_ask_both(const char *name, const mill *w,
                                  unsigned seed, const mills_families *families)
{
    qp_chain_options options = mills_options(w, seed);
    qp_network net = mill_network(w);
    mills_ask(name, w, &net, &options, families);
    options = mills_years(options);
    mills_ask(name, w, &net, &options, families);
    qp_network_clear(&net);
}

/** Hold what families tell of random networks against the panel: nothing may
 * differ, and values of each metric are compared, not a few. */
static inline void mills_ask_random(const mills_families *families)
{
    for (unsigned seed = 0; seed < MILLS; seed++) {
        char name[32];
        mill w = mill_of(seed);
        snprintf(name, sizeof name, "mill %u", seed);
        mills_ask_both(name, &w, seed, families);
    }
    ledger_assert();
    for (size_t f = 0; f < families->count; f++)
        ledger_assert_values(families->rows[f].asked, MILLS / 20);
}

/** ... and of those that lack something, or have it in one way only. */
static inline void mills_ask_cases(const mills_families *families)
{
    for (int c = 0; c < MILL_CASES; c++)
        for (unsigned seed = 0; seed < CASE_MILLS; seed++) {
            char name[48];
            mill w = mill_of(1000 + seed);
            mill_cases[c].change(&w);
            snprintf(name, sizeof name, "mill %u %s", 1000 + seed,
                     mill_cases[c].name);
            mills_ask_both(name, &w, seed, families);
        }
    ledger_assert();
}

#endif
