/* SPDX-License-Identifier: MIT */
/**
 * @file table/package_json.h
 * @brief How the parts of a package are read; internal to it.
 *
 *      package.c           the whole
 *      package_resource.c  a file: its paths, encoding and fields
 *      package_dialect.c   how its records are written
 *      package_mapping.c   what of it feeds a table
 *      package_column.c    what of it feeds a column
 */
#ifndef QP_TABLE_PACKAGE_JSON_H
#define QP_TABLE_PACKAGE_JSON_H

#include <jansson.h>

#include "table/json_read.h"
#include "table/package.h"

/* ---- package_resource.c */

void qp_package_read_resource(qp_json_reader *r, const qp_json_node *object,
                              qp_resource *resource);
void qp_package_clear_resource(qp_resource *resource);

/* ---- package_dialect.c */

/** Into a qp_resource. */
void qp_package_read_dialect(qp_json_reader *r, const qp_json_node *value,
                             void *into);

/* ---- package_column.c: each into a qp_mapping of a known table */

void qp_package_read_columns(qp_json_reader *r, const qp_json_node *value,
                             void *into);
void qp_package_read_constants(qp_json_reader *r, const qp_json_node *value,
                               void *into);
void qp_package_read_recodes(qp_json_reader *r, const qp_json_node *value,
                             void *into);

/* ---- package_mapping.c */

/** Read one mapping, or a list of them. */
void qp_package_read_mappings(qp_json_reader *r, const qp_json_node *node,
                              qp_resource *resource);
void qp_package_clear_mapping(qp_mapping *mapping);

#endif
