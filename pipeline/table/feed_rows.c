/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "table/feeder.h"

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

/* A column that this channel feeds is blank in the rows of other files. */
qp_status qp_feeder_open(qp_feeder *f, qp_channel *c)
{
    qp_table *table = c->table;
    for (size_t k = 0; k < table->schema->column_count; k++) {
        qp_cells *cells = &table->columns[k];
        qp_kind kind = table->schema->columns[k].kind;
        if (cells->present ||
            (c->inlets[k].field == QP_NOT_THERE && !c->inlets[k].constant))
            continue;
        if (!resize_cells(cells, kind, table->room))
            return qp_feeder_no_memory(f);
        cells->present = true;
        for (size_t row = 0; row < table->row_count; row++)
            blank_cell(cells, kind, row);
    }
    return QP_OK;
}

static bool open_row(qp_channel *c, uint16_t file, uint32_t line)
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

/* ---------------------------------------------------------------- the text */

static bool is_text(const qp_field *value, const char *text)
{
    return strncmp(value->bytes, text, value->size) == 0 &&
           strlen(text) == value->size;
}

static bool is_missing(const qp_feeder *f, int field, const qp_field *value)
{
    if (value->size == 0)
        return true;
    for (size_t m = 0; m < f->resource->missing_count; m++) {
        const qp_missing_value *missing = &f->resource->missing[m];
        if ((missing->column == NULL ||
             strcmp(missing->column, f->header[field]) == 0) &&
            is_text(value, missing->text))
            return true;
    }
    return false;
}

/* Bytes of the blank at one end of a text: ASCII, no-break, ideographic. */
static size_t blank_size(const char *text, size_t size, bool at_end)
{
    static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE3\x80\x80"};
    for (size_t b = 0; b < sizeof blanks / sizeof *blanks; b++) {
        size_t step = strlen(blanks[b]);
        const char *at = at_end ? text + size - step : text;
        if (step <= size && memcmp(at, blanks[b], step) == 0)
            return step;
    }
    return 0;
}

static qp_field trimmed(qp_field value)
{
    size_t step = 0;
    while ((step = blank_size(value.bytes, value.size, false)) > 0) {
        value.bytes += step;
        value.size -= step;
    }
    while ((step = blank_size(value.bytes, value.size, true)) > 0)
        value.size -= step;
    return value;
}

/* 2014.0 is how some programs write the year 2014. */
static qp_field without_decimals(qp_field value)
{
    if (value.size == 6 && memcmp(value.bytes + 4, ".0", 2) == 0)
        value.size = 4;
    return value;
}

/* ------------------------------------------------------------------ a cell */

static void store(qp_cells *cells, qp_kind kind, size_t row,
                  const qp_cell *cell, qp_string string)
{
    if (holds_texts(kind))
        cells->text[row] = string;
    else if (kind == QP_DATE)
        cells->period[row] = cell->period;
    else
        cells->number[row] = cell->number;
}

static void store_constant(qp_channel *c, size_t k, size_t row)
{
    const qp_inlet *inlet = &c->inlets[k];
    qp_cells *cells = &c->table->columns[k];
    if (inlet->refused)
        cells->place[row] = QP_CELL_REFUSED;
    else
        store(cells, c->table->schema->columns[k].kind, row, &inlet->cell,
              inlet->string);
}

/* Has this field been told under this rule for another column? */
static bool was_told(const qp_feeder *f, qp_rule rule, int field)
{
    for (size_t t = 0; t < f->told_count; t++)
        if (f->told[t].rule == rule && f->told[t].field == field)
            return true;
    return false;
}

static qp_status tell_cell(qp_feeder *f, int field, const qp_field *value,
                           const qp_cell_defect *defect)
{
    if (was_told(f, defect->rule, field))
        return QP_OK;
    if (!qp_grow((void **)&f->told, &f->told_room, f->told_count,
                 sizeof *f->told))
        return qp_feeder_no_memory(f);
    f->told[f->told_count++] = (qp_told){defect->rule, field};
    return qp_feeder_tell(f, defect->rule, value->line, value->column,
                          defect->found, defect->expected);
}

static qp_status read_value(qp_feeder *f, qp_channel *c, size_t k, size_t row,
                            const qp_field *value)
{
    const qp_column *column = &c->table->schema->columns[k];
    qp_cells *cells = &c->table->columns[k];
    qp_string string = QP_NONE;
    qp_cell cell;
    qp_cell_defect defect;
    bool good = qp_cell_read(column, value->bytes, value->size, &f->normalised,
                             &cell, &defect);
    qp_status status = qp_text_status(&f->normalised, f->err);
    if (status == QP_OK && defect.any)
        status = tell_cell(f, c->inlets[k].field, value, &defect);
    if (status != QP_OK)
        return status;
    if (!good) {
        cells->place[row] |= QP_CELL_REFUSED;
        c->table->incomplete |= k == 0; /* an id is lost */
        return QP_OK;
    }
    if (cell.text != NULL) {
        string = qp_pool_add(&f->dataset->text, cell.text, cell.size);
        if (string == QP_NONE)
            return qp_feeder_no_memory(f);
    }
    store(cells, column->kind, row, &cell, string);
    return QP_OK;
}

static qp_status refuse_blank(qp_feeder *f, qp_channel *c, size_t k, size_t row,
                              const qp_field *value)
{
    const qp_column *column = &c->table->schema->columns[k];
    qp_cell_defect defect = {.rule = QP_RULE_CELL_BLANK};
    snprintf(defect.found, sizeof defect.found, "%s is blank", column->name);
    snprintf(defect.expected, sizeof defect.expected, "it is required: %s",
             column->meaning);
    c->table->columns[k].place[row] |= QP_CELL_REFUSED;
    c->table->incomplete |= k == 0;
    return tell_cell(f, c->inlets[k].field, value, &defect);
}

static qp_status read_cell(qp_feeder *f, qp_channel *c, size_t k, size_t row,
                           const qp_field fields[])
{
    const qp_column *column = &c->table->schema->columns[k];
    const qp_inlet *inlet = &c->inlets[k];
    if (inlet->constant)
        store_constant(c, k, row);
    if (inlet->field == QP_NOT_THERE)
        return QP_OK;
    qp_field value = fields[inlet->field];
    if (inlet->trims)
        value = trimmed(value);
    if (c->mapping->decimal_years && column->kind == QP_DATE)
        value = without_decimals(value);
    c->table->columns[k].place[row] = value.column;
    if (!is_missing(f, inlet->field, &value))
        return read_value(f, c, k, row, &value);
    return column->required ? refuse_blank(f, c, k, row, &value) : QP_OK;
}

/* ------------------------------------------------------------ repeated ids */

static bool is_blank(const qp_cells *cells, qp_kind kind, size_t row)
{
    return holds_texts(kind) ? cells->text[row] == QP_NONE
           : kind == QP_DATE ? cells->period[row].from == QP_NO_DAY
                             : isnan(cells->number[row]);
}

/* Give a kept row what it lacks of the last one, and drop the last one. Where
 * such a cell stands is told by the row that keeps it. */
static void merge_last(qp_table *table, size_t kept)
{
    size_t last = --table->row_count;
    for (size_t k = 0; k < table->schema->column_count; k++) {
        qp_cells *cells = &table->columns[k];
        qp_kind kind = table->schema->columns[k].kind;
        if (!cells->present || !is_blank(cells, kind, kept))
            continue;
        qp_cell cell = {0};
        if (kind == QP_DATE)
            cell.period = cells->period[last];
        else if (!holds_texts(kind))
            cell.number = cells->number[last];
        store(cells, kind, kept, &cell,
              holds_texts(kind) ? cells->text[last] : QP_NONE);
        cells->place[kept] = (cells->place[kept] | cells->place[last]) &
                             QP_CELL_REFUSED;
    }
}

/* Make the map reach an id. Rows that were there before count as seen. */
static bool reach(qp_seen *seen, const qp_table *table, qp_string id,
                  size_t pool_count)
{
    size_t from = seen->count;
    if (id < from)
        return true;
    size_t count = pool_count + pool_count / 2 + 64;
    uint32_t *row_of = qp_resize(seen->row, count, sizeof *row_of);
    if (row_of == NULL)
        return false;
    seen->row = row_of;
    seen->count = count;
    memset(row_of + from, 0xFF, (count - from) * sizeof *row_of);
    const qp_string *ids = table->columns[0].text;
    for (size_t row = 0; row + 1 < table->row_count; row++)
        if (ids[row] != QP_NONE && row_of[ids[row]] == QP_NONE)
            row_of[ids[row]] = (uint32_t)row;
    return true;
}

/* Of a table that a mapping keeps the first rows of, note the last row. */
static qp_status keep_first(qp_feeder *f, qp_channel *c)
{
    qp_table *table = c->table;
    qp_seen *seen = &f->seen[c->mapping->table];
    size_t row = table->row_count - 1;
    if (!seen->wanted || !table->columns[0].present)
        return QP_OK;
    qp_string id = table->columns[0].text[row];
    if (id == QP_NONE)
        return QP_OK;
    if (!reach(seen, table, id, f->dataset->text.count))
        return qp_feeder_no_memory(f);
    if (seen->row[id] == QP_NONE)
        seen->row[id] = (uint32_t)row;
    else if (c->mapping->keep)
        merge_last(table, seen->row[id]);
    return QP_OK;
}

/* ------------------------------------------------------------------- a row */

static bool skips(qp_channel *c, const qp_field fields[])
{
    for (size_t s = 0; s < c->mapping->skip_count; s++)
        if (is_text(&fields[c->skip_field[s]], c->mapping->skips[s].equals)) {
            c->skipped[s]++;
            return true;
        }
    return false;
}

qp_status qp_feeder_row(qp_feeder *f, qp_channel *c, const qp_field fields[])
{
    if (!c->usable || skips(c, fields))
        return QP_OK;
    if (!open_row(c, f->file, fields[0].line))
        return qp_feeder_no_memory(f);
    qp_status status = QP_OK;
    size_t row = c->table->row_count - 1;
    for (size_t k = 0; k < c->table->schema->column_count && status == QP_OK;
         k++)
        if (c->table->columns[k].present)
            status = read_cell(f, c, k, row, fields);
    return status == QP_OK ? keep_first(f, c) : status;
}
