/* SPDX-License-Identifier: MIT */
/**
 * @file metric/mixing.h
 * @brief M6, X12: do links stay inside groups or bridge them?
 *
 *      n1───n2───n5───n6         A  n1 n2 n3     I = 5 links inside a group
 *        \  │    │               B  n4 n5 n6     E = 2 links between groups
 *          n3───n4
 *
 *           E - I     2 - 5
 *      EI = -----  =  -----        -1 all inside, +1 all between
 *           E + I     2 + 5
 *
 * Several groupings of the same units are counted in one sweep: by region, by
 * cluster, by type, by ownership. A linked pair is one, however many links it
 * has; a pair of which an end is in no group is left out of that grouping.
 */
#ifndef QP_METRIC_MIXING_H
#define QP_METRIC_MIXING_H

#include "chance/curveball.h"
#include "core/pool.h"
#include "core/status.h"

enum { QP_MIXING_GROUPINGS = 4 };

/**
 * The groups of units: of unit u in grouping g at
 * group[u * QP_MIXING_GROUPINGS + g], QP_NONE where it is in none.
 */
typedef struct {
    size_t unit_count;
    size_t group_count;    ///< all groups of all groupings are below it
    const uint32_t *group; ///< [unit_count * QP_MIXING_GROUPINGS]
} qp_mixing_units;

/** What one grouping makes of the linked pairs. */
typedef struct {
    double pairs;         ///< E + I, both ends in a group
    double inside;        ///< I, both in the same
    double weight;        ///< of the E + I
    double weight_inside; ///< of the I
    double alike;         ///< sum of a_k^2, a_k the share of ends in group k;
                          ///< NaN without pairs
} qp_mixing;

/** (E - I)/(E + I), of pairs or weights; NaN where all is 0. */
double qp_ei_index(double all, double inside);

/**
 * The exact mean of the E-I index over all ways to give the labels of the
 * units out again.
 *
 *      EI = 1 - 2 sum n_k (n_k - 1) / (n (n - 1))
 *
 * Any pair of units is in one group with the same probability, linked or not,
 * heavy or not: so it holds for pairs and for weights alike.
 *
 * @param[in]  grouping  below QP_MIXING_GROUPINGS
 * @param[out] size      [group_count] n_k, units of each group
 * @return               NaN below two units that are in a group
 *
 * @par Source
 * Krackhardt and Stern (1988), Informal networks and organizational crises,
 * Social Psychology Quarterly 51, 123-140.
 */
double qp_ei_expected(const qp_mixing_units *units, size_t grouping,
                      uint32_t size[]);

/**
 * Nominal assortativity of the linked pairs, without direction.
 *
 *          I/(E+I) - sum a_k^2
 *      r = -------------------      1 like with like only, 0 by chance
 *            1 - sum a_k^2
 *
 * @return NaN without pairs, and where one group has all ends
 *
 * @par Source
 * Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126.
 */
double qp_nominal_assortativity(const qp_mixing *mixing);

/* ---- pairs */

/** A link between two units, in either direction. */
typedef struct {
    uint32_t a;
    uint32_t b;
    double weight; ///< >= 0
} qp_mixing_link;

/** Linked pairs; clear them after use. Which groups the units are in may
 * change, but not whether they are in one. */
typedef struct {
    size_t unit_count;
    size_t pair_count;
    size_t *start;    ///< [unit_count + 1] first pair of each lesser end
    uint32_t *other;  ///< [pair_count] the greater end
    double *weight;   ///< [pair_count] of all links of the pair
    uint32_t *degree; ///< [unit_count * QP_MIXING_GROUPINGS] pairs of a unit
                      ///< with both ends in a group
    double all_pairs[QP_MIXING_GROUPINGS];  ///< with both ends in a group
    double all_weight[QP_MIXING_GROUPINGS]; ///< of them
} qp_mixing_pairs;

/**
 * Make linked pairs of links.
 *
 * @param[in]  links  [count] in any order; one of a unit with itself is no pair
 * @param[out] pairs  set; untouched on failure
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(links + units) time, 40 bytes a link.
 */
QP_CHECKED qp_status qp_mixing_pairs_make(const qp_mixing_units *units,
                                          const qp_mixing_link links[],
                                          size_t count, qp_mixing_pairs *pairs,
                                          qp_error *err);

void qp_mixing_pairs_clear(qp_mixing_pairs *pairs);

/**
 * Count the pairs by the groups of their ends.
 *
 * @param[in]  units   the groups; those in none are the same as when the pairs
 *                     were made
 * @param[in,out] room [units->group_count]
 * @param[out] mixing  [QP_MIXING_GROUPINGS]
 *
 * @par Cost
 * O(pairs + units) time for all groupings.
 */
void qp_mixing_count_pairs(const qp_mixing_pairs *pairs,
                           const qp_mixing_units *units, uint64_t room[],
                           qp_mixing mixing[]);

/**
 * Give the groups of each grouping out again among the units that are in one.
 * One order by chance serves all groupings: where every unit is in a group of
 * each, one that gets the region of another gets its cluster as well.
 *
 * @param[out] group  [unit_count * QP_MIXING_GROUPINGS]
 * @param[in,out] room [unit_count]
 */
void qp_mixing_shuffle(const qp_mixing_units *units, qp_stream *stream,
                       uint32_t group[], uint32_t room[]);

/* ---- consortia */

/** Units by the consortia they meet in: rows are consortia, columns units. */
typedef struct {
    qp_two_mode table;
    const double *weight; ///< [rows] of each of its pairs
    const size_t *start;  ///< [columns + 1] the places once more, by column:
                          ///< where the rows of each unit begin
} qp_mixing_table;

/** Work area of qp_mixing_count_table, in bytes. */
size_t qp_mixing_table_room(const qp_mixing_table *table,
                            const qp_mixing_units *units);

/**
 * Count the pairs of units that meet in a consortium; one that meets in
 * several is one pair still, and has the weight of all of them.
 *
 * @param[in]  column  [places] the rows, as table->table.column or drawn
 * @param[in,out] room [qp_mixing_table_room] bytes at a multiple of 8
 * @param[out] mixing  [QP_MIXING_GROUPINGS]
 *
 * @par Cost
 * O(sum of squared sizes of the consortia) time; no list of pairs is made.
 */
void qp_mixing_count_table(const qp_mixing_table *table,
                           const qp_mixing_units *units,
                           const uint32_t column[], void *room,
                           qp_mixing mixing[]);

#endif
