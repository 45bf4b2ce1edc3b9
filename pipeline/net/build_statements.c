/* SPDX-License-Identifier: MIT */
#include "net/fields.h"

static qp_status check_subject(qp_builder *b, const qp_table *table, size_t row)
{
    qp_row actor = QP_NONE;
    qp_row thing = QP_NONE;
    return qp_builder_end(b, QP_RULE_STATEMENT_SUBJECT,
                          (qp_spot){table, row, QP_STATEMENT_SUBJECT}, &actor,
                          &thing);
}

/* The subject is an actor or a thing: the one column fills two, and only the
 * check says what is neither. */
qp_status qp_build_statements(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_STATEMENT_SUBJECT, "actor", QP_REF_ACTOR, QP_RULE_COUNT},
        {QP_STATEMENT_SUBJECT, "thing", QP_REF_THING, QP_RULE_COUNT},
        {QP_STATEMENT_TOPIC, "topic", QP_PLAIN},
        {QP_STATEMENT_TEXT, "text", QP_PLAIN},
        {QP_STATEMENT_POLARITY, "polarity", QP_PLAIN},
        {QP_STATEMENT_STATUS, "status", QP_PLAIN},
        {QP_STATEMENT_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {.table = QP_STATEMENTS,
                                 .fields = QP_FIELDS(QP_G_STATEMENTS, columns),
                                 .check = check_subject};
    return qp_plan_run(b, &plan);
}
