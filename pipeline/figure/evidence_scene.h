/* SPDX-License-Identifier: MIT */
/**
 * @file figure/evidence_scene.h
 * @brief How often the sources speak of each cluster: counts, no geometry yet.
 *
 *                      k1   k2   no cluster   no place   all
 *      supply           3    1        .           .        3    ties, by layer
 *      talent           .    2        1           .        2
 *      memberships      1    .        .           2        3    tables
 *      rivalry          1    .        .           .        1    topics
 *      a yearbook       5    3        1           2        9    works
 *
 * A statement is one row of links, memberships, portfolio or statements. It
 * counts once in each column that one of its ends is in, and once in "all".
 * An end is in the cluster of the region where the actor is; things have no
 * place. Each statement is in one row of ties, tables or topics, and again in
 * one row of works.
 */
#ifndef QP_FIGURE_EVIDENCE_SCENE_H
#define QP_FIGURE_EVIDENCE_SCENE_H

#include "core/status.h"
#include "net/network.h"

enum { QP_STATUSES_OF_LINKS = QP_STATUS_REPLACED + 1 };
enum { QP_CLASSES = QP_CLASS_SYNTHETIC + 1 };

typedef enum {
    QP_COLUMN_CLUSTER,
    QP_COLUMN_OTHERS,     ///< the clusters that have no column of their own
    QP_COLUMN_NO_CLUSTER, ///< in a place, but in no cluster
    QP_COLUMN_NO_PLACE,   ///< no end is in a place
    QP_COLUMN_ALL         ///< every statement once
} qp_evidence_column_kind;

typedef struct {
    qp_evidence_column_kind kind;
    qp_row cluster; ///< of QP_COLUMN_CLUSTER
    size_t merged;  ///< clusters of QP_COLUMN_OTHERS
} qp_evidence_column;

/** Rows come in four blocks, in this order. */
typedef enum {
    QP_BLOCK_TIES,   ///< links, by layer
    QP_BLOCK_TABLES, ///< memberships and portfolio
    QP_BLOCK_TOPICS, ///< statements about one actor or thing
    QP_BLOCK_WORKS,  ///< all of them again, by the work that says it
    QP_BLOCK_COUNT
} qp_evidence_block;

typedef enum {
    QP_ROW_LAYER,
    QP_ROW_MEMBERSHIPS,
    QP_ROW_PORTFOLIO,
    QP_ROW_TOPIC,
    QP_ROW_WORK,
    QP_ROW_NO_WORK, ///< no source is named
    QP_ROW_OTHERS   ///< the rows of a block with the fewest statements
} qp_evidence_row_kind;

typedef struct {
    qp_evidence_block block;
    qp_evidence_row_kind kind;
    uint32_t subject; ///< row of layers, text of a topic, or first source of a
                      ///< work; QP_NONE for the other kinds
    size_t merged;    ///< rows of QP_ROW_OTHERS
} qp_evidence_row;

/** Statements; what is neither in helps nor in hinders is neutral, or its
 * polarity is not said. */
typedef struct {
    size_t all;
    size_t helps;   ///< polarity 1
    size_t hinders; ///< polarity -1
} qp_evidence_count;

typedef struct {
    qp_evidence_column
        *columns; ///< [column_count] clusters by id, then others,
                  ///< no cluster, no place (each where it holds
                  ///< something), then all
    size_t column_count;
    qp_evidence_row *rows; ///< [row_count] by block; layers by id, topics by
                           ///< text, works by id of their first source
    size_t row_count;
    qp_evidence_count *counts; ///< [row_count][column_count]
    size_t statements;
    size_t by_block[QP_BLOCK_COUNT];        ///< of works: all of them
    size_t by_class[QP_CLASSES];            ///< qp_source_class
    size_t by_status[QP_STATUSES_OF_LINKS]; ///< qp_link_status
} qp_evidence_scene;

/**
 * Count.
 *
 * At most 12 clusters, those that come first, have columns of their own, and
 * at most 30 layers, 12 topics and 8 works, those with most statements, rows
 * of their own.
 *
 * @param[out] scene    replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(rows of the tables + sources * works).
 */
QP_CHECKED qp_status qp_evidence_scene_gather(const qp_network *net,
                                              qp_evidence_scene *scene,
                                              qp_error *err);

const qp_evidence_count *qp_evidence_cell(const qp_evidence_scene *scene,
                                          size_t row, size_t column);

/** The sum of a block's rows. */
qp_evidence_count qp_evidence_sum(const qp_evidence_scene *scene,
                                  qp_evidence_block block, size_t column);

void qp_evidence_scene_clear(qp_evidence_scene *scene);

#endif
