/* SPDX-License-Identifier: MIT */
/**
 * @file table/package.h
 * @brief datapackage.json: how to read tables that are not in our shape.
 *
 * A Frictionless Data Package whose resources say under the key `qipan` what
 * they feed. A folder without one is read as if it held the obvious package:
 * one resource for each NAME.csv, all columns by name.
 *
 * What happens to a value on its way into a cell, in this order:
 *
 *      field ─▶ spaces ─▶ missing? ─▶ join ─▶ recode ─▶ number form ─▶ cell
 */
#ifndef QP_TABLE_PACKAGE_H
#define QP_TABLE_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/text.h"
#include "table/finding.h"
#include "table/schema.h"

enum { QP_MOST_COLUMNS = 24, QP_MOST_HEADER_ROWS = 8 };

/** Leave out the rows whose source column holds one of these texts; or, where
 * `unless` is set, those that hold another. "" is a blank. */
typedef struct {
    const char *column;
    const char **texts; ///< [count] at least one
    size_t count;
    bool unless;
} qp_skip_rule;

/** What becomes of the blanks in the values of a source column. Blanks are
 * space, tab, no-break and ideographic space. */
typedef enum {
    QP_SPACES_KEEP,
    QP_SPACES_TRIM,  ///< outer ones go
    QP_SPACES_FOLD,  ///< and each inner run becomes one space
    QP_SPACES_REMOVE ///< all go
} qp_spaces;

typedef struct {
    const char *column; ///< of the file
    qp_spaces spaces;
} qp_space_rule;

/** What becomes of a value that a recoding does not list. */
typedef enum {
    QP_OTHERWISE_REFUSE, ///< a finding; unless another default is declared
    QP_OTHERWISE_KEEP,
    QP_OTHERWISE_BLANK,
    QP_OTHERWISE_TEXT
} qp_otherwise;

/** Replace values of a column of ours; "" as `to` makes a cell blank. */
typedef struct {
    const char **from; ///< [count] byte order
    const char **to;   ///< [count]
    size_t count;      ///< 0: no recoding
    qp_otherwise otherwise;
    const char *text; ///< for QP_OTHERWISE_TEXT
} qp_recode;

/** What feeds a column of ours. */
typedef struct {
    const char **sources; ///< [source_count] columns of the file, their texts
                          ///< joined; blank where one of them is
    size_t source_count;  ///< 0: no source is named
    const char *constant; ///< one text for all rows, or NULL; not both
    qp_recode recode;
} qp_feeding;

/** A row of the file gives a row of the table for each of these columns. */
typedef struct {
    const char **columns; ///< [column_count] of the file; none: rows stay whole
    size_t column_count;
    const char *first; ///< or all from this to the last, as they stand; NULL
    const char *last;
    int name;  ///< column of ours that the header text feeds
    int value; ///< column of ours that the cell feeds; blank: no row
} qp_melt;

/** Values in one unit become values in another. */
typedef struct {
    const char *from;
    const char *to;
    double times; ///< finite, not 0
} qp_conversion;

/** What becomes of rows that agree in the key of their table. */
typedef enum {
    QP_DUPLICATES_ERROR, ///< the rules of the table tell them
    QP_DUPLICATES_KEEP,  ///< the first stays, filled where it is blank
    QP_DUPLICATES_SUM    ///< the first stays, the amounts add up
} qp_duplicates;

/** One way to read a file: into which table, and which column from which.
 * All texts are borrowed from the package. */
typedef struct {
    qp_table_id table;
    bool by_name; ///< no columns are named: source and schema names agree
    qp_feeding feeds[QP_MOST_COLUMNS]; ///< [schema columns]
    const char *join;                  ///< between the texts of several sources
    qp_skip_rule *skips;               ///< [skip_count]
    size_t skip_count;
    qp_space_rule *spaces; ///< [space_count]
    size_t space_count;
    qp_conversion *conversions; ///< [conversion_count]
    size_t conversion_count;
    qp_melt melt;
    qp_duplicates duplicates;
    bool decimal_years; ///< dates are written 2014.0
} qp_mapping;

/** Texts that mean "no value"; in one source column, or in all. */
typedef struct {
    const char *column; ///< NULL: in all
    const char *text;
} qp_missing_value;

/** How the numbers of a source column are written. */
typedef struct {
    const char *column;
    char decimal;      ///< '.', ','
    const char *group; ///< between thousands, one character; NULL for none
} qp_number_form;

/** How the records of a file are written. */
typedef struct {
    char delimiter;
    const char *comment; ///< records whose first field begins with it are left
                         ///< out, and counted; NULL for none
    uint32_t header_rows[QP_MOST_HEADER_ROWS]; ///< [header_count] records from
                                               ///< 1, ascending; comments are
                                               ///< not counted. What stands
                                               ///< before the last one and is
                                               ///< none is left out, and
                                               ///< counted
    size_t header_count;     ///< 0: no header; `names` has the columns
    const char *header_join; ///< between the names of several header rows
} qp_dialect;

typedef struct {
    const char **paths; ///< [path_count] relative to the folder
    size_t path_count;
    const char *encoding; ///< as iconv calls it; NULL: UTF-8
    qp_dialect dialect;
    const char **names; ///< [name_count] names of schema.fields, in order
    size_t name_count;
    qp_missing_value *missing; ///< [missing_count]
    size_t missing_count;
    size_t missing_room;
    qp_number_form *numbers; ///< [number_count]
    size_t number_count;
    const char **key; ///< [key_count] columns of the file that no two of its
                      ///< rows share (Table Schema's primaryKey)
    size_t key_count;
    qp_mapping *mappings; ///< [mapping_count] none: it is somebody else's
    size_t mapping_count;
} qp_resource;

typedef struct {
    void *json; ///< the parsed text, from which all texts are borrowed
    const char *title;
    const char **home; ///< [home_count]
    size_t home_count;
    int declare;            ///< kind of undeclared link ends: a table id, or -1
    qp_resource *resources; ///< [resource_count]
    size_t resource_count;
} qp_package;

/**
 * Understand a package. What is not understood becomes a finding; a resource
 * with a defect keeps no paths, so that it is not read in a wrong way.
 *
 * @param[in]  json      the text of datapackage.json
 * @param[in]  file      what findings call it; outlives them
 * @param[out] package   replaced; clear it also after a failure
 * @param[out] findings  wrong syntax, keys and values, each with its place
 * @retval QP_E_MEMORY   no room
 */
QP_CHECKED qp_status qp_package_read(qp_package *package, const qp_text *json,
                                     const char *file, qp_findings *findings,
                                     qp_error *err);

void qp_package_clear(qp_package *package);

#endif
