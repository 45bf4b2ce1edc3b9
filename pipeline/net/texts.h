/* SPDX-License-Identifier: MIT */
/**
 * @file net/texts.h
 * @brief The texts that a network uses, in byte order: numbers that are the
 *        same in every run, unlike those of the pool.
 */
#ifndef QP_NET_TEXTS_H
#define QP_NET_TEXTS_H

#include "core/status.h"
#include "net/network.h"

typedef struct {
    qp_string *sorted; ///< [count] pool numbers in byte order of their texts
    size_t count;
    uint32_t *rank; ///< [net->text.count] place in sorted; QP_NONE: unused
} qp_texts;

/** O(texts log texts). @retval QP_E_MEMORY no room */
QP_CHECKED qp_status qp_texts_sort(const qp_network *net, qp_texts *texts,
                                   qp_error *err);

void qp_texts_clear(qp_texts *texts);

/** XXH3-128 of what the network says, file and line left out. */
QP_CHECKED qp_status qp_network_digest(const qp_network *net,
                                       const qp_texts *texts, char digest[33],
                                       qp_error *err);

/** Give a network its digest. */
QP_CHECKED qp_status qp_network_sign(qp_network *net, qp_error *err);

#endif
