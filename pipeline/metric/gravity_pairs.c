/* SPDX-License-Identifier: MIT */
#include "metric/gravity_pairs.h"

#include <assert.h>
#include <math.h>

#include "core/memory.h"
#include "core/sum.h"

enum { LEAST_A_TERM = 2 }; /* pairs */

/* What is asked for, and the sums of the pairs of which all is known. */
typedef struct {
    const qp_square *square;
    const qp_gravity_data *data;
    size_t known;
    double *out; ///< [n]
    double *in;  ///< [n]
} question;

/* --------------------------------------------------------------------- which */

/** What becomes of a pair; of a unit with itself: dropped. */
typedef enum { DROPPED, APART, USED, FATES } fate;

static bool is_amount(double x)
{
    return x > 0 && isfinite(x);
}

static bool is_weighed(const question *q, size_t unit)
{
    return q->data->effects || is_amount(q->data->mass[unit]);
}

static bool is_placed(const question *q, size_t r, size_t s)
{
    return r != s && is_weighed(q, r) && is_weighed(q, s) &&
           is_amount(q->data->distance[r * q->square->n + s]);
}

static bool is_known(const question *q, size_t r, size_t s)
{
    bool known = is_placed(q, r, s);
    for (size_t x = 0; x < q->data->further_count; x++)
        known = known && isfinite(q->data->further[x][r * q->square->n + s]);
    return known;
}

static fate fate_of(const question *q, size_t r, size_t s)
{
    if (!is_known(q, r, s))
        return DROPPED;
    return !q->data->effects || (q->out[r] > 0 && q->in[s] > 0) ? USED : APART;
}

static void survey(question *q)
{
    size_t n = q->square->n;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            if (!is_known(q, r, s))
                continue;
            q->known++;
            q->out[r] += q->square->flow[r * n + s];
            q->in[s] += q->square->flow[r * n + s];
        }
}

/* Count the fates, and mark in `fitted` what is dropped. */
static void sort_pairs(const question *q, qp_gravity_pairs *pairs)
{
    size_t n = q->square->n;
    size_t counts[FATES] = {0};
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            fate f = fate_of(q, r, s);
            pairs->fitted[r * n + s] = f == DROPPED ? NAN : 0;
            counts[f]++;
        }
    pairs->count = counts[USED];
    pairs->separated = counts[APART];
    pairs->dropped = counts[DROPPED] - n; /* less the diagonal */
}

static size_t above_zero(const double values[], size_t count)
{
    size_t above = 0;
    for (size_t i = 0; i < count; i++)
        above += values[i] > 0 ? 1 : 0;
    return above;
}

/* Which of masses, distances and further regressors leaves too few pairs. */
static qp_reason what_is_missing(const question *q, size_t least)
{
    size_t n = q->square->n;
    size_t weighed = 0;
    size_t placed = 0;
    for (size_t r = 0; r < n; r++) {
        weighed += is_weighed(q, r) ? 1 : 0;
        for (size_t s = 0; s < n; s++)
            placed += is_placed(q, r, s) ? 1 : 0;
    }
    if (!q->data->effects && (weighed < 2 || weighed * (weighed - 1) < least))
        return QP_REASON_NO_MASS;
    bool alone = q->data->further_count == 0; /* masses and distances meet */
    return placed < least || alone ? QP_REASON_NO_DISTANCE
                                   : QP_REASON_NOT_GIVEN;
}

static qp_reason why_not(const question *q, const qp_gravity_pairs *pairs)
{
    size_t least = LEAST_A_TERM * pairs->terms;
    size_t origins = above_zero(q->out, pairs->units);
    size_t destinations = above_zero(q->in, pairs->units);
    if (q->known < least)
        return what_is_missing(q, least);
    if (origins == 0)
        return QP_REASON_NO_FLOW;
    if (q->data->effects &&
        pairs->count < origins + destinations + pairs->terms)
        return QP_REASON_NO_FREEDOM;
    return QP_REASON_NONE;
}

/* ------------------------------------------------------------------- columns */

static double regressor(const qp_gravity_data *data, int term, size_t cell,
                        const uint32_t ends[2])
{
    switch (term) {
    case QP_GRAVITY_CONSTANT:
        return 1;
    case QP_GRAVITY_ORIGIN:
        return log(data->mass[ends[0]]);
    case QP_GRAVITY_DESTINATION:
        return log(data->mass[ends[1]]);
    case QP_GRAVITY_DISTANCE:
        return log(data->distance[cell]);
    default:
        return data->further[term - QP_GRAVITY_COUNT][cell];
    }
}

/* A column that is the same for all pairs is 0 afterwards, exactly. */
static double centre(double column[], size_t count)
{
    qp_sum sum = {0};
    for (size_t i = 0; i < count; i++)
        qp_sum_add(&sum, column[i]);
    double mean = qp_sum_value(&sum) / (double)count;
    for (size_t i = 0; i < count; i++) {
        column[i] -= mean;
        if (fabs(column[i]) < 1e-14 * fabs(mean))
            column[i] = 0;
    }
    return mean;
}

static void fill_column(const question *q, size_t t, qp_gravity_pairs *pairs)
{
    double *column = pairs->x + t * pairs->count;
    int term = pairs->first + (int)t;
    for (size_t i = 0; i < pairs->count; i++) {
        const uint32_t ends[2] = {pairs->from[i], pairs->to[i]};
        size_t cell = ends[0] * pairs->units + ends[1];
        column[i] = regressor(q->data, term, cell, ends);
    }
    pairs->mean[t] = term == QP_GRAVITY_CONSTANT ? 0
                                                 : centre(column, pairs->count);
}

static void fill(const question *q, qp_gravity_pairs *pairs)
{
    qp_sum total = {0};
    size_t n = pairs->units;
    size_t i = 0;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) {
            if (fate_of(q, r, s) != USED)
                continue;
            pairs->from[i] = (uint32_t)r;
            pairs->to[i] = (uint32_t)s;
            pairs->flow[i] = q->square->flow[r * n + s];
            qp_sum_add(&total, pairs->flow[i++]);
        }
    pairs->total = qp_sum_value(&total);
    for (size_t t = 0; t < pairs->terms; t++)
        fill_column(q, t, pairs);
}

static bool make_columns(qp_gravity_pairs *pairs)
{
    size_t count = pairs->count;
    pairs->from = qp_acquire(count, sizeof *pairs->from);
    pairs->to = qp_acquire(count, sizeof *pairs->to);
    pairs->flow = qp_acquire(count, sizeof *pairs->flow);
    pairs->x = qp_acquire(count, pairs->terms * sizeof *pairs->x);
    return pairs->from != NULL && pairs->to != NULL && pairs->flow != NULL &&
           pairs->x != NULL;
}

/* False when there is no memory. */
static bool list_pairs(question *q, qp_gravity_pairs *pairs)
{
    size_t n = pairs->units;
    pairs->fitted = qp_acquire(n, n * sizeof *pairs->fitted);
    q->out = qp_acquire(n, sizeof *q->out);
    q->in = qp_acquire(n, sizeof *q->in);
    if (pairs->fitted == NULL || q->out == NULL || q->in == NULL)
        return false;
    survey(q);
    sort_pairs(q, pairs);
    pairs->reason = why_not(q, pairs);
    if (pairs->reason != QP_REASON_NONE)
        return true;
    if (!make_columns(pairs))
        return false;
    fill(q, pairs);
    return true;
}

qp_status qp_gravity_pairs_make(const qp_square *square,
                                const qp_gravity_data *data,
                                qp_gravity_pairs *pairs, qp_error *err)
{
    assert(data->further_count <= QP_GRAVITY_FURTHER);
    int first = data->effects ? QP_GRAVITY_DISTANCE : QP_GRAVITY_CONSTANT;
    question q = {.square = square, .data = data};
    qp_gravity_pairs made = {.units = square->n,
                             .first = first,
                             .terms = (size_t)(QP_GRAVITY_COUNT - first) +
                                      data->further_count};
    bool listed = list_pairs(&q, &made);
    qp_release(q.out);
    qp_release(q.in);
    if (!listed) {
        qp_gravity_pairs_clear(&made);
        return qp_fail(err, QP_E_MEMORY,
                       "no memory for the gravity model of %zu units",
                       square->n);
    }
    *pairs = made;
    return QP_OK;
}

void qp_gravity_pairs_clear(qp_gravity_pairs *pairs)
{
    qp_release(pairs->from);
    qp_release(pairs->to);
    qp_release(pairs->flow);
    qp_release(pairs->x);
    qp_release(pairs->fitted);
    *pairs = (qp_gravity_pairs){0};
}
