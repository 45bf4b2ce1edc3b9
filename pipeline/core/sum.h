/* SPDX-License-Identifier: MIT */
/**
 * @file core/sum.h
 * @brief Sums that keep what addition rounds away.
 *
 *      qp_sum total = {0};
 *      for (size_t i = 0; i < count; i++)
 *          qp_sum_add(&total, weight[i]);
 *      use(qp_sum_value(&total));
 *
 * The error does not grow with the number of terms, so two orders of the same
 * terms agree but for the last digit. Add in a fixed order where bytes must
 * agree.
 *
 * Source: Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur
 * Summation endlicher Summen, ZAMM 54, 39-51: Kahan's sum, also right where a
 * term is larger than the sum so far.
 */
#ifndef QP_CORE_SUM_H
#define QP_CORE_SUM_H

#include <math.h>

typedef struct {
    double sum;
    double lost; ///< what the additions so far rounded away
} qp_sum;

static inline void qp_sum_add(qp_sum *sum, double term)
{
    double next = sum->sum + term;
    sum->lost += fabs(sum->sum) >= fabs(term) ? (sum->sum - next) + term
                                              : (term - next) + sum->sum;
    sum->sum = next;
}

static inline double qp_sum_value(const qp_sum *sum)
{
    return sum->sum + sum->lost;
}

#endif
