/* SPDX-License-Identifier: MIT */
/**
 * @file chance/resample.h
 * @brief Draw again from what was observed: bootstrap, permutation,
 *        jackknife.
 */
#ifndef QP_CHANCE_RESAMPLE_H
#define QP_CHANCE_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "chance/stream.h"

/**
 * Bootstrap of rows: draw as many rows as there are, with replacement.
 *
 * @param[in]  rows  below 2^32
 * @param[out] row   [rows] the rows drawn, in the order of drawing
 *
 * @par Source
 * Efron (1979), Bootstrap methods: another look at the jackknife, Ann. Stat.
 * 7, 1-26.
 */
void qp_resample_rows(qp_stream *stream, size_t rows, uint32_t row[]);

/**
 * The same draw, counted: how often each row was drawn.
 *
 * @param[out] times  [rows] their sum is rows; from the same stream, those of
 *                    qp_resample_rows
 */
void qp_resample_counts(qp_stream *stream, size_t rows, uint32_t times[]);

/**
 * Put items into an order that chance gives, all orders alike.
 *
 * @param[in]     count  below 2^32
 * @param[in,out] item   [count]
 *
 * @par Source
 * Fisher and Yates (1938), Statistical tables; in the form of Durstenfeld
 * (1964), Algorithm 235, CACM 7, 420.
 */
void qp_resample_shuffle(qp_stream *stream, size_t count, uint32_t item[]);

/** What a statistic does when units are left out, one at a time. */
typedef struct {
    double bias; ///< in the unit of the statistic: estimated, to be subtracted
    double se;   ///< standard error, same unit
} qp_jackknife;

/**
 * Jackknife of a statistic T of n units.
 *
 *      bias = (n - 1) (mean of T(i) - T)
 *      se   = sqrt( (n - 1)/n  sum (T(i) - mean of T(i))^2 )
 *
 * @param[in] without  [n] T(i), the statistic without unit i
 * @param[in] n        units
 * @param[in] whole    T, of all units
 * @return             NaN, both, below two units or where a T(i) is NaN
 *
 * @par Source
 * Efron and Tibshirani (1993), An introduction to the bootstrap, ch. 11.
 */
qp_jackknife qp_jackknife_of(const double without[], size_t n, double whole);

#endif
