/* SPDX-License-Identifier: MIT */
#include "table/finding.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "table/json.h"

qp_status qp_findings_add(qp_findings *findings, qp_severity severity,
                          const char *rule, qp_place place, const char *found,
                          const char *expected, qp_error *err)
{
    qp_finding row = {.severity = severity,
                      .rule = rule,
                      .place = place,
                      .found = qp_text_copy(found),
                      .expected = qp_text_copy(expected)};
    if (row.found == NULL || row.expected == NULL ||
        !qp_grow((void **)&findings->rows, &findings->room, findings->count,
                 sizeof *findings->rows)) {
        qp_release(row.found);
        qp_release(row.expected);
        return qp_fail(err, QP_E_MEMORY, "no memory for a finding");
    }
    findings->rows[findings->count++] = row;
    findings->defect_count += severity == QP_DEFECT;
    return QP_OK;
}

static int by_number(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
    const qp_finding *a = left;
    const qp_finding *b = right;
    int order = strcmp(a->place.file, b->place.file);
    if (order == 0)
        order = by_number(a->place.line, b->place.line);
    if (order == 0)
        order = by_number(a->place.column, b->place.column);
    if (order == 0)
        order = strcmp(a->rule, b->rule);
    return order != 0 ? order : strcmp(a->found, b->found);
}

void qp_findings_sort(qp_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->rows, findings->count, sizeof *findings->rows,
              by_place);
}

static void add_place(qp_text *out, const qp_place *place)
{
    qp_text_add(out, place->file);
    if (place->line > 0)
        qp_text_addf(out, ":%u", (unsigned)place->line);
    if (place->line > 0 && place->column > 0)
        qp_text_addf(out, ":%u", (unsigned)place->column);
}

void qp_findings_text(const qp_findings *findings, const char *program,
                      qp_text *out)
{
    for (size_t i = 0; i < findings->count; i++) {
        const qp_finding *f = &findings->rows[i];
        qp_text_addf(out, "%s: ", program);
        add_place(out, &f->place);
        qp_text_addf(out, ": %s%s%s%s\n",
                     f->severity == QP_WARNING ? "warning: " : "", f->found,
                     f->expected[0] != '\0' ? "; " : "", f->expected);
    }
}

static void add_member(qp_text *out, const char *name, const char *value)
{
    qp_text_addf(out, ", \"%s\": ", name);
    qp_json_string(out, value);
}

static void add_object(qp_text *out, const qp_finding *f)
{
    qp_text_addf(out, "    {\"severity\": \"%s\"",
                 f->severity == QP_DEFECT ? "defect" : "warning");
    add_member(out, "rule", f->rule);
    add_member(out, "file", f->place.file);
    qp_text_addf(out, ", \"line\": %u, \"column\": %u", (unsigned)f->place.line,
                 (unsigned)f->place.column);
    add_member(out, "found", f->found);
    add_member(out, "expected", f->expected);
    qp_text_add(out, "}");
}

qp_status qp_findings_json(const qp_findings *findings, qp_text *out,
                           qp_error *err)
{
    qp_text_addf(out, "{\n  \"defects\": %zu,\n  \"warnings\": %zu,\n",
                 findings->defect_count,
                 findings->count - findings->defect_count);
    qp_text_add(out, "  \"findings\": [");
    for (size_t i = 0; i < findings->count; i++) {
        qp_text_add(out, i > 0 ? ",\n" : "\n");
        add_object(out, &findings->rows[i]);
    }
    qp_text_add(out, findings->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
    return qp_text_status(out, err);
}

void qp_findings_clear(qp_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        qp_release(findings->rows[i].found);
        qp_release(findings->rows[i].expected);
    }
    qp_release(findings->rows);
    *findings = (qp_findings){0};
}
