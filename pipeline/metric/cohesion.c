/* SPDX-License-Identifier: MIT */
#include "metric/cohesion.h"

#include <assert.h>
#include <math.h>

#include "core/memory.h"

enum {
    CHAINS = 4,        ///< choices of layers.chain
    SETS = 1 << CHAINS ///< sets of chains
};

/* ---------------------------------------------------------------- the pairs */

static bool make_room(qp_cohesion *c, const qp_bonds *bonds)
{
    c->directed = qp_acquire(bonds->layer_count, sizeof *c->directed);
    c->breadth = qp_acquire(bonds->pair_count, sizeof *c->breadth);
    c->chains = qp_acquire(bonds->pair_count, sizeof *c->chains);
    c->unlike = qp_acquire(bonds->pair_count, sizeof *c->unlike);
    return c->directed != NULL && c->breadth != NULL && c->chains != NULL &&
           c->unlike != NULL;
}

/* The set of the one chain of a layer; empty where it belongs to none. */
static unsigned chain_of(const qp_network *net, qp_row layer)
{
    double chain = net->layers.chain[layer];
    assert(isnan(chain) || chain < CHAINS);
    return isnan(chain) ? 0 : 1U << (unsigned)chain;
}

static unsigned size_of(unsigned set)
{
    unsigned size = 0;
    for (; set != 0; set >>= 1)
        size += set & 1;
    return size;
}

static void look_at_layers(const qp_network *net, qp_cohesion *c)
{
    const qp_bonds *bonds = c->bonds;
    for (size_t l = 0; l < bonds->layer_count; l++) {
        if (!bonds->present[l])
            continue;
        c->directed[l] = net->layers.directed[bonds->layer[l]] != 0;
        c->present |= chain_of(net, bonds->layer[l]);
    }
    c->chain_count = size_of(c->present);
}

static void look_at_pair(const qp_network *net, const qp_structure *structure,
                         size_t p, qp_cohesion *c)
{
    const qp_bonds *bonds = c->bonds;
    size_t layers = bonds->start[p + 1] - bonds->start[p];
    unsigned chains = 0;
    for (size_t i = bonds->start[p]; i < bonds->start[p + 1]; i++)
        chains |= chain_of(net, bonds->layer[bonds->kind[i]]);
    c->breadth[p] = (double)layers / (double)bonds->present_count;
    c->chains[p] = (uint8_t)chains;
    c->unlike[p] = structure->class_count > 0
                       ? 1 - qp_structure_similarity(structure, bonds->first[p],
                                                     bonds->second[p])
                       : NAN;
}

qp_status qp_cohesion_make(const qp_network *net, const qp_bonds *bonds,
                           const qp_structure *structure, qp_cohesion *cohesion,
                           qp_error *err)
{
    qp_cohesion made = {.bonds = bonds};
    if (!make_room(&made, bonds)) {
        qp_cohesion_clear(&made);
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu linked pairs",
                       bonds->pair_count);
    }
    look_at_layers(net, &made);
    for (size_t p = 0; p < bonds->pair_count; p++)
        look_at_pair(net, structure, p, &made);
    *cohesion = made;
    return QP_OK;
}

void qp_cohesion_clear(qp_cohesion *cohesion)
{
    qp_release(cohesion->directed);
    qp_release(cohesion->breadth);
    qp_release(cohesion->chains);
    qp_release(cohesion->unlike);
    *cohesion = (qp_cohesion){0};
}

/* -------------------------------------------------------------- the clusters */

/** What is summed over the pairs inside one cluster; doubles, so that it fits
 * a work area. Behind it stand the flows of each layer inside the cluster: what
 * is mutual of them, then all. */
enum {
    REGIONS,
    LINKED,   ///< pairs
    BREADTH,  ///< of them
    DIRECTED, ///< pairs with flow in a directed layer
    UNLIKE,   ///< of the pairs compared
    COMPARED, ///< pairs of which both have a portfolio
    SET,      ///< pairs linked in just this set of chains
    FLOWS = SET + SETS
};

static size_t sums_of(const qp_cohesion *cohesion)
{
    return FLOWS + 2 * cohesion->bonds->layer_count;
}

size_t qp_cohesion_room(const qp_cohesion *cohesion, size_t clusters)
{
    return clusters * sums_of(cohesion);
}

static void add_flows(const qp_cohesion *c, size_t p, double sum[])
{
    const qp_bonds *bonds = c->bonds;
    bool directed = false;
    for (size_t i = bonds->start[p]; i < bonds->start[p + 1]; i++) {
        double *flow = sum + FLOWS + 2 * (size_t)bonds->kind[i];
        if (!c->directed[bonds->kind[i]])
            continue;
        directed = true;
        flow[0] += 2 * fmin(bonds->forth[i], bonds->back[i]);
        flow[1] += bonds->forth[i] + bonds->back[i];
    }
    sum[DIRECTED] += directed;
}

static void add_pair(const qp_cohesion *c, size_t p, double sum[])
{
    sum[LINKED]++;
    sum[BREADTH] += c->breadth[p];
    sum[SET + c->chains[p]]++;
    if (!isnan(c->unlike[p])) {
        sum[UNLIKE] += c->unlike[p];
        sum[COMPARED]++;
    }
    add_flows(c, p, sum);
}

/* ----------------------------------------------------------------- the parts */

static double reciprocity_of(const qp_cohesion *c, const double sum[])
{
    double all = 0;
    size_t layers = 0;
    for (size_t l = 0; l < c->bonds->layer_count; l++) {
        const double *flow = sum + FLOWS + 2 * l;
        if (flow[1] > 0) {
            all += fmin(flow[0] / flow[1], 1);
            layers++;
        }
    }
    return layers > 0 ? all / (double)layers : NAN;
}

/* NaN where neither chain links anybody. */
static double overlap_of(const double set[], unsigned a, unsigned b)
{
    double both = 0;
    double either = 0;
    for (unsigned s = 0; s < SETS; s++) {
        both += (s & a) != 0 && (s & b) != 0 ? set[s] : 0;
        either += (s & (a | b)) != 0 ? set[s] : 0;
    }
    return either > 0 ? both / either : NAN;
}

static double chain_overlap(const qp_cohesion *c, const double sum[])
{
    double all = 0;
    size_t pairs = 0;
    for (unsigned a = 0; a < CHAINS; a++)
        for (unsigned b = a + 1; b < CHAINS; b++) {
            bool told = (c->present & 1U << a) != 0 &&
                        (c->present & 1U << b) != 0;
            double overlap = overlap_of(sum + SET, 1U << a, 1U << b);
            if (!told || isnan(overlap))
                continue;
            all += overlap;
            pairs++;
        }
    return pairs > 0 ? all / (double)pairs : NAN;
}

static qp_cluster_cohesion cohesion_of(const qp_cohesion *c, const double sum[])
{
    double regions = sum[REGIONS];
    double pairs = regions * (regions - 1) / 2;
    double linked = sum[LINKED];
    return (qp_cluster_cohesion){
        .value =
            {
                [QP_COHESION_LINKED] = pairs > 0 ? linked / pairs : NAN,
                [QP_COHESION_BREADTH] = linked > 0 ? sum[BREADTH] / linked
                                                   : NAN,
                [QP_COHESION_RECIPROCITY] = reciprocity_of(c, sum),
                [QP_COHESION_CHAINS] = chain_overlap(c, sum),
                [QP_COHESION_UNLIKE] = sum[COMPARED] > 0
                                           ? sum[UNLIKE] / sum[COMPARED]
                                           : NAN,
            },
        .pairs =
            {
                [QP_COHESION_LINKED] = (size_t)pairs,
                [QP_COHESION_BREADTH] = (size_t)linked,
                [QP_COHESION_RECIPROCITY] = (size_t)sum[DIRECTED],
                [QP_COHESION_CHAINS] = (size_t)(linked - sum[SET]),
                [QP_COHESION_UNLIKE] = (size_t)sum[COMPARED],
            },
    };
}

void qp_cohesion_measure(const qp_cohesion *cohesion, const qp_row cluster[],
                         size_t regions, size_t clusters, double work[],
                         qp_cluster_cohesion measured[])
{
    const qp_bonds *bonds = cohesion->bonds;
    size_t sums = sums_of(cohesion);
    for (size_t i = 0; i < clusters * sums; i++)
        work[i] = 0;
    for (size_t r = 0; r < regions; r++)
        if (cluster[r] != QP_NONE)
            work[cluster[r] * sums + REGIONS]++;
    for (size_t p = 0; p < bonds->pair_count; p++) {
        qp_row k = cluster[bonds->first[p]];
        if (k != QP_NONE && k == cluster[bonds->second[p]])
            add_pair(cohesion, p, work + k * sums);
    }
    for (size_t k = 0; k < clusters; k++)
        measured[k] = cohesion_of(cohesion, work + k * sums);
}
