/* SPDX-License-Identifier: MIT */
/**
 * @file metric/siphon_run.h
 * @brief The state of one measuring of the siphon panel; internal to metric/.
 *
 *      siphon.c                walks over layers and windows
 *      siphon_part.c           cuts the flows into parts: all, each cluster
 *      siphon_sample.c         resamples the flows
 *      siphon_null.c           draws them by chance
 *      siphon_balance.c        rows of M8
 *      siphon_concentration.c  rows of M9, X10
 *      siphon_circulation.c    rows of M10, X11
 *      siphon_hierarchy.c      rows of M11, X5, X7
 *      siphon_gravity.c        rows of X4
 *      siphon_pairs.c          rows of pairs: M8, X3, X7
 *      siphon_intake.c         rows of M21
 *      siphon_change.c         rows from window to window
 *      siphon_backbone.c       the table of M12, X6
 *      siphon_refuse.c         all rows of a layer that is not measured
 */
#ifndef QP_METRIC_SIPHON_RUN_H
#define QP_METRIC_SIPHON_RUN_H

#include "chance/exact.h"
#include "metric/circulation.h"
#include "metric/exchange.h"
#include "metric/expectation.h"
#include "metric/hodge.h"
#include "metric/intake.h"
#include "metric/run.h"
#include "metric/siphon.h"
#include "metric/square.h"

/** The core of a cluster in the layer at hand. */
typedef struct {
    uint32_t region; ///< position, QP_NONE: the cluster has none
    unsigned flags;  ///< how it was chosen; 0: it is declared
} qp_siphon_core;

/** Flows measured as a system: between all regions, or those of a cluster. */
typedef struct {
    qp_string subject;
    qp_reason reason; ///< why it has no system, whatever its flows
    size_t count;     ///< units: regions of it that are kept
    uint32_t *unit;   ///< [regions] of each region, QP_NONE: not in it
    uint32_t *region; ///< [count] of each unit; none where it is a cluster

    /* in the window at hand */
    qp_exchange exchange;
    qp_square square;
    qp_expectation expectation; ///< none (n = 0) where there is no flow
    qp_hodge hodge;             ///< none where there is no flow
    qp_run_chance index;        ///< M8, if direction were chance
    qp_run_chance gradient;     ///< M11, likewise
    qp_run_chance reciprocity;  ///< M10, if moves fell on the expectation
    qp_run_chance cycling;      ///< M10, likewise
} qp_siphon_part;

/** Which flows are compared in X10: all, those into a unit, those out of it. */
enum { QP_SIPHON_FIELDS = 3 };
extern const char *const qp_siphon_fields[QP_SIPHON_FIELDS];

enum { QP_SIPHON_ALL }; ///< of the parts; that of cluster k is 1 + k

/** Where in a replicate each metric stands. */
typedef struct {
    size_t net;           ///< [regions] I - O
    size_t effectiveness; ///< [regions] E_r
    size_t potential;     ///< [regions] sigma
    size_t catchment;     ///< [clusters] of the core
    size_t core;          ///< [clusters] its effectiveness
    size_t taken;         ///< [clusters] from the cluster to its core
    size_t given;         ///< [clusters] from the core to its cluster
    size_t inside;        ///< [clusters] flow inside
    size_t reciprocity;   ///< [parts]
    size_t cycling;       ///< [parts]
    size_t focusing;      ///< [QP_SIPHON_FIELDS] of all flows, in, out
    size_t total;         ///< W
    size_t width;         ///< of a replicate
} qp_siphon_columns;

/** What M21 takes from one layer and window. */
typedef struct {
    size_t window;
    uint32_t *core;         ///< [clusters] its region, QP_NONE: none
    qp_intake_layer *layer; ///< [1 + replicates][clusters] observed first
    bool resampled;         ///< false: there are no replicates
} qp_siphon_kept;

/** The flows of one layer and window, as they are and resampled. */
typedef struct {
    qp_period window;
    qp_siphon_columns at;
    bool *closed;     ///< [parts] throughflow has no way out somewhere
    bool unreached;   ///< some regions reach no core
    double *observed; ///< [width] NaN where there is no value
    double *value;    ///< [replicates * width]; NULL: not resampled
} qp_siphon_sample;

typedef struct {
    qp_run base;
    const qp_siphon_options *options;
    qp_text *backbone; ///< lines of its table; NULL: not wanted

    size_t between_part;      ///< of the parts; its units are the clusters
    qp_siphon_core *declared; ///< [cluster_count] core by table or option

    /* the layer at hand */
    qp_row layer;
    bool *kept;           ///< [region_count] present in all windows, if asked
    qp_row *kept_cluster; ///< [region_count] cluster of those kept
    qp_siphon_core *core; ///< [cluster_count]
    qp_siphon_part *part; ///< all, the clusters, and between them

    /* the window at hand */
    qp_period window;
    size_t window_at;   ///< of the windows of the frame
    double *population; ///< [region_count] NaN: not known
    qp_flows flows;
    double missing; ///< links left out of the window
    qp_siphon_sample sample;

    /* for rows of change: earlier windows of the layer */
    qp_siphon_sample first;
    qp_siphon_sample before;

    /* for M21: the flows of layers of resources and benefits */
    qp_siphon_kept *kept_flows; ///< [kept_count]
    size_t kept_count;
    size_t kept_room;
} qp_siphon_run;

/* ---- siphon_part.c */

/** Which regions are kept, and the units of all parts, for a layer. */
QP_CHECKED qp_status qp_siphon_cut_parts(qp_siphon_run *run,
                                         const qp_frame *frame);

/** Fill the parts with the flows of the window at hand. */
QP_CHECKED qp_status qp_siphon_fill_parts(qp_siphon_run *run);

/** Forget the flows of the parts. */
void qp_siphon_empty_parts(qp_siphon_run *run);

/** Forget the parts. */
void qp_siphon_clear_parts(qp_siphon_run *run);

/** Why a metric of a part has no value: it is no system, or has no flow. */
qp_reason qp_siphon_why_not(const qp_siphon_part *part);

/**
 * How a part is closed: by flows from and to the rest where the network has an
 * outside world, else by lambda.
 *
 * @param[in] whole   the square of all regions
 * @param[in] inner   the square of the part, cut from it: what enters it from
 *                    other regions is what the whole has more
 * @param[in] square  the flows inside the part that are closed: `inner`, or
 *                    others in its place
 * @param[in,out] room  [part->count]
 */
qp_boundary qp_siphon_close(const qp_siphon_run *run,
                            const qp_siphon_part *part, const qp_square *whole,
                            const qp_square *inner, const qp_square *square,
                            double room[]);

/* ---- siphon_sample.c */

/** Resample the window at hand into run->sample. */
QP_CHECKED qp_status qp_siphon_take_sample(qp_siphon_run *run);

void qp_siphon_clear_sample(qp_siphon_sample *sample);

/**
 * The 95 % percentile interval of replicates; both NaN where more than one in
 * twenty has no value.
 *
 * Reciprocity, cycling and focusing of resampled flows are off on the whole,
 * for resampling makes flows more uneven than they are: what their mean is off
 * is taken from the interval, which ends at 0 and 1.
 *
 * @param[in] value     [replicates] at steps of `step`
 * @param[in] column    of a replicate: which metric it is
 * @param[in] observed  the value that was measured
 */
QP_CHECKED qp_status qp_siphon_percentiles(qp_siphon_run *run,
                                           const double value[], size_t step,
                                           size_t column, double observed,
                                           qp_interval *interval);

/** The interval of a column of the sample; NaN without resampling. */
QP_CHECKED qp_status qp_siphon_interval(qp_siphon_run *run, size_t column,
                                        qp_interval *interval);

/** Give a row the 95 % interval of a column, if it has a value. */
QP_CHECKED qp_status qp_siphon_bound(qp_siphon_run *run, size_t column,
                                     qp_panel_row *row);

/* ---- siphon_null.c */

/** Draw both nulls of every part of the window at hand. */
QP_CHECKED qp_status qp_siphon_draw_nulls(qp_siphon_run *run);

/* ---- the rows of the layer and window at hand, one call a file */

QP_CHECKED qp_status qp_siphon_balance(qp_siphon_run *run);
QP_CHECKED qp_status qp_siphon_circulation(qp_siphon_run *run);
QP_CHECKED qp_status qp_siphon_hierarchy(qp_siphon_run *run);
QP_CHECKED qp_status qp_siphon_gravity(qp_siphon_run *run);
QP_CHECKED qp_status qp_siphon_pairs(qp_siphon_run *run);
QP_CHECKED qp_status qp_siphon_focusing(qp_siphon_run *run);
QP_CHECKED qp_status qp_siphon_backbone(qp_siphon_run *run);

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

/** Rows of all metrics of flows but M9, without a value, for one reason. */
QP_CHECKED qp_status qp_siphon_refuse(qp_siphon_run *run, qp_reason reason);
QP_CHECKED qp_status qp_siphon_refuse_gravity(qp_siphon_run *run,
                                              qp_reason reason);

/* ---- siphon_change.c */

/** Rows of change to the window at hand from those it is compared with. */
QP_CHECKED qp_status qp_siphon_changes(qp_siphon_run *run,
                                       const qp_frame *frame);

/** Remember the window at hand for later ones; its sample is taken over. */
void qp_siphon_remember(qp_siphon_run *run);

/* ---- siphon_intake.c */

/** Remember what M21 needs of the layer and window at hand. */
QP_CHECKED qp_status qp_siphon_keep_intake(qp_siphon_run *run);

/** The rows of M21, of all windows, when all layers were measured. */
QP_CHECKED qp_status qp_siphon_intake(qp_siphon_run *run,
                                      const qp_frame *frame);

void qp_siphon_clear_intake(qp_siphon_run *run);

/* ---- siphon.c: what all share */

/**
 * A row of a part (all, a cluster): n is its links, and where it cannot be
 * measured its reason is there already.
 */
qp_panel_row qp_siphon_part_row(const qp_siphon_run *run, qp_metric metric,
                                size_t part);

/** A row of a region: n is the links that it has with others, and its reason
 * is there already if it was not kept, or nothing flows at all. */
qp_panel_row qp_siphon_region_row(const qp_siphon_run *run, qp_metric metric,
                                  uint32_t region);

/** Make and add the row of all regions, alone, and those of the clusters, one
 * family. */
QP_CHECKED qp_status qp_siphon_add_parts(qp_siphon_run *run,
                                         qp_status (*make)(qp_siphon_run *run,
                                                           size_t part,
                                                           qp_panel_row *row),
                                         double resolution);

/** The expected flow of a cell, 0 where the sum of its row or column is. */
double qp_siphon_expected(const qp_siphon_part *part, size_t cell);

/** Why a part has no expected flows; it has flow. */
qp_reason qp_siphon_why_no_expectation(const qp_siphon_part *part);

#endif
