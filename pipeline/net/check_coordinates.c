/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"

/* Regions of a cluster, and a region with those it contains, lie together. One
 * that lies far from all the others, and among them once its coordinates are
 * swapped, has them swapped:
 *
 *      lon,lat      given             swapped
 *      2.3,48.9     |    o o          |    o o
 *      2.2,48.8     |                 |    x
 *      48.9,2.4     |          x      |
 *
 * At least two others are asked, for of two regions no one can say which lies
 * in the wrong place; and where the others lie far apart, only one that lies
 * much farther is told. */
enum { LEAST_OTHERS = 2, MUCH = 3 };

static const double far_off = 20; /* degrees from the middle of the others */
static const double near_by = 10;

/** A point on the globe, as the unit vector from its centre. */
typedef struct {
    double at[3];
} point;

/** Regions that lie together. */
typedef struct {
    double sum[3]; ///< of their points
    size_t count;
} gathering;

typedef struct {
    qp_builder *b;
    point *points;       ///< [actors]
    bool *placed;        ///< [actors] has it coordinates?
    gathering *clusters; ///< [clusters]
    gathering *families; ///< [actors] of a region: it, and those it contains
} survey;

static point point_at(double lon, double lat)
{
    const double radian = acos(-1) / 180;
    double ring = cos(lat * radian);
    return (point){{ring * cos(lon * radian), ring * sin(lon * radian),
                    sin(lat * radian)}};
}

static double length_of(const double v[3])
{
    return sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

static double degrees(double cosine)
{
    return acos(fmax(-1, fmin(1, cosine))) * 180 / acos(-1);
}

/* Degrees between a point and the middle of others, by the sum of these; 0
 * where they have no middle. */
static double distance(const point *p, const double sum[3])
{
    double size = length_of(sum);
    double dot = p->at[0] * sum[0] + p->at[1] * sum[1] + p->at[2] * sum[2];
    return size > 1e-6 ? degrees(dot / size) : 0;
}

/* How far points lie from their middle, in degrees: the root of the mean
 * square, as far as 1 - cos x is x^2 / 2. */
static double spread(const double sum[3], size_t count)
{
    return degrees(length_of(sum) / (double)count);
}

/* ------------------------------------------------------------ the gathering */

static void join(gathering *g, const point *p)
{
    for (int k = 0; k < 3; k++)
        g->sum[k] += p->at[k];
    g->count++;
}

static void gather(survey *s)
{
    const qp_actors *actors = &s->b->net->actors;
    for (size_t i = 0; i < actors->count; i++) {
        if (isnan(actors->lon[i]) || isnan(actors->lat[i]))
            continue;
        s->placed[i] = true;
        s->points[i] = point_at(actors->lon[i], actors->lat[i]);
        join(&s->families[i], &s->points[i]);
        if (actors->parent != NULL && actors->parent[i] != QP_NONE)
            join(&s->families[actors->parent[i]], &s->points[i]);
        if (actors->cluster[i] != QP_NONE)
            join(&s->clusters[actors->cluster[i]], &s->points[i]);
    }
}

/* -------------------------------------------------------------- the telling */

static qp_status tell(const survey *s, qp_spot spot, qp_row i,
                      const char *whose, qp_string id, const double away[2])
{
    char shown[QP_SHOWN_SIZE];
    qp_text expected = {0};
    const char *text = qp_network_text(s->b->net, id);
    double lon = s->b->net->actors.lon[i];
    double lat = s->b->net->actors.lat[i];
    qp_text_addf(&expected,
                 "lon %g and lat %g would lie %.0f degrees from them; are the "
                 "two swapped?",
                 lat, lon, away[1]);
    qp_status status = qp_text_status(&expected, s->b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            s->b, QP_RULE_REGION_SWAPPED, spot, expected.bytes,
            "lon %g and lat %g lie %.0f degrees from the other regions of %s "
            "'%s'",
            lon, lat, away[0], whose, qp_text_shown(text, strlen(text), shown));
    qp_text_clear(&expected);
    return status;
}

/* Is it swapped, by the others of a gathering that it belongs to? */
static bool is_swapped(const survey *s, qp_row i, const gathering *g,
                       double away[2])
{
    const qp_actors *actors = &s->b->net->actors;
    const point *given = &s->points[i];
    point swapped = point_at(actors->lat[i], actors->lon[i]);
    double others[3];
    if (g->count < LEAST_OTHERS + 1)
        return false;
    for (int k = 0; k < 3; k++)
        others[k] = g->sum[k] - given->at[k];
    away[0] = distance(given, others);
    away[1] = distance(&swapped, others);
    return away[0] > far_off && away[1] < near_by &&
           away[0] > MUCH * spread(others, g->count - 1);
}

static qp_status check_region(const survey *s, qp_spot spot, qp_row i)
{
    const qp_network *net = s->b->net;
    qp_row cluster = net->actors.cluster[i];
    qp_row parent = net->actors.parent != NULL ? net->actors.parent[i]
                                               : QP_NONE;
    double away[2];
    if (fabs(net->actors.lon[i]) > 90)
        return QP_OK; /* swapped, it would lie beyond a pole */
    if (cluster != QP_NONE && is_swapped(s, i, &s->clusters[cluster], away))
        return tell(s, spot, i, "cluster", net->clusters.id[cluster], away);
    if (parent != QP_NONE && is_swapped(s, i, &s->families[parent], away))
        return tell(s, spot, i, "region", net->actors.id[parent], away);
    if (is_swapped(s, i, &s->families[i], away))
        return tell(s, spot, i, "region", net->actors.id[i], away);
    return QP_OK;
}

static qp_status check_all(survey *s)
{
    const qp_table *table = qp_builder_table(s->b, QP_REGIONS);
    const qp_string *ids = qp_builder_texts(table, QP_REGION_ID);
    qp_status status = QP_OK;
    gather(s);
    for (size_t row = 0;
         ids != NULL && row < table->row_count && status == QP_OK; row++) {
        qp_row i = ids[row] != QP_NONE ? s->b->actor_of[ids[row]] : QP_NONE;
        if (i != QP_NONE && s->placed[i])
            status = check_region(s, (qp_spot){table, row, QP_REGION_LON}, i);
    }
    return status;
}

qp_status qp_check_coordinates(qp_builder *b)
{
    const qp_actors *actors = &b->net->actors;
    if (actors->lon == NULL || actors->lat == NULL)
        return QP_OK;
    survey s = {
        .b = b,
        .points = qp_acquire(actors->count, sizeof *s.points),
        .placed = qp_acquire(actors->count, sizeof *s.placed),
        .clusters = qp_acquire(b->net->clusters.count, sizeof *s.clusters),
        .families = qp_acquire(actors->count, sizeof *s.families)};
    bool room = s.points != NULL && s.placed != NULL && s.clusters != NULL &&
                s.families != NULL;
    qp_status status = room ? check_all(&s) : qp_builder_no_memory(b);
    qp_release(s.points);
    qp_release(s.placed);
    qp_release(s.clusters);
    qp_release(s.families);
    return status;
}
