/* SPDX-License-Identifier: MIT */
/**
 * @file graph/arcs.h
 * @brief A large, sparse graph: who leads to whom, by rows.
 *
 *      A ──2──▶ B            start   0     2  2  3
 *      A ──5──▶ C            to      1  2     0
 *      C ──1──▶ A            weight  2  5     1
 *
 * Units are numbers from 0 to n - 1; those without arcs are units too. An arc
 * of a unit to itself is none, and two between the same units in the same
 * direction are one, their weights summed in the order of the list. A graph
 * without directions has each tie as two arcs.
 */
#ifndef QP_GRAPH_ARCS_H
#define QP_GRAPH_ARCS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

typedef struct {
    uint32_t from; ///< unit
    uint32_t to;   ///< unit
    double weight; ///< > 0
} qp_arc;

/** `{0}` is empty. */
typedef struct {
    size_t n;       ///< units
    size_t count;   ///< arcs
    size_t *start;  ///< [n + 1] first arc of each unit
    uint32_t *to;   ///< [count] ascending within a unit
    double *weight; ///< [count] > 0
} qp_arcs;

/**
 * Make a graph of a list.
 *
 * @param[in]  n     units
 * @param[in]  list  [count] in any order; units below n
 * @param[out] arcs  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(n + count) time; 32 bytes an arc while it is made, 12 afterwards.
 */
QP_CHECKED qp_status qp_arcs_make(size_t n, const qp_arc list[], size_t count,
                                  qp_arcs *arcs, qp_error *err);

/** The same with every arc turned round. O(n + count). */
QP_CHECKED qp_status qp_arcs_turn(const qp_arcs *arcs, qp_arcs *turned,
                                  qp_error *err);

/** The same without directions: an arc leads back as well, and has the weight
 * of both. O(n + count). */
QP_CHECKED qp_status qp_arcs_join(const qp_arcs *arcs, qp_arcs *joined,
                                  qp_error *err);

/** Does an arc lead from a unit to another? O(log arcs of the unit). */
bool qp_arcs_lead(const qp_arcs *arcs, uint32_t from, uint32_t to);

void qp_arcs_clear(qp_arcs *arcs);

#endif
