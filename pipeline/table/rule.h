/* SPDX-License-Identifier: MIT */
/**
 * @file table/rule.h
 * @brief The rules that the data of a user are held to, as a table.
 *
 * A finding names its rule; how grave a breach is, what the rule demands and
 * what a breach looks like stand here and nowhere else. docs/findings.md is
 * printed from qp_rules, so adding a rule is adding a row to rule_table.h.
 */
#ifndef QP_TABLE_RULE_H
#define QP_TABLE_RULE_H

#include "core/text.h"
#include "table/rule_table.h"

typedef enum {
    QP_NOTE,    ///< an account of what was done as asked
    QP_WARNING, ///< the data are accepted
    QP_DEFECT,  ///< the data are refused
    QP_SEVERITY_COUNT
} qp_severity;

#define QP_RULE_ID(id, name, severity, demand, example) id,
typedef enum { QP_RULES(QP_RULE_ID) QP_RULE_COUNT } qp_rule;
#undef QP_RULE_ID

typedef struct {
    const char *name; ///< "link.end"
    qp_severity severity;
    const char *demand;  ///< one sentence
    const char *example; ///< a breach as it is told: `PLACE: found; expected`
} qp_rule_row;

extern const qp_rule_row qp_rules[QP_RULE_COUNT];

/** "note", "warning" or "defect". The text is static. */
const char *qp_severity_text(qp_severity severity);

/** Add docs/findings.md: every rule, by the part of the data it looks at. */
void qp_rules_text(qp_text *out);

#endif
