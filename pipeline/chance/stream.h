/* SPDX-License-Identifier: MIT */
/**
 * @file chance/stream.h
 * @brief Random numbers: one stream a replicate.
 *
 * A stream is a counter put through Philox4x32-10:
 *
 *      key       seed        64 bits
 *      counter   block       64 bits    counts up, four words a block
 *                replicate   64 bits
 *
 * Every word is thus a function of seed, replicate and position alone:
 * replicates may be drawn in any order, by any thread, in parts on several
 * machines, and are the same.
 *
 * Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as
 * easy as 1, 2, 3, SC '11; the cipher is that of the Random123 library.
 */
#ifndef QP_CHANCE_STREAM_H
#define QP_CHANCE_STREAM_H

#include <stdint.h>

/** Plain data; a copy continues as the original would. */
typedef struct {
    uint64_t seed;
    uint64_t replicate;
    uint64_t block;   ///< the next to be made
    uint32_t word[4]; ///< the block at hand
    unsigned left;    ///< words of it that were not yet given
} qp_stream;

/** The stream of one replicate, at its start. */
qp_stream qp_stream_start(uint64_t seed, uint64_t replicate);

/** Make the next block; the words left of the one at hand are lost. */
void qp_stream_turn(qp_stream *stream);

/** The next 32 random bits. */
static inline uint32_t qp_stream_word(qp_stream *stream)
{
    if (stream->left == 0)
        qp_stream_turn(stream);
    return stream->word[4 - stream->left--];
}

/** The next 64 random bits. */
uint64_t qp_stream_long(qp_stream *stream);

/** Uniform in [0, 1), a multiple of 2^-53. */
double qp_stream_uniform(qp_stream *stream);

/** Uniform among 0 ... limit - 1, without bias. limit >= 1. */
uint64_t qp_stream_below(qp_stream *stream, uint64_t limit);

/**
 * Heads in `tosses` tosses of a fair coin: Binomial(tosses, 1/2).
 *
 * Up to 4096 tosses the heads are counted, bit by bit. Above, a number is
 * proposed from a staircase that covers the distribution and kept with the
 * probability that makes it right: about four proposals a draw, whatever the
 * number of tosses.
 *
 * @param[in] tosses  at most 2^53
 *
 * @par Source
 * The staircase: Bringmann, Kuhn, Panagiotou, Peter and Thomas (2014),
 * Internal DLA: efficient simulation of a physical growth model, ICALP 2014,
 * section 4; the width of the steps and the bound are ours, see stream.c.
 */
uint64_t qp_stream_heads(qp_stream *stream, uint64_t tosses);

/**
 * A seed for one of several questions asked under one seed, so that they are
 * answered independently, and each the same whichever others are asked.
 *
 * @param[in] question  text that names it, e.g. metric, layer and window
 */
uint64_t qp_seed_for(uint64_t seed, const char *question);

#endif
