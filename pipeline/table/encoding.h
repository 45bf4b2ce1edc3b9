/* SPDX-License-Identifier: MIT */
/**
 * @file table/encoding.h
 * @brief Text in another encoding, in UTF-8.
 */
#ifndef QP_TABLE_ENCODING_H
#define QP_TABLE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/** How far a text is one of its encoding. */
typedef struct {
    bool known; ///< false: nobody here knows the encoding
    bool cut;   ///< what is left is the beginning of a character
    size_t at;  ///< bytes understood; all of them where it is one
} qp_decoding;

/**
 * Add a text in UTF-8, as far as it is one of its encoding.
 *
 * @param[in] encoding  as iconv calls it
 * @param[in] bytes     [size]
 * @param[in,out] text  added to; it remembers where there was no memory
 */
qp_decoding qp_decode(const char *encoding, const char *bytes, size_t size,
                      qp_text *text);

#endif
