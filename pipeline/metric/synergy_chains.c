/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/bonds.h"
#include "metric/multiplex.h"
#include "metric/synergy_run.h"

/** What the rows of one window have in common. */
typedef struct {
    qp_synergy_run *run;
    qp_multiplex multiplex; ///< its layers are those of the bonds
    double *rank;           ///< [layers of the bonds][regions] by strength
} chains;

/* -------------------------------------------------------------------- actors */

/* Actors of a kind that no link of these layers has are not asked for. */
static void find_kinds(const chains *c, bool linked[QP_KIND_COUNT])
{
    const qp_network *net = c->run->base.net;
    for (size_t l = 0; l < c->run->bonds.layer_count; l++) {
        size_t end = net->layers.start[c->run->bonds.layer[l] + 1];
        for (size_t i = net->layers.start[c->run->bonds.layer[l]]; i < end;
             i++) {
            linked[net->actors.kind[net->links.from[i]]] = true;
            linked[net->actors.kind[net->links.to[i]]] = true;
        }
    }
}

static qp_status add_participation(const chains *c, qp_row actor)
{
    qp_run *run = &c->run->base;
    const char *id = qp_network_text(run->net, run->net->actors.id[actor]);
    qp_panel_row row = qp_run_row(run, QP_M_PARTICIPATION_COEFFICIENT,
                                  qp_panel_string(run->panel, id));
    row.n = c->multiplex.degree[actor];
    row.missing = (double)c->multiplex.missing;
    qp_frame_give(&row, qp_participation(&c->multiplex, actor),
                  c->multiplex.linked_count < 2 ? QP_REASON_FEW_LAYERS
                                                : QP_REASON_NO_LINK);
    return qp_run_add(run, &row);
}

static qp_status add_actors(const chains *c)
{
    const qp_actors *actors = &c->run->base.net->actors;
    bool linked[QP_KIND_COUNT] = {false};
    qp_status status = QP_OK;
    find_kinds(c, linked);
    for (qp_row a = 0; a < actors->count && status == QP_OK; a++)
        if (linked[actors->kind[a]] &&
            qp_optional_number(actors->group, a) != 1)
            status = add_participation(c, a);
    return status;
}

/* -------------------------------------------------------------- pairs of layers */

/** Two layers of the frame. */
typedef struct {
    qp_row layer[2];
    size_t at[2];      ///< among the layers of the bonds, if none is refused
    qp_string text[2]; ///< ids in the panel
    qp_reason refused; ///< why nothing of them is measured
} layer_pair;

static qp_status add_of_layers(const chains *c, qp_metric metric,
                               const layer_pair *pair, qp_panel_row row)
{
    row.metric = metric;
    if (pair->refused != QP_REASON_NONE)
        qp_frame_give(&row, NAN, pair->refused);
    return qp_run_add(&c->run->base, &row);
}

static qp_panel_row row_of(const chains *c, const layer_pair *pair, int subject)
{
    qp_panel_row row = qp_run_row(&c->run->base, QP_M_LAYER_OVERLAP,
                                  pair->text[subject]);
    row.object = pair->text[1 - subject];
    return row;
}

static size_t pairs_in(const chains *c, size_t a, size_t b)
{
    return c->multiplex.both[a * c->multiplex.layer_count + b];
}

static qp_status add_overlap(const chains *c, const layer_pair *pair)
{
    qp_panel_row row = row_of(c, pair, 0);
    if (pair->refused == QP_REASON_NONE) {
        size_t a = pair->at[0];
        size_t b = pair->at[1];
        row.n = (double)(pairs_in(c, a, a) + pairs_in(c, b, b) -
                         pairs_in(c, a, b));
        row.missing = (double)(c->multiplex.left_out[a] +
                               c->multiplex.left_out[b]);
        qp_frame_give(&row, qp_layer_overlap(&c->multiplex, a, b),
                      QP_REASON_NO_LINK);
    }
    return add_of_layers(c, QP_M_LAYER_OVERLAP, pair, row);
}

static qp_status add_conditional(const chains *c, const layer_pair *pair,
                                 int subject)
{
    qp_panel_row row = row_of(c, pair, subject);
    if (pair->refused == QP_REASON_NONE) {
        size_t a = pair->at[subject];
        size_t b = pair->at[1 - subject];
        row.n = (double)pairs_in(c, a, a);
        row.missing = (double)(c->multiplex.left_out[a] +
                               c->multiplex.left_out[b]);
        qp_frame_give(&row, qp_layer_overlap_in(&c->multiplex, a, b),
                      QP_REASON_NO_LINK);
    }
    return add_of_layers(c, QP_M_LAYER_OVERLAP_CONDITIONAL, pair, row);
}

static qp_status add_correlation(const chains *c, const layer_pair *pair)
{
    size_t regions = c->run->base.region_count;
    qp_panel_row row = row_of(c, pair, 0);
    if (pair->refused == QP_REASON_NONE) {
        size_t a = pair->at[0];
        size_t b = pair->at[1];
        bool present = c->run->bonds.present[a] && c->run->bonds.present[b];
        double value = qp_rank_correlation(c->rank + a * regions,
                                           c->rank + b * regions, regions);
        row.n = (double)regions;
        row.missing = (double)(c->run->bonds.left_out[a] +
                               c->run->bonds.left_out[b]);
        qp_frame_give(&row, regions > 1 && present ? value : NAN,
                      regions < 2 ? QP_REASON_ONE_REGION
                      : present   ? QP_REASON_NO_SPREAD
                                  : QP_REASON_NO_LINK);
    }
    return add_of_layers(c, QP_M_LAYER_STRENGTH_CORRELATION, pair, row);
}

/* Find one of the two layers; where it does not tie together, both are
 * refused. */
static void find_layer(const chains *c, qp_row layer, int side,
                       layer_pair *pair)
{
    qp_run *run = &c->run->base;
    const char *id = qp_network_text(run->net, run->net->layers.id[layer]);
    pair->text[side] = qp_panel_string(run->panel, id);
    while (pair->at[side] < c->run->bonds.layer_count &&
           c->run->bonds.layer[pair->at[side]] != layer)
        pair->at[side]++;
    if (pair->at[side] == c->run->bonds.layer_count)
        pair->refused = QP_REASON_NOT_COOPERATIVE;
}

static qp_status add_layers(const chains *c, qp_row first, qp_row second)
{
    layer_pair pair = {.refused = QP_REASON_NONE};
    find_layer(c, first, 0, &pair);
    find_layer(c, second, 1, &pair);
    qp_status status = add_overlap(c, &pair);
    for (int subject = 0; subject < 2 && status == QP_OK; subject++)
        status = add_conditional(c, &pair, subject);
    return status == QP_OK ? add_correlation(c, &pair) : status;
}

static qp_status add_pairs_of_layers(const chains *c)
{
    const qp_frame *frame = c->run->frame;
    qp_status status = QP_OK;
    for (size_t a = 0; a < frame->layer_count; a++)
        for (size_t b = a + 1; b < frame->layer_count && status == QP_OK; b++)
            status = add_layers(c, frame->layers[a], frame->layers[b]);
    return status;
}

/* -------------------------------------------------------------------- window */

static qp_status rank_regions(chains *c)
{
    size_t regions = c->run->base.region_count;
    size_t layers = c->run->bonds.layer_count;
    double *strength = qp_acquire(regions, sizeof *strength);
    qp_ranked *room = qp_acquire(regions, sizeof *room);
    c->rank = qp_acquire(layers, regions * sizeof *c->rank);
    bool enough = strength != NULL && room != NULL && c->rank != NULL;
    for (size_t l = 0; l < layers && enough; l++) {
        qp_bonds_strength(&c->run->bonds, l, regions, strength);
        qp_average_ranks(strength, regions, room, c->rank + l * regions);
    }
    qp_release(strength);
    qp_release(room);
    return enough ? QP_OK : qp_run_no_memory(&c->run->base);
}

static qp_status look(chains *c)
{
    const qp_synergy_run *run = c->run;
    qp_status status = qp_multiplex_look(run->base.net, run->bonds.layer,
                                         run->bonds.layer_count, run->window,
                                         &c->multiplex, run->base.err);
    return status == QP_OK ? rank_regions(c) : status;
}

qp_status qp_synergy_chains(qp_synergy_run *run)
{
    chains c = {.run = run};
    qp_status status = look(&c);
    if (status == QP_OK && qp_synergy_tells_pairs(run))
        status = add_actors(&c);
    if (status == QP_OK)
        status = add_pairs_of_layers(&c);
    qp_multiplex_clear(&c.multiplex);
    qp_release(c.rank);
    return status;
}
