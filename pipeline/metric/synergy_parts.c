/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "chance/correction.h"
#include "chance/resample.h"
#include "core/memory.h"
#include "metric/cohesion.h"
#include "metric/synergy_run.h"

static const qp_metric metrics[QP_COHESION_COUNT] = {
    [QP_COHESION_LINKED] = QP_M_PAIR_LINK_SHARE,
    [QP_COHESION_BREADTH] = QP_M_LAYER_BREADTH,
    [QP_COHESION_RECIPROCITY] = QP_M_LAYER_RECIPROCITY,
    [QP_COHESION_CHAINS] = QP_M_CHAIN_OVERLAP,
    [QP_COHESION_UNLIKE] = QP_M_LINKED_COMPLEMENTARITY,
};

/** What the rows of one window have in common. */
typedef struct {
    qp_synergy_run *run;
    qp_cohesion cohesion;
    qp_cluster_cohesion *observed; ///< [clusters]
    double *value;                 ///< [replicates][clusters][parts]
    qp_panel_row *rows;            ///< [clusters] room for one family
} parts;

/* -------------------------------------------------------------------- chance */

/** What a draw works in; carved from one block. */
typedef struct {
    double *work;
    qp_cluster_cohesion *measured; ///< [clusters]
    qp_row *label;                 ///< [regions]
} workspace;

static size_t room_for(const parts *p)
{
    const qp_run *run = &p->run->base;
    return qp_cohesion_room(&p->cohesion, run->cluster_count) * sizeof(double) +
           run->cluster_count * sizeof(qp_cluster_cohesion) +
           run->region_count * sizeof(qp_row);
}

static workspace carve(const parts *p, void *room)
{
    const qp_run *run = &p->run->base;
    workspace w = {.work = room};
    w.measured = (void *)(w.work +
                          qp_cohesion_room(&p->cohesion, run->cluster_count));
    w.label = (void *)(w.measured + run->cluster_count);
    return w;
}

static void draw_labels(void *context, qp_stream *stream, void *room,
                        double values[])
{
    const parts *p = context;
    const qp_run *run = &p->run->base;
    workspace w = carve(p, room);
    memcpy(w.label, run->cluster, run->region_count * sizeof *w.label);
    qp_resample_shuffle(stream, run->region_count, w.label);
    qp_cohesion_measure(&p->cohesion, w.label, run->region_count,
                        run->cluster_count, w.work, w.measured);
    for (size_t k = 0; k < run->cluster_count; k++)
        memcpy(values + k * QP_COHESION_COUNT, w.measured[k].value,
               sizeof w.measured[k].value);
}

static qp_status ask(parts *p)
{
    qp_run *run = &p->run->base;
    qp_run_question question = {
        .name = "cohesion",
        .subject = run->all,
        .width = run->cluster_count * QP_COHESION_COUNT,
        .room = room_for(p),
        .draw = draw_labels,
        .context = p,
    };
    return qp_run_ask(run, &question, &p->value);
}

/* ---------------------------------------------------------------------- rows */

/* Why a part has no value in a cluster, if it has none. */
static qp_reason why_not(const parts *p, qp_row k, qp_cohesion_part part)
{
    const qp_cohesion *c = &p->cohesion;
    bool directed = false;
    for (size_t l = 0; l < p->run->bonds.layer_count; l++)
        directed = directed || c->directed[l];
    if (p->run->base.cluster_size[k] < 2)
        return QP_REASON_ONE_REGION;
    if (p->run->bonds.layer_count == 0 && p->run->frame->layer_count > 0)
        return QP_REASON_NOT_COOPERATIVE;
    if (p->observed[k].pairs[QP_COHESION_BREADTH] == 0)
        return QP_REASON_NO_LINK;
    if (part == QP_COHESION_RECIPROCITY)
        return directed ? QP_REASON_NO_FLOW : QP_REASON_UNDIRECTED;
    if (part == QP_COHESION_UNLIKE)
        return QP_REASON_NO_PORTFOLIO;
    return c->chain_count < 2 ? QP_REASON_FEW_CHAINS : QP_REASON_NO_LINK;
}

static qp_panel_row row_of(const parts *p, qp_row k, qp_cohesion_part part)
{
    const qp_run *run = &p->run->base;
    const qp_cluster_cohesion *observed = &p->observed[k];
    size_t column = (size_t)k * QP_COHESION_COUNT + (size_t)part;
    size_t width = run->cluster_count * QP_COHESION_COUNT;
    qp_panel_row row = qp_run_row(run, metrics[part], run->cluster_text[k]);
    row.n = (double)observed->pairs[part];
    row.missing = (double)p->run->bonds.missing;
    if (part == QP_COHESION_UNLIKE)
        row.missing = (double)observed->pairs[QP_COHESION_BREADTH] - row.n;
    qp_frame_give(&row,
                  p->run->bonds.layer_count > 0 ? observed->value[part] : NAN,
                  why_not(p, k, part));
    if (part == QP_COHESION_UNLIKE && !isnan(row.value) &&
        p->run->likeness.class_count < QP_LEAST_CLASSES)
        row.flags |= 1U << QP_FLAG_COARSE;
    qp_run_chance chance = qp_run_summarise(run, p->value + column, width,
                                            row.value);
    qp_run_test(&chance, QP_TAIL_BOTH, QP_NULL_PERMUTATION, &row);
    return row;
}

static qp_status add_rows(parts *p)
{
    qp_run *run = &p->run->base;
    double resolution = qp_replicate_resolution(run->draws->replicates);
    qp_status status = QP_OK;
    for (int part = 0; part < QP_COHESION_COUNT && status == QP_OK; part++) {
        for (qp_row k = 0; k < run->cluster_count; k++)
            p->rows[k] = row_of(p, k, (qp_cohesion_part)part);
        status = qp_run_add_family(run, p->rows, run->cluster_count,
                                   resolution);
    }
    return status;
}

/* -------------------------------------------------------------------- window */

static qp_status observe(parts *p)
{
    const qp_run *run = &p->run->base;
    size_t clusters = run->cluster_count;
    double *work = qp_acquire(qp_cohesion_room(&p->cohesion, clusters),
                              sizeof *work);
    p->observed = qp_acquire(clusters, sizeof *p->observed);
    p->rows = qp_acquire(clusters, sizeof *p->rows);
    bool room = work != NULL && p->observed != NULL && p->rows != NULL;
    if (room)
        qp_cohesion_measure(&p->cohesion, run->cluster, run->region_count,
                            clusters, work, p->observed);
    qp_release(work);
    return room ? QP_OK : qp_run_no_memory(&p->run->base);
}

static void clear(parts *p)
{
    qp_cohesion_clear(&p->cohesion);
    qp_release(p->observed);
    qp_release(p->value);
    qp_release(p->rows);
}

qp_status qp_synergy_parts(qp_synergy_run *run)
{
    parts p = {.run = run};
    if (run->base.cluster_count == 0)
        return QP_OK;
    qp_status status = qp_cohesion_make(
        run->base.net, &run->bonds, &run->likeness, &p.cohesion, run->base.err);
    if (status == QP_OK)
        status = observe(&p);
    if (status == QP_OK)
        status = ask(&p);
    if (status == QP_OK)
        status = add_rows(&p);
    clear(&p);
    return status;
}
