/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "core/file.h"
#include "core/number.h"
#include "panel/columns.h"
#include "table/csv.h"

typedef struct {
    qp_panel *panel;
    const char *path;
    size_t width; ///< fields of the header; 0 before it
    qp_error *err;
} reader;

static qp_status refuse(const reader *r, const qp_field *field,
                        const char *what, const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    return qp_fail(r->err, QP_E_FORMAT, "%s:%u:%u: %s '%s'; %s", r->path,
                   (unsigned)field->line, (unsigned)field->column, what,
                   qp_text_shown(field->bytes, field->size, shown), expected);
}

static qp_status read_header(reader *r, const qp_field fields[], size_t count)
{
    for (size_t c = 0; c < QP_PANEL_COLUMN_COUNT; c++) {
        const char *name = qp_panel_columns[c].name;
        if (c < count && fields[c].size == strlen(name) &&
            strcmp(fields[c].bytes, name) == 0)
            continue;
        return qp_fail(r->err, QP_E_FORMAT,
                       "%s:%u: column %zu is not '%s'; a panel begins "
                       "metric,layer,window,scope,subject,object,value",
                       r->path, (unsigned)fields[0].line, c + 1, name);
    }
    r->width = count;
    return QP_OK;
}

/* ------------------------------------------------------------------- cells */

static qp_status refuse_name(const reader *r, const qp_field *field)
{
    return refuse(r, field, "unknown name in",
                  "was it written by another version of qipan?");
}

static qp_status read_name(const reader *r, const qp_field *field,
                           const qp_panel_column *column, unsigned *cell)
{
    int row = qp_name_find(column->names, column->name_count, field->bytes);
    if (row < 0)
        return refuse_name(r, field);
    *cell = (unsigned)row;
    return QP_OK;
}

static qp_status read_flags(const reader *r, const qp_field *field,
                            unsigned *flags)
{
    char name[64];
    const char *at = field->bytes;
    while (*at != '\0') {
        size_t size = strcspn(at, " ");
        int flag = -1;
        if (size < sizeof name) {
            memcpy(name, at, size);
            name[size] = '\0';
            flag = qp_name_find(qp_flags, QP_FLAG_COUNT, name);
        }
        if (flag < 0)
            return refuse_name(r, field);
        *flags |= 1U << flag;
        at += size + (at[size] == ' ');
    }
    return QP_OK;
}

static qp_status read_number(const reader *r, const qp_field *field,
                             double *value)
{
    if (field->size == 0 || qp_number_read(field->bytes, field->size, value))
        return QP_OK;
    return refuse(r, field, "no number:", "a number is written as -1234.5e6");
}

static qp_status read_text(const reader *r, const qp_field *field,
                           qp_string *text)
{
    *text = qp_panel_string(r->panel, field->bytes);
    return QP_OK;
}

static qp_status read_cell(const reader *r, const qp_field *field,
                           const qp_panel_column *column, qp_panel_row *row)
{
    void *cell = (char *)row + column->offset;
    if (strlen(field->bytes) != field->size)
        return refuse(r, field, "a NUL byte in", "a panel is text");
    switch (column->kind) {
    case QP_CELL_NAME:
        return read_name(r, field, column, cell);
    case QP_CELL_FLAGS:
        return read_flags(r, field, cell);
    case QP_CELL_TEXT:
        return read_text(r, field, cell);
    case QP_CELL_NUMBER:
        return read_number(r, field, cell);
    }
    return QP_OK;
}

/* -------------------------------------------------------------------- rows */

static qp_status read_row(const reader *r, const qp_field fields[],
                          size_t count)
{
    if (count != r->width)
        return qp_fail(r->err, QP_E_FORMAT,
                       "%s:%u: %zu fields; the header has %zu", r->path,
                       (unsigned)fields[0].line, count, r->width);
    qp_panel_row row = qp_panel_blank;
    qp_status status = QP_OK;
    for (size_t c = 0; c < QP_PANEL_COLUMN_COUNT && status == QP_OK; c++)
        status = read_cell(r, &fields[c], &qp_panel_columns[c], &row);
    if (status != QP_OK)
        return status;
    if (isnan(row.value) == (row.reason == QP_REASON_NONE))
        return qp_fail(r->err, QP_E_FORMAT,
                       "%s:%u: %s; a row has either a value or a reason",
                       r->path, (unsigned)fields[0].line,
                       isnan(row.value) ? "no value and no reason"
                                        : "a value and a reason");
    return qp_panel_add(r->panel, &row, r->err);
}

static qp_status visit(const qp_field fields[], size_t count, void *context,
                       qp_error *err)
{
    (void)err; /* the reader has it */
    reader *r = context;
    return r->width == 0 ? read_header(r, fields, count)
                         : read_row(r, fields, count);
}

static qp_status read_text_of(reader *r, qp_text *content)
{
    qp_csv_defect defect;
    qp_csv_text text = {.bytes = content->bytes,
                        .size = content->size,
                        .delimiter = ',',
                        .line = 1};
    qp_status status = qp_csv_read(&text, (qp_record_visitor){visit, r, NULL},
                                   &defect, r->err);
    if (status == QP_OK && defect.what != NULL)
        return qp_fail(r->err, QP_E_FORMAT, "%s:%u:%u: %s; %s", r->path,
                       (unsigned)defect.line, (unsigned)defect.column,
                       defect.what, defect.expected);
    if (status == QP_OK && r->width == 0)
        return qp_fail(r->err, QP_E_FORMAT,
                       "%s: is empty; a panel has a header", r->path);
    return status;
}

qp_status qp_panel_read(qp_panel *panel, const char *path, qp_error *err)
{
    reader r = {.panel = panel, .path = path, .err = err};
    qp_text content = {0};
    qp_status status = qp_file_read(path, 0, &content, err);
    if (status == QP_OK)
        status = read_text_of(&r, &content);
    qp_text_clear(&content);
    return status;
}
