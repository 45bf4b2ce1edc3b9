/* SPDX-License-Identifier: MIT */
#include "table/table.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

bool qp_kind_is_text(qp_kind kind)
{
    return kind == QP_ID || kind == QP_TEXT;
}

/* The array that a column of this kind fills, and the size of its values. */
static void **values_of(qp_cells *cells, qp_kind kind, size_t *size)
{
    if (qp_kind_is_text(kind)) {
        *size = sizeof *cells->text;
        return (void **)&cells->text;
    }
    if (kind == QP_DATE) {
        *size = sizeof *cells->period;
        return (void **)&cells->period;
    }
    *size = sizeof *cells->number;
    return (void **)&cells->number;
}

static qp_kind kind_of(const qp_table *table, size_t column)
{
    return table->schema->columns[column].kind;
}

bool qp_table_prepare(qp_table *table, const qp_schema *schema)
{
    *table = (qp_table){.schema = schema};
    table->columns = qp_acquire(schema->column_count, sizeof *table->columns);
    return table->columns != NULL;
}

static void drop_column(qp_cells *cells)
{
    qp_release(cells->text);
    qp_release(cells->number);
    qp_release(cells->period);
    *cells = (qp_cells){0};
}

void qp_table_drop(qp_table *table, int column)
{
    for (size_t k = 0; k < table->schema->column_count; k++)
        if (column < 0 || k == (size_t)column)
            drop_column(&table->columns[k]);
}

void qp_table_clear(qp_table *table)
{
    if (table->columns != NULL)
        qp_table_drop(table, -1);
    qp_release(table->columns);
    qp_release(table->origin);
    qp_release(table->line);
    qp_release(table->refusals);
    *table = (qp_table){0};
}

/* ------------------------------------------------------------------- cells */

void qp_table_blank(qp_table *table, size_t column, size_t from, size_t until)
{
    qp_cells *cells = &table->columns[column];
    qp_kind kind = kind_of(table, column);
    for (size_t row = from; row < until; row++)
        if (qp_kind_is_text(kind))
            cells->text[row] = QP_NONE;
        else if (kind == QP_DATE)
            cells->period[row] = QP_NO_PERIOD;
        else
            cells->number[row] = NAN;
}

bool qp_table_is_blank(const qp_table *table, size_t column, size_t row)
{
    const qp_cells *cells = &table->columns[column];
    qp_kind kind = kind_of(table, column);
    return !cells->present         ? true
           : qp_kind_is_text(kind) ? cells->text[row] == QP_NONE
           : kind == QP_DATE       ? cells->period[row].from == QP_NO_DAY
                                   : isnan(cells->number[row]);
}

static void move_values(qp_table *table, size_t column, size_t to, size_t from,
                        size_t count)
{
    size_t size = 0;
    void **values = values_of(&table->columns[column], kind_of(table, column),
                              &size);
    memmove((char *)*values + to * size, (char *)*values + from * size,
            count * size);
}

void qp_table_copy_cell(qp_table *table, size_t column, size_t to, size_t from)
{
    move_values(table, column, to, from, 1);
}

/* -------------------------------------------------------------------- rows */

static bool resize_column(qp_table *table, size_t column, size_t room)
{
    size_t size = 0;
    void **values = values_of(&table->columns[column], kind_of(table, column),
                              &size);
    void *grown = qp_resize(*values, room, size);
    if (grown != NULL)
        *values = grown;
    return grown != NULL;
}

bool qp_table_open(qp_table *table, size_t column)
{
    if (table->columns[column].present)
        return true;
    if (!resize_column(table, column, table->room))
        return false;
    table->columns[column].present = true;
    qp_table_blank(table, column, 0, table->row_count);
    return true;
}

bool qp_table_reserve(qp_table *table, size_t rows)
{
    if (rows <= table->room)
        return true;
    uint16_t *origin = qp_resize(table->origin, rows, sizeof *origin);
    table->origin = origin != NULL ? origin : table->origin;
    uint32_t *line = qp_resize(table->line, rows, sizeof *line);
    table->line = line != NULL ? line : table->line;
    bool fits = origin != NULL && line != NULL;
    for (size_t k = 0; k < table->schema->column_count && fits; k++)
        fits = !table->columns[k].present || resize_column(table, k, rows);
    if (fits)
        table->room = rows;
    return fits;
}

void qp_table_move(qp_table *table, size_t to, size_t from, size_t count)
{
    if (to == from || count == 0)
        return;
    for (size_t k = 0; k < table->schema->column_count; k++)
        if (table->columns[k].present)
            move_values(table, k, to, from, count);
    memmove(table->origin + to, table->origin + from,
            count * sizeof *table->origin);
    memmove(table->line + to, table->line + from, count * sizeof *table->line);
}

/* ---------------------------------------------------------------- refusals */

bool qp_table_refuse(qp_table *table, qp_refusal refusal)
{
    if (!qp_grow((void **)&table->refusals, &table->refusal_room,
                 table->refusal_count, sizeof *table->refusals))
        return false;
    table->refusals[table->refusal_count++] = refusal;
    return true;
}

void qp_table_move_refusals(qp_table *table, const uint32_t place[])
{
    size_t to = 0;
    for (size_t r = 0; r < table->refusal_count; r++) {
        qp_refusal moved = table->refusals[r];
        moved.row = place[moved.row];
        if (moved.row != QP_NONE)
            table->refusals[to++] = moved;
    }
    table->refusal_count = to;
}

/* The first refusal of a row or of one behind it. */
static size_t first_refusal(const qp_table *table, size_t row)
{
    size_t low = 0;
    size_t high = table->refusal_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->refusals[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool qp_table_row_refused(const qp_table *table, size_t row)
{
    size_t r = first_refusal(table, row);
    return r < table->refusal_count && table->refusals[r].row == row;
}

bool qp_table_refused(const qp_table *table, size_t row, int column)
{
    for (size_t r = first_refusal(table, row);
         r < table->refusal_count && table->refusals[r].row == row; r++)
        if (table->refusals[r].column == (uint32_t)column)
            return true;
    return false;
}
