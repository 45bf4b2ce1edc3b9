/* SPDX-License-Identifier: MIT */
/**
 * @file support/slow.h
 * @brief Metrics of a dense matrix of flows from their definitions, without
 *        economy: what a panel and its replicates are held against.
 */
#ifndef QP_SUPPORT_SLOW_H
#define QP_SUPPORT_SLOW_H

#include "support/matrix.h"

#define SLOW_LAMBDA 0.1 ///< of the closure of M10

/* ----------------------------------------------------------------- M8, M10 */

static inline double index_of(const matrix *m)
{
    double nets = 0;
    double turnover = 0;
    for (int r = 0; r < m->n; r++) {
        nets += fabs(inflow(m, r) - outflow(m, r));
        turnover += inflow(m, r) + outflow(m, r);
    }
    return ratio(100 * nets, turnover);
}

static inline double reciprocity(const matrix *m)
{
    double both = 0;
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < m->n; s++)
            both += r != s ? fmin(m->flow[r][s], m->flow[s][r]) : 0;
    return ratio(both, total(m));
}

/* What passes a unit: with an outside world what enters, or what leaves where
 * that is more; else a tenth above the larger of inflow and outflow. */
static inline double throughflow(const world *w, const matrix *m, int r)
{
    if (w->outside)
        return fmax(m->enters[r] + inflow(m, r), outflow(m, r));
    return (1 + SLOW_LAMBDA) * fmax(inflow(m, r), outflow(m, r));
}

/* sum T (N_rr - 1) / N_rr / sum T, N = (I - G)^-1, each T raised by a leak.
 * Returns how well I - G can be inverted. */
static inline long double cycling_with(const world *w, const matrix *m,
                                       long double leak, double *index)
{
    dense g = {.n = m->n};
    dense n;
    long double cycled = 0;
    long double all = 0;
    for (int r = 0; r < m->n; r++) {
        long double through = throughflow(w, m, r) * (1 + leak);
        for (int s = 0; s < m->n; s++)
            g.at[r][s] = (r == s ? 1 : 0) -
                         (r != s && through > 0 ? m->flow[r][s] / through : 0);
    }
    long double condition = dense_inverse(g, &n);
    for (int r = 0; r < m->n; r++) {
        long double through = throughflow(w, m, r);
        cycled += through * (n.at[r][r] - 1) / n.at[r][r];
        all += through;
    }
    *index = (double)(cycled / all);
    return condition;
}

/* --------------------------------------------------------------------- M11 */

/* Numbers of components, by handing the smallest round until none changes;
 * -1: no flow. Returns how many there are. */
static inline int components(const matrix *m, int of[WORLD_REGIONS])
{
    int count = 0;
    for (int r = 0; r < m->n; r++)
        of[r] = inflow(m, r) + outflow(m, r) > 0 ? r : -1;
    for (int round = 0; round < m->n; round++)
        for (int r = 0; r < m->n; r++)
            for (int s = 0; s < m->n; s++)
                if (r != s && m->flow[r][s] + m->flow[s][r] > 0)
                    of[r] = of[s] = of[r] < of[s] ? of[r] : of[s];
    for (int r = 0; r < m->n; r++)
        count += of[r] == r ? 1 : 0;
    return count;
}

/* phi of (L + J) phi = O - I, J with ones between units of one component: the
 * mean of each component is 0. */
static inline void heights(const matrix *m, double phi[WORLD_REGIONS])
{
    int of[WORLD_REGIONS];
    dense a = {.n = m->n};
    dense b;
    components(m, of);
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < m->n; s++) {
            double w = r != s ? m->flow[r][s] + m->flow[s][r] : 0;
            a.at[r][s] += of[r] == of[s] && of[r] >= 0 ? 1 : 0;
            a.at[r][s] -= w;
            a.at[r][r] += w;
        }
    for (int r = 0; r < m->n; r++)
        a.at[r][r] += of[r] < 0 ? 1 : 0;
    dense_inverse(a, &b);
    for (int r = 0; r < m->n; r++) {
        long double sum = 0;
        for (int s = 0; s < m->n; s++)
            sum += b.at[r][s] * (outflow(m, s) - inflow(m, s));
        phi[r] = of[r] < 0 ? NAN : (double)sum;
    }
}

/** What M11 says of a part. */
typedef struct {
    double asymmetry; ///< sum w y^2
    double explained; ///< sum w (phi_r - phi_s)^2
    double margins;   ///< d' phi, d = O - I: Stuart's quadratic form
    double pairs;
    double df;
    double cycle_rank;
} hierarchy;

static inline hierarchy hierarchy_of(const matrix *m)
{
    hierarchy h = {0};
    double phi[WORLD_REGIONS];
    int of[WORLD_REGIONS];
    heights(m, phi);
    h.df = -components(m, of);
    for (int r = 0; r < m->n; r++) {
        h.df += of[r] >= 0 ? 1 : 0;
        h.margins += of[r] >= 0 ? phi[r] * (outflow(m, r) - inflow(m, r)) : 0;
        for (int s = 0; s < r; s++) {
            double w = m->flow[r][s] + m->flow[s][r];
            double d = m->flow[r][s] - m->flow[s][r];
            if (!(w > 0))
                continue;
            h.pairs++;
            h.asymmetry += d * d / w;
            h.explained += w * (phi[r] - phi[s]) * (phi[r] - phi[s]);
        }
    }
    h.cycle_rank = h.pairs - h.df;
    return h;
}

/* ---------------------------------------------------------------------- X3 */

/** The expected flows of a part. */
typedef struct {
    bool forced;
    double e[WORLD_REGIONS][WORLD_REGIONS];
} expectation;

/* Cells open to a flow, less the sums that they have to meet: one follows from
 * the others. */
static inline int freedom_of(const matrix *m)
{
    int freedom = 1;
    for (int r = 0; r < m->n; r++) {
        freedom -= (inflow(m, r) > 0) + (outflow(m, r) > 0);
        for (int s = 0; s < m->n; s++)
            freedom += r != s && outflow(m, r) > 0 && inflow(m, s) > 0;
    }
    return freedom;
}

/* No other flows have these sums, or one unit has a part in all flows. */
static inline bool is_forced(const matrix *m)
{
    bool forced = m->n <= 2 || freedom_of(m) < 1;
    for (int u = 0; u < m->n; u++)
        forced |= !(total(m) - inflow(m, u) - outflow(m, u) > 1e-6);
    return forced;
}

/* Factors that give each unit its sum, from those of the other side; units
 * without a sum have none. Returns the largest change of one. */
static inline double refit(int n, const double sum[], const double other[],
                           double factor[])
{
    double all = 0;
    double largest = 0;
    for (int u = 0; u < n; u++)
        all += other[u];
    for (int u = 0; u < n; u++) {
        double before = factor[u];
        factor[u] = sum[u] > 0 ? sum[u] / (all - other[u]) : 0;
        largest = fmax(largest, fabs(factor[u] - before) / (1 + before));
    }
    return largest;
}

/* E = a b: a from b and b from a, until they are what they were. */
static inline expectation expectation_of(const matrix *m)
{
    expectation x = {.forced = is_forced(m)};
    double a[WORLD_REGIONS] = {0};
    double b[WORLD_REGIONS];
    double out[WORLD_REGIONS];
    double in[WORLD_REGIONS];
    for (int u = 0; u < m->n; u++) {
        out[u] = outflow(m, u);
        in[u] = inflow(m, u);
        b[u] = in[u] > 0 ? 1 : 0;
    }
    for (int round = 0; round < 200000 && !x.forced; round++)
        if (refit(m->n, out, b, a) + refit(m->n, in, a, b) < 1e-14)
            break;
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < m->n; s++)
            x.e[r][s] = r != s && !x.forced ? a[r] * b[s] : 0;
    return x;
}

static inline matrix as_flows(const expectation *x, const matrix *m)
{
    matrix e = *m;
    memcpy(e.flow, x->e, sizeof e.flow);
    return e;
}

/* ---------------------------------------------------------------------- X5 */

/** The chain of what leaves a unit; after squaring, of 2^k steps. */
static inline dense chain_of(const matrix *m, const bool core[])
{
    dense p = {.n = m->n};
    for (int r = 0; r < m->n; r++) {
        double out = outflow(m, r);
        bool absorbs = core[r] || !(out > 0);
        for (int s = 0; s < m->n; s++)
            if (absorbs)
                p.at[r][s] = r == s ? 1 : 0;
            else
                p.at[r][s] = r != s ? m->flow[r][s] / out : 0;
    }
    return p;
}

static inline dense squared(const dense *p)
{
    dense product = {.n = p->n};
    for (int r = 0; r < p->n; r++)
        for (int s = 0; s < p->n; s++)
            for (int k = 0; k < p->n; k++)
                product.at[r][s] += p->at[r][k] * p->at[k][s];
    return product;
}

/** The share of what can reach a core that ends in this one, of one layer;
 * `lost`: some outflow can reach none. */
static inline double catchment(const world *w, int layer, const matrix *m,
                               int core, bool *lost)
{
    bool is_core[WORLD_REGIONS] = {false};
    double caught = 0;
    double out = 0;
    *lost = false;
    for (int k = 0; k < w->clusters; k++) {
        int c = core_of(w, layer, k);
        if (c >= 0)
            is_core[c] = true;
    }
    dense p = chain_of(m, is_core);
    for (int step = 0; step < 60; step++)
        p = squared(&p);
    for (int r = 0; r < m->n; r++) {
        long double reached = 0;
        double own = outflow(m, r);
        for (int c = 0; c < m->n; c++)
            reached += is_core[c] ? p.at[r][c] : 0;
        if (!is_core[r] && reached > 1e-9L) {
            caught += (double)p.at[r][core] * own;
            out += own;
        }
        *lost = *lost || (!is_core[r] && own > 0 && !(reached > 1e-9L));
    }
    return ratio(caught, out);
}

/* --------------------------------------------------------------------- X10 */

/* Are two flows of one field: all, into one unit, out of one unit? */
static inline bool are_compared(const char *field, int i, int j, int k, int l)
{
    if (i == j || k == l)
        return false;
    if (strcmp(field, "in") == 0)
        return j == l;
    return strcmp(field, "out") == 0 ? i == k : true;
}

/** Gini of a field, "all", "in" or "out". */
static inline double focusing(const matrix *m, const char *field)
{
    bool all = strcmp(field, "all") == 0;
    double gaps = 0;
    double members = all ? m->n * (m->n - 1) : m->n - 1;
    for (int i = 0; i < m->n; i++)
        for (int j = 0; j < m->n; j++)
            for (int k = 0; k < m->n; k++)
                for (int l = 0; l < m->n; l++)
                    if (are_compared(field, i, j, k, l))
                        gaps += fabs(m->flow[i][j] - m->flow[k][l]);
    return members > 0 ? ratio(gaps, 2 * members * total(m)) : NAN;
}

/* --------------------------------------------------------------------- M21 */

/** Sums over the layers of one sense with flow. */
typedef struct {
    double layers;
    double taken; ///< by the core, of all flow
    double given;
    double inside;
} shares;

/** @param[in] flows  [layers] in one window */
static inline shares shares_of(const world *w, const matrix flows[],
                               const char *sense, int k, int core)
{
    shares s = {0};
    for (int l = 0; l < w->layers; l++) {
        const world_layer *layer = &w->layer[l];
        const matrix *m = &flows[l];
        double all = total(m);
        if (strcmp(layer->sense, sense) != 0 || !layer->directed || !(all > 0))
            continue;
        s.layers++;
        for (int r = 0; r < m->n; r++)
            for (int t = 0; t < m->n; t++)
                if (r != t && w->cluster[r] == k && w->cluster[t] == k) {
                    s.inside += m->flow[r][t] / all;
                    s.taken += t == core ? m->flow[r][t] / all : 0;
                    s.given += r == core ? m->flow[r][t] / all : 0;
                }
    }
    return s;
}

static inline double intake_of(const shares *resource)
{
    return (resource->taken - resource->given) / resource->inside;
}

static inline double return_of(const shares *resource, const shares *benefit)
{
    return benefit->given / benefit->layers /
           (resource->taken / resource->layers);
}

#endif
