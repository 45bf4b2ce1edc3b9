/* SPDX-License-Identifier: MIT */
/**
 * @file graph/border.h
 * @brief The border with igraph: one thread at a time, no aborts, nothing
 *        printed.
 *
 * igraph keeps its handlers and its list of things to clean up once a process,
 * so whoever calls it does so from inside a piece of work, written in igraph's
 * own manner (IGRAPH_CHECK, IGRAPH_FINALLY).
 *
 * Binaries that link igraph are under the GPL, and none may link Graphviz too:
 * tests/structure/libraries.py looks.
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
