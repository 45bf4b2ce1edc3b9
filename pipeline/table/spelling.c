/* SPDX-License-Identifier: MIT */
#include "table/spelling.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Graphic ASCII, of which nothing is left out. */
static bool is_bare(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] <= 0x20 || (unsigned char)text[i] > 0x7E)
            return false;
    return true;
}

static bool is_blank(utf8proc_int32_t character)
{
    enum { ZERO_WIDTH_SPACE = 0x200B, ZERO_WIDTH_NO_BREAK_SPACE = 0xFEFF };
    return character == ZERO_WIDTH_SPACE ||
           character == ZERO_WIDTH_NO_BREAK_SPACE ||
           utf8proc_category(character) == UTF8PROC_CATEGORY_ZS;
}

static void add_letters(const utf8proc_uint8_t *text, utf8proc_ssize_t size,
                        qp_text *out)
{
    utf8proc_int32_t character = 0;
    while (size > 0) {
        utf8proc_ssize_t step = utf8proc_iterate(text, size, &character);
        if (!is_blank(character))
            qp_text_add_bytes(out, (const char *)text, (size_t)step);
        text += step;
        size -= step;
    }
}

bool qp_spelling_fold(const char *text, size_t size, qp_text *folded)
{
    qp_text_empty(folded);
    if (is_bare(text, size)) {
        qp_text_add_bytes(folded, text, size);
        return false;
    }
    utf8proc_uint8_t *composed = NULL; /* utf8proc's, from malloc */
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text,
                                           (utf8proc_ssize_t)size, &composed,
                                           UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    folded->failed |= length < 0; /* UTF-8 it is: there is no memory */
    if (length > 0)
        add_letters(composed, length, folded);
    free(composed);
    return folded->size != size ||
           memcmp(qp_text_string(folded), text, size) != 0;
}
