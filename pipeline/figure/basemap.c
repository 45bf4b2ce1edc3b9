/* SPDX-License-Identifier: MIT */
#include "figure/basemap.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"

static const double unit = 0.01;     /* degrees */
static const double nearest = 0.8;   /* points between two vertices */
static const double least_area = 1.; /* square points of an island */
enum { MOST_BYTES = 64 << 20 };

void qp_basemap_clear(qp_basemap *land)
{
    for (size_t i = 0; i < land->count; i++)
        qp_polygon_clear(&land->rings[i].shape);
    qp_release(land->rings);
    *land = (qp_basemap){0};
}

static qp_status bad_line(const char *path, size_t line, qp_error *err)
{
    return qp_fail(err, QP_E_FORMAT,
                   "%s:%zu: not a ring: L or H, then pairs of whole numbers",
                   path, line);
}

/* The next whole number of a line that ends in '\0'. */
static bool next_number(char **at, double *value)
{
    char *end;
    long number = strtol(*at, &end, 10);
    if (end == *at || number < -1000000 || number > 1000000)
        return false;
    *at = end;
    *value = (double)number * unit;
    return true;
}

/* One line as a ring in degrees; false where it is none. */
static qp_status read_ring(char *text, qp_polygon *ring, bool *good,
                           qp_error *err)
{
    qp_point at = {0};
    qp_status status = QP_OK;
    ring->count = 0;
    *good = true;
    while (status == QP_OK && *good && *text != '\0') {
        qp_point step = {0};
        *good = next_number(&text, &step.x) && next_number(&text, &step.y);
        at.x += step.x;
        at.y += step.y;
        if (*good)
            status = qp_polygon_add(ring, at, err);
    }
    *good = *good && ring->count >= 3;
    return status;
}

/* Long straight edges (along a cut, along a parallel) are curves on the map. */
static qp_status add_projected(const qp_view *view, qp_point a, qp_point b,
                               qp_polygon *page, qp_error *err)
{
    const double longest = 2; /* degrees */
    double far = fmax(fabs(b.x - a.x), fabs(b.y - a.y));
    int parts = (int)ceil(far / longest);
    qp_status status = QP_OK;
    for (int i = 1; i <= parts && status == QP_OK; i++) {
        double t = (double)i / parts;
        qp_point p = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        qp_point placed;
        if (qp_view_place(view, p, &placed))
            status = qp_polygon_add(page, placed, err);
    }
    return status;
}

static qp_status project(const qp_view *view, const qp_polygon *degrees,
                         qp_polygon *page, qp_error *err)
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < degrees->count && status == QP_OK; i++) {
        size_t before = i > 0 ? i - 1 : degrees->count - 1;
        status = add_projected(view, degrees->points[before],
                               degrees->points[i], page, err);
    }
    return status;
}

static qp_status keep(qp_basemap *land, qp_polygon *shape, bool water,
                      qp_error *err)
{
    if (!qp_grow((void **)&land->rings, &land->room, land->count,
                 sizeof *land->rings))
        return qp_fail(err, QP_E_MEMORY, "no memory for the land");
    land->rings[land->count++] = (qp_ring){*shape, water};
    *shape = (qp_polygon){0};
    return QP_OK;
}

static qp_status moved(const qp_polygon *ring, double by, qp_polygon *copy,
                       qp_error *err)
{
    qp_status status = QP_OK;
    copy->count = 0;
    for (size_t i = 0; i < ring->count && status == QP_OK; i++)
        status = qp_polygon_add(
            copy, (qp_point){ring->points[i].x + by, ring->points[i].y}, err);
    return status;
}

/** What adding one ring needs. */
typedef struct {
    const qp_view *view;
    qp_box degrees; ///< what the view may show
    qp_basemap *land;
} cutter;

/* Cut in degrees, where the seam is a straight line; then, on the page, cut
 * to the frame. */
static qp_status add_cut(const cutter *c, qp_polygon *degrees, bool water,
                         qp_error *err)
{
    qp_polygon page = {0};
    qp_status status = qp_polygon_clip(degrees, &c->degrees, err);
    if (status == QP_OK)
        status = project(c->view, degrees, &page, err);
    if (status == QP_OK)
        status = qp_polygon_clip(&page, &c->view->frame, err);
    if (status == QP_OK) {
        qp_polygon_thin(&page, nearest);
        if (page.count >= 3 && qp_polygon_area(&page) >= least_area)
            status = keep(c->land, &page, water, err);
    }
    qp_polygon_clear(&page);
    return status;
}

/* A ring may show on either side of the seam, or on both. */
static qp_status add_ring(const cutter *c, const qp_polygon *ring, bool water,
                          qp_error *err)
{
    qp_polygon copy = {0};
    qp_status status = QP_OK;
    for (int turn = -2; turn <= 2 && status == QP_OK; turn++) {
        qp_box box = qp_box_round(ring->points, ring->count);
        box.left += 360 * turn;
        box.right += 360 * turn;
        if (!qp_box_overlaps(&box, &c->degrees))
            continue;
        status = moved(ring, 360 * turn, &copy, err);
        if (status == QP_OK)
            status = add_cut(c, &copy, water, err);
    }
    qp_polygon_clear(&copy);
    return status;
}

static qp_status add_line(const cutter *c, char *line, qp_polygon *ring,
                          bool *good, qp_error *err)
{
    *good = true;
    if (line[0] == '\0' || line[0] == '#')
        return QP_OK;
    *good = line[0] == 'L' || line[0] == 'H';
    if (!*good)
        return QP_OK;
    qp_status status = read_ring(line + 1, ring, good, err);
    if (status == QP_OK && *good)
        status = add_ring(c, ring, line[0] == 'H', err);
    return status;
}

static qp_status add_lines(const cutter *c, const char *path, char *text,
                           qp_error *err)
{
    qp_polygon ring = {0};
    qp_status status = QP_OK;
    size_t number = 1;
    for (char *line = text; line != NULL && status == QP_OK; number++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        bool good = true;
        status = add_line(c, line, &ring, &good, err);
        if (status == QP_OK && !good)
            status = bad_line(path, number, err);
        line = end != NULL ? end + 1 : NULL;
    }
    qp_polygon_clear(&ring);
    return status;
}

qp_status qp_basemap_read(const char *path, const qp_view *view,
                          qp_basemap *land, qp_error *err)
{
    qp_basemap_clear(land);
    if (view->projection == NULL)
        return QP_OK;
    qp_text file = {0};
    qp_status status = qp_file_read(path, MOST_BYTES, &file, err);
    if (status == QP_OK && file.size > 0) {
        qp_extent e = qp_view_extent(view);
        cutter c = {view, {e.west, e.south, e.east, e.north}, land};
        status = add_lines(&c, path, file.bytes, err);
    }
    qp_text_clear(&file);
    if (status != QP_OK)
        qp_basemap_clear(land);
    return status;
}
