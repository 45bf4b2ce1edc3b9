/* SPDX-License-Identifier: MIT */
/**
 * @file table/duplicates.h
 * @brief Rows that agree in the key of their table become one, where a mapping
 *        says so.
 *
 *      regions    key: id                          keep: CHN,China  + CHN,,Asia
 *      links      key: from, to, layer, dates ...  sum:  a,b,3      + a,b,2
 */
#ifndef QP_TABLE_DUPLICATES_H
#define QP_TABLE_DUPLICATES_H

#include "core/status.h"
#include "table/package.h"
#include "table/table.h"

enum { QP_MOST_KEY = 6 };

/** The columns that tell the rows of a table apart; the rest are -1. */
typedef struct {
    int columns[QP_MOST_KEY];
    int amount; ///< the column that adds up; -1: none does
} qp_table_key;

extern const qp_table_key qp_table_keys[QP_TABLE_COUNT];

/**
 * Join the rows from `from` on with the first row of their key, be it before
 * them or among them, and close the gaps. A row without a part of its key that
 * the table demands is left alone.
 *
 * @param[out] joined   how many rows went into others
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(rows of the table) expected.
 */
QP_CHECKED qp_status qp_duplicates_join(qp_table *table, qp_duplicates policy,
                                        size_t from, size_t *joined,
                                        qp_error *err);

#endif
