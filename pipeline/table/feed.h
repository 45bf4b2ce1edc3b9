/* SPDX-License-Identifier: MIT */
/**
 * @file table/feed.h
 * @brief From the text of one file to rows of the tables that it feeds.
 */
#ifndef QP_TABLE_FEED_H
#define QP_TABLE_FEED_H

#include "table/dataset.h"
#include "table/key.h"
#include "table/package.h"
#include "table/source.h"

/** A file that is open. */
typedef struct {
    const qp_source *source;
    qp_piece *pieces; ///< [piece_count] of it
    size_t piece_count;
    const qp_resource *resource;       ///< how it is read
    uint16_t number;                   ///< index into dataset->files
    const qp_dataset_options *options; ///< its threads and who is told
    qp_keys *keys; ///< of the resource's files before; those of this are added
} qp_open_file;

/**
 * Read one file by all mappings of its resource.
 *
 * @param[in,out] dataset   rows are added to its tables
 * @param[out]    findings  of the header, the cells and the form; also how
 *                          many rows were skipped
 * @retval QP_E_MEMORY      no room
 * @retval QP_E_LIMIT       more rows than a table can have
 */
QP_CHECKED qp_status qp_feed(qp_dataset *dataset, const qp_open_file *file,
                             qp_findings *findings, qp_error *err);

#endif
