/* SPDX-License-Identifier: MIT */
/**
 * @file metric/ranking.h
 * @brief Some texts of a network by their byte order: numbers that may decide
 *        the order of an output, as those of the pool may not.
 *
 *      noted   "JPN"  "CHN"  "JPN"  "USA"       CHN 0   JPN 1   USA 2
 */
#ifndef QP_METRIC_RANKING_H
#define QP_METRIC_RANKING_H

#include "core/status.h"
#include "net/network.h"

/** `{0}` is empty. */
typedef struct {
    size_t count;    ///< texts noted, each once
    qp_string *text; ///< [count] byte order
    uint32_t *rank;  ///< [texts of the network] QP_NONE where not noted
} qp_ranking;

/**
 * Begin with no text.
 *
 * @param[out] ranking  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_ranking_begin(const qp_network *net,
                                      qp_ranking *ranking, qp_error *err);

/** Note a text; QP_NONE is none. */
void qp_ranking_note(qp_ranking *ranking, qp_string text);

/**
 * Order what was noted.
 *
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(texts of the network + count log count) time.
 */
QP_CHECKED qp_status qp_ranking_settle(const qp_network *net,
                                       qp_ranking *ranking, qp_error *err);

/** The rank of a text; QP_NONE where it was not noted. */
uint32_t qp_ranking_of(const qp_ranking *ranking, qp_string text);

void qp_ranking_clear(qp_ranking *ranking);

#endif
