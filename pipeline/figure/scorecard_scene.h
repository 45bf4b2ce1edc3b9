/* SPDX-License-Identifier: MIT */
/**
 * @file figure/scorecard_scene.h
 * @brief What a scorecard shows, no geometry yet: rows of the panel by cluster
 *        and measure.
 *
 *                      core  index  gradient ...   closed
 *      k1               row    row      row           row     a row of the
 *      k2               row    row       .            row     panel, or none
 *      all               .     row      row            .
 *      between-clusters  .     row       .             .
 */
#ifndef QP_FIGURE_SCORECARD_SCENE_H
#define QP_FIGURE_SCORECARD_SCENE_H

#include "figure/scorecard.h"
#include "figure/telling.h"

enum { QP_SCORES = 10, QP_SCORE_MOST_CLUSTERS = 40 };

/** A measure. */
typedef struct {
    qp_metric metric;
    const char *layer;  ///< NULL: that of the figure
    const char *object; ///< NULL: any; else the one wanted, "" for none
    bool sided;         ///< below 0 is another thing than above
    qp_word word;       ///< heads the column
    qp_word gloss;      ///< says what it is
} qp_score;

extern const qp_score qp_scores[QP_SCORES];

typedef enum {
    QP_SCORE_CLUSTER,
    QP_SCORE_ALL,    ///< all regions
    QP_SCORE_BETWEEN ///< between clusters
} qp_score_row_kind;

typedef struct {
    qp_score_row_kind kind;
    qp_row cluster; ///< of QP_SCORE_CLUSTER
} qp_score_row;

typedef struct {
    const qp_panel_row *row; ///< borrowed; NULL: none
} qp_score_cell;

typedef struct {
    qp_score_row *rows; ///< [row_count] clusters by id, then the others
    size_t row_count;
    size_t columns[QP_SCORES]; ///< [column_count] of qp_scores
    size_t column_count;
    qp_score_cell *cells; ///< [row_count][QP_SCORES]
    size_t clusters;      ///< with a row
    size_t left_out;      ///< clusters without one
    size_t gaining;       ///< cores that gain beyond chance
    size_t cores;         ///< cores with a value
    bool dispersed;       ///< some core has the flag of that name
    bool by_layer;        ///< some measure of the layer has a value
    const qp_panel_row *between_share; ///< `theil_between_share`; NULL: none
} qp_scorecard_scene;

/**
 * @param[out] scene    replaced; clear it after use; the panel must outlive it
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status
qp_scorecard_scene_gather(const qp_network *net, const qp_panel *panel,
                          const qp_scorecard_options *options,
                          qp_scorecard_scene *scene, qp_error *err);

/** The row of the panel of a row and a measure (of qp_scores), or NULL. */
const qp_panel_row *qp_scorecard_cell(const qp_scorecard_scene *scene,
                                      size_t row, size_t score);

/** Is there a number that the data could have made another? */
bool qp_score_is_told(const qp_panel_row *row);

/** As qp_telling; of moves that are not independent a finding is only what its
 * widened interval bears out too. */
qp_told qp_score_telling(const qp_panel_row *row);

/** Why a measure has no column: the reason of its first row; NULL: there is no
 * row. */
const qp_panel_row *qp_scorecard_absence(const qp_scorecard_scene *scene,
                                         size_t score);

void qp_scorecard_scene_clear(qp_scorecard_scene *scene);

#endif
