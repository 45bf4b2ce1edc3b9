/* SPDX-License-Identifier: MIT */
#include "core/memory.h"
#include "metric/intensity.h"
#include "metric/synergy_run.h"

/** What the rows of one layer and window are made of. */
typedef struct {
    qp_synergy_run *run;
    qp_square square;
    uint32_t *links; ///< [n * n] links, or consortia, of each pair
    double missing;
} intensity;

/* --------------------------------------------------------------------- rows */

static qp_status add_pair(const intensity *t, size_t r, size_t s)
{
    qp_run *base = &t->run->base;
    qp_intensity i = qp_intensity_of(&t->square, r, s);
    const struct {
        qp_metric metric;
        double value;
    } rows[] = {
        {QP_M_ASSOCIATION_STRENGTH, i.association},
        {QP_M_SALTON_INDEX, i.salton},
        {QP_M_JACCARD_INDEX, i.jaccard},
        {QP_M_PROBABILITY_INDEX, i.probability},
    };
    qp_status status = QP_OK;
    for (size_t m = 0; m < sizeof rows / sizeof *rows && status == QP_OK; m++) {
        qp_panel_row row = qp_run_row(base, rows[m].metric,
                                      base->region_text[r]);
        row.object = base->region_text[s];
        row.n = t->links[r * t->square.n + s];
        row.missing = t->missing;
        qp_frame_give(&row, rows[m].value, QP_REASON_OVERFLOW);
        status = qp_run_add(base, &row);
    }
    return status;
}

/* Regions that do nothing together have 0 by definition, and no row. */
static qp_status add_pairs(const intensity *t)
{
    size_t n = t->square.n;
    qp_status status = QP_OK;
    for (size_t r = 0; r < n; r++)
        for (size_t s = r + 1; s < n && status == QP_OK; s++)
            if (t->square.flow[r * n + s] > 0)
                status = add_pair(t, r, s);
    return status;
}

/* --------------------------------------------------------------------- ties */

static qp_status take_layer(intensity *t)
{
    qp_synergy_run *run = t->run;
    qp_flows flows = {0};
    qp_status status = qp_flows_sum(run->base.net, run->layer, run->window,
                                    run->options->level, &flows, run->base.err);
    if (status == QP_OK) {
        qp_intensity_fill(&flows, &t->square, t->links);
        t->missing = (double)(flows.missing + flows.undated);
    }
    qp_flows_clear(&flows);
    return status;
}

static qp_status project(intensity *t, const qp_places *places)
{
    const qp_run *base = &t->run->base;
    size_t actors = base->net->actors.count;
    size_t missing = 0;
    uint32_t *position = qp_acquire(actors, sizeof *position);
    if (position == NULL)
        return qp_run_no_memory(&t->run->base);
    for (qp_row a = 0; a < actors; a++)
        position[a] = qp_run_place(base, a);
    qp_projection_plan plan = {places, position, t->run->options->full};
    qp_status status = qp_intensity_project(base->net, &plan, &t->square,
                                            t->links, &missing, base->err);
    t->missing = (double)missing;
    qp_release(position);
    return status;
}

static qp_status take_consortia(intensity *t)
{
    qp_places places = {0};
    qp_status status = qp_places_make(t->run->base.net, &places,
                                      t->run->base.err);
    if (status == QP_OK)
        status = project(t, &places);
    qp_places_clear(&places);
    return status;
}

/* Memberships have no date: they are told in the whole period only. */
static bool is_told(const qp_synergy_run *run)
{
    if (!qp_synergy_tells_pairs(run))
        return false;
    return run->layer != QP_NONE
               ? qp_run_is_cooperative(run->base.net, run->layer)
               : run->window.from == QP_NO_DAY;
}

qp_status qp_synergy_ties(qp_synergy_run *run)
{
    size_t n = run->base.region_count;
    intensity t = {.run = run};
    if (!is_told(run))
        return QP_OK;
    qp_status status = qp_square_make(n, &t.square, run->base.err);
    t.links = qp_acquire(n, n * sizeof *t.links);
    if (status == QP_OK && t.links == NULL)
        status = qp_run_no_memory(&run->base);
    if (status == QP_OK)
        status = run->layer != QP_NONE ? take_layer(&t) : take_consortia(&t);
    if (status == QP_OK)
        status = add_pairs(&t);
    qp_square_clear(&t.square);
    qp_release(t.links);
    return status;
}
