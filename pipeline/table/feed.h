/* SPDX-License-Identifier: MIT */
/**
 * @file table/feed.h
 * @brief From the bytes of one file to rows of the tables that it feeds.
 */
#ifndef QP_TABLE_FEED_H
#define QP_TABLE_FEED_H

#include "table/dataset.h"
#include "table/package.h"

/**
 * Read one file by all mappings of its resource.
 *
 * @param[in,out] dataset   rows are added to its tables
 * @param[in]     content   the bytes of the file
 * @param[in]     file      index into dataset->files
 * @param[out]    findings  of the header, the cells and the form; also how
 *                          many rows were skipped
 * @retval QP_E_MEMORY      no room
 */
QP_CHECKED qp_status qp_feed(qp_dataset *dataset, const qp_text *content,
                             uint16_t file, const qp_resource *resource,
                             qp_findings *findings, qp_error *err);

#endif
