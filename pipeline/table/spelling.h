/* SPDX-License-Identifier: MIT */
/**
 * @file table/spelling.h
 * @brief Letters composed, and what two spellings of one text have in common.
 *
 *      "New York"  "NewYork"  "New\u3000York"   ->   "NewYork"
 *      "Plant 1  12"                            ->   "Plant1 12"
 */
#ifndef QP_TABLE_SPELLING_H
#define QP_TABLE_SPELLING_H

#include <stdbool.h>

#include "core/text.h"

/**
 * A text in Unicode NFC: composed letters, as most keyboards write them.
 *
 * @param[in]  text      [size] UTF-8
 * @param[out] composed  replaced where the text is another, else untouched;
 *                       remembers when there was no memory
 * @return is it another text?
 */
bool qp_spelling_compose(const char *text, size_t size, qp_text *composed);

/**
 * A text with its letters composed (Unicode NFC) and without blanks: the
 * separators of Unicode (ASCII, no-break and ideographic ones among them) and
 * those of no width. Between two digits one ASCII blank stays. Case stays as
 * it is.
 *
 * @param[in]  text    [size] UTF-8
 * @param[out] folded  replaced; remembers when there was no memory
 * @return is it another text?
 *
 * @par Cost
 * O(size); of ASCII without a blank, one look at its bytes.
 */
bool qp_spelling_fold(const char *text, size_t size, qp_text *folded);

#endif
