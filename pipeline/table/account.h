/* SPDX-License-Identifier: MIT */
/**
 * @file table/account.h
 * @brief What became of every row that was read.
 *
 *      read = used + skipped + faulty
 */
#ifndef QP_TABLE_ACCOUNT_H
#define QP_TABLE_ACCOUNT_H

#include <stdint.h>

#include "core/text.h"
#include "table/schema.h"

/** Of the rows that one mapping read in one file. */
typedef struct {
    uint16_t file; ///< index into qp_dataset.files
    qp_table_id table;
    size_t mapping; ///< of the resource, from 1
    size_t read;    ///< rows; of wide tables one for each column made long
    size_t used;    ///< rows of the table
    size_t skipped; ///< left out by a rule of the mapping
    size_t faulty;  ///< with a defect that is told
} qp_account;

/** The sum of accounts; only the numbers count. */
qp_account qp_accounts_sum(const qp_account accounts[], size_t count);

/** One line: `PROGRAM: FILE: 12 rows read for links: 10 used, 2 skipped, 0 with
 * defects`. */
void qp_account_text(const qp_account *account, const char *file,
                     const char *program, qp_text *out);

/**
 * A JSON list of {file, table, mapping, read, used, skipped, faulty}.
 * @param[in] files  names, by number
 */
void qp_accounts_json(const qp_account accounts[], size_t count,
                      char *const files[], qp_text *out);

#endif
