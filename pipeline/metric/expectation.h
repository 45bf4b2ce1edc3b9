/* SPDX-License-Identifier: MIT */
/**
 * @file metric/expectation.h
 * @brief X3: the flows that the size of origins and destinations alone would
 *        make, and how far the observed ones are from them.
 *
 *           Bei  Tia  Heb   out              Bei   Tia   Heb    out
 *      Bei    .    6    4    10         Bei     .   6.2   3.8    10
 *      Tia   18    .    3    21    ->   Tia  17.8     .   3.2    21
 *      Heb   30    9    .    39         Heb  30.2   8.8     .    39
 *      in    48   15    7    70         in     48    15     7    70
 *
 *      E_rs = a_r b_s for r != s,  E_rr = 0,  with the margins of F
 *
 * Who sends much and who receives much is given; whether they send it to each
 * other more than that explains is the question. It is the model of
 * quasi-independence: of all matrices with these margins and an empty diagonal,
 * the one of largest entropy.
 *
 * **Where nothing is expected.** A unit that sends nothing, or receives
 * nothing, has no part in the model: its row or column has no expectation. And
 * margins may leave no freedom: two units, or a unit at which every single
 * flow ends or begins (a star). E would be F itself and say nothing, so there
 * is no expectation at all then; `fixed` tells. These are also the margins for
 * which proportional fitting converges too slowly, or never.
 */
#ifndef QP_METRIC_EXPECTATION_H
#define QP_METRIC_EXPECTATION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"
#include "metric/square.h"

enum { QP_EXPECTATION_EXACT = 1000 }; ///< units with an exact leverage

/** Expected flows, and residuals of the observed ones. All arrays are NaN
 * where there is no such number, z and p also on the diagonal. */
typedef struct {
    size_t n;
    double *expected;  ///< [n * n] E, layer unit; its diagonal is 0
    double *z;         ///< [n * n] adjusted residual, see below
    double *p;         ///< [n * n] two-sided, of counts
    double chi2;       ///< Pearson's, sum of (F-E)^2 / E
    double df;         ///< of chi2; NaN without any flow
    double dispersion; ///< chi2 / df: 1 where flows are independent counts
    bool fixed;        ///< there is flow, but its margins leave no freedom:
                       ///< no expectation, and df is 0
    bool approximate;  ///< z by qp_leverage_estimate, for the units are many
} qp_expectation;

/**
 * Expect the flows of a square, and compare.
 *
 *               F - E                              chi2
 *      z  = --------------- / sqrt(D),     D  =  --------
 *            sqrt(E (1-h))                          df
 *
 *      df = cells - sending units - receiving units + 1
 *           n^2 - 3n + 1 where all units send and receive; 1 for n = 3
 *
 * h is the leverage of the cell: how far E gives way to F (qp_leverage). The
 * variance of F - E is E (1-h) where flows are independent counts. Moves
 * rarely are, so z of counts is divided by sqrt(D) where D > 1; z of amounts
 * always, for only so it does not hang on their unit. Where df is small, D has
 * most of the residuals in it: of three units, |z| is never above 1. z and p
 * are NaN where h is 1, the margins fixing the cell.
 *
 * p is that of the normal distribution for z; where E < 5 it is qp_poisson_p
 * of F under E instead, which knows neither h nor D: of small cells in a
 * dispersed matrix it is too small.
 *
 * @param[in]  counts   flows are whole numbers of independent events; without,
 *                      there is no p
 * @param[in]  threads  0: one a processor; the result is the same for any
 * @param[out] expectation  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(n) for a and b: with x = a / sum a, y = b / sum b and one unknown S,
 *
 *      O_r = S x_r (1 - y_r),   I_r = S y_r (1 - x_r)
 *
 * is a quadratic equation a unit, and S is where the x sum to 1. O(n^2) for E:
 * margins are met within 1e-10 of themselves, or within 1e-4 at worst where
 * less than 1e-5 of the flow passes its one or two largest units by. O(n^3) for
 * the leverages and 56 n^2 bytes; above QP_EXPECTATION_EXACT units O(n^2) and
 * 24 n^2 bytes.
 *
 * @par Source
 * Deming and Stephan (1940), On a least squares adjustment of a sampled
 * frequency table, Annals of Math. Statistics 11, 427-444; Wilson (1967), A
 * statistical theory of spatial distribution models, Transp. Research 1,
 * 253-269; Goodman (1968), The analysis of cross-classified data, JASA 63,
 * 1091-1131 (quasi-independence); Haberman (1973), The analysis of residuals
 * in cross-classified tables, Biometrics 29, 205-220. The way to S is ours.
 */
QP_CHECKED qp_status qp_expectation_measure(const qp_square *square,
                                            bool counts, unsigned threads,
                                            qp_expectation *expectation,
                                            qp_error *err);

void qp_expectation_clear(qp_expectation *expectation);

/**
 * Residual of a cell as if E were known beforehand and only the total fixed:
 * a multinomial.
 *
 *      (F - E) / sqrt(E (1 - E/W))
 *
 * It is too near 0, for margins were fitted; the program prints z instead.
 * NaN where E is not within 0 < E < W.
 */
double qp_multinomial_residual(double flow, double expected, double total);

/** Sums that a matrix shall have. */
typedef struct {
    size_t n;
    const double *outflow; ///< [n] >= 0, row sums
    const double *inflow;  ///< [n] >= 0, column sums; scaled to the sum of
                           ///< outflow
} qp_margins;

/**
 * Fit a matrix to margins by iterative proportional fitting: rows, then
 * columns, until all row sums are right within 1e-10 of themselves.
 *
 *      E_rs = a_r b_s seed_rs,  E_rr = 0
 *
 * With a seed of d_rs^-b it is the doubly constrained gravity model of
 * deterrence b; with a matrix of an earlier year it is Furness's forecast.
 * Without a seed it comes to what qp_expectation_measure finds, by a longer
 * way.
 *
 * @param[in]  seed      [n * n] >= 0; NULL: ones. The diagonal is not looked at
 * @param[out] expected  [n * n]; untouched on failure
 * @param[out] rounds    it took; may be NULL
 *
 * @retval QP_E_MEMORY   no room
 * @retval QP_E_NUMERIC  not converged after 10,000 rounds: no matrix with
 *                       these zeros has these margins, or only one with more
 *                       zeros
 *
 * @par Cost
 * O(n^2) a round.
 *
 * @par Source
 * Furness (1965), Time function iteration, Traffic Engineering and Control 7,
 * 458-460; Deming and Stephan as above.
 */
QP_CHECKED qp_status qp_expectation_fit(const qp_margins *margins,
                                        const double seed[], double expected[],
                                        int *rounds, qp_error *err);

#endif
