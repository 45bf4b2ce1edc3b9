/* SPDX-License-Identifier: MIT */
#include "metric/stage_matrix.h"

#include "core/sum.h"
#include "metric/web.h"

enum { STAGES = QP_INNOVATION_STAGES };

/** A matrix on its way. */
typedef struct {
    const qp_network *net;
    qp_sum led[STAGES][STAGES];
    size_t links;
    size_t missing;
} summing;

/* ------------------------------------------------------------------- summing */

static void add_share(summing *s, qp_innovation_set from, qp_innovation_set to,
                      double share)
{
    for (int a = 0; a < STAGES; a++)
        for (int b = 0; b < STAGES; b++)
            if (qp_innovation_has(from, (qp_innovation_stage)a) &&
                qp_innovation_has(to, (qp_innovation_stage)b))
                qp_sum_add(&s->led[a][b], share);
}

static void take(void *context, qp_row layer, size_t link, double weight)
{
    (void)layer;
    summing *s = context;
    qp_innovation_set from = qp_innovation_of(s->net, s->net->links.from[link]);
    qp_innovation_set to = qp_innovation_of(s->net, s->net->links.to[link]);
    size_t parts = qp_innovation_size(from) * qp_innovation_size(to);
    if (parts == 0) {
        s->missing++;
        return;
    }
    s->links++;
    add_share(s, from, to, weight / (double)parts);
}

qp_stage_matrix qp_stage_matrix_sum(const qp_network *net, qp_row layer,
                                    qp_period window)
{
    summing s = {.net = net};
    qp_web_visitor visitor = {take, &s};
    qp_web_choice choice = {
        .layers = &layer,
        .layer_count = 1,
        .window = window,
    };
    size_t missing = qp_web_visit(net, &choice, &visitor);
    qp_stage_matrix m = {.links = s.links, .missing = missing + s.missing};
    for (int a = 0; a < STAGES; a++)
        for (int b = 0; b < STAGES; b++)
            m.led[a][b] = qp_sum_value(&s.led[a][b]);
    return m;
}

/* ------------------------------------------------------------------- numbers */

/* A link inside a stage has both its ends there. */
double qp_stage_weight(const qp_stage_matrix *m, qp_innovation_stage a,
                       qp_innovation_stage b)
{
    return m->led[a][b] + m->led[b][a];
}

static double size_of(const qp_stage_matrix *m, qp_innovation_stage a)
{
    double size = 0;
    for (int b = 0; b < STAGES; b++)
        size += qp_stage_weight(m, a, (qp_innovation_stage)b);
    return size;
}

double qp_stage_observed_expected(const qp_stage_matrix *m,
                                  qp_innovation_stage a, qp_innovation_stage b)
{
    double total = 0;
    for (int s = 0; s < STAGES; s++)
        total += size_of(m, (qp_innovation_stage)s);
    /* Divided one by one: a product of sizes may be larger than numbers go. */
    return size_of(m, a) > 0 && size_of(m, b) > 0
               ? qp_stage_weight(m, a, b) / size_of(m, a) *
                     (total / size_of(m, b))
               : NAN;
}

double qp_stage_gap(double observed_expected)
{
    if (isnan(observed_expected))
        return NAN;
    return observed_expected < 1 ? 1 - observed_expected : 0;
}
