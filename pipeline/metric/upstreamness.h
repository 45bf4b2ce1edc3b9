/* SPDX-License-Identifier: MIT */
/**
 * @file metric/upstreamness.h
 * @brief X8: how many steps is what a unit makes away from final use?
 *
 *      ore ──10──▶ steel ──10──▶ cars ──12──▶ final use
 *       3            2             1
 *
 *      U = (I - B)^-1 1,   B_ij = Z_ij / Y_i
 *
 * Z_ij is what i sells to j, Y_i the output of i; what of it is not sold to
 * other units is in final use. U is 1 where all of it is, and the mean number
 * of sales that a unit of output goes through else.
 *
 * An output below the sales is that of the sales: nothing is in final use. A
 * unit without output uses finally, for all that can be told, what it buys one
 * step later: it has no value, and counts as 1 for those that sell to it.
 * Where a part of the output never comes to final use there is no value.
 *
 * Source: Antras, Chor, Fally and Hillberry (2012), Measuring the upstreamness
 * of production and trade flows, American Economic Review 102(3), 412-416.
 */
#ifndef QP_METRIC_UPSTREAMNESS_H
#define QP_METRIC_UPSTREAMNESS_H

#include "graph/arcs.h"
#include "panel/metrics.h"

/** Who sells what to whom, and what all make. */
typedef struct {
    const qp_arcs *sales; ///< Z, in one unit of value
    const double *own;    ///< [n] what a unit sells to itself, >= 0; NULL: none
    const double *output; ///< [n] Y, >= 0, in the unit of the sales; NaN: not
                          ///< known, that of the sales
} qp_upstream_question;

/** A smaller share of the output is no final use, but rounding. */
#define QP_LEAST_FINAL_USE 1e-12

/** Relative error of a value, at most, where it is found by rounds. */
#define QP_UPSTREAM_ERROR 1e-12

enum {
    QP_UPSTREAM_SMALL = 1000,  ///< units up to which it is solved directly
    QP_UPSTREAM_LARGE = 3000,  ///< ... and up to which where rounds do not end
    QP_UPSTREAM_ROUNDS = 10000 ///< at most
};

/**
 * The upstreamness of all units.
 *
 * @param[out] value   [n] >= 1; NaN where there is none
 * @param[out] reason  [n] why: no-output, no-final-use (a part of the output
 *                     has no way there) or not-converged; QP_REASON_NONE
 * @retval QP_E_MEMORY  no room; value and reason are of no use then
 *
 * @par Cost
 * Of n units with a value: up to QP_UPSTREAM_SMALL 2/3 n^3 operations and 8 n^2
 * bytes; above, O(n + arcs) a round. Rounds begin at 1 and rise. If no unit's
 * equation is off by more than e, no value is off by more than e times itself,
 * for the error is (I - B)^-1 of what the equations are off, and U is
 * (I - B)^-1 of ones: so it is known when to end.
 */
QP_CHECKED qp_status qp_upstreamness(const qp_upstream_question *question,
                                     double value[], qp_reason reason[],
                                     qp_error *err);

#endif
