/* SPDX-License-Identifier: MIT */
/**
 * @file figure/telling.h
 * @brief How a row of a panel is told: in words, and by its mark.
 *
 *      0.31 [0.22, 0.40]; by chance 0; q = 0.003; n = 42
 *
 *      filled   it differs from chance: q < 0.05
 *      hollow   it may be chance
 *      diamond  nothing is tested
 */
#ifndef QP_FIGURE_TELLING_H
#define QP_FIGURE_TELLING_H

#include "core/words.h"
#include "figure/plot.h"
#include "panel/panel.h"

typedef enum {
    QP_TOLD_UNTESTED,
    QP_TOLD_BY_CHANCE, ///< q >= 0.05, or too few replicates to tell
    QP_TOLD_FINDING,   ///< q < 0.05; p where the metric has no family
    QP_TOLD_COUNT
} qp_told;

/** What is tested is the value against `expected`. */
qp_told qp_telling(const qp_panel_row *row);

/** Filled, hollow, or a diamond. */
qp_mark_shape qp_telling_shape(qp_told told);

/** Is there an interval of 95 %? Bounds and ranges of other kinds are none. */
bool qp_telling_has_interval(const qp_panel_row *row);

/** Add "0.31 [0.22, 0.40]", to two digits of the interval's width; without one
 * the value to three digits. */
void qp_telling_add_value(const qp_panel_row *row, qp_text *out);

/** Add a p or q as it is told: "q = 0.003", "p < 0.001". */
void qp_telling_add_chance(const char *letter, double chance, qp_text *out);

/**
 * Add all that a row says: value with its unit, interval, what chance gives, q
 * (p where there is none), n. Where there is no value the reason.
 */
void qp_telling_add(const qp_panel *panel, const qp_panel_row *row,
                    qp_language language, qp_text *out);

/**
 * Add why a figure of one metric has nothing to show.
 * @param[in] count   rows that a panel given has of it; 0: none was given
 * @param[in] reason  of the first of them
 */
void qp_telling_add_absence(qp_metric metric, size_t count, qp_reason reason,
                            qp_language language, qp_text *out);

#endif
