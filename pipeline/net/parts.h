/* SPDX-License-Identifier: MIT */
/**
 * @file net/parts.h
 * @brief Where the columns of a network stand in its file; internal to net/.
 *
 *      /actors/id  /actors/kind ...    rows [0, n) of a group's columns
 *      /links/0000/from ...            rows of layer 0, links alone: one part
 *      /links/0001/from ...            a layer
 */
#ifndef QP_NET_PARTS_H
#define QP_NET_PARTS_H

#include "core/text.h"
#include "net/columns.h"
#include "net/hdf.h"

enum { QP_PART_NAME_SIZE = 64 };

/** How each type of column stands on disk. */
extern const qp_hdf_form qp_forms[QP_COLUMN_TYPE_COUNT];

/** In how many parts the columns of a group stand. */
size_t qp_part_count(const qp_network *net, const qp_net_group *group);

/** Rows [start, end) of a part. */
void qp_part_range(const qp_network *net, const qp_net_group *group,
                   size_t part, size_t *start, size_t *end);

/** The path of a part of a column. */
const char *qp_part_name(const qp_net_group *group, const char *column,
                         size_t part, char name[QP_PART_NAME_SIZE]);

/** network.h5 -> network.rows.h5 */
QP_CHECKED qp_status qp_rows_path(const char *path, qp_text *rows,
                                  qp_error *err);

#endif
