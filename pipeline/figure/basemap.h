/* SPDX-License-Identifier: MIT */
/**
 * @file figure/basemap.h
 * @brief The outline of the land: read, cut to a view, thinned.
 *
 * The file (data/basemap/README.md) holds one ring a line, in hundredths of
 * a degree, each point after the first as a step from the one before:
 *
 *      L 11640 3990 10 5 -3 8 ...       land
 *      H ...                            water inside land
 */
#ifndef QP_FIGURE_BASEMAP_H
#define QP_FIGURE_BASEMAP_H

#include "figure/view.h"

/** Name of the file that comes with the program, in the folder basemap. */
#define QP_BASEMAP_NAME "land.txt"

typedef struct {
    qp_polygon shape;
    bool water;
} qp_ring;

typedef struct {
    qp_ring *rings; ///< [count] land first, then water
    size_t count;
    size_t room;
} qp_basemap;

/**
 * The land that a view shows, in page coordinates.
 *
 * @param[in]  path  the land file
 * @param[out] land  replaced
 * @retval QP_E_IO      missing or unreadable
 * @retval QP_E_FORMAT  `PATH:LINE: ...`
 */
QP_CHECKED qp_status qp_basemap_read(const char *path, const qp_view *view,
                                     qp_basemap *land, qp_error *err);

void qp_basemap_clear(qp_basemap *land);

#endif
