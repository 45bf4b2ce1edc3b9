/* SPDX-License-Identifier: MIT */
/**
 * @file metric/multiplex.h
 * @brief M7: do the layers meet in the same actors, and in the same pairs?
 *
 *      rnd      a─b a─c b─c c─d         a is in 2 + 1 + 3 links,
 *      supply   a─b c─d d─e             c in 3 + 1 + 0
 *      capital  a─b a─d a─e
 *
 *      rnd and supply meet in 2 pairs of 5
 *
 * Which pairs of actors are linked, not how strongly: weights of layers cannot
 * be compared. Whoever stands for many unnamed actors, and links of a weight of
 * 0, stay out.
 */
#ifndef QP_METRIC_MULTIPLEX_H
#define QP_METRIC_MULTIPLEX_H

#include "core/status.h"
#include "net/network.h"

/** `{0}` is empty. */
typedef struct {
    size_t layer_count;
    size_t linked_count; ///< layers with a linked pair
    size_t *left_out;    ///< [layer_count] links of the window left out: an end
                         ///< that stands for many, status not actual or rising,
                         ///< polarity -1, no date
    size_t missing;      ///< of all layers
    size_t *both;        ///< [layer_count * layer_count] pairs linked in both;
                         ///< on the diagonal those linked in the layer
    double *degree;      ///< [actors] o_i, over all layers; whole
    double *square;      ///< [actors] sum of the squared degrees of the layers
} qp_multiplex;

/**
 * Look at several layers in one window.
 *
 * In a directed layer a degree counts neighbours to whom links go and those
 * from whom they come: who is both counts twice. Pairs have no direction.
 *
 * @param[in]  layers     [layer_count] rows of net->layers
 * @param[out] multiplex  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY    no room
 *
 * @par Cost
 * O(links log links + pairs x layers of a pair squared) time; 12 bytes a link
 * and 24 an actor.
 */
QP_CHECKED qp_status qp_multiplex_look(const qp_network *net,
                                       const qp_row layers[],
                                       size_t layer_count, qp_period window,
                                       qp_multiplex *multiplex, qp_error *err);

/**
 * Participation coefficient of an actor.
 *
 *                M               k_i^a
 *      P_i  =  -----  (1 - sum ( ----- )^2 )                  0 <= P_i <= 1
 *              M - 1        a     o_i
 *
 * M counts the layers with a linked pair. 1: the actor is in all of them
 * alike; 0: in one alone. NaN below two layers, and for an actor without links.
 *
 * @par Source
 * Battiston, Nicosia and Latora (2014), Structural measures for multiplex
 * networks, Phys. Rev. E 89, 032804.
 */
double qp_participation(const qp_multiplex *multiplex, qp_row actor);

/** Pairs linked in both layers / in either; NaN where one layer has none. */
double qp_layer_overlap(const qp_multiplex *multiplex, size_t a, size_t b);

/** Pairs linked in both layers / in a; NaN where one layer has none. */
double qp_layer_overlap_in(const qp_multiplex *multiplex, size_t a, size_t b);

void qp_multiplex_clear(qp_multiplex *multiplex);

/* ---- layers of regions */

/** A number, and where it stood. */
typedef struct {
    double value;
    size_t at;
} qp_ranked;

/**
 * Ranks from 1 for the least; numbers as near as QP_TIE share the mean of
 * theirs.
 *
 * @param[in]  x     [n] finite
 * @param[out] room  [n] the numbers, rising
 * @param[out] rank  [n]
 *
 * @par Cost
 * O(n log n) time.
 */
void qp_average_ranks(const double x[], size_t n, qp_ranked room[],
                      double rank[]);

/**
 * Rank correlation by Spearman: that of Pearson, of the ranks.
 *
 * @param[in] a  [n] from qp_average_ranks
 * @param[in] b  [n] likewise
 * @return       in [-1, 1]; NaN where all ranks of one are the same
 */
double qp_rank_correlation(const double a[], const double b[], size_t n);

#endif
