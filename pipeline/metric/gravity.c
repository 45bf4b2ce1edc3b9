/* SPDX-License-Identifier: MIT */
#include "metric/gravity.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/sum.h"
#include "graph/dense.h"
#include "metric/gravity_pairs.h"

enum { MOST = QP_GRAVITY_MOST, MOST_ROUNDS = 200, MOST_HALVINGS = 30 };

#define TOLERANCE 1e-12 ///< of a step, relative to coefficients and flows
#define DEFICIENT 1e-10 ///< of a pivot, relative to its diagonal
#define SLACK     1e-10 ///< of the deviance, relative to the flows

const char *const qp_gravity_names[QP_GRAVITY_COUNT] = {
    "constant", "log_mass_origin", "log_mass_destination", "log_distance"};

/** The model on its way. */
typedef struct {
    const qp_gravity_pairs *pairs;
    bool effects;
    double *eta;    ///< [pairs] ln E
    double *fitted; ///< [pairs] E
    double *within; ///< [terms * pairs] x without the effects
    double *rest;   ///< [pairs] (F - E) / E without the effects
    double *shift;  ///< [pairs] a step of eta
    double *room;   ///< [MOST * units]
    double beta[MOST];
    double bread[MOST * MOST]; ///< [terms * terms] inverse of the information
} model;

static bool make_model(const qp_gravity_pairs *pairs, bool effects, model *m)
{
    size_t count = pairs->count;
    *m = (model){.pairs = pairs,
                 .effects = effects,
                 .eta = qp_acquire(count, sizeof *m->eta),
                 .fitted = qp_acquire(count, sizeof *m->fitted),
                 .within = qp_acquire(count, pairs->terms * sizeof *m->within),
                 .rest = qp_acquire(count, sizeof *m->rest),
                 .shift = qp_acquire(count, sizeof *m->shift),
                 .room = qp_acquire(pairs->units, MOST * sizeof *m->room)};
    return m->eta != NULL && m->fitted != NULL && m->within != NULL &&
           m->rest != NULL && m->shift != NULL && m->room != NULL;
}

static void clear_model(model *m)
{
    qp_release(m->eta);
    qp_release(m->fitted);
    qp_release(m->within);
    qp_release(m->rest);
    qp_release(m->shift);
    qp_release(m->room);
}

/* ------------------------------------------------------------------- the fit */

/* Begin where nothing but the sums is known: the mean flow, or what origins and
 * destinations lead to expect. */
static void start(model *m)
{
    const qp_gravity_pairs *pairs = m->pairs;
    double *out = m->room;
    double *in = m->room + pairs->units;
    double mean = log(pairs->total / (double)pairs->count);
    memset(m->room, 0, 2 * pairs->units * sizeof *m->room);
    for (size_t i = 0; i < pairs->count; i++) {
        out[pairs->from[i]] += pairs->flow[i];
        in[pairs->to[i]] += pairs->flow[i];
    }
    for (size_t i = 0; i < pairs->count; i++)
        m->eta[i] = m->effects ? log(out[pairs->from[i]]) +
                                     log(in[pairs->to[i]]) - log(pairs->total)
                               : mean;
    m->beta[0] = m->effects ? 0 : mean;
}

/* (F - E) / E */
static double working_residual(const model *m, size_t i)
{
    double flow = m->pairs->flow[i];
    return flow > 0 ? flow / m->fitted[i] - 1 : -1;
}

/* E, and what the effects leave of the regressors and of the residual. */
static void weigh(model *m)
{
    const qp_gravity_pairs *pairs = m->pairs;
    size_t count = pairs->count;
    for (size_t i = 0; i < count; i++) {
        m->fitted[i] = exp(m->eta[i]);
        m->rest[i] = working_residual(m, i);
    }
    memcpy(m->within, pairs->x, pairs->terms * count * sizeof *m->within);
    if (!m->effects)
        return;
    qp_effects_remove(pairs, m->fitted, m->rest, m->room);
    for (size_t t = 0; t < pairs->terms; t++)
        qp_effects_remove(pairs, m->fitted, m->within + t * count, m->room);
}

/* sum of w a b over the pairs */
static double product(const model *m, const double a[], const double b[])
{
    qp_sum sum = {0};
    for (size_t i = 0; i < m->pairs->count; i++)
        qp_sum_add(&sum, m->fitted[i] * a[i] * b[i]);
    return qp_sum_value(&sum);
}

/* sum of a (F - E) */
static double score(const model *m, const double a[])
{
    qp_sum sum = {0};
    for (size_t i = 0; i < m->pairs->count; i++)
        qp_sum_add(&sum, a[i] * (m->pairs->flow[i] - m->fitted[i]));
    return qp_sum_value(&sum);
}

/* Factor the information. A pivot that all but vanishes is a term that follows
 * from those before it, or from the effects. */
static bool factor(const model *m, double a[])
{
    const qp_gravity_pairs *pairs = m->pairs;
    size_t terms = pairs->terms;
    for (size_t t = 0; t < terms; t++)
        for (size_t u = 0; u <= t; u++)
            a[t * terms + u] = product(m, m->within + t * pairs->count,
                                       m->within + u * pairs->count);
    if (!qp_dense_cholesky(terms, a))
        return false;
    for (size_t t = 0; t < terms; t++) {
        const double *x = pairs->x + t * pairs->count;
        double pivot = a[t * terms + t];
        if (!(pivot * pivot > DEFICIENT * product(m, x, x)))
            return false;
    }
    return true;
}

/* How eta follows a step of the coefficients, the effects with it; returns the
 * flow that moves. */
static double shift(model *m, const double step[])
{
    const qp_gravity_pairs *pairs = m->pairs;
    double moved = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        double by = m->effects ? working_residual(m, i) - m->rest[i] : 0;
        for (size_t t = 0; t < pairs->terms; t++)
            by += step[t] * m->within[t * pairs->count + i];
        m->shift[i] = by;
        moved += m->fitted[i] * fabs(by);
    }
    return moved;
}

/* Twice what is missing to the likelihood of a perfect fit, after a part of the
 * shift. */
static double deviance(const model *m, double part)
{
    qp_sum sum = {0};
    for (size_t i = 0; i < m->pairs->count; i++) {
        double flow = m->pairs->flow[i];
        double eta = m->eta[i] + part * m->shift[i];
        qp_sum_add(&sum, flow > 0 ? flow * (log(flow) - eta) - flow : 0);
        qp_sum_add(&sum, exp(eta));
    }
    return 2 * qp_sum_value(&sum);
}

/* Take the step, or a part of it that does not lead away. */
static void take(model *m, const double step[])
{
    double most = deviance(m, 0) + SLACK * m->pairs->total;
    double part = 1;
    for (int h = 0; h < MOST_HALVINGS && !(deviance(m, part) <= most); h++)
        part /= 2;
    for (size_t t = 0; t < m->pairs->terms; t++)
        m->beta[t] += part * step[t];
    for (size_t i = 0; i < m->pairs->count; i++)
        m->eta[i] += part * m->shift[i];
}

static bool is_small(const model *m, const double step[])
{
    for (size_t t = 0; t < m->pairs->terms; t++)
        if (!(fabs(step[t]) <= TOLERANCE * fmax(1, fabs(m->beta[t]))))
            return false;
    return true;
}

/* Newton's method; with the log as link it is iterated reweighted least
 * squares. */
static qp_reason fit(model *m)
{
    const qp_gravity_pairs *pairs = m->pairs;
    double information[MOST * MOST];
    double step[MOST];
    start(m);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        weigh(m);
        if (!factor(m, information))
            return QP_REASON_RANK_DEFICIENT;
        for (size_t t = 0; t < pairs->terms; t++)
            step[t] = score(m, m->within + t * pairs->count);
        qp_dense_cholesky_solve(pairs->terms, information, 1, step);
        if (shift(m, step) <= TOLERANCE * pairs->total && is_small(m, step)) {
            qp_dense_cholesky_inverse(pairs->terms, information, m->bread);
            return QP_REASON_NONE;
        }
        take(m, step);
    }
    return QP_REASON_NOT_CONVERGED;
}

/* ----------------------------------------------------------- standard errors */

/* meat += factor u u' */
static void add_square(const double u[], size_t terms, double factor,
                       double meat[])
{
    for (size_t a = 0; a < terms; a++)
        for (size_t b = 0; b < terms; b++)
            meat[a * terms + b] += factor * u[a] * u[b];
}

static double residual(const model *m, size_t i)
{
    return m->pairs->flow[i] - m->fitted[i];
}

/* Each pair by itself. */
static void add_pairs(const model *m, double factor, double meat[])
{
    const qp_gravity_pairs *pairs = m->pairs;
    double u[MOST];
    for (size_t i = 0; i < pairs->count; i++) {
        for (size_t t = 0; t < pairs->terms; t++)
            u[t] = m->within[t * pairs->count + i] * residual(m, i);
        add_square(u, pairs->terms, factor, meat);
    }
}

/* The pairs of one end together. */
static void add_groups(const model *m, const uint32_t end[], double meat[])
{
    const qp_gravity_pairs *pairs = m->pairs;
    size_t terms = pairs->terms;
    memset(m->room, 0, pairs->units * terms * sizeof *m->room);
    for (size_t i = 0; i < pairs->count; i++)
        for (size_t t = 0; t < terms; t++)
            m->room[end[i] * terms + t] += m->within[t * pairs->count + i] *
                                           residual(m, i);
    for (size_t u = 0; u < pairs->units; u++)
        add_square(m->room + u * terms, terms, 1, meat);
}

/* What the means that were taken off the regressors put into the constant. */
static double uncentred(const model *m, size_t term, const double by_term[])
{
    double value = by_term[term];
    if (m->pairs->first + (int)term == QP_GRAVITY_CONSTANT)
        for (size_t t = 0; t < m->pairs->terms; t++)
            value -= m->pairs->mean[t] * by_term[t];
    return value;
}

/* The square root of the variance of a term; NaN where it is not above 0. */
static double error_of(const model *m, const double meat[], size_t term)
{
    size_t terms = m->pairs->terms;
    double row[MOST]; /* of the bread */
    double variance = 0;
    for (size_t a = 0; a < terms; a++)
        row[a] = uncentred(m, term, m->bread + a * terms);
    for (size_t a = 0; a < terms; a++)
        for (size_t b = 0; b < terms; b++)
            variance += row[a] * meat[a * terms + b] * row[b];
    return variance > 0 ? sqrt(variance) : NAN;
}

static void tell(const model *m, qp_gravity *g)
{
    const qp_gravity_pairs *pairs = m->pairs;
    double plain[MOST * MOST] = {0};
    double clustered[MOST * MOST] = {0};
    add_pairs(m, 1, plain);
    add_groups(m, pairs->from, clustered);
    add_groups(m, pairs->to, clustered);
    add_pairs(m, -1, clustered);
    for (size_t t = 0; t < pairs->terms; t++)
        g->term[(size_t)pairs->first + t] = (qp_coefficient){
            uncentred(m, t, m->beta), error_of(m, clustered, t),
            error_of(m, plain, t)};
    for (size_t i = 0; i < pairs->count; i++)
        g->fitted[pairs->from[i] * pairs->units + pairs->to[i]] = m->fitted[i];
}

/* ----------------------------------------------------------------- measuring */

static qp_status measure(const qp_gravity_pairs *pairs, bool effects,
                         qp_gravity *g, qp_error *err)
{
    model m;
    qp_status status = QP_OK;
    if (!make_model(pairs, effects, &m))
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the gravity model of %zu pairs",
                         pairs->count);
    else
        g->reason = fit(&m);
    if (status == QP_OK && g->reason == QP_REASON_NONE)
        tell(&m, g);
    clear_model(&m);
    return status;
}

qp_status qp_gravity_measure(const qp_square *square,
                             const qp_gravity_data *data, qp_gravity *gravity,
                             qp_error *err)
{
    qp_gravity_pairs pairs;
    qp_status status = qp_gravity_pairs_make(square, data, &pairs, err);
    if (status != QP_OK)
        return status;
    qp_gravity g = {.fitted = pairs.fitted,
                    .pairs = pairs.count,
                    .dropped = pairs.dropped,
                    .separated = pairs.separated,
                    .reason = pairs.reason};
    for (size_t t = 0; t < MOST; t++)
        g.term[t] = (qp_coefficient){NAN, NAN, NAN};
    if (g.reason == QP_REASON_NONE)
        status = measure(&pairs, data->effects, &g, err);
    for (size_t i = 0; g.reason != QP_REASON_NONE && i < square->n * square->n;
         i++)
        g.fitted[i] = NAN;
    if (status == QP_OK) {
        pairs.fitted = NULL; /* it is the gravity's now */
        *gravity = g;
    }
    qp_gravity_pairs_clear(&pairs);
    return status;
}

void qp_gravity_clear(qp_gravity *gravity)
{
    qp_release(gravity->fitted);
    *gravity = (qp_gravity){0};
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
        double apart = square->flow[i] - fitted[i];
        qp_sum_add(&flows, square->flow[i]);
        qp_sum_add(&expected, fitted[i]);
        qp_sum_add(&squares, apart * apart);
        a.pairs++;
    }
    double below = qp_sum_value(&expected);
    if (!(below > 0))
        return a;
    a.value = qp_sum_value(&flows) / below;
    a.error = sqrt(qp_sum_value(&squares)) / below;
    return a;
}
