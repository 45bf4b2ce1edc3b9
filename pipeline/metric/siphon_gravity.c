/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/covariates.h"
#include "metric/gravity.h"
#include "metric/siphon_run.h"

/** The model of one layer and window. */
typedef struct {
    qp_gravity gravity;
    qp_gravity effects; ///< of each origin and destination
    double *mass;       ///< [units]
    double *distance;   ///< [units * units]
    qp_row *region;     ///< [units] actor rows
    qp_distance_source source;
} model;

static const char fixed_effects[] = "fixed-effects";

/* --------------------------------------------------------------------- model */

static bool make_room(const qp_siphon_run *run, const qp_siphon_part *all,
                      model *m)
{
    size_t n = all->count;
    m->mass = qp_acquire(n, sizeof *m->mass);
    m->distance = qp_acquire(n, n * sizeof *m->distance);
    m->region = qp_acquire(n, sizeof *m->region);
    if (m->mass == NULL || m->distance == NULL || m->region == NULL)
        return false;
    for (size_t u = 0; u < n; u++)
        m->region[u] = run->base.region[all->region[u]];
    return true;
}

static qp_status fit(qp_siphon_run *run, const qp_siphon_part *all, model *m)
{
    if (!make_room(run, all, m))
        return qp_run_no_memory(&run->base);
    qp_masses(run->base.net, run->window, run->options->mass, m->region,
              all->count, m->mass);
    m->source = qp_distances(run->base.net, m->region, all->count, m->distance);
    qp_gravity_data data = {.mass = m->mass, .distance = m->distance};
    qp_status status = qp_gravity_measure(&all->square, &data, &m->gravity,
                                          run->base.err);
    data.effects = true;
    return status == QP_OK ? qp_gravity_measure(&all->square, &data,
                                                &m->effects, run->base.err)
                           : status;
}

static void clear(model *m)
{
    qp_gravity_clear(&m->gravity);
    qp_gravity_clear(&m->effects);
    qp_release(m->mass);
    qp_release(m->distance);
    qp_release(m->region);
}

/* ---------------------------------------------------------------------- rows */

static void mark_source(const model *m, qp_panel_row *row)
{
    if (m->source == QP_DISTANCE_GREAT_CIRCLE && !isnan(row->value))
        row->flags |= 1U << QP_FLAG_GREAT_CIRCLE;
}

static qp_panel_row term_row(const qp_siphon_run *run, const char *term)
{
    qp_panel_row row = qp_siphon_part_row(run, QP_M_GRAVITY_COEFFICIENT,
                                          QP_SIPHON_ALL);
    row.subject = qp_panel_string(run->base.panel, term);
    return row;
}

static qp_status add_term(qp_siphon_run *run, const model *m,
                          const qp_gravity *gravity, int term,
                          qp_panel_row *row)
{
    row->n = (double)gravity->pairs;
    row->missing = (double)(gravity->dropped + gravity->separated);
    qp_frame_give(row, gravity->term[term].value, gravity->reason);
    qp_run_test_normal(gravity->term[term].error, 0, QP_NULL_GRAVITY, row);
    mark_source(m, row);
    return qp_run_add(&run->base, row);
}

static qp_status add_terms(qp_siphon_run *run, const model *m)
{
    qp_status status = QP_OK;
    for (int t = 0; t < QP_GRAVITY_COUNT && status == QP_OK; t++) {
        qp_panel_row row = term_row(run, qp_gravity_names[t]);
        status = add_term(run, m, &m->gravity, t, &row);
    }
    if (status != QP_OK)
        return status;
    qp_panel_row row = term_row(run, qp_gravity_names[QP_GRAVITY_DISTANCE]);
    row.object = qp_panel_string(run->base.panel, fixed_effects);
    return add_term(run, m, &m->effects, QP_GRAVITY_DISTANCE, &row);
}

/* Why nothing is fitted to a region. */
static qp_reason why_not_fitted(const model *m, uint32_t unit)
{
    if (m->gravity.reason != QP_REASON_NONE)
        return m->gravity.reason;
    return m->mass[unit] > 0 ? QP_REASON_NO_DISTANCE : QP_REASON_NO_MASS;
}

static qp_panel_row attraction_row(const qp_siphon_run *run, const model *m,
                                   uint32_t r)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_panel_row row = qp_siphon_region_row(run, QP_M_OVER_ATTRACTION, r);
    if (row.reason != QP_REASON_NONE)
        return row;
    uint32_t u = all->unit[r];
    qp_attraction a = qp_over_attraction(&all->square, m->gravity.fitted, u,
                                         /* out = */ false);
    row.n = (double)a.pairs;
    qp_frame_give(&row, a.value, why_not_fitted(m, u));
    qp_run_test_normal(a.error, 1, QP_NULL_GRAVITY, &row);
    mark_source(m, &row);
    return row;
}

static qp_status add_attractions(qp_siphon_run *run, const model *m)
{
    qp_panel_row *rows = qp_acquire(run->base.region_count, sizeof *rows);
    if (rows == NULL)
        return qp_run_no_memory(&run->base);
    for (uint32_t r = 0; r < run->base.region_count; r++)
        rows[r] = attraction_row(run, m, r);
    qp_status status = qp_run_add_family(&run->base, rows,
                                         run->base.region_count,
                                         /* resolution = */ 0);
    qp_release(rows);
    return status;
}

qp_status qp_siphon_gravity(qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_reason reason = qp_siphon_why_not(all);
    model m = {.mass = NULL};
    if (reason != QP_REASON_NONE)
        return qp_siphon_refuse_gravity(run, reason);
    qp_status status = fit(run, all, &m);
    if (status == QP_OK)
        status = add_terms(run, &m);
    if (status == QP_OK)
        status = add_attractions(run, &m);
    clear(&m);
    return status;
}

static qp_status refuse_term(qp_siphon_run *run, const char *term,
                             const char *object, qp_reason reason)
{
    qp_panel_row row = qp_run_row(&run->base, QP_M_GRAVITY_COEFFICIENT,
                                  qp_panel_string(run->base.panel, term));
    if (object != NULL)
        row.object = qp_panel_string(run->base.panel, object);
    row.reason = reason;
    return qp_run_add(&run->base, &row);
}

qp_status qp_siphon_refuse_gravity(qp_siphon_run *run, qp_reason reason)
{
    qp_status status = refuse_term(run, qp_gravity_names[QP_GRAVITY_DISTANCE],
                                   fixed_effects, reason);
    for (int t = 0; t < QP_GRAVITY_COUNT && status == QP_OK; t++)
        status = refuse_term(run, qp_gravity_names[t], NULL, reason);
    for (uint32_t r = 0; r < run->base.region_count && status == QP_OK; r++) {
        qp_panel_row row = qp_run_row(&run->base, QP_M_OVER_ATTRACTION,
                                      run->base.region_text[r]);
        row.reason = reason;
        status = qp_run_add(&run->base, &row);
    }
    return status;
}
