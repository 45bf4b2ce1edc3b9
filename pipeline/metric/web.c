/* SPDX-License-Identifier: MIT */
#include "metric/web.h"

#include "core/memory.h"
#include "net/flow.h"

enum {
    FIRMS = 1 << QP_KIND_ENTERPRISE | 1 << QP_KIND_INSTITUTE,
    REGIONS = 1 << QP_KIND_REGION
};

unsigned qp_web_kinds(const qp_network *net)
{
    for (size_t a = 0; a < net->actors.count; a++)
        if (1U << net->actors.kind[a] & FIRMS)
            return FIRMS;
    return REGIONS;
}

/* ------------------------------------------------------------------ visiting */

static bool takes_part(const qp_network *net, const qp_web_choice *choice,
                       unsigned kinds, qp_row actor)
{
    if (!(1U << net->actors.kind[actor] & kinds))
        return false;
    return choice->groups || qp_optional_number(net->actors.group, actor) != 1;
}

static size_t visit_layer(const qp_network *net, const qp_web_choice *choice,
                          unsigned kinds, qp_row layer,
                          const qp_web_visitor *visitor)
{
    const qp_links *links = &net->links;
    const size_t *start = net->layers.start;
    size_t missing = 0;
    for (size_t l = start[layer]; l < start[layer + 1]; l++) {
        double weight = 0;
        qp_presence there = qp_link_presence(net, layer, l, choice->window,
                                             &weight);
        if (there == QP_LINK_ABSENT)
            continue;
        if (there == QP_LINK_PRESENT && qp_link_is_cooperation(net, l) &&
            takes_part(net, choice, kinds, links->from[l]) &&
            takes_part(net, choice, kinds, links->to[l]))
            visitor->visit(visitor->context, layer, l, weight);
        else
            missing++;
    }
    return missing;
}

size_t qp_web_visit(const qp_network *net, const qp_web_choice *choice,
                    const qp_web_visitor *visitor)
{
    unsigned kinds = qp_web_kinds(net) | (choice->regions ? REGIONS : 0U);
    size_t missing = 0;
    for (size_t l = 0; l < choice->layer_count; l++)
        missing += visit_layer(net, choice, kinds, choice->layers[l], visitor);
    return missing;
}

/* ----------------------------------------------------------------- gathering */

/** A list on its way. */
typedef struct {
    const qp_network *net;
    qp_arc *list;
    size_t count;
} gathering;

static void take(void *context, qp_row layer, size_t link, double weight)
{
    gathering *g = context;
    qp_row from = g->net->links.from[link];
    qp_row to = g->net->links.to[link];
    if (weight <= 0)
        return;
    g->list[g->count++] = (qp_arc){from, to, weight};
    if (!g->net->layers.directed[layer])
        g->list[g->count++] = (qp_arc){to, from, weight};
}

static void level_weights(qp_arcs *arcs)
{
    for (size_t a = 0; a < arcs->count; a++)
        arcs->weight[a] = 1;
}

/* Of an undirected link both ways. */
static size_t most_arcs(const qp_network *net, const qp_web_choice *choice)
{
    size_t count = 0;
    for (size_t l = 0; l < choice->layer_count; l++) {
        qp_row layer = choice->layers[l];
        size_t links = net->layers.start[layer + 1] - net->layers.start[layer];
        count += net->layers.directed[layer] ? links : 2 * links;
    }
    return count;
}

qp_status qp_web_gather(const qp_network *net, const qp_web_choice *choice,
                        qp_web *web, qp_error *err)
{
    size_t most = most_arcs(net, choice);
    gathering g = {.net = net};
    qp_web_visitor visitor = {take, &g};
    g.list = qp_acquire(most, sizeof *g.list);
    if (g.list == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu links", most);
    size_t missing = qp_web_visit(net, choice, &visitor);
    qp_arcs arcs = {0};
    qp_status status = qp_arcs_make(net->actors.count, g.list, g.count, &arcs,
                                    err);
    qp_release(g.list);
    if (status != QP_OK)
        return status;
    if (choice->layer_count > 1)
        level_weights(&arcs);
    *web = (qp_web){arcs, missing};
    return QP_OK;
}

void qp_web_clear(qp_web *web)
{
    qp_arcs_clear(&web->arcs);
    *web = (qp_web){0};
}
