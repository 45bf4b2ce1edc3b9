/* SPDX-License-Identifier: MIT */
/**
 * @file net/reference.h
 * @brief Cells that name a row of another table: found, or told as unknown;
 *        internal to net/.
 *
 * A reference is told where its row is checked and looked up, silently, where
 * it is used.
 */
#ifndef QP_NET_REFERENCE_H
#define QP_NET_REFERENCE_H

#include "net/builder.h"

/** What a cell may name. */
typedef enum {
    QP_REF_NONE, ///< nothing: it is a value
    QP_REF_REGION,
    QP_REF_ENTERPRISE,
    QP_REF_TENANT, ///< an actor that is in a region: any but a region
    QP_REF_ACTOR,
    QP_REF_THING,
    QP_REF_CONSORTIUM,
    QP_REF_CLUSTER, ///< known by its id alone: never unknown
    QP_REF_SOURCE,  ///< without a table of sources it is a note only
    QP_REF_COUNT
} qp_ref;

/** The row that an id names, or QP_NONE, also for a blank one. */
qp_row qp_builder_find(const qp_builder *b, qp_ref ref, qp_string id);

/** Tell a cell whose id names no such row. A blank one is none of our
 * business, nor is one that may have been lost with rows of other tables. */
QP_CHECKED qp_status qp_builder_refer(qp_builder *b, qp_ref ref, qp_rule rule,
                                      qp_spot spot);

/**
 * The actor or the thing that a cell names; at most one of the two is found.
 * Tells an id that is neither.
 * @param[out] actor  actor row, or QP_NONE
 * @param[out] thing  thing row, or QP_NONE
 */
QP_CHECKED qp_status qp_builder_end(qp_builder *b, qp_rule rule, qp_spot spot,
                                    qp_row *actor, qp_row *thing);

#endif
