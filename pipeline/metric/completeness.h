/* SPDX-License-Identifier: MIT */
/**
 * @file metric/completeness.h
 * @brief M13: do ideas find their way from science to products?
 *
 *      science       S1 ─── S2     S3       a step keeps the stage, or raises
 *                    │      ┆      │        it by one; an actor of two stages
 *      engineering   E1     ┆      E2       that follow each other takes it to
 *                    │      ┆               itself
 *      product       P1 ─── P2     P3
 *
 * Here S1 leads to P1, and past P1 to P2. S2 leads there past S1: its own tie
 * to P2 leaves engineering out, and is no step. Nothing leads to P3. Two of
 * three products are reached, which is the completeness; two of three actors
 * of science reach a product, which is the conversion. Straight steps, each of
 * which raises the stage, reach P1 alone, and from S1 alone.
 *
 * Source: constructed here.
 */
#ifndef QP_METRIC_COMPLETENESS_H
#define QP_METRIC_COMPLETENESS_H

#include "graph/arcs.h"
#include "metric/innovation_stage.h"

/** What is walked on. */
typedef struct {
    const qp_arcs *arcs;          ///< units are actor rows; each tie leads both
                                  ///< ways, as qp_arcs_join makes it
    const qp_innovation_set *set; ///< [arcs->n] stages of each actor
    const uint32_t *inside; ///< [arcs->n] a part of each actor; steps stay in
                            ///< their part. NULL: they lead everywhere
    bool straight;          ///< each step raises the stage
} qp_innovation_ground;

/**
 * From all actors of science, as far as steps lead.
 *
 * All parts are walked in one go: no step leads from one into another.
 *
 * @param[out] queue  [arcs->n] room
 * @param[out] mark   [arcs->n] in which of their stages actors are reached
 *
 * @par Cost
 * O(n + arcs).
 */
void qp_innovation_from_science(const qp_innovation_ground *ground,
                                uint32_t queue[], qp_innovation_set mark[]);

/** Back from all actors of products: in which of their stages actors lead to
 * one. O(n + arcs). */
void qp_innovation_to_product(const qp_innovation_ground *ground,
                              uint32_t queue[], qp_innovation_set mark[]);

typedef struct {
    size_t science;  ///< actors of science
    size_t leading;  ///< of these, lead to a product
    size_t products; ///< actors of products
    size_t reached;  ///< of these, reached from science
    size_t unstaged; ///< actors without a stage
} qp_innovation_tally;

/**
 * Count the actors of each group.
 *
 * @param[in]  from_science  [arcs->n]
 * @param[in]  to_product    [arcs->n]
 * @param[in]  group         [arcs->n] below count; QP_NONE: of none
 * @param[out] tally         [count]
 */
void qp_innovation_count(const qp_innovation_ground *ground,
                         const qp_innovation_set from_science[],
                         const qp_innovation_set to_product[],
                         const uint32_t group[], size_t count,
                         qp_innovation_tally tally[]);

#endif
