/* SPDX-License-Identifier: MIT */
/**
 * @file net/change_links.h
 * @brief The links of a changed network, put in order; internal to net/.
 */
#ifndef QP_NET_CHANGE_LINKS_H
#define QP_NET_CHANGE_LINKS_H

#include "net/change.h"

/**
 * Put the links that stay in order, sum those that are told twice and let each
 * layer begin where it does. The rules are those of link_merge.c.
 * @retval QP_E_LIMIT   a sum is more than a number can hold
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_change_order_links(qp_change *change, qp_error *err);

#endif
