/* SPDX-License-Identifier: MIT */
#include "metric/describe_apart.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "net/flow.h"

static qp_status no_memory(const qp_telling *t)
{
    return qp_fail(t->err, QP_E_MEMORY, "no memory to describe a network");
}

static qp_status add(const qp_telling *t, qp_metric metric,
                     const qp_string names[2], size_t value, size_t missing)
{
    qp_panel_row row = qp_frame_row(t->panel, t->place, metric, names[0]);
    row.object = names[1];
    row.n = (double)value;
    row.missing = (double)missing;
    qp_frame_give(&row, (double)value, QP_REASON_NONE);
    return qp_panel_add(t->panel, &row, t->err);
}

/* "NAME:CHOICE" */
static qp_status make_label(const qp_telling *t, const char *name,
                            const char *choice, qp_string *label)
{
    qp_text text = {0};
    qp_text_addf(&text, "%s:%s", name, choice);
    qp_status status = qp_text_status(&text, t->err);
    if (status == QP_OK)
        *label = qp_panel_string(t->panel, text.bytes);
    qp_text_clear(&text);
    return status;
}

/* ------------------------------------------------------------------- things */

enum {
    THING_KINDS = QP_THING_GOOD + 1,
    END_KINDS = QP_KIND_COUNT + THING_KINDS ///< actors', then things'
};

typedef struct {
    qp_string label[END_KINDS];
    size_t links[END_KINDS][END_KINDS];
    size_t all;
    size_t undated;
} thing_count;

static size_t kind_of(const qp_network *net, qp_row actor, qp_row thing)
{
    return actor != QP_NONE ? net->actors.kind[actor]
                            : (size_t)QP_KIND_COUNT + net->things.kind[thing];
}

static bool is_turned(const qp_telling *t, const thing_count *c, qp_row layer,
                      size_t from, size_t to)
{
    return !t->net->layers.directed[layer] &&
           strcmp(qp_pool_text(&t->panel->text, c->label[from]),
                  qp_pool_text(&t->panel->text, c->label[to])) > 0;
}

static void count_thing_links(const qp_telling *t, qp_row layer,
                              qp_period window, thing_count *c)
{
    const qp_thing_links *links = &t->net->thing_links;
    for (size_t l = 0; l < links->count; l++) {
        if (links->layer[l] != layer)
            continue;
        double share = 0;
        qp_presence presence = qp_period_presence(
            t->net, layer, links->period[l], window, &share);
        c->undated += presence == QP_LINK_UNDATED ? 1 : 0;
        if (presence != QP_LINK_PRESENT)
            continue;
        size_t from = kind_of(t->net, links->from_actor[l],
                              links->from_thing[l]);
        size_t to = kind_of(t->net, links->to_actor[l], links->to_thing[l]);
        bool turned = is_turned(t, c, layer, from, to);
        c->links[turned ? to : from][turned ? from : to]++;
        c->all++;
    }
}

static qp_status add_thing_counts(const qp_telling *t, const thing_count *c)
{
    qp_string things[2] = {qp_panel_string(t->panel, "things"), QP_NONE};
    if (c->all + c->undated == 0)
        return QP_OK;
    qp_status status = add(t, QP_M_LINK_COUNT, things, c->all, c->undated);
    for (size_t pair = 0;
         pair < (size_t)END_KINDS * END_KINDS && status == QP_OK; pair++) {
        size_t from = pair / END_KINDS;
        size_t to = pair % END_KINDS;
        qp_string names[2] = {c->label[from], c->label[to]};
        if (c->links[from][to] > 0)
            status = add(t, QP_M_LINK_COUNT, names, c->links[from][to],
                         c->undated);
    }
    return status;
}

qp_status qp_describe_things(const qp_telling *t, const qp_grouping *kinds,
                             qp_row layer, qp_period window)
{
    const qp_column *kind = &qp_schemas[QP_THINGS].columns[QP_THING_KIND];
    thing_count c = {.all = 0};
    qp_status status = QP_OK;
    for (size_t k = 0; k < QP_KIND_COUNT; k++)
        c.label[k] = kinds->label[k];
    for (size_t k = 0; k < THING_KINDS && status == QP_OK; k++)
        status = make_label(t, "thing", kind->choices[k],
                            &c.label[QP_KIND_COUNT + k]);
    if (status != QP_OK)
        return status;
    count_thing_links(t, layer, window, &c);
    return add_thing_counts(t, &c);
}

/* ---------------------------------------------------------------- consortia */

enum {
    CONSORTIUM_KINDS = QP_CONSORTIUM_ECONOMICS + 1,
    OWNERSHIPS = 8,
    LEADS = QP_KIND_COUNT + OWNERSHIPS ///< kinds, then enterprises by ownership
};

/** Consortia of one kind and lead. */
typedef struct {
    qp_string names[2];
    size_t group; ///< kind * LEADS + lead
    size_t missing;
} alliance;

/* The class of a lead, or LEADS where none is given. */
static size_t lead_of(const qp_network *net, size_t consortium)
{
    const qp_row *lead = net->consortia.lead;
    const double *ownership = net->actors.ownership;
    qp_row actor = lead != NULL ? lead[consortium] : QP_NONE;
    if (actor == QP_NONE)
        return LEADS;
    if (ownership == NULL || isnan(ownership[actor]))
        return net->actors.kind[actor];
    return QP_KIND_COUNT + (size_t)ownership[actor];
}

/* The group of a consortium, or QP_NONE where kind or lead is not given. */
static size_t group_of(const qp_network *net, size_t consortium)
{
    const double *kind = net->consortia.kind;
    size_t lead = lead_of(net, consortium);
    if (kind == NULL || isnan(kind[consortium]) || lead == LEADS)
        return QP_NONE;
    return (size_t)kind[consortium] * LEADS + lead;
}

/* Whoever leads or takes part in a consortium of the group. */
static size_t count_members(const qp_network *net, size_t group, bool in[])
{
    const qp_memberships *all = &net->memberships;
    size_t count = 0;
    memset(in, 0, net->actors.count * sizeof *in);
    for (size_t c = 0; c < net->consortia.count; c++)
        if (group_of(net, c) == group)
            in[net->consortia.lead[c]] = true;
    for (size_t m = 0; m < all->count; m++)
        if (group_of(net, all->consortium[m]) == group)
            in[all->member[m]] = true;
    for (size_t a = 0; a < net->actors.count; a++)
        count += in[a] ? 1 : 0;
    return count;
}

static qp_status name_alliance(const qp_telling *t, const qp_grouping *kinds,
                               alliance *a)
{
    const qp_column *kind =
        &qp_schemas[QP_CONSORTIA].columns[QP_CONSORTIUM_KIND];
    const qp_column *owner =
        &qp_schemas[QP_ENTERPRISES].columns[QP_ENTERPRISE_OWNERSHIP];
    size_t lead = a->group % LEADS;
    bool owned = lead >= QP_KIND_COUNT;
    qp_status status = make_label(
        t, "consortium_kind", kind->choices[a->group / LEADS], &a->names[0]);
    if (status != QP_OK)
        return status;
    if (owned)
        return make_label(t, "lead:enterprise",
                          owner->choices[lead - QP_KIND_COUNT], &a->names[1]);
    const char *label = qp_pool_text(&t->panel->text, kinds->label[lead]);
    return make_label(t, "lead", strchr(label, ':') + 1, &a->names[1]);
}

static qp_status add_alliance(const qp_telling *t, const qp_grouping *kinds,
                              alliance *a, bool in[])
{
    size_t consortia = 0;
    for (size_t c = 0; c < t->net->consortia.count; c++)
        consortia += group_of(t->net, c) == a->group ? 1 : 0;
    if (consortia == 0)
        return QP_OK;
    qp_status status = name_alliance(t, kinds, a);
    if (status == QP_OK)
        status = add(t, QP_M_LINK_COUNT, a->names, consortia, a->missing);
    return status == QP_OK
               ? add(t, QP_M_ACTOR_COUNT, a->names,
                     count_members(t->net, a->group, in), a->missing)
               : status;
}

qp_status qp_describe_consortia(const qp_telling *t, const qp_grouping *kinds)
{
    alliance a = {.missing = 0};
    qp_status status = QP_OK;
    bool *in = qp_acquire(t->net->actors.count, sizeof *in);
    if (in == NULL)
        return no_memory(t);
    for (size_t c = 0; c < t->net->consortia.count; c++)
        a.missing += group_of(t->net, c) == QP_NONE ? 1 : 0;
    for (; a.group < (size_t)CONSORTIUM_KINDS * LEADS && status == QP_OK;
         a.group++)
        status = add_alliance(t, kinds, &a, in);
    qp_release(in);
    return status;
}
