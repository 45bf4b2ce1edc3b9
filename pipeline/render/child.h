/* SPDX-License-Identifier: MIT */
/**
 * @file render/child.h
 * @brief Work done in a child process, within limits.
 *
 *      parent                                 child
 *      input  ────▶ standard input ────▶      work(task), then _exit
 *      output ◀──── standard output ◀────
 *      complaint ◀─ standard error ◀─────
 *
 * All three are served at once, so neither side ever waits for the other to
 * read first. When the call returns the child is gone, and so are the pipes:
 * no zombie, no open descriptor, whatever happened. A child also dies with
 * its parent.
 */
#ifndef QP_RENDER_CHILD_H
#define QP_RENDER_CHILD_H

#include <stddef.h>

#include "core/status.h"
#include "core/text.h"

/** How far a child may go. It writes no core file in any case. */
typedef struct {
    unsigned seconds; ///< wall clock, and CPU; > 0
    size_t megabytes; ///< address space, > 0; not limited in a build with the
                      ///< address sanitizer, which reserves terabytes
} qp_child_limits;

typedef struct {
    const char *name;              ///< what messages call it: "Graphviz"
    int (*work)(const void *task); ///< its result, 0 to 255, is the exit status
    const void *task;
    const char *input; ///< [input_size] for its standard input
    size_t input_size;
    qp_child_limits limits;
} qp_child;

/** The exit status of work whose task cannot be understood. */
enum { QP_CHILD_UNREADABLE = 65 };

/**
 * Run a child to its end and gather what it writes.
 *
 * `work` begins with the default action of every signal, reads descriptor 0,
 * writes descriptors 1 and 2, and may replace the process (exec). It must not
 * count on other threads of the parent. Not for two threads at a time: SIGCHLD
 * has its default action until the call returns.
 *
 * @param[in]  place   what messages begin with: the file worked on
 * @param[out] output  replaced; untouched on failure
 *
 * @retval QP_E_FORMAT  work ended with QP_CHILD_UNREADABLE
 * @retval QP_E_LIMIT   it ran out of time or memory, or wrote more than 1 GiB
 * @retval QP_E_CHILD   it wrote to standard error, was ended by a signal, or
 *                      had another exit status than 0
 * @retval QP_E_IO      it could not be started
 */
QP_CHECKED qp_status qp_child_run(const qp_child *child, const char *place,
                                  qp_text *output, qp_error *err);

#endif
