/* SPDX-License-Identifier: MIT */
#include "net/reference.h"

#include <string.h>

#define MAP(member) offsetof(qp_builder, member)
#define ONLY(kind)  (1u << (kind))
#define ANY         (ONLY(QP_KIND_COUNT) - 1)

/** What a reference is looked up in, and what is said where it fails. */
typedef struct {
    size_t map;     ///< offset in qp_builder of the rows by id
    unsigned kinds; ///< bits of the kinds of actor that fit; 0: no actors
    qp_table_id table;
    const char *is;
    const char *expected;
} reference;

static const reference references[QP_REF_COUNT] = {
    [QP_REF_REGION] = {MAP(actor_of), ONLY(QP_KIND_REGION), QP_REGIONS,
                       "is no region", "it is an id of regions.csv"},
    [QP_REF_ENTERPRISE] = {MAP(actor_of), ONLY(QP_KIND_ENTERPRISE),
                           QP_ENTERPRISES, "is no enterprise",
                           "it is an id of enterprises.csv"},
    [QP_REF_TENANT] = {MAP(actor_of), ANY & ~ONLY(QP_KIND_REGION),
                       QP_TABLE_COUNT,
                       "is no enterprise, institute or architect",
                       "a region is where it is"},
    [QP_REF_ACTOR] = {MAP(actor_of), ANY, QP_TABLE_COUNT, "is no actor",
                      "actors are regions, enterprises, institutes and "
                      "architects"},
    [QP_REF_THING] = {MAP(thing_of), 0, QP_THINGS, "is no thing",
                      "it is an id of things.csv"},
    [QP_REF_CONSORTIUM] = {MAP(consortium_of), 0, QP_CONSORTIA,
                           "is no consortium", "it is an id of consortia.csv"},
    [QP_REF_CLUSTER] = {.map = MAP(cluster_of)},
    [QP_REF_SOURCE] = {MAP(source_of), 0, QP_SOURCES, "is unknown",
                       "sources.csv lists the sources"},
};

qp_row qp_builder_find(const qp_builder *b, qp_ref ref, qp_string id)
{
    const reference *r = &references[ref];
    if (id == QP_NONE)
        return QP_NONE;
    const void *map = (const void *)((uintptr_t)b + r->map);
    qp_row row = (*(qp_row *const *)map)[id];
    if (row == QP_NONE || r->kinds == 0)
        return row;
    return (r->kinds & ONLY(b->net->actors.kind[row])) != 0 ? row : QP_NONE;
}

/* ----------------------------------------------------------- what is unknown */

static bool lacks_actors(const qp_builder *b)
{
    return qp_builder_table(b, QP_REGIONS)->incomplete ||
           qp_builder_table(b, QP_ENTERPRISES)->incomplete ||
           qp_builder_table(b, QP_INSTITUTES)->incomplete ||
           qp_builder_table(b, QP_ARCHITECTS)->incomplete;
}

/* May the row that an id names have been lost in reading? */
static bool is_lost(const qp_builder *b, qp_ref ref, qp_string id)
{
    const reference *r = &references[ref];
    if (r->kinds != 0)
        return b->actor_of[id] == QP_NONE && lacks_actors(b);
    const qp_table *table = qp_builder_table(b, r->table);
    return table->incomplete || (ref == QP_REF_SOURCE && !table->present);
}

static const char *nearest_of(const qp_network *net, const qp_string ids[],
                              size_t count, const char *id)
{
    enum { MOST = 256 };
    const char *texts[MOST];
    count = count < MOST ? count : MOST;
    for (size_t i = 0; i < count; i++)
        texts[i] = qp_network_text(net, ids[i]);
    return qp_text_nearest(id, texts, count);
}

/* The nearest id of those that might have been meant. */
static const char *nearest(const qp_builder *b, qp_ref ref, const char *id)
{
    const qp_network *net = b->net;
    size_t others = b->nearby_count - b->nearby_regions;
    switch (ref) {
    case QP_REF_NONE:
        return NULL;
    case QP_REF_SOURCE:
        return nearest_of(net, net->sources.id, net->sources.count, id);
    case QP_REF_THING:
        return nearest_of(net, net->things.id, net->things.count, id);
    case QP_REF_CONSORTIUM:
        return nearest_of(net, net->consortia.id, net->consortia.count, id);
    case QP_REF_REGION:
        return qp_text_nearest(id, b->nearby, b->nearby_regions);
    case QP_REF_ENTERPRISE:
    case QP_REF_TENANT:
        return others > 0
                   ? qp_text_nearest(id, b->nearby + b->nearby_regions, others)
                   : NULL;
    default:
        return qp_text_nearest(id, b->nearby, b->nearby_count);
    }
}

/* `COLUMN 'ID' IS; EXPECTED`, with the nearest of the candidates. */
static qp_status tell_unknown(qp_builder *b, qp_ref ref, qp_rule rule,
                              qp_spot spot, const reference *said)
{
    const qp_column *column = &spot.table->schema->columns[spot.column];
    const char *id = qp_builder_text(
        b, spot.table->columns[spot.column].text[spot.row]);
    char shown[QP_SHOWN_SIZE];
    qp_text hint = {0};
    bool passed = false;
    qp_status status = qp_builder_pass_over(b, rule, spot, &passed);
    if (status != QP_OK || passed)
        return status; /* what is nearest would be dear, and unseen */
    qp_text_add(&hint, said->expected);
    const char *near = nearest(b, ref, id);
    if (near != NULL)
        qp_text_addf(&hint, " (nearest: '%s')",
                     qp_text_shown(near, strlen(near), shown));
    status = qp_text_status(&hint, b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            b, rule, spot, hint.bytes, "%s '%s' %s", column->name,
            qp_text_shown(id, strlen(id), shown), said->is);
    qp_text_clear(&hint);
    return status;
}

static qp_string id_at(qp_spot spot)
{
    const qp_string *ids = qp_builder_texts(spot.table, spot.column);
    return ids != NULL ? ids[spot.row] : QP_NONE;
}

qp_status qp_builder_refer(qp_builder *b, qp_ref ref, qp_rule rule,
                           qp_spot spot)
{
    qp_string id = id_at(spot);
    reference said = references[ref];
    if (id == QP_NONE || ref == QP_REF_CLUSTER ||
        qp_builder_find(b, ref, id) != QP_NONE || is_lost(b, ref, id))
        return QP_OK;
    if (ref == QP_REF_REGION && !qp_builder_table(b, QP_REGIONS)->present)
        said.expected = "regions.csv lists the regions, and is not there";
    return tell_unknown(b, ref, rule, spot, &said);
}

qp_status qp_builder_end(qp_builder *b, qp_rule rule, qp_spot spot,
                         qp_row *actor, qp_row *thing)
{
    static const reference neither = {
        .is = "is neither actor nor thing",
        .expected = "ids are those of the tables of actors and of things.csv"};
    static const reference alliance = {
        .is = "is a consortium",
        .expected = "memberships.csv says who takes part in it"};
    qp_string id = id_at(spot);
    *actor = qp_builder_find(b, QP_REF_ACTOR, id);
    *thing = *actor == QP_NONE ? qp_builder_find(b, QP_REF_THING, id) : QP_NONE;
    if (id == QP_NONE || *actor != QP_NONE || *thing != QP_NONE)
        return QP_OK; /* a blank one was told by the reading */
    if (b->consortium_of[id] != QP_NONE)
        return tell_unknown(b, QP_REF_NONE, rule, spot, &alliance);
    if (is_lost(b, QP_REF_ACTOR, id) || is_lost(b, QP_REF_THING, id))
        return QP_OK;
    return tell_unknown(b, QP_REF_ACTOR, rule, spot, &neither);
}
