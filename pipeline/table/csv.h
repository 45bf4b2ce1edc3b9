/* SPDX-License-Identifier: MIT */
/**
 * @file table/csv.h
 * @brief CSV text as records whose fields know where they stand.
 *
 * The parsing is libcsv's, strict; the places are ours. A record may span
 * several physical lines:
 *
 *      line 7   A,"two             field 2: line 7, column 3
 *      line 8   lines",3           field 3: line 8, column 8
 */
#ifndef QP_TABLE_CSV_H
#define QP_TABLE_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum { QP_FIELD_LIMIT = 1 << 20 }; ///< bytes of the longest field

typedef struct {
    const char *bytes; ///< [size + 1] ends in '\0', may hold others
    size_t size;
    uint32_t line;   ///< physical line, from 1
    uint32_t column; ///< byte in the line, from 1, where the field begins; its
                     ///< opening quote when it is quoted
} qp_field;

/** Called for each record; the fields live until it returns. */
typedef qp_status qp_record_visit(const qp_field fields[], size_t count,
                                  void *context, qp_error *err);

/** Why reading stopped before the end; `what` is NULL when it did not. */
typedef struct {
    const char *what;     ///< "a quote is opened and never closed"
    const char *expected; ///< "close it, ..."
    uint32_t line;
    uint32_t column;
} qp_csv_defect;

/**
 * Visit every record, the header included; blank lines are skipped and a
 * byte order mark is stepped over.
 *
 * @param[in]  bytes   [size]
 * @param[out] defect  where the text stops being CSV; the records before it
 *                     have been visited
 * @retval QP_E_MEMORY no room; or what `visit` returned
 *
 * @par Cost
 * O(size) time, the longest record of memory.
 */
QP_CHECKED qp_status qp_csv_read(const char *bytes, size_t size, char delimiter,
                                 qp_record_visit *visit, void *context,
                                 qp_csv_defect *defect, qp_error *err);

#endif
