/* SPDX-License-Identifier: MIT */
#include "net/circle.h"
#include "net/fields.h"

/* An id that an actor has too was told with the actors. */
qp_status qp_build_things(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_THING_KIND, "kind", QP_PLAIN},
        {QP_THING_TYPE, "type", QP_PLAIN},
        {QP_THING_NAME, "name", QP_PLAIN},
        {QP_THING_NAME_ZH, "name_zh", QP_PLAIN},
        {QP_THING_PARENT, "parent", QP_REF_THING, QP_RULE_THING_PARENT},
        {QP_THING_OWNER, "owner", QP_REF_ACTOR, QP_RULE_THING_OWNER},
        {QP_THING_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_fields fields = QP_FIELDS(QP_G_THINGS, columns);
    qp_things *things = &b->net->things;
    qp_idlist list = {.map = b->thing_of};
    qp_status status = qp_idlist_add_again(b, &list, QP_THINGS);
    if (status == QP_OK)
        status = qp_idlist_sort(b, &list, &things->id);
    things->count = list.count;
    if (status == QP_OK)
        status = qp_fields_take(b, &fields, &list, QP_THINGS);
    qp_family family = {"thing", QP_RULE_THING_PARENT, QP_THING_PARENT,
                        things->parent};
    if (status == QP_OK)
        status = qp_family_refuse_circles(b, &list, &family);
    qp_idlist_clear(&list);
    return status;
}
