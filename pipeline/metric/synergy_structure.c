/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "chance/correction.h"
#include "chance/resample.h"
#include "core/memory.h"
#include "core/sum.h"
#include "metric/synergy_portfolio.h"

static qp_panel_row row_of(const qp_synergy_portfolio *p, qp_metric metric,
                           qp_string subject, qp_string object)
{
    qp_panel_row row = qp_run_row(&p->run->base, metric, subject);
    row.object = object;
    row.missing = (double)p->structure.missing;
    return row;
}

static void bound(qp_interval interval, qp_panel_row *row)
{
    if (isnan(row->value))
        return;
    row->low = interval.low;
    row->high = interval.high;
}

/* ----------------------------------------------------------- specialisation */

static size_t width_of_classes(const qp_structure *structure, size_t region)
{
    (void)region;
    return structure->class_count;
}

static void compute_quotients(const void *context, const qp_holdings *holdings,
                              qp_region_range range, double room[],
                              double value[])
{
    (void)context;
    size_t classes = holdings->class_count;
    double *quotient = room + qp_quotients_room(holdings);
    qp_location_quotients(holdings, room, quotient);
    memcpy(value, quotient + range.first * classes,
           (range.end - range.first) * classes * sizeof *value);
}

static qp_status tell_quotients(const void *context, size_t r,
                                const double value[],
                                const qp_interval interval[])
{
    const qp_synergy_portfolio *p = context;
    const qp_structure *s = &p->structure;
    qp_run *run = &p->run->base;
    qp_status status = QP_OK;
    for (size_t i = 0; i < s->class_count && status == QP_OK; i++) {
        qp_panel_row row = row_of(p, QP_M_LOCATION_QUOTIENT,
                                  run->region_text[r], p->class_text[i]);
        row.n = s->value[r * s->class_count + i];
        qp_frame_give(&row, value[i],
                      s->total[r] > 0 ? QP_REASON_NO_CLASS
                                      : QP_REASON_NO_PORTFOLIO);
        bound(interval[i], &row);
        status = qp_run_add(run, &row);
    }
    return status;
}

static qp_status add_quotients(const qp_synergy_portfolio *p)
{
    qp_holdings holdings = qp_structure_holdings(&p->structure);
    const qp_region_numbers numbers = {
        .name = "location_quotient",
        .room = qp_quotients_room(&holdings) +
                holdings.region_count * holdings.class_count,
        .width = width_of_classes,
        .compute = compute_quotients,
        .tell = tell_quotients,
        .context = p,
    };
    return qp_synergy_tell_numbers(p, &numbers);
}

/* ------------------------------------------------------------------- pairs */

static size_t width_of_pairs(const qp_structure *structure, size_t region)
{
    return structure->region_count - 1 - region;
}

static void compute_cosines(const void *context, const qp_holdings *holdings,
                            qp_region_range range, double room[],
                            double value[])
{
    (void)context;
    size_t classes = holdings->class_count;
    qp_structure_shares(holdings, room);
    for (size_t r = range.first; r < range.end; r++)
        for (size_t s = r + 1; s < holdings->region_count; s++)
            *value++ = qp_structure_cosine(room + r * classes,
                                           room + s * classes, classes);
}

/* Of a region first that with all regions together. */
static size_t width_of_pairs_and_all(const qp_structure *structure,
                                     size_t region)
{
    return 1 + width_of_pairs(structure, region);
}

static void compute_krugman(const void *context, const qp_holdings *holdings,
                            qp_region_range range, double room[],
                            double value[])
{
    (void)context;
    size_t classes = holdings->class_count;
    double *all = room + holdings->region_count * classes;
    qp_structure_shares(holdings, room);
    qp_total_shares(holdings, all);
    for (size_t r = range.first; r < range.end; r++) {
        const double *share = room + r * classes;
        *value++ = qp_krugman_index(share, all, classes);
        for (size_t s = r + 1; s < holdings->region_count; s++)
            *value++ = qp_krugman_index(share, room + s * classes, classes);
    }
}

static qp_status add_likeness(const qp_synergy_portfolio *p, qp_panel_row *row,
                              double value, qp_interval interval)
{
    row->n = (double)p->structure.class_count;
    qp_frame_give(row, value, QP_REASON_NO_PORTFOLIO);
    bound(interval, row);
    if (!isnan(value) && p->structure.class_count < QP_LEAST_CLASSES)
        row->flags |= 1U << QP_FLAG_COARSE;
    return qp_run_add(&p->run->base, row);
}

static qp_status add_pairs(const qp_synergy_portfolio *p, qp_metric metric,
                           size_t r, const double value[],
                           const qp_interval interval[])
{
    const qp_string *text = p->run->base.region_text;
    size_t pairs = width_of_pairs(&p->structure, r);
    qp_status status = QP_OK;
    for (size_t k = 0; k < pairs && status == QP_OK; k++) {
        qp_panel_row row = row_of(p, metric, text[r], text[r + 1 + k]);
        status = add_likeness(p, &row, value[k], interval[k]);
    }
    return status;
}

static qp_status tell_cosines(const void *context, size_t r,
                              const double value[],
                              const qp_interval interval[])
{
    return add_pairs(context, QP_M_STRUCTURE_SIMILARITY, r, value, interval);
}

static qp_status tell_krugman(const void *context, size_t r,
                              const double value[],
                              const qp_interval interval[])
{
    const qp_synergy_portfolio *p = context;
    const qp_run *run = &p->run->base;
    qp_panel_row row = row_of(p, QP_M_KRUGMAN_INDEX, run->region_text[r],
                              run->all);
    qp_status status = add_likeness(p, &row, value[0], interval[0]);
    return status == QP_OK
               ? add_pairs(p, QP_M_KRUGMAN_INDEX, r, value + 1, interval + 1)
               : status;
}

static qp_status add_likenesses(const qp_synergy_portfolio *p)
{
    size_t classes = p->structure.class_count;
    size_t cells = p->structure.region_count * classes;
    const qp_region_numbers cosines = {
        .name = "structure_similarity",
        .room = cells,
        .width = width_of_pairs,
        .compute = compute_cosines,
        .tell = tell_cosines,
        .context = p,
    };
    const qp_region_numbers krugman = {
        .name = "krugman_index",
        .room = cells + classes,
        .width = width_of_pairs_and_all,
        .compute = compute_krugman,
        .tell = tell_krugman,
        .context = p,
    };
    qp_status status = qp_synergy_tell_numbers(p, &cosines);
    return status == QP_OK ? qp_synergy_tell_numbers(p, &krugman) : status;
}

/* ------------------------------------------------------------- isomorphism */

/** How like each other regions are, and which cluster each is in. */
typedef struct {
    const qp_synergy_portfolio *portfolio;
    double *cosine;   ///< [regions * regions] of each two regions, both ways
    double *weight;   ///< [regions] share of a region in all: x_r. / x_..
    size_t *start;    ///< [clusters + 2] first of each in member; the last but
                      ///< one: regions in no cluster
    uint32_t *member; ///< [region_used] regions that have anything, by cluster
} likeness;

/** Sums over pairs of regions. */
typedef struct {
    qp_sum cosine;
    qp_sum krugman;
    qp_sum weighted; ///< cosines times weights
    qp_sum weight;
    size_t pairs;
} pair_sums;

static double mean_of(const qp_sum *sum, double count)
{
    return count > 0 ? qp_sum_value(sum) / count : NAN;
}

static double cosine_of(const likeness *l, uint32_t r, uint32_t s)
{
    return l->cosine[r * l->portfolio->structure.region_count + s];
}

static void sum_pair(const likeness *l, uint32_t r, uint32_t s, pair_sums *sums)
{
    const qp_structure *structure = &l->portfolio->structure;
    size_t classes = structure->class_count;
    double weight = l->weight[r] * l->weight[s];
    qp_sum_add(&sums->cosine, cosine_of(l, r, s));
    qp_sum_add(&sums->krugman,
               qp_krugman_index(structure->share + r * classes,
                                structure->share + s * classes, classes));
    qp_sum_add(&sums->weighted, weight * cosine_of(l, r, s));
    qp_sum_add(&sums->weight, weight);
    sums->pairs++;
}

/* The pairs inside a cluster, or between two. */
static pair_sums sum_pairs(const likeness *l, qp_row k, qp_row other)
{
    pair_sums sums = {.pairs = 0};
    for (size_t a = l->start[k]; a < l->start[k + 1]; a++)
        for (size_t b = other != k ? l->start[other] : a + 1;
             b < l->start[other + 1]; b++)
            sum_pair(l, l->member[a], l->member[b], &sums);
    return sums;
}

static double average(const likeness *l, qp_row k, const uint32_t member[])
{
    size_t pairs = 0;
    qp_sum sum = {0};
    for (size_t a = l->start[k]; a < l->start[k + 1]; a++)
        for (size_t b = a + 1; b < l->start[k + 1]; b++) {
            qp_sum_add(&sum, cosine_of(l, member[a], member[b]));
            pairs++;
        }
    return mean_of(&sum, (double)pairs);
}

/* Regions change places: as many in each cluster as there are. */
static void draw_members(void *context, qp_stream *stream, void *room,
                         double values[])
{
    const likeness *l = context;
    uint32_t *member = room;
    size_t count = l->portfolio->region_used;
    memcpy(member, l->member, count * sizeof *member);
    qp_resample_shuffle(stream, count, member);
    for (qp_row k = 0; k < l->portfolio->run->base.cluster_count; k++)
        values[k] = average(l, k, member);
}

static size_t pairs_between(const qp_run *run, qp_row k, qp_row other)
{
    size_t size = run->cluster_size[k];
    return other == k ? size * (size - (size > 0)) / 2
                      : size * run->cluster_size[other];
}

/* Why no pair of these has a structure. */
static qp_reason why_none(const qp_run *run, qp_row k, qp_row other)
{
    return pairs_between(run, k, other) == 0 ? QP_REASON_ONE_REGION
                                             : QP_REASON_NO_PORTFOLIO;
}

static qp_panel_row cluster_row(const likeness *l, qp_row k, qp_row other,
                                const pair_sums *sums, double value)
{
    const qp_synergy_portfolio *p = l->portfolio;
    const qp_run *run = &p->run->base;
    qp_panel_row row = qp_run_row(run, QP_M_ISOMORPHISM, run->cluster_text[k]);
    row.n = (double)sums->pairs;
    row.missing = (double)(pairs_between(run, k, other) - sums->pairs);
    qp_frame_give(&row, value, why_none(run, k, other));
    if (!isnan(value) && p->structure.class_count < QP_LEAST_CLASSES)
        row.flags |= 1U << QP_FLAG_COARSE;
    return row;
}

static qp_status add_as(const likeness *l, const char *object, qp_panel_row row)
{
    qp_run *run = &l->portfolio->run->base;
    row.object = qp_panel_string(run->panel, object);
    return qp_run_add(run, &row);
}

static qp_status add_between(const likeness *l, qp_row k, qp_row other)
{
    const qp_network *net = l->portfolio->run->base.net;
    pair_sums sums = sum_pairs(l, k, other);
    qp_text object = {0};
    qp_text_addf(&object, "cluster:%s",
                 qp_network_text(net, net->clusters.id[other]));
    qp_status status = qp_text_status(&object, l->portfolio->run->base.err);
    if (status == QP_OK)
        status = add_as(l, object.bytes,
                        cluster_row(l, k, other, &sums,
                                    mean_of(&sums.cosine, (double)sums.pairs)));
    qp_text_clear(&object);
    return status;
}

static qp_status add_cluster(const likeness *l, qp_row k, qp_panel_row *row)
{
    size_t clusters = l->portfolio->run->base.cluster_count;
    pair_sums sums = sum_pairs(l, k, k);
    double count = (double)sums.pairs;
    *row = cluster_row(l, k, k, &sums, mean_of(&sums.cosine, count));
    qp_status status = add_as(
        l, "krugman",
        cluster_row(l, k, k, &sums, mean_of(&sums.krugman, count)));
    if (status == QP_OK)
        status = add_as(
            l, "weighted",
            cluster_row(l, k, k, &sums,
                        mean_of(&sums.weighted, qp_sum_value(&sums.weight))));
    for (qp_row other = k + 1; other < clusters && status == QP_OK; other++)
        status = add_between(l, k, other);
    return status;
}

static qp_status test_clusters(likeness *l, qp_panel_row rows[])
{
    qp_run *run = &l->portfolio->run->base;
    double *values = NULL;
    qp_run_question question = {
        .name = "isomorphism",
        .subject = run->all,
        .width = run->cluster_count,
        .room = l->portfolio->region_used * sizeof *l->member,
        .draw = draw_members,
        .context = l,
    };
    qp_status status = qp_run_ask(run, &question, &values);
    for (qp_row k = 0; k < run->cluster_count && status == QP_OK; k++) {
        qp_run_chance chance = qp_run_summarise(
            run, values + k, run->cluster_count, rows[k].value);
        qp_run_test(&chance, QP_TAIL_UPPER, QP_NULL_PERMUTATION, &rows[k]);
    }
    qp_release(values);
    return status;
}

static qp_status tell_clusters(likeness *l, qp_panel_row rows[])
{
    qp_run *run = &l->portfolio->run->base;
    qp_status status = QP_OK;
    for (qp_row k = 0; k < run->cluster_count && status == QP_OK; k++)
        status = add_cluster(l, k, &rows[k]);
    if (status == QP_OK && l->portfolio->region_used > 0)
        status = test_clusters(l, rows);
    return status == QP_OK ? qp_run_add_family(run, rows, run->cluster_count,
                                               qp_replicate_resolution(
                                                   run->draws->replicates))
                           : status;
}

/* Regions without anything are in no list. */
static void sort_members(likeness *l)
{
    const qp_synergy_portfolio *p = l->portfolio;
    const qp_run *run = &p->run->base;
    size_t next = 0;
    for (qp_row k = 0; k <= run->cluster_count; k++) {
        qp_row cluster = k < run->cluster_count ? k : QP_NONE;
        l->start[k] = next;
        for (uint32_t r = 0; r < run->region_count; r++)
            if (run->cluster[r] == cluster && p->structure.total[r] > 0)
                l->member[next++] = r;
    }
    l->start[run->cluster_count + 1] = next;
}

static void compare_regions(likeness *l)
{
    const qp_structure *s = &l->portfolio->structure;
    qp_sum all = {0};
    for (size_t r = 0; r < s->region_count; r++)
        qp_sum_add(&all, s->total[r]);
    for (size_t r = 0; r < s->region_count; r++) {
        l->weight[r] = s->total[r] / qp_sum_value(&all);
        for (size_t t = 0; t < s->region_count; t++)
            l->cosine[r * s->region_count + t] = qp_structure_similarity(s, r,
                                                                         t);
    }
}

static qp_status add_isomorphism(const qp_synergy_portfolio *p)
{
    qp_run *run = &p->run->base;
    size_t regions = run->region_count;
    likeness l = {
        .portfolio = p,
        .cosine = qp_acquire(regions * regions, sizeof *l.cosine),
        .weight = qp_acquire(regions, sizeof *l.weight),
        .start = qp_acquire(run->cluster_count + 2, sizeof *l.start),
        .member = qp_acquire(regions, sizeof *l.member),
    };
    qp_panel_row *rows = qp_acquire(run->cluster_count, sizeof *rows);
    bool room = l.cosine != NULL && l.weight != NULL && l.start != NULL &&
                l.member != NULL && rows != NULL;
    if (room) {
        sort_members(&l);
        compare_regions(&l);
    }
    qp_status status = room ? tell_clusters(&l, rows) : qp_run_no_memory(run);
    qp_release(rows);
    qp_release(l.cosine);
    qp_release(l.weight);
    qp_release(l.start);
    qp_release(l.member);
    return status;
}

/* --------------------------------------------------------------- portfolios */

static qp_status tell_portfolio(qp_synergy_portfolio *p)
{
    bool pairs = p->structure.class_count > 0 && qp_synergy_tells_pairs(p->run);
    qp_status status = pairs ? add_quotients(p) : QP_OK;
    if (status == QP_OK && pairs)
        status = add_likenesses(p);
    return status == QP_OK ? add_isomorphism(p) : status;
}

qp_status qp_synergy_structure(qp_synergy_run *run)
{
    return qp_synergy_portfolios(run, tell_portfolio);
}
