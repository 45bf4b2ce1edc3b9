/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/memory.h"
#include "net/fields.h"
#include "net/order.h"

/* Told where the later of two rows of the table stands. */
static qp_status tell_repeated(qp_listing *list, size_t kept, size_t again)
{
    qp_builder *b = list->b;
    const qp_indicators *all = &b->net->indicators;
    bool same = all->value[kept] == all->value[again];
    const char *id = qp_network_text(b->net, all->id[again]);
    qp_place place = qp_dataset_place(b->data, list->table, list->rows[kept],
                                      -1);
    char shown[QP_SHOWN_SIZE];
    qp_text expected = {0};
    qp_text_addf(&expected, "%sthe other is %s:%u",
                 same ? "it counts once; " : "", place.file,
                 (unsigned)place.line);
    qp_status status = qp_text_status(&expected, b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            b, same ? QP_RULE_INDICATOR_REPEATED : QP_RULE_INDICATOR_ONCE,
            (qp_spot){list->table, list->rows[again], QP_INDICATOR_VALUE},
            expected.bytes, "indicator '%s' is %s for one region and date",
            qp_text_shown(id, strlen(id), shown),
            same ? "repeated" : "given twice");
    qp_text_clear(&expected);
    return status;
}

/* The first of rows that agree in all but the source stays. */
static qp_status keep_first(qp_listing *list, qp_row kept[])
{
    qp_order order = qp_order_of(list->b->net, list->group,
                                 list->group->unique);
    qp_status status = QP_OK;
    size_t count = 0;
    for (size_t i = 0; i < list->count && status == QP_OK; i++) {
        if (count > 0 && qp_order_compare(&order, kept[count - 1], i) == 0)
            status = tell_repeated(list, kept[count - 1], i);
        else
            kept[count++] = (qp_row)i;
    }
    for (size_t k = 0; k < count; k++)
        list->rows[k] = list->rows[kept[k]];
    list->count = count;
    return status;
}

static qp_status merge_repeated(qp_listing *list)
{
    qp_builder *b = list->b;
    qp_row *kept = qp_acquire(list->count, sizeof *kept);
    if (kept == NULL)
        return qp_builder_no_memory(b);
    qp_status status = keep_first(list, kept);
    if (status == QP_OK)
        status = qp_order_apply(b->net, list->group, kept, list->count, b->err);
    qp_release(kept);
    return status;
}

static qp_status review(qp_listing *list)
{
    static const qp_unit_rule rule = {QP_RULE_INDICATOR_UNIT, "indicator",
                                      QP_INDICATOR_UNIT};
    qp_status status = merge_repeated(list);
    const qp_indicators *all = &list->b->net->indicators;
    return status == QP_OK ? qp_listing_units(list, &rule, all->id, all->unit)
                           : status;
}

qp_status qp_build_indicators(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_INDICATOR_ID, "id", QP_PLAIN},
        {QP_INDICATOR_REGION, "region", QP_REF_REGION,
         QP_RULE_INDICATOR_REGION},
        {QP_INDICATOR_DATE, "period", QP_PLAIN},
        {QP_INDICATOR_VALUE, "value", QP_PLAIN},
        {QP_INDICATOR_UNIT, "unit", QP_PLAIN},
        {QP_INDICATOR_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {.table = QP_INDICATORS,
                                 .fields = QP_FIELDS(QP_G_INDICATORS, columns),
                                 .review = review};
    return qp_plan_run(b, &plan);
}
