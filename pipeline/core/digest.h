/* SPDX-License-Identifier: MIT */
/**
 * @file core/digest.h
 * @brief Digests of content (XXH3): they find changes and damage, they are no
 *        protection against forgery.
 */
#ifndef QP_CORE_DIGEST_H
#define QP_CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { QP_DIGEST_SIZE = 33 };

/** XXH3-128 of the bytes, as 32 hexadecimal digits and '\0'. O(size). */
const char *qp_digest_text(const void *bytes, size_t size,
                           char text[QP_DIGEST_SIZE]);

/**
 * XXH3-128 of an open file from a byte on, read part by part.
 * @return the text, or NULL when it cannot be read or there is no memory
 */
const char *qp_digest_file(int file, size_t start, char text[QP_DIGEST_SIZE]);

/** 128 bits: texts whose digests are equal are taken to be equal. */
typedef struct {
    uint64_t high;
    uint64_t low;
} qp_digest;

/** XXH3-128 of the bytes, for tables in memory. O(size). */
qp_digest qp_digest_wide(const void *bytes, size_t size);

/** XXH3-64 of the bytes, for tables in memory. O(size). */
uint64_t qp_digest_short(const void *bytes, size_t size);

#endif
