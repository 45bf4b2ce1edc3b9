/* SPDX-License-Identifier: MIT */
#include "core/memory.h"
#include "metric/brokerage.h"
#include "metric/chain_run.h"

/** Whom a unit stands between, told as. */
static const qp_metric roles[QP_BROKER_ROLES] = {
    [QP_BROKER_COORDINATOR] = QP_M_BROKERAGE_COORDINATOR,
    [QP_BROKER_ITINERANT] = QP_M_BROKERAGE_ITINERANT,
    [QP_BROKER_GATEKEEPER] = QP_M_BROKERAGE_GATEKEEPER,
    [QP_BROKER_REPRESENTATIVE] = QP_M_BROKERAGE_REPRESENTATIVE,
    [QP_BROKER_LIAISON] = QP_M_BROKERAGE_LIAISON,
};

static uint32_t cluster_of(const qp_run *base, qp_row actor)
{
    uint32_t place = qp_run_place(base, actor);
    return place != QP_NONE ? base->cluster[place] : QP_NONE;
}

static uint32_t type_of(const qp_run *base, qp_row actor)
{
    qp_actor_kind kind = base->net->actors.kind[actor];
    bool told = kind == QP_KIND_ENTERPRISE || kind == QP_KIND_INSTITUTE;
    return told ? (uint32_t)kind : QP_NONE;
}

/** What actors are grouped by. */
static const struct {
    const char *object;
    uint32_t (*of)(const qp_run *base, qp_row actor);
} groupings[] = {
    {"cluster", cluster_of},
    {"type", type_of},
};

enum { GROUPINGS = sizeof groupings / sizeof *groupings };

/** The brokers of a window. */
typedef struct {
    qp_chain_run *run;
    qp_web web;
    qp_holes *holes;         ///< [actors]
    uint32_t *group;         ///< [actors] of the grouping at hand
    qp_brokerage *brokerage; ///< [actors] likewise
    qp_string object;        ///< its name
} brokers;

/* Nothing is told of any actor, and why. */
static qp_status refuse(const brokers *b, qp_metric metric, qp_string object,
                        qp_reason reason)
{
    qp_run *base = &b->run->base;
    qp_panel_row row = qp_run_row(base, metric, base->all);
    row.scope = QP_SCOPE_SYSTEM;
    row.object = object;
    row.n = 0;
    row.missing = (double)b->web.missing;
    row.reason = reason;
    return qp_run_add(base, &row);
}

/* ---------------------------------------------------------------------- holes */

static qp_status add_holes(const brokers *b, qp_row actor)
{
    const qp_holes *h = &b->holes[actor];
    const struct {
        qp_metric metric;
        double value;
    } rows[] = {
        {QP_M_BURT_CONSTRAINT, h->constraint},
        {QP_M_EFFECTIVE_SIZE, h->effective_size},
    };
    qp_status status = QP_OK;
    for (size_t m = 0; m < sizeof rows / sizeof *rows && status == QP_OK; m++) {
        qp_panel_row row = qp_chain_actor_row(b->run, rows[m].metric, actor);
        row.n = h->contacts;
        qp_frame_give(&row, rows[m].value, QP_REASON_NO_LINK);
        status = qp_run_add(&b->run->base, &row);
    }
    return status;
}

static qp_status tell_holes(const brokers *b)
{
    qp_status status = QP_OK;
    for (qp_row a = 0; a < b->web.arcs.n && status == QP_OK; a++)
        if (b->holes[a].contacts > 0)
            status = add_holes(b, a);
    if (status == QP_OK && b->web.arcs.count == 0)
        status = refuse(b, QP_M_BURT_CONSTRAINT, QP_NONE, QP_REASON_NO_LINK);
    if (status == QP_OK && b->web.arcs.count == 0)
        status = refuse(b, QP_M_EFFECTIVE_SIZE, QP_NONE, QP_REASON_NO_LINK);
    return status;
}

/* ------------------------------------------------------------------ brokerage */

static qp_status add_roles(const brokers *b, qp_row actor)
{
    const qp_brokerage *found = &b->brokerage[actor];
    qp_status status = QP_OK;
    for (size_t r = 0; r < QP_BROKER_ROLES && status == QP_OK; r++) {
        qp_panel_row row = qp_chain_actor_row(b->run, roles[r], actor);
        row.object = b->object;
        row.n = found->contacts;
        row.missing = found->missing;
        qp_frame_give(&row, found->count[r], QP_REASON_NOT_GIVEN);
        status = qp_run_add(&b->run->base, &row);
    }
    return status;
}

static qp_status tell_roles(const brokers *b)
{
    bool linked = b->web.arcs.count > 0;
    bool told = false;
    qp_status status = QP_OK;
    for (qp_row a = 0; a < b->web.arcs.n && status == QP_OK; a++)
        if (b->holes[a].contacts > 0 && b->group[a] != QP_NONE) {
            told = true;
            status = add_roles(b, a);
        }
    for (size_t r = 0; r < QP_BROKER_ROLES && status == QP_OK && !told; r++)
        status = refuse(b, roles[r], b->object,
                        linked ? QP_REASON_NOT_GIVEN : QP_REASON_NO_LINK);
    return status;
}

static qp_status tell_grouping(brokers *b, size_t grouping)
{
    qp_run *base = &b->run->base;
    b->object = qp_panel_string(base->panel, groupings[grouping].object);
    for (qp_row a = 0; a < b->web.arcs.n; a++)
        b->group[a] = groupings[grouping].of(base, a);
    qp_status status = qp_brokerage_of(&b->web.arcs, b->group, b->brokerage,
                                       base->err);
    return status == QP_OK ? tell_roles(b) : status;
}

/* ----------------------------------------------------------------------- both */

static qp_status find_holes(brokers *b)
{
    qp_arcs joined = {0};
    qp_status status = qp_arcs_join(&b->web.arcs, &joined, b->run->base.err);
    if (status == QP_OK)
        status = qp_holes_of(&joined, b->holes, b->run->base.err);
    qp_arcs_clear(&joined);
    return status;
}

static qp_status take_ties(brokers *b)
{
    size_t actors = b->run->base.net->actors.count;
    b->holes = qp_acquire(actors, sizeof *b->holes);
    b->group = qp_acquire(actors, sizeof *b->group);
    b->brokerage = qp_acquire(actors, sizeof *b->brokerage);
    if (b->holes == NULL || b->group == NULL || b->brokerage == NULL)
        return qp_run_no_memory(&b->run->base);
    return qp_chain_web(b->run, 0, (qp_web_choice){0}, &b->web);
}

qp_status qp_chain_brokerage(qp_chain_run *run)
{
    brokers b = {.run = run};
    if (!qp_chain_tells_actors(run))
        return QP_OK;
    qp_status status = take_ties(&b);
    if (status == QP_OK)
        status = find_holes(&b);
    if (status == QP_OK)
        status = tell_holes(&b);
    for (size_t g = 0; g < GROUPINGS && status == QP_OK; g++)
        status = tell_grouping(&b, g);
    qp_web_clear(&b.web);
    qp_release(b.holes);
    qp_release(b.group);
    qp_release(b.brokerage);
    return status;
}
