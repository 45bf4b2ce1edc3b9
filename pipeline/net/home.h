/* SPDX-License-Identifier: MIT */
/**
 * @file net/home.h
 * @brief Which countries are home, and so which are foreign.
 *
 *      asked for    home of the network    home is
 *                   CHN                    CHN
 *      JPN, KOR     CHN                    JPN, KOR
 */
#ifndef QP_NET_HOME_H
#define QP_NET_HOME_H

#include "core/status.h"
#include "net/network.h"

/** `{0}` asks for the home countries of the network. */
typedef struct {
    const char *const *asked; ///< [count] countries; none: the network's
    size_t count;
} qp_home;

/** Is any home country known? */
bool qp_home_is_known(const qp_network *net, qp_home home);

/** Is a country, which is not QP_NONE, one of the home countries? */
bool qp_home_has(const qp_network *net, qp_home home, qp_string country);

/**
 * See whether all that was asked for is there: a country of an actor, or a home
 * country of the network. Else everybody would be foreign.
 *
 * @retval QP_E_MISUSE  a country is not; the message names --home, and the
 *                      nearest country
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors) a country.
 */
QP_CHECKED qp_status qp_home_check(const qp_network *net, qp_home home,
                                   qp_error *err);

#endif
