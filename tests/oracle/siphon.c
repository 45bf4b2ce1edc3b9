/* SPDX-License-Identifier: MIT */
/*
 * M8 and M9 once more, from their definitions: dense matrices, loops over
 * everything, no economy. Every row that the program gives for 200 random
 * worlds must be the one computed here.
 */
#include "metric/siphon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/leak.h"
#include "support/world.h"

enum { WORLDS = 200, YEARS = 3 };

/** Flows of one window between units, dense. */
typedef struct {
    int n;
    double flow[WORLD_REGIONS][WORLD_REGIONS];
} matrix;

static bool is_in(const world_link *link, int year)
{
    return link->counts && (year == 0 || link->year == year);
}

/* How much of an end is in a region; what has no date, at the last. */
static double presence(const world *w, int end, int region, int year)
{
    if (end < WORLD_REGIONS)
        return end == region;
    const world_firm *firm = &w->firm[end - WORLD_REGIONS];
    bool branched = firm->always || year == 0 || year >= WORLD_BRANCHING;
    double at_home = branched ? firm->share : 1;
    return (firm->home == region ? at_home : 0) +
           (firm->branch == region ? 1 - at_home : 0);
}

static void add_link(const world *w, const world_link *link, matrix *m)
{
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < m->n; s++)
            m->flow[r][s] += link->weight *
                             presence(w, link->from, r, link->year) *
                             presence(w, link->to, s, link->year);
}

/* year 0: the whole period. */
static matrix matrix_of(const world *w, int year)
{
    matrix m = {.n = w->regions};
    for (int l = 0; l < w->count; l++)
        if (is_in(&w->links[l], year))
            add_link(w, &w->links[l], &m);
    return m;
}

static matrix inside(const world *w, const matrix *all, int k)
{
    matrix m = {0};
    int of[WORLD_REGIONS];
    for (int r = 0; r < w->regions; r++)
        if (w->cluster[r] == k)
            of[m.n++] = r;
    for (int r = 0; r < m.n; r++)
        for (int s = 0; s < m.n; s++)
            m.flow[r][s] = all->flow[of[r]][of[s]];
    return m;
}

static matrix between(const world *w, const matrix *all)
{
    matrix m = {.n = w->clusters};
    for (int r = 0; r < w->regions; r++)
        for (int s = 0; s < w->regions; s++)
            if (w->cluster[r] >= 0 && w->cluster[s] >= 0)
                m.flow[w->cluster[r]][w->cluster[s]] += all->flow[r][s];
    return m;
}

static double inflow(const matrix *m, int r)
{
    double sum = 0;
    for (int s = 0; s < m->n; s++)
        sum += s != r ? m->flow[s][r] : 0;
    return sum;
}

static double outflow(const matrix *m, int r)
{
    double sum = 0;
    for (int s = 0; s < m->n; s++)
        sum += s != r ? m->flow[r][s] : 0;
    return sum;
}

static double total(const matrix *m)
{
    double sum = 0;
    for (int r = 0; r < m->n; r++)
        sum += outflow(m, r);
    return sum;
}

static double ratio(double above, double below)
{
    return below > 0 ? above / below : NAN;
}

static double index_of(const matrix *m)
{
    double nets = 0;
    double turnover = 0;
    for (int r = 0; r < m->n; r++) {
        nets += fabs(inflow(m, r) - outflow(m, r));
        turnover += inflow(m, r) + outflow(m, r);
    }
    return ratio(100 * nets, turnover);
}

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

/* For each test the least p m / rank of the tests with p no smaller. */
static double corrected(const double p[], int count, int test)
{
    double q = 1;
    double m = 0;
    for (int i = 0; i < count; i++)
        m += isnan(p[i]) ? 0 : 1;
    for (int i = 0; i < count; i++) {
        double rank = 0;
        for (int j = 0; j < count; j++)
            rank += p[j] <= p[i] ? 1 : 0;
        if (p[i] >= p[test])
            q = fmin(q, p[i] * m / rank);
    }
    return q;
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

/** One row of the panel, and the world it speaks of. */
typedef struct {
    const world *w;
    const qp_panel *panel;
    const qp_panel_row *row;
    matrix all;   ///< of the row's window
    matrix whole; ///< of the whole period
    unsigned seed;
} question;

static const char *text_of(const question *q, qp_string string)
{
    return qp_pool_text(&q->panel->text, string);
}

static bool near(double got, double expected)
{
    if (isnan(got) || isnan(expected))
        return isnan(got) && isnan(expected);
    return fabs(got - expected) <= 1e-10 * (1 + fabs(expected));
}

static void expect(const question *q, const char *what, double got,
                   double expected)
{
    cr_assert(near(got, expected),
              "world %u: %s of %s %s in '%s' %s is %.17g, expected %.17g",
              q->seed, what, qp_metrics[q->row->metric].name,
              text_of(q, q->row->subject), text_of(q, q->row->window),
              text_of(q, q->row->layer), got, expected);
}

/* The number after the letter of "r3" or "k1". */
static int number_of(const question *q, qp_string string)
{
    return (int)strtol(text_of(q, string) + 1, NULL, 10);
}

static double dispersion(const question *q)
{
    double df = 0;
    double variance = 0;
    double chi2 = bowker(&q->all, &df, &variance);
    return fmax(1, chi2 / df);
}

/* Interval and test of taken against given, where they are counts. */
static void expect_test(const question *q, double taken, double given)
{
    double both = taken + given;
    double p = taken / both;
    double n = both / dispersion(q);
    bool tested = q->w->counted && both > 0;
    expect(q, "p", q->row->p, tested ? coin(taken, both) : NAN);
    expect(q, "z", q->row->z, tested ? (taken - given) / sqrt(both) : NAN);
    expect(q, "low", q->row->low, tested ? 2 * wilson(p, n, 0) - 1 : NAN);
    expect(q, "high", q->row->high, tested ? 2 * wilson(p, n, 1) - 1 : NAN);
}

static void expect_family(const question *q, int of, const double p[],
                          int count)
{
    bool tested = !isnan(p[of]);
    expect(q, "q", q->row->q, tested ? corrected(p, count, of) : NAN);
}

static void check_region(const question *q)
{
    int r = number_of(q, q->row->subject);
    double in = inflow(&q->all, r);
    double out = outflow(&q->all, r);
    double people = q->w->population[r];
    bool flows = total(&q->all) > 0 && q->w->regions > 1;
    double p[WORLD_REGIONS];
    for (int s = 0; s < q->w->regions; s++) {
        double taken = inflow(&q->all, s);
        double both = taken + outflow(&q->all, s);
        p[s] = q->w->counted && both > 0 ? coin(taken, both) : NAN;
    }
    switch (q->row->metric) {
    case QP_M_INFLOW:
        expect(q, "value", q->row->value, flows ? in : NAN);
        break;
    case QP_M_OUTFLOW:
        expect(q, "value", q->row->value, flows ? out : NAN);
        break;
    case QP_M_NET_FLOW:
        expect(q, "value", q->row->value, flows ? in - out : NAN);
        break;
    case QP_M_NET_RATE:
        expect(q, "value", q->row->value,
               flows && people > 0 ? (in - out) / people : NAN);
        break;
    case QP_M_NET_FLOW_EFFECTIVENESS:
        expect(q, "value", q->row->value, ratio(in - out, in + out));
        expect_test(q, in, out);
        expect_family(q, r, p, q->w->regions);
        break;
    default:
        cr_assert_eq(q->row->metric, QP_M_RETENTION);
        if (!isnan(q->row->value)) /* a window with links has one */
            expect(q, "value", q->row->value, q->all.flow[r][r]);
        break;
    }
}

static matrix part_of(const question *q, qp_string subject)
{
    const char *text = text_of(q, subject);
    if (strcmp(text, "all") == 0)
        return q->all;
    if (strcmp(text, "between-clusters") == 0)
        return between(q->w, &q->all);
    return inside(q->w, &q->all, number_of(q, subject));
}

static void check_symmetry(const question *q, const matrix *part)
{
    double df = 0;
    double variance = 0;
    double chi2 = bowker(part, &df, &variance);
    bool tested = q->w->counted && df > 0;
    expect(q, "value", q->row->value, tested ? chi2 : NAN);
    expect(q, "df", q->row->df, tested ? df : NAN);
    expect(q, "expected", q->row->expected, tested ? df : NAN);
    expect(q, "z", q->row->z,
           tested && variance > 0 ? (chi2 - df) / sqrt(variance) : NAN);
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
    bool flows = total(&q->all) > 0;
    expect(q, "value", q->row->value, flows ? ratio(50 * nets, people) : NAN);
}

/* By table, else by turnover over the whole period, the first of equals. */
static int core_of(const question *q, int k)
{
    int core = q->w->core[k];
    double most = 0;
    for (int r = 0; r < q->w->regions && q->w->core[k] < 0; r++) {
        double turnover = inflow(&q->whole, r) + outflow(&q->whole, r);
        if (q->w->cluster[r] == k && turnover > most) {
            most = turnover;
            core = r;
        }
    }
    return core;
}

static void core_flows(const question *q, int k, double *taken, double *given)
{
    int core = core_of(q, k);
    *taken = *given = 0;
    for (int r = 0; r < q->w->regions && core >= 0; r++)
        if (q->w->cluster[r] == k && r != core) {
            *taken += q->all.flow[r][core];
            *given += q->all.flow[core][r];
        }
}

static void check_core(const question *q)
{
    int k = number_of(q, q->row->subject);
    int core = core_of(q, k);
    double taken = 0;
    double given = 0;
    double p[WORLD_CLUSTERS];
    for (int c = 0; c < q->w->clusters; c++) {
        core_flows(q, c, &taken, &given);
        p[c] = q->w->counted && taken + given > 0 ? coin(taken, taken + given)
                                                  : NAN;
    }
    core_flows(q, k, &taken, &given);
    bool measured = inside(q->w, &q->all, k).n > 1 && core >= 0 &&
                    total(&q->all) > 0;
    if (q->row->object != QP_NONE)
        cr_assert_eq(number_of(q, q->row->object), core);
    if (q->row->metric == QP_M_BACKWASH) {
        expect(q, "value", q->row->value, measured ? taken : NAN);
    } else if (q->row->metric == QP_M_SPREAD) {
        expect(q, "value", q->row->value, measured ? given : NAN);
    } else {
        expect(q, "value", q->row->value, ratio(taken - given, taken + given));
        expect_test(q, taken, given);
        expect_family(q, k, p, q->w->clusters);
    }
}

static void check_concentration(const question *q)
{
    double x[WORLD_REGIONS];
    bool stock = strcmp(text_of(q, q->row->layer), "indicator:stock") == 0;
    bool flows = total(&q->all) > 0 && q->w->regions > 1;
    bool dated = strcmp(text_of(q, q->row->window), "") == 0 ||
                 strcmp(text_of(q, q->row->window), "2001..2002") == 0;
    for (int r = 0; r < q->w->regions; r++)
        x[r] = stock ? (dated ? q->w->stock[r] : NAN)
                     : (flows ? inflow(&q->all, r) : NAN);
    bool all = strcmp(text_of(q, q->row->subject), "all") == 0;
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
    matrix part;
    if (metric >= QP_M_PRIMACY && metric <= QP_M_THEIL_BETWEEN_SHARE) {
        check_concentration(q);
    } else if (metric == QP_M_BILATERAL_ASYMMETRY) {
        int r = number_of(q, q->row->subject);
        int s = number_of(q, q->row->object);
        double n = q->all.flow[r][s] + q->all.flow[s][r];
        cr_assert_lt(r, s);
        expect(q, "value", q->row->value,
               ratio(q->all.flow[r][s] - q->all.flow[s][r], n));
    } else if (metric == QP_M_AGGREGATE_NET_RATE) {
        check_aggregate(q);
    } else if (metric == QP_M_EFFECTIVENESS_INDEX) {
        part = part_of(q, q->row->subject);
        expect(q, "value", q->row->value, index_of(&part));
    } else if (metric == QP_M_BOWKER_CHI2) {
        part = part_of(q, q->row->subject);
        check_symmetry(q, &part);
    } else if (qp_metrics[metric].scope == QP_SCOPE_CLUSTER) {
        check_core(q);
    } else {
        check_region(q);
    }
}

/* Every subject of every scope, once: nothing is forgotten. */
static size_t rows_expected(const world *w, const matrix *all)
{
    size_t regions = (size_t)w->regions;
    size_t clusters = (size_t)w->clusters;
    bool stock = false;
    size_t pairs = 0;
    for (int r = 0; r < w->regions; r++) {
        stock |= !isnan(w->stock[r]);
        for (int s = 0; s < r; s++)
            pairs += all->flow[r][s] + all->flow[s][r] > 0;
    }
    return 6 * regions                  /* inflow ... net_rate */
           + (clusters + 2)             /* effectiveness_index */
           + (clusters + 1)             /* bowker_chi2 */
           + 1                          /* aggregate_net_rate */
           + 3 * clusters               /* backwash ... */
           + 9 * (clusters + 1)         /* primacy ... of the inflows */
           + 9 * (clusters + 1) * stock /* and of the stock */
           + pairs;
}

static void compare(unsigned seed, qp_period window, int step)
{
    world w = world_with_firms(seed);
    qp_network net = world_network(&w);
    qp_panel panel = {0};
    qp_error err = {0};
    qp_siphon_options options = {
        .frame = {.window = window, .step_months = step},
        .pairs = true,
        .replicates = 3,
        .threads = 1};
    cr_assert_eq(qp_siphon(&net, &options, &panel, NULL, &err), QP_OK, "%s",
                 err.message);
    size_t expected = 0;
    for (int year = step > 0 ? 2000 : 0; year < 2000 + YEARS; year++) {
        matrix m = matrix_of(&w, year);
        expected += rows_expected(&w, &m);
        if (step == 0)
            break;
    }
    cr_assert_eq(panel.count, expected, "world %u has %zu rows, expected %zu",
                 seed, panel.count, expected);
    for (size_t r = 0; r < panel.count; r++) {
        question q = {
            .w = &w, .panel = &panel, .row = &panel.rows[r], .seed = seed};
        int year = (int)strtol(text_of(&q, q.row->window), NULL, 10);
        q.all = matrix_of(&w, year);
        q.whole = matrix_of(&w, 0);
        cr_assert_eq(isnan(q.row->value), q.row->reason != QP_REASON_NONE);
        check(&q);
    }
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(siphon, agrees_with_the_definitions_on_random_worlds)
{
    for (unsigned seed = 0; seed < WORLDS; seed++)
        compare(seed, QP_NO_PERIOD, 0);
}

QP_TEST(siphon, agrees_with_the_definitions_year_by_year)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read("2000", 4, &first));
    cr_assert(qp_period_read("2003", 4, &last));
    for (unsigned seed = 0; seed < WORLDS; seed++)
        compare(seed, (qp_period){first.from, last.from}, 12);
}
