/* SPDX-License-Identifier: MIT */
/**
 * @file metric/describe_groups.h
 * @brief The groups that descriptives count by; internal to metric/.
 *
 *      grouping    members    groups
 *      cluster     actors     cluster:bth  cluster:yrd ...
 *      kind        actors     kind:region  kind:enterprise ...
 *      ownership   actors     ownership:private ...
 *      home        actors     home:home  home:foreign
 *      origin      links      origin:state ...
 *      status      links      status:actual ...
 *      factor      layers     factor:talent ...
 *      level       layers     level:facility ...
 *      sense       layers     sense:resource ...
 */
#ifndef QP_METRIC_DESCRIBE_GROUPS_H
#define QP_METRIC_DESCRIBE_GROUPS_H

#include <stdbool.h>

#include "net/network.h"
#include "panel/panel.h"

enum { QP_BY_CLUSTER, QP_BY_KIND, QP_BY_OWNERSHIP, QP_BY_HOME, QP_BY_ENDS };
enum { QP_BY_ORIGIN, QP_BY_STATUS, QP_BY_LINK };
enum { QP_BY_FACTOR, QP_BY_LEVEL, QP_BY_SENSE, QP_BY_LAYER };

typedef struct {
    qp_string name;   ///< "cluster", in the panel
    size_t count;     ///< groups
    qp_string *label; ///< [count] "cluster:bth", in the panel
    bool *occurs;     ///< [count] it has a member, or is declared (clusters)
    uint32_t *group;  ///< [members] group of each; QP_NONE: not known
    qp_reason reason; ///< why there are no groups at all; NONE: there are
} qp_grouping;

/** All groupings of one network. */
typedef struct {
    qp_grouping ends[QP_BY_ENDS];    ///< members: actors
    qp_grouping links[QP_BY_LINK];   ///< members: links
    qp_grouping layers[QP_BY_LAYER]; ///< members: layers
} qp_groupings;

/**
 * Group the actors, links and layers of a network.
 *
 * @param[in,out] panel      keeps the texts
 * @param[out]    groupings  set; clear it also after a failure
 * @retval QP_E_MEMORY       no room
 */
QP_CHECKED qp_status qp_groupings_make(const qp_network *net, qp_panel *panel,
                                       qp_groupings *groupings, qp_error *err);

void qp_groupings_clear(qp_groupings *groupings);

#endif
