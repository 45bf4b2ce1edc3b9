/* SPDX-License-Identifier: MIT */
/**
 * @file support/ledger.h
 * @brief The rows that a panel has to have, told one by one by a second
 *        implementation and held against those that it has: none is missing,
 *        none is too many, and each is as it was told.
 *
 *      ledger_open(&v);
 *      ledger_row *row = say("all", "", QP_M_EI_INDEX, 0.2, 0);
 *      row->n = 12;
 *      ledger_hold(&panel, FIRST, LAST);
 */
#ifndef QP_SUPPORT_LEDGER_H
#define QP_SUPPORT_LEDGER_H

#include "support/leak.h"
#include "support/lens.h"
#include "support/synergy.h"

enum { LEDGER_ROWS = 16384, LEDGER_KEY = 120, LEDGER_TOLD = 12 };

#define UNSAID HUGE_VAL ///< a number that is not looked at

typedef struct {
    char key[LEDGER_KEY]; ///< metric, layer, window, subject, object
    qp_metric metric;
    double value;
    qp_reason reason; ///< where the value is NaN
    double n;
    double missing;
    double expected;
    double rank;
    double low;
    double high;
    double z;
    double p;
    unsigned flags; ///< as they have to be ...
    unsigned known; ///< ... of these bits
    double tolerance;
} ledger_row;

static struct {
    ledger_row rows[LEDGER_ROWS];
    size_t count;
    size_t values[QP_METRIC_COUNT]; ///< that were looked at
    const lens *v;
    char layer[48];
    char window[32];
} ledger;

/** Begin anew: nothing is told. */
static inline void ledger_clear(void)
{
    ledger.count = 0;
}

/** Come to a window. */
static inline void ledger_open(const lens *v)
{
    ledger.v = v;
    ledger.window[0] = '\0';
    if (v->year > 0)
        snprintf(ledger.window, sizeof ledger.window, "%d..%d", v->year,
                 v->year + 1);
}

/** Come to a layer; "" for none. */
static inline void ledger_layer(const char *layer)
{
    snprintf(ledger.layer, sizeof ledger.layer, "%s", layer);
}

/** Tell a row: a value, or where it is NaN a reason. */
static inline ledger_row *say(const char *subject, const char *object,
                              qp_metric metric, double value, qp_reason reason)
{
    cr_assert_lt(ledger.count, LEDGER_ROWS);
    ledger_row *row = &ledger.rows[ledger.count++];
    *row = (ledger_row){.metric = metric,
                        .value = value,
                        .reason = isnan(value) ? reason : QP_REASON_NONE,
                        .n = UNSAID,
                        .missing = UNSAID,
                        .expected = UNSAID,
                        .rank = UNSAID,
                        .low = UNSAID,
                        .high = UNSAID,
                        .z = UNSAID,
                        .p = UNSAID,
                        .tolerance = 1e-9};
    snprintf(row->key, sizeof row->key, "%s|%s|%s|%s|%s",
             qp_metrics[metric].name, ledger.layer, ledger.window, subject,
             object);
    return row;
}

/** That a flag is there, or is not. */
static inline void say_flag(ledger_row *row, qp_flag flag, bool set)
{
    row->known |= 1U << flag;
    row->flags |= set ? 1U << flag : 0;
}

/* ------------------------------------------------------------------ comparing */

/** A row of the panel under its key. */
typedef struct {
    char key[LEDGER_KEY];
    const qp_panel_row *row;
} ledger_found;

static struct {
    char text[4096];
    size_t size;
    int said[QP_METRIC_COUNT]; ///< of each metric
} ledger_differences;

static inline int by_key(const void *a, const void *b)
{
    return strcmp((const char *)a, (const char *)b);
}

/* A difference; of each metric the first few. */
static inline void ledger_differ(qp_metric metric, const char *key,
                                 const char *what, double got, double expected)
{
    if (ledger_differences.said[metric]++ >= LEDGER_TOLD)
        return;
    size_t room = sizeof ledger_differences.text - ledger_differences.size;
    int size = snprintf(ledger_differences.text + ledger_differences.size, room,
                        "\n  %s: %s: %s is %.12g, expected %.12g",
                        ledger.v->name, key, what, got, expected);
    if (size > 0 && (size_t)size < room)
        ledger_differences.size += (size_t)size;
}

static inline bool ledger_near(double got, double expected, double tolerance)
{
    if (isnan(got) || isnan(expected))
        return isnan(got) && isnan(expected);
    return fabs(got - expected) <= tolerance * (1 + fabs(expected));
}

static inline void ledger_compare(const ledger_row *told,
                                  const qp_panel_row *row)
{
    const struct {
        const char *what;
        double got;
        double expected;
    } numbers[] = {
        {"value", row->value, told->value},
        {"n", row->n, told->n},
        {"missing", row->missing, told->missing},
        {"expected", row->expected, told->expected},
        {"rank", row->rank, told->rank},
        {"low", row->low, told->low},
        {"high", row->high, told->high},
        {"z", row->z, told->z},
        {"p", row->p, told->p},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i].expected < UNSAID || isnan(numbers[i].expected))
            if (!ledger_near(numbers[i].got, numbers[i].expected,
                             told->tolerance))
                ledger_differ(told->metric, told->key, numbers[i].what,
                              numbers[i].got, numbers[i].expected);
    if (told->value < UNSAID || isnan(told->value)) {
        char what[96];
        snprintf(what, sizeof what, "reason (%s, not %s)",
                 qp_reasons[row->reason].name, qp_reasons[told->reason].name);
        if (row->reason != told->reason)
            ledger_differ(told->metric, told->key, what, row->reason,
                          told->reason);
    }
    if ((row->flags & told->known) != told->flags)
        ledger_differ(told->metric, told->key, "flags",
                      row->flags & told->known, told->flags);
}

/* The rows of the panel that are of the metrics asked for. */
static inline size_t ledger_find(const qp_panel *panel, const bool asked[],
                                 ledger_found found[])
{
    size_t count = 0;
    for (size_t r = 0; r < panel->count; r++) {
        const qp_panel_row *row = &panel->rows[r];
        if (!asked[row->metric])
            continue;
        cr_assert_lt(count, LEDGER_ROWS);
        found[count].row = row;
        snprintf(found[count++].key, LEDGER_KEY, "%s|%s|%s|%s|%s",
                 qp_metrics[row->metric].name,
                 qp_pool_text(&panel->text, row->layer),
                 qp_pool_text(&panel->text, row->window),
                 qp_pool_text(&panel->text, row->subject),
                 qp_pool_text(&panel->text, row->object));
    }
    return count;
}

/* Both in order of their keys, side by side. */
static inline void ledger_walk(const ledger_found found[], size_t count)
{
    size_t f = 0;
    size_t t = 0;
    while (f < count || t < ledger.count) {
        int order = f == count ? 1
                    : t == ledger.count
                        ? -1
                        : strcmp(found[f].key, ledger.rows[t].key);
        if (order == 0 && !isnan(found[f].row->value))
            ledger.values[ledger.rows[t].metric]++;
        if (order == 0)
            ledger_compare(&ledger.rows[t++], found[f++].row);
        else if (order < 0) {
            ledger_differ(found[f].row->metric, found[f].key,
                          "there (not to be there)", found[f].row->value, NAN);
            f++;
        } else {
            ledger_differ(ledger.rows[t].metric, ledger.rows[t].key,
                          "not there", NAN, ledger.rows[t].value);
            t++;
        }
    }
}

/** Hold what was told against the rows of these metrics. */
static inline void ledger_hold(const qp_panel *panel, const bool asked[])
{
    static ledger_found found[LEDGER_ROWS];
    size_t count = ledger_find(panel, asked, found);
    qsort(found, count, sizeof *found, by_key);
    qsort(ledger.rows, ledger.count, sizeof *ledger.rows, by_key);
    ledger_walk(found, count);
}

/** That nothing differed. */
static inline void ledger_assert(void)
{
    int all = 0;
    for (int m = 0; m < QP_METRIC_COUNT; m++)
        all += ledger_differences.said[m];
    cr_assert_eq(all, 0, "%d differences:%s", all, ledger_differences.text);
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

/** That values of each metric were compared, and not a few. */
static inline void ledger_assert_values(const bool asked[], size_t least)
{
    for (int m = 0; m < QP_METRIC_COUNT; m++)
        cr_assert(!asked[m] || ledger.values[m] >= least,
                  "%s has %zu values only", qp_metrics[m].name,
                  ledger.values[m]);
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
