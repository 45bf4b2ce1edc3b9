/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "table/duplicates.h"
#include "table/feeder.h"

static int field_named(const qp_feeder *f, const char *name)
{
    for (size_t i = 0; i < f->header_count; i++)
        if (strcmp(f->heads[i].name, name) == 0)
            return (int)i;
    return QP_NOT_THERE;
}

/* ------------------------------------------------------------ the names */

/* Without names that can be read, no column can be found by name. */
static qp_status refuse_unreadable(qp_feeder *f, const qp_field fields[],
                                   size_t count)
{
    static const qp_column name = {.name = "column", .kind = QP_TEXT};
    qp_status status = QP_OK;
    for (size_t i = 0; i < count && status == QP_OK; i++) {
        qp_cell cell;
        qp_cell_defect defect;
        if (qp_cell_read(&name, fields[i].bytes, fields[i].size, &f->scratch,
                         &cell, &defect))
            continue;
        f->closed = true;
        status = qp_feeder_tell(f, QP_RULE_HEADER_TEXT, fields[i].line,
                                fields[i].column, defect.found,
                                defect.expected);
    }
    return status == QP_OK ? qp_text_status(&f->scratch, f->err) : status;
}

static qp_status refuse_many(qp_feeder *f, size_t count)
{
    char found[96];
    snprintf(found, sizeof found, "the header has %zu columns", count);
    f->closed = true;
    return qp_feeder_tell(f, QP_RULE_HEADER_LIMIT, f->header_line, 0, found,
                          "a table has at most 4,096; is the delimiter "
                          "another?");
}

/* The texts that mean no value in one column: its own, and those of all. */
static qp_status keep_missing(qp_feeder *f, qp_head *head)
{
    const qp_resource *resource = f->resource;
    head->missing = qp_acquire(resource->missing_count, sizeof *head->missing);
    if (head->missing == NULL)
        return qp_feeder_no_memory(f);
    for (size_t m = 0; m < resource->missing_count; m++) {
        const qp_missing_value *missing = &resource->missing[m];
        if (missing->column == NULL || strcmp(missing->column, head->name) == 0)
            head->missing[head->missing_count++] = missing->text;
    }
    for (size_t n = 0; n < resource->number_count; n++)
        if (strcmp(resource->numbers[n].column, head->name) == 0)
            head->form = &resource->numbers[n];
    return QP_OK;
}

static qp_status keep_names(qp_feeder *f, const qp_field fields[], size_t count)
{
    f->heads = qp_acquire(count, sizeof *f->heads);
    if (f->heads == NULL)
        return qp_feeder_no_memory(f);
    f->header_count = count;
    qp_status status = QP_OK;
    for (size_t i = 0; i < count && status == QP_OK; i++) {
        f->heads[i].name = qp_text_copy(fields[i].bytes);
        status = f->heads[i].name != NULL ? keep_missing(f, &f->heads[i])
                                          : qp_feeder_no_memory(f);
    }
    return status;
}

static qp_status refuse_repeated(qp_feeder *f, const qp_field fields[])
{
    qp_status status = QP_OK;
    for (size_t i = 1; i < f->header_count && status == QP_OK; i++) {
        bool first = field_named(f, f->heads[i].name) == (int)i;
        if (first || f->heads[i].name[0] == '\0')
            continue;
        char shown[QP_SHOWN_SIZE];
        char found[160];
        snprintf(found, sizeof found, "column '%s' is repeated",
                 qp_text_shown(fields[i].bytes, fields[i].size, shown));
        status = qp_feeder_tell(f, QP_RULE_HEADER_REPEATED, fields[i].line,
                                fields[i].column, found,
                                "each column has its own name");
    }
    return status;
}

/* ------------------------------------------------------- missing columns */

static void add_header(const qp_feeder *f, qp_text *out)
{
    enum { MOST = 24 };
    char shown[QP_SHOWN_SIZE];
    for (size_t i = 0; i < f->header_count && i < MOST; i++)
        qp_text_addf(
            out, "%s%s", i > 0 ? ", " : "",
            qp_text_shown(f->heads[i].name, strlen(f->heads[i].name), shown));
    if (f->header_count > MOST)
        qp_text_add(out, ", ...");
}

/* The delimiter that a header of one long name seems to have. */
static char other_delimiter(const qp_feeder *f)
{
    const char *at = f->header_count == 1 ? strpbrk(f->heads[0].name, ";\t|,")
                                          : NULL;
    char other = '\0';
    if (at != NULL)
        other = *at;
    return other;
}

static void add_hint(const qp_feeder *f, int nearest, qp_text *out)
{
    char other = other_delimiter(f);
    char shown[QP_SHOWN_SIZE];
    if (nearest != QP_NOT_THERE)
        qp_text_addf(out, " (nearest: '%s')",
                     qp_text_shown(f->heads[nearest].name,
                                   strlen(f->heads[nearest].name), shown));
    if (other != '\0')
        qp_text_addf(out, "; is the delimiter %s? datapackage.json can say so",
                     other == '\t'  ? "a tab"
                     : other == ';' ? "';'"
                     : other == ',' ? "','"
                                    : "'|'");
}

static qp_status note_missed(qp_feeder *f, const char *name, int nearest)
{
    if (!qp_grow((void **)&f->missed, &f->missed_room, f->missed_count,
                 sizeof *f->missed))
        return qp_feeder_no_memory(f);
    f->missed[f->missed_count++] = (qp_missed){name, nearest};
    return QP_OK;
}

static int nearest_field(const qp_feeder *f, const char *name)
{
    const char **names = qp_acquire(f->header_count, sizeof *names);
    for (size_t i = 0; names != NULL && i < f->header_count; i++)
        names[i] = f->heads[i].name;
    const char *near = names != NULL
                           ? qp_text_nearest(name, names, f->header_count)
                           : NULL;
    int nearest = near != NULL ? field_named(f, near) : QP_NOT_THERE;
    qp_release((void *)names);
    return nearest;
}

/* Told once a file, however many mappings ask for it. */
static qp_status tell_missing(qp_feeder *f, const char *name)
{
    for (size_t m = 0; m < f->missed_count; m++)
        if (strcmp(f->missed[m].name, name) == 0)
            return QP_OK;
    int nearest = nearest_field(f, name);
    char shown[QP_SHOWN_SIZE];
    qp_text found = {0};
    qp_text expected = {0};
    qp_text_addf(&found, "column '%s' is missing",
                 qp_text_shown(name, strlen(name), shown));
    qp_text_add(&expected, "the columns are: ");
    add_header(f, &expected);
    add_hint(f, nearest, &expected);
    qp_status status = qp_feeder_tell(f, QP_RULE_HEADER_MISSING, f->header_line,
                                      0, qp_text_string(&found),
                                      qp_text_string(&expected));
    qp_text_clear(&found);
    qp_text_clear(&expected);
    return status == QP_OK ? note_missed(f, name, nearest) : status;
}

static qp_status find_field(qp_feeder *f, const char *name, int *field)
{
    *field = field_named(f, name);
    return *field != QP_NOT_THERE ? QP_OK : tell_missing(f, name);
}

/* ---------------------------------------------------------- the mappings */

/* A constant is read once; its defects the reading of the package told. */
static qp_status connect_constant(qp_feeder *f, const qp_column *column,
                                  const char *text, qp_inlet *inlet)
{
    qp_cell_defect defect;
    inlet->constant = true;
    inlet->string = QP_NONE;
    inlet->refused = !qp_cell_read(column, text, strlen(text), &f->scratch,
                                   &inlet->cell, &defect);
    if (inlet->cell.text == NULL || inlet->refused)
        return qp_text_status(&f->scratch, f->err);
    inlet->string = qp_pool_add(&f->dataset->text, inlet->cell.text,
                                inlet->cell.size);
    return inlet->string != QP_NONE ? qp_text_status(&f->scratch, f->err)
                                    : qp_feeder_no_memory(f);
}

static bool is_plain(const qp_feeder *f, const qp_channel *c,
                     const qp_inlet *inlet)
{
    const qp_column *column = &c->table->schema->columns[inlet->column];
    int field = inlet->fields[0];
    return inlet->field_count == 1 && c->spaces[field] == QP_SPACES_KEEP &&
           inlet->recode == NULL &&
           !(column->kind == QP_NUMBER && f->heads[field].form != NULL) &&
           !(column->kind == QP_DATE && c->mapping->decimal_years);
}

static qp_status connect_fields(qp_feeder *f, qp_channel *c, qp_inlet *inlet,
                                const char *const names[], size_t count)
{
    inlet->fields = qp_acquire(count, sizeof *inlet->fields);
    if (inlet->fields == NULL)
        return qp_feeder_no_memory(f);
    qp_status status = QP_OK;
    for (size_t s = 0; s < count && status == QP_OK; s++) {
        status = find_field(f, names[s], &inlet->fields[s]);
        c->usable &= inlet->fields[s] != QP_NOT_THERE;
    }
    inlet->field_count = count;
    inlet->plain = c->usable && is_plain(f, c, inlet);
    return status;
}

static bool makes_long(const qp_mapping *m)
{
    return m->melt.column_count > 0 || m->melt.first != NULL;
}

bool qp_mapping_makes_long(const qp_mapping *mapping, size_t column)
{
    const qp_melt *melt = &mapping->melt;
    return makes_long(mapping) &&
           ((int)column == melt->name || (int)column == melt->value);
}

/* Which field feeds a column; says so when one that is needed is not there. */
static qp_status connect_column(qp_feeder *f, qp_channel *c, size_t k)
{
    const qp_column *column = &c->table->schema->columns[k];
    const qp_mapping *m = c->mapping;
    const qp_feeding *feed = &m->feeds[k];
    qp_inlet *inlet = &c->inlets[k];
    inlet->column = k;
    inlet->recode = feed->recode.count > 0 ||
                            feed->recode.otherwise != QP_OTHERWISE_REFUSE
                        ? &feed->recode
                        : NULL;
    if (feed->constant != NULL)
        return connect_constant(f, column, feed->constant, inlet);
    if (qp_mapping_makes_long(m, k))
        return QP_OK;
    if (!m->by_name && feed->source_count > 0)
        return connect_fields(f, c, inlet, feed->sources, feed->source_count);
    bool there = m->by_name && field_named(f, column->name) != QP_NOT_THERE;
    return there || column->required
               ? connect_fields(f, c, inlet, &column->name, 1)
               : QP_OK;
}

/* ------------------------------------------------------ columns made long */

/* What a column that is made long is called says nothing of the kind that it
 * has to, or nothing at all. */
static qp_status refuse_long(qp_feeder *f, qp_channel *c, const char *name)
{
    const qp_column *column = &c->table->schema->columns[c->mapping->melt.name];
    char shown[QP_SHOWN_SIZE];
    char found[160];
    c->usable = false;
    snprintf(found, sizeof found, "column '%s' cannot be read as %s",
             qp_text_shown(name, strlen(name), shown), column->name);
    return qp_feeder_tell(f, QP_RULE_HEADER_LONG, f->header_line, 0, found,
                          column->meaning);
}

/* The name of a column as a constant of its rows; a blank is none. */
static qp_status connect_long_name(qp_feeder *f, qp_channel *c,
                                   const char *name, qp_inlet *inlet)
{
    const qp_column *column = &c->table->schema->columns[inlet->column];
    const qp_recode *recode = c->inlets[inlet->column].recode;
    qp_field value = {.bytes = name, .size = strlen(name)};
    bool listed = recode == NULL || qp_recode_value(recode, &value) == QP_VALUE;
    if (!listed || value.size == 0)
        return refuse_long(f, c, name);
    qp_status status = connect_constant(f, column, value.bytes, inlet);
    return status == QP_OK && inlet->refused ? refuse_long(f, c, name) : status;
}

static qp_status connect_long(qp_feeder *f, qp_channel *c, int field)
{
    const qp_melt *melt = &c->mapping->melt;
    qp_long *one = &c->longs[c->long_count++];
    const char *name = f->heads[field].name;
    one->value = c->inlets[melt->value];
    one->value.fields = NULL;
    one->name.column = (size_t)melt->name;
    qp_status status = connect_fields(f, c, &one->value, &name, 1);
    return status == QP_OK ? connect_long_name(f, c, name, &one->name) : status;
}

static qp_status refuse_range(qp_feeder *f, qp_channel *c)
{
    const qp_melt *melt = &c->mapping->melt;
    char shown[2][QP_SHOWN_SIZE];
    char found[3 * QP_SHOWN_SIZE];
    c->usable = false;
    snprintf(found, sizeof found, "column '%s' does not stand behind '%s'",
             qp_text_shown(melt->last, strlen(melt->last), shown[0]),
             qp_text_shown(melt->first, strlen(melt->first), shown[1]));
    return qp_feeder_tell(f, QP_RULE_HEADER_LONG, f->header_line, 0, found,
                          "columns are made long from the first to the last, "
                          "as they stand");
}

/* The fields of a range, or of a list. */
static qp_status find_longs(qp_feeder *f, qp_channel *c, int *first, int *last)
{
    const qp_melt *melt = &c->mapping->melt;
    *first = 0;
    *last = (int)melt->column_count - 1;
    if (melt->first == NULL)
        return QP_OK;
    qp_status status = find_field(f, melt->first, first);
    if (status == QP_OK)
        status = find_field(f, melt->last, last);
    bool there = *first != QP_NOT_THERE && *last != QP_NOT_THERE;
    c->usable &= there;
    return status == QP_OK && there && *last < *first ? refuse_range(f, c)
                                                      : status;
}

static qp_status connect_longs(qp_feeder *f, qp_channel *c)
{
    const qp_melt *melt = &c->mapping->melt;
    int first = 0;
    int last = 0;
    if (!makes_long(c->mapping))
        return QP_OK;
    qp_status status = find_longs(f, c, &first, &last);
    size_t count = c->usable ? (size_t)(last - first) + 1 : 0;
    c->longs = qp_acquire(count, sizeof *c->longs);
    if (c->longs == NULL)
        return qp_feeder_no_memory(f);
    for (size_t l = 0; l < count && status == QP_OK; l++) {
        int field = first + (int)l;
        if (melt->first == NULL)
            status = find_field(f, melt->columns[l], &field);
        c->usable &= field != QP_NOT_THERE;
        if (status == QP_OK && field != QP_NOT_THERE)
            status = connect_long(f, c, field);
    }
    return status;
}

/* ------------------------------------------------------ the rest of a mapping */

static qp_status connect_spaces(qp_feeder *f, qp_channel *c)
{
    c->spaces = qp_acquire(f->header_count, 1);
    if (c->spaces == NULL)
        return qp_feeder_no_memory(f);
    qp_status status = QP_OK;
    for (size_t s = 0; s < c->mapping->space_count && status == QP_OK; s++) {
        int field = QP_NOT_THERE;
        status = find_field(f, c->mapping->spaces[s].column, &field);
        if (field != QP_NOT_THERE)
            c->spaces[field] = (unsigned char)c->mapping->spaces[s].spaces;
    }
    return status;
}

/* The units of a conversion are texts of the dataset from the start. */
static qp_status connect_units(qp_feeder *f, qp_channel *c)
{
    qp_pool *pool = &f->dataset->text;
    size_t count = c->mapping->conversion_count;
    c->units = qp_acquire(count, sizeof *c->units);
    if (c->units == NULL)
        return qp_feeder_no_memory(f);
    for (size_t i = 0; i < count; i++) {
        const qp_conversion *conversion = &c->mapping->conversions[i];
        c->units[i][0] = qp_pool_add(pool, conversion->from,
                                     strlen(conversion->from));
        c->units[i][1] = qp_pool_add(pool, conversion->to,
                                     strlen(conversion->to));
        if (c->units[i][0] == QP_NONE || c->units[i][1] == QP_NONE)
            return qp_feeder_no_memory(f);
    }
    return QP_OK;
}

static qp_status connect_skips(qp_feeder *f, qp_channel *c)
{
    size_t count = c->mapping->skip_count;
    c->skip_field = qp_acquire(count, sizeof *c->skip_field);
    c->skipped = qp_acquire(count, sizeof *c->skipped);
    if (c->skip_field == NULL || c->skipped == NULL)
        return qp_feeder_no_memory(f);
    qp_status status = QP_OK;
    for (size_t s = 0; s < count && status == QP_OK; s++) {
        status = find_field(f, c->mapping->skips[s].column, &c->skip_field[s]);
        c->usable &= c->skip_field[s] != QP_NOT_THERE;
    }
    return status;
}

/* Remember which fields feed which columns: rows are found again by it. */
static qp_status note_origin(qp_feeder *f, qp_channel *c, const qp_long *one)
{
    uint16_t number = 0;
    qp_status status = qp_dataset_add_origin(f->dataset, f->file, &number,
                                             f->err);
    if (status != QP_OK)
        return status;
    qp_origin *origin = &f->dataset->origins[number];
    origin->account = (uint32_t)(f->dataset->account_count + /* to come */
                                 (size_t)(c - f->channels));
    for (size_t k = 0; k < QP_MOST_COLUMNS; k++)
        if (c->inlets[k].field_count > 0)
            origin->field[k] = (int16_t)c->inlets[k].fields[0];
    if (one != NULL)
        origin->field[one->value.column] = (int16_t)one->value.fields[0];
    return QP_OK;
}

static qp_status note_origins(qp_feeder *f, qp_channel *c)
{
    qp_status status = QP_OK;
    c->origin = (uint16_t)f->dataset->origin_count;
    if (c->long_count == 0)
        return note_origin(f, c, NULL);
    for (size_t l = 0; l < c->long_count && status == QP_OK; l++)
        status = note_origin(f, c, &c->longs[l]);
    return status;
}

static bool is_fed(const qp_channel *c, size_t k)
{
    return c->inlets[k].field_count > 0 || c->inlets[k].constant ||
           qp_mapping_makes_long(c->mapping, k);
}

/* A column that this channel feeds is blank in the rows of other files. */
static qp_status open_columns(qp_feeder *f, qp_channel *c)
{
    for (size_t k = 0; k < c->table->schema->column_count; k++) {
        if (c->inlets[k].field_count > 0)
            c->fed[c->fed_count++] = k;
        if (is_fed(c, k) && !qp_table_open(c->table, k))
            return qp_feeder_no_memory(f);
    }
    return note_origins(f, c);
}

static qp_status connect(qp_feeder *f, qp_channel *c)
{
    c->usable = true;
    c->table->present = true;
    qp_status status = connect_spaces(f, c);
    if (status == QP_OK)
        status = connect_skips(f, c);
    for (size_t k = 0; k < c->table->schema->column_count && status == QP_OK;
         k++)
        status = connect_column(f, c, k);
    if (status == QP_OK)
        status = connect_longs(f, c);
    if (status == QP_OK)
        status = connect_units(f, c);
    c->table->incomplete |= !c->usable;
    return status;
}

/* What the package says of a column that is not there is told. */
static qp_status check_fields(qp_feeder *f)
{
    const qp_resource *resource = f->resource;
    qp_status status = QP_OK;
    int field = 0;
    for (size_t m = 0; m < resource->missing_count && status == QP_OK; m++)
        if (resource->missing[m].column != NULL)
            status = find_field(f, resource->missing[m].column, &field);
    for (size_t n = 0; n < resource->number_count && status == QP_OK; n++)
        status = find_field(f, resource->numbers[n].column, &field);
    return status;
}

/* --------------------------------------------------------- the primary key */

/* Is a column all the key of the table that it feeds? Then net/ tells of rows
 * that share it. */
static bool is_id(const qp_channel *c, int field)
{
    const qp_table_key *key = &qp_table_keys[c->mapping->table];
    const qp_inlet *id = &c->inlets[key->columns[0]];
    return key->columns[1] == -1 && id->field_count == 1 &&
           id->fields[0] == field && c->long_count == 0;
}

static bool tables_see_to_it(const qp_feeder *f)
{
    for (size_t m = 0; m < f->resource->mapping_count; m++)
        if (!is_id(&f->channels[m], f->key[0].field))
            return false;
    return f->resource->key_count == 1;
}

static qp_spaces spaces_of(const qp_feeder *f, int field)
{
    unsigned char spaces = QP_SPACES_KEEP;
    for (size_t m = f->resource->mapping_count; m-- > 0;)
        if (f->channels[m].spaces[field] != QP_SPACES_KEEP)
            spaces = f->channels[m].spaces[field];
    return (qp_spaces)spaces;
}

static qp_status connect_key(qp_feeder *f)
{
    const qp_resource *resource = f->resource;
    qp_status status = QP_OK;
    bool there = resource->key_count > 0;
    f->key = qp_acquire(resource->key_count, sizeof *f->key);
    if (f->key == NULL)
        return qp_feeder_no_memory(f);
    for (size_t k = 0; k < resource->key_count && status == QP_OK; k++) {
        qp_key_part *part = &f->key[k];
        status = find_field(f, resource->key[k], &part->field);
        there &= part->field != QP_NOT_THERE;
        part->spaces = there ? spaces_of(f, part->field) : QP_SPACES_KEEP;
    }
    if (there && !tables_see_to_it(f))
        f->key_count = resource->key_count;
    return status;
}

/* -------------------------------------------------------- unknown columns */

static bool is_read_by(const qp_channel *c, int field)
{
    for (size_t s = 0; s < c->mapping->skip_count; s++)
        if (c->skip_field[s] == field)
            return true;
    for (size_t k = 0; k < c->table->schema->column_count; k++)
        for (size_t s = 0; s < c->inlets[k].field_count; s++)
            if (c->inlets[k].fields[s] == field)
                return true;
    for (size_t l = 0; l < c->long_count; l++)
        if (c->longs[l].value.fields[0] == field)
            return true;
    return false;
}

/* Is a column one that nobody reads, in a file that is read by name? The
 * schema tells what its name may have meant. One that seems to be a missing
 * column was told with it. */
static const qp_schema *stray(const qp_feeder *f, int field)
{
    const qp_schema *schema = NULL;
    for (size_t m = 0; m < f->missed_count; m++)
        if (f->missed[m].nearest == field)
            return NULL;
    for (size_t m = 0; m < f->resource->mapping_count; m++) {
        const qp_channel *c = &f->channels[m];
        if (is_read_by(c, field))
            return NULL;
        if (c->mapping->by_name)
            schema = c->table->schema;
    }
    return schema;
}

static qp_status warn_unknown(qp_feeder *f, const qp_field *field,
                              const qp_schema *schema)
{
    const char *names[QP_MOST_COLUMNS];
    for (size_t k = 0; k < schema->column_count; k++)
        names[k] = schema->columns[k].name;
    const char *nearest = qp_text_nearest(field->bytes, names,
                                          schema->column_count);
    char shown[QP_SHOWN_SIZE];
    char found[160];
    char expected[160] = "data/README.md lists the columns";
    if (nearest != NULL)
        snprintf(expected, sizeof expected, "nearest: '%s'", nearest);
    snprintf(found, sizeof found, "column '%s' is unknown and ignored",
             qp_text_shown(field->bytes, field->size, shown));
    return qp_feeder_tell(f, QP_RULE_HEADER_UNKNOWN, field->line, field->column,
                          found, expected);
}

static qp_status warn_blank(qp_feeder *f, const qp_field *field, size_t i)
{
    char found[96];
    snprintf(found, sizeof found, "column %zu has no name and is ignored",
             i + 1);
    return qp_feeder_tell(f, QP_RULE_HEADER_BLANK, field->line, field->column,
                          found, "does a comma stand at the end of the line?");
}

static qp_status warn_strays(qp_feeder *f, const qp_field fields[])
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < f->header_count && status == QP_OK; i++) {
        const qp_schema *schema = stray(f, (int)i);
        bool repeated = field_named(f, f->heads[i].name) != (int)i;
        if (schema != NULL && f->heads[i].name[0] == '\0')
            status = warn_blank(f, &fields[i], i);
        else if (schema != NULL && !repeated) /* that was told */
            status = warn_unknown(f, &fields[i], schema);
    }
    return status;
}

/* -------------------------------------------------------------- the header */

static qp_status connect_all(qp_feeder *f, const qp_field fields[])
{
    qp_status status = QP_OK;
    size_t count = f->resource->mapping_count;
    for (size_t m = 0; m < count && status == QP_OK; m++)
        status = connect(f, &f->channels[m]);
    if (status == QP_OK)
        status = check_fields(f);
    if (status == QP_OK)
        status = connect_key(f);
    if (status == QP_OK)
        status = warn_strays(f, fields);
    for (size_t m = 0; m < count && status == QP_OK; m++)
        if (f->channels[m].usable)
            status = open_columns(f, &f->channels[m]);
    return status;
}

qp_status qp_feeder_connect(qp_feeder *f, const qp_field fields[], size_t count)
{
    f->header_line = fields[0].line;
    qp_status status = count > QP_MOST_HEADER
                           ? refuse_many(f, count)
                           : refuse_unreadable(f, fields, count);
    if (f->closed)
        qp_feeder_lose_rows(f);
    if (status == QP_OK && !f->closed)
        status = keep_names(f, fields, count);
    if (status != QP_OK || f->closed)
        return status;
    status = refuse_repeated(f, fields);
    return status == QP_OK ? connect_all(f, fields) : status;
}
