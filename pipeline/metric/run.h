/* SPDX-License-Identifier: MIT */
/**
 * @file metric/run.h
 * @brief What every panel stands on while it measures: the regions and
 *        clusters of a network as texts of the panel, the layer and window at
 *        hand, questions to chance, and rows; internal to metric/.
 */
#ifndef QP_METRIC_RUN_H
#define QP_METRIC_RUN_H

#include "chance/replicate.h"
#include "chance/summary.h"
#include "metric/frame.h"
#include "metric/shard.h"
#include "panel/panel.h"

/** How chance is asked. */
typedef struct {
    size_t replicates; ///< of each null and bootstrap, at least 1
    uint64_t seed;
    unsigned threads; ///< 0: one a processor; no byte depends on it
    qp_shard *shard;  ///< where replicates go to or come from; NULL: nowhere
} qp_draws;

typedef struct {
    const qp_network *net;
    const qp_draws *draws;
    qp_panel *panel;
    qp_error *err;

    /* the regions measured, in byte order */
    size_t region_count;
    size_t cluster_count;
    qp_row *region;          ///< [region_count] actor row
    qp_row *cluster;         ///< [region_count] row of clusters, or QP_NONE
    qp_string *region_text;  ///< [region_count] id in the panel
    qp_string *cluster_text; ///< [cluster_count] id in the panel
    size_t *cluster_size;    ///< [cluster_count] regions of it
    qp_string all;           ///< "all" in the panel
    qp_string between;       ///< "between-clusters" in the panel

    qp_frame_place place; ///< the layer and window at hand
} qp_run;

/**
 * Find the regions and clusters.
 *
 * @param[in]     level  region kind; NULL: leaf regions
 * @param[in,out] run    net, draws, panel and err are set; clear it after use
 * @retval QP_E_MISUSE   a level without regions
 * @retval QP_E_MEMORY   no room
 */
QP_CHECKED qp_status qp_run_begin(qp_run *run, const char *level);

void qp_run_clear(qp_run *run);

/** The position of a region among those measured, or QP_NONE. */
uint32_t qp_run_position(const qp_run *run, qp_row actor);

/** The position of the region where an actor is (of a region, its own), or of
 * the nearest one measured that contains it; QP_NONE where there is none, and
 * for QP_NONE. */
uint32_t qp_run_place(const qp_run *run, qp_row actor);

/** Does a layer tie regions together: no rivalry, restriction, governance? */
bool qp_run_is_cooperative(const qp_network *net, qp_row layer);

/* ---- rows */

/** A row of the layer and window at hand, without a value yet. */
qp_panel_row qp_run_row(const qp_run *run, qp_metric metric, qp_string subject);

QP_CHECKED qp_status qp_run_add(qp_run *run, const qp_panel_row *row);

/**
 * Add rows that are one family of tests: q is computed from their p.
 * @param[in] resolution  smallest p there could be; 0 for exact tests
 */
QP_CHECKED qp_status qp_run_add_family(qp_run *run, qp_panel_row rows[],
                                       size_t count, double resolution);

/** QP_E_MEMORY. */
qp_status qp_run_no_memory(qp_run *run);

/* ---- chance */

/** A question to chance: replicates of `width` numbers. One that leaves nothing
 * to chance can be asked as well, to be answered in threads and in shards: it
 * has pieces instead of replicates, and its stream tells which. */
typedef struct {
    const char *name; ///< with layer, window and subject it tells the seed
    qp_string subject;
    size_t pieces; ///< 0: as many as replicates are asked for
    size_t width;
    size_t room; ///< bytes for one worker
    void (*draw)(void *context, qp_stream *stream, void *room, double values[]);
    void *context;
} qp_run_question;

/**
 * Answer a question: by drawing, by drawing one shard, or from shards.
 * @param[out] value  [replicates or pieces * width] to be released
 */
QP_CHECKED qp_status qp_run_ask(qp_run *run, const qp_run_question *question,
                                double **value);

/** What chance gives for a metric. */
typedef struct {
    qp_null_summary summary;
    bool drawn; ///< false: nothing was drawn, the summary is not set
} qp_run_chance;

/**
 * One number of each replicate against what was observed.
 * @param[in] value  [replicates] at steps of `width`
 */
qp_run_chance qp_run_summarise(const qp_run *run, const double value[],
                               size_t width, double observed);

/** Which values are as extreme as the one observed. */
typedef enum { QP_TAIL_UPPER, QP_TAIL_LOWER, QP_TAIL_BOTH } qp_tail;

/** Write expected, z and p of a row with a value, unless no replicate has
 * one. */
void qp_run_test(const qp_run_chance *chance, qp_tail tail, qp_null null,
                 qp_panel_row *row);

/**
 * Write the 95 % interval, expected, z and p of a row with a value whose error
 * is normal: nothing where the error is that of rounding, or not known.
 * @param[in] error  standard error, in the unit of the value
 */
void qp_run_test_normal(double error, double expected, qp_null null,
                        qp_panel_row *row);

/** Replicates without a value from which on there is no interval. */
#define QP_MOST_LOST 0.05

/**
 * The 95 % percentile interval of replicates; both NaN where more than one in
 * twenty has no value.
 * @param[in] value  [replicates] at steps of `step`
 */
QP_CHECKED qp_status qp_run_percentiles(qp_run *run, const double value[],
                                        size_t step, qp_interval *interval);

/**
 * The same of each of `width` numbers, in several threads.
 *
 * @param[in]  value     [replicates * width] as qp_run_ask gives them
 * @param[out] interval  [width]
 */
QP_CHECKED qp_status qp_run_intervals(qp_run *run, const double value[],
                                      size_t width, qp_interval interval[]);

#endif
