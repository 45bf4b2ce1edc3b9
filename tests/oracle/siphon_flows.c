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

static double reciprocity_of_region(const matrix *m, int r)
{
    double both = 0;
    for (int s = 0; s < m->n; s++)
        both += r != s ? fmin(m->flow[r][s], m->flow[s][r]) : 0;
    return ratio(both, outflow(m, r));
}

/* Where nothing leaks the index is the limit of a leak that vanishes. */
static void check_cycling(const question *q, const matrix *part)
{
    double index = NAN;
    qp_reason why = why_not(q, part);
    bool closed = false;
    if (why == QP_REASON_NONE)
        closed = cycling_with(q->w, part, 0, &index) < 1e-15L;
    if (closed)
        cycling_with(q->w, part, 1e-11L, &index);
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
    cr_assert(isnan(q->row->p) || (q->counts && !isnan(eta)), "%s", q->name);
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

static void check_catchment(const question *q)
{
    qp_reason why = why_not(q, &q->all);
    bool lost = false;
    double share = catchment(q->w, q->layer, &q->all,
                             number_of(q, q->row->subject), &lost);
    expect_value(q, why == QP_REASON_NONE ? share : NAN, QP_REASON_NO_FLOW,
                 1e-10);
    bool flag = (q->row->flags & 1U << QP_FLAG_UNREACHED) != 0;
    cr_assert_eq(flag, lost, "%s: unreached", q->name);
}

/* ---------------------------------------------------------------------- X10 */

static void check_focusing(const question *q)
{
    qp_reason why = why_not(q, &q->all);
    double gini = focusing(&q->all, text_of(q, q->row->object));
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
        double through = throughflow(q->w, m, r);
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
    if (!intake && !(back->layers > 0))
        return QP_REASON_NO_BENEFIT;
    return (intake ? in->inside : in->taken) > 0 ? QP_REASON_NONE
                                                 : QP_REASON_NO_FLOW;
}

static void check_intake(const question *q)
{
    int k = number_of(q, q->row->subject);
    int core = agreed_core(q, k);
    matrix flows[WORLD_LAYERS];
    for (int l = 0; l < q->w->layers; l++)
        flows[l] = matrix_of(q->w, l, q->year);
    shares in = shares_of(q->w, flows, "resource", k, core);
    shares back = shares_of(q->w, flows, "benefit", k, core);
    qp_reason why = why_no_ratio(q, core, &in, &back);
    double value = q->row->metric == QP_M_RESOURCE_INTAKE
                       ? intake_of(&in)
                       : return_of(&in, &back);
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
