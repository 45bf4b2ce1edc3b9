/* SPDX-License-Identifier: MIT */
/**
 * @file metric/chain_run.h
 * @brief The state of one measuring of the chain panel; internal to metric/.
 *
 *      chain.c               walks over layers and windows
 *      chain_stages.c        rows of M13: links between stages
 *      chain_reach.c         rows of M13: completeness, distance
 *      chain_coverage.c      rows of M13: coverage, weakest stage
 *      chain_products.c      rows of product completeness
 *      chain_dependence.c    rows of M14
 *      chain_cuts.c          rows of M15
 *      chain_risk.c          rows of M16
 *      chain_rings.c         rows of M17
 *      chain_architects.c    rows of X5: architect score
 *      chain_consortia.c     rows of M18
 *      chain_candidates.c    rows of M19
 *      chain_substitutes.c   the table of who could stand in
 *      chain_gaps.c          what these two stand on
 *      chain_upstreamness.c  rows of X8
 *      chain_brokerage.c     rows of X9
 *      chain_core.c          rows of M26
 */
#ifndef QP_METRIC_CHAIN_RUN_H
#define QP_METRIC_CHAIN_RUN_H

#include "metric/chain.h"
#include "metric/run.h"
#include "metric/web.h"

/** What the chain hangs on: whose loss would hurt, and in what. */
typedef struct {
    qp_string metric; ///< text of the panel: the metric that says so
    qp_row supplier;  ///< actor row
    double value;     ///< of the metric
} qp_chain_weak_point;

typedef struct {
    qp_run base;
    const qp_chain_options *options;
    const qp_frame *frame;
    qp_text *substitutes; ///< lines of its table; NULL: not wanted

    qp_period window; ///< the window at hand
    qp_row layer;     ///< the layer at hand; QP_NONE: several

    /* what the families of a window find for those that come after them */
    qp_string *lacking; ///< [lacking_count] classes, texts of the network, that
                        ///< M14 flags, byte order, each once
    size_t lacking_count;
    qp_chain_weak_point *weak; ///< [weak_count] in the order found
    size_t weak_count;
} qp_chain_run;

/* ---- rows of the layer and window at hand, each looks itself whether the
 * layer is of a role that it tells of */

QP_CHECKED qp_status qp_chain_stages(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_dependence(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_risk(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_architects(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_upstreamness(qp_chain_run *run);

/* ---- rows of the window at hand over several layers */

QP_CHECKED qp_status qp_chain_reach(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_cuts(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_rings(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_brokerage(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_core(qp_chain_run *run);

/* ---- rows of the window at hand, of tables; after the others */

QP_CHECKED qp_status qp_chain_coverage(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_products(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_consortia(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_candidates(qp_chain_run *run);
QP_CHECKED qp_status qp_chain_substitutes(qp_chain_run *run);

/* ---- what several share */

/** Are actors and links told in the window at hand? */
bool qp_chain_tells_actors(const qp_chain_run *run);

/** Come to rows of no layer, under a name: "rings:upstream"; NULL: none. */
void qp_chain_enter(qp_chain_run *run, const char *name);

/** Is the layer at hand one of cooperation that has this role? */
bool qp_chain_is(const qp_chain_run *run, qp_role role);

/**
 * The layers of cooperation in the frame that have one of some roles.
 * @param[in]  roles   bits 1 << qp_role; 0: any role
 * @param[out] layers  [layer_count of the frame] ascending
 * @return how many
 */
size_t qp_chain_layers(const qp_chain_run *run, unsigned roles,
                       qp_row layers[]);

/**
 * Gather the layers of cooperation that have one of some roles, in the window
 * at hand, as one graph.
 * @param[in]  choice  groups and regions are set
 * @param[out] web     set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_chain_web(qp_chain_run *run, unsigned roles,
                                  qp_web_choice choice, qp_web *web);

/** The id of an actor as a text of the panel. */
qp_string qp_chain_actor(const qp_chain_run *run, qp_row actor);

/** A row of an actor, without a value yet. */
qp_panel_row qp_chain_actor_row(const qp_chain_run *run, qp_metric metric,
                                qp_row actor);

/** Note that a class is lacking, or that the chain hangs on a supplier.
 * @retval QP_E_MEMORY  no room */
QP_CHECKED qp_status qp_chain_note_lacking(qp_chain_run *run, qp_string class);
QP_CHECKED qp_status qp_chain_note_weak(qp_chain_run *run, qp_metric metric,
                                        qp_row supplier, double value);

#endif
