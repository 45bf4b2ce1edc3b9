/* SPDX-License-Identifier: MIT */
/**
 * @file metric/systemic_risk.h
 * @brief M16: how much of the output of a supply network is lost where one firm
 *        fails, and what follows from it up and down the chain.
 *
 *      A ══▶ C ──▶ D       A fails: C cannot do without it and makes nothing,
 *      B ──▶ C             and D misses what C made
 *                          D fails: C has nobody to sell to, nor have A and B
 *
 *      h^d_i = min { 1 - max  sum   sigma_j W_ji (1 - h^d_j)
 *                     sectors ess.  ------------------------,
 *                                   W of the sector's ess.
 *
 *                    1 -  sum    sigma_j W_ji / s_in_i (1 - h^d_j),   psi_i }
 *                      non-ess.
 *
 *      h^u_i = min { sum_j W_ij / s_out_i  h^u_j,                     psi_i }
 *
 *                                      s_out_j
 *      sigma_j = min { 1, ------------------------------------ }
 *                         s_out h^d summed over the sector of j
 *
 *      ESRI    = sum_i Y_i (1 - min (h^d_i, h^u_i)) / sum_i Y_i
 *
 * psi is 0 for those who fail and 1 for all others; h begins at 1, and all
 * firms take a step at a time, until no h changes by more than `stop`, or for
 * QP_MOST_ROUNDS. Y is the declared output, s_out where none is declared. The
 * share sigma says how much of a sector a firm was: whoever was little of it is
 * easily stood in for, unless the sector fails with it.
 *
 * Firms are those who buy or sell. One who does neither loses nobody anything:
 * 0, and its output is none of the network's.
 *
 * @par Source
 * Diem, Borsos, Reisch, Kertesz and Thurner (2022), Quantifying firm-level
 * economic systemic risk from nation-wide supply networks, Scientific Reports
 * 12, 7719.
 */
#ifndef QP_METRIC_SYSTEMIC_RISK_H
#define QP_METRIC_SYSTEMIC_RISK_H

#include "metric/sales.h"

enum { QP_MOST_ROUNDS = 1000 };

/** What is known of the actors. */
typedef struct {
    size_t count;            ///< actors
    const qp_string *sector; ///< [count] QP_NONE: one of its own; NULL: all
    const double *output;    ///< [count] Y, >= 0; NaN: none declared; NULL: all
    qp_essentiality unknown; ///< what a sale is of which it is not said
} qp_risk_actors;

/** The links of each firm, those of one kind together. */
typedef struct {
    size_t *start;   ///< [3 n + 1] first link of firm i and kind k at 3 i + k,
                     ///< where k is a qp_essentiality
    uint32_t *other; ///< [count] firm at the other end
    double *share;   ///< [count] see below
} qp_risk_links;

/** `{0}` is empty. */
typedef struct {
    size_t n;            ///< firms, sorted by sector, within one by actor row
    size_t actor_count;  ///< actors
    size_t sector_count; ///< sectors with a firm
    size_t lacking;      ///< firms whose sector is not known
    size_t unknown;      ///< sales of which it is not said what they are
    uint32_t *firm;      ///< [actor_count] firm that an actor is, or QP_NONE
    qp_row *actor;       ///< [n] actor row
    uint32_t *sector;    ///< [n] ascending
    size_t *first;       ///< [sector_count + 1] first firm of each sector
    double *sold;        ///< [n] s_out, in the unit of the layer
    double *bought;      ///< [n] s_in, likewise
    double *output;      ///< [n] Y
    double total;        ///< sum of Y; NaN: it, or that of all sales, is more
                         ///< than numbers hold
    qp_risk_links from;  ///< to whom a firm sells; share W_ij / s_out_i
    qp_risk_links to;    ///< who sells to it, ascending within a kind; share of
                         ///< the essential ones of a sector, below 0 where a
                         ///< sector begins; else W_ji / s_in_i
} qp_risk;

/**
 * Prepare the sales of a layer for any number of failures.
 *
 * @param[out] risk    set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + firms log firms + sales) time; 24 bytes a sale, about 80 a firm.
 */
QP_CHECKED qp_status qp_risk_prepare(const qp_sales *sales,
                                     const qp_risk_actors *actors,
                                     qp_risk *risk, qp_error *err);

void qp_risk_clear(qp_risk *risk);

/** Bytes of the work area of one thread: about 60 a firm. */
size_t qp_systemic_risk_room(const qp_risk *risk);

/**
 * What is lost where firms fail together.
 *
 * Each step looks only at firms one of whose partners changed, or whose
 * supplier's sector did, so a failure that touches few costs little. Losses are
 * kept, not what is left: a change below 2^-53, which would not show in h, is
 * none. Whatever came before in the room, and whoever else fails in another,
 * the result is the same to the last digit.
 *
 * @param[in]     failed  [count] firms; each once or more often
 * @param[in]     stop    > 0
 * @param[in,out] room    [qp_systemic_risk_room] bytes at a multiple of 8, zeros
 *                        before the first call; the thread's own
 * @return 0 ... 1; NaN where the total output is 0 or NaN
 *
 * @par Cost
 * O(rounds x (links of firms that change or whose partner does + firms of the
 * sectors where one does)); no allocation.
 */
double qp_systemic_risk(const qp_risk *risk, const uint32_t failed[],
                        size_t count, double stop, void *room);

/**
 * A first guess at who matters, of one step: the outputs that hang on a firm.
 *
 * @param[out] reach  [n] sum over essential sales of the share in the sector's
 *                    times the output of the customer
 */
void qp_essential_reach(const qp_risk *risk, double reach[]);

#endif
