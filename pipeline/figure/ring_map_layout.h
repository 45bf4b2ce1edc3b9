/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ring_map_layout.h
 * @brief Where rings, sectors, marks and names stand. Geometry only, nothing
 *        is drawn.
 *
 *            sector 1 | sector 0        angles run clockwise from the top;
 *               o     |   o             a sector is as wide as its fullest ring
 *          -----o---(firm)--o----       needs; in it marks stand in the order of
 *               o       \   o           what they hang on, so that lines seldom
 *            sector 2    \              cross
 */
#ifndef QP_FIGURE_RING_MAP_LAYOUT_H
#define QP_FIGURE_RING_MAP_LAYOUT_H

#include "figure/label.h"
#include "figure/lettering.h"
#include "figure/ring_map_caption.h"

enum { QP_RING_NAME_LINES = 3, QP_RING_HEAD_LINES = 4, QP_RING_FIRM_LINES = 3 };

/** Parts of a line, each a cubic curve. */
enum { QP_RING_PARTS = 3 };

/** A name broken to lines. */
typedef struct {
    qp_text line[QP_RING_HEAD_LINES];
    size_t count;
} qp_ring_name;

typedef struct {
    double from, to; ///< radians, clockwise from the top; from < to
    qp_ring_name name;
    qp_point at; ///< on the baseline of the first line
    int align;   ///< qp_align
} qp_ring_slice;

typedef struct {
    qp_point centre;
    double firm;                       ///< radius of the disc in the middle
    double radius[QP_RINGS_DRAWN + 1]; ///< [ring_count + 1] where marks stand
    double edge[QP_RINGS_DRAWN + 1];   ///< [ring_count + 1] where rings end
    qp_ring_slice slices[QP_RINGS_SECTORS]; ///< [sector_count]
    double *angle;                          ///< [mark_count]
    qp_disc *discs;                         ///< [mark_count]
    qp_arc *ties; ///< [mark_count][QP_RING_PARTS] the line of each mark, from
                  ///< what it hangs on; of no length where it has none
    qp_label *labels;    ///< [mark_count]
    qp_ring_name *names; ///< [mark_count]
    qp_ring_name firm_name;
    size_t unnamed; ///< actors with a mark and without a name
    qp_box content;
} qp_ring_layout;

extern const qp_type qp_type_ring_name;   ///< beside a mark
extern const qp_type qp_type_ring_sector; ///< outside the rings
extern const qp_type qp_type_ring_firm;   ///< in the middle

enum { QP_RING_LEADING = 8, QP_RING_HEAD_LEADING = 10 };

/** The point at an angle and a distance from the middle. */
qp_point qp_ring_point(const qp_ring_layout *layout, double angle,
                       double radius);

/**
 * Lay out a scene; of one without rings nothing but the page.
 * @param[out] layout   replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(marks^2).
 */
QP_CHECKED qp_status qp_ring_layout_make(const qp_ring_topic *topic,
                                         qp_ring_layout *layout, qp_error *err);

void qp_ring_layout_clear(const qp_ring_scene *scene, qp_ring_layout *layout);

#endif
