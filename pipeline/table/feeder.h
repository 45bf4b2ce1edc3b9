/* SPDX-License-Identifier: MIT */
/**
 * @file table/feeder.h
 * @brief The state of reading one file; internal to table/.
 *
 *      record 1 ──▶ header: which field feeds which column   feed_header.c
 *      record n ──▶ one row for each mapping, cell by cell   feed_rows.c
 */
#ifndef QP_TABLE_FEEDER_H
#define QP_TABLE_FEEDER_H

#include "table/cell.h"
#include "table/csv.h"
#include "table/dataset.h"
#include "table/package.h"

enum { QP_NOT_THERE = -1, QP_MOST_HEADER = 4096 };

/** What feeds a column of a table. */
typedef struct {
    int field;        ///< position in the header, or QP_NOT_THERE
    bool trims;       ///< strip its values of outer blanks
    bool constant;    ///< the same in all rows: `cell`, its text in the pool
    bool refused;     ///< the constant has a defect
    qp_cell cell;     ///< of a constant
    qp_string string; ///< of a constant
} qp_inlet;

/** One mapping at work on one file. */
typedef struct {
    const qp_mapping *mapping;
    qp_table *table;
    bool usable; ///< all it needs is in the header
    qp_inlet inlets[QP_MOST_COLUMNS];
    int *skip_field; ///< [mapping->skip_count]
    size_t *skipped; ///< [mapping->skip_count] rows left out
} qp_channel;

/** Rows by id, where a mapping keeps the first of a repeated id. */
typedef struct {
    bool wanted;
    uint32_t *row; ///< [count] row of an id, by its number; QP_NONE
    size_t count;
} qp_seen;

/** A column that was told to be missing, and the field that may be it. */
typedef struct {
    const char *name;
    int nearest; ///< QP_NOT_THERE: none is near
} qp_missed;

/** A defect of a field is told once, though several columns read it. */
typedef struct {
    qp_rule rule;
    int field;
} qp_told;

typedef struct {
    qp_dataset *dataset;
    const qp_resource *resource;
    uint16_t file;
    qp_findings *findings;
    qp_channel *channels; ///< [resource->mapping_count]
    char **header;        ///< [header_count]; NULL before the first record
    size_t header_count;
    uint32_t header_line;
    bool closed; ///< the header cannot be used: rows are passed over
    qp_seen seen[QP_TABLE_COUNT];
    qp_missed *missed; ///< [missed_count]
    size_t missed_count;
    size_t missed_room;
    qp_told *told; ///< [told_count] of the record being read
    size_t told_count;
    size_t told_room;
    qp_text normalised;
    qp_error *err;
} qp_feeder;

/** Tell a finding in the file being read. */
QP_CHECKED qp_status qp_feeder_tell(qp_feeder *f, qp_rule rule, uint32_t line,
                                    uint32_t column, const char *found,
                                    const char *expected);

QP_CHECKED qp_status qp_feeder_no_memory(qp_feeder *f);

/** Connect the mappings to the header. */
QP_CHECKED qp_status qp_feeder_connect(qp_feeder *f, const qp_field fields[],
                                       size_t count);

/** Read one record by one mapping. */
QP_CHECKED qp_status qp_feeder_row(qp_feeder *f, qp_channel *c,
                                   const qp_field fields[]);

/** Make room in a channel's table for the columns that it feeds. */
QP_CHECKED qp_status qp_feeder_open(qp_feeder *f, qp_channel *c);

#endif
