/* SPDX-License-Identifier: MIT */
#include "figure/projection.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/memory.h"

struct qp_projection {
    PJ_CONTEXT *context;
    PJ *pj;
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double within_turn(double lon)
{
    double turned = fmod(lon + 180, 360);
    return turned < 0 ? turned + 180 : turned - 180;
}

/* All longitudes but the widest gap between neighbours. */
static void widest_gap_left_out(const double *sorted, size_t count,
                                qp_extent *extent)
{
    double gap = sorted[0] + 360 - sorted[count - 1];
    extent->west = sorted[0];
    extent->east = sorted[count - 1];
    for (size_t i = 1; i < count; i++)
        if (sorted[i] - sorted[i - 1] > gap) {
            gap = sorted[i] - sorted[i - 1];
            extent->west = sorted[i];
            extent->east = sorted[i - 1] + 360;
        }
}

qp_status qp_extent_round(const double *lon, const double *lat, size_t count,
                          qp_extent *extent, qp_error *err)
{
    double *sorted = qp_acquire(count, sizeof *sorted);
    if (sorted == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu places", count);
    extent->south = extent->north = lat[0];
    for (size_t i = 0; i < count; i++) {
        sorted[i] = within_turn(lon[i]);
        extent->south = fmin(extent->south, lat[i]);
        extent->north = fmax(extent->north, lat[i]);
    }
    qsort(sorted, count, sizeof *sorted, ascending);
    widest_gap_left_out(sorted, count, extent);
    qp_release(sorted);
    return QP_OK;
}

static double sine(double degrees)
{
    return sin(degrees * acos(-1.0) / 180);
}

/* A cone so flat that its tip is far away is better drawn as a plane; one so
 * pointed that it holds the pole likewise. */
static bool suits_a_cone(const qp_projection_choice *c, const qp_extent *extent)
{
    double cone = (sine(c->parallels[0]) + sine(c->parallels[1])) / 2;
    return fabs(cone) > 0.15 && extent->north < 78 && extent->south > -78 &&
           (extent->south >= 0 || extent->north <= 0 || fabs(cone) > 0.3);
}

static double to_half_degree(double degrees)
{
    return floor(degrees * 2 + 0.5) / 2;
}

qp_projection_choice qp_projection_choose(const qp_extent *extent)
{
    /* 11 E puts the seam of the world into the Bering Strait */
    if (extent->east - extent->west > 180)
        return (qp_projection_choice){.kind = QP_EQUAL_EARTH, .lon = 11};

    double height = extent->north - extent->south;
    qp_projection_choice choice = {
        .kind = QP_ALBERS,
        .lon = within_turn(to_half_degree((extent->west + extent->east) / 2)),
        .lat = to_half_degree((extent->south + extent->north) / 2),
        .parallels = {to_half_degree(extent->south + height / 6),
                      to_half_degree(extent->north - height / 6)},
    };
    if (!suits_a_cone(&choice, extent))
        choice.kind = QP_LAMBERT;
    return choice;
}

static void definition(const qp_projection_choice *c, char text[160])
{
    switch (c->kind) {
    case QP_EQUAL_EARTH:
        snprintf(text, 160, "+proj=eqearth +lon_0=%.1f +R=6371000", c->lon);
        break;
    case QP_LAMBERT:
        snprintf(text, 160, "+proj=laea +lat_0=%.1f +lon_0=%.1f +R=6371000",
                 c->lat, c->lon);
        break;
    case QP_ALBERS:
        snprintf(text, 160,
                 "+proj=aea +lat_1=%.1f +lat_2=%.1f +lon_0=%.1f +R=6371000",
                 c->parallels[0], c->parallels[1], c->lon);
        break;
    }
}

qp_status qp_projection_open(const qp_projection_choice *choice,
                             qp_projection **projection, qp_error *err)
{
    char text[160];
    definition(choice, text);
    qp_projection *p = qp_acquire(1, sizeof *p);
    if (p == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a projection");
    p->context = proj_context_create();
    if (p->context != NULL) {
        proj_context_set_enable_network(p->context, 0);
        proj_log_level(p->context, PJ_LOG_NONE);
        p->pj = proj_create(p->context, text);
    }
    if (p->pj == NULL) {
        qp_projection_close(p);
        return qp_fail(err, QP_E_NUMERIC, "PROJ refuses '%s'", text);
    }
    *projection = p;
    return QP_OK;
}

bool qp_projection_forward(const qp_projection *projection, qp_point degrees,
                           qp_point *metres)
{
    PJ_COORD in = proj_coord(proj_torad(degrees.x), proj_torad(degrees.y), 0,
                             0);
    proj_errno_reset(projection->pj);
    PJ_COORD out = proj_trans(projection->pj, PJ_FWD, in);
    *metres = (qp_point){out.xy.x, out.xy.y};
    return isfinite(metres->x) && isfinite(metres->y);
}

bool qp_projection_inverse(const qp_projection *projection, qp_point metres,
                           qp_point *degrees)
{
    proj_errno_reset(projection->pj);
    PJ_COORD out = proj_trans(projection->pj, PJ_INV,
                              proj_coord(metres.x, metres.y, 0, 0));
    *degrees = (qp_point){proj_todeg(out.lp.lam), proj_todeg(out.lp.phi)};
    return isfinite(degrees->x) && isfinite(degrees->y);
}

void qp_projection_close(qp_projection *projection)
{
    if (projection == NULL)
        return;
    if (projection->pj != NULL)
        proj_destroy(projection->pj);
    if (projection->context != NULL)
        proj_context_destroy(projection->context);
    qp_release(projection);
}
