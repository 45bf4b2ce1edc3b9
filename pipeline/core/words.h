/* SPDX-License-Identifier: MIT */
/**
 * @file core/words.h
 * @brief What the reader of a figure or a report sees, one table a language.
 *
 * Messages of the programs on stderr are English; everything that ends in a
 * figure or a report comes from here, so that a third language is one column
 * more.
 */
#ifndef QP_CORE_WORDS_H
#define QP_CORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "core/words_table.h"

typedef enum { QP_ENGLISH, QP_CHINESE, QP_LANGUAGE_COUNT } qp_language;

#define QP_WORD_NAME(name, english, chinese) name,
typedef enum { QP_WORDS(QP_WORD_NAME) QP_WORD_COUNT } qp_word;
#undef QP_WORD_NAME

/** The text of a word, its places still open. */
const char *qp_words(qp_language language, qp_word word);

/**
 * Add a word, its places {1}, {2}, ... filled.
 * @param[in] parts  as many as the word has places
 */
void qp_words_add(qp_text *out, qp_language language, qp_word word,
                  const char *const parts[]);

/** Likewise, with texts that were just written; one that failed for want of
 * memory fails `out` too. At most 4. */
void qp_words_add_texts(qp_text *out, qp_language language, qp_word word,
                        const qp_text parts[], size_t count);

/** Understand "en" or "zh". */
bool qp_language_read(const char *text, qp_language *language);

#endif
