/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/csv.c
 * @brief Any bytes into the CSV reader. The first byte chooses a delimiter.
 *
 * A field's place must point at its bytes; the fields written again, all
 * quoted, must read as the same fields; and the text in two pieces, cut at a
 * record end, must read as the whole does, to the place.
 */
#include "table/csv.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "fuzz/expect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    const char *bytes;
    size_t size;
    char delimiter;
    uint32_t line; ///< of the last place looked for, and where it begins
    size_t line_start;
    size_t records;
    qp_text again;  ///< the records, every field quoted
    qp_text fields; ///< sizes and bytes, one after the other
    qp_text places; ///< lines and columns, likewise
} seen;

/* Where a line begins; lines are asked for in ascending order. */
static size_t start_of(seen *s, uint32_t line)
{
    for (; s->line < line; s->line++) {
        size_t at = s->line_start;
        while (at < s->size && s->bytes[at] != '\n' && s->bytes[at] != '\r')
            at++;
        EXPECT(at < s->size);
        at += s->bytes[at] == '\r' && at + 1 < s->size &&
                      s->bytes[at + 1] == '\n'
                  ? 2
                  : 1;
        s->line_start = at;
    }
    return s->line_start;
}

static void expect_place(seen *s, const qp_field *field, bool first)
{
    size_t at = start_of(s, field->line) + field->column - 1;
    EXPECT(field->column > 0 && at <= s->size);
    bool quoted = at < s->size && s->bytes[at] == '"';
    if (!quoted) {
        EXPECT(at + field->size <= s->size);
        EXPECT(memcmp(s->bytes + at, field->bytes, field->size) == 0);
    }
    int before = at > 0 ? s->bytes[at - 1] : '\n';
    EXPECT(first ? at == 0 || before == '\n' || before == '\r'
                 : before == s->delimiter);
}

static void write_again(seen *s, const qp_field *field)
{
    qp_text_add(&s->again, "\"");
    for (size_t b = 0; b < field->size; b++)
        qp_text_add_bytes(&s->again,
                          field->bytes[b] == '"' ? "\"\"" : field->bytes + b,
                          field->bytes[b] == '"' ? 2 : 1);
    qp_text_add(&s->again, "\"");
}

static qp_status note(const qp_field fields[], size_t count, void *context,
                      qp_error *err)
{
    (void)err;
    seen *s = context;
    EXPECT(count > 0);
    for (size_t f = 0; f < count; f++) {
        EXPECT(fields[f].bytes[fields[f].size] == '\0');
        if (s->bytes != NULL)
            expect_place(s, &fields[f], f == 0);
        write_again(s, &fields[f]);
        qp_text_add_bytes(&s->again, f + 1 < count ? &s->delimiter : "\n", 1);
        qp_text_addf(&s->places, "%u:%u ", fields[f].line, fields[f].column);
        qp_text_addf(&s->fields, "%zu:", fields[f].size);
        qp_text_add_bytes(&s->fields, fields[f].bytes, fields[f].size);
    }
    qp_text_add(&s->fields, "\n");
    s->records++;
    return QP_OK;
}

static void clear(seen *s)
{
    qp_text_clear(&s->again);
    qp_text_clear(&s->fields);
    qp_text_clear(&s->places);
}

/* Reading writes into the text: a copy is read. */
static qp_csv_defect read_copy(const char *bytes, size_t size, uint32_t line,
                               seen *s)
{
    qp_csv_defect defect;
    qp_text copy = {0};
    qp_text_add_bytes(&copy, bytes, size);
    qp_csv_text text = {.bytes = copy.bytes,
                        .size = size,
                        .delimiter = s->delimiter,
                        .line = line};
    EXPECT(qp_csv_read(&text, (qp_record_visitor){note, s, NULL}, &defect,
                       NULL) == QP_OK);
    qp_text_clear(&copy);
    return defect;
}

static uint32_t lines_in(const char *bytes, size_t size)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n' ||
                 (bytes[i] == '\r' && (i + 1 == size || bytes[i + 1] != '\n'));
    return lines;
}

static bool same_text(const qp_text *a, const qp_text *b)
{
    return a->size == b->size &&
           (a->size == 0 || memcmp(a->bytes, b->bytes, a->size) == 0);
}

/* Cut behind the first record end after the middle, as a file is cut. */
static void expect_same_in_pieces(const char *bytes, size_t size,
                                  const seen *whole,
                                  const qp_csv_defect *defect)
{
    size_t middle = size / 2;
    bool inside = false;
    for (size_t i = 0; i < middle; i++)
        inside ^= bytes[i] == '"';
    size_t cut = middle +
                 qp_csv_record_end(bytes + middle, size - middle, inside);
    if (cut == middle || cut == size)
        return;
    seen pieces = {.delimiter = whole->delimiter};
    qp_csv_defect found = read_copy(bytes, cut, 1, &pieces);
    if (found.fault == QP_CSV_WHOLE)
        found = read_copy(bytes + cut, size - cut, 1 + lines_in(bytes, cut),
                          &pieces);
    EXPECT(found.fault == defect->fault && found.line == defect->line &&
           found.column == defect->column &&
           found.line_met == defect->line_met &&
           found.column_met == defect->column_met);
    EXPECT(same_text(&pieces.fields, &whole->fields));
    EXPECT(same_text(&pieces.places, &whole->places));
    clear(&pieces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t held = qp_memory_held();
    static const char delimiters[] = ",;\t|";
    if (size == 0)
        return 0;
    const char *bytes = (const char *)data + 1;
    size_t mark = size > 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    seen first = {.bytes = bytes + mark,
                  .size = size - 1 - mark,
                  .delimiter = delimiters[data[0] % 4],
                  .line = 1};
    seen second = {.delimiter = first.delimiter};
    qp_text whole = {0};
    qp_text_add_bytes(&whole, bytes, size - 1); /* a byte stands behind it */
    qp_csv_defect defect = read_copy(bytes, size - 1, 1, &first);
    EXPECT((defect.what != NULL) == (defect.fault != QP_CSV_WHOLE));
    EXPECT(defect.what == NULL || (defect.line > 0 && defect.column > 0));
    expect_same_in_pieces(qp_text_string(&whole), size - 1, &first, &defect);
    if (first.records > 0) {
        defect = read_copy(first.again.bytes, first.again.size, 1, &second);
        EXPECT(defect.what == NULL && second.records == first.records);
        EXPECT(same_text(&second.fields, &first.fields));
    }
    clear(&first);
    clear(&second);
    qp_text_clear(&whole);
    EXPECT(qp_memory_held() == held);
    return 0;
}
