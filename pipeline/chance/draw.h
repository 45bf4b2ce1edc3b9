/* SPDX-License-Identifier: MIT */
/**
 * @file chance/draw.h
 * @brief Counts that fall into cells: binomial and multinomial draws.
 *
 * Exact draws, not approximations: what is drawn has the stated distribution
 * but for the rounding of doubles. How many words of the stream a draw takes
 * depends on what is drawn.
 */
#ifndef QP_CHANCE_DRAW_H
#define QP_CHANCE_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "chance/stream.h"
#include "core/status.h"

/**
 * Successes in `trials` trials: Binomial(trials, probability).
 *
 * @param[in] trials       at most 2^53
 * @param[in] probability  in [0, 1]; 0 and 1 use no word of the stream
 *
 * @par Cost
 * O(1) time, whatever the number of trials: below a mean of 10 the outcomes
 * are walked through from 0, above it a number is proposed and kept with the
 * probability that makes it right.
 *
 * @par Source
 * Hormann (1993), The generation of binomial random variates, J. Stat.
 * Comput. Simul. 46, 101-110: algorithm BTRS.
 */
uint64_t qp_draw_binomial(qp_stream *stream, uint64_t trials,
                          double probability);

/**
 * Cells with weights, made ready to be drawn from. Made once, then only read:
 * several threads may draw at a time. `{0}` is empty.
 *
 * Cells are sorted by falling weight and cut into blocks of 64.
 */
typedef struct {
    size_t cell_count;  ///< cells, as given
    size_t used;        ///< cells with a weight above 0
    size_t block_count; ///< used / 64, rounded up
    uint32_t *cell;     ///< [used] which cell comes k-th
    double *share;      ///< [used] of a cell among it and those that follow
                        ///< it in its block
    double *block;      ///< [block_count] share of a block among it and
                        ///< those that follow
    uint64_t *keep;     ///< [64 * block_count] alias tables, one a block
    uint8_t *other;     ///< [64 * block_count]
} qp_multinomial;

/**
 * Make weights ready to be drawn from.
 *
 * @param[in]  weight       [cells] >= 0 in any unit, not all 0, of finite sum
 * @param[in]  cells        below 2^32
 * @param[out] multinomial  to be cleared by the caller; untouched on failure
 * @retval QP_E_MEMORY      no room
 *
 * @par Cost
 * O(cells log cells) time, 21 bytes a cell.
 */
QP_CHECKED qp_status qp_multinomial_make(const double weight[], size_t cells,
                                         qp_multinomial *multinomial,
                                         qp_error *err);

/**
 * Throw `trials` balls into the cells, each by the weights.
 *
 *      counts ~ Multinomial(trials, weight / sum of weights)
 *
 * @param[in]  trials  at most 2^53
 * @param[out] counts  [cell_count] whole, their sum is trials; 0 in cells
 *                     without weight
 *
 * @par Cost
 * A binomial draw a block; then in each block a table look-up a ball, or a
 * binomial draw a cell, whichever is less: at most about 0.1 microseconds a
 * cell, whatever the number of trials.
 *
 * @par Source
 * Look-up in an alias table: Walker (1977), An efficient method for
 * generating discrete random variables with general distributions, ACM TOMS
 * 3, 253-256; its construction: Vose (1991), A linear algorithm for
 * generating random numbers with a given distribution, IEEE TSE 17, 972-975.
 * Cells one after the other: Davis (1993), The computer generation of
 * multinomial random variates, Comput. Stat. Data Anal. 16, 205-217.
 */
void qp_multinomial_draw(const qp_multinomial *multinomial, uint64_t trials,
                         qp_stream *stream, double counts[]);

void qp_multinomial_clear(qp_multinomial *multinomial);

#endif
