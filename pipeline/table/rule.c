/* SPDX-License-Identifier: MIT */
#include "table/rule.h"

#include <string.h>

#define QP_RULE_ROW(id, name, severity, demand, example) \
    [id] = {name, severity, demand, example},
const qp_rule_row qp_rules[QP_RULE_COUNT] = {QP_RULES(QP_RULE_ROW)};
#undef QP_RULE_ROW

const char *qp_severity_text(qp_severity severity)
{
    static const char *const texts[] = {
        [QP_NOTE] = "note", [QP_WARNING] = "warning", [QP_DEFECT] = "defect"};
    return texts[severity];
}

/* ---------------------------------------------------------------- the guide */

/* clang-format off */
static const char introduction[] =
"# What qipan-check finds\n"
"\n"
"`qipan-check FOLDER` looks at a dataset and tells every breach of the rules below in one run, sorted by place;\n"
"`qipan-build` tells the same before it builds. A **defect** refuses the data (exit status 1), a **warning** does not, a\n"
"**note** is an account of what was done as asked. This page is printed from the table of rules in the program, and a\n"
"test breaks each of them.\n"
"\n"
"    qipan-check: links.csv:1042:12: weight '-3' is negative; a weight is a number >= 0\n"
"                 file      line column   found                  expected\n"
"\n"
"- The line is the physical one: fields that hold line ends do not shift it. LF, CRLF and a lone CR each end a line.\n"
"- The column is the byte, from 1, at which the field begins: its opening quote where it is quoted. A byte order mark is\n"
"  not counted. What is wrong with a whole row or file has no column or line.\n"
"- Values are shown with invisible characters as `\\xNN`, cut after 40 characters.\n"
"- Of one rule and file the first 20 are told and the rest is counted (`... and 980 more of this kind`); `--max-findings N`\n"
"  tells as many as asked for, 0 all of them.\n"
"- What follows from a defect told already is not told again: where rows of a table of actors, sources or layers were\n"
"  lost, nothing is called unknown.\n"
"\n"
"`--format json` gives the same to programs: `defects` and `warnings` (counts of all), `findings` (each with `severity`,\n"
"`rule`, `file`, `line`, `column`, `found`, `expected`; line and column 0 where they do not apply) and `more` (`severity`,\n"
"`rule`, `file`, `count` of what is not told). `--format csv` gives a table with the columns of `findings`, blank where they\n"
"do not apply; what is not told of a rule and file is a row without a place, after the last that is.\n";

static const struct {
    const char *part; ///< of a rule's name, before the dot
    const char *title;
} parts[] = {
    {"dataset",   "The dataset"},
    {"package",   "The mapping, datapackage.json"},
    {"file",      "Files"},
    {"csv",       "The form of a table"},
    {"header",    "Headers"},
    {"row",       "Rows"},
    {"cell",      "Cells"},
    {"actor",     "Actors"},
    {"region",    "Regions"},
    {"cluster",   "Clusters"},
    {"architect", "Architects"},
    {"location",  "Locations"},
    {"thing",     "Things"},
    {"consortium", "Consortia"},
    {"membership", "Memberships"},
    {"projection", "Projections"},
    {"layer",     "Layers"},
    {"link",      "Links"},
    {"pair",      "Pairs"},
    {"portfolio", "Portfolios"},
    {"indicator", "Indicators"},
    {"relatedness", "Relatedness"},
    {"statement", "Statements"},
    {"claim",     "Claims"},
    {"source",    "Sources"},
    {"figures",   "Specifications of figures, figures.json: told by qipan-draw"},
};
/* clang-format on */

static bool is_of(const qp_rule_row *rule, const char *part)
{
    size_t size = strlen(part);
    return strncmp(rule->name, part, size) == 0 && rule->name[size] == '.';
}

static void add_part(qp_text *out, const char *part)
{
    qp_text_add(out, "| rule | | demand |\n|---|---|---|\n");
    for (size_t r = 0; r < QP_RULE_COUNT; r++)
        if (is_of(&qp_rules[r], part))
            qp_text_addf(out, "| `%s` | %s | %s |\n", qp_rules[r].name,
                         qp_severity_text(qp_rules[r].severity),
                         qp_rules[r].demand);
    qp_text_add(out, "\n");
    for (size_t r = 0; r < QP_RULE_COUNT; r++)
        if (is_of(&qp_rules[r], part))
            qp_text_addf(out, "    %s\n", qp_rules[r].example);
}

void qp_rules_text(qp_text *out)
{
    qp_text_add(out, introduction);
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        qp_text_addf(out, "\n## %s\n\n", parts[p].title);
        add_part(out, parts[p].part);
    }
}
