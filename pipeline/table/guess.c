/* SPDX-License-Identifier: MIT */
#include "table/guess.h"

#include <stdint.h>
#include <string.h>

#include "core/date.h"
#include "core/memory.h"
#include "core/number.h"
#include "table/known_words.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ----------------------------------------------------------------- numbers */

/** Ways to write numbers, the plainest first: what is read by an earlier one
 * is not looked at with a later one. */
typedef struct {
    char decimal;
    const char *group; ///< NULL for none
} number_form;

static const number_form forms[] = {
    {'.', NULL},
    {'.', ","},
    {',', NULL},
    {',', "."},
    {'.', " "},
    {',', " "},
    {'.', "\xC2\xA0"},
    {',', "\xC2\xA0"},
    {'.', "\xE2\x80\xAF"},
    {',', "\xE2\x80\xAF"},
    {'.', "'"},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(const char *text)
{
    size_t count = 0;
    while (is_digit(text[count]))
        count++;
    return count;
}

/* "1 234 567": the first group has up to three digits, each other three.
 * Bytes that are written so; 0 where they are not, or where there is one. */
static size_t grouped_at(const char *text, const char *group)
{
    size_t at = digits_at(text);
    size_t size = strlen(group);
    if (at == 0 || at > 3 || strncmp(text + at, group, size) != 0)
        return 0;
    while (strncmp(text + at, group, size) == 0) {
        if (digits_at(text + at + size) != 3)
            return 0;
        at += size + 3;
    }
    return at;
}

/* The parts of a number as it is written. */
typedef struct {
    size_t sign; ///< bytes before the digits
    size_t end;  ///< bytes up to the end of its groups; 0: it has none
    const char *text;
} number_parts;

/* What a byte of a number becomes: itself, '.', nothing ('\0') between groups,
 * and ' ' where it cannot be. */
static char plain_byte(const number_parts *n, size_t i, char decimal)
{
    char c = n->text[i];
    if (i >= n->sign && i < n->end && !is_digit(c))
        return '\0';
    if (c == decimal)
        return '.';
    if (c == '.')
        return ' ';
    return c;
}

/* A number in a form, as qp_number_read wants it; false where it is none.
 * Codes such as 007 are none: their zeros would be lost. */
static bool plain_number(const char *text, const number_form *form,
                         double *value)
{
    enum { MOST = 64 };
    char plain[MOST];
    size_t size = 0;
    number_parts n = {.sign = text[0] == '-' || text[0] == '+', .text = text};
    const char *digits = text + n.sign;
    if (digits[0] == '0' && is_digit(digits[1]))
        return false;
    if (form->group != NULL) {
        size_t grouped = grouped_at(digits, form->group);
        n.end = grouped > 0 ? n.sign + grouped : 0;
    }
    for (size_t i = 0; text[i] != '\0' && size < MOST; i++) {
        char c = plain_byte(&n, i, form->decimal);
        if (c != '\0')
            plain[size++] = c;
    }
    return size < MOST && qp_number_read(plain, size, value);
}

static bool is_whole(const char *text, const number_form *form)
{
    return strpbrk(text, form->decimal == ',' ? ",eE" : ".eE") == NULL;
}

/* More digits than a number keeps: a code, to be kept as it is. */
static bool is_long_code(const char *text)
{
    enum { EXACT = 15 };
    size_t digits = digits_at(text);
    return digits > EXACT && text[digits] == '\0';
}

bool qp_guess_is_number(const char *text)
{
    double value = 0;
    for (size_t f = 0; f < COUNT(forms); f++)
        if (plain_number(text, &forms[f], &value))
            return true;
    return false;
}

/* ------------------------------------------------------------------- dates */

/* 2023-05-31 -> 9999-99-99 */
static bool has_shape(const char *text, const char *shape)
{
    for (; *shape != '\0'; text++, shape++)
        if (*shape == '9' ? !is_digit(*text) : *text != *shape)
            return false;
    return *text == '\0';
}

bool qp_guess_is_year(const char *text)
{
    return has_shape(text, "9999") && strcmp(text, "1800") >= 0 &&
           strcmp(text, "2100") <= 0;
}

static bool is_decimal_year(const char *text)
{
    return has_shape(text, "9999.0") && strcmp(text, "1800") >= 0 &&
           strcmp(text, "2101") < 0;
}

static bool is_period(const char *text, const char *shape)
{
    qp_period period;
    return has_shape(text, shape) &&
           qp_period_read(text, strlen(text), &period);
}

static bool is_month(const char *text)
{
    return is_period(text, "9999-99");
}

static bool is_day(const char *text)
{
    return is_period(text, "9999-99-99");
}

static bool is_boolean(const char *text)
{
    static const char *const words[] = {"true", "false", "yes", "no",
                                        "TRUE", "FALSE", "YES", "NO",
                                        "True", "False", "Yes", "No"};
    for (size_t w = 0; w < COUNT(words); w++)
        if (strcmp(words[w], text) == 0)
            return true;
    return false;
}

/** Dates that qipan does not read, and how Table Schema names them. */
static const struct {
    const char *shape;
    const char *format;
} date_forms[] = {{"9999/99/99", "%Y/%m/%d"},
                  {"99/99/9999", "%d/%m/%Y"},
                  {"99.99.9999", "%d.%m.%Y"},
                  {"9999.99.99", "%Y.%m.%d"},
                  QP_CHINESE_DATE_FORMS};

/* -------------------------------------------------------------- the values */

/** The different values of one column; the room serves one after another. */
typedef struct {
    const qp_sheet *sheet;
    uint32_t *seen;      ///< [texts of the sheet] 1 + the last column with it
    const char **values; ///< [count] in order of appearance, no blanks
    size_t count;
} gathering;

static size_t gather(gathering *g, size_t column)
{
    const qp_sheet *sheet = g->sheet;
    size_t blanks = 0;
    g->count = 0;
    for (size_t row = 0; row < sheet->row_count; row++) {
        qp_string s = sheet->cells[row * sheet->column_count + column];
        const char *text = qp_pool_text(&sheet->text, s);
        blanks += text[0] == '\0';
        if (text[0] == '\0' || g->seen[s] == column + 1)
            continue;
        g->seen[s] = (uint32_t)column + 1;
        g->values[g->count++] = text;
    }
    return blanks;
}

static bool hold_all(const gathering *g, bool (*test)(const char *))
{
    for (size_t v = 0; v < g->count; v++)
        if (!test(g->values[v]))
            return false;
    return g->count > 0;
}

static bool all_in_form(const gathering *g, const number_form *form,
                        qp_column_guess *guess)
{
    bool whole = true;
    double least = 0;
    for (size_t v = 0; v < g->count; v++) {
        double value = 0;
        if (is_long_code(g->values[v]) ||
            !plain_number(g->values[v], form, &value))
            return false;
        whole = whole && is_whole(g->values[v], form);
        least = value < least ? value : least;
    }
    guess->type = whole ? QP_GUESS_INTEGER : QP_GUESS_NUMBER;
    guess->decimal = form->decimal;
    guess->group = form->group;
    guess->negative = least < 0;
    return true;
}

static bool find_number_form(const gathering *g, qp_column_guess *guess)
{
    for (size_t f = 0; f < COUNT(forms) && g->count > 0; f++)
        if (all_in_form(g, &forms[f], guess))
            return true;
    return false;
}

static bool find_date_form(const gathering *g, qp_column_guess *guess)
{
    for (size_t f = 0; f < COUNT(date_forms); f++) {
        size_t fits = 0;
        while (fits < g->count &&
               has_shape(g->values[fits], date_forms[f].shape))
            fits++;
        if (g->count > 0 && fits == g->count) {
            guess->type = QP_GUESS_DATE;
            guess->format = date_forms[f].format;
            return true;
        }
    }
    return false;
}

static void find_type(const gathering *g, qp_column_guess *guess)
{
    static const struct {
        qp_guess_type type;
        bool (*test)(const char *);
    } tests[] = {{QP_GUESS_BOOLEAN, is_boolean},
                 {QP_GUESS_YEAR, qp_guess_is_year},
                 {QP_GUESS_YEARMONTH, is_month},
                 {QP_GUESS_DATE, is_day}};
    guess->type = g->count == 0 ? QP_GUESS_ANY : QP_GUESS_STRING;
    for (size_t t = 0; t < COUNT(tests); t++)
        if (hold_all(g, tests[t].test)) {
            guess->type = tests[t].type;
            return;
        }
    if (!find_number_form(g, guess) && !find_date_form(g, guess))
        return;
    guess->decimal_years = hold_all(g, is_decimal_year);
}

/* ---------------------------------------------------------- missing values */

/** Texts that often mean "no value". */
typedef enum {
    BY_COMPANY, ///< among numbers and dates: NA may also be Namibia
    ALWAYS,     ///< among texts too
    NUMERIC     ///< among numbers that are not negative otherwise
} code_kind;

static const struct {
    const char *text;
    code_kind kind;
} codes[] = {{"NA", BY_COMPANY},   {"na", BY_COMPANY}, {"NaN", BY_COMPANY},
             {"nan", BY_COMPANY},  {"*", BY_COMPANY},  {":", BY_COMPANY},
             {"None", BY_COMPANY}, {"N/A", ALWAYS},    {"n/a", ALWAYS},
             {"n.a.", ALWAYS},     {"NULL", ALWAYS},   {"null", ALWAYS},
             {"#N/A", ALWAYS},     {"-", ALWAYS},      {"--", ALWAYS},
             {".", ALWAYS},        {"..", ALWAYS},     {"...", ALWAYS},
             {"-99", NUMERIC},     {"-999", NUMERIC},  {"-9999", NUMERIC},
             {"-99999", NUMERIC},  QP_CHINESE_CODES};

static int code_of(const char *text)
{
    for (size_t c = 0; c < COUNT(codes); c++)
        if (strcmp(codes[c].text, text) == 0)
            return (int)c;
    return -1;
}

/* Take the codes of some kinds out of the values. */
static void set_codes_aside(gathering *g, bool numeric, qp_column_guess *guess)
{
    size_t kept = 0;
    for (size_t v = 0; v < g->count; v++) {
        int code = code_of(g->values[v]);
        bool aside = code >= 0 && (codes[code].kind == NUMERIC) == numeric &&
                     guess->missing_count < QP_MOST_CODES;
        if (aside)
            guess->missing[guess->missing_count++] = codes[code].text;
        else
            g->values[kept++] = g->values[v];
    }
    g->count = kept;
}

/* Among texts, NA is a value unless the user says otherwise. */
static void take_back(qp_column_guess *guess)
{
    size_t kept = 0;
    for (size_t m = 0; m < guess->missing_count; m++) {
        const char *text = guess->missing[m];
        if (codes[code_of(text)].kind == ALWAYS)
            guess->missing[kept++] = text;
        else
            guess->doubtful = text;
    }
    guess->missing_count = kept;
}

static bool is_numeric(qp_guess_type type)
{
    return type == QP_GUESS_INTEGER || type == QP_GUESS_NUMBER ||
           type == QP_GUESS_YEAR;
}

/* -99 is a code only where nothing else is below zero. */
static void judge_numeric_codes(gathering *g, qp_column_guess *guess)
{
    const qp_column_guess before = *guess;
    size_t count = g->count;
    set_codes_aside(g, true, guess);
    if (g->count < count && g->count > 0)
        find_type(g, guess);
    if (guess->negative || g->count == 0 || !is_numeric(guess->type))
        *guess = before;
}

/* ------------------------------------------------------------------ blanks */

/* Bytes of the blank at the start of a text; 0 where none is. */
static size_t blank_at(const char *text)
{
    if (*text == ' ' || *text == '\t')
        return 1;
    if (strncmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    return strncmp(text, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* A text with its outer blanks gone, its inner runs one space or none. */
static void squeeze(const char *text, bool remove, qp_text *out)
{
    bool waiting = false;
    qp_text_empty(out);
    while (*text != '\0') {
        size_t blank = blank_at(text);
        if (blank == 0) {
            if (waiting && !remove && out->size > 0)
                qp_text_add(out, " ");
            qp_text_add_bytes(out, text, 1);
        }
        waiting = blank > 0;
        text += blank > 0 ? blank : 1;
    }
}

static bool is_trimmed(const char *text)
{
    size_t size = strlen(text);
    return blank_at(text) == 0 &&
           !(size >= 1 && blank_at(text + size - 1) == 1) &&
           !(size >= 2 && blank_at(text + size - 2) == 2) &&
           !(size >= 3 && blank_at(text + size - 3) == 3);
}

static bool is_folded(const char *text)
{
    for (; *text != '\0'; text++)
        if (blank_at(text) > 1 || *text == '\t' ||
            (*text == ' ' && blank_at(text + 1) > 0))
            return false;
    return true;
}

/* How many of the values differ once their blanks are dealt with. */
static size_t count_squeezed(const gathering *g, bool remove, qp_text *out)
{
    qp_pool pool = {0};
    for (size_t v = 0; v < g->count; v++) {
        squeeze(g->values[v], remove, out);
        out->failed |= qp_pool_add(&pool, qp_text_string(out), out->size) ==
                       QP_NONE;
    }
    size_t count = pool.count;
    qp_pool_clear(&pool);
    return count;
}

/* Blanks are removed only where that makes one value of two. */
static qp_status judge_blanks(const gathering *g, qp_column_guess *guess,
                              qp_error *err)
{
    bool blanks = false;
    bool trimmed = true;
    bool folded = true;
    for (size_t v = 0; v < g->count; v++) {
        const char *text = g->values[v];
        blanks = blanks || strpbrk(text, " \t\xC2\xE3") != NULL;
        trimmed = trimmed && is_trimmed(text);
        folded = folded && (!is_trimmed(text) || is_folded(text));
    }
    guess->spaces = !folded ? "fold" : !trimmed ? "trim" : NULL;
    if (!blanks)
        return QP_OK;
    qp_text text = {0};
    if (count_squeezed(g, true, &text) < count_squeezed(g, false, &text))
        guess->spaces = "remove";
    qp_status status = qp_text_status(&text, err);
    qp_text_clear(&text);
    return status;
}

/* ----------------------------------------------------------------- columns */

static qp_status guess_column(gathering *g, size_t column,
                              qp_column_guess *guess, qp_error *err)
{
    *guess = (qp_column_guess){.decimal = '.'};
    guess->blank_count = gather(g, column);
    set_codes_aside(g, false, guess);
    find_type(g, guess);
    if (guess->type == QP_GUESS_STRING)
        take_back(guess);
    if (is_numeric(guess->type))
        judge_numeric_codes(g, guess);
    guess->distinct = g->count;
    for (size_t row = 0; guess->missing_count > 0 && row < g->sheet->row_count;
         row++) {
        const char *text = qp_sheet_text(g->sheet, row, column);
        for (size_t m = 0; m < guess->missing_count; m++)
            guess->blank_count += strcmp(guess->missing[m], text) == 0;
    }
    return guess->type == QP_GUESS_STRING ? judge_blanks(g, guess, err) : QP_OK;
}

qp_status qp_guess_columns(const qp_sheet *sheet, qp_column_guess guesses[],
                           qp_error *err)
{
    gathering g = {.sheet = sheet};
    g.seen = qp_acquire(sheet->text.count + 1, sizeof *g.seen);
    g.values = qp_acquire(sheet->text.count + 1, sizeof *g.values);
    qp_status status = QP_OK;
    bool held = g.seen != NULL && g.values != NULL;
    if (!held)
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the values of a file");
    for (size_t c = 0; held && c < sheet->column_count && status == QP_OK; c++)
        status = guess_column(&g, c, &guesses[c], err);
    qp_release(g.seen);
    qp_release(g.values);
    return status;
}

/* ------------------------------------------------------- several of them */

/* The numbers of the values in a row; false where one of them is blank. */
static bool key_of(const qp_sheet *sheet, size_t row, const size_t columns[],
                   size_t count, qp_text *key)
{
    bool filled = true;
    qp_text_empty(key);
    for (size_t k = 0; k < count; k++) {
        const qp_string *cell =
            &sheet->cells[row * sheet->column_count + columns[k]];
        filled = filled && qp_pool_text(&sheet->text, *cell)[0] != '\0';
        qp_text_add_bytes(key, (const char *)cell, sizeof *cell);
    }
    return filled;
}

qp_status qp_guess_key(const qp_sheet *sheet, const size_t columns[],
                       size_t count, size_t *filled, size_t *apart,
                       qp_error *err)
{
    qp_pool keys = {0};
    qp_text key = {0};
    size_t rows = 0;
    size_t most = sheet->row_count / 20;
    bool failed = false;
    for (size_t row = 0;
         row < sheet->row_count && !failed && rows - keys.count <= most;
         row++) {
        if (!key_of(sheet, row, columns, count, &key))
            continue;
        rows++;
        failed = key.failed ||
                 qp_pool_add(&keys, key.bytes, key.size) == QP_NONE;
    }
    if (!failed) {
        *filled = rows;
        *apart = keys.count;
    }
    qp_text_clear(&key);
    qp_pool_clear(&keys);
    return failed ? qp_fail(err, QP_E_MEMORY, "no memory for keys") : QP_OK;
}

qp_status qp_guess_overlap(const qp_sheet *sheet, size_t a, size_t b,
                           double *share, qp_error *err)
{
    enum { IN_A = 1, IN_B = 2, LEAST = 3 };
    unsigned char *in = qp_acquire(sheet->text.count + 1, 1);
    if (in == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the values of a file");
    size_t only[3] = {0};
    size_t both = 0;
    size_t agreeing = 0;
    for (size_t row = 0; row < sheet->row_count; row++) {
        const qp_string *cells = &sheet->cells[row * sheet->column_count];
        agreeing += cells[a] == cells[b];
        if (qp_pool_text(&sheet->text, cells[a])[0] != '\0')
            in[cells[a]] |= IN_A;
        if (qp_pool_text(&sheet->text, cells[b])[0] != '\0')
            in[cells[b]] |= IN_B;
    }
    for (size_t s = 0; s < sheet->text.count; s++) {
        both += in[s] == (IN_A | IN_B);
        only[IN_A] += (in[s] & IN_A) != 0;
        only[IN_B] += (in[s] & IN_B) != 0;
    }
    qp_release(in);
    size_t fewer = only[IN_A] < only[IN_B] ? only[IN_A] : only[IN_B];
    size_t more = only[IN_A] + only[IN_B] - fewer;
    bool telling = fewer >= LEAST && agreeing * 2 < sheet->row_count;
    *share = telling ? (double)both / (double)more : 0;
    return QP_OK;
}
