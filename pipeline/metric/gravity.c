/* SPDX-License-Identifier: MIT */
#include "metric/gravity.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/sum.h"
#include "graph/dense.h"
#include "metric/expectation.h"

enum { TERMS = QP_GRAVITY_COUNT, LEAST_PAIRS = 8, MOST_ROUNDS = 200 };

#define TOLERANCE       1e-12 ///< of a step, relative to the coefficient
#define FIXED_TOLERANCE 1e-10 ///< the same, where margins are met to as much
#define DEFICIENT       1e-10 ///< of a pivot, relative to its diagonal

const char *const qp_gravity_names[QP_GRAVITY_COUNT] = {
    "constant", "log_mass_origin", "log_mass_destination", "log_distance"};

/** The pairs, and the model on its way. */
typedef struct {
    const qp_square *square;
    size_t n;
    double *mass;     ///< [n] ln mass, less its mean; NaN: dropped
    double *distance; ///< [n * n] ln distance, less its mean; NaN: dropped
    double mean_mass;
    double mean_distance;
    double *fitted; ///< [n * n] NaN: dropped
    double beta[TERMS];
    double bread[TERMS * TERMS]; ///< inverse of the information
} model;

/* --------------------------------------------------------------------- pairs */

/* ln, less the mean of those that are above 0; NaN where it is not. */
static double take_logs(const double values[], size_t count, double logs[])
{
    qp_sum sum = {0};
    double known = 0;
    for (size_t i = 0; i < count; i++) {
        logs[i] = values[i] > 0 ? log(values[i]) : NAN;
        if (isnan(logs[i]))
            continue;
        qp_sum_add(&sum, logs[i]);
        known++;
    }
    double mean = known > 0 ? qp_sum_value(&sum) / known : 0;
    for (size_t i = 0; i < count; i++)
        logs[i] -= mean;
    return mean;
}

/* The terms of a pair; false where it is dropped. */
static bool terms_of(const model *m, size_t r, size_t s, double x[TERMS])
{
    x[QP_GRAVITY_CONSTANT] = 1;
    x[QP_GRAVITY_ORIGIN] = m->mass[r];
    x[QP_GRAVITY_DESTINATION] = m->mass[s];
    x[QP_GRAVITY_DISTANCE] = m->distance[r * m->n + s];
    return r != s && !isnan(x[QP_GRAVITY_ORIGIN]) &&
           !isnan(x[QP_GRAVITY_DESTINATION]) && !isnan(x[QP_GRAVITY_DISTANCE]);
}

static void count_pairs(const model *m, qp_gravity *g)
{
    double x[TERMS];
    double flow = 0;
    size_t masses = 0;
    for (size_t u = 0; u < m->n; u++)
        masses += isnan(m->mass[u]) ? 0 : 1;
    for (size_t r = 0; r < m->n; r++)
        for (size_t s = 0; s < m->n; s++) {
            bool used = terms_of(m, r, s, x);
            g->pairs += used ? 1 : 0;
            g->dropped += !used && r != s ? 1 : 0;
            flow += used ? m->square->flow[r * m->n + s] : 0;
        }
    if (g->pairs < LEAST_PAIRS)
        g->reason = masses * (masses - 1) < LEAST_PAIRS ? QP_REASON_NO_MASS
                                                        : QP_REASON_NO_DISTANCE;
    else if (!(flow > 0))
        g->reason = QP_REASON_NO_FLOW;
}

/* ------------------------------------------------------------------ the model */

static double value_of(const double beta[TERMS], const double x[TERMS])
{
    double eta = 0;
    for (int t = 0; t < TERMS; t++)
        eta += beta[t] * x[t];
    return eta;
}

/* Twice the distance from the likelihood of a perfect fit. */
static double fit_pairs(model *m, const double beta[TERMS])
{
    qp_sum deviance = {0};
    double x[TERMS];
    for (size_t r = 0; r < m->n; r++)
        for (size_t s = 0; s < m->n; s++) {
            size_t i = r * m->n + s;
            double flow = m->square->flow[i];
            m->fitted[i] = NAN;
            if (!terms_of(m, r, s, x))
                continue;
            double mu = exp(value_of(beta, x));
            m->fitted[i] = mu;
            qp_sum_add(&deviance, 2 * ((flow > 0 ? flow * log(flow / mu) : 0) -
                                       flow + mu));
        }
    return qp_sum_value(&deviance);
}

/* X' W X, and the score X' (F - mu). */
static void sum_information(const model *m, double information[TERMS * TERMS],
                            double score[TERMS])
{
    qp_sum cells[TERMS * TERMS] = {{0}};
    qp_sum scores[TERMS] = {{0}};
    double x[TERMS];
    for (size_t r = 0; r < m->n; r++)
        for (size_t s = 0; s < m->n; s++) {
            double mu = m->fitted[r * m->n + s];
            if (isnan(mu) || !terms_of(m, r, s, x))
                continue;
            double residual = m->square->flow[r * m->n + s] - mu;
            for (int a = 0; a < TERMS; a++) {
                qp_sum_add(&scores[a], x[a] * residual);
                for (int b = 0; b < TERMS; b++)
                    qp_sum_add(&cells[a * TERMS + b], mu * x[a] * x[b]);
            }
        }
    for (int a = 0; a < TERMS; a++)
        score[a] = qp_sum_value(&scores[a]);
    for (int c = 0; c < TERMS * TERMS; c++)
        information[c] = qp_sum_value(&cells[c]);
}

/* Factor the information; a pivot that all but vanishes is a term that follows
 * from those before it. */
static bool factor_information(double a[TERMS * TERMS])
{
    double diagonal[TERMS];
    for (int t = 0; t < TERMS; t++)
        diagonal[t] = a[t * TERMS + t];
    if (!qp_dense_cholesky(TERMS, a))
        return false;
    for (int t = 0; t < TERMS; t++) {
        double pivot = a[t * TERMS + t];
        if (!(pivot * pivot > DEFICIENT * diagonal[t]))
            return false;
    }
    return true;
}

static double largest_step(const double step[TERMS], const double beta[TERMS])
{
    double largest = 0;
    for (int t = 0; t < TERMS; t++)
        largest = fmax(largest, fabs(step[t]) / (1 + fabs(beta[t])));
    return largest;
}

/* Take the step, or a part of it that does not lead away. */
static double take_step(model *m, const double step[TERMS], double deviance)
{
    double beta[TERMS];
    double part = 1;
    double reached = INFINITY;
    for (int halving = 0; halving < 30; halving++, part /= 2) {
        for (int t = 0; t < TERMS; t++)
            beta[t] = m->beta[t] + part * step[t];
        reached = fit_pairs(m, beta);
        if (reached <= deviance * (1 + 1e-9))
            break;
    }
    memcpy(m->beta, beta, sizeof beta);
    return reached;
}

static void start(model *m, size_t pairs)
{
    memset(m->beta, 0, sizeof m->beta);
    m->beta[QP_GRAVITY_CONSTANT] = log(m->square->total / (double)pairs);
}

/* Newton's method; with the log as link it is iterated reweighted least
 * squares. */
static qp_reason fit(model *m, size_t pairs)
{
    double information[TERMS * TERMS];
    double step[TERMS];
    start(m, pairs);
    double deviance = fit_pairs(m, m->beta);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        sum_information(m, information, step);
        if (!factor_information(information))
            return QP_REASON_RANK_DEFICIENT;
        qp_dense_cholesky_solve(TERMS, information, 1, step);
        deviance = take_step(m, step, deviance);
        if (!isfinite(deviance))
            return QP_REASON_NOT_CONVERGED;
        if (largest_step(step, m->beta) <= TOLERANCE) {
            sum_information(m, information, step);
            if (!factor_information(information))
                return QP_REASON_RANK_DEFICIENT;
            qp_dense_cholesky_inverse(TERMS, information, m->bread);
            return QP_REASON_NONE;
        }
    }
    return QP_REASON_NOT_CONVERGED;
}

/* ---------------------------------------------------------- standard errors */

typedef enum { BY_PAIR, BY_ORIGIN, BY_DESTINATION } grouping;

static void add_score(const model *m, size_t r, size_t s, double score[TERMS])
{
    double x[TERMS];
    double mu = m->fitted[r * m->n + s];
    if (isnan(mu) || !terms_of(m, r, s, x))
        return;
    for (int t = 0; t < TERMS; t++)
        score[t] += x[t] * (m->square->flow[r * m->n + s] - mu);
}

/* The scores of a group together: meat += u u'. */
static void add_meat(const double u[TERMS], double meat[TERMS * TERMS])
{
    for (int a = 0; a < TERMS; a++)
        for (int b = 0; b < TERMS; b++)
            meat[a * TERMS + b] += u[a] * u[b];
}

static void sum_meat(const model *m, grouping by, double meat[TERMS * TERMS])
{
    memset(meat, 0, TERMS * TERMS * sizeof *meat);
    for (size_t g = 0; g < m->n; g++) {
        double group[TERMS] = {0};
        for (size_t o = 0; o < m->n; o++) {
            double pair[TERMS] = {0};
            bool origin = by == BY_ORIGIN;
            add_score(m, origin ? g : o, origin ? o : g,
                      by == BY_PAIR ? pair : group);
            if (by == BY_PAIR)
                add_meat(pair, meat);
        }
        add_meat(group, meat);
    }
}

/* Of uncentred terms: the constant takes back what centring moved into it. */
static void uncentre(const model *m, double rows[TERMS])
{
    rows[QP_GRAVITY_CONSTANT] -= (rows[QP_GRAVITY_ORIGIN] +
                                  rows[QP_GRAVITY_DESTINATION]) *
                                     m->mean_mass +
                                 rows[QP_GRAVITY_DISTANCE] * m->mean_distance;
}

/* The diagonal of T bread meat bread T', T from centred to uncentred. */
static void add_variance(const model *m, grouping by, double factor,
                         double variance[TERMS])
{
    double meat[TERMS * TERMS];
    double turned[TERMS * TERMS]; /* T bread, by columns */
    sum_meat(m, by, meat);
    for (int c = 0; c < TERMS; c++) {
        double column[TERMS];
        for (int a = 0; a < TERMS; a++)
            column[a] = m->bread[a * TERMS + c];
        uncentre(m, column);
        for (int a = 0; a < TERMS; a++)
            turned[a * TERMS + c] = column[a];
    }
    for (int t = 0; t < TERMS; t++)
        for (int a = 0; a < TERMS; a++)
            for (int b = 0; b < TERMS; b++)
                variance[t] += factor * turned[t * TERMS + a] *
                               meat[a * TERMS + b] * turned[t * TERMS + b];
}

static double root(double variance)
{
    return variance > 0 ? sqrt(variance) : NAN;
}

static void tell_terms(const model *m, qp_gravity *g)
{
    double plain[TERMS] = {0};
    double clustered[TERMS] = {0};
    double beta[TERMS];
    memcpy(beta, m->beta, sizeof beta);
    uncentre(m, beta);
    add_variance(m, BY_PAIR, 1, plain);
    add_variance(m, BY_ORIGIN, 1, clustered);
    add_variance(m, BY_DESTINATION, 1, clustered);
    add_variance(m, BY_PAIR, -1, clustered);
    for (int t = 0; t < TERMS; t++)
        g->term[t] = (qp_coefficient){beta[t], root(clustered[t]),
                                      root(plain[t])};
}

/* ------------------------------------------------------------- fixed effects */

/** The model with an effect of each origin and destination. */
typedef struct {
    const model *m;
    qp_margins margins; ///< of the pairs that are used
    double *out;        ///< [n]
    double *in;         ///< [n]
    double *work;       ///< [n]
    double *seed;       ///< [n * n] d^g; 0: dropped
    double *fitted;     ///< [n * n]
    double *within;     ///< [n * n] ln distance without both effects
    double g;
} effects;

static void clear_effects(effects *e)
{
    qp_release(e->out);
    qp_release(e->in);
    qp_release(e->seed);
    qp_release(e->fitted);
    qp_release(e->within);
}

static bool make_effects(const model *m, effects *e)
{
    size_t n = m->n;
    *e = (effects){
        .m = m,
        .out = qp_acquire(n, sizeof *e->out),
        .in = qp_acquire(n, sizeof *e->in),
        .seed = qp_acquire(n, n * sizeof *e->seed),
        .fitted = qp_acquire(n, n * sizeof *e->fitted),
        .within = qp_acquire(n, n * sizeof *e->within),
    };
    if (e->out == NULL || e->in == NULL || e->seed == NULL ||
        e->fitted == NULL || e->within == NULL)
        return false;
    e->margins = (qp_margins){n, e->out, e->in};
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            if (r != s && !isnan(m->distance[r * n + s])) {
                e->out[r] += m->square->flow[r * n + s];
                e->in[s] += m->square->flow[r * n + s];
            }
    return true;
}

static qp_status fit_effects(effects *e, qp_error *err)
{
    size_t n = e->m->n;
    for (size_t i = 0; i < n * n; i++) {
        double d = e->m->distance[i];
        e->seed[i] = isnan(d) ? 0 : exp(e->g * d);
    }
    return qp_expectation_fit(&e->margins, e->seed, e->fitted, NULL, err);
}

/* Take the weighted mean of each row, or column, out of `within`; returns the
 * largest that was there. */
static double take_means(effects *e, bool rows)
{
    size_t n = e->m->n;
    double largest = 0;
    for (size_t u = 0; u < n; u++) {
        double sum = 0;
        double weight = 0;
        for (size_t v = 0; v < n; v++) {
            size_t i = rows ? u * n + v : v * n + u;
            sum += e->fitted[i] * e->within[i];
            weight += e->fitted[i];
        }
        double mean = weight > 0 ? sum / weight : 0;
        largest = fmax(largest, fabs(mean));
        for (size_t v = 0; v < n; v++)
            e->within[rows ? u * n + v : v * n + u] -= mean;
    }
    return largest;
}

static bool find_within(effects *e)
{
    size_t n = e->m->n;
    for (size_t i = 0; i < n * n; i++)
        e->within[i] = e->fitted[i] > 0 ? e->m->distance[i] : 0;
    for (int round = 0; round < 10000; round++) {
        double moved = take_means(e, true);
        if (fmax(moved, take_means(e, false)) <= 1e-13)
            return true;
    }
    return false;
}

static double information_of(const effects *e)
{
    qp_sum sum = {0};
    for (size_t i = 0; i < e->m->n * e->m->n; i++)
        if (e->fitted[i] > 0)
            qp_sum_add(&sum, e->fitted[i] * e->within[i] * e->within[i]);
    return qp_sum_value(&sum);
}

/* sum over groups of (sum of within (F - mu))^2; all: of the sum of all. */
static double squared_scores(const effects *e, grouping by, double *all)
{
    size_t n = e->m->n;
    qp_sum squares = {0};
    qp_sum total = {0};
    for (size_t u = 0; u < n; u++) {
        double group = 0;
        for (size_t v = 0; v < n; v++) {
            size_t i = by == BY_ORIGIN ? u * n + v : v * n + u;
            double score = e->fitted[i] > 0
                               ? e->within[i] *
                                     (e->m->square->flow[i] - e->fitted[i])
                               : 0;
            qp_sum_add(&total, score);
            group += score;
            if (by == BY_PAIR)
                qp_sum_add(&squares, score * score);
        }
        if (by != BY_PAIR)
            qp_sum_add(&squares, group * group);
    }
    *all = qp_sum_value(&total);
    return qp_sum_value(&squares);
}

static void tell_fixed(const effects *e, double information, qp_gravity *g)
{
    double all = 0;
    double pair = squared_scores(e, BY_PAIR, &all);
    double both = squared_scores(e, BY_ORIGIN, &all) +
                  squared_scores(e, BY_DESTINATION, &all) - pair;
    g->fixed = (qp_coefficient){e->g, root(both) / information,
                                root(pair) / information};
}

/* One step of Newton's method for g; the effects follow from it. */
static qp_reason step_effects(effects *e, bool *done, qp_gravity *g)
{
    double score = 0;
    if (!find_within(e))
        return QP_REASON_NOT_CONVERGED;
    double information = information_of(e);
    squared_scores(e, BY_PAIR, &score);
    if (!(information > DEFICIENT * e->m->square->total))
        return QP_REASON_RANK_DEFICIENT;
    double step = score / information;
    *done = fabs(step) <= FIXED_TOLERANCE * (1 + fabs(e->g));
    if (*done)
        tell_fixed(e, information, g);
    e->g += fmax(-1, fmin(1, step));
    return QP_REASON_NONE;
}

/* Margins that no flows over these pairs can have are the fit's numeric
 * failure, and no failure of the run. */
static qp_status solve_effects(effects *e, qp_gravity *g, qp_error *err)
{
    bool done = false;
    g->fixed_reason = QP_REASON_NONE;
    for (int round = 0; round < MOST_ROUNDS && !done; round++) {
        qp_error numeric = {0};
        qp_status status = fit_effects(e, &numeric);
        if (status == QP_E_MEMORY)
            return qp_fail(err, status, "%s", numeric.message);
        g->fixed_reason = status == QP_OK ? step_effects(e, &done, g)
                                          : QP_REASON_NOT_CONVERGED;
        if (g->fixed_reason != QP_REASON_NONE)
            return QP_OK;
    }
    if (!done)
        g->fixed_reason = QP_REASON_NOT_CONVERGED;
    return QP_OK;
}

/* ------------------------------------------------------------------ measuring */

static bool make_model(const qp_square *square, const double mass[],
                       const double distance[], model *m)
{
    size_t n = square->n;
    *m = (model){
        .square = square,
        .n = n,
        .mass = qp_acquire(n, sizeof *m->mass),
        .distance = qp_acquire(n, n * sizeof *m->distance),
        .fitted = qp_acquire(n, n * sizeof *m->fitted),
    };
    if (m->mass == NULL || m->distance == NULL || m->fitted == NULL)
        return false;
    m->mean_mass = take_logs(mass, n, m->mass);
    m->mean_distance = take_logs(distance, n * n, m->distance);
    for (size_t u = 0; u < n; u++)
        m->distance[u * n + u] = NAN;
    return true;
}

static size_t pairs_with_distance(const model *m)
{
    size_t pairs = 0;
    for (size_t i = 0; i < m->n * m->n; i++)
        pairs += isnan(m->distance[i]) ? 0 : 1;
    return pairs;
}

static qp_status measure_fixed(const model *m, qp_gravity *g, qp_error *err)
{
    effects e;
    qp_status status = QP_OK;
    g->fixed_reason = QP_REASON_NO_DISTANCE;
    if (pairs_with_distance(m) < LEAST_PAIRS)
        return QP_OK;
    if (make_effects(m, &e))
        status = solve_effects(&e, g, err);
    else
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the gravity model of "
                         "%zu units",
                         m->n);
    clear_effects(&e);
    return status;
}

static qp_status measure(model *m, qp_gravity *g, qp_error *err)
{
    count_pairs(m, g);
    if (g->reason == QP_REASON_NONE)
        g->reason = fit(m, g->pairs);
    if (g->reason == QP_REASON_NONE)
        tell_terms(m, g);
    g->fitted = m->fitted;
    m->fitted = NULL;
    for (size_t i = 0; g->reason != QP_REASON_NONE && i < m->n * m->n; i++)
        g->fitted[i] = NAN;
    return measure_fixed(m, g, err);
}

qp_status qp_gravity_measure(const qp_square *square, const double mass[],
                             const double distance[], qp_gravity *gravity,
                             qp_error *err)
{
    const qp_coefficient none = {NAN, NAN, NAN};
    qp_gravity g = {.term = {none, none, none, none}, .fixed = none};
    model m;
    qp_status status = make_model(square, mass, distance, &m)
                           ? measure(&m, &g, err)
                           : qp_fail(err, QP_E_MEMORY,
                                     "no memory for the "
                                     "gravity model of %zu units",
                                     square->n);
    qp_release(m.mass);
    qp_release(m.distance);
    qp_release(m.fitted);
    if (status == QP_OK)
        *gravity = g;
    else
        qp_gravity_clear(&g);
    return status;
}

void qp_gravity_clear(qp_gravity *gravity)
{
    qp_release(gravity->fitted);
    gravity->fitted = NULL;
}

qp_attraction qp_over_attraction(const qp_square *square, const double fitted[],
                                 size_t unit, bool out)
{
    qp_sum flows = {0};
    qp_sum expected = {0};
    qp_sum squares = {0};
    qp_attraction a = {NAN, NAN, 0};
    for (size_t u = 0; u < square->n; u++) {
        size_t i = out ? unit * square->n + u : u * square->n + unit;
        if (isnan(fitted[i]))
            continue;
        double residual = square->flow[i] - fitted[i];
        qp_sum_add(&flows, square->flow[i]);
        qp_sum_add(&expected, fitted[i]);
        qp_sum_add(&squares, residual * residual);
        a.pairs++;
    }
    double below = qp_sum_value(&expected);
    if (!(below > 0))
        return a;
    a.value = qp_sum_value(&flows) / below;
    a.error = sqrt(qp_sum_value(&squares)) / below;
    return a;
}
