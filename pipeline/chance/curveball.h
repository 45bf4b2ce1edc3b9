/* SPDX-License-Identifier: MIT */
/**
 * @file chance/curveball.h
 * @brief Two-mode tables drawn by chance: who is in which row is mixed, how
 *        many a row has and in how many rows a column is, is kept.
 *
 *           a b c d                  a b c d
 *      P    x x . .    2        P    . x x .    2
 *      Q    . x x x    3   ->   Q    x x . x    3
 *           1 2 1 1                  1 2 1 1
 *
 * A trade takes two rows. What both have stays; what one of them alone has is
 * put together, shuffled, and dealt out, to each row as many as it gave:
 *
 *      P = {a, b}   Q = {b, c, d}     stays b, dealt out {a, c, d}: 1 to P, 2 to
 *                                     Q; three outcomes, all alike
 *
 * A trade leads from one table to another as likely as back, so that many of
 * them lead to every table with these margins alike.
 */
#ifndef QP_CHANCE_CURVEBALL_H
#define QP_CHANCE_CURVEBALL_H

#include <stddef.h>
#include <stdint.h>

#include "chance/stream.h"

/** A two-mode table, by rows. Its columns are borrowed. */
typedef struct {
    size_t row_count;
    size_t column_count;
    const size_t *start;    ///< [row_count + 1] first place of each row
    const uint32_t *column; ///< [start[row_count]] below column_count, none
                            ///< twice in a row, in any order
} qp_two_mode;

enum {
    QP_CURVEBALL_ROUNDS = 12, ///< from a table drawn to the next
    QP_CURVEBALL_BURN_IN = 96 ///< from the one observed to the first
};

/** Work area of qp_curveball_draw, in numbers of 32 bits. */
size_t qp_curveball_room(const qp_two_mode *table);

/**
 * Draw a table with the margins of a given one.
 *
 * Rounds of trades: in each, the rows are put into an order by chance, and the
 * first trades with the second, the third with the fourth, and so on. A row
 * much longer than others keeps most of what it has in a trade with a short
 * one, and takes many rounds to forget it. So walk from the table observed for
 * QP_CURVEBALL_BURN_IN rounds once, and from the table met there for
 * QP_CURVEBALL_ROUNDS to each replicate: with the first, all have the right
 * distribution, and the second is for their being independent.
 *
 * @param[in]  rounds  of trades
 * @param[out] column  [start[row_count]] the rows drawn, at the same places
 * @param[in,out] room [qp_curveball_room]
 *
 * @par Cost
 * O(rounds x (rows + places)) time, and columns once.
 *
 * @par Source
 * Strona, Nappo, Boccacci, Fattorini and San-Miguel-Ayanz (2014), A fast and
 * unbiased procedure to randomize ecological binary matrices with fixed row
 * and column totals, Nature Communications 5, 4114; that all tables are alike:
 * Carstens (2015), Proof of uniform sampling of binary matrices with fixed row
 * sums and column sums for the fast Curveball algorithm, Physical Review E 91,
 * 042812. Rounds in which every row trades once: Carstens, Hamann, Meyer,
 * Penschuck, Tran and Wagner (2018), Parallel and I/O-efficient randomisation
 * of massive networks using global curveball trades, ESA 2018. Walking from one
 * table to all replicates: Besag and Clifford (1989), Generalized Monte Carlo
 * significance tests, Biometrika 76, 633-642.
 */
void qp_curveball_draw(const qp_two_mode *table, size_t rounds,
                       qp_stream *stream, uint32_t column[], uint32_t room[]);

#endif
