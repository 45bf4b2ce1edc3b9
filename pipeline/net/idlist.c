/* SPDX-License-Identifier: MIT */
#include "net/idlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "net/columns.h"

static qp_status append(qp_builder *b, qp_idlist *list, qp_listed listed)
{
    if (!qp_grow((void **)&list->rows, &list->room, list->count,
                 sizeof *list->rows))
        return qp_builder_no_memory(b);
    listed.text = qp_builder_text(b, listed.id);
    list->map[listed.id] = (qp_row)list->count;
    list->rows[list->count++] = listed;
    return QP_OK;
}

static qp_status refuse_twice(qp_builder *b, const qp_listed *first,
                              qp_spot spot, qp_rule rule)
{
    char shown[QP_SHOWN_SIZE];
    qp_text expected = {0};
    qp_place place = qp_dataset_place(b->data, first->table, first->row, -1);
    qp_text_addf(&expected, "an id is unique; the first is %s:%u", place.file,
                 (unsigned)place.line);
    qp_status status = qp_text_status(&expected, b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            b, rule, spot, expected.bytes, "id '%s' is given twice",
            qp_text_shown(first->text, strlen(first->text), shown));
    qp_text_clear(&expected);
    return status;
}

/* What was listed before is told under the rule; without one it is not. */
static qp_status add_table(qp_builder *b, qp_idlist *list, qp_table_id id,
                           uint8_t kind, qp_rule rule)
{
    const qp_table *table = qp_builder_table(b, id);
    const qp_string *ids = qp_builder_texts(table, 0);
    qp_status status = QP_OK;
    for (size_t row = 0;
         ids != NULL && row < table->row_count && status == QP_OK; row++) {
        if (ids[row] == QP_NONE)
            continue;
        qp_row known = list->map[ids[row]];
        if (known == QP_NONE)
            status = append(b, list,
                            (qp_listed){.id = ids[row],
                                        .table = table,
                                        .row = (qp_row)row,
                                        .kind = kind});
        else if (rule != QP_RULE_COUNT)
            status = refuse_twice(b, &list->rows[known],
                                  (qp_spot){table, row, 0}, rule);
    }
    return status;
}

qp_status qp_idlist_add_table(qp_builder *b, qp_idlist *list, qp_table_id table,
                              uint8_t kind, qp_rule rule)
{
    return add_table(b, list, table, kind, rule);
}

qp_status qp_idlist_add_again(qp_builder *b, qp_idlist *list, qp_table_id table)
{
    return add_table(b, list, table, 0, QP_RULE_COUNT);
}

qp_status qp_idlist_mention(qp_builder *b, qp_idlist *list, qp_string id,
                            uint8_t kind)
{
    if (id == QP_NONE || list->map[id] != QP_NONE)
        return QP_OK;
    return append(b, list, (qp_listed){.id = id, .row = QP_NONE, .kind = kind});
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const qp_listed *)a)->text, ((const qp_listed *)b)->text);
}

/* Many tables are. */
static bool is_sorted(const qp_idlist *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (by_text(&list->rows[i - 1], &list->rows[i]) > 0)
            return false;
    return true;
}

qp_status qp_idlist_sort(qp_builder *b, qp_idlist *list, qp_string **ids)
{
    if (!is_sorted(list))
        qsort(list->rows, list->count, sizeof *list->rows, by_text);
    *ids = qp_column_make(QP_COLUMN_TEXT, list->count);
    qp_status status = *ids != NULL ? QP_OK : qp_builder_no_memory(b);
    for (size_t i = 0; i < list->count && status == QP_OK; i++) {
        list->map[list->rows[i].id] = (qp_row)i;
        status = qp_builder_adopt(b, list->rows[i].id, &(*ids)[i]);
    }
    return status;
}

qp_row *qp_idlist_rows(const qp_idlist *list, const qp_table *table)
{
    qp_row *rows = qp_column_make(QP_COLUMN_ROW, list->count);
    for (size_t i = 0; rows != NULL && i < list->count; i++)
        if (list->rows[i].table == table)
            rows[i] = list->rows[i].row;
    return rows;
}

void qp_idlist_clear(qp_idlist *list)
{
    qp_release(list->rows);
    *list = (qp_idlist){0};
}
