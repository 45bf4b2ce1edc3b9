/* SPDX-License-Identifier: MIT */
/**
 * @file metric/bonds.h
 * @brief Which regions are linked, over all layers of cooperation together.
 *
 *      talent   Bei ──6──▶ Tia            pair      layer    forth  back
 *               Bei ◀─18── Tia            Bei Tia   rnd        3     .
 *      rnd      Bei ──3─── Tia     ->     Bei Tia   talent     6    18
 *               Tia ──1─── Heb            Tia Heb   rnd        1     .
 *
 * Weights of different layers are never added: a bond has a part for each of
 * its layers. A flow of 0 links nobody.
 */
#ifndef QP_METRIC_BONDS_H
#define QP_METRIC_BONDS_H

#include "metric/run.h"

/** `{0}` is empty. */
typedef struct {
    size_t layer_count;   ///< cooperative layers of the frame
    qp_row *layer;        ///< [layer_count] row of layers, ascending
    bool *present;        ///< [layer_count] something flows in the window, if
                          ///< only inside regions
    size_t present_count; ///< of the layers
    double *total;        ///< [layer_count] N_l, all between different regions
    size_t *left_out;     ///< [layer_count] links of the window left out, whole
                          ///< or in part, and those without a date
    size_t missing;       ///< of all layers

    size_t pair_count; ///< pairs with flow in any layer, sorted
    uint32_t *first;   ///< [pair_count] position among the regions measured
    uint32_t *second;  ///< [pair_count] position, above first
    size_t *start;     ///< [pair_count + 1] first part of each pair
    uint32_t *kind;    ///< [parts] place of its layer in `layer`, ascending
    double *forth;     ///< [parts] from first to second; in an undirected layer
                       ///< the flow between the two
    double *back;      ///< [parts] from second to first; undirected: 0
} qp_bonds;

/**
 * Gather what links the regions in one window.
 *
 * @param[in]  run     its regions are those measured
 * @param[in]  level   region kind, the one that the run began with
 * @param[out] bonds   set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY no room
 * @retval QP_E_LIMIT  as qp_flows_sum
 *
 * @par Cost
 * O(links + cells log cells) time; 80 bytes a link of the largest layer and
 * 64 a cell.
 */
QP_CHECKED qp_status qp_bonds_gather(const qp_run *run, const qp_frame *frame,
                                     qp_period window, const char *level,
                                     qp_bonds *bonds);

/**
 * What flows in and out of each region in one layer, to and from the others.
 * @param[out] strength  [regions] >= 0, layer unit
 */
void qp_bonds_strength(const qp_bonds *bonds, size_t layer, size_t regions,
                       double strength[]);

/**
 * L_rs: how strongly a pair is linked, as shares of what links any regions.
 *
 *      L_rs = sum over layers of (F_rs + F_sr) / N_l          0 <= L_rs <= M
 */
double qp_bonds_tightness(const qp_bonds *bonds, size_t pair);

void qp_bonds_clear(qp_bonds *bonds);

#endif
