/* SPDX-License-Identifier: MIT */
#include "figure/sheet.h"

#include <assert.h>
#include <math.h>

static const double flat = 0.75; /* a sheet is seen from its front */

qp_point qp_sheet_point(const qp_sheet *sheet, double u, double v)
{
    return (qp_point){sheet->corner.x + sheet->width * u + sheet->lean * v,
                      sheet->corner.y + sheet->height * v};
}

qp_point qp_sheet_place(const qp_sheet *sheet, qp_point page)
{
    double v = (page.y - sheet->corner.y) / sheet->height;
    double u = (page.x - sheet->corner.x - sheet->lean * v) / sheet->width;
    return (qp_point){u, v};
}

/* A margin at right angles to a slanted edge is more along x. */
static double beside(const qp_sheet *sheet, double margin)
{
    return margin * hypot(sheet->lean, sheet->height) / sheet->height;
}

/* The margin as shares of width and height. */
static qp_point edge_of(const qp_sheet *sheet, double margin)
{
    return (qp_point){beside(sheet, margin) / sheet->width,
                      margin / sheet->height};
}

bool qp_sheet_holds(const qp_sheet *sheet, qp_point page, double margin)
{
    const double rounding = 1e-9;
    qp_point edge = edge_of(sheet, margin - rounding);
    qp_point at = qp_sheet_place(sheet, page);
    return at.x >= edge.x && at.x <= 1 - edge.x && at.y >= edge.y &&
           at.y <= 1 - edge.y;
}

/* Back inside the margins. */
static qp_point held(const qp_sheet *sheet, qp_point page, double margin)
{
    qp_point edge = edge_of(sheet, margin);
    qp_point at = qp_sheet_place(sheet, page);
    return qp_sheet_point(sheet, fmax(edge.x, fmin(at.x, 1 - edge.x)),
                          fmax(edge.y, fmin(at.y, 1 - edge.y)));
}

static bool is_free(const qp_point points[], size_t count, qp_point at,
                    double apart)
{
    for (size_t i = 0; i < count; i++)
        if (qp_point_distance(points[i], at) < apart)
            return false;
    return true;
}

/* The first free place on a spiral of even density, as the seeds of a
 * sunflower stand (Vogel 1979); false when there is none on the sheet. */
static bool find_place(const qp_sheet *sheet, qp_point points[], size_t self,
                       double margin, double apart)
{
    const double golden = acos(-1.0) * (3 - sqrt(5.0));
    const double step = apart / 4;
    const double far = (sheet->width + sheet->height + sheet->lean) / flat;
    qp_point home = held(sheet, points[self], margin);
    for (int seed = 0; step * sqrt(seed) < far; seed++) {
        double away = step * sqrt(seed);
        qp_point at = {home.x + away * cos(golden * seed),
                       home.y + flat * away * sin(golden * seed)};
        if (qp_sheet_holds(sheet, at, margin) &&
            is_free(points, self, at, apart)) {
            points[self] = at;
            return true;
        }
    }
    return false;
}

static bool settle(const qp_sheet *sheet, qp_point points[], size_t count,
                   double margin, double apart)
{
    for (size_t i = 0; i < count; i++)
        if (!find_place(sheet, points, i, margin, apart))
            return false;
    return true;
}

double qp_sheet_settle(const qp_sheet *sheet, qp_point points[], size_t count,
                       double margin, double apart)
{
    const double less = 0.85;
    assert(edge_of(sheet, margin).x < 0.5 && edge_of(sheet, margin).y < 0.5);
    while (!settle(sheet, points, count, margin, apart))
        apart *= less;
    return apart;
}
