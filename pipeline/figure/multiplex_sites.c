/* SPDX-License-Identifier: MIT */
#include "figure/multiplex_sites.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "figure/disc.h"
#include "figure/projection.h"

static const double strip = 0.14; /* of v: what the located leave in front */

enum { DEEPEST = 32 };

typedef struct {
    const qp_network *net;
    const qp_multiplex_scene *scene;
    qp_sites *sites;
    size_t astray; ///< sites that are not located
    qp_error *err;
} maker;

/* ------------------------------------------------------------- coordinates */

/* Its own coordinates, or those of what it is part of. */
static void locate(const qp_network *net, qp_site *s)
{
    const qp_actors *actors = &net->actors;
    qp_row region = s->region;
    if (actors->lon == NULL || actors->lat == NULL)
        return;
    for (int depth = 0; region != QP_NONE && depth < DEEPEST; depth++) {
        s->degrees = (qp_point){actors->lon[region], actors->lat[region]};
        s->located = !isnan(s->degrees.x) && !isnan(s->degrees.y);
        if (s->located)
            return;
        region = actors->parent != NULL ? actors->parent[region] : QP_NONE;
    }
}

static qp_status find_sites(maker *m)
{
    qp_sites *sites = m->sites;
    bool *used = qp_acquire(m->net->actors.count, sizeof *used);
    sites->sites = qp_acquire(m->scene->actor_count, sizeof *sites->sites);
    if (used == NULL || sites->sites == NULL) {
        qp_release(used);
        return qp_fail(m->err, QP_E_MEMORY, "no memory for sites");
    }
    for (size_t i = 0; i < m->scene->actor_count; i++)
        if (m->scene->actors[i].site != QP_NONE)
            used[m->scene->actors[i].site] = true;
    for (qp_row r = 0; r < m->net->actors.count; r++) {
        if (!used[r])
            continue;
        qp_site *s = &sites->sites[sites->count++];
        s->region = r;
        locate(m->net, s);
        sites->geographic |= s->located;
        m->astray += !s->located;
    }
    qp_release(used);
    return QP_OK;
}

/* @param[out] degrees  [2 * sites] longitudes, then latitudes of the located */
static qp_status span_sites(maker *m, double degrees[], qp_extent *extent)
{
    const qp_sites *sites = m->sites;
    double *lat = degrees + sites->count;
    size_t located = 0;
    for (size_t s = 0; s < sites->count; s++) {
        if (!sites->sites[s].located)
            continue;
        degrees[located] = sites->sites[s].degrees.x;
        lat[located++] = sites->sites[s].degrees.y;
    }
    return qp_extent_round(degrees, lat, located, extent, m->err);
}

/* From degrees east of Greenwich to degrees east of the westmost site. */
static qp_status face_east(maker *m)
{
    qp_extent extent = {0};
    double *degrees = qp_acquire(2 * m->sites->count, sizeof *degrees);
    if (degrees == NULL)
        return qp_fail(m->err, QP_E_MEMORY, "no memory for sites");
    qp_status status = span_sites(m, degrees, &extent);
    for (size_t s = 0; s < m->sites->count; s++) {
        double *x = &m->sites->sites[s].degrees.x;
        *x = fmod(*x - extent.west + 720, 360);
    }
    qp_release(degrees);
    return status;
}

/* ------------------------------------------------------------------ sketch */

static double east_of(const qp_site *s)
{
    return s->degrees.x;
}

static double north_of(const qp_site *s)
{
    return s->degrees.y;
}

/* The mean of a value's rank among others and its share of their span. */
static double schematic(const qp_sites *sites, const qp_site *self,
                        double (*value)(const qp_site *))
{
    const double by_rank = 0.85;
    double low = INFINITY;
    double high = -INFINITY;
    double rank = 0;
    double located = 0;
    for (size_t s = 0; s < sites->count; s++) {
        const qp_site *other = &sites->sites[s];
        if (!other->located)
            continue;
        located++;
        low = fmin(low, value(other));
        high = fmax(high, value(other));
        rank += 0.5 * (value(other) < value(self)) +
                0.5 * (value(other) <= value(self));
    }
    double share = high > low ? (value(self) - low) / (high - low) : 0.5;
    return by_rank * rank / located + (1 - by_rank) * share;
}

qp_point qp_sites_nowhere(const qp_sites *sites, size_t i, size_t count)
{
    double part = (double)i / (double)count;
    double angle = 2 * acos(-1.0) * part;
    if (sites->geographic)
        return (qp_point){part + 0.5 / (double)count, 0};
    return (qp_point){0.5 + 0.42 * sin(angle), 0.5 + 0.40 * cos(angle)};
}

static bool any_nowhere(const maker *m)
{
    for (size_t i = 0; i < m->scene->actor_count; i++)
        if (m->scene->actors[i].site == QP_NONE)
            return true;
    return m->astray > 0;
}

/* Where sites would stand were there no others. */
static void sketch(maker *m)
{
    size_t astray = 0;
    double front = any_nowhere(m) ? strip : 0;
    for (size_t s = 0; s < m->sites->count; s++) {
        qp_site *site = &m->sites->sites[s];
        if (site->located)
            site->at = (qp_point){
                schematic(m->sites, site, east_of),
                front + (1 - front) * schematic(m->sites, site, north_of)};
        else
            site->at = qp_sites_nowhere(m->sites, astray++, m->astray);
    }
}

/* ------------------------------------------------------------------ spread */

double qp_sites_gap(const qp_sheet *sheet, size_t count)
{
    const double widest = 27; /* points */
    const double comfort = 0.62;
    double area = sheet->width * sheet->height / (double)(count + 1);
    return fmin(widest, comfort * sqrt(area));
}

/* In two steps: all give way to each other a little, then none may stand too
 * near to another. */
static qp_status spread_with(maker *m, const qp_sheet *sheet, double margin,
                             qp_disc discs[], qp_point points[])
{
    const double most = 60;
    size_t moved = 0;
    qp_sites *sites = m->sites;
    sites->gap = qp_sites_gap(sheet, sites->count);
    for (size_t s = 0; s < sites->count; s++) {
        qp_point at = sites->sites[s].at;
        discs[s] = (qp_disc){qp_sheet_point(sheet, at.x, at.y), 1};
    }
    qp_status status = qp_discs_spread(discs, sites->count, sites->gap, most,
                                       &moved, m->err);
    if (status != QP_OK)
        return status;
    for (size_t s = 0; s < sites->count; s++)
        points[s] = discs[s].centre;
    sites->gap = qp_sheet_settle(sheet, points, sites->count, margin,
                                 sites->gap);
    for (size_t s = 0; s < sites->count; s++)
        sites->sites[s].at = qp_sheet_place(sheet, points[s]);
    return QP_OK;
}

static qp_status spread(maker *m, const qp_sheet *sheet, double margin)
{
    qp_disc *discs = qp_acquire(m->sites->count, sizeof *discs);
    qp_point *points = qp_acquire(m->sites->count, sizeof *points);
    qp_status status = discs != NULL && points != NULL
                           ? spread_with(m, sheet, margin, discs, points)
                           : qp_fail(m->err, QP_E_MEMORY,
                                     "no memory for sites");
    qp_release(discs);
    qp_release(points);
    return status;
}

/* ------------------------------------------------------------------- sites */

qp_status qp_sites_place(const qp_network *net, const qp_multiplex_scene *scene,
                         const qp_sheet *sheet, double margin, qp_sites *sites,
                         qp_error *err)
{
    maker m = {.net = net, .scene = scene, .sites = sites, .err = err};
    *sites = (qp_sites){0};
    qp_status status = find_sites(&m);
    if (status == QP_OK && sites->geographic)
        status = face_east(&m);
    if (status == QP_OK && sites->count > 0) {
        sketch(&m);
        status = spread(&m, sheet, margin);
    }
    if (status != QP_OK)
        qp_sites_clear(sites);
    return status;
}

void qp_sites_clear(qp_sites *sites)
{
    qp_release(sites->sites);
    *sites = (qp_sites){0};
}

static int by_region(const void *left, const void *right)
{
    const qp_site *a = left;
    const qp_site *b = right;
    return (a->region > b->region) - (a->region < b->region);
}

const qp_site *qp_sites_find(const qp_sites *sites, qp_row region)
{
    const qp_site sought = {.region = region};
    if (sites->count == 0)
        return NULL;
    return bsearch(&sought, sites->sites, sites->count, sizeof sought,
                   by_region);
}
