/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/package.c
 * @brief Any bytes as datapackage.json.
 *
 * What is not understood is told; what is understood is whole.
 */
#include "table/package.h"

#include <stdint.h>
#include <string.h>

#include "core/memory.h"
#include "fuzz/expect.h"
#include "table/duplicates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_recode(const qp_recode *recode)
{
    for (size_t i = 0; i < recode->count; i++) {
        EXPECT(recode->from[i][0] != '\0' && recode->to[i] != NULL);
        EXPECT(i == 0 || strcmp(recode->from[i - 1], recode->from[i]) < 0);
    }
    EXPECT(recode->otherwise != QP_OTHERWISE_TEXT || recode->text != NULL);
}

static void expect_mapping(const qp_mapping *m)
{
    const qp_schema *schema = &qp_schemas[m->table];
    bool melts = m->melt.column_count > 0 || m->melt.first != NULL;
    EXPECT(m->table < QP_TABLE_COUNT && m->join != NULL);
    for (size_t k = 0; k < QP_MOST_COLUMNS; k++) {
        const qp_feeding *feed = &m->feeds[k];
        EXPECT(feed->source_count == 0 || feed->constant == NULL);
        EXPECT(k < schema->column_count ||
               (feed->source_count == 0 && feed->constant == NULL));
        expect_recode(&feed->recode);
    }
    for (size_t s = 0; s < m->skip_count; s++)
        EXPECT(m->skips[s].column != NULL && m->skips[s].count > 0);
    for (size_t c = 0; c < m->conversion_count; c++)
        EXPECT(m->conversions[c].to != NULL && m->conversions[c].times != 0);
    EXPECT(melts == (m->melt.name >= 0) && melts == (m->melt.value >= 0));
    EXPECT(m->melt.first == NULL || m->melt.last != NULL);
    EXPECT(m->duplicates != QP_DUPLICATES_SUM ||
           qp_table_keys[m->table].amount >= 0);
}

static void expect_dialect(const qp_dialect *dialect)
{
    EXPECT(dialect->delimiter > 0 && dialect->header_join != NULL);
    EXPECT(dialect->header_count <= QP_MOST_HEADER_ROWS);
    for (size_t h = 0; h < dialect->header_count; h++)
        EXPECT(dialect->header_rows[h] >
               (h > 0 ? dialect->header_rows[h - 1] : 0));
}

static void expect_resource(const qp_resource *resource)
{
    for (size_t p = 0; p < resource->path_count; p++) {
        const char *path = resource->paths[p];
        EXPECT(path[0] != '/' && path[0] != '\0');
        EXPECT(strcmp(path, "..") != 0 && strncmp(path, "../", 3) != 0 &&
               strstr(path, "/../") == NULL);
        EXPECT(strpbrk(path, "\n\r\x1b") == NULL);
    }
    EXPECT(resource->path_count == 0 || resource->mapping_count > 0);
    if (resource->path_count > 0)
        expect_dialect(&resource->dialect);
    for (size_t m = 0; resource->path_count > 0 && m < resource->mapping_count;
         m++)
        expect_mapping(&resource->mappings[m]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t held = qp_memory_held();
    qp_text json = {0};
    qp_text told = {0};
    qp_package package;
    qp_findings findings = {0};
    qp_text_add_bytes(&json, (const char *)data, size);
    EXPECT(qp_package_read(&package, &json, "p", &findings, NULL) == QP_OK);
    EXPECT(package.json != NULL || findings.total[QP_DEFECT] == 1);
    for (size_t i = 0; i < findings.count; i++)
        EXPECT(findings.rows[i].place.line > 0 &&
               findings.rows[i].place.column > 0);
    for (size_t i = 0; i < package.resource_count; i++)
        expect_resource(&package.resources[i]);
    qp_findings_sort(&findings);
    qp_findings_text(&findings, QP_NOTE, "p", &told);
    for (size_t b = 0; b < told.size; b++)
        EXPECT((unsigned char)told.bytes[b] >= 0x20 || told.bytes[b] == '\n');
    qp_package_clear(&package);
    qp_findings_clear(&findings);
    qp_text_clear(&told);
    qp_text_clear(&json);
    EXPECT(qp_memory_held() == held);
    return 0;
}
