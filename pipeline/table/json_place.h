/* SPDX-License-Identifier: MIT */
/**
 * @file table/json_place.h
 * @brief Where a key or a value stands in a JSON text.
 *
 * A parser keeps values and forgets places. Few of them are asked for, so they
 * are sought when they are: along the steps that lead from the whole to the
 * part.
 *
 *      {"a": [1, {"b": 2}]}        whole ◀── "a" ◀── [1] ◀── "b"
 *                      ^
 */
#ifndef QP_TABLE_JSON_PLACE_H
#define QP_TABLE_JSON_PLACE_H

#include <stddef.h>

#include "table/finding.h"

/** One step from a value into its parts. */
typedef struct qp_json_step {
    const struct qp_json_step *outer; ///< NULL: this is the whole text
    const char *key;                  ///< in an object; NULL: in a list
    size_t index;                     ///< in a list
} qp_json_step;

/**
 * Where a value begins, in bytes from the start of the text.
 *
 * @param[in] json  valid JSON, ends in '\0'
 * @param[in] step  at most 16 steps deep; of what is not there, the innermost
 *                  value that is
 *
 * @par Cost
 * O(text).
 */
size_t qp_json_find_value(const char *json, const qp_json_step *step);

/** Where the key begins that a value has in its object; without one, as above.
 */
size_t qp_json_find_key(const char *json, const qp_json_step *step);

/** Line and byte column of a byte of a text. */
qp_place qp_json_place(const char *json, size_t byte, const char *file);

#endif
