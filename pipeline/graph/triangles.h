/* SPDX-License-Identifier: MIT */
/**
 * @file graph/triangles.h
 * @brief Three that are all tied to each other, each three once.
 *
 *      a───b          a b c         the ties of a triangle are known by number:
 *      │ ╲ │          a c d         what is summed by tie needs no table of
 *      d───c                        pairs
 *
 * Each tie is kept once, at the end that has fewer ties: no unit then leads to
 * more than sqrt(2 ties), whatever hubs there are.
 */
#ifndef QP_GRAPH_TRIANGLES_H
#define QP_GRAPH_TRIANGLES_H

#include "graph/arcs.h"

/** Ties of a graph, each once. `{0}` is empty. */
typedef struct {
    size_t n;      ///< units
    size_t count;  ///< ties
    size_t *start; ///< [n + 1] first tie of each unit
    uint32_t *to;  ///< [count] ascending within a unit: has more ties than
                   ///< it, or as many and a greater number
    size_t *seen;  ///< [n] work area of qp_triangles_visit
} qp_tie_list;

/**
 * Make the ties of a graph without directions.
 *
 * @param[in]  joined  each tie as two arcs: qp_arcs_join
 * @param[out] ties    set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(n + arcs) time, 4 bytes a tie and 16 a unit.
 */
QP_CHECKED qp_status qp_tie_list_make(const qp_arcs *joined, qp_tie_list *ties,
                                      qp_error *err);

void qp_tie_list_clear(qp_tie_list *ties);

/** Three units, a tie between two of them kept at the one that comes first;
 * ties[k] is the number of the one that units[k] is no end of. */
typedef struct {
    uint32_t units[3];
    size_t ties[3];
} qp_triangle;

/** Looks at one triangle. */
typedef struct {
    void (*visit)(void *context, const qp_triangle *triangle);
    void *context;
} qp_triangle_visitor;

/**
 * Visit every triangle once, in an order that the graph alone tells. Not in
 * several threads at once: the work area of the list is used.
 *
 * @par Cost
 * O(n + ties^1.5) time.
 *
 * @par Source
 * Chiba and Nishizeki (1985), Arboricity and subgraph listing algorithms, SIAM
 * J. Comput. 14, 210-223; with the order of degrees: Latapy (2008), Main-memory
 * triangle computations for very large (sparse (power-law)) graphs,
 * Theoretical Computer Science 407, 458-473, algorithm compact-forward.
 */
void qp_triangles_visit(const qp_tie_list *ties, qp_triangle_visitor visitor);

#endif
