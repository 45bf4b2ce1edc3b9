/* SPDX-License-Identifier: MIT */
#include "figure/lettering.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FIRST = 0x20, LAST = 0x7E, LONGEST = 400 };

/* Advances of Noto Sans CJK SC 2.004 in thousandths of the size, U+0020 to
 * U+007E: regular, bold. */
/* clang-format off */
static const uint16_t advances[2][LAST - FIRST + 1] = {
    {224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392,
     555, 555, 555, 555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474,
     946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742,
     633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559,
     606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606,
     620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555},
    {227, 370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387,
     590, 590, 590, 590, 590, 590, 590, 590, 590, 590, 325, 325, 590, 590, 590, 514,
     1007, 641, 681, 656, 714, 615, 585, 717, 757, 330, 568, 686, 578, 853, 749, 770,
     667, 770, 682, 624, 625, 748, 619, 915, 627, 580, 613, 378, 387, 378, 590, 567,
     626, 591, 644, 527, 644, 581, 372, 597, 640, 304, 306, 604, 315, 964, 641, 626,
     644, 644, 436, 495, 421, 637, 576, 863, 562, 574, 511, 378, 296, 378, 590},
};
/* clang-format on */

/** Characters outside the table: the first row that reaches a code counts. */
static const struct {
    uint32_t last;
    uint16_t advance;
} ranges[] = {
    {0x02FF, 600},  /* Latin with marks */
    {0x036F, 0},    /* combining marks */
    {0x10FF, 600},  /* Greek, Cyrillic and other alphabets */
    {0x2012, 500},  /* spaces, hyphens */
    {0x2013, 536},  /* en dash */
    {0x2E7F, 1000}, /* punctuation and symbols as this font sets them */
    {UINT32_MAX, 1000},
};

/** One character of a text. */
typedef struct {
    uint32_t code;
    size_t size; ///< bytes, at least 1
} character;

/* Texts come from checked input or from our own tables: they are UTF-8. */
static character character_at(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t size = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    static const uint32_t masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = s[0] & masks[size];
    for (size_t i = 1; i < size; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return (character){s[0], 1};
        code = code << 6 | (s[i] & 0x3Fu);
    }
    return (character){code, size};
}

static double advance_of(uint32_t code, bool bold)
{
    if (code >= FIRST && code <= LAST)
        return advances[bold][code - FIRST];
    size_t r = 0;
    while (code > ranges[r].last)
        r++;
    return ranges[r].advance;
}

double qp_lettering_width(const char *text, const qp_type *type)
{
    double width = 0;
    for (character c; *text != '\0'; text += c.size) {
        c = character_at(text);
        width += advance_of(c.code, type->bold);
    }
    return width * type->size / 1000;
}

static bool is_ideograph(uint32_t code)
{
    return code >= 0x2E80;
}

static bool is_one_of(uint32_t code, const uint32_t codes[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return true;
    return false;
}

/* May a line end behind `before` and the next begin with `after`? Closing
 * marks of Chinese text begin no line, opening ones end none. */
static bool may_part(uint32_t before, uint32_t after)
{
    static const uint32_t closing[] = {0x3001, 0x3002, 0xFF09, 0xFF0C,
                                       0xFF1A, 0xFF1B, 0x300B, 0x201D};
    static const uint32_t opening[] = {0xFF08, 0x300A, 0x201C};
    bool joint = before == ' ' || is_ideograph(before) || is_ideograph(after);
    return joint &&
           !is_one_of(after, closing, sizeof closing / sizeof *closing) &&
           !is_one_of(before, opening, sizeof opening / sizeof *opening);
}

/* Bytes of the first line; `hyphens`: it may also end behind one. */
static size_t line_of(const char *text, const qp_type *type, double width,
                      bool hyphens)
{
    double used = 0;
    size_t at = 0;
    size_t best = 0; /* where the line may break */
    uint32_t before = 0;
    for (character c; text[at] != '\0'; at += c.size) {
        c = character_at(text + at);
        if (at > 0 && (may_part(before, c.code) || (hyphens && before == '-')))
            best = at;
        used += advance_of(c.code, type->bold) * type->size / 1000;
        if (used > width && at > 0 && c.code != ' ')
            return best > 0 ? best : at;
        before = c.code;
    }
    return at;
}

size_t qp_lettering_line(const char *text, const qp_type *type, double width)
{
    return line_of(text, type, width, false);
}

size_t qp_lettering_lines(const char *text, const qp_type *type, double width)
{
    size_t lines = 0;
    for (; *text != '\0'; lines++)
        text += qp_lettering_line(text, type, width);
    return lines;
}

/* Blanks at the end would put a centred line off its centre. */
static void set_line(qp_text *line, const char *text, size_t size)
{
    while (size > 0 && text[size - 1] == ' ')
        size--;
    qp_text_empty(line);
    qp_text_add_bytes(line, text, size);
}

/* As many characters as leave room for the dots that stand for the rest. */
static void cut_line(const char *text, const qp_type *type, double width,
                     qp_text *line)
{
    size_t at = 0;
    double used = qp_lettering_width("...", type);
    for (character c; text[at] != '\0'; at += c.size) {
        c = character_at(text + at);
        used += advance_of(c.code, type->bold) * type->size / 1000;
        if (used > width && at > 0)
            break;
    }
    set_line(line, text, at);
    qp_text_add(line, "...");
}

size_t qp_lettering_fold(const char *text, const qp_type *type, double width,
                         qp_text lines[], size_t most)
{
    size_t count = 0;
    for (; *text != '\0' && count < most; count++) {
        size_t size = line_of(text, type, width, true);
        if (count + 1 == most && text[size] != '\0')
            cut_line(text, type, width, &lines[count]);
        else
            set_line(&lines[count], text, size);
        text += size;
    }
    return count;
}

/* What would hide, or turn the order of what follows. */
static bool is_invisible(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD ||
           code == 0x61C || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xFFF9 && code <= 0xFFFB) ||
           (code >= 0xE0000 && code <= 0xE007F);
}

void qp_lettering_add(qp_text *out, qp_lettering_place place, const char *text)
{
    static const char *const backslash[] = {[QP_IN_LABEL] = "\\\\",
                                            [QP_IN_NODE_TOOLTIP] = "\\\\\\\\",
                                            [QP_IN_XDOT] = "\xEF\xBC\xBC"};
    static const char *const ampersand[] = {[QP_IN_LABEL] = "&amp;",
                                            [QP_IN_NODE_TOOLTIP] = "&amp;",
                                            [QP_IN_XDOT] = "&"};
    size_t used = 0;
    for (character c; *text != '\0' && used < LONGEST; text += c.size) {
        c = character_at(text);
        if (is_invisible(c.code))
            continue;
        used += c.size;
        if (c.code == '\\')
            qp_text_add(out, backslash[place]);
        else if (c.code == '&')
            qp_text_add(out, ampersand[place]);
        else
            qp_text_add_bytes(out, text, c.size);
    }
    if (*text != '\0')
        qp_text_add(out, "...");
}

static void add_thousands(qp_text *out, double value)
{
    char digits[64];
    int size = snprintf(digits, sizeof digits, "%.0f", fabs(value));
    if (value < 0)
        qp_text_add(out, "\xE2\x88\x92"); /* minus sign */
    for (int i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            qp_text_add(out, ",");
        qp_text_add_bytes(out, &digits[i], 1);
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void qp_lettering_add_plainly(qp_text *out, const char *text)
{
    bool joined = strchr(text, ' ') == NULL;
    for (const char *c = text; *c != '\0'; c++) {
        bool joins = joined && *c == '-' && c > text && c[1] != '\0' &&
                     !(is_digit(c[-1]) && is_digit(c[1]));
        qp_text_add_bytes(out, joins ? " " : c, 1);
    }
}

void qp_lettering_add_number(qp_text *out, double value)
{
    if (fabs(value) >= 1e15) {
        qp_text_addf(out, "%.3g", value);
        return;
    }
    if (fabs(value) >= 100 || floor(value) == value) {
        add_thousands(out, value);
        return;
    }
    if (value < 0)
        qp_text_add(out, "\xE2\x88\x92");
    qp_text_addf(out, "%.3g", fabs(value));
}

/* What rounds to 0 has no sign. */
void qp_lettering_add_decimals(qp_text *out, double value, int decimals)
{
    if (decimals <= 0) {
        qp_lettering_add_number(out, round(value) + 0.0);
        return;
    }
    bool zero = fabs(value) < 0.5 * pow(10, -decimals);
    qp_text_addf(out, "%s%.*f", value < 0 && !zero ? "\xE2\x88\x92" : "",
                 decimals, fabs(value));
}

void qp_lettering_add_percent(qp_text *out, double share)
{
    double percent = 100 * share;
    double size = fabs(percent);
    int decimals = size >= 10 || size == 0 ? 0 : size >= 1 ? 1 : 2;
    qp_text_addf(out, "%.*f %%", decimals, percent);
}
