/* SPDX-License-Identifier: MIT */
/**
 * @file metric/field.h
 * @brief M23: the field surplus of a cluster, does what its regions have
 *        complement or repeat itself?
 *
 *              talent  capital  facility
 *      Bei       0.9     0.4      0.1          f of region i and factor l
 *      Tia       0.2     0.3      0.8
 *
 *      gain = sum over l != m of sqrt(f_il f_jm) / (L (L - 1))
 *      loss = sum over l of min(f_il, f_jl) / L
 *      w    = exp(-distance / D) beta^barrier
 *
 *      surplus = mean over pairs of the cluster of w (gain - gamma loss)
 *
 * Positive: what one region has meets what the other has of something else;
 * negative: they have the same. The sign depends on gamma, which is told with
 * the value. Constructed here: no publication stands behind it.
 */
#ifndef QP_METRIC_FIELD_H
#define QP_METRIC_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Regions, what they have and how near they are. */
typedef struct {
    size_t region_count;
    size_t factor_count; ///< L
    double *stock;       ///< [region_count * factor_count] f in [0, 1]; NaN
    double *root;        ///< [region_count * factor_count] sqrt f
    double *nearness;    ///< [region_count * region_count] w in [0, 1]; NaN
                         ///< where the distance is not known
    double gamma;        ///< weight of what is lost, >= 0
} qp_factors;

/** A surplus, and the pairs behind it. */
typedef struct {
    double value; ///< NaN without a pair, or where w or f is
    size_t pairs;
} qp_surplus;

/**
 * How near two regions are.
 *
 * @param[in] distance  >= 0
 * @param[in] reach     D, > 0, in the unit of the distance
 * @param[in] barrier   level, >= 0; NaN: not known, counts as 0
 * @param[in] beta      in [0, 1]
 */
double qp_field_nearness(double distance, double reach, double barrier,
                         double beta);

/**
 * The surplus of a cluster.
 *
 * @param[in] member  [count] its regions
 * @param[in] bearer  [region_count] whose factors a region has; NULL: its own.
 *                    What is shuffled when it is asked what chance gives
 *
 * @par Cost
 * O(count^2 L) time, no memory.
 */
qp_surplus qp_field_surplus(const qp_factors *factors, const uint32_t member[],
                            size_t count, const uint32_t bearer[]);

/** Room for so many regions and factors, to be filled; false: no memory. */
bool qp_factors_make(size_t regions, size_t count, qp_factors *factors);

void qp_factors_clear(qp_factors *factors);

#endif
