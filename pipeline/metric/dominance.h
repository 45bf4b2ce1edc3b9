/* SPDX-License-Identifier: MIT */
/**
 * @file metric/dominance.h
 * @brief X7 and X10: who dominates, who depends on whom, and how focused the
 *        flows are.
 *
 *              ┌──────── Bei ◀────18──── Tia        every unit hangs on the one
 *              30                                   it sends most to, if that
 *      Heb ────┘         Sha ◀────20──── Su         one is larger: a forest
 *
 * Numbers only; a number that a formula does not give is NaN. Nothing is
 * allocated, and all functions may run in several threads at once.
 */
#ifndef QP_METRIC_DOMINANCE_H
#define QP_METRIC_DOMINANCE_H

#include <stddef.h>
#include <stdint.h>

#include "metric/square.h"

/**
 * Dominance of a unit: what it has by the mean of the others.
 *
 *            own                        DIT: own = I + O, turnover
 *      ------------------------  >= 0   DII: own = I
 *       (total - own) / (n - 1)
 *
 * Above 1 it dominates. NaN where there are no others or they have nothing.
 *
 * @param[in] total  of own over all units: 2 W for turnover, W for inflow
 * @param[in] n      units
 *
 * @par Source
 * Limtanakool, Dijst and Schwanen (2007), A theoretical framework and
 * methodology for characterising national urban systems, Urban Studies 44,
 * 2123-2145. Recalled: whether theirs is the mean of the others or of all
 * (qp_dominance_of_all) was not verified.
 */
double qp_dominance(double own, double total, size_t n);

/** The same by the mean of all, own n / total: 0 to n. NaN without flow. */
double qp_dominance_of_all(double own, double total, size_t n);

/**
 * Relative strength (RSI): the share of all flow that is one flow, or one
 * unit's. 0 to 1; NaN where total is 0. Source: as above.
 */
double qp_relative_strength(double flow, double total);

/**
 * Symmetry of a link: the entropy of its direction.
 *
 *      - q log2 q - (1-q) log2 (1-q),   q = forth / (forth + back)    in bits
 *
 * 1 where both directions are the same, 0 where one has all; NaN without
 * flow. Source: as above.
 */
double qp_link_symmetry(double forth, double back);

/**
 * The unit on which each depends.
 *
 *      parent of r = the s of largest F_rs, if I_s > I_r; else r is a root
 *
 * Inflow grows from child to parent, so the parents make a forest. A unit that
 * sends nothing is a root.
 *
 * Numbers within 1e-9 of each other are the same. Of several largest flows the
 * one to the unit of larger inflow counts, then the first in unit order.
 *
 * @param[out] parent  [n] unit; QP_NONE: a root
 *
 * @par Cost
 * O(n^2) time.
 *
 * @par Source
 * Nystuen and Dacey (1961), A graph theory interpretation of nodal regions,
 * Papers of the Regional Science Association 7, 29-42. Sizes of units are
 * their inflow here, not their population.
 */
void qp_dominant_parents(const qp_square *square, uint32_t parent[]);

/** Spatial focusing of all flows, of those into units, of those out of them. */
typedef struct {
    double all; ///< in [0, (m-1)/m], m = n (n-1)
    double in;  ///< in [0, (n-2)/(n-1)]
    double out; ///< in [0, (n-2)/(n-1)]
} qp_focusing;

/** Doubles of working room that qp_focusing_measure needs: 4 n^2 + 6 n. */
size_t qp_focusing_room(size_t n);

/**
 * Measure spatial focusing: Gini coefficients of flows between units, zeros
 * counted, the diagonal not.
 *
 *               sum sum |F_ij - F_kl|
 *      all  =  -----------------------      over all ordered pairs of cells
 *                  2 n (n-1) W
 *
 *                 sum_i sum_k |F_is - F_ks|         the Gini of the field of
 *      in_s  =   ---------------------------        s: the n - 1 flows into it
 *                      2 (n-1) I_s
 *
 *      in    =   sum over s of (I_s / W) in_s
 *
 * 0 where all flows are equal, largest where all is one flow; NaN without
 * flow. `in` is the mean of the fields weighted by what flows into them: are
 * the origins of those who come few? `out` is the same of rows: are the
 * destinations of those who go few? Published indices follow from them: the
 * Columns Gini is in / n, the Rows Gini out / n, their standardised form
 * 100 in / (n all). Corrections for small n (m - 1 or n - 2 below, in place of
 * m and n - 1) are not applied.
 *
 * @param[in]  room       [qp_focusing_room(n)] acquired; what it holds is
 *                        forgotten
 * @param[out] in_field   [n] in_s, NaN where I_s = 0; may be NULL
 * @param[out] out_field  [n] the same of rows; may be NULL
 *
 * @par Cost
 * O(n^2) time: the flows above 0 are sorted by their bytes, in up to 8 rounds
 * and for small counts in 1 or 2; where the zeros stand is known.
 *
 * @par Source
 * Plane and Mulligan (1997), Measuring spatial focusing in a migration system,
 * Demography 34, 251-262; the weighted mean of fields: Bell et al. (2002),
 * Cross-national comparison of internal migration, JRSS A 165, 435-464.
 */
qp_focusing qp_focusing_measure(const qp_square *square, double room[],
                                double in_field[], double out_field[]);

#endif
