/* SPDX-License-Identifier: MIT */
/**
 * @file table/projection.h
 * @brief Memberships that become links, where the table `projections` says so.
 *
 *      memberships  p,A,coordinator  p,B,member  p,C,member
 *
 *      projections  p,rnd,clique           A ── B   A ── C   B ── C   each 1/2
 *                   p,capital,coordinator  A ─▶ B   A ─▶ C            each 1
 */
#ifndef QP_TABLE_PROJECTION_H
#define QP_TABLE_PROJECTION_H

#include "core/status.h"
#include "table/dataset.h"
#include "table/finding.h"

/**
 * Append the links that the rows of `projections` ask for to those of the
 * files. A member is an id: told in several memberships, it is one member.
 *
 * A clique links each pair of members once, the lesser id by bytes first, with
 * the weight
 *
 *      1 / (members - 1)
 *
 * so that the links of a member in one consortium add up to 1 (M. E. J. Newman,
 * Scientific collaboration networks II, Physical Review E 64, 016132, 2001).
 *
 * A coordinator is linked to every member that is no coordinator, with the
 * weight 1. It is the member whose role is `coordinator`; of several the lead
 * of the consortium where it is one of them, else the least id by bytes. So a
 * member that is no coordinator gets one link, and coordinators none. Where no
 * member has the role, the lead is linked to every other member.
 *
 * Date, until and source of a link are those of its row of projections, and so
 * are its place's file and line; no column has a place. Rows that
 * give no links are counted: a note a file.
 *
 * @param[in,out] dataset   read whole; its accounts stay those of the files
 * @param[out]    findings  added to
 * @retval QP_E_LIMIT   there would be more than 2^32 - 2 links
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(texts + memberships + links) time, beside the sorting of the members of
 * each consortium; 16 bytes a text and 16 a membership meanwhile. Nothing
 * without rows of projections.
 */
QP_CHECKED qp_status qp_dataset_project(qp_dataset *dataset,
                                        qp_findings *findings, qp_error *err);

#endif
