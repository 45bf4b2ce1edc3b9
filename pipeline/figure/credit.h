/* SPDX-License-Identifier: MIT */
/**
 * @file figure/credit.h
 * @brief What every figure owes its readers: what kind of data it shows, where
 *        they come from, and what drew it.
 */
#ifndef QP_FIGURE_CREDIT_H
#define QP_FIGURE_CREDIT_H

#include "core/words.h"
#include "net/network.h"

/**
 * Add the stamp of data that are no measurements; nothing for others.
 * @param[in] stated  all that is shown comes from statements
 */
void qp_credit_stamp(const qp_network *net, bool stated, qp_language language,
                     qp_text *out);

/** Which sources a figure draws on. */
typedef struct {
    bool *named; ///< [net->sources.count]
    bool own;    ///< some row names no source
} qp_credits;

/** @param[out] credits  of no source; clear them after use */
QP_CHECKED qp_status qp_credits_open(qp_credits *credits, const qp_network *net,
                                     qp_error *err);

/** A row draws on a source, or on none: QP_NONE. */
void qp_credits_name(qp_credits *credits, qp_row source);

/** Every work that a link of the layer names. */
void qp_credits_name_layer(qp_credits *credits, const qp_network *net,
                           qp_row layer);

/** "Source: Title, publisher, licence; ...". Sources alike in all three are
 * one work, named once, where the first of them stands in the order of ids. */
void qp_credits_add(const qp_credits *credits, const qp_network *net,
                    qp_language language, qp_text *out);

/** The same work: title, publisher and licence are alike? */
bool qp_credit_is_one_work(const qp_network *net, qp_row a, qp_row b);

/** "Title, publisher, licence" of one source, as far as it says so; else its
 * id. */
void qp_credit_add_work(const qp_network *net, qp_row source, qp_text *out);

void qp_credits_clear(qp_credits *credits);

/** "Drawn by qipan 1.0 from the network 0123..." */
void qp_credit_made_by(const qp_network *net, qp_language language,
                       qp_text *out);

#endif
