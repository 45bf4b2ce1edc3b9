/* SPDX-License-Identifier: MIT */
#include "metric/field.h"

#include <math.h>

#include "core/memory.h"
#include "core/sum.h"

double qp_field_nearness(double distance, double reach, double barrier,
                         double beta)
{
    double open = isnan(barrier) ? 1 : pow(beta, barrier);
    return exp(-distance / reach) * open;
}

/* All pairs of factors but those of one kind:
 *
 *      sum over l != m of sqrt f_l sqrt g_m =
 *          (sum of sqrt f) (sum of sqrt g) - sum over l of sqrt f_l sqrt g_l
 */
static double difference(const qp_factors *factors, size_t i, size_t j)
{
    size_t count = factors->factor_count;
    const double *f = factors->stock + i * count;
    const double *g = factors->stock + j * count;
    const double *root_f = factors->root + i * count;
    const double *root_g = factors->root + j * count;
    double sum_f = 0;
    double sum_g = 0;
    double alike = 0;
    double shared = 0;
    for (size_t l = 0; l < count; l++) {
        sum_f += root_f[l];
        sum_g += root_g[l];
        alike += root_f[l] * root_g[l];
        shared += fmin(f[l], g[l]);
    }
    double gain = (sum_f * sum_g - alike) /
                  ((double)count * (double)(count - 1));
    return gain - factors->gamma * shared / (double)count;
}

qp_surplus qp_field_surplus(const qp_factors *factors, const uint32_t member[],
                            size_t count, const uint32_t bearer[])
{
    qp_sum sum = {0};
    size_t pairs = 0;
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            size_t i = member[a];
            size_t j = member[b];
            double w = factors->nearness[i * factors->region_count + j];
            double worth = bearer != NULL
                               ? difference(factors, bearer[i], bearer[j])
                               : difference(factors, i, j);
            qp_sum_add(&sum, w * worth);
            pairs++;
        }
    double surplus = pairs > 0 ? qp_sum_value(&sum) / (double)pairs : NAN;
    return (qp_surplus){surplus, pairs};
}

bool qp_factors_make(size_t regions, size_t count, qp_factors *factors)
{
    *factors = (qp_factors){
        .region_count = regions,
        .factor_count = count,
        .stock = qp_acquire(regions, count * sizeof *factors->stock),
        .root = qp_acquire(regions, count * sizeof *factors->root),
        .nearness = qp_acquire(regions, regions * sizeof *factors->nearness),
    };
    return factors->stock != NULL && factors->root != NULL &&
           factors->nearness != NULL;
}

void qp_factors_clear(qp_factors *factors)
{
    qp_release(factors->stock);
    qp_release(factors->root);
    qp_release(factors->nearness);
    *factors = (qp_factors){0};
}
