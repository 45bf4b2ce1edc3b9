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

/**
 * Decompress a gzip text, however many members it has.
 *
 * @param[in]  most     bytes of content at most: a small file may hold much
 * @param[out] content  added to
 * @param[out] defect   what is wrong with the text, or NULL
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_gunzip(const qp_text *packed, size_t most,
                               qp_text *content, const char **defect,
                               qp_error *err);

#endif
