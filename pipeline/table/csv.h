/* SPDX-License-Identifier: MIT */
/**
 * @file table/csv.h
 * @brief CSV text as records whose fields know where they stand.
 *
 * The parsing is libcsv's, strict; the places are ours. A record may span
 * several physical lines, each ended by LF, CRLF or a lone CR:
 *
 *      line 7   A,"two             field 2: line 7, column 3
 *      line 8   lines",3           field 3: line 8, column 8
 */
#ifndef QP_TABLE_CSV_H
#define QP_TABLE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum {
    QP_FIELD_LIMIT = 1 << 20, ///< bytes of the longest field
    QP_FIELDS_LIMIT = 1 << 16 ///< fields of the longest record
};

typedef struct {
    const char *bytes; ///< [size + 1] ends in '\0', may hold others
    size_t size;
    uint32_t line;   ///< physical line, from 1
    uint32_t column; ///< byte in the line, from 1, where the field begins; its
                     ///< opening quote when it is quoted
} qp_field;

/** Called for each record. The fields live until it returns, their bytes until
 * the reading ends. */
typedef qp_status qp_record_visit(const qp_field fields[], size_t count,
                                  void *context, qp_error *err);

/** Who is given the records. */
typedef struct {
    qp_record_visit *visit;
    void *context;
    void (*end)(void *context); ///< called once after all records, while their
                                ///< bytes still live; NULL: not
} qp_record_visitor;

/** A text, or a piece of one that begins and ends where records do. */
typedef struct {
    char *bytes; ///< [size + 1] written to: a field that stands unquoted in it
                 ///< is ended by '\0' where it stands
    size_t size;
    char delimiter;
    const char *comment; ///< lines that begin with it, between records, are
                         ///< passed over; NULL for none
    size_t comments;     ///< set to how many they were
    uint32_t line;       ///< of the first byte, from 1
} qp_csv_text;

/** Where the text stops being CSV. */
typedef enum {
    QP_CSV_WHOLE,       ///< nowhere
    QP_CSV_STRAY_QUOTE, ///< a quote inside a field that does not begin with one
    QP_CSV_TRAILING,    ///< text after the closing quote of a field
    QP_CSV_UNCLOSED,    ///< a quote is opened and never closed
    QP_CSV_LONG_FIELD,  ///< a field longer than QP_FIELD_LIMIT
    QP_CSV_MANY_FIELDS  ///< a record of more than QP_FIELDS_LIMIT fields
} qp_csv_fault;

typedef struct {
    qp_csv_fault fault;
    const char *what;     ///< "a quote is opened and never closed", or NULL
    const char *expected; ///< "close it, ..."
    uint32_t line;        ///< where the field begins
    uint32_t column;
    uint32_t line_met; ///< where the byte stands that cannot be, or 0
    uint32_t column_met;
} qp_csv_defect;

/**
 * Visit every record, the header included; blank lines are skipped and, on
 * line 1, a byte order mark is stepped over and not counted.
 *
 * @param[in,out] text    its bytes are no text any more afterwards
 * @param[out]    defect  where the text stops being CSV; the records before it
 *                        have been visited
 * @retval QP_E_MEMORY no room; or what `visit` returned
 *
 * @par Cost
 * O(size) time. Memory for the fields of the longest record; where there are
 * quotes, once more `size` bytes.
 */
QP_CHECKED qp_status qp_csv_read(qp_csv_text *text, qp_record_visitor visitor,
                                 qp_csv_defect *defect, qp_error *err);

/**
 * Bytes of the text up to the first record end, and with it; 0 where none is.
 * @param[in] bytes   [size + 1] the byte behind tells whether a CR stands alone
 * @param[in] inside  does the text begin inside quotes?
 */
size_t qp_csv_record_end(const char *bytes, size_t size, bool inside);

#endif
