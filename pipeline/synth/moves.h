/* SPDX-License-Identifier: MIT */
/**
 * @file synth/moves.h
 * @brief Persons and capital that move between regions.
 *
 * How much two regions exchange is a matter of size and distance; who gets it
 * is a coin's, loaded between a core and the rest of its cluster:
 *
 *      pull(r, s)  =  sqrt(P_r P_s) / (1 + d_rs / 60 km)        persons
 *
 *      n(r, s, y)  =  max(8, floor(rate pull (1 + y/10)))       y = 0, 1, ...
 *
 *      F(r, s)  ~  Binomial(n, (1 + e) / 2)      s the core of r's cluster
 *      F(s, r)  =  n - F(r, s)                   e = 0 for all other pairs
 *
 * so that of the core's backwash B and spread S
 *
 *      E[(B - S) / (B + S)]  =  e
 *
 * exactly, for B + S is fixed and B binomial.
 *
 * Source: pull is the gravity model of Zipf (1946), The P1 P2 / D hypothesis,
 * American Sociological Review 11, 677-686, with a distance that does not
 * vanish and the geometric mean of the sizes, so that twice the persons move
 * twice as much.
 */
#ifndef QP_SYNTH_MOVES_H
#define QP_SYNTH_MOVES_H

#include "chance/stream.h"
#include "synth/plan.h"

/** A layer of moves. */
typedef enum { QP_MOVES_TALENT, QP_MOVES_CAPITAL, QP_MOVES_COUNT } qp_moves;

/** How strongly two regions draw on one another, persons. */
double qp_moves_pull(const qp_places *places, size_t r, size_t s);

/** Do two regions exchange anything? Yes where one is the core of the other's
 * cluster, or the pull is strong enough for the plan. */
bool qp_moves_meet(const qp_plan *plan, size_t r, size_t s);

/** n(r, s, y), both directions together. */
uint64_t qp_moves_total(const qp_plan *plan, qp_moves layer,
                        const size_t pair[2], size_t year);

/** Probability that a move between r and s goes to s. */
double qp_moves_share(const qp_plan *plan, qp_moves layer, size_t r, size_t s);

/** Heads in `tosses` tosses of a loaded coin, to within 2^-32. */
uint64_t qp_moves_heads(qp_stream *stream, uint64_t tosses, double share);

/** Rows of links.csv of the pairs r < s of one region r, 0 <= r < regions;
 * context is a qp_moves_piece. */
void qp_moves_write(const void *context, size_t r, qp_text *out);

typedef struct {
    const qp_plan *plan;
    qp_moves layer;
} qp_moves_piece;

/**
 * Set plan->least_pull so that moves take at most two fifths of the links.
 *
 * @retval QP_E_MISUSE  the cores and their clusters alone take more
 *
 * @par Cost
 * O(regions^2).
 */
QP_CHECKED qp_status qp_moves_settle(qp_plan *plan, qp_error *err);

#endif
