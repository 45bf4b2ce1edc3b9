/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/columns.h"

/** One row of indicators.csv on its way. */
typedef struct {
    const char *id;
    qp_row region;
    qp_period period;
    double value;
    const char *unit; ///< "" for none
    qp_string id_text;
    qp_string unit_text;
    qp_row source;
    qp_row row; ///< of the table
} stock_row;

typedef struct {
    qp_builder *b;
    const qp_table *table;
    stock_row *rows; ///< [count]
    size_t count;
} intake;

static qp_status find_region(intake *in, size_t row, qp_row *region)
{
    qp_builder *b = in->b;
    const qp_string *ids = qp_builder_texts(in->table, QP_INDICATOR_REGION);
    *region = QP_NONE;
    if (ids == NULL || ids[row] == QP_NONE)
        return QP_OK;
    qp_row actor = b->actor_of[ids[row]];
    if (actor != QP_NONE && b->net->actors.kind[actor] == QP_KIND_REGION) {
        *region = actor;
        return QP_OK;
    }
    char shown[QP_SHOWN_SIZE];
    char expected[256] = "it is an id of regions.csv";
    const char *id = qp_builder_text(b, ids[row]);
    const char *nearest = qp_text_nearest(id, b->nearby, b->nearby_count);
    if (nearest != NULL)
        snprintf(expected, sizeof expected,
                 "it is an id of regions.csv (nearest: '%s')", nearest);
    return qp_builder_tell(b, QP_DEFECT, "indicator.region", in->table, row,
                           QP_INDICATOR_REGION, expected,
                           "region '%s' is no region",
                           qp_text_shown(id, strlen(id), shown));
}

static qp_status take_row(intake *in, size_t row)
{
    stock_row stock = {.row = (qp_row)row, .unit_text = QP_NONE};
    const qp_string *ids = qp_builder_texts(in->table, QP_INDICATOR_ID);
    const qp_string *units = qp_builder_texts(in->table, QP_INDICATOR_UNIT);
    const qp_period *dates = qp_builder_periods(in->table, QP_INDICATOR_DATE);
    const double *values = qp_builder_numbers(in->table, QP_INDICATOR_VALUE);
    qp_status status = find_region(in, row, &stock.region);
    if (status == QP_OK)
        status = qp_builder_source(in->b, in->table, row, QP_INDICATOR_SOURCE,
                                   &stock.source);
    if (status != QP_OK || stock.region == QP_NONE || ids == NULL ||
        ids[row] == QP_NONE || values == NULL || isnan(values[row]))
        return status; /* what is missing was told by the reading */
    stock.id_text = ids[row];
    stock.id = qp_builder_text(in->b, ids[row]);
    stock.unit_text = units != NULL ? units[row] : QP_NONE;
    stock.unit = qp_builder_text(in->b, stock.unit_text);
    stock.period = dates != NULL ? dates[row] : QP_NO_PERIOD;
    stock.value = values[row];
    in->rows[in->count++] = stock;
    return QP_OK;
}

static int by_key(const stock_row *a, const stock_row *b)
{
    int order = strcmp(a->id, b->id);
    if (order == 0)
        order = (a->region > b->region) - (a->region < b->region);
    if (order == 0)
        order = (a->period.from > b->period.from) -
                (a->period.from < b->period.from);
    return order != 0 ? order
                      : (a->period.until > b->period.until) -
                            (a->period.until < b->period.until);
}

static int by_all(const void *left, const void *right)
{
    const stock_row *a = left;
    const stock_row *b = right;
    int order = by_key(a, b);
    if (order == 0)
        order = (a->source > b->source) - (a->source < b->source);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static qp_status tell_repeated(intake *in, const stock_row *first,
                               const stock_row *second)
{
    bool same = first->value == second->value;
    char expected[160];
    qp_place place = qp_dataset_place(in->b->data, in->table, first->row, -1);
    snprintf(expected, sizeof expected, "%s %s:%u",
             same ? "it was counted once; the other is"
                  : "a region has one value a date; the other is",
             place.file, (unsigned)place.line);
    return qp_builder_tell(in->b, same ? QP_WARNING : QP_DEFECT,
                           "indicator.once", in->table, second->row,
                           QP_INDICATOR_VALUE, expected,
                           "indicator '%s' is given twice for one region and "
                           "date",
                           first->id);
}

static qp_status merge_repeated(intake *in)
{
    size_t kept = 0;
    qp_status status = QP_OK;
    for (size_t i = 0; i < in->count && status == QP_OK; i++) {
        if (kept > 0 && by_key(&in->rows[kept - 1], &in->rows[i]) == 0)
            status = tell_repeated(in, &in->rows[kept - 1], &in->rows[i]);
        else
            in->rows[kept++] = in->rows[i];
    }
    in->count = kept;
    return status;
}

/* One indicator, one unit: the first row of the table with another is told. */
static qp_status refuse_second_unit(intake *in)
{
    qp_status status = QP_OK;
    size_t start = 0;
    for (size_t i = 1; i < in->count && status == QP_OK; i++) {
        if (strcmp(in->rows[start].id, in->rows[i].id) != 0)
            start = i;
        if (strcmp(in->rows[start].unit, in->rows[i].unit) == 0)
            continue;
        status = qp_builder_tell(in->b, QP_DEFECT, "indicator.unit", in->table,
                                 in->rows[i].row, QP_INDICATOR_UNIT,
                                 "an indicator has one unit; convert, or name "
                                 "it another",
                                 "indicator '%s' stands in '%s' and in '%s'",
                                 in->rows[i].id, in->rows[start].unit,
                                 in->rows[i].unit);
        while (i + 1 < in->count &&
               strcmp(in->rows[start].id, in->rows[i + 1].id) == 0)
            i++;
    }
    return status;
}

static qp_status make_columns(intake *in)
{
    qp_indicators *all = &in->b->net->indicators;
    bool units = false;
    bool sources = false;
    for (size_t i = 0; i < in->count; i++) {
        units |= in->rows[i].unit_text != QP_NONE;
        sources |= in->rows[i].source != QP_NONE;
    }
    all->id = qp_column_make(QP_COLUMN_TEXT, in->count);
    all->region = qp_column_make(QP_COLUMN_ROW, in->count);
    all->period = qp_column_make(QP_COLUMN_PERIOD, in->count);
    all->value = qp_column_make(QP_COLUMN_NUMBER, in->count);
    all->file = qp_column_make(QP_COLUMN_FILE, in->count);
    all->line = qp_column_make(QP_COLUMN_LINE, in->count);
    if (units)
        all->unit = qp_column_make(QP_COLUMN_TEXT, in->count);
    if (sources)
        all->source = qp_column_make(QP_COLUMN_ROW, in->count);
    bool room = all->id != NULL && all->region != NULL && all->period != NULL &&
                all->value != NULL && all->file != NULL && all->line != NULL &&
                (!units || all->unit != NULL) &&
                (!sources || all->source != NULL);
    all->count = room ? in->count : 0;
    return room ? QP_OK : qp_builder_no_memory(in->b);
}

static qp_status fill_row(intake *in, size_t i)
{
    qp_indicators *all = &in->b->net->indicators;
    const stock_row *stock = &in->rows[i];
    all->region[i] = stock->region;
    all->period[i] = stock->period;
    all->value[i] = stock->value;
    all->file[i] = in->table->file[stock->row];
    all->line[i] = in->table->line[stock->row];
    if (all->source != NULL)
        all->source[i] = stock->source;
    qp_status status = qp_builder_adopt(in->b, stock->id_text, &all->id[i]);
    if (status == QP_OK && all->unit != NULL)
        status = qp_builder_adopt(in->b, stock->unit_text, &all->unit[i]);
    return status;
}

static qp_status take_rows(intake *in)
{
    qp_status status = QP_OK;
    for (size_t row = 0; row < in->table->row_count && status == QP_OK; row++)
        status = take_row(in, row);
    if (status == QP_OK && in->count > 1)
        qsort(in->rows, in->count, sizeof *in->rows, by_all);
    if (status == QP_OK)
        status = merge_repeated(in);
    if (status == QP_OK)
        status = refuse_second_unit(in);
    if (status == QP_OK)
        status = make_columns(in);
    for (size_t i = 0; i < in->count && status == QP_OK; i++)
        status = fill_row(in, i);
    return status;
}

qp_status qp_build_indicators(qp_builder *b)
{
    intake in = {.b = b, .table = qp_builder_table(b, QP_INDICATORS)};
    in.rows = qp_acquire(in.table->row_count, sizeof *in.rows);
    qp_status status = in.rows != NULL ? take_rows(&in)
                                       : qp_builder_no_memory(b);
    qp_release(in.rows);
    return status;
}
