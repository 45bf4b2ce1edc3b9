/* SPDX-License-Identifier: MIT */
/**
 * @file graph/vertex_cut.h
 * @brief The fewest units without whom nothing leads from one set to another.
 *
 *      ┌──▶ A ──▶ C ──┐
 *      S         ↗      ├──▶ T       smallest cuts  {A B}  {B C}  {C D}
 *      └──▶ B ──▶ D ──┘              nearest the source  {A B}
 *
 * Members of the two sets cannot be taken away. Where one leads straight to a
 * member of the other, or is in both, no cut separates them; where nothing
 * leads over, the cut is empty.
 */
#ifndef QP_GRAPH_VERTEX_CUT_H
#define QP_GRAPH_VERTEX_CUT_H

#include "graph/passage.h"

/** Which smallest cuts are counted. */
typedef struct {
    size_t size;  ///< those of so many units at most
    size_t count; ///< as long as there are no more than these
} qp_cut_limit;

/** `{0}` is empty. */
typedef struct {
    bool direct;      ///< no cut separates the sets; the rest is not set
    size_t size;      ///< fewest units
    uint32_t *member; ///< [size] ascending: the smallest cut whose side of the
                      ///< source has fewest units
    double count;     ///< smallest cuts there are; NaN: beyond the limit
} qp_vertex_cut;

/**
 * Find a smallest cut, and how many there are.
 *
 * Each unit is split into one that is come to and one that is left, with room
 * for one path between them; as many paths as fit are as many as the units of a
 * smallest cut (Menger). A smallest cut takes one unit of each of these paths.
 * Which ones go together is read from what the paths leave open: who takes a
 * unit of one path away cuts all that is reached before it.
 *
 * @param[out] cut  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(sqrt(n) (n + arcs)) time at most, 28 bytes a unit. Counting takes
 * O(size (n + arcs) + count size^2) time, 44 bytes an arc while they are turned
 * round, 12 a unit, and 4 size a unit that a path runs through.
 *
 * @par Source
 * Even and Tarjan (1975), Network flow and testing graph connectivity, SIAM J.
 * Comput. 4, 507-518; Picard and Queyranne (1980), On the structure of all
 * minimum cuts in a network and applications, Math. Program. Study 13, 8-16:
 * smallest cuts are the closed sets of the residual graph.
 */
QP_CHECKED qp_status qp_vertex_cut_find(const qp_passage *passage,
                                        qp_cut_limit limit, qp_vertex_cut *cut,
                                        qp_error *err);

void qp_vertex_cut_clear(qp_vertex_cut *cut);

#endif
