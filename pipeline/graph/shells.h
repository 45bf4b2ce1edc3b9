/* SPDX-License-Identifier: MIT */
/**
 * @file graph/shells.h
 * @brief How far inside a graph a unit is, and whether core and rim explain it.
 *
 *          b───c                   coreness   a b c d  3
 *          │ ╳ │                              e        2
 *      f───a───d                              f        1
 *           ╲ ╱
 *            e                     core = {a, b, c, d}
 *
 * The k-core is what is left when units with fewer than k ties are taken off,
 * again and again; the coreness of a unit is the largest k whose core it is
 * in. The core of the graph is its innermost shell, all others are its rim.
 *
 * A graph is given by rows, as in graph/arcs.h, each tie as two arcs; the order
 * within a row is of no matter. Nothing is allocated; everything may run in
 * several threads at once.
 */
#ifndef QP_GRAPH_SHELLS_H
#define QP_GRAPH_SHELLS_H

#include <stddef.h>
#include <stdint.h>

/** Work area of qp_shells, in numbers of 32 bits. */
size_t qp_shells_room(size_t n);

/**
 * The coreness of every unit.
 *
 * @param[in]     n         units, below 2^32
 * @param[in]     start     [n + 1] first arc of each unit
 * @param[in]     to        [start[n]] none twice within a unit
 * @param[in,out] room      [qp_shells_room]
 * @param[out]    coreness  [n] 0 without ties
 * @return the largest
 *
 * @par Cost
 * O(n + arcs) time.
 *
 * @par Source
 * Seidman (1983), Network structure and minimum degree, Social Networks 5,
 * 269-287. Taking off in order of degree, by buckets: Batagelj and Zaversnik
 * (2003), An O(m) algorithm for cores decomposition of networks,
 * arXiv:cs/0310049.
 */
uint32_t qp_shells(size_t n, const size_t start[], const uint32_t to[],
                   uint32_t room[], uint32_t coreness[]);

/** What a graph looks like once it is parted into core and rim. */
typedef struct {
    double units;
    double ties;
    double core;     ///< units of it
    double rim_ties; ///< ties between two units of the rim
} qp_core_rim;

/**
 * Part a graph: its core are the units of the largest coreness. O(n + arcs).
 * @param[in] coreness  [n] from qp_shells
 */
qp_core_rim qp_core_rim_of(size_t n, const size_t start[], const uint32_t to[],
                           const uint32_t coreness[]);

/**
 * How well core and rim explain who is tied to whom: Pearson's correlation over
 * the pairs of units, of being tied with having an end in the core.
 *
 *                  tied   not            N pairs, M tied, D with an end in the
 *      core         T    D - T           core, T of them tied
 *      rim only   M - T    .
 *                                          N T - M D
 *                               r = ---------------------------
 *                                   sqrt( M (N-M) D (N-D) )
 *
 * @return in [-1, 1]; 1: all pairs with an end in the core are tied, and no
 *         other; NaN where the rim has fewer than two units, no pair is tied or
 *         all are
 *
 * @par Source
 * Borgatti and Everett (2000), Models of core/periphery structures, Social
 * Networks 21, 375-395: the discrete model, ties of core and rim belonging to
 * the core.
 */
double qp_core_rim_fit(const qp_core_rim *parts);

#endif
