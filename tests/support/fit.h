/* SPDX-License-Identifier: MIT */
/**
 * @file support/fit.h
 * @brief Do counts fit probabilities?
 */
#ifndef QP_SUPPORT_FIT_H
#define QP_SUPPORT_FIT_H

#include "chance/exact.h"

/** Chi-square statistic of counts against probabilities. */
static inline double fit_chi2(const double counts[], const double shares[],
                              int cells, double draws)
{
    double chi2 = 0;
    for (int c = 0; c < cells; c++) {
        double expected = shares[c] * draws;
        chi2 += (counts[c] - expected) * (counts[c] - expected) / expected;
    }
    return chi2;
}

/** p of a chi-square test of counts against probabilities. */
static inline double fit(const double counts[], const double shares[],
                         int cells, double draws)
{
    return qp_chi2_p(fit_chi2(counts, shares, cells, draws), cells - 1);
}

#endif
