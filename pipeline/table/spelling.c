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

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Close the gaps that blanks leave; between digits one stays, for 1 12 is not
 * 11 2. */
static void drop_blanks(qp_text *text)
{
    bool gap = false;
    utf8proc_int32_t character = 0;
    size_t kept = 0;
    for (size_t at = 0; at < text->size;) {
        const char *from = text->bytes + at;
        utf8proc_ssize_t step = utf8proc_iterate(
            (const utf8proc_uint8_t *)from, (utf8proc_ssize_t)(text->size - at),
            &character);
        if (step <= 0)
            break; /* not UTF-8, which a cell is */
        at += (size_t)step;
        if (is_blank(character)) {
            gap = true;
            continue;
        }
        if (gap && kept > 0 && is_digit(text->bytes[kept - 1]) &&
            is_digit(*from))
            text->bytes[kept++] = ' '; /* the gap has room for it */
        gap = false;
        memmove(text->bytes + kept, from, (size_t)step);
        kept += (size_t)step;
    }
    text->bytes[kept] = '\0';
    text->size = kept;
}

bool qp_spelling_compose(const char *text, size_t size, qp_text *composed)
{
    utf8proc_uint8_t *bytes = NULL; /* utf8proc's, from malloc */
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text,
                                           (utf8proc_ssize_t)size, &bytes,
                                           UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    composed->failed |= length < 0; /* UTF-8 it is: there is no memory */
    bool other = length >= 0 &&
                 ((size_t)length != size || memcmp(bytes, text, size) != 0);
    if (other) {
        qp_text_empty(composed);
        qp_text_add_bytes(composed, (const char *)bytes, (size_t)length);
    }
    free(bytes);
    return other;
}

bool qp_spelling_fold(const char *text, size_t size, qp_text *folded)
{
    bool bare = is_bare(text, size);
    if (bare || !qp_spelling_compose(text, size, folded)) {
        qp_text_empty(folded);
        qp_text_add_bytes(folded, text, size);
    }
    if (!bare && !folded->failed)
        drop_blanks(folded);
    return folded->size != size ||
           memcmp(qp_text_string(folded), text, size) != 0;
}
