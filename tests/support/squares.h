/* SPDX-License-Identifier: MIT */
/**
 * @file support/squares.h
 * @brief Squares of flows: drawn in a test, read from a golden table, or
 *        random; in the order in which their units are named.
 *
 *      square_names names = {0};
 *      qp_square f = square_of("A B 6, B A 2, C A 6", &names);
 */
#ifndef QP_SUPPORT_SQUARES_H
#define QP_SUPPORT_SQUARES_H

#include "metric/square.h"
#include "support/golden.h"

enum { SQUARE_UNITS = 16, SQUARE_NAME = 24, SQUARE_LINKS = 64 };

typedef struct {
    char id[SQUARE_UNITS][SQUARE_NAME];
    size_t count;
} square_names;

/** A number under the name that a golden table has for it. */
typedef struct {
    const char *name;
    double value;
} square_value;

static inline double square_pick(const square_value values[], size_t count,
                                 const char *name)
{
    for (size_t v = 0; v < count; v++)
        if (strcmp(values[v].name, name) == 0)
            return values[v].value;
    cr_assert(false, "nothing is named %s", name);
    return NAN;
}

/** The place of a unit, a new one where it was not named before. */
static inline size_t square_unit(square_names *names, const char *id)
{
    size_t u = 0;
    while (u < names->count && strcmp(names->id[u], id) != 0)
        u++;
    if (u == names->count) {
        cr_assert_lt(u, SQUARE_UNITS);
        snprintf(names->id[names->count++], SQUARE_NAME, "%s", id);
    }
    return u;
}

static inline qp_square square_make(size_t n)
{
    qp_square f = {0};
    cr_assert_eq(qp_square_make(n, &f, NULL), QP_OK);
    return f;
}

/** Flows "FROM TO WEIGHT", parted by commas. */
static inline qp_square square_of(const char *flows, square_names *names)
{
    struct {
        size_t from;
        size_t to;
        double weight;
    } links[SQUARE_LINKS];
    size_t count = 0;
    for (const char *at = flows; at != NULL; at = strchr(at, ',')) {
        char from[SQUARE_NAME];
        char to[SQUARE_NAME];
        at += *at == ',';
        cr_assert_lt(count, SQUARE_LINKS);
        cr_assert_eq(
            sscanf(at, " %23s %23s %lf", from, to, &links[count].weight), 3);
        links[count].from = square_unit(names, from);
        links[count++].to = square_unit(names, to);
    }
    qp_square f = square_make(names->count);
    for (size_t l = 0; l < count; l++)
        f.flow[links[l].from * f.n + links[l].to] += links[l].weight;
    qp_square_sum(&f);
    return f;
}

/** A golden table with the columns from, to and weight at these places; only
 * its lines that begin with `only`, where that is given. */
static inline qp_square square_read(const char *table, const int columns[3],
                                    const char *only, square_names *names)
{
    static golden_table lines;
    golden_own(table, &lines);
    *names = (square_names){0};
    for (int pass = 0; pass < 2;
         pass++) /* origins first: theirs is the order */
        for (size_t l = 0; l < lines.count; l++)
            if (only == NULL || strcmp(lines.lines[l].cell[0], only) == 0)
                square_unit(names, lines.lines[l].cell[columns[pass]]);
    qp_square f = square_make(names->count);
    for (size_t l = 0; l < lines.count; l++) {
        const golden_line *line = &lines.lines[l];
        size_t r = square_unit(names, line->cell[columns[0]]);
        size_t s = square_unit(names, line->cell[columns[1]]);
        if (r != s && (only == NULL || strcmp(line->cell[0], only) == 0))
            f.flow[r * f.n + s] += golden_number(line->cell[columns[2]]);
    }
    qp_square_sum(&f);
    return f;
}

/** The six cities of inputs/flows. */
static inline qp_square square_of_cities(square_names *names)
{
    return square_read("inputs/flows", (const int[]){0, 1, 3}, NULL, names);
}

/** The cell of a key "FROM->TO" or "FROM|TO". */
static inline size_t square_cell(square_names *names, const char *key)
{
    char from[SQUARE_NAME] = "";
    size_t size = strcspn(key, "-|");
    cr_assert_lt(size, SQUARE_NAME);
    memcpy(from, key, size);
    size_t n = names->count;
    size_t r = square_unit(names, from);
    size_t s = square_unit(names, key + size + (key[size] == '-' ? 2 : 1));
    cr_assert_eq(names->count, n, "%s names a new unit", key);
    return r * n + s;
}

/** The same flows, each the other way. */
static inline qp_square square_turned(const qp_square *f)
{
    qp_square turned = square_make(f->n);
    for (size_t r = 0; r < f->n; r++)
        for (size_t s = 0; s < f->n; s++)
            turned.flow[s * f->n + r] = f->flow[r * f->n + s];
    qp_square_sum(&turned);
    return turned;
}

/** The same flows in another unit. */
static inline qp_square square_scaled(const qp_square *f, double factor)
{
    qp_square scaled = square_make(f->n);
    for (size_t c = 0; c < f->n * f->n; c++)
        scaled.flow[c] = f->flow[c] * factor;
    qp_square_sum(&scaled);
    return scaled;
}

/** xorshift64, so that nothing here hangs on a generator under test. */
static inline unsigned square_draw(uint64_t *state, unsigned limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (unsigned)((*state >> 32) % limit);
}

/** 2 to most units, from nearly empty to full, of counts from 1 to 10^5. */
static inline qp_square square_random(uint64_t seed, unsigned most)
{
    uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
    for (int warm = 0; warm < 8; warm++)
        square_draw(&state, 2);
    qp_square f = square_make(2 + square_draw(&state, most - 1));
    unsigned fullness = 1 + square_draw(&state, 10);
    for (size_t r = 0; r < f.n; r++)
        for (size_t s = 0; s < f.n; s++) {
            double size = pow(10, square_draw(&state, 5));
            double count = 1 + square_draw(&state, 9);
            if (r != s && square_draw(&state, 10) < fullness)
                f.flow[r * f.n + s] = size * count;
        }
    qp_square_sum(&f);
    return f;
}

#endif
