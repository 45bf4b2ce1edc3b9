/* SPDX-License-Identifier: MIT */
/**
 * @file table/unknown.h
 * @brief One file that nobody has described, and what it may feed. Shared by
 *        the parts of table/suggest.
 *
 *      bytes ─▶ sheet ─▶ guesses, told ─▶ plans ─▶ resource
 */
#ifndef QP_TABLE_UNKNOWN_H
#define QP_TABLE_UNKNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"
#include "core/text.h"
#include "table/guess.h"
#include "table/schema.h"
#include "table/sniff.h"
#include "table/tells.h"

enum {
    QP_NO_COLUMN = -1,
    QP_PLAN_COLUMNS = 24, ///< no schema has more
    QP_MOST_PLANS = 3,
    QP_MOST_KEYS = 4
};

/** One way to read the file: into which table, and which column from which. */
typedef struct {
    qp_table_id table;
    bool by_name;                          ///< names agree with the schema's
    int source[QP_PLAN_COLUMNS];           ///< column of the file
    const char *constant[QP_PLAN_COLUMNS]; ///< or one text for all rows; NULL
    int melt_name;  ///< column of ours that the names of the melted columns
                    ///< feed; QP_NO_COLUMN where rows stay whole
    int melt_value; ///< and their cells
    bool keep;      ///< rows are told several times: the first one holds
} qp_plan;

typedef struct {
    const char *path; ///< of the file, below the folder
    const char *stem; ///< without what ends it
    qp_sheet sheet;
    qp_column_guess *guesses;     ///< [columns] what the values are
    qp_told *told;                ///< [columns] what the names tell
    bool *usable;                 ///< [columns] its name is its own
    bool *used;                   ///< [columns] by a plan
    bool *melted;                 ///< [columns] by the plan with `long`
    qp_pool plain;                ///< names as they are compared
    qp_string *plain_name;        ///< [columns]
    qp_plan plans[QP_MOST_PLANS]; ///< [plan_count] the first is the main one
    size_t plan_count;            ///< 0: it fits no table
    size_t key[QP_MOST_KEYS];     ///< [key_count] columns that tell all rows
    size_t key_count;             ///< apart
    int ends;                     ///< kind of the ends of links: a table id
    int region; ///< column of regions that should be known; or QP_NO_COLUMN
    qp_text remarks; ///< what a person should look at, sentences
} qp_unknown;

/** Understand the beginning of a file, without the plans. Clear it also after
 * a failure. @param[in] whole the file does not go on */
QP_CHECKED qp_status qp_unknown_read(qp_unknown *u, const char *bytes,
                                     size_t size, bool whole, qp_error *err);

/** Find the table that it probably feeds. */
QP_CHECKED qp_status qp_unknown_plan(qp_unknown *u, qp_error *err);

void qp_unknown_clear(qp_unknown *u);

/** The name of a column: that of the header, or "column3". It lives until
 * the next call with the same room. */
const char *qp_unknown_name(const qp_unknown *u, size_t column, char room[32]);

/**
 * Add its resource, from "{" to "}".
 * @param[in] regions  its column of regions feeds a table of them too
 */
void qp_unknown_write(const qp_unknown *u, bool regions, qp_text *out);

#endif
