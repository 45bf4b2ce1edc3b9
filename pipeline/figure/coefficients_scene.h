/* SPDX-License-Identifier: MIT */
/**
 * @file figure/coefficients_scene.h
 * @brief Which coefficients of gravity models there are, no geometry yet.
 */
#ifndef QP_FIGURE_COEFFICIENTS_SCENE_H
#define QP_FIGURE_COEFFICIENTS_SCENE_H

#include "figure/telling.h"
#include "net/network.h"

/** In this order on the sheet. */
typedef enum {
    QP_TERM_ORIGIN,           ///< ln size of the origin
    QP_TERM_DESTINATION,      ///< ln size of the destination
    QP_TERM_DISTANCE,         ///< ln distance
    QP_TERM_DISTANCE_EFFECTS, ///< likewise, with effects of both ends
    QP_TERM_BARRIER,          ///< a level of barrier against the lowest
    QP_TERM_COUNT
} qp_term;

/** One coefficient. The row is borrowed from the panel. */
typedef struct {
    qp_term term;
    double level; ///< of a barrier; else 0
    qp_row layer;
    const qp_panel_row *row; ///< its value is a number
    qp_told told;
} qp_term_value;

typedef struct {
    qp_term_value *values; ///< [count] by term, level, layer
    size_t count;
    size_t all;                        ///< those that have no room among them
    size_t valueless[QP_REASON_COUNT]; ///< rows without a value, by reason
    size_t in_panel;                   ///< rows with a value or without
    size_t layers;                     ///< with a value
    size_t distances;                  ///< layers with one of distance
    size_t nearer; ///< of them: it is negative, and a finding; that with
                   ///< effects where there is one
} qp_coefficients_scene;

/** Rows that have room. */
enum { QP_COEFFICIENTS_ROWS = 40 };

/**
 * Look them up.
 *
 * @param[in]  window    QP_NO_PERIOD: the whole period
 * @param[out] scene     replaced; clear it after use; the panel must outlive it
 * @retval QP_E_MEMORY   no room
 */
QP_CHECKED qp_status qp_coefficients_gather(const qp_network *net,
                                            const qp_panel *panel,
                                            qp_period window,
                                            qp_coefficients_scene *scene,
                                            qp_error *err);

/** Do two coefficients stand under one heading? */
bool qp_terms_are_one(const qp_term_value *a, const qp_term_value *b);

void qp_coefficients_scene_clear(qp_coefficients_scene *scene);

#endif
