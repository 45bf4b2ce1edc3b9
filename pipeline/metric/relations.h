/* SPDX-License-Identifier: MIT */
/**
 * @file metric/relations.h
 * @brief Which classes of a portfolio are where, and how related they are: by
 *        the portfolio itself, or as the network gives it.
 */
#ifndef QP_METRIC_RELATIONS_H
#define QP_METRIC_RELATIONS_H

#include "metric/relatedness.h"
#include "metric/structure.h"

enum { QP_LEAST_REGIONS = 20 }; ///< below: own relatedness is mostly noise

/** How they are found. */
typedef struct {
    const char *relatedness; ///< of qp_relatedness_names; NULL: the first
    double least;            ///< a smaller value is no presence, >= 0
} qp_relations_choice;

/** `{0}` is empty. */
typedef struct {
    qp_relatedness_kind kind;
    qp_presence_rule rule;
    bool external;   ///< phi is given
    double *present; ///< [regions * classes] X: 1 or 0
    double *phi;     ///< [classes * classes] symmetric, the diagonal 0
} qp_relations;

/**
 * Find them. Relatedness is as the network gives it if it names any two of the
 * classes, and then 0 between those that it does not name.
 *
 * @param[in]  structure  of at least one class
 * @param[out] relations  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY    no room
 *
 * @par Cost
 * As qp_relatedness_of; O(relatedness given x log classes) where it is.
 */
QP_CHECKED qp_status qp_relations_find(const qp_network *net,
                                       const qp_structure *structure,
                                       const qp_relations_choice *choice,
                                       qp_relations *relations, qp_error *err);

/** The number of a class by its text, or class_count. O(log classes). */
size_t qp_relations_class(const qp_network *net, const qp_structure *structure,
                          const char *text);

/**
 * Flags of what stands on relatedness: external-phi, or few-regions.
 * @param[in] used  regions that have anything
 */
unsigned qp_relations_flags(const qp_relations *relations, size_t used);

void qp_relations_clear(qp_relations *relations);

#endif
