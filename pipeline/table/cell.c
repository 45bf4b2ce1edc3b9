/* SPDX-License-Identifier: MIT */
#include "table/cell.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/number.h"
#include "table/spelling.h"

enum { LONGEST_ID = 255, LONGEST_WORD = 63 };

typedef struct {
    const qp_column *column;
    const char *text;
    size_t size;
    bool plain; ///< printable ASCII, as nearly all cells are
    qp_text *normalised;
    qp_cell *cell;
    qp_rule *rule;          ///< that is broken
    qp_cell_defect *defect; ///< NULL: no words are wanted
} reading;

static bool refuse(const reading *r, qp_rule rule, const char *is,
                   const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    *r->rule = rule;
    if (r->defect == NULL)
        return false;
    r->defect->any = true;
    snprintf(r->defect->found, sizeof r->defect->found, "%s '%s' %s",
             r->column->name, qp_text_shown(r->text, r->size, shown), is);
    snprintf(r->defect->expected, sizeof r->defect->expected, "%s", expected);
    return false;
}

/* ------------------------------------------------------------------ texts */

static bool is_plain(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < 0x20 || (unsigned char)text[i] > 0x7E)
            return false;
    return true;
}

static bool is_utf8(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t step = qp_text_character(text + at, size - at);
        if (step == 0)
            return false;
        at += step;
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
    if (r->plain)
        return true;
    if (memchr(r->text, '\0', r->size) != NULL)
        return refuse(r, QP_RULE_CELL_NUL, "holds a NUL byte",
                      "the file is text, UTF-8");
    if (!is_utf8(r->text, r->size))
        return refuse(r, QP_RULE_CELL_UTF8, "is not UTF-8",
                      "save the table as UTF-8");
    if (has_control(r->text, r->size))
        return refuse(r, QP_RULE_CELL_CONTROL, "holds a control character",
                      "ids, names and values are printable text");
    return true;
}

static bool compose(const reading *r)
{
    return !r->plain && qp_spelling_compose(r->text, r->size, r->normalised);
}

static bool read_id(const reading *r)
{
    if (r->size > LONGEST_ID)
        return refuse(r, QP_RULE_CELL_ID, "is longer than 255 bytes",
                      "an id is text of 1 to 255 bytes");
    r->cell->text = r->text;
    r->cell->size = r->size;
    if (r->text[0] == ' ' || r->text[r->size - 1] == ' ')
        refuse(r, QP_RULE_CELL_EDGE, "begins or ends in a blank",
               "ids are compared byte by byte; a mapping can trim them");
    else if (compose(r))
        refuse(r, QP_RULE_CELL_NFC, "is not in NFC",
               "ids are compared byte by byte");
    return true;
}

static bool read_text(const reading *r)
{
    r->cell->text = r->text;
    r->cell->size = r->size;
    if (!compose(r))
        return true;
    r->cell->text = qp_text_string(r->normalised);
    r->cell->size = r->normalised->size;
    refuse(r, QP_RULE_CELL_NFC, "is not in NFC", "it was normalised");
    return true;
}

/* ---------------------------------------------------------------- numbers */

/* Has it no other bound than 0? */
static bool is_open(const qp_column *column)
{
    return column->least == 0 && column->most == DBL_MAX;
}

/* What stands under a latitude and is none, but could be a longitude. */
static const char *hint_of(const qp_column *c, double value)
{
    bool latitude = c->least == -90 && c->most == 90;
    return latitude && fabs(value) <= 180 ? "; are lon and lat swapped?" : "";
}

static bool refuse_number(const reading *r, qp_rule rule, const char *is,
                          const char *hint)
{
    const qp_column *c = r->column;
    const char *article = strchr("aeiou", c->name[0]) != NULL ? "an" : "a";
    char expected[160];
    if (r->defect == NULL)
        return refuse(r, rule, is, "");
    snprintf(expected, sizeof expected,
             !qp_column_is_bounded(c) ? "%s %s is a decimal number like 1234.5"
             : is_open(c)             ? "%s %s is a number >= 0"
                                      : "%s %s is a number from %g to %g%s",
             article, c->name, c->least, c->most, hint);
    return refuse(r, rule, is, expected);
}

static bool read_number(const reading *r)
{
    const qp_column *c = r->column;
    double value = NAN;
    if (!qp_number_read(r->text, r->size, &value))
        return refuse_number(r, QP_RULE_CELL_NUMBER, "is not a number", "");
    bool bounded = qp_column_is_bounded(c);
    if (bounded && c->least == 0 && value < 0)
        return refuse_number(r, QP_RULE_CELL_BOUNDS, "is negative", "");
    if (bounded && (value < c->least || value > c->most))
        return refuse_number(r, QP_RULE_CELL_BOUNDS, "is out of bounds",
                             hint_of(c, value));
    r->cell->number = value;
    return true;
}

static bool same_word(const reading *r, const char *word)
{
    return strlen(word) == r->size && strncasecmp(r->text, word, r->size) == 0;
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
    return refuse(r, QP_RULE_CELL_BOOLEAN, "is neither true nor false",
                  "write true or false (also 1, 0, yes, no)");
}

static bool read_date(const reading *r)
{
    if (qp_period_read(r->text, r->size, &r->cell->period))
        return true;
    return refuse(r, QP_RULE_CELL_DATE, "is not a date",
                  "a date is YYYY, YYYY-MM or YYYY-MM-DD and exists");
}

static size_t choice_count(const qp_column *column)
{
    size_t count = 0;
    while (column->choices[count] != NULL)
        count++;
    return count;
}

/* "one of count, amount, score (nearest: 'count')": the nearest is told also
 * where there is no room for all of them. */
static bool refuse_choice(const reading *r, const char *word)
{
    enum { LONGEST_HINT = LONGEST_WORD + sizeof ", ... (nearest: '')" };
    refuse(r, QP_RULE_CELL_CHOICE, "is none of its choices", "one of");
    if (r->defect == NULL)
        return false;
    char *expected = r->defect->expected;
    size_t most = sizeof r->defect->expected;
    size_t count = choice_count(r->column);
    const char *nearest = qp_text_nearest(word, r->column->choices, count);
    size_t used = strlen(expected);
    for (size_t c = 0; c < count; c++) {
        const char *choice = r->column->choices[c];
        bool fits = used + strlen(choice) + LONGEST_HINT < most;
        used += (size_t)snprintf(expected + used, most - used, "%s %s",
                                 c > 0 ? "," : "", fits ? choice : "...");
        if (!fits)
            break;
    }
    if (nearest != NULL)
        snprintf(expected + used, most - used, " (nearest: '%s')", nearest);
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
    static const char expected[] = "write 1, 2 and 3 separated by blanks, "
                                   "e.g. '2 3'";
    int stages = 0;
    for (size_t i = 0; i < r->size; i++) {
        char c = r->text[i];
        bool stage = c >= '1' && c <= '3';
        bool alone = i == 0 || strchr(" ;+", r->text[i - 1]) != NULL;
        if (stage ? !alone : strchr(" ;+", c) == NULL)
            return refuse(r, QP_RULE_CELL_STAGES, "is no set of stages",
                          expected);
        stages |= stage ? 1 << (c - '1') : 0;
    }
    if (stages == 0)
        return refuse(r, QP_RULE_CELL_STAGES, "is no set of stages", expected);
    r->cell->number = stages;
    return true;
}

static bool understand(reading *r)
{
    static bool (*const read[])(const reading *) = {
        [QP_ID] = read_id,         [QP_TEXT] = read_text,
        [QP_NUMBER] = read_number, [QP_BOOLEAN] = read_boolean,
        [QP_DATE] = read_date,     [QP_CHOICE] = read_choice,
        [QP_STAGES] = read_stages,
    };
    r->plain = is_plain(r->text, r->size);
    *r->cell = (qp_cell){.number = NAN, .period = QP_NO_PERIOD};
    return is_clean(r) && read[r->column->kind](r);
}

bool qp_cell_read(const qp_column *column, const char *text, size_t size,
                  qp_text *normalised, qp_cell *cell, qp_cell_defect *defect)
{
    reading r = {.column = column,
                 .text = text,
                 .size = size,
                 .normalised = normalised,
                 .cell = cell,
                 .rule = &defect->rule,
                 .defect = defect};
    defect->any = false;
    return understand(&r);
}

bool qp_cell_judge(const qp_column *column, const char *text, size_t size,
                   qp_text *normalised, qp_cell *cell, qp_rule *rule)
{
    reading r = {.column = column,
                 .text = text,
                 .size = size,
                 .normalised = normalised,
                 .cell = cell,
                 .rule = rule};
    *rule = QP_RULE_COUNT;
    return understand(&r);
}
