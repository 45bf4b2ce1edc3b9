/* SPDX-License-Identifier: MIT */
/**
 * @file net/build.h
 * @brief From a dataset to a network, by the rules of the data dictionary.
 */
#ifndef QP_NET_BUILD_H
#define QP_NET_BUILD_H

#include "net/network.h"
#include "table/dataset.h"

/**
 * Check what ties rows and tables together, apply the defaults, and build.
 *
 * Every defect becomes a finding and checking goes on. With any defect among
 * the findings (also those of qp_dataset_read) no network is built.
 *
 * @param[in]  dataset   as qp_dataset_read left it; its links are used up:
 *                       their columns become those of the network
 * @param[out] net       replaced; empty when there are defects
 * @param[out] findings  added to, not sorted
 * @retval QP_E_REFUSED  there are defects
 * @retval QP_E_MEMORY   no room
 *
 * @par Cost
 * O(m log m) time for m links.
 */
QP_CHECKED qp_status qp_network_build(qp_network *net, qp_dataset *dataset,
                                      qp_findings *findings, qp_error *err);

#endif
