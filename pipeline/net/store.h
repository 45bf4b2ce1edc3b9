/* SPDX-License-Identifier: MIT */
/**
 * @file net/store.h
 * @brief network.h5: the network on disk, in HDF5.
 *
 * The first 512 bytes are text (net/block.h), so that a foreign version or a
 * damaged file is refused before HDF5 sees it; what follows is HDF5 that other
 * programs open (docs/network-file.md), and what is read from it is verified
 * (net/verify.h).
 *
 * Where each row came from (file and line) stands in a second file beside it,
 * NETWORK.rows.h5 for NETWORK.h5: the order of the input rows may change it,
 * and must not change the network. The two know each other by their digest.
 */
#ifndef QP_NET_STORE_H
#define QP_NET_STORE_H

#include "core/status.h"
#include "net/network.h"

/**
 * Write PATH.h5 and its rows file, each whole or not at all; the network is
 * published last.
 * @retval QP_E_IO  nothing was changed, or only the rows file was
 */
QP_CHECKED qp_status qp_network_write(const qp_network *net, const char *path,
                                      qp_error *err);

/**
 * Read a network; file and line columns are NULL and files empty when
 * `rows` is false.
 *
 * @param[out] net  replaced; empty on failure
 * @retval QP_E_IO       missing or unreadable
 * @retval QP_E_FORMAT   not a network, damaged, or rows of another network
 * @retval QP_E_VERSION  "written by qipan X; rebuild with qipan-build"
 */
QP_CHECKED qp_status qp_network_read(qp_network *net, const char *path,
                                     bool rows, qp_error *err);

#endif
