/* SPDX-License-Identifier: MIT */
/**
 * @file support/matrix.h
 * @brief The flows of a little world as a dense matrix, by loops over
 *        everything, and slow linear algebra to work on it.
 */
#ifndef QP_SUPPORT_MATRIX_H
#define QP_SUPPORT_MATRIX_H

#include "support/world.h"

/** Flows between units, in one layer and window. */
typedef struct {
    int n;
    double flow[WORLD_REGIONS][WORLD_REGIONS];
    double enters[WORLD_REGIONS]; ///< from the outside world, and from regions
                                  ///< that are no units
    double leaves[WORLD_REGIONS]; ///< likewise
} matrix;

static inline bool matrix_takes(const world_link *link, int layer, int year)
{
    return link->counts && link->layer == layer &&
           (year == 0 || link->year == year);
}

/* How much of an end is in a region; what has no date, at the last. */
static inline double matrix_presence(const world *w, int end, int region,
                                     int year)
{
    if (end < WORLD_REGIONS || end == WORLD_OUTSIDE)
        return end == region;
    const world_firm *firm = &w->firm[end - WORLD_REGIONS];
    bool branched = firm->always || year == 0 || year >= WORLD_BRANCHING;
    double at_home = branched ? firm->share : 1;
    return (firm->home == region ? at_home : 0) +
           (firm->branch == region ? 1 - at_home : 0);
}

static inline void matrix_add(const world *w, const world_link *link, matrix *m)
{
    for (int r = 0; r < m->n; r++) {
        double from = matrix_presence(w, link->from, r, link->year);
        double to = matrix_presence(w, link->to, r, link->year);
        m->enters[r] += link->from == WORLD_OUTSIDE ? link->weight * to : 0;
        m->leaves[r] += link->to == WORLD_OUTSIDE ? link->weight * from : 0;
        for (int s = 0; s < m->n; s++)
            m->flow[r][s] += link->weight * from *
                             matrix_presence(w, link->to, s, link->year);
    }
}

/** Of one layer; year 0: of the whole period. */
static inline matrix matrix_of(const world *w, int layer, int year)
{
    matrix m = {.n = w->regions};
    for (int l = 0; l < w->count; l++)
        if (matrix_takes(&w->links[l], layer, year))
            matrix_add(w, &w->links[l], &m);
    return m;
}

/** Between the regions of cluster k. */
static inline matrix matrix_inside(const world *w, const matrix *all, int k)
{
    matrix m = {0};
    int of[WORLD_REGIONS];
    for (int r = 0; r < w->regions; r++)
        if (w->cluster[r] == k)
            of[m.n++] = r;
    for (int r = 0; r < m.n; r++) {
        m.enters[r] = all->enters[of[r]];
        m.leaves[r] = all->leaves[of[r]];
        for (int s = 0; s < w->regions; s++)
            if (w->cluster[s] != k) {
                m.enters[r] += all->flow[s][of[r]];
                m.leaves[r] += all->flow[of[r]][s];
            }
        for (int s = 0; s < m.n; s++)
            m.flow[r][s] = all->flow[of[r]][of[s]];
    }
    return m;
}

static inline matrix matrix_between(const world *w, const matrix *all)
{
    matrix m = {.n = w->clusters};
    for (int r = 0; r < w->regions; r++)
        for (int s = 0; s < w->regions; s++)
            if (w->cluster[r] >= 0 && w->cluster[s] >= 0)
                m.flow[w->cluster[r]][w->cluster[s]] += all->flow[r][s];
    return m;
}

static inline double inflow(const matrix *m, int r)
{
    double sum = 0;
    for (int s = 0; s < m->n; s++)
        sum += s != r ? m->flow[s][r] : 0;
    return sum;
}

static inline double outflow(const matrix *m, int r)
{
    double sum = 0;
    for (int s = 0; s < m->n; s++)
        sum += s != r ? m->flow[r][s] : 0;
    return sum;
}

static inline double total(const matrix *m)
{
    double sum = 0;
    for (int r = 0; r < m->n; r++)
        sum += outflow(m, r);
    return sum;
}

static inline double ratio(double above, double below)
{
    return below > 0 ? above / below : NAN;
}

/** By table, else by turnover over the whole period, the first of equals; -1:
 * there is none. */
static inline int core_of(const world *w, int layer, int k)
{
    matrix whole = matrix_of(w, layer, 0);
    int core = w->core[k];
    double most = 0;
    for (int r = 0; r < w->regions && w->core[k] < 0; r++) {
        double turnover = inflow(&whole, r) + outflow(&whole, r);
        if (w->cluster[r] == k && turnover > most) {
            most = turnover;
            core = r;
        }
    }
    return core;
}

/* ---------------------------------------------------------- linear algebra */

enum { DENSE = 2 * WORLD_REGIONS + 2 };

/** A square matrix with room for a constant, two effects a region, a slope. */
typedef struct {
    int n;
    long double at[DENSE][DENSE];
} dense;

static inline void dense_swap(long double *a, long double *b)
{
    long double kept = *a;
    *a = *b;
    *b = kept;
}

/* The place of the largest number not yet used. */
static inline void dense_pivot(const dense *a, int from, int *row, int *column)
{
    *row = *column = from;
    for (int r = from; r < a->n; r++)
        for (int c = from; c < a->n; c++)
            if (fabsl(a->at[r][c]) > fabsl(a->at[*row][*column])) {
                *row = r;
                *column = c;
            }
}

/** A matrix on its way to the unit matrix, and what becomes of that. */
typedef struct {
    dense a;
    dense b;
    int column_of[DENSE]; ///< where each column came from
} elimination;

/* Bring the largest number to place k. */
static inline void dense_exchange(elimination *e, int k)
{
    int row = k;
    int column = k;
    dense_pivot(&e->a, k, &row, &column);
    for (int c = 0; c < e->a.n; c++) {
        dense_swap(&e->a.at[k][c], &e->a.at[row][c]);
        dense_swap(&e->b.at[k][c], &e->b.at[row][c]);
    }
    for (int r = 0; r < e->a.n; r++)
        dense_swap(&e->a.at[r][k], &e->a.at[r][column]);
    int kept = e->column_of[k];
    e->column_of[k] = e->column_of[column];
    e->column_of[column] = kept;
}

/* Make column k one of the unit matrix. */
static inline void dense_eliminate(elimination *e, int k)
{
    long double pivot = e->a.at[k][k];
    for (int c = 0; c < e->a.n && pivot != 0; c++) {
        e->a.at[k][c] /= pivot;
        e->b.at[k][c] /= pivot;
    }
    for (int r = 0; r < e->a.n; r++) {
        long double factor = r != k ? e->a.at[r][k] : 0;
        for (int c = 0; c < e->a.n; c++) {
            e->a.at[r][c] -= factor * e->a.at[k][c];
            e->b.at[r][c] -= factor * e->b.at[k][c];
        }
    }
}

/**
 * The inverse, by Gauss and Jordan with full pivoting.
 * @return the smallest pivot over the largest; about 0: there is no inverse
 */
static inline long double dense_inverse(dense a, dense *inverse)
{
    elimination e = {.a = a, .b = {.n = a.n}};
    long double largest = 0;
    long double smallest = INFINITY;
    for (int i = 0; i < a.n; i++) {
        e.b.at[i][i] = 1;
        e.column_of[i] = i;
    }
    for (int k = 0; k < a.n; k++) {
        dense_exchange(&e, k);
        largest = fmaxl(largest, fabsl(e.a.at[k][k]));
        smallest = fminl(smallest, fabsl(e.a.at[k][k]));
        dense_eliminate(&e, k);
    }
    inverse->n = a.n;
    for (int k = 0; k < a.n; k++)
        memcpy(inverse->at[e.column_of[k]], e.b.at[k], sizeof e.b.at[k]);
    return largest > 0 ? smallest / largest : 0;
}

/* Turn columns (and rows) p and q by an angle that makes a[p][q] vanish. */
static inline void dense_rotate(dense *a, dense *vectors, int p, int q)
{
    long double theta = (a->at[q][q] - a->at[p][p]) / (2 * a->at[p][q]);
    long double t = (theta < 0 ? -1 : 1) /
                    (fabsl(theta) + sqrtl(theta * theta + 1));
    long double c = 1 / sqrtl(t * t + 1);
    long double s = t * c;
    for (int k = 0; k < a->n; k++) {
        long double x = a->at[k][p];
        long double y = a->at[k][q];
        a->at[k][p] = c * x - s * y;
        a->at[k][q] = s * x + c * y;
        x = vectors->at[k][p];
        y = vectors->at[k][q];
        vectors->at[k][p] = c * x - s * y;
        vectors->at[k][q] = s * x + c * y;
    }
    for (int k = 0; k < a->n; k++) {
        long double x = a->at[p][k];
        long double y = a->at[q][k];
        a->at[p][k] = c * x - s * y;
        a->at[q][k] = s * x + c * y;
    }
}

/**
 * The pseudo-inverse of a symmetric matrix without negative eigenvalues, by
 * Jacobi's rotations; eigenvalues below 1e-12 of the largest are 0.
 * @return its rank
 */
static inline int dense_pseudo_inverse(dense a, dense *inverse)
{
    dense v = {.n = a.n};
    long double largest = 0;
    int rank = 0;
    for (int i = 0; i < a.n; i++)
        v.at[i][i] = 1;
    for (int sweep = 0; sweep < 60; sweep++)
        for (int p = 0; p < a.n; p++)
            for (int q = p + 1; q < a.n; q++)
                if (fabsl(a.at[p][q]) >
                    1e-30L * fabsl(a.at[p][p]) + 1e-30L * fabsl(a.at[q][q]))
                    dense_rotate(&a, &v, p, q);
    for (int i = 0; i < a.n; i++)
        largest = fmaxl(largest, a.at[i][i]);
    *inverse = (dense){.n = a.n};
    for (int i = 0; i < a.n; i++) {
        if (!(a.at[i][i] > 1e-12L * largest))
            continue;
        rank++;
        for (int r = 0; r < a.n; r++)
            for (int c = 0; c < a.n; c++)
                inverse->at[r][c] += v.at[r][i] * v.at[c][i] / a.at[i][i];
    }
    return rank;
}

#endif
