/* SPDX-License-Identifier: MIT */
/**
 * @file table/package.h
 * @brief datapackage.json: how to read tables that are not in our shape.
 *
 * A Frictionless Data Package whose resources say under the key `qipan` what
 * they feed. A folder without one is read as if it held the obvious package:
 * one resource for each NAME.csv, all columns by name.
 */
#ifndef QP_TABLE_PACKAGE_H
#define QP_TABLE_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"
#include "core/text.h"
#include "table/finding.h"
#include "table/schema.h"

enum { QP_MOST_COLUMNS = 24 };

/** Leave out the rows whose source column holds this text. */
typedef struct {
    const char *column;
    const char *equals;
} qp_skip_rule;

/** One way to read a file: into which table, and which column from which.
 * All texts are borrowed from the package. */
typedef struct {
    qp_table_id table;
    bool by_name; ///< no columns are named: source and schema names agree
    const char *columns[QP_MOST_COLUMNS];   ///< source column of each, or NULL
    const char *constants[QP_MOST_COLUMNS]; ///< one text for all rows, or NULL;
                                            ///< no column has both
    qp_skip_rule *skips;                    ///< [skip_count]
    size_t skip_count;
    const char **trim; ///< [trim_count] source columns to strip of blanks
    size_t trim_count;
    bool keep;          ///< a repeated id fills what the first row left blank
    bool decimal_years; ///< dates are written 2014.0
} qp_mapping;

/** Texts that mean "no value"; in one source column, or in all. */
typedef struct {
    const char *column; ///< NULL: in all
    const char *text;
} qp_missing_value;

typedef struct {
    const char **paths; ///< [path_count] relative to the folder
    size_t path_count;
    char delimiter;
    qp_missing_value *missing; ///< [missing_count]
    size_t missing_count;
    size_t missing_room;
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
 * @param[out] findings  wrong syntax, keys and values
 * @retval QP_E_MEMORY   no room
 */
QP_CHECKED qp_status qp_package_read(qp_package *package, const qp_text *json,
                                     const char *file, qp_findings *findings,
                                     qp_error *err);

void qp_package_clear(qp_package *package);

#endif
