/* SPDX-License-Identifier: MIT */
#include "metric/helix_parts.h"

#include <math.h>
#include <string.h>

#include "chance/resample.h"
#include "core/memory.h"
#include "core/pool.h"

static qp_status no_memory(const qp_helix_units *units, qp_error *err)
{
    return qp_fail(err, QP_E_MEMORY, "no memory to divide %zu units",
                   units->count);
}

/* -------------------------------------------------------------------- making */

/** Units of one cluster after the other. */
typedef struct {
    size_t *start;                    ///< [clusters + 1]
    uint32_t *class[QP_HELIX_FIELDS]; ///< [units]
} gathering;

static uint32_t group_of(const qp_helix_parts *parts,
                         const qp_helix_units *units, size_t unit)
{
    return parts->group[units->class[QP_HELIX_GEOGRAPHY][unit]];
}

static bool make_gathering(const qp_helix_units *units, size_t clusters,
                           gathering *g)
{
    bool made = true;
    g->start = qp_acquire(clusters + 2, sizeof *g->start);
    for (size_t f = 0; f < QP_HELIX_FIELDS; f++) {
        g->class[f] = qp_acquire(units->count, sizeof *g->class[f]);
        made = made && g->class[f] != NULL;
    }
    return made && g->start != NULL;
}

static void clear_gathering(gathering *g)
{
    qp_release(g->start);
    for (size_t f = 0; f < QP_HELIX_FIELDS; f++)
        qp_release(g->class[f]);
}

/* Those that are in no cluster are left out. */
static void gather(const qp_helix_parts *parts, const qp_helix_units *units,
                   gathering *g)
{
    size_t *next = g->start + 1; /* and so the start when all have come */
    for (size_t u = 0; u < units->count; u++)
        if (group_of(parts, units, u) < parts->cluster_count)
            next[group_of(parts, units, u) + 1]++;
    for (size_t c = 0; c < parts->cluster_count; c++)
        next[c + 1] += next[c];
    for (size_t u = 0; u < units->count; u++) {
        uint32_t c = group_of(parts, units, u);
        if (c >= parts->cluster_count)
            continue;
        for (size_t f = 0; f < QP_HELIX_FIELDS; f++)
            g->class[f][next[c]] = units->class[f][u];
        next[c]++;
    }
}

static qp_status make_inside(const qp_helix_units *units, const gathering *g,
                             qp_helix_parts *parts, qp_error *err)
{
    qp_status status = QP_OK;
    for (size_t c = 0; c < parts->cluster_count && status == QP_OK; c++) {
        qp_helix_units inside = *units;
        inside.count = g->start[c + 1] - g->start[c];
        for (size_t f = 0; f < QP_HELIX_FIELDS; f++)
            inside.class[f] = g->class[f] + g->start[c];
        status = qp_helix_make(&inside, &parts->inside[c], err);
    }
    return status;
}

/* All units, with their groups as geographies. */
static qp_status make_between(const qp_helix_units *units, uint32_t label[],
                              qp_helix_parts *parts, qp_error *err)
{
    qp_helix_units grouped = *units;
    for (size_t u = 0; u < units->count; u++)
        label[u] = group_of(parts, units, u);
    grouped.class[QP_HELIX_GEOGRAPHY] = label;
    grouped.class_count[QP_HELIX_GEOGRAPHY] = parts->cluster_count +
                                              parts->geography_count;
    return qp_helix_make(&grouped, &parts->between, err);
}

static qp_status fill(const qp_helix_units *units, gathering *g,
                      qp_helix_parts *parts, qp_error *err)
{
    if (!make_gathering(units, parts->cluster_count, g))
        return no_memory(units, err);
    qp_status status = make_between(units, g->class[QP_HELIX_GEOGRAPHY], parts,
                                    err);
    if (status == QP_OK)
        status = qp_helix_make(units, &parts->all, err);
    if (status != QP_OK)
        return status;
    gather(parts, units, g);
    return make_inside(units, g, parts, err);
}

static void name_groups(const uint32_t cluster[], qp_helix_parts *parts)
{
    for (size_t r = 0; r < parts->geography_count; r++)
        parts->group[r] = cluster[r] != QP_NONE
                              ? cluster[r]
                              : (uint32_t)(parts->cluster_count + r);
}

qp_status qp_helix_parts_make(const qp_helix_units *units,
                              const uint32_t cluster[], size_t clusters,
                              qp_helix_parts *parts, qp_error *err)
{
    size_t geographies = units->class_count[QP_HELIX_GEOGRAPHY];
    gathering g = {0};
    qp_helix_parts made = {
        .cluster_count = clusters,
        .geography_count = geographies,
        .inside = qp_acquire(clusters, sizeof *made.inside),
        .group = qp_acquire(geographies, sizeof *made.group),
    };
    bool room = made.inside != NULL && made.group != NULL;
    if (room)
        name_groups(cluster, &made);
    qp_status status = room ? fill(units, &g, &made, err)
                            : no_memory(units, err);
    clear_gathering(&g);
    if (status == QP_OK)
        *parts = made;
    else
        qp_helix_parts_clear(&made);
    return status;
}

void qp_helix_parts_clear(qp_helix_parts *parts)
{
    qp_helix_clear(&parts->all);
    qp_helix_clear(&parts->between);
    for (size_t c = 0; parts->inside != NULL && c < parts->cluster_count; c++)
        qp_helix_clear(&parts->inside[c]);
    qp_release(parts->inside);
    qp_release(parts->group);
    *parts = (qp_helix_parts){0};
}

/* ------------------------------------------------------------------- drawing */

size_t qp_helix_parts_width(const qp_helix_parts *parts)
{
    return QP_HELIX_INSIDE + parts->cluster_count;
}

/* Geographies that are shuffled, and the room of the largest table. */
size_t qp_helix_parts_room(const qp_helix_parts *parts)
{
    return (2 * parts->all.unit_count + parts->between.geography_count) *
           sizeof(uint32_t);
}

static double draw(const qp_helix *helix, qp_stream *stream,
                   uint32_t geography[], qp_helix_room room)
{
    memcpy(geography, helix->geography, helix->unit_count * sizeof *geography);
    qp_resample_shuffle(stream, helix->unit_count, geography);
    return qp_helix_shuffled(helix, geography, room);
}

void qp_helix_parts_draw(void *parts, qp_stream *stream, void *room,
                         double values[])
{
    const qp_helix_parts *p = parts;
    size_t count = p->all.unit_count;
    uint32_t *geography = room;
    qp_helix_room rest = {geography + count, geography + 2 * count};
    values[QP_HELIX_WHOLE] = draw(&p->all, stream, geography, rest);
    for (size_t u = 0; u < count; u++)
        geography[u] = p->group[geography[u]];
    values[QP_HELIX_BETWEEN] = p->cluster_count > 0
                                   ? qp_helix_shuffled(&p->between, geography,
                                                       rest)
                                   : values[QP_HELIX_WHOLE];
    for (size_t c = 0; c < p->cluster_count; c++)
        values[QP_HELIX_INSIDE + c] = draw(&p->inside[c], stream, geography,
                                           rest);
}
