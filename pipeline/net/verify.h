/* SPDX-License-Identifier: MIT */
/**
 * @file net/verify.h
 * @brief Does a network read from disk keep what the rest of the program
 *        builds upon?
 *
 * A checksum tells a damaged file; this tells one that was made otherwise than
 * by qipan-build: rows out of range, columns out of order, parents in a
 * circle. Nothing behind net/ looks at these again.
 */
#ifndef QP_NET_VERIFY_H
#define QP_NET_VERIFY_H

#include "core/status.h"
#include "net/columns.h"

/** May these values stand in this column? O(count). */
bool qp_column_verify(const qp_network *net, const qp_net_column *column,
                      const void *values, size_t count);

/**
 * Does the network hold together, its columns being verified? O(n + m) for n
 * actors and m links.
 * @param[out] what  what does not, static; NULL where all does
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_network_verify(const qp_network *net, const char **what,
                                       qp_error *err);

#endif
