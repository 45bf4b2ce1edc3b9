/* SPDX-License-Identifier: MIT */
/**
 * @file table/code.h
 * @brief Official codes that carry check digits, so that most slips of a
 *        typist show.
 *
 *      USCC   91350100M000100Y4 3      17 characters and the one they demand
 *      LEI    54930084UKLVMY22DS 16    18 characters and two digits
 *
 * USCC: unified social credit identifier, GB 32100-2015. LEI: legal entity
 * identifier, ISO 17442-1:2020, whose digits are those of ISO/IEC 7064,
 * MOD 97-10.
 */
#ifndef QP_TABLE_CODE_H
#define QP_TABLE_CODE_H

#include <stdbool.h>

#include "core/text.h"

/** What is wrong with a code, to be told as `code 'CODE' FOUND; EXPECTED`. */
typedef struct {
    char found[QP_SHOWN_SIZE + 32]; ///< "fails its check"
    char expected[96];              ///< "a USCC that begins so ends in '3'"
} qp_code_fault;

/**
 * Hold a code to the alphabet, the length and the check digits of its scheme.
 *
 * @param[in]  scheme  "USCC" or "LEI" in any case; codes of any other scheme
 *                     are sound
 * @param[out] fault   set when the code is not sound
 * @return is it sound?
 */
bool qp_code_is_sound(const char *scheme, const char *code,
                      qp_code_fault *fault);

#endif
