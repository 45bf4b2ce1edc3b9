/* SPDX-License-Identifier: MIT */
#include "figure/flow_scene.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

/** On the way from cells to places and flows. */
typedef struct {
    const qp_network *net;
    const qp_scene_choice *choice;
    size_t region_count;
    qp_scene_place *all;  ///< [region_count]
    uint32_t *position;   ///< [region_count] in scene->places, QP_NONE: not
                          ///< drawn
    qp_scene_flow *cells; ///< [cell_count] between two different of all
    size_t cell_count;
    qp_flow_scene *scene;
    qp_error *err;
} gatherer;

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

static qp_status make_room(gatherer *g, size_t regions, size_t cells)
{
    g->region_count = regions;
    g->all = qp_acquire(regions, sizeof *g->all);
    g->position = qp_acquire(regions, sizeof *g->position);
    g->cells = qp_acquire(cells, sizeof *g->cells);
    g->scene->places = qp_acquire(regions, sizeof *g->scene->places);
    g->scene->flows = qp_acquire(cells, sizeof *g->scene->flows);
    if (g->all == NULL || g->position == NULL || g->cells == NULL ||
        g->scene->places == NULL || g->scene->flows == NULL)
        return qp_fail(g->err, QP_E_MEMORY,
                       "no memory for a map of %zu regions", regions);
    return QP_OK;
}

static void add_region(gatherer *g, uint32_t number, qp_row region)
{
    g->all[number] = (qp_scene_place){.region = region,
                                      .cluster = g->net->actors.cluster[region],
                                      .matrix = number};
    locate(g->net, &g->all[number]);
}

/* ---------------------------------------------------------------- measured */

static void take_cells(gatherer *g, const qp_flows *flows)
{
    for (uint32_t r = 0; r < flows->region_count; r++)
        add_region(g, r, flows->region[r]);
    for (size_t c = 0; c < flows->cell_count; c++)
        if (flows->from[c] != flows->to[c] && flows->flow[c] > 0)
            g->cells[g->cell_count++] = (qp_scene_flow){.from = flows->from[c],
                                                        .to = flows->to[c],
                                                        .flow = flows->flow[c],
                                                        .present = true};
    g->scene->missing = flows->missing;
    g->scene->undated = flows->undated;
}

static qp_status measure(gatherer *g)
{
    qp_flows flows = {0};
    qp_status status = qp_flows_sum(g->net, g->choice->layer, g->choice->window,
                                    g->choice->level, &flows, g->err);
    if (status == QP_OK)
        status = make_room(g, flows.region_count, flows.cell_count);
    if (status == QP_OK)
        take_cells(g, &flows);
    qp_flows_clear(&flows);
    return status;
}

/* ------------------------------------------------------------------ stated */

static bool is_located(const qp_network *net, qp_row region)
{
    qp_scene_place place = {.region = region};
    locate(net, &place);
    return place.located;
}

/* Where an actor stands: its region, or the nearest of those that it is part
 * of that has coordinates. */
static qp_row standing(const qp_network *net, qp_row actor)
{
    const qp_actors *actors = &net->actors;
    qp_row region = actors->region[actor];
    while (region != QP_NONE && !is_located(net, region))
        region = actors->parent != NULL ? actors->parent[region] : QP_NONE;
    return region != QP_NONE ? region : actors->region[actor];
}

static bool is_lifted(const qp_network *net, qp_row actor)
{
    return standing(net, actor) != net->actors.region[actor];
}

static void take_statement(gatherer *g, size_t link)
{
    const qp_links *links = &g->net->links;
    double status = qp_optional_number(links->status, link);
    qp_scene_flow cell = {.from = standing(g->net, links->from[link]),
                          .to = standing(g->net, links->to[link]),
                          .flow = 1,
                          .against = qp_optional_number(links->polarity, link) <
                                     0,
                          .present = qp_status_is_present(status)};
    if (cell.from == QP_NONE || cell.to == QP_NONE) {
        g->scene->unplaced++;
        return;
    }
    if (cell.from == cell.to) {
        g->scene->within++;
        return;
    }
    g->scene->lifted += is_lifted(g->net, links->from[link]);
    g->scene->lifted += is_lifted(g->net, links->to[link]);
    if (!g->net->layers.directed[g->choice->layer] && cell.from > cell.to) {
        uint32_t from = cell.from;
        cell.from = cell.to;
        cell.to = from;
    }
    g->cells[g->cell_count++] = cell;
}

/* Links with things have an end that is nowhere. */
static void count_things(gatherer *g)
{
    const qp_thing_links *links = &g->net->thing_links;
    for (size_t l = 0; l < links->count; l++) {
        double share = 0;
        if (links->layer[l] != g->choice->layer)
            continue;
        qp_presence presence = qp_period_presence(g->net, g->choice->layer,
                                                  links->period[l],
                                                  g->choice->window, &share);
        g->scene->unplaced += presence == QP_LINK_PRESENT;
        g->scene->undated += presence == QP_LINK_UNDATED;
    }
}

static int by_cell(const void *left, const void *right)
{
    const qp_scene_flow *a = left;
    const qp_scene_flow *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->against - b->against;
}

/* Statements alike in their ends and polarity become one flow. */
static void merge_statements(gatherer *g)
{
    size_t count = 0;
    if (g->cell_count > 1)
        qsort(g->cells, g->cell_count, sizeof *g->cells, by_cell);
    for (size_t c = 0; c < g->cell_count; c++) {
        if (count > 0 && by_cell(&g->cells[count - 1], &g->cells[c]) == 0) {
            g->cells[count - 1].flow++;
            g->cells[count - 1].present |= g->cells[c].present;
        } else {
            g->cells[count++] = g->cells[c];
        }
    }
    g->cell_count = count;
}

static qp_status state(gatherer *g)
{
    const qp_network *net = g->net;
    size_t first = net->layers.start[g->choice->layer];
    size_t end = net->layers.start[g->choice->layer + 1];
    qp_status status = make_room(g, net->actors.count, end - first);
    if (status != QP_OK)
        return status;
    for (qp_row a = 0; a < net->actors.count; a++)
        if (net->actors.kind[a] == QP_KIND_REGION)
            add_region(g, a, a);
    for (size_t l = first; l < end; l++) {
        double weight = 0;
        qp_presence presence = qp_link_presence(net, g->choice->layer, l,
                                                g->choice->window, &weight);
        g->scene->undated += presence == QP_LINK_UNDATED;
        if (presence == QP_LINK_PRESENT)
            take_statement(g, l);
    }
    count_things(g);
    merge_statements(g);
    return QP_OK;
}

/* ------------------------------------------------------------------ places */

static void sum_margins(gatherer *g)
{
    for (size_t c = 0; c < g->cell_count; c++) {
        const qp_scene_flow *cell = &g->cells[c];
        g->all[cell->from].out += cell->flow;
        g->all[cell->to].in += cell->flow;
        g->scene->total += cell->flow;
    }
    g->scene->flows_in_all = g->cell_count;
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
    return by_cell(left, right);
}

/* Places with flows; those without coordinates are cut off. */
static void keep_places(gatherer *g)
{
    qp_flow_scene *scene = g->scene;
    for (size_t r = 0; r < g->region_count; r++)
        scene->geographic |= g->all[r].located && turnover(&g->all[r]) > 0;
    for (size_t r = 0; r < g->region_count; r++) {
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

/* Where each region stands among the places. */
static void note_positions(gatherer *g)
{
    for (size_t r = 0; r < g->region_count; r++)
        g->position[r] = QP_NONE;
    for (uint32_t p = 0; p < g->scene->place_count; p++)
        g->position[g->scene->places[p].matrix] = p;
}

static void keep_flows(gatherer *g)
{
    qp_flow_scene *scene = g->scene;
    for (size_t c = 0; c < g->cell_count; c++) {
        qp_scene_flow flow = g->cells[c];
        flow.from = g->position[flow.from];
        flow.to = g->position[flow.to];
        if (flow.from == QP_NONE || flow.to == QP_NONE)
            scene->unlocated_sum += flow.flow;
        else
            scene->flows[scene->flow_count++] = flow;
    }
    if (scene->flow_count > 1)
        qsort(scene->flows, scene->flow_count, sizeof *scene->flows, by_flow);
    if (scene->flow_count > g->choice->most)
        scene->flow_count = g->choice->most;
    for (size_t f = 0; f < scene->flow_count; f++)
        scene->drawn += scene->flows[f].flow;
}

qp_status qp_flow_scene_gather(const qp_network *net,
                               const qp_scene_choice *choice,
                               qp_flow_scene *scene, qp_error *err)
{
    *scene = (qp_flow_scene){.stated = choice->stated};
    gatherer g = {.net = net, .choice = choice, .scene = scene, .err = err};
    qp_status status = choice->stated ? state(&g) : measure(&g);
    if (status == QP_OK) {
        sum_margins(&g);
        keep_places(&g);
        note_positions(&g);
        keep_flows(&g);
    }
    qp_release(g.all);
    qp_release(g.position);
    qp_release(g.cells);
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
