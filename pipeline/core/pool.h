/* SPDX-License-Identifier: MIT */
/**
 * @file core/pool.h
 * @brief Texts kept once, each known by a number.
 *
 *      "CHN" -> 0      "USA" -> 1      "CHN" -> 0
 *
 * Numbers are given in order of arrival, so they must never decide an order
 * in an output: compare texts instead.
 */
#ifndef QP_CORE_POOL_H
#define QP_CORE_POOL_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t qp_string; ///< number of a text in its pool

#define QP_NONE UINT32_MAX ///< no text; also: no row

/** A place of the hash table. */
typedef struct {
    uint32_t tag;     ///< of the text's hash: most others are told apart by it
    qp_string string; ///< QP_NONE where free
} qp_slot;

typedef struct {
    char *bytes; ///< all texts, each ending in '\0'
    size_t size;
    size_t room;
    size_t *start; ///< [count] where text i begins
    size_t start_room;
    size_t count;
    qp_slot *slots; ///< [slot_count] open addressing
    size_t slot_count;
} qp_pool;

/**
 * The number of a text, kept from now on. O(size) expected.
 * @return QP_NONE when there is no memory
 */
qp_string qp_pool_add(qp_pool *pool, const char *text, size_t size);

/** The number of a text, or QP_NONE when the pool does not hold it. */
qp_string qp_pool_find(const qp_pool *pool, const char *text, size_t size);

/** A text that is looked for. */
typedef struct {
    const char *text; ///< [size]
    uint32_t size;
    uint32_t tag; ///< qp_pool_tag of it
} qp_query;

/** A hash of a text, the same in all pools. */
uint32_t qp_pool_tag(const char *text, size_t size);

/**
 * Find many texts at once. In a large pool each look waits for memory; here
 * they wait together.
 *
 * @param[in]  queries  [count]
 * @param[out] found    [count] as qp_pool_find tells
 */
void qp_pool_find_all(const qp_pool *pool, const qp_query queries[],
                      size_t count, qp_string found[]);

/** Bytes of the text of a number that the pool holds. */
size_t qp_pool_size(const qp_pool *pool, qp_string string);

/** The text of a number; "" for QP_NONE. Lives until the next addition. */
const char *qp_pool_text(const qp_pool *pool, qp_string string);

void qp_pool_clear(qp_pool *pool);

#endif
