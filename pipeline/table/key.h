/* SPDX-License-Identifier: MIT */
/**
 * @file table/key.h
 * @brief Which row was the first to have a key.
 *
 *      line 2   CN-11,2020   new
 *      line 3   CN-31,2020   new
 *      line 4   CN-11,2020   the first is line 2
 *
 * Keys are known by their digests, so that a row takes little room however long
 * its key is.
 */
#ifndef QP_TABLE_KEY_H
#define QP_TABLE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/digest.h"

/** A row and its key. */
typedef struct {
    qp_digest digest; ///< of the key
    uint32_t line;    ///< physical line where the row begins, from 1
    uint16_t file;    ///< index into qp_dataset.files
    bool blank;       ///< a part of the key is missing: there is no digest
} qp_keyed;

/** The first row of each key; `{0}` has none. */
typedef struct {
    qp_keyed *slots; ///< [slot_count] open addressing; line 0 where free
    size_t slot_count;
    size_t count; ///< of them in use
} qp_keys;

/**
 * The first row that has the key of this one: another, or the row itself, which
 * is remembered then.
 *
 * @return NULL when there is no memory; lives until the next call
 *
 * @par Cost
 * O(1) expected; 32 to 64 bytes a key, half as much again while it grows.
 */
const qp_keyed *qp_keys_first(qp_keys *keys, const qp_keyed *row);

void qp_keys_clear(qp_keys *keys);

#endif
