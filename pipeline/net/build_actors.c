/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/columns.h"
#include "net/idlist.h"

enum { MOST_NEARBY = 2000 }; ///< above it a nearest id would cost too much

static const struct {
    qp_table_id table;
    qp_actor_kind kind;
} actor_tables[] = {{QP_REGIONS, QP_KIND_REGION},
                    {QP_ENTERPRISES, QP_KIND_ENTERPRISE},
                    {QP_INSTITUTES, QP_KIND_INSTITUTE}};

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

static qp_status list_actors(qp_builder *b, qp_idlist *list)
{
    qp_status status = QP_OK;
    for (size_t t = 0; t < ACTOR_TABLES && status == QP_OK; t++)
        status = qp_idlist_add_table(b, list, actor_tables[t].table,
                                     (uint8_t)actor_tables[t].kind,
                                     QP_RULE_ACTOR_ONCE);
    int kind = kind_to_declare(b);
    if (kind < 0 || status != QP_OK)
        return status;
    status = mention_column(b, list, QP_LINKS, QP_LINK_FROM, kind);
    if (status == QP_OK)
        status = mention_column(b, list, QP_LINKS, QP_LINK_TO, kind);
    if (status == QP_OK && kind == (int)QP_KIND_REGION)
        status = mention_column(b, list, QP_INDICATORS, QP_INDICATOR_REGION,
                                kind);
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

/* ----------------------------------------------------------- plain columns */

static const struct {
    qp_table_id table;
    int column;
    size_t offset;
} fillings[] = {
    {QP_REGIONS, QP_REGION_NAME, offsetof(qp_actors, name)},
    {QP_REGIONS, QP_REGION_NAME_ZH, offsetof(qp_actors, name_zh)},
    {QP_REGIONS, QP_REGION_KIND, offsetof(qp_actors, region_kind)},
    {QP_REGIONS, QP_REGION_CORE, offsetof(qp_actors, core)},
    {QP_REGIONS, QP_REGION_LON, offsetof(qp_actors, lon)},
    {QP_REGIONS, QP_REGION_LAT, offsetof(qp_actors, lat)},
    {QP_REGIONS, QP_REGION_CODE, offsetof(qp_actors, code)},
    {QP_REGIONS, QP_REGION_CODE_SCHEME, offsetof(qp_actors, code_scheme)},
    {QP_REGIONS, QP_REGION_CODE_EDITION, offsetof(qp_actors, code_edition)},
    {QP_REGIONS, QP_REGION_POPULATION, offsetof(qp_actors, population)},
    {QP_REGIONS, QP_REGION_POLITICAL_SYSTEM,
     offsetof(qp_actors, political_system)},
    {QP_REGIONS, QP_REGION_CUSTOMS_ZONE, offsetof(qp_actors, customs_zone)},
    {QP_REGIONS, QP_REGION_LEGAL_SYSTEM, offsetof(qp_actors, legal_system)},
    {QP_ENTERPRISES, QP_ENTERPRISE_NAME, offsetof(qp_actors, name)},
    {QP_ENTERPRISES, QP_ENTERPRISE_NAME_ZH, offsetof(qp_actors, name_zh)},
    {QP_ENTERPRISES, QP_ENTERPRISE_COUNTRY, offsetof(qp_actors, country)},
    {QP_ENTERPRISES, QP_ENTERPRISE_OWNERSHIP, offsetof(qp_actors, ownership)},
    {QP_ENTERPRISES, QP_ENTERPRISE_INDUSTRY, offsetof(qp_actors, industry)},
    {QP_ENTERPRISES, QP_ENTERPRISE_SIZE_CLASS, offsetof(qp_actors, size_class)},
    {QP_ENTERPRISES, QP_ENTERPRISE_TIER, offsetof(qp_actors, tier)},
    {QP_ENTERPRISES, QP_ENTERPRISE_STAGES, offsetof(qp_actors, stages)},
    {QP_ENTERPRISES, QP_ENTERPRISE_CAPACITY, offsetof(qp_actors, capacity)},
    {QP_ENTERPRISES, QP_ENTERPRISE_OUTPUT, offsetof(qp_actors, output)},
    {QP_INSTITUTES, QP_INSTITUTE_NAME, offsetof(qp_actors, name)},
    {QP_INSTITUTES, QP_INSTITUTE_NAME_ZH, offsetof(qp_actors, name_zh)},
    {QP_INSTITUTES, QP_INSTITUTE_COUNTRY, offsetof(qp_actors, country)},
    {QP_INSTITUTES, QP_INSTITUTE_KIND, offsetof(qp_actors, institute_kind)},
    {QP_INSTITUTES, QP_INSTITUTE_STAGES, offsetof(qp_actors, stages)},
    {QP_INSTITUTES, QP_INSTITUTE_CAPACITY, offsetof(qp_actors, capacity)},
};

static qp_status fill_from(qp_builder *b, const qp_idlist *list,
                           qp_table_id table)
{
    const qp_table *from = qp_builder_table(b, table);
    qp_row *rows = qp_idlist_rows(list, from);
    if (rows == NULL)
        return qp_builder_no_memory(b);
    qp_status status = QP_OK;
    for (size_t f = 0;
         f < sizeof fillings / sizeof *fillings && status == QP_OK; f++)
        if (fillings[f].table == table)
            status = qp_builder_fill(
                b, from, fillings[f].column, rows, list->count,
                (void **)((uintptr_t)&b->net->actors + fillings[f].offset));
    qp_release(rows);
    return status;
}

/* ------------------------------------------------- what one row refers to */

/* The actor row of a region named in a cell; QP_NONE for a blank one. */
static qp_status find_region(qp_builder *b, const qp_listed *actor, int column,
                             qp_row *region)
{
    const qp_string *ids = qp_builder_texts(actor->table, column);
    *region = QP_NONE;
    if (ids == NULL || ids[actor->row] == QP_NONE)
        return QP_OK;
    qp_row row = b->actor_of[ids[actor->row]];
    if (row != QP_NONE && b->net->actors.kind[row] == QP_KIND_REGION) {
        *region = row;
        return QP_OK;
    }
    if (row == QP_NONE && qp_builder_lacks_actors(b))
        return QP_OK;
    return qp_builder_unknown(
        b, QP_RULE_ACTOR_REGION, (qp_spot){actor->table, actor->row, column},
        "is no region",
        qp_builder_table(b, QP_REGIONS)->present
            ? "it is an id of regions.csv"
            : "regions.csv lists the regions, and is not there");
}

static qp_status place_firm(qp_builder *b, const qp_listed *actor, size_t i)
{
    int column = actor->kind == QP_KIND_ENTERPRISE ? QP_ENTERPRISE_REGION
                                                   : QP_INSTITUTE_REGION;
    return find_region(b, actor, column, &b->net->actors.region[i]);
}

static bool is_outside(const qp_builder *b, const qp_listed *actor)
{
    const qp_string *kinds = qp_builder_texts(actor->table, QP_REGION_KIND);
    return kinds != NULL &&
           strcmp(qp_builder_text(b, kinds[actor->row]), "outside") == 0;
}

static qp_status place_in_cluster(qp_builder *b, const qp_listed *actor,
                                  size_t i)
{
    const qp_string *ids = qp_builder_texts(actor->table, QP_REGION_CLUSTER);
    if (ids == NULL || ids[actor->row] == QP_NONE)
        return QP_OK;
    b->net->actors.cluster[i] = b->cluster_of[ids[actor->row]];
    if (!is_outside(b, actor))
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

static qp_status place_region(qp_builder *b, const qp_listed *actor, size_t i)
{
    qp_actors *actors = &b->net->actors;
    qp_row parent = QP_NONE;
    actors->region[i] = (qp_row)i;
    if (actor->table == NULL)
        return QP_OK;
    qp_status status = find_region(b, actor, QP_REGION_PARENT, &parent);
    if (status == QP_OK)
        status = place_in_cluster(b, actor, i);
    if (status == QP_OK)
        status = check_coordinates(b, actor);
    if (status != QP_OK || parent == QP_NONE)
        return status;
    if (actors->parent == NULL)
        actors->parent = qp_column_make(QP_COLUMN_ROW, actors->count);
    if (actors->parent == NULL)
        return qp_builder_no_memory(b);
    actors->parent[i] = parent;
    return QP_OK;
}

static int source_column(uint8_t kind)
{
    static const int columns[] = {[QP_KIND_REGION] = QP_REGION_SOURCE,
                                  [QP_KIND_ENTERPRISE] = QP_ENTERPRISE_SOURCE,
                                  [QP_KIND_INSTITUTE] = QP_INSTITUTE_SOURCE};
    return columns[kind];
}

static qp_status note_source(qp_builder *b, const qp_listed *actor, size_t i)
{
    qp_actors *actors = &b->net->actors;
    qp_row source = QP_NONE;
    if (actor->table == NULL)
        return QP_OK;
    qp_status status = qp_builder_source(
        b, (qp_spot){actor->table, actor->row, source_column(actor->kind)},
        &source);
    if (status != QP_OK || source == QP_NONE)
        return status;
    if (actors->source == NULL)
        actors->source = qp_column_make(QP_COLUMN_ROW, actors->count);
    if (actors->source == NULL)
        return qp_builder_no_memory(b);
    actors->source[i] = source;
    return QP_OK;
}

static qp_status place_all(qp_builder *b, const qp_idlist *list)
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < list->count && status == QP_OK; i++) {
        const qp_listed *actor = &list->rows[i];
        if (actor->kind == QP_KIND_REGION)
            status = place_region(b, actor, i);
        else if (actor->table != NULL)
            status = place_firm(b, actor, i);
        if (status == QP_OK)
            status = note_source(b, actor, i);
    }
    return status;
}

/* ---------------------------------------------- rules over several regions */

static qp_spot spot_of(const qp_idlist *list, size_t i, int column)
{
    return (qp_spot){list->rows[i].table, list->rows[i].row, column};
}

/* "A, B, A", at most a few of them. */
static void add_circle(const qp_actors *actors, const qp_idlist *list, size_t i,
                       qp_text *out)
{
    enum { MOST = 6 };
    char shown[QP_SHOWN_SIZE];
    size_t at = i;
    for (int n = 0; n < MOST && (n == 0 || at != i); n++) {
        const char *id = list->rows[at].text;
        qp_text_addf(out, "%s, ", qp_text_shown(id, strlen(id), shown));
        at = actors->parent[at];
    }
    const char *id = list->rows[i].text;
    qp_text_addf(out, "%s%s", at != i ? "..., " : "",
                 qp_text_shown(id, strlen(id), shown));
}

static qp_status refuse_circle(qp_builder *b, const qp_idlist *list, size_t i)
{
    char shown[QP_SHOWN_SIZE];
    const char *id = list->rows[i].text;
    qp_text circle = {0};
    add_circle(&b->net->actors, list, i, &circle);
    qp_status status = qp_text_status(&circle, b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            b, QP_RULE_REGION_PARENT, spot_of(list, i, QP_REGION_PARENT),
            "parents form a tree", "region '%s' contains itself: %s",
            qp_text_shown(id, strlen(id), shown), circle.bytes);
    qp_text_clear(&circle);
    return status;
}

/* The actor of a circle that is first by id. */
static size_t first_of_circle(const qp_actors *actors, size_t i)
{
    size_t first = i;
    for (size_t at = actors->parent[i]; at != i; at = actors->parent[at])
        first = at < first ? at : first;
    return first;
}

/* Climb from each region until one that was met before: met on this climb, it
 * closes a circle, which is told once. Every region is met once. */
static qp_status refuse_circles(qp_builder *b, const qp_idlist *list)
{
    const qp_actors *actors = &b->net->actors;
    if (actors->parent == NULL)
        return QP_OK;
    qp_row *climb = qp_column_make(QP_COLUMN_ROW, list->count);
    if (climb == NULL)
        return qp_builder_no_memory(b);
    qp_status status = QP_OK;
    for (size_t i = 0; i < list->count && status == QP_OK; i++) {
        qp_row at = (qp_row)i;
        for (; at != QP_NONE && climb[at] == QP_NONE; at = actors->parent[at])
            climb[at] = (qp_row)i;
        if (at != QP_NONE && climb[at] == i)
            status = refuse_circle(b, list, first_of_circle(actors, at));
    }
    qp_release(climb);
    return status;
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
    for (size_t i = 0; i < list->count; i++)
        actors->kind[i] = list->rows[i].kind;
    return QP_OK;
}

static qp_status settle_actors(qp_builder *b, const qp_idlist *list)
{
    qp_status status = make_columns(b, list);
    for (size_t t = 0; t < ACTOR_TABLES && status == QP_OK; t++)
        status = fill_from(b, list, actor_tables[t].table);
    if (status == QP_OK)
        status = place_all(b, list);
    if (status == QP_OK)
        status = refuse_circles(b, list);
    if (status == QP_OK)
        status = check_cores(b, list);
    return status;
}

qp_status qp_build_actors(qp_builder *b)
{
    qp_actors *actors = &b->net->actors;
    qp_idlist list = {.map = b->actor_of};
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
