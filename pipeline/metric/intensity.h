/* SPDX-License-Identifier: MIT */
/**
 * @file metric/intensity.h
 * @brief M6: how much two regions do together, measured against how much each
 *        does at all.
 *
 *           r1  r2  r3  r4     s
 *      r1    .   8   3   1    12      c_rs  what r and s do together
 *      r2    8   .   2   .    10      s_r   what r does with all others
 *      r3    3   2   .   5    10      t     sum of s: everything, twice
 *      r4    1   .   5   .     6
 *                             38
 *
 * The square is symmetric and its diagonal empty: what a region does with
 * itself is no tie between regions. It is that of a layer, both directions
 * added, or of consortia, projected on the regions of their members.
 */
#ifndef QP_METRIC_INTENSITY_H
#define QP_METRIC_INTENSITY_H

#include "metric/square.h"
#include "net/places.h"

/** The indices of one pair; NaN where a sum is 0. */
typedef struct {
    double association; ///< in [0, inf); 1: as sizes imply
    double salton;      ///< in [0, 1]
    double jaccard;     ///< in [0, 1]
    double probability; ///< in [0, inf); 1: as sizes imply, no region with
                        ///< itself
} qp_intensity;

/**
 * The indices of a pair.
 *
 *      association  c t / (s_r s_s)        observed / expected, where a tie may
 *                                          also be expected of r with r
 *      salton       c / sqrt(s_r s_s)      cosine
 *      jaccard      c / (s_r + s_s - c)
 *      probability  c / (P t/2),           observed / expected, the first end by
 *                                          size, the second among the others
 *                       s_r s_s     s_r s_s
 *                   P = --------- + ---------
 *                       t (t-s_r)   t (t-s_s)
 *
 * Association is too low on the whole where regions are few, for it expects
 * ties of a region with itself; there the probability index is the one to read.
 *
 * @param[in] square  symmetric, summed
 * @param[in] r, s    two units of it
 *
 * @par Source
 * Van Eck and Waltman (2009), How to normalize cooccurrence data? JASIST 60,
 * 1635-1651; the probability index in the form that the R package EconGeo has.
 */
qp_intensity qp_intensity_of(const qp_square *square, size_t r, size_t s);

/**
 * Fill a square with the flows of a layer, both directions added.
 *
 * @param[in]     flows   of a layer, directed or not
 * @param[in,out] square  [flows->region_count units]; is summed
 * @param[out]    links   [n * n] links of each pair
 *
 * @par Cost
 * O(n^2 + cells) time.
 */
void qp_intensity_fill(const qp_flows *flows, qp_square *square,
                       uint32_t links[]);

/** How consortia are projected on regions. */
typedef struct {
    const qp_places *places;  ///< of the members
    const uint32_t *position; ///< [actors] unit of the region of each row;
                              ///< QP_NONE: none
    bool full;                ///< a consortium counts 1 for each of its pairs,
                              ///< not 1 / (members - 1)
} qp_projection_plan;

/**
 * Fill a square with what members of the same consortium do together.
 *
 *      c_rs = sum over consortia  w (m_r m_s - same)       w = 1 / (size - 1)
 *
 * m_r is how many of its members are in r, a member in several regions with
 * the share it has in each; `same` takes out what it would do with itself.
 * size is of the distinct members, wherever they are: so one of 60 members is
 * 1,770 pairs, and each of them counts as much as 59 members have to share.
 *
 * @param[in,out] square    of enough units; is summed
 * @param[out]    consortia [n * n] consortia of each pair
 * @param[out]    missing   members left out of a consortium, or of a part of
 *                          it: they are in no region measured, or not wholly
 * @retval QP_E_MEMORY      no room
 *
 * @par Cost
 * O(memberships + the pairs of regions of each consortium) time.
 *
 * @par Source
 * Fractional counting: Perianes-Rodriguez, Waltman and van Eck (2016),
 * Constructing bibliometric networks, J. Informetrics 10, 1178-1195.
 */
QP_CHECKED qp_status qp_intensity_project(const qp_network *net,
                                          const qp_projection_plan *plan,
                                          qp_square *square,
                                          uint32_t consortia[], size_t *missing,
                                          qp_error *err);

#endif
