/* SPDX-License-Identifier: MIT */
#include "metric/backbone.h"

#include <math.h>

#include "core/memory.h"

double qp_disparity(double flow, double strength, size_t degree)
{
    /* Sums may round to less than their largest term. */
    double rest = fmax(strength - flow, 0) / strength;
    return pow(rest, (double)(degree - 1));
}

bool qp_disparity_keeps(double alpha, double level)
{
    return alpha < level;
}

/* --------------------------------------------------------- noise-corrected */

static double prior_beta(double mu, double variance, qp_prior prior)
{
    return prior == QP_PRIOR_MATCHED
               ? mu * (1 - mu) * (1 - mu) / variance - (1 - mu)
               : mu / variance * (1 - mu * mu) - (1 - mu);
}

qp_noise_score qp_noise_corrected(double flow, double outflow, double inflow,
                                  double n, qp_prior prior)
{
    double ends = outflow * inflow;
    qp_noise_score s = {ends / n, NAN, NAN};
    if (!(outflow < n && inflow < n))
        return s;
    double kappa = n / ends;
    double lifted = kappa * flow + 1;
    double mu = ends / (n * n);
    double variance = mu * (1 - outflow / n) * (1 - inflow / n) / (n - 1);
    double alpha = mu * mu * (1 - mu) / variance - mu;
    double beta = prior_beta(mu, variance, prior);
    double p = (alpha + flow) / (alpha + beta + n);
    double d = 1 / ends - n * (outflow + inflow) / (ends * ends);
    s.score = (kappa * flow - 1) / lifted;
    s.sd = sqrt(n * p * (1 - p)) * fabs(2 * (kappa + flow * d)) /
           (lifted * lifted);
    return s;
}

bool qp_noise_keeps(double score, double sd, double delta)
{
    return score > delta * sd;
}

/* ---------------------------------------------------------------- backbone */

/** How many flows go out of each unit and come in. */
typedef struct {
    size_t *out; ///< [n]
    size_t *in;  ///< [n]
    size_t all;
} degrees;

static void count_degrees(const qp_square *f, degrees *k)
{
    for (size_t r = 0; r < f->n; r++)
        for (size_t s = 0; s < f->n; s++) {
            size_t flows = f->flow[r * f->n + s] > 0 ? 1 : 0;
            k->out[r] += flows;
            k->in[s] += flows;
            k->all += flows;
        }
}

static bool make_room(size_t count, qp_backbone *b)
{
    b->from = qp_acquire(count, sizeof *b->from);
    b->to = qp_acquire(count, sizeof *b->to);
    b->flow = qp_acquire(count, sizeof *b->flow);
    b->alpha_out = qp_acquire(count, sizeof *b->alpha_out);
    b->alpha_in = qp_acquire(count, sizeof *b->alpha_in);
    b->alpha = qp_acquire(count, sizeof *b->alpha);
    b->expected = qp_acquire(count, sizeof *b->expected);
    b->score = qp_acquire(count, sizeof *b->score);
    b->sd = qp_acquire(count, sizeof *b->sd);
    return b->from != NULL && b->to != NULL && b->flow != NULL &&
           b->alpha_out != NULL && b->alpha_in != NULL && b->alpha != NULL &&
           b->expected != NULL && b->score != NULL && b->sd != NULL;
}

static void add_flow(const qp_square *f, const degrees *k, size_t cell,
                     qp_backbone *b)
{
    size_t r = cell / f->n;
    size_t s = cell % f->n;
    size_t c = b->count++;
    double flow = f->flow[cell];
    qp_noise_score noise = qp_noise_corrected(flow, f->outflow[r], f->inflow[s],
                                              f->total, QP_PRIOR_MATCHED);
    b->from[c] = (uint32_t)r;
    b->to[c] = (uint32_t)s;
    b->flow[c] = flow;
    b->alpha_out[c] = qp_disparity(flow, f->outflow[r], k->out[r]);
    b->alpha_in[c] = qp_disparity(flow, f->inflow[s], k->in[s]);
    b->alpha[c] = fmin(b->alpha_out[c], b->alpha_in[c]);
    b->expected[c] = noise.expected;
    b->score[c] = noise.score;
    b->sd[c] = noise.sd;
}

qp_status qp_backbone_measure(const qp_square *square, bool counts,
                              qp_backbone *backbone, qp_error *err)
{
    size_t cells = square->n * square->n;
    degrees k = {
        .out = qp_acquire(square->n, sizeof *k.out),
        .in = qp_acquire(square->n, sizeof *k.in),
    };
    qp_backbone b = {0};
    qp_status status = QP_OK;
    if (k.out != NULL && k.in != NULL)
        count_degrees(square, &k);
    if (k.out == NULL || k.in == NULL || !make_room(k.all, &b)) {
        status = qp_fail(err, QP_E_MEMORY,
                         "no memory for the backbone of %zu "
                         "units",
                         square->n);
        qp_backbone_clear(&b);
    } else {
        for (size_t cell = 0; cell < cells; cell++)
            if (square->flow[cell] > 0)
                add_flow(square, &k, cell, &b);
        for (size_t c = 0; c < b.count && !counts; c++)
            b.sd[c] = NAN;
        *backbone = b;
    }
    qp_release(k.out);
    qp_release(k.in);
    return status;
}

void qp_backbone_clear(qp_backbone *backbone)
{
    qp_release(backbone->from);
    qp_release(backbone->to);
    qp_release(backbone->flow);
    qp_release(backbone->alpha_out);
    qp_release(backbone->alpha_in);
    qp_release(backbone->alpha);
    qp_release(backbone->expected);
    qp_release(backbone->score);
    qp_release(backbone->sd);
    *backbone = (qp_backbone){0};
}
