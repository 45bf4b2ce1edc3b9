/* SPDX-License-Identifier: MIT */
/**
 * @file table/sniff.h
 * @brief The beginning of a file that nobody has described, as rows.
 *
 * What is not told is guessed from the bytes, for a person to look at; the
 * reading of a dataset never guesses.
 *
 *      # exported 2024          comment
 *      R&D of provinces         title: another number of fields than usual
 *      province;year;amount     header, record 2
 *      北京;2023;1 234,5        row 0
 */
#ifndef QP_TABLE_SNIFF_H
#define QP_TABLE_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "core/pool.h"
#include "core/status.h"
#include "core/text.h"
#include "table/csv.h"

enum { QP_SNIFFED_BYTES = 1 << 20 }; ///< looked at of each file, at most

typedef struct {
    const char *encoding; ///< as datapackage.json names it, static; NULL: the
                          ///< bytes are no text, and there are no rows
    char delimiter;
    bool commented;    ///< lines that begin with # stand before the header
    size_t header_row; ///< record of the header, from 1, comments not counted;
                       ///< 0: there is none
    bool whole;        ///< the file does not go on
    qp_csv_defect defect;
    qp_pool text;     ///< every value, UTF-8, no '\0' inside
    qp_string *names; ///< [column_count] as the header spells them; "" in a
                      ///< file without one
    qp_string *cells; ///< [row_count * column_count] QP_NONE where a row is
                      ///< too short
    size_t column_count;
    size_t row_count;
    size_t ragged_count; ///< rows with another number of fields
} qp_sheet;

/**
 * Guess how a text is encoded: by its byte order mark; as UTF-8 where it is
 * valid; UTF-16 by its zeros; GB18030 where it is valid and nine of ten
 * characters are of those in daily use; else Latin-1, or its extension by
 * Windows.
 *
 * @param[in] whole  the text does not go on behind its last byte
 * @return           a static name, or NULL where the bytes are no text
 */
const char *qp_sniff_encoding(const char *bytes, size_t size, bool whole);

/**
 * Read the beginning of a file as a table: guess encoding, delimiter,
 * comments, title and header, and keep the rows.
 *
 * @param[in]  bytes    [size]
 * @param[in]  whole    the file does not go on; else its last line is left out
 * @param[out] sheet    replaced; clear it also after a failure
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(size) time; at most some 20 bytes of memory for each byte of text.
 */
QP_CHECKED qp_status qp_sniff(const char *bytes, size_t size, bool whole,
                              qp_sheet *sheet, qp_error *err);

void qp_sheet_clear(qp_sheet *sheet);

/** The text of a cell, "" where its row is too short. */
const char *qp_sheet_text(const qp_sheet *sheet, size_t row, size_t column);

#endif
