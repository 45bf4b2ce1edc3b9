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

static int by_tally(const qp_tally *tally, qp_rule rule, const char *file)
{
    if (tally->rule != rule)
        return by_number(tally->rule, rule);
    return tally->file == file ? 0 : strcmp(tally->file, file);
}

/* Where the tally of a rule and file is, or would be. */
static size_t tally_position(const qp_findings *findings, qp_rule rule,
                             const char *file)
{
    size_t low = 0;
    size_t high = findings->tally_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_tally(&findings->tallies[middle], rule, file) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static qp_tally *tally_of(const qp_findings *findings, qp_rule rule,
                          const char *file)
{
    size_t at = tally_position(findings, rule, file);
    return at < findings->tally_count &&
                   by_tally(&findings->tallies[at], rule, file) == 0
               ? &findings->tallies[at]
               : NULL;
}

/* The tally of a rule and file, new where there is none; NULL: no memory. */
static qp_tally *open_tally(qp_findings *findings, qp_rule rule,
                            const char *file)
{
    qp_tally *there = tally_of(findings, rule, file);
    if (there != NULL)
        return there;
    if (!qp_grow((void **)&findings->tallies, &findings->tally_room,
                 findings->tally_count, sizeof *findings->tallies))
        return NULL;
    size_t at = tally_position(findings, rule, file);
    qp_tally *tally = &findings->tallies[at];
    memmove(tally + 1, tally, (findings->tally_count - at) * sizeof *tally);
    *tally = (qp_tally){.rule = rule, .file = file};
    findings->tally_count++;
    return tally;
}

static size_t most_of(const qp_findings *findings)
{
    return findings->most > 0 ? findings->most : QP_FINDINGS_TOLD;
}

static bool is_full(const qp_findings *findings, const qp_tally *tally)
{
    return tally->told >= most_of(findings);
}

static bool keeps(const qp_findings *findings, const qp_tally *tally,
                  const qp_place *place)
{
    return tally == NULL || !is_full(findings, tally) ||
           by_place(place, &findings->rows[tally->heap[0]].place) <= 0;
}

bool qp_findings_keeps(const qp_findings *findings, qp_rule rule,
                       qp_place place)
{
    return keeps(findings, tally_of(findings, rule, place.file), &place);
}

static void count(qp_findings *findings, qp_tally *tally)
{
    tally->count++;
    findings->total[qp_rules[tally->rule].severity]++;
}

bool qp_findings_pass_over(qp_findings *findings, qp_rule rule, qp_place place)
{
    qp_tally *tally = tally_of(findings, rule, place.file);
    if (keeps(findings, tally, &place))
        return false;
    count(findings, tally);
    return true;
}

/* ------------------------------------------- the heap of what a tally tells */

static bool stands_after(const qp_findings *findings, const qp_tally *tally,
                         size_t a, size_t b)
{
    return by_all(&findings->rows[tally->heap[a]],
                  &findings->rows[tally->heap[b]]) > 0;
}

static void swap(size_t heap[], size_t a, size_t b)
{
    size_t kept = heap[a];
    heap[a] = heap[b];
    heap[b] = kept;
}

/* The last of the heap may stand after what is above it. */
static void rise(const qp_findings *findings, qp_tally *tally)
{
    size_t at = tally->told - 1;
    while (at > 0 && stands_after(findings, tally, at, (at - 1) / 2)) {
        swap(tally->heap, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

/* The first of the heap may stand before what is below it. */
static void sink(const qp_findings *findings, qp_tally *tally)
{
    size_t at = 0;
    for (;;) {
        size_t last = at;
        for (size_t below = 2 * at + 1;
             below <= 2 * at + 2 && below < tally->told; below++)
            if (stands_after(findings, tally, below, last))
                last = below;
        if (last == at)
            return;
        swap(tally->heap, at, last);
        at = last;
    }
}

/* -------------------------------------------------------------- the adding */

static void release_row(qp_finding *row)
{
    qp_release(row->found);
    qp_release(row->expected);
}

static bool has_room(qp_findings *findings, qp_tally *tally)
{
    return is_full(findings, tally) ||
           (qp_grow((void **)&findings->rows, &findings->room, findings->count,
                    sizeof *findings->rows) &&
            qp_grow((void **)&tally->heap, &tally->room, tally->told,
                    sizeof *tally->heap));
}

/* Take a row in, for which there is room: in place of the last one where its
 * rule has told enough. */
static void take(qp_findings *findings, qp_tally *tally, qp_finding row)
{
    if (!is_full(findings, tally)) {
        size_t at = findings->count++;
        findings->rows[at] = row;
        tally->heap[tally->told++] = at;
        rise(findings, tally);
        return;
    }
    qp_finding *last = &findings->rows[tally->heap[0]];
    if (by_all(&row, last) >= 0) {
        release_row(&row);
        return;
    }
    release_row(last);
    *last = row;
    sink(findings, tally);
}

qp_status qp_findings_add(qp_findings *findings, qp_rule rule, qp_place place,
                          const char *found, const char *expected,
                          qp_error *err)
{
    bool kept = true;
    qp_tally *tally = open_tally(findings, rule, place.file);
    if (tally != NULL && keeps(findings, tally, &place)) {
        qp_finding row = {rule, place, qp_text_copy(found),
                          qp_text_copy(expected)};
        kept = row.found != NULL && row.expected != NULL &&
               has_room(findings, tally);
        if (kept)
            take(findings, tally, row);
        else
            release_row(&row);
    }
    if (tally == NULL || !kept)
        return qp_fail(err, QP_E_MEMORY, "no memory for a finding");
    count(findings, tally);
    return QP_OK;
}

/* ------------------------------------------------------------- the merging */

static bool has_room_for_all(qp_findings *into, const qp_findings *from)
{
    size_t room = into->count + from->count;
    qp_finding *rows = qp_resize(into->rows, room, sizeof *rows);
    if (rows == NULL)
        return false;
    into->rows = rows;
    into->room = room;
    for (size_t t = 0; t < from->tally_count; t++) {
        const qp_tally *more = &from->tallies[t];
        qp_tally *tally = open_tally(into, more->rule, more->file);
        size_t *heap = tally == NULL
                           ? NULL
                           : qp_resize(tally->heap, tally->told + more->told,
                                       sizeof *heap);
        if (heap == NULL)
            return false;
        tally->heap = heap;
        tally->room = tally->told + more->told;
    }
    return true;
}

qp_status qp_findings_merge(qp_findings *into, qp_findings *from, qp_error *err)
{
    if (from->tally_count > 0 && !has_room_for_all(into, from))
        return qp_fail(err, QP_E_MEMORY, "no memory for the findings");
    for (size_t i = 0; i < from->count; i++) {
        const qp_finding *row = &from->rows[i];
        take(into, tally_of(into, row->rule, row->place.file), *row);
    }
    from->count = 0; /* its words are those of `into` now */
    for (size_t t = 0; t < from->tally_count; t++) {
        const qp_tally *more = &from->tallies[t];
        tally_of(into, more->rule, more->file)->count += more->count;
    }
    for (size_t s = 0; s < QP_SEVERITY_COUNT; s++)
        into->total[s] += from->total[s];
    qp_findings_clear(from);
    return QP_OK;
}

/* A list that descends is a heap. */
void qp_findings_sort(qp_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->rows, findings->count, sizeof *findings->rows, by_all);
    for (size_t t = 0; t < findings->tally_count; t++)
        findings->tallies[t].told = 0;
    for (size_t i = findings->count; i-- > 0;) {
        const qp_finding *row = &findings->rows[i];
        qp_tally *tally = tally_of(findings, row->rule, row->place.file);
        tally->heap[tally->told++] = i;
    }
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
static size_t rest_after(const qp_findings *findings, size_t row)
{
    const qp_finding *f = &findings->rows[row];
    const qp_tally *tally = tally_of(findings, f->rule, f->place.file);
    return tally->heap[0] == row ? tally->count - tally->told : 0;
}

static void add_rest(const qp_findings *findings, size_t row,
                     const char *program, qp_text *out)
{
    const qp_finding *f = &findings->rows[row];
    size_t rest = rest_after(findings, row);
    if (rest > 0)
        qp_text_addf(out, "%s: %s: %s... and %zu more of this kind (%s)\n",
                     program, f->place.file, mark_of(f->rule), rest,
                     qp_rules[f->rule].name);
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

static void add_field(qp_text *out, const char *text)
{
    if (strpbrk(text, "\",\r\n") == NULL) {
        qp_text_add(out, text);
        return;
    }
    qp_text_add(out, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            qp_text_add(out, "\"");
        qp_text_add_bytes(out, c, 1);
    }
    qp_text_add(out, "\"");
}

static void begin_record(qp_text *out, const qp_finding *f)
{
    qp_text_addf(out, "%s,%s,", qp_severity_text(qp_rules[f->rule].severity),
                 qp_rules[f->rule].name);
    add_field(out, f->place.file);
}

static void add_record(qp_text *out, const qp_finding *f)
{
    begin_record(out, f);
    qp_text_addf(out, f->place.line > 0 ? ",%u" : ",", (unsigned)f->place.line);
    qp_text_addf(out, f->place.column > 0 ? ",%u," : ",,",
                 (unsigned)f->place.column);
    add_field(out, f->found);
    qp_text_add(out, ",");
    add_field(out, f->expected);
    qp_text_add(out, "\n");
}

void qp_findings_csv(const qp_findings *findings, qp_text *out)
{
    qp_text_add(out, "severity,rule,file,line,column,found,expected\n");
    for (size_t i = 0; i < findings->count; i++) {
        const qp_finding *f = &findings->rows[i];
        size_t rest = rest_after(findings, i);
        add_record(out, f);
        if (rest == 0)
            continue;
        begin_record(out, f);
        qp_text_addf(out, ",,,... and %zu more of this kind,\n", rest);
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
        size_t rest = rest_after(findings, i);
        if (rest == 0)
            continue;
        begin_object(out, before++, f->rule, f->place.file);
        qp_text_addf(out, ", \"count\": %zu}", rest);
    }
    qp_text_add(out, before > 0 ? "\n  ]" : "]");
}

qp_status qp_findings_json(const qp_findings *findings, const char *others,
                           qp_text *out, qp_error *err)
{
    qp_text_addf(out, "{\n  \"defects\": %zu,\n  \"warnings\": %zu,\n",
                 findings->total[QP_DEFECT], findings->total[QP_WARNING]);
    qp_text_add(out, "  \"findings\": [");
    for (size_t i = 0; i < findings->count; i++)
        add_finding(out, i, &findings->rows[i]);
    qp_text_add(out, findings->count > 0 ? "\n  ],\n" : "],\n");
    qp_text_add(out, "  \"more\": [");
    add_all_rests(findings, out);
    if (others != NULL)
        qp_text_addf(out, ",\n  %s", others);
    qp_text_add(out, "\n}\n");
    return qp_text_status(out, err);
}

void qp_findings_clear(qp_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        release_row(&findings->rows[i]);
    for (size_t t = 0; t < findings->tally_count; t++)
        qp_release(findings->tallies[t].heap);
    qp_release(findings->rows);
    qp_release(findings->tallies);
    *findings = (qp_findings){0};
}
