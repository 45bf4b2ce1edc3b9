/* SPDX-License-Identifier: MIT */
/**
 * @file table/json_read.h
 * @brief Reading JSON by tables of its keys.
 *
 *      static const qp_json_part parts[] = {{"width", read_width}, ...};
 *      qp_json_node root = qp_json_open(&reader, &text);
 *      qp_json_read(&reader, &root, parts, &into);
 *
 * What is not understood is told at its line and column, with what is expected
 * and the nearest key, and reading goes on: all is told in one run.
 */
#ifndef QP_TABLE_JSON_READ_H
#define QP_TABLE_JSON_READ_H

#include <stdbool.h>

#include "table/json_place.h"

/** What is read, and how breaches of its rules are told. */
typedef struct {
    const char *name; ///< "the package"
    qp_rule syntax;   ///< it is JSON
    qp_rule key;      ///< its keys are known
    qp_rule value;    ///< its values are understood
} qp_json_kind;

/** The reading of one text. */
typedef struct {
    qp_json_kind kind;
    const char *file; ///< as findings call it
    const char *json; ///< its text; set by qp_json_open
    qp_text where;    ///< "resource 'flows': ", "" outside; the caller
                      ///< clears it
    size_t defects;
    qp_findings *findings;
    qp_status status; ///< the first failure; what follows does nothing
    qp_error *err;
} qp_json_reader;

/** A value, and how it is come by. */
typedef struct {
    qp_json_step step;
    struct json_t *value; ///< of the parser; NULL: it is not there
} qp_json_node;

/** A key of an object, and what reads its value where it is there. */
typedef struct {
    const char *key;
    void (*read)(qp_json_reader *r, const qp_json_node *value, void *into);
    ///< NULL: it is known, and read elsewhere or by nobody
} qp_json_part;

/**
 * Parse a text. What is no JSON is told, and there is no value.
 * @param[in] json  outlives the reading
 */
qp_json_node qp_json_open(qp_json_reader *r, const qp_text *json);

/** Release a value that qp_json_open gave, and all texts read from it; NULL is
 * allowed. */
void qp_json_close(struct json_t *value);

/** The value of a key; `object` outlives it, and may be none. */
qp_json_node qp_json_at(const qp_json_node *object, const char *key);

/** How many parts a list has; a value that is no list has one: itself. */
size_t qp_json_count(const qp_json_node *list);
qp_json_node qp_json_item(const qp_json_node *list, size_t index);

/** Tell a finding at a value, or where it should be: "resource 'flows': " and
 * `found`. */
void qp_json_tell(qp_json_reader *r, qp_rule rule, const qp_json_node *node,
                  const char *found, const char *expected);

/** "delimiter 'ab' is not understood; it is one character", or "is missing" */
void qp_json_refuse(qp_json_reader *r, const qp_json_node *node,
                    const char *expected);

/** "key 'colums' is not understood; the keys are ... (nearest: 'columns')"
 * @param[in] keys  [count] */
void qp_json_refuse_key(qp_json_reader *r, const qp_json_node *node,
                        const char *const keys[], size_t count);

/**
 * Read an object by the table of its keys, in the order of the table. Every
 * other key is a defect.
 * @param[in] parts  ends in a key NULL
 */
void qp_json_read(qp_json_reader *r, const qp_json_node *object,
                  const qp_json_part parts[], void *into);

/** The same where other keys are other programs' business; only what seems to
 * be one of ours, written wrongly, is a defect. */
void qp_json_read_open(qp_json_reader *r, const qp_json_node *object,
                       const qp_json_part parts[], void *into);

/** Is a value an object? If not, that is told. */
bool qp_json_is_object(qp_json_reader *r, const qp_json_node *node);
bool qp_json_is_list(qp_json_reader *r, const qp_json_node *node);

/** The same, and nothing is told. */
bool qp_json_seems_object(const qp_json_node *node);
bool qp_json_seems_text(const qp_json_node *node);

/** A text, or NULL: it is not there, or that is told. */
const char *qp_json_text(qp_json_reader *r, const qp_json_node *node);

/** A text or a list of at least one.
 * @param[out] count  0 where there is none, or no memory
 * @return            [count] released by qp_release */
const char **qp_json_texts(qp_json_reader *r, const qp_json_node *node,
                           size_t *count);

/** Add "it is a, b or c".
 * @param[in] count  at least 1 */
void qp_json_add_choices(qp_text *out, const char *const choices[],
                         size_t count);

/** A number, or NaN: it is not there, or that is told.
 * @param[in] expected  "it is 90 or 180" */
double qp_json_number(qp_json_reader *r, const qp_json_node *node,
                      const char *expected);

bool qp_json_flag(qp_json_reader *r, const qp_json_node *node);

/** Index of a text among choices, or -1: it is none, which is told.
 * @param[in] choices  ends in NULL */
int qp_json_choice(qp_json_reader *r, const qp_json_node *node,
                   const char *const choices[]);

/** Zeroed room for the parts of a value; NULL, and a failure, where there is
 * none. */
void *qp_json_room(qp_json_reader *r, size_t count, size_t size);

#endif
