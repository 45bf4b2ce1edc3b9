/* SPDX-License-Identifier: MIT */
/**
 * @file synth/synth.h
 * @brief A dataset of any size in which it is known what is to be found.
 *
 * Regions in clusters, enterprises and institutes in regions, flows and ties
 * between them, and in all of it planted:
 *
 *      population        falls with the rank of a region
 *      siphoning         the core of a cluster takes more than it gives
 *      isomorphism       the regions of a cluster have one profile of industries
 *      gap               a cluster has nobody in a stage of innovation
 *      chokepoint        one enterprise abroad alone makes a product
 *
 * What was planted is told in truth.csv, under the names of the metrics that
 * find it. docs/synth.md gives the model and its formulas.
 */
#ifndef QP_SYNTH_SYNTH_H
#define QP_SYNTH_SYNTH_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "table/dataset.h"

enum {
    QP_SYNTH_LISTED = 64,      ///< clusters that a list can name
    QP_SYNTH_REGIONS = 5000,   ///< most regions
    QP_SYNTH_CHOKEPOINTS = 99, ///< most products with one maker
    QP_SYNTH_YEARS = 100       ///< most years
};

/** A number a cluster, in the order of the clusters; 0 for those not listed. */
typedef struct {
    double values[QP_SYNTH_LISTED];
    size_t count;
} qp_synth_list;

typedef struct {
    const qp_dataset *places;  ///< read without defects; its regions and
                               ///< clusters are taken. NULL: they are invented
    size_t regions;            ///< to invent, 2 to QP_SYNTH_REGIONS
    size_t clusters;           ///< to invent, 1 to regions
    double rank_size;          ///< exponent q of the population law, 0 to 3
    size_t enterprises;        ///< at least one a region; 0: of a size that
                               ///< goes with the rest
    size_t institutes;         ///< likewise
    uint64_t links;            ///< rows of links.csv
    qp_synth_list talent;      ///< [-1, 1] planted core_effectiveness
    qp_synth_list capital;     ///< [-1, 1] likewise
    qp_synth_list isomorphism; ///< [0, 1] share of the common profile
    qp_synth_list gaps;        ///< 0 none, or the stage 1, 2, 3 that is lacking
    size_t chokepoints;        ///< products with one maker, which is abroad
    const char *home;          ///< country of all others: two or three
                               ///< capitals, not "XXA", which is abroad
    int from;                  ///< first year
    int until;                 ///< first year that is left out
    uint64_t seed;
    unsigned threads; ///< 0: one a processor; no byte depends on it
} qp_synth_options;

/**
 * Write a dataset: every table that metrics look for, sources.csv (class
 * synthetic) and truth.csv.
 *
 * Each file appears whole or not at all. A folder that holds tables but no
 * truth.csv is refused: they are somebody's own.
 *
 * @param[in] folder    made where it is missing
 * @retval QP_E_MISUSE  options that cannot be met, told with what can
 * @retval QP_E_IO      the folder or a file cannot be written
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(links + enterprises + regions^2) time; O(regions) memory and a few
 * megabytes a thread, whatever the number of links.
 */
QP_CHECKED qp_status qp_synth_write(const qp_synth_options *options,
                                    const char *folder, qp_error *err);

#endif
