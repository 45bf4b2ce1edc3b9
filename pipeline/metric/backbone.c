/* SPDX-License-Identifier: MIT */
#include "metric/backbone.h"

#include <math.h>

#include "core/memory.h"

double qp_disparity(double flow, double strength, size_t degree)
{
    return degree > 1 ? pow(fmax(1 - flow / strength, 0), (double)degree - 1)
                      : 1;
}

void qp_noise_corrected(double flow, double outflow, double inflow,
                        double total, bool published, double result[2])
{
    double n = total;
    double both = outflow * inflow;
    result[0] = result[1] = NAN;
    if (!(outflow < n) || !(inflow < n) || !(both > 0))
        return;
    double mu = both / (n * n);
    double kappa = n / both;
    double variance = both * (n - outflow) * (n - inflow) /
                      (n * n * n * n * (n - 1));
    double alpha = mu * mu * (1 - mu) / variance - mu;
    double beta = published ? mu / variance * (1 - mu * mu) - (1 - mu)
                            : mu * (1 - mu) * (1 - mu) / variance - (1 - mu);
    double p = (alpha + flow) / (alpha + beta + n);
    double slope = 1 / both - n * (outflow + inflow) / (both * both);
    double below = kappa * flow + 1;
    result[0] = (kappa * flow - 1) / below;
    result[1] = sqrt(n * p * (1 - p)) * fabs(2 * (kappa + flow * slope)) /
                (below * below);
}

/** Flows of each unit, both ways. */
typedef struct {
    size_t *out;
    size_t *in;
} degrees;

static size_t count_degrees(const qp_square *square, degrees *d)
{
    size_t n = square->n;
    size_t cells = 0;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++)
            if (square->flow[r * n + s] > 0) {
                d->out[r]++;
                d->in[s]++;
                cells++;
            }
    return cells;
}

static qp_backbone_cell cell_of(const qp_square *square, const degrees *d,
                                uint32_t r, uint32_t s, bool counts)
{
    double flow = square->flow[r * square->n + s];
    double corrected[2] = {NAN, NAN};
    qp_backbone_cell cell = {
        .from = r,
        .to = s,
        .flow = flow,
        .alpha_out = qp_disparity(flow, square->outflow[r], d->out[r]),
        .alpha_in = qp_disparity(flow, square->inflow[s], d->in[s]),
    };
    if (counts)
        qp_noise_corrected(flow, square->outflow[r], square->inflow[s],
                           square->total, /* published = */ false, corrected);
    cell.alpha = fmin(cell.alpha_out, cell.alpha_in);
    cell.score = corrected[0];
    cell.sd = corrected[1];
    return cell;
}

static void fill(const qp_square *square, const degrees *d, bool counts,
                 qp_backbone *backbone)
{
    for (uint32_t r = 0; r < square->n; r++)
        for (uint32_t s = 0; s < square->n; s++)
            if (square->flow[r * square->n + s] > 0)
                backbone->cells[backbone->count++] = cell_of(square, d, r, s,
                                                             counts);
}

qp_status qp_backbone_measure(const qp_square *square, bool counts,
                              qp_backbone *backbone, qp_error *err)
{
    qp_backbone b = {0};
    degrees d = {qp_acquire(square->n, sizeof *d.out),
                 qp_acquire(square->n, sizeof *d.in)};
    bool room = d.out != NULL && d.in != NULL;
    if (room) {
        b.cells = qp_acquire(count_degrees(square, &d), sizeof *b.cells);
        room = b.cells != NULL;
    }
    if (room)
        fill(square, &d, counts, &b);
    qp_release(d.out);
    qp_release(d.in);
    if (!room)
        return qp_fail(err, QP_E_MEMORY,
                       "no memory for the backbone of %zu "
                       "units",
                       square->n);
    *backbone = b;
    return QP_OK;
}

void qp_backbone_clear(qp_backbone *backbone)
{
    qp_release(backbone->cells);
    *backbone = (qp_backbone){0};
}
