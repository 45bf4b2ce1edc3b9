/* SPDX-License-Identifier: MIT */
/**
 * @file metric/describe_apart.h
 * @brief Descriptives of what is told apart from links between actors: links
 *        of things, and consortia; internal to metric/.
 *
 *      layer   subject                   object                   metrics
 *      ID      things                                             link_count
 *      ID      kind:enterprise           thing:technology         link_count
 *              consortium_kind:research  lead:institute           link_count,
 *              consortium_kind:research  lead:enterprise:private  actor_count
 */
#ifndef QP_METRIC_DESCRIBE_APART_H
#define QP_METRIC_DESCRIBE_APART_H

#include "metric/describe_groups.h"
#include "metric/frame.h"

/** Where rows go, and what they share. */
typedef struct {
    const qp_network *net;
    qp_panel *panel;
    const qp_frame_place *place;
    qp_error *err;
} qp_telling;

/**
 * Count the links of a layer and window with a thing at an end, by the kinds
 * of their ends. No rows where the layer has none.
 * @param[in] kinds     the grouping of actors by kind
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_describe_things(const qp_telling *t,
                                        const qp_grouping *kinds, qp_row layer,
                                        qp_period window);

/**
 * Count consortia and the actors in them by their kind and who leads: the kind
 * of the lead and, of an enterprise, its ownership. A consortium is one link,
 * from its kind to its lead. No rows where there are none.
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(groups x (consortia + memberships + actors)) time.
 */
QP_CHECKED qp_status qp_describe_consortia(const qp_telling *t,
                                           const qp_grouping *kinds);

#endif
