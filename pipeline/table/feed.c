/* SPDX-License-Identifier: MIT */
#include "table/feed.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "table/cell.h"
#include "table/csv.h"

enum { NOT_THERE = -1, MOST_SOURCE_COLUMNS = 4096 };

/** One mapping at work on one file. */
typedef struct {
    const qp_mapping *mapping;
    qp_table *table;
    bool usable;                ///< all it needs is in the header
    int field[QP_MOST_COLUMNS]; ///< field that feeds each column, or NOT_THERE
    bool trims[QP_MOST_COLUMNS];
    int *skip_field;  ///< [mapping->skip_count]
    size_t *skipped;  ///< [mapping->skip_count] rows left out
    uint32_t *row_of; ///< [row_of_count] row of an id, by its number
    size_t row_of_count;
} channel;

typedef struct {
    qp_dataset *dataset;
    const qp_resource *resource;
    uint16_t file;
    qp_findings *findings;
    channel *channels; ///< [resource->mapping_count]
    char **header;     ///< [header_count]
    size_t header_count;
    size_t ragged;
    qp_text normalised;
    qp_error *err;
} feeder;

static qp_status tell(feeder *f, qp_severity severity, const char *rule,
                      uint32_t line, uint32_t column, const char *found,
                      const char *expected)
{
    qp_place place = {f->dataset->files[f->file], line, column};
    return qp_findings_add(f->findings, severity, rule, place, found, expected,
                           f->err);
}

static qp_status no_memory(feeder *f)
{
    return qp_fail(f->err, QP_E_MEMORY, "%s: no memory for its rows",
                   f->dataset->files[f->file]);
}

/* ------------------------------------------------------------- the header */

static int field_named(const feeder *f, const char *name)
{
    for (size_t i = 0; i < f->header_count; i++)
        if (strcmp(f->header[i], name) == 0)
            return (int)i;
    return NOT_THERE;
}

static void add_header(const feeder *f, qp_text *out)
{
    enum { MOST = 24 };
    char shown[QP_SHOWN_SIZE];
    for (size_t i = 0; i < f->header_count && i < MOST; i++)
        qp_text_addf(out, "%s%s", i > 0 ? ", " : "",
                     qp_text_shown(f->header[i], strlen(f->header[i]), shown));
    if (f->header_count > MOST)
        qp_text_add(out, ", ...");
}

static qp_status tell_missing_column(feeder *f, const char *rule,
                                     const char *name)
{
    qp_text found = {0};
    qp_text expected = {0};
    const char *nearest = qp_text_nearest(name, (const char *const *)f->header,
                                          f->header_count);
    qp_text_addf(&found, "column '%s' is missing", name);
    qp_text_add(&expected, "the columns are: ");
    add_header(f, &expected);
    if (nearest != NULL)
        qp_text_addf(&expected, " (nearest: '%s')", nearest);
    qp_status status = tell(f, QP_DEFECT, rule, 1, 0, qp_text_string(&found),
                            qp_text_string(&expected));
    qp_text_clear(&found);
    qp_text_clear(&expected);
    return status;
}

static qp_status keep_header(feeder *f, const qp_field fields[], size_t count)
{
    f->header = qp_acquire(count, sizeof *f->header);
    if (f->header == NULL)
        return no_memory(f);
    for (size_t i = 0; i < count; i++) {
        f->header[i] = qp_text_copy(fields[i].bytes);
        if (f->header[i] == NULL)
            return no_memory(f);
        f->header_count++;
    }
    return QP_OK;
}

static qp_status refuse_repeated(feeder *f, const qp_field fields[])
{
    qp_status status = QP_OK;
    for (size_t i = 1; i < f->header_count && status == QP_OK; i++) {
        int first = field_named(f, f->header[i]);
        if (first == (int)i || f->header[i][0] == '\0')
            continue;
        char shown[QP_SHOWN_SIZE];
        char found[160];
        snprintf(found, sizeof found, "column '%s' is repeated",
                 qp_text_shown(fields[i].bytes, fields[i].size, shown));
        status = tell(f, QP_DEFECT, "header.repeated", fields[i].line,
                      fields[i].column, found, "each column has its own name");
    }
    return status;
}

static qp_status warn_unknown(feeder *f, const channel *c,
                              const qp_field fields[])
{
    const qp_schema *schema = c->table->schema;
    const char *names[QP_MOST_COLUMNS];
    for (size_t k = 0; k < schema->column_count; k++)
        names[k] = schema->columns[k].name;

    qp_status status = QP_OK;
    for (size_t i = 0; i < f->header_count && status == QP_OK; i++) {
        if (qp_schema_column(schema, f->header[i]) >= 0)
            continue;
        char shown[QP_SHOWN_SIZE];
        char found[160];
        char expected[160] = "data/README.md lists the columns";
        const char *nearest = qp_text_nearest(f->header[i], names,
                                              schema->column_count);
        if (nearest != NULL)
            snprintf(expected, sizeof expected, "nearest: '%s'", nearest);
        snprintf(found, sizeof found, "column '%s' is unknown and ignored",
                 qp_text_shown(fields[i].bytes, fields[i].size, shown));
        status = tell(f, QP_WARNING, "header.unknown", fields[i].line,
                      fields[i].column, found, expected);
    }
    return status;
}

/* Which field feeds a column; says so when one that was named is not there. */
static qp_status connect_column(feeder *f, channel *c, size_t k)
{
    const qp_column *column = &c->table->schema->columns[k];
    const char *name = c->mapping->by_name ? column->name
                                           : c->mapping->columns[k];
    c->field[k] = name != NULL ? field_named(f, name) : NOT_THERE;
    for (size_t t = 0; name != NULL && t < c->mapping->trim_count; t++)
        c->trims[k] |= strcmp(c->mapping->trim[t], name) == 0;
    if (c->field[k] != NOT_THERE || c->mapping->constants[k] != NULL)
        return QP_OK;
    bool named = !c->mapping->by_name && name != NULL;
    if (!named && !column->required)
        return QP_OK;
    c->usable = false;
    return tell_missing_column(f, "header.missing",
                               name != NULL ? name : column->name);
}

static qp_status connect_skips(feeder *f, channel *c)
{
    size_t count = c->mapping->skip_count;
    c->skip_field = qp_acquire(count, sizeof *c->skip_field);
    c->skipped = qp_acquire(count, sizeof *c->skipped);
    if (c->skip_field == NULL || c->skipped == NULL)
        return no_memory(f);
    qp_status status = QP_OK;
    for (size_t s = 0; s < count && status == QP_OK; s++) {
        c->skip_field[s] = field_named(f, c->mapping->skips[s].column);
        if (c->skip_field[s] == NOT_THERE) {
            c->usable = false;
            status = tell_missing_column(f, "header.missing",
                                         c->mapping->skips[s].column);
        }
    }
    return status;
}

static qp_status connect(feeder *f, channel *c, const qp_field fields[])
{
    c->usable = true;
    c->table->present = true;
    qp_status status = connect_skips(f, c);
    for (size_t k = 0; k < c->table->schema->column_count && status == QP_OK;
         k++)
        status = connect_column(f, c, k);
    if (status == QP_OK && c->mapping->by_name)
        status = warn_unknown(f, c, fields);
    return status;
}

/* --------------------------------------------------------- room for rows */

static bool holds_texts(qp_kind kind)
{
    return kind == QP_ID || kind == QP_TEXT;
}

static void blank_cell(qp_cells *cells, qp_kind kind, size_t row)
{
    if (holds_texts(kind))
        cells->text[row] = QP_NONE;
    else if (kind == QP_DATE)
        cells->period[row] = QP_NO_PERIOD;
    else
        cells->number[row] = NAN;
    cells->place[row] = 0;
}

static bool resize_cells(qp_cells *cells, qp_kind kind, size_t room)
{
    void **values = holds_texts(kind) ? (void **)&cells->text
                    : kind == QP_DATE ? (void **)&cells->period
                                      : (void **)&cells->number;
    size_t size = holds_texts(kind) ? sizeof *cells->text
                  : kind == QP_DATE ? sizeof *cells->period
                                    : sizeof *cells->number;
    void *grown = qp_resize(*values, room, size);
    if (grown == NULL)
        return false;
    *values = grown;
    uint32_t *place = qp_resize(cells->place, room, sizeof *place);
    if (place == NULL)
        return false;
    cells->place = place;
    return true;
}

static bool resize_table(qp_table *table, size_t room)
{
    uint16_t *file = qp_resize(table->file, room, sizeof *file);
    table->file = file != NULL ? file : table->file;
    uint32_t *line = qp_resize(table->line, room, sizeof *line);
    table->line = line != NULL ? line : table->line;
    bool fits = file != NULL && line != NULL;
    for (size_t k = 0; k < table->schema->column_count && fits; k++)
        fits = !table->columns[k].present ||
               resize_cells(&table->columns[k], table->schema->columns[k].kind,
                            room);
    if (fits)
        table->room = room;
    return fits;
}

/* A column that this channel feeds, blank in the rows of other files. */
static bool open_columns(channel *c)
{
    qp_table *table = c->table;
    for (size_t k = 0; k < table->schema->column_count; k++) {
        qp_cells *cells = &table->columns[k];
        qp_kind kind = table->schema->columns[k].kind;
        if (cells->present ||
            (c->field[k] == NOT_THERE && c->mapping->constants[k] == NULL))
            continue;
        if (!resize_cells(cells, kind, table->room))
            return false;
        cells->present = true;
        for (size_t row = 0; row < table->row_count; row++)
            blank_cell(cells, kind, row);
    }
    return true;
}

static bool open_row(channel *c, uint16_t file, uint32_t line)
{
    qp_table *table = c->table;
    if (table->row_count >= table->room &&
        !resize_table(table, table->room < 64 ? 64 : table->room * 2))
        return false;
    size_t row = table->row_count++;
    table->file[row] = file;
    table->line[row] = line;
    for (size_t k = 0; k < table->schema->column_count; k++)
        if (table->columns[k].present)
            blank_cell(&table->columns[k], table->schema->columns[k].kind, row);
    return true;
}

/* ---------------------------------------------------------------- the rows */

static bool is_missing(const feeder *f, int field, const qp_field *value)
{
    if (value->size == 0)
        return true;
    for (size_t m = 0; m < f->resource->missing_count; m++) {
        const qp_missing_value *missing = &f->resource->missing[m];
        if ((missing->column == NULL ||
             strcmp(missing->column, f->header[field]) == 0) &&
            strcmp(missing->text, value->bytes) == 0)
            return true;
    }
    return false;
}

static qp_field trimmed(qp_field value)
{
    while (value.size > 0 && strchr(" \t", value.bytes[0]) != NULL) {
        value.bytes++;
        value.size--;
    }
    while (value.size > 0 && strchr(" \t", value.bytes[value.size - 1]) != NULL)
        value.size--;
    return value;
}

/* 2014.0 is how some programs write the year 2014. */
static qp_field without_decimals(qp_field value)
{
    if (value.size == 6 && memcmp(value.bytes + 4, ".0", 2) == 0)
        value.size = 4;
    return value;
}

static qp_status store(feeder *f, qp_cells *cells, qp_kind kind, size_t row,
                       const qp_cell *cell, uint32_t column)
{
    cells->place[row] = column;
    if (kind == QP_DATE)
        cells->period[row] = cell->period;
    else if (!holds_texts(kind))
        cells->number[row] = cell->number;
    else {
        qp_string s = qp_pool_add(&f->dataset->text, cell->text, cell->size);
        if (s == QP_NONE)
            return no_memory(f);
        cells->text[row] = s;
    }
    return QP_OK;
}

static qp_status read_value(feeder *f, channel *c, size_t k, size_t row,
                            const qp_field *value)
{
    const qp_column *column = &c->table->schema->columns[k];
    qp_cell cell;
    qp_cell_defect defect;
    bool good = qp_cell_read(column, value->bytes, value->size, &f->normalised,
                             &cell, &defect);
    qp_status status = qp_text_status(&f->normalised, f->err);
    if (status == QP_OK && defect.rule != NULL)
        status = tell(f, defect.warning ? QP_WARNING : QP_DEFECT, defect.rule,
                      value->line, value->column, defect.found,
                      defect.expected);
    c->table->columns[k].place[row] = value->column;
    if (status == QP_OK && good)
        status = store(f, &c->table->columns[k], column->kind, row, &cell,
                       value->column);
    return status;
}

static qp_status refuse_blank(feeder *f, const qp_column *column,
                              const qp_field *value)
{
    char found[160];
    snprintf(found, sizeof found, "%s is blank", column->name);
    return tell(f, QP_DEFECT, "cell.blank", value->line, value->column, found,
                column->meaning);
}

static qp_status read_cell(feeder *f, channel *c, size_t k, size_t row,
                           const qp_field fields[])
{
    const qp_column *column = &c->table->schema->columns[k];
    const char *constant = c->mapping->constants[k];
    if (c->field[k] == NOT_THERE) {
        qp_field fixed = {constant, constant != NULL ? strlen(constant) : 0,
                          fields[0].line, 0};
        return constant != NULL ? read_value(f, c, k, row, &fixed) : QP_OK;
    }
    const qp_field *raw = &fields[c->field[k]];
    qp_field value = c->trims[k] ? trimmed(*raw) : *raw;
    if (c->mapping->decimal_years && column->kind == QP_DATE)
        value = without_decimals(value);
    if (!is_missing(f, c->field[k], raw) && value.size > 0)
        return read_value(f, c, k, row, &value);
    c->table->columns[k].place[row] = value.column;
    return column->required ? refuse_blank(f, column, &value) : QP_OK;
}

static bool skips(channel *c, const qp_field fields[])
{
    for (size_t s = 0; s < c->mapping->skip_count; s++) {
        const qp_field *value = &fields[c->skip_field[s]];
        if (strcmp(value->bytes, c->mapping->skips[s].equals) == 0) {
            c->skipped[s]++;
            return true;
        }
    }
    return false;
}

static bool is_blank(const qp_cells *cells, qp_kind kind, size_t row)
{
    return holds_texts(kind) ? cells->text[row] == QP_NONE
           : kind == QP_DATE ? cells->period[row].from == QP_NO_DAY
                             : isnan(cells->number[row]);
}

/* Give a kept row what it lacks of the last one, and drop the last one. */
static void merge_last(qp_table *table, size_t kept)
{
    size_t last = --table->row_count;
    for (size_t k = 0; k < table->schema->column_count; k++) {
        qp_cells *cells = &table->columns[k];
        qp_kind kind = table->schema->columns[k].kind;
        if (!cells->present || !is_blank(cells, kind, kept))
            continue;
        if (holds_texts(kind))
            cells->text[kept] = cells->text[last];
        else if (kind == QP_DATE)
            cells->period[kept] = cells->period[last];
        else
            cells->number[kept] = cells->number[last];
    }
}

/* Rows already there when this file began count as seen, too. */
static bool reach(channel *c, qp_string id, size_t pool_count)
{
    size_t from = c->row_of_count;
    if (id < from)
        return true;
    size_t count = pool_count + pool_count / 2 + 64;
    uint32_t *row_of = qp_resize(c->row_of, count, sizeof *row_of);
    if (row_of == NULL)
        return false;
    c->row_of = row_of;
    c->row_of_count = count;
    memset(row_of + from, 0xFF, (count - from) * sizeof *row_of);
    const qp_string *ids = c->table->columns[0].text;
    for (size_t row = 0; row + 1 < c->table->row_count; row++)
        if (ids[row] != QP_NONE && row_of[ids[row]] == QP_NONE)
            row_of[ids[row]] = (uint32_t)row;
    return true;
}

static qp_status keep_first(feeder *f, channel *c)
{
    qp_table *table = c->table;
    size_t row = table->row_count - 1;
    qp_string id = table->columns[0].text[row];
    if (id == QP_NONE)
        return QP_OK;
    if (!reach(c, id, f->dataset->text.count))
        return no_memory(f);
    if (c->row_of[id] == QP_NONE)
        c->row_of[id] = (uint32_t)row;
    else
        merge_last(table, c->row_of[id]);
    return QP_OK;
}

static qp_status feed_channel(feeder *f, channel *c, const qp_field fields[])
{
    if (!c->usable || skips(c, fields))
        return QP_OK;
    if (!open_row(c, f->file, fields[0].line))
        return no_memory(f);
    qp_status status = QP_OK;
    size_t row = c->table->row_count - 1;
    for (size_t k = 0; k < c->table->schema->column_count && status == QP_OK;
         k++)
        if (c->table->columns[k].present)
            status = read_cell(f, c, k, row, fields);
    if (status == QP_OK && c->mapping->keep)
        status = keep_first(f, c);
    return status;
}

static qp_status begin(feeder *f, const qp_field fields[], size_t count)
{
    if (count > MOST_SOURCE_COLUMNS)
        return tell(f, QP_DEFECT, "header.limit", 1, 0,
                    "the header has more than 4,096 columns",
                    "is the delimiter another?");
    qp_status status = keep_header(f, fields, count);
    if (status == QP_OK)
        status = refuse_repeated(f, fields);
    for (size_t m = 0; m < f->resource->mapping_count && status == QP_OK; m++) {
        channel *c = &f->channels[m];
        status = connect(f, c, fields);
        if (status == QP_OK && !open_columns(c))
            status = no_memory(f);
    }
    return status;
}

static qp_status on_record(const qp_field fields[], size_t count, void *context,
                           qp_error *err)
{
    (void)err; /* the feeder has it */
    feeder *f = context;
    if (f->header == NULL)
        return begin(f, fields, count);
    if (count != f->header_count) {
        char found[96];
        snprintf(found, sizeof found, "the row has %zu fields", count);
        char expected[96];
        snprintf(expected, sizeof expected, "the header has %zu",
                 f->header_count);
        return tell(f, QP_DEFECT, "row.ragged", fields[0].line, 0, found,
                    expected);
    }
    qp_status status = QP_OK;
    for (size_t m = 0; m < f->resource->mapping_count && status == QP_OK; m++)
        status = feed_channel(f, &f->channels[m], fields);
    return status;
}

/* ------------------------------------------------------------- the account */

static qp_status note_skipped(feeder *f, const qp_skip_rule *rule, size_t count)
{
    qp_dataset *d = f->dataset;
    qp_skipped *skipped = qp_resize(d->skipped, d->skipped_count + 1,
                                    sizeof *skipped);
    if (skipped == NULL)
        return no_memory(f);
    d->skipped = skipped;
    qp_text why = {0};
    if (rule->equals[0] == '\0')
        qp_text_addf(&why, "%s is blank", rule->column);
    else
        qp_text_addf(&why, "%s is '%s'", rule->column, rule->equals);
    if (qp_text_status(&why, f->err) != QP_OK)
        return QP_E_MEMORY;
    skipped[d->skipped_count++] = (qp_skipped){f->file, count, why.bytes};
    return QP_OK;
}

static qp_status account(feeder *f)
{
    qp_status status = QP_OK;
    for (size_t m = 0; m < f->resource->mapping_count; m++) {
        const channel *c = &f->channels[m];
        for (size_t s = 0; c->skipped != NULL && status == QP_OK &&
                           s < c->mapping->skip_count;
             s++)
            if (c->skipped[s] > 0)
                status = note_skipped(f, &c->mapping->skips[s], c->skipped[s]);
    }
    return status;
}

static void clear_feeder(feeder *f)
{
    for (size_t m = 0; f->channels != NULL && m < f->resource->mapping_count;
         m++) {
        qp_release(f->channels[m].skip_field);
        qp_release(f->channels[m].skipped);
        qp_release(f->channels[m].row_of);
    }
    for (size_t i = 0; i < f->header_count; i++)
        qp_release(f->header[i]);
    qp_release((void *)f->header);
    qp_release(f->channels);
    qp_text_clear(&f->normalised);
}

qp_status qp_feed(qp_dataset *dataset, const qp_text *content, uint16_t file,
                  const qp_resource *resource, qp_findings *findings,
                  qp_error *err)
{
    feeder f = {.dataset = dataset,
                .resource = resource,
                .file = file,
                .findings = findings,
                .err = err};
    qp_csv_defect defect = {0};
    f.channels = qp_acquire(resource->mapping_count, sizeof *f.channels);
    if (f.channels == NULL)
        return no_memory(&f);
    for (size_t m = 0; m < resource->mapping_count; m++) {
        f.channels[m].mapping = &resource->mappings[m];
        f.channels[m].table = &dataset->tables[resource->mappings[m].table];
    }

    qp_status status = qp_csv_read(content->bytes, content->size,
                                   resource->delimiter, on_record, &f, &defect,
                                   err);
    if (status == QP_OK && defect.what != NULL)
        status = tell(&f, QP_DEFECT, "csv", defect.line, defect.column,
                      defect.what, defect.expected);
    else if (status == QP_OK && f.header == NULL)
        status = tell(&f, QP_DEFECT, "file", 0, 0, "the file is empty",
                      "a table begins with the names of its columns");
    if (status == QP_OK)
        status = account(&f);
    clear_feeder(&f);
    return status;
}
