/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/correction.h"
#include "support/golden.h"
#include "support/leak.h"

static void correct(const double p[], size_t count, double resolution,
                    double q[], bool *resolved)
{
    cr_assert_eq(qp_benjamini_hochberg(p, count, resolution, q, resolved, NULL),
                 QP_OK);
}

/* Benjamini and Hochberg (1995): 15 tests, 4 discoveries at 0.05. */
QP_TEST(correction, gives_the_q_of_the_published_example)
{
    static golden_table inputs;
    static golden_table expected;
    double p[GOLDEN_LINES];
    double q[GOLDEN_LINES];
    bool resolved = false;
    golden_own("inputs/bh_pvalues", &inputs);
    golden_own("expected/uncertainty", &expected);
    for (size_t t = 0; t < inputs.count; t++)
        p[t] = golden_number(inputs.lines[t].cell[1]);
    correct(p, inputs.count, 0, q, &resolved);
    cr_assert(resolved);

    size_t compared = 0;
    size_t discoveries = 0;
    for (size_t t = 0; t < inputs.count; t++)
        discoveries += q[t] <= 0.05;
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        for (size_t t = 0; t < inputs.count; t++)
            if (strcmp(line->cell[0], "bh_adjusted") == 0 &&
                strcmp(line->cell[1], inputs.lines[t].cell[0]) == 0) {
                golden_expect(line, q[t]);
                compared++;
            }
        if (strcmp(line->cell[0], "bh_rejections_0.05") == 0)
            golden_expect(line, (double)discoveries);
    }
    cr_assert_eq(compared, 15);
}

/* Two valid tests: q = (0.01 * 2 / 1, 0.04 * 2 / 2). */
QP_TEST(correction, passes_over_what_was_not_tested)
{
    const double p[] = {NAN, 0.04, NAN, 0.01};
    double q[4];
    bool resolved = false;
    correct(p, 4, 0, q, &resolved);
    cr_assert(isnan(q[0]) && isnan(q[2]));
    cr_assert_eq(q[1], 0.04);
    cr_assert_eq(q[3], 0.02);
}

/* Factors 1 + 1/2 + 1/3 = 11/6 for three tests: 0.01 * 3 * 11/6 / 1 and
 * 0.02 * 3 * 11/6 / 2 are both 0.055, and 0.9 becomes 1. */
QP_TEST(correction, allows_for_dependent_tests)
{
    const double p[] = {0.02, NAN, 0.9, 0.01};
    double q[4];
    bool resolved = false;
    cr_assert_eq(qp_benjamini_yekutieli(p, 4, 0.009, q, &resolved, NULL),
                 QP_OK);
    cr_assert(resolved, "0.009 * 5.5 is below 0.05");
    cr_assert_float_eq(q[0], 0.055, 1e-15);
    cr_assert(isnan(q[1]));
    cr_assert_eq(q[2], 1);
    cr_assert_float_eq(q[3], 0.055, 1e-15);
    cr_assert_eq(qp_benjamini_yekutieli(p, 4, 0.01, q, &resolved, NULL), QP_OK);
    cr_assert_not(resolved, "0.01 * 5.5 is not");
    cr_assert(isnan(q[3]));
}

/* 19 replicates: p is at least 1/20. One test can reach 0.05, two cannot. */
QP_TEST(correction, gives_no_q_where_replicates_are_too_few)
{
    const double p[] = {0.05, 1};
    double q[2];
    bool resolved = false;
    double resolution = qp_replicate_resolution(19);
    correct(p, 1, resolution, q, &resolved);
    cr_assert(resolved);
    cr_assert_eq(q[0], 0.05);
    correct(p, 2, resolution, q, &resolved);
    cr_assert_not(resolved);
    cr_assert(isnan(q[0]) && isnan(q[1]));
}

QP_TEST(correction, of_no_test_is_nothing)
{
    bool resolved = false;
    correct(NULL, 0, 0.5, NULL, &resolved);
    cr_assert(resolved);
}

QP_TEST(correction, counts_the_observation_among_the_replicates)
{
    static golden_table expected;
    golden_own("expected/uncertainty", &expected);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        unsigned long extreme = 0;
        unsigned long replicates = 0;
        if (strcmp(line->cell[0], "mc_p") != 0)
            continue;
        cr_assert_eq(
            sscanf(line->cell[1], "b=%lu,B=%lu", &extreme, &replicates), 2);
        golden_expect(line, qp_replicate_p(extreme, replicates));
        compared++;
    }
    cr_assert_eq(compared, 3);
}

QP_TEST(correction, leaves_q_alone_when_memory_runs_out)
{
    const double p[] = {0.5};
    double q[] = {42};
    bool resolved = true;
    qp_memory_allow(0);
    qp_status status = qp_benjamini_hochberg(p, 1, 0, q, &resolved, NULL);
    qp_memory_allow(QP_MEMORY_UNLIMITED);
    cr_assert_eq(status, QP_E_MEMORY);
    cr_assert_eq(q[0], 42);
}
