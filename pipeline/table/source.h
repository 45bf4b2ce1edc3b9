/* SPDX-License-Identifier: MIT */
/**
 * @file table/source.h
 * @brief The text of one file, in UTF-8, and its pieces.
 *
 * A plain file stays where it is and is read piece by piece, so that its size
 * does not matter; what is compressed or in another encoding is held whole.
 */
#ifndef QP_TABLE_SOURCE_H
#define QP_TABLE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/text.h"

/** Why a file gives no text. */
typedef enum {
    QP_SOURCE_GOOD,
    QP_SOURCE_NOT_GZIP, ///< it is not compressed, as its name says
    QP_SOURCE_CUT,      ///< the compressed file ends in the middle
    QP_SOURCE_DAMAGED,  ///< the compressed file is damaged
    QP_SOURCE_ENCODING  ///< it is not in the encoding that was declared
} qp_source_fault;

typedef struct {
    qp_source_fault fault;
    const char *mark; ///< what the file seems to be instead, or NULL
    uint32_t line;    ///< QP_SOURCE_ENCODING: where the byte stands that
    uint32_t column;  ///< cannot be; 0 where that is not known
    unsigned char byte;
} qp_source_defect;

typedef struct {
    int file;     ///< open for reading, or -1
    qp_text text; ///< the whole, where there is no file
    size_t size;  ///< bytes of the text
} qp_source;

/** What stands between two record ends; the rows of one are read at once. */
typedef struct {
    size_t start;   ///< byte in the text
    size_t size;    ///< bytes
    uint32_t line;  ///< on which it begins, from 1
    uint32_t lines; ///< line ends in it, and one for a last line without
} qp_piece;

/**
 * Open a file. `.gz` at the end of its name means compressed.
 *
 * @param[in]  encoding  as iconv calls it; NULL: UTF-8
 * @param[out] source    closed by qp_source_close, also after a failure
 * @param[out] defect    why it gives no text
 * @retval QP_E_IO       it cannot be read
 * @retval QP_E_LIMIT    unpacked it is too large
 * @retval QP_E_MEMORY   no room
 */
QP_CHECKED qp_status qp_source_open(qp_source *source, const char *path,
                                    const char *encoding,
                                    qp_source_defect *defect, qp_error *err);

void qp_source_close(qp_source *source);

/**
 * Copy a stretch of the text.
 * @param[out] bytes  [size + 1]
 * @retval QP_E_IO    the file cannot be read, or has become shorter
 */
QP_CHECKED qp_status qp_source_take(const qp_source *source, size_t start,
                                    size_t size, char *bytes, qp_error *err);

/**
 * Cut a text into pieces of about a MiB. Each begins where a record does, as
 * every quote opens or closes: so it is in all text that is CSV.
 *
 * @param[in]  whole    do not cut
 * @param[in]  threads  that look at once; 0: one a processor
 * @param[out] pieces   [count] released by qp_release
 * @retval QP_E_LIMIT   more than 4,294,967,293 lines
 *
 * @par Cost
 * O(size) time: one look at every byte.
 */
QP_CHECKED qp_status qp_source_cut(const qp_source *source, bool whole,
                                   unsigned threads, qp_piece **pieces,
                                   size_t *count, qp_error *err);

#endif
