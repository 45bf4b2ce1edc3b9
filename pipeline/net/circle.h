/* SPDX-License-Identifier: MIT */
/**
 * @file net/circle.h
 * @brief Parents that form no tree: things and regions that contain
 *        themselves; internal to net/.
 */
#ifndef QP_NET_CIRCLE_H
#define QP_NET_CIRCLE_H

#include "net/idlist.h"

/** What may contain itself. */
typedef struct {
    const char *noun; ///< "region"
    qp_rule rule;
    int column;           ///< of parents, in each row's table
    const qp_row *parent; ///< [list] row of the list; NULL: none has one
} qp_family;

/** Tell each circle of parents once, where the first of it by id stands. */
QP_CHECKED qp_status qp_family_refuse_circles(qp_builder *b,
                                              const qp_idlist *list,
                                              const qp_family *family);

/**
 * Is there no circle?
 * @param[out] climb  [count] room for the search, all QP_NONE
 */
bool qp_family_is_tree(const qp_row parent[], size_t count, qp_row climb[]);

#endif
