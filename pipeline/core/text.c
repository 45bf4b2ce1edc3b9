/* SPDX-License-Identifier: MIT */
#include "core/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/number.h"

/* Room for `size` more bytes and the final '\0'. */
static bool make_room(qp_text *text, size_t size)
{
    if (text->failed)
        return false;
    if (size < text->room && text->size < text->room - size)
        return true;

    size_t room = text->room < 64 ? 64 : text->room;
    while (room - text->size <= size && room <= SIZE_MAX / 2)
        room += room;
    bool fits = room - text->size > size;
    char *bytes = fits ? qp_resize(text->bytes, room, 1) : NULL;
    if (bytes == NULL) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->room = room;
    return true;
}

void qp_text_reserve(qp_text *text, size_t size)
{
    (void)make_room(text, size);
}

void qp_text_add_bytes(qp_text *text, const char *more, size_t size)
{
    if (!make_room(text, size))
        return;
    memcpy(text->bytes + text->size, more, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

void qp_text_add(qp_text *text, const char *more)
{
    qp_text_add_bytes(text, more, strlen(more));
}

void qp_text_addf(qp_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    text->failed |= size < 0; /* longer than INT_MAX */
    if (size < 0 || !make_room(text, (size_t)size))
        return;

    va_start(args, format);
    vsnprintf(text->bytes + text->size, (size_t)size + 1, format, args);
    va_end(args);
    text->size += (size_t)size;
}

void qp_text_add_number(qp_text *text, double value)
{
    char number[QP_NUMBER_SIZE];
    qp_text_add(text, qp_number_text(value, number));
}

void qp_text_add_field(qp_text *text, const char *value)
{
    if (value[strcspn(value, ",\"\r\n")] == '\0') {
        qp_text_add(text, value);
        return;
    }
    qp_text_add(text, "\"");
    for (const char *quote = strchr(value, '"'); quote != NULL;
         quote = strchr(value, '"')) {
        qp_text_add_bytes(text, value, (size_t)(quote - value) + 1);
        qp_text_add(text, "\"");
        value = quote + 1;
    }
    qp_text_add(text, value);
    qp_text_add(text, "\"");
}

void qp_text_empty(qp_text *text)
{
    text->size = 0;
    if (text->bytes != NULL)
        text->bytes[0] = '\0';
}

void qp_text_clear(qp_text *text)
{
    qp_release(text->bytes);
    *text = (qp_text){0};
}

const char *qp_text_string(const qp_text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

qp_status qp_text_status(const qp_text *text, qp_error *err)
{
    return text->failed ? qp_fail(err, QP_E_MEMORY, "no memory for a text")
                        : QP_OK;
}

/* The least and most second byte of a character: they shut out overlong
 * forms, surrogates and what lies above U+10FFFF. */
static bool second_fits(unsigned char first, unsigned char second)
{
    unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
}

/* Bytes of the character that a first byte announces; 0: none begins so. */
static size_t announced(unsigned char first)
{
    static const struct {
        unsigned char last;
        size_t size;
    } ranges[] = {{0x7F, 1}, {0xC1, 0}, {0xDF, 2},
                  {0xEF, 3}, {0xF4, 4}, {0xFF, 0}};
    size_t r = 0;
    while (first > ranges[r].last)
        r++;
    return ranges[r].size;
}

size_t qp_text_character(const char *text, size_t size)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t want = size > 0 ? announced(s[0]) : 0;
    if (want > size || (want > 1 && !second_fits(s[0], s[1])))
        return 0;
    for (size_t i = 2; i < want; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return want;
}

static uint32_t code_of(const char *text, size_t step)
{
    const unsigned char *s = (const unsigned char *)text;
    uint32_t code = step > 1 ? s[0] & (0x7Fu >> step) : s[0];
    for (size_t i = 1; i < step; i++)
        code = code << 6 | (s[i] & 0x3Fu);
    return code;
}

/* What a reader of a message cannot see, or would see in the wrong order. */
static bool hides(uint32_t code)
{
    static const struct {
        uint32_t first;
        uint32_t last;
    } hidden[] = {
        {0x0000, 0x001F},   {0x007F, 0x009F}, /* C0, DEL, C1 */
        {0x00AD, 0x00AD},   {0x061C, 0x061C}, /* soft hyphen, Arabic mark */
        {0x180E, 0x180E},   {0x200B, 0x200F}, /* zero width, marks of order */
        {0x2028, 0x202E},   {0x2060, 0x206F}, /* line ends, embeddings */
        {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB}, /* byte order, annotations */
        {0xE0000, 0xE007F},                   /* tags */
    };
    for (size_t h = 0; h < sizeof hidden / sizeof *hidden; h++)
        if (code >= hidden[h].first && code <= hidden[h].last)
            return true;
    return false;
}

enum { LONGEST_SHOWN = 16 }; /* four bytes as \xNN */

/* One character of foreign text made fit to be seen; returns its bytes. */
static size_t show_one(const char *value, size_t size,
                       char shown[LONGEST_SHOWN + 1])
{
    size_t step = qp_text_character(value, size);
    if (step > 0 && !hides(code_of(value, step))) {
        memcpy(shown, value, step);
        shown[step] = '\0';
        return step;
    }
    size_t bytes = step > 0 ? step : 1;
    for (size_t i = 0; i < bytes; i++)
        snprintf(shown + 4 * i, 5, "\\x%02X", (unsigned char)value[i]);
    return bytes;
}

const char *qp_text_shown(const char *value, size_t size,
                          char shown[QP_SHOWN_SIZE])
{
    enum { CHARACTERS = 40, TAIL = 4 };
    char one[LONGEST_SHOWN + 1];
    size_t at = 0;
    size_t used = 0;
    for (int n = 0; at < size; n++) {
        if (n == CHARACTERS || used + LONGEST_SHOWN + TAIL > QP_SHOWN_SIZE) {
            memcpy(shown + used, "...", 3);
            used += 3;
            break;
        }
        at += show_one(value + at, size - at, one);
        memcpy(shown + used, one, strlen(one));
        used += strlen(one);
    }
    shown[used] = '\0';
    return shown;
}

void qp_text_add_shown(qp_text *text, const char *value, size_t size,
                       size_t most)
{
    char one[LONGEST_SHOWN + 1];
    size_t at = 0;
    for (size_t n = 0; at < size && n < most; n++) {
        at += show_one(value + at, size - at, one);
        qp_text_add(text, one);
    }
    if (at < size)
        qp_text_add(text, "...");
}

char *qp_text_copy(const char *value)
{
    size_t size = strlen(value) + 1;
    char *copy = qp_acquire(size, 1);
    if (copy != NULL)
        memcpy(copy, value, size);
    return copy;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits from one text to the other, both of at most LONGEST bytes; a swap of
 * neighbours is one edit: B. J. Oommen, R. K. S. Loke, "Pattern recognition of
 * strings with substitutions, insertions, deletions and generalized
 * transpositions" (1997), the restricted form. */
enum { LONGEST_COMPARED = 63 };

static size_t distance(const char *a, size_t m, const char *b, size_t n)
{
    size_t rows[3][LONGEST_COMPARED + 1];
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        const size_t *before = rows[(i + 1) % 3];
        const size_t *above = rows[(i - 1) % 3];
        size_t *row = rows[i % 3];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            row[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]),
                           least(row[j - 1], above[j]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return rows[m % 3][n];
}

const char *qp_text_nearest(const char *typed, const char *const candidates[],
                            size_t count)
{
    size_t m = strlen(typed);
    if (m > LONGEST_COMPARED)
        return NULL;

    const char *nearest = NULL;
    size_t best = m / 3 > 1 ? m / 3 + 1 : 2;
    for (size_t c = 0; c < count; c++) {
        size_t n = strlen(candidates[c]);
        size_t apart = m > n ? m - n : n - m; /* takes as many edits */
        if (n > LONGEST_COMPARED || apart >= best)
            continue;
        size_t d = distance(typed, m, candidates[c], n);
        if (d < best) {
            best = d;
            nearest = candidates[c];
        }
    }
    return nearest;
}
