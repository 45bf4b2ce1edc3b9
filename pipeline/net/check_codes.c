/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "net/builder.h"
#include "table/code.h"

static qp_status check_code(qp_builder *b, qp_spot spot, const char *scheme,
                            const char *code)
{
    char shown[QP_SHOWN_SIZE];
    qp_code_fault fault;
    if (qp_code_is_sound(scheme, code, &fault))
        return QP_OK;
    return qp_builder_tell(
        b, QP_RULE_ACTOR_CODE, spot, fault.expected, "code '%s' %s",
        qp_text_shown(code, strlen(code), shown), fault.found);
}

/* A code without a scheme may be anything. */
qp_status qp_check_codes(qp_builder *b)
{
    static const struct {
        qp_table_id table;
        int code;
        int scheme;
    } coded[] = {
        {QP_ENTERPRISES, QP_ENTERPRISE_CODE, QP_ENTERPRISE_CODE_SCHEME},
        {QP_INSTITUTES, QP_INSTITUTE_CODE, QP_INSTITUTE_CODE_SCHEME}};
    qp_status status = QP_OK;
    for (size_t t = 0; t < sizeof coded / sizeof *coded; t++) {
        const qp_table *table = qp_builder_table(b, coded[t].table);
        const qp_string *code = qp_builder_texts(table, coded[t].code);
        const qp_string *scheme = qp_builder_texts(table, coded[t].scheme);
        for (size_t row = 0; code != NULL && scheme != NULL &&
                             row < table->row_count && status == QP_OK;
             row++)
            if (code[row] != QP_NONE && scheme[row] != QP_NONE)
                status = check_code(b, (qp_spot){table, row, coded[t].code},
                                    qp_builder_text(b, scheme[row]),
                                    qp_builder_text(b, code[row]));
    }
    return status;
}
