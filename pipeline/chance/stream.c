/* SPDX-License-Identifier: MIT */
#include "chance/stream.h"

#include <Random123/philox.h>
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "chance/density.h"
#include "core/digest.h"

enum { COUNTED_TOSSES = 4096 };

qp_stream qp_stream_start(uint64_t seed, uint64_t replicate)
{
    return (qp_stream){.seed = seed, .replicate = replicate};
}

static uint32_t low_half(uint64_t bits)
{
    return (uint32_t)(bits & UINT32_MAX);
}

static uint32_t high_half(uint64_t bits)
{
    return (uint32_t)(bits >> 32);
}

void qp_stream_turn(qp_stream *stream)
{
    philox4x32_key_t key = {{low_half(stream->seed), high_half(stream->seed)}};
    philox4x32_ctr_t counter = {
        {low_half(stream->block), high_half(stream->block),
         low_half(stream->replicate), high_half(stream->replicate)}};
    philox4x32_ctr_t block = philox4x32(counter, key);
    memcpy(stream->word, block.v, sizeof stream->word);
    stream->block++;
    stream->left = 4;
}

uint64_t qp_stream_long(qp_stream *stream)
{
    uint64_t low = qp_stream_word(stream);
    return low | (uint64_t)qp_stream_word(stream) << 32;
}

double qp_stream_uniform(qp_stream *stream)
{
    return (double)(qp_stream_long(stream) >> 11) * 0x1p-53;
}

uint64_t qp_stream_below(qp_stream *stream, uint64_t limit)
{
    assert(limit > 0);
    /* The largest multiple of the limit: what lies above would favour the
     * small numbers. */
    uint64_t whole = UINT64_MAX - UINT64_MAX % limit;
    uint64_t bits = qp_stream_long(stream);
    while (bits >= whole)
        bits = qp_stream_long(stream);
    return bits % limit;
}

/* ------------------------------------------------------------------- heads */

/* Ones among 32 bits: sums of neighbours, of pairs, of nibbles, of bytes. */
static uint64_t ones(uint32_t bits)
{
    bits -= (bits >> 1) & 0x55555555U;
    bits = (bits & 0x33333333U) + ((bits >> 2) & 0x33333333U);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0FU;
    return (uint64_t)((bits * 0x01010101U) >> 24);
}

static uint64_t count_heads(qp_stream *s, uint64_t tosses)
{
    uint64_t heads = 0;
    for (; tosses >= 32; tosses -= 32)
        heads += ones(qp_stream_word(s));
    if (tosses > 0)
        heads += ones(qp_stream_word(s) >> (32 - tosses));
    return heads;
}

/* Heads before the first tail. */
static uint64_t run_of_heads(qp_stream *s)
{
    uint64_t run = 0;
    while ((qp_stream_word(s) & 1U) != 0)
        run++;
    return run;
}

/* The staircase for X of Binomial(2h, 1/2): to both sides of the middle,
 * steps of width m; step k is chosen with probability 2^-(k+1), a side with
 * 1/2, a place i in [km, km + m) with 1/m.
 *
 *      X = h + i   or   h - 1 - i
 *
 * P(X) <= 2^-k / m on step k, so that the ratio below is a probability: with
 * m > sqrt(2h), P(h + i) <= P(h) exp(-i^2 / (h + i)) <= P(h) exp(-k^2) and
 * P(h) < 1 / sqrt(pi h), the ratio is at most 0.81 on step 0 (h > 2048) and
 * falls from 0.6 on the others. A quarter of the proposals is kept. */
static uint64_t propose_heads(qp_stream *s, uint64_t half)
{
    double tosses = 2.0 * (double)half;
    uint64_t width = (uint64_t)sqrt(tosses) + 1;
    for (;;) {
        uint64_t step = run_of_heads(s);
        bool above = (qp_stream_word(s) & 1U) != 0;
        uint64_t place = step * width + qp_stream_below(s, width);
        double uniform = qp_stream_uniform(s);
        if (place + (above ? 0 : 1) > half)
            continue;
        uint64_t heads = above ? half + place : half - 1 - place;
        double density = qp_density_heads((double)heads, tosses);
        if (uniform < ldexp(density * (double)width, (int)step))
            return heads;
    }
}

uint64_t qp_stream_heads(qp_stream *stream, uint64_t tosses)
{
    assert(tosses <= (uint64_t)1 << 53);
    if (tosses <= COUNTED_TOSSES)
        return count_heads(stream, tosses);
    return propose_heads(stream, tosses / 2) + count_heads(stream, tosses % 2);
}

uint64_t qp_seed_for(uint64_t seed, const char *question)
{
    uint64_t digest = qp_digest_short(question, strlen(question));
    return qp_stream_long(&(qp_stream){.seed = seed, .replicate = digest});
}
