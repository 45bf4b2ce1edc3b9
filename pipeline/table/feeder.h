/* SPDX-License-Identifier: MIT */
/**
 * @file table/feeder.h
 * @brief The state of reading one file; internal to table/.
 *
 *      header ──▶ which field feeds which column          feed_header.c
 *      piece  ──▶ rows for each mapping, cell by cell     feed_rows.c
 *      all    ──▶ pieces side by side, then joined        feed.c
 *      keys   ──▶ rows that repeat the primary key go     feed_key.c
 *
 * The pieces of a file are read by several threads. Each has its own stretch
 * of rows in every table, its own findings and its own new texts, so that
 * nothing depends on which is read first:
 *
 *      piece         0            1               2
 *      lines     |·········|···············|···········|
 *      rows      |xxxxxxxx |xxxxxxxxxxxxx  |xxxxxxxxxx |   a hole where lines
 *                                                          were no rows
 */
#ifndef QP_TABLE_FEEDER_H
#define QP_TABLE_FEEDER_H

#include "table/cell.h"
#include "table/csv.h"
#include "table/dataset.h"
#include "table/key.h"
#include "table/package.h"
#include "table/source.h"

enum { QP_NOT_THERE = -1, QP_MOST_HEADER = 4096 };

/** A column of the file. */
typedef struct {
    char *name;
    const char **missing; ///< [missing_count] texts that mean no value in it
    size_t missing_count;
    const qp_number_form *form; ///< NULL: numbers as everywhere
} qp_head;

/** What feeds a column of a table. */
typedef struct {
    size_t column;      ///< of the table
    int *fields;        ///< [field_count] positions in the header
    size_t field_count; ///< 0: nothing, or a constant
    bool plain;         ///< one field, as it stands
    bool constant;      ///< the same in all rows: `cell`, its text in the pool
    bool refused;       ///< the constant has a defect
    qp_cell cell;       ///< of a constant
    qp_string string;   ///< of a constant
    const qp_recode *recode; ///< NULL: none
} qp_inlet;

/** A column of the file that is made long. */
typedef struct {
    qp_inlet value; ///< of one field
    qp_inlet name;  ///< a constant: what its header says
} qp_long;

/** One mapping at work on one file. */
typedef struct {
    const qp_mapping *mapping;
    qp_table *table;
    bool usable; ///< all it needs is in the header
    qp_inlet inlets[QP_MOST_COLUMNS];
    size_t fed[QP_MOST_COLUMNS]; ///< [fed_count] columns that fields feed
    size_t fed_count;
    unsigned char *spaces; ///< [header_count] qp_spaces of each field
    int *skip_field;       ///< [mapping->skip_count]
    qp_long *longs;        ///< [long_count] none: rows stay whole
    size_t long_count;
    qp_string (*units)[2]; ///< [mapping->conversion_count] from, to
    uint16_t origin; ///< of its rows; of wide tables, of the first long column
    /* after reading */
    size_t read;     ///< rows, or cells of long columns
    size_t *skipped; ///< [mapping->skip_count] rows left out
    size_t blank;    ///< cells of long columns left out as blank
    size_t repeated; ///< rows joined to the first with their key
    size_t lost;     ///< rows with a defect that are none of the table, or
                     ///< none any more
    size_t faulty;   ///< rows of the table with a defect
    size_t rows;     ///< of the table
} qp_channel;

/** A column that was told to be missing, and the field that may be it. */
typedef struct {
    const char *name;
    int nearest; ///< QP_NOT_THERE: none is near
} qp_missed;

/** A column of the primary key. */
typedef struct {
    int field;
    qp_spaces spaces; ///< as the first mapping has it that names the column
} qp_key_part;

/** A record of which no row stays, for its primary key. */
typedef struct {
    uint32_t line;       ///< on which it begins
    uint32_t first_line; ///< of the row whose key it repeats; 0: a part of its
                         ///< own is blank, which is told already
    uint16_t first_file; ///< of that row
} qp_unfit;

typedef struct {
    qp_dataset *dataset;
    const qp_resource *resource;
    const qp_source *source;
    uint16_t file;
    const qp_dataset_options *options;
    qp_findings *findings;
    qp_channel *channels; ///< [resource->mapping_count]
    qp_head *heads;       ///< [header_count]; NULL before the header
    size_t header_count;
    uint32_t header_line;
    size_t records_before; ///< of the first row: header and what stands by it
    bool closed;           ///< the header cannot be used: no rows are read
    qp_missed *missed;     ///< [missed_count]
    size_t missed_count;
    size_t missed_room;
    qp_key_part *key; ///< [key_count] none: nobody asks for it
    size_t key_count;
    qp_keys *keys;   ///< of the files of the resource so far
    qp_unfit *unfit; ///< [unfit_count] by line
    size_t unfit_count;
    size_t unfit_room;
    qp_piece *pieces; ///< [piece_count]
    size_t piece_count;
    qp_text scratch; ///< for texts in NFC, and parts of keys
    qp_error *err;
} qp_feeder;

/** A defect of a field is told once, though several columns read it. */
typedef struct {
    qp_rule rule;
    int field;
} qp_told;

/** A refused cell, in the stretch of a channel. */
typedef struct {
    size_t channel;
    qp_refusal refusal;
} qp_refused_cell;

/** What one thread keeps from piece to piece. */
typedef struct {
    char *bytes; ///< [room + 1] the text of a piece
    size_t room;
    qp_pool texts; ///< new ones; the first has the number dataset->text.count
    qp_text values[3]; ///< texts on their way into a cell
    qp_text normalised;
    qp_text key; ///< of a record, as it is digested
    bool busy;
} qp_worker;

/** One stretch of one channel. */
typedef struct {
    size_t start; ///< row of the table
    size_t count;
    size_t faulty;
    size_t blank;
    size_t *skipped; ///< [skip_count]
} qp_stretch;

/** The reading of one piece. */
typedef struct {
    const qp_feeder *feeder;
    const qp_piece *piece;
    qp_worker *worker;
    size_t passed;         ///< records of the header still to pass
    qp_stretch *stretches; ///< [channels]
    size_t records;        ///< rows of the file, the header not counted
    size_t rows;           ///< of the tables
    size_t ragged;
    size_t comments;
    qp_refused_cell *refused; ///< [refused_count]
    size_t refused_count;
    size_t refused_room;
    qp_keyed *keyed; ///< [keyed_count] records that give rows, if there is a
                     ///< key
    size_t keyed_count;
    size_t keyed_room;
    qp_told *told; ///< [told_count] of the record being read
    size_t told_count;
    size_t told_room;
    qp_query *queries;  ///< [query_count] texts to be numbered, all at once
    qp_string **awaits; ///< [query_count] where the numbers go
    size_t query_count;
    qp_findings findings;
    qp_csv_defect defect;
    qp_status status;
    qp_error err;
} qp_piece_feed;

/* ---- feed_header.c */

/** Does a mapping make this column of its table long? Then what a column of the
 * file is called feeds it, or what stands there. */
bool qp_mapping_makes_long(const qp_mapping *mapping, size_t column);

/** Connect the mappings to the header: make heads, inlets and columns. */
QP_CHECKED qp_status qp_feeder_connect(qp_feeder *f, const qp_field fields[],
                                       size_t count);

/* ---- feed_value.c */

typedef enum {
    QP_VALUE,
    QP_VALUE_BLANK,
    QP_VALUE_UNLISTED, ///< its recoding does not list it
    QP_VALUE_MISSHAPEN ///< a number that is not in the form of its column
} qp_value;

/** Is a value this text? */
bool qp_field_is(const qp_field *value, const char *text);

/** Is a value none, in this column of the file? */
bool qp_head_is_missing(const qp_head *head, const qp_field *value);

/** Replace a value as a recoding says. */
qp_value qp_recode_value(const qp_recode *recode, qp_field *value);

/**
 * The value of an inlet in a record, made as its mapping says.
 *
 * @param[out] value  its place is that of the first field; its bytes may be
 *                    those of the worker, until the next value is made
 */
qp_value qp_feed_value(const qp_piece_feed *p, const qp_channel *c,
                       const qp_inlet *inlet, const qp_field fields[],
                       qp_field *value);

/**
 * A part of the primary key of a record, as it is compared.
 *
 * @param[in,out] respaced  may hold the bytes of the value
 * @return is there a value?
 */
bool qp_feed_key_part(const qp_feeder *f, const qp_key_part *part,
                      const qp_field fields[], qp_text *respaced,
                      qp_field *value);

/* ---- feed_rows.c */

/** Read one piece into its stretches. What went wrong is in piece->status. */
void qp_feed_piece(qp_piece_feed *piece);

/* ---- feed_key.c */

/**
 * Find the records that repeat the primary key of an earlier one, in this file
 * or another of the resource, and tell of them; note them and those whose key
 * is blank.
 *
 * @param[in,out] pieces  [count] in the order of the file; what they noted of
 *                        keys is released
 *
 * @par Cost
 * O(rows) expected; a piece is read again where a key that it repeats is told.
 * Memory as qp_keys_first says, and 24 to 48 bytes for each record of the file.
 */
QP_CHECKED qp_status qp_feeder_check_key(qp_feeder *f, qp_piece_feed pieces[],
                                         size_t count);

/**
 * Take the rows of unfit records out of a table.
 * @param[in]  from      the first row of the file and mapping; all behind it
 *                       are rows of theirs
 * @param[out] left_out  how many went
 */
QP_CHECKED qp_status qp_feeder_leave_out(qp_feeder *f, qp_table *table,
                                         size_t from, size_t *left_out);

/* ---- feed_join.c */

/**
 * What the pieces read, as rows of the tables; and what is told of it.
 * @param[in] pieces  [feeder->piece_count]
 * @param[in] workers [worker_count]
 */
QP_CHECKED qp_status qp_feeder_join(qp_feeder *f, qp_piece_feed pieces[],
                                    qp_worker workers[], size_t worker_count);

/** Tell where the file stops being CSV. */
QP_CHECKED qp_status qp_feeder_refuse_csv(qp_feeder *f,
                                          const qp_csv_defect *defect);

/* ---- feed.c */

/** Tell a finding in the file being read. */
QP_CHECKED qp_status qp_feeder_tell(qp_feeder *f, qp_rule rule, uint32_t line,
                                    uint32_t column, const char *found,
                                    const char *expected);

QP_CHECKED qp_status qp_feeder_no_memory(qp_feeder *f);

/** Absence of what the lost rows hold must not be told as well. */
void qp_feeder_lose_rows(qp_feeder *f);

#endif
