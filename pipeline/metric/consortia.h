/* SPDX-License-Identifier: MIT */
/**
 * @file metric/consortia.h
 * @brief M18: does a consortium have all that it takes, and both ends of the
 *        chain?
 *
 *      member  lead  research  enterprise  stages      roles present
 *      m1       x                  x       product     lead, enterprise,
 *      m2                x                 science     research, end user
 *
 *      completeness     roles present / 4       an end user makes products
 *      two ends         1: science and products are both there
 *      stage coverage   stages present / 3
 *      diversity        1 - sum p_k^2           p_k share of members of type k
 *      cross region     1 - share of the largest region
 *
 * One member may play several roles. The metric is ours, after the description
 * in Naughton (2023), Re-engineering the innovation chain.
 */
#ifndef QP_METRIC_CONSORTIA_H
#define QP_METRIC_CONSORTIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "metric/innovation_stage.h"

typedef struct {
    bool leads;
    bool researches;
    bool is_enterprise;
    qp_innovation_set stages; ///< none: not known
    uint32_t type;            ///< QP_NONE: not known
    uint32_t region;          ///< QP_NONE: not known
} qp_consortium_member;

/** What a consortium is like; everything is NaN without members. */
typedef struct {
    double completeness;   ///< 0 to 1
    double two_ends;       ///< 0 or 1; NaN: no member's stage is known
    double stage_coverage; ///< 1/3 to 1; NaN likewise
    double diversity;      ///< 0 to 1; NaN: no member's type is known
    double cross_region;   ///< 0 to 1; NaN: no member's region is known
    size_t staged;         ///< members whose stage is known
    size_t typed;          ///< ... whose type is
    size_t placed;         ///< ... whose region is
} qp_consortium;

/**
 * Look at a consortium.
 *
 * @param[in]     members  [count]
 * @param[in,out] work     [count]
 *
 * @par Cost
 * O(count log count) time.
 */
qp_consortium qp_consortium_look(const qp_consortium_member members[],
                                 size_t count, uint32_t work[]);

/**
 * Does an institute of a kind do research? Of none that is given it is taken to
 * do so; else its kind begins with one of
 *
 *      university  college  academy  institute  lab  research  new-type
 *      innovation-cent  science-cent  large-facility
 *
 * so that bodies of government, parks, zones, platforms and media do not.
 */
bool qp_consortium_is_research(const char *kind);

/** Is a role of a membership that of the lead: `lead` or `coordinator`? */
bool qp_consortium_is_lead(const char *role);

/** Is it that of somebody who pays and takes no part: `sponsor`? */
bool qp_consortium_is_sponsor(const char *role);

#endif
