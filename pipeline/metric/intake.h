/* SPDX-License-Identifier: MIT */
/**
 * @file metric/intake.h
 * @brief M21: what a core takes from its cluster as resources, and what it
 *        gives back as benefits.
 *
 *                       talent, capital (sense: resource)
 *        the cluster  ───────────────────────────────────▶  core
 *                     ◀───────────────────────────────────
 *                      orders, know-how (sense: benefit)
 *
 * Layers have units of their own, so each is measured in shares of its
 * national flow before they are put together. High intake with low return is
 * siphoning; both high, a hub that radiates.
 *
 * Constructed here; no publication has it.
 */
#ifndef QP_METRIC_INTAKE_H
#define QP_METRIC_INTAKE_H

#include <stddef.h>

#include "metric/square.h"
#include "net/flow.h"
#include "table/schema.h"

/** One layer as a core sees it. Flows in the layer's unit, >= 0. */
typedef struct {
    qp_sense sense;   ///< others than resource and benefit are passed over
    double total;     ///< N: between all regions, of the cluster or not
    double inside;    ///< between the regions of the cluster
    double to_core;   ///< from the rest of the cluster to its core
    double from_core; ///< from the core to the rest of its cluster
} qp_intake_layer;

/** Why there is no number. */
typedef enum {
    QP_INTAKE_GIVEN,       ///< there is one
    QP_INTAKE_NO_RESOURCE, ///< no layer of resources with flow
    QP_INTAKE_NO_BENEFIT,  ///< no layer of benefits with flow
    QP_INTAKE_NO_INSIDE,   ///< no resources flow inside the cluster
    QP_INTAKE_NO_INFLOW    ///< no resources flow to the core
} qp_intake_lack;

typedef struct {
    double intake;         ///< in [-1, 1]; NaN where there is a lack
    double benefit_return; ///< >= 0; NaN where there is a lack
    qp_intake_lack intake_lack;
    qp_intake_lack return_lack;
    size_t resources; ///< layers used
    size_t benefits;  ///< layers used
} qp_intake;

/**
 * Put the layers together. Of layer l, with N, T inside, B to the core and S
 * from it:
 *
 *                mean of (B_l - S_l) / N_l
 *      intake = ---------------------------     l: layers of resources
 *                mean of T_l / N_l
 *
 *                mean of S_l / N_l              l: layers of benefits
 *      return = -------------------
 *                mean of B_l / N_l              l: layers of resources
 *
 * intake is the share of the cluster's resources in motion that ends up in the
 * core on balance: +1 all of it, 0 as much goes as comes, -1 all of it leaves
 * the core. return is printed as it is, not capped at 1: what is above 1 gives
 * more than it takes. A layer without flow (N = 0) drops out.
 *
 * @param[in] layers  [count]
 *
 * @par Cost
 * O(count) time.
 */
qp_intake qp_intake_of(const qp_intake_layer layers[], size_t count);

/**
 * Gather the numbers of a layer.
 *
 * @param[in] flows    of a directed layer
 * @param[in] cluster  [region_count] cluster of each region, or QP_NONE
 * @param[in] core     position of a region that has a cluster
 *
 * @par Cost
 * O(cells) time; sums are compensated and in a fixed order.
 */
qp_intake_layer qp_intake_gather(const qp_flows *flows, const qp_row cluster[],
                                 size_t core, qp_sense sense);

/** The same from a square over all regions, for replicates: nothing is
 * allocated. O(n^2) time. */
qp_intake_layer qp_intake_gather_square(const qp_square *square,
                                        const qp_row cluster[], size_t core,
                                        qp_sense sense);

#endif
