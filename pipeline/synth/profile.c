/* SPDX-License-Identifier: MIT */
#include "synth/profile.h"

#include <math.h>

#include "chance/stream.h"

static double between(qp_stream *stream, uint64_t least, uint64_t most)
{
    return (double)(least + qp_stream_below(stream, most - least + 1));
}

static void normalise(double profile[QP_TRADE_COUNT])
{
    double sum = 0;
    for (size_t i = 0; i < QP_TRADE_COUNT; i++)
        sum += profile[i];
    for (size_t i = 0; i < QP_TRADE_COUNT; i++)
        profile[i] /= sum;
}

static void common_profile(const qp_plan *plan, double profile[QP_TRADE_COUNT])
{
    qp_stream stream = qp_stream_start(
        qp_seed_for(plan->options->seed, "common profile"), 0);
    for (size_t i = 0; i < QP_TRADE_COUNT; i++)
        profile[i] = between(&stream, 5, 60);
    normalise(profile);
}

static void own_profile(const qp_plan *plan, size_t region,
                        double profile[QP_TRADE_COUNT])
{
    qp_stream stream = qp_stream_start(
        qp_seed_for(plan->options->seed, "own profiles"), region);
    for (size_t i = 0; i < QP_TRADE_COUNT; i++)
        profile[i] = between(&stream, 1, 15);
    for (size_t place = 0; place < QP_TRADES_OF_REGION; place++)
        profile[qp_trade_of(region, false, place)] = between(&stream, 60, 90);
    normalise(profile);
}

void qp_profile(const qp_plan *plan, size_t region,
                uint64_t staff[QP_TRADE_COUNT])
{
    double common[QP_TRADE_COUNT];
    double own[QP_TRADE_COUNT];
    double l = qp_plan_strength(plan, &plan->options->isomorphism, region);
    double all = (double)plan->places.regions[region].population / 10;
    common_profile(plan, common);
    own_profile(plan, region, own);
    for (size_t i = 0; i < QP_TRADE_COUNT; i++)
        staff[i] = (uint64_t)llround(all * (l * common[i] + (1 - l) * own[i]));
}
