/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "table/feeder.h"

enum { QUERIES = 512 };

static void fail(qp_piece_feed *p)
{
    if (p->status == QP_OK)
        p->status = qp_fail(&p->err, QP_E_MEMORY, "%s: no memory for its rows",
                            p->feeder->dataset->files[p->feeder->file]);
}

/* ---------------------------------------------------------------- findings */

static qp_place place_of(const qp_piece_feed *p, uint32_t line, uint32_t column)
{
    const qp_feeder *f = p->feeder;
    return (qp_place){f->dataset->files[f->file], line, column};
}

static void tell(qp_piece_feed *p, qp_rule rule, qp_place place,
                 const char *found, const char *expected)
{
    if (p->status == QP_OK)
        p->status = qp_findings_add(&p->findings, rule, place, found, expected,
                                    &p->err);
}

/* Has this field been told under this rule for another column? */
static bool was_told(const qp_piece_feed *p, qp_rule rule, int field)
{
    for (size_t t = 0; t < p->told_count; t++)
        if (p->told[t].rule == rule && p->told[t].field == field)
            return true;
    return false;
}

/* Are words wanted for a defect of a field? It is told once, and counted. */
static bool needs_words(qp_piece_feed *p, qp_rule rule, int field,
                        const qp_field *value)
{
    if (was_told(p, rule, field))
        return false;
    if (!qp_grow((void **)&p->told, &p->told_room, p->told_count,
                 sizeof *p->told)) {
        fail(p);
        return false;
    }
    p->told[p->told_count++] = (qp_told){rule, field};
    return !qp_findings_pass_over(&p->findings, rule,
                                  place_of(p, value->line, value->column));
}

static void tell_cell(qp_piece_feed *p, const qp_field *value,
                      const qp_cell_defect *defect)
{
    tell(p, defect->rule, place_of(p, value->line, value->column),
         defect->found, defect->expected);
}

/* ------------------------------------------------------------------- texts */

/* Texts wait, so that the memory they are found in is waited for at once. */
static void number_texts(void *context)
{
    qp_piece_feed *p = context;
    const qp_pool *old = &p->feeder->dataset->text;
    qp_pool *new = &p->worker->texts;
    qp_string found[QUERIES];
    qp_string newer[QUERIES];
    qp_pool_find_all(old, p->queries, p->query_count, found);
    bool all = true;
    for (size_t q = 0; q < p->query_count; q++)
        all &= found[q] != QP_NONE;
    if (!all)
        qp_pool_find_all(new, p->queries, p->query_count, newer);
    for (size_t q = 0; q < p->query_count; q++) {
        if (found[q] == QP_NONE) {
            qp_string s = newer[q];
            if (s == QP_NONE)
                s = qp_pool_add(new, p->queries[q].text, p->queries[q].size);
            if (s == QP_NONE || old->count + s >= QP_NONE)
                fail(p);
            found[q] = (qp_string)(old->count + s);
        }
        *p->awaits[q] = found[q];
    }
    p->query_count = 0;
}

static void await_text(qp_piece_feed *p, const qp_cell *cell, qp_string *slot)
{
    if (p->query_count == QUERIES)
        number_texts(p);
    p->queries[p->query_count] = (qp_query){
        cell->text, (uint32_t)cell->size, qp_pool_tag(cell->text, cell->size)};
    p->awaits[p->query_count++] = slot;
}

/* A text that will not stay where it is. */
static void add_text(qp_piece_feed *p, const qp_cell *cell, qp_string *slot)
{
    await_text(p, cell, slot);
    number_texts(p);
}

/* ------------------------------------------------------------------ a cell */

/* Has another cell of the row been refused? Cells come row by row. */
static bool is_again(const qp_piece_feed *p, size_t channel, size_t row)
{
    if (p->refused_count == 0)
        return false;
    const qp_refused_cell *last = &p->refused[p->refused_count - 1];
    return last->channel == channel && last->refusal.row == row;
}

static void refuse(qp_piece_feed *p, size_t channel, size_t k, size_t row)
{
    p->stretches[channel].faulty += !is_again(p, channel, row);
    if (!qp_grow((void **)&p->refused, &p->refused_room, p->refused_count,
                 sizeof *p->refused)) {
        fail(p);
        return;
    }
    p->refused[p->refused_count++] = (qp_refused_cell){
        channel, {(uint32_t)row, (uint32_t)k}};
}

static const qp_column *column_of(const qp_piece_feed *p, size_t channel,
                                  const qp_inlet *inlet)
{
    return &p->feeder->channels[channel].table->schema->columns[inlet->column];
}

static void refuse_blank(qp_piece_feed *p, size_t channel,
                         const qp_inlet *inlet, const qp_field *value)
{
    const qp_column *column = column_of(p, channel, inlet);
    qp_cell_defect defect = {.rule = QP_RULE_CELL_BLANK};
    if (!needs_words(p, defect.rule, inlet->fields[0], value))
        return;
    snprintf(defect.found, sizeof defect.found, "%s is blank", column->name);
    snprintf(defect.expected, sizeof defect.expected, "it is required: %s",
             column->meaning);
    tell_cell(p, value, &defect);
}

static void refuse_value(qp_piece_feed *p, size_t channel,
                         const qp_inlet *inlet, const qp_field *value,
                         qp_value what)
{
    const char *name = column_of(p, channel, inlet)->name;
    bool unlisted = what == QP_VALUE_UNLISTED;
    qp_cell_defect defect = {.rule = unlisted ? QP_RULE_CELL_RECODE
                                              : QP_RULE_CELL_NUMBER};
    char shown[QP_SHOWN_SIZE];
    if (!needs_words(p, defect.rule, inlet->fields[0], value))
        return;
    snprintf(defect.found, sizeof defect.found, "%s '%s' is not %s", name,
             qp_text_shown(value->bytes, value->size, shown),
             unlisted ? "recoded" : "a number in the form of its column");
    snprintf(defect.expected, sizeof defect.expected,
             unlisted ? "datapackage.json lists its values, or says what "
                        "becomes of others"
                      : "datapackage.json says how its numbers are written");
    tell_cell(p, value, &defect);
}

static void store_text(qp_piece_feed *p, const qp_inlet *inlet,
                       const qp_cell *cell, const qp_field *value,
                       qp_string *slot)
{
    if (cell->text == NULL)
        *slot = QP_NONE;
    else if (inlet->plain && cell->text == value->bytes)
        await_text(p, cell, slot);
    else
        add_text(p, cell, slot);
}

/* A cell understood; the words of a defect are dear, and asked for where they
 * will be told only. */
static bool understand(qp_piece_feed *p, const qp_column *column, int field,
                       const qp_field *value, qp_cell *cell)
{
    qp_text *normalised = &p->worker->normalised;
    qp_rule rule = QP_RULE_COUNT;
    qp_cell_defect defect;
    bool good = qp_cell_judge(column, value->bytes, value->size, normalised,
                              cell, &rule);
    if (rule != QP_RULE_COUNT && needs_words(p, rule, field, value)) {
        good = qp_cell_read(column, value->bytes, value->size, normalised, cell,
                            &defect);
        tell_cell(p, value, &defect);
    }
    return good;
}

static void read_value(qp_piece_feed *p, size_t channel, const qp_inlet *inlet,
                       size_t row, const qp_field *value)
{
    const qp_channel *c = &p->feeder->channels[channel];
    qp_cells *cells = &c->table->columns[inlet->column];
    qp_cell cell;
    if (!understand(p, column_of(p, channel, inlet), inlet->fields[0], value,
                    &cell)) {
        refuse(p, channel, inlet->column, row);
        cell = (qp_cell){.number = NAN, .period = QP_NO_PERIOD};
    }
    if (cells->number != NULL)
        cells->number[row] = cell.number;
    else if (cells->period != NULL)
        cells->period[row] = cell.period;
    else
        store_text(p, inlet, &cell, value, &cells->text[row]);
}

static void read_cell(qp_piece_feed *p, size_t channel, const qp_inlet *inlet,
                      size_t row, const qp_field fields[])
{
    const qp_channel *c = &p->feeder->channels[channel];
    qp_field value;
    qp_value what = qp_feed_value(p, c, inlet, fields, &value);
    if (what == QP_VALUE) {
        read_value(p, channel, inlet, row, &value);
        return;
    }
    qp_table_blank(c->table, inlet->column, row, row + 1);
    bool needed = column_of(p, channel, inlet)->required;
    if (what != QP_VALUE_BLANK || needed)
        refuse(p, channel, inlet->column, row);
    if (what != QP_VALUE_BLANK)
        refuse_value(p, channel, inlet, &value, what);
    else if (needed)
        refuse_blank(p, channel, inlet, &value);
}

/* ------------------------------------------------------------------- a row */

static bool is_among(const qp_skip_rule *rule, const qp_field *value)
{
    for (size_t t = 0; t < rule->count; t++)
        if (qp_field_is(value, rule->texts[t]))
            return true;
    return false;
}

static bool skips(const qp_channel *c, qp_stretch *stretch,
                  const qp_field fields[])
{
    for (size_t s = 0; s < c->mapping->skip_count; s++) {
        const qp_skip_rule *rule = &c->mapping->skips[s];
        if (is_among(rule, &fields[c->skip_field[s]]) != rule->unless) {
            stretch->skipped[s]++;
            return true;
        }
    }
    return false;
}

static size_t open_row(qp_piece_feed *p, size_t channel, size_t l,
                       uint32_t line)
{
    const qp_channel *c = &p->feeder->channels[channel];
    qp_stretch *stretch = &p->stretches[channel];
    size_t row = stretch->start + stretch->count++;
    c->table->origin[row] = (uint16_t)(c->origin + l);
    c->table->line[row] = line;
    p->rows++;
    return row;
}

static void add_row(qp_piece_feed *p, size_t channel, const qp_field fields[])
{
    const qp_channel *c = &p->feeder->channels[channel];
    size_t row = open_row(p, channel, 0, fields[0].line);
    for (size_t i = 0; i < c->fed_count && p->status == QP_OK; i++)
        read_cell(p, channel, &c->inlets[c->fed[i]], row, fields);
}

static void store_constant(qp_channel *c, size_t k, const qp_inlet *inlet,
                           size_t row)
{
    qp_cells *cells = &c->table->columns[k];
    if (cells->text != NULL)
        cells->text[row] = inlet->string;
    else if (cells->period != NULL)
        cells->period[row] = inlet->cell.period;
    else
        cells->number[row] = inlet->cell.number;
}

/* A row for each long column: its header and its cell are values, the other
 * columns are the same in all. */
static void add_long_rows(qp_piece_feed *p, size_t channel,
                          const qp_field fields[])
{
    qp_channel *c = &p->feeder->channels[channel];
    const qp_melt *melt = &c->mapping->melt;
    for (size_t l = 0; l < c->long_count && p->status == QP_OK; l++) {
        const qp_long *one = &c->longs[l];
        qp_field value;
        if (qp_feed_value(p, c, &one->value, fields, &value) ==
            QP_VALUE_BLANK) {
            p->stretches[channel].blank++;
            continue;
        }
        size_t row = open_row(p, channel, l, fields[0].line);
        for (size_t i = 0; i < c->fed_count; i++)
            read_cell(p, channel, &c->inlets[c->fed[i]], row, fields);
        store_constant(c, (size_t)melt->name, &one->name, row);
        if (one->name.refused)
            refuse(p, channel, (size_t)melt->name, row);
        read_cell(p, channel, &one->value, row, fields);
    }
}

static void refuse_blank_key(qp_piece_feed *p, int field, const qp_field *value)
{
    const char *name = p->feeder->heads[field].name;
    char shown[QP_SHOWN_SIZE];
    qp_cell_defect defect = {
        .rule = QP_RULE_CELL_BLANK,
        .expected = "it is required: a part of the primary key"};
    if (!needs_words(p, defect.rule, field, value))
        return;
    snprintf(defect.found, sizeof defect.found, "column '%s' is blank",
             qp_text_shown(name, strlen(name), shown));
    tell_cell(p, value, &defect);
}

/* What tells a record apart; it is compared when all before it are read. The
 * sizes of the parts keep 'a', 'bc' from being 'ab', 'c'. */
static void note_key(qp_piece_feed *p, const qp_field fields[])
{
    const qp_feeder *f = p->feeder;
    qp_text *whole = &p->worker->key;
    qp_keyed row = {.line = fields[0].line, .file = f->file};
    qp_text_empty(whole);
    for (size_t k = 0; k < f->key_count; k++) {
        qp_field part;
        bool there = qp_feed_key_part(f, &f->key[k], fields,
                                      &p->worker->normalised, &part);
        row.blank |= !there;
        if (!there)
            refuse_blank_key(p, f->key[k].field, &part);
        qp_text_add_bytes(whole, (const char *)&part.size, sizeof part.size);
        qp_text_add_bytes(whole, part.bytes, part.size);
    }
    row.digest = qp_digest_wide(qp_text_string(whole), whole->size);
    if (!qp_grow((void **)&p->keyed, &p->keyed_room, p->keyed_count,
                 sizeof *p->keyed))
        fail(p);
    else
        p->keyed[p->keyed_count++] = row;
}

static void refuse_ragged(qp_piece_feed *p, uint32_t line, size_t count)
{
    char found[96];
    char expected[96];
    qp_place place = place_of(p, line, 0);
    p->ragged++;
    if (qp_findings_pass_over(&p->findings, QP_RULE_ROW_RAGGED, place))
        return;
    snprintf(found, sizeof found, "the row has %zu field%s", count,
             count == 1 ? "" : "s");
    snprintf(expected, sizeof expected, "the header has %zu",
             p->feeder->header_count);
    tell(p, QP_RULE_ROW_RAGGED, place, found, expected);
}

static qp_status on_record(const qp_field fields[], size_t count, void *context,
                           qp_error *err)
{
    (void)err; /* the piece has its own */
    qp_piece_feed *p = context;
    const qp_feeder *f = p->feeder;
    if (p->passed > 0) {
        p->passed--;
        return QP_OK;
    }
    size_t before = p->rows;
    p->records++;
    p->told_count = 0;
    if (count != f->header_count) {
        refuse_ragged(p, fields[0].line, count);
        return p->status;
    }
    for (size_t c = 0; c < f->resource->mapping_count; c++) {
        const qp_channel *channel = &f->channels[c];
        if (!channel->usable || skips(channel, &p->stretches[c], fields))
            continue;
        if (channel->long_count > 0)
            add_long_rows(p, c, fields);
        else
            add_row(p, c, fields);
    }
    if (f->key_count > 0 && p->rows > before)
        note_key(p, fields);
    return p->status;
}

/* ----------------------------------------------------------------- a piece */

static void fill_constants(qp_piece_feed *p, size_t channel)
{
    qp_channel *c = &p->feeder->channels[channel];
    const qp_stretch *stretch = &p->stretches[channel];
    size_t end = stretch->start + stretch->count;
    for (size_t k = 0; k < c->table->schema->column_count; k++) {
        const qp_inlet *inlet = &c->inlets[k];
        bool filled = !c->table->columns[k].present || inlet->field_count > 0 ||
                      qp_mapping_makes_long(c->mapping, k);
        if (filled)
            continue;
        if (!inlet->constant || inlet->refused)
            qp_table_blank(c->table, k, stretch->start, end);
        else
            for (size_t row = stretch->start; row < end; row++)
                store_constant(c, k, inlet, row);
    }
}

/* The column of a table that holds amounts in units, and that of its units. */
static bool find_unit(const qp_table *table, int *value, int *unit)
{
    *value = qp_schema_column(table->schema, "value");
    *unit = qp_schema_column(table->schema, "unit");
    return *value >= 0 && *unit >= 0 && table->columns[*value].present &&
           table->columns[*unit].present;
}

static void convert_units(qp_piece_feed *p, size_t channel)
{
    const qp_channel *c = &p->feeder->channels[channel];
    const qp_stretch *stretch = &p->stretches[channel];
    int value = 0;
    int unit = 0;
    if (c->mapping->conversion_count == 0 ||
        !find_unit(c->table, &value, &unit))
        return;
    qp_string *units = c->table->columns[unit].text;
    double *values = c->table->columns[value].number;
    for (size_t row = stretch->start; row < stretch->start + stretch->count;
         row++)
        for (size_t i = 0; i < c->mapping->conversion_count; i++)
            if (units[row] == c->units[i][0]) {
                units[row] = c->units[i][1];
                values[row] *= c->mapping->conversions[i].times;
                break;
            }
}

static bool make_room(qp_piece_feed *p)
{
    qp_worker *w = p->worker;
    if (w->room <= p->piece->size) {
        qp_release(w->bytes);
        w->room = p->piece->size + 1;
        w->bytes = qp_acquire(w->room, 1);
        w->room = w->bytes != NULL ? w->room : 0;
    }
    p->queries = qp_acquire(QUERIES, sizeof *p->queries);
    p->awaits = qp_acquire(QUERIES, sizeof *p->awaits);
    return w->bytes != NULL && p->queries != NULL && p->awaits != NULL;
}

/* A text that memory ran out for looks like a blank. */
static bool lost_text(const qp_worker *w)
{
    bool lost = w->normalised.failed || w->key.failed;
    for (size_t v = 0; v < sizeof w->values / sizeof *w->values; v++)
        lost |= w->values[v].failed;
    return lost;
}

void qp_feed_piece(qp_piece_feed *p)
{
    const qp_feeder *f = p->feeder;
    if (!make_room(p))
        fail(p);
    if (p->status == QP_OK)
        p->status = qp_source_take(f->source, p->piece->start, p->piece->size,
                                   p->worker->bytes, &p->err);
    qp_csv_text text = {.bytes = p->worker->bytes,
                        .size = p->piece->size,
                        .delimiter = f->resource->dialect.delimiter,
                        .comment = f->resource->dialect.comment,
                        .line = p->piece->line};
    if (p->status == QP_OK)
        p->status = qp_csv_read(&text,
                                (qp_record_visitor){on_record, p, number_texts},
                                &p->defect, &p->err);
    p->comments = text.comments;
    if (lost_text(p->worker))
        fail(p);
    for (size_t c = 0; p->status == QP_OK && c < f->resource->mapping_count;
         c++)
        if (f->channels[c].usable) {
            fill_constants(p, c);
            convert_units(p, c);
        }
    qp_release(p->queries);
    qp_release((void *)p->awaits);
    qp_release(p->told);
}
