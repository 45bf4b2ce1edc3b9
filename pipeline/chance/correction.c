/* SPDX-License-Identifier: MIT */
#include "chance/correction.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

#define CALLED 0.05 ///< q at which a family must be able to arrive

typedef struct {
    double p;
    size_t test;
} ranked;

double qp_replicate_p(size_t extreme, size_t replicates)
{
    return (1 + (double)extreme) / (1 + (double)replicates);
}

double qp_replicate_resolution(size_t replicates)
{
    return qp_replicate_p(0, replicates);
}

static int by_p(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;
    int order = (a->p > b->p) - (a->p < b->p);
    return order != 0 ? order : (a->test > b->test) - (a->test < b->test);
}

/** What tests of a family have in common. */
typedef struct {
    double resolution;
    double (*factor)(size_t m); ///< q of the only discovery of m, over its p
} family;

/* Bonferroni's. */
static double independent(size_t m)
{
    return (double)m;
}

static double dependent(size_t m)
{
    double sum = 0;
    for (size_t j = m; j > 0; j--)
        sum += 1 / (double)j;
    return (double)m * sum;
}

/* From the largest p down, the least of p factor / j so far. */
static void adjust(const ranked tests[], size_t m, double factor, double q[])
{
    double least = 1;
    for (size_t j = m; j > 0; j--) {
        least = fmin(least, tests[j - 1].p * (factor / (double)j));
        q[tests[j - 1].test] = least;
    }
}

static qp_status correct(const double p[], size_t count, family common,
                         double q[], bool *resolved, qp_error *err)
{
    ranked *tests = qp_acquire(count, sizeof *tests);
    if (tests == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to rank %zu tests", count);
    size_t m = 0;
    for (size_t t = 0; t < count; t++) {
        q[t] = NAN;
        if (!isnan(p[t]))
            tests[m++] = (ranked){p[t], t};
    }
    double factor = common.factor(m);
    *resolved = factor * common.resolution <= CALLED;
    if (m > 1)
        qsort(tests, m, sizeof *tests, by_p);
    if (*resolved)
        adjust(tests, m, factor, q);
    qp_release(tests);
    return QP_OK;
}

qp_status qp_benjamini_hochberg(const double p[], size_t count,
                                double resolution, double q[], bool *resolved,
                                qp_error *err)
{
    return correct(p, count, (family){resolution, independent}, q, resolved,
                   err);
}

qp_status qp_benjamini_yekutieli(const double p[], size_t count,
                                 double resolution, double q[], bool *resolved,
                                 qp_error *err)
{
    return correct(p, count, (family){resolution, dependent}, q, resolved, err);
}
