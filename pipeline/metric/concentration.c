/* SPDX-License-Identifier: MIT */
#include "metric/concentration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/pool.h"
#include "core/sum.h"

#define AT(metric) ((metric)-QP_CONCENTRATION_FIRST)
#define NO_THEIL   1e-12 ///< nats; what is less, rounding has left

/** One region with a known x. Sums of x and of population over all regions
 * are 1, so that the logarithms stay small. */
typedef struct {
    double x;
    double population;  ///< NaN: not known
    uint32_t cluster;   ///< QP_NONE: none
    double x_log_ratio; ///< x ln(x / population)
    size_t region;
} item;

typedef struct {
    item *items; ///< [count] by x, then by region
    size_t count;
    qp_sum *cluster_x; ///< [cluster_count] working room
    qp_sum *cluster_population;
    size_t cluster_count;
} sample;

/** Values and reasons of one sample. */
typedef struct {
    double value[QP_CONCENTRATION_COUNT];
    qp_reason reason[QP_CONCENTRATION_COUNT];
    size_t used[QP_CONCENTRATION_COUNT];
} reading;

static void refuse(reading *r, qp_metric metric, size_t used, qp_reason reason)
{
    r->value[AT(metric)] = NAN;
    r->used[AT(metric)] = used;
    r->reason[AT(metric)] = reason;
}

static void give(reading *r, qp_metric metric, size_t used, double value)
{
    refuse(r, metric, used, QP_REASON_OVERFLOW);
    if (!isfinite(value))
        return;
    r->value[AT(metric)] = value;
    r->reason[AT(metric)] = QP_REASON_NONE;
}

static void refuse_range(reading *r, qp_metric first, qp_metric last,
                         size_t used, qp_reason reason)
{
    for (qp_metric metric = first; metric <= last; metric++)
        refuse(r, metric, used, reason);
}

/* ------------------------------------------------------------------ shares */

/** What the shares of x need, gathered in one pass. */
typedef struct {
    size_t n;
    double total;
    double squares;
    double gaps; ///< sum of i (n - i) (x(i+1) - x(i)): half of sum |x_i - x_j|
    double first;
    double second; ///< NaN when there is no second
} spread;

static spread spread_of(const sample *s, size_t skip)
{
    spread w = {.n = s->count - (skip < s->count), .first = NAN, .second = NAN};
    qp_sum total = {0};
    qp_sum squares = {0};
    qp_sum gaps = {0};
    double below = 0; /* regions so far */
    for (size_t i = 0; i < s->count; i++) {
        if (i == skip)
            continue;
        double x = s->items[i].x;
        if (below > 0)
            qp_sum_add(&gaps, below * ((double)w.n - below) * (x - w.first));
        qp_sum_add(&total, x);
        qp_sum_add(&squares, x * x);
        w.second = w.first;
        w.first = x;
        below++;
    }
    w.total = qp_sum_value(&total);
    w.squares = qp_sum_value(&squares);
    w.gaps = qp_sum_value(&gaps);
    return w;
}

static void read_shares(const sample *s, size_t skip, reading *r)
{
    spread w = spread_of(s, skip);
    double n = (double)w.n;
    if (!(w.total > 0)) {
        refuse_range(r, QP_M_PRIMACY, QP_M_GINI, w.n, QP_REASON_ZERO_TOTAL);
        return;
    }
    double hhi = w.squares / (w.total * w.total);
    give(r, QP_M_PRIMACY, w.n, w.first / w.total);
    give(r, QP_M_HHI, w.n, hhi);
    give(r, QP_M_GINI, w.n, w.gaps / (n * w.total));
    if (w.n < 2) {
        refuse(r, QP_M_PRIMACY_RATIO, w.n, QP_REASON_ONE_REGION);
        refuse(r, QP_M_HHI_NORMALISED, w.n, QP_REASON_ONE_REGION);
        return;
    }
    /* Of equal shares rounding may leave less than nothing. */
    give(r, QP_M_HHI_NORMALISED, w.n, fmax((hhi - 1 / n) / (1 - 1 / n), 0));
    if (w.second > 0)
        give(r, QP_M_PRIMACY_RATIO, w.n, w.first / w.second);
    else
        refuse(r, QP_M_PRIMACY_RATIO, w.n, QP_REASON_ZERO_SECOND);
}

/* ------------------------------------------------------------------- Theil */

static double x_log_ratio(double x, double population)
{
    return x > 0 ? x * log(x / population) : 0;
}

/** Sums over the regions that have a population, or also a cluster. */
typedef struct {
    size_t n;
    qp_sum x;
    qp_sum population;
    qp_sum x_log_ratio;
    bool infinite; ///< a region has x and no persons
} weighted;

static void weigh(weighted *w, const item *i)
{
    w->n++;
    qp_sum_add(&w->x, i->x);
    qp_sum_add(&w->population, i->population);
    qp_sum_add(&w->x_log_ratio, i->x_log_ratio);
    w->infinite |= i->x > 0 && i->population <= 0;
}

static qp_reason why_no_theil(const weighted *w)
{
    if (w->n == 0 || w->infinite || !(qp_sum_value(&w->population) > 0))
        return QP_REASON_NO_POPULATION;
    return qp_sum_value(&w->x) > 0 ? QP_REASON_NONE : QP_REASON_ZERO_TOTAL;
}

static double snapped(double theil)
{
    return theil < NO_THEIL ? 0 : theil;
}

static void read_theil(const sample *s, size_t skip, reading *r)
{
    weighted w = {0};
    for (size_t i = 0; i < s->count; i++)
        if (i != skip && !isnan(s->items[i].population))
            weigh(&w, &s->items[i]);
    qp_reason reason = why_no_theil(&w);
    if (reason != QP_REASON_NONE) {
        refuse(r, QP_M_THEIL, w.n, reason);
        return;
    }
    double x = qp_sum_value(&w.x);
    double population = qp_sum_value(&w.population);
    give(r, QP_M_THEIL, w.n,
         snapped(qp_sum_value(&w.x_log_ratio) / x - log(x / population)));
}

static weighted weigh_clusters(const sample *s, size_t skip)
{
    weighted w = {0};
    memset(s->cluster_x, 0, s->cluster_count * sizeof *s->cluster_x);
    memset(s->cluster_population, 0,
           s->cluster_count * sizeof *s->cluster_population);
    for (size_t i = 0; i < s->count; i++) {
        const item *it = &s->items[i];
        if (i == skip || isnan(it->population) || it->cluster == QP_NONE)
            continue;
        weigh(&w, it);
        qp_sum_add(&s->cluster_x[it->cluster], it->x);
        qp_sum_add(&s->cluster_population[it->cluster], it->population);
    }
    return w;
}

static bool has_cluster(const sample *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].cluster != QP_NONE)
            return true;
    return false;
}

/* With X, P the sums over clusters: total = (sum of x ln(x/p)) / X - ln(X/P),
 * between = the same of the clusters, within = their difference. */
static void read_decomposition(const sample *s, size_t skip, reading *r)
{
    weighted w = weigh_clusters(s, skip);
    qp_reason reason = has_cluster(s) ? why_no_theil(&w) : QP_REASON_NO_CLUSTER;
    if (reason != QP_REASON_NONE) {
        refuse_range(r, QP_M_THEIL_BETWEEN, QP_M_THEIL_BETWEEN_SHARE, w.n,
                     reason);
        return;
    }
    qp_sum clusters = {0};
    size_t cluster_count = 0;
    for (size_t k = 0; k < s->cluster_count; k++) {
        double persons = qp_sum_value(&s->cluster_population[k]);
        cluster_count += persons > 0 ? 1 : 0;
        if (persons > 0)
            qp_sum_add(&clusters,
                       x_log_ratio(qp_sum_value(&s->cluster_x[k]), persons));
    }
    double x = qp_sum_value(&w.x);
    double mean = log(x / qp_sum_value(&w.population));
    double between = snapped(qp_sum_value(&clusters) / x - mean);
    double within = snapped(
        (qp_sum_value(&w.x_log_ratio) - qp_sum_value(&clusters)) / x);
    give(r, QP_M_THEIL_WITHIN, w.n, within);
    if (cluster_count < 2) {
        refuse(r, QP_M_THEIL_BETWEEN, w.n, QP_REASON_ONE_CLUSTER);
        refuse(r, QP_M_THEIL_BETWEEN_SHARE, w.n, QP_REASON_ONE_CLUSTER);
        return;
    }
    give(r, QP_M_THEIL_BETWEEN, w.n, between);
    if (between + within > 0)
        give(r, QP_M_THEIL_BETWEEN_SHARE, w.n, between / (between + within));
    else
        refuse(r, QP_M_THEIL_BETWEEN_SHARE, w.n, QP_REASON_ZERO_TOTAL);
}

static void read_all(const sample *s, size_t skip, reading *r)
{
    read_shares(s, skip, r);
    read_theil(s, skip, r);
    read_decomposition(s, skip, r);
}

/* ------------------------------------------------------------------ sample */

static int by_size(const void *left, const void *right)
{
    const item *a = left;
    const item *b = right;
    int order = (a->x > b->x) - (a->x < b->x);
    return order != 0 ? order
                      : (a->region > b->region) - (a->region < b->region);
}

static void take_items(const qp_stocks *stocks, sample *s)
{
    for (size_t i = 0; i < stocks->count; i++)
        if (!isnan(stocks->x[i]))
            s->items[s->count++] = (item){.x = stocks->x[i],
                                          .population = stocks->population[i],
                                          .cluster = stocks->cluster[i],
                                          .region = i};
    if (s->count > 1)
        qsort(s->items, s->count, sizeof *s->items, by_size);
}

/* Where a sum is 0 nothing is divided; the readings refuse it. */
static void scale_items(sample *s)
{
    qp_sum total = {0};
    qp_sum persons = {0};
    for (size_t i = 0; i < s->count; i++) {
        qp_sum_add(&total, s->items[i].x);
        if (!isnan(s->items[i].population))
            qp_sum_add(&persons, s->items[i].population);
    }
    double x = qp_sum_value(&total);
    double population = qp_sum_value(&persons);
    for (size_t i = 0; i < s->count; i++) {
        item *it = &s->items[i];
        it->x /= x > 0 ? x : 1;
        it->population /= population > 0 ? population : 1;
        it->x_log_ratio = it->population > 0
                              ? x_log_ratio(it->x, it->population)
                              : 0;
    }
}

/* The least and the largest value of the samples without one region. A region
 * that a metric does not use changes nothing and is passed over. */
static void leave_each_out(const sample *s, const reading *all,
                           qp_concentration *c)
{
    for (size_t skip = 0; skip < s->count && s->count > 1; skip++) {
        reading r;
        read_all(s, skip, &r);
        for (int m = 0; m < QP_CONCENTRATION_COUNT; m++)
            if (r.used[m] < all->used[m]) {
                c->low[m] = fmin(c->low[m], r.value[m]);
                c->high[m] = fmax(c->high[m], r.value[m]);
            }
    }
}

static void measure(sample *s, qp_concentration *c)
{
    reading all;
    qp_reason reason = QP_REASON_NONE;
    if (s->count == 0)
        reason = QP_REASON_NO_STOCK;
    else if (s->items[0].x < 0)
        reason = QP_REASON_NEGATIVE;
    if (reason != QP_REASON_NONE) {
        refuse_range(&all, QP_M_PRIMACY, QP_M_THEIL_BETWEEN_SHARE, s->count,
                     reason);
    } else {
        scale_items(s);
        read_all(s, s->count, &all);
        leave_each_out(s, &all, c);
    }
    for (int m = 0; m < QP_CONCENTRATION_COUNT; m++) {
        bool ranged = !isnan(all.value[m]);
        c->value[m] = all.value[m];
        c->reason[m] = all.reason[m];
        c->used[m] = all.used[m];
        c->low[m] = ranged ? c->low[m] : NAN;
        c->high[m] = ranged ? c->high[m] : NAN;
    }
}

qp_status qp_concentration_measure(const qp_stocks *stocks,
                                   qp_concentration *concentration,
                                   qp_error *err)
{
    sample s = {
        .items = qp_acquire(stocks->count, sizeof *s.items),
        .cluster_x = qp_acquire(stocks->cluster_count, sizeof *s.cluster_x),
        .cluster_population = qp_acquire(stocks->cluster_count,
                                         sizeof *s.cluster_population),
        .cluster_count = stocks->cluster_count,
    };
    qp_status status = QP_OK;
    if (s.items == NULL || s.cluster_x == NULL ||
        s.cluster_population == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory for %zu stocks",
                         stocks->count);
    } else {
        for (int m = 0; m < QP_CONCENTRATION_COUNT; m++)
            concentration->low[m] = concentration->high[m] = NAN;
        take_items(stocks, &s);
        measure(&s, concentration);
    }
    qp_release(s.items);
    qp_release(s.cluster_x);
    qp_release(s.cluster_population);
    return status;
}
