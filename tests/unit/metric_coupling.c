/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/composite.h"
#include "metric/coupling.h"
#include "metric/score.h"
#include "support/golden.h"

enum { MOST = 4 };

/** The scores of one unit. */
typedef struct {
    double score[MOST];
    size_t count;
} unit;

/* ------------------------------------------------------- coupling: golden */

static bool find_unit(const char *table, const char *key, size_t count, unit *u)
{
    static golden_table units;
    golden_own(table, &units);
    for (size_t l = 0; l < units.count; l++) {
        if (strcmp(units.lines[l].cell[0], key) != 0)
            continue;
        u->count = count;
        for (size_t i = 0; i < count; i++)
            u->score[i] = golden_number(units.lines[l].cell[1 + i]);
        return true;
    }
    return false;
}

static unit unit_of(const char *key)
{
    static const struct {
        const char *key;
        unit unit;
    } edges[] = {
        {"allzero", {{0, 0, 0}, 3}},  {"onezero", {{0, 0.5, 0.7}, 3}},
        {"equal", {{.4, .4, .4}, 3}}, {"equal1", {{1, 1, 1}, 3}},
        {"single", {{0.5}, 1}},
    };
    unit u = {.count = 0};
    if (find_unit("inputs/ccd_n3", key, 3, &u) ||
        find_unit("inputs/ccd_n4", key, 4, &u))
        return u;
    for (size_t e = 0; e < sizeof edges / sizeof *edges; e++)
        if (strcmp(edges[e].key, key) == 0)
            return edges[e].unit;
    cr_assert(false, "no unit %s", key);
    return u;
}

/* C, T or D, by the form in the name; w433: weights 0.4, 0.3, 0.3. */
static double measure(const char *metric, const unit *u)
{
    static const double weight[] = {0.4, 0.3, 0.3};
    qp_coupling_form form = QP_COUPLING_STANDARD;
    if (strstr(metric, "wang") != NULL)
        form = QP_COUPLING_WANG;
    if (strstr(metric, "fan") != NULL)
        form = QP_COUPLING_FAN;
    bool weighted = strstr(metric, "w433") != NULL;
    double degree = qp_coupling_degree(form, u->score, u->count);
    double level = qp_development_level(u->score, weighted ? weight : NULL,
                                        u->count);
    if (*metric == 'C')
        return degree;
    return *metric == 'T' ? level : qp_coupling_coordination(degree, level);
}

Test(coupling, equals_every_golden_value)
{
    static golden_table expected;
    size_t published = 0;
    golden_own("expected/ccd", &expected);
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        unit u = unit_of(line->cell[1]);
        golden_expect(line, measure(line->cell[0], &u));
        published += strncmp(line->cell[4], "published", 9) == 0;
    }
    cr_assert_eq(published, 72);
}

/* -------------------------------------------------------- coupling: by hand */

/* (1 - (0.1 + 0.4 + 0.3) / 3) (4/8 5/8... ) with U = 0.4, 0.5, 0.8. */
Test(coupling, is_what_the_formulas_say)
{
    const double u[] = {0.4, 0.5, 0.8};
    double even = 1 - (0.1 + 0.4 + 0.3) / 3;
    double near = sqrt(0.5 * 0.625 * 1);
    cr_assert_float_eq(qp_coupling_degree(QP_COUPLING_WANG, u, 3),
                       sqrt(even * near), 1e-15);
    cr_assert_float_eq(qp_coupling_degree(QP_COUPLING_STANDARD, u, 3),
                       cbrt(0.16) / (1.7 / 3), 1e-15);
    const double apart[] = {0, 1};
    cr_assert_eq(qp_coupling_degree(QP_COUPLING_FAN, apart, 2), 0,
                 "a standard deviation of 1/2 is the largest there is");
}

Test(coupling, is_not_told_of_what_is_no_score)
{
    const double scores[][2] = {{0.5, NAN}, {0.5, 1.1}, {-0.1, 0.5}};
    for (size_t s = 0; s < 3; s++)
        for (int form = 0; form < QP_COUPLING_FORMS; form++) {
            double degree = qp_coupling_degree((qp_coupling_form)form,
                                               scores[s], 2);
            cr_expect(isnan(degree), "scores %zu: %g", s, degree);
        }
    cr_assert(isnan(qp_development_level(scores[0], NULL, 2)));
    cr_assert(isnan(qp_coupling_coordination(NAN, 0.5)));
}

/* The product of these would be 0 where they are not taken by the largest. */
Test(coupling, is_even_however_small_the_scores)
{
    const double u[] = {1e-200, 1e-200, 1e-200};
    cr_assert_float_eq(qp_coupling_degree(QP_COUPLING_STANDARD, u, 3), 1,
                       1e-15);
    cr_assert_float_eq(qp_coupling_degree(QP_COUPLING_WANG, u, 3), 1, 1e-15);
}

/* --------------------------------------------------------------- composite */

static void take_orders(const golden_table *rows, const char *subsystem,
                        double order[2])
{
    for (size_t t = 0; t < 2; t++) {
        double score[MOST];
        size_t count = 0;
        for (size_t l = 0; l < rows->count; l++) {
            const golden_line *line = &rows->lines[l];
            qp_scale scale = {.low = golden_number(line->cell[3]),
                              .high = golden_number(line->cell[4]),
                              .falling = golden_number(line->cell[2]) < 0};
            if (strcmp(line->cell[0], subsystem) == 0)
                score[count++] = qp_score(&scale,
                                          golden_number(line->cell[5 + t]));
        }
        order[t] = qp_composite_order(score, count);
    }
}

Test(composite, equals_every_golden_value)
{
    static const char *const subsystems[] = {"innovation", "industry",
                                             "capital"};
    static golden_table rows;
    static golden_table expected;
    double before[3];
    double after[3];
    golden_own("inputs/composite_indicators", &rows);
    golden_own("expected/composite_synergy", &expected);
    cr_assert_eq(expected.count, 2 * 3 + 1);
    for (size_t s = 0; s < 3; s++) {
        double order[2];
        take_orders(&rows, subsystems[s], order);
        golden_meet(&expected, "order_t0", subsystems[s], order[0]);
        golden_meet(&expected, "order_t1", subsystems[s], order[1]);
        before[s] = order[0];
        after[s] = order[1];
    }
    golden_meet(&expected, "synergy", "t0->t1",
                qp_composite_synergy(before, after, 3));
}

Test(composite, is_0_where_one_stands_still_and_negative_where_one_falls)
{
    const double before[] = {0.25, 0.5, 0.5};
    const double after[] = {0.5, 0.75, 0.25};
    const double still[] = {0.5, 0.5, 0.25};
    double stopped = qp_composite_synergy(before, still, 3);
    cr_assert_float_eq(qp_composite_synergy(before, after, 3), -0.25, 1e-15);
    cr_assert_float_eq(qp_composite_synergy(before, after, 2), 0.25, 1e-15);
    cr_assert_eq(stopped, 0);
    cr_assert_not(signbit(stopped));
}

Test(composite, is_not_told_of_one_chain_or_of_what_is_not_known)
{
    const double before[] = {0.25, NAN};
    const double after[] = {0.5, 0.5};
    cr_assert(isnan(qp_composite_synergy(before, after, 1)));
    cr_assert(isnan(qp_composite_synergy(before, after, 2)));
    cr_assert(isnan(qp_composite_order(before, 2)));
}

/* ------------------------------------------------------------------- scores */

Test(score, lies_between_the_bounds)
{
    const qp_scale rising = {.low = 100, .high = 500};
    const qp_scale falling = {.low = 100, .high = 500, .falling = true};
    const qp_scale none = {.low = 3, .high = 3};
    const qp_scale turned = {.low = 5, .high = 3};
    cr_assert_eq(qp_score(&rising, 220), 120.0 / 400);
    cr_assert_eq(qp_score(&falling, 220), 280.0 / 400);
    cr_assert_eq(qp_score(&rising, 700), 1);
    cr_assert_eq(qp_score(&rising, -700), 0);
    cr_assert_eq(qp_score(&falling, 700), 0);
    cr_assert(isnan(qp_score(&rising, NAN)));
    cr_assert(isnan(qp_score(&none, 3)));
    cr_assert(isnan(qp_score(&turned, 4)));
}
