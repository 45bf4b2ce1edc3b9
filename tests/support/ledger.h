/* SPDX-License-Identifier: MIT */
/**
 * @file support/ledger.h
 * @brief What a second implementation tells of random realms and of those drawn
 *        by hand, held against the panel of synergy (support/account.h).
 */
#ifndef QP_SUPPORT_LEDGER_H
#define QP_SUPPORT_LEDGER_H

#include "support/account.h"
#include "support/lens.h"
#include "support/synergy.h"

/** Come to a window. */
static inline void ledger_open(const lens *v)
{
    account_open(v->name, v->year);
}

/* -------------------------------------------------------------------- walking */

/* A sanitizer makes each realm many times as slow; it sees the same paths. */
#ifdef __SANITIZE_ADDRESS__
enum { REALMS = 24, CASE_REALMS = 1 };
#else
enum { REALMS = 200, CASE_REALMS = 5 };
#endif

static inline qp_period ledger_years(void)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read("2000", 4, &first));
    cr_assert(qp_period_read("2003", 4, &last));
    return (qp_period){first.from, last.from};
}

static inline const qp_synergy_options *ledger_plain(void)
{
    static const qp_synergy_options plain = {
        .frame = {.window = {QP_NO_DAY, QP_NO_DAY}},
        .pairs = true,
        .draws = {.replicates = 3, .threads = 1},
        .least = 3,
        .gamma = 1,
        .beta = 0.5,
        .reach = NAN,
    };
    return &plain;
}

/** Each realm is measured in another way. */
static inline qp_synergy_options ledger_options(const realm *w, unsigned seed)
{
    static const char *const relatedness[] = {NULL, "association", "cosine",
                                              "jaccard", "probability"};
    qp_synergy_options o = *ledger_plain();
    o.relatedness = relatedness[seed % 5];
    o.entropy = seed % 4 == 1;
    o.raw = seed % 7 == 3;
    o.full = seed % 3 == 2;
    o.pairs = seed % 6 != 5;
    o.level = seed % 5 == 4 && w->provinces > 0 ? "province" : NULL;
    if (seed % 8 == 6) {
        o.technology = "country";
        o.organisation = "kind";
    }
    if (seed % 8 == 7) {
        o.least = 0;
        o.gamma = 0.5;
        o.beta = 0.25;
        o.reach = 300;
    }
    return o;
}

static inline qp_panel ledger_panel(const realm *w,
                                    const qp_synergy_options *options)
{
    return synergy_panel(realm_network(w), options);
}

/** Tells all rows of a window; year 0 and the first and last of changes too,
 * where a family has any. */
typedef void ledger_tell(const lens *v);

/** Of all windows of a run. */
static inline void ledger_ask(const char *name, const realm *w,
                              const qp_synergy_options *options,
                              ledger_tell *tell, ledger_tell *tell_changes,
                              const bool asked[])
{
    bool years = options->frame.step_months > 0;
    lens v = lens_of(name, w, options);
    qp_panel panel = ledger_panel(w, options);
    ledger_clear();
    for (int year = 0; year <= REALM_YEARS; year++) {
        v.year = year > 0 ? REALM_FIRST + year - 1 : 0;
        ledger_open(&v);
        if ((year > 0) == years)
            tell(&v);
    }
    v.year = 0;
    ledger_open(&v);
    if (tell_changes != NULL)
        tell_changes(&v);
    ledger_hold(&panel, asked);
    qp_panel_clear(&panel);
}

/* ... the whole period, and year by year. */
static inline void ledger_ask_both(const char *name, const realm *w,
                                   unsigned seed, ledger_tell *tell,
                                   ledger_tell *tell_changes,
                                   const bool asked[])
{
    qp_synergy_options options = ledger_options(w, seed);
    ledger_ask(name, w, &options, tell, tell_changes, asked);
    options.frame.window = ledger_years();
    options.frame.step_months = 12;
    ledger_ask(name, w, &options, tell, tell_changes, asked);
}

/** ... of random realms. */
static inline void ledger_ask_realms(ledger_tell *tell,
                                     ledger_tell *tell_changes,
                                     const bool asked[])
{
    for (unsigned seed = 0; seed < REALMS; seed++) {
        char name[32];
        realm w = realm_of(seed);
        snprintf(name, sizeof name, "realm %u", seed);
        ledger_ask_both(name, &w, seed, tell, tell_changes, asked);
    }
    ledger_assert();
}

/** ... and of those that lack something, or have it in one way only. */
static inline void ledger_ask_cases(ledger_tell *tell,
                                    ledger_tell *tell_changes,
                                    const bool asked[])
{
    for (int c = 0; c < REALM_CASES; c++)
        for (unsigned seed = 0; seed < CASE_REALMS; seed++) {
            char name[48];
            realm w = realm_of(1000 + seed);
            realm_cases[c].change(&w);
            snprintf(name, sizeof name, "realm %u %s", 1000 + seed,
                     realm_cases[c].name);
            ledger_ask_both(name, &w, seed, tell, tell_changes, asked);
        }
    ledger_assert();
}

#endif
