/* SPDX-License-Identifier: MIT */
/**
 * @file metric/dominance.h
 * @brief X7, X10: who stands out, whom each follows, and how focused flows are.
 */
#ifndef QP_METRIC_DOMINANCE_H
#define QP_METRIC_DOMINANCE_H

#include "metric/square.h"

/**
 * Dominance of a unit by turnover.
 *
 *      DIT = T_r / ( sum of the others' T / (n - 1) ),   T = I + O     >= 0
 *
 * Above 1 it dominates. NaN where the others have none. The mean over the
 * others is our reading of the source, which was not accessible; some take the
 * mean over all.
 *
 * @par Source
 * Limtanakool, Dijst and Schwanen (2007), A theoretical framework and
 * methodology for characterising national urban systems on the basis of flows
 * of people, Urban Studies 44, 2123-2145.
 */
double qp_dominance_index(const qp_square *square, size_t unit);

/** The same by inflow alone (DII). */
double qp_inflow_dominance_index(const qp_square *square, size_t unit);

/**
 * Symmetry of the two directions of a pair.
 *
 *      - p log2 p - (1-p) log2 (1-p),   p = forth / (forth + back)
 *
 * @return 0 (one-sided) to 1 (even) bit; NaN without flow
 */
double qp_link_symmetry(double forth, double back);

/**
 * The unit that another follows: the one that it sends most to, if that has
 * the larger inflow; of equals the one of larger inflow, then the first.
 *
 * @return a unit; QP_NONE: a root
 *
 * @par Source
 * Nystuen and Dacey (1961), A graph theory interpretation of nodal regions,
 * Papers Reg. Sci. Assoc. 7, 29-42.
 */
uint32_t qp_dominant_parent(const qp_square *square, size_t unit);

/** Which flows are compared. */
typedef enum {
    QP_FOCUSING_ALL, ///< all with all
    QP_FOCUSING_IN,  ///< those into the same unit
    QP_FOCUSING_OUT, ///< those out of the same unit
    QP_FOCUSING_COUNT
} qp_focusing;

/** "all", "in", "out". */
extern const char *const qp_focusing_names[QP_FOCUSING_COUNT];

/** Doubles that qp_spatial_focusing works in. */
size_t qp_focusing_room(size_t n);

/**
 * Spatial focusing: Gini of the flows between units.
 *
 *      all   sum over pairs of cells |F - F'| / ( 2 m sum F )      m = n (n-1)
 *      in    mean over units of the Gini of the n - 1 flows into it, each
 *            weighted by its inflow;  out: likewise
 *
 * Every pair of cells is counted both ways, flows of 0 are cells. 0: all flows
 * are alike; near 1: one flow is all.
 *
 * @param[in,out] work   [qp_focusing_room(n)]
 * @param[out]    gini   [QP_FOCUSING_COUNT] NaN without flow, or for n < 2; in
 *                       and out also for n = 2, where a field has one flow
 *
 * @par Cost
 * O(k log k) in the k cells with flow.
 *
 * @par Source
 * Plane and Mulligan (1997), Measuring spatial focusing in a migration system,
 * Demography 34, 251-262.
 */
void qp_spatial_focusing(const qp_square *square, double work[], double gini[]);

/** Gini of n - 1 flows into (or out of) one unit; NaN without flow. work [n] */
double qp_field_gini(const qp_square *square, size_t unit, qp_focusing side,
                     double work[]);

#endif
