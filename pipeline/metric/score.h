/* SPDX-License-Identifier: MIT */
/**
 * @file metric/score.h
 * @brief Scores: what indicators of any unit say of regions, on one scale, by
 *        the chain or the factor that they tell of.
 *
 *      patents   100 to 500, more is better    220    (220 - 100) / 400 = 0.3
 *      energy    0.2 to 0.6, less is better    0.5    (0.6 - 0.5) / 0.4 = 0.25
 *
 *      group      innovation       industry
 *      start      0                2              3
 *      indicator  patents  papers  output
 *      region A     0.30    0.50    0.20
 *      region B     0.85     .      1.00          . = NaN: B lacks papers
 *
 * **Bounds** are those of `indicator_defs`. Where one is not declared it is the
 * least or largest value of all regions measured and all dates, never of the
 * window alone: scores of windows can then be compared with each other, though
 * not with those of another dataset.
 *
 * **Links as an indicator.** A definition of indicator `layer:ID` scores the
 * links of that layer: in the window, the flow of each region to and from the
 * others, a head of its population. Of these only declared bounds are taken,
 * for the least and largest would make size of what is meant to be a share.
 */
#ifndef QP_METRIC_SCORE_H
#define QP_METRIC_SCORE_H

#include "core/status.h"
#include "net/network.h"
#include "panel/metrics.h"

/** What a value counts as. */
typedef struct {
    double low;   ///< in the unit of the indicator
    double high;  ///< above low
    bool falling; ///< less is better: low counts as 1 and high as 0
} qp_scale;

/**
 * The score of one value.
 *
 *      (v - low) / (high - low), falling (high - v) / (high - low)   in [0, 1]
 *
 * Beyond a bound it is that of the bound. NaN where the value is, or where the
 * scale has no width.
 */
double qp_score(const qp_scale *scale, double value);

/** Which scores. */
typedef struct {
    bool factors;     ///< groups are factors, all indicators alike; else chains
    bool entropy;     ///< weights by entropy instead of those declared
    double least;     ///< what a score of 0 becomes, and 1 that less from 1; in
                      ///< [0, 0.5)
    qp_period window; ///< QP_NO_PERIOD: the whole period
    const char *level; ///< of the regions, as for qp_flow_regions
} qp_score_options;

/** The scores of regions in a window. `{0}` is empty. */
typedef struct {
    size_t region_count;
    size_t group_count;     ///< chains, or factors, of any definition
    size_t indicator_count; ///< definitions with a group, and a weight above 0
    size_t *start;  ///< [group_count + 1] first indicator of each group; groups
                    ///< in the order of the schema, inside by id
    double *weight; ///< [indicator_count] of one group they add up to 1
    double *score;  ///< [region_count * indicator_count] in [0, 1]; NaN
    size_t *known;  ///< [region_count] indicators with a score
    qp_reason *reason; ///< [region_count] why one has none; the first
    bool *clipped;     ///< [region_count] a value lies beyond a bound
    bool pooled;       ///< some bounds are not declared
    bool unbounded;    ///< links have no declared bounds: nothing can be told
} qp_scores;

/**
 * Score the regions.
 *
 * With entropy the weight of an indicator is the share of what it tells:
 * 1 - e of the sum over its group, e = - sum p ln p / ln n over the n regions
 * that have a score, p the share of each in their sum; equal where nothing
 * tells anything.
 *
 * @param[in]  region  [count] those of qp_flow_regions
 * @param[out] scores  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY no room
 * @retval QP_E_LIMIT  the weights of a layer add up to more than numbers hold
 *
 * @par Cost
 * O(definitions x (rows of their indicators + count)) time; a layer costs the
 * summing of its flows.
 *
 * @par Source
 * Min-max scores and weights by entropy: as usual in work on coupling
 * coordination, e.g. Wang et al. (2021), J. Natural Resources 36(3), 793-810.
 */
QP_CHECKED qp_status qp_scores_make(const qp_network *net,
                                    const qp_score_options *options,
                                    const qp_row region[], size_t count,
                                    qp_scores *scores, qp_error *err);

/**
 * The score of a group: the weighted mean of its indicators.
 * @param[in] weight  [indicator_count]; those of the group add up to 1
 * @return            NaN where one of them has no score
 */
double qp_scores_mean(const qp_scores *scores, size_t region, size_t group,
                      const double weight[]);

void qp_scores_clear(qp_scores *scores);

#endif
