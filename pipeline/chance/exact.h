/* SPDX-License-Identifier: MIT */
/**
 * @file chance/exact.h
 * @brief Tests and intervals that need no replicates.
 *
 * A p is never 0: what lies below the smallest normal number (2.2e-308) is
 * told as that.
 */
#ifndef QP_CHANCE_EXACT_H
#define QP_CHANCE_EXACT_H

#define QP_Z_95 1.959963984540054 ///< 97.5 % quantile of the normal

typedef struct {
    double low;
    double high;
} qp_interval;

/**
 * Two-sided exact test of a fair coin: the probability of an outcome no
 * likelier than `heads` in `tosses`.
 *
 *      p = min(1, 2 P(X <= min(heads, tails))),   X of Binomial(tosses, 1/2)
 *
 * @param[in] heads   0 <= heads <= tosses, whole
 * @param[in] tosses  at most 2^53, whole; 0 gives 1
 *
 * @par Cost
 * O(sqrt(tosses)) time up to 2^36 tosses, then O(1): a saddle point
 * approximation, right to nine digits there.
 *
 * @par Source
 * R's binom.test at 1/2 gives the same p. The approximation: Daniels (1987),
 * Tail probability approximations, Int. Stat. Review 55, 37-48, with the
 * correction for lattices; in the form of Barndorff-Nielsen (1986), Inference
 * on full or partial parameters, Biometrika 73, 307-322.
 */
double qp_coin_p(double heads, double tosses);

/**
 * Two-sided exact test of a Poisson count: is it as far from its mean as that?
 *
 *      p = min(1, 2 min(P(X <= count), P(X >= count))),   X of Poisson(mean)
 *
 * Both sides have the same probability to be called extreme, as in qp_coin_p.
 * R's poisson.test adds up all outcomes no likelier than the count instead;
 * the two differ, for the distribution is skew.
 *
 * @param[in] count  >= 0, whole
 * @param[in] mean   >= 0; 0 expects a count of 0 and no other
 *
 * @par Cost
 * O(sqrt(count)) time.
 */
double qp_poisson_p(double count, double mean);

/** Two-sided p of a standard normal deviate, P(|X| >= |z|); z is a number. */
double qp_normal_p(double z);

/**
 * P(X >= chi2), X of chi-square with df degrees of freedom.
 *
 * @param[in] chi2  >= 0
 * @param[in] df    > 0
 *
 * @par Cost
 * O(sqrt(df)) time.
 *
 * @par Source
 * Incomplete gamma function by series below its mean and continued fraction
 * above: DLMF 8.7.1 and 8.9.2, https://dlmf.nist.gov/8
 */
double qp_chi2_p(double chi2, double df);

/**
 * 95 % interval of a share, by Wilson's score, widened for dispersion.
 *
 *      p = heads / tosses,   n = tosses / dispersion,   z = 1.96
 *
 *      ( p + z^2/2n  -+  z sqrt( p(1-p)/n + z^2/4n^2 ) ) / ( 1 + z^2/n )
 *
 * Counting in clumps of `dispersion` moves that go together is counting n
 * clumps: the interval is as wide as sqrt(dispersion) makes z.
 *
 * @param[in] heads       0 <= heads <= tosses
 * @param[in] tosses      > 0
 * @param[in] dispersion  >= 1; 1 for independent moves
 * @return                0 <= low <= heads/tosses <= high <= 1
 *
 * @par Source
 * Wilson (1927), Probable inference, the law of succession, and statistical
 * inference, JASA 22, 209-212. The widening is ours.
 */
qp_interval qp_wilson(double heads, double tosses, double dispersion);

#endif
