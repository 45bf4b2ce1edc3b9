/* SPDX-License-Identifier: MIT */
/**
 * @file figure/dating.h
 * @brief The time that a figure shows: as panels name it, and for readers.
 */
#ifndef QP_FIGURE_DATING_H
#define QP_FIGURE_DATING_H

#include "core/text.h"
#include "net/network.h"

enum { QP_WINDOW_NAME_SIZE = 2 * QP_DAY_SIZE + 2 };

/** A window as panels name it: "2014..2015"; "" for the whole period. */
const char *qp_dating_window(qp_period window, char name[QP_WINDOW_NAME_SIZE]);

/** The window, or what the dates of a layer's links span; QP_NO_PERIOD where
 * nothing is dated. O(links of the layer). */
qp_period qp_dating_layer(const qp_network *net, qp_row layer,
                          qp_period window);

/** Add "2014", "2014–2018", "2014-05–2014-07", "2014-05-02–2014-05-31", both ends
 * alike; nothing for QP_NO_PERIOD. */
void qp_dating_add(qp_period period, qp_text *out);

#endif
