/* SPDX-License-Identifier: MIT */
/**
 * @file net/block.h
 * @brief The first 512 bytes of our HDF5 files: text that tells, before HDF5
 *        looks, whose file it is and whether it is whole.
 *
 *      qipan network\n                 or: qipan rows\n
 *      format 1\n
 *      written-by qipan 0.1.0\n
 *      size 123456\n                   bytes after the block
 *      digest 0123...cdef\n            XXH3-128 of the bytes after the block
 *      check 0123...cdef\n             XXH3-128 of the lines above
 *      \0...                           up to 512 bytes
 *
 * HDF5 calls it a user block; its readers skip it.
 */
#ifndef QP_NET_BLOCK_H
#define QP_NET_BLOCK_H

#include <stdbool.h>

#include "core/status.h"
#include "core/text.h"

enum { QP_BLOCK_SIZE = 512, QP_FORMAT = 2 };

/**
 * Write the block for what follows it in a file.
 * @param[in] kind  "network" or "rows"
 * @param[in] file  open for reading and writing; the whole is there but for its
 *                  first 512 bytes, which are replaced
 * @return false when it cannot be read or written; errno tells why
 */
bool qp_block_write(const char *kind, int file);

/**
 * Refuse a file of another kind or format, and a damaged one.
 * @param[in] path  what messages call it
 * @retval QP_E_FORMAT   no such file, or damaged
 * @retval QP_E_VERSION  "written by qipan X; rebuild with qipan-build"
 */
QP_CHECKED qp_status qp_block_check(const char *kind, const qp_text *file,
                                    const char *path, qp_error *err);

#endif
