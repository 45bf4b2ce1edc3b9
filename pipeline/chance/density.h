/* SPDX-License-Identifier: MIT */
/**
 * @file chance/density.h
 * @brief Probabilities of single outcomes, right to the last digits also
 *        where factorials are out of range.
 *
 * Factorials are never formed: with
 *
 *      delta(n) = ln n! - ln( sqrt(2 pi n) (n/e)^n )       Stirling's error
 *      D(x, m)  = x ln(x/m) + m - x                        deviance, >= 0
 *
 * a probability is exp(of a few small numbers), none of which cancels.
 *
 * Source: Loader (2000), Fast and accurate computation of binomial
 * probabilities; delta by DLMF 5.11.1, https://dlmf.nist.gov/5.11.E1
 */
#ifndef QP_CHANCE_DENSITY_H
#define QP_CHANCE_DENSITY_H

/** P(X = heads), X of Binomial(tosses, 1/2); 0 <= heads <= tosses, whole. */
double qp_density_heads(double heads, double tosses);

/** P(X = x), X of Binomial(trials, probability); 0 <= x <= trials, whole,
 * 0 < probability < 1. */
double qp_density_binomial(double x, double trials, double probability);

/** mean^x exp(-mean) / Gamma(x + 1), x >= 0 real, mean > 0: for whole x the
 * probability of a Poisson count. */
double qp_density_poisson(double x, double mean);

#endif
