/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/upstreamness.h"
#include "support/golden.h"
#include "support/leak.h"
#include "support/tangle.h"

enum { UNITS = TANGLE_MOST };

/** Who sells what, and what is made of it. */
typedef struct {
    size_t n;
    double sales[UNITS][UNITS]; ///< [from][to] the diagonal: to themselves
    double output[UNITS];       ///< NaN: not known
    double value[UNITS];
    qp_reason reason[UNITS];
} economy;

static void solve(economy *e)
{
    qp_arc list[UNITS * UNITS];
    qp_arcs sales = {0};
    double own[UNITS];
    size_t count = 0;
    for (uint32_t i = 0; i < e->n; i++)
        for (uint32_t j = 0; j < e->n; j++)
            if (i != j && e->sales[i][j] > 0)
                list[count++] = (qp_arc){i, j, e->sales[i][j]};
    for (size_t i = 0; i < e->n; i++)
        own[i] = e->sales[i][i];
    cr_assert_eq(qp_arcs_make(e->n, list, count, &sales, NULL), QP_OK);
    qp_upstream_question question = {&sales, own, e->output};
    cr_assert_eq(qp_upstreamness(&question, e->value, e->reason, NULL), QP_OK);
    qp_arcs_clear(&sales);
}

/* -------------------------------------------------------------------- golden */

static economy golden_case(const char *name)
{
    static golden_table rows;
    economy e = {.n = 3};
    golden_own("inputs/upstreamness", &rows);
    for (size_t l = 0; l < rows.count; l++) {
        const golden_line *line = &rows.lines[l];
        int from = line->cell[1][0] - '1';
        double value = golden_number(line->cell[3]);
        if (strcmp(line->cell[0], name) != 0)
            continue;
        e.output[from] += value;
        if (strcmp(line->cell[2], "FINAL") != 0)
            e.sales[from][line->cell[2][0] - '1'] += value;
    }
    return e;
}

QP_TEST(upstreamness, meets_every_golden_value)
{
    static golden_table expected;
    static const char *const cases[] = {"chain", "loop"};
    size_t met = 0;
    golden_own("expected/upstreamness", &expected);
    for (size_t c = 0; c < 2; c++) {
        economy e = golden_case(cases[c]);
        solve(&e);
        for (size_t u = 0; u < 3; u++, met++) {
            char key[16];
            snprintf(key, sizeof key, "%s|%zu", cases[c], u + 1);
            golden_meet(&expected, "upstreamness", key, e.value[u]);
        }
    }
    cr_assert_eq(met, expected.count);
}

/* -------------------------------------------------------------------- by hand */

/* Half of what is made is sold to themselves, the rest is used: 1 / (1 - 1/2).
 */
QP_TEST(upstreamness, counts_what_a_unit_sells_to_itself)
{
    economy e = {.n = 1, .sales = {{5}}, .output = {10}};
    solve(&e);
    cr_assert_eq(e.value[0], 2);
}

/* 0 sells all it makes to 1, of which nothing is known but that it buys; an
 * output below the sales is no less than they. */
QP_TEST(upstreamness, takes_a_buyer_without_output_as_the_last_step)
{
    economy e = {.n = 2, .sales = {{0, 8}}, .output = {4, NAN}};
    solve(&e);
    cr_assert_eq(e.value[0], 2);
    cr_assert(isnan(e.value[1]));
    cr_assert_eq(e.reason[1], QP_REASON_NO_OUTPUT);
    e.output[0] = NAN;
    solve(&e);
    cr_assert_eq(e.value[0], 2, "not known: that of the sales");
}

/* 1 and 2 sell to each other alone; 0 sells half of what it makes to them, and
 * 3 to nobody who does. */
QP_TEST(upstreamness, has_no_value_where_something_never_comes_to_final_use)
{
    economy e = {
        .n = 5,
        .sales = {{0, 5}, {0, 0, 3}, {0, 3}, {0, 0, 0, 0, 2}},
        .output = {10, 3, 3, 4, 1},
    };
    solve(&e);
    for (size_t u = 0; u < 3; u++) {
        cr_assert(isnan(e.value[u]));
        cr_assert_eq(e.reason[u], QP_REASON_NO_FINAL_USE, "unit %zu", u);
    }
    cr_assert_eq(e.value[3], 1.5);
    cr_assert_eq(e.value[4], 1);
}

/* Sums of sales are off by rounding: that is no final use. */
QP_TEST(upstreamness, takes_rounding_for_no_final_use)
{
    economy e = {.n = 2, .sales = {{0, 0.3}, {0.3}}};
    e.output[0] = e.output[1] = 0.1 + 0.2;
    cr_assert_gt(e.output[0], 0.3);
    solve(&e);
    cr_assert_eq(e.reason[0], QP_REASON_NO_FINAL_USE);
}

/* --------------------------------------------------------------------- rounds */

/* Of what is made, so much after so many sales: the series of Antras and Chor,
 * 1 F/Y + 2 B F/Y + 3 B^2 F/Y ..., term by term. */
static void slow_series(const economy *e, double value[])
{
    double left[UNITS];
    double next[UNITS];
    for (size_t i = 0; i < e->n; i++) {
        value[i] = 0;
        left[i] = 1;
    }
    for (int term = 0; term < 20000; term++) {
        for (size_t i = 0; i < e->n; i++) {
            next[i] = 0;
            value[i] += left[i];
            for (size_t j = 0; j < e->n; j++)
                next[i] += e->sales[i][j] / e->output[i] * left[j];
        }
        memcpy(left, next, sizeof left);
    }
}

QP_TEST(upstreamness, of_random_economies_is_the_sum_of_the_series)
{
    for (uint64_t seed = 1; seed < 60; seed++) {
        tangle t = tangle_of(6 * seed);
        economy e = {.n = t.n};
        double slow[UNITS];
        for (size_t i = 0; i < t.n; i++) {
            e.output[i] = 1 + (double)((i * seed) % 5);
            for (size_t j = 0; j < t.n; j++) {
                e.sales[i][j] = t.arc[i][j] ? 1 + (double)((i + j) % 3) : 0;
                e.output[i] += e.sales[i][j];
            }
        }
        solve(&e);
        slow_series(&e, slow);
        for (size_t i = 0; i < t.n; i++)
            cr_assert_float_eq(e.value[i], slow[i], 1e-11 * slow[i]);
    }
}

/** A ring of n, each of which passes on so much to the next. */
typedef struct {
    size_t n;
    double share;
    double *value;
    qp_reason *reason;
} ring;

static qp_status go_round(ring *r)
{
    qp_arc *list = qp_acquire(r->n, sizeof *list);
    double *output = qp_acquire(r->n, sizeof *output);
    qp_arcs sales = {0};
    for (uint32_t u = 0; u < r->n; u++) {
        list[u] = (qp_arc){u, (u + 1) % (uint32_t)r->n, r->share};
        output[u] = 1;
    }
    cr_assert_eq(qp_arcs_make(r->n, list, r->n, &sales, NULL), QP_OK);
    qp_upstream_question question = {&sales, NULL, output};
    qp_status status = qp_upstreamness(&question, r->value, r->reason, NULL);
    qp_arcs_clear(&sales);
    qp_release(output);
    qp_release(list);
    return status;
}

/* Each step goes on with the same share s: 1 + s + s^2 + ... = 1 / (1 - s). By
 * rounds above 1000 units; where these do not end, directly up to 3000. */
QP_TEST(upstreamness, of_many_units_is_found_by_rounds)
{
    static double value[5000];
    static qp_reason reason[5000];
    const struct {
        size_t n;
        double share;
        double expected;
    } rings[] = {
        {900, 0.5, 2},         {1500, 0.5, 2},        {5000, 0.75, 4},
        {1100, 0.999999, 1e6}, {5000, 1 - 1e-9, NAN},
    };
    for (size_t i = 0; i < sizeof rings / sizeof *rings; i++) {
        ring r = {rings[i].n, rings[i].share, value, reason};
        cr_assert_eq(go_round(&r), QP_OK);
        for (size_t u = 0; u < r.n; u++) {
            bool none = isnan(rings[i].expected);
            cr_assert_eq(reason[u],
                         none ? QP_REASON_NOT_CONVERGED : QP_REASON_NONE);
            cr_assert_eq(isnan(value[u]), none);
            cr_assert(none || fabs(value[u] - rings[i].expected) <
                                  1e-9 * rings[i].expected);
        }
    }
}

QP_TEST(upstreamness, survives_a_lack_of_memory)
{
    qp_arc list[] = {{0, 1, 1}, {1, 0, 1}};
    qp_arcs sales = {0};
    double output[] = {2, 2};
    double value[2];
    qp_reason reason[2];
    qp_status status = QP_E_MEMORY;
    cr_assert_eq(qp_arcs_make(2, list, 2, &sales, NULL), QP_OK);
    size_t held = qp_memory_held();
    qp_upstream_question question = {&sales, NULL, output};
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_memory_allow(allowed);
        status = qp_upstreamness(&question, value, reason, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert_eq(qp_memory_held(), held);
        cr_assert_lt(allowed, 50);
    }
    cr_assert_eq(value[0], 2);
    qp_arcs_clear(&sales);
}
