/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/figures.c
 * @brief Any bytes as figures.json.
 *
 * What is not understood is told; what is understood can be drawn.
 */
#include <stdint.h>
#include <string.h>

#include "core/memory.h"
#include "figure/plan.h"
#include "fuzz/expect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_entry(const qp_plan_entry *e)
{
    EXPECT(e->figure != NULL && qp_figure_named(e->figure->name) == e->figure);
    EXPECT(e->name == NULL || strpbrk(e->name, "/\\ \n") == NULL);
    EXPECT(e->of.count == 0 || e->figure->topic != QP_FIGURE_OF_NETWORK);
    EXPECT(e->look.width_mm != QP_PAPER_NARROW ||
           (e->figure->takes & QP_FIGURE_TAKES_NARROW) != 0);
    EXPECT(e->look.width_mm == 0 || e->look.width_mm == QP_PAPER_NARROW ||
           e->look.width_mm == QP_PAPER_WIDE);
}

static void expect_files(const qp_plan *plan)
{
    for (size_t f = 0; f < plan->file_count; f++)
        for (size_t g = 0; g < f; g++)
            EXPECT(strcmp(plan->files[f].name.bytes,
                          plan->files[g].name.bytes) != 0);
}

static void expect_plan(const qp_plan *plan, const qp_findings *findings)
{
    if (findings->total[QP_DEFECT] > 0)
        return;
    for (size_t e = 0; e < plan->entry_count; e++)
        expect_entry(&plan->entries[e]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t held = qp_memory_held();
    const qp_network net = {.title = QP_NONE};
    const qp_panel panel = {0};
    qp_text json = {0};
    qp_text told = {0};
    qp_plan plan = {.given = qp_plan_plain};
    qp_findings findings = {0};
    qp_text_add_bytes(&json, (const char *)data, size);
    EXPECT(qp_plan_read(&plan, &json, "f", &net, &findings, NULL) == QP_OK);
    EXPECT(plan.json != NULL || findings.total[QP_DEFECT] == 1);
    expect_plan(&plan, &findings);
    if (findings.total[QP_DEFECT] == 0)
        EXPECT(qp_plan_files(&plan, &net, &panel, &findings, NULL) == QP_OK);
    if (findings.total[QP_DEFECT] == 0)
        expect_files(&plan);
    for (size_t i = 0; i < findings.count; i++)
        EXPECT(findings.rows[i].place.line > 0 &&
               findings.rows[i].place.column > 0);
    qp_findings_sort(&findings);
    qp_findings_text(&findings, QP_NOTE, "p", &told);
    for (size_t b = 0; b < told.size; b++)
        EXPECT((unsigned char)told.bytes[b] >= 0x20 || told.bytes[b] == '\n');
    qp_plan_clear(&plan);
    qp_findings_clear(&findings);
    qp_text_clear(&told);
    qp_text_clear(&json);
    EXPECT(qp_memory_held() == held);
    return 0;
}
