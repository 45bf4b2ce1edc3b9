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
    if (actor == QP_NONE && qp_builder_lacks_actors(b))
        return QP_OK;
    return qp_builder_unknown(b, QP_RULE_INDICATOR_REGION,
                              (qp_spot){in->table, row, QP_INDICATOR_REGION},
                              "is no region", "it is an id of regions.csv");
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
        status = qp_builder_source(
            in->b, (qp_spot){in->table, row, QP_INDICATOR_SOURCE},
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

static void add_other(const intake *in, const stock_row *other, qp_text *out)
{
    qp_place place = qp_dataset_place(in->b->data, in->table, other->row, -1);
    qp_text_addf(out, "%s:%u", place.file, (unsigned)place.line);
}

static qp_status tell_repeated(intake *in, const stock_row *first,
                               const stock_row *second)
{
    bool same = first->value == second->value;
    char shown[QP_SHOWN_SIZE];
    qp_text expected = {0};
    qp_text_add(&expected,
                same ? "it counts once; the other is " : "the other is ");
    add_other(in, first, &expected);
    qp_status status = qp_text_status(&expected, in->b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            in->b, same ? QP_RULE_INDICATOR_REPEATED : QP_RULE_INDICATOR_ONCE,
            (qp_spot){in->table, second->row, QP_INDICATOR_VALUE},
            expected.bytes, "indicator '%s' is %s for one region and date",
            qp_text_shown(first->id, strlen(first->id), shown),
            same ? "repeated" : "given twice");
    qp_text_clear(&expected);
    return status;
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

static qp_status tell_unit(intake *in, const stock_row *first,
                           const stock_row *other)
{
    char shown[3][QP_SHOWN_SIZE];
    char found[2 * QP_SHOWN_SIZE];
    qp_text place = {0};
    add_other(in, first, &place);
    snprintf(found, sizeof found,
             other->unit[0] != '\0' ? "in '%s'" : "without a unit",
             qp_text_shown(other->unit, strlen(other->unit), shown[0]));
    qp_status status = qp_text_status(&place, in->b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            in->b, QP_RULE_INDICATOR_UNIT,
            (qp_spot){in->table, other->row, QP_INDICATOR_UNIT},
            "convert it, or give it another name",
            "indicator '%s' stands %s and, in %s, in '%s'",
            qp_text_shown(other->id, strlen(other->id), shown[1]), found,
            place.bytes,
            qp_text_shown(first->unit, strlen(first->unit), shown[2]));
    qp_text_clear(&place);
    return status;
}

/* The rows of one indicator are [start, end): the first in the table that has
 * a unit says which, and the first that has another is told. */
static qp_status check_unit(intake *in, size_t start, size_t end)
{
    const stock_row *first = NULL;
    const stock_row *other = NULL;
    for (size_t i = start; i < end; i++)
        if (in->rows[i].unit[0] != '\0' &&
            (first == NULL || in->rows[i].row < first->row))
            first = &in->rows[i];
    for (size_t i = start; first != NULL && i < end; i++)
        if (strcmp(in->rows[i].unit, first->unit) != 0 &&
            !qp_table_refused(in->table, in->rows[i].row, QP_INDICATOR_UNIT) &&
            (other == NULL || in->rows[i].row < other->row))
            other = &in->rows[i];
    return other != NULL ? tell_unit(in, first, other) : QP_OK;
}

static qp_status refuse_second_unit(intake *in)
{
    qp_status status = QP_OK;
    size_t start = 0;
    for (size_t i = 1; i <= in->count && status == QP_OK; i++)
        if (i == in->count || strcmp(in->rows[start].id, in->rows[i].id) != 0) {
            status = check_unit(in, start, i);
            start = i;
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
