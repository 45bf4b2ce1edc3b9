/* SPDX-License-Identifier: MIT */
/**
 * @file support/account.h
 * @brief The rows that a panel has to have, told one by one by a second
 *        implementation and held against those that it has: none is missing,
 *        none is too many, and each is as it was told.
 *
 *      account_open("realm 7", 2001);
 *      ledger_row *row = say("all", "", QP_M_EI_INDEX, 0.2, 0);
 *      row->n = 12;
 *      ledger_hold(&panel, asked);
 */
#ifndef QP_SUPPORT_ACCOUNT_H
#define QP_SUPPORT_ACCOUNT_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "panel/panel.h"
#include "support/leak.h"

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
    const char *name;               ///< of what is measured
    char layer[48];
    char window[32];
} ledger;

/** Begin anew: nothing is told. */
static inline void ledger_clear(void)
{
    ledger.count = 0;
}

/** Come to a window: a year; 0: the whole period. */
static inline void account_open(const char *name, int year)
{
    ledger.name = name;
    ledger.window[0] = '\0';
    if (year > 0)
        snprintf(ledger.window, sizeof ledger.window, "%d..%d", year, year + 1);
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
                        "\n  %s: %s: %s is %.12g, expected %.12g", ledger.name,
                        key, what, got, expected);
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

/** That values of each metric were compared, and not a few. */
static inline void ledger_assert_values(const bool asked[], size_t least)
{
    for (int m = 0; m < QP_METRIC_COUNT; m++)
        cr_assert(!asked[m] || ledger.values[m] >= least,
                  "%s has %zu values only", qp_metrics[m].name,
                  ledger.values[m]);
}

#endif
