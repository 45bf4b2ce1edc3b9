/* SPDX-License-Identifier: MIT */
#include "net/fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "net/order.h"

/** One field on its way into its column. */
typedef struct {
    qp_builder *b;
    const qp_cells *cells;
    const qp_field *field;
    const qp_net_column *column;
    void **slot;
    size_t count; ///< rows of the group
    double least; ///< from which a choice counts
} taking;

/* ------------------------------------------------------------------- cells */

static bool is_blank(const taking *t, size_t row)
{
    if (t->cells->text != NULL)
        return t->cells->text[row] == QP_NONE ||
               (t->field->ref != QP_REF_NONE &&
                qp_builder_find(t->b, t->field->ref, t->cells->text[row]) ==
                    QP_NONE);
    if (t->cells->period != NULL)
        return t->cells->period[row].from == QP_NO_DAY;
    return isnan(t->cells->number[row]);
}

static bool make_column(const taking *t)
{
    if (*t->slot == NULL)
        *t->slot = qp_column_make(t->column->type, t->count);
    return *t->slot != NULL;
}

static qp_status take_cell(const taking *t, size_t row, size_t i)
{
    void *values = *t->slot;
    switch (t->column->type) {
    case QP_COLUMN_TEXT:
        return qp_builder_adopt(t->b, t->cells->text[row],
                                &((qp_string *)values)[i]);
    case QP_COLUMN_ROW:
        ((qp_row *)values)[i] = qp_builder_find(t->b, t->field->ref,
                                                t->cells->text[row]);
        break;
    case QP_COLUMN_BYTE:
        ((uint8_t *)values)[i] = (uint8_t)t->cells->number[row];
        break;
    case QP_COLUMN_PERIOD:
        ((qp_period *)values)[i] = t->cells->period[row];
        break;
    default:
        ((double *)values)[i] = t->cells->number[row] + t->least;
    }
    return QP_OK;
}

/* The first value of a column makes it. */
static qp_status take_column(const taking *t, const qp_row rows[])
{
    qp_status status = QP_OK;
    if (!t->column->optional && !make_column(t))
        return qp_builder_no_memory(t->b);
    for (size_t i = 0; t->cells->present && i < t->count && status == QP_OK;
         i++)
        if (rows[i] != QP_NONE && !is_blank(t, rows[i]))
            status = make_column(t) ? take_cell(t, rows[i], i)
                                    : qp_builder_no_memory(t->b);
    return status;
}

/* ------------------------------------------------------------------ fields */

qp_status qp_fields_check(qp_builder *b, const qp_fields *fields,
                          const qp_table *table, size_t row)
{
    qp_status status = QP_OK;
    for (size_t f = 0; f < fields->count && status == QP_OK; f++) {
        const qp_field *field = &fields->fields[f];
        if (field->ref != QP_REF_NONE && field->rule != QP_RULE_COUNT)
            status = qp_builder_refer(b, field->ref, field->rule,
                                      (qp_spot){table, row, field->column});
    }
    return status;
}

/* Where rows came from, in groups that keep it. */
static qp_status fill_places(qp_builder *b, const qp_net_group *group,
                             const qp_table *table, const qp_row rows[],
                             size_t count)
{
    const qp_net_column *file = qp_group_column(group, "file");
    const qp_net_column *line = qp_group_column(group, "line");
    if (file == NULL || line == NULL)
        return QP_OK;
    uint16_t *files = qp_column_make(file->type, count);
    uint32_t *lines = qp_column_make(line->type, count);
    *qp_column_slot(b->net, group, file) = files;
    *qp_column_slot(b->net, group, line) = lines;
    if (files == NULL || lines == NULL)
        return qp_builder_no_memory(b);
    for (size_t i = 0; i < count; i++) {
        files[i] = qp_dataset_file(b->data, table, rows[i]);
        lines[i] = table->line[rows[i]];
    }
    return QP_OK;
}

qp_status qp_fields_fill(qp_builder *b, const qp_fields *fields,
                         const qp_table *table, const qp_row rows[],
                         size_t count)
{
    const qp_net_group *group = &qp_net_groups[fields->group];
    qp_status status = QP_OK;
    for (size_t f = 0; f < fields->count && status == QP_OK; f++) {
        const qp_field *field = &fields->fields[f];
        const qp_net_column *column = qp_group_column(group, field->name);
        bool choice = table->schema->columns[field->column].kind == QP_CHOICE;
        taking t = {.b = b,
                    .cells = &table->columns[field->column],
                    .field = field,
                    .column = column,
                    .slot = qp_column_slot(b->net, group, column),
                    .count = count,
                    .least = choice ? column->least : 0};
        status = take_column(&t, rows);
    }
    return status;
}

qp_status qp_fields_take(qp_builder *b, const qp_fields *fields,
                         const qp_idlist *list, qp_table_id id)
{
    const qp_table *table = qp_builder_table(b, id);
    qp_row *rows = qp_idlist_rows(list, table);
    qp_status status = QP_OK;
    if (rows == NULL)
        return qp_builder_no_memory(b);
    for (size_t i = 0; i < list->count && status == QP_OK; i++)
        if (rows[i] != QP_NONE)
            status = qp_fields_check(b, fields, table, rows[i]);
    if (status == QP_OK)
        status = qp_fields_fill(b, fields, table, rows, list->count);
    qp_release(rows);
    return status;
}

/* ------------------------------------------------------------------- plans */

/* Has the reading found a required cell blank, or a column missing? */
static bool lacks_cells(const qp_table *table, size_t row)
{
    for (size_t c = 0; c < table->schema->column_count; c++) {
        const qp_cells *cells = &table->columns[c];
        if (!table->schema->columns[c].required)
            continue;
        if (!cells->present ||
            (cells->text != NULL && cells->text[row] == QP_NONE) ||
            (cells->number != NULL && isnan(cells->number[row])))
            return true;
    }
    return false;
}

/* Does a reference of this row lead nowhere for want of rows lost? */
static bool lacks_rows(const qp_listing *list, const qp_fields *fields,
                       size_t row)
{
    for (size_t f = 0; f < fields->count; f++) {
        const qp_field *field = &fields->fields[f];
        const qp_string *ids = qp_builder_texts(list->table, field->column);
        if (field->ref != QP_REF_NONE && field->ref != QP_REF_SOURCE &&
            field->rule != QP_RULE_COUNT && ids != NULL &&
            ids[row] != QP_NONE &&
            qp_builder_find(list->b, field->ref, ids[row]) == QP_NONE)
            return true;
    }
    return false;
}

/* A row with a defect, found now or in reading, takes no further part: what it
 * seems to repeat it may not repeat. */
static qp_status take_row(qp_listing *list, const qp_plan *plan, size_t row)
{
    const size_t *defects = &list->b->findings->total[QP_DEFECT];
    size_t before = *defects;
    qp_status status = qp_fields_check(list->b, &plan->fields, list->table,
                                       row);
    if (status == QP_OK && plan->check != NULL)
        status = plan->check(list->b, list->table, row);
    bool whole = *defects == before;
    if (before > 0) /* some of them may be this row's */
        whole = whole && !lacks_cells(list->table, row) &&
                !qp_table_row_refused(list->table, row) &&
                !lacks_rows(list, &plan->fields, row);
    if (status == QP_OK && whole)
        list->rows[list->count++] = (qp_row)row;
    return status;
}

static qp_status sort_rows(qp_listing *list)
{
    qp_builder *b = list->b;
    qp_row *sorted = qp_acquire(list->count, sizeof *sorted);
    if (sorted == NULL)
        return qp_builder_no_memory(b);
    qp_status status = qp_order_sort(b->net, list->group, sorted, b->err);
    if (status == QP_OK)
        status = qp_order_apply(b->net, list->group, sorted, list->count,
                                b->err);
    for (size_t i = 0; i < list->count && status == QP_OK; i++)
        sorted[i] = list->rows[sorted[i]];
    qp_row *unsorted = list->rows;
    list->rows = sorted;
    qp_release(unsorted);
    return status;
}

static qp_status refuse_repeated(qp_listing *list, const qp_plan *plan)
{
    qp_order order = qp_order_of(list->b->net, list->group,
                                 list->group->unique);
    qp_status status = QP_OK;
    for (size_t i = 1;
         i < list->count && plan->found != NULL && status == QP_OK; i++)
        if (qp_order_compare(&order, i - 1, i) == 0)
            status = qp_builder_repeated(
                list->b, plan->once, (qp_spot){list->table, list->rows[i], -1},
                list->rows[i - 1], plan->found, plan->expected);
    return status;
}

static qp_status run(qp_listing *list, const qp_plan *plan)
{
    qp_status status = QP_OK;
    for (size_t row = 0; row < list->table->row_count && status == QP_OK; row++)
        status = take_row(list, plan, row);
    if (status == QP_OK)
        status = qp_fields_fill(list->b, &plan->fields, list->table, list->rows,
                                list->count);
    if (status == QP_OK)
        status = fill_places(list->b, list->group, list->table, list->rows,
                             list->count);
    *qp_group_count(list->b->net, list->group) = list->count;
    if (status == QP_OK && plan->settle != NULL)
        status = plan->settle(list);
    if (status == QP_OK)
        status = sort_rows(list);
    if (status == QP_OK)
        status = refuse_repeated(list, plan);
    if (status == QP_OK && plan->review != NULL)
        status = plan->review(list);
    return status;
}

qp_status qp_plan_run(qp_builder *b, const qp_plan *plan)
{
    const qp_table *table = qp_builder_table(b, plan->table);
    qp_listing list = {.b = b,
                       .table = table,
                       .group = &qp_net_groups[plan->fields.group],
                       .rows = qp_acquire(table->row_count, sizeof *list.rows)};
    qp_status status = list.rows != NULL ? run(&list, plan)
                                         : qp_builder_no_memory(b);
    qp_release(list.rows);
    return status;
}

/* ------------------------------------------------------------------- units */

static qp_status tell_unit(qp_listing *list, const qp_unit_rule *rule,
                           const char *id, const qp_string unit[],
                           const size_t rows[2])
{
    char shown[3][QP_SHOWN_SIZE];
    char found[2 * QP_SHOWN_SIZE];
    qp_builder *b = list->b;
    const char *first = qp_network_text(b->net, unit[rows[0]]);
    const char *other = qp_network_text(b->net, unit[rows[1]]);
    qp_place place = qp_dataset_place(b->data, list->table, list->rows[rows[0]],
                                      -1);
    snprintf(found, sizeof found,
             other[0] != '\0' ? "in '%s'" : "without a unit",
             qp_text_shown(other, strlen(other), shown[0]));
    return qp_builder_tell(
        b, rule->rule,
        (qp_spot){list->table, list->rows[rows[1]], rule->column},
        "convert it, or give it another name",
        "%s '%s' stands %s and, in %s:%u, in '%s'", rule->noun,
        qp_text_shown(id, strlen(id), shown[1]), found, place.file,
        (unsigned)place.line, qp_text_shown(first, strlen(first), shown[2]));
}

/* The rows of one id are [start, end): the first in the table that has a unit
 * says which, and the first that has another is told. */
static qp_status check_unit(qp_listing *list, const qp_unit_rule *rule,
                            const char *id, const qp_string unit[],
                            const size_t range[2])
{
    size_t none = list->count;
    size_t found[2] = {none, none};
    for (size_t i = range[0]; i < range[1]; i++)
        if (unit[i] != QP_NONE &&
            (found[0] == none || list->rows[i] < list->rows[found[0]]))
            found[0] = i;
    for (size_t i = range[0]; found[0] != none && i < range[1]; i++)
        if (unit[i] != unit[found[0]] &&
            (found[1] == none || list->rows[i] < list->rows[found[1]]))
            found[1] = i;
    return found[1] != none ? tell_unit(list, rule, id, unit, found) : QP_OK;
}

qp_status qp_listing_units(qp_listing *list, const qp_unit_rule *rule,
                           const qp_string id[], const qp_string unit[])
{
    qp_status status = QP_OK;
    size_t range[2] = {0, 0};
    for (; unit != NULL && range[0] < list->count && status == QP_OK;
         range[0] = range[1]) {
        range[1] = range[0] + 1;
        while (range[1] < list->count && id[range[1]] == id[range[0]])
            range[1]++;
        status = check_unit(list, rule,
                            qp_network_text(list->b->net, id[range[0]]), unit,
                            range);
    }
    return status;
}
