/* SPDX-License-Identifier: MIT */
/**
 * @file stages/window.h
 * @brief --window FROM:TO[:STEP], understood.
 */
#ifndef QP_STAGES_WINDOW_H
#define QP_STAGES_WINDOW_H

#include "core/date.h"
#include "core/status.h"

typedef struct {
    qp_period period; ///< half-open; QP_NO_PERIOD when no window was asked
    int step_months;  ///< 0: one window
} qp_window;

/**
 * Read `2014:2019`, `2014:2019:1` (a step of a year), `2014-01:2015-01:6m`.
 * A window is half-open: 2014:2015 is the year 2014.
 *
 * @param[in]  text    NULL: no window
 * @retval QP_E_MISUSE the text is no window; *window is then as it was
 */
QP_CHECKED qp_status qp_window_read(const char *text, qp_window *window,
                                    qp_error *err);

#endif
