/* SPDX-License-Identifier: MIT */
#include "metric/bonds.h"

#include <stdlib.h>

#include "core/memory.h"
#include "core/sum.h"
#include "net/flow.h"

/** One cell of a layer's flow matrix, on its way into a part of a bond. */
typedef struct {
    uint32_t first;
    uint32_t second;
    uint32_t kind;
    double forth;
    double back;
} cell;

typedef struct {
    const qp_run *run;
    qp_bonds bonds; ///< on its way
    cell *cells;    ///< [cell_count]
    size_t cell_count;
    size_t cell_room;
} gathering;

static qp_status no_memory(const qp_run *run)
{
    return qp_fail(run->err, QP_E_MEMORY,
                   "no memory for the bonds of %zu regions", run->region_count);
}

/* ------------------------------------------------------------------- layers */

static bool choose_layers(const qp_run *run, const qp_frame *frame,
                          qp_bonds *bonds)
{
    size_t most = frame->layer_count;
    bonds->layer = qp_acquire(most, sizeof *bonds->layer);
    bonds->present = qp_acquire(most, sizeof *bonds->present);
    bonds->total = qp_acquire(most, sizeof *bonds->total);
    bonds->left_out = qp_acquire(most, sizeof *bonds->left_out);
    if (bonds->layer == NULL || bonds->present == NULL ||
        bonds->total == NULL || bonds->left_out == NULL)
        return false;
    for (size_t l = 0; l < most; l++)
        if (qp_run_is_cooperative(run->net, frame->layers[l]))
            bonds->layer[bonds->layer_count++] = frame->layers[l];
    return true;
}

/* -------------------------------------------------------------------- cells */

static bool keep_cell(gathering *g, const qp_flows *flows, size_t c,
                      uint32_t kind)
{
    uint32_t from = flows->from[c];
    uint32_t to = flows->to[c];
    bool turned = from > to;
    if (!qp_grow((void **)&g->cells, &g->cell_room, g->cell_count,
                 sizeof *g->cells))
        return false;
    g->cells[g->cell_count++] = (cell){
        .first = turned ? to : from,
        .second = turned ? from : to,
        .kind = kind,
        .forth = turned ? 0 : flows->flow[c],
        .back = turned ? flows->flow[c] : 0,
    };
    return true;
}

static qp_status keep_flows(gathering *g, const qp_flows *flows, uint32_t kind)
{
    qp_sum total = {0};
    bool room = true;
    for (size_t c = 0; c < flows->cell_count && room; c++) {
        if (!(flows->flow[c] > 0))
            continue;
        g->bonds.present[kind] = true;
        if (flows->from[c] == flows->to[c])
            continue;
        qp_sum_add(&total, flows->flow[c]);
        room = keep_cell(g, flows, c, kind);
    }
    g->bonds.total[kind] = qp_sum_value(&total);
    g->bonds.present_count += g->bonds.present[kind] ? 1 : 0;
    g->bonds.left_out[kind] = flows->missing + flows->undated;
    g->bonds.missing += g->bonds.left_out[kind];
    return room ? QP_OK : no_memory(g->run);
}

static qp_status gather_layer(gathering *g, uint32_t kind, qp_period window,
                              const char *level)
{
    qp_flows flows = {0};
    qp_status status = qp_flows_sum(g->run->net, g->bonds.layer[kind], window,
                                    level, &flows, g->run->err);
    if (status == QP_OK)
        status = keep_flows(g, &flows, kind);
    qp_flows_clear(&flows);
    return status;
}

/* -------------------------------------------------------------------- bonds */

static int in_order(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* By pair, then by layer; of the two directions in any order, for one of each
 * number is 0. */
static int by_pair(const void *left, const void *right)
{
    const cell *a = left;
    const cell *b = right;
    int order = in_order(a->first, b->first);
    if (order == 0)
        order = in_order(a->second, b->second);
    return order != 0 ? order : in_order(a->kind, b->kind);
}

static bool begins_pair(const cell cells[], size_t c)
{
    return c == 0 || cells[c].first != cells[c - 1].first ||
           cells[c].second != cells[c - 1].second;
}

static bool begins_part(const cell cells[], size_t c)
{
    return begins_pair(cells, c) || cells[c].kind != cells[c - 1].kind;
}

static bool make_bonds(qp_bonds *bonds, size_t pairs, size_t parts)
{
    bonds->first = qp_acquire(pairs, sizeof *bonds->first);
    bonds->second = qp_acquire(pairs, sizeof *bonds->second);
    bonds->start = qp_acquire(pairs + 1, sizeof *bonds->start);
    bonds->kind = qp_acquire(parts, sizeof *bonds->kind);
    bonds->forth = qp_acquire(parts, sizeof *bonds->forth);
    bonds->back = qp_acquire(parts, sizeof *bonds->back);
    return bonds->first != NULL && bonds->second != NULL &&
           bonds->start != NULL && bonds->kind != NULL &&
           bonds->forth != NULL && bonds->back != NULL;
}

static void fill_bonds(const gathering *g, qp_bonds *bonds)
{
    size_t parts = 0;
    for (size_t c = 0; c < g->cell_count; c++) {
        if (begins_pair(g->cells, c)) {
            bonds->first[bonds->pair_count] = g->cells[c].first;
            bonds->second[bonds->pair_count] = g->cells[c].second;
            bonds->start[bonds->pair_count++] = parts;
        }
        parts += begins_part(g->cells, c) ? 1 : 0;
        bonds->kind[parts - 1] = g->cells[c].kind;
        bonds->forth[parts - 1] += g->cells[c].forth;
        bonds->back[parts - 1] += g->cells[c].back;
    }
    bonds->start[bonds->pair_count] = parts;
}

static bool tie_bonds(gathering *g)
{
    size_t pairs = 0;
    size_t parts = 0;
    if (g->cell_count > 0)
        qsort(g->cells, g->cell_count, sizeof *g->cells, by_pair);
    for (size_t c = 0; c < g->cell_count; c++) {
        pairs += begins_pair(g->cells, c) ? 1 : 0;
        parts += begins_part(g->cells, c) ? 1 : 0;
    }
    if (!make_bonds(&g->bonds, pairs, parts))
        return false;
    fill_bonds(g, &g->bonds);
    return true;
}

qp_status qp_bonds_gather(const qp_run *run, const qp_frame *frame,
                          qp_period window, const char *level, qp_bonds *bonds)
{
    gathering g = {.run = run};
    qp_status status = QP_OK;
    bool room = choose_layers(run, frame, &g.bonds);
    for (uint32_t l = 0; l < g.bonds.layer_count && room && status == QP_OK;
         l++)
        status = gather_layer(&g, l, window, level);
    if (status == QP_OK && !(room && tie_bonds(&g)))
        status = no_memory(run);
    qp_release(g.cells);
    if (status == QP_OK)
        *bonds = g.bonds;
    else
        qp_bonds_clear(&g.bonds);
    return status;
}

void qp_bonds_strength(const qp_bonds *bonds, size_t layer, size_t regions,
                       double strength[])
{
    for (size_t r = 0; r < regions; r++)
        strength[r] = 0;
    for (size_t p = 0; p < bonds->pair_count; p++)
        for (size_t i = bonds->start[p]; i < bonds->start[p + 1]; i++) {
            double both = bonds->forth[i] + bonds->back[i];
            if (bonds->kind[i] != layer)
                continue;
            strength[bonds->first[p]] += both;
            strength[bonds->second[p]] += both;
        }
}

double qp_bonds_tightness(const qp_bonds *bonds, size_t pair)
{
    double tightness = 0;
    for (size_t i = bonds->start[pair]; i < bonds->start[pair + 1]; i++)
        tightness += (bonds->forth[i] + bonds->back[i]) /
                     bonds->total[bonds->kind[i]];
    return tightness;
}

void qp_bonds_clear(qp_bonds *bonds)
{
    qp_release(bonds->layer);
    qp_release(bonds->present);
    qp_release(bonds->total);
    qp_release(bonds->left_out);
    qp_release(bonds->first);
    qp_release(bonds->second);
    qp_release(bonds->start);
    qp_release(bonds->kind);
    qp_release(bonds->forth);
    qp_release(bonds->back);
    *bonds = (qp_bonds){0};
}
