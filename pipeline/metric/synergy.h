/* SPDX-License-Identifier: MIT */
/**
 * @file metric/synergy.h
 * @brief The panel of synergy: like and unlike structures, balance of the
 *        chains, reduced uncertainty, actual links; each by its own measure,
 *        none mixed with another.
 *
 *      portfolios x windows  M1 M2 M3 X1        layer "portfolio:industry" ...
 *      indicators x windows  M4 M23, X2
 *      firms x windows       M5
 *      layers x windows      M6 X12 M24; all layers together M7 M20 M22
 *
 * Every subject of a scope has its row, with a value or with a reason; pairs
 * and actors are told in windows only where asked for. Where layers are named,
 * only links of these are looked at, and no portfolio, indicator or firm.
 * docs/metrics/synergy.md explains the metrics, docs/output.md the columns.
 */
#ifndef QP_METRIC_SYNERGY_H
#define QP_METRIC_SYNERGY_H

#include "metric/frame.h"
#include "metric/run.h"
#include "panel/panel.h"

typedef struct {
    qp_frame_options frame;
    const char *level; ///< region kind; NULL: leaf regions
    bool pairs;        ///< pair and actor rows in windows too
    qp_draws draws;

    const char *relatedness;  ///< M3: which of qp_relatedness_names; NULL: the
                              ///< first
    double least;             ///< M1: a smaller value is no presence, >= 0
    bool entropy;             ///< M4: weights of indicators by entropy
    bool raw;                 ///< M4: scores from 0 to 1, not 0.01 to 0.99
    const char *technology;   ///< M5: column of actors; NULL: industry
    const char *organisation; ///< M5: column of actors; NULL: size_class
    bool full;                ///< M6: a project counts 1 for each of its pairs
    double gamma;             ///< M23: weight of what is lost, >= 0
    double beta;              ///< M23: damping of a level of barrier, in [0, 1]
    double reach;             ///< M23: distance D of damping, > 0; NaN: median
} qp_synergy_options;

/**
 * Measure synergy.
 *
 * @param[out] panel    rows are added, not sorted
 * @retval QP_E_MISUSE  an unknown layer, a level without regions, an unknown
 *                      name of a variant or column
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * Dominated by the replicates: O(replicates x (links + firms)) a layer and
 * window.
 */
QP_CHECKED qp_status qp_synergy(const qp_network *net,
                                const qp_synergy_options *options,
                                qp_panel *panel, qp_error *err);

#endif
