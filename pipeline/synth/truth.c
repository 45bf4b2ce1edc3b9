/* SPDX-License-Identifier: MIT */
#include "synth/tables.h"
#include "synth/ties.h"

/** Of whom something is true; texts that are NULL stay blank. */
typedef struct {
    const char *metric;
    const char *layer;
    const char *scope;
    const char *subject;
    const char *object;
} fact;

static void add_fact(qp_text *out, const fact *f, double value)
{
    const char *const cells[] = {f->metric, f->layer, f->scope, f->subject,
                                 f->object};
    for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
        qp_text_add_field(out, cells[c] != NULL ? cells[c] : "");
        qp_text_add(out, ",");
    }
    qp_text_add_number(out, value);
    qp_text_add(out, "\n");
}

static void add_cluster(const qp_plan *plan, size_t c, qp_text *out)
{
    const qp_synth_options *options = plan->options;
    const qp_synth_cluster *cluster = &plan->places.clusters[c];
    const char *id = qp_places_text(&plan->places, cluster->id);
    const char *core = qp_places_text(&plan->places,
                                      plan->places.regions[cluster->core].id);
    double common = qp_plan_listed(&options->isomorphism, c);
    double gap = qp_plan_listed(&options->gaps, c);
    const fact talent = {"core_effectiveness", "talent", "cluster", id, core};
    const fact capital = {"core_effectiveness", "capital", "cluster", id, core};
    const fact profile = {"common_profile", NULL, "cluster", id, NULL};
    const fact same = {"isomorphism", NULL, "cluster", id, NULL};
    const fact lacking = {"lacking_stage", NULL, "cluster", id, NULL};
    add_fact(out, &talent, qp_plan_listed(&options->talent, c));
    add_fact(out, &capital, qp_plan_listed(&options->capital, c));
    add_fact(out, &profile, common);
    if (common == 1)
        add_fact(out, &same, 1);
    if (gap != 0)
        add_fact(out, &lacking, gap);
}

static void add_chokepoint(size_t number, qp_text *out)
{
    qp_text product = {0};
    qp_chokepoint_product(number, &product);
    const char *id = qp_text_string(&product);
    const fact alone = {"supplier_hhi", "supply", "pair", "all", id};
    const fact foreign = {"foreign_share", "supply", "pair", "all", id};
    add_fact(out, &alone, 1);
    add_fact(out, &foreign, 1);
    out->failed |= product.failed;
    qp_text_clear(&product);
}

void qp_rows_truth(const void *context, size_t piece, qp_text *out)
{
    const qp_plan *plan = context;
    const qp_places *places = &plan->places;
    const fact law = {"rank_size_exponent", "indicator:population", "system",
                      "all", NULL};
    (void)piece;
    if (plan->options->places == NULL)
        add_fact(out, &law, plan->options->rank_size);
    for (size_t r = 0; r < places->region_count; r++) {
        const fact population = {"population", "indicator:population", "region",
                                 qp_places_text(places, places->regions[r].id),
                                 NULL};
        add_fact(out, &population, (double)places->regions[r].population);
    }
    for (size_t c = 0; c < places->cluster_count; c++)
        add_cluster(plan, c, out);
    for (size_t k = 0; k < plan->options->chokepoints; k++)
        add_chokepoint(k, out);
}
