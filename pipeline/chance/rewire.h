/* SPDX-License-Identifier: MIT */
/**
 * @file chance/rewire.h
 * @brief Ties drawn by chance: who is tied to whom is mixed, how many ties each
 *        has is kept.
 *
 *      a───b         a   b         a   b
 *              ->     \ /    or    │   │       a swap of two ties; which of the
 *                     / \          │   │       two is tossed
 *      c───d         c   d         c   d
 *
 * A trial takes two ties and swaps their ends, unless that would tie someone
 * twice or to himself: then the graph stays as it is, and the trial counts all
 * the same. A trial leads from one graph to another as likely as back, so that
 * many of them lead to every graph with these degrees alike.
 */
#ifndef QP_CHANCE_REWIRE_H
#define QP_CHANCE_REWIRE_H

#include <stddef.h>
#include <stdint.h>

#include "chance/stream.h"

/** A tie between two vertices, without direction. */
typedef struct {
    uint32_t a;
    uint32_t b; ///< another
} qp_tie_ends;

enum {
    QP_REWIRE_TRIALS = 10,  ///< a tie, from a graph drawn to the next
    QP_REWIRE_BURN_IN = 100 ///< a tie, from the one observed to the first
};

/** Work area of qp_rewire, in numbers of 64 bits: 4 to 8 a tie. */
size_t qp_rewire_room(size_t count);

/**
 * Mix the ties of a graph.
 *
 * Walk from the graph observed for QP_REWIRE_BURN_IN trials a tie once, and
 * from the one met there for QP_REWIRE_TRIALS a tie to each replicate.
 *
 * @param[in,out] ties   [count] of a simple graph, in any order
 * @param[in]     trials of all ties together
 * @param[in,out] room   [qp_rewire_room]
 *
 * @par Cost
 * O(count + trials) time; about 0.1 microseconds a trial while the work area
 * fits into the cache of the processor.
 *
 * @par Source
 * That swaps lead everywhere: Taylor (1981), Constrained switchings in graphs,
 * Combinatorial Mathematics VIII, Lecture Notes in Mathematics 884, 314-336.
 * That a trial in vain has to count: Fosdick, Larremore, Nishimura and Ugander
 * (2018), Configuring random graph models with fixed degree sequences, SIAM
 * Review 60, 315-355. How many: Milo, Kashtan, Itzkovitz, Newman and Alon
 * (2003), On the uniform generation of random graphs with prescribed degree
 * sequences, arXiv:cond-mat/0312028.
 */
void qp_rewire(qp_tie_ends ties[], size_t count, uint64_t trials,
               qp_stream *stream, uint64_t room[]);

#endif
