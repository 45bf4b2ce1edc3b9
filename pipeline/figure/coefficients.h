/* SPDX-License-Identifier: MIT */
/**
 * @file figure/coefficients.h
 * @brief How flows go with size, distance and borders: the coefficients of the
 *        gravity models, with their intervals, by layer.
 *
 *      Size of the origin (log)                       Coefficient [95 %]  Pairs
 *          capital         :        |-o-|             0.75 [0.59, 0.90]     380
 *          talent          :        |-o-|             0.75 [0.59, 0.91]     380
 *      Distance (log)
 *          capital     |o| :                         -0.99 [-1.04, -0.95]   380
 *                  +-------+----------+
 *                 -1       0          1
 *
 *      mark      filled: it differs from 0, p < 0.05 (borders: q)
 *      whisker   95 % interval
 */
#ifndef QP_FIGURE_COEFFICIENTS_H
#define QP_FIGURE_COEFFICIENTS_H

#include "core/status.h"
#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"
#include "panel/panel.h"

typedef struct {
    qp_period window; ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const qp_paper *paper; ///< NULL: the usual one
} qp_coefficients_options;

/**
 * Draw `gravity_coefficient` of all layers in one window and, where the panel
 * holds it, `border_effect`.
 *
 * At most 40 coefficients are shown, in the order of terms, then of layers; the
 * constant, which tells nothing, is not. Without any there is no chart, and the
 * sheet says why.
 *
 * @param[in]  panel    sorted; all that was measured
 * @param[out] dot      added to: DOT with pinned geometry
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(layers * (log rows + coefficients) + links).
 */
QP_CHECKED qp_status qp_coefficients(const qp_network *net,
                                     const qp_panel *panel,
                                     const qp_coefficients_options *options,
                                     qp_text *dot, qp_error *err);

/** Does the panel hold a coefficient in this window? */
bool qp_coefficients_have_something(const qp_network *net,
                                    const qp_panel *panel,
                                    const qp_coefficients_options *options);

#endif
