/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "metric/chain_run.h"
#include "metric/consortia.h"

/** Types of members: the forms of ownership in the order of the schema, of
 * which the last says nothing; little giants; and kinds of institutes, by the
 * numbers of their texts. */
enum { OWNERSHIP_UNSTATED = 7, LITTLE_GIANT, INSTITUTE };

#define A_GROUP (QP_NONE - 1) ///< the place of who is no member

/** The consortium at hand. */
typedef struct {
    qp_chain_run *run;
    qp_row consortium;
    qp_consortium_member *member; ///< [count] of room for all
    size_t count;
    size_t groups;      ///< named, and stand for many
    uint32_t *place;    ///< [actors] among the members; A_GROUP: stands for
                        ///< many; QP_NONE: is not named
    qp_row *actor;      ///< [count + groups] of room for all: who is named
    uint32_t *work;     ///< [count] of room for all
    qp_consortium look; ///< what it is like
} gathering;

/* ------------------------------------------------------------------- members */

static uint32_t type_of_enterprise(const qp_network *net, qp_row actor)
{
    double ownership = qp_optional_number(net->actors.ownership, actor);
    qp_string tier = qp_optional_row(net->actors.tier, actor);
    if (strcmp(qp_network_text(net, tier), "little-giant") == 0)
        return LITTLE_GIANT;
    if (isnan(ownership) || ownership == OWNERSHIP_UNSTATED)
        return QP_NONE;
    return (uint32_t)ownership;
}

static uint32_t type_of(const qp_network *net, qp_row actor)
{
    qp_string kind = qp_optional_row(net->actors.institute_kind, actor);
    switch (net->actors.kind[actor]) {
    case QP_KIND_ENTERPRISE:
        return type_of_enterprise(net, actor);
    case QP_KIND_INSTITUTE:
        return kind != QP_NONE ? INSTITUTE + kind : QP_NONE;
    default:
        return QP_NONE;
    }
}

static qp_consortium_member look_at(const qp_run *base, qp_row actor)
{
    const qp_actors *actors = &base->net->actors;
    qp_string kind = qp_optional_row(actors->institute_kind, actor);
    bool institute = actors->kind[actor] == QP_KIND_INSTITUTE;
    return (qp_consortium_member){
        .researches = institute && qp_consortium_is_research(
                                       qp_network_text(base->net, kind)),
        .is_enterprise = actors->kind[actor] == QP_KIND_ENTERPRISE,
        .stages = qp_innovation_of(base->net, actor),
        .type = type_of(base->net, actor),
        .region = qp_run_place(base, actor),
    };
}

/* An architect stands for its enterprise. */
static qp_row stand_for(const qp_actors *actors, qp_row actor)
{
    qp_row enterprise = qp_optional_row(actors->enterprise, actor);
    bool played = actors->kind[actor] == QP_KIND_ARCHITECT &&
                  enterprise != QP_NONE;
    return played ? enterprise : actor;
}

/* Whoever is named for the first time is a member, unless it stands for many. */
static void enter(gathering *g, qp_row actor)
{
    const qp_actors *actors = &g->run->base.net->actors;
    g->actor[g->count + g->groups] = actor;
    if (qp_optional_number(actors->group, actor) == 1) {
        g->place[actor] = A_GROUP;
        g->groups++;
        return;
    }
    g->place[actor] = (uint32_t)g->count;
    g->member[g->count++] = look_at(&g->run->base, actor);
}

/* Whoever has several roles is one member. */
static void take(gathering *g, qp_row named, bool leads)
{
    qp_row actor = stand_for(&g->run->base.net->actors, named);
    if (g->place[actor] == QP_NONE)
        enter(g, actor);
    if (g->place[actor] != A_GROUP)
        g->member[g->place[actor]].leads |= leads;
}

/** @param[in] begin  its first row of memberships
 *  @return the first row of the next */
static size_t gather(gathering *g, size_t begin)
{
    const qp_network *net = g->run->base.net;
    const qp_memberships *m = &net->memberships;
    qp_row lead = qp_optional_row(net->consortia.lead, g->consortium);
    size_t row = begin;
    if (lead != QP_NONE)
        take(g, lead, true);
    for (; row < m->count && m->consortium[row] == g->consortium; row++) {
        const char *role = qp_network_text(net, qp_optional_row(m->role, row));
        if (!qp_consortium_is_sponsor(role))
            take(g, m->member[row], qp_consortium_is_lead(role));
    }
    return row;
}

static void part(gathering *g)
{
    for (size_t m = 0; m < g->count + g->groups; m++)
        g->place[g->actor[m]] = QP_NONE;
    g->count = g->groups = 0;
}

/* ---------------------------------------------------------------------- rows */

/** Members that no table names. */
static double unnamed(const gathering *g)
{
    const qp_network *net = g->run->base.net;
    double said = qp_optional_number(net->consortia.members, g->consortium);
    return fmax((double)g->groups, isnan(said) ? 0 : said - (double)g->count);
}

/* Whoever is not known can add to what is there, and take nothing away. */
static void bound(qp_panel_row *row)
{
    if (isnan(row->value) || row->value >= 1 || row->missing <= 0)
        return;
    row->low = row->value;
    row->high = 1;
    row->flags |= 1U << QP_FLAG_BOUNDS;
}

/* One alone is like itself, and in one place. */
static void mark_alone(qp_panel_row *row, size_t known)
{
    if (known == 1)
        row->flags |= 1U << QP_FLAG_TRIVIAL;
}

static qp_status add_rows(const gathering *g)
{
    qp_run *base = &g->run->base;
    const qp_consortium *c = &g->look;
    const struct {
        qp_metric metric;
        double value;
        size_t known; ///< members that have the field
        qp_reason reason;
        bool grows; ///< with every member
    } rows[] = {
        {QP_M_CONSORTIUM_COMPLETENESS, c->completeness, c->staged,
         QP_REASON_NO_MEMBER, true},
        {QP_M_CONSORTIUM_TWO_ENDS, c->two_ends, c->staged, QP_REASON_NO_STAGE,
         true},
        {QP_M_CONSORTIUM_STAGE_COVERAGE, c->stage_coverage, c->staged,
         QP_REASON_NO_STAGE, true},
        {QP_M_CONSORTIUM_DIVERSITY, c->diversity, c->typed, QP_REASON_NOT_GIVEN,
         false},
        {QP_M_CONSORTIUM_CROSS_REGION, c->cross_region, c->placed,
         QP_REASON_NOT_GIVEN, false},
    };
    const qp_network *net = base->net;
    qp_string id = qp_panel_string(
        base->panel, qp_network_text(net, net->consortia.id[g->consortium]));
    qp_status status = QP_OK;
    for (size_t r = 0; r < sizeof rows / sizeof *rows && status == QP_OK; r++) {
        qp_panel_row row = qp_run_row(base, rows[r].metric, id);
        qp_frame_give(&row, rows[r].value,
                      g->count > 0 ? rows[r].reason : QP_REASON_NO_MEMBER);
        row.n = (double)g->count;
        row.missing = unnamed(g) + (double)(g->count - rows[r].known);
        if (rows[r].grows)
            bound(&row);
        else
            mark_alone(&row, rows[r].known);
        status = qp_run_add(base, &row);
    }
    return status;
}

/* ----------------------------------------------------------------- consortia */

static qp_status tell(gathering *g)
{
    size_t row = 0;
    qp_status status = QP_OK;
    size_t count = g->run->base.net->consortia.count;
    for (qp_row c = 0; c < count && status == QP_OK; c++) {
        g->consortium = c;
        row = gather(g, row);
        g->look = qp_consortium_look(g->member, g->count, g->work);
        status = add_rows(g);
        part(g);
    }
    return status;
}

/* Nobody is in a consortium twice, but for who leads it. */
static bool acquire(gathering *g)
{
    const qp_network *net = g->run->base.net;
    size_t most = net->memberships.count + 1;
    g->member = qp_acquire(most, sizeof *g->member);
    g->actor = qp_acquire(most, sizeof *g->actor);
    g->work = qp_acquire(most, sizeof *g->work);
    g->place = qp_acquire(net->actors.count, sizeof *g->place);
    if (g->member == NULL || g->actor == NULL || g->work == NULL ||
        g->place == NULL)
        return false;
    for (size_t a = 0; a < net->actors.count; a++)
        g->place[a] = QP_NONE;
    return true;
}

/* Memberships have no date: they are told in the whole period only. */
qp_status qp_chain_consortia(qp_chain_run *run)
{
    gathering g = {.run = run};
    if (run->window.from != QP_NO_DAY)
        return QP_OK;
    qp_status status = acquire(&g) ? tell(&g) : qp_run_no_memory(&run->base);
    qp_release(g.member);
    qp_release(g.actor);
    qp_release(g.work);
    qp_release(g.place);
    return status;
}
