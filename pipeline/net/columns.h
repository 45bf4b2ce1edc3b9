/* SPDX-License-Identifier: MIT */
/**
 * @file net/columns.h
 * @brief The columns of the network as a table: its file, its digest, its
 *        release and its making all walk over these rows.
 */
#ifndef QP_NET_COLUMNS_H
#define QP_NET_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "net/network.h"

typedef enum {
    QP_COLUMN_TEXT,   ///< qp_string: number of a text
    QP_COLUMN_ROW,    ///< qp_row: number of a row
    QP_COLUMN_BYTE,   ///< uint8_t
    QP_COLUMN_NUMBER, ///< double
    QP_COLUMN_PERIOD, ///< qp_period
    QP_COLUMN_FILE,   ///< uint16_t, provenance
    QP_COLUMN_LINE    ///< uint32_t, provenance
} qp_column_type;

enum { QP_COLUMN_TYPE_COUNT = QP_COLUMN_LINE + 1 };

typedef struct {
    const char *name;
    qp_column_type type;
    size_t offset; ///< of the column's pointer in its group
    bool optional; ///< NULL where the input has none
    bool blank;    ///< values may be blank: QP_NONE, NaN
    size_t limit;  ///< QP_COLUMN_ROW: offset in qp_network of the count below
                   ///< which rows lie; QP_COLUMN_BYTE: the largest value
    double least;  ///< QP_COLUMN_NUMBER: bounds
    double most;
    bool whole; ///< QP_COLUMN_NUMBER: whole numbers only
} qp_net_column;

/** A struct of columns in qp_network; its first member is its count. */
typedef struct {
    const char *name;
    size_t offset;                ///< in qp_network
    const qp_net_column *columns; ///< [column_count]
    size_t column_count;
    const char *const *keys; ///< [key_count] columns that order its rows, the
                             ///< weightiest first
    size_t key_count;        ///< 0: in an order of its own (links)
    size_t unique; ///< no two rows agree in so many keys; 0: they may in all
} qp_net_group;

enum {
    QP_G_ACTORS,
    QP_G_CLUSTERS,
    QP_G_LAYERS,
    QP_G_LINKS,
    QP_G_THINGS,
    QP_G_THING_LINKS,
    QP_G_CONSORTIA,
    QP_G_MEMBERSHIPS,
    QP_G_LOCATIONS,
    QP_G_PAIRS,
    QP_G_PORTFOLIO,
    QP_G_INDICATORS,
    QP_G_INDICATOR_DEFS,
    QP_G_RELATEDNESS,
    QP_G_STATEMENTS,
    QP_G_CLAIMS,
    QP_G_SOURCES,
    QP_GROUP_COUNT
};

extern const qp_net_group qp_net_groups[QP_GROUP_COUNT];

/** Bytes of one value. */
size_t qp_column_size(qp_column_type type);

/** Is it file or line: where a row stands, not what it says? */
bool qp_column_is_provenance(qp_column_type type);

/** The count of a group. */
size_t *qp_group_count(const qp_network *net, const qp_net_group *group);

/** A column by name; NULL where there is none. */
const qp_net_column *qp_group_column(const qp_net_group *group,
                                     const char *name);

/** Where a column's pointer is kept; *slot is NULL for an absent column. */
void **qp_column_slot(const qp_network *net, const qp_net_group *group,
                      const qp_net_column *column);

/** Room for [count] blank values: QP_NONE, NaN, no period; 0 for bytes. */
void *qp_column_make(qp_column_type type, size_t count);

/**
 * Make the columns of a group that every network has, and file and line.
 * @return false when there is no memory
 */
bool qp_group_make(const qp_network *net, const qp_net_group *group,
                   size_t count);

#endif
