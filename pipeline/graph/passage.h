/* SPDX-License-Identifier: MIT */
/**
 * @file graph/passage.h
 * @brief From which units of a graph to which: what is asked of cuts and of
 *        shortest paths.
 */
#ifndef QP_GRAPH_PASSAGE_H
#define QP_GRAPH_PASSAGE_H

#include "graph/arcs.h"

typedef struct {
    const qp_arcs *arcs;
    const bool *source; ///< [n] units of the first set
    const bool *target; ///< [n] units of the second
} qp_passage;

#endif
