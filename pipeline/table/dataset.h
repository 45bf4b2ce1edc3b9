/* SPDX-License-Identifier: MIT */
/**
 * @file table/dataset.h
 * @brief A dataset folder, read: every table as columns of checked cells.
 *
 * What stands here obeys the schemas cell by cell (a number is a number, a
 * date a date). What ties rows and tables together (unknown ids, parallel
 * links) is the business of net/.
 */
#ifndef QP_TABLE_DATASET_H
#define QP_TABLE_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/pool.h"
#include "core/status.h"
#include "table/finding.h"
#include "table/schema.h"

/** In qp_cells.place: a value stood here and was refused, with a finding; the
 * cell is blank. */
#define QP_CELL_REFUSED 0x80000000u

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
    uint32_t *place;   ///< [row_count] byte column in the file, from 1; 0 for
                       ///< a constant or a column this file lacks; and
                       ///< QP_CELL_REFUSED
} qp_cells;

/** One table; several files may feed it. A cell with a defect is blank. */
typedef struct {
    const qp_schema *schema;
    bool present;    ///< a file was found (it may have no rows)
    bool incomplete; ///< rows or ids were lost to a defect told already: that
                     ///< something is not here means nothing
    size_t row_count;
    size_t room;       ///< rows there is room for
    qp_cells *columns; ///< [schema->column_count]
    uint16_t *file;    ///< [row_count] index into qp_dataset.files
    uint32_t *line;    ///< [row_count] physical line where the row begins
} qp_table;

typedef struct {
    qp_pool text; ///< every text of every cell
    char **files; ///< [file_count] names as the user knows them
    size_t file_count;
    qp_table tables[QP_TABLE_COUNT];
    char *title;     ///< package title, or NULL
    qp_string *home; ///< [home_count] home countries, as far as stated
    size_t home_count;
    int declare; ///< what the mapping declares unknown link ends to be:
                 ///< QP_REGIONS, QP_ENTERPRISES or QP_INSTITUTES; -1: none
} qp_dataset;

/** Where and how to read; `{0}` is the default. */
typedef struct {
    const char *files; ///< a second folder to look for the files that
                       ///< datapackage.json names; NULL for none
    const char *home;  ///< home countries, separated by commas; NULL: those of
                       ///< the package
    unsigned threads;  ///< 0: one a processor
} qp_dataset_options;

/**
 * Read a dataset folder: datapackage.json where there is one, else NAME.csv
 * or NAME.csv.gz for every schema.
 *
 * Defects of files, columns and cells become findings and reading goes on;
 * the dataset then holds what could be read.
 *
 * @param[out] dataset   replaced; clear it also after a failure
 * @param[out] findings  added to
 * @retval QP_E_IO       the folder or a file cannot be read
 * @retval QP_E_MEMORY   no room
 *
 * @par Cost
 * O(bytes) time; the columns present, plus one decompressed file at a time.
 */
QP_CHECKED qp_status qp_dataset_read(qp_dataset *dataset, const char *folder,
                                     const qp_dataset_options *options,
                                     qp_findings *findings, qp_error *err);

void qp_dataset_clear(qp_dataset *dataset);

/** Where a cell stands, for a finding; column -1: the row. */
qp_place qp_dataset_place(const qp_dataset *dataset, const qp_table *table,
                          size_t row, int column);

/** Was the value of a cell refused, with a finding, when it was read? */
bool qp_table_refused(const qp_table *table, size_t row, int column);

#endif
