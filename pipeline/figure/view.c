/* SPDX-License-Identifier: MIT */
#include "figure/view.h"

#include <math.h>

enum { WORLD_SOUTH = -60, WORLD_NORTH = 85 };

static const double margin_share = 0.13;  /* of the longer side */
static const double least_side = 120000;  /* metres: a single city */
static const double widest_aspect = 1.55; /* width / height */
static const double tallest_aspect = 0.74;

/* The seam itself belongs to both edges of the map; stay just inside. */
static const double to_seam = 179.999;

static void include(qp_box *box, qp_point p, bool first)
{
    qp_box grown = {fmin(box->left, p.x), fmin(box->bottom, p.y),
                    fmax(box->right, p.x), fmax(box->top, p.y)};
    *box = first ? (qp_box){p.x, p.y, p.x, p.y} : grown;
}

static qp_box box_of_places(const qp_view *view, const double *lon,
                            const double *lat, size_t count)
{
    qp_box box = {0};
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        qp_point p;
        if (!qp_projection_forward(view->projection, (qp_point){lon[i], lat[i]},
                                   &p))
            continue;
        include(&box, p, first);
        first = false;
    }
    return box;
}

static void widen(double *low, double *high, double by)
{
    *low -= by / 2;
    *high += by / 2;
}

/* A margin on all sides, and then a shape that suits a page. */
static void make_roomy(qp_box *box)
{
    double width = box->right - box->left;
    double height = box->top - box->bottom;
    double margin = 2 * margin_share * fmax(fmax(width, height), least_side);
    width += margin;
    height += margin;
    widen(&box->left, &box->right, margin);
    widen(&box->bottom, &box->top, margin);
    if (width < height * tallest_aspect)
        widen(&box->left, &box->right, height * tallest_aspect - width);
    if (height < width / widest_aspect)
        widen(&box->bottom, &box->top, width / widest_aspect - height);
}

static qp_box box_of_world(const qp_view *view)
{
    const double lon = view->choice.lon;
    const qp_point ends[] = {{lon - to_seam, 0},
                             {lon + to_seam, 0},
                             {lon, WORLD_SOUTH},
                             {lon, WORLD_NORTH}};
    qp_box box = {0};
    for (int i = 0; i < 4; i++) {
        qp_point p;
        if (qp_projection_forward(view->projection, ends[i], &p))
            include(&box, p, i == 0);
    }
    return box;
}

static void fit(qp_view *view, const qp_box *metres, double width,
                double height)
{
    double wide = metres->right - metres->left;
    double high = metres->top - metres->bottom;
    view->scale = fmin(width / wide, height / high);
    view->origin = (qp_point){metres->left, metres->bottom};
    view->frame = (qp_box){0, 0, wide * view->scale, high * view->scale};
}

qp_status qp_view_open(const double *lon, const double *lat, size_t count,
                       const qp_view_room *room, qp_view *view, qp_error *err)
{
    *view = (qp_view){.frame = {0, 0, room->width, room->width}};
    if (count == 0)
        return QP_OK;

    qp_extent extent;
    qp_status status = qp_extent_round(lon, lat, count, &extent, err);
    if (status != QP_OK)
        return status;
    view->choice = qp_projection_choose(&extent);
    view->world = view->choice.kind == QP_EQUAL_EARTH;
    status = qp_projection_open(&view->choice, &view->projection, err);
    if (status != QP_OK)
        return status;

    qp_box metres = view->world ? box_of_world(view)
                                : box_of_places(view, lon, lat, count);
    if (!view->world)
        make_roomy(&metres);
    fit(view, &metres, view->world ? room->world_width : room->width,
        room->height);
    return QP_OK;
}

bool qp_view_place(const qp_view *view, qp_point degrees, qp_point *page)
{
    qp_point p;
    if (view->projection == NULL ||
        !qp_projection_forward(view->projection, degrees, &p))
        return false;
    page->x = (p.x - view->origin.x) * view->scale;
    page->y = (p.y - view->origin.y) * view->scale;
    return true;
}

static double from_centre(const qp_view *view, double lon)
{
    return remainder(lon - view->choice.lon, 360);
}

/* One point of the frame's edge, 0 <= t < 4, one unit a side. */
static qp_point on_edge(const qp_view *view, double t)
{
    double side = floor(t);
    double part = t - side;
    double x[] = {part, 1, 1 - part, 0};
    double y[] = {0, part, 1, 1 - part};
    int s = (int)side % 4;
    return (qp_point){view->origin.x + x[s] * view->frame.right / view->scale,
                      view->origin.y + y[s] * view->frame.top / view->scale};
}

static bool shows(const qp_view *view, double lon, double lat)
{
    qp_point page;
    return qp_view_place(view, (qp_point){lon, lat}, &page) && page.x >= 0 &&
           page.x <= view->frame.right && page.y >= 0 &&
           page.y <= view->frame.top;
}

/* A pole inside the frame is on none of its edges, and every longitude meets
 * there. */
static void include_poles(const qp_view *view, qp_extent *extent)
{
    for (int pole = -90; pole <= 90; pole += 180)
        if (shows(view, view->choice.lon, pole)) {
            extent->west = view->choice.lon - to_seam;
            extent->east = view->choice.lon + to_seam;
            extent->south = fmin(extent->south, pole);
            extent->north = fmax(extent->north, pole);
        }
}

static qp_extent whole_earth(const qp_view *view)
{
    return (qp_extent){view->choice.lon - to_seam, view->choice.lon + to_seam,
                       -90, 90};
}

qp_extent qp_view_extent(const qp_view *view)
{
    enum { SAMPLES = 160 };
    const double spare = 3;
    qp_extent e = {0, 0, 90, -90};
    if (view->world) {
        e = whole_earth(view);
        e.south = WORLD_SOUTH;
        e.north = WORLD_NORTH;
        return e;
    }
    for (int i = 0; i < SAMPLES; i++) {
        qp_point at;
        if (!qp_projection_inverse(view->projection,
                                   on_edge(view, 4.0 * i / SAMPLES), &at))
            return whole_earth(view);
        e.west = fmin(e.west, from_centre(view, at.x));
        e.east = fmax(e.east, from_centre(view, at.x));
        e.south = fmin(e.south, at.y);
        e.north = fmax(e.north, at.y);
    }
    e.west = fmax(e.west - spare, -to_seam) + view->choice.lon;
    e.east = fmin(e.east + spare, to_seam) + view->choice.lon;
    e.south = fmax(e.south - spare, -90);
    e.north = fmin(e.north + spare, 90);
    include_poles(view, &e);
    return e;
}

/* Up the eastern seam and down the western one; the parallels that close the
 * outline are straight lines in Equal Earth. */
static qp_status outline_of_world(const qp_view *view, qp_polygon *outline,
                                  qp_error *err)
{
    qp_status status = QP_OK;
    for (int side = 1; side >= -1; side -= 2)
        for (int lat = WORLD_SOUTH; lat <= WORLD_NORTH && status == QP_OK;
             lat++) {
            double to = side > 0 ? lat : WORLD_SOUTH + WORLD_NORTH - lat;
            qp_point page;
            if (qp_view_place(view,
                              (qp_point){view->choice.lon + side * to_seam, to},
                              &page))
                status = qp_polygon_add(outline, page, err);
        }
    return status;
}

qp_status qp_view_outline(const qp_view *view, qp_polygon *outline,
                          qp_error *err)
{
    qp_polygon_clear(outline);
    if (view->world)
        return outline_of_world(view, outline, err);
    const qp_point corners[] = {{0, 0},
                                {view->frame.right, 0},
                                {view->frame.right, view->frame.top},
                                {0, view->frame.top}};
    qp_status status = QP_OK;
    for (int c = 0; c < 4 && status == QP_OK; c++)
        status = qp_polygon_add(outline, corners[c], err);
    return status;
}

void qp_view_close(qp_view *view)
{
    qp_projection_close(view->projection);
    *view = (qp_view){0};
}
