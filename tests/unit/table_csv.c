/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "support/leak.h"
#include "table/csv.h"

/* Records as lines of text: each field as LINE:COLUMN=VALUE. */
typedef struct {
    char text[4096];
    size_t used;
    size_t records;
    size_t stop_at; ///< fail at this record; 0: never
} seen;

static char shown(char byte)
{
    static const char hidden[] = "\n\r"; /* and, at its end, '\0' */
    static const char marks[] = "$%@";
    const char *at = memchr(hidden, byte, sizeof hidden);
    if (at != NULL)
        byte = marks[at - hidden];
    return byte;
}

static qp_status note(const qp_field fields[], size_t count, void *context,
                      qp_error *err)
{
    seen *s = context;
    for (size_t f = 0; f < count; f++) {
        s->used += (size_t)snprintf(s->text + s->used, sizeof s->text - s->used,
                                    "%s%u:%u=", f > 0 ? " " : "",
                                    fields[f].line, fields[f].column);
        for (size_t b = 0; b < fields[f].size; b++)
            s->text[s->used++] = shown(fields[f].bytes[b]);
        cr_assert_eq(fields[f].bytes[fields[f].size], '\0');
    }
    s->text[s->used++] = '\n';
    s->text[s->used] = '\0';
    return ++s->records == s->stop_at ? qp_fail(err, QP_E_LIMIT, "enough")
                                      : QP_OK;
}

/* Reading writes into the text: a copy is read. */
static qp_status read_copy(const char *bytes, size_t size, char delimiter,
                           qp_record_visitor visitor, qp_csv_defect *defect,
                           qp_error *err)
{
    static char copy[1 << 24];
    cr_assert_lt(size, sizeof copy);
    memcpy(copy, bytes, size);
    copy[size] = '\0';
    qp_csv_text text = {
        .bytes = copy, .size = size, .delimiter = delimiter, .line = 1};
    return qp_csv_read(&text, visitor, defect, err);
}

static seen read_text(const char *bytes, size_t size, char delimiter,
                      qp_csv_defect *defect)
{
    seen s = {0};
    qp_error err = {0};
    cr_assert_eq(read_copy(bytes, size, delimiter,
                           (qp_record_visitor){note, &s, NULL}, defect, &err),
                 QP_OK, "%s", err.message);
    return s;
}

static void assert_reads(const char *text, const char *records)
{
    qp_csv_defect defect;
    seen s = read_text(text, strlen(text), ',', &defect);
    cr_expect_str_eq(s.text, records, "%s", s.text);
    cr_expect_eq(defect.fault, QP_CSV_WHOLE);
    cr_expect_null(defect.what);
}

/* Reading stops at a place, having seen these records. */
static void assert_stops(const char *text, const char *records,
                         qp_csv_fault fault, uint32_t line, uint32_t column)
{
    qp_csv_defect defect;
    seen s = read_text(text, strlen(text), ',', &defect);
    cr_expect_str_eq(s.text, records, "%s: %s", text, s.text);
    cr_expect_eq(defect.fault, fault, "%s: %d", text, defect.fault);
    cr_expect_eq(defect.line, line, "%s: line %u", text, defect.line);
    cr_expect_eq(defect.column, column, "%s: column %u", text, defect.column);
}

QP_TEST(csv, tells_where_each_field_stands)
{
    assert_reads("a,bb,,d\n1,22,,4\n", "1:1=a 1:3=bb 1:6= 1:7=d\n"
                                       "2:1=1 2:3=22 2:6= 2:7=4\n");
    assert_reads("\"a\",\"b\"\"c\",\"\"\nx,y,z\n",
                 "1:1=a 1:5=b\"c 1:12=\n2:1=x 2:3=y 2:5=z\n");
}

/*
 *      line 1   a,"two             field 2: line 1, column 3
 *      line 2   lines",3           field 3: line 2, column 8
 */
QP_TEST(csv, follows_line_ends_inside_quotes)
{
    assert_reads("a,\"two\nlines\",3\nb,c,d\n",
                 "1:1=a 1:3=two$lines 2:8=3\n3:1=b 3:3=c 3:5=d\n");
    assert_reads("\"\r\n\r\n\",x\r\ny,z", "1:1=%$%$ 3:3=x\n4:1=y 4:3=z\n");
    assert_reads("\"a\rb\",c\nd,e\n", "1:1=a%b 2:4=c\n3:1=d 3:3=e\n");
}

QP_TEST(csv, takes_lf_crlf_and_a_lone_cr_for_one_line_end_each)
{
    assert_reads("a,b\nc,d\ne,f\n", "1:1=a 1:3=b\n2:1=c 2:3=d\n3:1=e 3:3=f\n");
    assert_reads("a,b\r\nc,d\r\ne,f",
                 "1:1=a 1:3=b\n2:1=c 2:3=d\n3:1=e 3:3=f\n");
    assert_reads("a,b\rc,d\re,f\r", "1:1=a 1:3=b\n2:1=c 2:3=d\n3:1=e 3:3=f\n");
    assert_reads("a,b\r\nc,d\re,f\n",
                 "1:1=a 1:3=b\n2:1=c 2:3=d\n3:1=e 3:3=f\n");
}

QP_TEST(csv, counts_blank_lines_and_passes_them_over)
{
    assert_reads("\n\na,b\n\r\n\nc,d\n\n", "3:1=a 3:3=b\n6:1=c 6:3=d\n");
    assert_reads("\r\n\r\na\r\n", "3:1=a\n");
    assert_reads("a\n \nb\n", "1:1=a\n2:1= \n3:1=b\n"); /* not blank: a blank */
    assert_reads("\"\"\n", "1:1=\n");
}

QP_TEST(csv, steps_over_a_byte_order_mark)
{
    assert_reads("\xEF\xBB\xBF"
                 "a,b\nc,d\n",
                 "1:1=a 1:3=b\n2:1=c 2:3=d\n");
    assert_reads("\xEF\xBB\xBF\"a\",b\n", "1:1=a 1:5=b\n");
    assert_reads("\xEF\xBB\xBF", "");
}

QP_TEST(csv, keeps_blanks_and_empty_fields)
{
    assert_reads(" a , b\t\n,,\n,", "1:1= a  1:5= b\t\n2:1= 2:2= 2:3=\n"
                                    "3:1= 3:2=\n");
    assert_reads("", "");
    assert_reads("a", "1:1=a\n");
}

QP_TEST(csv, keeps_a_nul_in_its_field)
{
    qp_csv_defect defect;
    seen s = read_text("a\0b,c\n", 6, ',', &defect);
    cr_assert_str_eq(s.text, "1:1=a@b 1:5=c\n");
}

QP_TEST(csv, splits_at_the_delimiter_it_is_told)
{
    qp_csv_defect defect;
    cr_assert_str_eq(read_text("a;b,c;\"d;e\"\n", 12, ';', &defect).text,
                     "1:1=a 1:3=b,c 1:7=d;e\n");
    cr_assert_str_eq(read_text("a\tb\n", 4, '\t', &defect).text,
                     "1:1=a 1:3=b\n");
}

QP_TEST(csv, stops_at_a_stray_quote)
{
    assert_stops("a,b\nc,d\"e\n", "1:1=a 1:3=b\n", QP_CSV_STRAY_QUOTE, 2, 3);
    assert_stops("a \"word\",b\n", "", QP_CSV_STRAY_QUOTE, 1, 1);
    assert_stops("a, \"b\"\n", "", QP_CSV_STRAY_QUOTE, 1, 3);
}

QP_TEST(csv, stops_at_text_after_a_closing_quote)
{
    assert_stops("a,\"b\"c\n", "", QP_CSV_TRAILING, 1, 3);
    assert_stops("a,\"b\" \n", "", QP_CSV_TRAILING, 1, 3);
    assert_stops("h\na,\"b\nc\"d,e\n", "1:1=h\n", QP_CSV_TRAILING, 2, 3);
}

/* `"A,B` is open until the next quote, which is not doubled: the field that
 * went wrong is told, and where it was noticed. */
QP_TEST(csv, tells_where_a_wrong_quote_was_noticed)
{
    static const char text[] = "a,b\n\"A,B\n\"C,D\n";
    qp_csv_defect defect;
    read_text(text, strlen(text), ',', &defect);
    cr_assert_eq(defect.fault, QP_CSV_TRAILING);
    cr_assert_eq(defect.line, 2);
    cr_assert_eq(defect.column, 1);
    cr_assert_eq(defect.line_met, 3);
    cr_assert_eq(defect.column_met, 2);
}

QP_TEST(csv, stops_at_a_quote_that_is_never_closed)
{
    assert_stops("a,b\nc,\"d\ne,f\n", "1:1=a 1:3=b\n", QP_CSV_UNCLOSED, 2, 3);
    assert_stops("\"", "", QP_CSV_UNCLOSED, 1, 1);
    assert_stops("a,\"b\"\"", "", QP_CSV_UNCLOSED, 1, 3);
    assert_stops("a\n\"b\n\n\n", "1:1=a\n", QP_CSV_UNCLOSED, 2, 1);
}

static qp_status count_fields(const qp_field fields[], size_t count,
                              void *context, qp_error *err)
{
    (void)fields;
    (void)err;
    *(size_t *)context = count;
    return QP_OK;
}

static qp_csv_defect read_generated(const qp_text *text, size_t *count)
{
    qp_csv_defect defect;
    *count = 0;
    cr_assert_eq(read_copy(text->bytes, text->size, ',',
                           (qp_record_visitor){count_fields, count, NULL},
                           &defect, NULL),
                 QP_OK);
    return defect;
}

QP_TEST(csv, takes_a_field_of_a_mebibyte_and_no_longer_one)
{
    qp_text text = {0};
    size_t count = 0;
    for (int i = 0; i < QP_FIELD_LIMIT; i++)
        qp_text_add(&text, "x");
    cr_assert_eq(read_generated(&text, &count).fault, QP_CSV_WHOLE);
    cr_assert_eq(count, 1);
    qp_text_add(&text, ",y\n");
    cr_assert_eq(read_generated(&text, &count).fault, QP_CSV_WHOLE);
    cr_assert_eq(count, 2);
    text.bytes[QP_FIELD_LIMIT] = 'x';
    qp_csv_defect defect = read_generated(&text, &count);
    cr_assert_eq(defect.fault, QP_CSV_LONG_FIELD);
    cr_assert_eq(defect.line, 1);
    cr_assert_eq(defect.column, 1);
    qp_text_clear(&text);
}

QP_TEST(csv, finds_a_quote_left_open_in_a_long_file_early)
{
    qp_text text = {0};
    size_t count = 0;
    qp_text_add(&text, "a,b\n\"c,d\n");
    for (int i = 0; i < 2000000; i++)
        qp_text_add(&text, "e,f\n");
    qp_csv_defect defect = read_generated(&text, &count);
    cr_assert_eq(defect.fault, QP_CSV_LONG_FIELD);
    cr_assert_eq(defect.line, 2);
    cr_assert_eq(defect.column, 1);
    qp_text_clear(&text);
}

QP_TEST(csv, takes_65536_fields_and_no_more)
{
    static const char *const ends[] = {"", "\n"};
    for (size_t e = 0; e < 2; e++) {
        qp_text text = {0};
        size_t count = 0;
        for (int i = 1; i < QP_FIELDS_LIMIT; i++)
            qp_text_add(&text, ",");
        size_t size = text.size;
        qp_text_add(&text, ends[e]);
        cr_assert_eq(read_generated(&text, &count).fault, QP_CSV_WHOLE);
        cr_assert_eq(count, QP_FIELDS_LIMIT);
        text.size = size;
        qp_text_add(&text, ",");
        qp_text_add(&text, ends[e]);
        cr_assert_eq(read_generated(&text, &count).fault, QP_CSV_MANY_FIELDS);
        cr_assert_eq(count, 0);
        qp_text_clear(&text);
    }
}

QP_TEST(csv, stops_when_its_visitor_fails)
{
    qp_csv_defect defect;
    qp_error err = {0};
    seen s = {.stop_at = 2};
    cr_assert_eq(read_copy("a\nb\nc\n", 6, ',',
                           (qp_record_visitor){note, &s, NULL}, &defect, &err),
                 QP_E_LIMIT);
    cr_assert_str_eq(err.message, "enough");
    cr_assert_str_eq(s.text, "1:1=a\n2:1=b\n");
}

QP_TEST(csv, comes_back_clean_when_memory_runs_out)
{
    qp_text text = {0};
    for (int i = 0; i < 300; i++)
        qp_text_add(&text, "some,\"fields\",of,a,long,record,");
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status != QP_OK; allowed++) {
        size_t count = 0;
        qp_csv_defect defect;
        qp_memory_allow(allowed);
        status = read_copy(text.bytes, text.size, ',',
                           (qp_record_visitor){count_fields, &count, NULL},
                           &defect, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert_eq(qp_memory_held(), 1);
    }
    cr_assert_gt(allowed, 5);
    qp_text_clear(&text);
}

/* ------------------------------------------------- a second way to read */

enum { FIELDS = 4, RECORDS = 30 };

typedef struct {
    const char *bytes; ///< of the whole text
    char fields[RECORDS * FIELDS][16];
    size_t size[RECORDS * FIELDS];
    size_t at; ///< next field
} expected;

static size_t offset_of(const char *text, uint32_t line, uint32_t column)
{
    const char *at = text;
    for (uint32_t l = 1; l < line; l++) {
        at += strcspn(at, "\r\n");
        at += at[0] == '\r' && at[1] == '\n' ? 2 : 1;
    }
    return (size_t)(at - text) + column - 1;
}

static qp_status compare(const qp_field fields[], size_t count, void *context,
                         qp_error *err)
{
    (void)err;
    expected *e = context;
    cr_assert_eq(count, FIELDS);
    for (size_t f = 0; f < count; f++, e->at++) {
        cr_assert_eq(fields[f].size, e->size[e->at]);
        cr_assert_eq(memcmp(fields[f].bytes, e->fields[e->at], fields[f].size),
                     0);
        size_t at = offset_of(e->bytes, fields[f].line, fields[f].column);
        bool quoted = e->bytes[at] == '"';
        cr_assert(fields[f].size == 0 || quoted ||
                      memcmp(e->bytes + at, fields[f].bytes, fields[f].size) ==
                          0,
                  "the place does not point at the field");
        cr_assert(at == 0 || strchr(",\r\n", e->bytes[at - 1]) != NULL);
    }
    return QP_OK;
}

static void add_field(qp_text *text, const char *value, size_t size)
{
    bool quoted = size == 0 || strpbrk(value, ",\"\r\n") != NULL;
    if (quoted)
        qp_text_add(text, "\"");
    for (size_t b = 0; b < size; b++) {
        if (value[b] == '"')
            qp_text_add(text, "\"");
        qp_text_add_bytes(text, value + b, 1);
    }
    if (quoted)
        qp_text_add(text, "\"");
}

QP_TEST(csv, reads_back_whatever_was_quoted_and_written)
{
    static const char letters[] = "ab ,,\"\"\r\n\xE6\xB7\xB1";
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    srand(3);
    for (int round = 0; round < 300; round++) {
        static expected e;
        qp_text text = {0};
        for (size_t i = 0; i < RECORDS * FIELDS; i++) {
            e.size[i] = (size_t)rand() % 8;
            for (size_t b = 0; b < e.size[i]; b++)
                e.fields[i][b] = letters[(size_t)rand() % (sizeof letters - 1)];
            e.fields[i][e.size[i]] = '\0';
            add_field(&text, e.fields[i], e.size[i]);
            qp_text_add(&text, (i + 1) % FIELDS > 0 ? "," : ends[rand() % 3]);
        }
        qp_csv_defect defect;
        e.bytes = text.bytes;
        e.at = 0;
        cr_assert_eq(read_copy(text.bytes, text.size, ',',
                               (qp_record_visitor){compare, &e, NULL}, &defect,
                               NULL),
                     QP_OK);
        cr_assert_eq(defect.fault, QP_CSV_WHOLE, "%s", text.bytes);
        cr_assert_eq(e.at, RECORDS * FIELDS);
        qp_text_clear(&text);
    }
}
