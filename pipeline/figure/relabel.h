/* SPDX-License-Identifier: MIT */
/**
 * @file figure/relabel.h
 * @brief Other names, and other places of names, for the rows of a network: a
 *        table beside the specification of figures.
 *
 *      id,name,name_zh,label_lon,label_lat
 *      huawei,Huawei Technologies,华为技术,,
 *      yrd,Yangtze Delta,,123.5,31
 *
 * An id is that of an actor, a thing, a consortium, a cluster or a layer, of
 * all of them that have it; a blank cell leaves what the network says.
 */
#ifndef QP_FIGURE_RELABEL_H
#define QP_FIGURE_RELABEL_H

#include "net/network.h"
#include "table/finding.h"

/** A network under other names. It borrows all but them. */
typedef struct {
    qp_network net;
    void *own[16]; ///< [own_count] columns that are not borrowed
    size_t own_count;
} qp_relabelled;

/**
 * Read a table of labels.
 *
 * @param[out]    labels    cleared by the caller, also after a failure
 * @param[in,out] net       its pool takes the names; outlives the labels
 * @param[in]     path      of the table; findings call it so
 * @param[out]    findings  what cannot be understood
 * @retval QP_E_IO, QP_E_MEMORY
 *
 * @par Cost
 * O(rows of the network + rows of the table * log rows of the network).
 */
QP_CHECKED qp_status qp_relabel(qp_relabelled *labels, qp_network *net,
                                const char *path, qp_findings *findings,
                                qp_error *err);

/** The network under its other names, once all tables are read. */
const qp_network *qp_relabelled_net(qp_relabelled *labels,
                                    const qp_network *net);

void qp_relabelled_clear(qp_relabelled *labels);

#endif
