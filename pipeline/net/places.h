/* SPDX-License-Identifier: MIT */
/**
 * @file net/places.h
 * @brief Where an actor is on a day: in one region, or in several by shares.
 *
 *      locations   actor  region   share  period        on 2021-03-01   share
 *                  byd    Shen     0.7    2020..2023     Shen            0.7
 *                  byd    Xian     0.3    2020..2023     Xian            0.3
 */
#ifndef QP_NET_PLACES_H
#define QP_NET_PLACES_H

#include "core/status.h"
#include "net/network.h"

/** One of them. */
typedef struct {
    qp_row region; ///< actor row of kind region; QP_NONE: not known
    double share;  ///< above 0; of one actor they add up to 1
} qp_place_share;

/** The locations of a network, by actor. The network must outlive it. */
typedef struct {
    const qp_network *net;
    size_t
        *start;  ///< [actors + 1] first location of each; NULL: there are none
    size_t most; ///< of one actor, at least 1
} qp_places;

/** O(actors + locations). @retval QP_E_MEMORY  no room */
QP_CHECKED qp_status qp_places_make(const qp_network *net, qp_places *places,
                                    qp_error *err);

/** In how many places an actor is at most, on any day; at least 1. */
size_t qp_places_bound(const qp_places *places, qp_row actor);

/**
 * Where an actor is on a day: by the rows that hold on it. Where none does,
 * and for an actor without rows, in the region of the actor itself.
 *
 * @param[in]  day    QP_NO_DAY: the latest on which a row of the actor holds
 * @param[out] where  [places->most]
 * @return how many, at least 1
 */
size_t qp_places_on(const qp_places *places, qp_row actor, qp_day day,
                    qp_place_share where[]);

void qp_places_clear(qp_places *places);

#endif
