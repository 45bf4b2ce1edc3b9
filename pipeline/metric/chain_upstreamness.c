/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/chain_run.h"
#include "metric/trait.h"
#include "metric/upstreamness.h"

/** What is told of a unit: an actor, or all actors of an industry. */
typedef struct {
    qp_row actor;   ///< the first of them
    bool told;      ///< one of them sells or buys
    double output;  ///< of all; of whom none is known, the sales
    double missing; ///< actors of whom none is known
    double own;     ///< sales among them
} unit;

/** A layer and window by one kind of units. */
typedef struct {
    qp_chain_run *run;
    const qp_web *web;
    unsigned kinds;    ///< of actors: bits 1 << qp_actor_kind
    qp_trait industry; ///< of the actors

    /* the kind at hand */
    qp_string object; ///< its name
    uint32_t *of;     ///< [actors] its unit; QP_NONE: none
    size_t count;     ///< units
    unit *units;      ///< [count]
    qp_arcs sales;    ///< [count]
} economy;

/* ---------------------------------------------------------------------- units */

static bool has_sales(const economy *e, qp_row actor)
{
    const size_t *start = e->web->arcs.start;
    return start[actor + 1] > start[actor];
}

static bool takes_part(const economy *e, qp_row actor)
{
    const qp_actors *actors = &e->run->base.net->actors;
    return (1U << actors->kind[actor] & e->kinds) != 0 &&
           qp_optional_number(actors->group, actor) != 1;
}

/* Who sells or buys is a unit: those who sell are known, those who buy from
 * them are marked. */
static void mark_traders(const economy *e, bool trades[])
{
    const qp_arcs *arcs = &e->web->arcs;
    for (qp_row a = 0; a < arcs->n; a++)
        trades[a] = has_sales(e, a);
    for (size_t i = 0; i < arcs->count; i++)
        trades[arcs->to[i]] = true;
}

static void number_actors(economy *e, const bool trades[])
{
    for (qp_row a = 0; a < e->web->arcs.n; a++)
        e->of[a] = trades[a] ? (uint32_t)e->count++ : QP_NONE;
}

/* An industry that is not known is one of its own. */
static void number_industries(economy *e, const bool trades[])
{
    e->count = e->industry.class_count;
    for (qp_row a = 0; a < e->web->arcs.n; a++) {
        e->of[a] = takes_part(e, a) ? e->industry.class[a] : QP_NONE;
        if (e->of[a] == QP_NONE && trades[a])
            e->of[a] = (uint32_t)e->count++;
    }
}

static bool tells_industry(const economy *e, const unit *u)
{
    return u->told && e->industry.class[u->actor] != QP_NONE;
}

static bool tells_actor(const economy *e, const unit *u)
{
    (void)e;
    return u->told;
}

static qp_string industry_name(const economy *e, qp_row actor)
{
    const qp_network *net = e->run->base.net;
    return qp_panel_string(e->run->base.panel,
                           qp_network_text(net, net->actors.industry[actor]));
}

static qp_string actor_name(const economy *e, qp_row actor)
{
    return qp_chain_actor(e->run, actor);
}

/** The two kinds of units. */
static const struct {
    const char *object;
    bool always; ///< in windows too
    void (*number)(economy *e, const bool trades[]);
    bool (*tells)(const economy *e, const unit *u);
    qp_string (*name)(const economy *e, qp_row actor);
} kinds[] = {
    {"actor", false, number_actors, tells_actor, actor_name},
    {"industry", true, number_industries, tells_industry, industry_name},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* ---------------------------------------------------------------------- sales */

static void add_actor(economy *e, qp_row actor, bool trades)
{
    const qp_arcs *arcs = &e->web->arcs;
    unit *u = &e->units[e->of[actor]];
    double output = qp_optional_number(e->run->base.net->actors.output, actor);
    double sold = 0;
    for (size_t a = arcs->start[actor]; a < arcs->start[actor + 1]; a++) {
        sold += arcs->weight[a];
        if (e->of[arcs->to[a]] == e->of[actor])
            u->own += arcs->weight[a];
    }
    if (!u->told)
        u->actor = actor;
    u->told = u->told || trades;
    u->output += isnan(output) ? sold : output;
    u->missing += isnan(output) ? 1 : 0;
}

static qp_status add_sales(economy *e)
{
    const qp_arcs *arcs = &e->web->arcs;
    qp_run *base = &e->run->base;
    qp_arc *list = qp_acquire(arcs->count, sizeof *list);
    size_t count = 0;
    if (list == NULL)
        return qp_run_no_memory(base);
    for (qp_row a = 0; a < arcs->n; a++)
        for (size_t i = arcs->start[a]; i < arcs->start[a + 1]; i++)
            list[count++] = (qp_arc){e->of[a], e->of[arcs->to[i]],
                                     arcs->weight[i]};
    qp_status status = qp_arcs_make(e->count, list, count, &e->sales,
                                    base->err);
    qp_release(list);
    return status;
}

static qp_status gather(economy *e, size_t kind)
{
    qp_run *base = &e->run->base;
    size_t actors = e->web->arcs.n;
    bool *trades = qp_acquire(actors, sizeof *trades);
    if (trades == NULL)
        return qp_run_no_memory(base);
    mark_traders(e, trades);
    e->count = 0;
    kinds[kind].number(e, trades);
    e->units = qp_acquire(e->count, sizeof *e->units);
    for (qp_row a = 0; a < actors && e->units != NULL; a++)
        if (e->of[a] != QP_NONE)
            add_actor(e, a, trades[a]);
    qp_release(trades);
    return e->units != NULL ? add_sales(e) : qp_run_no_memory(base);
}

/* ----------------------------------------------------------------------- rows */

/* Is the output that is known less than the sales? */
static bool sells_more(const economy *e, size_t u)
{
    double output = e->units[u].output;
    double sold = e->units[u].own;
    for (size_t a = e->sales.start[u]; a < e->sales.start[u + 1]; a++)
        sold += e->sales.weight[a];
    return sold - output > QP_LEAST_FINAL_USE * sold;
}

static qp_status add_unit(const economy *e, size_t kind, size_t u, double value,
                          qp_reason reason)
{
    qp_run *base = &e->run->base;
    const unit *own = &e->units[u];
    qp_panel_row row = qp_run_row(base, QP_M_UPSTREAMNESS,
                                  kinds[kind].name(e, own->actor));
    row.object = e->object;
    row.n = (double)(e->sales.start[u + 1] - e->sales.start[u]);
    row.missing = own->missing + (sells_more(e, u) ? 1 : 0);
    qp_frame_give(&row, value,
                  reason != QP_REASON_NONE ? reason : QP_REASON_OVERFLOW);
    return qp_run_add(base, &row);
}

static qp_status refuse(const economy *e, qp_reason reason)
{
    qp_run *base = &e->run->base;
    qp_panel_row row = qp_run_row(base, QP_M_UPSTREAMNESS, base->all);
    row.scope = QP_SCOPE_SYSTEM;
    row.object = e->object;
    row.n = 0;
    row.missing = (double)e->web->missing;
    row.reason = reason;
    return qp_run_add(base, &row);
}

static qp_status tell(const economy *e, size_t kind, const double value[],
                      const qp_reason reason[])
{
    bool told = false;
    qp_status status = QP_OK;
    for (size_t u = 0; u < e->count && status == QP_OK; u++)
        if (kinds[kind].tells(e, &e->units[u])) {
            told = true;
            status = add_unit(e, kind, u, value[u], reason[u]);
        }
    if (status == QP_OK && !told)
        status = refuse(e, QP_REASON_NOT_GIVEN);
    return status;
}

static qp_status measure(const economy *e, size_t kind)
{
    qp_run *base = &e->run->base;
    double *own = qp_acquire(e->count, sizeof *own);
    double *output = qp_acquire(e->count, sizeof *output);
    double *value = qp_acquire(e->count, sizeof *value);
    qp_reason *reason = qp_acquire(e->count, sizeof *reason);
    qp_status status = QP_OK;
    if (own != NULL && output != NULL && value != NULL && reason != NULL) {
        qp_upstream_question question = {&e->sales, own, output};
        for (size_t u = 0; u < e->count; u++) {
            own[u] = e->units[u].own;
            output[u] = e->units[u].output;
        }
        status = qp_upstreamness(&question, value, reason, base->err);
        if (status == QP_OK)
            status = tell(e, kind, value, reason);
    } else {
        status = qp_run_no_memory(base);
    }
    qp_release(own);
    qp_release(output);
    qp_release(value);
    qp_release(reason);
    return status;
}

/* ---------------------------------------------------------------------- kinds */

static bool has_output(const economy *e)
{
    const qp_actors *actors = &e->run->base.net->actors;
    for (qp_row a = 0; a < actors->count; a++)
        if (takes_part(e, a) && qp_optional_number(actors->output, a) > 0)
            return true;
    return false;
}

/* Why nothing is told of any unit. */
static qp_reason why_none(const economy *e)
{
    if (!e->run->base.net->layers.directed[e->run->layer])
        return QP_REASON_UNDIRECTED;
    if (e->web->arcs.count == 0)
        return QP_REASON_NO_SUPPLY;
    return has_output(e) ? QP_REASON_NONE : QP_REASON_NO_OUTPUT;
}

static qp_status tell_kind(economy *e, size_t kind)
{
    qp_reason none = why_none(e);
    e->object = qp_panel_string(e->run->base.panel, kinds[kind].object);
    if (none != QP_REASON_NONE)
        return refuse(e, none);
    qp_status status = gather(e, kind);
    if (status == QP_OK)
        status = measure(e, kind);
    qp_arcs_clear(&e->sales);
    qp_release(e->units);
    e->units = NULL;
    return status;
}

static qp_status tell_kinds(qp_chain_run *run, const qp_web *web)
{
    const qp_network *net = run->base.net;
    economy e = {.run = run, .web = web, .kinds = qp_web_kinds(net)};
    qp_status status = qp_trait_make(net, "industry", &e.industry,
                                     run->base.err);
    e.of = qp_acquire(net->actors.count, sizeof *e.of);
    if (status == QP_OK && e.of == NULL)
        status = qp_run_no_memory(&run->base);
    for (size_t k = 0; k < KINDS && status == QP_OK; k++)
        if (kinds[k].always || qp_chain_tells_actors(run))
            status = tell_kind(&e, k);
    qp_release(e.of);
    qp_trait_clear(&e.industry);
    return status;
}

qp_status qp_chain_upstreamness(qp_chain_run *run)
{
    const qp_network *net = run->base.net;
    qp_web web = {0};
    qp_web_choice choice = {
        .layers = &run->layer, .layer_count = 1, .window = run->window};
    if (!qp_chain_is(run, QP_ROLE_SUPPLY) ||
        net->layers.measure[run->layer] == QP_SCORE)
        return QP_OK;
    qp_status status = qp_web_gather(net, &choice, &web, run->base.err);
    if (status == QP_OK)
        status = tell_kinds(run, &web);
    qp_web_clear(&web);
    return status;
}
