/* SPDX-License-Identifier: MIT */
/**
 * @file table/package_json.h
 * @brief Reading JSON by tables of its keys; internal to the package.
 *
 *      package.c           the whole
 *      package_resource.c  a file: its paths, encoding and fields
 *      package_dialect.c   how its records are written
 *      package_mapping.c   what of it feeds a table
 *      package_column.c    what of it feeds a column
 *
 * Each object is read by a table of its keys. What is not understood is told
 * at its line and column, and reading goes on.
 */
#ifndef QP_TABLE_PACKAGE_JSON_H
#define QP_TABLE_PACKAGE_JSON_H

#include <jansson.h>

#include "table/json_place.h"
#include "table/package.h"

/** The reading of one package. */
typedef struct {
    const char *file; ///< as findings call it
    const char *json; ///< its text
    qp_text where;    ///< "resource 'flows': ", "" outside
    size_t defects;
    qp_findings *findings;
    qp_status status; ///< the first failure; what follows does nothing
    qp_error *err;
} qp_package_reader;

/** A value, and how it is come by. */
typedef struct {
    qp_json_step step;
    json_t *value; ///< NULL: it is not there
} qp_json_node;

/** A key of an object, and what reads its value where it is there. */
typedef struct {
    const char *key;
    void (*read)(qp_package_reader *r, const qp_json_node *value, void *into);
    ///< NULL: it is known, and read elsewhere or by nobody
} qp_json_part;

/* ---- package_json.c */

/** The value of a key; `object` outlives it, and may be none. */
qp_json_node qp_json_at(const qp_json_node *object, const char *key);

/** How many parts a list has; a value that is no list has one: itself. */
size_t qp_json_count(const qp_json_node *list);
qp_json_node qp_json_item(const qp_json_node *list, size_t index);

/** Tell a finding at a value, or where it should be: "resource 'flows': " and
 * `found`. */
void qp_json_tell(qp_package_reader *r, qp_rule rule, const qp_json_node *node,
                  const char *found, const char *expected);

/** "delimiter 'ab' is not understood; it is one character", or "is missing" */
void qp_json_refuse(qp_package_reader *r, const qp_json_node *node,
                    const char *expected);

/** "key 'colums' is not understood; the keys are ... (nearest: 'columns')"
 * @param[in] keys  [count] */
void qp_json_refuse_key(qp_package_reader *r, const qp_json_node *node,
                        const char *const keys[], size_t count);

/**
 * Read an object by the table of its keys, in the order of the table. Every
 * other key is a defect.
 * @param[in] parts  ends in a key NULL
 */
void qp_json_read(qp_package_reader *r, const qp_json_node *object,
                  const qp_json_part parts[], void *into);

/** The same where other keys are other programs' business; only what seems to
 * be one of ours, written wrongly, is a defect. */
void qp_json_read_open(qp_package_reader *r, const qp_json_node *object,
                       const qp_json_part parts[], void *into);

/** Is a value an object? If not, that is told. */
bool qp_json_is_object(qp_package_reader *r, const qp_json_node *node);
bool qp_json_is_list(qp_package_reader *r, const qp_json_node *node);

/** A text, or NULL: it is not there, or that is told. */
const char *qp_json_text(qp_package_reader *r, const qp_json_node *node);

/** A text or a list of at least one.
 * @param[out] count  0 where there is none, or no memory
 * @return            [count] released by qp_release */
const char **qp_json_texts(qp_package_reader *r, const qp_json_node *node,
                           size_t *count);

/** Add "it is a, b or c".
 * @param[in] count  at least 1 */
void qp_json_add_choices(qp_text *out, const char *const choices[],
                         size_t count);

bool qp_json_flag(qp_package_reader *r, const qp_json_node *node);

/** Index of a text among choices, or -1: it is none, which is told.
 * @param[in] choices  ends in NULL */
int qp_json_choice(qp_package_reader *r, const qp_json_node *node,
                   const char *const choices[]);

/** Zeroed room for the parts of a value; NULL, and a failure, where there is
 * none. */
void *qp_json_room(qp_package_reader *r, size_t count, size_t size);

/* ---- package_resource.c */

void qp_package_read_resource(qp_package_reader *r, const qp_json_node *object,
                              qp_resource *resource);
void qp_package_clear_resource(qp_resource *resource);

/* ---- package_dialect.c */

/** Into a qp_resource. */
void qp_package_read_dialect(qp_package_reader *r, const qp_json_node *value,
                             void *into);

/* ---- package_column.c: each into a qp_mapping of a known table */

void qp_package_read_columns(qp_package_reader *r, const qp_json_node *value,
                             void *into);
void qp_package_read_constants(qp_package_reader *r, const qp_json_node *value,
                               void *into);
void qp_package_read_recodes(qp_package_reader *r, const qp_json_node *value,
                             void *into);

/* ---- package_mapping.c */

/** Read one mapping, or a list of them. */
void qp_package_read_mappings(qp_package_reader *r, const qp_json_node *node,
                              qp_resource *resource);
void qp_package_clear_mapping(qp_mapping *mapping);

#endif
