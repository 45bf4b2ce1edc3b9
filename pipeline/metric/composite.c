/* SPDX-License-Identifier: MIT */
#include "metric/composite.h"

#include <math.h>

/* No more indicators than definitions: a product of scores may be small, and is
 * then as small as the formula has it. */
double qp_composite_order(const double score[], size_t count)
{
    double product = 1;
    for (size_t i = 0; i < count; i++)
        product *= score[i];
    return pow(product, 1 / (double)count);
}

double qp_composite_synergy(const double before[], const double after[],
                            size_t count)
{
    double least = HUGE_VAL;
    double product = 1;
    if (count < 2)
        return NAN;
    for (size_t j = 0; j < count; j++) {
        double step = after[j] - before[j];
        if (isnan(step))
            return NAN;
        least = fmin(least, step);
        product *= fabs(step);
    }
    double size = pow(product, 1 / (double)count);
    return least < 0 && size > 0 ? -size : size;
}
