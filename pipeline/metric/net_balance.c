/* SPDX-License-Identifier: MIT */
#include "metric/net_balance.h"

#include <math.h>
#include <string.h>

#include "chance/exact.h"
#include "chance/stream.h"
#include "core/sum.h"

double qp_effectiveness(double inflow, double outflow)
{
    double turnover = inflow + outflow;
    return turnover > 0 ? (inflow - outflow) / turnover : NAN;
}

/* Sum of |I - O|: twice what has changed its place in the end. */
static double sum_of_nets(const qp_exchange *x)
{
    qp_sum nets = {0};
    for (size_t u = 0; u < x->unit_count; u++)
        qp_sum_add(&nets, fabs(x->inflow[u] - x->outflow[u]));
    return qp_sum_value(&nets);
}

double qp_effectiveness_index(const qp_exchange *exchange)
{
    return exchange->flow > 0
               ? 100 * sum_of_nets(exchange) / (2 * exchange->flow)
               : NAN;
}

double qp_aggregate_net_rate(const qp_exchange *exchange,
                             const double population[], size_t *used)
{
    qp_sum nets = {0};
    qp_sum persons = {0};
    *used = 0;
    for (size_t u = 0; u < exchange->unit_count; u++) {
        if (isnan(population[u]))
            continue;
        qp_sum_add(&nets, fabs(exchange->inflow[u] - exchange->outflow[u]));
        qp_sum_add(&persons, population[u]);
        ++*used;
    }
    double all = qp_sum_value(&persons);
    return all > 0 ? 50 * qp_sum_value(&nets) / all : NAN;
}

/* ---------------------------------------------------------------- symmetry */

qp_symmetry qp_symmetry_test(const qp_exchange *exchange)
{
    qp_sum chi2 = {0};
    qp_sum variance = {0};
    qp_symmetry s = {NAN, NAN, NAN, NAN};
    double df = 0;
    for (size_t p = 0; p < exchange->pair_count; p++) {
        double sum = exchange->forth[p] + exchange->back[p];
        double net = exchange->forth[p] - exchange->back[p];
        if (sum <= 0)
            continue;
        qp_sum_add(&chi2, net * net / sum);
        qp_sum_add(&variance, 2 - 2 / sum);
        df++;
    }
    if (!exchange->counts || df <= 0)
        return s;
    double sd = sqrt(qp_sum_value(&variance));
    s.chi2 = qp_sum_value(&chi2);
    s.df = df;
    s.z = sd > 0 ? (s.chi2 - df) / sd : NAN;
    s.p = qp_chi2_p(s.chi2, df);
    return s;
}

/* -------------------------------------------------------------- dispersion */

void qp_scatter_add(const qp_square *square, size_t unit, qp_scatter *scatter)
{
    size_t n = square->n;
    double in = square->inflow[unit];
    double out = square->outflow[unit];
    double share = in / (in + out);
    double pairs = 0;
    qp_sum chi2 = {0};
    if (!(in > 0) || !(out > 0))
        return;
    for (size_t other = 0; other < n; other++) {
        double taken = square->flow[other * n + unit];
        double moves = taken + square->flow[unit * n + other];
        double off = taken - moves * share;
        if (!(moves > 0))
            continue;
        qp_sum_add(&chi2, off * off / (moves * share * (1 - share)));
        pairs++;
    }
    scatter->chi2 += qp_sum_value(&chi2);
    scatter->df += pairs - 1;
}

double qp_dispersion(const qp_scatter *scatter)
{
    return scatter->df > 0 ? fmax(1, scatter->chi2 / scatter->df) : 1;
}

/* -------------------------------------------------------------------- null */

/* Whole numbers up to 2^53: sums of them are exact. */
double qp_symmetric_draw(const qp_exchange *exchange, qp_stream *stream,
                         double net[])
{
    const qp_exchange *x = exchange;
    double chi2 = 0;
    memset(net, 0, x->unit_count * sizeof *net);
    for (size_t p = 0; p < x->pair_count; p++) {
        double sum = x->forth[p] + x->back[p];
        double forth = (double)qp_stream_heads(stream, (uint64_t)sum);
        double surplus = forth - (sum - forth);
        net[x->first[p]] += surplus;
        net[x->second[p]] -= surplus;
        chi2 += sum > 0 ? surplus * surplus / sum : 0;
    }
    return chi2;
}

double qp_index_of_nets(const qp_exchange *exchange, const double net[])
{
    double nets = 0;
    for (size_t u = 0; u < exchange->unit_count; u++)
        nets += fabs(net[u]);
    return 100 * nets / (2 * exchange->flow);
}

/* -------------------------------------------------------------------- core */

qp_core_flows qp_core_exchange(const qp_flows *flows, const qp_row cluster[],
                               size_t core)
{
    qp_sum backwash = {0};
    qp_sum spread = {0};
    qp_core_flows c = {0};
    for (size_t i = 0; i < flows->cell_count; i++) {
        uint32_t from = flows->from[i];
        uint32_t to = flows->to[i];
        if (from == to || cluster[from] != cluster[core] ||
            cluster[to] != cluster[core])
            continue;
        if (to == core) {
            qp_sum_add(&backwash, flows->flow[i]);
            c.backwash_links += flows->links[i];
        } else if (from == core) {
            qp_sum_add(&spread, flows->flow[i]);
            c.spread_links += flows->links[i];
        }
    }
    c.backwash = qp_sum_value(&backwash);
    c.spread = qp_sum_value(&spread);
    return c;
}
