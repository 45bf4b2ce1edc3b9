/* SPDX-License-Identifier: MIT */
/**
 * @file synth/ties.h
 * @brief Links between enterprises and institutes, by the million.
 *
 * Links come in bundles: supply, joint research, transfer. Those of a bundle
 * are dealt to pairs of regions by how many pairs of actors and years there
 * are, the room of a cell, and by distance:
 *
 *      n_rs  =  N room_rs f_rs / W       W = sum of room_rs f_rs
 *
 *      f_rs  =  1 / (1 + d_rs / 200 km)                     0 < f <= 1
 *
 * and rounded so that they add up to N: a cell owns the links between two
 * floors of a running sum. Since actors are dealt to regions by population,
 * this is a gravity model. A cell is never asked for more than its room while
 * N <= W, and steps through it by a number that has no factor in common with
 * it, so that no link comes twice and none has to be remembered:
 *
 *      room of a cell   (a, b, year)   0 1 2 3 4 5 6
 *      links                           1     2     3     stride 3: 0 3 6 2 5 ...
 *
 * Every row is a function of seed, bundle and number alone, so pieces can be
 * written in any order, by any thread.
 */
#ifndef QP_SYNTH_TIES_H
#define QP_SYNTH_TIES_H

#include "chance/stream.h"
#include "synth/plan.h"

enum {
    QP_TIE_BUNDLES = 4,
    QP_TIE_PIECE = 1 << 13 ///< links written at a time
};

typedef struct {
    const qp_plan *plan;
    size_t kind;     ///< which bundle it is
    uint64_t links;  ///< N
    double *before;  ///< [region_count + 1] of W, what regions before r have
    double start;    ///< of the rounding, in [0, 1)
    uint64_t places; ///< seed of where links are
    uint64_t values; ///< seed of what they carry
} qp_tie_bundle;

/** All bundles; those that have room share the links in fixed parts. */
typedef struct {
    qp_tie_bundle bundles[QP_TIE_BUNDLES];
} qp_ties;

/**
 * Measure the room.
 *
 * @param[in] plan  must outlive the ties
 * @retval QP_E_MEMORY  no room in memory
 *
 * @par Cost
 * O(regions^2) time, O(regions) memory.
 */
QP_CHECKED qp_status qp_ties_measure(qp_ties *ties, const qp_plan *plan,
                                     qp_error *err);

/**
 * Share links among the bundles.
 * @retval QP_E_MISUSE  more than there is room for
 */
QP_CHECKED qp_status qp_ties_share(qp_ties *ties, uint64_t links,
                                   qp_error *err);

void qp_ties_clear(qp_ties *ties);

/** Pieces in which a bundle is written. */
size_t qp_ties_pieces(const qp_tie_bundle *bundle);

/** Rows of links.csv of one piece; context is a qp_tie_bundle. */
void qp_ties_write(const void *context, size_t piece, qp_text *out);

/**
 * Customers of the makers of chokepoints: enterprises that need chips, in the
 * last year. One piece a maker and region.
 */
uint64_t qp_chokepoint_links(const qp_plan *plan);
size_t qp_chokepoint_pieces(const qp_plan *plan);
void qp_chokepoint_write(const void *context, size_t piece, qp_text *out);

/** "control-chip", "control-chip-2", ...; number from 0. */
void qp_chokepoint_product(size_t number, qp_text *out);

#endif
