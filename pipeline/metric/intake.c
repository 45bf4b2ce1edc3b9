/* SPDX-License-Identifier: MIT */
#include "metric/intake.h"

#include <math.h>

/** Sums over the layers of one sense, each layer divided by its N. */
typedef struct {
    double layers;
    double net;
    double taken;
    double given;
    double inside;
} sums;

static void add_layer(sums *s, const qp_intake_layer *layer)
{
    s->layers++;
    s->net += (layer->taken - layer->given) / layer->total;
    s->taken += layer->taken / layer->total;
    s->given += layer->given / layer->total;
    s->inside += layer->inside / layer->total;
}

static qp_reason why_not(const sums *resource, double below)
{
    if (!(resource->layers > 0))
        return QP_REASON_NO_RESOURCE;
    if (isnan(resource->taken))
        return QP_REASON_NO_CORE;
    return below > 0 ? QP_REASON_NONE : QP_REASON_NO_FLOW;
}

qp_intake qp_intake_measure(const qp_intake_layer layers[], size_t count)
{
    sums resource = {0};
    sums benefit = {0};
    for (size_t l = 0; l < count; l++)
        if (layers[l].total > 0)
            add_layer(layers[l].resource ? &resource : &benefit, &layers[l]);
    qp_intake intake = {NAN, NAN, why_not(&resource, resource.inside),
                        why_not(&resource, resource.taken)};
    if (intake.no_return == QP_REASON_NONE && !(benefit.layers > 0))
        intake.no_return = QP_REASON_NO_BENEFIT;
    /* Means of the same layers: their number cancels out. */
    if (intake.no_intake == QP_REASON_NONE)
        intake.intake = resource.net / resource.inside;
    if (intake.no_return == QP_REASON_NONE)
        intake.benefit_return = benefit.given / benefit.layers /
                                (resource.taken / resource.layers);
    return intake;
}
