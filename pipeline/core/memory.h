/* SPDX-License-Identifier: MIT */
/**
 * @file core/memory.h
 * @brief The only place in the pipeline that asks for memory.
 *
 * Sizes are given as a count and an element size, and the product is checked.
 * Everything obtained here is released with qp_release. Safe to call from
 * several threads.
 */
#ifndef QP_CORE_MEMORY_H
#define QP_CORE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/** Zeroed room for count elements. NULL when there is none to be had. */
void *qp_acquire(size_t count, size_t element_size);

/**
 * Change room to count elements, keeping what fits; new room is not zeroed.
 * NULL when there is none to be had, and then `memory` is as it was.
 * @param[in] memory  from qp_acquire or qp_resize, or NULL
 */
void *qp_resize(void *memory, size_t count, size_t element_size);

/**
 * Make room for one element more in a growing array, doubling as needed.
 *
 *      if (!qp_grow((void **)&rows, &room, count, sizeof *rows)) ...
 *
 * @param[in,out] array  the array's pointer; NULL when it is empty
 * @param[in,out] room   elements the array has room for
 * @param[in]     count  elements in use; afterwards *room > count
 * @return false, and nothing changed, when there is no memory
 */
bool qp_grow(void **array, size_t *room, size_t count, size_t element_size);

/** Release memory from qp_acquire. NULL is allowed and ignored. */
void qp_release(void *memory);

/**
 * For tests: let the next `count` requests succeed and all after them fail.
 * Pass QP_MEMORY_UNLIMITED to lift the limit.
 */
void qp_memory_allow(long count);
#define QP_MEMORY_UNLIMITED (-1L)

/** For tests: how many blocks are held at this moment. */
size_t qp_memory_held(void);

#endif
