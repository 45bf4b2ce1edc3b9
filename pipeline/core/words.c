/* SPDX-License-Identifier: MIT */
#include "core/words.h"

#include <assert.h>
#include <string.h>

const char *qp_words(qp_language language, qp_word word)
{
#define QP_WORD_TEXTS(name, english, chinese) [name] = {english, chinese},
    static const char *const texts[][QP_LANGUAGE_COUNT] = {
        QP_WORDS(QP_WORD_TEXTS)};
#undef QP_WORD_TEXTS

    assert(language < QP_LANGUAGE_COUNT && word < QP_WORD_COUNT);
    return texts[word][language];
}

void qp_words_add(qp_text *out, qp_language language, qp_word word,
                  const char *const parts[])
{
    const char *at = qp_words(language, word);
    for (const char *place = strchr(at, '{'); place != NULL;
         place = strchr(at, '{')) {
        qp_text_add_bytes(out, at, (size_t)(place - at));
        qp_text_add(out, parts[place[1] - '1']); /* {N} */
        at = place + 3;
    }
    qp_text_add(out, at);
}

void qp_words_add_texts(qp_text *out, qp_language language, qp_word word,
                        const qp_text parts[], size_t count)
{
    enum { MOST = 4 };
    const char *texts[MOST] = {"", "", "", ""};
    assert(count <= MOST);
    for (size_t p = 0; p < count; p++) {
        texts[p] = qp_text_string(&parts[p]);
        out->failed |= parts[p].failed;
    }
    qp_words_add(out, language, word, texts);
}

bool qp_language_read(const char *text, qp_language *language)
{
    static const char *const codes[] = {"en", "zh"};
    for (int l = 0; l < QP_LANGUAGE_COUNT; l++)
        if (strcmp(codes[l], text) == 0) {
            *language = (qp_language)l;
            return true;
        }
    return false;
}
