/* SPDX-License-Identifier: MIT */
/**
 * @file chance/draw.h
 * @brief Random counts: binomial, and multinomial over many cells.
 */
#ifndef QP_CHANCE_DRAW_H
#define QP_CHANCE_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "chance/stream.h"
#include "core/status.h"

/**
 * Successes among independent trials: Binomial(trials, probability).
 *
 * Where fewer than ten successes (or failures) are expected, the distribution
 * is searched from its start; else a number is proposed and kept with the
 * probability that makes it right (right to nine digits).
 *
 * @param[in] trials       at most 2^53
 * @param[in] probability  0 to 1
 *
 * @par Cost
 * Some 20 to 60 ns, whatever the trials.
 *
 * @par Source
 * Hormann (1993), The generation of binomial random variates, J. Stat. Comput.
 * Simul. 46, 101-110: algorithm BTRS.
 */
uint64_t qp_draw_binomial(qp_stream *stream, uint64_t trials,
                          double probability);

/** Cells and their weights, prepared for drawing; shared by all threads. */
typedef struct {
    size_t cells;
    size_t blocks;      ///< of QP_BLOCK_CELLS cells, the last may be shorter
    double *weight;     ///< [cells]
    double *rest;       ///< [cells] of the cell and those after it in its block
    double *block_rest; ///< [blocks] of the block and those after it
    double *keep;       ///< [cells] of the alias method: probability to stay
    uint32_t *alias;    ///< [cells] ... or else the cell to go to
} qp_multinomial;

enum { QP_BLOCK_CELLS = 64 };

/**
 * Prepare cells.
 *
 * @param[in]  weight  [cells] >= 0, finite; their sum above 0. A cell of weight
 *                     0 is never drawn
 * @param[out] moves   set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY no room
 */
QP_CHECKED qp_status qp_multinomial_make(const double weight[], size_t cells,
                                         qp_multinomial *moves, qp_error *err);

/**
 * Let `trials` moves fall on the cells, each with probability weight / sum.
 *
 * Moves are divided among blocks of cells, and inside a block among its cells,
 * by one binomial each; where a block has few moves, each falls by itself
 * (alias method).
 *
 * @param[out] count  [cells] whole numbers; they add up to trials
 *
 * @par Cost
 * O(min(cells, trials) + cells / 64).
 *
 * @par Source
 * Walker (1977), An efficient method for generating discrete random variables
 * with general distributions, ACM TOMS 3, 253-256; Vose (1991), IEEE Trans.
 * Softw. Eng. 17, 972-975.
 */
void qp_multinomial_draw(const qp_multinomial *moves, uint64_t trials,
                         qp_stream *stream, double count[]);

void qp_multinomial_clear(qp_multinomial *moves);

#endif
