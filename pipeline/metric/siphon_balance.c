/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "chance/correction.h"
#include "chance/exact.h"
#include "core/memory.h"
#include "core/sum.h"
#include "metric/net_balance.h"
#include "metric/siphon_run.h"

/** What the rows of one layer and window have in common. */
typedef struct {
    qp_siphon_run *run;
    const qp_siphon_part *part; ///< all regions
    const qp_exchange *all;     ///< between the regions
    bool has_flow;              ///< between regions
    bool counts;                ///< tests apply
    double dispersion;          ///< of the moves of regions, at least 1
    double core_dispersion;     ///< of those of cores with their clusters
} balance;

static qp_panel_row row_of(const balance *b, qp_metric metric,
                           qp_string subject, size_t links)
{
    qp_panel_row row = qp_run_row(&b->run->base, metric, subject);
    row.n = (double)links;
    row.missing = b->run->missing;
    return row;
}

/** B of B + S: the exact test of a fair coin, and Wilson's interval; where
 * weights are no counts, the interval of the resampled rows. */
static qp_status test_share(const balance *b, qp_panel_row *row, double taken,
                            double given, size_t column)
{
    double dispersion = row->metric == QP_M_CORE_EFFECTIVENESS
                            ? b->core_dispersion
                            : b->dispersion;
    double both = taken + given;
    if (!(both > 0))
        return QP_OK;
    if (!b->counts)
        return qp_siphon_bound(b->run, column, row);
    qp_interval share = qp_wilson(taken, both, dispersion);
    row->low = 2 * share.low - 1;
    row->high = 2 * share.high - 1;
    row->expected = 0;
    row->z = (taken - given) / sqrt(both);
    row->p = qp_coin_p(taken, both);
    row->null = QP_NULL_BINOMIAL;
    if (dispersion > 1)
        row->flags |= 1U << QP_FLAG_DISPERSED;
    return QP_OK;
}

/* ------------------------------------------------------------------ regions */

/** What a region has, and what its rows are made of. */
typedef struct {
    uint32_t region;
    qp_reason none;  ///< why it has no flow
    double inflow;   ///< from other regions
    double outflow;  ///< to other regions
    double net;      ///< inflow - outflow
    double turnover; ///< inflow + outflow
    double rank;     ///< of the net flow, 1 for the largest; NaN: no turnover
    double retained; ///< inside the region
    size_t inflow_links;
    size_t outflow_links;
    size_t retained_links;
} standing;

/* By net flow, then by turnover, then by id; last who exchanges nothing. */
static int by_net(const void *left, const void *right)
{
    const standing *a = left;
    const standing *b = right;
    int order = (a->turnover <= 0) - (b->turnover <= 0);
    if (order == 0)
        order = (a->net < b->net) - (a->net > b->net);
    if (order == 0)
        order = (a->turnover < b->turnover) - (a->turnover > b->turnover);
    return order != 0 ? order
                      : (a->region > b->region) - (a->region < b->region);
}

static int by_region(const void *left, const void *right)
{
    const standing *a = left;
    const standing *b = right;
    return (a->region > b->region) - (a->region < b->region);
}

static standing standing_of(const balance *b, uint32_t region)
{
    const qp_exchange *x = b->all;
    uint32_t u = b->part->unit[region];
    if (u == QP_NONE)
        return (standing){.region = region, .none = QP_REASON_UNBALANCED};
    return (standing){
        .region = region,
        .none = b->has_flow ? QP_REASON_NONE : QP_REASON_NO_FLOW,
        .inflow = x->inflow[u],
        .outflow = x->outflow[u],
        .net = x->inflow[u] - x->outflow[u],
        .turnover = x->inflow[u] + x->outflow[u],
        .inflow_links = x->inflow_links[u],
        .outflow_links = x->outflow_links[u],
    };
}

static void fill_standings(const balance *b, standing standings[])
{
    const qp_flows *flows = &b->run->flows;
    size_t count = b->run->base.region_count;
    for (uint32_t r = 0; r < count; r++)
        standings[r] = standing_of(b, r);
    for (size_t c = 0; c < flows->cell_count; c++)
        if (flows->from[c] == flows->to[c]) {
            standings[flows->from[c]].retained = flows->flow[c];
            standings[flows->from[c]].retained_links = flows->links[c];
        }
    qsort(standings, count, sizeof *standings, by_net);
    for (size_t i = 0; i < count; i++)
        standings[i].rank = standings[i].turnover > 0 ? (double)(i + 1) : NAN;
    qsort(standings, count, sizeof *standings, by_region);
}

static qp_status add_plain(const balance *b, qp_metric metric,
                           const standing *s, size_t links, double value)
{
    qp_panel_row row = row_of(b, metric, b->run->base.region_text[s->region],
                              links);
    bool measured = s->none == QP_REASON_NONE;
    qp_frame_give(&row, measured ? value : NAN, s->none);
    if (metric == QP_M_NET_FLOW && measured)
        row.rank = s->rank;
    return qp_run_add(&b->run->base, &row);
}

static qp_status add_retention(const balance *b, const standing *s)
{
    qp_panel_row row = row_of(b, QP_M_RETENTION,
                              b->run->base.region_text[s->region],
                              s->retained_links);
    bool any = b->run->flows.link_count > 0;
    qp_frame_give(&row, any ? s->retained : NAN, QP_REASON_NO_FLOW);
    return qp_run_add(&b->run->base, &row);
}

static qp_status add_net_rate(const balance *b, const standing *s)
{
    qp_siphon_run *run = b->run;
    double persons = run->population[s->region];
    qp_interval net = {NAN, NAN};
    qp_panel_row row = row_of(b, QP_M_NET_RATE,
                              run->base.region_text[s->region],
                              s->inflow_links + s->outflow_links);
    bool measured = s->none == QP_REASON_NONE;
    qp_frame_give(&row, measured && persons > 0 ? s->net / persons : NAN,
                  measured ? QP_REASON_NO_POPULATION : s->none);
    qp_status status = QP_OK;
    if (!isnan(row.value))
        status = qp_siphon_interval(run, run->sample.at.net + s->region, &net);
    row.low = net.low / persons;
    row.high = net.high / persons;
    return status == QP_OK ? qp_run_add(&run->base, &row) : status;
}

static qp_status add_standing(const balance *b, const standing *s)
{
    size_t in = s->inflow_links;
    size_t out = s->outflow_links;
    qp_status status = add_plain(b, QP_M_INFLOW, s, in, s->inflow);
    if (status == QP_OK)
        status = add_plain(b, QP_M_OUTFLOW, s, out, s->outflow);
    if (status == QP_OK)
        status = add_plain(b, QP_M_NET_FLOW, s, in + out, s->net);
    if (status == QP_OK)
        status = add_retention(b, s);
    return status == QP_OK ? add_net_rate(b, s) : status;
}

static qp_status add_effectiveness(const balance *b, const standing standings[],
                                   qp_panel_row rows[])
{
    const qp_siphon_run *run = b->run;
    qp_status status = QP_OK;
    for (size_t r = 0; r < run->base.region_count && status == QP_OK; r++) {
        const standing *s = &standings[r];
        rows[r] = row_of(b, QP_M_NET_FLOW_EFFECTIVENESS,
                         run->base.region_text[r],
                         s->inflow_links + s->outflow_links);
        qp_frame_give(&rows[r], qp_effectiveness(s->inflow, s->outflow),
                      s->none == QP_REASON_NONE ? QP_REASON_NO_FLOW : s->none);
        status = test_share(b, &rows[r], s->inflow, s->outflow,
                            run->sample.at.effectiveness + r);
    }
    return status == QP_OK
               ? qp_run_add_family(&b->run->base, rows, run->base.region_count,
                                   /* resolution = */ 0)
               : status;
}

static qp_status add_region_rows(const balance *b, standing standings[],
                                 qp_panel_row rows[])
{
    qp_status status = QP_OK;
    fill_standings(b, standings);
    for (size_t r = 0; r < b->run->base.region_count && status == QP_OK; r++)
        status = add_standing(b, &standings[r]);
    return status == QP_OK ? add_effectiveness(b, standings, rows) : status;
}

static qp_status add_regions(const balance *b)
{
    size_t count = b->run->base.region_count;
    standing *standings = qp_acquire(count, sizeof *standings);
    qp_panel_row *rows = qp_acquire(count, sizeof *rows);
    qp_status status = standings != NULL && rows != NULL
                           ? add_region_rows(b, standings, rows)
                           : qp_run_no_memory(&b->run->base);
    qp_release(rows);
    qp_release(standings);
    return status;
}

/* ------------------------------------------------------------------ outside */

static double sum_of(const double values[], size_t count)
{
    qp_sum sum = {0};
    for (size_t i = 0; i < count; i++)
        qp_sum_add(&sum, values[i]);
    return qp_sum_value(&sum);
}

/* The outside world as a region of its own, in no other metric. */
static qp_status add_outside(const balance *b)
{
    qp_siphon_run *run = b->run;
    const qp_flows *flows = &run->flows;
    if (flows->outside == QP_NONE)
        return QP_OK;
    const char *id = qp_network_text(run->base.net,
                                     run->base.net->actors.id[flows->outside]);
    double in = sum_of(flows->to_outside, flows->region_count);
    double out = sum_of(flows->from_outside, flows->region_count);
    const qp_metric metrics[] = {QP_M_INFLOW, QP_M_OUTFLOW, QP_M_NET_FLOW};
    const double values[] = {in, out, in - out};
    qp_status status = QP_OK;
    for (size_t m = 0; m < 3 && status == QP_OK; m++) {
        qp_panel_row row = qp_run_row(&run->base, metrics[m],
                                      qp_panel_string(run->base.panel, id));
        row.flags |= 1U << QP_FLAG_OUTSIDE;
        row.value = values[m];
        status = qp_run_add(&run->base, &row);
    }
    return status;
}

/* -------------------------------------------------------------------- parts */

static qp_panel_row index_row(const balance *b, const qp_siphon_part *part)
{
    qp_panel_row row = row_of(b, QP_M_EFFECTIVENESS_INDEX, part->subject,
                              part->exchange.link_count);
    qp_reason reason = qp_siphon_why_not(part);
    bool measured = reason == QP_REASON_NONE;
    qp_frame_give(
        &row, measured ? qp_effectiveness_index(&part->exchange) : NAN, reason);
    row.flags |= measured ? 1U << QP_FLAG_BIASED_UP : 0;
    qp_run_test(&part->index, QP_TAIL_UPPER, QP_NULL_SYMMETRIC, &row);
    return row;
}

static qp_panel_row symmetry_row(const balance *b, const qp_siphon_part *part)
{
    qp_panel_row row = row_of(b, QP_M_BOWKER_CHI2, part->subject, 0);
    qp_symmetry s = qp_symmetry_test(&part->exchange);
    qp_reason reason = qp_siphon_why_not(part);
    bool measured = reason == QP_REASON_NONE;
    qp_frame_give(&row, measured ? s.chi2 : NAN,
                  measured ? QP_REASON_NOT_COUNTS : reason);
    if (isnan(row.value))
        return row;
    row.n = s.df;
    row.df = s.df;
    row.expected = s.df;
    row.z = s.z;
    row.p = s.p;
    row.null = QP_NULL_SYMMETRIC;
    return row;
}

/* All regions are one statement of their own, no family. */
static qp_status add_all(const balance *b)
{
    qp_panel_row index = index_row(b, b->part);
    qp_panel_row symmetry = symmetry_row(b, b->part);
    qp_status status = qp_run_add(&b->run->base, &index);
    return status == QP_OK ? qp_run_add(&b->run->base, &symmetry) : status;
}

static qp_status add_rate(const balance *b, double population[])
{
    size_t used = 0;
    for (size_t u = 0; u < b->part->count; u++)
        population[u] = b->run->population[b->part->region[u]];
    double rate = qp_aggregate_net_rate(b->all, population, &used);
    qp_panel_row row = row_of(b, QP_M_AGGREGATE_NET_RATE, b->run->base.all,
                              used);
    row.missing = (double)(b->run->base.region_count - used);
    qp_frame_give(&row, b->has_flow ? rate : NAN,
                  b->has_flow ? QP_REASON_NO_POPULATION : QP_REASON_NO_FLOW);
    return qp_run_add(&b->run->base, &row);
}

static qp_status add_aggregate_rate(const balance *b)
{
    double *population = qp_acquire(b->part->count, sizeof *population);
    qp_status status = population != NULL ? add_rate(b, population)
                                          : qp_run_no_memory(&b->run->base);
    qp_release(population);
    return status;
}

static qp_status add_between(const balance *b)
{
    qp_siphon_run *run = b->run;
    const qp_siphon_part *between = &run->part[run->between_part];
    qp_panel_row row = index_row(b, between);
    row.missing += (double)between->exchange.left_out;
    return qp_run_add(&run->base, &row);
}

/* ----------------------------------------------------------------- clusters */

/** The rows of all clusters, one family a metric. */
typedef struct {
    qp_panel_row *index;         ///< [clusters]
    qp_panel_row *symmetry;      ///< [clusters]
    qp_panel_row *effectiveness; ///< [clusters] of the core
} cluster_rows;

static qp_panel_row core_row(const balance *b, qp_metric metric, qp_row k,
                             size_t links)
{
    const qp_siphon_core *core = &b->run->core[k];
    qp_panel_row row = row_of(b, metric, b->run->base.cluster_text[k], links);
    if (core->region != QP_NONE)
        row.object = b->run->base.region_text[core->region];
    row.flags |= core->flags;
    return row;
}

static bool has_core(const qp_siphon_run *run, qp_row k)
{
    return run->core[k].region != QP_NONE && run->kept[run->core[k].region];
}

static qp_status add_core_flow(const balance *b, qp_metric metric, qp_row k,
                               size_t links, double value)
{
    qp_reason reason = b->run->part[1 + k].reason;
    bool measured = reason == QP_REASON_NONE && b->has_flow &&
                    has_core(b->run, k);
    qp_panel_row row = core_row(b, metric, k, links);
    qp_frame_give(&row, measured ? value : NAN,
                  reason != QP_REASON_NONE ? reason : QP_REASON_NO_FLOW);
    return qp_run_add(&b->run->base, &row);
}

static qp_status measure_core(const balance *b, qp_row k, qp_panel_row *row)
{
    qp_siphon_run *run = b->run;
    qp_core_flows c = {0};
    if (has_core(run, k))
        c = qp_core_exchange(&run->flows, run->kept_cluster,
                             run->core[k].region);
    qp_reason reason = run->part[1 + k].reason;
    *row = core_row(b, QP_M_CORE_EFFECTIVENESS, k,
                    c.backwash_links + c.spread_links);
    qp_frame_give(row, qp_effectiveness(c.backwash, c.spread),
                  reason != QP_REASON_NONE ? reason : QP_REASON_NO_FLOW);
    qp_status status = test_share(b, row, c.backwash, c.spread,
                                  run->sample.at.core + k);
    if (status == QP_OK)
        status = add_core_flow(b, QP_M_BACKWASH, k, c.backwash_links,
                               c.backwash);
    return status == QP_OK
               ? add_core_flow(b, QP_M_SPREAD, k, c.spread_links, c.spread)
               : status;
}

static qp_status add_cluster_rows(const balance *b, cluster_rows *rows)
{
    size_t count = b->run->base.cluster_count;
    qp_status status = QP_OK;
    for (qp_row k = 0; k < count && status == QP_OK; k++) {
        rows->index[k] = index_row(b, &b->run->part[1 + k]);
        rows->symmetry[k] = symmetry_row(b, &b->run->part[1 + k]);
        status = measure_core(b, k, &rows->effectiveness[k]);
    }
    if (status == QP_OK)
        status = qp_run_add_family(
            &b->run->base, rows->index, count,
            qp_replicate_resolution(b->run->options->draws.replicates));
    if (status == QP_OK)
        status = qp_run_add_family(&b->run->base, rows->symmetry, count, 0);
    if (status == QP_OK)
        status = qp_run_add_family(&b->run->base, rows->effectiveness, count,
                                   0);
    return status;
}

static qp_status add_clusters(const balance *b)
{
    size_t count = b->run->base.cluster_count;
    cluster_rows rows = {
        .index = qp_acquire(count, sizeof *rows.index),
        .symmetry = qp_acquire(count, sizeof *rows.symmetry),
        .effectiveness = qp_acquire(count, sizeof *rows.effectiveness),
    };
    bool room = rows.index != NULL && rows.symmetry != NULL &&
                rows.effectiveness != NULL;
    qp_status status = room ? add_cluster_rows(b, &rows)
                            : qp_run_no_memory(&b->run->base);
    qp_release(rows.index);
    qp_release(rows.symmetry);
    qp_release(rows.effectiveness);
    return status;
}

static double dispersion_of_regions(const qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    qp_scatter scatter = {0};
    for (size_t u = 0; u < all->count; u++)
        qp_scatter_add(&all->square, u, &scatter);
    return qp_dispersion(&scatter);
}

static double dispersion_of_cores(const qp_siphon_run *run)
{
    qp_scatter scatter = {0};
    for (qp_row k = 0; k < run->base.cluster_count; k++)
        if (has_core(run, k))
            qp_scatter_add(&run->part[1 + k].square,
                           run->part[1 + k].unit[run->core[k].region],
                           &scatter);
    return qp_dispersion(&scatter);
}

qp_status qp_siphon_balance(qp_siphon_run *run)
{
    const qp_siphon_part *all = &run->part[QP_SIPHON_ALL];
    balance b = {
        .run = run,
        .part = all,
        .all = &all->exchange,
        .has_flow = all->exchange.flow > 0,
        .counts = all->exchange.counts,
        .dispersion = dispersion_of_regions(run),
        .core_dispersion = dispersion_of_cores(run),
    };
    qp_status status = add_regions(&b);
    if (status == QP_OK)
        status = add_outside(&b);
    if (status == QP_OK)
        status = add_all(&b);
    if (status == QP_OK)
        status = add_aggregate_rate(&b);
    if (status == QP_OK)
        status = add_clusters(&b);
    return status == QP_OK ? add_between(&b) : status;
}
