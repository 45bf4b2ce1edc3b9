/* SPDX-License-Identifier: MIT */
/**
 * @file metric/technology.h
 * @brief Which technologies actors work on.
 *
 *      portfolio  a, product litho          a  litho
 *                 a, product optics    ->   a  optics
 *      industry   a chips, b steel          b  steel
 *
 * They are the products that an actor has in its portfolio at any date, with a
 * value above 0. Where it has none there, its industry stands for them.
 */
#ifndef QP_METRIC_TECHNOLOGY_H
#define QP_METRIC_TECHNOLOGY_H

#include "core/status.h"
#include "net/network.h"

/** One technology of one actor. */
typedef struct {
    qp_row actor;
    qp_string class; ///< text of the network
} qp_technology;

/** `{0}` is empty. */
typedef struct {
    size_t count;
    qp_technology *rows; ///< [count] by actor, each class of it once
} qp_technologies;

/**
 * List the technologies of all actors that are no regions.
 *
 * @param[out] list  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + portfolio log portfolio).
 */
QP_CHECKED qp_status qp_technologies_list(const qp_network *net,
                                          qp_technologies *list, qp_error *err);

void qp_technologies_clear(qp_technologies *list);

#endif
