/* SPDX-License-Identifier: MIT */
/*
 * M8 and M9 once more, from their definitions: dense matrices, loops over
 * everything, no economy. Every row that the program gives for 200 random
 * worlds, and for degenerate ones drawn by hand, must be the one computed here;
 * the rows of the other metrics are answered by the files beside this one.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/question.h"

/* Bowker's statistic; also its degrees of freedom and its variance. */
static double bowker(const matrix *m, double *df, double *variance)
{
    double chi2 = 0;
    *df = *variance = 0;
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < r; s++) {
            double n = m->flow[r][s] + m->flow[s][r];
            double d = m->flow[r][s] - m->flow[s][r];
            if (n <= 0)
                continue;
            chi2 += d * d / n;
            *df += 1;
            *variance += 2 - 2 / n;
        }
    return *df > 0 ? chi2 : NAN;
}

/* ------------------------------------------------------------- exact tests */

/* min(1, 2 P(X <= fewer)), every coefficient by multiplication. */
static double coin(double heads, double tosses)
{
    double fewer = fmin(heads, tosses - heads);
    double sum = 0;
    for (double k = 0; k <= fewer; k++) {
        double term = pow(2, -tosses);
        for (double j = 1; j <= k; j++)
            term *= (tosses - k + j) / j;
        sum += term;
    }
    return fmin(1, 2 * sum);
}

/* Where (p - P)^2 = z^2 P (1 - P) / n, by halving. */
static double wilson(double p, double n, double end)
{
    const double z = 1.959963984540054;
    double near = p;
    double far = end;
    for (int i = 0; i < 200; i++) {
        double middle = (near + far) / 2;
        bool out = (p - middle) * (p - middle) * n >
                   z * z * middle * (1 - middle);
        *(out ? &far : &near) = middle;
    }
    return near;
}

/* ----------------------------------------------------------- concentration */

/** What M9 is measured over. */
typedef struct {
    int n;
    double x[WORLD_REGIONS];
    double population[WORLD_REGIONS];
    int cluster[WORLD_REGIONS];
} stocks;

static stocks stocks_of(const world *w, const double x[], int k)
{
    stocks s = {0};
    for (int r = 0; r < w->regions; r++)
        if ((k < 0 || w->cluster[r] == k) && !isnan(x[r])) {
            s.x[s.n] = x[r];
            s.population[s.n] = w->population[r];
            s.cluster[s.n++] = w->cluster[r];
        }
    return s;
}

static double sum_of(const double x[], int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

static int downwards(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x < y) - (x > y);
}

static double hhi_of(const stocks *s)
{
    double all = sum_of(s->x, s->n);
    double sum = 0;
    for (int i = 0; i < s->n; i++)
        sum += s->x[i] / all * (s->x[i] / all);
    return all > 0 ? sum : NAN;
}

static double unevenness_of(const stocks *s)
{
    double hhi = hhi_of(s);
    double least = 1.0 / s->n;
    return isnan(hhi) ? NAN : fmax(0, (hhi - least) / (1 - least));
}

static double gini_of(const stocks *s)
{
    double all = sum_of(s->x, s->n);
    double sum = 0;
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->n; j++)
            sum += fabs(s->x[i] - s->x[j]);
    return ratio(sum, 2 * s->n * all); /* n^2 mean = n sum */
}

/* Of those with a population, and of one cluster where k >= 0. */
static stocks peopled(const stocks *s, bool clustered, int k)
{
    stocks p = {0};
    for (int i = 0; i < s->n; i++) {
        bool wanted = k < 0 ? !clustered || s->cluster[i] >= 0
                            : s->cluster[i] == k;
        if (!wanted || isnan(s->population[i]))
            continue;
        p.x[p.n] = s->x[i];
        p.population[p.n] = s->population[i];
        p.cluster[p.n++] = s->cluster[i];
    }
    return p;
}

/* NaN where the definition divides by nothing. */
static double theil_of(const stocks *s)
{
    double x = sum_of(s->x, s->n);
    double people = sum_of(s->population, s->n);
    double sum = 0;
    if (!(x > 0) || !(people > 0))
        return NAN;
    for (int i = 0; i < s->n; i++) {
        if (s->x[i] > 0 && s->population[i] <= 0)
            return NAN;
        double q = s->x[i] / x;
        sum += q > 0 ? q * log(q / (s->population[i] / people)) : 0;
    }
    return sum;
}

/* Between clusters and inside them; the number of clusters with people. */
static int decompose(const stocks *s, double *among, double *within)
{
    stocks p = peopled(s, true, -1);
    double x = sum_of(p.x, p.n);
    double people = sum_of(p.population, p.n);
    int clusters = 0;
    *among = *within = isnan(theil_of(&p)) ? NAN : 0;
    for (int k = 0; k < WORLD_CLUSTERS; k++) {
        stocks of = peopled(&p, true, k);
        double q = sum_of(of.x, of.n) / x;
        double share = sum_of(of.population, of.n) / people;
        clusters += sum_of(of.population, of.n) > 0;
        *among += q > 0 ? q * log(q / share) : 0;
        *within += q > 0 ? q * theil_of(&of) : 0;
    }
    return clusters;
}

static double tidy(double theil)
{
    return theil < 1e-12 ? 0 : theil;
}

static double concentration(const stocks *s, qp_metric metric)
{
    double x[WORLD_REGIONS];
    double among = 0;
    double within = 0;
    memcpy(x, s->x, sizeof x);
    qsort(x, (size_t)s->n, sizeof *x, downwards);
    double all = sum_of(x, s->n);
    stocks with_people = peopled(s, false, -1);
    int clusters = decompose(s, &among, &within);
    switch (metric) {
    case QP_M_PRIMACY:
        return ratio(s->n > 0 ? x[0] : 0, all);
    case QP_M_PRIMACY_RATIO:
        return s->n > 1 ? ratio(x[0], x[1]) : NAN;
    case QP_M_HHI:
        return hhi_of(s);
    case QP_M_HHI_NORMALISED:
        return s->n > 1 ? unevenness_of(s) : NAN;
    case QP_M_GINI:
        return gini_of(s);
    case QP_M_THEIL:
        return tidy(theil_of(&with_people));
    case QP_M_THEIL_WITHIN:
        return tidy(within);
    case QP_M_THEIL_BETWEEN:
        return clusters > 1 ? tidy(among) : NAN;
    default:
        return clusters > 1 ? ratio(tidy(among), tidy(among) + tidy(within))
                            : NAN;
    }
}

/* The least and the largest value without one of the regions that count. */
static void leave_out(const stocks *s, qp_metric metric, double *low,
                      double *high)
{
    *low = *high = NAN;
    for (int skip = 0; skip < s->n && s->n > 1; skip++) {
        stocks rest = *s;
        bool people = !isnan(s->population[skip]);
        bool clustered = people && s->cluster[skip] >= 0;
        if ((metric == QP_M_THEIL && !people) ||
            (metric > QP_M_THEIL && !clustered))
            continue;
        rest.n--;
        rest.x[skip] = s->x[s->n - 1];
        rest.population[skip] = s->population[s->n - 1];
        rest.cluster[skip] = s->cluster[s->n - 1];
        double value = concentration(&rest, metric);
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

/* -------------------------------------------------------------- comparing */

/** Pearson's statistic of units' shares of what they exchange with each other
 * unit, and its degrees of freedom. */
typedef struct {
    double chi2;
    double df;
} scatter;

/* Each of the n moves with another comes in with the same probability. */
static void scatter_unit(const matrix *m, int unit, scatter *s)
{
    double in = inflow(m, unit);
    double out = outflow(m, unit);
    double p = in / (in + out);
    for (int o = 0; o < m->n && in > 0 && out > 0; o++) {
        double came = m->flow[o][unit];
        double n = came + m->flow[unit][o];
        if (o == unit || !(n > 0))
            continue;
        s->chi2 += (came - n * p) * (came - n * p) / (n * p * (1 - p));
        s->df++;
    }
    s->df -= in > 0 && out > 0 ? 1 : 0;
}

/* The place of a region in its cluster. */
static int place_of(const world *w, int region)
{
    int place = 0;
    for (int r = 0; r < region; r++)
        place += w->cluster[r] == w->cluster[region] ? 1 : 0;
    return place;
}

/* Of all regions, or of the cores inside their clusters. */
static double dispersion(const question *q)
{
    scatter s = {0};
    if (qp_metrics[q->row->metric].scope == QP_SCOPE_REGION)
        for (int r = 0; r < q->w->regions; r++)
            scatter_unit(&q->all, r, &s);
    else
        for (int k = 0; k < q->w->clusters; k++) {
            int core = core_of(q->w, q->layer, k);
            matrix part = matrix_inside(q->w, &q->all, k);
            if (core >= 0)
                scatter_unit(&part, place_of(q->w, core), &s);
        }
    return s.df > 0 ? fmax(1, s.chi2 / s.df) : 1;
}

/* Interval and test of taken against given, where they are counts. */
static void expect_test(const question *q, double taken, double given)
{
    double both = taken + given;
    double p = taken / both;
    double n = both / dispersion(q);
    bool tested = q->counts && both > 0;
    expect(q, "p", q->row->p, tested ? coin(taken, both) : NAN);
    expect(q, "z", q->row->z, tested ? (taken - given) / sqrt(both) : NAN);
    if (is_amount(q)) /* its interval is that of resampled rows */
        return;
    expect(q, "low", q->row->low, tested ? 2 * wilson(p, n, 0) - 1 : NAN);
    expect(q, "high", q->row->high, tested ? 2 * wilson(p, n, 1) - 1 : NAN);
}

static void check_outside(const question *q)
{
    double in = 0;
    double out = 0;
    for (int r = 0; r < q->w->regions; r++) {
        in += q->all.leaves[r];
        out += q->all.enters[r];
    }
    double value = q->row->metric == QP_M_INFLOW    ? in
                   : q->row->metric == QP_M_OUTFLOW ? out
                                                    : in - out;
    expect_value(q, value, QP_REASON_NONE, 1e-10);
    cr_assert(q->row->flags & 1U << QP_FLAG_OUTSIDE);
}

/* Retention is told where a window has links, even if nothing flows. */
static bool has_links(const question *q)
{
    bool any = false;
    for (int l = 0; l < q->w->count; l++) {
        const world_link *link = &q->w->links[l];
        any |= matrix_takes(link, q->layer, q->year) &&
               link->from != WORLD_OUTSIDE && link->to != WORLD_OUTSIDE;
    }
    return any;
}

static void check_retention(const question *q, int r)
{
    qp_reason refused = why_refused(q);
    if (refused != QP_REASON_NONE)
        expect_value(q, NAN, refused, 0);
    else
        expect_value(q, has_links(q) ? q->all.flow[r][r] : NAN,
                     QP_REASON_NO_FLOW, 1e-10);
}

/* By net flow, then by turnover, then by name; those who exchange. */
static double rank_of(const question *q, int r)
{
    double rank = 1;
    double net = inflow(&q->all, r) - outflow(&q->all, r);
    double turnover = inflow(&q->all, r) + outflow(&q->all, r);
    for (int s = 0; s < q->w->regions; s++) {
        double other = inflow(&q->all, s) - outflow(&q->all, s);
        double moved = inflow(&q->all, s) + outflow(&q->all, s);
        bool tied = other >= net && other <= net;
        bool before = other > net || (tied && moved > turnover) ||
                      (tied && moved >= turnover && s < r);
        rank += moved > 0 && before ? 1 : 0;
    }
    return turnover > 0 ? rank : NAN;
}

static void check_region(const question *q)
{
    int r = number_of(q, q->row->subject);
    double in = inflow(&q->all, r);
    double out = outflow(&q->all, r);
    double people = q->w->population[r];
    qp_reason why = why_not(q, &q->all);
    bool flows = why == QP_REASON_NONE;
    switch (q->row->metric) {
    case QP_M_INFLOW:
        expect_value(q, flows ? in : NAN, why, 1e-10);
        break;
    case QP_M_OUTFLOW:
        expect_value(q, flows ? out : NAN, why, 1e-10);
        break;
    case QP_M_NET_FLOW:
        expect_value(q, flows ? in - out : NAN, why, 1e-10);
        expect(q, "rank", q->row->rank, flows ? rank_of(q, r) : NAN);
        break;
    case QP_M_NET_RATE:
        expect_value(q, flows && people > 0 ? (in - out) / people : NAN,
                     flows ? QP_REASON_NO_POPULATION : why, 1e-10);
        break;
    case QP_M_NET_FLOW_EFFECTIVENESS:
        expect_value(q, flows ? ratio(in - out, in + out) : NAN,
                     flows ? QP_REASON_NO_FLOW : why, 1e-10);
        expect_test(q, flows ? in : 0, flows ? out : 0);
        expect_family(q, 0);
        break;
    default:
        cr_assert_eq(q->row->metric, QP_M_RETENTION);
        check_retention(q, r);
        break;
    }
}

static int clusters_with_regions(const world *w)
{
    int clusters = 0;
    for (int k = 0; k < w->clusters; k++)
        clusters += matrix_inside(w, &(matrix){0}, k).n > 0;
    return clusters;
}

/* Of a part; between clusters there have to be two. */
static qp_reason reason_of_part(const question *q, const matrix *part)
{
    int clusters = clusters_with_regions(q->w);
    qp_reason refused = why_refused(q);
    if (!is_subject(q, "between-clusters") || refused != QP_REASON_NONE)
        return why_not(q, part);
    if (clusters < 2)
        return clusters == 0 ? QP_REASON_NO_CLUSTER : QP_REASON_ONE_CLUSTER;
    return total(part) > 0 ? QP_REASON_NONE : QP_REASON_NO_FLOW;
}

static void check_index(const question *q, const matrix *part)
{
    qp_reason why = reason_of_part(q, part);
    bool flows = why == QP_REASON_NONE;
    expect_value(q, flows ? index_of(part) : NAN, why, 1e-10);
    cr_assert_eq(isnan(q->row->p), !(flows && q->counts));
    expect_family(q, 1.0 / 4);
}

static void check_symmetry(const question *q, const matrix *part)
{
    double df = 0;
    double variance = 0;
    double chi2 = bowker(part, &df, &variance);
    qp_reason why = why_not(q, part);
    bool tested = q->counts && why == QP_REASON_NONE;
    expect_value(q, tested ? chi2 : NAN,
                 why != QP_REASON_NONE ? why : QP_REASON_NOT_COUNTS, 1e-10);
    expect(q, "df", q->row->df, tested ? df : NAN);
    expect(q, "expected", q->row->expected, tested ? df : NAN);
    expect(q, "p", q->row->p, tested ? chi2_above(chi2, df) : NAN);
    expect(q, "z", q->row->z,
           tested && variance > 0 ? (chi2 - df) / sqrt(variance) : NAN);
    expect_family(q, 0);
}

static void check_aggregate(const question *q)
{
    double nets = 0;
    double people = 0;
    for (int r = 0; r < q->w->regions; r++)
        if (!isnan(q->w->population[r])) {
            nets += fabs(inflow(&q->all, r) - outflow(&q->all, r));
            people += q->w->population[r];
        }
    qp_reason why = why_not(q, &q->all);
    bool flows = why == QP_REASON_NONE;
    expect_value(q, flows ? ratio(50 * nets, people) : NAN,
                 flows ? QP_REASON_NO_POPULATION : why, 1e-10);
}

static void core_flows(const question *q, int k, double *taken, double *given)
{
    int core = core_of(q->w, q->layer, k);
    *taken = *given = 0;
    for (int r = 0; r < q->w->regions && core >= 0; r++)
        if (q->w->cluster[r] == k && r != core) {
            *taken += q->all.flow[r][core];
            *given += q->all.flow[core][r];
        }
}

static qp_reason reason_of_core(const question *q, int k)
{
    qp_reason refused = why_refused(q);
    if (refused != QP_REASON_NONE)
        return refused;
    if (matrix_inside(q->w, &q->all, k).n < 2)
        return QP_REASON_ONE_REGION;
    bool flows = core_of(q->w, q->layer, k) >= 0 && total(&q->all) > 0;
    return flows ? QP_REASON_NONE : QP_REASON_NO_FLOW;
}

static void check_core(const question *q)
{
    int k = number_of(q, q->row->subject);
    double taken = 0;
    double given = 0;
    qp_reason why = reason_of_core(q, k);
    bool flows = why == QP_REASON_NONE;
    core_flows(q, k, &taken, &given);
    if (q->row->object != QP_NONE)
        cr_assert_eq(number_of(q, q->row->object), core_of(q->w, q->layer, k));
    if (q->row->metric == QP_M_BACKWASH) {
        expect_value(q, flows ? taken : NAN, why, 1e-10);
    } else if (q->row->metric == QP_M_SPREAD) {
        expect_value(q, flows ? given : NAN, why, 1e-10);
    } else {
        expect_value(q, flows ? ratio(taken - given, taken + given) : NAN,
                     flows ? QP_REASON_NO_FLOW : why, 1e-10);
        expect_test(q, flows ? taken : 0, flows ? given : 0);
        expect_family(q, 0);
    }
}

static void check_pair(const question *q)
{
    int r = number_of(q, q->row->subject);
    int s = number_of(q, q->row->object);
    double n = q->all.flow[r][s] + q->all.flow[s][r];
    cr_assert_lt(r, s);
    expect(q, "value", q->row->value,
           ratio(q->all.flow[r][s] - q->all.flow[s][r], n));
}

static void check_concentration(const question *q)
{
    double x[WORLD_REGIONS];
    bool stock = q->layer < 0;
    bool flows = !stock && why_not(q, &q->all) == QP_REASON_NONE;
    bool dated = q->year == 0 || q->year == 2001;
    for (int r = 0; r < q->w->regions; r++)
        x[r] = stock ? (dated ? q->w->stock[r] : NAN)
                     : (flows ? inflow(&q->all, r) : NAN);
    bool all = is_subject(q, "all");
    stocks s = stocks_of(q->w, x, all ? -1 : number_of(q, q->row->subject));
    double low = 0;
    double high = 0;
    double value = concentration(&s, q->row->metric);
    leave_out(&s, q->row->metric, &low, &high);
    expect(q, "value", q->row->value, value);
    expect(q, "low", q->row->low, isnan(value) ? NAN : low);
    expect(q, "high", q->row->high, isnan(value) ? NAN : high);
}

static void check(const question *q)
{
    qp_metric metric = q->row->metric;
    matrix part = q->all;
    if (metric >= QP_M_PRIMACY && metric <= QP_M_THEIL_BETWEEN_SHARE) {
        check_concentration(q);
    } else if (metric == QP_M_BILATERAL_ASYMMETRY) {
        check_pair(q);
    } else if (metric == QP_M_AGGREGATE_NET_RATE) {
        check_aggregate(q);
    } else if (metric == QP_M_EFFECTIVENESS_INDEX) {
        part = part_of(q);
        check_index(q, &part);
    } else if (metric == QP_M_BOWKER_CHI2) {
        part = part_of(q);
        check_symmetry(q, &part);
    } else if (qp_metrics[metric].scope == QP_SCOPE_CLUSTER) {
        check_core(q);
    } else if (is_subject(q, "outside")) {
        check_outside(q);
    } else {
        check_region(q);
    }
}

QP_TEST(siphon, agrees_with_the_definitions_on_random_worlds)
{
    ask_random_worlds(false, BY_BALANCE, check);
}

QP_TEST(siphon, agrees_with_the_definitions_year_by_year)
{
    ask_random_worlds(true, BY_BALANCE, check);
}

QP_TEST(siphon, agrees_with_the_definitions_on_degenerate_worlds)
{
    ask_drawn_worlds(BY_BALANCE, check);
}

/* --------------------------------------------------------------- all rows */

/* Pairs with flow. */
static size_t pairs_of(const matrix *m)
{
    size_t pairs = 0;
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < r; s++)
            pairs += m->flow[r][s] + m->flow[s][r] > 0;
    return pairs;
}

static size_t cores_of(const world *w, int layer)
{
    size_t cores = 0;
    for (int k = 0; k < w->clusters; k++)
        cores += core_of(w, layer, k) >= 0;
    return cores;
}

/* Rows of a metric in one layer and window; a layer that is refused tells no
 * pairs, no cores and nothing of the outside world. */
static size_t rows_expected(const world *w, int layer, int year, telling of)
{
    bool refused = !w->layer[layer].directed || w->regions < 2;
    size_t regions = (size_t)w->regions;
    size_t clusters = (size_t)w->clusters;
    matrix m = matrix_of(w, layer, year);
    size_t pairs = refused ? 0 : pairs_of(&m);
    switch (of) {
    case OF_REGIONS:
        return regions;
    case OF_REGIONS_AND_OUTSIDE:
        return regions + (w->outside && !refused);
    case OF_CLUSTERS:
        return clusters;
    case OF_CORES:
        return refused ? 0 : cores_of(w, layer);
    case OF_ALL:
        return 1;
    case OF_PARTS:
        return 1 + clusters;
    case OF_PARTS_AND_BETWEEN:
        return 2 + clusters;
    case OF_INFLOWS:
        return w->layer[layer].directed ? 1 + clusters : 0;
    case OF_PAIRS:
        return pairs;
    case OF_DIRECTIONS:
        return 2 * pairs;
    case OF_TERMS:
        return 5;
    case OF_FIELDS:
        return 3;
    default:
        return 0; /* counted once, below */
    }
}

/* From each year to the next, and from the first to the last. */
static size_t changes_expected(const world *w, int layer, telling of)
{
    bool refused = !w->layer[layer].directed || w->regions < 2;
    if (of == OF_REGIONS_AND_OUTSIDE)
        of = OF_REGIONS;
    return refused ? 0 : 3 * rows_expected(w, layer, 0, of);
}

static bool has_stock(const world *w)
{
    bool any = false;
    for (int r = 0; r < w->regions; r++)
        any |= !isnan(w->stock[r]);
    return any;
}

/* Every subject of every scope, once: nothing is forgotten. */
static size_t all_expected(const world *w, size_t answer, bool years)
{
    size_t windows = years ? YEARS : 1;
    size_t rows = 0;
    telling of = answers[answer].of;
    for (int l = 0; l < w->layers; l++) {
        for (int year = 0; year <= YEARS; year++)
            if (years == (year > 0))
                rows += rows_expected(w, l, years ? FIRST_YEAR + year - 1 : 0,
                                      of);
        if (years && answers[answer].changes)
            rows += changes_expected(w, l, of);
    }
    if (of == OF_INFLOWS && has_stock(w))
        rows += windows * (size_t)(1 + w->clusters);
    if (of == OF_LAYERS_TOGETHER)
        rows += (size_t)w->clusters * (years ? 6 : 1);
    return rows;
}

static bool is_twin(const qp_panel_row *a, const qp_panel_row *b)
{
    return a->metric == b->metric && a->layer == b->layer &&
           a->window == b->window && a->subject == b->subject &&
           a->object == b->object;
}

static void expect_all_rows(const char *name, const world *w, bool years)
{
    qp_panel panel = world_panel(w, years, 3);
    size_t found[ANSWERS] = {0};
    for (size_t r = 0; r < panel.count; r++) {
        found[answer_to(panel.rows[r].metric)]++;
        cr_assert(r == 0 || !is_twin(&panel.rows[r - 1], &panel.rows[r]),
                  "%s: two rows of one subject", name);
    }
    for (size_t a = 0; a < ANSWERS; a++) {
        size_t expected = all_expected(w, a, years);
        cr_assert_eq(found[a], expected, "%s: %s has %zu rows, expected %zu",
                     name, qp_metrics[answers[a].metric].name, found[a],
                     expected);
    }
    qp_panel_clear(&panel);
}

QP_TEST(siphon, tells_every_subject_once)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_with_firms(seed);
        char name[32];
        snprintf(name, sizeof name, "world %u", seed);
        expect_all_rows(name, &w, false);
        expect_all_rows(name, &w, true);
    }
    for (int c = 0; c < WORLD_CASES; c++) {
        world w = world_drawn(&world_cases[c], "count");
        expect_all_rows(world_cases[c].name, &w, false);
        expect_all_rows(world_cases[c].name, &w, true);
    }
}

/* A change is the difference of two rows that were compared themselves. */
static void check_change(const question *q)
{
    const char *window = text_of(q, q->row->window);
    int from = (int)strtol(window, NULL, 10);
    int to = (int)strtol(strchr(window, '>') + 1, NULL, 10);
    char before[16];
    char after[16];
    snprintf(before, sizeof before, "%d..%d", from, from + 1);
    snprintf(after, sizeof after, "%d..%d", to, to + 1);
    const qp_panel_row *a = row_like(q, q->row->metric, before);
    const qp_panel_row *b = row_like(q, q->row->metric, after);
    cr_assert(a != NULL && b != NULL, "%s: %s of no window", q->name, window);
    cr_assert(from < to && answers[answer_to(q->row->metric)].changes);
    expect_value(q, b->value - a->value, QP_REASON_NO_CHANGE, 0);
    cr_assert(isnan(q->row->p) && isnan(q->row->q));
}

QP_TEST(siphon, tells_change_as_the_difference_of_two_windows)
{
    size_t changes = 0;
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_with_firms(seed);
        char name[32];
        snprintf(name, sizeof name, "world %u", seed);
        qp_panel panel = world_panel(&w, true, 3);
        for (size_t r = 0; r < panel.count; r++) {
            question q = question_of(name, &w, &panel, r);
            if (!is_change(&q))
                continue;
            check_change(&q);
            changes += isnan(q.row->value) ? 0 : 1;
        }
        qp_panel_clear(&panel);
    }
    cr_assert_gt(changes, 5 * WORLDS);
}
