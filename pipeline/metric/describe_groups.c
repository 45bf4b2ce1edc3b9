/* SPDX-License-Identifier: MIT */
#include "metric/describe_groups.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "net/home.h"
#include "table/schema.h"

/** The making of groupings. */
typedef struct {
    const qp_network *net;
    qp_panel *panel;
    qp_error *err;
} maker;

static qp_status no_memory(const maker *m)
{
    return qp_fail(m->err, QP_E_MEMORY, "no memory to group a network");
}

/* A grouping with labels; which member is in which group is still unknown. */
static qp_status begin(const maker *m, qp_grouping *g, const char *name,
                       size_t count, size_t members)
{
    g->name = qp_panel_string(m->panel, name);
    g->count = count;
    g->label = qp_acquire(count, sizeof *g->label);
    g->occurs = qp_acquire(count, sizeof *g->occurs);
    g->group = qp_acquire(members, sizeof *g->group);
    if (g->label == NULL || g->occurs == NULL || g->group == NULL)
        return no_memory(m);
    memset(g->group, 0xFF, members * sizeof *g->group);
    return QP_OK;
}

static void put(qp_grouping *g, size_t member, uint32_t group)
{
    g->group[member] = group;
    if (group != QP_NONE)
        g->occurs[group] = true;
}

static qp_status name_group(const maker *m, qp_grouping *g, size_t group,
                            const char *name)
{
    qp_text label = {0};
    qp_text_addf(&label, "%s:%s", qp_pool_text(&m->panel->text, g->name), name);
    qp_status status = qp_text_status(&label, m->err);
    if (status == QP_OK)
        g->label[group] = qp_panel_string(m->panel, label.bytes);
    qp_text_clear(&label);
    return status;
}

static qp_status name_groups(const maker *m, qp_grouping *g,
                             const char *const names[])
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < g->count && status == QP_OK; i++)
        status = name_group(m, g, i, names[i]);
    return status;
}

/* ------------------------------------------------------------------- actors */

static qp_status by_cluster(const maker *m, qp_grouping *g)
{
    const qp_actors *actors = &m->net->actors;
    const qp_clusters *clusters = &m->net->clusters;
    qp_status status = begin(m, g, "cluster", clusters->count, actors->count);
    for (size_t k = 0; k < clusters->count && status == QP_OK; k++) {
        g->occurs[k] = true;
        status = name_group(m, g, k, qp_network_text(m->net, clusters->id[k]));
    }
    for (size_t a = 0; a < actors->count && status == QP_OK; a++)
        if (actors->region[a] != QP_NONE)
            put(g, a, actors->cluster[actors->region[a]]);
    if (clusters->count == 0)
        g->reason = QP_REASON_NO_CLUSTER;
    return status;
}

static qp_status by_kind(const maker *m, qp_grouping *g)
{
    static const char *const kinds[QP_KIND_COUNT] = {
        [QP_KIND_REGION] = "region",
        [QP_KIND_ENTERPRISE] = "enterprise",
        [QP_KIND_INSTITUTE] = "institute",
        [QP_KIND_ARCHITECT] = "architect",
    };
    const qp_actors *actors = &m->net->actors;
    qp_status status = begin(m, g, "kind", QP_KIND_COUNT, actors->count);
    if (status == QP_OK)
        status = name_groups(m, g, kinds);
    for (size_t a = 0; a < actors->count && status == QP_OK; a++)
        put(g, a, actors->kind[a]);
    return status;
}

static qp_status by_home(const maker *m, qp_grouping *g)
{
    static const char *const sides[] = {"home", "foreign"};
    const qp_home own = {0};
    const qp_actors *actors = &m->net->actors;
    qp_status status = begin(m, g, "home", 2, actors->count);
    if (status == QP_OK)
        status = name_groups(m, g, sides);
    for (size_t a = 0; a < actors->count && status == QP_OK; a++)
        if (actors->country != NULL && actors->country[a] != QP_NONE)
            put(g, a, qp_home_has(m->net, own, actors->country[a]) ? 0 : 1);
    if (!qp_home_is_known(m->net, own))
        g->reason = QP_REASON_NO_HOME;
    return status;
}

/* ------------------------------------------------------------------ choices */

/** A column of choices: its groups are what the schema lists. */
typedef struct {
    const char *name;
    const qp_column *column;
    const double *choice; ///< [members] index, NaN: not given; NULL: none is
    size_t members;
    uint32_t standard; ///< where none is given; QP_NONE: not known
} choices;

static qp_status by_choice(const maker *m, qp_grouping *g, const choices *c)
{
    size_t count = 0;
    while (c->column->choices[count] != NULL)
        count++;
    qp_status status = begin(m, g, c->name, count, c->members);
    if (status == QP_OK)
        status = name_groups(m, g, c->column->choices);
    for (size_t i = 0; i < c->members && status == QP_OK; i++) {
        double choice = c->choice != NULL ? c->choice[i] : NAN;
        put(g, i, isnan(choice) ? c->standard : (uint32_t)choice);
    }
    return status;
}

static qp_status group_by_choices(const maker *m, qp_groupings *all)
{
    const qp_network *net = m->net;
    const qp_links *links = &net->links;
    const qp_layers *layers = &net->layers;
    const qp_column *firm = qp_schemas[QP_ENTERPRISES].columns;
    const qp_column *link = qp_schemas[QP_LINKS].columns;
    const qp_column *layer = qp_schemas[QP_LAYERS].columns;
    const struct {
        qp_grouping *grouping;
        choices choices;
    } columns[] = {
        {&all->ends[QP_BY_OWNERSHIP],
         {"ownership", &firm[QP_ENTERPRISE_OWNERSHIP], net->actors.ownership,
          net->actors.count, QP_NONE}},
        {&all->links[QP_BY_ORIGIN],
         {"origin", &link[QP_LINK_ORIGIN], links->origin, links->count,
          QP_NONE}},
        {&all->links[QP_BY_STATUS],
         {"status", &link[QP_LINK_STATUS], links->status, links->count,
          QP_STATUS_ACTUAL}},
        {&all->layers[QP_BY_FACTOR],
         {"factor", &layer[QP_LAYER_FACTOR], layers->factor, layers->count,
          QP_NONE}},
        {&all->layers[QP_BY_LEVEL],
         {"level", &layer[QP_LAYER_LEVEL], layers->level, layers->count,
          QP_NONE}},
        {&all->layers[QP_BY_SENSE],
         {"sense", &layer[QP_LAYER_SENSE], layers->sense, layers->count,
          QP_NONE}},
    };
    qp_status status = QP_OK;
    for (size_t c = 0; c < sizeof columns / sizeof *columns && status == QP_OK;
         c++)
        status = by_choice(m, columns[c].grouping, &columns[c].choices);
    return status;
}

qp_status qp_groupings_make(const qp_network *net, qp_panel *panel,
                            qp_groupings *groupings, qp_error *err)
{
    maker m = {net, panel, err};
    *groupings = (qp_groupings){0};
    qp_status status = by_cluster(&m, &groupings->ends[QP_BY_CLUSTER]);
    if (status == QP_OK)
        status = by_kind(&m, &groupings->ends[QP_BY_KIND]);
    if (status == QP_OK)
        status = by_home(&m, &groupings->ends[QP_BY_HOME]);
    return status == QP_OK ? group_by_choices(&m, groupings) : status;
}

static void clear_all(qp_grouping groupings[], size_t count)
{
    for (size_t g = 0; g < count; g++) {
        qp_release(groupings[g].label);
        qp_release(groupings[g].occurs);
        qp_release(groupings[g].group);
    }
}

void qp_groupings_clear(qp_groupings *groupings)
{
    clear_all(groupings->ends, QP_BY_ENDS);
    clear_all(groupings->links, QP_BY_LINK);
    clear_all(groupings->layers, QP_BY_LAYER);
    *groupings = (qp_groupings){0};
}
