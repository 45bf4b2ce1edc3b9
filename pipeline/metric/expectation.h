/* SPDX-License-Identifier: MIT */
/**
 * @file metric/expectation.h
 * @brief X3: the flows that the sums of origins and destinations alone lead to
 *        expect, and how far from them the flows are.
 *
 *           Bei  Tia  Heb | O            Bei  Tia  Heb
 *      Bei    -    6    4 | 10      Bei    -  a b  a b      E_rs = a_r b_s
 *      Tia   18    -    3 | 21  ->  Tia  a b    -  a b      off the diagonal
 *      Heb   30    9    - | 39      Heb  a b  a b    -
 *        I   48   15    7
 *
 * Rows and columns of E add up to O and I. Fitted by iterative proportional
 * fitting: the likeliest E of quasi-independence.
 *
 *      residual z = (F - E) / sqrt( E (1 - h) )     h: leverage of the cell in
 *                                                   the log-linear model
 *      dispersion = sum (F - E)^2 / E / df
 *      df         = cells - origins - destinations + 1
 *
 * z is divided by sqrt(dispersion) where that exceeds 1.
 *
 * Source: Deming and Stephan (1940), Ann. Math. Stat. 11, 427-444; Wilson
 * (1967), A statistical theory of spatial distribution models, Transp. Res. 1,
 * 253-269; Haberman (1973), The analysis of residuals in cross-classified
 * tables, Biometrics 29, 205-220.
 */
#ifndef QP_METRIC_EXPECTATION_H
#define QP_METRIC_EXPECTATION_H

#include <stdbool.h>

#include "metric/square.h"

typedef struct {
    size_t n;
    double *expected; ///< [n * n] E; 0 where origin or destination has none
    double *z;        ///< [n * n] NaN where E is 0 or nothing is left free
    double *p;        ///< [n * n] two-sided: exact Poisson where E < 5, else of
                      ///< z; NaN unless flows are counts
    double dispersion; ///< NaN: nothing is left free
    double df;
    bool forced;      ///< the sums leave no freedom: n <= 2, no flow, or one
                      ///< unit takes part in all flows
    bool converged;   ///< false: E is of no use
    bool approximate; ///< leverage as in a table without a diagonal: E/O + E/I
                      ///< - E/W, where n is above QP_LEVERAGE_MOST
} qp_expectation;

enum { QP_LEVERAGE_MOST = 1000 };

/** What rows and columns are to add up to. */
typedef struct {
    size_t n;
    const double *out; ///< [n] rows, >= 0
    const double *in;  ///< [n] columns, >= 0, altogether the same
} qp_sums;

/**
 * Fit sums to a seed with an empty diagonal.
 *
 * @param[in]  seed      [n * n] >= 0, its diagonal is not used; NULL: ones
 * @param[in,out] work   [n]
 * @param[out] expected  [n * n]
 * @return whether all sums were met to 1e-10 within 10,000 rounds. They never
 *         are where a unit takes part in all flows (out + in = all): then no
 *         other flows have these sums
 *
 * @par Cost
 * O(n^2) a round; some 10 to 100 rounds.
 */
bool qp_expectation_fit(const qp_sums *sums, const double seed[], double work[],
                        double expected[]);

/**
 * Measure flows against their expectation.
 *
 * @param[in]  counts       flows are whole numbers: p applies
 * @param[out] expectation  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY      no room
 *
 * @par Cost
 * 3 n^3 operations for the leverages.
 */
QP_CHECKED qp_status qp_expectation_measure(const qp_square *square,
                                            bool counts,
                                            qp_expectation *expectation,
                                            qp_error *err);

/**
 * The plain residual of a multinomial cell, without leverage:
 * (F - E) / sqrt( E (1 - E/W) ).
 */
double qp_plain_residual(double flow, double expected, double total);

void qp_expectation_clear(qp_expectation *expectation);

#endif
