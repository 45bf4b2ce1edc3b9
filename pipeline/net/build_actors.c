/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/circle.h"
#include "net/fields.h"
#include "net/idlist.h"

enum { MOST_NEARBY = 2000 }; ///< above it a nearest id would cost too much

static const struct {
    qp_table_id table;
    qp_actor_kind kind;
} actor_tables[] = {{QP_REGIONS, QP_KIND_REGION},
                    {QP_ENTERPRISES, QP_KIND_ENTERPRISE},
                    {QP_INSTITUTES, QP_KIND_INSTITUTE},
                    {QP_ARCHITECTS, QP_KIND_ARCHITECT}};

enum { ACTOR_TABLES = sizeof actor_tables / sizeof *actor_tables };

/* --------------------------------------------------------- who is an actor */

/* What an end becomes that no table lists: a kind, or -1 for a defect. */
static int kind_to_declare(const qp_builder *b)
{
    bool any = false;
    int declared = -1;
    for (size_t t = 0; t < ACTOR_TABLES; t++) {
        any |= qp_builder_table(b, actor_tables[t].table)->present;
        if ((int)actor_tables[t].table == b->data->declare)
            declared = (int)actor_tables[t].kind;
    }
    return any ? declared : (int)QP_KIND_REGION;
}

static qp_status mention_column(qp_builder *b, qp_idlist *list,
                                qp_table_id table, int column, int kind)
{
    const qp_table *from = qp_builder_table(b, table);
    const qp_string *ids = qp_builder_texts(from, column);
    qp_status status = QP_OK;
    for (size_t row = 0;
         ids != NULL && row < from->row_count && status == QP_OK; row++)
        status = qp_idlist_mention(b, list, ids[row], (uint8_t)kind);
    return status;
}

static qp_status list_mentioned(qp_builder *b, qp_idlist *list)
{
    static const struct {
        qp_table_id table;
        int column;
        bool region; ///< its ids can be nothing else
    } mentions[] = {{QP_LINKS, QP_LINK_FROM, false},
                    {QP_LINKS, QP_LINK_TO, false},
                    {QP_INDICATORS, QP_INDICATOR_REGION, true},
                    {QP_PORTFOLIO, QP_PORTFOLIO_REGION, true}};
    int kind = kind_to_declare(b);
    qp_status status = QP_OK;
    for (size_t m = 0;
         kind >= 0 && m < sizeof mentions / sizeof *mentions && status == QP_OK;
         m++)
        if (!mentions[m].region || kind == (int)QP_KIND_REGION)
            status = mention_column(b, list, mentions[m].table,
                                    mentions[m].column, kind);
    return status;
}

/* Every id that no other may have, things and consortia last; what the links
 * mention is an actor unless it is listed as something else. */
static qp_status list_ids(qp_builder *b, qp_idlist *list)
{
    static const qp_table_id others[] = {QP_THINGS, QP_CONSORTIA};
    qp_status status = QP_OK;
    for (size_t t = 0; t < ACTOR_TABLES && status == QP_OK; t++)
        status = qp_idlist_add_table(b, list, actor_tables[t].table,
                                     (uint8_t)actor_tables[t].kind,
                                     QP_RULE_ACTOR_ONCE);
    for (size_t t = 0; t < 2 && status == QP_OK; t++)
        status = qp_idlist_add_table(b, list, others[t], QP_KIND_COUNT,
                                     QP_RULE_ACTOR_ONCE);
    return status == QP_OK ? list_mentioned(b, list) : status;
}

/* The actors among all ids; things and consortia are listed by their steps. */
static qp_status list_actors(qp_builder *b, qp_idlist *list)
{
    list->map = qp_builder_map(b);
    qp_status status = list->map != NULL ? list_ids(b, list)
                                         : qp_builder_no_memory(b);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->rows[i].kind < QP_KIND_COUNT)
            list->rows[kept++] = list->rows[i];
    list->count = kept;
    qp_release(list->map);
    list->map = b->actor_of;
    return status;
}

static void add_nearby(qp_builder *b, const qp_idlist *list, bool regions)
{
    for (size_t i = 0; i < list->count; i++)
        if ((list->rows[i].kind == QP_KIND_REGION) == regions)
            b->nearby[b->nearby_count++] = list->rows[i].text;
}

static qp_status keep_nearby(qp_builder *b, const qp_idlist *list)
{
    if (list->count > MOST_NEARBY)
        return QP_OK;
    b->nearby = qp_acquire(list->count, sizeof *b->nearby);
    if (b->nearby == NULL)
        return qp_builder_no_memory(b);
    add_nearby(b, list, true);
    b->nearby_regions = b->nearby_count;
    add_nearby(b, list, false);
    return QP_OK;
}

/* ----------------------------------------------------------------- columns */

static const qp_field region_fields[] = {
    {QP_REGION_NAME, "name", QP_PLAIN},
    {QP_REGION_NAME_ZH, "name_zh", QP_PLAIN},
    {QP_REGION_KIND, "region_kind", QP_PLAIN},
    {QP_REGION_PARENT, "parent", QP_REF_REGION, QP_RULE_ACTOR_REGION},
    {QP_REGION_CLUSTER, "cluster", QP_REF_CLUSTER, QP_RULE_COUNT},
    {QP_REGION_CORE, "core", QP_PLAIN},
    {QP_REGION_LON, "lon", QP_PLAIN},
    {QP_REGION_LAT, "lat", QP_PLAIN},
    {QP_REGION_CODE, "code", QP_PLAIN},
    {QP_REGION_CODE_SCHEME, "code_scheme", QP_PLAIN},
    {QP_REGION_CODE_EDITION, "code_edition", QP_PLAIN},
    {QP_REGION_POPULATION, "population", QP_PLAIN},
    {QP_REGION_POLITICAL_SYSTEM, "political_system", QP_PLAIN},
    {QP_REGION_CUSTOMS_ZONE, "customs_zone", QP_PLAIN},
    {QP_REGION_LEGAL_SYSTEM, "legal_system", QP_PLAIN},
    {QP_REGION_SOURCE, "source", QP_A_SOURCE},
};

static const qp_field enterprise_fields[] = {
    {QP_ENTERPRISE_NAME, "name", QP_PLAIN},
    {QP_ENTERPRISE_NAME_ZH, "name_zh", QP_PLAIN},
    {QP_ENTERPRISE_REGION, "region", QP_REF_REGION, QP_RULE_ACTOR_REGION},
    {QP_ENTERPRISE_COUNTRY, "country", QP_PLAIN},
    {QP_ENTERPRISE_CODE, "code", QP_PLAIN},
    {QP_ENTERPRISE_CODE_SCHEME, "code_scheme", QP_PLAIN},
    {QP_ENTERPRISE_OWNERSHIP, "ownership", QP_PLAIN},
    {QP_ENTERPRISE_INDUSTRY, "industry", QP_PLAIN},
    {QP_ENTERPRISE_SIZE_CLASS, "size_class", QP_PLAIN},
    {QP_ENTERPRISE_TIER, "tier", QP_PLAIN},
    {QP_ENTERPRISE_STAGES, "stages", QP_PLAIN},
    {QP_ENTERPRISE_CAPACITY, "capacity", QP_PLAIN},
    {QP_ENTERPRISE_OUTPUT, "output", QP_PLAIN},
    {QP_ENTERPRISE_GROUP, "group", QP_PLAIN},
    {QP_ENTERPRISE_MEMBERS, "members", QP_PLAIN},
    {QP_ENTERPRISE_SOURCE, "source", QP_A_SOURCE},
};

static const qp_field institute_fields[] = {
    {QP_INSTITUTE_NAME, "name", QP_PLAIN},
    {QP_INSTITUTE_NAME_ZH, "name_zh", QP_PLAIN},
    {QP_INSTITUTE_REGION, "region", QP_REF_REGION, QP_RULE_ACTOR_REGION},
    {QP_INSTITUTE_COUNTRY, "country", QP_PLAIN},
    {QP_INSTITUTE_CODE, "code", QP_PLAIN},
    {QP_INSTITUTE_CODE_SCHEME, "code_scheme", QP_PLAIN},
    {QP_INSTITUTE_KIND, "institute_kind", QP_PLAIN},
    {QP_INSTITUTE_STAGES, "stages", QP_PLAIN},
    {QP_INSTITUTE_CAPACITY, "capacity", QP_PLAIN},
    {QP_INSTITUTE_GROUP, "group", QP_PLAIN},
    {QP_INSTITUTE_MEMBERS, "members", QP_PLAIN},
    {QP_INSTITUTE_SOURCE, "source", QP_A_SOURCE},
};

static const qp_field architect_fields[] = {
    {QP_ARCHITECT_NAME, "name", QP_PLAIN},
    {QP_ARCHITECT_NAME_ZH, "name_zh", QP_PLAIN},
    {QP_ARCHITECT_ENTERPRISE, "enterprise", QP_REF_ENTERPRISE,
     QP_RULE_ARCHITECT_ENTERPRISE},
    {QP_ARCHITECT_CHAIN, "chain", QP_PLAIN},
    {QP_ARCHITECT_PRODUCT, "product", QP_PLAIN},
    {QP_ARCHITECT_REGION, "region", QP_REF_REGION, QP_RULE_ACTOR_REGION},
    {QP_ARCHITECT_SOURCE, "source", QP_A_SOURCE},
};

static const qp_fields fields_of[QP_KIND_COUNT] = {
    [QP_KIND_REGION] = QP_FIELDS(QP_G_ACTORS, region_fields),
    [QP_KIND_ENTERPRISE] = QP_FIELDS(QP_G_ACTORS, enterprise_fields),
    [QP_KIND_INSTITUTE] = QP_FIELDS(QP_G_ACTORS, institute_fields),
    [QP_KIND_ARCHITECT] = QP_FIELDS(QP_G_ACTORS, architect_fields),
};

/* An architect stands for its enterprise: what its row does not say of name
 * and place is its enterprise's. */
static void follow_enterprise(qp_actors *actors, size_t i)
{
    qp_row enterprise = actors->enterprise != NULL ? actors->enterprise[i]
                                                   : QP_NONE;
    if (enterprise == QP_NONE)
        return;
    if (actors->region[i] == QP_NONE)
        actors->region[i] = actors->region[enterprise];
    if (actors->name != NULL && actors->name[i] == QP_NONE)
        actors->name[i] = actors->name[enterprise];
    if (actors->name_zh != NULL && actors->name_zh[i] == QP_NONE)
        actors->name_zh[i] = actors->name_zh[enterprise];
}

/* --------------------------------------------------------- rules of a region */

static bool is_outside(const qp_builder *b, const qp_listed *actor)
{
    const qp_string *kinds = qp_builder_texts(actor->table, QP_REGION_KIND);
    return kinds != NULL &&
           strcmp(qp_builder_text(b, kinds[actor->row]), "outside") == 0;
}

static qp_status check_outside(qp_builder *b, const qp_listed *actor)
{
    const qp_string *ids = qp_builder_texts(actor->table, QP_REGION_CLUSTER);
    if (ids == NULL || ids[actor->row] == QP_NONE || !is_outside(b, actor))
        return QP_OK;
    return qp_builder_tell(
        b, QP_RULE_REGION_OUTSIDE,
        (qp_spot){actor->table, actor->row, QP_REGION_CLUSTER},
        "the rest of the world belongs to no cluster",
        "a region of kind 'outside' has a cluster");
}

static qp_status check_coordinates(qp_builder *b, const qp_listed *actor)
{
    const double *lon = qp_builder_numbers(actor->table, QP_REGION_LON);
    const double *lat = qp_builder_numbers(actor->table, QP_REGION_LAT);
    bool has_lon = lon != NULL && !isnan(lon[actor->row]);
    bool has_lat = lat != NULL && !isnan(lat[actor->row]);
    int missing = has_lon ? QP_REGION_LAT : QP_REGION_LON;
    int there = has_lon ? QP_REGION_LON : QP_REGION_LAT;
    if (has_lon == has_lat ||
        qp_table_refused(actor->table, actor->row, missing))
        return QP_OK;
    return qp_builder_tell(b, QP_RULE_REGION_COORDINATES,
                           (qp_spot){actor->table, actor->row, there},
                           "give both, or neither", "%s stands without %s",
                           has_lon ? "lon" : "lat", has_lon ? "lat" : "lon");
}

static qp_status check_regions(qp_builder *b, const qp_idlist *list)
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < list->count && status == QP_OK; i++) {
        const qp_listed *actor = &list->rows[i];
        if (actor->table == NULL || actor->kind != QP_KIND_REGION)
            continue;
        status = check_outside(b, actor);
        if (status == QP_OK)
            status = check_coordinates(b, actor);
    }
    return status;
}

/* ---------------------------------------------- rules over several regions */

static qp_spot spot_of(const qp_idlist *list, size_t i, int column)
{
    return (qp_spot){list->rows[i].table, list->rows[i].row, column};
}

static qp_status refuse_second_core(qp_builder *b, const qp_idlist *list,
                                    size_t first, size_t second)
{
    char shown[3][QP_SHOWN_SIZE];
    const char *cluster = qp_network_text(
        b->net, b->net->clusters.id[b->net->actors.cluster[second]]);
    const char *one = list->rows[first].text;
    const char *other = list->rows[second].text;
    return qp_builder_tell(b, QP_RULE_CLUSTER_CORE,
                           spot_of(list, second, QP_REGION_CORE),
                           "a cluster has at most one core",
                           "cluster '%s' has two cores: '%s' and '%s'",
                           qp_text_shown(cluster, strlen(cluster), shown[0]),
                           qp_text_shown(one, strlen(one), shown[1]),
                           qp_text_shown(other, strlen(other), shown[2]));
}

static qp_status refuse_lone_core(qp_builder *b, const qp_idlist *list,
                                  size_t i)
{
    char shown[QP_SHOWN_SIZE];
    const qp_listed *region = &list->rows[i];
    if (qp_table_refused(region->table, region->row, QP_REGION_CLUSTER))
        return QP_OK;
    return qp_builder_tell(
        b, QP_RULE_REGION_CORE, spot_of(list, i, QP_REGION_CORE),
        "name its cluster, or leave core blank",
        "region '%s' is a core and belongs to no cluster",
        qp_text_shown(region->text, strlen(region->text), shown));
}

static qp_status check_cores(qp_builder *b, const qp_idlist *list)
{
    const qp_actors *actors = &b->net->actors;
    qp_row *core = qp_column_make(QP_COLUMN_ROW, b->net->clusters.count);
    if (core == NULL)
        return qp_builder_no_memory(b);
    qp_status status = QP_OK;
    for (size_t i = 0;
         actors->core != NULL && i < list->count && status == QP_OK; i++) {
        qp_row cluster = actors->cluster[i];
        if (actors->core[i] != 1)
            continue;
        if (cluster == QP_NONE)
            status = refuse_lone_core(b, list, i);
        else if (core[cluster] == QP_NONE)
            core[cluster] = (qp_row)i;
        else
            status = refuse_second_core(b, list, core[cluster], i);
    }
    qp_release(core);
    return status;
}

/* ------------------------------------------------------------------ actors */

static qp_status make_columns(qp_builder *b, const qp_idlist *list)
{
    qp_actors *actors = &b->net->actors;
    actors->kind = qp_column_make(QP_COLUMN_BYTE, list->count);
    actors->region = qp_column_make(QP_COLUMN_ROW, list->count);
    actors->cluster = qp_column_make(QP_COLUMN_ROW, list->count);
    if (actors->kind == NULL || actors->region == NULL ||
        actors->cluster == NULL)
        return qp_builder_no_memory(b);
    for (size_t i = 0; i < list->count; i++) {
        actors->kind[i] = list->rows[i].kind;
        if (actors->kind[i] == QP_KIND_REGION)
            actors->region[i] = (qp_row)i;
    }
    return QP_OK;
}

static qp_status settle_actors(qp_builder *b, const qp_idlist *list)
{
    qp_actors *actors = &b->net->actors;
    qp_status status = make_columns(b, list);
    if (status == QP_OK)
        status = check_regions(b, list);
    for (size_t t = 0; t < ACTOR_TABLES && status == QP_OK; t++)
        status = qp_fields_take(b, &fields_of[actor_tables[t].kind], list,
                                actor_tables[t].table);
    for (size_t i = 0; i < list->count && status == QP_OK; i++)
        follow_enterprise(actors, i);
    qp_family regions = {"region", QP_RULE_REGION_PARENT, QP_REGION_PARENT,
                         actors->parent};
    if (status == QP_OK)
        status = qp_family_refuse_circles(b, list, &regions);
    if (status == QP_OK)
        status = check_cores(b, list);
    return status;
}

qp_status qp_build_actors(qp_builder *b)
{
    qp_actors *actors = &b->net->actors;
    qp_idlist list = {0};
    qp_status status = list_actors(b, &list);
    if (status == QP_OK)
        status = qp_idlist_sort(b, &list, &actors->id);
    actors->count = list.count;
    if (status == QP_OK)
        status = keep_nearby(b, &list);
    if (status == QP_OK)
        status = settle_actors(b, &list);
    qp_idlist_clear(&list);
    return status;
}
