/* SPDX-License-Identifier: MIT */
/**
 * @file metric/cohesion.h
 * @brief M20: what the synergy of a cluster is made of, each part by itself.
 *
 *          Bei              3 pairs, 2 linked         d = 2/3
 *         //  \             one of them in 2 of 2     b = (2/2 + 1/2) / 2
 *       Tia    Heb          layers, one in 1
 *
 * The parts are built here from published pieces, and never mixed into one
 * score. docs/metrics/ties.md works an example by hand.
 */
#ifndef QP_METRIC_COHESION_H
#define QP_METRIC_COHESION_H

#include "metric/bonds.h"
#include "metric/structure.h"

/** The parts; all from 0 to 1. */
typedef enum {
    QP_COHESION_LINKED,      ///< d: share of pairs linked in any layer
    QP_COHESION_BREADTH,     ///< b: share of the layers present in which a
                             ///< linked pair is linked, mean over linked pairs
    QP_COHESION_RECIPROCITY, ///< r: weighted reciprocity inside the cluster,
                             ///< mean over directed layers with flow in it
    QP_COHESION_CHAINS,      ///< k: Jaccard overlap of the linked pairs of two
                             ///< chains, mean over pairs of chains of which one
                             ///< links somebody
    QP_COHESION_UNLIKE,      ///< co: 1 - cosine of the portfolios, mean over
                             ///< linked pairs of which both have one
    QP_COHESION_COUNT
} qp_cohesion_part;

/** What there is to know of the pairs, whoever is in which cluster. */
typedef struct {
    const qp_bonds *bonds; ///< they must outlive it
    bool *directed;        ///< [layers of the bonds] present, and directed
    unsigned present;      ///< bit c: a layer of chain c is present
    size_t chain_count;    ///< as many
    double *breadth;       ///< [pairs] share of the layers present
    uint8_t *chains;       ///< [pairs] bit c: linked in a layer of chain c
    double *unlike;        ///< [pairs] 1 - cosine; NaN: one has no portfolio
} qp_cohesion;

/**
 * Look at all linked pairs once.
 *
 * @param[in]  structure  of the same regions; the bonds and it may be empty
 * @param[out] cohesion   set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY    no room
 *
 * @par Cost
 * O(pairs x classes + parts of the bonds) time; 17 bytes a pair.
 */
QP_CHECKED qp_status qp_cohesion_make(const qp_network *net,
                                      const qp_bonds *bonds,
                                      const qp_structure *structure,
                                      qp_cohesion *cohesion, qp_error *err);

void qp_cohesion_clear(qp_cohesion *cohesion);

/** The parts of one cluster. */
typedef struct {
    double value[QP_COHESION_COUNT]; ///< NaN: nothing to measure it by. Below
                                     ///< two regions all are, without a link
                                     ///< all but the share of pairs
    size_t pairs[QP_COHESION_COUNT]; ///< pairs of regions it was measured by
} qp_cluster_cohesion;

/** Doubles that qp_cohesion_measure works in. */
size_t qp_cohesion_room(const qp_cohesion *cohesion, size_t clusters);

/**
 * Measure all clusters. Allocates nothing; sums run in the order of the pairs.
 *
 * @param[in]     cluster   [regions] below `clusters`; QP_NONE: in none
 * @param[in]     regions   those of the run that the bonds are of
 * @param[in,out] work      [qp_cohesion_room(cohesion, clusters)]
 * @param[out]    measured  [clusters]
 *
 * @par Cost
 * O(pairs + parts of those inside clusters + clusters x layers) time.
 */
void qp_cohesion_measure(const qp_cohesion *cohesion, const qp_row cluster[],
                         size_t regions, size_t clusters, double work[],
                         qp_cluster_cohesion measured[]);

#endif
