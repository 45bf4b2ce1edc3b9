/* SPDX-License-Identifier: MIT */
/**
 * @file core/draft.h
 * @brief A file written beside its destination, that takes its name when it is
 *        whole.
 *
 *      qp_draft draft;
 *      status = qp_draft_open(&draft, "network.h5", err);   network.h5.part
 *      ... write to draft.file, or let a library write draft.beside ...
 *      status = qp_draft_publish(&draft, err);              network.h5
 *
 * One at a time: qp_draft_abandon knows of one.
 */
#ifndef QP_CORE_DRAFT_H
#define QP_CORE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

typedef struct {
    char *path;
    char *beside; ///< PATH.part
    int file;     ///< of it, open for reading and writing, locked for us
} qp_draft;

/**
 * Begin a file.
 * @param[out] draft  ended by qp_draft_publish or qp_draft_discard, the latter
 *                    also after a failure
 * @retval QP_E_IO    it cannot be written, or another run is writing it
 */
QP_CHECKED qp_status qp_draft_open(qp_draft *draft, const char *path,
                                   qp_error *err);

/**
 * Add to the file.
 * @retval QP_E_IO  the draft is left to be discarded
 */
QP_CHECKED qp_status qp_draft_add(qp_draft *draft, const char *bytes,
                                  size_t size, qp_error *err);

/**
 * Give the file its name. Where a file of that name holds the same bytes it is
 * left as it is. The draft is ended, also after a failure.
 * @retval QP_E_IO    nothing was changed
 */
QP_CHECKED qp_status qp_draft_publish(qp_draft *draft, qp_error *err);

/** Remove what was written; nothing where no draft is open. */
void qp_draft_discard(qp_draft *draft);

/** Hand all bytes to the system. @return false: errno tells why not */
bool qp_write_all(int file, const char *bytes, size_t size);

/**
 * Remove what is being written beside, for a handler of signals that ends the
 * process. Async-signal-safe.
 */
void qp_draft_abandon(void);

#endif
