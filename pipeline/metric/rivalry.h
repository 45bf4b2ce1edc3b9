/* SPDX-License-Identifier: MIT */
/**
 * @file metric/rivalry.h
 * @brief M22: regions that are alike and not linked compete; and rivalry that
 *        is told in so many words.
 */
#ifndef QP_METRIC_RIVALRY_H
#define QP_METRIC_RIVALRY_H

#include "metric/run.h"

/**
 * Homogeneous competition of two regions of a cluster.
 *
 *      H = cosine x (1 - L / max L)                              0 <= H <= 1
 *
 * 1: of the same structure, and not linked; 0: unlike, or linked the most of
 * all pairs of their cluster. Where no pair of it is linked, H is the cosine.
 * Built here from published pieces.
 *
 * @param[in] cosine     of their portfolios; NaN: one has none, and H is NaN
 * @param[in] tightness  L, qp_bonds_tightness; 0: they are not linked
 * @param[in] most       largest L of the pairs of the cluster
 */
double qp_homogeneous_competition(double cosine, double tightness, double most);

/** Links of rivalry between regions. `{0}` is empty. */
typedef struct {
    size_t pair_count; ///< pairs with a link, sorted
    uint32_t *first;   ///< [pair_count] position among the regions measured
    uint32_t *second;  ///< [pair_count] position, above first
    size_t *links;     ///< [pair_count] at least 1
    size_t missing;    ///< links of the window left out: an end that is nowhere
                       ///< among the regions, status not actual or rising, no
                       ///< date
} qp_rivalry;

/**
 * Count the links of all layers of sense rivalry of the frame in one window,
 * whatever their polarity and whether stated or measured, by the regions where
 * their ends are. A link counts 1 for each pair of regions that it ties,
 * whatever its weight, unless that is 0.
 *
 * @param[in]  run      its regions are those measured
 * @param[out] rivalry  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + links log links) time.
 */
QP_CHECKED qp_status qp_rivalry_count(const qp_run *run, const qp_frame *frame,
                                      qp_period window, qp_rivalry *rivalry);

void qp_rivalry_clear(qp_rivalry *rivalry);

#endif
