/* SPDX-License-Identifier: MIT */
/**
 * @file table/gzip.h
 * @brief Compressed tables.
 */
#ifndef QP_TABLE_GZIP_H
#define QP_TABLE_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"
#include "core/text.h"

typedef enum {
    QP_GZIP_WHOLE,
    QP_GZIP_NONE,    ///< it is not compressed
    QP_GZIP_CUT,     ///< it ends in the middle
    QP_GZIP_DAMAGED, ///< a checksum or the form is wrong
    QP_GZIP_LIMIT    ///< it holds more than was allowed
} qp_gzip_fault;

/** Does a text begin as a gzip file does? */
bool qp_gzip_begins(const qp_text *packed);

/**
 * Decompress a gzip text, however many members it has.
 *
 * @param[in]  most     bytes of content at most: a small file may hold much
 * @param[out] content  added to
 * @param[out] fault    what is wrong with the text
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_gunzip(const qp_text *packed, size_t most,
                               qp_text *content, qp_gzip_fault *fault,
                               qp_error *err);

#endif
