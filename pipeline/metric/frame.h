/* SPDX-License-Identifier: MIT */
/**
 * @file metric/frame.h
 * @brief Which layers and which windows a panel runs over, and the rows that
 *        are made on the way.
 *
 *      --window 2014:2019:2      [2014, 2016)  [2016, 2018)  [2018, 2019)
 *
 * The last window ends where the period ends, also when that makes it shorter.
 */
#ifndef QP_METRIC_FRAME_H
#define QP_METRIC_FRAME_H

#include "core/status.h"
#include "net/network.h"
#include "panel/panel.h"

/** What was asked for; `{0}` with QP_NO_PERIOD asks for everything. */
typedef struct {
    const char *const *layers; ///< [layer_count] ids; none: all layers
    size_t layer_count;
    qp_period window; ///< QP_NO_PERIOD: the whole period
    int step_months;  ///< 0: one window
} qp_frame_options;

typedef struct {
    qp_row *layers; ///< [layer_count] ascending, each once
    size_t layer_count;
    qp_period *windows; ///< [window_count] in order of time
    size_t window_count;
} qp_frame;

/**
 * Find the layers and cut the windows.
 *
 * @param[out] frame  set; untouched on failure; clear it after use
 * @retval QP_E_MISUSE  the network has no layer of this id
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_frame_settle(const qp_network *net,
                                     const qp_frame_options *options,
                                     qp_frame *frame, qp_error *err);

void qp_frame_clear(qp_frame *frame);

/** Record a misuse of an option: "--layer 'x': EXPECTED". QP_E_MISUSE. */
qp_status qp_frame_misuse(qp_error *err, const char *option, const char *value,
                          const char *expected);

/** The layer and window at hand, as texts of the panel. */
typedef struct {
    qp_string layer; ///< QP_NONE: none, or several
    qp_string unit;  ///< of the layer
    qp_string window;
} qp_frame_place;

/** Come to another layer; QP_NONE: to none. */
void qp_frame_enter_layer(const qp_network *net, qp_row layer, qp_panel *panel,
                          qp_frame_place *place);

/** Come to another window: "2018..2019", "" for the whole period. */
void qp_frame_enter_window(qp_period window, qp_panel *panel,
                           qp_frame_place *place);

/** Is window `to` compared with an earlier one? With the one before it, and
 * the last with the first. */
bool qp_frame_is_compared(size_t windows, size_t from, size_t to);

/** Come to the change from one window to another: "2018>2019". */
void qp_frame_enter_change(qp_period from, qp_period to, qp_panel *panel,
                           qp_frame_place *place);

/** A row of this layer and window, without a value yet. */
qp_panel_row qp_frame_row(qp_panel *panel, const qp_frame_place *place,
                          qp_metric metric, qp_string subject);

/** Give a row its value; where it is NaN, the reason. */
void qp_frame_give(qp_panel_row *row, double value, qp_reason reason);

#endif
