/* SPDX-License-Identifier: MIT */
/**
 * @file metric/structure.h
 * @brief The portfolio of a window as a matrix: regions by classes.
 *
 *      portfolio   Bei  steel  2020   5                   steel  cars
 *                  Bei  cars   2021   2      ->     Bei     5      2
 *                  Tia  cars   2019   7             Tia     .      9
 *                  Tia  cars   2021   9
 *
 * Industries and products are two portfolios. Where any row of a portfolio is
 * of a region, rows of regions alone make it; else those of the other actors
 * do, each divided by where the actor is (net/places.h) on the first day of
 * the row, one without a date by the latest.
 *
 * Of several dates of one bearer and class inside the window the latest
 * counts; a row without a date counts only in the whole period, and only where
 * no dated one does. A region below one of those measured counts towards it,
 * unless a region above it, up to that one, has rows in the window itself.
 */
#ifndef QP_METRIC_STRUCTURE_H
#define QP_METRIC_STRUCTURE_H

#include "chance/stream.h"
#include "metric/run.h"
#include "metric/specialisation.h"

/** Below so many classes likeness depends on how they are cut: flag `coarse`. */
enum { QP_LEAST_CLASSES = 10 };

/** The two portfolios. */
typedef enum {
    QP_STRUCTURE_INDUSTRY,
    QP_STRUCTURE_PRODUCT,
    QP_STRUCTURE_KIND_COUNT
} qp_structure_kind;

/** "portfolio:industry", "portfolio:product": what the panel calls them. */
extern const char *const qp_structure_names[QP_STRUCTURE_KIND_COUNT];

/** `{0}` is a portfolio without rows. */
typedef struct {
    size_t region_count; ///< those of the run, in its order
    size_t class_count;  ///< classes that rows of the portfolio name, whatever
                         ///< their date; 0: there is no such portfolio
    qp_string *class;    ///< [class_count] texts of the network, byte order
    double *value;       ///< [region_count * class_count] x_ri >= 0
    double *share;       ///< [region_count * class_count] p_ri; NaN in a region
                         ///< that has nothing
    double *total;       ///< [region_count] x_r.
    size_t missing; ///< rows of the portfolio left out, whole or in part: a
                    ///< region that is unknown or not among those measured,
                    ///< no date in a window
    bool of_actors; ///< rows are of actors, not of regions

    /* the rows once more, by actor: what the bootstrap draws from. The stratum
     * of an actor is the cluster of its largest part; regions in no cluster
     * are one stratum, the last. All counts are 0 unless of_actors. */
    size_t actor_count;    ///< actors that have a part
    size_t *part_start;    ///< [actor_count + 1] first part of each
    uint32_t *part_cell;   ///< [parts] r * class_count + i
    double *part_value;    ///< [parts]
    size_t stratum_count;  ///< clusters + 1
    size_t *stratum_start; ///< [stratum_count + 1] first of each in `stratum`
    uint32_t *stratum;     ///< [actor_count] actors, by stratum
} qp_structure;

/**
 * Gather one portfolio of one window.
 *
 * @param[in]  run        its regions are those measured
 * @param[in]  window     QP_NO_PERIOD: the whole period, dated or not
 * @param[out] structure  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY    no room
 * @retval QP_E_LIMIT     regions times classes do not fit 32 bits, or the
 *                        values add up to more than numbers hold
 *
 * @par Cost
 * O(actors + rows log rows + regions x classes) time; 40 bytes a row and 32 a
 * cell.
 */
QP_CHECKED qp_status qp_structure_gather(qp_run *run, qp_structure_kind kind,
                                         qp_period window,
                                         qp_structure *structure);

void qp_structure_clear(qp_structure *structure);

/** What each region has; lives as long as the structure. */
qp_holdings qp_structure_holdings(const qp_structure *structure);

/** How like each other two regions are, by qp_structure_cosine; NaN where one
 * has nothing. O(classes) time. */
double qp_structure_similarity(const qp_structure *structure, size_t r,
                               size_t s);

/**
 * One draw of the bootstrap: in each stratum as many actors as there are, with
 * replacement.
 *
 * @param[out] times  [actor_count] how often each was drawn, by stratum
 * @param[out] value  [region_count * class_count] what the regions would have
 *
 * @par Cost
 * O(parts + regions x classes) time.
 *
 * @par Source
 * Efron and Tibshirani (1993), An introduction to the bootstrap, ch. 8: by
 * strata.
 */
void qp_structure_draw(const qp_structure *structure, qp_stream *stream,
                       uint32_t times[], double value[]);

#endif
