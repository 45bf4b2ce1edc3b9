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
    qp_text text;     ///< the fields of the record, each ending in '\0'
    qp_field *fields; ///< [room] bytes is an offset until the record ends
    size_t *offset;   ///< [offset_room] where each field begins in text
    size_t count;
    size_t room;
    size_t offset_room;
    qp_record_visit *visit;
    void *context;
    qp_status status;
    qp_error *err;
} reader;

static int no_space(unsigned char c)
{
    (void)c; /* blanks are part of a field */
    return 0;
}

static void on_field(void *bytes, size_t size, void *context)
{
    reader *r = context;
    r->ended = true;
    if (r->status != QP_OK)
        return;
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
    if (r->status == QP_OK) {
        for (size_t f = 0; f < r->count; f++)
            r->fields[f].bytes = r->text.bytes + r->offset[f];
        r->status = r->visit(r->fields, r->count, r->context, r->err);
    }
    r->count = 0;
    qp_text_empty(&r->text);
}

/* The next piece: up to and with a delimiter or a line end. */
static size_t piece_size(const reader *r, char delimiter)
{
    const char *c = r->at;
    while (c < r->end && *c != delimiter && *c != '\n' && *c != '\r')
        c++;
    return (size_t)(c - r->at) + (c < r->end);
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

static void step_over(reader *r, size_t size)
{
    bool blank = r->field_start == r->at &&
                 (r->at[size - 1] == '\n' || r->at[size - 1] == '\r') &&
                 size == 1;
    r->at += size;
    if (r->at[-1] == '\n') {
        r->line++;
        r->line_start = r->at;
    }
    if (r->ended || blank)
        begin_field(r);
    r->ended = false;
}

static void tell(const reader *r, size_t fed, qp_csv_defect *defect)
{
    *defect = (qp_csv_defect){
        .what = "a quote stands inside a field that is not quoted as a whole",
        .expected = "quote the whole field and double the quotes inside it",
        .line = r->line,
        .column = column_of(r, r->at + fed)};
}

static qp_status feed_pieces(reader *r, char delimiter, qp_csv_defect *defect)
{
    while (r->at < r->end && r->status == QP_OK && defect->what == NULL) {
        size_t size = piece_size(r, delimiter);
        size_t fed = csv_parse(&r->parser, r->at, size, on_field, on_record, r);
        if (fed != size && csv_error(&r->parser) != CSV_EPARSE)
            return qp_fail(r->err, QP_E_MEMORY, "no memory for a field");
        if (fed != size)
            tell(r, fed, defect);
        else if (!r->ended && (size_t)(r->at + size - r->field_start) >
                                  (size_t)QP_FIELD_LIMIT)
            *defect = (qp_csv_defect){
                "a field is longer than 1 MiB",
                "is a quote left open, or the delimiter another?",
                r->field_line, r->field_column};
        else
            step_over(r, size);
    }
    return r->status;
}

static qp_status finish(reader *r, qp_csv_defect *defect)
{
    if (defect->what == NULL &&
        csv_fini(&r->parser, on_field, on_record, r) != 0)
        *defect = (qp_csv_defect){"a quote is opened and never closed",
                                  "close it, or double a quote that is meant",
                                  r->field_line, r->field_column};
    return r->status;
}

qp_status qp_csv_read(const char *bytes, size_t size, char delimiter,
                      qp_record_visit *visit, void *context,
                      qp_csv_defect *defect, qp_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool marked = size >= 3 && memcmp(bytes, mark, 3) == 0;
    reader r = {.at = bytes + (marked ? 3 : 0),
                .end = bytes + size,
                .line = 1,
                .visit = visit,
                .context = context,
                .err = err};
    r.line_start = r.at;
    begin_field(&r);
    *defect = (qp_csv_defect){0};
    if (csv_init(&r.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) !=
        0)
        return qp_fail(err, QP_E_MEMORY, "no memory for a parser");
    csv_set_space_func(&r.parser, no_space);
    csv_set_delim(&r.parser, (unsigned char)delimiter);
    csv_set_blk_size(&r.parser, 4096);

    qp_status status = feed_pieces(&r, delimiter, defect);
    if (status == QP_OK)
        status = finish(&r, defect);
    csv_free(&r.parser);
    qp_text_clear(&r.text);
    qp_release(r.fields);
    qp_release(r.offset);
    return status;
}
