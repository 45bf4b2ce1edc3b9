/* SPDX-License-Identifier: MIT */
/**
 * @file table/table.h
 * @brief A table read: columns of checked cells, and where its rows came from.
 */
#ifndef QP_TABLE_TABLE_H
#define QP_TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/pool.h"
#include "table/schema.h"

/**
 * One column. Which array is filled depends on the column's kind; the others
 * are NULL. A column that no file or constant feeds is not present, and then
 * all arrays are NULL.
 */
typedef struct {
    bool present;
    qp_string *text;   ///< [row_count] QP_ID, QP_TEXT; QP_NONE where blank
    double *number;    ///< [row_count] the other kinds; NaN where blank
    qp_period *period; ///< [row_count] QP_DATE; QP_NO_PERIOD where blank
} qp_cells;

/** A value stood here and was refused, with a finding; the cell is blank. */
typedef struct {
    uint32_t row;
    uint32_t column;
} qp_refusal;

/** One table; several files may feed it. A cell with a defect is blank. */
typedef struct {
    const qp_schema *schema;
    bool present;    ///< a file was found (it may have no rows)
    bool incomplete; ///< rows or ids were lost to a defect told already: that
                     ///< something is not here means nothing
    size_t row_count;
    size_t room;          ///< rows there is room for
    qp_cells *columns;    ///< [schema->column_count]
    uint16_t *origin;     ///< [row_count] index into qp_dataset.origins
    uint32_t *line;       ///< [row_count] physical line where the row begins
    qp_refusal *refusals; ///< [refusal_count] by row
    size_t refusal_count;
    size_t refusal_room;
} qp_table;

/** Does a column of this kind hold texts? */
bool qp_kind_is_text(qp_kind kind);

/** An empty table. @return false when there is no memory */
bool qp_table_prepare(qp_table *table, const qp_schema *schema);

void qp_table_clear(qp_table *table);

/** Release a column, or all of them with -1, that nobody needs any more. */
void qp_table_drop(qp_table *table, int column);

/** Make a column present; it is blank in all rows so far. @return as above */
bool qp_table_open(qp_table *table, size_t column);

/** Make room for so many rows. @return as above */
bool qp_table_reserve(qp_table *table, size_t rows);

/** Make the cells of a column blank in the rows [from, until). */
void qp_table_blank(qp_table *table, size_t column, size_t from, size_t until);

bool qp_table_is_blank(const qp_table *table, size_t column, size_t row);

/** Give a cell the value that another row has in its column. */
void qp_table_copy_cell(qp_table *table, size_t column, size_t to, size_t from);

/** Move rows towards the start, with their places; refusals stay. */
void qp_table_move(qp_table *table, size_t to, size_t from, size_t count);

/** Note a refusal; rows must come in order. @return as above */
bool qp_table_refuse(qp_table *table, qp_refusal refusal);

/**
 * Let refusals follow their rows; of a row that is gone they go.
 * @param[in] place  [rows before] where each went, in order; QP_NONE: it is
 *                   gone
 */
void qp_table_move_refusals(qp_table *table, const uint32_t place[]);

/** Was the value of a cell refused, with a finding, when it was read? */
bool qp_table_refused(const qp_table *table, size_t row, int column);

/** Was any of a row's? */
bool qp_table_row_refused(const qp_table *table, size_t row);

#endif
