/* SPDX-License-Identifier: MIT */
/**
 * @file metric/chain.h
 * @brief The panel of the chain: where the innovation chain breaks, whose loss
 *        would hurt most, who structures it, and who could fill a gap.
 *
 *      supply layers x windows         M14 M16, X5 architect score, X8
 *      rnd, transfer, membership       M13 stage matrix
 *      layers together x windows       M13 completeness, M15, M17, M26, X9
 *      tables x windows                M13 coverage, M19; the whole period: M18
 *
 * Every subject of a scope has its row, with a value or with a reason; rows of
 * actors and links are told in windows only where asked for. Where layers are
 * named, only links of these are looked at, and neither portfolios nor
 * consortia. docs/metrics/chain.md explains the metrics, docs/output.md the
 * columns.
 */
#ifndef QP_METRIC_CHAIN_H
#define QP_METRIC_CHAIN_H

#include "core/text.h"
#include "metric/frame.h"
#include "metric/run.h"
#include "net/home.h"
#include "panel/panel.h"

/** Hears how far long work is; called from one thread at a time. */
typedef struct {
    void (*tell)(size_t done, size_t all, void *context); ///< NULL: nobody
    void *context;
} qp_chain_listener;

typedef struct {
    qp_frame_options frame;
    const char *level; ///< region kind; NULL: leaf regions
    bool pairs;        ///< rows of actors and links in windows too
    qp_draws draws;

    qp_home home;
    bool straight; ///< M13: each step of a path raises the stage
    double stop;   ///< M16: rounds end where nothing changes by more, > 0
    size_t top;    ///< M16: so many firms at least are looked at; 0: all
    const char *relatedness; ///< M19: which of qp_relatedness_names; NULL: the
                             ///< first
    double least;            ///< M19: a smaller value is no presence, >= 0
    qp_chain_listener listener;
} qp_chain_options;

/** The first line of the table of substitutes. */
extern const char qp_chain_substitutes_header[];

/**
 * Measure the chain.
 *
 * @param[out] panel        rows are added, not sorted
 * @param[out] substitutes  lines are added, without a header: who could stand
 *                          in for whom the chain hangs on; NULL: not wanted
 * @retval QP_E_MISUSE  an unknown layer, a level without regions, an unknown
 *                      name of a variant, a home that is nobody's country
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * Dominated by M16: O(firms x rounds x links they reach); see
 * metric/systemic_risk.h.
 */
QP_CHECKED qp_status qp_chain(const qp_network *net,
                              const qp_chain_options *options, qp_panel *panel,
                              qp_text *substitutes, qp_error *err);

#endif
