/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/siphon_run.h"

/** A metric that is told from window to window. */
typedef struct {
    qp_metric metric;
    size_t column;             ///< of its first subject
    size_t count;              ///< subjects
    const qp_string *subjects; ///< [count]; NULL: those of the parts
    const qp_string *objects;  ///< [count]; NULL: none
} told_change;

/** Two windows of one layer, and room for a column of differences. */
typedef struct {
    qp_siphon_run *run;
    const qp_siphon_sample *from;
    double *difference; ///< [replicates]
} comparison;

/* The replicates of two windows are independent, so that the difference of
 * replicate r of both is a replicate of the difference. */
static qp_status find_interval(const comparison *c, size_t column,
                               double observed, qp_interval *interval)
{
    const qp_siphon_sample *sample = &c->run->sample;
    size_t count = c->run->options->draws.replicates;
    if (sample->value == NULL || c->from->value == NULL)
        return QP_OK;
    for (size_t r = 0; r < count; r++)
        c->difference[r] = sample->value[r * sample->at.width + column] -
                           c->from->value[r * c->from->at.width + column];
    return qp_siphon_percentiles(c->run, c->difference, 1, column, observed,
                                 interval);
}

static qp_status add_change(const comparison *c, const told_change *change,
                            size_t subject)
{
    qp_siphon_run *run = c->run;
    size_t column = change->column + subject;
    double before = c->from->observed[column];
    double after = run->sample.observed[column];
    qp_panel_row row = qp_run_row(&run->base, change->metric,
                                  change->subjects != NULL
                                      ? change->subjects[subject]
                                      : run->part[subject].subject);
    if (change->objects != NULL)
        row.object = change->objects[subject];
    qp_frame_give(&row, after - before, QP_REASON_NO_CHANGE);
    qp_interval interval = {NAN, NAN};
    qp_status status = QP_OK;
    if (!isnan(row.value))
        status = find_interval(c, column, row.value, &interval);
    row.low = interval.low;
    row.high = interval.high;
    return status == QP_OK ? qp_run_add(&run->base, &row) : status;
}

/* The regions that are the cores of the clusters. */
static void name_cores(const qp_siphon_run *run, qp_string cores[])
{
    for (size_t k = 0; k < run->base.cluster_count; k++) {
        uint32_t core = run->core[k].region;
        cores[k] = core != QP_NONE ? run->base.region_text[core] : QP_NONE;
    }
}

static qp_status add_changes(const comparison *c, const qp_string cores[])
{
    const qp_siphon_run *run = c->run;
    const qp_siphon_columns *at = &run->sample.at;
    const told_change changes[] = {
        {QP_M_NET_FLOW, at->net, run->base.region_count, run->base.region_text,
         NULL},
        {QP_M_NET_FLOW_EFFECTIVENESS, at->effectiveness, run->base.region_count,
         run->base.region_text, NULL},
        {QP_M_SIPHON_POTENTIAL, at->potential, run->base.region_count,
         run->base.region_text, NULL},
        {QP_M_CORE_EFFECTIVENESS, at->core, run->base.cluster_count,
         run->base.cluster_text, cores},
        {QP_M_WEIGHTED_RECIPROCITY, at->reciprocity, run->between_part, NULL,
         NULL},
        {QP_M_FINN_CYCLING_INDEX, at->cycling, run->between_part, NULL, NULL},
    };
    qp_status status = QP_OK;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        for (size_t s = 0; s < changes[i].count && status == QP_OK; s++)
            status = add_change(c, &changes[i], s);
    return status;
}

static qp_status compare(qp_siphon_run *run, const qp_siphon_sample *from)
{
    qp_string window = run->base.place.window;
    comparison c = {
        .run = run,
        .from = from,
        .difference = qp_acquire(run->options->draws.replicates,
                                 sizeof *c.difference),
    };
    qp_string *cores = qp_acquire(run->base.cluster_count, sizeof *cores);
    qp_status status = QP_OK;
    qp_frame_enter_change(from->window, run->window, run->base.panel,
                          &run->base.place);
    if (c.difference == NULL || cores == NULL) {
        status = qp_run_no_memory(&run->base);
    } else {
        name_cores(run, cores);
        status = add_changes(&c, cores);
    }
    run->base.place.window = window;
    qp_release(c.difference);
    qp_release(cores);
    return status;
}

qp_status qp_siphon_changes(qp_siphon_run *run, const qp_frame *frame)
{
    size_t at = run->window_at;
    qp_status status = QP_OK;
    if (at > 0)
        status = compare(run, at == 1 ? &run->first : &run->before);
    if (status == QP_OK && at > 1 && at + 1 == frame->window_count)
        status = compare(run, &run->first);
    return status;
}

void qp_siphon_remember(qp_siphon_run *run)
{
    qp_siphon_sample *place = run->window_at == 0 ? &run->first : &run->before;
    qp_siphon_clear_sample(place);
    *place = run->sample;
    run->sample = (qp_siphon_sample){0};
}
