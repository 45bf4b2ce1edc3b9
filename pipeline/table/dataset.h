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

#include "core/pool.h"
#include "core/status.h"
#include "table/account.h"
#include "table/finding.h"
#include "table/locator.h"
#include "table/package.h"
#include "table/table.h"

/** One way in which a file was read into a table: where the cells of its rows
 * stand in the records of the file. */
typedef struct {
    uint32_t account;               ///< index into qp_dataset.accounts
    uint16_t file;                  ///< index into qp_dataset.files
    bool derived;                   ///< the rows were made from those of other
                                    ///< tables
    int16_t field[QP_MOST_COLUMNS]; ///< position in the record, -1: in none
} qp_origin;

typedef struct {
    qp_pool text; ///< every text of every cell
    char **files; ///< [file_count] names as the user knows them
    size_t file_count;
    qp_origin *origins; ///< [origin_count]
    size_t origin_count;
    qp_account *accounts; ///< [account_count] in the order of reading
    size_t account_count;
    size_t account_room;
    unsigned threads;    ///< that read it; 0: one a processor
    qp_locator *locator; ///< finds cells again, in the files
    qp_package package;  ///< how they were read
    qp_table tables[QP_SCHEMA_COUNT];
    char *title;     ///< package title, or NULL
    qp_string *home; ///< [home_count] home countries, as far as stated
    size_t home_count;
    int declare; ///< what the mapping declares unknown link ends to be:
                 ///< QP_REGIONS, QP_ENTERPRISES or QP_INSTITUTES; -1: none
} qp_dataset;

/** Told how many bytes of a file have been read; by one thread at a time. */
typedef void qp_reading_tell(const char *file, size_t done, size_t all,
                             void *context);

/** Where and how to read; `{0}` is the default. */
typedef struct {
    const char *files; ///< a second folder to look for the files that
                       ///< datapackage.json names; NULL for none
    const char *home;  ///< home countries, separated by commas; NULL: those of
                       ///< the package
    unsigned threads;  ///< 0: one a processor
    qp_reading_tell *tell; ///< NULL: nobody asks
    void *context;         ///< of tell
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
 * O(bytes) time, several threads. Memory for the columns present, plus a MiB
 * or two a thread; what is compressed or not UTF-8 is held whole meanwhile.
 */
QP_CHECKED qp_status qp_dataset_read(qp_dataset *dataset, const char *folder,
                                     const qp_dataset_options *options,
                                     qp_findings *findings, qp_error *err);

/**
 * Read one file that is no part of a folder, into a table that no folder has:
 * by the same rules, and telling the same findings.
 *
 * @param[in]  path      also what findings call it; `.gz` means compressed
 * @param[in]  table     QP_SCENARIO
 * @param[out] dataset   replaced; clear it also after a failure
 * @param[out] findings  added to
 * @retval QP_E_IO       the file cannot be read
 * @retval QP_E_MEMORY   no room
 */
QP_CHECKED qp_status qp_dataset_read_file(qp_dataset *dataset, const char *path,
                                          qp_table_id table,
                                          qp_findings *findings, qp_error *err);

void qp_dataset_clear(qp_dataset *dataset);

/** A row was found defective after it was read: it is used no more. */
void qp_dataset_blame(qp_dataset *dataset, const qp_table *table, size_t row);

/**
 * One way more in which a file is read; none of its columns has a place yet.
 * @param[out] origin    where it stands in dataset->origins
 * @retval QP_E_LIMIT    there are 65,536 already
 * @retval QP_E_MEMORY   no room
 */
QP_CHECKED qp_status qp_dataset_add_origin(qp_dataset *dataset, uint16_t file,
                                           uint16_t *origin, qp_error *err);

/** The file that a row came from: an index into dataset->files. */
uint16_t qp_dataset_file(const qp_dataset *dataset, const qp_table *table,
                         size_t row);

/**
 * Where a cell stands, for a finding; column -1: the row.
 *
 * @par Cost
 * For a cell a piece of its file is read again, as nothing else remembers
 * places: ask only for what will be told. One thread at a time.
 */
qp_place qp_dataset_place(const qp_dataset *dataset, const qp_table *table,
                          size_t row, int column);

#endif
