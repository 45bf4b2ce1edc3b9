/* SPDX-License-Identifier: MIT */
#include "net/fields.h"

/* The two choices of a direction, less and more, come as -1 and 0. */
static qp_status settle_direction(qp_listing *list)
{
    double *direction = list->b->net->indicator_defs.direction;
    for (size_t i = 0; direction != NULL && i < list->count; i++)
        direction[i] = direction[i] == 0 ? 1 : direction[i];
    return QP_OK;
}

qp_status qp_build_definitions(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_DEF_INDICATOR, "id", QP_PLAIN},
        {QP_DEF_CHAIN, "chain", QP_PLAIN},
        {QP_DEF_FACTOR, "factor", QP_PLAIN},
        {QP_DEF_DIRECTION, "direction", QP_PLAIN},
        {QP_DEF_LOW, "low", QP_PLAIN},
        {QP_DEF_HIGH, "high", QP_PLAIN},
        {QP_DEF_WEIGHT, "weight", QP_PLAIN},
        {QP_DEF_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {
        .table = QP_INDICATOR_DEFS,
        .fields = QP_FIELDS(QP_G_INDICATOR_DEFS, columns),
        .settle = settle_direction,
        .once = QP_RULE_INDICATOR_DEFINED,
        .found = "the indicator is that of another row",
        .expected = "an indicator is defined once"};
    return qp_plan_run(b, &plan);
}
