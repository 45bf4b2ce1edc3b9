/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "net/fields.h"

static qp_status refuse_second_unit(qp_listing *list)
{
    static const qp_unit_rule rule = {QP_RULE_PAIR_UNIT, "measure",
                                      QP_PAIR_UNIT};
    const qp_pairs *pairs = &list->b->net->pairs;
    return qp_listing_units(list, &rule, pairs->measure, pairs->unit);
}

qp_status qp_build_pairs(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_PAIR_FROM, "from", QP_REF_ACTOR, QP_RULE_PAIR_END},
        {QP_PAIR_TO, "to", QP_REF_ACTOR, QP_RULE_PAIR_END},
        {QP_PAIR_MEASURE, "measure", QP_PLAIN},
        {QP_PAIR_VALUE, "value", QP_PLAIN},
        {QP_PAIR_UNIT, "unit", QP_PLAIN},
        {QP_PAIR_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {
        .table = QP_PAIRS,
        .fields = QP_FIELDS(QP_G_PAIRS, columns),
        .review = refuse_second_unit,
        .once = QP_RULE_PAIR_ONCE,
        .found = "from, to and measure are those of another row",
        .expected = "a pair has one value a measure"};
    return qp_plan_run(b, &plan);
}

/* Relatedness has no direction: the lesser of two industries stands first. */
static qp_status order_industries(qp_listing *list)
{
    const qp_network *net = list->b->net;
    const qp_relatedness *all = &net->relatedness;
    for (size_t i = 0; i < list->count; i++) {
        qp_string a = all->a[i];
        qp_string b = all->b[i];
        if (strcmp(qp_network_text(net, a), qp_network_text(net, b)) <= 0)
            continue;
        all->a[i] = b;
        all->b[i] = a;
    }
    return QP_OK;
}

qp_status qp_build_relatedness(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_RELATED_A, "a", QP_PLAIN},
        {QP_RELATED_B, "b", QP_PLAIN},
        {QP_RELATED_PHI, "phi", QP_PLAIN},
        {QP_RELATED_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {
        .table = QP_RELATEDNESS,
        .fields = QP_FIELDS(QP_G_RELATEDNESS, columns),
        .settle = order_industries,
        .once = QP_RULE_RELATEDNESS_ONCE,
        .found = "the two industries are those of another row",
        .expected = "a pair of industries has one phi, in either order"};
    return qp_plan_run(b, &plan);
}
