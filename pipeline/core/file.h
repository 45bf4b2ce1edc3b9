/* SPDX-License-Identifier: MIT */
/**
 * @file core/file.h
 * @brief Files read whole, and files that appear whole or not at all.
 *
 * A file is written beside its destination (PATH.part), synced, and takes its
 * name only then. A reader therefore never meets half a file, a stage that
 * fails or is killed leaves the last good result in place, and a result that
 * did not change keeps its modification time.
 */
#ifndef QP_CORE_FILE_H
#define QP_CORE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"
#include "core/text.h"

/**
 * Read a whole file or pipe. "-" is standard input. Devices are refused: some
 * of them never end.
 *
 * @param[out] content  replaced; untouched on failure
 * @param[in]  most     refuse a larger file; 0 for no limit
 * @retval QP_E_IO      missing or unreadable
 * @retval QP_E_LIMIT   larger than `most`
 */
QP_CHECKED qp_status qp_file_read(const char *path, size_t most,
                                  qp_text *content, qp_error *err);

/**
 * Give a file this content, whole or not at all. "-" is standard output.
 * Where the file holds these bytes already it is left as it is.
 *
 * A symbolic link at the path is replaced, never followed into another
 * folder. A pipe or a character device such as /dev/null has nothing that
 * could be left half-written and is written to directly.
 *
 * @param[in] bytes  [size]
 * @retval QP_E_IO   nothing was changed
 */
QP_CHECKED qp_status qp_file_publish(const char *path, const char *bytes,
                                     size_t size, qp_error *err);

/**
 * A file too large to be held: added to piece by piece beside its destination,
 * it takes its name only when it is published. One draft at a time.
 *
 *      qp_draft draft = {0};
 *      status = qp_draft_open(&draft, path, err);
 *      while (...) status = qp_draft_add(&draft, bytes, size, err);
 *      if (status == QP_OK) status = qp_draft_publish(&draft, err);
 *      qp_draft_discard(&draft);
 */
typedef struct {
    char *path;   ///< NULL: no draft is open
    char *beside; ///< PATH.part
    int file;     ///< open for writing, locked
} qp_draft;

/** @retval QP_E_IO  it cannot be written there; *draft is as it was */
QP_CHECKED qp_status qp_draft_open(qp_draft *draft, const char *path,
                                   qp_error *err);

/** @retval QP_E_IO  the draft is left to be discarded */
QP_CHECKED qp_status qp_draft_add(qp_draft *draft, const char *bytes,
                                  size_t size, qp_error *err);

/**
 * Give the file its name. Where one with these bytes stands already, that one
 * is left as it is.
 * @retval QP_E_IO  nothing was changed, and the draft is gone
 */
QP_CHECKED qp_status qp_draft_publish(qp_draft *draft, qp_error *err);

/** Take the draft away; nothing where none is open. */
void qp_draft_discard(qp_draft *draft);

/**
 * Remove what qp_file_publish or a draft is writing beside, for a handler of signals
 * that ends the process. Async-signal-safe.
 */
void qp_file_abandon(void);

/** Make a folder and the folders above it, where they are missing. */
QP_CHECKED qp_status qp_file_make_folder(const char *path, qp_error *err);

/** Is something there? Also when it cannot be looked at: reading it will then
 * tell why. */
bool qp_file_exists(const char *path);
bool qp_file_is_folder(const char *path);

/** Do two paths lead to one file? False where either is missing. */
bool qp_file_is_same(const char *a, const char *b);

#endif
