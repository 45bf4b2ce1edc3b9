/* SPDX-License-Identifier: MIT */
/*
 * X3 and X4 once more: expected flows from two factors a unit, leverages from
 * the whole hat matrix of the Poisson model with dummies, gravity by Newton's
 * method on all columns at once. Only a fit that comes to an end can be
 * compared: where the likeliest coefficients are not finite, that the row is
 * blank is all that is asked.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/question.h"

/* Fits of both sides end within 1e-10 of the sums; E can be farther off where
 * they leave little freedom, and residuals, of differences, more so. */
#define FITTED   1e-7
#define RESIDUAL 1e-5

/* ---------------------------------------------------------- Poisson models */

enum { MOST_CELLS = WORLD_REGIONS * WORLD_REGIONS };

/** Cells and their columns; ln E = column . beta. */
typedef struct {
    int cells;
    int columns;
    int from[MOST_CELLS];
    int to[MOST_CELLS];
    double flow[MOST_CELLS];
    double expected[MOST_CELLS];
    long double eta[MOST_CELLS]; ///< its logarithm
    long double column[MOST_CELLS][DENSE];
    bool fitted;
} poisson;

/** What a model was last made for: rows of one layer and window follow each
 * other, and it is slow enough once. */
typedef struct {
    size_t asked;
    int layer;
    int year;
} occasion;

static bool is_other(const question *q, occasion *last)
{
    bool other = last->asked != q->asked || last->layer != q->layer ||
                 last->year != q->year;
    *last = (occasion){q->asked, q->layer, q->year};
    return other;
}

/* X' E X */
static dense information_of(const poisson *p)
{
    dense a = {.n = p->columns};
    for (int i = 0; i < p->cells; i++)
        for (int r = 0; r < p->columns; r++)
            for (int c = 0; c < p->columns; c++)
                a.at[r][c] += p->expected[i] * p->column[i][r] *
                              p->column[i][c];
    return a;
}

/* x A y */
static long double between(const dense *a, const long double x[],
                           const long double y[])
{
    long double sum = 0;
    for (int r = 0; r < a->n; r++)
        for (int c = 0; c < a->n; c++)
            sum += x[r] * a->at[r][c] * y[c];
    return sum;
}

static int column_rank(const poisson *p)
{
    poisson even = *p;
    dense none;
    for (int i = 0; i < p->cells; i++)
        even.expected[i] = 1;
    return dense_pseudo_inverse(information_of(&even), &none);
}

/* Twice the distance of logarithms `eta` from a perfect fit. */
static long double deviance_of(const poisson *p, const long double eta[])
{
    long double sum = 0;
    for (int i = 0; i < p->cells; i++) {
        long double mu = expl(eta[i]);
        long double f = p->flow[i];
        sum += 2 * ((f > 0 ? f * (logl(f) - eta[i]) : 0) - f + mu);
    }
    return sum;
}

/* Newton's step of eta, by the pseudo-inverse; its largest element. */
static long double step_of(const poisson *p, long double step[MOST_CELLS],
                           int *rank)
{
    long double score[DENSE] = {0};
    long double largest = 0;
    dense inverse;
    *rank = dense_pseudo_inverse(information_of(p), &inverse);
    for (int i = 0; i < p->cells; i++)
        for (int c = 0; c < p->columns; c++)
            score[c] += p->column[i][c] * (p->flow[i] - p->expected[i]);
    for (int i = 0; i < p->cells; i++) {
        step[i] = between(&inverse, p->column[i], score);
        largest = fmaxl(largest, fabsl(step[i]));
    }
    return largest;
}

/* The likeliest E; false: its logarithms lie at infinity, where some cells tell
 * nothing any more. */
static bool fit(poisson *p)
{
    long double *eta = p->eta;
    long double step[MOST_CELLS];
    long double sum = 0;
    int full = column_rank(p);
    for (int i = 0; i < p->cells; i++)
        sum += p->flow[i];
    for (int i = 0; i < p->cells; i++)
        eta[i] = logl(sum / p->cells);
    for (int round = 0; round < 100; round++) {
        for (int i = 0; i < p->cells; i++)
            p->expected[i] = (double)expl(eta[i]);
        int rank = 0;
        long double largest = step_of(p, step, &rank);
        long double before = deviance_of(p, eta);
        long double tried[MOST_CELLS];
        long double part = 1;
        do {
            for (int i = 0; i < p->cells; i++)
                tried[i] = eta[i] + part * step[i];
            part /= 2;
        } while (deviance_of(p, tried) > before * (1 + 1e-15L) && part > 1e-6L);
        memcpy(eta, tried, sizeof tried);
        if (rank < full || largest < 1e-13L)
            return rank == full;
    }
    return false;
}

/* ------------------------------------------------------------------------ X3 */

/** Cells that are open, with a dummy an origin and a destination. */
static poisson dummies_of(const matrix *m, const expectation *x)
{
    poisson p = {.columns = 2 * m->n};
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < m->n; s++)
            if (x->e[r][s] > 0) {
                p.from[p.cells] = r;
                p.to[p.cells] = s;
                p.flow[p.cells] = m->flow[r][s];
                p.expected[p.cells] = x->e[r][s];
                p.column[p.cells][r] = 1;
                p.column[p.cells++][m->n + s] = 1;
            }
    return p;
}

static double poisson_p(double count, double mean)
{
    double term = exp(-mean);
    double below = 0; /* P(X < count) */
    for (double k = 0; k < count; k++) {
        below += term;
        term *= mean / (k + 1);
    }
    return fmin(1, 2 * fmin(below + term, 1 - below));
}

/** What the flows of all cells are tested with. */
typedef struct {
    expectation x;
    double df;
    double z[WORLD_REGIONS][WORLD_REGIONS];
    double p[WORLD_REGIONS][WORLD_REGIONS];
} residuals;

/* The hat matrix is sqrt(E) X (X' E X)^+ X' sqrt(E). */
static void fill_residual(const poisson *p, const dense *inverse, int cell,
                          double dispersion, residuals *t)
{
    double e = p->expected[cell];
    double *z = &t->z[p->from[cell]][p->to[cell]];
    double leverage = e * (double)between(inverse, p->column[cell],
                                          p->column[cell]);
    if (leverage > 1 - 1e-6)
        return;
    *z = dispersion > 1e-20
             ? (p->flow[cell] - e) / sqrt(e * (1 - leverage) * dispersion)
             : 0;
    t->p[p->from[cell]][p->to[cell]] = e < 5 ? poisson_p(p->flow[cell], e)
                                             : erfc(fabs(*z) / sqrt(2));
}

/* Counts are not less dispersed than independent moves are. */
static void fill_residuals(const matrix *m, bool counts, residuals *t)
{
    dense inverse;
    double squares = 0;
    poisson p = dummies_of(m, &t->x);
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < m->n; s++)
            t->z[r][s] = t->p[r][s] = NAN;
    t->df = p.cells - dense_pseudo_inverse(information_of(&p), &inverse);
    for (int i = 0; i < p.cells; i++)
        squares += (p.flow[i] - p.expected[i]) * (p.flow[i] - p.expected[i]) /
                   p.expected[i];
    double spread = squares / t->df;
    if (counts)
        spread = fmax(1, spread);
    for (int i = 0; i < p.cells && t->df > 0; i++)
        fill_residual(&p, &inverse, i, spread, t);
}

static const residuals *residuals_of(const question *q)
{
    static occasion last;
    static residuals kept;
    if (is_other(q, &last)) {
        kept.x = expectation_of(&q->all);
        if (!kept.x.forced)
            fill_residuals(&q->all, q->counts, &kept);
    }
    return &kept;
}

static void check_residual(const question *q, const residuals *t, int r, int s)
{
    expect_within(q, "z", q->row->z, t->z[r][s], RESIDUAL);
    expect(q, "df", q->row->df, t->df);
    expect(q, "expected", q->row->expected, 1);
    if (fabs(t->x.e[r][s] - 5) > 1e-6) /* else either p is right */
        expect_within(q, "p", q->row->p, q->counts ? t->p[r][s] : NAN,
                      RESIDUAL);
    expect_family(q, 0);
}

static void check_direction(const question *q)
{
    int r = number_of(q, q->row->subject);
    int s = number_of(q, q->row->object);
    const residuals *t = residuals_of(q);
    double e = t->x.e[r][s];
    bool open = !t->x.forced && e > 0;
    bool ratios = q->row->metric == QP_M_FLOW_RATIO;
    qp_reason why = t->x.forced ? QP_REASON_NO_FREEDOM : QP_REASON_NO_FLOW;
    double value = ratios ? q->all.flow[r][s] / e : e;
    cr_assert_gt(q->all.flow[r][s] + q->all.flow[s][r], 0);
    expect_value(q, open ? value : NAN, why, FITTED);
    if (ratios && open)
        check_residual(q, t, r, s);
    else
        cr_assert(isnan(q->row->p) && isnan(q->row->z) && isnan(q->row->q));
}

/* -------------------------------------------------- M10 on the expectation */

static void check_on_expectation(const question *q)
{
    matrix part = part_of(q);
    qp_reason why = why_not(q, &part);
    double value = NAN;
    if (why == QP_REASON_NONE) {
        expectation x = expectation_of(&part);
        matrix e = as_flows(&x, &part);
        bool on_fci = q->row->metric == QP_M_FCI_ON_EXPECTATION;
        why = QP_REASON_NO_FREEDOM;
        if (!x.forced && on_fci)
            cycling_with(q->w, &e, 0, &value);
        else if (!x.forced)
            value = reciprocity(&e);
    }
    expect_value(q, value, why, FITTED);
}

/* ------------------------------------------------------------------------ X4 */

/* On a sphere, from the angle between the two places. */
static double great_circle(const world *w, int r, int s)
{
    const double degree = acos(-1) / 180;
    double a[3];
    double b[3];
    double *const place[] = {a, b};
    for (int i = 0; i < 2; i++) {
        double lon = w->lon[i == 0 ? r : s] * degree;
        double lat = w->lat[i == 0 ? r : s] * degree;
        place[i][0] = cos(lat) * cos(lon);
        place[i][1] = cos(lat) * sin(lon);
        place[i][2] = sin(lat);
    }
    double x = a[1] * b[2] - a[2] * b[1];
    double y = a[2] * b[0] - a[0] * b[2];
    double z = a[0] * b[1] - a[1] * b[0];
    double along = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    return 6371.0088 * atan2(sqrt(x * x + y * y + z * z), along);
}

static bool has_distances(const world *w)
{
    bool any = false;
    for (int r = 0; r < w->regions; r++)
        for (int s = 0; s < w->regions; s++)
            any |= !isnan(w->distance[r][s]);
    return any;
}

/* Of pairs where any is given: its own, else that of the way back. */
static double distance_of(const world *w, int r, int s)
{
    if (!has_distances(w))
        return great_circle(w, r, s);
    return isnan(w->distance[r][s]) ? w->distance[s][r] : w->distance[r][s];
}

static bool has_distance(const world *w, int r, int s)
{
    return r != s && distance_of(w, r, s) > 1e-9;
}

static bool has_masses(const world *w, int r, int s)
{
    return w->population[r] > 0 && w->population[s] > 0;
}

/* A constant, two masses, a distance; logarithms less about their mean, or
 * the columns are hard to tell apart. */
static poisson make_gravity(const question *q, double centre[4])
{
    poisson p = {.columns = 4};
    const world *w = q->w;
    memset(centre, 0, 4 * sizeof *centre);
    for (int r = 0; r < w->regions; r++)
        for (int s = 0; s < w->regions; s++) {
            if (!has_masses(w, r, s) || !has_distance(w, r, s))
                continue;
            p.from[p.cells] = r;
            p.to[p.cells] = s;
            p.flow[p.cells] = q->all.flow[r][s];
            long double *x = p.column[p.cells++];
            x[0] = 1;
            x[1] = logl(w->population[r]);
            x[2] = logl(w->population[s]);
            x[3] = logl(distance_of(w, r, s));
        }
    for (int c = 1; c < 4; c++) {
        for (int i = 0; i < p.cells; i++)
            centre[c] += (double)p.column[i][c] / p.cells;
        for (int i = 0; i < p.cells; i++)
            p.column[i][c] -= centre[c];
    }
    return p;
}

static const poisson *gravity_of(const question *q, double centre[4])
{
    static occasion last;
    static poisson kept;
    static double means[4];
    if (is_other(q, &last)) {
        kept = make_gravity(q, means);
        kept.fitted = kept.cells >= 8 && column_rank(&kept) == 4 && fit(&kept);
    }
    memcpy(centre, means, sizeof means);
    return &kept;
}

/* An effect of each origin and destination, and the distance. */
static poisson fixed_of(const question *q, size_t *pairs)
{
    const world *w = q->w;
    matrix m = {.n = w->regions};
    poisson p = {.columns = 2 * w->regions + 1};
    *pairs = 0;
    for (int r = 0; r < w->regions; r++)
        for (int s = 0; s < w->regions; s++)
            if (has_distance(w, r, s)) {
                m.flow[r][s] = q->all.flow[r][s];
                ++*pairs;
            }
    for (int r = 0; r < w->regions; r++)
        for (int s = 0; s < w->regions; s++) {
            if (!has_distance(w, r, s) || !(outflow(&m, r) > 0) ||
                !(inflow(&m, s) > 0))
                continue;
            p.from[p.cells] = r;
            p.to[p.cells] = s;
            p.flow[p.cells] = m.flow[r][s];
            p.column[p.cells][r] = 1;
            p.column[p.cells][w->regions + s] = 1;
            p.column[p.cells++][2 * w->regions] = logl(distance_of(w, r, s));
        }
    return p;
}

/* c' A M A c, M of the scores summed over what shares an origin, a destination,
 * less those of single pairs, which are in both. */
static double clustered(const poisson *p, const long double c[DENSE])
{
    dense inverse;
    long double variance = 0;
    long double weight[MOST_CELLS];
    dense_pseudo_inverse(information_of(p), &inverse);
    for (int i = 0; i < p->cells; i++)
        weight[i] = between(&inverse, c, p->column[i]) *
                    (p->flow[i] - p->expected[i]);
    for (int i = 0; i < p->cells; i++)
        for (int j = 0; j < p->cells; j++) {
            int shared = (p->from[i] == p->from[j]) + (p->to[i] == p->to[j]) -
                         (i == j);
            variance += shared * weight[i] * weight[j];
        }
    return (double)variance;
}

/* ... and the coefficient itself: c' A X' E ln E, as the fit is exact. */
static double coefficient(const poisson *p, const long double c[DENSE])
{
    dense inverse;
    long double sum = 0;
    dense_pseudo_inverse(information_of(p), &inverse);
    for (int i = 0; i < p->cells; i++)
        sum += between(&inverse, c, p->column[i]) * p->expected[i] * p->eta[i];
    return (double)sum;
}

/* An interval of normal errors, and what follows; none where the variance is
 * not above 0. */
static void expect_normal(const question *q, double value, double variance,
                          double without)
{
    double error = variance > 0 ? sqrt(variance) : NAN;
    double z = (value - without) / error;
    if (fabs(variance) < 1e-9 * (1 + value * value)) /* its sign is rounding */
        return;
    expect_within(q, "low", q->row->low, value - 1.959963984540054 * error,
                  1e-6);
    expect_within(q, "high", q->row->high, value + 1.959963984540054 * error,
                  1e-6);
    expect_within(q, "z", q->row->z, z, 1e-5);
    expect_within(q, "p", q->row->p, erfc(fabs(z) / sqrt(2)), 1e-6);
}

static bool is_blank_for(const question *q, qp_reason reason)
{
    return isnan(q->row->value) && q->row->reason == reason;
}

static void expect_no_fit(const question *q)
{
    cr_assert(is_blank_for(q, QP_REASON_RANK_DEFICIENT) ||
                  is_blank_for(q, QP_REASON_NOT_CONVERGED),
              "%s: %s of %s %s in '%s' %s is %g %s, and should not be", q->name,
              qp_metrics[q->row->metric].name, text_of(q, q->row->subject),
              text_of(q, q->row->object), text_of(q, q->row->window),
              text_of(q, q->row->layer), q->row->value,
              qp_reasons[q->row->reason].name);
}

static qp_reason why_no_gravity(const question *q, const poisson *p)
{
    const world *w = q->w;
    qp_reason why = why_not(q, &q->all);
    int masses = 0;
    double flow = 0;
    for (int r = 0; r < w->regions; r++)
        masses += w->population[r] > 0 ? 1 : 0;
    for (int i = 0; i < p->cells; i++)
        flow += p->flow[i];
    if (why != QP_REASON_NONE)
        return why;
    if (p->cells < 8)
        return masses * (masses - 1) < 8 ? QP_REASON_NO_MASS
                                         : QP_REASON_NO_DISTANCE;
    return flow > 0 ? QP_REASON_NONE : QP_REASON_NO_FLOW;
}

static int term_of(const question *q)
{
    static const char *const names[] = {"constant", "log_mass_origin",
                                        "log_mass_destination", "log_distance"};
    int t = 0;
    while (t < 4 && !is_subject(q, names[t]))
        t++;
    cr_assert_lt(t, 4, "%s is no term", text_of(q, q->row->subject));
    return t;
}

static void check_term(const question *q)
{
    double centre[4];
    long double c[DENSE] = {0};
    const poisson *p = gravity_of(q, centre);
    qp_reason why = why_no_gravity(q, p);
    int term = term_of(q);
    if (why != QP_REASON_NONE) {
        expect_value(q, NAN, why, 0);
        return;
    }
    expect(q, "n", q->row->n, p->cells);
    if (!p->fitted) {
        expect_no_fit(q);
        return;
    }
    c[term] = 1;
    for (int t = 1; t < 4 && term == 0; t++)
        c[t] = -centre[t];
    double value = coefficient(p, c);
    expect_value(q, value, QP_REASON_NONE, 1e-8);
    expect_normal(q, value, clustered(p, c), 0);
}

/* Effects, but for one that follows, and the distance have to be fewer than
 * the pairs. */
static qp_reason why_no_effects(const question *q, const poisson *p,
                                size_t pairs)
{
    qp_reason why = why_not(q, &q->all);
    bool used[2 * WORLD_REGIONS] = {false};
    int effects = 0;
    for (int i = 0; i < p->cells; i++)
        used[p->from[i]] = used[WORLD_REGIONS + p->to[i]] = true;
    for (int e = 0; e < 2 * WORLD_REGIONS; e++)
        effects += used[e] ? 1 : 0;
    if (why != QP_REASON_NONE)
        return why;
    if (pairs < 2)
        return QP_REASON_NO_DISTANCE;
    if (p->cells == 0)
        return QP_REASON_NO_FLOW;
    return p->cells > effects ? QP_REASON_NONE : QP_REASON_NO_FREEDOM;
}

/* Leave out the cells in which nothing is expected. */
static bool drop_empty(poisson *p)
{
    int kept = 0;
    double largest = 0;
    for (int i = 0; i < p->cells; i++)
        largest = fmax(largest, p->expected[i]);
    for (int i = 0; i < p->cells; i++) {
        if (p->expected[i] < 1e-6 * largest && !(p->flow[i] > 0))
            continue;
        p->from[kept] = p->from[i];
        p->to[kept] = p->to[i];
        p->flow[kept] = p->flow[i];
        memcpy(p->column[kept++], p->column[i], sizeof p->column[i]);
    }
    bool any = kept < p->cells;
    p->cells = kept;
    return any;
}

/* Effects may lie at infinity and the slope not: cells in which nothing is
 * expected then say nothing of it. */
static bool fit_effects(poisson *p, bool *separated)
{
    do {
        poisson without = *p;
        without.columns--;
        if (column_rank(p) == column_rank(&without))
            return false;
        if (fit(p))
            return true;
        *separated = true;
    } while (drop_empty(p));
    return false;
}

static void check_fixed(const question *q)
{
    size_t pairs = 0;
    long double c[DENSE] = {0};
    poisson p = fixed_of(q, &pairs);
    qp_reason why = why_no_effects(q, &p, pairs);
    if (why != QP_REASON_NONE) {
        expect_value(q, NAN, why, 0);
        return;
    }
    bool separated = false;
    if (!fit_effects(&p, &separated)) {
        expect_no_fit(q);
        return;
    }
    if (separated && is_blank_for(q, QP_REASON_NOT_CONVERGED))
        return;
    c[p.columns - 1] = 1;
    double value = coefficient(&p, c);
    expect_value(q, value, QP_REASON_NONE, FITTED);
    expect_normal(q, value, clustered(&p, c), 0);
}

static void check_attraction(const question *q)
{
    double centre[4];
    int s = number_of(q, q->row->subject);
    double flow = 0;
    double expected = 0;
    double squares = 0;
    const poisson *p = gravity_of(q, centre);
    qp_reason why = why_no_gravity(q, p);
    if (why != QP_REASON_NONE) {
        expect_value(q, NAN, why, 0);
        return;
    }
    if (!p->fitted) {
        expect_no_fit(q);
        return;
    }
    for (int i = 0; i < p->cells; i++)
        if (p->to[i] == s) {
            flow += p->flow[i];
            expected += p->expected[i];
            squares += (p->flow[i] - p->expected[i]) *
                       (p->flow[i] - p->expected[i]);
        }
    double value = ratio(flow, expected);
    expect_value(q, value,
                 q->w->population[s] > 0 ? QP_REASON_NO_DISTANCE
                                         : QP_REASON_NO_MASS,
                 1e-8);
    if (!isnan(value))
        expect_normal(q, value, squares / expected / expected, 1);
    expect_family(q, 0);
}

/* -------------------------------------------------------------------- asking */

static void check(const question *q)
{
    switch (q->row->metric) {
    case QP_M_EXPECTED_FLOW:
    case QP_M_FLOW_RATIO:
        check_direction(q);
        break;
    case QP_M_GRAVITY_COEFFICIENT:
        if (q->row->object != QP_NONE)
            check_fixed(q);
        else
            check_term(q);
        break;
    case QP_M_OVER_ATTRACTION:
        check_attraction(q);
        break;
    default:
        check_on_expectation(q);
        break;
    }
}

QP_TEST(siphon_models, agree_with_the_definitions_on_random_worlds)
{
    ask_random_worlds(false, BY_MODELS, check);
}

QP_TEST(siphon_models, agree_with_the_definitions_year_by_year)
{
    ask_random_worlds(true, BY_MODELS, check);
}

QP_TEST(siphon_models, agree_with_the_definitions_on_degenerate_worlds)
{
    ask_drawn_worlds(BY_MODELS, check);
}
