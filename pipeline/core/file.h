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
 * Read the beginning of a regular file: all of it, or `most` bytes.
 *
 * @param[out] content  replaced; untouched on failure
 * @retval QP_E_IO      missing, unreadable, or no regular file
 */
QP_CHECKED qp_status qp_file_read_start(const char *path, size_t most,
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

/** Make a folder and the folders above it, where they are missing. */
QP_CHECKED qp_status qp_file_make_folder(const char *path, qp_error *err);

/** Is something there? Also when it cannot be looked at: reading it will then
 * tell why. */
bool qp_file_exists(const char *path);
bool qp_file_is_folder(const char *path);

/** Do two paths lead to one file? False where either is missing. */
bool qp_file_is_same(const char *a, const char *b);

#endif
