/* SPDX-License-Identifier: MIT */
#include "table/finding.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "table/json.h"

/* --------------------------------------------------------------- the order */

static int by_number(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const qp_place *a, const qp_place *b)
{
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = by_number(a->line, b->line);
    return order != 0 ? order : by_number(a->column, b->column);
}

static int by_all(const void *left, const void *right)
{
    const qp_finding *a = left;
    const qp_finding *b = right;
    int order = by_place(&a->place, &b->place);
    if (order == 0)
        order = strcmp(qp_rules[a->rule].name, qp_rules[b->rule].name);
    if (order == 0)
        order = strcmp(a->found, b->found);
    return order != 0 ? order : strcmp(a->expected, b->expected);
}

/* ------------------------------------------------------------- the tallies */

static qp_tally *tally_of(const qp_findings *findings, qp_rule rule,
                          const char *file)
{
    for (size_t t = 0; t < findings->tally_count; t++) {
        qp_tally *tally = &findings->tallies[t];
        if (tally->rule == rule &&
            (tally->file == file || strcmp(tally->file, file) == 0))
            return tally;
    }
    return NULL;
}

static qp_tally *open_tally(qp_findings *findings, qp_rule rule,
                            const char *file)
{
    if (!qp_grow((void **)&findings->tallies, &findings->tally_room,
                 findings->tally_count, sizeof *findings->tallies))
        return NULL;
    qp_tally *tally = &findings->tallies[findings->tally_count++];
    *tally = (qp_tally){.rule = rule, .file = file};
    return tally;
}

static bool belongs_to(const qp_finding *row, const qp_tally *tally)
{
    return row->rule == tally->rule &&
           strcmp(row->place.file, tally->file) == 0;
}

static void find_last(const qp_findings *findings, qp_tally *tally)
{
    const qp_finding *last = NULL;
    for (size_t i = 0; i < findings->count; i++) {
        const qp_finding *row = &findings->rows[i];
        if (belongs_to(row, tally) && (last == NULL || by_all(row, last) >= 0))
            last = row;
    }
    tally->last = last != NULL ? (size_t)(last - findings->rows) : 0;
}

static bool is_full(const qp_findings *findings, const qp_tally *tally)
{
    size_t most = findings->most > 0 ? findings->most : QP_FINDINGS_TOLD;
    return tally != NULL && tally->told >= most;
}

bool qp_findings_keeps(const qp_findings *findings, qp_rule rule,
                       qp_place place)
{
    const qp_tally *tally = tally_of(findings, rule, place.file);
    return !is_full(findings, tally) ||
           by_place(&place, &findings->rows[tally->last].place) <= 0;
}

/* -------------------------------------------------------------- the adding */

static void release_row(qp_finding *row)
{
    qp_release(row->found);
    qp_release(row->expected);
}

/* Keep a row: in place of the last one where its rule has told enough. */
static bool keep(qp_findings *findings, qp_tally *tally, qp_finding row)
{
    if (is_full(findings, tally)) {
        qp_finding *last = &findings->rows[tally->last];
        bool earlier = by_all(&row, last) < 0;
        release_row(earlier ? last : &row);
        if (earlier)
            *last = row;
        find_last(findings, tally);
        return true;
    }
    if (!qp_grow((void **)&findings->rows, &findings->room, findings->count,
                 sizeof *findings->rows))
        return false;
    size_t at = findings->count++;
    findings->rows[at] = row;
    if (tally->told++ == 0 || by_all(&row, &findings->rows[tally->last]) >= 0)
        tally->last = at;
    return true;
}

qp_status qp_findings_add(qp_findings *findings, qp_rule rule, qp_place place,
                          const char *found, const char *expected,
                          qp_error *err)
{
    bool kept = true;
    qp_tally *tally = tally_of(findings, rule, place.file);
    if (tally == NULL)
        tally = open_tally(findings, rule, place.file);
    if (tally != NULL && qp_findings_keeps(findings, rule, place)) {
        qp_finding row = {rule, place, qp_text_copy(found),
                          qp_text_copy(expected)};
        kept = row.found != NULL && row.expected != NULL &&
               keep(findings, tally, row);
        if (!kept)
            release_row(&row);
    }
    if (tally == NULL || !kept)
        return qp_fail(err, QP_E_MEMORY, "no memory for a finding");
    tally->count++;
    findings->total[qp_rules[rule].severity]++;
    return QP_OK;
}

void qp_findings_sort(qp_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->rows, findings->count, sizeof *findings->rows, by_all);
    for (size_t t = 0; t < findings->tally_count; t++)
        find_last(findings, &findings->tallies[t]);
}

/* -------------------------------------------------------------- the telling */

static void add_place(qp_text *out, const qp_place *place)
{
    qp_text_add(out, place->file);
    if (place->line > 0)
        qp_text_addf(out, ":%u", (unsigned)place->line);
    if (place->line > 0 && place->column > 0)
        qp_text_addf(out, ":%u", (unsigned)place->column);
}

static const char *mark_of(qp_rule rule)
{
    return qp_rules[rule].severity == QP_WARNING ? "warning: " : "";
}

/* After the last row that a rule tells of a file: how many it does not. */
static void add_rest(const qp_findings *findings, size_t row,
                     const char *program, qp_text *out)
{
    const qp_finding *f = &findings->rows[row];
    const qp_tally *tally = tally_of(findings, f->rule, f->place.file);
    if (tally->last == row && tally->count > tally->told)
        qp_text_addf(out, "%s: %s: %s... and %zu more of this kind (%s)\n",
                     program, f->place.file, mark_of(f->rule),
                     tally->count - tally->told, qp_rules[f->rule].name);
}

void qp_findings_text(const qp_findings *findings, qp_severity least,
                      const char *program, qp_text *out)
{
    for (size_t i = 0; i < findings->count; i++) {
        const qp_finding *f = &findings->rows[i];
        if (qp_rules[f->rule].severity < least)
            continue;
        qp_text_addf(out, "%s: ", program);
        add_place(out, &f->place);
        qp_text_addf(out, ": %s%s%s%s\n", mark_of(f->rule), f->found,
                     f->expected[0] != '\0' ? "; " : "", f->expected);
        add_rest(findings, i, program, out);
    }
}

static void add_member(qp_text *out, const char *name, const char *value)
{
    qp_text_addf(out, ", \"%s\": ", name);
    qp_json_string(out, value);
}

static void begin_object(qp_text *out, size_t before, qp_rule rule,
                         const char *file)
{
    qp_text_addf(out, "%s\n    {\"severity\": \"%s\"", before > 0 ? "," : "",
                 qp_severity_text(qp_rules[rule].severity));
    add_member(out, "rule", qp_rules[rule].name);
    add_member(out, "file", file);
}

static void add_finding(qp_text *out, size_t before, const qp_finding *f)
{
    begin_object(out, before, f->rule, f->place.file);
    qp_text_addf(out, ", \"line\": %u, \"column\": %u", (unsigned)f->place.line,
                 (unsigned)f->place.column);
    add_member(out, "found", f->found);
    add_member(out, "expected", f->expected);
    qp_text_add(out, "}");
}

/* In the order of the findings, so that it does not depend on that of the
 * reading. */
static void add_all_rests(const qp_findings *findings, qp_text *out)
{
    size_t before = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const qp_finding *f = &findings->rows[i];
        const qp_tally *tally = tally_of(findings, f->rule, f->place.file);
        if (tally->last != i || tally->count == tally->told)
            continue;
        begin_object(out, before++, f->rule, f->place.file);
        qp_text_addf(out, ", \"count\": %zu}", tally->count - tally->told);
    }
    qp_text_add(out, before > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

qp_status qp_findings_json(const qp_findings *findings, qp_text *out,
                           qp_error *err)
{
    qp_text_addf(out, "{\n  \"defects\": %zu,\n  \"warnings\": %zu,\n",
                 findings->total[QP_DEFECT], findings->total[QP_WARNING]);
    qp_text_add(out, "  \"findings\": [");
    for (size_t i = 0; i < findings->count; i++)
        add_finding(out, i, &findings->rows[i]);
    qp_text_add(out, findings->count > 0 ? "\n  ],\n" : "],\n");
    qp_text_add(out, "  \"more\": [");
    add_all_rests(findings, out);
    return qp_text_status(out, err);
}

void qp_findings_clear(qp_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        release_row(&findings->rows[i]);
    qp_release(findings->rows);
    qp_release(findings->tallies);
    *findings = (qp_findings){0};
}
