/* SPDX-License-Identifier: MIT */
/**
 * @file metric/helix.h
 * @brief M5: how much three fields of a unit tell of each other together, and
 *        not two by two.
 *
 *      unit   geography  technology  organisation          H_x   entropy of a
 *      F01    Bei        ic          large                       field, or of
 *      F02    Bei        bio         small            ->         fields taken
 *      F03    Tia        ic          small                       together, bits
 *
 *      T = H_G + H_K + H_S - H_GK - H_GS - H_KS + H_GKS
 *
 *      -1 bit    S follows from G and K together, and from neither alone
 *       0        one of the three is independent of the two others
 *      +1 bit    each of the three follows from each other, all alike
 *
 * **Negative is synergy**: two fields together reduce the uncertainty of the
 * third by more than each does by itself. T is what synergy and redundancy
 * leave of each other; how much there is of each it cannot tell.
 *
 * **T is biased.** Of N units in g, k and s classes, all independent, T is by
 * chance about -(g-1)(k-1)(s-1) / (2 N ln 2): few units look like synergy. So
 * T is held against the mean of units whose geography is shuffled, while their
 * technology and organisation stay together.
 *
 * Source: McGill (1954), Multivariate information transmission, Psychometrika
 * 19, 97-116, with the other sign; as a measure of innovation systems
 * Leydesdorff and Zhou (2014), Measuring the knowledge-based economy of China
 * in terms of synergy among technological, organizational, and geographic
 * attributes of firms, Scientometrics 98, 1703-1719.
 */
#ifndef QP_METRIC_HELIX_H
#define QP_METRIC_HELIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

typedef enum {
    QP_HELIX_GEOGRAPHY,
    QP_HELIX_TECHNOLOGY,
    QP_HELIX_ORGANISATION,
    QP_HELIX_FIELDS
} qp_helix_field;

enum {
    QP_HELIX_SETS = 1 << QP_HELIX_FIELDS, ///< sets of fields, as sums of bits
    QP_HELIX_ALL = QP_HELIX_SETS - 1      ///< the set of all three
};

/** Units and the class that each is of in each field; borrowed. */
typedef struct {
    size_t count;                           ///< N, below 2^32
    const uint32_t *class[QP_HELIX_FIELDS]; ///< [count] below class_count
    size_t class_count[QP_HELIX_FIELDS];    ///< also of those without a unit
} qp_helix_units;

/** Ends of runs of units that agree in a set of fields. */
typedef struct {
    size_t count;
    uint32_t *end; ///< [count] rising, the last is N
} qp_helix_runs;

/**
 * A table of units by three fields, made ready to be counted again and again.
 * Made once, then only read: several threads may count at a time. `{0}` is
 * empty.
 *
 * Units are sorted by technology, then organisation, so that the units of a
 * cell of those two lie side by side, and a counter a geography is all that
 * counting them takes.
 */
typedef struct {
    size_t unit_count;
    size_t geography_count;
    uint32_t *geography; ///< [unit_count] of the sorted units
    uint32_t *turned;    ///< [unit_count] where they stand, by organisation
    qp_helix_runs technology;
    qp_helix_runs organisation; ///< of units in the order of `turned`
    qp_helix_runs both;
    double *step; ///< [unit_count] (n+1) lb (n+1) - n lb n
    double fixed; ///< what T has of sets that shuffling leaves alone, bits

    double entropy[QP_HELIX_SETS]; ///< of each set of fields, bits; field f is
                                   ///< bit 1 << f
    size_t cells[QP_HELIX_SETS];   ///< occupied, likewise; of no field 1
    double t;                      ///< bits; NaN without a unit
} qp_helix;

/**
 * Make a table, and measure it.
 *
 * A field in which all units are alike makes T exactly 0; a T below 1e-11 bits
 * is rounding, and 0.
 *
 * @param[out] helix    to be cleared by the caller; untouched on failure
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(units + classes) time, 28 bytes a unit.
 */
QP_CHECKED qp_status qp_helix_make(const qp_helix_units *units, qp_helix *helix,
                                   qp_error *err);

void qp_helix_clear(qp_helix *helix);

/** Work areas of counting; a larger table's serve a smaller one. */
typedef struct {
    uint32_t *turned; ///< [unit_count] whatever it holds
    uint32_t *tally;  ///< [geography_count] 0 before, and 0 again after
} qp_helix_room;

/**
 * T of the same units with other geographies.
 *
 * @param[in]     geography  [unit_count] as in the table, in another order
 * @param[in,out] room       of this thread alone
 * @return                   bits; NaN without a unit
 *
 * @par Cost
 * O(units) time, whatever the number of classes; it allocates nothing.
 */
double qp_helix_shuffled(const qp_helix *helix, const uint32_t geography[],
                         qp_helix_room room);

/**
 * What T is, to the first order, where the three fields are independent:
 *
 *      -(g-1)(k-1)(s-1) / (2 N ln 2)     g, k, s occupied classes; bits
 *
 * NaN without a unit.
 *
 * @par Source
 * Each entropy is too low by (cells - 1) / (2 N ln 2): Miller (1955), Note on
 * the bias of information estimates; where independent classes occupy all cells
 * the seven terms add up to this.
 */
double qp_helix_bias(const qp_helix *helix);

/**
 * T with the first-order bias of each of its entropies taken off, by the cells
 * that are occupied; bits, NaN without a unit.
 *
 *      T + ((g-1) + (k-1) + (s-1) - (gk-1) - (gs-1) - (ks-1) + (gks-1))
 *          / (2 N ln 2)
 *
 * In a sparse table most cells of chance stay empty, and too little is taken
 * off: the mean of shuffled units is the better measure.
 */
double qp_helix_miller_madow(const qp_helix *helix);

/** Fewer units an occupied cell than this: T is mostly bias. */
#define QP_HELIX_LEAST 10

/** Has the table fewer than QP_HELIX_LEAST units an occupied cell? */
bool qp_helix_is_sparse(const qp_helix *helix);

#endif
