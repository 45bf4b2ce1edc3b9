/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/architects.h"
#include "metric/chain_run.h"

/** What the rows of one layer are made of. */
typedef struct {
    qp_chain_run *run;
    qp_web web;
    bool *architect;  ///< [actors] the enterprises that play one
    bool *tied;       ///< [actors] who sells or buys
    double *capacity; ///< [actors]
    double *absorbed; ///< [actors]
    qp_absorption sum;
} score;

/* ---------------------------------------------------------------------- rows */

static qp_reason why_no_score(const score *t, qp_row enterprise)
{
    if (enterprise == QP_NONE)
        return QP_REASON_NO_ENTERPRISE;
    if (!t->tied[enterprise])
        return QP_REASON_NO_LINK;
    if (t->sum.firms == 0)
        return QP_REASON_NO_CAPACITY;
    if (t->sum.capacity <= 0)
        return QP_REASON_ZERO_TOTAL;
    return t->sum.converged ? QP_REASON_NONE : QP_REASON_NOT_CONVERGED;
}

static qp_status add_score(const score *t, qp_row architect)
{
    const qp_actors *actors = &t->run->base.net->actors;
    qp_row enterprise = qp_optional_row(actors->enterprise, architect);
    qp_panel_row row = qp_chain_actor_row(t->run, QP_M_ARCHITECT_SCORE,
                                          architect);
    qp_reason reason = why_no_score(t, enterprise);
    double value = NAN;
    if (reason == QP_REASON_NONE)
        value = t->absorbed[enterprise] / t->sum.capacity;
    qp_frame_give(&row, value, reason);
    row.n = (double)t->sum.firms;
    row.missing = (double)t->sum.missing;
    return qp_run_add(&t->run->base, &row);
}

static qp_status add_undirected(qp_chain_run *run, qp_row architect)
{
    qp_panel_row row = qp_chain_actor_row(run, QP_M_ARCHITECT_SCORE, architect);
    row.reason = QP_REASON_UNDIRECTED;
    return qp_run_add(&run->base, &row);
}

/** @param[in] t  NULL: the layer has no direction */
static qp_status add_scores(qp_chain_run *run, const score *t)
{
    const qp_actors *actors = &run->base.net->actors;
    qp_status status = QP_OK;
    for (qp_row a = 0; a < actors->count && status == QP_OK; a++)
        if (actors->kind[a] == QP_KIND_ARCHITECT)
            status = t != NULL ? add_score(t, a) : add_undirected(run, a);
    return status;
}

/* --------------------------------------------------------------------- score */

static bool has_architects(const qp_network *net)
{
    for (size_t a = 0; a < net->actors.count; a++)
        if (net->actors.kind[a] == QP_KIND_ARCHITECT)
            return true;
    return false;
}

static qp_status acquire(score *t)
{
    size_t n = t->run->base.net->actors.count;
    t->architect = qp_acquire(n, sizeof *t->architect);
    t->tied = qp_acquire(n, sizeof *t->tied);
    t->capacity = qp_acquire(n, sizeof *t->capacity);
    t->absorbed = qp_acquire(n, sizeof *t->absorbed);
    if (t->architect != NULL && t->tied != NULL && t->capacity != NULL &&
        t->absorbed != NULL)
        return QP_OK;
    return qp_run_no_memory(&t->run->base);
}

static void look_at_actors(score *t)
{
    const qp_actors *actors = &t->run->base.net->actors;
    const qp_arcs *arcs = &t->web.arcs;
    for (qp_row a = 0; a < actors->count; a++) {
        qp_row enterprise = qp_optional_row(actors->enterprise, a);
        if (actors->kind[a] == QP_KIND_ARCHITECT && enterprise != QP_NONE)
            t->architect[enterprise] = true;
        t->capacity[a] = qp_optional_number(actors->capacity, a);
        for (size_t s = arcs->start[a]; s < arcs->start[a + 1]; s++)
            t->tied[a] = t->tied[arcs->to[s]] = true;
    }
}

static qp_status gather(score *t)
{
    qp_run *base = &t->run->base;
    qp_web_choice choice = {
        .layers = &t->run->layer, .layer_count = 1, .window = t->run->window};
    qp_status status = acquire(t);
    if (status == QP_OK)
        status = qp_web_gather(base->net, &choice, &t->web, base->err);
    if (status != QP_OK)
        return status;
    look_at_actors(t);
    return qp_architects_absorb(&t->web.arcs, t->architect, t->capacity,
                                t->absorbed, &t->sum, base->err);
}

static qp_status tell(qp_chain_run *run)
{
    score t = {.run = run};
    qp_status status = gather(&t);
    if (status == QP_OK)
        status = add_scores(run, &t);
    qp_web_clear(&t.web);
    qp_release(t.architect);
    qp_release(t.tied);
    qp_release(t.capacity);
    qp_release(t.absorbed);
    return status;
}

qp_status qp_chain_architects(qp_chain_run *run)
{
    const qp_network *net = run->base.net;
    if (!qp_chain_is(run, QP_ROLE_SUPPLY) || !qp_chain_tells_actors(run) ||
        !has_architects(net))
        return QP_OK;
    return net->layers.directed[run->layer] ? tell(run) : add_scores(run, NULL);
}
