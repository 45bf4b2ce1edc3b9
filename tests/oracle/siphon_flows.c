/* SPDX-License-Identifier: MIT */
/*
 * M10, M11, M21, X5, X7, X10 and X11 once more, from their definitions: whole
 * matrices inverted, chains run for ever, every pair of flows compared. What
 * replicates give (intervals, expected values) is looked at beside this file.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/question.h"

/* ------------------------------------------------- M10, reciprocity, cycling */

static double reciprocity(const matrix *m)
{
    double both = 0;
    for (int r = 0; r < m->n; r++)
        for (int s = 0; s < m->n; s++)
            both += r != s ? fmin(m->flow[r][s], m->flow[s][r]) : 0;
    return ratio(both, total(m));
}

static double reciprocity_of_region(const matrix *m, int r)
{
    double both = 0;
    for (int s = 0; s < m->n; s++)
        both += r != s ? fmin(m->flow[r][s], m->flow[s][r]) : 0;
    return ratio(both, outflow(m, r));
}

/* What passes a unit: with an outside world what enters, or what leaves where
 * that is more; else a tenth above the larger of inflow and outflow. */
static double throughflow(const question *q, const matrix *m, int r)
{
    if (q->w->outside)
        return fmax(m->enters[r] + inflow(m, r), outflow(m, r));
    return (1 + LAMBDA) * fmax(inflow(m, r), outflow(m, r));
}

/* sum T (N_rr - 1) / N_rr / sum T, N = (I - G)^-1, each T raised by a leak.
 * Returns how well I - G can be inverted. */
static long double cycling_with(const question *q, const matrix *m,
                                long double leak, double *index)
{
    dense g = {.n = m->n};
    dense n;
    long double cycled = 0;
    long double all = 0;
    for (int r = 0; r < m->n; r++) {
        long double through = throughflow(q, m, r) * (1 + leak);
        for (int s = 0; s < m->n; s++)
            g.at[r][s] = (r == s ? 1 : 0) -
                         (r != s && through > 0 ? m->flow[r][s] / through : 0);
    }
    long double condition = dense_inverse(g, &n);
    for (int r = 0; r < m->n; r++) {
        long double through = throughflow(q, m, r);
        cycled += through * (n.at[r][r] - 1) / n.at[r][r];
        all += through;
    }
    *index = (double)(cycled / all);
    return condition;
}

/* Where nothing leaks the index is the limit of a leak that vanishes. */
static void check_cycling(const question *q, const matrix *part)
{
    double index = NAN;
    qp_reason why = why_not(q, part);
    bool closed = false;
    if (why == QP_REASON_NONE)
        closed = cycling_with(q, part, 0, &index) < 1e-15L;
    if (closed)
        cycling_with(q, part, 1e-11L, &index);
    expect_value(q, index, why, closed ? 1e-8 : 1e-10);
    cr_assert_eq((q->row->flags & 1U << QP_FLAG_CLOSED) != 0, closed, "%s: %s",
                 q->name, text_of(q, q->row->subject));
    cr_assert_eq((q->row->flags & 1U << QP_FLAG_BOUNDARY) != 0,
                 q->w->outside && why_refused(q) == QP_REASON_NONE, "%s",
                 q->name);
}

static void check_reciprocity(const question *q, const matrix *part)
{
    qp_reason why = why_not(q, part);
    expect_value(q, why == QP_REASON_NONE ? reciprocity(part) : NAN, why,
                 1e-10);
}

/* ----------------------------------------------------------------------- M11 */

/* Numbers of components, by handing the smallest round until none changes;
 * -1: no flow. Returns how many there are. */
static int components(const matrix *m, int of[WORLD_REGIONS])
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
static void heights(const matrix *m, double phi[WORLD_REGIONS])
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

static hierarchy hierarchy_of(const matrix *m)
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

static void check_gradient(const question *q, const matrix *part)
{
    qp_reason why = why_not(q, part);
    hierarchy h = hierarchy_of(part);
    double eta = why == QP_REASON_NONE ? ratio(h.explained, h.asymmetry) : NAN;
    expect_value(q, eta, why == QP_REASON_NONE ? QP_REASON_NO_ASYMMETRY : why,
                 1e-10);
    if (why == QP_REASON_NONE)
        expect(q, "n", q->row->n, h.cycle_rank);
    if (!q->counts) /* else it is the mean of replicates */
        expect(q, "expected", q->row->expected,
               isnan(eta) ? NAN : h.df / h.pairs);
    bool trivial = (q->row->flags & 1U << QP_FLAG_TRIVIAL) != 0;
    cr_assert_eq(trivial, !isnan(eta) && h.cycle_rank <= 0, "%s", q->name);
    cr_assert_eq(isnan(q->row->p), isnan(eta) || !q->counts, "%s", q->name);
    expect_family(q, 1.0 / 4);
}

static void check_margins(const question *q, const matrix *part)
{
    qp_reason why = why_not(q, part);
    hierarchy h = hierarchy_of(part);
    bool tested = why == QP_REASON_NONE && q->counts && h.asymmetry > 0;
    if (why == QP_REASON_NONE)
        why = q->counts ? QP_REASON_NO_ASYMMETRY : QP_REASON_NOT_COUNTS;
    expect_value(q, tested ? h.margins : NAN, why, 1e-10);
    expect(q, "df", q->row->df, tested ? h.df : NAN);
    expect(q, "p", q->row->p,
           tested ? chi2_above(fmax(0, h.margins), h.df) : NAN);
    expect_family(q, 0);
}

/* ---------------------------------------------------------------- X7, regions */

static double dominance(const matrix *m, int r)
{
    double own = inflow(m, r) + outflow(m, r);
    double others = 0;
    for (int s = 0; s < m->n; s++)
        others += s != r ? inflow(m, s) + outflow(m, s) : 0;
    return ratio(own, others / (m->n - 1));
}

/* Nobody else gets more of r, nor as much with more inflow, nor comes first. */
static int parent_of(const matrix *m, int r)
{
    for (int s = 0; s < m->n; s++) {
        bool best = s != r && m->flow[r][s] > 0 && inflow(m, s) > inflow(m, r);
        for (int o = 0; o < m->n; o++) {
            bool tied = o != r && m->flow[r][o] >= m->flow[r][s];
            bool larger = inflow(m, o) > inflow(m, s) ||
                          (inflow(m, o) >= inflow(m, s) && o < s);
            if (o != r && o != s && m->flow[r][o] > m->flow[r][s])
                best = false;
            if (o != s && tied && larger)
                best = false;
        }
        if (best)
            return s;
    }
    return -1;
}

static void check_parent(const question *q, int r)
{
    qp_reason why = why_not(q, &q->all);
    int parent = why == QP_REASON_NONE ? parent_of(&q->all, r) : -1;
    expect_value(q, parent >= 0 ? q->all.flow[r][parent] : NAN,
                 why == QP_REASON_NONE ? QP_REASON_ROOT : why, 1e-10);
    if (parent >= 0)
        cr_assert_eq(number_of(q, q->row->object), parent, "%s: r%d", q->name,
                     r);
    else
        cr_assert_eq(q->row->object, QP_NONE);
}

static void check_region(const question *q)
{
    int r = number_of(q, q->row->subject);
    double phi[WORLD_REGIONS];
    double value = NAN;
    qp_reason why = why_not(q, &q->all);
    qp_reason none = QP_REASON_NO_FLOW;
    if (q->row->metric == QP_M_DOMINANT_PARENT) {
        check_parent(q, r);
        return;
    }
    if (q->row->metric == QP_M_SIPHON_POTENTIAL) {
        heights(&q->all, phi);
        value = -phi[r];
    } else if (q->row->metric == QP_M_DOMINANCE_INDEX) {
        value = dominance(&q->all, r);
    } else {
        value = reciprocity_of_region(&q->all, r);
        none = QP_REASON_NO_OUTFLOW;
    }
    expect_value(q, why == QP_REASON_NONE ? value : NAN,
                 why == QP_REASON_NONE ? none : why, 1e-10);
}

static void check_symmetry_of_link(const question *q)
{
    int r = number_of(q, q->row->subject);
    int s = number_of(q, q->row->object);
    double n = q->all.flow[r][s] + q->all.flow[s][r];
    double bits = 0;
    cr_assert_lt(r, s);
    for (int way = 0; way < 2; way++) {
        double p = (way > 0 ? q->all.flow[r][s] : q->all.flow[s][r]) / n;
        bits -= p > 0 ? p * log(p) / log(2) : 0;
    }
    expect(q, "value", q->row->value, bits);
}

/* ----------------------------------------------------------------------- X5 */

/** The chain of what leaves a unit; after squaring, of 2^k steps. */
static dense chain_of(const matrix *m, const bool core[])
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

static dense squared(const dense *p)
{
    dense product = {.n = p->n};
    for (int r = 0; r < p->n; r++)
        for (int s = 0; s < p->n; s++)
            for (int k = 0; k < p->n; k++)
                product.at[r][s] += p->at[r][k] * p->at[k][s];
    return product;
}

/* The share of what can reach a core that ends in this one; `lost`: some
 * outflow can reach none. */
static double catchment(const question *q, int core, bool *lost)
{
    bool is_core[WORLD_REGIONS] = {false};
    double caught = 0;
    double out = 0;
    *lost = false;
    for (int k = 0; k < q->w->clusters; k++) {
        int c = core_of(q->w, q->layer, k);
        if (c >= 0)
            is_core[c] = true;
    }
    dense p = chain_of(&q->all, is_core);
    for (int step = 0; step < 60; step++)
        p = squared(&p);
    for (int r = 0; r < q->all.n; r++) {
        long double reached = 0;
        double own = outflow(&q->all, r);
        for (int c = 0; c < q->all.n; c++)
            reached += is_core[c] ? p.at[r][c] : 0;
        if (!is_core[r] && reached > 1e-9L) {
            caught += (double)p.at[r][core] * own;
            out += own;
        }
        *lost = *lost || (!is_core[r] && own > 0 && !(reached > 1e-9L));
    }
    return ratio(caught, out);
}

static void check_catchment(const question *q)
{
    qp_reason why = why_not(q, &q->all);
    bool lost = false;
    double share = catchment(q, number_of(q, q->row->subject), &lost);
    expect_value(q, why == QP_REASON_NONE ? share : NAN, QP_REASON_NO_FLOW,
                 1e-10);
    bool flag = (q->row->flags & 1U << QP_FLAG_UNREACHED) != 0;
    cr_assert_eq(flag, lost, "%s: unreached", q->name);
}

/* ---------------------------------------------------------------------- X10 */

/* Are two flows of one field: all, into one unit, out of one unit? */
static bool are_compared(const char *field, int i, int j, int k, int l)
{
    if (i == j || k == l)
        return false;
    if (strcmp(field, "in") == 0)
        return j == l;
    return strcmp(field, "out") == 0 ? i == k : true;
}

static void check_focusing(const question *q)
{
    const matrix *m = &q->all;
    const char *field = text_of(q, q->row->object);
    bool all = strcmp(field, "all") == 0;
    double gaps = 0;
    double members = all ? m->n * (m->n - 1) : m->n - 1;
    qp_reason why = why_not(q, m);
    for (int i = 0; i < m->n; i++)
        for (int j = 0; j < m->n; j++)
            for (int k = 0; k < m->n; k++)
                for (int l = 0; l < m->n; l++)
                    if (are_compared(field, i, j, k, l))
                        gaps += fabs(m->flow[i][j] - m->flow[k][l]);
    double gini = members > 1 ? ratio(gaps, 2 * members * total(m)) : NAN;
    expect_value(q, why == QP_REASON_NONE ? gini : NAN,
                 why == QP_REASON_NONE ? QP_REASON_NO_FREEDOM : why, 1e-10);
}

/* ---------------------------------------------------------------------- X11 */

/** Flows with a source and a sink: the last row and column. */
typedef struct {
    int n;
    double flow[WORLD_REGIONS + 1][WORLD_REGIONS + 1];
} extended;

static extended extend(const question *q)
{
    const matrix *m = &q->all;
    extended x = {.n = m->n + 1};
    for (int r = 0; r < m->n; r++) {
        double through = throughflow(q, m, r);
        x.flow[m->n][r] = through - inflow(m, r);
        x.flow[r][m->n] = q->w->outside ? m->leaves[r]
                                        : through - outflow(m, r);
        for (int s = 0; s < m->n; s++)
            x.flow[r][s] = r != s ? m->flow[r][s] : 0;
    }
    return x;
}

static double margin(const extended *x, int unit, bool row)
{
    double sum = 0;
    for (int o = 0; o < x->n; o++)
        sum += row ? x->flow[unit][o] : x->flow[o][unit];
    return sum;
}

static void check_ascendency(const question *q)
{
    extended x = extend(q);
    double all = 0;
    double h = 0;
    double ami = 0;
    qp_reason why = why_not(q, &q->all);
    for (int r = 0; r < x.n; r++)
        all += margin(&x, r, true);
    for (int r = 0; r < x.n; r++)
        for (int s = 0; s < x.n; s++) {
            double p = x.flow[r][s] / all;
            double rows = margin(&x, r, true) / all;
            double columns = margin(&x, s, false) / all;
            h -= p > 0 ? p * log(p) / log(2) : 0;
            ami += p > 0 ? p * log(p / rows / columns) / log(2) : 0;
        }
    double a = ratio(ami, h);
    double value = q->row->metric == QP_M_AVERAGE_MUTUAL_INFORMATION ? ami
                   : q->row->metric == QP_M_ASCENDENCY               ? all * ami
                   : q->row->metric == QP_M_DEVELOPMENT_CAPACITY     ? all * h
                   : a > 1e-12 ? -a * log(a)
                               : a;
    expect_value(q, why == QP_REASON_NONE ? value : NAN,
                 why == QP_REASON_NONE ? QP_REASON_ZERO_TOTAL : why, 1e-9);
}

/* ---------------------------------------------------------------------- M21 */

/** Sums over the layers of one sense with flow. */
typedef struct {
    double layers;
    double taken; ///< by the core, of all flow
    double given;
    double inside;
} shares;

static shares shares_of(const question *q, const char *sense, int k, int core)
{
    shares s = {0};
    for (int l = 0; l < q->w->layers; l++) {
        const world_layer *layer = &q->w->layer[l];
        matrix m = matrix_of(q->w, l, q->year);
        double all = total(&m);
        if (strcmp(layer->sense, sense) != 0 || !layer->directed || !(all > 0))
            continue;
        s.layers++;
        for (int r = 0; r < m.n; r++)
            for (int t = 0; t < m.n; t++)
                if (r != t && q->w->cluster[r] == k && q->w->cluster[t] == k) {
                    s.inside += m.flow[r][t] / all;
                    s.taken += t == core ? m.flow[r][t] / all : 0;
                    s.given += r == core ? m.flow[r][t] / all : 0;
                }
    }
    return s;
}

/* The core that all layers with flow agree on; -1: none has one, -2: they do
 * not. A layer in which nothing of the cluster ever moves has no say. */
static int agreed_core(const question *q, int k)
{
    int agreed = -1;
    for (int l = 0; l < q->w->layers; l++) {
        const world_layer *layer = &q->w->layer[l];
        matrix m = matrix_of(q->w, l, q->year);
        int core = core_of(q->w, l, k);
        if (strcmp(layer->sense, "") == 0 || !layer->directed ||
            !(total(&m) > 0) || core < 0)
            continue;
        if (agreed >= 0 && agreed != core)
            return -2;
        agreed = core;
    }
    return agreed;
}

static qp_reason why_no_ratio(const question *q, int core, const shares *in,
                              const shares *back)
{
    bool intake = q->row->metric == QP_M_RESOURCE_INTAKE;
    if (core == -2)
        return QP_REASON_CORES_DIFFER;
    if (!(in->layers > 0))
        return QP_REASON_NO_RESOURCE;
    if (core < 0)
        return QP_REASON_NO_CORE;
    if (!(intake ? in->inside > 0 : in->taken > 0))
        return QP_REASON_NO_FLOW;
    return intake || back->layers > 0 ? QP_REASON_NONE : QP_REASON_NO_BENEFIT;
}

static void check_intake(const question *q)
{
    int k = number_of(q, q->row->subject);
    int core = agreed_core(q, k);
    shares in = shares_of(q, "resource", k, core);
    shares back = shares_of(q, "benefit", k, core);
    qp_reason why = why_no_ratio(q, core, &in, &back);
    double value = q->row->metric == QP_M_RESOURCE_INTAKE
                       ? (in.taken - in.given) / in.inside
                       : back.given / back.layers / (in.taken / in.layers);
    expect_value(q, why == QP_REASON_NONE ? value : NAN, why, 1e-10);
    if (core >= 0)
        cr_assert_eq(number_of(q, q->row->object), core, "%s", q->name);
    else
        cr_assert_eq(q->row->object, QP_NONE, "%s", q->name);
    cr_assert(isnan(q->row->p));
}

/* -------------------------------------------------------------------- asking */

static void check_part(const question *q)
{
    matrix part = part_of(q);
    if (q->row->metric == QP_M_WEIGHTED_RECIPROCITY)
        check_reciprocity(q, &part);
    else if (q->row->metric == QP_M_FINN_CYCLING_INDEX)
        check_cycling(q, &part);
    else if (q->row->metric == QP_M_GRADIENT_SHARE)
        check_gradient(q, &part);
    else if (q->row->metric == QP_M_STUART_MAXWELL_CHI2)
        check_margins(q, &part);
    else
        check_ascendency(q);
}

static void check(const question *q)
{
    qp_metric metric = q->row->metric;
    if (metric == QP_M_SPATIAL_FOCUSING)
        check_focusing(q);
    else if (metric == QP_M_CATCHMENT_SHARE)
        check_catchment(q);
    else if (qp_metrics[metric].scope == QP_SCOPE_CLUSTER)
        check_intake(q);
    else if (qp_metrics[metric].scope == QP_SCOPE_PAIR)
        check_symmetry_of_link(q);
    else if (qp_metrics[metric].scope == QP_SCOPE_REGION)
        check_region(q);
    else
        check_part(q);
}

QP_TEST(siphon_flows, agree_with_the_definitions_on_random_worlds)
{
    ask_random_worlds(false, BY_FLOWS, check);
}

QP_TEST(siphon_flows, agree_with_the_definitions_year_by_year)
{
    ask_random_worlds(true, BY_FLOWS, check);
}

QP_TEST(siphon_flows, agree_with_the_definitions_on_degenerate_worlds)
{
    ask_drawn_worlds(BY_FLOWS, check);
}
