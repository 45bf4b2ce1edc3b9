/* SPDX-License-Identifier: MIT */
/**
 * @file figure/dot.h
 * @brief A DOT graph under construction, by cgraph.
 *
 * Nodes and edges are drawn in the order in which they are made, edges under
 * nodes; an edge comes with its tail. Their names are ours (n0, n1, ...):
 * foreign text goes only where qp_dot_text escapes it.
 */
#ifndef QP_FIGURE_DOT_H
#define QP_FIGURE_DOT_H

#include "core/status.h"
#include "core/text.h"
#include "figure/palette.h"

typedef struct qp_dot qp_dot;

/** The graph itself, a node or an edge. Lives as long as the graph. */
typedef struct qp_dot_item qp_dot_item;

QP_CHECKED qp_status qp_dot_open(qp_dot **dot, qp_error *err);

qp_dot_item *qp_dot_graph(qp_dot *dot);
qp_dot_item *qp_dot_node(qp_dot *dot);
qp_dot_item *qp_dot_edge(qp_dot *dot, qp_dot_item *from, qp_dot_item *to);

/** Set an attribute to a text of our own. */
void qp_dot_set(qp_dot *dot, qp_dot_item *item, const char *name,
                const char *format, ...) QP_PRINTF(4, 5);

/** Set a label, a tooltip or the like to anybody's text, one line. */
void qp_dot_text(qp_dot *dot, qp_dot_item *item, const char *name,
                 const char *text);

/** Every colour becomes that of a theme when the graph is written. */
void qp_dot_dress(qp_dot *dot, qp_theme theme);

/**
 * The graph as DOT text.
 * @param[out] out  added to
 * @retval QP_E_MEMORY  also when an earlier call found no memory
 */
QP_CHECKED qp_status qp_dot_write(qp_dot *dot, qp_text *out, qp_error *err);

/** NULL is allowed. */
void qp_dot_close(qp_dot *dot);

#endif
