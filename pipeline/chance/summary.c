/* SPDX-License-Identifier: MIT */
#include "chance/summary.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "chance/correction.h"
#include "core/sum.h"

/* The sum of what is there, and whether it is all the same. */
static double mean_of(const double value[], size_t count, size_t step,
                      qp_null_summary *null, bool *same)
{
    qp_sum sum = {0};
    double least = INFINITY;
    double most = -INFINITY;
    double reach = QP_TIE * fabs(null->observed);
    for (size_t r = 0; r < count; r++) {
        double v = value[r * step];
        if (isnan(v))
            continue;
        qp_sum_add(&sum, v);
        least = fmin(least, v);
        most = fmax(most, v);
        null->valid++;
        null->upper += v >= null->observed - reach ? 1 : 0;
        null->lower += v <= null->observed + reach ? 1 : 0;
    }
    *same = most - least <= QP_TIE * fmax(fabs(least), fabs(most));
    return null->valid > 0 ? qp_sum_value(&sum) / (double)null->valid : NAN;
}

/* Values that rounding alone tells apart have no spread. */
qp_null_summary qp_summarise(const double value[], size_t count, size_t step,
                             double observed)
{
    assert(step > 0);
    qp_null_summary null = {.observed = observed, .replicates = count};
    bool same = false;
    qp_sum squares = {0};
    null.mean = mean_of(value, count, step, &null, &same);
    for (size_t r = 0; r < count; r++) {
        double v = value[r * step];
        if (!isnan(v))
            qp_sum_add(&squares, (v - null.mean) * (v - null.mean));
    }
    null.sd = NAN;
    if (null.valid > 1)
        null.sd = same
                      ? 0
                      : sqrt(qp_sum_value(&squares) / (double)(null.valid - 1));
    return null;
}

static bool has_p(const qp_null_summary *null)
{
    return null->valid > 0 && !isnan(null->observed);
}

double qp_null_p_upper(const qp_null_summary *null)
{
    return has_p(null) ? qp_replicate_p(null->upper, null->valid) : NAN;
}

double qp_null_p_lower(const qp_null_summary *null)
{
    return has_p(null) ? qp_replicate_p(null->lower, null->valid) : NAN;
}

double qp_null_p_both(const qp_null_summary *null)
{
    double p = fmin(qp_null_p_lower(null), qp_null_p_upper(null));
    return isnan(p) ? NAN : fmin(1, 2 * p);
}

double qp_null_z(const qp_null_summary *null)
{
    bool told = null->valid >= QP_LEAST_FOR_Z && null->sd > 0;
    return told ? (null->observed - null->mean) / null->sd : NAN;
}

/* ------------------------------------------------------------------- sorted */

static int by_value(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;
    return (*a > *b) - (*a < *b);
}

size_t qp_sort_valid(const double value[], size_t count, size_t step,
                     double sorted[])
{
    assert(step > 0);
    size_t valid = 0;
    for (size_t r = 0; r < count; r++)
        if (!isnan(value[r * step]))
            sorted[valid++] = value[r * step];
    if (valid > 1)
        qsort(sorted, valid, sizeof *sorted, by_value);
    return valid;
}

double qp_quantile(const double sorted[], size_t count, double share)
{
    assert(share >= 0 && share <= 1);
    if (count == 0)
        return NAN;
    double place = (double)(count - 1) * share;
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return sorted[count - 1];
    double part = place - (double)below;
    return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

qp_interval qp_percentile_interval(const double sorted[], size_t count)
{
    return (qp_interval){qp_quantile(sorted, count, 0.025),
                         qp_quantile(sorted, count, 0.975)};
}
