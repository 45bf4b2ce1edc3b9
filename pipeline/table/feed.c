/* SPDX-License-Identifier: MIT */
#include "table/feed.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "table/feeder.h"

qp_status qp_feeder_tell(qp_feeder *f, qp_rule rule, uint32_t line,
                         uint32_t column, const char *found,
                         const char *expected)
{
    qp_place place = {f->dataset->files[f->file], line, column};
    return qp_findings_add(f->findings, rule, place, found, expected, f->err);
}

qp_status qp_feeder_no_memory(qp_feeder *f)
{
    return qp_fail(f->err, QP_E_MEMORY, "%s: no memory for its rows",
                   f->dataset->files[f->file]);
}

/* ------------------------------------------------------------- the records */

/* Absence of what the lost rows hold must not be told as well. */
static void lose_rows(qp_feeder *f)
{
    for (size_t m = 0; m < f->resource->mapping_count; m++) {
        f->channels[m].table->present = true;
        f->channels[m].table->incomplete = true;
    }
}

static qp_status refuse_ragged(qp_feeder *f, uint32_t line, size_t count)
{
    char found[96];
    char expected[96];
    snprintf(found, sizeof found, "the row has %zu field%s", count,
             count == 1 ? "" : "s");
    snprintf(expected, sizeof expected, "the header has %zu", f->header_count);
    lose_rows(f);
    return qp_feeder_tell(f, QP_RULE_ROW_RAGGED, line, 0, found, expected);
}

static qp_status on_record(const qp_field fields[], size_t count, void *context,
                           qp_error *err)
{
    (void)err; /* the feeder has it */
    qp_feeder *f = context;
    if (f->closed)
        return QP_OK;
    if (f->header == NULL)
        return qp_feeder_connect(f, fields, count);
    if (count != f->header_count)
        return refuse_ragged(f, fields[0].line, count);
    f->told_count = 0;
    qp_status status = QP_OK;
    for (size_t m = 0; m < f->resource->mapping_count && status == QP_OK; m++)
        status = qp_feeder_row(f, &f->channels[m], fields);
    return status;
}

/* ------------------------------------------------------- what is not CSV */

static qp_status refuse_csv(qp_feeder *f, const qp_csv_defect *defect)
{
    static const qp_rule rules[] = {
        [QP_CSV_STRAY_QUOTE] = QP_RULE_CSV_QUOTE,
        [QP_CSV_TRAILING] = QP_RULE_CSV_QUOTE,
        [QP_CSV_UNCLOSED] = QP_RULE_CSV_UNCLOSED,
        [QP_CSV_LONG_FIELD] = QP_RULE_CSV_LIMIT,
        [QP_CSV_MANY_FIELDS] = QP_RULE_CSV_LIMIT,
    };
    char met[64] = "";
    if (defect->line_met > 0)
        snprintf(met, sizeof met, " (line %u, byte %u)",
                 (unsigned)defect->line_met, (unsigned)defect->column_met);
    char found[192];
    snprintf(found, sizeof found, "%s%s", defect->what, met);
    lose_rows(f);
    return qp_feeder_tell(f, rules[defect->fault], defect->line, defect->column,
                          found, defect->expected);
}

static qp_status refuse_empty(qp_feeder *f)
{
    lose_rows(f);
    return qp_feeder_tell(f, QP_RULE_FILE_EMPTY, 0, 0, "the file is empty",
                          "a table begins with the names of its columns");
}

/* What an office program or a download gives in place of UTF-8 text. */
static const char *other_encoding(const qp_text *content)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *found;
    } marks[] = {
        {"\xFF\xFE", 2, "the file is UTF-16"},
        {"\xFE\xFF", 2, "the file is UTF-16"},
        {"\x1F\x8B", 2, "the file is compressed and not named .gz"},
        {"PK\x03\x04", 4, "the file is a spreadsheet or a zip"},
    };
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
        if (content->size >= marks[m].size &&
            memcmp(content->bytes, marks[m].bytes, marks[m].size) == 0)
            return marks[m].found;
    return NULL;
}

static qp_status refuse_encoding(qp_feeder *f, const char *found)
{
    lose_rows(f);
    return qp_feeder_tell(f, QP_RULE_FILE_ENCODING, 0, 0, found,
                          "save the table as CSV, UTF-8");
}

/* ------------------------------------------------------------- the account */

/* "12 rows skipped for indicators (mapping 2 of 3): gdp is blank" */
static qp_status tell_skipped(qp_feeder *f, size_t m, size_t s)
{
    const qp_channel *c = &f->channels[m];
    const qp_skip_rule *rule = &c->mapping->skips[s];
    char shown[QP_SHOWN_SIZE];
    qp_text found = {0};
    qp_text_addf(&found, "%zu row%s skipped for %s", c->skipped[s],
                 c->skipped[s] == 1 ? "" : "s", c->table->schema->name);
    if (f->resource->mapping_count > 1)
        qp_text_addf(&found, " (mapping %zu of %zu)", m + 1,
                     f->resource->mapping_count);
    qp_text_addf(&found, ": %s is ",
                 qp_text_shown(rule->column, strlen(rule->column), shown));
    if (rule->equals[0] == '\0')
        qp_text_add(&found, "blank");
    else
        qp_text_addf(&found, "'%s'",
                     qp_text_shown(rule->equals, strlen(rule->equals), shown));
    qp_status status = qp_text_status(&found, f->err);
    if (status == QP_OK)
        status = qp_feeder_tell(f, QP_RULE_ROW_SKIPPED, 0, 0, found.bytes, "");
    qp_text_clear(&found);
    return status;
}

static qp_status account(qp_feeder *f)
{
    qp_status status = QP_OK;
    for (size_t m = 0; m < f->resource->mapping_count; m++) {
        const qp_channel *c = &f->channels[m];
        for (size_t s = 0; c->skipped != NULL && status == QP_OK &&
                           s < c->mapping->skip_count;
             s++)
            if (c->skipped[s] > 0)
                status = tell_skipped(f, m, s);
    }
    return status;
}

/* -------------------------------------------------------------------- feed */

static qp_status read_text(qp_feeder *f, const qp_text *content)
{
    const char *other = other_encoding(content);
    if (other != NULL)
        return refuse_encoding(f, other);
    qp_csv_defect defect;
    qp_status status = qp_csv_read(
        qp_text_string(content), content->size, f->resource->delimiter,
        (qp_record_visitor){on_record, f}, &defect, f->err);
    if (status == QP_OK && defect.fault != QP_CSV_WHOLE)
        status = refuse_csv(f, &defect);
    else if (status == QP_OK && f->header == NULL && !f->closed)
        status = refuse_empty(f);
    return status == QP_OK ? account(f) : status;
}

static void clear_feeder(qp_feeder *f)
{
    for (size_t m = 0; f->channels != NULL && m < f->resource->mapping_count;
         m++) {
        qp_release(f->channels[m].skip_field);
        qp_release(f->channels[m].skipped);
    }
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        qp_release(f->seen[t].row);
    for (size_t i = 0; i < f->header_count; i++)
        qp_release(f->header[i]);
    qp_release((void *)f->header);
    qp_release(f->missed);
    qp_release(f->told);
    qp_release(f->channels);
    qp_text_clear(&f->normalised);
}

qp_status qp_feed(qp_dataset *dataset, const qp_text *content, uint16_t file,
                  const qp_resource *resource, qp_findings *findings,
                  qp_error *err)
{
    qp_feeder f = {.dataset = dataset,
                   .resource = resource,
                   .file = file,
                   .findings = findings,
                   .err = err};
    f.channels = qp_acquire(resource->mapping_count, sizeof *f.channels);
    if (f.channels == NULL)
        return qp_feeder_no_memory(&f);
    for (size_t m = 0; m < resource->mapping_count; m++) {
        f.channels[m].mapping = &resource->mappings[m];
        f.channels[m].table = &dataset->tables[resource->mappings[m].table];
    }
    qp_status status = read_text(&f, content);
    clear_feeder(&f);
    return status;
}
