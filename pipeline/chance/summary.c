/* SPDX-License-Identifier: MIT */
#include "chance/summary.h"

#include <math.h>
#include <stdlib.h>

#include "chance/correction.h"
#include "core/sum.h"

#define TIE 1e-9 ///< relative: values this near are the same

/* Replicates with a value that are at least, and at most, as large. */
static void count_extremes(const double value[], size_t count, double observed,
                           size_t *upper, size_t *lower)
{
    double tie = TIE * fabs(observed);
    *upper = *lower = 0;
    for (size_t r = 0; r < count; r++) {
        *upper += value[r] >= observed - tie ? 1 : 0;
        *lower += value[r] <= observed + tie ? 1 : 0;
    }
}

static void find_moments(const double value[], size_t count, qp_summary *s)
{
    qp_sum sum = {0};
    qp_sum squares = {0};
    for (size_t r = 0; r < count; r++)
        if (!isnan(value[r])) {
            qp_sum_add(&sum, value[r]);
            s->replicates++;
        }
    if (s->replicates == 0)
        return;
    s->mean = qp_sum_value(&sum) / (double)s->replicates;
    for (size_t r = 0; r < count; r++)
        if (!isnan(value[r]))
            qp_sum_add(&squares, (value[r] - s->mean) * (value[r] - s->mean));
    if (s->replicates > 1)
        s->sd = sqrt(qp_sum_value(&squares) / (double)(s->replicates - 1));
}

qp_summary qp_summarise(const double value[], size_t count, double observed)
{
    qp_summary s = {0, NAN, NAN, NAN, NAN, NAN, NAN};
    size_t upper = 0;
    size_t lower = 0;
    find_moments(value, count, &s);
    if (s.replicates == 0 || isnan(observed))
        return s;
    count_extremes(value, count, observed, &upper, &lower);
    if (s.replicates >= QP_LEAST_FOR_Z && s.sd > 0)
        s.z = (observed - s.mean) / s.sd;
    s.p_upper = qp_replicate_p(upper, s.replicates);
    s.p_lower = qp_replicate_p(lower, s.replicates);
    s.p_two_sided = fmin(1, 2 * fmin(s.p_upper, s.p_lower));
    return s;
}

double qp_quantile(const double sorted[], size_t count, double share)
{
    double position = (double)(count - 1) * share;
    size_t below = (size_t)position;
    size_t above = below + 1 < count ? below + 1 : below;
    double part = position - (double)below;
    return sorted[below] + part * (sorted[above] - sorted[below]);
}

/* NaN after all numbers. */
static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    if (isnan(a) || isnan(b))
        return (isnan(a) ? 1 : 0) - (isnan(b) ? 1 : 0);
    return (a > b) - (a < b);
}

qp_interval qp_percentile_interval(double value[], size_t count, double lost)
{
    size_t valid = count;
    qsort(value, count, sizeof *value, ascending);
    while (valid > 0 && isnan(value[valid - 1]))
        valid--;
    if (valid == 0 || (double)(count - valid) > lost * (double)count)
        return (qp_interval){NAN, NAN};
    return (qp_interval){qp_quantile(value, valid, 0.025),
                         qp_quantile(value, valid, 0.975)};
}
