/* SPDX-License-Identifier: MIT */
#include "figure/scale.h"

#include <math.h>

#include "figure/geometry.h"

static void add_tick(qp_scale *scale, double value)
{
    if (scale->tick_count < QP_MOST_TICKS)
        scale->ticks[scale->tick_count++] = value;
}

/* What follows one of 1, 2, 5 times a power of ten. */
static double next_nice(double nice)
{
    double tenth = pow(10, floor(log10(nice) + 1e-9));
    double mantissa = nice / tenth;
    return tenth * (mantissa < 1.5 ? 2 : mantissa < 3 ? 5 : 10);
}

/* The smallest of 1, 2, 5 times a power of ten that needs no more steps than
 * wanted. */
static double nice_step(double span, size_t wanted)
{
    double least = span / (double)(wanted > 1 ? wanted - 1 : 1);
    double step = qp_nice_below(least);
    const double slack = 1 + 1e-9;
    for (int turn = 0; turn < 4 && step * slack < least; turn++)
        step = next_nice(step);
    return step;
}

qp_scale qp_scale_linear(double least, double most, double at_low,
                         double at_high, size_t wanted)
{
    double span = most - least;
    if (!(span > 0)) {
        double half = least != 0 ? fabs(least) / 2 : 0.5;
        least -= half;
        span = 2 * half;
        most = least + span;
    }
    double step = nice_step(span, wanted);
    const double slack = 1e-9;
    double first = floor(least / step + slack);
    double last = ceil(most / step - slack);
    qp_scale scale = {.low = first * step,
                      .high = last * step,
                      .at_low = at_low,
                      .at_high = at_high};
    for (double k = first; k <= last; k++)
        add_tick(&scale, k * step);
    return scale;
}

static void add_fine_ticks(qp_scale *scale, double least, double most)
{
    const double slack = 1 + 1e-9;
    scale->low = qp_nice_below(least * slack);
    scale->high = scale->low;
    add_tick(scale, scale->low);
    do {
        scale->high = next_nice(scale->high);
        add_tick(scale, scale->high);
    } while (scale->high * slack < most);
}

static void add_decades(qp_scale *scale, double first, double last)
{
    double stride = ceil((last - first) / (double)(QP_MOST_TICKS - 2));
    scale->low = pow(10, first);
    scale->high = pow(10, last);
    for (double k = first; k <= last; k += stride)
        add_tick(scale, pow(10, k));
}

qp_scale qp_scale_log(double least, double most, double at_low, double at_high,
                      size_t wanted)
{
    double first = floor(log10(least) + 1e-9);
    double last = ceil(log10(most) - 1e-9);
    last = last > first ? last : first + 1;
    qp_scale scale = {.at_low = at_low, .at_high = at_high, .log = true};
    if (3 * (last - first) <= (double)wanted)
        add_fine_ticks(&scale, least, most);
    else
        add_decades(&scale, first, last);
    return scale;
}

double qp_scale_at(const qp_scale *scale, double value)
{
    double share = scale->log
                       ? log(value / scale->low) / log(scale->high / scale->low)
                       : (value - scale->low) / (scale->high - scale->low);
    return scale->at_low + share * (scale->at_high - scale->at_low);
}
