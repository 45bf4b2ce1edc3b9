/* SPDX-License-Identifier: MIT */
#include "table/sniff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "table/encoding.h"
#include "table/guess.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---------------------------------------------------------------- encoding */

typedef struct {
    const char *bytes;
    size_t size;
    bool whole;
} sample;

static bool begins_with(const sample *s, const char *mark, size_t size)
{
    return s->size >= size && memcmp(s->bytes, mark, size) == 0;
}

static bool is_utf8(const sample *s)
{
    size_t at = 0;
    size_t step = 1;
    for (; at < s->size && step > 0; at += step)
        step = qp_text_character(s->bytes + at, s->size - at);
    /* A character may be cut in two where the sample ends. */
    return step > 0 || (!s->whole && s->size - at < 4);
}

/* Text in UTF-16 has zeros at one side of its pairs and hardly any at the
 * other: line ends, digits and delimiters see to it. */
static const char *utf16_of(const sample *s)
{
    size_t zeros[2] = {0};
    for (size_t i = 0; i < s->size; i++)
        zeros[i % 2] += s->bytes[i] == '\0';
    bool little = zeros[1] > zeros[0];
    bool one_side = zeros[little] > 20 * zeros[!little];
    bool many = zeros[little] * 40 >= s->size; /* of pairs, one in twenty */
    if (!one_side || !many)
        return NULL;
    return little ? "utf-16le" : "utf-16be";
}

static bool is_no_text(const sample *s)
{
    size_t odd = 0;
    for (size_t i = 0; i < s->size; i++) {
        unsigned char c = (unsigned char)s->bytes[i];
        if (c == '\0')
            return true;
        odd += (c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7F;
    }
    return odd * 100 > s->size;
}

/* Bytes of the GB18030 character at the start of a text; 0 where none is.
 * Common are the rows 1 to 9 and 16 to 87 of GB 2312: signs, and the
 * characters of daily use. */
static size_t gb_character(const unsigned char *at, size_t left, bool *common)
{
    *common = false;
    if (left < 2 || at[0] < 0x81 || at[0] == 0xFF)
        return 0;
    if (at[1] >= 0x30 && at[1] <= 0x39)
        return left >= 4 ? 4 : 0;
    if (at[1] < 0x40 || at[1] == 0x7F || at[1] == 0xFF)
        return 0;
    *common = at[1] >= 0xA1 && ((at[0] >= 0xB0 && at[0] <= 0xF7) ||
                                (at[0] >= 0xA1 && at[0] <= 0xA9));
    return 2;
}

static bool is_gb18030(const sample *s)
{
    size_t all = 0;
    size_t daily = 0;
    const unsigned char *bytes = (const unsigned char *)s->bytes;
    for (size_t at = 0; at < s->size;) {
        bool common = false;
        size_t step = 1;
        if (bytes[at] >= 0x80) {
            step = gb_character(bytes + at, s->size - at, &common);
            all++;
        }
        daily += common;
        if (step == 0 && (s->whole || s->size - at >= 4))
            return false;
        at += step > 0 ? step : s->size - at;
    }
    return daily * 10 >= all * 9;
}

static bool has_windows_signs(const sample *s)
{
    for (size_t i = 0; i < s->size; i++)
        if (((unsigned char)s->bytes[i] & 0xE0) == 0x80)
            return true;
    return false;
}

const char *qp_sniff_encoding(const char *bytes, size_t size, bool whole)
{
    const sample s = {bytes, size, whole};
    if (begins_with(&s, "\xFF\xFE", 2) || begins_with(&s, "\xFE\xFF", 2))
        return "utf-16";
    const char *wide = utf16_of(&s);
    if (wide != NULL)
        return wide;
    if (is_no_text(&s))
        return NULL;
    if (is_utf8(&s))
        return "utf-8";
    if (is_gb18030(&s))
        return "gb18030";
    return has_windows_signs(&s) ? "windows-1252" : "iso-8859-1";
}

/* Returns false where the bytes are not what they seemed to be; a character may
 * be cut in two at the end. */
static bool decode(const char *encoding, const char *bytes, size_t size,
                   qp_text *text)
{
    if (strcmp(encoding, "utf-8") == 0) {
        size_t mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
        qp_text_add_bytes(text, bytes + 3 * mark, size - 3 * mark);
        return true;
    }
    qp_decoding how = qp_decode(encoding, bytes, size, text);
    return how.known && (how.at == size || how.cut) &&
           !is_no_text(&(sample){text->bytes, text->size, true});
}

/* ----------------------------------------------------------------- records */

/** The records of a text, each a run of values. */
typedef struct {
    qp_pool *pool; ///< NULL: only the widths are wanted
    qp_string *values;
    size_t value_count;
    size_t value_room;
    uint32_t *widths; ///< [count] fields of each record
    size_t count;
    size_t room;
    qp_csv_defect defect;
} records;

static void clear_records(records *r)
{
    qp_release(r->values);
    qp_release(r->widths);
}

static bool keep_value(records *r, const qp_field *field)
{
    if (!qp_grow((void **)&r->values, &r->value_room, r->value_count,
                 sizeof *r->values))
        return false;
    qp_string value = qp_pool_add(r->pool, field->bytes, field->size);
    r->values[r->value_count++] = value;
    return value != QP_NONE;
}

static qp_status on_record(const qp_field fields[], size_t count, void *context,
                           qp_error *err)
{
    records *r = context;
    bool kept = qp_grow((void **)&r->widths, &r->room, r->count,
                        sizeof *r->widths);
    for (size_t f = 0; r->pool != NULL && f < count && kept; f++)
        kept = keep_value(r, &fields[f]);
    if (!kept)
        return qp_fail(err, QP_E_MEMORY, "no memory for the rows of a file");
    r->widths[r->count++] = (uint32_t)count;
    return QP_OK;
}

/* The parser writes into what it reads, so it is given a copy. */
static qp_status read_records(const char *bytes, size_t size, char delimiter,
                              records *r, qp_error *err)
{
    qp_text copy = {0};
    qp_text_add_bytes(&copy, bytes, size);
    qp_status status = qp_text_status(&copy, err);
    qp_csv_text text = {
        .bytes = copy.bytes, .size = size, .delimiter = delimiter, .line = 1};
    const qp_record_visitor visitor = {.visit = on_record, .context = r};
    if (status == QP_OK)
        status = qp_csv_read(&text, visitor, &r->defect, err);
    qp_text_clear(&copy);
    return status;
}

static int by_width(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The commonest number of fields, the larger of two; widths get sorted. */
static size_t usual_width(uint32_t widths[], size_t count, size_t *records_of)
{
    size_t width = 0;
    *records_of = 0;
    if (count > 0)
        qsort(widths, count, sizeof *widths, by_width);
    for (size_t i = 0, run = 0; i < count; i++) {
        run = i > 0 && widths[i] == widths[i - 1] ? run + 1 : 1;
        if (run >= *records_of) {
            *records_of = run;
            width = widths[i];
        }
    }
    return width;
}

/* --------------------------------------------------------------- delimiter */

/** How well a delimiter divides a text. */
typedef struct {
    size_t share; ///< of 1,000 records, those that have the usual width
    size_t width; ///< that width
} division;

static qp_status divide(const char *bytes, size_t size, char delimiter,
                        division *d, qp_error *err)
{
    records r = {0};
    size_t usual = 0;
    qp_status status = read_records(bytes, size, delimiter, &r, err);
    *d = (division){0};
    if (status == QP_OK && r.count > 0) {
        d->width = usual_width(r.widths, r.count, &usual);
        d->share = 1000 * usual / r.count;
        bool cut = r.defect.fault == QP_CSV_UNCLOSED; /* the sample ends */
        if (r.defect.fault != QP_CSV_WHOLE && !cut)
            d->share /= 4;
    }
    clear_records(&r);
    return status;
}

static bool divides_better(const division *a, const division *b)
{
    if ((a->width > 1) != (b->width > 1))
        return a->width > 1 && a->share >= 500;
    return a->share > b->share || (a->share == b->share && a->width > b->width);
}

static qp_status find_delimiter(const char *bytes, size_t size, char *delimiter,
                                qp_error *err)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    enum { ENOUGH = 1 << 16 };
    qp_status status = QP_OK;
    division best = {0};
    *delimiter = ',';
    for (size_t c = 0; c < COUNT(candidates) && status == QP_OK; c++) {
        division found;
        status = divide(bytes, size < ENOUGH ? size : ENOUGH, candidates[c],
                        &found, err);
        if (status == QP_OK && divides_better(&found, &best)) {
            best = found;
            *delimiter = candidates[c];
        }
    }
    return status;
}

/* ------------------------------------------------------------------ layout */

static const char *value_of(const qp_sheet *sheet, const records *r,
                            size_t value)
{
    return value < r->value_count ? qp_pool_text(&sheet->text, r->values[value])
                                  : "";
}

/** Where the records of a sheet lie. */
typedef struct {
    size_t comments; ///< records before the header that begin with #
    size_t first;    ///< record of the header, or of the first row
    size_t value;    ///< where its values begin
} layout;

static bool is_blank_but_one(const qp_sheet *sheet, const records *r,
                             size_t value, size_t width)
{
    size_t filled = 0;
    for (size_t f = 0; f < width; f++)
        filled += value_of(sheet, r, value + f)[0] != '\0';
    return width > 1 && filled <= 1;
}

/* Titles and comments: what stands before the first record of usual width. */
static layout lay_out(const qp_sheet *sheet, const records *r)
{
    layout l = {0};
    size_t width = sheet->column_count;
    while (l.first < r->count) {
        bool odd = r->widths[l.first] != width ||
                   is_blank_but_one(sheet, r, l.value, width);
        if (!odd)
            return l;
        l.comments += value_of(sheet, r, l.value)[0] == '#';
        l.value += r->widths[l.first++];
    }
    return (layout){0};
}

/* A column speaks for a header where its first cell is of another form than
 * the rest, and against one where the first cell is found among the rest. */
static int vote(const qp_sheet *sheet, const records *r, size_t value,
                size_t rows)
{
    enum { ENOUGH = 200 };
    size_t width = sheet->column_count;
    const char *first = value_of(sheet, r, value);
    bool number = qp_guess_is_number(first);
    size_t numbers = 0;
    bool found = false;
    rows = rows < ENOUGH ? rows : ENOUGH;
    for (size_t n = 1; n <= rows; n++) {
        const char *other = value_of(sheet, r, value + n * width);
        numbers += qp_guess_is_number(other);
        found |= strcmp(first, other) == 0;
    }
    if (found && first[0] != '\0')
        return -1;
    if (!number)
        return numbers * 2 > rows ? 1 : 0;
    return numbers * 2 > rows && !qp_guess_is_year(first) ? -1 : 0;
}

static bool has_header(const qp_sheet *sheet, const records *r, const layout *l)
{
    size_t width = sheet->column_count;
    size_t rows = 0;
    int votes = 0;
    for (size_t n = l->first + 1; n < r->count && r->widths[n] == width; n++)
        rows++;
    for (size_t c = 0; c < width; c++)
        votes += vote(sheet, r, l->value + c, rows);
    return votes >= 0;
}

/* Rows of another width are cut, or filled up with QP_NONE. */
static void keep_rows(qp_sheet *sheet, const records *r, const layout *l)
{
    size_t width = sheet->column_count;
    size_t value = l->value;
    for (size_t n = l->first; n < r->count; n++) {
        qp_string *row = n == l->first && sheet->header_row > 0
                             ? sheet->names
                             : &sheet->cells[width * sheet->row_count++];
        for (size_t c = 0; c < width; c++)
            row[c] = c < r->widths[n] ? r->values[value + c] : QP_NONE;
        sheet->ragged_count += r->widths[n] != width;
        value += r->widths[n];
    }
}

static qp_status arrange(qp_sheet *sheet, const records *r, qp_error *err)
{
    layout l = lay_out(sheet, r);
    size_t width = sheet->column_count;
    bool headed = has_header(sheet, r, &l);
    sheet->commented = l.comments > 0;
    sheet->header_row = headed ? l.first + 1 - l.comments : 0;
    /* Where most rows are far shorter than the usual, filling all of them up
     * would take more room than the file: the last are left out. */
    size_t most = l.first + r->value_count / width + 1;
    records kept = *r;
    kept.count = r->count < most ? r->count : most;
    sheet->whole &= kept.count == r->count;
    sheet->names = qp_acquire(width, sizeof *sheet->names);
    sheet->cells = qp_acquire((kept.count - l.first) * width,
                              sizeof *sheet->cells);
    qp_string none = qp_pool_add(&sheet->text, "", 0);
    if (sheet->names == NULL || sheet->cells == NULL || none == QP_NONE)
        return qp_fail(err, QP_E_MEMORY, "no memory for the rows of a file");
    for (size_t c = 0; c < width; c++)
        sheet->names[c] = none;
    keep_rows(sheet, &kept, &l);
    return QP_OK;
}

/* ----------------------------------------------------------------- reading */

static qp_status find_width(const records *r, qp_sheet *sheet, qp_error *err)
{
    size_t usual = 0;
    uint32_t *widths = qp_acquire(r->count, sizeof *widths);
    if (widths == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the rows of a file");
    if (r->count > 0)
        memcpy(widths, r->widths, r->count * sizeof *widths);
    sheet->column_count = usual_width(widths, r->count, &usual);
    qp_release(widths);
    return QP_OK;
}

static qp_status read_text(const char *bytes, size_t size, qp_sheet *sheet,
                           qp_error *err)
{
    records r = {.pool = &sheet->text};
    qp_status status = find_delimiter(bytes, size, &sheet->delimiter, err);
    if (status == QP_OK)
        status = read_records(bytes, size, sheet->delimiter, &r, err);
    if (status == QP_OK)
        status = find_width(&r, sheet, err);
    if (status == QP_OK && r.count > 0)
        status = arrange(sheet, &r, err);
    sheet->defect = r.defect;
    if (!sheet->whole && sheet->defect.fault == QP_CSV_UNCLOSED)
        sheet->defect = (qp_csv_defect){0}; /* what we cut off may close it */
    clear_records(&r);
    return status;
}

/* Whole lines only, where the text goes on. */
static size_t whole_lines(const qp_text *text, bool whole)
{
    size_t size = text->size;
    while (!whole && size > 0 && text->bytes[size - 1] != '\n' &&
           text->bytes[size - 1] != '\r')
        size--;
    return size > 0 ? size : text->size;
}

qp_status qp_sniff(const char *bytes, size_t size, bool whole, qp_sheet *sheet,
                   qp_error *err)
{
    *sheet = (qp_sheet){.whole = whole, .delimiter = ','};
    const char *encoding = qp_sniff_encoding(bytes, size, whole);
    if (encoding == NULL)
        return QP_OK;
    qp_text text = {0};
    qp_status status = QP_OK;
    if (decode(encoding, bytes, size, &text)) {
        sheet->encoding = encoding;
        status = qp_text_status(&text, err);
        if (status == QP_OK)
            status = read_text(qp_text_string(&text), whole_lines(&text, whole),
                               sheet, err);
    }
    qp_text_clear(&text);
    return status;
}

void qp_sheet_clear(qp_sheet *sheet)
{
    qp_pool_clear(&sheet->text);
    qp_release(sheet->names);
    qp_release(sheet->cells);
    *sheet = (qp_sheet){0};
}

const char *qp_sheet_text(const qp_sheet *sheet, size_t row, size_t column)
{
    return qp_pool_text(&sheet->text,
                        sheet->cells[row * sheet->column_count + column]);
}
