/* SPDX-License-Identifier: MIT */
#include "net/fields.h"

/* An id that an actor has too was told with the actors. */
qp_status qp_build_consortia(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_CONSORTIUM_NAME, "name", QP_PLAIN},
        {QP_CONSORTIUM_NAME_ZH, "name_zh", QP_PLAIN},
        {QP_CONSORTIUM_KIND, "kind", QP_PLAIN},
        {QP_CONSORTIUM_LEAD, "lead", QP_REF_ACTOR, QP_RULE_CONSORTIUM_LEAD},
        {QP_CONSORTIUM_PRODUCT, "product", QP_PLAIN},
        {QP_CONSORTIUM_REGION, "region", QP_REF_REGION,
         QP_RULE_CONSORTIUM_REGION},
        {QP_CONSORTIUM_MEMBERS, "members", QP_PLAIN},
        {QP_CONSORTIUM_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_fields fields = QP_FIELDS(QP_G_CONSORTIA, columns);
    qp_consortia *consortia = &b->net->consortia;
    qp_idlist list = {.map = b->consortium_of};
    qp_status status = qp_idlist_add_again(b, &list, QP_CONSORTIA);
    if (status == QP_OK)
        status = qp_idlist_sort(b, &list, &consortia->id);
    consortia->count = list.count;
    if (status == QP_OK)
        status = qp_fields_take(b, &fields, &list, QP_CONSORTIA);
    qp_idlist_clear(&list);
    return status;
}

qp_status qp_build_memberships(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_MEMBERSHIP_CONSORTIUM, "consortium", QP_REF_CONSORTIUM,
         QP_RULE_MEMBERSHIP_CONSORTIUM},
        {QP_MEMBERSHIP_MEMBER, "member", QP_REF_ACTOR,
         QP_RULE_MEMBERSHIP_MEMBER},
        {QP_MEMBERSHIP_ROLE, "role", QP_PLAIN},
        {QP_MEMBERSHIP_WEIGHT, "weight", QP_PLAIN},
        {QP_MEMBERSHIP_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {
        .table = QP_MEMBERSHIPS,
        .fields = QP_FIELDS(QP_G_MEMBERSHIPS, columns)};
    return qp_plan_run(b, &plan);
}
