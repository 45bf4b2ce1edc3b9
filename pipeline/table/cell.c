/* SPDX-License-Identifier: MIT */
#include "table/cell.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/number.h"

enum { LONGEST_ID = 255, LONGEST_WORD = 63 };

typedef struct {
    const qp_column *column;
    const char *text;
    size_t size;
    qp_text *normalised;
    qp_cell *cell;
    qp_cell_defect *defect;
} reading;

static bool refuse(const reading *r, const char *rule, const char *is,
                   const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    r->defect->rule = rule;
    snprintf(r->defect->found, sizeof r->defect->found, "%s '%s' %s",
             r->column->name, qp_text_shown(r->text, r->size, shown), is);
    snprintf(r->defect->expected, sizeof r->defect->expected, "%s", expected);
    return false;
}

/* ------------------------------------------------------------------ texts */

static bool is_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

static bool is_utf8(const char *text, size_t size)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    while (size > 0) {
        utf8proc_int32_t code = 0;
        utf8proc_ssize_t step = utf8proc_iterate(at, (utf8proc_ssize_t)size,
                                                 &code);
        if (step <= 0)
            return false;
        at += step;
        size -= (size_t)step;
    }
    return true;
}

static bool has_control(const char *text, size_t size)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t i = 0; i < size; i++)
        if (s[i] < 0x20 || s[i] == 0x7F ||
            (s[i] == 0xC2 && i + 1 < size && s[i + 1] < 0xA0))
            return true;
    return false;
}

/* Every cell is text first: bytes that no kind allows. */
static bool is_clean(const reading *r)
{
    if (memchr(r->text, '\0', r->size) != NULL)
        return refuse(r, "cell.nul", "holds a NUL byte",
                      "the file is text, UTF-8");
    if (!is_ascii(r->text, r->size) && !is_utf8(r->text, r->size))
        return refuse(r, "cell.utf8", "is not UTF-8",
                      "save the table as UTF-8");
    if (has_control(r->text, r->size))
        return refuse(r, "cell.control", "holds a control character",
                      "ids, names and values are printable text");
    return true;
}

static bool read_id(const reading *r)
{
    if (r->size > LONGEST_ID)
        return refuse(r, "cell.id", "is longer than 255 bytes",
                      "an id is text of 1 to 255 bytes");
    r->cell->text = r->text;
    r->cell->size = r->size;
    return true;
}

static bool read_text(const reading *r)
{
    r->cell->text = r->text;
    r->cell->size = r->size;
    if (is_ascii(r->text, r->size))
        return true;
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)r->text,
                                         (utf8proc_ssize_t)r->size, &composed,
                                         UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (size < 0)
        return refuse(r, "cell.utf8", "cannot be normalised",
                      "names are Unicode text in NFC");
    if ((size_t)size != r->size || memcmp(composed, r->text, r->size) != 0) {
        qp_text_empty(r->normalised);
        qp_text_add_bytes(r->normalised, (const char *)composed, (size_t)size);
        r->cell->text = qp_text_string(r->normalised);
        r->cell->size = r->normalised->size;
        refuse(r, "cell.nfc", "is not in NFC", "it was normalised");
        r->defect->warning = true;
    }
    free(composed); /* utf8proc's, from malloc */
    return true;
}

/* ---------------------------------------------------------------- numbers */

static bool read_number(const reading *r)
{
    const qp_column *c = r->column;
    const char *name = c->name;
    bool bounded = c->least != 0 || c->most != 0;
    bool from_zero = bounded && c->least == 0;
    char rule[160];
    snprintf(rule, sizeof rule,
             !bounded    ? "a %s is a decimal number like 1234.5"
             : from_zero ? "a %s is a number >= 0"
                         : "a %s is a number from %g to %g",
             name, c->least, c->most);
    double value = NAN;
    if (!qp_number_read(r->text, r->size, &value))
        return refuse(r, "cell.number", "is not a number", rule);
    if (from_zero && value < 0)
        return refuse(r, "cell.bounds", "is negative", rule);
    if (bounded && (value < c->least || value > c->most))
        return refuse(r, "cell.bounds", "is out of bounds", rule);
    r->cell->number = value;
    return true;
}

static bool same_word(const reading *r, const char *word)
{
    size_t i = 0;
    while (i < r->size && word[i] != '\0' &&
           tolower((unsigned char)r->text[i]) == word[i])
        i++;
    return i == r->size && word[i] == '\0';
}

static bool read_boolean(const reading *r)
{
    static const struct {
        const char *word;
        double value;
    } words[] = {{"true", 1},  {"1", 1}, {"yes", 1},
                 {"false", 0}, {"0", 0}, {"no", 0}};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (same_word(r, words[w].word)) {
            r->cell->number = words[w].value;
            return true;
        }
    return refuse(r, "cell.boolean", "is neither true nor false",
                  "write true or false (also 1, 0, yes, no)");
}

static bool read_date(const reading *r)
{
    if (qp_period_read(r->text, r->size, &r->cell->period))
        return true;
    return refuse(r, "cell.date", "is not a date",
                  "a date is YYYY, YYYY-MM or YYYY-MM-DD and exists");
}

static size_t choice_count(const qp_column *column)
{
    size_t count = 0;
    while (column->choices[count] != NULL)
        count++;
    return count;
}

static bool refuse_choice(const reading *r, const char *word)
{
    qp_cell_defect *d = r->defect;
    size_t count = choice_count(r->column);
    refuse(r, "cell.choice", "is none of its choices", "one of");
    size_t used = strlen(d->expected);
    for (size_t c = 0; c < count; c++)
        used += (size_t)snprintf(d->expected + used, sizeof d->expected - used,
                                 "%s %s", c > 0 ? "," : "",
                                 r->column->choices[c]);
    const char *nearest = qp_text_nearest(word, r->column->choices, count);
    if (nearest != NULL)
        snprintf(d->expected + used, sizeof d->expected - used,
                 " (nearest: '%s')", nearest);
    return false;
}

static bool read_choice(const reading *r)
{
    char word[LONGEST_WORD + 1];
    size_t size = r->size < LONGEST_WORD ? r->size : LONGEST_WORD;
    memcpy(word, r->text, size);
    word[size] = '\0';
    int choice = qp_column_choice(r->column, word);
    if (choice < 0 || size != r->size)
        return refuse_choice(r, word);
    r->cell->number = choice;
    return true;
}

static bool read_stages(const reading *r)
{
    int stages = 0;
    for (size_t i = 0; i < r->size; i++) {
        char c = r->text[i];
        if (c >= '1' && c <= '3')
            stages |= 1 << (c - '1');
        else if (strchr(" ;+", c) == NULL)
            return refuse(r, "cell.stages", "is no set of stages",
                          "write 1, 2 and 3 separated by blanks, e.g. '2 3'");
    }
    r->cell->number = stages > 0 ? (double)stages : (double)NAN;
    return true;
}

bool qp_cell_read(const qp_column *column, const char *text, size_t size,
                  qp_text *normalised, qp_cell *cell, qp_cell_defect *defect)
{
    static bool (*const read[])(const reading *) = {
        [QP_ID] = read_id,         [QP_TEXT] = read_text,
        [QP_NUMBER] = read_number, [QP_BOOLEAN] = read_boolean,
        [QP_DATE] = read_date,     [QP_CHOICE] = read_choice,
        [QP_STAGES] = read_stages,
    };
    reading r = {column, text, size, normalised, cell, defect};
    *cell = (qp_cell){.number = NAN, .period = QP_NO_PERIOD};
    defect->rule = NULL;
    defect->warning = false;
    return is_clean(&r) && read[column->kind](&r);
}
