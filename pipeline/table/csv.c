/* SPDX-License-Identifier: MIT */
#include "table/csv.h"

#include <string.h>

#include <csv.h>

#include "core/memory.h"

enum { BLOCK = 1 << 16 };

/** The reading of one text. libcsv tells no places. Where a record has no
 * quotes its fields stand in the text as they are, and their sizes tell where;
 * the fields of another are kept apart, and their places looked up again. */
typedef struct {
    struct csv_parser parser;
    char delimiter;
    char *record; ///< where the record being read begins
    char *end;
    uint32_t line;    ///< on which it begins
    bool quoted;      ///< it has a quote
    char *kept;       ///< room for the fields of records that have
    size_t kept_size; ///< of it, in use
    qp_field *fields; ///< [room]
    size_t count;     ///< of the record so far
    size_t room;
    bool ended;    ///< what was fed last ended a record
    bool overfull; ///< the record has too many fields
    bool overlong; ///< or too long a one
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

static bool is_line_end(const char *at, const char *end)
{
    bool half = *at == '\r' && at + 1 < end && at[1] == '\n';
    return *at == '\n' || (*at == '\r' && !half);
}

/* ------------------------------------------------------------------ places */

/** A walk over the raw text of a record. */
typedef struct {
    const char *at; ///< where a field begins
    const char *line_start;
    uint32_t line;
} walk;

static walk walk_from(const reader *r)
{
    return (walk){r->record, r->record, r->line};
}

static uint32_t column_of(const walk *w, const char *at)
{
    return (uint32_t)(at - w->line_start) + 1;
}

/* Over the field that begins here, to the next; not beyond `stop`. Every quote
 * opens or closes: so it is in all text that strict parsing lets pass. */
static void step(walk *w, const reader *r, const char *stop)
{
    bool inside = false;
    while (w->at < stop) {
        const char *c = w->at++;
        inside ^= *c == '"';
        bool line_end = is_line_end(c, r->end);
        if (line_end) {
            w->line++;
            w->line_start = w->at;
        }
        if (!inside && (line_end || *c == r->delimiter))
            return;
    }
}

static void place_quoted(const reader *r, const char *next)
{
    walk w = walk_from(r);
    for (size_t f = 0; f < r->count; f++) {
        r->fields[f].line = w.line;
        r->fields[f].column = column_of(&w, w.at);
        step(&w, r, next);
    }
}

/* Fields that stand in the text; the next record begins behind them. */
static void place_plain(reader *r)
{
    char *at = r->record;
    for (; is_line_end(at, r->end) || *at == '\r'; at++) /* blank lines */
        r->line += is_line_end(at, r->end);
    const char *start = at;
    for (size_t f = 0; f < r->count; f++) {
        qp_field *field = &r->fields[f];
        field->bytes = at;
        field->line = r->line;
        field->column = (uint32_t)(at - start) + 1;
        at += field->size;
        bool half = f + 1 == r->count && at + 1 < r->end && *at == '\r' &&
                    at[1] == '\n';
        *at = '\0';
        at += half ? 2 : 1;
    }
    r->record = at < r->end ? at : r->end;
    r->line++;
}

/* ------------------------------------------------------- what libcsv calls */

static bool keep(reader *r, const char *bytes, size_t size)
{
    if (!qp_grow((void **)&r->fields, &r->room, r->count, sizeof *r->fields)) {
        r->status = qp_fail(r->err, QP_E_MEMORY, "no memory for a record");
        return false;
    }
    qp_field *field = &r->fields[r->count++];
    field->size = size;
    if (!r->quoted)
        return true;
    char *copy = r->kept + r->kept_size;
    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    r->kept_size += size + 1;
    field->bytes = copy;
    return true;
}

static void on_field(void *bytes, size_t size, void *context)
{
    reader *r = context;
    if (r->status != QP_OK || r->overfull || r->overlong)
        return;
    r->overfull = r->count == QP_FIELDS_LIMIT;
    r->overlong = size > QP_FIELD_LIMIT;
    if (!r->overfull && !r->overlong)
        (void)keep(r, bytes, size);
}

static void on_record(int terminator, void *context)
{
    (void)terminator;
    reader *r = context;
    r->ended = true;
    if (r->status != QP_OK || r->overfull || r->overlong)
        return;
    if (!r->quoted)
        place_plain(r);
    else
        place_quoted(r, r->end);
    r->status = r->visitor.visit(r->fields, r->count, r->visitor.context,
                                 r->err);
    r->count = 0;
}

/* ----------------------------------------------------------------- defects */

static void tell(qp_csv_fault fault, uint32_t line, uint32_t column,
                 qp_csv_defect *defect)
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
                              .line = line,
                              .column = column};
}

/* The field of the record that is being read when libcsv stops. */
static void tell_open(const reader *r, qp_csv_fault fault,
                      qp_csv_defect *defect)
{
    walk w = walk_from(r);
    for (size_t f = 0; f < r->count; f++)
        step(&w, r, r->end);
    tell(fault, w.line, column_of(&w, w.at), defect);
}

static void tell_quote(const reader *r, const char *met, qp_csv_defect *defect)
{
    walk w = walk_from(r);
    for (size_t f = 0; f < r->count; f++)
        step(&w, r, met);
    bool quoted = *w.at == '"';
    tell(quoted ? QP_CSV_TRAILING : QP_CSV_STRAY_QUOTE, w.line,
         column_of(&w, w.at), defect);
    step(&w, r, met);
    defect->line_met = w.line;
    defect->column_met = column_of(&w, met);
}

static void look_for_limits(const reader *r, qp_csv_defect *defect)
{
    if (r->overfull)
        tell_open(r, QP_CSV_MANY_FIELDS, defect);
    else if (r->overlong || r->parser.entry_pos > QP_FIELD_LIMIT)
        tell_open(r, QP_CSV_LONG_FIELD, defect);
}

/* ----------------------------------------------------------------- feeding */

/* Not more at once than shows soon that a field is too long. */
static qp_status feed(reader *r, const char *at, const char *stop,
                      qp_csv_defect *defect)
{
    while (at < stop && r->status == QP_OK && defect->fault == QP_CSV_WHOLE) {
        size_t size = (size_t)(stop - at) < BLOCK ? (size_t)(stop - at) : BLOCK;
        size_t fed = csv_parse(&r->parser, at, size, on_field, on_record, r);
        if (fed != size && csv_error(&r->parser) != CSV_EPARSE)
            return qp_fail(r->err, QP_E_MEMORY, "no memory for a field");
        if (fed != size && r->status == QP_OK)
            tell_quote(r, at + fed, defect);
        else
            look_for_limits(r, defect);
        at += size;
    }
    return r->status;
}

/* Bytes of a line, its end not counted. */
static size_t line_size(const char *at, const char *end)
{
    const char *c = at;
    while (c < end && *c != '\n' && *c != '\r')
        c++;
    return (size_t)(c - at);
}

static size_t line_end_size(const char *at, const char *end)
{
    bool both = at + 1 < end && at[0] == '\r' && at[1] == '\n';
    return at == end ? 0 : both ? 2 : 1;
}

/* Is this line, where a record could begin, none? */
static bool passes_over(qp_csv_text *text, const char *at, const char *stop)
{
    size_t size = text->comment != NULL ? strlen(text->comment) : 0;
    if (at == stop)
        return true;
    if (size == 0 || (size_t)(stop - at) < size ||
        memcmp(at, text->comment, size) != 0)
        return false;
    text->comments++;
    return true;
}

/* A line at a time: where quotes hide line ends, only so they are counted. */
static qp_status feed_lines(reader *r, qp_csv_text *text, qp_csv_defect *defect)
{
    char *at = r->record;
    uint32_t line = r->line;
    qp_status status = QP_OK;
    bool open = false; /* a record that has begun */
    while (at < r->end && status == QP_OK && defect->fault == QP_CSV_WHOLE) {
        char *stop = at + line_size(at, r->end);
        char *next = stop + line_end_size(stop, r->end);
        if (!open && passes_over(text, at, stop)) {
            r->ended = true;
        } else {
            r->quoted = open || memchr(at, '"', (size_t)(stop - at)) != NULL;
            r->ended = false;
            status = feed(r, at, next, defect);
        }
        open = !r->ended;
        at = next;
        line++;
        if (!open) {
            r->record = at;
            r->line = line;
        }
    }
    return status;
}

/* Not after a defect: libcsv would hand out what it holds as a good record. */
static qp_status finish(reader *r, qp_csv_defect *defect)
{
    if (defect->fault != QP_CSV_WHOLE)
        return r->status;
    if (csv_fini(&r->parser, on_field, on_record, r) != 0)
        tell_open(r, QP_CSV_UNCLOSED, defect);
    else if (r->overfull || r->overlong)
        look_for_limits(r, defect);
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

/* Does a CR stand alone anywhere? */
static bool has_lone_cr(const char *bytes, size_t size)
{
    size_t lone = size > 0 && bytes[size - 1] == '\r';
    for (size_t i = 0; i + 1 < size; i++)
        lone += (bytes[i] == '\r') & (bytes[i + 1] != '\n');
    return lone > 0;
}

static qp_status read_records(reader *r, qp_csv_text *text,
                              qp_csv_defect *defect)
{
    size_t size = (size_t)(r->end - r->record);
    bool quotes = memchr(r->record, '"', size) != NULL;
    r->kept = qp_acquire(quotes ? size + 2 : 0, 1);
    if (r->kept == NULL || !open_parser(&r->parser, text->delimiter))
        return qp_fail(r->err, QP_E_MEMORY, "no memory for a parser");
    bool simple = !quotes && text->comment == NULL &&
                  !has_lone_cr(r->record, size);
    qp_status status = simple ? feed(r, r->record, r->end, defect)
                              : feed_lines(r, text, defect);
    if (status == QP_OK)
        status = finish(r, defect);
    csv_free(&r->parser);
    return status;
}

qp_status qp_csv_read(qp_csv_text *text, qp_record_visitor visitor,
                      qp_csv_defect *defect, qp_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool marked = text->line == 1 && text->size >= 3 &&
                  memcmp(text->bytes, mark, 3) == 0;
    reader r = {.delimiter = text->delimiter,
                .record = text->bytes + (marked ? 3 : 0),
                .end = text->bytes + text->size,
                .line = text->line,
                .visitor = visitor,
                .err = err};
    *defect = (qp_csv_defect){0};
    text->comments = 0;
    qp_status status = read_records(&r, text, defect);
    if (visitor.end != NULL)
        visitor.end(visitor.context);
    qp_release(r.kept);
    qp_release(r.fields);
    return status;
}

size_t qp_csv_record_end(const char *bytes, size_t size, bool inside)
{
    for (size_t i = 0; i < size; i++) {
        inside ^= bytes[i] == '"';
        if (!inside && is_line_end(bytes + i, bytes + size + 1))
            return i + 1;
    }
    return 0;
}
