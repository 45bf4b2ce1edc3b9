/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "graph/shells.h"
#include "metric/chain_run.h"
#include "metric/core_null.h"

enum { FEWEST = 4 }; ///< actors that can have a core and a rim

/** The actors of a window, those with a tie. */
typedef struct {
    qp_chain_run *run;
    qp_web web;
    size_t count;       ///< with a tie
    qp_row *actor;      ///< [count] actor row
    uint32_t *unit;     ///< [actors] among them, or QP_NONE
    bool *leads;        ///< [actors] plays an architect
    qp_arcs ties;       ///< [count] each as two arcs
    uint32_t *coreness; ///< [count]
} shells;

/* --------------------------------------------------------------------- actors */

static qp_status add_actor(const shells *s, size_t unit)
{
    qp_panel_row row = qp_chain_actor_row(s->run, QP_M_CORENESS,
                                          s->actor[unit]);
    row.n = (double)(s->ties.start[unit + 1] - s->ties.start[unit]);
    qp_frame_give(&row, s->coreness[unit], QP_REASON_NO_LINK);
    return qp_run_add(&s->run->base, &row);
}

static qp_status add_actors(const shells *s)
{
    qp_status status = QP_OK;
    for (size_t u = 0; u < s->count && status == QP_OK; u++)
        status = add_actor(s, u);
    return status;
}

/* ----------------------------------------------------------------- architects */

static void mark_leads(shells *s)
{
    const qp_actors *actors = &s->run->base.net->actors;
    for (size_t a = 0; a < actors->count; a++) {
        qp_row enterprise = qp_optional_row(actors->enterprise, a);
        if (actors->kind[a] == QP_KIND_ARCHITECT && enterprise != QP_NONE)
            s->leads[enterprise] = true;
    }
}

static bool has_architects(const qp_network *net)
{
    for (size_t a = 0; a < net->actors.count; a++)
        if (net->actors.kind[a] == QP_KIND_ARCHITECT)
            return true;
    return false;
}

/* The mean of those who play an architect, or of the others. */
static qp_status add_mean(const shells *s, const char *name, bool leads)
{
    qp_run *base = &s->run->base;
    qp_panel_row row = qp_run_row(base, QP_M_CORENESS,
                                  qp_panel_string(base->panel, name));
    bool known = !leads;
    double sum = 0;
    row.scope = QP_SCOPE_SYSTEM;
    row.n = row.missing = 0;
    for (size_t a = 0; a < base->net->actors.count; a++) {
        known = known || s->leads[a];
        if (s->leads[a] != leads)
            continue;
        if (s->unit[a] != QP_NONE) {
            sum += s->coreness[s->unit[a]];
            row.n++;
        } else if (leads) {
            row.missing++;
        }
    }
    qp_frame_give(&row, row.n > 0 ? sum / row.n : NAN,
                  known ? QP_REASON_NO_LINK : QP_REASON_NO_ENTERPRISE);
    return qp_run_add(base, &row);
}

static qp_status add_means(shells *s)
{
    if (!has_architects(s->run->base.net))
        return QP_OK;
    mark_leads(s);
    qp_status status = add_mean(s, "architects", true);
    if (status == QP_OK)
        status = add_mean(s, "others", false);
    return status;
}

/* ------------------------------------------------------------------------ fit */

static void draw(void *context, qp_stream *stream, void *room, double values[])
{
    values[0] = qp_core_null_draw(context, stream, room);
}

static qp_status ask(shells *s, qp_panel_row *row)
{
    qp_run *base = &s->run->base;
    qp_core_null null = {0};
    double *drawn = NULL;
    qp_status status = qp_core_null_make(&s->ties, &null, base->err);
    if (status != QP_OK)
        return status;
    qp_run_question question = {
        .name = qp_metrics[QP_M_CORE_PERIPHERY_FIT].name,
        .subject = base->all,
        .width = 1,
        .room = qp_core_null_room(&null),
        .draw = draw,
        .context = &null,
    };
    status = qp_run_ask(base, &question, &drawn);
    if (status == QP_OK) {
        qp_run_chance chance = qp_run_summarise(base, drawn, 1, row->value);
        qp_run_test(&chance, QP_TAIL_UPPER, QP_NULL_REWIRING, row);
    }
    qp_release(drawn);
    qp_core_null_clear(&null);
    return status;
}

static qp_reason why_none(const shells *s)
{
    if (s->count == 0)
        return QP_REASON_NO_LINK;
    return s->count < FEWEST ? QP_REASON_FEW_ACTORS : QP_REASON_NO_RIM;
}

static qp_status add_fit(shells *s)
{
    qp_run *base = &s->run->base;
    qp_panel_row row = qp_run_row(base, QP_M_CORE_PERIPHERY_FIT, base->all);
    qp_core_rim parts = qp_core_rim_of(s->count, s->ties.start, s->ties.to,
                                       s->coreness);
    qp_status status = QP_OK;
    row.n = (double)s->count;
    row.missing = (double)s->web.missing;
    qp_frame_give(&row, s->count < FEWEST ? NAN : qp_core_rim_fit(&parts),
                  why_none(s));
    if (!isnan(row.value) &&
        qp_core_null_is_told(s->ties.count / 2, base->draws->replicates))
        status = ask(s, &row);
    return status == QP_OK ? qp_run_add(base, &row) : status;
}

/* --------------------------------------------------------------------- shells */

/* Whoever has a tie has a number, in the order of rows. */
static void number_units(shells *s, const qp_arcs *joined)
{
    for (qp_row a = 0; a < joined->n; a++) {
        s->unit[a] = QP_NONE;
        if (joined->start[a + 1] == joined->start[a])
            continue;
        s->unit[a] = (uint32_t)s->count;
        s->actor[s->count++] = a;
    }
}

static qp_status keep_ties(shells *s, const qp_arcs *joined)
{
    qp_run *base = &s->run->base;
    qp_arc *list = qp_acquire(joined->count, sizeof *list);
    size_t count = 0;
    if (list == NULL)
        return qp_run_no_memory(base);
    for (size_t a = 0; a < joined->n; a++)
        for (size_t i = joined->start[a]; i < joined->start[a + 1]; i++)
            list[count++] = (qp_arc){s->unit[a], s->unit[joined->to[i]], 1};
    qp_status status = qp_arcs_make(s->count, list, count, &s->ties, base->err);
    qp_release(list);
    return status;
}

static qp_status find_coreness(shells *s)
{
    uint32_t *room = qp_acquire(qp_shells_room(s->count), sizeof *room);
    s->coreness = qp_acquire(s->count, sizeof *s->coreness);
    bool ready = room != NULL && s->coreness != NULL;
    if (ready)
        qp_shells(s->count, s->ties.start, s->ties.to, room, s->coreness);
    qp_release(room);
    return ready ? QP_OK : qp_run_no_memory(&s->run->base);
}

static qp_status take_ties(shells *s)
{
    qp_run *base = &s->run->base;
    size_t actors = base->net->actors.count;
    qp_arcs joined = {0};
    s->actor = qp_acquire(actors, sizeof *s->actor);
    s->unit = qp_acquire(actors, sizeof *s->unit);
    s->leads = qp_acquire(actors, sizeof *s->leads);
    if (s->actor == NULL || s->unit == NULL || s->leads == NULL)
        return qp_run_no_memory(base);
    qp_status status = qp_arcs_join(&s->web.arcs, &joined, base->err);
    if (status == QP_OK) {
        number_units(s, &joined);
        status = keep_ties(s, &joined);
    }
    qp_arcs_clear(&joined);
    return status;
}

static void clear(shells *s)
{
    qp_web_clear(&s->web);
    qp_arcs_clear(&s->ties);
    qp_release(s->actor);
    qp_release(s->unit);
    qp_release(s->leads);
    qp_release(s->coreness);
}

qp_status qp_chain_core(qp_chain_run *run)
{
    shells s = {.run = run};
    qp_status status = qp_chain_web(run, 0, (qp_web_choice){0}, &s.web);
    if (status == QP_OK)
        status = take_ties(&s);
    if (status == QP_OK)
        status = find_coreness(&s);
    if (status == QP_OK && qp_chain_tells_actors(run))
        status = add_actors(&s);
    if (status == QP_OK)
        status = add_means(&s);
    if (status == QP_OK)
        status = add_fit(&s);
    clear(&s);
    return status;
}
