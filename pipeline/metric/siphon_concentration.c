/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/concentration.h"
#include "metric/siphon_run.h"

/** The regions of one subject: all of them, or those of a cluster. */
typedef struct {
    size_t count;
    double *x;          ///< [count]
    double *population; ///< [count]
    uint32_t *cluster;  ///< [count]
} subject;

static bool is_theil(qp_metric metric)
{
    return metric >= QP_M_THEIL && metric <= QP_M_THEIL_BETWEEN_SHARE;
}

static qp_status add_rows(qp_siphon_run *run, qp_string text, size_t regions,
                          const qp_concentration *c, qp_reason none,
                          unsigned flags)
{
    qp_status status = QP_OK;
    for (int m = 0; m < QP_CONCENTRATION_COUNT && status == QP_OK; m++) {
        qp_metric metric = (qp_metric)(QP_CONCENTRATION_FIRST + m);
        qp_reason reason = c->reason[m] == QP_REASON_NO_STOCK ? none
                                                              : c->reason[m];
        qp_panel_row row = qp_run_row(&run->base, metric, text);
        qp_frame_give(&row, c->value[m], reason);
        row.low = c->low[m];
        row.high = c->high[m];
        row.n = (double)c->used[m];
        row.missing = (double)(regions - c->used[m]);
        row.flags |= isnan(row.low) ? 0 : 1U << QP_FLAG_LEAVE_OUT;
        row.flags |= is_theil(metric) && !isnan(row.value) ? flags : 0;
        status = qp_run_add(&run->base, &row);
    }
    return status;
}

/* Regions of one cluster; QP_NONE: of all. */
static void gather(const qp_siphon_run *run, const double x[], qp_row cluster,
                   subject *s)
{
    s->count = 0;
    for (size_t r = 0; r < run->base.region_count; r++) {
        if (cluster != QP_NONE && run->base.cluster[r] != cluster)
            continue;
        s->x[s->count] = x[r];
        s->population[s->count] = run->population[r];
        s->cluster[s->count] = run->base.cluster[r];
        s->count++;
    }
}

static qp_status measure_subject(qp_siphon_run *run, const subject *s,
                                 qp_string text, qp_reason none, unsigned flags)
{
    qp_concentration c;
    qp_stocks stocks = {.count = s->count,
                        .x = s->x,
                        .population = s->population,
                        .cluster = s->cluster,
                        .cluster_count = run->base.net->clusters.count};
    qp_status status = qp_concentration_measure(&stocks, &c, run->base.err);
    return status == QP_OK ? add_rows(run, text, s->count, &c, none, flags)
                           : status;
}

static qp_status measure_subjects(qp_siphon_run *run, const double x[],
                                  subject *s, qp_reason none, unsigned flags)
{
    gather(run, x, QP_NONE, s);
    qp_status status = measure_subject(run, s, run->base.all, none, flags);
    for (qp_row k = 0; k < run->base.net->clusters.count && status == QP_OK;
         k++) {
        gather(run, x, k, s);
        status = measure_subject(run, s, run->base.cluster_text[k], none,
                                 flags);
    }
    return status;
}

qp_status qp_siphon_concentration(qp_siphon_run *run, const double x[],
                                  qp_reason none, unsigned flags)
{
    subject s = {
        .x = qp_acquire(run->base.region_count, sizeof *s.x),
        .population = qp_acquire(run->base.region_count, sizeof *s.population),
        .cluster = qp_acquire(run->base.region_count, sizeof *s.cluster),
    };
    qp_status status = s.x != NULL && s.population != NULL && s.cluster != NULL
                           ? measure_subjects(run, x, &s, none, flags)
                           : qp_run_no_memory(&run->base);
    qp_release(s.x);
    qp_release(s.population);
    qp_release(s.cluster);
    return status;
}

qp_status qp_siphon_no_concentration(qp_siphon_run *run, qp_reason reason)
{
    qp_concentration c = {.used = {0}};
    for (int m = 0; m < QP_CONCENTRATION_COUNT; m++) {
        c.value[m] = c.low[m] = c.high[m] = NAN;
        c.reason[m] = reason;
    }
    qp_status status = add_rows(run, run->base.all, run->base.region_count, &c,
                                reason, 0);
    for (qp_row k = 0; k < run->base.net->clusters.count && status == QP_OK;
         k++)
        status = add_rows(run, run->base.cluster_text[k],
                          run->base.cluster_size[k], &c, reason, 0);
    return status;
}

const char *const qp_siphon_fields[QP_SIPHON_FIELDS] = {"all", "in", "out"};

qp_status qp_siphon_focusing(qp_siphon_run *run)
{
    qp_status status = QP_OK;
    for (size_t f = 0; f < QP_SIPHON_FIELDS && status == QP_OK; f++) {
        size_t column = run->sample.at.focusing + f;
        qp_panel_row row = qp_siphon_part_row(run, QP_M_SPATIAL_FOCUSING,
                                              QP_SIPHON_ALL);
        row.object = qp_panel_string(run->base.panel, qp_siphon_fields[f]);
        if (row.reason == QP_REASON_NONE)
            qp_frame_give(&row, run->sample.observed[column],
                          QP_REASON_NO_FREEDOM);
        status = qp_siphon_bound(run, column, &row);
        if (status == QP_OK)
            status = qp_run_add(&run->base, &row);
    }
    return status;
}
