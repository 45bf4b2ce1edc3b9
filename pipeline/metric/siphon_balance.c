/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "chance/correction.h"
#include "chance/exact.h"
#include "chance/stream.h"
#include "core/memory.h"
#include "metric/net_balance.h"
#include "metric/siphon_run.h"

/** What the rows of one layer and window have in common. */
typedef struct {
    qp_siphon_run *run;
    const qp_exchange *all; ///< between the regions
    bool has_flow;          ///< between regions
    bool counts;            ///< tests apply
    double missing;         ///< links left out of the window
    double dispersion;      ///< of the whole matrix, at least 1
} balance;

static qp_panel_row row_of(const balance *b, qp_metric metric,
                           qp_string subject, size_t links)
{
    qp_panel_row row = qp_siphon_row(b->run, metric, subject);
    row.n = (double)links;
    row.missing = b->missing;
    return row;
}

/** B of B + S: the exact test of a fair coin, and Wilson's interval. */
static void test_share(const balance *b, qp_panel_row *row, double taken,
                       double given)
{
    double both = taken + given;
    if (!b->counts || !(both > 0))
        return;
    qp_interval share = qp_wilson(taken, both, b->dispersion);
    row->low = 2 * share.low - 1;
    row->high = 2 * share.high - 1;
    row->expected = 0;
    row->z = (taken - given) / sqrt(both);
    row->p = qp_coin_p(taken, both);
    row->null = QP_NULL_BINOMIAL;
    if (b->dispersion > 1)
        row->flags |= 1U << QP_FLAG_DISPERSED;
}

/* ------------------------------------------------------------------ regions */

/** What a region has, and what its rows are made of. */
typedef struct {
    uint32_t region;
    double net;
    double turnover;
    double rank;     ///< of the net flow, 1 for the largest; NaN: no turnover
    double retained; ///< inside the region
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

static void fill_standings(const balance *b, standing standings[])
{
    const qp_flows *flows = &b->run->flows;
    size_t count = b->run->region_count;
    for (uint32_t r = 0; r < count; r++)
        standings[r] = (standing){.region = r,
                                  .net = b->all->inflow[r] - b->all->outflow[r],
                                  .turnover = b->all->inflow[r] +
                                              b->all->outflow[r]};
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
    qp_panel_row row = row_of(b, metric, b->run->region_text[s->region], links);
    qp_frame_give(&row, b->has_flow ? value : NAN, QP_REASON_NO_FLOW);
    if (metric == QP_M_NET_FLOW && b->has_flow)
        row.rank = s->rank;
    return qp_siphon_add(b->run, &row);
}

static qp_status add_retention(const balance *b, const standing *s)
{
    qp_panel_row row = row_of(b, QP_M_RETENTION, b->run->region_text[s->region],
                              s->retained_links);
    bool any = b->run->flows.link_count > 0;
    qp_frame_give(&row, any ? s->retained : NAN, QP_REASON_NO_FLOW);
    return qp_siphon_add(b->run, &row);
}

static qp_status add_net_rate(const balance *b, const standing *s, size_t links)
{
    double persons = b->run->population[s->region];
    qp_panel_row row = row_of(b, QP_M_NET_RATE, b->run->region_text[s->region],
                              links);
    qp_reason reason = b->has_flow ? QP_REASON_NO_POPULATION
                                   : QP_REASON_NO_FLOW;
    bool known = b->has_flow && persons > 0;
    qp_frame_give(&row, known ? s->net / persons : NAN, reason);
    return qp_siphon_add(b->run, &row);
}

static qp_status add_standing(const balance *b, const standing *s)
{
    size_t in = b->all->inflow_links[s->region];
    size_t out = b->all->outflow_links[s->region];
    qp_status status = add_plain(b, QP_M_INFLOW, s, in,
                                 b->all->inflow[s->region]);
    if (status == QP_OK)
        status = add_plain(b, QP_M_OUTFLOW, s, out, b->all->outflow[s->region]);
    if (status == QP_OK)
        status = add_plain(b, QP_M_NET_FLOW, s, in + out, s->net);
    if (status == QP_OK)
        status = add_retention(b, s);
    return status == QP_OK ? add_net_rate(b, s, in + out) : status;
}

static qp_status add_effectiveness(const balance *b, qp_panel_row rows[])
{
    const qp_exchange *x = b->all;
    for (size_t r = 0; r < b->run->region_count; r++) {
        rows[r] = row_of(b, QP_M_NET_FLOW_EFFECTIVENESS, b->run->region_text[r],
                         x->inflow_links[r] + x->outflow_links[r]);
        qp_frame_give(&rows[r], qp_effectiveness(x->inflow[r], x->outflow[r]),
                      QP_REASON_NO_FLOW);
        test_share(b, &rows[r], x->inflow[r], x->outflow[r]);
    }
    return qp_siphon_add_family(b->run, rows, b->run->region_count,
                                /* resolution = */ 0);
}

static qp_status add_region_rows(const balance *b, standing standings[],
                                 qp_panel_row rows[])
{
    qp_status status = QP_OK;
    fill_standings(b, standings);
    for (size_t r = 0; r < b->run->region_count && status == QP_OK; r++)
        status = add_standing(b, &standings[r]);
    return status == QP_OK ? add_effectiveness(b, rows) : status;
}

static qp_status add_regions(const balance *b)
{
    size_t count = b->run->region_count;
    standing *standings = qp_acquire(count, sizeof *standings);
    qp_panel_row *rows = qp_acquire(count, sizeof *rows);
    qp_status status = standings != NULL && rows != NULL
                           ? add_region_rows(b, standings, rows)
                           : qp_siphon_no_memory(b->run);
    qp_release(rows);
    qp_release(standings);
    return status;
}

/* -------------------------------------------------------------------- parts */

/** A part of the exchange that is measured as a system: all regions, those of
 * a cluster, or the clusters. */
typedef struct {
    qp_string subject;
    const qp_exchange *x;
    qp_reason reason; ///< why it cannot be measured; NONE: see its flow
} part;

static qp_reason why_no_index(const part *p)
{
    return p->reason != QP_REASON_NONE ? p->reason : QP_REASON_NO_FLOW;
}

/* Each layer, window and part draws from streams of its own. */
static uint64_t seed_of(const balance *b, const part *p, qp_text *question)
{
    const qp_pool *text = &b->run->panel->text;
    qp_text_empty(question);
    qp_text_addf(question, "effectiveness_index\n%s\n%s\n%s",
                 qp_pool_text(text, b->run->place.layer),
                 qp_pool_text(text, b->run->place.window),
                 qp_pool_text(text, p->subject));
    return qp_seed_for(b->run->options->seed, qp_text_string(question));
}

static qp_status test_index(const balance *b, const part *p, qp_panel_row *row)
{
    const qp_siphon_options *options = b->run->options;
    qp_null_summary null;
    qp_text question = {0};
    uint64_t seed = seed_of(b, p, &question);
    qp_status status = qp_text_status(&question, b->run->err);
    qp_text_clear(&question);
    if (status == QP_OK)
        status = qp_effectiveness_null(p->x, options->replicates, seed,
                                       options->threads, &null, b->run->err);
    if (status != QP_OK)
        return status;
    row->expected = null.mean;
    row->z = qp_null_z(&null);
    row->p = qp_null_p_upper(&null);
    row->null = QP_NULL_SYMMETRIC;
    return QP_OK;
}

static qp_status index_row(const balance *b, const part *p, qp_panel_row *row)
{
    *row = row_of(b, QP_M_EFFECTIVENESS_INDEX, p->subject, p->x->link_count);
    bool measured = p->reason == QP_REASON_NONE;
    qp_frame_give(row, measured ? qp_effectiveness_index(p->x) : NAN,
                  why_no_index(p));
    if (isnan(row->value))
        return QP_OK;
    row->flags |= 1U << QP_FLAG_BIASED_UP;
    return p->x->counts ? test_index(b, p, row) : QP_OK;
}

static void symmetry_row(const balance *b, const part *p, qp_panel_row *row)
{
    *row = row_of(b, QP_M_BOWKER_CHI2, p->subject, 0);
    qp_symmetry s = qp_symmetry_test(p->x);
    bool measured = p->reason == QP_REASON_NONE;
    bool flows = measured && p->x->flow > 0;
    qp_frame_give(row, measured ? s.chi2 : NAN,
                  flows ? QP_REASON_NOT_COUNTS : why_no_index(p));
    if (isnan(row->value))
        return;
    row->n = s.df;
    row->df = s.df;
    row->expected = s.df;
    row->z = s.z;
    row->p = s.p;
    row->null = QP_NULL_SYMMETRIC;
}

/* All regions are one statement of their own, no family. */
static qp_status add_all(const balance *b)
{
    part all = {b->run->all, b->all, QP_REASON_NONE};
    qp_panel_row row;
    qp_status status = index_row(b, &all, &row);
    if (status == QP_OK)
        status = qp_siphon_add(b->run, &row);
    if (status != QP_OK)
        return status;
    symmetry_row(b, &all, &row);
    return qp_siphon_add(b->run, &row);
}

static qp_status add_aggregate_rate(const balance *b)
{
    size_t used = 0;
    double rate = qp_aggregate_net_rate(b->all, b->run->population, &used);
    qp_panel_row row = row_of(b, QP_M_AGGREGATE_NET_RATE, b->run->all, used);
    row.missing = (double)(b->run->region_count - used);
    qp_frame_give(&row, b->has_flow ? rate : NAN,
                  b->has_flow ? QP_REASON_NO_POPULATION : QP_REASON_NO_FLOW);
    return qp_siphon_add(b->run, &row);
}

static size_t clusters_with_regions(const qp_siphon_run *run)
{
    size_t count = 0;
    for (qp_row k = 0; k < run->net->clusters.count; k++)
        count += run->cluster_size[k] > 0 ? 1 : 0;
    return count;
}

static qp_reason why_not_between(const qp_siphon_run *run)
{
    size_t clusters = clusters_with_regions(run);
    if (clusters == 0)
        return QP_REASON_NO_CLUSTER;
    return clusters < 2 ? QP_REASON_ONE_CLUSTER : QP_REASON_NONE;
}

static qp_status add_between(const balance *b)
{
    qp_siphon_run *run = b->run;
    qp_exchange x = {0};
    qp_panel_row row;
    qp_status status = qp_exchange_fold(&run->flows, run->cluster,
                                        run->net->clusters.count, b->counts, &x,
                                        run->err);
    part between = {qp_panel_string(run->panel, "between-clusters"), &x,
                    why_not_between(run)};
    if (status == QP_OK)
        status = index_row(b, &between, &row);
    if (status == QP_OK) {
        row.missing += (double)x.left_out;
        status = qp_siphon_add(run, &row);
    }
    qp_exchange_clear(&x);
    return status;
}

/* ----------------------------------------------------------------- clusters */

/** The rows of all clusters, one family a metric. */
typedef struct {
    qp_panel_row *index;         ///< [clusters]
    qp_panel_row *symmetry;      ///< [clusters]
    qp_panel_row *effectiveness; ///< [clusters] of the core
    uint32_t *unit;              ///< [regions] inside the cluster at hand
} cluster_rows;

static qp_reason why_not_inside(const qp_siphon_run *run, qp_row k)
{
    return run->cluster_size[k] < 2 ? QP_REASON_ONE_REGION : QP_REASON_NONE;
}

static qp_status measure_inside(const balance *b, qp_row k, cluster_rows *rows)
{
    qp_siphon_run *run = b->run;
    qp_exchange x = {0};
    size_t count = 0;
    for (size_t r = 0; r < run->region_count; r++)
        rows->unit[r] = run->cluster[r] == k ? (uint32_t)count++ : QP_NONE;
    qp_status status = qp_exchange_fold(&run->flows, rows->unit, count,
                                        b->counts, &x, run->err);
    part inside = {run->cluster_text[k], &x, why_not_inside(run, k)};
    if (status == QP_OK)
        status = index_row(b, &inside, &rows->index[k]);
    if (status == QP_OK)
        symmetry_row(b, &inside, &rows->symmetry[k]);
    qp_exchange_clear(&x);
    return status;
}

static qp_panel_row core_row(const balance *b, qp_metric metric, qp_row k,
                             size_t links)
{
    const qp_siphon_core *core = &b->run->core[k];
    qp_panel_row row = row_of(b, metric, b->run->cluster_text[k], links);
    if (core->region != QP_NONE)
        row.object = b->run->region_text[core->region];
    row.flags |= core->flags;
    return row;
}

static qp_status add_core_flow(const balance *b, qp_metric metric, qp_row k,
                               size_t links, double value)
{
    qp_reason reason = why_not_inside(b->run, k);
    bool measured = reason == QP_REASON_NONE && b->has_flow &&
                    b->run->core[k].region != QP_NONE;
    qp_panel_row row = core_row(b, metric, k, links);
    qp_frame_give(&row, measured ? value : NAN,
                  reason != QP_REASON_NONE ? reason : QP_REASON_NO_FLOW);
    return qp_siphon_add(b->run, &row);
}

static qp_status measure_core(const balance *b, qp_row k, qp_panel_row *row)
{
    uint32_t core = b->run->core[k].region;
    qp_core_flows c = {0};
    if (core != QP_NONE)
        c = qp_core_exchange(&b->run->flows, b->run->cluster, core);
    qp_reason reason = why_not_inside(b->run, k);
    *row = core_row(b, QP_M_CORE_EFFECTIVENESS, k,
                    c.backwash_links + c.spread_links);
    qp_frame_give(row, qp_effectiveness(c.backwash, c.spread),
                  reason != QP_REASON_NONE ? reason : QP_REASON_NO_FLOW);
    test_share(b, row, c.backwash, c.spread);

    qp_status status = add_core_flow(b, QP_M_BACKWASH, k, c.backwash_links,
                                     c.backwash);
    return status == QP_OK
               ? add_core_flow(b, QP_M_SPREAD, k, c.spread_links, c.spread)
               : status;
}

static qp_status add_cluster_rows(const balance *b, cluster_rows *rows)
{
    size_t count = b->run->net->clusters.count;
    qp_status status = QP_OK;
    for (qp_row k = 0; k < count && status == QP_OK; k++) {
        status = measure_inside(b, k, rows);
        if (status == QP_OK)
            status = measure_core(b, k, &rows->effectiveness[k]);
    }
    if (status == QP_OK)
        status = qp_siphon_add_family(
            b->run, rows->index, count,
            qp_replicate_resolution(b->run->options->replicates));
    if (status == QP_OK)
        status = qp_siphon_add_family(b->run, rows->symmetry, count, 0);
    if (status == QP_OK)
        status = qp_siphon_add_family(b->run, rows->effectiveness, count, 0);
    return status;
}

static qp_status add_clusters(const balance *b)
{
    size_t count = b->run->net->clusters.count;
    cluster_rows rows = {
        .index = qp_acquire(count, sizeof *rows.index),
        .symmetry = qp_acquire(count, sizeof *rows.symmetry),
        .effectiveness = qp_acquire(count, sizeof *rows.effectiveness),
        .unit = qp_acquire(b->run->region_count, sizeof *rows.unit),
    };
    bool room = rows.index != NULL && rows.symmetry != NULL &&
                rows.effectiveness != NULL && rows.unit != NULL;
    qp_status status = room ? add_cluster_rows(b, &rows)
                            : qp_siphon_no_memory(b->run);
    qp_release(rows.index);
    qp_release(rows.symmetry);
    qp_release(rows.effectiveness);
    qp_release(rows.unit);
    return status;
}

/* -------------------------------------------------------------------- pairs */

static qp_status add_pairs(const balance *b)
{
    qp_siphon_run *run = b->run;
    bool wanted = run->options->pairs || run->window.from == QP_NO_DAY;
    qp_status status = QP_OK;
    for (size_t p = 0; wanted && p < b->all->pair_count && status == QP_OK;
         p++) {
        double value = qp_effectiveness(b->all->forth[p], b->all->back[p]);
        if (isnan(value))
            continue;
        qp_panel_row row = row_of(b, QP_M_BILATERAL_ASYMMETRY,
                                  run->region_text[b->all->first[p]],
                                  b->all->links[p]);
        row.object = run->region_text[b->all->second[p]];
        row.value = value;
        status = qp_siphon_add(run, &row);
    }
    return status;
}

qp_status qp_siphon_balance(qp_siphon_run *run)
{
    qp_symmetry symmetry = qp_symmetry_test(&run->exchange);
    balance b = {
        .run = run,
        .all = &run->exchange,
        .has_flow = run->exchange.flow > 0,
        .counts = run->exchange.counts,
        .missing = (double)(run->flows.missing + run->flows.undated),
        .dispersion = qp_dispersion(&symmetry),
    };
    qp_status status = add_regions(&b);
    if (status == QP_OK)
        status = add_all(&b);
    if (status == QP_OK)
        status = add_aggregate_rate(&b);
    if (status == QP_OK)
        status = add_clusters(&b);
    if (status == QP_OK)
        status = add_between(&b);
    return status == QP_OK ? add_pairs(&b) : status;
}

/* ------------------------------------------------------------------ refusal */

static qp_status add_blank(qp_siphon_run *run, qp_metric metric,
                           qp_string subject, qp_reason reason)
{
    qp_panel_row row = qp_siphon_row(run, metric, subject);
    row.reason = reason;
    return qp_siphon_add(run, &row);
}

static qp_status refuse_subjects(qp_siphon_run *run, qp_metric metric,
                                 const qp_string subjects[], size_t count,
                                 qp_reason reason)
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < count && status == QP_OK; i++)
        status = add_blank(run, metric, subjects[i], reason);
    return status;
}

/* The rows of one metric, by the subjects of its scope. */
static qp_status refuse_metric(qp_siphon_run *run, qp_metric metric,
                               qp_reason reason)
{
    size_t clusters = run->net->clusters.count;
    qp_string between = qp_panel_string(run->panel, "between-clusters");
    if (qp_metrics[metric].scope == QP_SCOPE_REGION)
        return refuse_subjects(run, metric, run->region_text, run->region_count,
                               reason);
    qp_status status = QP_OK;
    if (qp_metrics[metric].scope == QP_SCOPE_SYSTEM)
        status = add_blank(run, metric, run->all, reason);
    if (status == QP_OK && metric == QP_M_EFFECTIVENESS_INDEX)
        status = add_blank(run, metric, between, reason);
    if (status == QP_OK && metric != QP_M_AGGREGATE_NET_RATE)
        status = refuse_subjects(run, metric, run->cluster_text, clusters,
                                 reason);
    return status;
}

qp_status qp_siphon_no_balance(qp_siphon_run *run, qp_reason reason)
{
    static const qp_metric metrics[] = {
        QP_M_INFLOW,
        QP_M_OUTFLOW,
        QP_M_NET_FLOW,
        QP_M_RETENTION,
        QP_M_NET_RATE,
        QP_M_NET_FLOW_EFFECTIVENESS,
        QP_M_EFFECTIVENESS_INDEX,
        QP_M_BOWKER_CHI2,
        QP_M_AGGREGATE_NET_RATE,
        QP_M_BACKWASH,
        QP_M_SPREAD,
        QP_M_CORE_EFFECTIVENESS,
    };
    qp_status status = QP_OK;
    for (size_t m = 0; m < sizeof metrics / sizeof *metrics && status == QP_OK;
         m++)
        status = refuse_metric(run, metrics[m], reason);
    return status;
}
