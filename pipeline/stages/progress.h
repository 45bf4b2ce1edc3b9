/* SPDX-License-Identifier: MIT */
/**
 * @file stages/progress.h
 * @brief How far long work is, for someone who waits at a terminal.
 *
 *      qipan-build: links.csv 42 %
 *      qipan-chain: 42 %, 3 min left
 */
#ifndef QP_STAGES_PROGRESS_H
#define QP_STAGES_PROGRESS_H

#include <stdbool.h>
#include <time.h>

#include "table/dataset.h"

typedef struct {
    const char *program;
    bool wanted; ///< someone is looking
    bool shown;  ///< a line stands there that must be wiped
    struct timespec begun;
    struct timespec last;
    struct timespec series; ///< when the first of the pieces at hand was told
    size_t first;           ///< how many were done then
    size_t done;            ///< how many are
} qp_progress;

/** Begin; quiet: never show anything. */
void qp_progress_begin(qp_progress *progress, const char *program, bool quiet);

/** A qp_reading_tell; `context` is the qp_progress. After a second of work, at
 * most five times a second, and only where stderr is a terminal. */
void qp_progress_tell(const char *file, size_t done, size_t all, void *context);

/** The same of pieces that take about as long each, with the time that is
 * left. Fewer done than before: others have begun. */
void qp_progress_tell_pieces(size_t done, size_t all, void *context);

/** Wipe what was shown. */
void qp_progress_end(qp_progress *progress);

#endif
