/* SPDX-License-Identifier: MIT */
#include "net/fields.h"

/* Whether a metric has such a name, and a layer or subject such an id, is
 * asked where claims are decided: the names of metrics stand on a higher
 * floor. */
qp_status qp_build_claims(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_CLAIM_ID, "id", QP_PLAIN},
        {QP_CLAIM_TEXT, "text", QP_PLAIN},
        {QP_CLAIM_TYPE, "type", QP_PLAIN},
        {QP_CLAIM_METRIC, "metric", QP_PLAIN},
        {QP_CLAIM_SCOPE, "scope", QP_PLAIN},
        {QP_CLAIM_SUBJECT, "subject", QP_PLAIN},
        {QP_CLAIM_LAYER, "layer", QP_PLAIN},
        {QP_CLAIM_TEST, "test", QP_PLAIN},
        {QP_CLAIM_REFERENCE, "reference", QP_PLAIN},
        {QP_CLAIM_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {.table = QP_CLAIMS,
                                 .fields = QP_FIELDS(QP_G_CLAIMS, columns),
                                 .once = QP_RULE_CLAIM_ONCE,
                                 .found = "the id is that of another row",
                                 .expected = "the id of a claim is unique"};
    return qp_plan_run(b, &plan);
}
