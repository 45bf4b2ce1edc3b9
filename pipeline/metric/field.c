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
static double difference(const qp_field *field, size_t i, size_t j)
{
    size_t factors = field->factor_count;
    const double *f = field->stock + i * factors;
    const double *g = field->stock + j * factors;
    const double *root_f = field->root + i * factors;
    const double *root_g = field->root + j * factors;
    double sum_f = 0;
    double sum_g = 0;
    double alike = 0;
    double shared = 0;
    for (size_t l = 0; l < factors; l++) {
        sum_f += root_f[l];
        sum_g += root_g[l];
        alike += root_f[l] * root_g[l];
        shared += fmin(f[l], g[l]);
    }
    double gain = (sum_f * sum_g - alike) /
                  ((double)factors * (double)(factors - 1));
    return gain - field->gamma * shared / (double)factors;
}

qp_field_sum qp_field_measure(const qp_field *field, const uint32_t member[],
                              size_t count, const uint32_t bearer[])
{
    qp_sum sum = {0};
    size_t pairs = 0;
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            size_t i = member[a];
            size_t j = member[b];
            double w = field->nearness[i * field->region_count + j];
            double worth = bearer != NULL
                               ? difference(field, bearer[i], bearer[j])
                               : difference(field, i, j);
            qp_sum_add(&sum, w * worth);
            pairs++;
        }
    double surplus = pairs > 0 ? qp_sum_value(&sum) / (double)pairs : NAN;
    return (qp_field_sum){surplus, pairs};
}

bool qp_field_make(size_t regions, size_t factors, qp_field *field)
{
    *field = (qp_field){
        .region_count = regions,
        .factor_count = factors,
        .stock = qp_acquire(regions, factors * sizeof *field->stock),
        .root = qp_acquire(regions, factors * sizeof *field->root),
        .nearness = qp_acquire(regions, regions * sizeof *field->nearness),
    };
    return field->stock != NULL && field->root != NULL &&
           field->nearness != NULL;
}

void qp_field_clear(qp_field *field)
{
    qp_release(field->stock);
    qp_release(field->root);
    qp_release(field->nearness);
    *field = (qp_field){0};
}
