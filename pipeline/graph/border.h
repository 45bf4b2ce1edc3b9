/* SPDX-License-Identifier: MIT */
/**
 * @file graph/border.h
 * @brief The border with igraph: one thread at a time, no aborts, nothing
 *        printed.
 *
 * igraph has one set of handlers and one list of things to clean up for the
 * whole process, so it is called from inside a piece of work alone. Such a
 * piece destroys what it made, in every case, and leaves the list to igraph.
 *
 * A binary that links igraph is under the GPL, and must not link Graphviz; see
 * tests/structure/libraries.py.
 */
#ifndef QP_GRAPH_BORDER_H
#define QP_GRAPH_BORDER_H

#include <igraph.h>

#include "core/status.h"

typedef igraph_error_t qp_igraph_work(void *context);

/**
 * Do a piece of work with igraph; other threads wait.
 * @retval QP_E_MEMORY   igraph had no room
 * @retval QP_E_NUMERIC  igraph failed otherwise; the message is its reason
 */
QP_CHECKED qp_status qp_igraph_run(qp_igraph_work *work, void *context,
                                   qp_error *err);

#endif
