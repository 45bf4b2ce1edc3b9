/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/package.c
 * @brief Any bytes as datapackage.json.
 *
 * What is not understood is told; what is understood is whole.
 */
#include "table/package.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "core/memory.h"
#include "fuzz/expect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_feeding(const qp_feeding *feeding)
{
    EXPECT(feeding->source_count == 0 || feeding->constant == NULL);
    for (size_t s = 0; s < feeding->source_count; s++)
        EXPECT(feeding->sources[s] != NULL);
    for (size_t r = 1; r < feeding->recode.count; r++)
        EXPECT(strcmp(feeding->recode.from[r - 1], feeding->recode.from[r]) <
               0);
}

static void expect_mapping(const qp_mapping *m)
{
    EXPECT(m->table < QP_TABLE_COUNT);
    for (size_t k = 0; k < QP_MOST_COLUMNS; k++) {
        const qp_feeding *feeding = &m->feeds[k];
        expect_feeding(feeding);
        EXPECT(k < qp_schemas[m->table].column_count ||
               (feeding->source_count == 0 && feeding->constant == NULL));
    }
    for (size_t s = 0; s < m->skip_count; s++)
        EXPECT(m->skips[s].column != NULL && m->skips[s].count > 0);
    for (size_t c = 0; c < m->conversion_count; c++)
        EXPECT(isfinite(m->conversions[c].times) &&
               m->conversions[c].times != 0);
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
