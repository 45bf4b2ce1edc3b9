/* SPDX-License-Identifier: MIT */
/**
 * @file metric/trait.h
 * @brief One column of the actors as classes.
 *
 *      industry      actor  class          classes in byte order of the texts,
 *      ic            F01    1              or in the order of the schema
 *      bio     ->    F02    0
 *                    F03    QP_NONE
 */
#ifndef QP_METRIC_TRAIT_H
#define QP_METRIC_TRAIT_H

#include "core/status.h"
#include "net/network.h"

/** "it is one of country, industry, ...": what to tell who names no column. */
extern const char qp_trait_expected[];

bool qp_trait_is_known(const char *name);

/** `{0}` is empty. */
typedef struct {
    size_t class_count;
    uint32_t *class; ///< [actors] below class_count; QP_NONE: not known
} qp_trait;

/**
 * Look at a column.
 *
 * @param[in]  name     a column of qp_trait_expected; `stages` has a class for each set
 *                      of stages
 * @param[out] trait    to be cleared by the caller; untouched on failure
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + c log c) time, c classes, and 4 bytes a text of the network.
 */
QP_CHECKED qp_status qp_trait_make(const qp_network *net, const char *name,
                                   qp_trait *trait, qp_error *err);

void qp_trait_clear(qp_trait *trait);

#endif
