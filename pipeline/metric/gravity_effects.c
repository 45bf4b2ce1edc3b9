/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/gravity_pairs.h"

/* With R and C the sums of w by origin and by destination, the normal equations
 * of both effects, those of destinations put in, are
 *
 *      (R - w C^-1 w') o  =  sum over s of w v  -  w C^-1 sum over r of w v
 *
 * They leave as many constants free as there are groups of units that are not
 * connected, which conjugate gradients do not mind. */
typedef struct {
    const qp_gravity_pairs *pairs;
    const double *weight;
    double *out;       ///< [units] R
    double *in;        ///< [units] C
    double *effect;    ///< [units] o
    double *residual;  ///< [units] right side less left side
    double *direction; ///< [units]
    double *image;     ///< [units] the left side of the direction
    double *work;      ///< [units]
} effects;

enum { STEPS = 50 };

#define TOLERANCE 1e-14 ///< of the residual, relative to the sums of |w v|

static double ratio(double above, double below)
{
    return below > 0 ? above / below : 0;
}

static effects prepare(const qp_gravity_pairs *pairs, const double weight[],
                       double room[])
{
    size_t n = pairs->units;
    memset(room, 0, QP_EFFECTS_ROOM * n * sizeof *room);
    effects e = {.pairs = pairs,
                 .weight = weight,
                 .out = room,
                 .in = room + n,
                 .effect = room + 2 * n,
                 .residual = room + 3 * n,
                 .direction = room + 4 * n,
                 .image = room + 5 * n,
                 .work = room + 6 * n};
    for (size_t i = 0; i < pairs->count; i++) {
        e.out[pairs->from[i]] += weight[i];
        e.in[pairs->to[i]] += weight[i];
    }
    return e;
}

/* to -= w C^-1 (what stands in work, by destination) */
static void subtract_across(const effects *e, double to[])
{
    const qp_gravity_pairs *pairs = e->pairs;
    for (size_t s = 0; s < pairs->units; s++)
        e->work[s] = ratio(e->work[s], e->in[s]);
    for (size_t i = 0; i < pairs->count; i++)
        to[pairs->from[i]] -= e->weight[i] * e->work[pairs->to[i]];
}

/* The right side; returns the square of how large a residual may stay. */
static double begin(const effects *e, const double column[])
{
    const qp_gravity_pairs *pairs = e->pairs;
    double scale = 0;
    memset(e->work, 0, pairs->units * sizeof *e->work);
    for (size_t i = 0; i < pairs->count; i++) {
        double part = e->weight[i] * column[i];
        e->residual[pairs->from[i]] += part;
        e->work[pairs->to[i]] += part;
        e->image[pairs->from[i]] += fabs(part);
    }
    subtract_across(e, e->residual);
    for (size_t r = 0; r < pairs->units; r++)
        scale += ratio(e->image[r] * e->image[r], e->out[r]);
    return TOLERANCE * TOLERANCE * scale;
}

/* image = (R - w C^-1 w') direction; returns direction' image */
static double apply(const effects *e)
{
    const qp_gravity_pairs *pairs = e->pairs;
    double curvature = 0;
    memset(e->work, 0, pairs->units * sizeof *e->work);
    for (size_t i = 0; i < pairs->count; i++)
        e->work[pairs->to[i]] += e->weight[i] * e->direction[pairs->from[i]];
    for (size_t r = 0; r < pairs->units; r++)
        e->image[r] = e->out[r] * e->direction[r];
    subtract_across(e, e->image);
    for (size_t r = 0; r < pairs->units; r++)
        curvature += e->direction[r] * e->image[r];
    return curvature;
}

/* residual' R^-1 residual */
static double size_of(const effects *e)
{
    double size = 0;
    for (size_t r = 0; r < e->pairs->units; r++)
        size += ratio(e->residual[r] * e->residual[r], e->out[r]);
    return size;
}

static void turn(const effects *e, double part)
{
    for (size_t r = 0; r < e->pairs->units; r++)
        e->direction[r] = ratio(e->residual[r], e->out[r]) +
                          part * e->direction[r];
}

static void solve(const effects *e, double enough)
{
    size_t n = e->pairs->units;
    double size = size_of(e);
    turn(e, 0);
    for (size_t step = 0; step < 2 * n + STEPS && size > enough; step++) {
        double curvature = apply(e);
        if (!(curvature > 0))
            return;
        double part = size / curvature;
        for (size_t r = 0; r < n; r++) {
            e->effect[r] += part * e->direction[r];
            e->residual[r] -= part * e->image[r];
        }
        double before = size;
        size = size_of(e);
        turn(e, size / before);
    }
}

static void subtract(const effects *e, double column[])
{
    const qp_gravity_pairs *pairs = e->pairs;
    memset(e->work, 0, pairs->units * sizeof *e->work);
    for (size_t i = 0; i < pairs->count; i++) {
        column[i] -= e->effect[pairs->from[i]];
        e->work[pairs->to[i]] += e->weight[i] * column[i];
    }
    for (size_t i = 0; i < pairs->count; i++)
        column[i] -= ratio(e->work[pairs->to[i]], e->in[pairs->to[i]]);
}

void qp_effects_remove(const qp_gravity_pairs *pairs, const double weight[],
                       double column[], double room[])
{
    effects e = prepare(pairs, weight, room);
    double enough = begin(&e, column);
    solve(&e, enough);
    subtract(&e, column);
}
