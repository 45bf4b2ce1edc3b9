/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "figure/basemap.h"
#include "support/leak.h"

static char path[] = "/tmp/qipan-land-XXXXXX";

static void write_land(const char *content)
{
    strcpy(path, "/tmp/qipan-land-XXXXXX");
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    cr_assert_eq(write(file, content, strlen(content)),
                 (ssize_t)strlen(content));
    close(file);
}

/* A map of France: an Albers projection round 46 N 2 E. */
static qp_view france(void)
{
    const double lon[] = {-4, 8};
    const double lat[] = {43, 51};
    const qp_view_room room = {360, 493, 440};
    qp_view view;
    cr_assert_eq(qp_view_open(lon, lat, 2, &room, &view, NULL), QP_OK);
    return view;
}

static qp_status read_land(const char *content, qp_basemap *land, qp_error *err)
{
    qp_view view = france();
    write_land(content);
    qp_status status = qp_basemap_read(path, &view, land, err);
    unlink(path);
    qp_view_close(&view);
    return status;
}

/* A square of two degrees round 2 E 47 N, with a lake, and one far away. */
static const char islands[] = "# islands\n"
                              "L 100 4600 200 0 0 200 -200 0\n"
                              "H 150 4650 50 0 0 50 -50 0\n"
                              "L 10000 0 200 0 0 200 -200 0\n";

QP_TEST(basemap, keeps_what_the_view_shows)
{
    qp_basemap land = {0};
    qp_error err = {0};
    cr_assert_eq(read_land(islands, &land, &err), QP_OK, "%s", err.message);
    cr_assert_eq(land.count, 2);
    cr_assert_not(land.rings[0].water);
    cr_assert(land.rings[1].water);
    /* the lake has a quarter of each side, a sixteenth of the area */
    double share = qp_polygon_area(&land.rings[1].shape) /
                   qp_polygon_area(&land.rings[0].shape);
    cr_assert_float_eq(share, 1.0 / 16, 0.002);
    qp_basemap_clear(&land);
}

QP_TEST(basemap, cuts_land_at_the_frame)
{
    qp_basemap land = {0};
    cr_assert_eq(read_land("L -9000 0 18000 0 0 8000 -18000 0\n", &land, NULL),
                 QP_OK);
    qp_view view = france();
    cr_assert_eq(land.count, 1);
    qp_box box = qp_box_round(land.rings[0].shape.points,
                              land.rings[0].shape.count);
    cr_assert_float_eq(box.left, 0, 1e-6);
    cr_assert_float_eq(box.right, view.frame.right, 1e-6);
    cr_assert_float_eq(box.top, view.frame.top, 1e-6);
    qp_view_close(&view);
    qp_basemap_clear(&land);
}

QP_TEST(basemap, names_the_line_that_is_no_ring)
{
    static const char *const bad[] = {"L 1 2 3\n", "L 1 2 3 4\n",
                                      "X 1 2 3 4 5 6\n", "L 1 2 3 four 5 6\n",
                                      "L 1 2 99999999 4 5 6\n"};
    for (size_t b = 0; b < sizeof bad / sizeof *bad; b++) {
        char content[256];
        char place[64];
        qp_basemap land = {0};
        qp_error err = {0};
        snprintf(content, sizeof content, "%s%s", islands, bad[b]);
        cr_assert_eq(read_land(content, &land, &err), QP_E_FORMAT, "%s",
                     bad[b]);
        snprintf(place, sizeof place, "%s:5: ", path);
        cr_assert_eq(strncmp(err.message, place, strlen(place)), 0, "%s",
                     err.message);
        cr_assert_eq(land.count, 0);
    }
}

QP_TEST(basemap, that_is_missing_is_a_failure)
{
    qp_view view = france();
    qp_basemap land = {0};
    qp_error err = {0};
    cr_assert_eq(qp_basemap_read("/nowhere/land.txt", &view, &land, &err),
                 QP_E_IO);
    qp_view_close(&view);
}

/* The one that comes along: the world and every half of it can be read. */
QP_TEST(basemap, of_the_program_shows_land_everywhere)
{
    static const double places[][4] = {{-170, 170, -50, 70},
                                       {100, 125, 20, 45},
                                       {-80, -35, -50, 10},
                                       {165, 185, -45, -15},
                                       {-20, 60, 60, 85}};
    const qp_view_room room = {360, 493, 440};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const double *p = places[i];
        const double lon[] = {p[0], p[1], (p[0] + p[1]) / 2};
        const double lat[] = {p[2], p[3], p[3]};
        qp_view view;
        qp_basemap land = {0};
        cr_assert_eq(qp_view_open(lon, lat, 3, &room, &view, NULL), QP_OK);
        cr_assert_eq(qp_basemap_read(QP_SOURCE_DIR "/data/basemap/land.txt",
                                     &view, &land, NULL),
                     QP_OK);
        cr_assert_gt(land.count, 0, "view %zu", i);
        qp_basemap_clear(&land);
        qp_view_close(&view);
    }
}
