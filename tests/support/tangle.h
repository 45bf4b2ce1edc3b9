/* SPDX-License-Identifier: MIT */
/**
 * @file support/tangle.h
 * @brief Random little graphs: as a square of arcs for a second
 *        implementation, and by rows (graph/arcs.h).
 */
#ifndef QP_SUPPORT_TANGLE_H
#define QP_SUPPORT_TANGLE_H

#include <criterion/criterion.h>

#include "graph/arcs.h"

enum { TANGLE_MOST = 14 };

typedef struct {
    size_t n;
    bool arc[TANGLE_MOST][TANGLE_MOST]; ///< [from][to]
} tangle;

static inline uint64_t tangle_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 32;
}

/** Of 1 to TANGLE_MOST units, from hardly any arcs (a small seed) to nearly all
 * of them (one near 400). */
static inline tangle tangle_of(uint64_t seed)
{
    uint64_t state = seed * 0x9E3779B97F4A7C15U + 1;
    tangle t = {.n = 1 + seed % TANGLE_MOST};
    for (size_t i = 0; i < t.n; i++)
        for (size_t j = 0; j < t.n; j++)
            t.arc[i][j] = i != j && tangle_next(&state) % 400 < seed;
    return t;
}

/** Arcs lead both ways. */
static inline tangle tangle_joined(tangle t)
{
    for (size_t i = 0; i < t.n; i++)
        for (size_t j = 0; j < i; j++)
            t.arc[i][j] = t.arc[j][i] = t.arc[i][j] || t.arc[j][i];
    return t;
}

static inline qp_arcs tangle_arcs(const tangle *t)
{
    qp_arc list[TANGLE_MOST * TANGLE_MOST];
    qp_arcs arcs = {0};
    size_t count = 0;
    for (uint32_t i = 0; i < t->n; i++)
        for (uint32_t j = 0; j < t->n; j++)
            if (t->arc[i][j])
                list[count++] = (qp_arc){i, j, 1};
    cr_assert_eq(qp_arcs_make(t->n, list, count, &arcs, NULL), QP_OK);
    return arcs;
}

/** Of ties drawn as "ab bc": units are letters from a on, each tie once. */
static inline tangle tangle_drawn(size_t n, const char *ties)
{
    tangle t = {.n = n};
    for (; ties[0] != '\0'; ties += ties[2] != '\0' ? 3 : 2)
        t.arc[ties[0] - 'a'][ties[1] - 'a'] = true;
    return t;
}

#endif
