/* SPDX-License-Identifier: MIT */
#include "metric/siphon.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "metric/siphon_run.h"
#include "metric/stock.h"

/* --------------------------------------------------------------------- rows */

/* The links between the units of a part. */
qp_panel_row qp_siphon_part_row(const qp_siphon_run *run, qp_metric metric,
                                size_t part)
{
    const qp_siphon_part *p = &run->part[part];
    qp_panel_row row = qp_run_row(&run->base, metric, p->subject);
    row.n = (double)p->exchange.link_count;
    row.missing = run->missing;
    row.reason = qp_siphon_why_not(p);
    return row;
}

qp_panel_row qp_siphon_region_row(const qp_siphon_run *run, qp_metric metric,
                                  uint32_t region)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    uint32_t u = all->unit[region];
    qp_panel_row row = qp_run_row(&run->base, metric,
                                  run->base.region_text[region]);
    row.missing = run->missing;
    row.reason = u == QP_NONE ? QP_REASON_UNBALANCED : qp_siphon_why_not(all);
    row.n = u == QP_NONE ? 0
                         : (double)(all->exchange.inflow_links[u] +
                                    all->exchange.outflow_links[u]);
    return row;
}

static qp_status make_parts(qp_siphon_run *run, qp_panel_row rows[],
                            qp_status (*make)(qp_siphon_run *run, size_t part,
                                              qp_panel_row *row))
{
    qp_status status = QP_OK;
    for (size_t p = 0; p <= run->base.cluster_count && status == QP_OK; p++)
        status = make(run, p, &rows[p]);
    return status;
}

qp_status qp_siphon_add_parts(qp_siphon_run *run,
                              qp_status (*make)(qp_siphon_run *run, size_t part,
                                                qp_panel_row *row),
                              double resolution)
{
    qp_panel_row *rows = qp_acquire(1 + run->base.cluster_count, sizeof *rows);
    if (rows == NULL)
        return qp_run_no_memory(&run->base);
    qp_status status = make_parts(run, rows, make);
    if (status == QP_OK)
        status = qp_run_add(&run->base, &rows[QP_SIPHON_ALL]);
    if (status == QP_OK)
        status = qp_run_add_family(&run->base, rows + 1,
                                   run->base.cluster_count, resolution);
    qp_release(rows);
    return status;
}

double qp_siphon_expected(const qp_siphon_part *part, size_t cell)
{
    double expected = part->expectation.expected[cell];
    return isnan(expected) ? 0 : expected;
}

qp_reason qp_siphon_why_no_expectation(const qp_siphon_part *part)
{
    bool free = !part->expectation.fixed && !isnan(part->expectation.df);
    return free ? QP_REASON_NONE : QP_REASON_NO_FREEDOM;
}

/* ------------------------------------------------------------------ regions */

static qp_status check_mass(const qp_siphon_run *run)
{
    const char *mass = run->options->mass;
    if (mass == NULL)
        return QP_OK;
    qp_stock_rows rows = qp_stock_find(run->base.net, mass);
    return rows.end > rows.start
               ? QP_OK
               : qp_frame_misuse(run->base.err, "--mass", mass,
                                 "the network has no such indicator");
}

static bool make_columns(qp_siphon_run *run)
{
    size_t regions = run->base.region_count;
    size_t clusters = run->base.cluster_count;
    run->between_part = 1 + clusters;
    run->population = qp_acquire(regions, sizeof *run->population);
    run->declared = qp_acquire(clusters, sizeof *run->declared);
    run->core = qp_acquire(clusters, sizeof *run->core);
    run->kept = qp_acquire(regions, sizeof *run->kept);
    run->kept_cluster = qp_acquire(regions, sizeof *run->kept_cluster);
    run->part = qp_acquire(clusters + 2, sizeof *run->part);
    return run->kept != NULL && run->kept_cluster != NULL &&
           run->part != NULL && run->population != NULL &&
           run->declared != NULL && run->core != NULL;
}

static void find_declared_cores(qp_siphon_run *run)
{
    const double *core = run->base.net->actors.core;
    for (qp_row k = 0; k < run->base.cluster_count; k++)
        run->declared[k] = (qp_siphon_core){.region = QP_NONE};
    for (uint32_t r = 0; r < run->base.region_count; r++) {
        qp_row k = run->base.cluster[r];
        if (k != QP_NONE && qp_optional_number(core, run->base.region[r]) == 1)
            run->declared[k].region = r;
    }
}

/* -------------------------------------------------------------------- cores */

/* CLUSTER=REGION; an id may hold the sign itself, so every one is tried. */
static qp_status read_core(qp_siphon_run *run, const char *text)
{
    const qp_network *net = run->base.net;
    qp_text id = {0};
    qp_status status = QP_E_MISUSE;
    for (const char *sign = strchr(text, '='); sign != NULL;
         sign = strchr(sign + 1, '=')) {
        qp_text_empty(&id);
        qp_text_add_bytes(&id, text, (size_t)(sign - text));
        qp_row k = qp_network_cluster(net, qp_text_string(&id));
        qp_row actor = qp_network_actor(net, sign + 1);
        uint32_t r = qp_run_position(&run->base, actor);
        if (k == QP_NONE || r == QP_NONE || run->base.cluster[r] != k)
            continue;
        if (run->declared[k].region == QP_NONE)
            run->declared[k] = (qp_siphon_core){r, 1U << QP_FLAG_CORE_OPTION};
        status = QP_OK;
    }
    if (id.failed)
        status = qp_run_no_memory(&run->base);
    else if (status != QP_OK)
        status = qp_frame_misuse(run->base.err, "--core", text,
                                 "it is CLUSTER=REGION, a cluster and a region "
                                 "of it");
    qp_text_clear(&id);
    return status;
}

static bool every_core_is_declared(const qp_siphon_run *run)
{
    for (qp_row k = 0; k < run->base.net->clusters.count; k++)
        if (run->declared[k].region == QP_NONE && run->base.cluster_size[k] > 0)
            return false;
    return true;
}

/* The first in byte order of the regions of largest turnover. */
static void take_largest(qp_siphon_run *run, const qp_exchange *x)
{
    for (uint32_t r = 0; r < run->base.region_count; r++) {
        qp_row k = run->base.cluster[r];
        double turnover = x->inflow[r] + x->outflow[r];
        if (k == QP_NONE || run->declared[k].region != QP_NONE || turnover <= 0)
            continue;
        uint32_t best = run->core[k].region;
        if (best == QP_NONE || turnover > x->inflow[best] + x->outflow[best])
            run->core[k] = (qp_siphon_core){r, 1U << QP_FLAG_CORE_TURNOVER};
    }
}

/* By table, else by option, else by turnover in the layer, whole period. */
static qp_status choose_cores(qp_siphon_run *run)
{
    qp_flows flows = {0};
    qp_exchange x = {0};
    for (qp_row k = 0; k < run->base.net->clusters.count; k++)
        run->core[k] = run->declared[k];
    if (!run->base.net->layers.directed[run->layer] ||
        every_core_is_declared(run))
        return QP_OK;
    qp_status status = qp_flows_sum(run->base.net, run->layer, QP_NO_PERIOD,
                                    run->options->level, &flows, run->base.err);
    if (status == QP_OK)
        status = qp_exchange_fold(&flows, NULL, 0, false, &x, run->base.err);
    if (status == QP_OK)
        take_largest(run, &x);
    qp_exchange_clear(&x);
    qp_flows_clear(&flows);
    return status;
}

/* ------------------------------------------------------- layers and windows */

/* Why no flow of a layer is measured, whatever the window. */
static qp_reason why_not(const qp_siphon_run *run)
{
    bool all_stated = false;
    qp_network_layer_class(run->base.net, run->layer, &all_stated);
    if (!qp_run_is_cooperative(run->base.net, run->layer))
        return QP_REASON_NOT_COOPERATIVE;
    if (all_stated)
        return QP_REASON_NOT_MEASURED;
    if (!run->base.net->layers.directed[run->layer])
        return QP_REASON_UNDIRECTED;
    return run->base.region_count < 2 ? QP_REASON_ONE_REGION : QP_REASON_NONE;
}

static void begin_window(qp_siphon_run *run, const qp_frame *frame, size_t w)
{
    run->window_at = w;
    run->window = frame->windows[w];
    qp_frame_enter_window(run->window, run->base.panel, &run->base.place);
    qp_stock_population(run->base.net, run->window, run->base.region,
                        run->base.region_count, run->population);
}

static qp_status refuse_window(qp_siphon_run *run, qp_reason reason)
{
    qp_status status = qp_siphon_refuse(run, reason);
    if (status == QP_OK && run->base.net->layers.directed[run->layer])
        status = qp_siphon_no_concentration(run, reason);
    return status;
}

/* Concentration of the inflow of the regions that were kept. */
static qp_status add_concentration(qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    if (!(all->exchange.flow > 0))
        return qp_siphon_no_concentration(run, QP_REASON_NO_FLOW);
    double *inflow = qp_acquire(run->base.region_count, sizeof *inflow);
    if (inflow == NULL)
        return qp_run_no_memory(&run->base);
    for (size_t r = 0; r < run->base.region_count; r++)
        inflow[r] = all->unit[r] != QP_NONE ? all->exchange.inflow[all->unit[r]]
                                            : NAN;
    qp_status status = qp_siphon_concentration(run, inflow, QP_REASON_NO_FLOW,
                                               0);
    qp_release(inflow);
    return status;
}

static qp_status fill_window(qp_siphon_run *run)
{
    qp_status status = qp_flows_sum(run->base.net, run->layer, run->window,
                                    run->options->level, &run->flows,
                                    run->base.err);
    if (status == QP_OK)
        status = qp_siphon_fill_parts(run);
    if (status == QP_OK)
        status = qp_siphon_take_sample(run);
    return status == QP_OK ? qp_siphon_draw_nulls(run) : status;
}

static qp_status add_rows(qp_siphon_run *run)
{
    static qp_status (*const families[])(qp_siphon_run * run) = {
        qp_siphon_balance,   add_concentration,  qp_siphon_circulation,
        qp_siphon_hierarchy, qp_siphon_gravity,  qp_siphon_focusing,
        qp_siphon_pairs,     qp_siphon_backbone, qp_siphon_keep_intake,
    };
    qp_status status = QP_OK;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        if (status == QP_OK)
            status = families[f](run);
    return status;
}

static qp_status measure_flows(qp_siphon_run *run, const qp_frame *frame)
{
    qp_status status = fill_window(run);
    if (status == QP_OK)
        status = add_rows(run);
    if (status == QP_OK)
        status = qp_siphon_changes(run, frame);
    qp_siphon_remember(run);
    qp_siphon_empty_parts(run);
    qp_flows_clear(&run->flows);
    return status;
}

static qp_status measure_layer(qp_siphon_run *run, qp_row layer,
                               const qp_frame *frame)
{
    run->layer = layer;
    qp_frame_enter_layer(run->base.net, layer, run->base.panel,
                         &run->base.place);
    qp_reason reason = why_not(run);
    qp_status status = choose_cores(run);
    if (status == QP_OK)
        status = qp_siphon_cut_parts(run, frame);
    for (size_t w = 0; w < frame->window_count && status == QP_OK; w++) {
        begin_window(run, frame, w);
        status = reason == QP_REASON_NONE ? measure_flows(run, frame)
                                          : refuse_window(run, reason);
    }
    return status;
}

/* --------------------------------------------------------------- indicators */

static qp_status measure_stock(qp_siphon_run *run, qp_stock_rows rows,
                               double x[])
{
    const qp_network *net = run->base.net;
    const char *id = qp_network_text(net, net->indicators.id[rows.start]);
    bool itself = strcmp(id, "population") == 0;
    qp_text name = {0};
    qp_text_addf(&name, "indicator:%s", id);
    qp_status status = qp_text_status(&name, run->base.err);
    if (status == QP_OK) {
        run->base.place.layer = qp_panel_string(run->base.panel, name.bytes);
        qp_stock_values(net, rows, run->window, run->base.region,
                        run->base.region_count, x);
        status = qp_stock_is_stated(net, rows)
                     ? qp_siphon_no_concentration(run, QP_REASON_NOT_MEASURED)
                     : qp_siphon_concentration(run, x, QP_REASON_NO_STOCK,
                                               itself ? 1U << QP_FLAG_TRIVIAL
                                                      : 0);
    }
    qp_text_clear(&name);
    return status;
}

static qp_status measure_stocks(qp_siphon_run *run, const qp_frame *frame)
{
    double *x = qp_acquire(run->base.region_count, sizeof *x);
    qp_status status = x != NULL ? QP_OK : qp_run_no_memory(&run->base);
    for (size_t w = 0; w < frame->window_count && status == QP_OK; w++) {
        begin_window(run, frame, w);
        qp_stock_rows rows = {0, 0};
        while (rows.end < run->base.net->indicators.count && status == QP_OK) {
            rows = qp_stock_at(run->base.net, rows.end);
            status = measure_stock(run, rows, x);
        }
    }
    qp_release(x);
    return status;
}

/* ------------------------------------------------------------------ the run */

static qp_status settle(qp_siphon_run *run)
{
    qp_status status = qp_run_begin(&run->base, run->options->level);
    if (status == QP_OK)
        status = check_mass(run);
    if (status == QP_OK && !make_columns(run))
        status = qp_run_no_memory(&run->base);
    if (status != QP_OK)
        return status;
    find_declared_cores(run);
    for (size_t c = 0; c < run->options->core_count && status == QP_OK; c++)
        status = read_core(run, run->options->cores[c]);
    return status;
}

static void clear(qp_siphon_run *run)
{
    qp_run_clear(&run->base);
    qp_release(run->population);
    qp_release(run->declared);
    qp_release(run->core);
    qp_siphon_clear_parts(run);
    qp_release(run->kept);
    qp_release(run->kept_cluster);
    qp_release(run->part);
    qp_siphon_clear_sample(&run->first);
    qp_siphon_clear_sample(&run->before);
    qp_siphon_clear_intake(run);
}

qp_status qp_siphon(const qp_network *net, const qp_siphon_options *options,
                    qp_panel *panel, qp_text *backbone, qp_error *err)
{
    qp_frame frame = {0};
    qp_siphon_run run = {
        .base = {.net = net,
                 .draws = &options->draws,
                 .panel = panel,
                 .err = err},
        .options = options,
        .backbone = backbone,
    };
    qp_status status = qp_frame_settle(net, &options->frame, &frame, err);
    if (status == QP_OK)
        status = settle(&run);
    for (size_t l = 0; l < frame.layer_count && status == QP_OK; l++)
        status = measure_layer(&run, frame.layers[l], &frame);
    if (status == QP_OK)
        status = qp_siphon_intake(&run, &frame);
    if (status == QP_OK && options->frame.layer_count == 0)
        status = measure_stocks(&run, &frame);
    clear(&run);
    qp_frame_clear(&frame);
    return status;
}
