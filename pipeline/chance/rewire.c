/* SPDX-License-Identifier: MIT */
#include "chance/rewire.h"

#include <stdbool.h>
#include <string.h>

/* Who is tied to whom, as a table with open addressing: a tie stands at its
 * home or behind it, with no gap between. A tie is one number, the lesser end
 * above the greater one, so that 0 is none. */

/** Ties on their way. */
typedef struct {
    uint64_t *slot; ///< [size]
    uint64_t mask;  ///< size - 1, the size a power of 2
    unsigned shift; ///< of a scattered key: its highest bits are its home
} table;

/* At least two slots a tie. */
static unsigned bits_of(size_t count)
{
    unsigned bits = 2;
    while ((size_t)1 << (bits - 1) < count)
        bits++;
    return bits;
}

size_t qp_rewire_room(size_t count)
{
    return (size_t)1 << bits_of(count);
}

static uint64_t key_of(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

static uint64_t home_of(const table *t, uint64_t key)
{
    /* 2^64 / golden ratio scatters keys that lie side by side. */
    return key * UINT64_C(0x9E3779B97F4A7C15) >> t->shift;
}

/* Where a key stands, or else the gap where it would. */
static uint64_t seek(const table *t, uint64_t key)
{
    uint64_t at = home_of(t, key);
    while (t->slot[at] != 0 && t->slot[at] != key)
        at = (at + 1) & t->mask;
    return at;
}

static bool holds(const table *t, uint64_t key)
{
    return t->slot[seek(t, key)] == key;
}

static void put(table *t, uint64_t key)
{
    t->slot[seek(t, key)] = key;
}

/* Those behind that would no longer be found over the gap move into it. */
static void take_out(table *t, uint64_t key)
{
    uint64_t gap = seek(t, key);
    uint64_t at = gap;
    t->slot[gap] = 0;
    for (;;) {
        at = (at + 1) & t->mask;
        if (t->slot[at] == 0)
            return;
        uint64_t home = home_of(t, t->slot[at]);
        if (((at - home) & t->mask) < ((at - gap) & t->mask))
            continue;
        t->slot[gap] = t->slot[at];
        t->slot[at] = 0;
        gap = at;
    }
}

/* a-b, c-d become a-d, c-b. */
static void swap(table *t, qp_tie_ends *first, qp_tie_ends *second)
{
    uint32_t b = first->b;
    uint32_t d = second->b;
    if (first->a == d || second->a == b)
        return;
    if (holds(t, key_of(first->a, d)) || holds(t, key_of(second->a, b)))
        return;
    take_out(t, key_of(first->a, b));
    take_out(t, key_of(second->a, d));
    first->b = d;
    second->b = b;
    put(t, key_of(first->a, d));
    put(t, key_of(second->a, b));
}

/* Uniform among 0 ... limit - 1: the upper half of a word times the limit. The
 * lower half tells the few words that would favour some numbers. */
static uint32_t pick(qp_stream *stream, uint32_t limit)
{
    uint64_t product = (uint64_t)qp_stream_word(stream) * limit;
    if ((uint32_t)product < limit) {
        uint32_t spare = (0U - limit) % limit;
        while ((uint32_t)product < spare)
            product = (uint64_t)qp_stream_word(stream) * limit;
    }
    return (uint32_t)(product >> 32);
}

static void turn(qp_tie_ends *tie)
{
    *tie = (qp_tie_ends){tie->b, tie->a};
}

void qp_rewire(qp_tie_ends ties[], size_t count, uint64_t trials,
               qp_stream *stream, uint64_t room[])
{
    unsigned bits = bits_of(count);
    table t = {room, ((uint64_t)1 << bits) - 1, 64 - bits};
    memset(room, 0, qp_rewire_room(count) * sizeof *room);
    for (size_t i = 0; i < count; i++)
        put(&t, key_of(ties[i].a, ties[i].b));
    for (uint64_t trial = 0; trial < trials && count > 1; trial++) {
        uint32_t first = pick(stream, (uint32_t)count);
        uint32_t toss = pick(stream, 2 * (uint32_t)count);
        if (toss % 2 != 0)
            turn(&ties[first]);
        swap(&t, &ties[first], &ties[toss / 2]);
    }
}
