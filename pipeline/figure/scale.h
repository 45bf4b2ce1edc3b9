/* SPDX-License-Identifier: MIT */
/**
 * @file figure/scale.h
 * @brief From data to the page along one axis, and round numbers on the way.
 *
 *      data   -0.2      0       0.2      0.4            linear
 *      page    40 ──────┼────────┼────────┼─── 300
 *
 *      data      1      10      100                     logarithmic
 */
#ifndef QP_FIGURE_SCALE_H
#define QP_FIGURE_SCALE_H

#include <stdbool.h>
#include <stddef.h>

enum { QP_MOST_TICKS = 16 };

typedef struct {
    double low, high;       ///< data at the two ends, low < high
    double at_low, at_high; ///< page coordinates, points
    bool log;               ///< decades are as long as each other; low > 0
    double ticks[QP_MOST_TICKS];
    size_t tick_count; ///< round numbers in [low, high], ascending
} qp_scale;

/**
 * A scale that holds all from `least` to `most` and ends at round numbers.
 *
 * @param[in] least, most  finite, least <= most; where they are equal there is
 *                         room on both sides
 * @param[in] wanted       about so many ticks, 2 to QP_MOST_TICKS - 2
 */
qp_scale qp_scale_linear(double least, double most, double at_low,
                         double at_high, size_t wanted);

/** The same by powers of ten; where three times the decades are not more than
 * wanted, by 2 and 5 between them too.
 * @param[in] least  > 0 */
qp_scale qp_scale_log(double least, double most, double at_low, double at_high,
                      size_t wanted);

/** Page coordinate of a value, outside the ends too. */
double qp_scale_at(const qp_scale *scale, double value);

#endif
