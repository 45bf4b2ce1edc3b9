/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "table/feeder.h"

static int field_named(const qp_feeder *f, const char *name)
{
    for (size_t i = 0; i < f->header_count; i++)
        if (strcmp(f->header[i], name) == 0)
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
        if (qp_cell_read(&name, fields[i].bytes, fields[i].size, &f->normalised,
                         &cell, &defect))
            continue;
        f->closed = true;
        status = qp_feeder_tell(f, QP_RULE_HEADER_TEXT, fields[i].line,
                                fields[i].column, defect.found,
                                defect.expected);
    }
    return status == QP_OK ? qp_text_status(&f->normalised, f->err) : status;
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

static qp_status keep_names(qp_feeder *f, const qp_field fields[], size_t count)
{
    f->header = qp_acquire(count, sizeof *f->header);
    if (f->header == NULL)
        return qp_feeder_no_memory(f);
    for (size_t i = 0; i < count; i++) {
        f->header[i] = qp_text_copy(fields[i].bytes);
        if (f->header[i] == NULL)
            return qp_feeder_no_memory(f);
        f->header_count++;
    }
    return QP_OK;
}

static qp_status refuse_repeated(qp_feeder *f, const qp_field fields[])
{
    qp_status status = QP_OK;
    for (size_t i = 1; i < f->header_count && status == QP_OK; i++) {
        bool first = field_named(f, f->header[i]) == (int)i;
        if (first || f->header[i][0] == '\0')
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
        qp_text_addf(out, "%s%s", i > 0 ? ", " : "",
                     qp_text_shown(f->header[i], strlen(f->header[i]), shown));
    if (f->header_count > MOST)
        qp_text_add(out, ", ...");
}

/* The delimiter that a header of one long name seems to have. */
static char other_delimiter(const qp_feeder *f)
{
    const char *at = f->header_count == 1 ? strpbrk(f->header[0], ";\t|,")
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
                     qp_text_shown(f->header[nearest],
                                   strlen(f->header[nearest]), shown));
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

/* Told once a file, however many mappings ask for it. */
static qp_status tell_missing(qp_feeder *f, const char *name)
{
    for (size_t m = 0; m < f->missed_count; m++)
        if (strcmp(f->missed[m].name, name) == 0)
            return QP_OK;
    const char *near = qp_text_nearest(name, (const char *const *)f->header,
                                       f->header_count);
    int nearest = near != NULL ? field_named(f, near) : QP_NOT_THERE;
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
    inlet->refused = !qp_cell_read(column, text, strlen(text), &f->normalised,
                                   &inlet->cell, &defect);
    if (inlet->cell.text == NULL || inlet->refused)
        return qp_text_status(&f->normalised, f->err);
    inlet->string = qp_pool_add(&f->dataset->text, inlet->cell.text,
                                inlet->cell.size);
    return inlet->string != QP_NONE ? qp_text_status(&f->normalised, f->err)
                                    : qp_feeder_no_memory(f);
}

static bool is_trimmed(const qp_mapping *mapping, const char *name)
{
    for (size_t t = 0; t < mapping->trim_count; t++)
        if (strcmp(mapping->trim[t], name) == 0)
            return true;
    return false;
}

/* Which field feeds a column; says so when one that is needed is not there. */
static qp_status connect_column(qp_feeder *f, qp_channel *c, size_t k)
{
    const qp_column *column = &c->table->schema->columns[k];
    const qp_mapping *m = c->mapping;
    qp_inlet *inlet = &c->inlets[k];
    inlet->field = QP_NOT_THERE;
    if (m->constants[k] != NULL)
        return connect_constant(f, column, m->constants[k], inlet);

    const char *name = m->by_name ? column->name : m->columns[k];
    bool needed = column->required || (name != NULL && !m->by_name);
    if (name == NULL)
        name = column->name; /* not named, and perhaps needed */
    else
        inlet->field = field_named(f, name);
    inlet->trims = is_trimmed(m, name);
    if (inlet->field != QP_NOT_THERE || !needed)
        return QP_OK;
    c->usable = false;
    return tell_missing(f, name);
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

/* What the mapping says of columns that are not there may be a slip. */
static qp_status check_mentions(qp_feeder *f, const qp_channel *c)
{
    qp_status status = QP_OK;
    int field = 0;
    for (size_t t = 0; t < c->mapping->trim_count && status == QP_OK; t++)
        status = find_field(f, c->mapping->trim[t], &field);
    return status;
}

static qp_status connect(qp_feeder *f, qp_channel *c)
{
    c->usable = true;
    c->table->present = true;
    f->seen[c->mapping->table].wanted |= c->mapping->keep;
    qp_status status = connect_skips(f, c);
    for (size_t k = 0; k < c->table->schema->column_count && status == QP_OK;
         k++)
        status = connect_column(f, c, k);
    if (status == QP_OK)
        status = check_mentions(f, c);
    c->table->incomplete |= !c->usable;
    return status;
}

static qp_status check_missing_values(qp_feeder *f)
{
    qp_status status = QP_OK;
    int field = 0;
    for (size_t m = 0; m < f->resource->missing_count && status == QP_OK; m++)
        if (f->resource->missing[m].column != NULL)
            status = find_field(f, f->resource->missing[m].column, &field);
    return status;
}

/* -------------------------------------------------------- unknown columns */

static bool is_read_by(const qp_channel *c, int field)
{
    for (size_t s = 0; s < c->mapping->skip_count; s++)
        if (c->skip_field[s] == field)
            return true;
    for (size_t k = 0; k < c->table->schema->column_count; k++)
        if (c->inlets[k].field == field)
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
        bool repeated = field_named(f, f->header[i]) != (int)i;
        if (schema != NULL && f->header[i][0] == '\0')
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
        status = check_missing_values(f);
    if (status == QP_OK)
        status = warn_strays(f, fields);
    for (size_t m = 0; m < count && status == QP_OK; m++)
        if (f->channels[m].usable)
            status = qp_feeder_open(f, &f->channels[m]);
    return status;
}

qp_status qp_feeder_connect(qp_feeder *f, const qp_field fields[], size_t count)
{
    f->header_line = fields[0].line;
    qp_status status = count > QP_MOST_HEADER
                           ? refuse_many(f, count)
                           : refuse_unreadable(f, fields, count);
    for (size_t m = 0; f->closed && m < f->resource->mapping_count; m++)
        f->channels[m].table->present = f->channels[m].table->incomplete = true;
    if (status == QP_OK && !f->closed)
        status = keep_names(f, fields, count);
    if (status != QP_OK || f->closed)
        return status;
    status = refuse_repeated(f, fields);
    return status == QP_OK ? connect_all(f, fields) : status;
}
