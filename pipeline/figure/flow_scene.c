/* SPDX-License-Identifier: MIT */
#include "figure/flow_scene.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

/** On the way from cells to places and flows. */
typedef struct {
    const qp_network *net;
    const qp_flows *flows;
    qp_scene_place *all; ///< [flows->region_count]
    uint32_t *position;  ///< [flows->region_count] in scene->places, QP_NONE:
                         ///< not drawn
    qp_flow_scene *scene;
} gatherer;

static bool is_between(const qp_flows *flows, size_t cell)
{
    return flows->from[cell] != flows->to[cell] && flows->flow[cell] > 0;
}

static void locate(const qp_network *net, qp_scene_place *place)
{
    const qp_actors *actors = &net->actors;
    if (actors->lon == NULL || actors->lat == NULL ||
        isnan(actors->lon[place->region]) || isnan(actors->lat[place->region]))
        return;
    place->located = true;
    place->degrees = (qp_point){actors->lon[place->region],
                                actors->lat[place->region]};
}

static void sum_margins(gatherer *g)
{
    for (uint32_t r = 0; r < g->flows->region_count; r++) {
        qp_row region = g->flows->region[r];
        g->all[r] = (qp_scene_place){.region = region,
                                     .cluster = g->net->actors.cluster[region],
                                     .matrix = r};
        locate(g->net, &g->all[r]);
    }
    for (size_t c = 0; c < g->flows->cell_count; c++) {
        if (!is_between(g->flows, c))
            continue;
        g->all[g->flows->from[c]].out += g->flows->flow[c];
        g->all[g->flows->to[c]].in += g->flows->flow[c];
        g->scene->total += g->flows->flow[c];
        g->scene->flows_in_all++;
    }
}

static double turnover(const qp_scene_place *place)
{
    return place->in + place->out;
}

/* Largest first; actor rows are in the order of ids. */
static int by_turnover(const void *left, const void *right)
{
    const qp_scene_place *a = left;
    const qp_scene_place *b = right;
    if (turnover(a) != turnover(b))
        return turnover(a) > turnover(b) ? -1 : 1;
    return (a->region > b->region) - (a->region < b->region);
}

static int by_flow(const void *left, const void *right)
{
    const qp_scene_flow *a = left;
    const qp_scene_flow *b = right;
    if (a->flow != b->flow)
        return a->flow > b->flow ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/* Places with flows; those without coordinates last, then cut off. */
static void keep_places(gatherer *g)
{
    qp_flow_scene *scene = g->scene;
    for (size_t r = 0; r < g->flows->region_count; r++)
        scene->geographic |= g->all[r].located && turnover(&g->all[r]) > 0;
    for (size_t r = 0; r < g->flows->region_count; r++) {
        bool drawable = g->all[r].located || !scene->geographic;
        if (turnover(&g->all[r]) <= 0)
            continue;
        if (drawable)
            scene->places[scene->place_count++] = g->all[r];
        else
            scene->unlocated++;
    }
    if (scene->place_count > 1)
        qsort(scene->places, scene->place_count, sizeof *scene->places,
              by_turnover);
}

/* Where each region of the matrix stands among the places. */
static void note_positions(gatherer *g)
{
    for (size_t r = 0; r < g->flows->region_count; r++)
        g->position[r] = QP_NONE;
    for (uint32_t p = 0; p < g->scene->place_count; p++)
        g->position[g->scene->places[p].matrix] = p;
}

static void keep_flows(gatherer *g, size_t most)
{
    qp_flow_scene *scene = g->scene;
    for (size_t c = 0; c < g->flows->cell_count; c++) {
        if (!is_between(g->flows, c))
            continue;
        uint32_t from = g->position[g->flows->from[c]];
        uint32_t to = g->position[g->flows->to[c]];
        if (from == QP_NONE || to == QP_NONE)
            scene->unlocated_sum += g->flows->flow[c];
        else
            scene->flows[scene->flow_count++] = (qp_scene_flow){
                from, to, g->flows->flow[c]};
    }
    if (scene->flow_count > 1)
        qsort(scene->flows, scene->flow_count, sizeof *scene->flows, by_flow);
    if (scene->flow_count > most)
        scene->flow_count = most;
    for (size_t f = 0; f < scene->flow_count; f++)
        scene->drawn += scene->flows[f].flow;
}

static qp_status gather(gatherer *g, size_t most, qp_error *err)
{
    qp_flow_scene *scene = g->scene;
    size_t regions = g->flows->region_count;
    g->all = qp_acquire(regions, sizeof *g->all);
    g->position = qp_acquire(regions, sizeof *g->position);
    scene->places = qp_acquire(regions, sizeof *scene->places);
    scene->flows = qp_acquire(g->flows->cell_count, sizeof *scene->flows);
    qp_status status = QP_OK;
    if (g->all == NULL || g->position == NULL || scene->places == NULL ||
        scene->flows == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory for a map of %zu regions",
                         regions);
    } else {
        sum_margins(g);
        keep_places(g);
        note_positions(g);
        keep_flows(g, most);
    }
    qp_release(g->all);
    qp_release(g->position);
    return status;
}

qp_status qp_flow_scene_gather(const qp_network *net,
                               const qp_scene_choice *choice,
                               qp_flow_scene *scene, qp_error *err)
{
    qp_flows flows = {0};
    *scene = (qp_flow_scene){0};
    qp_status status = qp_flows_sum(net, choice->layer, choice->window,
                                    choice->level, &flows, err);
    if (status == QP_OK) {
        gatherer g = {.net = net, .flows = &flows, .scene = scene};
        status = gather(&g, choice->most, err);
    }
    scene->missing = flows.missing;
    scene->undated = flows.undated;
    qp_flows_clear(&flows);
    if (status != QP_OK)
        qp_flow_scene_clear(scene);
    return status;
}

void qp_flow_scene_clear(qp_flow_scene *scene)
{
    qp_release(scene->places);
    qp_release(scene->flows);
    *scene = (qp_flow_scene){0};
}
