/* SPDX-License-Identifier: MIT */
/**
 * @file table/guess.h
 * @brief What the columns of an unknown file hold, by their values.
 */
#ifndef QP_TABLE_GUESS_H
#define QP_TABLE_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "table/sniff.h"

/** Types of Table Schema. */
typedef enum {
    QP_GUESS_ANY, ///< no value to go by
    QP_GUESS_INTEGER,
    QP_GUESS_NUMBER,
    QP_GUESS_YEAR,
    QP_GUESS_YEARMONTH,
    QP_GUESS_DATE,
    QP_GUESS_BOOLEAN,
    QP_GUESS_STRING
} qp_guess_type;

enum { QP_MOST_CODES = 8 };

typedef struct {
    qp_guess_type type;
    char decimal;       ///< of numbers: '.' or ','
    const char *group;  ///< between their thousands; NULL for none
    bool decimal_years; ///< a year written 2014.0; the type is a number
    const char *format; ///< of dates that are not written 2023-05-31, as Table
                        ///< Schema puts it: "%d.%m.%Y"; NULL for none
    const char *missing[QP_MOST_CODES]; ///< [missing_count] that mean no value
    size_t missing_count;
    const char *doubtful; ///< may mean no value, or be one; NULL for none
    const char *spaces;   ///< "trim", "fold" or "remove", as datapackage.json
                          ///< has it, where blanks need it; NULL where not
    bool negative;        ///< one of its numbers is below zero
    size_t blank_count;   ///< rows without a value, codes included
    size_t distinct;      ///< values that differ, blanks and codes left out
} qp_column_guess;

/**
 * Guess what each column holds. A value in all of whose company it makes
 * sense decides: one word among numbers makes a column of texts, unless it is
 * known to mean "no value".
 *
 * @param[out] guesses  [sheet->column_count] texts are static or the sheet's
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(cells) time.
 */
QP_CHECKED qp_status qp_guess_columns(const qp_sheet *sheet,
                                      qp_column_guess guesses[], qp_error *err);

/** Is it a number, in one of the forms in which they are written? */
bool qp_guess_is_number(const char *text);

/** Is it a year of 1800 to 2100, four digits and nothing else? */
bool qp_guess_is_year(const char *text);

/**
 * How well columns, taken together, tell rows apart. Looking stops where more
 * than a twentieth of the rows are told twice.
 *
 * @param[out] filled  rows without a blank in one of them
 * @param[out] apart   those that differ; outputs are untouched on failure
 * @retval QP_E_MEMORY no room
 */
QP_CHECKED qp_status qp_guess_key(const qp_sheet *sheet, const size_t columns[],
                                  size_t count, size_t *filled, size_t *apart,
                                  qp_error *err);

/**
 * How much of the values of the richer one of two columns the other has too:
 * 0 to 1; 0 where one has less than 3 different values, or both agree in half
 * of the rows, as a name and its short form do.
 * @param[out] share  untouched on failure
 */
QP_CHECKED qp_status qp_guess_overlap(const qp_sheet *sheet, size_t a, size_t b,
                                      double *share, qp_error *err);

#endif
