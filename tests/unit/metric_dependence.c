/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "chance/stream.h"
#include "metric/dependence.h"
#include "support/golden.h"

enum { MOST = 12, ELSEWHERE = 4 };

/* ------------------------------------------------------------ golden values */

/** Purchases of a customer, "*" of all, and product. */
typedef struct {
    qp_purchase bought[MOST];
    char supplier[MOST][GOLDEN_SIZE];
    size_t count;
} basket;

static size_t find_supplier(basket *b, const char *supplier)
{
    size_t s = 0;
    while (s < b->count && strcmp(b->supplier[s], supplier) != 0)
        s++;
    cr_assert_lt(s, MOST);
    if (s == b->count)
        strcpy(b->supplier[b->count++], supplier);
    return s;
}

/* supplier,country,product,customer,value; China is home. */
static basket fill(const golden_table *table, const char *customer,
                   const char *product)
{
    basket b = {0};
    for (size_t l = 0; l < table->count; l++) {
        const golden_line *line = &table->lines[l];
        bool counts = strcmp(customer, "*") == 0 ||
                      strcmp(line->cell[3], customer) == 0;
        if (!counts || strcmp(line->cell[2], product) != 0)
            continue;
        size_t s = find_supplier(&b, line->cell[0]);
        bool home = strcmp(line->cell[1], "CN") == 0;
        b.bought[s].origin = home ? QP_ORIGIN_HOME : (uint32_t)*line->cell[1];
        b.bought[s].supplier = (uint32_t)s;
        b.bought[s].value += golden_number(line->cell[4]);
    }
    qp_purchases_sort(b.bought, b.count);
    return b;
}

Test(dependence, meets_every_golden_value)
{
    golden_table bought;
    golden_table expected;
    golden_own("inputs/supply_products", &bought);
    golden_own("expected/dependence", &expected);
    cr_assert_eq(expected.count, 27);
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        char customer[GOLDEN_SIZE];
        strcpy(customer, line->cell[1]);
        char *product = strchr(customer, '|');
        cr_assert_not_null(product);
        *product++ = '\0';
        basket b = fill(&bought, customer, product);
        qp_dependence d = qp_dependence_measure(b.bought, b.count);
        const struct {
            const char *name;
            double value;
        } values[] = {
            {"supplier_HHI", d.hhi},
            {"foreign_share", d.foreign_share.value},
            {"foreign_origin_HHI", d.origin_hhi.value},
            {"chokepoint_flag_HHI>0.4_share>0.5", d.flag.value},
        };
        size_t v = 0;
        while (v < 4 && strcmp(values[v].name, line->cell[0]) != 0)
            v++;
        cr_assert_lt(v, 4, "%s is not asked for", line->cell[0]);
        golden_expect(line, values[v].value);
        cr_expect_float_eq(d.effective, 1 / d.hhi, 1e-15);
        cr_expect(isnan(d.foreign_share.low), "every origin is known");
    }
}

/* ------------------------------------------------------------------ by hand */

enum { NOBODY = -1 }; ///< knows where it is from

/** Value and origin in turn: 0 home, 1 ... countries. */
typedef struct {
    double value;
    int origin;
} bought;

static qp_dependence of(const bought list[], size_t count)
{
    qp_purchase purchases[MOST] = {0};
    for (size_t p = 0; p < count; p++)
        purchases[p] = (qp_purchase){
            .origin = list[p].origin == NOBODY ? QP_ORIGIN_UNKNOWN
                                               : (uint32_t)list[p].origin,
            .supplier = (uint32_t)p,
            .value = list[p].value,
        };
    qp_purchases_sort(purchases, count);
    return qp_dependence_measure(purchases, count);
}

#define OF(...)                       \
    of((const bought[]){__VA_ARGS__}, \
       sizeof((const bought[]){__VA_ARGS__}) / sizeof(bought))

static void expect(const qp_bounded *got, double value, double low, double high)
{
    cr_expect_float_eq(got->value, value, 1e-15, "%.17g", got->value);
    cr_expect_float_eq(got->low, low, 1e-15, "%.17g", got->low);
    cr_expect_float_eq(got->high, high, 1e-15, "%.17g", got->high);
    cr_expect_eq(got->reason, QP_REASON_NONE);
}

Test(dependence, is_as_the_header_draws_it)
{
    qp_dependence d = OF({70, 0}, {20, 1}, {10, NOBODY});
    cr_expect_float_eq(d.hhi, 0.7 * 0.7 + 0.2 * 0.2 + 0.1 * 0.1, 1e-15);
    cr_expect_float_eq(d.effective, 1 / 0.54, 1e-14);
    cr_expect_float_eq(d.largest, 0.7, 1e-15);
    cr_expect_eq(d.suppliers, 3);
    cr_expect_eq(d.known, 2);
    expect(&d.foreign_share, 20.0 / 90, 0.2, 0.3);
    expect(&d.origin_hhi, 1, 500.0 / 900, 1);
    expect(&d.flag, 0, 0, 0);
}

/* All at home: 1. The smaller abroad: (10^2 + 1^2) / 11^2. Both: nearly 1. */
Test(dependence, is_least_concentrated_where_only_small_ones_are_abroad)
{
    qp_dependence d = OF({10, 1}, {1, NOBODY}, {1000, NOBODY});
    expect(&d.origin_hhi, 1, 101.0 / 121, 1);
}

/* Two of 10 abroad, 20 at home, 30 unknown. At home: 20 of 70 foreign. Abroad:
 * 50 of 70, of one origin (40^2 + 10^2) / 50^2. */
Test(dependence, flag_lies_between_what_origins_could_make_of_it)
{
    qp_dependence d = OF({20, 0}, {10, 1}, {10, 2}, {30, NOBODY});
    expect(&d.foreign_share, 0.5, 20.0 / 70, 50.0 / 70);
    expect(&d.origin_hhi, 0.5, (100 + 100 + 900) / 2500.0, 1700.0 / 2500);
    expect(&d.flag, 0, 0, 1);
}

Test(dependence, flag_wants_more_than_the_bounds)
{
    cr_expect_eq(OF({1, 0}, {1, 1}).flag.value, 0, "half is not more");
    cr_expect_eq(OF({1, 0}, {1.001, 1}).flag.value, 1);
    cr_expect_eq(OF({1, 1}, {1, 2}, {1, 3}).flag.value, 0, "1/3 of each");
    cr_expect_eq(OF({1, 1}, {1, 2}).flag.value, 1);
    cr_expect(!qp_is_above(0.1 + 0.2, 0.3), "rounding is no more");
}

Test(dependence, says_why_there_is_no_value)
{
    qp_dependence d = OF({5, 0}, {3, 0});
    cr_expect(isnan(d.origin_hhi.value) && isnan(d.origin_hhi.low));
    cr_expect_eq(d.origin_hhi.reason, QP_REASON_DOMESTIC);
    cr_expect_eq(d.foreign_share.value, 0);
    cr_expect_eq(d.flag.value, 0);
    d = OF({5, NOBODY});
    cr_expect_eq(d.hhi, 1);
    cr_expect_eq(d.foreign_share.reason, QP_REASON_NO_ORIGIN);
    cr_expect_eq(d.origin_hhi.reason, QP_REASON_NO_ORIGIN);
    cr_expect_eq(d.flag.reason, QP_REASON_NO_ORIGIN);
    cr_expect(isnan(d.flag.value) && isnan(d.flag.high));
    d = OF({1, 0}, {9, NOBODY});
    cr_expect_eq(d.origin_hhi.reason, QP_REASON_DOMESTIC);
    expect(&d.foreign_share, 0, 0, 0.9);
    expect(&d.flag, 0, 0, 1);
}

/* --------------------------------------------------------- every assignment */

/** What an assignment of origins gives. */
typedef struct {
    double share;
    double concentration; ///< NaN: nothing is foreign
} outcome;

static outcome assign(const bought list[], size_t count)
{
    double of_country[MOST] = {0};
    double all = 0;
    double foreign = 0;
    double squares = 0;
    for (size_t p = 0; p < count; p++) {
        of_country[list[p].origin] += list[p].value;
        all += list[p].value;
    }
    for (size_t c = 1; c < MOST; c++) {
        foreign += of_country[c];
        squares += of_country[c] * of_country[c];
    }
    return (outcome){foreign / all, squares / (foreign * foreign)};
}

/** The least and the most over all assignments. */
typedef struct {
    outcome least;
    outcome most;
    double flag_least;
    double flag_most;
} extremes;

static void widen(extremes *e, outcome o)
{
    double flag = o.share > 0.5 && o.concentration > 0.4 ? 1 : 0;
    e->least.share = fmin(e->least.share, o.share);
    e->most.share = fmax(e->most.share, o.share);
    e->least.concentration = fmin(e->least.concentration, o.concentration);
    e->most.concentration = fmax(e->most.concentration, o.concentration);
    e->flag_least = fmin(e->flag_least, flag);
    e->flag_most = fmax(e->flag_most, flag);
}

/* Each unknown supplier is at home, in country 1 or 2, or in one of four where
 * nobody known is. */
static extremes try_all(const bought list[], size_t count, size_t unknown)
{
    enum { CHOICES = 3 + ELSEWHERE };
    extremes e = {{NAN, NAN}, {NAN, NAN}, NAN, NAN};
    size_t cases = 1;
    for (size_t u = 0; u < unknown; u++)
        cases *= CHOICES;
    for (size_t c = 0; c < cases; c++) {
        bought told[MOST];
        size_t left = c;
        memcpy(told, list, count * sizeof *told);
        for (size_t p = 0; p < count; p++)
            if (told[p].origin == NOBODY) {
                told[p].origin = (int)(left % CHOICES);
                left /= CHOICES;
            }
        widen(&e, assign(told, count));
    }
    return e;
}

Test(dependence, bounds_are_the_extremes_over_all_assignments_of_origins)
{
    qp_stream stream = qp_stream_start(7, 0);
    size_t bounded = 0;
    for (int trial = 0; trial < 200; trial++) {
        bought list[MOST];
        size_t known = 1 + qp_stream_below(&stream, 4);
        size_t unknown = 1 + qp_stream_below(&stream, ELSEWHERE);
        for (size_t p = 0; p < known + unknown; p++)
            list[p] = (bought){
                .value = 1 + (double)qp_stream_below(&stream, 40),
                .origin = p < known ? (int)qp_stream_below(&stream, 3)
                                    : NOBODY};
        qp_dependence d = of(list, known + unknown);
        extremes e = try_all(list, known + unknown, unknown);
        cr_expect_float_eq(d.foreign_share.low, e.least.share, 1e-12);
        cr_expect_float_eq(d.foreign_share.high, e.most.share, 1e-12);
        cr_expect_eq(d.flag.low, e.flag_least, "trial %d", trial);
        cr_expect_eq(d.flag.high, e.flag_most, "trial %d", trial);
        if (isnan(d.origin_hhi.value))
            continue;
        bounded++;
        cr_expect_float_eq(d.origin_hhi.low, e.least.concentration, 1e-12);
        cr_expect_float_eq(d.origin_hhi.high, e.most.concentration, 1e-12);
    }
    cr_assert_gt(bounded, 100);
}
