/* SPDX-License-Identifier: MIT */
#include "core/text.h"

#include <stdarg.h>
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
    while (room - text->size <= size)
        room += room;
    char *bytes = qp_resize(text->bytes, room, 1);
    if (bytes == NULL) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->room = room;
    return true;
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

/* Bytes of the UTF-8 character at s, or 0 where there is none. */
static size_t character_size(const unsigned char *s, size_t size)
{
    size_t want = s[0] < 0x80   ? 1
                  : s[0] < 0xC2 ? 0
                  : s[0] < 0xE0 ? 2
                  : s[0] < 0xF0 ? 3
                  : s[0] < 0xF5 ? 4
                                : 0;
    if (want == 0 || want > size)
        return 0;
    for (size_t i = 1; i < want; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return want;
}

/* C0, DEL, C1, zero-width and bidirectional characters: what a reader of a
 * message cannot see, or would see in the wrong order. */
static bool hides(const unsigned char *s, size_t size)
{
    if (size == 1)
        return s[0] < 0x20 || s[0] == 0x7F;
    if (size == 2)
        return s[0] == 0xC2 && s[1] < 0xA0;
    if (size != 3)
        return false;
    bool marks = s[0] == 0xE2 && s[1] == 0x80 &&
                 ((s[2] >= 0x8B && s[2] <= 0x8F) ||
                  (s[2] >= 0xA8 && s[2] <= 0xAE));
    bool isolates = s[0] == 0xE2 && s[1] == 0x81 && s[2] >= 0xA0;
    bool mark_of_order = s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF;
    return marks || isolates || mark_of_order;
}

const char *qp_text_shown(const char *value, size_t size,
                          char shown[QP_SHOWN_SIZE])
{
    enum { CHARACTERS = 40, LONGEST = 12, TAIL = 4 };
    const unsigned char *s = (const unsigned char *)value;
    size_t at = 0;
    size_t used = 0;
    for (int n = 0; at < size; n++) {
        if (n == CHARACTERS || used + LONGEST + TAIL > QP_SHOWN_SIZE) {
            memcpy(shown + used, "...", 3);
            used += 3;
            break;
        }
        size_t step = character_size(s + at, size - at);
        if (step > 0 && !hides(s + at, step)) {
            memcpy(shown + used, s + at, step);
            used += step;
            at += step;
            continue;
        }
        size_t bytes = step > 0 ? step : 1;
        for (size_t i = 0; i < bytes; i++)
            used += (size_t)snprintf(shown + used, QP_SHOWN_SIZE - used,
                                     "\\x%02X", s[at + i]);
        at += bytes;
    }
    shown[used] = '\0';
    return shown;
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

/* Levenshtein distance of two texts of at most LONGEST bytes. */
enum { LONGEST_COMPARED = 63 };

static size_t distance(const char *a, size_t m, const char *b, size_t n)
{
    size_t row[LONGEST_COMPARED + 1];
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = least(change, least(row[j - 1], corner) + 1);
        }
    }
    return row[n];
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
        if (n > LONGEST_COMPARED)
            continue;
        size_t d = distance(typed, m, candidates[c], n);
        if (d < best) {
            best = d;
            nearest = candidates[c];
        }
    }
    return nearest;
}
