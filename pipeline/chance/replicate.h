/* SPDX-License-Identifier: MIT */
/**
 * @file chance/replicate.h
 * @brief Ask chance the same question many times, on several threads.
 *
 * Replicate r draws from stream (seed, r) alone and writes to its own place,
 * so the values are the same for any number of threads, and the parts that
 * several machines compute join into what one would have computed:
 *
 *      first  step   replicates computed
 *        0      1    all
 *        0      3    0 3 6 9 ...
 *        2      3    2 5 8 11 ...
 */
#ifndef QP_CHANCE_REPLICATE_H
#define QP_CHANCE_REPLICATE_H

#include <stddef.h>
#include <stdint.h>

#include "chance/stream.h"
#include "core/status.h"

/** A question: so many replicates, each of `width` numbers. */
typedef struct {
    uint64_t seed;
    size_t replicates;
    size_t width;     ///< numbers a replicate gives
    unsigned threads; ///< how many at a time; 0 means one a processor
    size_t room;      ///< bytes of work area that draw needs
    /**
     * Draw one replicate. Runs in several threads at once, and must neither
     * fail nor remember: work holds what an earlier replicate left there.
     *
     * @param[in]  context  as below
     * @param[in]  stream   of this replicate, at its start
     * @param[in]  work     [room] bytes at a multiple of 64, zeroed before the
     *                      first replicate; the thread's own
     * @param[out] values   [width] all to be set; NaN: no value
     */
    void (*draw)(void *context, qp_stream *stream, void *work, double values[]);
    void *context;
} qp_question;

/**
 * Answer a question.
 *
 * @param[in]  first   first replicate to draw, below step
 * @param[in]  step    draw every step-th; >= 1
 * @param[out] values  [replicates * width] replicate r at values + r * width;
 *                     NaN where it is not drawn; untouched on failure
 * @retval QP_E_MEMORY no room for the work areas
 *
 * @par Cost
 * What draw costs, replicates / step times; threads * room bytes.
 */
QP_CHECKED qp_status qp_replicate(const qp_question *question, size_t first,
                                  size_t step, double values[], qp_error *err);

#endif
