/* SPDX-License-Identifier: MIT */
/**
 * @file metric/net_balance.h
 * @brief M8: who gains and who loses in directed flows, and whether more than
 *        chance would have it.
 *
 * The numbers only; rows and reasons are made in metric/siphon.h. A number
 * that the formula does not give is NaN. docs/metrics/net-balance.md works an
 * example of three regions by hand.
 */
#ifndef QP_METRIC_NET_BALANCE_H
#define QP_METRIC_NET_BALANCE_H

#include "chance/stream.h"
#include "metric/exchange.h"
#include "metric/square.h"

/**
 * Net-flow effectiveness.
 *
 *           I - O
 *      E = -------                                    -1 <= E <= +1
 *           I + O
 *
 * +1 takes and never gives, -1 gives and never takes, 0 exchanges evenly; NaN
 * without any flow.
 *
 * @par Source
 * Shryock and Siegel (1976), The methods and materials of demography.
 */
double qp_effectiveness(double inflow, double outflow);

/**
 * Effectiveness index of a whole exchange (migration effectiveness index).
 *
 *                    sum |I - O|
 *      MEI  =  100  -------------                     0 <= MEI <= 100
 *                    sum (I + O)
 *
 * The share of all moves that does not cancel out; NaN without any flow.
 *
 * @par Source
 * Bell et al. (2002), Cross-national comparison of internal migration, JRSS A
 * 165, 435-464.
 */
double qp_effectiveness_index(const qp_exchange *exchange);

/**
 * Aggregate net rate.
 *
 *                       sum |I - O|
 *      ANMR  =  100/2  -------------                  percent
 *                         sum P
 *
 * over the units whose population P is known; NaN when that of none is.
 *
 * @param[in]  population  [unit_count] >= 0, NaN: not known
 * @param[out] used        units whose population is known
 *
 * @par Source
 * Bell et al. (2002), as above.
 */
double qp_aggregate_net_rate(const qp_exchange *exchange,
                             const double population[], size_t *used);

/** Is the matrix symmetric? */
typedef struct {
    double chi2; ///< Bowker's statistic, dimensionless
    double df;   ///< pairs with flow; its mean where flows are symmetric
    double z;    ///< (chi2 - df) / exact standard deviation; NaN where that
                 ///< is 0
    double p;    ///< P(chi-square of df >= chi2)
} qp_symmetry;

/**
 * Bowker's test of symmetry.
 *
 *      X2 = sum over pairs of  (F_rs - F_sr)^2 / (F_rs + F_sr)
 *
 * If each of the n = F_rs + F_sr moves of a pair takes either direction with
 * the same probability, a term has the mean 1 and the variance 2 - 2/n,
 * exactly; p takes X2 as chi-square, which is rough where pairs have few
 * moves.
 *
 * @param[in] exchange  counts
 * @return              all NaN when it does not hold counts, or no flow
 *
 * @par Source
 * Bowker (1948), A test for symmetry in contingency tables, JASA 43, 572-574.
 * The moments follow from those of the binomial.
 */
qp_symmetry qp_symmetry_test(const qp_exchange *exchange);

/** How far the pairs of units scatter about the units' own shares. */
typedef struct {
    double chi2; ///< Pearson's statistic of all units added so far
    double df;   ///< pairs less units
} qp_scatter;

/**
 * Add one unit. If each of the n moves between it and another comes in with
 * the unit's own probability p = I/(I+O), independently,
 *
 *      X2 = sum over the others of  (F_sr - n p)^2 / (n p (1 - p))
 *
 * has as many degrees of freedom as there are others with moves, less one;
 * moves that go in groups make it larger. That the unit gains or loses does
 * not. A unit that only takes or only gives says nothing. O(n) time.
 */
void qp_scatter_add(const qp_square *square, size_t unit, qp_scatter *scatter);

/**
 * The dispersion by which intervals of shares are widened: max(1, X2/df).
 *
 * @par Source
 * Wedderburn (1974), Quasi-likelihood functions, generalized linear models,
 * and the Gauss-Newton method, Biometrika 61, 439-447.
 */
double qp_dispersion(const qp_scatter *scatter);

/**
 * One draw of the symmetric null, direction by chance: every pair keeps its
 * sum, and F_rs ~ Binomial(F_rs + F_sr, 1/2).
 *
 * The index of symmetric flows is not 0: where flows are few, chance alone
 * makes net flows. Its mean over draws is what the observed index has to be
 * read against.
 *
 * @param[in]  exchange  counts
 * @param[out] net       [unit_count] O - I of each unit, whole numbers
 * @return Bowker's X2 of the draw
 *
 * @par Cost
 * O(pairs + flow / 32), at most about a microsecond a pair.
 */
double qp_symmetric_draw(const qp_exchange *exchange, qp_stream *stream,
                         double net[]);

/** The effectiveness index of such net flows; the exchange has flow. */
double qp_index_of_nets(const qp_exchange *exchange, const double net[]);

/** What a core takes from the rest of its cluster, and gives to it. */
typedef struct {
    double backwash; ///< B, from the cluster to its core, layer unit
    double spread;   ///< S, from the core to its cluster
    size_t backwash_links;
    size_t spread_links;
} qp_core_flows;

/**
 * Backwash and spread of a core.
 *
 *      B = sum of F[s, core],  S = sum of F[core, s]   over s of its cluster
 *
 * @param[in] flows    of a directed layer
 * @param[in] cluster  [region_count] cluster of each region, or QP_NONE
 * @param[in] core     position of a region that has a cluster
 *
 * @par Source
 * The words: Myrdal (1957), Economic theory and under-developed regions;
 * Hirschman (1958), The strategy of economic development. Their ratio
 * (B-S)/(B+S), core_effectiveness, is ours: effectiveness inside a cluster.
 */
qp_core_flows qp_core_exchange(const qp_flows *flows, const qp_row cluster[],
                               size_t core);

#endif
