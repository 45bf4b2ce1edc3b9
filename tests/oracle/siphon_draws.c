/* SPDX-License-Identifier: MIT */
/*
 * What the program draws, drawn once more: other random numbers, slow metrics.
 * Two samples of the same distribution never agree exactly; quantiles, means
 * and shares have to lie within five standard errors of each other.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/question.h"

enum { REPLICATES = 4000 };

#define ERRORS (5 * 1.4142135623730951) ///< both sides are samples

/** One resampled world: all layers, one window. */
typedef struct {
    matrix layer[WORLD_LAYERS];
} replicate;

static uint64_t state = 0x2545F4914F6CDD1DULL;

/* ---------------------------------------------------------------- resampling */

/* As many moves as there are, each to a cell in proportion to its weight. */
static matrix draw_moves(const matrix *m, const matrix *weight)
{
    matrix drawn = *m;
    double moves = total(m);
    memset(drawn.flow, 0, sizeof drawn.flow);
    for (double move = 0; move < moves; move++) {
        double at = (world_draw(&state, 1U << 30) + 0.5) / (1U << 30) *
                    total(weight);
        int cell = -1;
        while (at > 0 && cell + 1 < m->n * m->n) {
            cell++;
            if (cell / m->n != cell % m->n)
                at -= weight->flow[cell / m->n][cell % m->n];
        }
        drawn.flow[cell / m->n][cell % m->n]++;
    }
    return drawn;
}

/* Does a link lie between two regions, at least in part? */
static bool crosses(const world *w, const world_link *link)
{
    matrix m = {.n = w->regions};
    world_link one = *link;
    one.weight = 1;
    matrix_add(w, &one, &m);
    return total(&m) > 0;
}

/* As many links as cross, each any of them, whole; what enters from outside
 * is as it was. */
static matrix draw_rows(const world *w, int layer, int year, const matrix *m)
{
    int rows[WORLD_LINKS];
    int count = 0;
    matrix drawn = {.n = m->n};
    for (int l = 0; l < w->count; l++)
        if (matrix_takes(&w->links[l], layer, year) && crosses(w, &w->links[l]))
            rows[count++] = l;
    for (int i = 0; i < count; i++)
        matrix_add(w, &w->links[rows[world_draw(&state, (unsigned)count)]],
                   &drawn);
    memcpy(drawn.enters, m->enters, sizeof drawn.enters);
    memcpy(drawn.leaves, m->leaves, sizeof drawn.leaves);
    return drawn;
}

/** @return  [REPLICATES] to be freed */
static replicate *draw_replicates(const world *w, int year)
{
    replicate *drawn = calloc(REPLICATES, sizeof *drawn);
    cr_assert_not_null(drawn);
    for (int l = 0; l < w->layers; l++) {
        matrix m = matrix_of(w, l, year);
        for (int b = 0; b < REPLICATES; b++)
            drawn[b].layer[l] = world_counts(w, l) ? draw_moves(&m, &m)
                                                   : draw_rows(w, l, year, &m);
    }
    return drawn;
}

/* The direction of every move by a coin. */
static matrix draw_directions(const matrix *m)
{
    matrix drawn = {.n = m->n};
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < r; s++)
            for (double i = 0; i < m->flow[r][s] + m->flow[s][r]; i++)
                if (world_draw(&state, 2) > 0)
                    drawn.flow[r][s]++;
                else
                    drawn.flow[s][r]++;
    return drawn;
}

/* -------------------------------------------------------------------- metrics */

static double effectiveness(double in, double out)
{
    return ratio(in - out, in + out);
}

static double core_effectiveness(const question *q, const matrix *m)
{
    int k = number_of(q, q->row->subject);
    int core = core_of(q->w, q->layer, k);
    double taken = 0;
    double given = 0;
    for (int r = 0; r < m->n; r++)
        if (q->w->cluster[r] == k && r != core) {
            taken += m->flow[r][core];
            given += m->flow[core][r];
        }
    return effectiveness(taken, given);
}

static double intake(const question *q, const matrix flows[])
{
    int k = number_of(q, q->row->subject);
    int core = q->w->core[k];
    shares in = shares_of(q->w, flows, "resource", k, core);
    shares back = shares_of(q->w, flows, "benefit", k, core);
    return q->row->metric == QP_M_RESOURCE_INTAKE ? intake_of(&in)
                                                  : return_of(&in, &back);
}

static double of_region(const question *q, const matrix *m)
{
    int r = number_of(q, q->row->subject);
    double phi[WORLD_REGIONS];
    bool lost = false;
    switch (q->row->metric) {
    case QP_M_NET_FLOW:
        return inflow(m, r) - outflow(m, r);
    case QP_M_NET_RATE:
        return (inflow(m, r) - outflow(m, r)) / q->w->population[r];
    case QP_M_NET_FLOW_EFFECTIVENESS:
        return effectiveness(inflow(m, r), outflow(m, r));
    case QP_M_SIPHON_POTENTIAL:
        heights(m, phi);
        return -phi[r];
    default:
        cr_assert_eq(q->row->metric, QP_M_CATCHMENT_SHARE);
        return catchment(q->w, q->layer, m, r, &lost);
    }
}

/* Of the part that the row speaks of. */
static double of_part(const question *q, const matrix *part)
{
    double value = NAN;
    hierarchy h;
    switch (q->row->metric) {
    case QP_M_WEIGHTED_RECIPROCITY:
        return reciprocity(part);
    case QP_M_FINN_CYCLING_INDEX:
        cycling_with(q->w, part, 0, &value);
        return value;
    case QP_M_EFFECTIVENESS_INDEX:
        return index_of(part);
    default:
        cr_assert_eq(q->row->metric, QP_M_GRADIENT_SHARE);
        h = hierarchy_of(part);
        return ratio(h.explained, h.asymmetry);
    }
}

/* ------------------------------------------------------------------ comparing */

static int upwards(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The standard error of a share of the replicates. */
static double share_error(double share)
{
    return ERRORS * sqrt(share * (1 - share) / REPLICATES);
}

/** Replicates with a value. */
typedef struct {
    int count;
    double *sorted; ///< [count]
    double slack;   ///< they may all be off by that
} sample;

/* `got` lies between the quantiles that an error of the share leads to. */
static void expect_quantile(const question *q, const char *what, double got,
                            const sample *drawn, double share)
{
    const double *sorted = drawn->sorted;
    int count = drawn->count;
    double error = share_error(share) * count + 1;
    int least = (int)fmax(0, share * count - error);
    int most = (int)fmin(count - 1, share * count + error);
    double slack = drawn->slack + 1e-9 * (1 + fabs(got));
    cr_assert(got >= sorted[least] - slack && got <= sorted[most] + slack,
              "%s: %s of %s %s %s %s is %g, expected %g to %g", q->name, what,
              qp_metrics[q->row->metric].name, text_of(q, q->row->subject),
              text_of(q, q->row->object), text_of(q, q->row->layer), got,
              sorted[least], sorted[most]);
}

/* Resampling makes flows more uneven than they are: what the mean of these is
 * off is taken from the interval, which ends where the metric does. */
static bool is_biased(const question *q)
{
    return q->row->metric == QP_M_WEIGHTED_RECIPROCITY ||
           q->row->metric == QP_M_FINN_CYCLING_INDEX ||
           q->row->metric == QP_M_SPATIAL_FOCUSING;
}

static void take_bias(const question *q, sample *s)
{
    double mean = 0;
    double squares = 0;
    for (int b = 0; b < s->count; b++)
        mean += s->sorted[b] / s->count;
    for (int b = 0; b < s->count; b++) {
        squares += (s->sorted[b] - mean) * (s->sorted[b] - mean);
        s->sorted[b] -= mean - q->row->value;
        if (!is_change(q))
            s->sorted[b] = fmin(1, fmax(0, s->sorted[b]));
    }
    s->slack = ERRORS * sqrt(squares) / s->count;
}

/* Of those with a value: there is no interval where a twentieth has none. */
static void expect_interval(const question *q, double values[])
{
    sample s = {.sorted = values};
    for (int b = 0; b < REPLICATES; b++)
        if (!isnan(values[b]))
            values[s.count++] = values[b];
    cr_assert_gt(s.count, 0.93 * REPLICATES, "%s %s: %d",
                 qp_metrics[q->row->metric].name, text_of(q, q->row->subject),
                 s.count);
    cr_assert_lt(q->row->low, q->row->high);
    if (is_biased(q))
        take_bias(q, &s);
    qsort(values, (size_t)s.count, sizeof *values, upwards);
    expect_quantile(q, "low", q->row->low, &s, 0.025);
    expect_quantile(q, "high", q->row->high, &s, 0.975);
}

/** Replicates of a null in three numbers. */
typedef struct {
    double mean;
    double sd;
    double upper; ///< share of those at least as large as what is observed
    double lower;
} spread;

static spread spread_of(const double values[], double observed)
{
    spread s = {0};
    double slack = 1e-9 * (1 + fabs(observed));
    for (int b = 0; b < REPLICATES; b++) {
        s.mean += values[b] / REPLICATES;
        s.upper += values[b] >= observed - slack ? 1.0 / REPLICATES : 0;
        s.lower += values[b] <= observed + slack ? 1.0 / REPLICATES : 0;
    }
    for (int b = 0; b < REPLICATES; b++)
        s.sd += (values[b] - s.mean) * (values[b] - s.mean) / (REPLICATES - 1);
    s.sd = sqrt(s.sd);
    return s;
}

static void expect_null(const question *q, const double values[],
                        bool two_sided)
{
    double observed = q->row->value;
    spread s = spread_of(values, observed);
    double z = (observed - s.mean) / s.sd;
    double share = two_sided ? fmin(s.upper, s.lower) : s.upper;
    double p = fmin(1, (two_sided ? 2 : 1) * share);
    double error = share_error(share) * (two_sided ? 2 : 1) + 0.002;
    cr_assert_gt(s.sd, 0, "%s: choose another world", q->name);
    expect_within(q, "expected", (q->row->expected - s.mean) / s.sd, 0,
                  ERRORS / sqrt(REPLICATES));
    expect_within(q, "z", q->row->z, z, ERRORS / sqrt(REPLICATES));
    expect_within(q, "p", q->row->p, p, error);
    expect_family(q, 1.0 / (1 + REPLICATES));
}

/* -------------------------------------------------------------------- asking */

static bool is_analytic(const question *q)
{
    qp_metric metric = q->row->metric;
    return (q->counts && (metric == QP_M_NET_FLOW_EFFECTIVENESS ||
                          metric == QP_M_CORE_EFFECTIVENESS)) ||
           metric == QP_M_GRAVITY_COEFFICIENT ||
           metric == QP_M_OVER_ATTRACTION ||
           (metric >= QP_M_PRIMACY && metric <= QP_M_THEIL_BETWEEN_SHARE);
}

static double of_replicate(const question *q, const replicate *drawn)
{
    qp_scope scope = qp_metrics[q->row->metric].scope;
    if (q->layer < 0)
        return intake(q, drawn->layer);
    question other = *q;
    other.all = drawn->layer[q->layer];
    if (q->row->metric == QP_M_SPATIAL_FOCUSING)
        return focusing(&other.all, text_of(q, q->row->object));
    if (q->row->metric == QP_M_CORE_EFFECTIVENESS)
        return core_effectiveness(q, &other.all);
    if (scope == QP_SCOPE_REGION)
        return of_region(q, &other.all);
    matrix part = part_of(&other);
    return of_part(q, &part);
}

static void check_interval(const question *q, const replicate replicates[])
{
    static double values[REPLICATES];
    for (int b = 0; b < REPLICATES; b++)
        values[b] = of_replicate(q, &replicates[b]);
    expect_interval(q, values);
}

/* What enters a part is not drawn. */
static void check_null(const question *q)
{
    static double values[REPLICATES];
    matrix part = part_of(q);
    bool symmetric = q->row->null == QP_NULL_SYMMETRIC;
    expectation x = expectation_of(&part);
    matrix e = as_flows(&x, &part);
    for (int b = 0; b < REPLICATES; b++) {
        matrix drawn = symmetric ? draw_directions(&part)
                                 : draw_moves(&part, &e);
        values[b] = of_part(q, &drawn);
    }
    expect_null(q, values, !symmetric);
}

static bool is_drawn(const question *q)
{
    return q->row->metric == QP_M_WEIGHTED_RECIPROCITY ||
           q->row->metric == QP_M_FINN_CYCLING_INDEX ||
           q->row->metric == QP_M_EFFECTIVENESS_INDEX ||
           q->row->metric == QP_M_GRADIENT_SHARE;
}

/* A cycle rank of 0, and an index of one pair, are not told by chance. */
static bool is_certain(const question *q)
{
    return (q->row->flags & 1U << QP_FLAG_TRIVIAL) != 0;
}

/* So many rows have an interval, and an expected value, that are drawn. */
static void check_draws(const char *name, const world *w, ssize_t intervals,
                        ssize_t nulls)
{
    replicate *replicates = draw_replicates(w, 0);
    qp_panel panel = world_panel(w, false, REPLICATES);
    for (size_t r = 0; r < panel.count; r++) {
        question q = question_of(name, w, &panel, r);
        bool excess = q.row->metric == QP_M_RECIPROCITY_EXCESS;
        if (!isnan(q.row->low) && !is_analytic(&q) && !excess) {
            check_interval(&q, replicates);
            intervals--;
        }
        if (!isnan(q.row->p) && is_drawn(&q) && !is_certain(&q)) {
            check_null(&q);
            nulls--;
        }
    }
    cr_assert(intervals == 0 && nulls == 0, "%s: %zd intervals, %zd nulls",
              name, intervals, nulls);
    qp_panel_clear(&panel);
    free(replicates);
}

static world complete_world(const char *measure)
{
    world w = world_drawn(&world_cases[WORLD_CASES - 1], measure);
    w.core[0] = 0;
    w.core[1] = 3;
    w.core[2] = 4;
    return w;
}

/* Every flow back as a benefit, in another layer. */
QP_TEST(siphon_draws, agree_with_other_draws_of_counts)
{
    world w = complete_world("count");
    int links = w.count;
    w.layers = 2;
    w.layer[1] = (world_layer){"transfer", "count", "benefit", true};
    for (int l = 0; l < links; l++) {
        world_link *link = &w.links[w.count++];
        *link = w.links[l];
        link->layer = 1;
        link->from = w.links[l].to;
        link->to = w.links[l].from;
        link->weight += l % 3;
    }
    check_draws("counts", &w, 48, 14);
}

/* A firm in two regions: its links are rows of several parts. Where nothing
 * flows inside a cluster in too many replicates there is no interval. */
QP_TEST(siphon_draws, agree_with_other_draws_of_amounts)
{
    world w = complete_world("amount");
    w.firms = 1;
    w.firm[0] = (world_firm){
        .home = 0, .branch = 2, .share = 3.0 / 8, .always = true};
    w.links[4].from = WORLD_REGIONS;
    w.links[13].to = WORLD_REGIONS;
    check_draws("amounts", &w, 27, 0);
}

QP_TEST(siphon_draws, agree_with_other_draws_where_there_is_an_outside)
{
    world w = complete_world("count");
    w.outside = true;
    for (int r = 0; r < 3; r++) {
        w.links[w.count++] = (world_link){WORLD_OUTSIDE, r,    0,
                                          5.0 + r,       2000, true};
        w.links[w.count++] = (world_link){r + 2, WORLD_OUTSIDE, 0,
                                          6,     2001,          true};
    }
    check_draws("outside", &w, 24, 7);
}

/* --------------------------------------------------------------- windows */

/* The same links each year, with other weights. */
static world yearly_world(const char *measure)
{
    world w = complete_world(measure);
    int links = w.count;
    w.count = 0;
    for (int year = 0; year < YEARS; year++)
        for (int l = 0; l < links; l++) {
            world_link link = complete_world(measure).links[l];
            link.year = FIRST_YEAR + year;
            link.weight += (l * year) % 5;
            w.links[w.count++] = link;
        }
    return w;
}

static int window_of(const char *year)
{
    return (int)strtol(year, NULL, 10) - FIRST_YEAR;
}

/* Two windows are drawn apart. */
static void check_change(const question *q, replicate *const drawn[YEARS])
{
    static double values[REPLICATES];
    const char *window = text_of(q, q->row->window);
    const replicate *from = drawn[window_of(window)];
    const replicate *to = drawn[window_of(strchr(window, '>') + 1)];
    for (int b = 0; b < REPLICATES; b++)
        values[b] = of_replicate(q, &to[b]) - of_replicate(q, &from[b]);
    expect_interval(q, values);
}

static void check_changes(const char *measure, size_t expected)
{
    world w = yearly_world(measure);
    qp_panel panel = world_panel(&w, true, REPLICATES);
    replicate *drawn[YEARS];
    size_t changes = 0;
    for (int year = 0; year < YEARS; year++)
        drawn[year] = draw_replicates(&w, FIRST_YEAR + year);
    for (size_t r = 0; r < panel.count; r++) {
        question q = question_of(measure, &w, &panel, r);
        if (!is_change(&q) || isnan(q.row->low))
            continue;
        check_change(&q, drawn);
        changes++;
    }
    cr_assert_eq(changes, expected, "%s: %zu", measure, changes);
    for (int year = 0; year < YEARS; year++)
        free(drawn[year]);
    qp_panel_clear(&panel);
}

QP_TEST(siphon_draws, agree_with_other_draws_of_changes_of_counts)
{
    check_changes("count", 3 * 25);
}

QP_TEST(siphon_draws, agree_with_other_draws_of_changes_of_amounts)
{
    check_changes("amount", 3 * 17);
}

/* rho = (R - R0) / (1 - R0), R0 the mean that the row of R tells. */
static void check_excess(const question *q)
{
    const qp_panel_row *r = row_like(q, QP_M_WEIGHTED_RECIPROCITY,
                                     text_of(q, q->row->window));
    double r0 = r->expected;
    matrix part = part_of(q);
    expectation x = expectation_of(&part);
    qp_reason why = why_not(q, &part);
    if (why == QP_REASON_NONE)
        why = !q->counts ? QP_REASON_NOT_COUNTS
              : x.forced ? QP_REASON_NO_FREEDOM
                         : QP_REASON_NO_EXCESS;
    double rest = r0 < 1 ? 1 - r0 : NAN;
    expect_value(q, (r->value - r0) / rest, why, 1e-10);
    expect(q, "low", q->row->low, (r->low - r0) / rest);
    expect(q, "high", q->row->high, (r->high - r0) / rest);
    expect(q, "p", q->row->p, isnan(q->row->value) ? NAN : r->p);
    expect(q, "expected", q->row->expected, isnan(q->row->value) ? NAN : 0);
}

QP_TEST(siphon_draws, give_the_excess_of_reciprocity)
{
    ask_random_worlds(false, BY_DRAWS, check_excess);
    ask_drawn_worlds(BY_DRAWS, check_excess);
}
