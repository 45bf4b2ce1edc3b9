/* SPDX-License-Identifier: MIT */
#include "metric/intake.h"

#include <math.h>

#include "core/sum.h"

/* ------------------------------------------------------------------ layers */

/** Sums of shares of N over layers. */
typedef struct {
    double net;    ///< (B - S) / N, resources
    double inside; ///< T / N, resources
    double inflow; ///< B / N, resources
    double spread; ///< S / N, benefits
} shares;

static qp_intake_lack why_no_intake(const qp_intake *x, const shares *sum)
{
    if (x->resources == 0)
        return QP_INTAKE_NO_RESOURCE;
    return sum->inside > 0 ? QP_INTAKE_GIVEN : QP_INTAKE_NO_INSIDE;
}

static qp_intake_lack why_no_return(const qp_intake *x, const shares *sum)
{
    if (x->resources == 0)
        return QP_INTAKE_NO_RESOURCE;
    if (x->benefits == 0)
        return QP_INTAKE_NO_BENEFIT;
    return sum->inflow > 0 ? QP_INTAKE_GIVEN : QP_INTAKE_NO_INFLOW;
}

qp_intake qp_intake_of(const qp_intake_layer layers[], size_t count)
{
    qp_intake x = {.intake = NAN, .benefit_return = NAN};
    shares sum = {0};
    for (size_t l = 0; l < count; l++) {
        const qp_intake_layer *layer = &layers[l];
        if (!(layer->total > 0))
            continue;
        if (layer->sense == QP_SENSE_RESOURCE) {
            x.resources++;
            sum.net += (layer->to_core - layer->from_core) / layer->total;
            sum.inside += layer->inside / layer->total;
            sum.inflow += layer->to_core / layer->total;
        } else if (layer->sense == QP_SENSE_BENEFIT) {
            x.benefits++;
            sum.spread += layer->from_core / layer->total;
        }
    }
    x.intake_lack = why_no_intake(&x, &sum);
    x.return_lack = why_no_return(&x, &sum);
    if (x.intake_lack == QP_INTAKE_GIVEN) /* both over the same layers */
        x.intake = sum.net / sum.inside;
    if (x.return_lack == QP_INTAKE_GIVEN)
        x.benefit_return = sum.spread / (double)x.benefits /
                           (sum.inflow / (double)x.resources);
    return x;
}

/* --------------------------------------------------------------- gathering */

typedef struct {
    const qp_row *cluster;
    size_t core;
    qp_sum total;
    qp_sum inside;
    qp_sum to_core;
    qp_sum from_core;
} gathering;

static void gather_flow(gathering *g, size_t from, size_t to, double flow)
{
    qp_row of_core = g->cluster[g->core];
    if (from == to)
        return;
    qp_sum_add(&g->total, flow);
    if (g->cluster[from] != of_core || g->cluster[to] != of_core)
        return;
    qp_sum_add(&g->inside, flow);
    if (to == g->core)
        qp_sum_add(&g->to_core, flow);
    else if (from == g->core)
        qp_sum_add(&g->from_core, flow);
}

static qp_intake_layer gathered(const gathering *g, qp_sense sense)
{
    return (qp_intake_layer){
        .sense = sense,
        .total = qp_sum_value(&g->total),
        .inside = qp_sum_value(&g->inside),
        .to_core = qp_sum_value(&g->to_core),
        .from_core = qp_sum_value(&g->from_core),
    };
}

qp_intake_layer qp_intake_gather(const qp_flows *flows, const qp_row cluster[],
                                 size_t core, qp_sense sense)
{
    gathering g = {.cluster = cluster, .core = core};
    for (size_t c = 0; c < flows->cell_count; c++)
        gather_flow(&g, flows->from[c], flows->to[c], flows->flow[c]);
    return gathered(&g, sense);
}

qp_intake_layer qp_intake_gather_square(const qp_square *square,
                                        const qp_row cluster[], size_t core,
                                        qp_sense sense)
{
    gathering g = {.cluster = cluster, .core = core};
    for (size_t r = 0; r < square->n; r++)
        for (size_t s = 0; s < square->n; s++)
            gather_flow(&g, r, s, square->flow[r * square->n + s]);
    return gathered(&g, sense);
}
