/* SPDX-License-Identifier: MIT */
/**
 * @file metric/brokerage.h
 * @brief X9: who stands between others.
 *
 *      a───v───b       a and b meet over v alone: v has no constraint but its
 *                      own two ties, and none of its contacts is redundant
 *      a───v───b
 *      └───────┘       a and b need no v
 *
 * Nothing but ties counts here, each of weight 1: weights of several layers
 * cannot be compared.
 *
 * Both functions look at each triangle once, and at no pair of contacts that is
 * none: a hub with a thousand contacts costs as much as a thousand ties.
 */
#ifndef QP_METRIC_BROKERAGE_H
#define QP_METRIC_BROKERAGE_H

#include "core/pool.h"
#include "graph/arcs.h"

/** How much a unit is held by its contacts. */
typedef struct {
    double contacts; ///< d, units tied to it
    double constraint;
    double effective_size;
} qp_holes;

/**
 * Burt's constraint and the effective size of every unit.
 *
 *      c_i = sum over contacts j of ( p_ij + sum_q p_iq p_qj )^2,  p_ij = 1/d_i
 *
 *            1
 *          = -----  sum over j of ( 1 + sum over q tied to both of 1/d_q )^2
 *            d_i^2
 *
 *      e_i = d_i - 2 t_i / d_i,   t_i ties among the contacts of i
 *
 * @param[in]  joined  each tie as two arcs: qp_arcs_join; weights are not
 *                     looked at
 * @param[out] holes   [n] NaN without contacts
 * @retval QP_E_MEMORY  no room; holes are of no use then
 *
 * @par Cost
 * O(n + ties^1.5) time, 12 bytes a tie.
 *
 * @par Source
 * Burt (1992), Structural holes, ch. 2, the sum over contacts; effective size
 * of ties without weights: Borgatti (1997), Structural holes: unpacking Burt's
 * redundancy measures, Connections 20(1), 35-38.
 */
QP_CHECKED qp_status qp_holes_of(const qp_arcs *joined, qp_holes holes[],
                                 qp_error *err);

/** Whom a unit of group B stands between: a of which group, b of which. */
typedef enum {
    QP_BROKER_COORDINATOR,    ///< B B
    QP_BROKER_ITINERANT,      ///< A A
    QP_BROKER_GATEKEEPER,     ///< A B
    QP_BROKER_REPRESENTATIVE, ///< B A
    QP_BROKER_LIAISON,        ///< A C
    QP_BROKER_ROLES
} qp_broker_role;

/** How often a unit stands between two others, by role. */
typedef struct {
    double count[QP_BROKER_ROLES]; ///< NaN, all, of a unit in no group
    double contacts;               ///< those it has an arc with, in a group;
    double missing;                ///< ... in none; both 0 of a unit in none
} qp_brokerage;

/**
 * Count the brokerage of every unit: ordered pairs a, b, a other than b, with
 * a -> v and v -> b but not a -> b, by the groups of the three. Units in no
 * group stand in no triple.
 *
 *      all pairs of one that leads to v and one that v leads to,
 *          of each two groups          from how many of each group there are
 *        - a itself, where v leads back to it
 *        - a -> v -> b with a -> b     by triangles
 *
 * @param[in]  arcs       weights are not looked at
 * @param[in]  group      [n] from 0 on, or QP_NONE
 * @param[out] brokerage  [n]
 * @retval QP_E_MEMORY  no room; brokerage is of no use then
 *
 * @par Cost
 * O(n + groups + arcs log arcs + ties^1.5) time, 40 bytes an arc while it
 * works, 24 a group.
 *
 * @par Source
 * Gould and Fernandez (1989), Structures of mediation: a formal approach to
 * brokerage in transaction networks, Sociological Methodology 19, 89-126; the
 * raw counts.
 */
QP_CHECKED qp_status qp_brokerage_of(const qp_arcs *arcs,
                                     const uint32_t group[],
                                     qp_brokerage brokerage[], qp_error *err);

#endif
