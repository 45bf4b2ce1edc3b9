/* SPDX-License-Identifier: MIT */
/**
 * @file metric/mixing_ties.h
 * @brief The ties between actors that a layer or the consortia make, and those
 *        of them inside a cluster, as units that mixing counts.
 *
 *      layer       links of the window      a───b 2   b───c 1   a───b 1
 *      consortia   members of each          P: a b c    Q: b d
 *
 *      cut for a cluster of a, b, d         a───b 3      P: a b    Q: b d
 */
#ifndef QP_METRIC_MIXING_TIES_H
#define QP_METRIC_MIXING_TIES_H

#include "metric/mixing.h"
#include "net/network.h"

/** Ties between actors: links, or members by consortium. */
typedef struct {
    size_t actor_count;
    bool two_mode;         ///< consortia
    qp_mixing_link *links; ///< [link_count] between actor rows
    size_t link_count;
    size_t row_count; ///< consortia with members
    size_t *start;    ///< [row_count + 1] first member of each
    qp_row *member;   ///< [start[row_count]] actor rows, none twice in a row
    double *weight;   ///< [row_count] of each of its pairs
    size_t missing;   ///< links or memberships left out
} qp_mixing_ties;

/**
 * The links of a layer in a window: actual or rising, not of polarity -1, each
 * between actors neither of which stands for many; others are missing. One of
 * weight 0, and one of a region with itself, ties nobody.
 *
 * @param[out] ties  set; untouched on failure; clear them after use
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_mixing_ties_of_layer(const qp_network *net,
                                             qp_row layer, qp_period window,
                                             qp_mixing_ties *ties,
                                             qp_error *err);

/**
 * The members of the consortia. Memberships have no date: in a window with
 * bounds they are all missing. One told twice is one.
 *
 * @param[in]  full  a pair weighs 1, not 1 / (members - 1)
 */
QP_CHECKED qp_status qp_mixing_ties_of_consortia(const qp_network *net,
                                                 qp_period window, bool full,
                                                 qp_mixing_ties *ties,
                                                 qp_error *err);

void qp_mixing_ties_clear(qp_mixing_ties *ties);

/** Ties as mixing counts them. Units are the actors with a tie, in their
 * order. */
typedef struct {
    bool two_mode; ///< consortia
    qp_mixing_units units;
    qp_mixing_pairs pairs; ///< of a layer
    qp_mixing_table table; ///< of consortia, of those with two members at least
    double pair_count;     ///< linked pairs, whatever their groups
    qp_mixing seen[QP_MIXING_GROUPINGS];  ///< as the ties are
    double expected[QP_MIXING_GROUPINGS]; ///< qp_ei_expected

    /* what units and table are of */
    uint32_t *group;  ///< [units * QP_MIXING_GROUPINGS]
    size_t *start;    ///< [rows + 1]
    uint32_t *column; ///< [start[rows]]
    uint32_t *mixed;  ///< [start[rows]] columns by chance: where drawing starts
    double *weight;   ///< [rows]
    size_t *turned;   ///< [units + 1]
} qp_mixing_sample;

/** Which actors are looked at: those of a group. */
typedef struct {
    const uint32_t *group; ///< [actors * QP_MIXING_GROUPINGS] of all actors
    size_t group_count;    ///< above all groups
    size_t grouping;
    uint32_t only; ///< the group; QP_NONE: all actors
} qp_mixing_choice;

/**
 * Cut the ties to those between the actors of a group, and count them.
 *
 * @param[out] sample  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_mixing_cut(const qp_mixing_ties *ties,
                                   const qp_mixing_choice *choice,
                                   qp_mixing_sample *sample, qp_error *err);

void qp_mixing_sample_clear(qp_mixing_sample *sample);

/** Room of one drawing, in bytes. */
size_t qp_mixing_draw_room(const qp_mixing_sample *sample);

/**
 * Draw the mixing that chance gives: of a layer, labels fall on their bearers;
 * of consortia, members on consortia.
 *
 * @param[in,out] room [qp_mixing_draw_room] bytes at a multiple of 8
 * @param[out] mixing  [QP_MIXING_GROUPINGS]
 */
void qp_mixing_draw(const qp_mixing_sample *sample, qp_stream *stream,
                    void *room, qp_mixing mixing[]);

#endif
