/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "core/memory.h"
#include "metric/chain_run.h"
#include "metric/systemic_risk.h"

enum { WEAKEST = 10 }; ///< most suppliers noted

#define LEAST_NOTED 0.01 ///< share of output
#define SAME        1e-9 ///< relative: closer values share a rank

/** The firms of a layer, and what is lost where one fails. */
typedef struct {
    qp_chain_run *run;
    qp_sales sales;
    qp_risk risk;
    uint32_t *asked; ///< [asked_count] firms that are looked at, each once
    size_t asked_count;
    double *loss;  ///< [n] sales not known are essential; NaN: not looked at
    double *other; ///< [n] they are non-essential
} losing;

/* -------------------------------------------------------------------- asking */

/** A question about every firm that is looked at, and who hears how far it is.
 */
typedef struct {
    const losing *about;
    size_t all; ///< firms that are asked about here: fewer in a shard
    atomic_size_t done;
    atomic_flag told; ///< somebody is telling
} asking;

/* Whoever finds another telling leaves it to those that come later. */
static void tell(asking *a)
{
    const qp_chain_listener *listener = &a->about->run->options->listener;
    atomic_fetch_add(&a->done, 1);
    if (listener->tell == NULL || atomic_flag_test_and_set(&a->told))
        return;
    listener->tell(atomic_load(&a->done), a->all, listener->context);
    atomic_flag_clear(&a->told);
}

/* Chance has no part in it: the stream tells which firm. */
static void lose(void *context, qp_stream *stream, void *room, double values[])
{
    asking *a = context;
    const losing *l = a->about;
    values[0] = qp_systemic_risk(&l->risk, &l->asked[stream->replicate], 1,
                                 l->run->options->stop, room);
    tell(a);
}

static qp_status ask(losing *l, const char *name, double loss[])
{
    const qp_shard *shard = l->run->base.draws->shard;
    size_t parts = shard != NULL && shard->count > 0 ? shard->count : 1;
    asking a = {.about = l,
                .all = (l->asked_count - 1) / parts + 1,
                .told = ATOMIC_FLAG_INIT};
    double *value = NULL;
    qp_run_question question = {
        .name = name,
        .subject = QP_NONE,
        .pieces = l->asked_count,
        .width = 1,
        .room = qp_systemic_risk_room(&l->risk),
        .draw = lose,
        .context = &a,
    };
    qp_status status = qp_run_ask(&l->run->base, &question, &value);
    for (size_t k = 0; k < l->asked_count && status == QP_OK; k++)
        loss[l->asked[k]] = value[k];
    qp_release(value);
    return status;
}

/* ----------------------------------------------------------------- screening */

/** A firm and how large it is. */
typedef struct {
    uint32_t firm;
    qp_row actor;
    double size;
} sized;

static int by_size(const void *left, const void *right)
{
    const sized *a = left;
    const sized *b = right;
    int order = (a->size < b->size) - (a->size > b->size);
    return order != 0 ? order : (a->actor > b->actor) - (a->actor < b->actor);
}

/* The `top` largest; loss 0 marks those that were chosen before. */
static void choose(losing *l, const double size[], sized sorted[], size_t top)
{
    for (uint32_t i = 0; i < l->risk.n; i++)
        sorted[i] = (sized){i, l->risk.actor[i], size[i]};
    qsort(sorted, l->risk.n, sizeof *sorted, by_size);
    for (size_t k = 0; k < top; k++) {
        if (!isnan(l->loss[sorted[k].firm]))
            continue;
        l->loss[sorted[k].firm] = 0;
        l->asked[l->asked_count++] = sorted[k].firm;
    }
}

static qp_status screen(losing *l, size_t top)
{
    sized *sorted = qp_acquire(l->risk.n, sizeof *sorted);
    double *reach = qp_acquire(l->risk.n, sizeof *reach);
    bool there = sorted != NULL && reach != NULL;
    if (there) {
        qp_essential_reach(&l->risk, reach);
        choose(l, l->risk.output, sorted, top);
        choose(l, reach, sorted, top);
        choose(l, l->risk.bought, sorted, top);
    }
    qp_release(sorted);
    qp_release(reach);
    return there ? QP_OK : qp_run_no_memory(&l->run->base);
}

static qp_status choose_firms(losing *l)
{
    size_t n = l->risk.n;
    size_t top = l->run->options->top;
    l->asked = qp_acquire(n, sizeof *l->asked);
    l->loss = qp_acquire(n, sizeof *l->loss);
    l->other = qp_acquire(n, sizeof *l->other);
    if (l->asked == NULL || l->loss == NULL || l->other == NULL)
        return qp_run_no_memory(&l->run->base);
    for (size_t i = 0; i < n; i++)
        l->loss[i] = l->other[i] = NAN;
    if (top > 0 && top < n && !isnan(l->risk.total))
        return screen(l, top);
    for (uint32_t i = 0; i < n; i++)
        l->asked[l->asked_count++] = i;
    return QP_OK;
}

/* ----------------------------------------------------------------- preparing */

static qp_status prepare(losing *l, qp_essentiality unknown)
{
    const qp_actors *actors = &l->run->base.net->actors;
    const qp_risk_actors known = {.count = actors->count,
                                  .sector = actors->industry,
                                  .output = actors->output,
                                  .unknown = unknown};
    qp_risk_clear(&l->risk);
    return qp_risk_prepare(&l->sales, &known, &l->risk, l->run->base.err);
}

/* Firms keep their numbers, whatever sales not known are taken for. */
static qp_status measure(losing *l)
{
    qp_status status = prepare(l, QP_ESSENTIAL);
    if (status == QP_OK)
        status = choose_firms(l);
    bool asks = l->asked_count > 0 && l->risk.total > 0;
    if (status == QP_OK && asks)
        status = ask(l, "systemic risk", l->loss);
    if (l->risk.unknown == 0 || !asks)
        return status;
    if (status == QP_OK)
        status = prepare(l, QP_NON_ESSENTIAL);
    return status == QP_OK
               ? ask(l, "systemic risk, unknown non-essential", l->other)
               : status;
}

static void clear(losing *l)
{
    qp_risk_clear(&l->risk);
    qp_sales_clear(&l->sales);
    qp_release(l->asked);
    qp_release(l->loss);
    qp_release(l->other);
}

/* --------------------------------------------------------------------- rows */

/** An actor that has a row. */
typedef struct {
    qp_row actor;
    double value;
    double other; ///< NaN: there are no bounds
    double rank;  ///< from 1; of the same value the same; NaN: no part of it
    bool trades;
} standing;

static bool is_screened(const losing *l)
{
    return l->asked_count < l->risk.n;
}

/* Who neither buys nor sells is no part of what could be lost: 0, whatever is
 * not known of the sales of others. */
static bool stand(const losing *l, qp_row actor, standing *s)
{
    uint32_t firm = l->risk.firm[actor];
    double none = l->risk.total > 0 ? 0 : NAN;
    *s = (standing){.actor = actor, .value = none, .other = NAN, .rank = NAN};
    if (firm == QP_NONE)
        return !is_screened(l);
    s->trades = true;
    s->value = l->risk.total > 0 ? l->loss[firm] : NAN;
    s->other = l->other[firm];
    return !is_screened(l) || !isnan(l->loss[firm]);
}

static size_t stand_all(const losing *l, standing standings[])
{
    const qp_network *net = l->run->base.net;
    unsigned kinds = qp_web_kinds(net);
    size_t count = 0;
    for (qp_row a = 0; a < net->actors.count; a++)
        if (1U << net->actors.kind[a] & kinds &&
            qp_optional_number(net->actors.group, a) != 1 &&
            stand(l, a, &standings[count]))
            count++;
    return count;
}

static int by_loss(const void *left, const void *right)
{
    const standing *a = left;
    const standing *b = right;
    int order = (a->value < b->value) - (a->value > b->value);
    return order != 0 ? order : (a->actor > b->actor) - (a->actor < b->actor);
}

static void rank(standing standings[], size_t count)
{
    size_t first = 0;
    qsort(standings, count, sizeof *standings, by_loss);
    for (size_t i = 0; i < count && !isnan(standings[i].value); i++) {
        if (standings[i].value < standings[first].value * (1 - SAME))
            first = i;
        standings[i].rank = standings[i].trades ? (double)(first + 1) : NAN;
    }
}

static qp_status add_standing(const losing *l, const standing *s)
{
    qp_run *base = &l->run->base;
    qp_panel_row row = qp_chain_actor_row(l->run, QP_M_SYSTEMIC_RISK_INDEX,
                                          s->actor);
    qp_frame_give(&row, s->value,
                  isnan(l->risk.total) ? QP_REASON_OVERFLOW
                                       : QP_REASON_NO_OUTPUT);
    row.rank = s->rank;
    row.n = (double)l->risk.n;
    row.missing = (double)(l->risk.lacking + l->sales.missing);
    row.flags |= is_screened(l) ? 1U << QP_FLAG_SCREENED : 0;
    if (!isnan(s->other)) {
        row.low = fmin(s->value, s->other);
        row.high = fmax(s->value, s->other);
        row.flags |= 1U << QP_FLAG_BOUNDS;
    }
    return qp_run_add(base, &row);
}

static qp_status add_standings(losing *l, const standing standings[],
                               size_t count)
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < count && status == QP_OK; i++) {
        const standing *s = &standings[i];
        status = add_standing(l, s);
        if (status == QP_OK && i < WEAKEST && s->value >= LEAST_NOTED)
            status = qp_chain_note_weak(l->run, QP_M_SYSTEMIC_RISK_INDEX,
                                        s->actor, s->value);
    }
    return status;
}

static qp_status tell_rows(losing *l)
{
    standing *standings = qp_acquire(l->run->base.net->actors.count,
                                     sizeof *standings);
    if (standings == NULL)
        return qp_run_no_memory(&l->run->base);
    size_t count = stand_all(l, standings);
    rank(standings, count);
    qp_status status = add_standings(l, standings, count);
    qp_release(standings);
    return status;
}

static qp_status refuse(qp_chain_run *run)
{
    qp_panel_row row = qp_run_row(&run->base, QP_M_SYSTEMIC_RISK_INDEX,
                                  run->base.all);
    qp_frame_give(&row, NAN, QP_REASON_UNDIRECTED);
    return qp_run_add(&run->base, &row);
}

qp_status qp_chain_risk(qp_chain_run *run)
{
    const qp_network *net = run->base.net;
    losing l = {.run = run};
    if (!qp_chain_is(run, QP_ROLE_SUPPLY) || !qp_chain_tells_actors(run))
        return QP_OK;
    if (!net->layers.directed[run->layer])
        return refuse(run);
    qp_status status = qp_sales_gather(net, run->layer, run->window, &l.sales,
                                       run->base.err);
    if (status == QP_OK)
        status = measure(&l);
    if (status == QP_OK)
        status = tell_rows(&l);
    clear(&l);
    return status;
}
