/* SPDX-License-Identifier: MIT */
#include "metric/chain_run.h"
#include "metric/stage_matrix.h"

/** What the rows of one layer and window have in common. */
typedef struct {
    qp_chain_run *run;
    qp_stage_matrix matrix;
    bool staged; ///< any actor has a stage
    bool tied;   ///< any link between stages has a weight
} stages;

static qp_panel_row row_of(const stages *s, qp_metric metric, int a, int b)
{
    qp_run *base = &s->run->base;
    qp_panel_row row = qp_run_row(
        base, metric,
        qp_panel_string(base->panel, qp_innovation_stage_names[a]));
    row.object = qp_panel_string(base->panel, qp_innovation_stage_names[b]);
    row.n = (double)s->matrix.links;
    row.missing = (double)s->matrix.missing;
    return row;
}

static qp_status add(const stages *s, qp_metric metric, int a, int b,
                     double value)
{
    qp_panel_row row = row_of(s, metric, a, b);
    qp_reason reason = QP_REASON_STAGE_ABSENT;
    if (!s->staged)
        reason = QP_REASON_NO_STAGE;
    else if (!s->tied)
        reason = QP_REASON_NO_LINK;
    qp_frame_give(&row, s->staged ? value : NAN, reason);
    return qp_run_add(&s->run->base, &row);
}

static qp_status add_pair(const stages *s, int a, int b)
{
    qp_innovation_stage from = (qp_innovation_stage)a;
    qp_innovation_stage to = (qp_innovation_stage)b;
    double quotient = qp_stage_observed_expected(&s->matrix, from, to);
    qp_status status = add(s, QP_M_STAGE_LINK_WEIGHT, a, b,
                           qp_stage_weight(&s->matrix, from, to));
    if (status == QP_OK)
        status = add(s, QP_M_STAGE_OBSERVED_EXPECTED, a, b, quotient);
    if (status == QP_OK && a != b)
        status = add(s, QP_M_STAGE_GAP, a, b, qp_stage_gap(quotient));
    return status;
}

static qp_status add_pairs(const stages *s)
{
    bool directed = s->run->base.net->layers.directed[s->run->layer];
    qp_status status = QP_OK;
    for (int a = 0; a < QP_INNOVATION_STAGES; a++)
        for (int b = 0; b < QP_INNOVATION_STAGES && status == QP_OK; b++) {
            if (a <= b)
                status = add_pair(s, a, b);
            if (status == QP_OK && directed)
                status = add(s, QP_M_STAGE_LINK_WEIGHT_DIRECTED, a, b,
                             s->matrix.led[a][b]);
        }
    return status;
}

static bool is_anyone_staged(const qp_network *net)
{
    const qp_actors *actors = &net->actors;
    bool staged = false;
    for (qp_row a = 0; a < actors->count && !staged; a++)
        staged = qp_innovation_of(net, a) != 0 &&
                 qp_optional_number(actors->group, a) != 1;
    return staged;
}

static bool is_anything_tied(const qp_stage_matrix *m)
{
    bool tied = false;
    for (int a = 0; a < QP_INNOVATION_STAGES; a++)
        for (int b = 0; b < QP_INNOVATION_STAGES; b++)
            tied = tied || m->led[a][b] > 0;
    return tied;
}

qp_status qp_chain_stages(qp_chain_run *run)
{
    const qp_network *net = run->base.net;
    stages s = {.run = run};
    if (!qp_chain_is(run, QP_ROLE_RND) && !qp_chain_is(run, QP_ROLE_TRANSFER) &&
        !qp_chain_is(run, QP_ROLE_MEMBERSHIP))
        return QP_OK;
    s.matrix = qp_stage_matrix_sum(net, run->layer, run->window);
    s.staged = is_anyone_staged(net);
    s.tied = is_anything_tied(&s.matrix);
    return add_pairs(&s);
}
