/* SPDX-License-Identifier: MIT */
/**
 * @file metric/core_null.h
 * @brief M26: is there more of a core and a rim than degrees alone make?
 *
 * Who has many ties is further inside whoever it is tied to. So the fit of core
 * and rim (graph/shells.h) is held against that of graphs in which each unit
 * has as many ties as it has, and chance says with whom (chance/rewire.h); each
 * has its own innermost shell.
 */
#ifndef QP_METRIC_CORE_NULL_H
#define QP_METRIC_CORE_NULL_H

#include <stdbool.h>

#include "chance/rewire.h"
#include "graph/arcs.h"

/** Trials of all replicates together beyond which none is drawn: about a minute
 * of one processor. With 999 replicates it is 49,554 ties. */
#define QP_CORE_NULL_TRIALS 5e8

/** Is so large a graph within that bound?
 * @param[in] replicates  all that are asked for, whoever draws them */
bool qp_core_null_is_told(size_t ties, size_t replicates);

/** A graph from which others are drawn; its ties are borrowed. `{0}` is empty.
 */
typedef struct {
    const qp_arcs *joined;
    size_t count;      ///< ties
    qp_tie_ends *ties; ///< [count] of the graph met after the burn-in
} qp_core_null;

/**
 * Come to the graph from which all replicates set out, whatever the seed.
 *
 * @param[in]  joined  each tie as two arcs: qp_arcs_join
 * @param[out] null    set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * QP_REWIRE_BURN_IN trials a tie.
 */
QP_CHECKED qp_status qp_core_null_make(const qp_arcs *joined,
                                       qp_core_null *null, qp_error *err);

void qp_core_null_clear(qp_core_null *null);

/** Bytes that qp_core_null_draw works in: 48 to 80 a tie, 16 a unit. */
size_t qp_core_null_room(const qp_core_null *null);

/**
 * The fit of a graph drawn by chance; NaN where it has no rim.
 *
 * @par Cost
 * O(units) and QP_REWIRE_TRIALS trials a tie. Several threads may draw at once,
 * each in a room of its own.
 */
double qp_core_null_draw(const qp_core_null *null, qp_stream *stream,
                         void *room);

#endif
