/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "metric/intake.h"
#include "metric/siphon_run.h"

enum { INTAKE, RETURN, RATIOS };

static const qp_metric metrics[RATIOS] = {QP_M_RESOURCE_INTAKE,
                                          QP_M_BENEFIT_RETURN};

/** The ratios of one window and cluster. */
typedef struct {
    qp_string core;   ///< id in the panel, QP_NONE: none, or several
    qp_intake ratios; ///< with what they lack
    bool cores_differ;
    size_t layers; ///< used
    double *value; ///< [replicates * RATIOS]; NULL: not resampled
} outcome;

/* ------------------------------------------------------------------- keeping */

static bool is_used(const qp_siphon_run *run)
{
    double sense = run->base.net->layers.sense[run->layer];
    return sense == QP_SENSE_RESOURCE || sense == QP_SENSE_BENEFIT;
}

static qp_intake_layer layer_of(const qp_siphon_columns *at, qp_sense sense,
                                const double values[], size_t k)
{
    return (qp_intake_layer){.sense = sense,
                             .total = values[at->total],
                             .inside = values[at->inside + k],
                             .to_core = values[at->taken + k],
                             .from_core = values[at->given + k]};
}

static void keep_cores(const qp_siphon_run *run, qp_siphon_kept *kept)
{
    for (size_t k = 0; k < run->base.cluster_count; k++)
        kept->core[k] = run->core[k].region;
}

static void keep_values(const qp_siphon_run *run, const double values[],
                        qp_intake_layer layers[])
{
    qp_sense sense = (qp_sense)run->base.net->layers.sense[run->layer];
    for (size_t k = 0; k < run->base.cluster_count; k++)
        layers[k] = layer_of(&run->sample.at, sense, values, k);
}

static qp_status keep(qp_siphon_run *run, qp_siphon_kept *kept)
{
    const qp_siphon_sample *sample = &run->sample;
    size_t clusters = run->base.cluster_count;
    size_t replicates = sample->value != NULL ? run->options->draws.replicates
                                              : 0;
    *kept = (qp_siphon_kept){
        .window = run->window_at,
        .core = qp_acquire(clusters, sizeof *kept->core),
        .layer = qp_acquire((1 + replicates) * clusters, sizeof *kept->layer),
        .resampled = replicates > 0,
    };
    if (kept->core == NULL || kept->layer == NULL)
        return qp_run_no_memory(&run->base);
    keep_cores(run, kept);
    keep_values(run, sample->observed, kept->layer);
    for (size_t r = 0; r < replicates; r++)
        keep_values(run, sample->value + r * sample->at.width,
                    kept->layer + (1 + r) * clusters);
    return QP_OK;
}

qp_status qp_siphon_keep_intake(qp_siphon_run *run)
{
    if (!is_used(run) || !(run->part[QP_SIPHON_ALL].square.total > 0))
        return QP_OK;
    if (!qp_grow((void **)&run->kept_flows, &run->kept_room, run->kept_count,
                 sizeof *run->kept_flows))
        return qp_run_no_memory(&run->base);
    return keep(run, &run->kept_flows[run->kept_count++]);
}

void qp_siphon_clear_intake(qp_siphon_run *run)
{
    for (size_t i = 0; i < run->kept_count; i++) {
        qp_release(run->kept_flows[i].core);
        qp_release(run->kept_flows[i].layer);
    }
    qp_release(run->kept_flows);
}

/* ----------------------------------------------------------------- measuring */

/** The layers of one window and cluster, gathered again for each replicate. */
typedef struct {
    const qp_siphon_run *run;
    size_t window;
    size_t cluster;
    uint32_t core;           ///< that the layers agree on, QP_NONE: none
    qp_intake_layer *layers; ///< [kept_count]
} gathering;

/* Where nothing of a cluster ever moves it has no core of its own, and takes
 * and gives nothing whichever it is. */
static qp_intake_layer seen_from_core(const gathering *g,
                                      const qp_siphon_kept *kept, size_t at)
{
    qp_intake_layer layer =
        kept->layer[at * g->run->base.cluster_count + g->cluster];
    if (kept->core[g->cluster] == QP_NONE && g->core != QP_NONE)
        layer.to_core = layer.from_core = 0;
    return layer;
}

/* Replicate r is at 1 + r; what was observed at 0. */
static size_t gather(const gathering *g, size_t replicate)
{
    size_t count = 0;
    for (size_t i = 0; i < g->run->kept_count; i++) {
        const qp_siphon_kept *kept = &g->run->kept_flows[i];
        size_t at = kept->resampled ? replicate : 0;
        if (kept->window == g->window)
            g->layers[count++] = seen_from_core(g, kept, at);
    }
    return count;
}

/* Layers whose cores were chosen by turnover may have different ones; those
 * without one have no say. */
static bool find_core(gathering *g)
{
    bool agree = true;
    g->core = QP_NONE;
    for (size_t i = 0; i < g->run->kept_count; i++) {
        const qp_siphon_kept *kept = &g->run->kept_flows[i];
        uint32_t core = kept->core[g->cluster];
        if (kept->window != g->window || core == QP_NONE)
            continue;
        agree = agree && (g->core == QP_NONE || g->core == core);
        g->core = core;
    }
    return agree;
}

static bool any_resampled(const gathering *g)
{
    bool any = false;
    for (size_t i = 0; i < g->run->kept_count; i++)
        any |= g->run->kept_flows[i].window == g->window &&
               g->run->kept_flows[i].resampled;
    return any;
}

static void measure_replicates(const gathering *g, outcome *o)
{
    for (size_t r = 0; r < g->run->options->draws.replicates; r++) {
        qp_intake ratios = qp_intake_of(g->layers, gather(g, 1 + r));
        o->value[r * RATIOS + INTAKE] = ratios.intake;
        o->value[r * RATIOS + RETURN] = ratios.benefit_return;
    }
}

static qp_status measure(qp_siphon_run *run, gathering *g, outcome *o)
{
    bool agree = find_core(g);
    *o = (outcome){.core = agree && g->core != QP_NONE
                               ? run->base.region_text[g->core]
                               : QP_NONE};
    o->layers = gather(g, 0);
    o->ratios = qp_intake_of(g->layers, o->layers);
    o->cores_differ = !agree;
    if (!agree)
        o->ratios.intake = o->ratios.benefit_return = NAN;
    if (!agree || !any_resampled(g))
        return QP_OK;
    o->value = qp_acquire(run->options->draws.replicates,
                          RATIOS * sizeof *o->value);
    if (o->value == NULL)
        return qp_run_no_memory(&run->base);
    measure_replicates(g, o);
    return QP_OK;
}

/* --------------------------------------------------------------------- rows */

static double ratio_of(const outcome *o, size_t ratio)
{
    return ratio == INTAKE ? o->ratios.intake : o->ratios.benefit_return;
}

static qp_reason reason_of(const outcome *o, size_t ratio)
{
    static const qp_reason lacks[] = {
        [QP_INTAKE_GIVEN] = QP_REASON_NO_CORE,
        [QP_INTAKE_NO_RESOURCE] = QP_REASON_NO_RESOURCE,
        [QP_INTAKE_NO_BENEFIT] = QP_REASON_NO_BENEFIT,
        [QP_INTAKE_NO_INSIDE] = QP_REASON_NO_FLOW,
        [QP_INTAKE_NO_INFLOW] = QP_REASON_NO_FLOW,
    };
    if (o->cores_differ)
        return QP_REASON_CORES_DIFFER;
    return lacks[ratio == INTAKE ? o->ratios.intake_lack
                                 : o->ratios.return_lack];
}

/* The interval of a ratio; with `from`, of its change since then. */
static qp_status bound(qp_siphon_run *run, const outcome *o,
                       const outcome *from, size_t ratio, qp_panel_row *row)
{
    size_t count = run->options->draws.replicates;
    qp_interval interval = {NAN, NAN};
    if (isnan(row->value) || o->value == NULL ||
        (from != NULL && from->value == NULL))
        return QP_OK;
    double *values = qp_acquire(count, sizeof *values);
    if (values == NULL)
        return qp_run_no_memory(&run->base);
    for (size_t r = 0; r < count; r++)
        values[r] = o->value[r * RATIOS + ratio] -
                    (from != NULL ? from->value[r * RATIOS + ratio] : 0);
    qp_status status = qp_siphon_percentiles(run, values, 1, /* column = */ 0,
                                             row->value, &interval);
    row->low = interval.low;
    row->high = interval.high;
    qp_release(values);
    return status;
}

static qp_status add_ratio(qp_siphon_run *run, size_t k, const outcome *o,
                           const outcome *from, size_t ratio)
{
    qp_panel_row row = qp_run_row(&run->base, metrics[ratio],
                                  run->base.cluster_text[k]);
    row.object = o->core;
    row.n = (double)o->layers;
    qp_frame_give(
        &row, ratio_of(o, ratio) - (from != NULL ? ratio_of(from, ratio) : 0),
        from != NULL ? QP_REASON_NO_CHANGE : reason_of(o, ratio));
    qp_status status = bound(run, o, from, ratio, &row);
    return status == QP_OK ? qp_run_add(&run->base, &row) : status;
}

static qp_status add_ratios(qp_siphon_run *run, size_t k, const outcome *o,
                            const outcome *from)
{
    qp_status status = add_ratio(run, k, o, from, INTAKE);
    return status == QP_OK ? add_ratio(run, k, o, from, RETURN) : status;
}

/* The windows of one cluster, and the changes from one to the next. */
static qp_status add_cluster(qp_siphon_run *run, const qp_frame *frame,
                             size_t k, const outcome outcomes[])
{
    size_t count = frame->window_count;
    qp_status status = QP_OK;
    for (size_t w = 0; w < count && status == QP_OK; w++) {
        qp_frame_enter_window(frame->windows[w], run->base.panel,
                              &run->base.place);
        status = add_ratios(run, k, &outcomes[w], NULL);
        for (size_t from = 0; from < w && status == QP_OK; from++) {
            if (!qp_frame_is_compared(count, from, w))
                continue;
            qp_frame_enter_change(frame->windows[from], frame->windows[w],
                                  run->base.panel, &run->base.place);
            status = add_ratios(run, k, &outcomes[w], &outcomes[from]);
        }
    }
    return status;
}

static qp_status measure_cluster(qp_siphon_run *run, const qp_frame *frame,
                                 size_t k, gathering *g, outcome outcomes[])
{
    qp_status status = QP_OK;
    g->cluster = k;
    for (size_t w = 0; w < frame->window_count && status == QP_OK; w++) {
        g->window = w;
        status = measure(run, g, &outcomes[w]);
    }
    if (status == QP_OK)
        status = add_cluster(run, frame, k, outcomes);
    for (size_t w = 0; w < frame->window_count; w++) {
        qp_release(outcomes[w].value);
        outcomes[w].value = NULL;
    }
    return status;
}

static qp_status measure_clusters(qp_siphon_run *run, const qp_frame *frame,
                                  gathering *g, outcome outcomes[])
{
    qp_status status = QP_OK;
    for (size_t k = 0; k < run->base.cluster_count && status == QP_OK; k++)
        status = measure_cluster(run, frame, k, g, outcomes);
    return status;
}

qp_status qp_siphon_intake(qp_siphon_run *run, const qp_frame *frame)
{
    gathering g = {
        .run = run,
        .layers = qp_acquire(run->kept_count, sizeof *g.layers),
    };
    outcome *outcomes = qp_acquire(frame->window_count, sizeof *outcomes);
    qp_frame_enter_layer(run->base.net, QP_NONE, run->base.panel,
                         &run->base.place);
    qp_status status = g.layers != NULL && outcomes != NULL
                           ? measure_clusters(run, frame, &g, outcomes)
                           : qp_run_no_memory(&run->base);
    qp_release(g.layers);
    qp_release(outcomes);
    return status;
}
