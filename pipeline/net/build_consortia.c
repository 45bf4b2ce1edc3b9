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

static qp_status check_period(qp_builder *b, const qp_table *table, size_t row)
{
    const qp_period *dates = qp_builder_periods(table, QP_PROJECTION_DATE);
    const qp_period *untils = qp_builder_periods(table, QP_PROJECTION_UNTIL);
    qp_day from = dates != NULL ? dates[row].from : QP_NO_DAY;
    qp_day until = untils != NULL ? untils[row].from : QP_NO_DAY;
    bool begins = from != QP_NO_DAY;
    if (until == QP_NO_DAY || (begins && until > from) ||
        qp_table_refused(table, row, QP_PROJECTION_DATE))
        return QP_OK;
    return qp_builder_tell(
        b, QP_RULE_PROJECTION_UNTIL, (qp_spot){table, row, QP_PROJECTION_UNTIL},
        begins ? "until is the first day on which they hold no more"
               : "date says when the links begin",
        "until is %s date", begins ? "not after" : "given without");
}

/* Their links are links by now; what remains is whether they may be. */
qp_status qp_build_projections(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_PROJECTION_CONSORTIUM, "consortium", QP_REF_CONSORTIUM,
         QP_RULE_PROJECTION_CONSORTIUM},
        {QP_PROJECTION_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_fields fields = {.fields = columns,
                                     .count = sizeof columns / sizeof *columns};
    const qp_table *table = qp_builder_table(b, QP_PROJECTIONS);
    qp_status status = QP_OK;
    for (size_t row = 0; row < table->row_count && status == QP_OK; row++) {
        status = qp_fields_check(b, &fields, table, row);
        if (status == QP_OK)
            status = check_period(b, table, row);
    }
    return status;
}
