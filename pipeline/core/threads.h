/* SPDX-License-Identifier: MIT */
/**
 * @file core/threads.h
 * @brief Independent pieces of work, several at a time.
 *
 * Which thread does which piece is left open, so a piece must write only to
 * its own place: then the result is the same for any number of threads.
 */
#ifndef QP_CORE_THREADS_H
#define QP_CORE_THREADS_H

#include <stddef.h>

/**
 * Call work(piece, context) once for each piece 0 <= piece < count, and
 * return when all are done. Falls back to fewer threads where no more start.
 *
 * @param[in] threads  how many at a time; 0 means one a processor
 */
void qp_parallel(size_t count, unsigned threads,
                 void (*work)(size_t piece, void *context), void *context);

/** How many threads qp_parallel uses for so many pieces; at least 1. */
size_t qp_threads_for(size_t count, unsigned threads);

#endif
