/* SPDX-License-Identifier: MIT */
/**
 * @file metric/siphon_run.h
 * @brief The state of one measuring of the siphon panel; internal to metric/.
 *
 * siphon.c walks over layers and windows and keeps what all rows share;
 * siphon_balance.c makes the rows of M8, siphon_concentration.c those of M9.
 */
#ifndef QP_METRIC_SIPHON_RUN_H
#define QP_METRIC_SIPHON_RUN_H

#include "metric/exchange.h"
#include "metric/siphon.h"

/** The core of a cluster in the layer at hand. */
typedef struct {
    uint32_t region; ///< position, QP_NONE: the cluster has none
    unsigned flags;  ///< how it was chosen; 0: it is declared
} qp_siphon_core;

typedef struct {
    const qp_network *net;
    const qp_siphon_options *options;
    qp_panel *panel;
    qp_error *err;

    /* the regions measured, in byte order */
    size_t region_count;
    qp_row *region;           ///< [region_count] actor row
    qp_row *cluster;          ///< [region_count] row of clusters, or QP_NONE
    qp_string *region_text;   ///< [region_count] id in the panel
    qp_string *cluster_text;  ///< [clusters] id in the panel
    size_t *cluster_size;     ///< [clusters] regions of it
    qp_siphon_core *declared; ///< [clusters] core by table or option
    qp_string all;            ///< "all" in the panel

    /* the layer and window at hand */
    qp_row layer;
    qp_period window;
    qp_frame_place place;
    qp_siphon_core *core; ///< [clusters]
    double *population;   ///< [region_count] in the window; NaN: not known
    qp_flows flows;
    qp_exchange exchange; ///< between all regions
} qp_siphon_run;

/* ---- siphon_balance.c, siphon_concentration.c */

/** The rows of M8 of the layer and window at hand. */
QP_CHECKED qp_status qp_siphon_balance(qp_siphon_run *run);

/** The same rows, all without a value, for one reason. */
QP_CHECKED qp_status qp_siphon_no_balance(qp_siphon_run *run, qp_reason reason);

/**
 * The rows of M9 for one quantity of the regions.
 *
 * @param[in] x      [region_count] NaN: not known
 * @param[in] none   the reason where no x is known
 * @param[in] flags  for the theils
 */
QP_CHECKED qp_status qp_siphon_concentration(qp_siphon_run *run,
                                             const double x[], qp_reason none,
                                             unsigned flags);

/** The same rows, all without a value, for one reason. */
QP_CHECKED qp_status qp_siphon_no_concentration(qp_siphon_run *run,
                                                qp_reason reason);

/* ---- siphon.c: what both share */

/** A row of the layer and window at hand, without a value yet. */
qp_panel_row qp_siphon_row(const qp_siphon_run *run, qp_metric metric,
                           qp_string subject);

QP_CHECKED qp_status qp_siphon_add(qp_siphon_run *run, const qp_panel_row *row);

/**
 * Add rows that are one family of tests: q is computed from their p.
 * @param[in] resolution  smallest p there could be; 0 for exact tests
 */
QP_CHECKED qp_status qp_siphon_add_family(qp_siphon_run *run,
                                          qp_panel_row rows[], size_t count,
                                          double resolution);

/** QP_E_MEMORY. */
qp_status qp_siphon_no_memory(qp_siphon_run *run);

#endif
