/* SPDX-License-Identifier: MIT */
/**
 * @file metric/dependence.h
 * @brief M14: on how many, and on whom abroad, a customer depends for a
 *        product.
 *
 *      supplier  origin   bought  h_i
 *      s1        home         70  0.7       D = 70
 *      s2        Japan        20  0.2       F = 20
 *      s3        unknown      10  0.1       U = 10
 *
 *      supplier_hhi         sum h_i^2                    0.54, in (0, 1]
 *      effective_suppliers  1 / HHI                      1.85, >= 1
 *      foreign_share        F / (D + F)                  2/9, in [0, 1]
 *      origin_hhi           sum_o (F_o / F)^2            1, in (0, 1]
 *      dependence_flag      origin_hhi > 0.4 and foreign_share > 0.5
 *
 * Where the origin of a supplier is unknown, values are of the others, and
 * bounds say what all could be: each unknown one is at home, in a country of
 * the others, or in one of its own. Of the example: a foreign share of 0.2
 * (s3 at home) to 0.3 (abroad), an origin_hhi of 5/9 (20^2 + 10^2 of 30^2) to
 * 1 (also Japan).
 *
 * Source: Herfindahl (1950), Concentration in the steel industry, of suppliers
 * and of origins. The bounds of the flag are those by which the European
 * Commission screens imports; recalled, its text was not seen: Arjona, Connell
 * and Herghelegiu (2023), An enhanced methodology to monitor the EU's
 * strategic dependencies and vulnerabilities.
 */
#ifndef QP_METRIC_DEPENDENCE_H
#define QP_METRIC_DEPENDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "panel/metrics.h"

#define QP_SINGLE_SOURCE   0.9 ///< one supplier has more of it: the only one
#define QP_MOST_OF_ORIGINS 0.4 ///< an origin_hhi above it is concentrated
#define QP_MOST_FOREIGN    0.5 ///< a foreign share above it is dependence

/** Origins are numbers of foreign countries, from 1 on, and these. */
enum { QP_ORIGIN_HOME = 0 };
#define QP_ORIGIN_UNKNOWN UINT32_MAX

/** What a customer buys of one supplier. */
typedef struct {
    uint32_t origin;   ///< QP_ORIGIN_HOME, a country, or QP_ORIGIN_UNKNOWN
    uint32_t supplier; ///< whoever; another for each
    double value;      ///< > 0, in the unit of the layer
} qp_purchase;

/** A number, and between what it lies where origins are unknown. */
typedef struct {
    double value;     ///< NaN where there is a reason
    double low, high; ///< low <= value <= high; NaN where no origin is unknown,
                      ///< and where there is no value
    qp_reason reason;
} qp_bounded;

typedef struct {
    size_t suppliers;
    size_t known;     ///< suppliers whose origin is
    double hhi;       ///< in (0, 1]; NaN: overflow
    double effective; ///< >= 1; likewise
    double largest;   ///< share of the largest supplier, in (0, 1]; likewise
    qp_bounded foreign_share;
    qp_bounded origin_hhi;
    qp_bounded flag; ///< 1 or 0
} qp_dependence;

/** Is `share` more than a bound? One as near to it as QP_TIE is not. */
bool qp_is_above(double share, double bound);

/** Put purchases into the order that qp_dependence_measure wants: by origin,
 * value, supplier. O(count log count). */
void qp_purchases_sort(qp_purchase purchases[], size_t count);

/**
 * Measure dependence.
 *
 * @param[in] purchases  [count] sorted; count >= 1
 *
 * Reasons: no-origin (foreign_share and flag: no origin is known; origin_hhi:
 * neither), domestic (origin_hhi: of those known, none is foreign), overflow
 * (all: what is bought adds up to more than numbers hold).
 *
 * The bounds are met by an assignment of origins. Least concentrated are the
 * origins where the smallest of the unknown suppliers, up to one of them, are
 * each of a country of its own and the others at home; most, where all are of
 * the largest country.
 *
 * @par Cost
 * O(count) time.
 */
qp_dependence qp_dependence_measure(const qp_purchase purchases[],
                                    size_t count);

#endif
