/* SPDX-License-Identifier: MIT */
/**
 * @file chance/replicate.h
 * @brief Replicates, drawn by several threads, each from its own stream.
 *
 *      value   replicate 0   | a  b  c |     width 3: three numbers are told
 *              replicate 1   | a  b  c |     of each replicate
 *              ...
 */
#ifndef QP_CHANCE_REPLICATE_H
#define QP_CHANCE_REPLICATE_H

#include <stddef.h>
#include <stdint.h>

#include "chance/stream.h"
#include "core/status.h"

/**
 * Draw one replicate.
 * @param[in]     context  shared by all threads: read only
 * @param[in,out] stream   of this replicate, at its start
 * @param[in,out] room     the worker's own, aligned to 64 bytes; what it holds
 *                         is left over from another replicate
 * @param[out]    value    [width] NaN: there is none
 */
typedef void qp_draw(void *context, qp_stream *stream, void *room,
                     double value[]);

typedef struct {
    uint64_t seed;
    size_t replicates;
    size_t width;     ///< numbers told of each
    size_t room;      ///< bytes a worker needs
    unsigned threads; ///< 0: one a processor
    qp_draw *draw;
    void *context;
} qp_question;

/**
 * Draw replicates first, first + step, first + 2 step, ...
 *
 * Replicate r draws from stream (seed, r), whoever draws it: the values are
 * the same for any number of threads, and in any number of parts.
 *
 * @param[out] value  [replicates * width]; NaN where a replicate is left out
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_replicate(const qp_question *question, size_t first,
                                  size_t step, double value[], qp_error *err);

#endif
