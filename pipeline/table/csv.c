/* SPDX-License-Identifier: MIT */
#include "table/csv.h"

#include <stdbool.h>
#include <string.h>

#include <csv.h>

#include "core/memory.h"
#include "core/text.h"

/** The reading of one text. libcsv tells no places, so it is fed pieces that
 * end at a delimiter or a line end: a field that ends, ends with its piece. */
typedef struct {
    struct csv_parser parser;
    const char *at; ///< next byte to feed
    const char *end;
    const char *line_start; ///< where the current physical line begins
    uint32_t line;
    const char *field_start; ///< where the next field to end begins
    uint32_t field_line;
    uint32_t field_column;
    bool ended;       ///< the piece just fed ended a field or a record
    bool overfull;    ///< the record has too many fields
    qp_text text;     ///< the fields of the record, each ending in '\0'
    qp_field *fields; ///< [room] bytes is an offset until the record ends
    size_t *offset;   ///< [offset_room] where each field begins in text
    size_t count;
    size_t room;
    size_t offset_room;
    qp_record_visitor visitor;
    qp_status status;
    qp_error *err;
} reader;

static int no_space(unsigned char c)
{
    (void)c; /* blanks are part of a field */
    return 0;
}

static void *resize(void *memory, size_t size)
{
    return qp_resize(memory, size, 1);
}

static void on_field(void *bytes, size_t size, void *context)
{
    reader *r = context;
    r->ended = true;
    if (r->status != QP_OK || r->count == QP_FIELDS_LIMIT) {
        r->overfull |= r->status == QP_OK;
        return;
    }
    if (!qp_grow((void **)&r->fields, &r->room, r->count, sizeof *r->fields) ||
        !qp_grow((void **)&r->offset, &r->offset_room, r->count,
                 sizeof *r->offset)) {
        r->status = qp_fail(r->err, QP_E_MEMORY, "no memory for a record");
        return;
    }
    r->offset[r->count] = r->text.size;
    r->fields[r->count++] = (qp_field){
        .size = size, .line = r->field_line, .column = r->field_column};
    qp_text_add_bytes(&r->text, size > 0 ? bytes : "", size);
    qp_text_add_bytes(&r->text, "", 1);
}

static void on_record(int terminator, void *context)
{
    (void)terminator;
    reader *r = context;
    r->ended = true;
    if (r->status == QP_OK)
        r->status = qp_text_status(&r->text, r->err);
    if (r->status == QP_OK && !r->overfull) {
        for (size_t f = 0; f < r->count; f++)
            r->fields[f].bytes = r->text.bytes + r->offset[f];
        r->status = r->visitor.visit(r->fields, r->count, r->visitor.context,
                                     r->err);
    }
    r->count = 0;
    qp_text_empty(&r->text);
}

/* The next piece: up to and with a delimiter or a line end, but no more than
 * shows that a field is too long. */
static size_t piece_size(const reader *r, char delimiter)
{
    size_t left = (size_t)(r->end - r->at);
    size_t room = (size_t)QP_FIELD_LIMIT + 1 - (size_t)(r->at - r->field_start);
    const char *end = r->at + (left < room ? left : room);
    const char *c = r->at;
    while (c < end && *c != delimiter && *c != '\n' && *c != '\r')
        c++;
    return (size_t)(c - r->at) + (c < end);
}

static uint32_t column_of(const reader *r, const char *at)
{
    return (uint32_t)(at - r->line_start) + 1;
}

static void begin_field(reader *r)
{
    r->field_start = r->at;
    r->field_line = r->line;
    r->field_column = column_of(r, r->at);
}

static bool ends_line(const reader *r)
{
    char last = r->at[-1];
    bool half = last == '\r' && r->at < r->end && *r->at == '\n';
    return last == '\n' || (last == '\r' && !half);
}

static void step_over(reader *r, size_t size)
{
    char first = *r->at;
    bool blank = r->field_start == r->at && size == 1 &&
                 (first == '\n' || first == '\r');
    r->at += size;
    if (ends_line(r)) {
        r->line++;
        r->line_start = r->at;
    }
    if (r->ended || blank)
        begin_field(r);
    r->ended = false;
}

static void tell(const reader *r, qp_csv_fault fault, qp_csv_defect *defect)
{
    static const struct {
        const char *what;
        const char *expected;
    } words[] = {
        [QP_CSV_STRAY_QUOTE] = {"a quote stands inside a field that is not "
                                "quoted as a whole",
                                "quote the whole field and double the quotes "
                                "inside it"},
        [QP_CSV_TRAILING] = {"text follows the closing quote of a field",
                             "double the quotes inside a field"},
        [QP_CSV_UNCLOSED] = {"a quote is opened and never closed",
                             "close it, or double a quote that is meant"},
        [QP_CSV_LONG_FIELD] = {"a field is longer than 1 MiB",
                               "is a quote left open, or the delimiter "
                               "another?"},
        [QP_CSV_MANY_FIELDS] = {"a row has more than 65,536 fields",
                                "is the delimiter another?"},
    };
    *defect = (qp_csv_defect){.fault = fault,
                              .what = words[fault].what,
                              .expected = words[fault].expected,
                              .line = r->field_line,
                              .column = r->field_column};
}

static void tell_quote(const reader *r, size_t fed, qp_csv_defect *defect)
{
    bool quoted = *r->field_start == '"';
    tell(r, quoted ? QP_CSV_TRAILING : QP_CSV_STRAY_QUOTE, defect);
    defect->line_met = r->line;
    defect->column_met = column_of(r, r->at + fed);
}

static qp_status feed_pieces(reader *r, char delimiter, qp_csv_defect *defect)
{
    while (r->at < r->end && r->status == QP_OK &&
           defect->fault == QP_CSV_WHOLE) {
        size_t size = piece_size(r, delimiter);
        size_t fed = csv_parse(&r->parser, r->at, size, on_field, on_record, r);
        if (fed != size && csv_error(&r->parser) != CSV_EPARSE)
            return qp_fail(r->err, QP_E_MEMORY, "no memory for a field");
        if (fed != size)
            tell_quote(r, fed, defect);
        else if (r->overfull)
            tell(r, QP_CSV_MANY_FIELDS, defect);
        else if (!r->ended && r->at + size - r->field_start > QP_FIELD_LIMIT)
            tell(r, QP_CSV_LONG_FIELD, defect);
        else
            step_over(r, size);
    }
    return r->status;
}

/* Not after a defect: libcsv would hand out what it holds as a good record. */
static qp_status finish(reader *r, qp_csv_defect *defect)
{
    if (defect->fault != QP_CSV_WHOLE)
        return r->status;
    if (csv_fini(&r->parser, on_field, on_record, r) != 0)
        tell(r, QP_CSV_UNCLOSED, defect);
    else if (r->overfull)
        tell(r, QP_CSV_MANY_FIELDS, defect);
    return r->status;
}

/* All memory by core/memory.h; blanks are part of a field. */
static bool open_parser(struct csv_parser *parser, char delimiter)
{
    if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        return false;
    csv_set_space_func(parser, no_space);
    csv_set_realloc_func(parser, resize);
    csv_set_free_func(parser, qp_release);
    csv_set_delim(parser, (unsigned char)delimiter);
    csv_set_blk_size(parser, 4096);
    return true;
}

qp_status qp_csv_read(const char *bytes, size_t size, char delimiter,
                      qp_record_visitor visitor, qp_csv_defect *defect,
                      qp_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool marked = size >= 3 && memcmp(bytes, mark, 3) == 0;
    reader r = {.at = bytes + (marked ? 3 : 0),
                .end = bytes + size,
                .line = 1,
                .visitor = visitor,
                .err = err};
    r.line_start = r.at;
    begin_field(&r);
    *defect = (qp_csv_defect){0};
    if (!open_parser(&r.parser, delimiter))
        return qp_fail(err, QP_E_MEMORY, "no memory for a parser");
    qp_status status = feed_pieces(&r, delimiter, defect);
    if (status == QP_OK)
        status = finish(&r, defect);
    csv_free(&r.parser);
    qp_text_clear(&r.text);
    qp_release(r.fields);
    qp_release(r.offset);
    return status;
}
